//! The entries of a document, as forms for programs and screen readers list them: keys with values,
//! whatever a terminal leaves out included.

use crate::document::{Block, Cell, Document, Fact, Facts, Medium, Table};

/// Keys with values. A key may stand more than once.
pub(super) type Entry<'a> = Vec<(&'a str, &'a Cell)>;

/// What is said of the answer as a whole.
pub(super) fn whole(document: &Document) -> Entry<'_> {
    let facts = document.0.iter().filter_map(|block| match block {
        Block::Facts(facts) if facts.heading.is_none() => Some(&facts.lines),
        _ => None,
    });
    facts.flatten().filter_map(keyed).collect()
}

/// Rows and single things, each with the heading that it has.
pub(super) fn entries(document: &Document) -> Vec<(Option<&str>, Entry<'_>)> {
    let entries = document.0.iter().flat_map(|block| match block {
        Block::Facts(facts) if facts.heading.is_some() => vec![entry(facts)],
        Block::Beside(all) => all.iter().map(entry).collect(),
        Block::Table(table) if table.is_in(Medium::InPlain) => rows(table),
        _ => Vec::new(),
    });
    entries.collect()
}

fn entry(facts: &Facts) -> (Option<&str>, Entry<'_>) {
    (facts.heading.as_deref(), facts.lines.iter().filter_map(keyed).collect())
}

fn keyed(fact: &Fact) -> Option<(&str, &Cell)> {
    (fact.place != Medium::OnTerminal).then_some((fact.label, &fact.value))
}

fn rows(table: &Table) -> Vec<(Option<&str>, Entry<'_>)> {
    let columns = table.columns.iter().filter(|column| column.place != Medium::OnTerminal);
    let row = |row: usize| {
        let cells = columns.clone().map(|it| (it.key.unwrap_or(it.title.as_str()), &it.cells[row]));
        (None, cells.collect())
    };
    (0..table.rows).map(row).collect()
}
