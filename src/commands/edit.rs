//! `edit`.

use std::path::Path;

use anyhow::{Result, bail};

use crate::commands::profile::{effect, new, write, write_schema};
use crate::env::{Env, error, note, terminal};
use crate::failure::Refused;
use crate::knowledge::files::read_text;
use crate::person::home::make_folder;
use crate::person::profile::ProfileFile;
use crate::person::replace::{Over, replace};
use crate::person::wishes::Wishes;
use crate::session::Session;
use crate::view::profile::{ChangedView, changes};
use crate::wizard::ask::Asker;

/// Open your profile in an editor, and check it on leaving
///
/// The editor is `$VISUAL`, else `$EDITOR`. You edit a copy: the profile changes only if all of it
/// is right, and what you wrote is never lost. Without a profile, you begin with a new one.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let path = env.home.profile_path();
    let old = if path.try_exists()? { Some(read_text(&path)?) } else { None };
    let draft = env.home.draft_path();
    let begun = match &old {
        Some(text) => text.clone(),
        None => new(&session, &Wishes::default())?,
    };
    make_folder(&env.home.folder)?;
    if draft.try_exists()? {
        note(&format!("going on with {}, which you left unfinished", draft.display()));
    } else {
        replace(&draft, &begun, Over::Nothing)?;
    }
    write_schema(&draft, &begun);
    let view = loop {
        open(env, &draft, &begun)?;
        let text = read_text(&draft)?;
        if old.as_ref() == Some(&text) {
            std::fs::remove_file(&draft)?;
            note("nothing was changed");
            return Ok(());
        }
        match checked(&session, old.as_deref(), &draft, &text) {
            Ok(view) => {
                write(env, old.as_deref(), &text)?;
                break view;
            }
            Err(wrong) if wants_to_go_on(&wrong)? => {}
            Err(wrong) => bail!(kept(env, &draft, &wrong)),
        }
    };
    std::fs::remove_file(&draft)?;
    env.note(&format!("wrote {}", path.display()));
    env.answer(&view)
}

/// Opens the copy. What is left unfinished stays, if anything was changed.
fn open(env: &Env, draft: &Path, begun: &str) -> Result<()> {
    let editor = env.editor();
    let message = match editor.open(draft) {
        Ok(true) => return Ok(()),
        Ok(false) => format!("`{}` ended with an error; the profile is as it was", editor.0),
        Err(_) => format!("there is no editor `{}`", editor.0),
    };
    let hint = if read_text(draft).is_ok_and(|text| text == begun) {
        std::fs::remove_file(draft)?;
        "name one that you have: `EDITOR=nano mlpath edit`".to_owned()
    } else {
        go_on(env, draft)
    };
    bail!(Refused::new(message, hint))
}

/// What the text changes.
///
/// # Errors
/// All that is wrong in it.
fn checked(session: &Session, old: Option<&str>, draft: &Path, text: &str) -> Result<ChangedView> {
    let file = ProfileFile::of(draft, text.to_owned())?;
    let plan = Some(effect(session, &file)?);
    let before = old.map(|text| ProfileFile::of(draft, text.to_owned()));
    let changes = match before {
        None => changes(&Wishes::default(), &file.wishes),
        Some(Ok(before)) => changes(&before.wishes, &file.wishes),
        // What could not be read said nothing.
        Some(Err(_)) => Vec::new(),
    };
    let profile = session.env.home.profile_path().display().to_string();
    Ok(ChangedView { schema: "mlpath/change/1", profile, changes, plan })
}

/// Shows what is wrong and asks whether to go on; `false` without a terminal.
fn wants_to_go_on(wrong: &anyhow::Error) -> Result<bool> {
    let Some(terminal) = terminal() else { return Ok(false) };
    let mut lines = lines(wrong).into_iter();
    error(&lines.next().unwrap_or_default());
    lines.for_each(|line| note(&line));
    let help = "no leaves the profile as it was, and keeps what you wrote in a file";
    Asker::new(&terminal).is_wanted("Go on editing?", help, true)
}

fn kept(env: &Env, draft: &Path, wrong: &anyhow::Error) -> Refused {
    let message = "the profile is as it was: what you wrote has mistakes";
    let lines = lines(wrong).into_iter().map(|line| line.trim_start().to_owned());
    Refused::new(message, go_on(env, draft)).because(lines.collect())
}

fn lines(wrong: &anyhow::Error) -> Vec<String> {
    wrong
        .chain()
        .flat_map(|cause| cause.to_string().lines().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

fn go_on(env: &Env, draft: &Path) -> String {
    format!("what you wrote is in {}; go on with it: `{}`", draft.display(), env.command("edit"))
}
