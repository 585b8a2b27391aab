//! A timer of systemd for one user, and the service that it starts.

use crate::reminder::{MARK, Reminder, short};

pub const TIMER: &str = "mlpath-remind.timer";
pub const SERVICE: &str = "mlpath-remind.service";

/// A reminder that the machine slept through comes when it is awake.
pub fn timer(reminder: &Reminder) -> String {
    let (day, at) = (short(reminder.weekday), reminder.at.strftime("%H:%M"));
    format!(
        "# {MARK}\n[Unit]\nDescription=Weekly reminder of mlpath\n\n[Timer]\n\
         OnCalendar={day} *-*-* {at}:00\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n"
    )
}

/// `env` stands before the program, since systemd treats its first word unlike the others.
pub fn service(reminder: &Reminder) -> String {
    let words: String = reminder.command.iter().map(|word| format!(" {}", quoted(word))).collect();
    format!(
        "# {MARK}\n[Unit]\nDescription=Weekly reminder of mlpath\n\n[Service]\nType=oneshot\n\
         ExecStart=/usr/bin/env{words}\n"
    )
}

/// A word of a command line: `$` begins a variable there, `%` a specifier.
fn quoted(word: &str) -> String {
    let word = word.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", word.replace('$', "$$").replace('%', "%%"))
}
