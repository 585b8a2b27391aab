//! The way back after a break.

use crate::knowledge::hours::Hours;
use crate::knowledge::model::Kb;
use crate::planner::plan::{Plan, least_whole_hours, planned_finish};
use crate::planner::scenario::Scenario;

/// The least whole hours of work in the rest of the first week with which the steps of a plan still
/// end in the month in which it ends; `None` if that week has less than an hour left.
pub fn hours_to_keep_the_month(kb: &Kb, scenario: &Scenario, plan: &Plan) -> Option<Hours> {
    let (_, left) = plan.capacity.first()?;
    let ends = plan.finish.planned.last_of_month();
    let enough = |hours: u32| {
        let time = scenario.time.with_hours_left(Hours::whole(hours));
        let with = Scenario { time, ..scenario.clone() };
        planned_finish(kb, &with, &plan.selection).is_some_and(|day| day <= ends)
    };
    let left = left.get() as u32;
    // Most plans have room for a week of one hour, which spares them the bisection.
    if left > 0 && enough(1) {
        return Some(Hours::whole(1));
    }
    least_whole_hours(1, left, enough).map(Hours::whole)
}
