//! The days of a plan in columns of whole weeks, under years and months.

use std::iter::successors;
use std::ops::Range;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::view::plan::PlanView;

/// Every month, quarter or half-year, and every so many years.
const MONTHS: [i32; 3] = [1, 3, 6];
const YEARS: [i32; 12] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000];

pub(super) struct Axis {
    monday: Date,
    start: Date,
    finish: Date,
    pub(super) weeks_each: usize,
    pub(super) columns: usize,
}

impl Axis {
    /// As few weeks a column as fit.
    pub(super) fn new(view: &PlanView, most_columns: usize) -> Self {
        let (start, finish) = (view.start, finish(view));
        let monday_ago = start.weekday().to_monday_zero_offset().days();
        let monday = start.checked_sub(monday_ago).unwrap_or(start);
        let weeks = weeks_between(monday, finish) + 1;
        let weeks_each = weeks.div_ceil(most_columns);
        Self { monday, start, finish, weeks_each, columns: weeks.div_ceil(weeks_each) }
    }

    /// The column of a day; none outside the plan.
    pub(super) fn column(&self, day: Date) -> Option<usize> {
        self.stretch(day, day).map(|columns| columns.start)
    }

    /// The columns of a stretch of days, as far as it lies in the plan.
    pub(super) fn stretch(&self, from: Date, until: Date) -> Option<Range<usize>> {
        let (from, until) = (from.max(self.start), until.min(self.finish));
        let column = |day: Date| weeks_between(self.monday, day) / self.weeks_each;
        (from <= until).then(|| column(from)..column(until) + 1)
    }

    /// Years and months above the columns where they begin, in so much room.
    pub(super) fn header(&self, room: usize) -> impl Iterator<Item = String> {
        let years = YEARS.iter().find_map(|every| self.labels(12 * every, "%Y", room));
        let months = MONTHS.iter().find_map(|&every| self.labels(every, "%b", room));
        years.into_iter().chain(months)
    }

    /// The start and every so many months; none if two of them would touch. The start alone gives
    /// way to what follows, since a plan may start at the end of a month.
    fn labels(&self, every: i32, format: &str, room: usize) -> Option<String> {
        let number = |month: Date| i32::from(month.year()) * 12 + i32::from(month.month()) - 1;
        let due = months(self.start, self.finish).filter(|&month| number(month) % every == 0);
        let place = |month: Date| Some((self.column(month)?, month.strftime(format).to_string()));
        let mut places: Vec<(usize, String)> = due.filter_map(place).collect();
        let start = self.start.strftime(format).to_string();
        let needed = start.len() + 1;
        if places.windows(2).any(|pair| pair[0].0 + needed > pair[1].0) {
            return None;
        }
        if places.first().is_none_or(|(column, _)| *column >= needed) {
            places.insert(0, (0, start));
        }
        let fitting = places.iter().filter(|(column, label)| column + label.len() <= room);
        Some(fitting.fold(String::new(), |line, (column, label)| format!("{line:<column$}{label}")))
    }
}

fn weeks_between(monday: Date, day: Date) -> usize {
    day.duration_since(monday).as_hours() as usize / (7 * 24)
}

/// The first days of all months from one day to another.
pub(super) fn months(from: Date, until: Date) -> impl Iterator<Item = Date> {
    let next = |month: &Date| month.checked_add(1.month()).ok();
    successors(Some(from.first_of_month()), next).take_while(move |&month| month <= until)
}

/// The last day of the plan.
pub(super) fn finish(view: &PlanView) -> Date {
    view.finish.as_ref().map_or(view.start, |finish| finish.planned)
}
