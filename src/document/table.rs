//! Builds a table column by column.

use std::fmt::Display;

use crate::document::tree::{Block, Cell, Column, Document, Group, Medium, Prose, Table};

/// A table under construction, with a row for each thing.
pub struct Rows<'a, T> {
    things: Vec<&'a T>,
    table: Table,
}

/// The title of a column, and the width from which a terminal has room for the column.
pub struct Title(&'static str, u16);

impl From<&'static str> for Title {
    fn from(title: &'static str) -> Self {
        Self(title, 0)
    }
}

impl From<(&'static str, u16)> for Title {
    fn from((title, from): (&'static str, u16)) -> Self {
        Self(title, from)
    }
}

impl Table {
    pub fn of<'a, T>(things: impl IntoIterator<Item = &'a T>) -> Rows<'a, T> {
        let things: Vec<&T> = things.into_iter().collect();
        let table = Self { rows: things.len(), most: usize::MAX, ..Self::default() };
        Rows { things, table }
    }
}

impl<'a, T> Rows<'a, T> {
    /// Adds a column for all forms.
    pub fn column<C: Into<Cell>>(self, title: impl Into<Title>, cell: impl Fn(&'a T) -> C) -> Self {
        self.placed(Medium::Everywhere, title, cell)
    }

    /// Adds a column of ids or words.
    pub fn names<D: Display>(self, title: impl Into<Title>, name: impl Fn(&'a T) -> D) -> Self {
        self.column(title, |thing| Cell::Name(name(thing).to_string()))
    }

    /// Adds a column for plain only.
    pub fn in_plain<C: Into<Cell>>(self, key: &'static str, cell: impl Fn(&'a T) -> C) -> Self {
        self.placed(Medium::InPlain, key, cell)
    }

    /// Adds a column for a terminal only.
    pub fn on_terminal<C: Into<Cell>>(
        self,
        title: impl Into<Title>,
        cell: impl Fn(&'a T) -> C,
    ) -> Self {
        self.placed(Medium::OnTerminal, title, cell)
    }

    fn placed<C: Into<Cell>>(
        mut self,
        place: Medium,
        title: impl Into<Title>,
        cell: impl Fn(&'a T) -> C,
    ) -> Self {
        let Title(title, from) = title.into();
        let cells = self.things.iter().map(|thing| cell(thing).into()).collect();
        self.table.columns.push(Column { from, ..Column::new(title, place, cells) });
        self
    }

    /// Sets the key of the last column in plain.
    pub fn key(mut self, key: &'static str) -> Self {
        if let Some(column) = self.table.columns.last_mut() {
            column.key = Some(key);
        }
        self
    }

    /// Adds text after that of the last column, on terminals narrower than this.
    pub fn aside(mut self, width: u16, aside: impl Fn(&'a T) -> String) -> Self {
        for (cell, thing) in self.last_prose() {
            cell.aside.push((width, aside(thing)));
        }
        self
    }

    /// Adds a line below the text of the last column, on terminals narrower than this.
    pub fn below(mut self, width: u16, line: impl Fn(&'a T) -> String) -> Self {
        for (cell, thing) in self.last_prose() {
            let line = line(thing);
            if !line.is_empty() {
                cell.below.push((width, line));
            }
        }
        self
    }

    /// Adds lines below the text of the last column, on terminals narrower than this.
    pub fn all_below(mut self, width: u16, lines: impl Fn(&'a T) -> Vec<String>) -> Self {
        for (cell, thing) in self.last_prose() {
            cell.below.extend(lines(thing).into_iter().map(|line| (width, line)));
        }
        self
    }

    /// Adds a heading above each run of rows that are alike.
    pub fn groups(
        mut self,
        are_alike: impl Fn(&T, &T) -> bool,
        heading: impl Fn(&[&'a T]) -> (String, Option<(&'static str, Cell)>),
    ) -> Self {
        let mut first_row = 0;
        for part in self.things.chunk_by(|a, b| are_alike(a, b)) {
            let (name, sum) = heading(part);
            let values = sum.into_iter().collect();
            self.table.groups.push(Group { first_row, name, values });
            first_row += part.len();
        }
        self
    }

    /// Adds headings, which may stand above no rows.
    pub fn headings(mut self, groups: impl IntoIterator<Item = Group>) -> Self {
        self.table.groups.extend(groups);
        self
    }

    /// Saves room on a terminal.
    pub fn dense(mut self) -> Self {
        self.table.is_dense = true;
        self
    }

    /// Limits the rows that a terminal shows.
    pub fn at_most(mut self, rows: usize) -> Self {
        self.table.most = rows;
        self
    }

    /// Shows the whole table in one place only.
    pub fn only(mut self, place: Medium) -> Self {
        self.table.place = place;
        self
    }

    fn last_prose(&mut self) -> impl Iterator<Item = (&mut Prose, &'a T)> {
        let cells = self.table.columns.last_mut().into_iter().flat_map(|column| &mut column.cells);
        cells.zip(&self.things).filter_map(|(cell, &thing)| match cell {
            Cell::Prose(prose) => Some((prose, thing)),
            _ => None,
        })
    }
}

impl<T> From<Rows<'_, T>> for Table {
    fn from(rows: Rows<'_, T>) -> Self {
        rows.table
    }
}

/// An answer that is one table.
impl<T> From<Rows<'_, T>> for Document {
    fn from(rows: Rows<'_, T>) -> Self {
        Self(vec![Block::Table(rows.into())])
    }
}
