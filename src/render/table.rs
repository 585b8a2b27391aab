//! For a terminal: tables that fit its width, wrapped text, bold headings.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use comfy_table::{Attribute, CellAlignment, Color, ColumnConstraint, ContentArrangement};
use comfy_table::{Cell as Drawn, LineStyle, Row, Table as Grid, TableStyle, Width};
use itertools::Itertools as _;
use unicode_width::UnicodeWidthStr as _;

use crate::document::phrases::day;
use crate::document::{Block, Cell, Column, Document, Facts, Group, Medium, Prose, Table, Tone};
use crate::render::snippet;
use crate::render::wrap::{columns, spaced, together, wrap};

pub(super) const HEADING: Style = Style::new().bold();
pub(super) const FAINT: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::Green.on_default();
pub(super) const WARN: Style = AnsiColor::Yellow.on_default();

/// One rule under the header; blank lines separate the groups.
const LOOK: TableStyle = TableStyle::new()
    .header_separator(LineStyle::none().fill('\u{2500}').junction('\u{2500}'))
    .bottom_border(LineStyle::none().fill('\u{2500}').junction('\u{2500}'));

/// The widths that tables are designed for: wider lines are hard to follow.
pub const NARROWEST: u16 = 40;
pub const DEFAULT_WIDTH: u16 = 100;
const WIDEST: u16 = 140;

/// The width of the labels of entries that are side by side, and the least width of an entry: less
/// would break words.
const LABELS: u16 = 12;
const NARROWEST_ENTRY: u16 = 21;

/// Ids, words and numbers up to this width are not wrapped.
const LONGEST_KEPT: usize = 36;

/// Writes the whole answer in at most `width` columns, line by line.
///
/// # Errors
/// If it cannot be written.
pub fn write(document: Document, width: u16, out: &mut dyn Write) -> io::Result<()> {
    let width = width.min(WIDEST);
    for block in document.0 {
        let drawn = match block {
            Block::Text(tone, text) => self::text(tone, &text, width),
            Block::Facts(facts) => self::facts(&facts, width),
            Block::Beside(entries) => beside(&entries, width),
            Block::Table(table) if table.is_in(Medium::OnTerminal) => {
                let grid = grid(&table, width);
                // A long table is not in memory twice.
                drop(table);
                lines(&grid).try_for_each(|line| out.write_all(line.as_bytes()))?;
                continue;
            }
            Block::Table(_) => continue,
            Block::Snippet(snippet) => snippet::draw(&snippet, width),
            Block::Verbatim(lines) => verbatim(&lines),
            Block::Space => "\n".to_owned(),
        };
        out.write_all(drawn.as_bytes())?;
    }
    Ok(())
}

fn verbatim(lines: &str) -> String {
    lines.lines().map(|line| format!("    {line}\n")).collect()
}

fn text(tone: Tone, text: &str, width: u16) -> String {
    let style = match tone {
        Tone::Normal => return wrap(text, width, ""),
        Tone::Item => return wrap(text, width, "  "),
        Tone::Heading => HEADING,
        Tone::Faint => FAINT,
        Tone::Warning => WARN,
    };
    styled(style, wrap(text, width, "").trim_end()) + "\n"
}

/// Labelled lines; a label is not repeated.
pub(super) fn facts(facts: &Facts, width: u16) -> String {
    let mut out = String::new();
    if let Some(heading) = &facts.heading {
        out += &text(Tone::Heading, heading, width);
    }
    let indent = " ".repeat(facts.indent);
    let mut before = "";
    for fact in facts.lines.iter().filter(|fact| fact.place != Medium::InPlain) {
        for text in values(&fact.value) {
            let shown = if fact.label == before { "" } else { fact.label };
            out += &styled(FAINT, &format!("{shown:<0$}", facts.indent));
            out += wrap(&text, width, &indent).trim_start();
            before = fact.label;
        }
    }
    out
}

/// The lines of a value; none if it is empty.
fn values(cell: &Cell) -> Vec<String> {
    match cell {
        empty if empty.is_empty() => Vec::new(),
        Cell::List(values) => values.iter().map(|value| format!("- {value}")).collect(),
        Cell::Verdict { good, text } => vec![styled(if *good { GOOD } else { WARN }, text)],
        other => vec![other.text(day)],
    }
}

/// As many entries side by side as there is room for, each under its heading.
fn beside(entries: &[Facts], width: u16) -> String {
    let most = usize::from((width.saturating_sub(LABELS) / NARROWEST_ENTRY).max(1));
    let blocks = entries.len().div_ceil(most);
    let parts = entries.chunks(entries.len().div_ceil(blocks));
    let mut grids = parts.map(|part| {
        let labels = part.first().map_or(&[][..], |entry| &entry.lines).iter().enumerate();
        let labels = labels.map(|(at, fact)| (at, fact.label));
        let said = |at: usize| part.iter().any(|entry| !entry.lines[at].value.is_empty());
        let labels: Vec<(usize, &str)> = labels.filter(|&(at, _)| said(at)).collect();
        let name = |row: usize| Cell::Name(labels[row].1.to_owned());
        let entries = part.iter().map(|entry| {
            let cell = |row: usize| values(&entry.lines[labels[row].0].value).join("\n").into();
            let heading = entry.heading.as_deref().unwrap_or_default();
            Column::new(heading, Medium::Everywhere, cell)
        });
        let columns = [Column::new("", Medium::Everywhere, name)].into_iter().chain(entries);
        let (columns, rows) = (columns.collect(), labels.len());
        let table = Table { columns, rows, most: rows, ..Table::default() };
        lines(&grid(&table, width)).collect::<String>()
    });
    grids.join("\n")
}

/// The table in at most `width` columns. Columns that have no room are left out.
fn grid(table: &Table, width: u16) -> Grid {
    let width = width.max(NARROWEST);
    let is_shown = |column: &&Column| column.from <= width && column.place != Medium::InPlain;
    let shown: Vec<&Column> = table.columns.iter().filter(is_shown).collect();
    let mut grid = Grid::new();
    grid.load_style(LOOK);
    grid.set_content_arrangement(ContentArrangement::Dynamic);
    grid.enforce_styling();
    grid.style_text_only();
    grid.set_width(width);
    let titles = shown.iter().map(|column| Drawn::new(&column.title).add_attribute(Attribute::Dim));
    grid.set_header(titles);
    let rows = table.rows.min(table.most);
    let mut looks = shown.iter().map(|column| Look::of(column)).collect_vec();
    let mut groups = table.groups.iter().sorted_by_key(|group| group.first_row).peekable();
    // A heading may stand below the last row, unless more rows would follow.
    let end = if rows == table.rows { rows + 1 } else { rows };
    for row in 0..end {
        for group in groups.peeking_take_while(|group| group.first_row == row) {
            if row > 0 && !table.is_dense {
                grid.add_row(Row::new());
            }
            grid.add_row(heading(group, &shown));
        }
        if row < rows {
            grid.add_row(shown.iter().zip(&mut looks).map(|(column, look)| {
                let cell = (column.cell)(row);
                look.is_fixed |= cell.is_fixed();
                look.is_numeric |= cell.is_number();
                let text = full(cell, width);
                look.longest = look.longest.max(columns(&text));
                Drawn::new_owned(text)
            }));
        }
    }
    arrange(&mut grid, &looks, table.is_dense);
    grid
}

/// Gives the columns their gaps, least widths and alignment.
fn arrange(grid: &mut Grid, looks: &[Look], is_dense: bool) {
    for (position, look) in looks.iter().enumerate() {
        let Some(drawn) = grid.column_mut(position) else { continue };
        let next = looks.get(position + 1);
        // Numbers are aligned to the right: most leave a gap themselves.
        let (left, right) = match is_dense {
            true => (0, u16::from(next.is_some_and(|next| !next.is_numeric))),
            false => (u16::from(position != 0), 1),
        };
        drawn.set_padding((left, right));
        if look.is_fixed {
            let gaps = if is_dense { left + right } else { 2 };
            let least = Width::Fixed(look.longest.min(LONGEST_KEPT) as u16 + gaps);
            drawn.set_constraint(ColumnConstraint::LowerBoundary(least));
        }
        if look.is_numeric {
            drawn.set_cell_alignment(CellAlignment::Right);
        }
    }
}

/// What the cells of a column have in common.
struct Look {
    /// Columns of the widest line.
    longest: usize,
    is_fixed: bool,
    is_numeric: bool,
}

impl Look {
    fn of(column: &Column) -> Self {
        Self { longest: column.title.width(), is_fixed: false, is_numeric: false }
    }
}

fn lines(grid: &Grid) -> impl Iterator<Item = String> {
    grid.lines().map(|line| spaced(line.trim_end()) + "\n")
}

/// The cells of a group's heading: its name first; what has no column follows it. Empty ones at the
/// end are left out.
fn heading(group: &Group, shown: &[&Column]) -> Vec<Drawn> {
    let of = |title: &str| group.values.iter().find(|(of, _)| *of == title);
    let others = group.values.iter().filter(|(of, _)| shown.iter().all(|it| it.title != *of));
    let name = group.name.clone() + &others.map(|(_, it)| format!(": {}", it.text(day))).join("");
    let value = |(at, column): (usize, &&Column)| match of(&column.title) {
        _ if at == 0 => emphasised(&name),
        Some((_, value)) => emphasised(&together(value.text(day))),
        None => Drawn::new(""),
    };
    let end = shown.iter().rposition(|column| of(&column.title).is_some()).unwrap_or_default();
    shown.iter().take(end + 1).enumerate().map(value).collect()
}

/// The name or sum of a group. Escape sequences around nothing would keep the blanks before.
fn emphasised(text: &str) -> Drawn {
    match text {
        "" => Drawn::new(""),
        text => Drawn::new(text).add_attribute(Attribute::Bold).fg(Color::Cyan),
    }
}

/// A cell, with the texts after it and the lines below it that have no column at this width.
fn full(cell: Cell, width: u16) -> String {
    let Cell::Prose(Prose { mut text, aside, below }) = cell else {
        return together(cell.text(day));
    };
    let has_no_column = |(room, _): &&(u16, String)| width < *room;
    for (_, aside) in aside.iter().filter(has_no_column) {
        text.push_str(aside);
    }
    for (_, line) in below.iter().filter(has_no_column) {
        text.push_str("\n\u{21b3} ");
        text.push_str(line);
    }
    together(text)
}

/// A text in a style; nothing for an empty text.
pub(super) fn styled(style: Style, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{style}{text}{style:#}") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, prop};
    use proptest::{prop_assert, prop_assert_eq, proptest};
    use unicode_width::UnicodeWidthStr as _;

    use super::write;
    use crate::document::{Document, Facts, Table};

    fn draw(document: Document, width: u16) -> String {
        let mut drawn = Vec::new();
        write(document, width, &mut drawn).unwrap();
        String::from_utf8(drawn).unwrap()
    }

    const CHINESE: &str = "机器学习工程师的最短路径：先学会 Python，然后学习线性代数与概率论，\
                           再完成一个端到端的机器学习项目并把它部署为服务。";

    const SCOTLAND: &str = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}";

    /// Parts of words of many scripts, with joiners, marks, combining letters and long emoji.
    fn words() -> impl Strategy<Value = String> {
        let parts = [
            "a",
            "bc",
            "-",
            "e\u{301}",
            "\u{ad}",
            "می\u{200c}خ",
            "لا",
            "क्\u{200d}ष",
            "ก็",
            "数",
            "\u{200f}שלום",
            "👩\u{200d}💻",
            "👍🏽",
            "🇯🇵",
            SCOTLAND,
        ];
        let word = prop::collection::vec(prop::sample::select(parts.to_vec()), 1..12);
        let words = prop::collection::vec(word.prop_map(|parts| parts.concat()), 1..12);
        words.prop_map(|words| words.join(" "))
    }

    proptest! {
        /// The last column is aligned to the right: all rows end where the first one ends.
        #[test]
        fn rows_of_all_scripts_are_equally_wide(
            titles in prop::collection::vec(words(), 1..6),
            width in 40_u16..120,
        ) {
            let mut document = Document::default();
            let table = Table::of(&titles).column("Title", |title| title);
            document.table(table.column("Hours", |_| 12_usize));
            document.heading(titles[0].as_str());
            let drawn = draw(document, width);
            let drawn = anstream::adapter::strip_str(&drawn).to_string();
            for line in drawn.lines() {
                prop_assert!(line.width() <= width.into(), "{line}");
            }
            let rows: Vec<usize> =
                drawn.lines().filter(|line| line.ends_with(" 12")).map(str::width).collect();
            prop_assert_eq!(rows.len(), titles.len());
            prop_assert!(rows.iter().all(|row| *row == rows[0]), "{:?}\n{}", rows, drawn);
        }
    }

    #[test]
    fn what_is_written_without_spaces_keeps_to_the_width_too() {
        let document = || {
            let mut document = Document::default();
            document.heading(CHINESE);
            let mut facts = Facts::about(CHINESE.to_owned());
            facts.add("Done when", CHINESE);
            document.facts(facts);
            let rows = [CHINESE, "R"];
            document.table(Table::of(rows).names("Id", |_| "id").column("Title", |title| title));
            document
        };
        for width in [40, 60, 100] {
            for line in draw(document(), width).lines() {
                let shown = anstream::adapter::strip_str(line).to_string();
                assert!(shown.width() <= width.into(), "{width}: {shown}");
            }
        }
    }
}
