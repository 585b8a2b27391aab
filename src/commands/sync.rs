//! `sync`.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use itertools::Itertools as _;
use jiff::civil::Date;

use crate::checklist::Checklist;
use crate::commands::checklist_steps::{ChecklistSteps, check_merged, free_name};
use crate::commands::prerequisites::{hint_at_missing_hours, lines, open};
use crate::commands::record::{agreed, change, confirmed, stopped};
use crate::commands::skip::without;
use crate::document::phrases::day;
use crate::env::{Env, hint, note, print};
use crate::failure::Refused;
use crate::knowledge::files::{read_bounded, read_text};
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::text::quoted;
use crate::person::Person;
use crate::person::journal::{Action, Journal, Record};
use crate::person::progress::StepProgress;
use crate::planner::outline::outline;
use crate::planner::scenario::Scenario;
use crate::render::{self, Format};
use crate::session::Session;
use crate::view::sync::SyncView;

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath sync checklist.md\n",
    "  gh issue view 7 --json body -q .body | mlpath sync --yes -",
);

/// Read the ticks of a checklist back into your history
///
/// What is ticked and not recorded yet is recorded as finished, on the day that a check mark names
/// (`✅ 2027-02-03`); `[/]` as begun, and `[-]` as skipped. A step that is finished but not ticked
/// may have been finished elsewhere, or you may have unticked it: it is undone only if you say so.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A checklist that `mlpath export` wrote, however it was edited since; `-` is standard input,
    /// where nothing is asked, so that it needs --yes, --untick or --dry-run
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

impl Args {
    fn is_piped(&self) -> bool {
        self.file == Path::new("-")
    }

    /// This command with other options, for hints.
    fn again(&self, env: &Env, options: &str) -> String {
        let file = if self.is_piped() { "-".to_owned() } else { quoted(&self.file) };
        env.command(&format!("sync {options}{file}"))
    }

    /// The name and the text of the checklist.
    fn read(&self) -> Result<(String, String)> {
        let name = match self.is_piped() {
            true => "standard input".to_owned(),
            false => self.file.display().to_string(),
        };
        let text = match self.is_piped() {
            true => read_bounded(&name, io::stdin().lock())?,
            false => read_text(&self.file)?,
        };
        Ok((name, text))
    }
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let kb = &session.kb;
    let (name, text) = args.read()?;
    let again = format!("`{}`", args.again(env, ""));
    check_merged(&name, &text, "nothing was recorded", &again)?;
    let list = Checklist::read(&text);
    let boxes = ChecklistSteps::read(kb, &list, env.today);
    for remark in &boxes.remarks {
        env.note(remark);
    }
    if list.boxes.is_empty() {
        let file = free_name(Path::new("checklist.md"));
        let export = env.command(&format!("export {}", quoted(&file)));
        let message = match list.own.len() {
            0 => format!("{name} has no box for any step"),
            own => format!("{name} is another list: none of its boxes ({own}) is for a step"),
        };
        let hint = format!(
            "each box is known by the comment in its line; write a checklist with `{export}`"
        );
        bail!(Refused::new(message, hint));
    }
    let now = session.person_without_market()?;
    let plan = Differences::new(kb, &now, &boxes);
    let (tick, untick) = plan.decide(&session, args, &now)?;
    let record = |journal: &Journal| {
        let person = session.person_after(session.progress_by(journal))?;
        let now = Differences::new(kb, &person, &boxes);
        let mut records = if tick { now.marks(kb, &person) } else { Vec::new() };
        if untick {
            records.extend(now.unticks(kb, journal));
        }
        Ok(records)
    };
    let changed = (tick || untick).then(|| change(&session, record)).transpose()?;
    let (view, after) = changed.map(|it| (it.view, (it.journal, it.added))).unzip();
    let view = SyncView {
        schema: "mlpath/sync/1",
        events: view.map(|view| view.events).unwrap_or_default(),
        to_record: if tick { Vec::new() } else { kb.ids(plan.finished()) },
        to_start: if tick { Vec::new() } else { kb.ids(&plan.begun) },
        to_skip: if tick { Vec::new() } else { kb.ids(&plan.skipped) },
        not_ticked: if untick { Vec::new() } else { kb.ids(&plan.unticked) },
        unknown: boxes.unknown,
    };
    if env.format() == Format::Json {
        return print(&render::json(&view)?).context("what was ticked is recorded");
    }
    if let Some((mut journal, added)) = after.filter(|_| tick) {
        journal.extend(added);
        hint_at_missing_hours(&session, &session.progress_by(&journal), &plan.finished());
    }
    say(&view, env, args);
    Ok(())
}

/// What is left to do, and how.
fn say(view: &SyncView, env: &Env, args: &Args) {
    let to_record = [&view.to_record, &view.to_start, &view.to_skip].map(|ids| ids.iter());
    let to_record = to_record.into_iter().flatten().join(", ");
    if view.events.is_empty() && to_record.is_empty() {
        note("no new ticks");
    }
    if let Some(undo) = view.events.iter().find(|event| event.undoes.is_some()) {
        let again = env.command(&format!("undo {}", undo.id));
        hint(&format!("undo all of this with `{again}`"));
    }
    if !to_record.is_empty() && !args.dry_run {
        note(&format!("ticked, but not recorded: {to_record}"));
        hint(&format!("record them with `{}`", args.again(env, "--yes ")));
    }
    if !view.not_ticked.is_empty() && !args.dry_run {
        note(&format!("finished, but not ticked: {}", view.not_ticked.join(", ")));
        let undo = args.again(env, "--untick --dry-run ");
        let export = || env.command(&format!("export {}", quoted(&args.file)));
        let tick = match args.is_piped() {
            true => "tick them there".to_owned(),
            false => format!("tick them with `{}`", export()),
        };
        hint(&format!("{tick}, or see with `{undo}` what unticking would undo"));
    }
}

/// The differences between a checklist and the journal.
struct Differences {
    /// Ticked, but not finished; with the day, if the checklist has one.
    finished: Vec<(StepId, Option<Date>)>,
    /// Marked as begun, but not in progress.
    begun: Vec<StepId>,
    /// Marked as skipped, but not skipped.
    skipped: Vec<StepId>,
    /// Finished since the journal began, but not ticked.
    unticked: Vec<StepId>,
}

impl Differences {
    fn new(kb: &Kb, person: &Person, boxes: &ChecklistSteps) -> Self {
        let done = person.done(kb);
        let track = |step: StepId| person.progress.track(step);
        let own = |step: &StepId| {
            let done = track(*step).and_then(|track| track.done.as_ref());
            done.is_some_and(|done| done.through.is_none())
        };
        let open = |steps: &[StepId], is_known: fn(&StepProgress) -> bool| -> Vec<StepId> {
            let open = steps.iter().copied().filter(|step| !done.contains(step));
            open.filter(|&step| !track(step).is_some_and(is_known)).collect()
        };
        let ticked = boxes.ticked.iter().map(|&(step, _)| (step, boxes.days.get(&step).copied()));
        Self {
            finished: ticked.filter(|(step, _)| !done.contains(step)).collect(),
            begun: open(&boxes.begun, StepProgress::is_open),
            skipped: open(&boxes.skipped, |track| track.skipped.is_some()),
            unticked: boxes.open.iter().copied().filter(own).collect(),
        }
    }

    fn finished(&self) -> Vec<StepId> {
        self.finished.iter().map(|&(step, _)| step).collect()
    }

    fn has_marks(&self) -> bool {
        !(self.finished.is_empty() && self.begun.is_empty() && self.skipped.is_empty())
    }

    fn marks(&self, kb: &Kb, person: &Person) -> Vec<Record> {
        let early = open(kb, person, &self.finished());
        let done = self.finished.iter().map(|&(step, on)| Record {
            on,
            forced: early.iter().any(|(other, _)| *other == step),
            ..Record::of(Action::Done, &kb[step].id)
        });
        let others = [(Action::Start, &self.begun), (Action::Skip, &self.skipped)];
        let others = others.into_iter().flat_map(|(action, steps)| {
            steps.iter().map(move |&step| Record::of(action, &kb[step].id))
        });
        done.chain(others).collect()
    }

    /// Undoes all events that finished one of the steps.
    fn unticks(&self, kb: &Kb, journal: &Journal) -> Vec<Record> {
        let ends = journal.standing().filter(|event| event.record.action == Action::Done);
        let of = |id: &str| kb.step(id).is_some_and(|step| self.unticked.contains(&step));
        ends.filter(|event| event.record.step.as_deref().is_some_and(of))
            .map(|event| Record { unticked: true, ..Record::undo(event) })
            .collect()
    }

    /// What would be recorded, for a person to read.
    fn about_marks(&self, session: &Session, person: &Person) -> Vec<String> {
        let kb = &session.kb;
        let finished = self.finished.iter().map(|&(step, on)| {
            let on = on.map(|on| format!(", on {}", day(on))).unwrap_or_default();
            format!("  {}{on}", named(kb, step))
        });
        let mut about = counted("ticked, to be recorded as finished", finished);
        let early = lines(kb, &open(kb, person, &self.finished()));
        about.extend(early.into_iter().map(|line| format!("  note: {line}")));
        let listed = |steps: &[StepId]| -> Vec<String> {
            steps.iter().map(|&step| format!("  {}", named(kb, step))).collect()
        };
        about.extend(counted("marked [/], to be recorded as begun", listed(&self.begun)));
        about.extend(counted("marked [-], to be recorded as skipped", listed(&self.skipped)));
        if let Ok(now) = session.person()
            && !self.skipped.is_empty()
        {
            let leads = |scenario: &Scenario| outline(kb, scenario).is_ok();
            if leads(&now.scenario(kb)) && !leads(&without(kb, &now, &self.skipped)) {
                about.push("  note: without what is skipped, no plan leads to the role".to_owned());
            }
        }
        about
    }

    /// Whether to record what is marked, and to undo what is not ticked: by the flags, or as
    /// answered.
    fn decide(&self, session: &Session, args: &Args, person: &Person) -> Result<(bool, bool)> {
        let Session { kb, env, .. } = session;
        let marks = self.about_marks(session, person);
        let listed = || self.unticked.iter().map(|&step| format!("  {}", named(kb, step)));
        if args.dry_run {
            let taken = if args.untick { "to be undone" } else { "kept as finished" };
            let unticked = counted(&format!("not ticked, {taken}"), listed());
            marks.iter().chain(&unticked).for_each(|line| note(line));
            return Ok((false, false));
        }
        let is_asked = !args.yes && !args.untick;
        let mut tick = args.yes && self.has_marks();
        if self.has_marks() && is_asked {
            let help = "the journal keeps what you confirm";
            tick = match confirmed(env, &marks, "Record them?", help)? {
                Some(true) => true,
                Some(false) => return Err(stopped(env)),
                None => {
                    let causes = marks.iter().map(|line| line.trim_start().to_owned());
                    let hint = format!("record the ticks with `{}`", args.again(env, "--yes "));
                    let message = match args.is_piped() {
                        true => "standard input is the checklist; nothing was asked or recorded",
                        false => "not running in a terminal; nothing was recorded",
                    };
                    bail!(Refused::new(message, hint).because(causes.collect()))
                }
            };
        }
        let mut untick = args.untick && !self.unticked.is_empty();
        if !self.unticked.is_empty() && is_asked {
            let about = counted("finished in your history, but not ticked", listed());
            let help = "no keeps them finished";
            untick = agreed(env, &about, "Undo them?", help)?.unwrap_or(false);
        }
        Ok((tick, untick))
    }
}

fn named(kb: &Kb, step: StepId) -> String {
    format!("{} ({})", kb[step].id, kb[step].title)
}

/// Lines below what they are and how many; nothing, if there are none.
fn counted(what: &str, lines: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut lines: Vec<String> = lines.into_iter().collect();
    if !lines.is_empty() {
        lines.insert(0, format!("{what}: {}", lines.len()));
    }
    lines
}
