//! Hours as people write them: a length of work, and the hours of a week.

use std::borrow::Cow;
use std::fmt;

use jiff::{Span, Unit};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use crate::knowledge::hours::Hours;
use crate::person::written::day_words::weekday;
use crate::person::written::plain;
use crate::planner::calendar::Budget;

/// The hours of a week.
const WEEK: u32 = 168;

/// More hours than the largest step of any career takes.
const MOST_SPENT: u32 = 10_000;

/// Hours a week, or hours a day by weekday, as they are written.
#[derive(Debug, Clone, PartialEq)]
pub enum WrittenHours {
    Weekly(f64),
    /// Days such as `mon`, `mon-fri` or `weekend`, with the hours of each.
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

fn daily(written: &[(String, f64)]) -> Result<Budget, WrongHours> {
    let mut budget = [None; 7];
    for (word, hours) in written {
        let wrong = |message| Err(WrongHours { word: word.clone(), message });
        let Some(days) = days_of(&plain(word)) else {
            let known = WEEKDAYS.join(", ");
            return wrong(format!("`{word}` is not a weekday: use {known}, mon-fri or weekend"));
        };
        let hours = match Hours::new(*hours) {
            Some(known) if known <= Hours::whole(24) => known,
            _ => return wrong(format!("a day has 0 to 24 hours, not {hours}")),
        };
        for day in days {
            if budget[day].replace(hours).is_some() {
                return wrong(format!("`{}` comes twice", WEEKDAYS[day]));
            }
        }
    }
    Ok(Budget::Daily(budget.map(Option::unwrap_or_default)))
}

/// The weekdays that a word stands for, from Monday as 0: `mon`, `mon-fri`, `weekend`.
fn days_of(word: &str) -> Option<Vec<usize>> {
    match word {
        "weekday" | "weekdays" => return Some((0..5).collect()),
        "weekend" | "weekends" => return Some((5..7).collect()),
        "daily" => return Some((0..7).collect()),
        _ => {}
    }
    let (first, last) = match word.split_once('-') {
        Some((first, last)) => (weekday(first.trim())?, weekday(last.trim())?),
        None => (weekday(word)?, weekday(word)?),
    };
    let length = (7 + last - first) % 7;
    Some((first..=first + length).map(|day| day % 7).collect())
}

/// The weekdays of a daily budget with hours, as they are written.
pub fn weekdays(days: [Hours; 7]) -> impl Iterator<Item = (&'static str, Hours)> {
    WEEKDAYS.into_iter().zip(days).filter(|(_, hours)| !hours.is_zero())
}

/// Hours a week, such as `10`, `6h` or `2h30m`; or of each day, such as `mon=1,sat=4` or
/// `mon-fri 1 sat 4`.
pub fn parse_hours(text: &str) -> Result<WrittenHours, String> {
    let plain = plain(text);
    let weekly = [" a week", " per week", "/week"].iter().find_map(|end| plain.strip_suffix(end));
    if let Some(hours) = hours(weekly.unwrap_or(&plain)) {
        return Ok(WrittenHours::Weekly(hours));
    }
    let wrong = |why: String| format!("{why}; write for example 6, 2h30m or mon-fri 1 sat 4");
    let mut written: Vec<(String, f64)> = Vec::new();
    for (days, amount) in by_weekday(&plain) {
        let known = hours(&amount);
        let hours = match (days.as_slice(), known) {
            ([], _) => return Err(wrong(format!("`{amount}` has no weekday"))),
            ([.., day], None) if amount.is_empty() && days_of(day).is_some() => {
                return Err(wrong(format!("`{day}` has no hours")));
            }
            ([word, ..], None) if amount.is_empty() => {
                return Err(wrong(format!("`{word}` is not a number of hours")));
            }
            (_, None) => return Err(wrong(format!("`{amount}` is not a number of hours"))),
            (_, Some(hours)) => hours,
        };
        written.extend(days.into_iter().map(|day| (day, hours)));
    }
    match written.is_empty() {
        true => Err(wrong(format!("`{text}` is not a number of hours"))),
        false => Ok(WrittenHours::Daily(written)),
    }
}

/// The words of a text taken apart: weekdays, and what follows them as hours.
fn by_weekday(text: &str) -> Vec<(Vec<String>, String)> {
    let mut parts: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
    let separated = separated(text);
    for word in separated.split(' ').filter(|word| !matches!(*word, "" | "and")) {
        let is_unit = matches!(word, "h" | "hour" | "hours" | "m" | "min" | "minutes");
        let is_amount =
            is_unit || word.starts_with(|c: char| c.is_ascii_digit() || "-+.".contains(c));
        match parts.last_mut() {
            Some((_, amount)) if is_amount => amount.push(word),
            Some((days, amount)) if amount.is_empty() => days.push(word),
            _ if is_amount => parts.push((Vec::new(), vec![word])),
            _ => parts.push((vec![word], Vec::new())),
        }
    }
    let owned = |days: Vec<&str>| days.into_iter().map(str::to_owned).collect();
    parts.into_iter().map(|(days, amount)| (owned(days), amount.join(" "))).collect()
}

/// The same text with blanks for the marks between days and hours: `mon=1,sat=4`, `mon: 2:30`. A
/// comma between digits is a decimal comma.
fn separated(text: &str) -> String {
    let text = text.replace(" - ", "-");
    let chars: Vec<char> = text.chars().collect();
    let is_digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let kept = chars.iter().enumerate().map(|(at, &c)| {
        let is_inside = at > 0 && is_digit(at - 1) && is_digit(at + 1);
        match c {
            ',' | ':' if !is_inside => ' ',
            '=' | ';' => ' ',
            other => other,
        }
    });
    kept.collect()
}

/// A length of work in hours: `2h30m`, `2:30`, `45m`, `2.5`, `2,5`.
fn hours(text: &str) -> Option<f64> {
    let decimal = text.replace(',', ".");
    let is_number = decimal.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'));
    let plain = || decimal.parse::<f64>().ok().filter(|_| is_number);
    let clock = || {
        let (hours, minutes) = text.split_once([':', 'h'])?;
        let minutes = minutes.parse::<u8>().ok().filter(|minutes| *minutes < 60)?;
        Some(f64::from(hours.parse::<u16>().ok()?) + f64::from(minutes) / 60.0)
    };
    // A day of work has no fixed length: what needs a calendar has no total.
    let span = || decimal.parse::<Span>().ok().filter(|span| span.get_days() == 0);
    plain().or_else(clock).or_else(|| span()?.total(Unit::Hour).ok())
}

/// A length of work that was done: `2h30m`, `2:30`, `45m`, or `2.5` hours.
pub fn parse_spent(text: &str) -> Result<Hours, String> {
    let known = hours(&plain(text)).and_then(Hours::new);
    match known
        .ok_or_else(|| format!("`{text}` is not a length of time: write 2h30m, 45m or 2.5"))?
    {
        Hours::ZERO => Err(format!("`{text}` is no time at all")),
        hours if hours > Hours::whole(MOST_SPENT) => Err(format!(
            "`{text}` is more than the {MOST_SPENT} hours that can be recorded at once"
        )),
        hours => Ok(hours),
    }
}

impl<'de> Deserialize<'de> for WrittenHours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct HoursVisitor;
        impl<'de> Visitor<'de> for HoursVisitor {
            type Value = WrittenHours;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("hours a week such as 6, or by weekday such as {mon: 1, sat: 4}")
            }

            fn visit_f64<E: Error>(self, hours: f64) -> Result<WrittenHours, E> {
                Ok(WrittenHours::Weekly(hours))
            }

            fn visit_u64<E: Error>(self, hours: u64) -> Result<WrittenHours, E> {
                self.visit_f64(hours as f64)
            }

            fn visit_i64<E: Error>(self, hours: i64) -> Result<WrittenHours, E> {
                self.visit_f64(hours as f64)
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<WrittenHours, E> {
                parse_hours(text).map_err(E::custom)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<WrittenHours, A::Error> {
                let days = std::iter::from_fn(|| map.next_entry().transpose());
                let days = days.map(|entry| entry.map(|(day, OfADay(hours))| (day, hours)));
                days.collect::<Result<_, _>>().map(WrittenHours::Daily)
            }
        }
        deserializer.deserialize_any(HoursVisitor)
    }
}

/// The hours of a day.
struct OfADay(f64);

impl<'de> Deserialize<'de> for OfADay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| {
            let wrong =
                || format!("`{text}` is not a number of hours; write for example 2 or 2h30m");
            hours(&plain(text)).map(OfADay).ok_or_else(wrong)
        };
        crate::knowledge::text::read_text(deserializer, read)
    }
}

impl JsonSchema for WrittenHours {
    fn schema_name() -> Cow<'static, str> {
        "WeeklyHours".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let of_a_day = json_schema!({"type": ["number", "string"], "minimum": 0, "maximum": 24});
        let days = WEEKDAYS.map(|day| (day.to_owned(), of_a_day.clone().to_value()));
        let by_weekday = json_schema!({
            "type": "object",
            "properties": serde_json::Map::from_iter(days),
            "additionalProperties": of_a_day,
        });
        json_schema!({
            "description": "Hours a week such as 6, or by weekday such as {mon: 1, sat: 4}.",
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": WEEK},
                {"type": "string"},
                by_weekday,
            ],
        })
    }
}
