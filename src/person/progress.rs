//! The journal folded: how far the person is with each step.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::{replace, take};

use itertools::Itertools as _;
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Estimate, Kb, StepId};
use crate::person::journal::{Action, Event, Text};
use crate::planner::calendar::{Time, monday_of};

/// How far the person is with one step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StepProgress {
    /// The day of the first work in it.
    pub begun: Option<Date>,
    /// The day of the latest work in it.
    pub last: Option<Date>,
    /// Hours of work that were recorded.
    pub spent: Hours,
    /// The person has said what it took in all.
    pub in_all: bool,
    pub done: Option<Done>,
    /// The day on which the person decided against it.
    pub skipped: Option<Date>,
}

/// How a step was finished.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Done {
    pub on: Date,
    pub evidence: Option<Text>,
    /// Recorded although prerequisites were not met.
    pub forced: bool,
    /// The former step that was finished and that this one replaced.
    pub through: Option<StepId>,
}

impl StepProgress {
    /// In progress: begun, and neither finished nor given up.
    pub fn is_open(&self) -> bool {
        self.begun.is_some() && self.done.is_none() && self.skipped.is_none()
    }

    /// Finished with fewer recorded hours than the low estimate: some were not recorded.
    pub fn has_missing_hours(&self, estimate: &Estimate) -> bool {
        self.done.is_some() && !self.in_all && self.spent < estimate.low
    }

    fn work(&mut self, day: Date) {
        self.begun = Some(self.begun.map_or(day, |begun| begun.min(day)));
        self.last = self.last.max(Some(day));
        self.skipped = None;
    }

    /// A step that was given up is taken up again by any work in it; one that is finished stays
    /// finished until that is undone.
    fn add(&mut self, event: &Event) {
        let record = &event.record;
        match record.action {
            Action::Start => self.work(event.day),
            Action::Log => {
                self.work(event.day);
                self.spent += record.hours.unwrap_or_default();
            }
            Action::Done => {
                self.work(event.day);
                self.spent = record.hours.unwrap_or(self.spent);
                self.in_all |= record.hours.is_some();
                let first = Done { on: event.day, ..Done::default() };
                let done = self.done.get_or_insert(first);
                done.forced |= record.forced;
                done.evidence = record.evidence.or(done.evidence);
            }
            Action::Skip if self.done.is_none() => self.skipped = Some(event.day),
            Action::Skip | Action::Note | Action::Undo => {}
        }
    }
}

/// What happened on a day, whatever step it was for.
#[derive(Clone, Default)]
struct Day {
    date: Date,
    /// Anything was begun, worked on or finished.
    worked: bool,
    logged: Option<Hours>,
}

impl Day {
    fn add(&mut self, event: &Event) {
        let action = event.record.action;
        self.worked |= !matches!(action, Action::Skip | Action::Note);
        if action == Action::Log {
            *self.logged.get_or_insert_default() += event.record.hours.unwrap_or_default();
        }
    }
}

/// All that was recorded, by step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    pub steps: BTreeMap<StepId, StepProgress>,
    /// The same before work in replaced steps counts for their successors.
    recorded: BTreeMap<StepId, StepProgress>,
    /// Steps that the knowledge base does not have, by the id that was written.
    pub unknown: BTreeMap<String, StepProgress>,
    /// Hours by day, whatever step they were for.
    pub logged: BTreeMap<Date, Hours>,
    /// The days on which anything was begun, worked on or finished.
    pub days: BTreeSet<Date>,
}

/// A fold that may go on.
#[derive(Clone)]
struct Fold {
    known: Vec<Option<StepProgress>>,
    /// In the order of time the events of a day follow each other.
    today: Day,
    progress: Progress,
}

impl Fold {
    fn after(kb: &Kb, mut progress: Progress) -> Self {
        let mut known = vec![None; kb.steps.len()];
        for (step, track) in take(&mut progress.recorded) {
            known[step.0] = Some(track);
        }
        Self { known, today: Day::default(), progress }
    }

    /// `step`: what the knowledge base has under the id that was written.
    fn add(&mut self, step: Option<StepId>, id: &str, event: &Event) {
        let track = match step {
            Some(step) => self.known[step.0].get_or_insert_default(),
            None => self.progress.unknown.entry(id.to_owned()).or_default(),
        };
        track.add(event);
        if event.day != self.today.date {
            let next = Day { date: event.day, ..Day::default() };
            self.progress.close(replace(&mut self.today, next));
        }
        self.today.add(event);
    }

    fn finish(self, kb: &Kb) -> Progress {
        let Self { known, today, mut progress } = self;
        progress.close(today);
        let tracks = known.into_iter().enumerate();
        progress.recorded = tracks.filter_map(|(at, track)| Some((StepId(at), track?))).collect();
        progress.steps.clone_from(&progress.recorded);
        for step in progress.recorded.keys().copied().collect_vec() {
            progress.transfer(kb, step, &mut Vec::new());
        }
        progress
    }
}

impl Progress {
    /// Folds the events that count, undos aside. A former id stands for its step; the work in a
    /// replaced step counts for its successors.
    pub fn new<'a>(kb: &Kb, standing: impl Iterator<Item = &'a Event>) -> Self {
        Self::default().and(kb, standing)
    }

    /// Folds later events too.
    #[must_use]
    pub fn and<'a>(self, kb: &Kb, standing: impl Iterator<Item = &'a Event>) -> Self {
        let mut fold = Fold::after(kb, self);
        for (step, id, event) in of_steps(kb, standing) {
            fold.add(step, id, event);
        }
        fold.finish(kb)
    }

    /// The same for those up to the end of each of some days, the earliest first.
    pub fn at_the_ends<'a, const N: usize>(
        kb: &Kb,
        days: [Date; N],
        standing: impl Iterator<Item = &'a Event>,
    ) -> [Self; N] {
        // Up to the first event that is too late for one of them, all folds are the same. Later
        // ones may still be of an earlier day.
        let mut latest = Fold::after(kb, Self::default());
        let mut parted = Vec::with_capacity(N);
        for (step, id, event) in of_steps(kb, standing) {
            while parted.len() < N && event.day > days[parted.len()] {
                parted.push(latest.clone());
            }
            let early = parted.iter_mut().zip(days).filter(|&(_, until)| event.day <= until);
            early.for_each(|(fold, _)| fold.add(step, id, event));
            latest.add(step, id, event);
        }
        std::array::from_fn(|at| parted.get(at).unwrap_or(&latest).clone().finish(kb))
    }

    fn close(&mut self, Day { date, worked, logged }: Day) {
        if worked {
            self.days.insert(date);
        }
        if let Some(hours) = logged {
            *self.logged.entry(date).or_default() += hours;
        }
    }

    /// Hands the work in a replaced step on to its successors, and from them to theirs. Hours fill
    /// the first successor, then the next. A finished step stays beside its successors, since what
    /// it taught stays learnt.
    fn transfer(&mut self, kb: &Kb, step: StepId, path: &mut Vec<StepId>) {
        let successors = &kb[step].replaced_by;
        let Some(old) = self.steps.get(&step).cloned() else { return };
        if successors.is_empty() || path.contains(&step) {
            return;
        }
        if old.done.is_none() {
            self.steps.remove(&step);
        }
        path.push(step);
        let mut hours = old.spent;
        for (position, &next) in successors.iter().enumerate() {
            let track = self.steps.entry(next).or_default();
            if let (Some(done), None) = (&old.done, &track.done) {
                track.skipped = None;
                track.done = Some(Done { through: Some(step), ..done.clone() });
            } else if let (Some(day), None) = (old.skipped, track.begun) {
                track.skipped = Some(day);
            } else if old.is_open() && track.done.is_none() {
                let is_last = position + 1 == successors.len();
                let mine = if is_last { hours } else { hours.min(kb[next].hours.likely) };
                hours = hours.less(mine);
                track.spent += mine;
                if position == 0 || !mine.is_zero() {
                    track.begun = track.begun.or(old.begun);
                    track.last = track.last.max(old.last);
                }
            }
            self.transfer(kb, next, path);
        }
        path.pop();
    }

    /// Finished steps.
    pub fn done(&self) -> impl Iterator<Item = (StepId, &Done)> {
        self.steps.iter().filter_map(|(&step, track)| Some((step, track.done.as_ref()?)))
    }

    /// Steps that were decided against.
    pub fn skipped(&self) -> impl Iterator<Item = (StepId, Date)> {
        self.steps.iter().filter_map(|(&step, track)| Some((step, track.skipped?)))
    }

    /// Steps in progress.
    pub fn open(&self) -> impl Iterator<Item = (StepId, &StepProgress)> {
        self.steps.iter().filter(|(_, track)| track.is_open()).map(|(&step, track)| (step, track))
    }

    pub fn track(&self, step: StepId) -> Option<&StepProgress> {
        self.steps.get(&step)
    }

    /// Weeks in a row, up to this one or the one before, on whose days something was recorded.
    /// Weeks in which the person had no hours to give do not count and break nothing.
    pub fn streak(&self, time: &Time, today: Date) -> u32 {
        let Some(&first) = self.days.first() else { return 0 };
        let before = |monday: &Date| monday.checked_sub(7.days()).ok();
        let mondays = std::iter::successors(Some(monday_of(today)), before);
        let mut weeks = 0;
        for (ago, monday) in mondays.enumerate() {
            let sunday = monday.saturating_add(6.days());
            let is_active = self.days.range(monday..=sunday).next().is_some();
            let is_missed = ago > 0 && !is_active && !time.between(monday, sunday).is_zero();
            if sunday < first || is_missed {
                break;
            }
            weeks += u32::from(is_active);
        }
        weeks
    }

    /// Hours logged from one day to another, both included.
    pub fn hours(&self, from: Date, until: Date) -> Hours {
        if from > until {
            return Hours::ZERO;
        }
        self.logged.range(from..=until).map(|(_, &hours)| hours).sum()
    }
}

/// The events of steps, each with what the knowledge base has under the id that was written.
fn of_steps<'a>(
    kb: &Kb,
    events: impl Iterator<Item = &'a Event>,
) -> impl Iterator<Item = (Option<StepId>, &'a str, &'a Event)> {
    let ids = kb.step_names();
    events.filter_map(move |event| {
        let id = event.record.step.as_deref()?;
        Some((ids.get(id).copied(), id, event))
    })
}
