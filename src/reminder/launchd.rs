//! An agent of launchd, for macOS.

use crate::reminder::{MARK, Reminder};

pub const FILE: &str = "org.mlpath.remind.plist";

pub fn agent(reminder: &Reminder) -> String {
    let words = reminder.command.iter();
    let words: String =
        words.map(|word| format!("    <string>{}</string>\n", escaped(word))).collect();
    let day = reminder.weekday.to_sunday_zero_offset();
    let (hour, minute) = (reminder.at.hour(), reminder.at.minute());
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- {MARK} -->
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>org.mlpath.remind</string>
  <key>ProgramArguments</key>
  <array>
{words}  </array>
  <key>StartCalendarInterval</key>
  <dict>
    <key>Weekday</key>
    <integer>{day}</integer>
    <key>Hour</key>
    <integer>{hour}</integer>
    <key>Minute</key>
    <integer>{minute}</integer>
  </dict>
</dict>
</plist>
"#
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
