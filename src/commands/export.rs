//! `export`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::checklist::Checklist;
use crate::commands::checklist_steps::ChecklistSteps;
use crate::commands::plan;
use crate::commands::target::TargetFlags;
use crate::env::{Env, hint, note, print, quoted};
use crate::failure::Refused;
use crate::knowledge::files::read_text;
use crate::knowledge::model::Kb;
use crate::knowledge::text::visible;
use crate::person::home::write_whole;
use crate::person::wishes::Wishes;
use crate::render::{Format, markdown};
use crate::session::Session;
use crate::view::plan::{PlanStepView, PlanView};

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath export checklist.md             # write it, or tick what is finished by now\n",
    "  mlpath export --update checklist.md    # also add what is new, with the dates of now\n",
    "  mlpath sync checklist.md               # read your ticks back",
);

/// Write the plan as a Markdown checklist, or bring one that you keep up to date
///
/// In a checklist that is there already, what is finished is ticked; your notes, your order and every
/// other byte stay as they are. With --update, steps that are new in the plan are added at the end,
/// and hours and dates are those of now.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The file to write; without one, or with `-`, to standard output
    file: Option<PathBuf>,

    /// In an existing checklist, add what is new, and bring hours, dates and summary up to date
    #[arg(long, conflicts_with = "force", requires = "file")]
    update: bool,

    /// Replace an existing file as a whole
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    target: TargetFlags,

    #[command(flatten)]
    profile: Wishes,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let file = args.file.as_deref().filter(|file| *file != Path::new("-"));
    let format = env.format.unwrap_or(Format::Markdown);
    let session = Session::new(env, &args.profile)?;
    let advice = format != Format::Markdown;
    let (view, refused) = plan::make(&session, &args.target, None, advice)?;
    if let Some(refused) = refused {
        return Err(refused.into());
    }
    match file {
        Some(file) if file.is_file() && !args.force => {
            let old = kept_checklist(args, env, file, format)?;
            update(args, &session, &view, file, &old)
        }
        Some(file) => {
            let text = plan::text(&view, format, env.width)?;
            // A table drawn for a terminal carries its colours as escape sequences.
            write_whole(file, &anstream::adapter::strip_str(&text).to_string(), args.force)?;
            let steps = match view.totals.steps {
                1 => "1 step".to_owned(),
                steps => format!("{steps} steps"),
            };
            note(&format!("wrote {steps} to {}", file.display()));
            Ok(())
        }
        None => print(&plan::text(&view, format, env.width)?),
    }
}

/// The text of an existing checklist of ours.
fn kept_checklist(args: &Args, env: &Env, file: &Path, format: Format) -> Result<String> {
    let text = match format {
        Format::Markdown => Some(read_text(file)?),
        Format::Table | Format::Plain | Format::Json => None,
    };
    let ours = |text: &String| !Checklist::read(text).boxes.is_empty();
    text.filter(ours).ok_or_else(|| {
        let shown = file.display();
        let flags = args.target.flags();
        let what = if format == Format::Markdown { " and no checklist of steps" } else { "" };
        let replace = env.command(&format!("export --force{flags} {}", quoted(file)));
        let message = format!("{shown} is there already{what}");
        Refused::new(message, format!("replace it with `{replace}`")).into()
    })
}

/// Ticks and, if asked for, adds and dates anew; says what it leaves alone.
fn update(args: &Args, session: &Session, view: &PlanView, file: &Path, old: &str) -> Result<()> {
    let Session { kb, env, .. } = session;
    let shown = file.display();
    let other = other_aim(args, kb, view, old);
    if let Some(aim) = other.filter(|_| args.update) {
        return Err(other_aim_refused(args, session, view, file, aim).into());
    }
    let standing = Standing::new(kb, view, &Checklist::read(old));
    for remark in ChecklistSteps::read(kb, &Checklist::read(old)).remarks(kb) {
        note(&remark);
    }
    let redated = redated(kb, view, old);
    let text = if args.update { redated.clone() } else { old.to_owned() };
    let is_done = |id: &str| standing.done.contains(current(kb, id));
    let mut text = Checklist::read(&text).ticked(is_done);
    if args.update && !standing.added.is_empty() {
        let heading = format!("New on {}", env.today);
        let block = markdown::block(&heading, standing.added.iter().copied());
        let added = Checklist::read(&text).with_added(&block);
        text = added.with_context(|| format!("cannot add to {shown}"))?;
    }
    if text == old {
        let what = if args.update { "is up to date" } else { "has every tick that it should have" };
        note(&format!("{shown} {what}"));
    } else {
        if read_text(file)? != old {
            return Err(changed_meanwhile(args, env, file).into());
        }
        write_whole(file, &text, true)?;
        let added = if args.update { standing.added.len() } else { 0 };
        let parts = [(standing.to_tick, "ticked"), (added, "added")];
        let parts = parts.into_iter().filter(|(number, _)| *number > 0);
        let mut parts: Vec<String> = parts.map(|(n, what)| format!("{n} {what}")).collect();
        if args.update && redated != old {
            parts.push("dates brought up to date".to_owned());
        }
        note(&format!("{shown}: {}", parts.join(", ")));
    }
    if !standing.gone.is_empty() {
        let gone = visible(&standing.gone.join(", ")).into_owned();
        note(&format!("left as they are, though no longer in the plan: {gone}"));
    }
    if standing.unrecorded > 0 {
        let sync = env.command(&format!("sync {}", quoted(file)));
        hint(&format!("{} ticked but not recorded yet: `{sync}`", standing.unrecorded));
    }
    if !args.update && other.is_none() && (redated != old || !standing.added.is_empty()) {
        let flags = args.target.flags();
        let update = env.command(&format!("export --update{flags} {}", quoted(file)));
        let new = match standing.added.len() {
            0 => "other dates".to_owned(),
            1 => "1 more step and other dates".to_owned(),
            n => format!("{n} more steps and other dates"),
        };
        hint(&format!("the plan has {new} by now: `{update}` brings the checklist up to date"));
    }
    Ok(())
}

/// The aim of a checklist that is not to be filled up with the steps of this plan: an advert where the
/// plan is for something else, or a role where it is for an advert. Who has changed their role may go
/// on with theirs.
fn other_aim<'a>(args: &Args, kb: &Kb, view: &PlanView, old: &'a str) -> Option<&'a str> {
    let is_other = |aim: &&str| {
        let same = *aim == markdown::escape(&view.role_name);
        !(same || is_role(kb, aim) && args.target.advert().is_none())
    };
    markdown::aim(old).filter(is_other)
}

fn is_role(kb: &Kb, aim: &str) -> bool {
    kb.roles.iter().any(|role| markdown::escape(&role.name) == aim)
}

fn other_aim_refused(
    args: &Args,
    session: &Session,
    view: &PlanView,
    file: &Path,
    aim: &str,
) -> Refused {
    let Session { kb, env, .. } = session;
    let flags = args.target.flags();
    let replace = env.command(&format!("export --force{flags} {}", quoted(file)));
    let own = match is_role(kb, aim) {
        true => "leave `--for` out",
        false => "name the advert that it was written for with `--for`",
    };
    let message = format!("{} leads to another aim: {}", file.display(), visible(aim));
    Refused::new(message, format!("{own}, or replace it with `{replace}`"))
        .because(vec![format!("the plan is for: {}", view.role_name)])
}

/// The person's editor was faster: what they saved is not to be overwritten.
fn changed_meanwhile(args: &Args, env: &Env, file: &Path) -> Refused {
    let flags = args.target.flags();
    let again = env.command(&format!("export{flags} {}", quoted(file)));
    let message = format!("{} was changed in the meantime; nothing was written", file.display());
    Refused::new(message, format!("try again: `{again}`"))
}

/// The id that a step has now.
fn current<'a>(kb: &'a Kb, id: &'a str) -> &'a str {
    kb.step(id).map_or(id, |step| &kb[step].id)
}

fn redated(kb: &Kb, view: &PlanView, text: &str) -> String {
    let step = |id: &str| view.steps.iter().find(|step| step.id == current(kb, id));
    let text = Checklist::read(text).redated(|id| step(id).map(markdown::dates));
    let summary = markdown::summary(view);
    let value = |label: &str| summary.iter().find(|(own, _)| *own == label);
    Checklist::read(&text).summed_up(|label| value(label).map(|(_, value)| value.clone()))
}

/// How the boxes of a checklist stand to the plan.
struct Standing<'a> {
    done: BTreeSet<&'a str>,
    /// Finished, but not ticked.
    to_tick: usize,
    /// In the plan, but not in the checklist.
    added: Vec<&'a PlanStepView>,
    /// In the checklist, but neither finished nor in the plan.
    gone: Vec<String>,
    /// Ticked, but not finished.
    unrecorded: usize,
}

impl<'a> Standing<'a> {
    fn new(kb: &Kb, view: &'a PlanView, list: &Checklist) -> Self {
        let done: BTreeSet<&str> = view.profile.done.iter().map(String::as_str).collect();
        let planned: BTreeSet<&str> = view.steps.iter().map(|step| step.id.as_str()).collect();
        let is_done = |id: &str| done.contains(current(kb, id));
        let boxes = ChecklistSteps::read(kb, list);
        let known = |id: &str| kb.step(id).is_some_and(|step| boxes.mentions(kb, step));
        let steps = list.steps();
        let open = steps.iter().filter(|(id, ticks)| !ticks.is_done() && !is_done(id));
        let gone = open.filter(|(id, _)| !planned.contains(current(kb, id)));
        let known_step = |id: &str| kb.step(id).is_some();
        let ticked = steps.iter().filter(|(id, ticks)| ticks.is_done() && known_step(id));
        let unrecorded = ticked.filter(|(id, _)| !is_done(id));
        Self {
            to_tick: list.boxes.iter().filter(|step| !step.ticked && is_done(step.id)).count(),
            added: view.steps.iter().filter(|step| !known(&step.id)).collect(),
            gone: gone.map(|(id, _)| (*id).to_owned()).collect(),
            unrecorded: unrecorded.count(),
            done,
        }
    }
}
