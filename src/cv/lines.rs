//! The lines of a CV, joined to items: a bullet, a paragraph, a row of a column layout, a heading.
//!
//! CVs are set by hand: labels stand in a column of their own (`Daily      Python, Git`), dates at
//! the right edge, and lines are broken anywhere.

use std::ops::RangeInclusive;

use crate::cv::dates::is_date;

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

/// Signs in front of what is done, in work or given up. The first is Markdown's.
const MARKS: [char; 16] = [
    '*', '-', '+', '\u{2022}', '\u{b7}', '\u{25cf}', '\u{25e6}', '\u{25aa}', '\u{2023}',
    '\u{2043}', '\u{2013}', '\u{2014}', '\u{25cb}', '\u{27a2}', '\u{25ab}', '\u{25a0}',
];

/// The line before, as far as the next may continue it.
struct Before {
    width: usize,
    /// The column in which its text begins.
    indent: usize,
    /// The column behind its label.
    column: Option<usize>,
    /// Its last sign ends a sentence or a heading.
    ends: bool,
    /// It ends in a date, at the right edge.
    dated: bool,
}

/// Divides a text into items.
pub fn items(text: &str) -> Vec<Item> {
    let mut widths: Vec<usize> = text
        .lines()
        .map(|line| line.trim_end().chars().count())
        .filter(|&width| width > 0)
        .collect();
    widths.sort_unstable();
    // A tenth of the lines may stand out.
    let width = widths.get(widths.len() * 9 / 10).copied().unwrap_or(0);
    let full = widths.iter().filter(|&&other| other * 5 >= width * 4).count();
    let width = if full >= FULL { width } else { usize::MAX };
    let has_letters_for_bullets = text.lines().filter(|line| is_letter_bullet(line)).count() > 1;
    let mut items: Vec<Item> = Vec::new();
    let mut before: Option<Before> = None;
    // Where the right column of the last rows begins.
    let mut aligned = None;
    for (number, line) in text.lines().enumerate() {
        let shown = line.trim_end();
        let inner = shown.trim_start();
        if !inner.chars().any(char::is_alphanumeric) {
            before = None;
            continue;
        }
        let (mark, rest) = match has_letters_for_bullets && is_letter_bullet(line) {
            true => (true, inner[1..].trim_start()),
            false => bullet(inner),
        };
        let level = level(inner).filter(|_| !mark);
        let indent = shown.chars().count() - rest.chars().count();
        let column = aligned.and_then(|at| aligned_column(rest, at - indent.min(at)));
        let column = column.or_else(|| self::column(rest)).filter(|_| level.is_none());
        let continues = before.as_ref().is_some_and(|before| {
            !mark && level.is_none() && column.is_none() && before.goes_on(rest, indent, width)
        });
        let column_indent =
            column.map(|(_, right)| indent + rest.chars().count() - right.chars().count());
        aligned = column_indent.or(aligned).filter(|_| level.is_none());
        let own = match column {
            Some((label, right)) if label.ends_with([':', ',', ';']) => format!("{label} {right}"),
            Some((label, right)) => format!("{label}: {right}"),
            None => rest.to_owned(),
        };
        let is_apart = before.is_none();
        let kept = before.take();
        before = Some(Before {
            width: shown.chars().count(),
            indent: if continues { kept.as_ref().map_or(indent, |b| b.indent) } else { indent },
            column: if continues { kept.and_then(|b| b.column) } else { column_indent },
            ends: level.is_some()
                || shown.ends_with(['.', ':', '!', '?', ')'])
                || shown.ends_with(char::is_numeric),
            dated: ends_in_a_date(inner),
        });
        match items.last_mut().filter(|_| continues) {
            Some(item) => {
                item.text.push(' ');
                item.text += &on_one_line(rest);
            }
            None => items.push(Item {
                line: number + 1,
                text: on_one_line(own.trim_start_matches('#')),
                bullet: mark,
                level,
                apart: is_apart,
                labelled: column.is_some(),
            }),
        }
    }
    items
}

impl Before {
    /// Whether a line without a mark belongs to the one before it.
    fn goes_on(&self, line: &str, indent: usize, widest: usize) -> bool {
        if self.dated {
            return false;
        }
        if let Some(column) = self.column {
            let is_full = || line.starts_with(char::is_lowercase) || self.is_full(line, widest);
            return indent >= column || indent == self.indent && is_full();
        }
        if line.starts_with(char::is_lowercase) {
            return true;
        }
        indent > self.indent && self.indent > 0 && !self.ends || self.is_full(line, widest)
    }

    /// Whether the line's first word had no room in the line before it.
    fn is_full(&self, line: &str, widest: usize) -> bool {
        let first = line.split_whitespace().next().unwrap_or_default().chars().count();
        let is_wrapped = WRAP_WIDTHS.contains(&widest);
        is_wrapped
            && (self.width + 1 + first > widest || !self.ends && self.width * 10 >= widest * 9)
    }
}

/// `o  Kaggle Learn`: pages and word processors leave the letter of a hollow bullet.
fn is_letter_bullet(line: &str) -> bool {
    line.trim_start().strip_prefix("o ").is_some_and(|rest| !rest.trim().is_empty())
}

/// Whether a line begins with a bullet or a number, and the text behind it.
fn bullet(line: &str) -> (bool, &str) {
    let emphasis = line.starts_with("**")
        || line.starts_with('*')
            && line[1..].find('*').is_some_and(|at| !line[1..=at].ends_with(' '));
    if emphasis {
        return (false, line);
    }
    if let Some(rest) = line.strip_prefix(MARKS) {
        return (true, rest.trim_start());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line[digits..].strip_prefix(['.', ')']) {
        Some(rest) if (1..3).contains(&digits) && rest.starts_with(' ') => {
            (true, rest.trim_start())
        }
        _ => (false, line),
    }
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
fn column(line: &str) -> Option<(&str, &str)> {
    let (label, right) = line.split_once(GAP)?;
    let right = right.trim();
    let is_label = label.chars().count() <= LABEL && !label.ends_with(['.', '!']);
    let has_words = |text: &str| text.chars().any(char::is_alphanumeric);
    (is_label && has_words(label) && has_words(right) && !ends_in_a_date(line))
        .then_some((label.trim_end(), right))
}

/// The same with a gap of two spaces, if the right column begins where it did before.
fn aligned_column(line: &str, at: usize) -> Option<(&str, &str)> {
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
    use super::items;

    fn texts(text: &str) -> Vec<String> {
        items(text).into_iter().map(|item| item.text).collect()
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
        let levels: Vec<_> = items("## Skills\n\nWHAT I CAN DO\n\nSQL\n\nSQL, R AND GIT\n");
        let levels: Vec<_> = levels.iter().map(|item| item.level).collect();
        assert_eq!(levels, [Some(2), Some(1), None, None]);
    }
}
