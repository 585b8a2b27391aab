//! What can be worked on now, and how much hangs on it.

use std::collections::BTreeMap;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::planner::calendar::Calendar;
use crate::planner::network::Network;
use crate::planner::plan::{Plan, PlannedStep};
use crate::planner::scenario::Scenario;

/// A step of the plan that nothing has to come before any more.
#[derive(Debug, Clone)]
pub struct Ready<'a> {
    pub planned: &'a PlannedStep,
    /// Its hours in the plan's first week with hours.
    pub now: Hours,
    pub weight: Weight,
    /// Months in which it can begin, where this is none of them.
    pub months: Vec<u8>,
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
    /// Weeks by which that is shorter than the longest chain of all.
    pub slack: f64,
}

/// The steps of a plan that can be worked on, in the order of the plan: those that have hours in
/// its first week, then those that come next.
pub fn ready<'a>(kb: &Kb, scenario: &Scenario, plan: &'a Plan) -> Vec<Ready<'a>> {
    if plan.steps.is_empty() {
        return Vec::new();
    }
    let calendar = Calendar::new(&scenario.time);
    let network = Network::new(kb, &scenario.goal(kb), &plan.selection.steps, &calendar);
    let chains = chains(plan, &network, &calendar);
    let longest = chains.values().copied().fold(0.0, f64::max);
    let first = plan.first_week();
    let ready = plan.steps.iter().filter_map(|planned| {
        let task = network.tasks.iter().position(|task| task.step == planned.step)?;
        let own = planned.weeks.iter().find(|(week, _)| Some(*week) == first);
        let starts = &network.tasks[task].starts;
        let closed = !calendar.may_start(0, starts);
        let behind = plan.behind(planned.step);
        let chain = chains[&planned.step];
        network.conditions[task].is_empty().then(|| Ready {
            planned,
            now: own.map_or(Hours::ZERO, |(_, hours)| *hours),
            weight: Weight {
                unlocks: behind.len(),
                behind: behind.iter().map(|step| step.left.likely).sum(),
                chain,
                slack: longest - chain,
            },
            months: if closed { starts.clone() } else { Vec::new() },
        })
    });
    let mut ready: Vec<Ready> = ready.collect();
    ready.sort_by_key(|step| step.now.is_zero());
    ready
}

/// Weeks from the start of each step to the end of the longest chain of steps that wait for each
/// other behind it. Whatever waits for a step has less behind itself, and so is known before it.
fn chains(plan: &Plan, network: &Network, calendar: &Calendar) -> BTreeMap<StepId, f64> {
    let mut chains: BTreeMap<StepId, f64> = BTreeMap::new();
    let mut last_first: Vec<&PlannedStep> = plan.steps.iter().collect();
    last_first.sort_by_key(|step| plan.behind(step.step).len());
    for planned in last_first {
        let task = network.tasks.iter().find(|task| task.step == planned.step);
        let own = task.map_or(0.0, |task| task.shortest(calendar));
        let followers = planned.followers().filter_map(|step| chains.get(&step));
        let longest = followers.copied().fold(0.0, f64::max);
        chains.insert(planned.step, own + longest);
    }
    chains
}
