//! A table that fits its width: columns that have no room are left out, text is wrapped.

use anstyle::{AnsiColor, Style};
use comfy_table::{Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement};
use comfy_table::{LineStyle, Table, TableStyle, Width};

use crate::render::NARROWEST;

pub(super) const HEADING: Style = Style::new().bold();
pub(super) const FAINT: Style = Style::new().dimmed();
pub(super) const GOOD: Style = AnsiColor::Green.on_default();
pub(super) const WARN: Style = AnsiColor::Yellow.on_default();

/// One rule under the header; blank lines part the groups.
const LOOK: TableStyle = TableStyle::new()
    .header_separator(LineStyle::none().fill('\u{2500}').junction('\u{2500}'))
    .bottom_border(LineStyle::none().fill('\u{2500}').junction('\u{2500}'));

/// How a column behaves.
#[derive(Clone, Copy)]
pub(super) struct Column<'a> {
    pub(super) title: &'a str,
    /// Shown from this width of the terminal on.
    pub(super) from: u16,
    /// Numbers are right-aligned and never wrapped.
    pub(super) number: bool,
    /// Dates and ids are not wrapped where it can be helped.
    pub(super) fixed: bool,
}

impl<'a> Column<'a> {
    pub(super) const fn text(title: &'a str, from: u16) -> Self {
        Self { title, from, number: false, fixed: false }
    }

    pub(super) const fn fixed(title: &'a str, from: u16) -> Self {
        Self { title, from, number: false, fixed: true }
    }

    pub(super) const fn number(title: &'a str, from: u16) -> Self {
        Self { title, from, number: true, fixed: true }
    }
}

/// Rows under headings.
pub(super) struct Sheet<'a> {
    columns: Vec<Column<'a>>,
    rows: Vec<Row>,
}

enum Row {
    /// A group's name and its sums.
    Group(Vec<String>),
    Item(Vec<String>),
}

impl<'a> Sheet<'a> {
    pub(super) fn new(columns: &[Column<'a>]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn group(&mut self, cells: Vec<String>) {
        if !self.rows.is_empty() {
            self.rows.push(Row::Item(Vec::new()));
        }
        self.rows.push(Row::Group(cells));
    }

    pub(super) fn item(&mut self, cells: Vec<String>) {
        self.rows.push(Row::Item(cells));
    }

    /// The table in at most `width` columns, with a line break at the end.
    pub(super) fn draw(&self, width: u16) -> String {
        let width = width.max(NARROWEST);
        let shown: Vec<usize> =
            (0..self.columns.len()).filter(|&index| self.columns[index].from <= width).collect();
        let mut table = Table::new();
        table.load_style(LOOK);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.enforce_styling();
        table.style_text_only();
        table.set_width(width);
        table.set_header(
            shown
                .iter()
                .map(|&index| Cell::new(self.columns[index].title).add_attribute(Attribute::Dim)),
        );
        for row in &self.rows {
            table.add_row(shown.iter().map(|&index| row.cell(index)));
        }
        for (position, &index) in shown.iter().enumerate() {
            let Some(column) = table.column_mut(position) else { continue };
            let Column { number, fixed, .. } = self.columns[index];
            column.set_padding((u16::from(position != 0), 1));
            if fixed {
                let longest = self.longest(index);
                column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(longest + 2)));
            }
            if number {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
        lines.join("\n") + "\n"
    }

    fn longest(&self, column: usize) -> u16 {
        let cells = self.rows.iter().filter_map(|row| match row {
            Row::Group(_) => None,
            Row::Item(cells) => cells.get(column),
        });
        let widths = cells.map(|cell| cell.chars().count());
        let title = self.columns[column].title.chars().count();
        widths.chain([title]).max().unwrap_or(0).min(36) as u16
    }
}

impl Row {
    fn cell(&self, index: usize) -> Cell {
        let (Self::Group(cells) | Self::Item(cells)) = self;
        let text = cells.get(index).map_or("", String::as_str);
        let cell = Cell::new(text);
        match self {
            // Escape sequences around nothing would keep the blanks before them.
            Self::Group(_) if !text.is_empty() => {
                cell.add_attribute(Attribute::Bold).fg(Color::Cyan)
            }
            _ => cell,
        }
    }
}

/// A remark below a table.
pub(super) fn faint(text: &str, width: u16) -> String {
    styled(FAINT, wrap(text, width, "").trim_end()) + "\n"
}

/// Text in a style, if it is not empty.
pub(super) fn styled(style: Style, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{style}{text}{style:#}") }
}

/// Breaks a text at spaces into lines of at most `width` characters, each after `indent`.
pub(super) fn wrap(text: &str, width: u16, indent: &str) -> String {
    let room = usize::from(width).saturating_sub(indent.chars().count()).max(20);
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last().map_or(0, |line| columns(line));
        if line > 0 && line + 1 + columns(word) > room {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.iter().map(|line| format!("{indent}{line}\n")).collect()
}

/// Columns of a text on the terminal, its colours aside.
fn columns(text: &str) -> usize {
    anstream::adapter::strip_str(text).to_string().chars().count()
}

/// Parts beside each other as far as they fit, else below.
pub(super) fn flow(
    parts: impl IntoIterator<Item = String>,
    between: &str,
    columns: usize,
) -> String {
    let length = |text: &str| text.chars().count();
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if length(line) + length(between) + length(&part) <= columns => {
                *line += between;
                *line += &part;
            }
            _ => lines.push(part),
        }
    }
    let line = |line: String| match length(&line) <= columns {
        true => line + "\n",
        false => wrap(&line, columns as u16, ""),
    };
    lines.into_iter().map(line).collect()
}
