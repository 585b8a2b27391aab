//! How much of the hours that a person wanted to give becomes progress.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::Kb;
use crate::person::Person;
use crate::planner::calendar::{monday_of, weeks_between};

/// Whole weeks that are looked at, at most and at least.
pub const MOST_WEEKS: u32 = 8;
const LEAST_WEEKS: u32 = 4;

/// How many whole weeks before that of a day can be looked at: the last, as far as the person
/// wanted to give hours in them. `None` if they are too few to say anything.
pub fn whole_weeks(person: &Person, today: Date) -> Option<u32> {
    let monday = monday_of(person.since);
    let first = if monday == person.since { monday } else { monday.saturating_add(7.days()) };
    let weeks = weeks_between(first, today).min(MOST_WEEKS);
    (weeks >= LEAST_WEEKS).then_some(weeks)
}

/// The share of the hours to be given from the end of one day to the end of another that became
/// progress, by the person as they were on both. `None` if there were none to be given, or a step
/// in full time took their place.
pub fn rate(kb: &Kb, [then, now]: [&Person; 2], [from, until]: [Date; 2]) -> Option<f64> {
    let progress = |person: &Person| -> Hours {
        person.worked_off(kb).into_iter().map(|(_, hours)| hours).sum()
    };
    let given = now.time.between(from.saturating_add(1.day()), until);
    let full_time = now.progress.steps.iter().any(|(&step, track)| {
        let is_over = track.done.as_ref().is_some_and(|done| done.on <= from);
        kb[step].full_time && track.begun.is_some() && track.skipped.is_none() && !is_over
    });
    let share = progress(now).less(progress(then)).get() / given.get();
    (!given.is_zero() && !full_time).then_some(share)
}
