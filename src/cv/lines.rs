//! The lines of a CV, joined to items: a bullet, a paragraph, a row of a column layout, a heading.
//!
//! CVs are set by hand: labels stand in a column of their own (`Daily      Python, Git`), dates at
//! the right edge, and lines are broken anywhere.

use std::ops::RangeInclusive;

use crate::cv::dates::is_date;
use crate::extract::bullet;

/// A bullet, a paragraph or a heading, on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Of its first line, from 1.
    pub line: usize,
    pub text: String,
    pub bullet: bool,
    /// Of a heading: the number of its `#`, 1 for a line in capitals.
    pub level: Option<usize>,
    /// Nothing stands on the line above it.
    pub apart: bool,
    /// In front of a gap stood a label: `Daily      Python, Git`.
    pub labelled: bool,
}

/// The columns at which text is wrapped; longer lines are paragraphs that were not.
const WRAP_WIDTHS: RangeInclusive<usize> = 45..=110;

/// The smallest number of nearly full lines in a wrapped text.
const FULL: usize = 5;

/// Spaces that set columns apart.
const GAP: &str = "   ";

/// The longest label in front of a gap, in characters.
const LABEL: usize = 42;

/// One line as it is set.
struct Row<'t> {
    width: usize,
    bullet: bool,
    level: Option<usize>,
    /// The column in which its text begins.
    indent: usize,
    /// Without the bullet.
    text: &'t str,
    /// Its label and what stands behind the gap.
    columns: Option<(&'t str, &'t str)>,
}

/// What ends with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Open,
    Sentence,
    /// A heading, or what ends in a date or a bracket.
    Entry,
}

/// The line before, as far as the next may continue it.
struct Before {
    width: usize,
    indent: usize,
    /// The column behind its label.
    column: Option<usize>,
    end: End,
    /// It ends in a date, at the right edge.
    dated: bool,
}

/// A line with its number, from 1.
pub type Numbered<'t> = (usize, &'t str);

/// Divides the lines of one column into items.
pub fn items(part: &[Numbered<'_>]) -> Vec<Item> {
    let lines = || part.iter().map(|&(_, line)| line);
    let width = wrap_width(lines());
    let has_letters = lines().filter(|line| is_letter_bullet(line)).count() > 1;
    let mut items: Vec<Item> = Vec::new();
    let mut before: Option<Before> = None;
    // Where the right column of the last rows begins.
    let mut aligned = None;
    for &(number, line) in part {
        let Some(row) = Row::of(line, has_letters, aligned) else {
            before = None;
            continue;
        };
        let column = row.column();
        aligned = column.or(aligned).filter(|_| row.level.is_none());
        let continued = before.as_ref().filter(|before| before.goes_on(&row, width));
        let (indent, column) =
            continued.map_or((row.indent, column), |before| (before.indent, before.column));
        let lengthened = before.as_ref().and_then(|before| before.lengthens_label(&row));
        let continued = continued.filter(|_| lengthened.is_none());
        match items.last_mut().filter(|_| continued.is_some() || lengthened.is_some()) {
            Some(item) if lengthened.is_some() => {
                let (label, right) = lengthened.unwrap_or_default();
                let wider = item.text.replacen(": ", &format!(" {label}: "), 1);
                item.text = on_one_line(&format!("{wider} {right}"));
            }
            Some(item) => {
                item.text.push(' ');
                item.text += &on_one_line(row.text);
            }
            None => items.push(Item {
                line: number,
                text: row.whole(),
                bullet: row.bullet,
                level: row.level,
                apart: before.is_none(),
                labelled: row.columns.is_some(),
            }),
        }
        before = Some(Before {
            width: row.width,
            indent,
            column,
            end: row.end(),
            dated: ends_in_a_date(row.text),
        });
    }
    items
}

/// The width to which a text was wrapped, in characters; a tenth of the lines may stand out.
fn wrap_width<'t>(lines: impl Iterator<Item = &'t str>) -> Option<usize> {
    let widths = lines.map(|line| line.trim_end().chars().count());
    let mut widths: Vec<usize> = widths.filter(|&width| width > 0).collect();
    widths.sort_unstable();
    let width = widths.get(widths.len() * 9 / 10).copied()?;
    let full = widths.iter().filter(|&&other| other * 5 >= width * 4).count();
    (full >= FULL && WRAP_WIDTHS.contains(&width)).then_some(width)
}

impl<'t> Row<'t> {
    /// `None` if the line has no words; `aligned` is where a right column began before.
    fn of(line: &'t str, has_letters: bool, aligned: Option<usize>) -> Option<Self> {
        let shown = line.trim_end();
        let inner = shown.trim_start();
        if !inner.contains(char::is_alphanumeric) {
            return None;
        }
        let (bullet, text) = match has_letters && is_letter_bullet(line) {
            true => (true, inner[1..].trim_start()),
            false => bullet(inner),
        };
        let level = level(inner).filter(|_| !bullet);
        let width = shown.chars().count();
        let indent = width - text.chars().count();
        let columns = aligned.and_then(|at| aligned_columns(text, at.saturating_sub(indent)));
        let columns = columns.or_else(|| self::columns(text)).filter(|_| level.is_none());
        Some(Self { width, bullet, level, indent, text, columns })
    }

    /// Where the right column begins.
    fn column(&self) -> Option<usize> {
        self.columns.map(|(_, right)| self.width - right.chars().count())
    }

    /// Its text on one line.
    fn whole(&self) -> String {
        match self.columns {
            Some((label, right)) if label.ends_with([':', ',', ';']) => {
                on_one_line(&format!("{label} {right}"))
            }
            Some((label, right)) => on_one_line(&format!("{label}: {right}")),
            None => on_one_line(self.text.trim_start_matches('#')),
        }
    }

    fn end(&self) -> End {
        let is_entry = self.text.ends_with([':', ')']) || self.text.ends_with(char::is_numeric);
        match () {
            () if self.level.is_some() || is_entry => End::Entry,
            () if self.text.ends_with(['.', '!', '?']) => End::Sentence,
            () => End::Open,
        }
    }
}

impl Before {
    /// The rest of a label that is broken: below `Software      Kafka,`, `at work      Spark`.
    fn lengthens_label<'t>(&self, row: &Row<'t>) -> Option<(&'t str, &'t str)> {
        let column = self.column?;
        let is_rest = row.indent == self.indent && row.text.starts_with(char::is_lowercase);
        let parts = match row.columns {
            Some(parts) if row.column() == Some(column) => parts,
            None if row.width + 2 <= column => (row.text, ""),
            _ => return None,
        };
        is_rest.then_some(parts)
    }

    /// Whether a line belongs to the one before it.
    fn goes_on(&self, row: &Row<'_>, wrap_width: Option<usize>) -> bool {
        let is_own = row.bullet || row.level.is_some() || row.columns.is_some();
        if is_own || self.dated || begins_with_a_label(row.text) || is_date(row.text) {
            return false;
        }
        let is_lower = row.text.starts_with(char::is_lowercase);
        let is_full = wrap_width.is_some_and(|widest| self.is_full(row.text, widest));
        if let Some(column) = self.column {
            return row.indent >= column || row.indent == self.indent && (is_lower || is_full);
        }
        let hangs = row.indent > self.indent && self.indent > 0 && self.end == End::Open;
        is_lower || is_full || hangs
    }

    /// Whether the line's first word had no room in the line before it; people who break lines by
    /// hand break them a little earlier.
    fn is_full(&self, line: &str, widest: usize) -> bool {
        let first = line.split_whitespace().next().unwrap_or_default().chars().count();
        let has_room = self.width + 1 + first <= widest;
        match self.end {
            End::Open => !has_room || self.width * 10 >= widest * 9,
            End::Sentence => !has_room,
            End::Entry => false,
        }
    }
}

/// `Technical background: Java`
fn begins_with_a_label(line: &str) -> bool {
    const WORDS: usize = 4;
    let label = line.split_once(": ").map(|(label, _)| label);
    label.is_some_and(|label| {
        line.starts_with(char::is_uppercase)
            && label.split(' ').count() <= WORDS
            && !label.contains(['.', ',', '('])
    })
}

/// `o  Kaggle Learn`: pages and word processors leave the letter of a hollow bullet.
fn is_letter_bullet(line: &str) -> bool {
    line.trim_start().strip_prefix("o ").is_some_and(|rest| !rest.trim().is_empty())
}

/// The level of a line that is set as a heading.
fn level(line: &str) -> Option<usize> {
    let marks = line.bytes().take_while(|&byte| byte == b'#').count();
    if marks > 0 && line[marks..].starts_with(' ') {
        return Some(marks);
    }
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let is_capital = letters >= 4 && !line.contains(char::is_lowercase);
    (is_capital && !line.contains([',', ';', '|']) && !line.contains(GAP)).then_some(1)
}

/// A label and what stands behind the gap; dates at the right edge are no column.
fn columns(line: &str) -> Option<(&str, &str)> {
    let (label, right) = line.split_once(GAP)?;
    let right = right.trim();
    let is_label = label.chars().count() <= LABEL && !label.ends_with(['.', '!']);
    let has_words = |text: &str| text.chars().any(char::is_alphanumeric);
    (is_label && has_words(label) && has_words(right) && !ends_in_a_date(line))
        .then_some((label.trim_end(), right))
}

/// The same with a gap of two spaces, if the right column begins where it did before.
fn aligned_columns(line: &str, at: usize) -> Option<(&str, &str)> {
    let at = line.char_indices().nth(at)?.0;
    let (label, right) = line.split_at(at);
    let is_column = label.ends_with("  ") && right.starts_with(|c: char| !c.is_whitespace());
    (is_column && label.chars().any(char::is_alphanumeric)).then(|| (label.trim_end(), right))
}

/// `Data Analyst        Mar 2020 - Present`
fn ends_in_a_date(line: &str) -> bool {
    line.rsplit_once(GAP).is_some_and(|(_, right)| is_date(right))
}

pub fn on_one_line(text: &str) -> String {
    let plain = text.trim().trim_matches(['*', '_']).trim();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Item, items};

    fn read(text: &str) -> Vec<Item> {
        items(&(1..).zip(text.lines()).collect::<Vec<_>>())
    }

    fn texts(text: &str) -> Vec<String> {
        read(text).into_iter().map(|item| item.text).collect()
    }

    #[test]
    fn labels_stand_in_columns() {
        let text = "Daily       Python, Git\nSome        R,\n            Julia\nsql   beginner\n";
        assert_eq!(texts(text), ["Daily: Python, Git", "Some: R, Julia", "sql: beginner"]);
    }

    #[test]
    fn dates_stand_at_the_right_edge() {
        let text = "Analyst          Mar 2020 - Present\nHarbour, Portland\n  o  SQL\n  o  R\n";
        assert_eq!(texts(text), ["Analyst Mar 2020 - Present", "Harbour, Portland", "SQL", "R"]);
    }

    #[test]
    fn what_is_set_as_a_heading_has_a_level() {
        let levels: Vec<_> = read("## Skills\n\nWHAT I CAN DO\n\nSQL\n\nSQL, R AND GIT\n");
        let levels: Vec<_> = levels.iter().map(|item| item.level).collect();
        assert_eq!(levels, [Some(2), Some(1), None, None]);
    }
}
