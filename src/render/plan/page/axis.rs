//! The time axis of the charts, and the days that it marks.

use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::{Markup, html};

use crate::document::months_between;
use crate::document::phrases::day;
use crate::render::plan::page::svg::{Key, Px};
use crate::view::plan::{PlanView, monday_of, weeks_between};

/// Days from the left to the right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    first: Date,
    last: Date,
    left: f64,
    /// Pixels of a week.
    week: f64,
}

/// A line of the axis with its label.
struct Tick {
    x: f64,
    label: String,
    is_year: bool,
}

impl Axis {
    /// From the first week of a plan to its last, in a width.
    pub fn across(plan: &PlanView, left: f64, width: f64) -> Self {
        let (first, last) = (monday_of(plan.start), plan.last_day());
        Self { first, last, left, week: width / weeks(first, last) }
    }

    /// The same about as wide as wanted, with weeks that can be told from each other.
    pub fn by_weeks(plan: &PlanView, left: f64, wanted: f64) -> Self {
        const NARROWEST: f64 = 3.0;
        const WIDEST: f64 = 40.0;
        /// The width of a plan of many years, of which the weeks are drawn finer.
        const MOST: f64 = 4_000.0;
        let axis = Self::across(plan, left, wanted);
        let most = MOST / weeks(axis.first, axis.last);
        Self { week: axis.week.clamp(NARROWEST, WIDEST).min(most), ..axis }
    }

    /// The left edge of a day, no further than the axis reaches.
    pub fn x(&self, day: Date) -> f64 {
        let days = day.since(self.first).map_or(0, |span| span.get_days());
        (self.left + f64::from(days) / 7.0 * self.week).clamp(self.left, self.right())
    }

    /// The right edge of a day.
    pub fn after(&self, day: Date) -> f64 {
        self.x(day.saturating_add(1.day()))
    }

    pub fn right(&self) -> f64 {
        self.left + weeks(self.first, self.last) * self.week
    }

    /// Whether it has a day.
    pub fn has(&self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// Whether it has any of these days.
    pub fn overlaps(&self, from: Date, until: Date) -> bool {
        from <= self.last && self.first <= until
    }

    /// Lines where months or years begin, from the top to the bottom, with their names.
    pub fn drawn(&self, names: f64, top: f64, bottom: f64) -> Markup {
        /// For a name.
        const ROOM: f64 = 30.0;
        html! {
            @for tick in self.ticks() {
                line.rule.year[tick.is_year] x1=(Px(tick.x)) x2=(Px(tick.x)) y1=(Px(top))
                    y2=(Px(bottom)) {}
                @if self.right() - tick.x >= ROOM {
                    text.rule.year[tick.is_year] x=(Px(tick.x + 2.0)) y=(Px(names)) { (tick.label) }
                }
            }
        }
    }

    /// The months that have room for a label, and the years.
    fn ticks(&self) -> Vec<Tick> {
        /// Between two labels, in pixels.
        const APART: f64 = 36.0;
        const MONTHS: [i32; 11] = [1, 3, 6, 12, 24, 60, 120, 240, 600, 2_400, 12_000];
        let month = self.week * 365.25 / 12.0 / 7.0;
        let every = MONTHS.into_iter().find(|&every| month * f64::from(every) >= APART);
        let number = |month: Date| i32::from(month.year()) * 12 + i32::from(month.month()) - 1;
        let due = months_between(self.first, self.last)
            .filter(|&month| number(month) % every.unwrap_or(12_000) == 0 && self.has(month));
        due.map(|month| Tick {
            x: self.x(month),
            label: month.strftime(if month.month() == 1 { "%Y" } else { "%b" }).to_string(),
            is_year: month.month() == 1,
        })
        .collect()
    }

    /// The days that a chart marks, each with its class.
    fn marked(&self, plan: &PlanView) -> impl Iterator<Item = (&'static str, Date)> {
        let deadline = plan.deadline.as_ref().map(|it| ("deadline", it.date));
        let marks = [("today", plan.today)].into_iter().chain(deadline);
        marks.filter(|&(_, date)| self.has(date))
    }

    /// Their lines between two heights, with their names beyond the first one.
    pub fn marks(&self, plan: &PlanView, near: f64, far: f64) -> Markup {
        let names = if near < far { [near - 6.0, near - 20.0] } else { [near + 12.0, near + 26.0] };
        html! {
            @for ((class, date), y) in self.marked(plan).zip(names) {
                @let x = self.x(date);
                @let last = x > self.right() - 60.0;
                line.(class) x1=(Px(x)) x2=(Px(x)) y1=(Px(y)) y2=(Px(far)) {}
                text.(class).end[last] x=(Px(if last { x - 4.0 } else { x + 4.0 })) y=(Px(y)) {
                    (class)
                }
            }
        }
    }

    /// What these lines stand for.
    pub fn keys(&self, plan: &PlanView) -> Vec<Key> {
        let key = |(class, date): (&'static str, Date)| Key {
            swatch: html! { line.(class) x1="10" x2="10" y1="-1" y2="13" {} },
            text: format!("{class}, {}", day(date)),
        };
        self.marked(plan).map(key).collect()
    }
}

/// The weeks from a Monday to a day, the last one whole.
fn weeks(first: Date, last: Date) -> f64 {
    f64::from(weeks_between(first, last)) + 1.0
}
