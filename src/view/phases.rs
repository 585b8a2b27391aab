//! The parts of a plan in time.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

use crate::knowledge::hours::Hours;
use crate::planner::plan::PlannedStep;

/// A month, a quarter or a year of a plan.
#[derive(Debug, Serialize)]
pub struct PhaseView {
    pub name: String,
    /// Its first day that is part of the plan.
    pub start: Date,
    /// Hours worked in it, on whatever step: of the weeks whose Monday is in it.
    pub hours: Hours,
}

/// The length of the phases of a plan, so that even a long one has few enough to take in.
#[derive(Debug, Clone, Copy)]
pub(super) enum PhaseLength {
    Month,
    Quarter,
    Year,
}

impl PhaseLength {
    pub(super) fn of(start: Date, finish: Option<Date>) -> Self {
        let span = finish.and_then(|finish| finish.since(start).ok());
        match span.map_or(0, |span| span.get_days()) {
            ..=200 => Self::Month,
            201..=2_200 => Self::Quarter,
            _ => Self::Year,
        }
    }

    /// The phase that a day belongs to.
    pub(super) fn name(self, day: Date) -> String {
        match self {
            Self::Month => day.strftime("%b %Y").to_string(),
            Self::Quarter => format!("{} Q{}", day.year(), (day.month() + 2) / 3),
            Self::Year => day.year().to_string(),
        }
    }

    /// The first day of that phase.
    fn first_day(self, day: Date) -> Date {
        match self {
            Self::Month => day.first_of_month(),
            Self::Quarter => day.first_of_month().saturating_sub(((day.month() - 1) % 3).months()),
            Self::Year => day.first_of_year(),
        }
    }
}

/// The phases of a plan in which a step begins or hours are worked. Its first week belongs to the
/// phase of its start, so that no phase comes before the plan.
pub(super) fn phases(start: Date, length: PhaseLength, steps: &[PlannedStep]) -> Vec<PhaseView> {
    let begun = steps.iter().map(|step| (step.start, Hours::ZERO));
    let worked = steps.iter().flat_map(|step| step.weeks.iter().copied());
    let mut hours: BTreeMap<Date, Hours> = BTreeMap::new();
    for (day, worked) in begun.chain(worked) {
        *hours.entry(length.first_day(day.max(start))).or_default() += worked;
    }
    let phase = |(first, hours): (Date, Hours)| PhaseView {
        name: length.name(first),
        start: first.max(start),
        hours,
    };
    hours.into_iter().map(phase).collect()
}
