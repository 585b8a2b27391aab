//! `add`.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::commands::draft::Draft;
use crate::commands::profile::write_schema;
use crate::commands::to_add::{ToAdd, What, to_add};
use crate::env::{Env, note, write};
use crate::failure::Refused;
use crate::knowledge::diagnostics::Diagnostics;
use crate::knowledge::files::read_text;
use crate::knowledge::layers::{Layers, Loaded};
use crate::knowledge::model::Kb;
use crate::knowledge::text::quoted;
use crate::person::amend::append::{append, count};
use crate::person::home::make_folder;
use crate::person::profile::ProfileFile;
use crate::person::replace::{Outcome, Over, replace};
use crate::person::wishes::Wishes;
use crate::schema::beside::{forget, modeline};
use crate::session::{Session, holds_yaml, layers};

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath add step \"Learn our deployment tool\"\n",
    "  mlpath add role platform-engineer\n",
    "  mlpath add change docker-containers\n",
    "  mlpath add resource docker-containers\n",
    "  mlpath --kb-add class add step \"Write the first essay\"",
);

/// Add a course, a role or a competency of your own, or change what is there
///
/// It begins an entry from a template with a comment on each field, opens your editor (`$VISUAL`,
/// else `$EDITOR`), and checks what you wrote. Only if that is right it is added to your own files
/// in the folder `kb` of your home, or in the folder named by --kb-add; what has mistakes is kept,
/// and you go on with the same command.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// What to add
    #[arg(value_enum)]
    what: What,

    /// Its title or name, or its id; of a change or a resource, the entry that is there
    #[arg(value_name = "NAME")]
    name: Vec<String>,

    /// Its id [default: made of the title]
    #[arg(long)]
    id: Option<String>,

    /// Print the template, and open no editor
    #[arg(long)]
    print: bool,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let folder = env.named_overlay.clone().unwrap_or_else(|| env.home.overlay_path());
    if env.named_overlay.is_some() && !args.print {
        make_folder(&folder)?;
    }
    let session = session(env, &folder)?;
    let entry = to_add(&session.kb, args.what, &args.name, args.id.as_deref())?;
    let ToAdd { file, id, text } = &entry;
    let path = folder.join(format!("{file}.yaml"));
    if args.print {
        write(text)?;
        env.hint(&format!("fill it in, and put it into {}", path.display()));
        return Ok(());
    }
    let head = modeline(*file);
    let begun = format!("{head}{text}");
    // In a folder of its own it counts for nothing yet, and has the name by which it is read.
    let place = folder.join("draft").join(format!("{file}.yaml"));
    let (so_far, again) = ("nothing was added", again(args));
    let draft = Draft { env, path: place, begun, so_far, again };
    begin(&draft, !args.name.is_empty(), &entry)?;
    let addition = Addition { layers: &session.layers, draft: &draft, path: &path, head: &head };
    let kb = loop {
        let written = draft.edited()?;
        if written == draft.begun || count(&written) == Ok(0) {
            addition.forget_draft()?;
            note("nothing was added");
            return Ok(());
        }
        match addition.add(&written) {
            Ok(kb) => break kb,
            Err(wrong) if draft.wants_to_go_on(&wrong)? => {}
            Err(wrong) => bail!(draft.kept(&wrong)),
        }
    };
    addition.forget_draft()?;
    env.note(&format!("wrote {}", path.display()));
    let look =
        env.command(&if is_shown(&kb, id) { format!("show {id}") } else { "list".to_owned() });
    env.hint(&format!(
        "look at it with `{look}`; see what it changes with `{}`",
        env.command("plan")
    ));
    Ok(())
}

/// This command.
fn again(args: &Args) -> String {
    let typed = args.name.iter().map(|word| format!(" {}", quoted(Path::new(word))));
    let id = args.id.iter().map(|id| format!(" --id {id}"));
    format!("add {}{}", args.what.word(), typed.chain(id).collect::<String>())
}

/// A session with all overlays. That of a folder which holds nothing yet is none.
fn session<'a>(env: &'a Env, folder: &PathBuf) -> Result<Session<'a>> {
    let profile = ProfileFile::read(&env.home.profile_path()).ok().flatten();
    let mut layers = layers(env, profile.as_ref())?;
    layers.overlays.retain(|overlay| overlay != folder || holds_yaml(overlay));
    Session::on(env, Wishes::default(), layers)
}

/// Writes the draft. To one that was left unfinished a further entry is added.
fn begin(draft: &Draft, is_named: bool, entry: &ToAdd) -> Result<()> {
    let path = &draft.path;
    if path.try_exists()? {
        note(&format!("going on with {}, which you left unfinished", path.display()));
        let written = read_text(path)?;
        let is_in_it = written.lines().any(|line| entry.text.lines().next() == Some(line));
        if is_named && !is_in_it {
            match append(&written, "", &entry.text) {
                Ok(text) => drop(replace(path, &text, Over::Text(&written))?),
                Err(_) => note(&format!("{} is not in it: add it after this one", entry.id)),
            }
        }
    } else {
        path.parent().map_or(Ok(()), make_folder)?;
        replace(path, &draft.begun, Over::Nothing)?;
    }
    write_schema(path, &draft.begun);
    Ok(())
}

fn is_shown(kb: &Kb, id: &str) -> bool {
    kb.step(id).is_some() || kb.roles.iter().any(|role| role.id == id)
}

struct Addition<'a> {
    layers: &'a Layers,
    draft: &'a Draft<'a>,
    /// The file that it is added to.
    path: &'a Path,
    /// What a new file begins with.
    head: &'a str,
}

impl Addition<'_> {
    /// Adds what is written, and gives the knowledge base with it.
    ///
    /// # Errors
    /// If it is wrong, or the file cannot be added to.
    fn add(&self, written: &str) -> Result<Kb> {
        let kb = self.checked()?;
        let old = if self.path.try_exists()? { Some(read_text(self.path)?) } else { None };
        let text = old.as_deref().unwrap_or_default();
        let failed = |why: String| {
            let hint = format!("add it in an editor; it is in {}", self.draft.path.display());
            Refused::new(format!("cannot add to {}: {why}", self.path.display()), hint)
        };
        let text = append(text, self.head, &self.own_lines(written)).map_err(failed)?;
        let over = old.as_deref().map_or(Over::Nothing, Over::Text);
        if replace(self.path, &text, over)? == Outcome::Changed {
            bail!("{} was changed by somebody else just now", self.path.display());
        }
        write_schema(self.path, &text);
        Ok(kb)
    }

    /// The knowledge base with the draft laid over it.
    fn checked(&self) -> Result<Kb> {
        let folder = self.draft.path.parent().unwrap_or(Path::new("")).to_owned();
        let overlays = self.layers.overlays.iter().cloned().chain([folder.clone()]).collect();
        let layers = Layers { overlays, ..self.layers.clone() };
        let Loaded { kb, mut notes } = layers.load()?;
        // What has no effect is no addition.
        notes.retain(|note| Path::new(&note.file).starts_with(&folder));
        match notes.is_empty() {
            true => Ok(kb),
            false => Err(Diagnostics::new(Some(&self.draft.path), notes).into()),
        }
    }

    /// What the person wrote: the comments of the template have done their work.
    fn own_lines(&self, written: &str) -> String {
        let is_template = |line: &str| {
            line.trim_start().starts_with('#') && self.draft.begun.lines().any(|own| own == line)
        };
        let own = written.lines().filter(|line| !is_template(line));
        own.map(|line| format!("{line}\n")).collect()
    }

    /// Removes the draft with its schema and its folder.
    fn forget_draft(&self) -> Result<()> {
        std::fs::remove_file(&self.draft.path)?;
        forget(&self.draft.path);
        Ok(())
    }
}
