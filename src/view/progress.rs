//! The parts of a person's progress that several answers show.

use itertools::Itertools as _;
use jiff::civil::Date;
use serde::Serialize;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::vocabulary::Section;
use crate::person::Person;
use crate::planner::plan::Plan;
use crate::view::curve::standing_now;
use crate::view::sorted_ids;

/// A step that was finished since the journal began.
#[derive(Debug, Serialize)]
pub struct DoneView {
    pub id: String,
    pub title: String,
    pub section: Section,
    pub on: Date,
    /// Hours that were recorded for it.
    pub spent: Hours,
    /// Its likely hours.
    pub likely: Hours,
    pub evidence: Option<String>,
    /// Finished although its prerequisites were not met.
    pub forced: bool,
    /// The former step that was finished, and that this step replaces.
    pub through: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct SkippedView {
    pub id: String,
    pub title: String,
    pub on: Date,
}

/// How things stood at the end of an earlier day, and what has changed.
#[derive(Debug, Serialize)]
pub struct SinceView {
    pub date: Date,
    /// The planned finish then and now; `None` if there was no plan, or nothing is left to do.
    pub finish_before: Option<Date>,
    pub finish: Option<Date>,
    /// The share held of what adverts require, then and now; `None` if there are too few adverts.
    pub held_before: Option<f64>,
    pub held: Option<f64>,
    /// Journal entries since.
    pub events: usize,
    /// Hours logged since.
    pub logged: Hours,
    /// Steps finished since then, and steps whose finish was taken back.
    pub done: Vec<String>,
    pub reopened: Vec<String>,
    pub skipped: Vec<String>,
    /// Steps that are new in the plan, and steps that left it without being finished or
    /// skipped.
    pub added: Vec<String>,
    pub removed: Vec<String>,
}

/// The plan of an earlier day; empty if there was none.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    pub steps: Option<&'a [StepId]>,
    /// The planned finish.
    pub finish: Option<Date>,
}

/// Finished steps, the earliest first.
pub fn done(kb: &Kb, person: &Person) -> Vec<DoneView> {
    let view = |(step, done): (StepId, &crate::person::progress::Done)| DoneView {
        id: kb.id(step),
        title: kb[step].title.clone(),
        section: kb.section(step),
        on: done.on,
        spent: person.progress.track(step).map_or(Hours::ZERO, |track| track.spent),
        likely: kb[step].hours.likely,
        evidence: done.evidence.map(String::from),
        forced: done.forced,
        through: done.through.map(|former| kb.id(former)),
    };
    let views = person.progress.done().map(view);
    views.sorted_by(|a, b| (a.on, &a.id).cmp(&(b.on, &b.id))).collect()
}

/// Skipped steps, the earliest first.
pub fn skipped(kb: &Kb, person: &Person) -> Vec<SkippedView> {
    let view = |(step, on): (StepId, Date)| SkippedView {
        id: kb.id(step),
        title: kb[step].title.clone(),
        on,
    };
    let skipped = person.progress.skipped().filter(|(step, _)| !person.credited.contains(step));
    skipped.map(view).sorted_by(|a, b| (a.on, &a.id).cmp(&(b.on, &b.id))).collect()
}

/// Compares a person and their plan with an earlier day.
pub fn since(
    kb: &Kb,
    date: Date,
    events: usize,
    [then, now]: [&Person; 2],
    (before, after): (Before, Option<&Plan>),
) -> SinceView {
    let [done_then, done_now] = [then.done(kb), now.done(kb)];
    let done = || done_now.difference(&done_then).copied();
    let was_skipped = |step: StepId| then.progress.skipped().any(|(other, _)| other == step);
    let skipped = || now.progress.skipped().map(|(step, _)| step).filter(|&s| !was_skipped(s));
    let old = before.steps.unwrap_or_default();
    let new = after.map_or(&[][..], |plan| &plan.selection.steps);
    let gone = |step: &StepId| !new.contains(step) && done().chain(skipped()).all(|s| s != *step);
    let is_added = |step: &StepId| !old.contains(step) && !done_then.contains(step);
    let both = before.steps.is_some() && after.is_some();
    let logged = |person: &Person| person.progress.logged.values().copied().sum::<Hours>();
    let held = |person: &Person| Some(standing_now(kb, &person.scenario(kb))?.held);
    SinceView {
        date,
        events,
        finish_before: before.finish,
        finish: after.filter(|plan| !plan.steps.is_empty()).map(|plan| plan.finish.planned),
        held_before: held(then),
        held: held(now),
        logged: logged(now).less(logged(then)),
        done: sorted_ids(kb, done()),
        reopened: sorted_ids(kb, done_then.difference(&done_now).copied()),
        skipped: sorted_ids(kb, skipped()),
        added: sorted_ids(kb, new.iter().copied().filter(|step| both && is_added(step))),
        removed: sorted_ids(kb, old.iter().copied().filter(|step| both && gone(step))),
    }
}
