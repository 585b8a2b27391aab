//! `key: value` lines without box characters or colour: the facts about the whole answer, then
//! its entries, numbered.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::iter::once;

use crate::document::{Cell, Document};
use crate::render::entries::{entries, whole};

/// The lines of the answer as a whole, then those of one entry after the other.
pub fn parts(document: &Document) -> impl Iterator<Item = String> {
    let whole = whole(document).into_iter().flat_map(lines);
    let whole = whole.map(|(key, value)| format!("{key}: {value}\n")).collect();
    let entries = entries(document).enumerate().map(|(number, (heading, entry))| {
        let name = heading.map(|heading| ("name".to_owned(), heading.to_owned()));
        let all = name.into_iter().chain(entry.into_iter().flat_map(lines));
        let mut out = String::new();
        for (position, (key, value)) in all.enumerate() {
            let _ = match position {
                0 => writeln!(out, "{}. {key}: {value}", number + 1),
                _ => writeln!(out, "   {key}: {value}"),
            };
        }
        out
    });
    once(whole).chain(entries)
}

/// A line for each value; none if it is empty.
fn lines((key, cell): (&str, Cow<Cell>)) -> Vec<(String, String)> {
    let line = |value: String| (key.to_lowercase(), value);
    match cell.as_ref() {
        empty if empty.is_empty() => Vec::new(),
        Cell::List(values) => values.iter().cloned().map(line).collect(),
        other => vec![line(other.text(|day| day.to_string()))],
    }
}
