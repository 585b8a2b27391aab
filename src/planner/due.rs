//! What a plan wants done by a day.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::planner::calendar::{Budget, Time};
use crate::planner::plan::PlannedStep;

/// Hours of each step of a plan that are placed before a day. The hours of the week in which the
/// day lies count by the time that the person gives on its days; those of whole weeks by their
/// days.
pub fn due<'a>(
    kb: &'a Kb,
    steps: &'a [PlannedStep],
    time: &'a Time,
    day: Date,
) -> impl Iterator<Item = (StepId, Hours)> + 'a {
    steps.iter().map(move |planned| {
        let full_time = kb[planned.step].full_time;
        let part = |&(week, hours): &(Date, Hours)| {
            let ends = week.saturating_add(6.days());
            let first = week.max(time.start);
            match (ends < day, day <= first) {
                (true, _) => hours,
                (false, true) => Hours::ZERO,
                (false, false) => {
                    let weekly = Time { budget: Budget::Weekly(Hours::whole(7)), ..time.clone() };
                    let time = if full_time { &weekly } else { time };
                    share(hours, time, [first, day, ends])
                }
            }
        };
        (planned.step, planned.weeks.iter().map(part).sum())
    })
}

fn share(hours: Hours, time: &Time, [first, day, ends]: [Date; 3]) -> Hours {
    let given = time.between(first, day.saturating_sub(1.day())).ticks();
    let all = time.between(first, ends).ticks().max(1);
    let ticks = u128::from(hours.ticks()) * u128::from(given) / u128::from(all);
    Hours::from_ticks(u64::try_from(ticks).unwrap_or(u64::MAX))
}
