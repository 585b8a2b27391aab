//! A weekly event of a calendar (RFC 5545), at the same time wherever its reader is.

use jiff::civil::Weekday;

use crate::icalendar::{file, text};
use crate::reminder::Reminder;

/// The calendar with its one event, in lines that end with CR LF.
pub fn event(reminder: &Reminder) -> String {
    let first = reminder.first().at(reminder.at.hour(), reminder.at.minute(), 0, 0);
    let about = format!("Type `{}` in a terminal: it says what to do this week.", reminder.typed);
    file([
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//mlpath//remind//EN".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@mlpath.invalid", reminder.id),
        format!("DTSTAMP:{}T000000Z", reminder.from.strftime("%Y%m%d")),
        format!("DTSTART:{}", first.strftime("%Y%m%dT%H%M%S")),
        "DURATION:PT15M".to_owned(),
        format!("RRULE:FREQ=WEEKLY;BYDAY={}", day(reminder.weekday)),
        format!("SUMMARY:{}", text("Your week with mlpath")),
        format!("DESCRIPTION:{}", text(&about)),
        "TRANSP:TRANSPARENT".to_owned(),
        "BEGIN:VALARM".to_owned(),
        "ACTION:DISPLAY".to_owned(),
        "TRIGGER:PT0S".to_owned(),
        format!("DESCRIPTION:{}", text("Your week with mlpath")),
        "END:VALARM".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ])
}

fn day(weekday: Weekday) -> &'static str {
    ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][weekday.to_monday_zero_offset() as usize]
}
