//! What can be worked on now, and how much hangs on it.

use std::collections::BTreeMap;

use itertools::Itertools as _;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::planner::goal::Goal;
use crate::planner::plan::{Plan, PlannedStep};

/// A step of the plan that waits for no other, and how much hangs on it.
#[derive(Debug, Clone)]
pub struct Ready<'a> {
    pub planned: &'a PlannedStep,
    /// Its hours in the plan's first week with hours.
    pub now: Hours,
    /// Steps that wait for it, directly or not.
    pub unlocks: usize,
    /// Their hours.
    pub unlocks_hours: Hours,
    /// Weeks of the longest chain that begins with it, with all hours of each week given to it.
    pub chain_weeks: f64,
    /// Weeks by which that is shorter than the longest chain of all: its total float.
    pub slack_weeks: f64,
}

/// The steps of a plan that can be worked on, in the order of the plan: those that have hours in
/// its first week, then those that come next.
pub fn ready(plan: &Plan) -> Vec<Ready<'_>> {
    let chains = chains(plan);
    let longest = chains.values().copied().fold(0.0, f64::max);
    let begins = can_begin(plan);
    let steps = begins.iter().map(|(planned, _)| planned.step).collect_vec();
    let behind = plan.behind(&steps).into_iter();
    let ready = begins.into_iter().zip(behind).map(|((planned, now), (unlocks, unlocks_hours))| {
        let chain_weeks = chains[&planned.step];
        let slack_weeks = longest - chain_weeks;
        Ready { planned, now, unlocks, unlocks_hours, chain_weeks, slack_weeks }
    });
    ready.collect()
}

/// The steps of a plan that can be begun now, and could not be by what was held before; the best
/// first.
pub fn opened(kb: &Kb, before: &Goal, plan: &Plan) -> Vec<StepId> {
    let begins = can_begin(plan).into_iter().filter(|(planned, _)| planned.opens.is_empty());
    let steps = begins.map(|(planned, _)| planned.step);
    steps.filter(|&step| !before.open_conditions(&kb[step]).is_empty()).collect()
}

/// The steps that wait for no other, each with its hours in the plan's first week with hours: those
/// that have any first.
fn can_begin(plan: &Plan) -> Vec<(&PlannedStep, Hours)> {
    let first = plan.first_week();
    let begins = plan.steps.iter().filter(|planned| planned.waits_for.is_empty());
    let now = begins.map(|planned| {
        let own = planned.weeks.iter().find(|(week, _)| Some(*week) == first);
        (planned, own.map_or(Hours::ZERO, |&(_, hours)| hours))
    });
    now.sorted_by_key(|(_, now)| now.is_zero()).collect()
}

/// Weeks from the start of each step to the end of the longest chain of steps that wait for each
/// other behind it. What waits for a step begins after it.
fn chains(plan: &Plan) -> BTreeMap<StepId, f64> {
    let mut chains: BTreeMap<StepId, f64> = BTreeMap::new();
    for planned in plan.steps.iter().rev() {
        let followers = planned.followers().filter_map(|step| chains.get(&step));
        let longest = followers.copied().fold(0.0, f64::max);
        chains.insert(planned.step, planned.shortest + longest);
    }
    chains
}
