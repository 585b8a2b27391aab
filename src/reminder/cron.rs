//! A line of a person's crontab.

use crate::reminder::Reminder;

/// The end of our line, a comment for the shell that runs it.
const MARK: &str = " # mlpath remind";

/// The line, with its line feed. What it prints is not mailed to anybody.
pub fn line(reminder: &Reminder) -> String {
    let words: String = reminder.command.iter().map(|word| format!(" {}", quoted(word))).collect();
    let day = reminder.weekday.to_sunday_zero_offset();
    let (hour, minute) = (reminder.at.hour(), reminder.at.minute());
    format!("{minute} {hour} * * {day}{words} >/dev/null 2>&1{MARK}\n")
}

/// A crontab without our line, all else as it was; the same if it had none.
pub fn without(table: &str) -> String {
    table.split_inclusive('\n').filter(|line| !line.trim_end().ends_with(MARK)).collect()
}

/// A crontab with our line at its end.
pub fn with(table: &str, reminder: &Reminder) -> String {
    let mut table = without(table);
    if !table.is_empty() && !table.ends_with('\n') {
        table.push('\n');
    }
    table + &line(reminder)
}

/// A word for a shell; `%` is a line feed for cron, even between quotes.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''").replace('%', "\\%"))
}
