//! Document -> CSV (RFC 4180) for a spreadsheet: a record for each entry of the answer. What is
//! said of the answer as a whole has no place in rows.

use std::collections::HashMap;
use std::io::{self, Write};

use csv::{ErrorKind, Terminator, WriterBuilder};
use itertools::Itertools as _;

use crate::document::{Cell, Document};
use crate::render::entries::{Named, entries, samples};

/// The key of what an entry is about.
const NAME: &str = "name";

/// Between the values of one cell.
const BETWEEN: &str = "; ";

/// What begins a formula in a spreadsheet, or in one that reads full-width signs.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Writes records as they are made.
///
/// # Errors
/// If they cannot be written.
pub fn write(document: &Document, out: impl Write) -> io::Result<()> {
    let (header, columns) = header(&samples(document).collect_vec());
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    writer.write_record(header.iter().map(|key| harmless(key))).map_err(cause)?;
    for (heading, entry) in entries(document) {
        let name = heading.map(|heading| (NAME, harmless(heading)));
        let values = name.into_iter().chain(entry.iter().map(|(key, cell)| (*key, value(cell))));
        let mut record = vec![String::new(); header.len()];
        for (key, value) in values.filter(|(_, value)| !value.is_empty()) {
            let cell = &mut record[columns[key]];
            *cell += if cell.is_empty() { "" } else { BETWEEN };
            *cell += &value;
        }
        writer.write_record(&record).map_err(cause)?;
    }
    writer.flush()
}

/// Why a record was not written: a closed pipe is no failure.
fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        ErrorKind::Io(cause) => cause,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// The names of the columns, and the column of each key.
fn header<'a>(entries: &[Named<'a>]) -> (Vec<String>, HashMap<&'a str, usize>) {
    let names = entries.iter().filter_map(|(heading, _)| heading.as_ref()).map(|_| NAME);
    let keys = entries.iter().flat_map(|(_, entry)| entry.iter().map(|(key, _)| *key));
    let (mut header, mut columns) = (Vec::new(), HashMap::new());
    for key in names.chain(keys) {
        columns.entry(key).or_insert_with(|| {
            let name = key.to_lowercase();
            header.iter().position(|known| *known == name).unwrap_or_else(|| {
                header.push(name);
                header.len() - 1
            })
        });
    }
    (header, columns)
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
