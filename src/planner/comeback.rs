//! The way back after a break.

use jiff::ToSpan as _;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::Kb;
use crate::planner::plan::{Plan, least_whole_hours, planned_finish};
use crate::planner::scenario::Scenario;

/// The least whole hours of work in the rest of the first week with which the steps of a plan still
/// end in the month in which it ends; `None` if that week has less than an hour left.
pub fn hours_to_keep_the_month(kb: &Kb, scenario: &Scenario, plan: &Plan) -> Option<Hours> {
    let (monday, left) = plan.capacity.first()?;
    let whole = scenario.time.between(*monday, monday.saturating_add(6.days()));
    let ends = plan.finish.planned.last_of_month();
    let enough = |hours: u32| {
        let mut with = scenario.clone();
        with.time.used = whole.less(Hours::whole(hours));
        planned_finish(kb, &with, &plan.selection).is_some_and(|day| day <= ends)
    };
    least_whole_hours(0, left.get() as u32, enough).map(Hours::whole)
}
