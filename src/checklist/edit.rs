//! Editing: each edit makes a new text, which is read again for the next one.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::checklist::read::events;
use crate::checklist::{Checklist, StepBox};

/// The text ends inside of a code fence or of HTML that starts on this line, counted from 1:
/// whatever is added would be part of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Unclosed {
    pub line: usize,
}

impl fmt::Display for Unclosed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nothing closes the code or comment that starts on line {}", self.line)
    }
}

impl std::error::Error for Unclosed {}

impl Checklist<'_> {
    /// Ticks the boxes of steps that are done. No tick is taken back.
    pub fn ticked(&self, is_done: impl Fn(&str) -> bool) -> String {
        let done = self.boxes.iter().filter(|step| !step.ticked && is_done(step.id));
        self.replaced(done.map(|step| (step.marker.clone(), "[x]".to_owned())))
    }

    /// Puts `40 h, 4 Jan 2027 to 31 Jan 2027` of each step between the parentheses that end the
    /// line of its box, the comment aside. Parentheses with anything else in them are the person's.
    pub fn redated(&self, dates: impl Fn(&str) -> Option<String>) -> String {
        self.replaced(
            self.boxes.iter().filter_map(|step| Some((self.dates(step)?, dates(step.id)?))),
        )
    }

    /// Replaces `value` in the lines `- Label: value` above the first `## ` heading, each label
    /// where it comes first. A line that is gone or wrapped stays as it is.
    pub fn summed_up(&self, value: impl Fn(&str) -> Option<String>) -> String {
        let mut seen = BTreeSet::new();
        let first = self.facts.iter().filter(|fact| seen.insert(fact.label));
        self.replaced(first.filter_map(|fact| Some((fact.value.clone(), value(fact.label)?))))
    }

    /// Appends a heading and its items, written with `\n`, after a blank line and with the line
    /// ending of the text.
    ///
    /// # Errors
    ///
    /// [`Unclosed`] if the block would not be read as what it is.
    pub fn with_added(&self, block: &str) -> Result<String, Unclosed> {
        let is_windows = self.text.split_once('\n').is_some_and(|(line, _)| line.ends_with('\r'));
        let end = if is_windows { "\r\n" } else { "\n" };
        let mut text = self.text.to_owned();
        if let Some(last) = self.text.trim_start_matches('\u{feff}').lines().next_back() {
            if !self.text.ends_with('\n') {
                text += end;
            }
            if !last.trim().is_empty() {
                text += end;
            }
        }
        let start = text.len();
        text += &block.replace('\n', end);
        match literal_around(&text, start) {
            Some(at) => Err(Unclosed { line: text[..at].matches('\n').count() + 1 }),
            None => Ok(text),
        }
    }

    /// What stands between the parentheses, as long as it is what was exported.
    fn dates(&self, step: &StepBox) -> Option<Range<usize>> {
        let line = self.text[step.marker.end..step.comment].split(['\n', '\r']).next()?.trim_end();
        let (_, dates) = line.strip_suffix(')')?.rsplit_once('(')?;
        let end = step.marker.end + line.len() - 1;
        is_dates(dates).then_some(end - dates.len()..end)
    }

    /// The text with other words in places that are in order and apart.
    fn replaced(&self, edits: impl Iterator<Item = (Range<usize>, String)>) -> String {
        let mut text = String::with_capacity(self.text.len());
        let mut from = 0;
        for (at, new) in edits {
            text += &self.text[from..at.start];
            text += &new;
            from = at.end;
        }
        text + &self.text[from..]
    }
}

/// Where the code or the HTML starts that goes on at this place.
fn literal_around(text: &str, place: usize) -> Option<usize> {
    let mut literal = events(text)
        .filter(|(event, _)| matches!(event, Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock)));
    literal.find(|(_, at)| at.start < place && place < at.end).map(|(_, at)| at.start)
}

/// `1,234.5 h, 4 Jan 2027 to 31 Jan 2027`.
fn is_dates(text: &str) -> bool {
    let parts = || {
        let (hours, days) = text.split_once(" h, ")?;
        let (start, finish) = days.split_once(" to ")?;
        Some((hours, start, finish))
    };
    parts().is_some_and(|(hours, start, finish)| {
        let is_figure = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
        hours.starts_with(|c: char| c.is_ascii_digit())
            && hours.chars().all(is_figure)
            && is_day(start)
            && is_day(finish)
    })
}

/// `4 Jan 2027`.
fn is_day(text: &str) -> bool {
    let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let parts: Vec<_> = text.split(' ').collect();
    let [day, month, year] = parts[..] else { return false };
    matches!(day.len(), 1..=2)
        && is_number(day)
        && month.len() == 3
        && month.chars().all(char::is_alphabetic)
        && year.len() == 4
        && is_number(year)
}
