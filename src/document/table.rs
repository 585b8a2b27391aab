//! Builds a table column by column.

use std::fmt::Display;
use std::rc::Rc;

use crate::document::tree::{Block, Cell, Column, Document, Group, Medium, Prose, Table};

/// A table under construction, with a row for each thing: most are references.
pub struct Rows<'a, T> {
    things: Rc<[T]>,
    table: Table<'a>,
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

impl<'a> Table<'a> {
    pub fn of<T>(things: impl IntoIterator<Item = T>) -> Rows<'a, T> {
        let things: Rc<[T]> = things.into_iter().collect();
        let table = Self { rows: things.len(), most: usize::MAX, ..Self::default() };
        Rows { things, table }
    }
}

impl<'a, T: Clone + 'a> Rows<'a, T> {
    /// Adds a column for all forms.
    pub fn column<C: Into<Cell>>(
        self,
        title: impl Into<Title>,
        cell: impl Fn(T) -> C + 'a,
    ) -> Self {
        self.placed(Medium::Everywhere, title, cell)
    }

    /// Adds a column of ids or words.
    pub fn names<D: Display>(self, title: impl Into<Title>, name: impl Fn(T) -> D + 'a) -> Self {
        self.column(title, move |thing| Cell::Name(name(thing).to_string()))
    }

    /// Adds a column for plain only.
    pub fn in_plain<C: Into<Cell>>(self, key: &'static str, cell: impl Fn(T) -> C + 'a) -> Self {
        self.placed(Medium::InPlain, key, cell)
    }

    /// Adds a column for a terminal only.
    pub fn on_terminal<C: Into<Cell>>(
        self,
        title: impl Into<Title>,
        cell: impl Fn(T) -> C + 'a,
    ) -> Self {
        self.placed(Medium::OnTerminal, title, cell)
    }

    fn placed<C: Into<Cell>>(
        mut self,
        place: Medium,
        title: impl Into<Title>,
        cell: impl Fn(T) -> C + 'a,
    ) -> Self {
        let Title(title, from) = title.into();
        let things = Rc::clone(&self.things);
        let cell = move |row: usize| cell(things[row].clone()).into();
        self.table.columns.push(Column { from, ..Column::new(title, place, cell) });
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
    pub fn aside(self, width: u16, aside: impl Fn(T) -> String + 'a) -> Self {
        self.amended(move |prose, thing| prose.aside.push((width, aside(thing))))
    }

    /// Adds a line below the text of the last column, on terminals narrower than this.
    pub fn below(self, width: u16, line: impl Fn(T) -> String + 'a) -> Self {
        self.amended(move |prose, thing| {
            let line = line(thing);
            if !line.is_empty() {
                prose.below.push((width, line));
            }
        })
    }

    /// Adds lines below the text of the last column, on terminals narrower than this.
    pub fn all_below(self, width: u16, lines: impl Fn(T) -> Vec<String> + 'a) -> Self {
        self.amended(move |prose, thing| {
            prose.below.extend(lines(thing).into_iter().map(|line| (width, line)));
        })
    }

    /// Adds something to the text of the last column.
    fn amended(mut self, amend: impl Fn(&mut Prose, T) + 'a) -> Self {
        let Some(last) = self.table.columns.pop() else { return self };
        let (things, original) = (Rc::clone(&self.things), last.cell);
        let cell = Box::new(move |row: usize| {
            let mut cell = original(row);
            if let Cell::Prose(prose) = &mut cell {
                amend(prose, things[row].clone());
            }
            cell
        });
        self.table.columns.push(Column { cell, ..last });
        self
    }

    /// Adds a heading above each run of rows that are alike.
    pub fn groups(
        mut self,
        are_alike: impl Fn(&T, &T) -> bool,
        heading: impl Fn(&[T]) -> (String, Option<(&'static str, Cell)>),
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
}

impl<'a, T> From<Rows<'a, T>> for Table<'a> {
    fn from(rows: Rows<'a, T>) -> Self {
        rows.table
    }
}

/// An answer that is one table.
impl<'a, T> From<Rows<'a, T>> for Document<'a> {
    fn from(rows: Rows<'a, T>) -> Self {
        Self(vec![Block::Table(rows.into())])
    }
}
