//! `sync`.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::checklist::Checklist;
use crate::commands::checklist_steps::ChecklistSteps;
use crate::commands::prerequisites::{hint_at_missing_hours, lines, open};
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
/// ticked may have been finished elsewhere, or you may have unticked it: it is undone only if you
/// say so.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A checklist that `mlpath export` wrote, however it was edited since
    file: PathBuf,

    /// Record the ticks without asking
    #[arg(long)]
    yes: bool,

    /// Undo, without asking, what is finished but not ticked
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
        let (file, export) = (args.file.display(), env.command("export checklist.md"));
        bail!(Refused::new(
            format!("{file} has no box for any step"),
            format!(
                "each box is known by the comment in its line; write a checklist with `{export}`"
            ),
        ));
    }
    let now = session.person_after(session.journal()?)?;
    let plan = Differences::new(kb, &now, &boxes);
    for remark in &boxes.remarks {
        env.note(remark);
    }
    let (tick, untick) = plan.decide(&session, args, &now)?;
    let record = |journal: &Journal| {
        let person = session.person_after(journal)?;
        let now = Differences::new(kb, &person, &boxes);
        let mut records = if tick { now.ticks(kb, &person) } else { Vec::new() };
        if untick {
            records.extend(now.unticks(kb, journal));
        }
        Ok(records)
    };
    let changed = (tick || untick).then(|| change(&session, record)).transpose()?;
    let (view, after) = changed.unzip();
    let view = SyncView {
        schema: "mlpath/sync/1",
        events: view.map(|view| view.events).unwrap_or_default(),
        to_record: if tick { Vec::new() } else { kb.ids(&plan.finished) },
        not_ticked: if untick { Vec::new() } else { kb.ids(&plan.unticked) },
        unknown: boxes.unknown,
    };
    if env.format() == Format::Json {
        return print(&render::json(&view)?).context("what was ticked is recorded");
    }
    if let Some(journal) = after.filter(|_| tick) {
        hint_at_missing_hours(&session, &journal, &plan.finished);
    }
    say(&view, env, args);
    Ok(())
}

/// What is left to do, and how.
fn say(view: &SyncView, env: &Env, args: &Args) {
    if view.events.is_empty() && view.to_record.is_empty() {
        note("no new ticks");
    }
    if let Some(undo) = view.events.iter().find(|event| event.undoes.is_some()) {
        let again = env.command(&format!("undo {}", undo.id));
        hint(&format!("undo all of this with `{again}`"));
    }
    if !view.to_record.is_empty() && !args.dry_run {
        note(&format!("ticked, but not recorded: {}", view.to_record.join(", ")));
        hint(&format!("record them with `{}`", sync_yes(env, args)));
    }
    if !view.not_ticked.is_empty() && !args.dry_run {
        let file = quoted(&args.file);
        note(&format!("finished, but not ticked: {}", view.not_ticked.join(", ")));
        hint(&format!(
            "tick them with `{}`, or undo them with `{}`",
            env.command(&format!("export {file}")),
            env.command(&format!("sync --untick {file}"))
        ));
    }
}

/// The differences between a checklist and the journal.
struct Differences {
    /// Ticked, but not finished.
    finished: Vec<StepId>,
    /// Finished since the journal began, but not ticked.
    unticked: Vec<StepId>,
}

impl Differences {
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

    /// Undoes all events that finished one of the steps.
    fn unticks(&self, kb: &Kb, journal: &Journal) -> Vec<Record> {
        let ends = journal.standing().filter(|event| event.record.action == Action::Done);
        let of = |id: &str| kb.step(id).is_some_and(|step| self.unticked.contains(&step));
        ends.filter(|event| event.record.step.as_deref().is_some_and(of))
            .map(|event| Record { unticked: true, ..Record::undo(event) })
            .collect()
    }

    /// Whether to record what is ticked, and to undo what is not: by the flags, or as answered.
    fn decide(&self, session: &Session, args: &Args, person: &Person) -> Result<(bool, bool)> {
        let Session { kb, env, .. } = session;
        let about = |what: &str, steps: &[StepId]| {
            let name = |&step: &StepId| format!("  {} ({})", kb[step].id, kb[step].title);
            let mut about = vec![format!("{what}: {}", steps.len())];
            about.extend(steps.iter().map(name));
            about
        };
        let mut ticked = about("ticked, to be recorded as finished", &self.finished);
        let early = lines(kb, &open(kb, person, &self.finished));
        ticked.extend(early.into_iter().map(|line| format!("  note: {line}")));
        let (has_ticked, has_unticked) = (!self.finished.is_empty(), !self.unticked.is_empty());
        if args.dry_run {
            let taken = if args.untick { "to be undone" } else { "kept as finished" };
            let unticked = about(&format!("not ticked, {taken}"), &self.unticked);
            let shown = ticked.iter().filter(|_| has_ticked);
            for line in shown.chain(unticked.iter().filter(|_| has_unticked)) {
                note(line);
            }
            return Ok((false, false));
        }
        let is_asked = !args.yes && !args.untick;
        let mut tick = args.yes && has_ticked;
        if has_ticked && is_asked {
            let help = "the journal keeps what you confirm";
            tick = match agreed(env, &ticked, "Record them?", help)? {
                Some(true) => true,
                Some(false) => return Err(stopped(env)),
                None => {
                    let causes = ticked.iter().map(|line| line.trim_start().to_owned());
                    let hint = format!("record the ticks with `{}`", sync_yes(env, args));
                    let message = "not running in a terminal; nothing was recorded";
                    bail!(Refused::new(message, hint).because(causes.collect()))
                }
            };
        }
        let mut untick = args.untick && has_unticked;
        if has_unticked && is_asked {
            let about = about("finished in your history, but not ticked", &self.unticked);
            let help = "no keeps them finished";
            untick = agreed(env, &about, "Undo them?", help)?.unwrap_or(false);
        }
        Ok((tick, untick))
    }
}

fn sync_yes(env: &Env, args: &Args) -> String {
    env.command(&format!("sync --yes {}", quoted(&args.file)))
}
