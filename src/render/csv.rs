//! Document -> CSV (RFC 4180) for a spreadsheet: a record for each entry of the answer. What is
//! said of the answer as a whole has no place in rows.

use anyhow::Result;
use csv::{Terminator, WriterBuilder};
use itertools::Itertools as _;

use crate::document::{Cell, Document};
use crate::render::entries::entries;

/// Between the values of one cell.
const BETWEEN: &str = "; ";

/// What begins a formula in a spreadsheet, or in one that reads full-width signs.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

pub fn draw(document: &Document) -> Result<String> {
    let entries = entries(document);
    let names = entries.iter().filter_map(|(heading, _)| heading.as_ref()).map(|_| "name");
    let keys = entries.iter().flat_map(|(_, entry)| entry.iter().map(|(key, _)| *key));
    let header = names.chain(keys).map(str::to_lowercase).unique().collect_vec();
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(header.iter().map(|key| harmless(key)))?;
    for (heading, entry) in &entries {
        let of = |key: &String| {
            let is_own = |(own, _): &&(&str, &Cell)| own.to_lowercase() == *key;
            let name = heading.filter(|_| key == "name").map(harmless);
            let values = entry.iter().filter(is_own).map(|(_, cell)| value(cell));
            name.into_iter().chain(values).filter(|value| !value.is_empty()).join(BETWEEN)
        };
        writer.write_record(header.iter().map(of))?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// The value as a spreadsheet reads it: numbers without units or separators, days as in ISO 8601.
fn value(cell: &Cell) -> String {
    match cell {
        Cell::Hours(hours) => ((hours.get() * 100.0).round() / 100.0).to_string(),
        Cell::Share(_, 0) => String::new(),
        Cell::Share(part, whole) => format!("{:.2}", *part as f64 / *whole as f64),
        Cell::List(values) => harmless(&values.join(BETWEEN)),
        other => harmless(&other.text(|day| day.to_string())),
    }
}

/// The text with an apostrophe before every sign that could make a formula of it or of a part of
/// it, should a spreadsheet take other separators for those between cells (OWASP, "CSV injection").
fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut begins = true;
    for c in text.chars() {
        if begins && FORMULA.contains(&c) {
            out.push('\'');
        }
        let is_skipped = c.is_whitespace() || c == '"';
        begins = matches!(c, ',' | ';' | '\t' | '\n' | '\r' | '|') || begins && is_skipped;
        out.push(c);
    }
    out
}
