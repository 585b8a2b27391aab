//! What can be worked on now.

use crate::knowledge::hours::Hours;
use crate::knowledge::model::Kb;
use crate::planner::calendar::Calendar;
use crate::planner::network::Network;
use crate::planner::plan::{Plan, PlannedStep};
use crate::planner::scenario::Scenario;

pub use crate::planner::network::Weight;

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

/// The steps of a plan that can be worked on, in the order of the plan: those that have hours in
/// its first week, then those that come next.
pub fn ready<'a>(kb: &Kb, scenario: &Scenario, plan: &'a Plan) -> Vec<Ready<'a>> {
    if plan.steps.is_empty() {
        return Vec::new();
    }
    let calendar = Calendar::new(&scenario.time);
    let network = Network::new(kb, &scenario.goal(kb), &plan.selection.steps, &calendar);
    let first = plan.first_week();
    let ready = plan.steps.iter().filter_map(|planned| {
        let task = network.tasks.iter().position(|task| task.step == planned.step)?;
        let own = planned.weeks.iter().find(|(week, _)| Some(*week) == first);
        let starts = &network.tasks[task].starts;
        let closed = !calendar.may_start(0, starts);
        network.conditions[task].is_empty().then(|| Ready {
            planned,
            now: own.map_or(Hours::ZERO, |(_, hours)| *hours),
            weight: network.weight(task),
            months: if closed { starts.clone() } else { Vec::new() },
        })
    });
    let mut ready: Vec<Ready> = ready.collect();
    ready.sort_by_key(|step| step.now.is_zero());
    ready
}
