//! The time axis: columns of whole weeks, or weeks of several columns, labelled with years and
//! months.

use std::ops::Range;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::document::months_between;
use crate::knowledge::text::Count;
use crate::view::plan::{PlanView, monday_of, weeks_between};

/// The intervals at which months and years may be labelled.
const MONTHS: [i32; 3] = [1, 3, 6];
const YEARS: [i32; 12] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000];

/// A week takes no more columns: a short plan is not blown up.
const MOST_COLUMNS: usize = 4;

pub(super) struct Axis {
    start: Date,
    finish: Date,
    /// One of these is 1.
    weeks_each: usize,
    columns_each: usize,
    pub columns: usize,
}

impl Axis {
    /// With as few weeks in a column as the width allows, or as many columns to a week.
    pub fn new(view: &PlanView, most_columns: usize) -> Self {
        let (start, finish) = (view.start, view.last_day());
        let weeks = weeks_between(start, finish) as usize + 1;
        let weeks_each = weeks.div_ceil(most_columns);
        let columns_each = (most_columns / weeks).clamp(1, MOST_COLUMNS);
        let columns = weeks.div_ceil(weeks_each) * columns_each;
        Self { start, finish, weeks_each, columns_each, columns }
    }

    /// What a column stands for.
    pub fn scale(&self) -> String {
        match self.columns_each {
            1 => format!("each column is {}", Count(self.weeks_each, "week")),
            several => format!("each week is {several} columns"),
        }
    }

    /// The column of a day; `None` outside the plan.
    pub fn column(&self, day: Date) -> Option<usize> {
        let weekday = day.weekday().to_monday_zero_offset() as usize;
        Some(self.stretch(day, day)?.start + weekday * self.columns_each / 7)
    }

    /// The last days of the columns; of those of one week they share it.
    pub fn ends(&self) -> impl Iterator<Item = Date> {
        let first = monday_of(self.start);
        let weeks = |column: usize| column / self.columns_each * self.weeks_each + self.weeks_each;
        let end =
            move |weeks: i64| Some(first.checked_add(weeks.weeks()).ok()?.saturating_sub(1.day()));
        (0..self.columns)
            .filter_map(move |column| i64::try_from(weeks(column)).ok())
            .filter_map(end)
    }

    /// The columns of a range of days, as far as it overlaps the plan.
    pub fn stretch(&self, from: Date, until: Date) -> Option<Range<usize>> {
        let (from, until) = (from.max(self.start), until.min(self.finish));
        let column = |day: Date| {
            weeks_between(self.start, day) as usize / self.weeks_each * self.columns_each
        };
        (from <= until).then(|| column(from)..column(until) + self.columns_each)
    }

    /// Years and months above the columns in which they begin.
    pub fn header(&self, room: usize) -> impl Iterator<Item = String> {
        let years = YEARS.iter().find_map(|every| self.labels(12 * every, "%Y", room));
        let months = MONTHS.iter().find_map(|&every| self.labels(every, "%b", room));
        years.into_iter().chain(months)
    }

    /// Labels for the start and every `every` months; `None` if two would touch. The label of the
    /// start is left out if it has no room, since a plan may start at the end of a month.
    fn labels(&self, every: i32, format: &str, room: usize) -> Option<String> {
        let number = |month: Date| i32::from(month.year()) * 12 + i32::from(month.month()) - 1;
        let due =
            months_between(self.start, self.finish).filter(|&month| number(month) % every == 0);
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
