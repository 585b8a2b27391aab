//! The reminder of the week, in the words of a calendar or of what runs programs by the clock.
//! Nothing here writes a file or runs a program.

pub mod cron;
pub mod files;
pub mod ics;
pub mod launchd;
pub mod systemd;

use jiff::ToSpan as _;
use jiff::civil::{Date, Time, Weekday};

use crate::planner::calendar::Budget;

/// Stands in every file that `remind` writes: no other is ever replaced or removed. Comments of XML
/// have no two hyphens in a row.
pub const MARK: &str = "Written by `mlpath remind`, which also takes it away.";

/// When the week is shown, and by which command.
#[derive(Debug)]
pub struct Reminder {
    pub weekday: Weekday,
    pub at: Time,
    /// The first day on which it may come.
    pub from: Date,
    /// What a person types to see their week.
    pub typed: String,
    /// The words of the command that shows it unasked.
    pub command: Vec<String>,
    /// No two persons and machines have the same, and it does not change.
    pub id: String,
}

impl Reminder {
    /// The day of the first reminder.
    pub fn first(&self) -> Date {
        let days = self.from.weekday().until(self.weekday);
        self.from.saturating_add(i64::from(days).days())
    }
}

/// The weekday on which the week begins for a person: the first with hours; Sunday, the eve of a
/// week, where every day is like the others.
pub fn usual_weekday(budget: Budget) -> Weekday {
    let days = match budget {
        Budget::Weekly(_) => return Weekday::Sunday,
        Budget::Daily(days) => days,
    };
    let first = days.iter().position(|hours| !hours.is_zero()).and_then(|at| i8::try_from(at).ok());
    first.and_then(|at| Weekday::from_monday_zero_offset(at).ok()).unwrap_or(Weekday::Sunday)
}

/// `Sun`, as systemd and people write it.
pub fn short(weekday: Weekday) -> &'static str {
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][weekday.to_monday_zero_offset() as usize]
}
