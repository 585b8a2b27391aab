//! What can be worked on now, and how much hangs on it.

use std::collections::BTreeMap;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::StepId;
use crate::planner::plan::{Plan, PlannedStep};

/// A step of the plan that waits for no other.
#[derive(Debug, Clone)]
pub struct Ready<'a> {
    pub planned: &'a PlannedStep,
    /// Its hours in the plan's first week with hours.
    pub now: Hours,
    pub weight: Weight,
}

/// How much of a plan hangs on a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight {
    /// Steps that wait for it, directly or not.
    pub unlocks: usize,
    /// Their hours.
    pub behind: Hours,
    /// Weeks of the longest chain that begins with it, with all hours of each week given to it.
    pub chain: f64,
    /// Weeks by which that is shorter than the longest chain of all: its total float.
    pub slack: f64,
}

/// The steps of a plan that can be worked on, in the order of the plan: those that have hours in
/// its first week, then those that come next.
pub fn ready(plan: &Plan) -> Vec<Ready<'_>> {
    let chains = chains(plan);
    let longest = chains.values().copied().fold(0.0, f64::max);
    let first = plan.first_week();
    let ready = plan.steps.iter().filter(|planned| planned.waits_for.is_empty()).map(|planned| {
        let own = planned.weeks.iter().find(|(week, _)| Some(*week) == first);
        let behind = plan.behind(planned.step);
        let chain = chains[&planned.step];
        Ready {
            planned,
            now: own.map_or(Hours::ZERO, |(_, hours)| *hours),
            weight: Weight {
                unlocks: behind.len(),
                behind: behind.iter().map(|step| step.left.likely).sum(),
                chain,
                slack: longest - chain,
            },
        }
    });
    let mut ready: Vec<Ready> = ready.collect();
    ready.sort_by_key(|step| step.now.is_zero());
    ready
}

/// Weeks from the start of each step to the end of the longest chain of steps that wait for each
/// other behind it. What waits for a step has fewer steps behind it, so it comes first.
fn chains(plan: &Plan) -> BTreeMap<StepId, f64> {
    let mut chains: BTreeMap<StepId, f64> = BTreeMap::new();
    let mut last_first: Vec<&PlannedStep> = plan.steps.iter().collect();
    last_first.sort_by_key(|step| plan.behind(step.step).len());
    for planned in last_first {
        let followers = planned.followers().filter_map(|step| chains.get(&step));
        let longest = followers.copied().fold(0.0, f64::max);
        chains.insert(planned.step, planned.shortest + longest);
    }
    chains
}
