//! `sync`.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::checklist::Checklist;
use crate::commands::checklist_steps::ChecklistSteps;
use crate::commands::prerequisites::{hint_at_gaps, lines, open};
use crate::commands::record::{agreed, change, stopped};
use crate::env::{Env, hint, note, print, quoted};
use crate::failure::Refused;
use crate::knowledge::files::read_text;
use crate::knowledge::model::{Kb, StepId};
use crate::person::Person;
use crate::person::journal::{Action, Journal, Record};
use crate::render::{self, Format};
use crate::session::Session;
use crate::view::sync::SyncView;

/// Read the ticks of a checklist back into your history
///
/// What is ticked and not recorded yet is recorded as finished. A step that is finished but not
/// ticked may have been finished elsewhere or unticked by you: it is taken back only if you say so.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A checklist that `mlpath export` wrote, however it was edited since
    file: PathBuf,

    /// Record the ticks without asking
    #[arg(long)]
    yes: bool,

    /// Take back, without asking, what is finished but not ticked
    #[arg(long)]
    untick: bool,

    /// Only show what would be recorded
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let kb = &session.kb;
    let text = read_text(&args.file)?;
    let boxes = ChecklistSteps::read(kb, &Checklist::read(&text));
    if boxes.ticked.is_empty() && boxes.open.is_empty() && boxes.unknown.is_empty() {
        return Err(no_steps(args, env).into());
    }
    let now = session.person()?;
    let plan = Changes::new(kb, &now, &boxes);
    for remark in &boxes.remarks {
        env.note(remark);
    }
    let choice = Choice::new(&session, args, &now, &plan)?;
    let changed = match choice {
        Choice { tick: false, untick: false } => None,
        Choice { tick, untick } => Some(change(&session, |journal| {
            let person = session.person_after(journal)?;
            let now = Changes::new(kb, &person, &boxes);
            let ticks = if tick { now.ticks(kb, &person) } else { Vec::new() };
            let unticks = if untick { now.unticks(kb, journal) } else { Vec::new() };
            Ok(ticks.into_iter().chain(unticks).collect())
        })?),
    };
    let (view, after) = changed.unzip();
    let view = SyncView {
        schema: "mlpath/sync/1",
        events: view.map(|view| view.events).unwrap_or_default(),
        to_record: if choice.tick { Vec::new() } else { kb.ids(&plan.finished) },
        not_ticked: if choice.untick { Vec::new() } else { kb.ids(&plan.unticked) },
        unknown: boxes.unknown,
    };
    if env.format() == Format::Json {
        return print(&render::json(&view)?).context("what was ticked is recorded");
    }
    if let Some(journal) = after.filter(|_| choice.tick) {
        hint_at_gaps(&session, &journal, &plan.finished);
    }
    if view.events.is_empty() && view.to_record.is_empty() {
        note("no tick is new");
    }
    if let Some(undo) = view.events.iter().find(|event| event.undoes.is_some()) {
        let again = env.command(&format!("undo {}", undo.id));
        hint(&format!("take all of this back with `{again}`"));
    }
    if !view.to_record.is_empty() && !args.dry_run {
        let sync = env.command(&format!("sync --yes {}", quoted(&args.file)));
        note(&format!("ticked, but not recorded: {}", view.to_record.join(", ")));
        hint(&format!("record them with `{sync}`"));
    }
    if !view.not_ticked.is_empty() && !args.dry_run {
        let file = quoted(&args.file);
        note(&format!("finished, but not ticked: {}", view.not_ticked.join(", ")));
        hint(&format!(
            "tick them with `{}`, or take them back with `{}`",
            env.command(&format!("export {file}")),
            env.command(&format!("sync --untick {file}"))
        ));
    }
    Ok(())
}

/// Where a checklist and the journal differ.
struct Changes {
    /// Ticked, but not finished.
    finished: Vec<StepId>,
    /// Finished since the journal began, but not ticked.
    unticked: Vec<StepId>,
}

impl Changes {
    fn new(kb: &Kb, person: &Person, boxes: &ChecklistSteps) -> Self {
        let done = person.done(kb);
        let own = |step: &StepId| {
            let track = person.progress.track(*step).and_then(|track| track.done.as_ref());
            track.is_some_and(|done| done.through.is_none())
        };
        let ticked = boxes.ticked.iter().map(|&(step, _)| step);
        Self {
            finished: ticked.filter(|step| !done.contains(step)).collect(),
            unticked: boxes.open.iter().copied().filter(own).collect(),
        }
    }

    fn ticks(&self, kb: &Kb, person: &Person) -> Vec<Record> {
        let early = open(kb, person, &self.finished);
        let record = |&step: &StepId| Record {
            forced: early.iter().any(|(other, _)| *other == step),
            ..Record::of(Action::Done, &kb[step].id)
        };
        self.finished.iter().map(record).collect()
    }

    /// Takes back every event that finished one of the steps.
    fn unticks(&self, kb: &Kb, journal: &Journal) -> Vec<Record> {
        let ends = journal.standing().filter(|event| event.record.action == Action::Done);
        let of = |id: &str| kb.step(id).is_some_and(|step| self.unticked.contains(&step));
        ends.filter(|event| event.record.step.as_deref().is_some_and(of))
            .map(|event| Record { unticked: true, ..Record::undo(event) })
            .collect()
    }
}

/// What of the changes is to be recorded.
#[derive(Clone, Copy)]
struct Choice {
    tick: bool,
    untick: bool,
}

impl Choice {
    /// From the flags, or from the person.
    fn new(session: &Session, args: &Args, person: &Person, plan: &Changes) -> Result<Self> {
        let Session { kb, env, .. } = session;
        let mut choice = Self { tick: args.yes, untick: args.untick };
        let named = |steps: &[StepId]| -> Vec<String> {
            let name = |&step: &StepId| format!("  {} ({})", kb[step].id, kb[step].title);
            steps.iter().map(name).collect()
        };
        let mut about =
            vec![format!("ticked, to be recorded as finished: {}", plan.finished.len())];
        about.extend(named(&plan.finished));
        let early = open(kb, person, &plan.finished);
        about.extend(lines(kb, &early).into_iter().map(|line| format!("  note: {line}")));
        if plan.finished.is_empty() {
            choice.tick = false;
        } else if args.dry_run {
            about.iter().for_each(|line| note(line));
        } else if !choice.tick && !args.untick {
            match agreed(env, &about, "Record them?", "the journal keeps what you confirm")? {
                Some(true) => choice.tick = true,
                Some(false) => return Err(stopped(env)),
                None => return Err(nobody(env, about, args).into()),
            }
        }
        if plan.unticked.is_empty() {
            choice.untick = false;
        } else if args.dry_run {
            let taken = if args.untick { "to be taken back" } else { "left finished" };
            note(&format!("not ticked, {taken}: {}", plan.unticked.len()));
            named(&plan.unticked).iter().for_each(|line| note(line));
            choice.untick = false;
        } else if !choice.untick && !args.yes {
            let mut about =
                vec![format!("finished by your history, but not ticked: {}", plan.unticked.len())];
            about.extend(named(&plan.unticked));
            let help = "no leaves them finished";
            choice.untick = agreed(env, &about, "Take them back?", help)?.unwrap_or(false);
        }
        Ok(choice)
    }
}

fn nobody(env: &Env, about: Vec<String>, args: &Args) -> Refused {
    let lines = about.into_iter().map(|line| line.trim_start().to_owned());
    let sync = env.command(&format!("sync --yes {}", quoted(&args.file)));
    let hint = format!("record the ticks with `{sync}`");
    Refused::new("there is no terminal to ask on; nothing was recorded", hint)
        .because(lines.collect())
}

fn no_steps(args: &Args, env: &Env) -> Refused {
    let export = env.command("export checklist.md");
    Refused::new(
        format!("{} has no box of a step", args.file.display()),
        format!("each box is known by the comment in its line; write a checklist with `{export}`"),
    )
}
