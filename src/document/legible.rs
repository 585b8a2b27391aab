//! Nothing in a document steers the terminal that it is drawn for: the one place that all of its
//! texts pass, whatever they were made of. Colours are added behind it.

use std::borrow::Cow;
use std::mem::take;

use crate::document::tree::{Block, Cell, Column, Document, Facts, Prose, Snippet, Table};
use crate::knowledge::text::legible;

impl Document<'_> {
    /// The same with hostile characters made visible, and without isolates: they would be torn from
    /// their partners where a text is broken into lines.
    pub fn legible(mut self) -> Self {
        self.0.iter_mut().for_each(block);
        self
    }
}

fn block(block: &mut Block) {
    match block {
        Block::Text(_, said) => text(said),
        Block::Facts(about) => facts(about),
        Block::Beside(entries) => entries.iter_mut().for_each(facts),
        Block::Table(Table { columns, groups, .. }) => {
            *columns = take(columns).into_iter().map(column).collect();
            for group in groups {
                text(&mut group.name);
                group.values.iter_mut().for_each(|(_, value)| cell(value));
            }
        }
        // The excerpt is legible, and its marks are places in it.
        Block::Snippet(Snippet { message, file, help, .. }) => {
            [message, file, help].into_iter().for_each(text);
        }
        Block::Verbatim(_) | Block::Space => {}
    }
}

fn column(mut column: Column) -> Column {
    text(&mut column.title);
    let original = column.cell;
    let legible = move |row: usize| {
        let mut value = original(row);
        cell(&mut value);
        value
    };
    Column { cell: Box::new(legible), ..column }
}

fn facts(Facts { heading, lines, .. }: &mut Facts) {
    heading.iter_mut().for_each(text);
    lines.iter_mut().map(|fact| &mut fact.value).for_each(cell);
}

fn cell(value: &mut Cell) {
    match value {
        Cell::Prose(Prose { text: said, aside, below }) => {
            text(said);
            aside.iter_mut().chain(below).for_each(|(_, said)| text(said));
        }
        Cell::Name(said) | Cell::Figure(said) | Cell::Verdict { text: said, .. } => text(said),
        Cell::List(values) => values.iter_mut().for_each(text),
        Cell::Empty | Cell::Day(_) | Cell::Hours(_) | Cell::Count(_) | Cell::Share(..) => {}
    }
}

fn text(text: &mut String) {
    if let Cow::Owned(shown) = legible(text) {
        *text = shown;
    }
}
