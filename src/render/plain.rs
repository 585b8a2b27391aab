//! `key: value` lines without box characters or colour: the facts about the whole answer, then
//! its entries, numbered.

use std::fmt::Write as _;

use crate::document::{Block, Cell, Document, Fact, Facts, Medium, Table};

pub fn draw(document: &Document) -> String {
    let mut out = String::new();
    let facts = document.0.iter().filter_map(|block| match block {
        Block::Facts(facts) if facts.heading.is_none() => Some(&facts.lines),
        _ => None,
    });
    for (key, value) in facts.flatten().flat_map(lines) {
        let _ = writeln!(out, "{key}: {value}");
    }
    let entries = document.0.iter().flat_map(|block| match block {
        Block::Facts(facts) if facts.heading.is_some() => vec![entry(facts)],
        Block::Beside(all) => all.iter().map(entry).collect(),
        Block::Table(table) if table.is_in(Medium::InPlain) => rows(table),
        _ => Vec::new(),
    });
    for (number, lines) in entries.enumerate() {
        for (position, (key, value)) in lines.iter().enumerate() {
            let _ = match position {
                0 => writeln!(out, "{}. {key}: {value}", number + 1),
                _ => writeln!(out, "   {key}: {value}"),
            };
        }
    }
    out
}

type Lines = Vec<(String, String)>;

fn entry(facts: &Facts) -> Lines {
    let heading = facts.heading.iter().map(|heading| ("name".to_owned(), heading.clone()));
    heading.chain(facts.lines.iter().flat_map(lines)).collect()
}

fn lines(fact: &Fact) -> Lines {
    match fact.place {
        Medium::OnTerminal => Vec::new(),
        Medium::Everywhere | Medium::InPlain => keyed(fact.label, &fact.value),
    }
}

fn rows(table: &Table) -> Vec<Lines> {
    let columns = table.columns.iter().filter(|column| column.place != Medium::OnTerminal);
    let row = |row: usize| {
        let cells = columns.clone().map(|column| (column.key.unwrap_or(&column.title), column));
        cells.flat_map(|(key, column)| keyed(key, &column.cells[row])).collect()
    };
    (0..table.rows).map(row).collect()
}

/// A line for each value; none if it is empty.
fn keyed(key: &str, cell: &Cell) -> Lines {
    let line = |value: String| (key.to_lowercase(), value);
    match cell {
        empty if empty.is_empty() => Vec::new(),
        Cell::List(values) => values.iter().cloned().map(line).collect(),
        other => vec![line(other.text(|day| day.to_string()))],
    }
}
