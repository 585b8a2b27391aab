//! `profile.yaml` as it is written, checked field by field; ids are resolved by
//! [`crate::person::resolve()`].

use std::fmt;

use jiff::civil::Date;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use crate::knowledge::hours::Hours;
use crate::knowledge::problem::suggestion;
use crate::knowledge::text::{clean, read_text};
use crate::knowledge::words::{Level, Word as _};
use crate::planner::calendar::Budget;

/// A week has no more hours.
pub const WEEK: u32 = 168;

/// The file's fields.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a mapping")]
pub struct Profile {
    pub version: Option<u32>,
    pub role: Option<String>,
    pub start: Option<Day>,
    pub deadline: Option<Day>,
    pub hours: Option<WrittenHours>,
    pub exceptions: Vec<Stretch>,
    pub parallel: Option<u32>,
    pub know: Known,
    pub have: Vec<String>,
    pub must: Vec<String>,
    pub drop: Vec<String>,
    pub avoid: Vec<String>,
    pub domain: Option<String>,
}

/// Days with other hours.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
pub struct Stretch {
    pub from: Day,
    pub until: Day,
    pub hours: WrittenHours,
    pub why: Option<Why>,
}

/// One line of text.
#[derive(Debug, Clone)]
pub struct Why(pub String);

impl<'de> Deserialize<'de> for Why {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_text(deserializer, clean).map(Self)
    }
}

/// A date, `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy)]
pub struct Day(pub Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_text(deserializer, parse_day).map(Self)
    }
}

/// Reads a date.
pub fn parse_day(text: &str) -> Result<Date, String> {
    let fits = text.len() == 10 && text.as_bytes()[4] == b'-';
    let date = fits.then(|| text.parse::<Date>().ok()).flatten();
    date.ok_or_else(|| match fits && text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        true => format!("`{text}` is no day of the calendar"),
        false => format!("`{text}` is no date: write YYYY-MM-DD, for example 2027-01-04"),
    })
}

/// A level by its word.
pub fn parse_level(word: &str) -> Result<Level, String> {
    let all = Level::ALL.iter().map(|level| level.word());
    Level::from_word(word).ok_or_else(|| match suggestion(word, all.clone()) {
        near if near.is_empty() => {
            let all = all.collect::<Vec<_>>().join(", ");
            format!("`{word}` is no level; the levels are {all}")
        }
        near => format!("`{word}` is no level{near}"),
    })
}

/// Competencies with levels as they are written, in the order of the file; one that comes twice is
/// an error.
#[derive(Debug, Default)]
pub struct Known(pub Vec<(String, String)>);

impl<'de> Deserialize<'de> for Known {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::knowledge::pairs(deserializer).map(Self)
    }
}

/// A number of hours a week, or hours by weekday, as it is written.
#[derive(Debug, Clone)]
pub enum WrittenHours {
    Weekly(f64),
    Daily(Vec<(String, f64)>),
}

/// Hours that no week has.
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
                let mut days = Vec::new();
                while let Some((day, hours)) = map.next_entry::<String, f64>()? {
                    days.push((day, hours));
                }
                Ok(WrittenHours::Daily(days))
            }
        }
        deserializer.deserialize_any(HoursVisitor)
    }
}

impl WrittenHours {
    /// Any hours that a week can have, none included.
    ///
    /// # Errors
    /// [`WrongHours`]; days that are not named have no hours.
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

    fn first_word(&self) -> String {
        match self {
            Self::Weekly(hours) => hours.to_string(),
            Self::Daily(days) => days.first().map(|(day, _)| day.clone()).unwrap_or_default(),
        }
    }

    /// More than no hours.
    ///
    /// # Errors
    /// [`WrongHours`].
    pub fn some(&self) -> Result<Budget, WrongHours> {
        let budget = self.any()?;
        if budget.weekly().is_zero() {
            let message = "no plan can be made of no hours a week".to_owned();
            return Err(WrongHours { word: self.first_word(), message });
        }
        Ok(budget)
    }
}

fn daily(days: &[(String, f64)]) -> Result<Budget, WrongHours> {
    let mut budget = [Hours::ZERO; 7];
    let mut seen = [false; 7];
    for (day, hours) in days {
        let wrong = |message| Err(WrongHours { word: day.clone(), message });
        let Some(index) = WEEKDAYS.iter().position(|known| day.to_lowercase() == *known) else {
            return wrong(format!("`{day}` is no weekday: use {}", WEEKDAYS.join(", ")));
        };
        if std::mem::replace(&mut seen[index], true) {
            return wrong(format!("`{day}` comes twice"));
        }
        match Hours::new(*hours) {
            Some(hours) if hours <= Hours::whole(24) => budget[index] = hours,
            _ => return wrong(format!("a day has 0 to 24 hours, not {hours}")),
        }
    }
    Ok(Budget::Daily(budget))
}

/// The weekdays of a daily budget with hours, as they are written.
pub fn weekdays(days: [Hours; 7]) -> impl Iterator<Item = (&'static str, Hours)> {
    WEEKDAYS.into_iter().zip(days).filter(|(_, hours)| !hours.is_zero())
}
