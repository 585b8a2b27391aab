//! `export`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use itertools::Itertools as _;

use crate::checklist::Checklist;
use crate::commands::checklist_steps::ChecklistSteps;
use crate::commands::plan;
use crate::commands::target::TargetFlags;
use crate::env::{Env, hint, note, quoted};
use crate::failure::Refused;
use crate::knowledge::files::read_text;
use crate::knowledge::model::Kb;
use crate::knowledge::text::{Count, visible};
use crate::person::replace::{Outcome, Over, replace};
use crate::person::wishes::ProfileFlags;
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
/// In an existing checklist, finished steps are ticked; your notes, your order and every other byte
/// stay as they are. With --update, steps that are new in the plan are added at the end, and hours
/// and dates are brought up to date.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The file to write [default: standard output]
    file: Option<PathBuf>,

    /// In an existing checklist, add what is new, and bring hours, dates and summary up to date
    #[arg(long, conflicts_with = "force", requires = "file")]
    update: bool,

    /// Replace an existing file
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    target: TargetFlags,

    #[command(flatten)]
    profile: ProfileFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let file = args.file.as_deref().filter(|file| *file != Path::new("-"));
    let format = env.format.unwrap_or(Format::Markdown);
    let session = Session::new(env, args.profile.wishes())?;
    let advice = format != Format::Markdown;
    let (view, refused) = plan::make(&session, &args.target, None, advice)?;
    if let Some(refused) = refused {
        bail!(refused);
    }
    let Some(file) = file else { return env.print(&plan::whole(&view, format, env.width)?) };
    let export = Export { args, session: &session, view: &view, file };
    if file.is_file() && !args.force {
        return export.update(&export.kept_checklist(format)?);
    }
    let text = plan::whole(&view, format, env.width)?;
    // A table drawn for a terminal carries its colours as escape sequences.
    let text = anstream::adapter::strip_str(&text).to_string();
    export.write(&text, if args.force { Over::Any } else { Over::Nothing })?;
    note(&format!("wrote {} to {}", Count(view.totals.steps, "step"), file.display()));
    Ok(())
}

/// A plan on its way to a file.
struct Export<'a> {
    args: &'a Args,
    session: &'a Session<'a>,
    view: &'a PlanView,
    file: &'a Path,
}

impl Export<'_> {
    /// The same command, with another option or none.
    fn command(&self, option: &str) -> String {
        let (flags, file) = (self.args.target.flags(), quoted(self.file));
        self.session.env.command(&format!("export{option}{flags} {file}"))
    }

    /// The text of the existing file, if it is a checklist of ours.
    fn kept_checklist(&self, format: Format) -> Result<String> {
        let mut what = "";
        if format == Format::Markdown {
            let text = read_text(self.file)?;
            if !Checklist::read(&text).boxes.is_empty() {
                return Ok(text);
            }
            what = " and is not a checklist";
        }
        let (shown, replace) = (self.file.display(), self.command(" --force"));
        let message = format!("{shown} already exists{what}");
        bail!(Refused::new(message, format!("replace it with `{replace}`")))
    }

    /// Ticks what is finished; with `--update`, adds new steps and brings dates up to date.
    fn update(&self, old: &str) -> Result<()> {
        let Self { args, session: Session { kb, env, .. }, view, file } = self;
        let shown = file.display();
        let other = self.other_aim(old);
        if let Some(aim) = other.filter(|_| args.update) {
            bail!(self.other_aim_refused(aim));
        }
        let list = Checklist::read(old);
        let boxes = ChecklistSteps::read(kb, &list);
        for remark in &boxes.remarks {
            note(remark);
        }
        let standing = BoxState::new(kb, view, &list, &boxes);
        let redated = redated(kb, view, &list);
        let text = if args.update { &redated } else { old };
        let mut text = Checklist::read(text).ticked(|id| standing.done.contains(current(kb, id)));
        if args.update && !standing.added.is_empty() {
            let heading = format!("New on {}", env.today);
            let added = standing.added.iter().copied();
            let hours = added.clone().map(|step| step.hours.left).sum();
            let block = markdown::block(&heading, hours, added);
            let added = Checklist::read(&text).with_added(&block).map_err(|line| {
                anyhow!("nothing closes the code or comment that starts on line {line}")
            });
            text = added.with_context(|| format!("cannot add to {shown}"))?;
        }
        if text == old {
            let what = if args.update { "is up to date" } else { "has all its ticks" };
            note(&format!("{shown} {what}"));
        } else {
            self.write(&text, Over::Text(old))?;
            let added = if args.update { standing.added.len() } else { 0 };
            let parts = [(standing.to_tick, "ticked"), (added, "added")];
            let parts = parts.into_iter().filter(|(number, _)| *number > 0);
            let parts = parts.map(|(number, what)| format!("{number} {what}"));
            let is_redated = args.update && redated != old;
            let dates = is_redated.then(|| "dates brought up to date".to_owned());
            note(&format!("{shown}: {}", parts.chain(dates).format(", ")));
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
            let update = self.command(" --update");
            let new = match standing.added.len() {
                0 => "other dates".to_owned(),
                n => format!("{} and other dates", Count(n, "more step")),
            };
            hint(&format!(
                "the plan now has {new}; bring the checklist up to date with `{update}`"
            ));
        }
        Ok(())
    }

    /// Writes the file, unless an editor has saved it since it was read.
    fn write(&self, text: &str, over: Over) -> Result<()> {
        let shown = self.file.display();
        match replace(self.file, text, over)? {
            Outcome::Written { links: 0 } => {}
            Outcome::Written { links } => {
                let links = Count(links as usize, "hard link");
                note(&format!("note: {shown} had {links}, which still has the old text"));
            }
            Outcome::Changed => {
                let message = format!("{shown} has changed in the meantime; nothing was written");
                bail!(Refused::new(message, format!("try again: `{}`", self.command(""))))
            }
        }
        Ok(())
    }

    /// The aim of a checklist that this plan must not be mixed into: an advert when the plan is for
    /// something else, or a role when it is for an advert. A checklist for a role survives a change
    /// of role.
    fn other_aim<'a>(&self, old: &'a str) -> Option<&'a str> {
        let is_same = |aim: &str| aim == markdown::escape(&self.view.role_name);
        let towards_role = self.args.target.advert().is_none();
        markdown::aim(old).filter(|aim| !(is_same(aim) || towards_role && self.is_role(aim)))
    }

    fn is_role(&self, aim: &str) -> bool {
        self.session.kb.roles.iter().any(|role| markdown::escape(&role.name) == aim)
    }

    fn other_aim_refused(&self, aim: &str) -> Refused {
        let replace = self.command(" --force");
        let own = match self.is_role(aim) {
            true => "omit `--for`",
            false => "name the advert that it was written for with `--for`",
        };
        let message = format!("{} is for another aim: {}", self.file.display(), visible(aim));
        Refused::new(message, format!("{own}, or replace it with `{replace}`"))
            .because(vec![format!("the plan is for: {}", self.view.role_name)])
    }
}

/// The id that a step has now.
fn current<'a>(kb: &'a Kb, id: &'a str) -> &'a str {
    kb.step(id).map_or(id, |step| &kb[step].id)
}

fn redated(kb: &Kb, view: &PlanView, list: &Checklist) -> String {
    let step = |id: &str| view.steps.iter().find(|step| step.id == current(kb, id));
    let text = list.redated(|id| step(id).map(markdown::dates));
    let summary = markdown::summary(view);
    let value = |label: &str| summary.iter().find(|(own, _)| *own == label);
    Checklist::read(&text).summed_up(|label| value(label).map(|(_, value)| value.clone()))
}

/// How a checklist and the plan differ.
struct BoxState<'a> {
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

impl<'a> BoxState<'a> {
    fn new(kb: &Kb, view: &'a PlanView, list: &Checklist, boxes: &ChecklistSteps) -> Self {
        let done: BTreeSet<&str> = view.profile.done.iter().map(String::as_str).collect();
        let planned: BTreeSet<&str> = view.steps.iter().map(|step| step.id.as_str()).collect();
        let is_done = |id: &str| done.contains(current(kb, id));
        let known = |id: &str| kb.step(id).is_some_and(|step| boxes.mentions(kb, step));
        let steps = list.steps();
        let open = steps.iter().filter(|(id, ticks)| !ticks.is_done() && !is_done(id));
        let gone = open.filter(|(id, _)| !planned.contains(current(kb, id)));
        let ticked = boxes.ticked.iter().filter(|(step, _)| !done.contains(kb[*step].id.as_str()));
        Self {
            to_tick: list.boxes.iter().filter(|step| !step.ticked && is_done(step.id)).count(),
            added: view.steps.iter().filter(|step| !known(&step.id)).collect(),
            gone: gone.map(|(id, _)| (*id).to_owned()).collect(),
            unrecorded: ticked.count(),
            done,
        }
    }
}
