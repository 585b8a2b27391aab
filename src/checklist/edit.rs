//! Edits of single places. Each returns a new text, which is read again for the next edit.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::checklist::Checklist;
use crate::checklist::read::events;
use crate::checklist::written::{Mark, dates, plain};

impl Checklist<'_> {
    /// Ticks the boxes of finished steps, in the writing of the text. Removes no tick.
    pub fn ticked(&self, is_done: impl Fn(&str) -> bool) -> String {
        let drawn = if self.text.contains('☑') { "☑" } else { "☒" };
        let open = self.boxes.iter().filter(|step| step.mark != Mark::Ticked && is_done(step.id));
        self.replaced(open.map(|step| {
            let tick = if step.marker.len() == 1 { "x" } else { drawn };
            (step.marker.clone(), tick.to_owned())
        }))
    }

    /// Replaces `40 h, 4 Jan 2027 to 31 Jan 2027` in the parentheses before the comment of a box,
    /// if they say something else, wherever their lines are broken.
    pub fn redated(&self, new: impl Fn(&str) -> Option<String>) -> String {
        let edits = self.boxes.iter().filter_map(|step| {
            let (at, _) = dates(&self.text[step.lead.clone()])?;
            Some((step.lead.start + at.start..step.lead.start + at.end, new(step.id)?))
        });
        self.replaced(edits.filter(|(at, new)| self.says_else(at, new)))
    }

    /// Replaces `value` in the items `- Label: value` above the first `## ` heading, at the first
    /// occurrence of each label, if it says something else. Adds nothing that is missing.
    pub fn summed_up(&self, value: impl Fn(&str) -> Option<String>) -> String {
        let mut seen = BTreeSet::new();
        let first = self.facts.iter().filter(|fact| seen.insert(fact.label));
        let edits = first.filter_map(|fact| Some((fact.value.clone(), value(fact.label)?)));
        self.replaced(edits.filter(|(at, new)| self.says_else(at, new)))
    }

    /// Appends a heading and its items, written with `\n`, after a blank line and in the line
    /// endings of the text.
    ///
    /// # Errors
    /// If the text would swallow the block: the line, from 1, on which the code fence or HTML that
    /// nothing closes starts.
    pub fn with_added(&self, block: &str) -> Result<String, usize> {
        let end = self.line_end();
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

    /// As the first line of the text ends.
    pub(super) fn line_end(&self) -> &'static str {
        let is_windows = self.text.split_once('\n').is_some_and(|(line, _)| line.ends_with('\r'));
        if is_windows { "\r\n" } else { "\n" }
    }

    fn says_else(&self, at: &Range<usize>, new: &str) -> bool {
        plain(&self.text[at.clone()]) != plain(new)
    }

    /// The text with replacements in places that are in order and do not overlap.
    pub(super) fn replaced(&self, edits: impl Iterator<Item = (Range<usize>, String)>) -> String {
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
