//! Edits. Each returns a new text, which is read again for the next edit.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;
use pulldown_cmark::{Event, Tag};

use crate::checklist::read::events;
use crate::checklist::{Checklist, StepBox};

impl Checklist<'_> {
    /// Ticks the boxes of finished steps. Removes no tick.
    pub fn ticked(&self, is_done: impl Fn(&str) -> bool) -> String {
        let done = self.boxes.iter().filter(|step| !step.ticked && is_done(step.id));
        self.replaced(done.map(|step| (step.marker.clone(), "[x]".to_owned())))
    }

    /// Replaces `40 h, 4 Jan 2027 to 31 Jan 2027` in the parentheses at the end of a box's line,
    /// before the comment. Parentheses with any other content belong to the person.
    pub fn redated(&self, dates: impl Fn(&str) -> Option<String>) -> String {
        self.replaced(
            self.boxes.iter().filter_map(|step| Some((self.dates(step)?, dates(step.id)?))),
        )
    }

    /// Replaces `value` in the lines `- Label: value` above the first `## ` heading, at the first
    /// occurrence of each label. Does not add missing lines, and leaves wrapped ones alone.
    pub fn summed_up(&self, value: impl Fn(&str) -> Option<String>) -> String {
        let mut seen = BTreeSet::new();
        let first = self.facts.iter().filter(|fact| seen.insert(fact.label));
        self.replaced(first.filter_map(|fact| Some((fact.value.clone(), value(fact.label)?))))
    }

    /// Appends a heading and its items, written with `\n`, after a blank line and in the line
    /// endings of the text.
    ///
    /// # Errors
    /// If the text would swallow the block: the line, from 1, on which the code fence or HTML that
    /// nothing closes starts.
    pub fn with_added(&self, block: &str) -> Result<String, usize> {
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
        let is_around = |(event, at): &(Event<'_>, Range<usize>)| {
            let is_literal = matches!(event, Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock));
            is_literal && at.start < start && start < at.end
        };
        let literal = events(&text).find(is_around).map(|(_, at)| at.start);
        match literal {
            Some(at) => Err(text[..at].matches('\n').count() + 1),
            None => Ok(text),
        }
    }

    /// The content of the parentheses, if it looks as exported.
    fn dates(&self, step: &StepBox) -> Option<Range<usize>> {
        let line = self.text[step.marker.end..step.comment].split(['\n', '\r']).next()?.trim_end();
        let (_, dates) = line.strip_suffix(')')?.rsplit_once('(')?;
        let end = step.marker.end + line.len() - 1;
        is_dates(dates).then_some(end - dates.len()..end)
    }

    /// The text with replacements in places that are in order and do not overlap.
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

/// `1,234.5 h, 4 Jan 2027 to 31 Jan 2027`.
fn is_dates(text: &str) -> bool {
    let Some((hours, days)) = text.split_once(" h, ") else { return false };
    let Some((start, finish)) = days.split_once(" to ") else { return false };
    hours.starts_with(|c: char| c.is_ascii_digit())
        && hours.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
        && is_day(start)
        && is_day(finish)
}

/// `4 Jan 2027`.
fn is_day(text: &str) -> bool {
    let day = Date::strptime("%d %b %Y", text);
    day.is_ok_and(|day| day.strftime("%-d %b %Y").to_string() == text)
}
