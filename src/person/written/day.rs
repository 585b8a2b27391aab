//! A day as people write it, and which one it is.

use std::borrow::Cow;

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan as _};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer};

use crate::knowledge::diagnostics::suggestion;
use crate::knowledge::text::read_text;
use crate::person::written::day_words::{
    Edge, Length, NoPeriod, Period, Turn, Unit, period, vocabulary,
};
use crate::person::written::plain;
use crate::planner::calendar::monday_of;

const EXAMPLES: &str = "write for example 2027-04-09, 1 Dec 2028, 2028-12, monday or in 2 years";

/// What a day is for. It decides between the days that a text can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// The first day of something: the next `1 Dec`, the first day of `2028-12`.
    First,
    /// The last day of something: the next `1 Dec`, the last day of `2028-12`.
    Last,
    /// A day on which something happened: the last `1 Dec`, never in the future.
    Recorded,
}

/// A day as it is written: `2027-04-09`, `monday`, `1 Dec`, `end of 2028`, `in 2 years`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenDay {
    text: String,
    edge: Option<Edge>,
    period: Period,
}

impl From<Date> for WrittenDay {
    fn from(day: Date) -> Self {
        Self { text: day.to_string(), edge: None, period: Period::Day(day) }
    }
}

impl<'de> Deserialize<'de> for WrittenDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_text(deserializer, parse_day)
    }
}

/// A year alone is a number to YAML.
impl JsonSchema for WrittenDay {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["string", "integer"],
            "description": "A day: 2027-04-09, 1 Dec 2028, 2028-12, monday or in 2 years.",
            "examples": ["2027-04-09", "1 Dec 2028", "2028-12", "monday", "in 2 years"],
        })
    }
}

/// Reads a day.
pub fn parse_day(text: &str) -> Result<WrittenDay, String> {
    let text = text.trim();
    match period(&plain(text)) {
        Ok((edge, period)) => Ok(WrittenDay { text: text.to_owned(), edge, period }),
        Err(NoPeriod::NotInTheCalendar) => Err(format!("`{text}` is not a day of the calendar")),
        Err(NoPeriod::Ambiguous([one, other])) => {
            Err(format!("`{text}` could be {one} or {other}; write the one that you mean"))
        }
        Err(NoPeriod::Unknown) => match suggestion(text, vocabulary()) {
            near if near.is_empty() => Err(format!("`{text}` is not a day; {EXAMPLES}")),
            near => Err(format!("`{text}` is not a day{near}")),
        },
    }
}

impl WrittenDay {
    /// The text as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The day that is meant.
    ///
    /// # Errors
    /// If it is beyond the calendar, or recorded and in the future.
    pub fn on(&self, today: Date, sense: Sense) -> Result<Date, String> {
        let (first, last) = days(self.period, today, sense)
            .ok_or_else(|| format!("`{}` is beyond the calendar", self.text))?;
        let day = match (self.edge, sense) {
            (Some(Edge::Start), _) | (None, Sense::First) => first,
            (Some(Edge::End), _) | (None, Sense::Last) => last,
            (None, Sense::Recorded) => last.min(today).max(first),
        };
        if sense == Sense::Recorded && day > today {
            return Err(format!("`{}` is in the future", self.text));
        }
        Ok(day)
    }

    /// Whether it is another day when time has gone on, as `monday` and `in 2 years` are.
    pub fn moves(&self) -> bool {
        !matches!(self.period, Period::Day(_) | Period::Month(_) | Period::Year(_))
    }

    /// The day itself in place of one that moves.
    ///
    /// # Errors
    /// Those of [`WrittenDay::on`].
    pub fn settled(&self, today: Date, sense: Sense) -> Result<Self, String> {
        if self.moves() { self.on(today, sense).map(Self::from) } else { Ok(self.clone()) }
    }

    /// Whether it comes again and again, as `monday` and `1 Dec` do.
    pub(super) fn recurs(&self) -> bool {
        use Period::{DayOfYear, MonthOfYear, Weekday};
        matches!(self.period, DayOfYear(..) | MonthOfYear(_) | Weekday(Turn::This, _))
    }
}

/// The first and the last day of a period; `None` beyond the calendar.
fn days(period: Period, today: Date, sense: Sense) -> Option<(Date, Date)> {
    let one = |day: Date| (day, day);
    let back = sense == Sense::Recorded;
    match period {
        Period::Day(day) => Some(one(day)),
        Period::Month(first) => Some((first, first.last_of_month())),
        Period::Year(first) => Some((first, first.last_of_year())),
        Period::DayOfYear(month, day) => {
            nearest(today, back, |year| Date::new(year, month, day).ok().map(one))
        }
        Period::MonthOfYear(month) => nearest(today, back, |year| {
            let first = Date::new(year, month, 1).ok()?;
            Some((first, first.last_of_month()))
        }),
        Period::Weekday(turn, day) => {
            let weekday = Weekday::from_monday_zero_offset(i8::try_from(day).ok()?).ok()?;
            let nth = match turn {
                Turn::This if today.weekday() == weekday => return Some(one(today)),
                Turn::This if back => -1,
                Turn::This | Turn::Next => 1,
                Turn::Last => -1,
            };
            today.nth_weekday(nth, weekday).ok().map(one)
        }
        Period::Turned(turn, unit) => turned(today, turn, unit),
        Period::Away(length) => away(today, length, 1).map(one),
        Period::Length(length) => away(today, length, if back { -1 } else { 1 }).map(one),
    }
}

/// The next of the periods that there is one of in most years, today's included; or the last one.
fn nearest(
    today: Date,
    back: bool,
    of: impl Fn(i16) -> Option<(Date, Date)>,
) -> Option<(Date, Date)> {
    /// As far as a 29 February is from the next, at most.
    const YEARS: i16 = 8;
    let year = today.year();
    let mut all = (year - YEARS..=year + YEARS).filter_map(of);
    match back {
        true => all.rfind(|(first, _)| *first <= today),
        false => all.find(|(_, last)| *last >= today),
    }
}

fn turned(today: Date, turn: Turn, unit: Unit) -> Option<(Date, Date)> {
    let by = match turn {
        Turn::Last => -1,
        Turn::This => 0,
        Turn::Next => 1,
    };
    let (begun, length) = match unit {
        Unit::Week => (monday_of(today), 1.week()),
        Unit::Month => (today.first_of_month(), 1.month()),
        Unit::Year => (today.first_of_year(), 1.year()),
    };
    let first = begun.checked_add(length * by).ok()?;
    Some((first, first.checked_add(length).ok()?.yesterday().ok()?))
}

fn away(today: Date, Length { months, days }: Length, by: i32) -> Option<Date> {
    let span = Span::new().try_months(months * by).ok()?.try_days(days * by).ok()?;
    today.checked_add(span).ok()
}
