//! Days, hours and levels as people write them, in a profile and in flags.

use std::fmt;

use itertools::Itertools as _;
use jiff::civil::Date;
use jiff::{Span, Unit};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use crate::knowledge::diagnostics::suggestion;
use crate::knowledge::hours::Hours;
use crate::knowledge::line;
use crate::knowledge::text::read_text;
use crate::knowledge::vocabulary::{Keyword as _, Level};
use crate::planner::calendar::{Budget, Exception};

/// The hours of a week.
const WEEK: u32 = 168;

/// More hours than the largest step of any career takes.
const MOST_SPENT: u32 = 10_000;

/// Days with other hours.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
pub struct Stretch {
    pub from: Day,
    pub until: Day,
    pub hours: WrittenHours,
    #[serde(default, deserialize_with = "line")]
    why: Option<String>,
}

impl Stretch {
    /// # Errors
    /// [`WrongHours`] if no week has that many hours.
    pub fn exception(&self) -> Result<Exception, WrongHours> {
        let (Day(from), Day(until)) = (self.from, self.until);
        Ok(Exception { from, until, budget: self.hours.any()?, why: self.why.clone() })
    }
}

/// A date, `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day(pub Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_text(deserializer, parse_day).map(Self)
    }
}

/// Reads a date that may be missing.
pub fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    Option::deserialize(deserializer).map(|day| day.map(|Day(date)| date))
}

/// Reads a date.
pub fn parse_day(text: &str) -> Result<Date, String> {
    let fits = text.len() == 10 && text.as_bytes()[4] == b'-';
    let date = fits.then(|| text.parse::<Date>().ok()).flatten();
    date.ok_or_else(|| match fits && text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        true => format!("`{text}` is not a day of the calendar"),
        false => format!("`{text}` is not a date: write YYYY-MM-DD, for example 2027-01-04"),
    })
}

/// A level by its word.
pub fn parse_level(word: &str) -> Result<Level, String> {
    let all = Level::ALL.iter().map(|level| level.word());
    Level::from_word(word).ok_or_else(|| match suggestion(word, all.clone()) {
        near if near.is_empty() => {
            format!("`{word}` is not a level; the levels are {}", all.format(", "))
        }
        near => format!("`{word}` is not a level{near}"),
    })
}

/// A number of hours a week, or hours by weekday, as it is written.
#[derive(Debug, Clone, PartialEq)]
pub enum WrittenHours {
    Weekly(f64),
    Daily(Vec<(String, f64)>),
}

/// Impossible hours.
#[derive(Debug)]
pub struct WrongHours {
    /// The word that is wrong, as it is written.
    pub word: String,
    pub message: String,
}

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl<'de> Deserialize<'de> for WrittenHours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct HoursVisitor;
        impl<'de> Visitor<'de> for HoursVisitor {
            type Value = WrittenHours;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("hours a week, or hours by weekday such as {mon: 1, sat: 4}")
            }

            fn visit_f64<E: serde::de::Error>(self, hours: f64) -> Result<WrittenHours, E> {
                Ok(WrittenHours::Weekly(hours))
            }

            fn visit_u64<E: serde::de::Error>(self, hours: u64) -> Result<WrittenHours, E> {
                self.visit_f64(hours as f64)
            }

            fn visit_i64<E: serde::de::Error>(self, hours: i64) -> Result<WrittenHours, E> {
                self.visit_f64(hours as f64)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<WrittenHours, A::Error> {
                let days = std::iter::from_fn(|| map.next_entry().transpose());
                days.collect::<Result<_, _>>().map(WrittenHours::Daily)
            }
        }
        deserializer.deserialize_any(HoursVisitor)
    }
}

impl WrittenHours {
    /// The hours of a week, which may be none; days that are not named have none.
    ///
    /// # Errors
    /// [`WrongHours`] if no week or day has that many hours.
    pub fn any(&self) -> Result<Budget, WrongHours> {
        match self {
            Self::Weekly(hours) => match Hours::new(*hours) {
                Some(known) if known <= Hours::whole(WEEK) => Ok(Budget::Weekly(known)),
                _ => Err(WrongHours {
                    word: hours.to_string(),
                    message: format!("a week has 0 to {WEEK} hours, not {hours}"),
                }),
            },
            Self::Daily(days) => daily(days),
        }
    }

    /// The same, if it is more than no hours.
    pub fn some(&self) -> Result<Budget, WrongHours> {
        let budget = self.any()?;
        if !budget.weekly().is_zero() {
            return Ok(budget);
        }
        let word = match self {
            Self::Weekly(hours) => hours.to_string(),
            Self::Daily(days) => days.first().map(|(day, _)| day.clone()).unwrap_or_default(),
        };
        Err(WrongHours { word, message: "a plan needs more than 0 hours a week".to_owned() })
    }
}

fn daily(days: &[(String, f64)]) -> Result<Budget, WrongHours> {
    let mut budget = [None; 7];
    for (day, hours) in days {
        let wrong = |message| Err(WrongHours { word: day.clone(), message });
        let Some(index) = WEEKDAYS.iter().position(|known| day.to_lowercase() == *known) else {
            return wrong(format!("`{day}` is not a weekday: use {}", WEEKDAYS.join(", ")));
        };
        if budget[index].is_some() {
            return wrong(format!("`{day}` comes twice"));
        }
        match Hours::new(*hours) {
            some @ Some(hours) if hours <= Hours::whole(24) => budget[index] = some,
            _ => return wrong(format!("a day has 0 to 24 hours, not {hours}")),
        }
    }
    Ok(Budget::Daily(budget.map(Option::unwrap_or_default)))
}

/// The weekdays of a daily budget with hours, as they are written.
pub fn weekdays(days: [Hours; 7]) -> impl Iterator<Item = (&'static str, Hours)> {
    WEEKDAYS.into_iter().zip(days).filter(|(_, hours)| !hours.is_zero())
}

/// `10` or `mon=1,sat=4`.
pub fn parse_hours(text: &str) -> Result<WrittenHours, String> {
    let number = |text: &str| {
        text.trim().parse::<f64>().map_err(|_| format!("`{text}` is not a number of hours"))
    };
    if !text.contains('=') {
        return number(text).map(WrittenHours::Weekly);
    }
    let mut days = Vec::new();
    for part in text.split(',') {
        let (day, hours) = part.split_once('=').ok_or("write days as mon=1,sat=4")?;
        days.push((day.trim().to_owned(), number(hours)?));
    }
    Ok(WrittenHours::Daily(days))
}

/// A length of work: `2h30m`, `2:30`, `45m`, or `2.5` hours.
pub fn parse_spent(text: &str) -> Result<Hours, String> {
    let wrong = || format!("`{text}` is not a length of time: write 2h30m, 45m or 2.5");
    let plain = text.trim().replace(',', ".").parse::<f64>().ok();
    let clock = || {
        let (hours, minutes) = text.trim().split_once(':')?;
        let minutes = minutes.parse::<u8>().ok().filter(|minutes| *minutes < 60)?;
        Some(f64::from(hours.parse::<u16>().ok()?) + f64::from(minutes) / 60.0)
    };
    // A day of work has no fixed length: what needs a calendar has no total.
    let span = || text.trim().parse::<Span>().ok().filter(|span| span.get_days() == 0);
    let hours = plain.or_else(clock).or_else(|| span()?.total(Unit::Hour).ok());
    let hours = hours.and_then(Hours::new).ok_or_else(wrong)?;
    match hours {
        Hours::ZERO => Err(format!("`{text}` is no time at all")),
        _ if hours > Hours::whole(MOST_SPENT) => Err(format!(
            "`{text}` is more than the {MOST_SPENT} hours that can be recorded at once"
        )),
        _ => Ok(hours),
    }
}

/// `2027-07-05..2027-07-25`, with `=2` behind it for hours a week; one day alone is itself.
pub fn parse_holiday(text: &str) -> Result<Stretch, String> {
    let (days, hours) = match text.split_once('=') {
        Some((days, hours)) => (days, parse_hours(hours)?),
        None => (text, WrittenHours::Weekly(0.0)),
    };
    let (from, until) = days.split_once("..").unwrap_or((days, days));
    let [from, until] = [parse_day(from.trim())?, parse_day(until.trim())?].map(Day);
    Ok(Stretch { from, until, hours, why: None })
}

/// `python=working`: a competency and a level.
pub fn parse_known(text: &str) -> Result<(String, String), String> {
    let (competency, level) = text.rsplit_once('=').ok_or_else(|| {
        format!("the level is missing: write {0}=aware, {0}=working or {0}=proficient", text.trim())
    })?;
    Ok((competency.trim().to_owned(), level.trim().to_owned()))
}
