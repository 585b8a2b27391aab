//! Days with other hours, such as holidays.

use jiff::civil::Date;
use schemars::JsonSchema;

use crate::knowledge::line;
use crate::person::written::hours::{WrittenHours, parse_hours};
use crate::person::written::{Sense, WrittenDay, parse_day, plain};
use crate::planner::calendar::Exception;

/// Days with other hours.
#[derive(Debug, Clone, PartialEq, serde::Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "days such as {from: 2027-07-05, until: 2027-07-25, hours: 0}"
)]
pub struct Stretch {
    /// The first of them.
    pub from: WrittenDay,
    /// The last of them.
    pub until: WrittenDay,
    /// Hours a week in this time, or by weekday.
    pub hours: WrittenHours,
    /// What is on these days.
    #[serde(default, deserialize_with = "line")]
    pub why: Option<String>,
}

impl Stretch {
    /// The first and the last of the days.
    ///
    /// # Errors
    /// If one of them is beyond the calendar.
    pub fn days(&self, today: Date) -> Result<(Date, Date), String> {
        let from = self.from.on(today, Sense::First)?;
        let until = self.until.on(today, Sense::Last)?;
        // `20 Dec..2 Jan` ends after it begins.
        if until < from && self.until.recurs() {
            return Ok((from, self.until.on(from, Sense::Last)?));
        }
        Ok((from, until))
    }

    /// The exception that it makes.
    ///
    /// # Errors
    /// If a day is beyond the calendar, or no week has that many hours.
    pub fn exception(&self, today: Date) -> Result<Exception, String> {
        let (from, until) = self.days(today)?;
        let budget = self.hours.any().map_err(|wrong| wrong.message)?;
        Ok(Exception { from, until, budget, why: self.why.clone() })
    }
}

/// `2027-07-05..2027-07-25`, with `=2` behind it for hours a week; one day, month or year alone is
/// itself.
pub fn parse_holiday(text: &str) -> Result<Stretch, String> {
    let (days, hours) = match text.split_once('=') {
        Some((days, hours)) => (days, parse_hours(hours)?),
        None => (text, WrittenHours::Weekly(0.0)),
    };
    let days = plain(days);
    let ends = ["..", " to ", " until ", " - "].iter().find_map(|mark| days.split_once(mark));
    let (from, until) = ends.unwrap_or((&days, &days));
    Ok(Stretch { from: parse_day(from)?, until: parse_day(until)?, hours, why: None })
}
