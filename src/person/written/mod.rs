//! Days, hours and levels as people write them: the one grammar of flags, of `profile.yaml`, and of
//! answers to questions.

mod day;
mod day_words;
mod hours;
mod level;
mod stretch;
#[cfg(test)]
mod tests;

pub use day::{Sense, WrittenDay, parse_day};
pub use hours::{WrittenHours, parse_hours, parse_spent, weekdays};
pub use level::{parse_known, parse_level};
pub use stretch::{Stretch, parse_holiday};

/// The text in lower case, with one kind of blank and one kind of dash.
fn plain(text: &str) -> String {
    let dashes = '\u{2010}'..='\u{2015}';
    let alike = |c: char| match c {
        '\u{2212}' => '-',
        dash if dashes.contains(&dash) => '-',
        blank if blank.is_whitespace() => ' ',
        other => other,
    };
    let text: String = text.to_lowercase().chars().map(alike).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
