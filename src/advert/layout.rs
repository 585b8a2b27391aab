//! The lines of an advert, joined to items: a bullet, a paragraph, a heading.

use std::ops::RangeInclusive;

use crate::extract::bullet;

/// A bullet, a paragraph or a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item<'t> {
    /// Byte offset of its text.
    pub at: usize,
    /// Without the bullet's sign.
    pub text: &'t str,
    pub bullet: bool,
}

/// The columns at which text is wrapped; longer lines are paragraphs that were not.
const WRAP_WIDTHS: RangeInclusive<usize> = 45..=100;

/// The smallest number of nearly full lines in a wrapped text.
const FULL: usize = 5;

/// Divides a text into items. A line continues on the next one if that begins in lower case or, in
/// a wrapped text, if the next one's first word did not fit.
pub fn items(text: &str) -> Vec<Item<'_>> {
    let widths: Vec<usize> = text.lines().map(|line| line.trim_end().chars().count()).collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    // One long line among short ones does not mean that the text is wrapped.
    let full = widths.iter().filter(|&&width| width * 5 >= widest * 4).count();
    let wrapped = WRAP_WIDTHS.contains(&widest) && full >= FULL;
    let mut items: Vec<Item<'_>> = Vec::new();
    // The width of the line before, if that may go on.
    let mut before: Option<usize> = None;
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let begin = from;
        from += line.len();
        let shown = line.trim_end();
        let inner = shown.trim_start();
        if !inner.chars().any(char::is_alphanumeric) {
            before = None;
            continue;
        }
        let (mark, rest) = bullet(inner);
        let end = begin + shown.len();
        let first = rest.split_whitespace().next().unwrap_or_default();
        let lower = first.starts_with(char::is_lowercase);
        let no_room = |width: usize| wrapped && width + 1 + first.chars().count() > widest;
        let continues = !mark && before.is_some_and(|width| lower || no_room(width));
        match items.last_mut() {
            Some(item) if continues => item.text = &text[item.at..end],
            _ => items.push(Item { at: end - rest.len(), text: rest, bullet: mark }),
        }
        // A heading ends with its line.
        before = Some(shown.chars().count()).filter(|_| !is_heading(inner));
    }
    items
}

/// Whether a line is marked as a heading: `## Requirements`.
fn is_heading(line: &str) -> bool {
    line.trim_start_matches('#').starts_with(' ') && line.starts_with('#')
}
