//! The answer of `kb diff`: what another knowledge base changes for a person.

use std::collections::BTreeMap;

use anyhow::Result;
use itertools::Itertools as _;
use serde::Serialize;

use crate::knowledge::differences::differences;
use crate::knowledge::hours::Hours;
use crate::planner::plan::Plan;
use crate::view::compare::{OnlyView, ScenarioView, Side, side};
use crate::view::curve::{StandingView, standing_on};

pub use crate::knowledge::differences::{Difference, Fate, Field};

#[derive(Debug, Serialize)]
pub struct KbDiffView {
    pub schema: &'static str,
    pub before: ScenarioView,
    pub after: ScenarioView,
    /// Steps of both plans that take other hours.
    pub hours: Vec<HoursView>,
    /// What is held in the course of both plans, as shares of what adverts require.
    pub curve: Vec<HeldView>,
    /// Steps that are recorded as finished.
    pub ticks: TicksView,
    /// The entries that differ, whether or not this person needs them.
    pub entries: Vec<Difference>,
}

#[derive(Debug, Serialize)]
pub struct HoursView {
    pub id: String,
    pub title: String,
    pub before: Hours,
    pub after: Hours,
}

/// How things stand so many months after the plan's first day.
#[derive(Debug, Serialize)]
pub struct HeldView {
    pub months: i32,
    pub before: StandingView,
    pub after: StandingView,
}

#[derive(Debug, Serialize)]
pub struct TicksView {
    pub before: usize,
    pub after: usize,
    /// Finished steps that the new knowledge base does not have.
    pub lost: Vec<String>,
    /// Steps that count as finished only in the new one.
    pub gained: Vec<String>,
}

/// The months after which the curves are compared.
const MONTHS: [i32; 5] = [3, 6, 12, 24, 36];

/// # Errors
/// If an entry cannot be written down.
pub fn diff(before: Side, after: Side) -> Result<KbDiffView> {
    let plans = before.plan.as_ref().ok().zip(after.plan.as_ref().ok());
    let (only_before, only_after) = (only(&before, &after), only(&after, &before));
    Ok(KbDiffView {
        schema: "mlpath/kb-diff/1",
        hours: plans.map(|plans| hours(&before, &after, plans)).unwrap_or_default(),
        curve: plans.map(|plans| curve(&before, &after, plans)).unwrap_or_default(),
        ticks: ticks(&before, &after),
        entries: differences(before.kb, after.kb)?,
        before: ScenarioView { only: only_before, ..side(before) },
        after: ScenarioView { only: only_after, ..side(after) },
    })
}

/// Steps that only the plan of this side has, if the other has a plan at all.
fn only(own: &Side, other: &Side) -> Vec<OnlyView> {
    if other.plan.is_err() {
        return Vec::new();
    }
    let ids = |side: &Side| {
        let steps = side.plan.iter().flat_map(|plan| &plan.steps).map(|planned| planned.step);
        steps.map(|step| (side.kb.id(step), side.kb[step].title.clone())).collect_vec()
    };
    let others = ids(other);
    let own = ids(own).into_iter().filter(|(id, _)| others.iter().all(|(other, _)| other != id));
    own.map(|(id, title)| OnlyView { id, title }).collect()
}

fn hours(before: &Side, after: &Side, (then, now): (&Plan, &Plan)) -> Vec<HoursView> {
    let left = then.steps.iter().map(|it| (before.kb.id(it.step), it.left.likely));
    let left: BTreeMap<String, Hours> = left.collect();
    let changed = now.steps.iter().filter_map(|planned| {
        let step = &after.kb[planned.step];
        let (before, after) = (*left.get(&step.id)?, planned.left.likely);
        let (id, title) = (step.id.clone(), step.title.clone());
        (before != after).then_some(HoursView { id, title, before, after })
    });
    changed.collect()
}

fn curve(before: &Side, after: &Side, (then, now): (&Plan, &Plan)) -> Vec<HeldView> {
    let start = after.person.time.start;
    let end = then.finish.planned.max(now.finish.planned);
    let point = |months: i32| {
        let day = start.checked_add(jiff::Span::new().months(months)).ok()?;
        let standing = |side: &Side, plan| standing_on(side.kb, side.scenario, plan, day);
        let (before, after) = (standing(before, then)?, standing(after, now)?);
        (day < end).then_some(HeldView { months, before, after })
    };
    MONTHS.into_iter().map_while(point).collect()
}

fn ticks(before: &Side, after: &Side) -> TicksView {
    let done = |side: &Side| side.kb.ids(side.person.done(side.kb));
    let (then, now) = (done(before), done(after));
    TicksView {
        before: then.len(),
        after: now.len(),
        lost: then.iter().filter(|id| after.kb.step(id).is_none()).cloned().collect(),
        gained: now.iter().filter(|id| !then.contains(id)).cloned().collect(),
    }
}
