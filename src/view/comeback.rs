//! The way back after a break.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::Kb;
use crate::person::Person;
use crate::planner::comeback::hours_to_keep_the_month;
use crate::planner::plan::Plan;
use crate::planner::scenario::Scenario;

/// No work for longer than this, in days on which the person has hours, is a break.
const BREAK_WEEKS: i64 = 2;

/// The way back after a break.
#[derive(Debug, Serialize)]
pub struct ComebackView {
    /// The last day with an entry.
    pub since: Date,
    /// The least hours this week with which the plan still ends in the month of `finish`; `None` if
    /// less than an hour of the week is left.
    pub hours: Option<Hours>,
    pub finish: Date,
}

/// How to come back, if nothing was recorded on days for which the person had hours.
pub fn comeback(
    kb: &Kb,
    person: &Person,
    scenario: &Scenario,
    plan: &Plan,
    today: Date,
) -> Option<ComebackView> {
    let &since = person.progress.days.last()?;
    let is_long = since.saturating_add(BREAK_WEEKS.weeks()) < today;
    let missed = person.time.between(since.saturating_add(1.day()), today.saturating_sub(1.day()));
    let is_break = is_long && !missed.is_zero() && !plan.steps.is_empty();
    is_break.then(|| ComebackView {
        since,
        hours: hours_to_keep_the_month(kb, scenario, plan),
        finish: plan.finish.planned,
    })
}
