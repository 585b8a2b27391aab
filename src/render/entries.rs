//! The entries of a document, as forms for programs and screen readers list them: keys with values,
//! whatever a terminal leaves out included.

use std::borrow::Cow;
use std::iter::{empty, once};

use crate::document::{Block, Cell, Document, Fact, Facts, Medium, Table};

/// Keys with values. A key may stand more than once.
pub(super) type Entry<'a> = Vec<(&'a str, Cow<'a, Cell>)>;

/// An entry with its heading.
pub(super) type Named<'a> = (Option<&'a str>, Entry<'a>);

/// What is said of the answer as a whole.
pub(super) fn whole<'a>(document: &'a Document) -> Entry<'a> {
    let facts = document.0.iter().filter_map(|block| match block {
        Block::Facts(facts) if facts.heading.is_none() => Some(&facts.lines),
        _ => None,
    });
    facts.flatten().filter_map(keyed).collect()
}

/// Rows and single things, each with the heading that it has.
pub(super) fn entries<'a>(document: &'a Document) -> impl Iterator<Item = Named<'a>> {
    first_of_each(document, usize::MAX)
}

/// Entries that have all of the keys: of each table the first row.
pub(super) fn samples<'a>(document: &'a Document) -> impl Iterator<Item = Named<'a>> {
    first_of_each(document, 1)
}

fn first_of_each<'a>(document: &'a Document, most: usize) -> impl Iterator<Item = Named<'a>> {
    document.0.iter().flat_map(move |block| -> Box<dyn Iterator<Item = Named>> {
        match block {
            Block::Facts(facts) if facts.heading.is_some() => Box::new(once(entry(facts))),
            Block::Beside(all) => Box::new(all.iter().map(entry)),
            Block::Table(table) if table.is_in(Medium::InPlain) => {
                Box::new((0..table.rows.min(most)).map(|row| (None, self::row(table, row))))
            }
            _ => Box::new(empty()),
        }
    })
}

fn entry(facts: &Facts) -> Named<'_> {
    (facts.heading.as_deref(), facts.lines.iter().filter_map(keyed).collect())
}

fn keyed(fact: &Fact) -> Option<(&str, Cow<'_, Cell>)> {
    let is_shown = fact.place != Medium::OnTerminal;
    is_shown.then_some((fact.label, Cow::Borrowed(&fact.value)))
}

fn row<'a>(table: &'a Table, row: usize) -> Entry<'a> {
    let columns = table.columns.iter().filter(|column| column.place != Medium::OnTerminal);
    let keyed = columns.map(|it| (it.key.unwrap_or(it.title.as_str()), (it.cell)(row)));
    keyed.map(|(key, cell)| (key, Cow::Owned(cell))).collect()
}
