//! Tables: what stands in a column belongs under its heading.

use crate::extract::page::Page;

/// The longest heading of a column or a row, in words.
const HEADING: usize = 8;

#[derive(Debug, Default)]
pub struct Cell {
    /// Lines of a [`Page`].
    pub text: String,
    pub is_heading: bool,
}

impl Cell {
    fn is_short(&self) -> bool {
        let words = self.text.split_whitespace().count();
        (1..=HEADING).contains(&words) && !self.text.contains('\n')
    }

    /// Stands for "this row": `x`, `yes`, a tick.
    fn is_tick(&self) -> bool {
        let text = self.text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let has_tick = self.text.contains(['\u{2713}', '\u{2714}', '\u{2705}']);
        has_tick && text.is_empty() || matches!(text.as_str(), "x" | "yes")
    }
}

/// Adds the cells of a table to a page.
pub fn write(rows: &[Vec<Cell>], page: &mut Page) {
    let rows: Vec<&[Cell]> = rows.iter().map(Vec::as_slice).filter(|row| !row.is_empty()).collect();
    let Some((&head, body)) = rows.split_first() else { return };
    let is_headed = head.len() > 1 && !body.is_empty() && head.iter().all(|cell| cell.is_heading);
    let ticks = |row: &&[Cell]| row.iter().any(Cell::is_tick);
    if is_headed && (body.iter().any(ticks) || !is_rated(body)) {
        for (column, heading) in head.iter().enumerate() {
            write_column(column, heading, body, page);
        }
        return;
    }
    for row in if is_headed { body } else { &rows } {
        write_row(row, page);
    }
}

/// Whether the last column says of each row how it is: its words come again and again.
fn is_rated(body: &[&[Cell]]) -> bool {
    let mut last: Vec<&str> = body.iter().filter_map(|row| Some(row.last()?.text.trim())).collect();
    let all = last.len();
    last.sort_unstable();
    last.dedup();
    last.len() < all && body.iter().all(|row| row.iter().all(Cell::is_short))
}

fn write_column(column: usize, heading: &Cell, body: &[&[Cell]], page: &mut Page) {
    let cells = body.iter().filter_map(|row| {
        let cell = row.get(column)?;
        Some(if cell.is_tick() { row.first()? } else { cell })
    });
    let lines: Vec<&str> =
        cells.flat_map(|cell| cell.text.lines()).filter(|line| !line.trim().is_empty()).collect();
    if lines.is_empty() {
        return;
    }
    write_heading(&heading.text, page);
    for line in lines {
        let is_formed = line.starts_with("- ") || line.starts_with('#');
        page.push(&if is_formed { line.to_owned() } else { format!("- {line}") });
    }
    page.part();
}

/// `Skills | a list` is a heading with its text; `SQL | must` is one line; what else stands side
/// by side is for the looks.
fn write_row(row: &[Cell], page: &mut Page) {
    let filled: Vec<&Cell> = row.iter().filter(|cell| !cell.text.trim().is_empty()).collect();
    match filled.as_slice() {
        cells
            if cells.len() > 1 && cells.iter().all(|cell| cell.is_short() && !cell.is_heading) =>
        {
            let texts: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
            page.push(&format!("- {}", texts.join(": ")));
        }
        [label, text] if label.is_short() => {
            write_heading(&label.text, page);
            page.push(&text.text);
            page.part();
        }
        cells => {
            for cell in cells {
                page.part();
                page.push(&cell.text);
                page.part();
            }
        }
    }
}

fn write_heading(text: &str, page: &mut Page) {
    let text = text.trim_start_matches(['#', '-', ' ']);
    page.part();
    if text.contains(char::is_alphanumeric) {
        page.push(&format!("### {text}"));
        page.part();
    }
}
