//! Hours that do not fit the weeks of a step.

use crate::knowledge::code::Code;
use crate::knowledge::lint::finding::Finding;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::text::Count;

/// What a week has, and the most that anybody works in one for long.
const WEEK: f64 = 168.0;
const MOST: f64 = 60.0;
/// Who gives a whole week to a step works at least so much of it.
const LEAST_FULL_TIME: f64 = 10.0;

pub(super) fn hours_against_weeks(kb: &Kb) -> Vec<Finding> {
    let timed = kb.listed.steps.iter().filter(|&&step| kb[step].weeks > 0);
    let finding = |&step: &StepId| {
        let step = &kb[step];
        let a_week = step.hours.likely.get() / f64::from(step.weeks);
        let weeks = Count(step.weeks as usize, "week");
        let message = match a_week {
            much if much > WEEK => format!("no week has {much:.0} hours; there are {WEEK}"),
            much if much > MOST => format!(
                "{} hours in {weeks} are {much:.0} a week; more than {MOST} are too many",
                step.hours.likely
            ),
            little if step.full_time && little < LEAST_FULL_TIME => format!(
                "full time, and {little:.0} hours a week; leave `full_time` out, or correct them"
            ),
            _ => return None,
        };
        Some(Finding::of_step(Code::HoursWeeks, step, &["weeks"], message))
    };
    timed.filter_map(finding).collect()
}
