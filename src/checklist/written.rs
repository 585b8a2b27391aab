//! How boxes, comments, dates and times are written: by `export`, by a person, and by the tools
//! that rewrite Markdown. Those escape brackets, draw boxes, and break lines wherever they like.

use std::iter::from_fn;
use std::ops::Range;

use itertools::Itertools as _;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// What a box says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// `[ ]` or `☐`.
    Open,
    /// `[x]`, `[X]`, `☒` or `☑`.
    Ticked,
    /// `[/]`, as Obsidian's themes have it.
    Begun,
    /// `[-]`, likewise.
    Skipped,
}

/// A month, a quarter or a year, as a heading names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub first: Date,
    pub last: Date,
}

impl Period {
    /// Reads `Jan 2027`, `2027 Q1` or `2027`.
    pub fn parse(name: &str) -> Option<Self> {
        let months = |first: Date, months: i8| {
            let next = first.checked_add(i32::from(months).months()).ok()?;
            Some(Self { first, last: next.yesterday().ok()? })
        };
        if let Ok(first) = Date::strptime("%d %b %Y", format!("1 {name}")) {
            return (first.strftime("%b %Y").to_string() == name).then(|| months(first, 1))?;
        }
        let (year, quarter) = name.split_once(" Q").map_or((name, None), |(y, q)| (y, Some(q)));
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        let year = year.parse().ok().filter(|_| is_year)?;
        let quarter = match quarter {
            None => return months(Date::new(year, 1, 1).ok()?, 12),
            Some("1") => 1,
            Some("2") => 4,
            Some("3") => 7,
            Some("4") => 10,
            Some(_) => return None,
        };
        months(Date::new(year, quarter, 1).ok()?, 3)
    }

    pub fn contains(self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// The box at the start of a text: what it says, and the range of what says so.
pub(super) fn box_at(text: &str) -> Option<(Mark, Range<usize>)> {
    let first = text.chars().next()?;
    if let Some(mark) = drawn(first) {
        let end = first.len_utf8();
        // An emoji may say that it is one.
        let rest = text[end..].trim_start_matches('\u{fe0f}');
        return is_apart(rest).then_some((mark, 0..end));
    }
    let inner = text.strip_prefix('\\').unwrap_or(text).strip_prefix('[')?;
    let mark = match inner.chars().next()? {
        ' ' | '\t' | '\u{b}' | '\u{c}' => Mark::Open,
        'x' | 'X' => Mark::Ticked,
        '/' => Mark::Begun,
        '-' => Mark::Skipped,
        _ => return None,
    };
    let rest = inner[1..].trim_start_matches('\\').strip_prefix(']')?;
    let start = text.len() - inner.len();
    is_apart(rest).then_some((mark, start..start + 1))
}

fn drawn(c: char) -> Option<Mark> {
    match c {
        '☐' => Some(Mark::Open),
        '☑' | '☒' => Some(Mark::Ticked),
        _ => None,
    }
}

fn is_apart(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(char::is_whitespace)
}

/// The box at the start of a list item that stands on a line by itself.
pub(super) fn box_of_line(line: &str) -> Option<(Mark, Range<usize>)> {
    let item = line.trim_start().strip_prefix(['-', '*', '+'])?.trim_start();
    let (mark, at) = box_at(item)?;
    let start = line.len() - item.len();
    Some((mark, start + at.start..start + at.end))
}

/// The start and content of each HTML comment.
pub(super) fn comments(html: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    from_fn(move || {
        let start = from + html[from..].find("<!--")?;
        let end = start + html[start..].find("-->")?;
        from = end + "-->".len();
        // `<!-->` is a whole comment.
        Some((start, html.get(start + "<!--".len()..end).unwrap_or_default()))
    })
}

pub(super) fn step_id(comment: &str) -> Option<&str> {
    let id = comment.trim().strip_prefix("mlpath:")?.trim_start();
    (!id.is_empty() && !id.contains(char::is_whitespace)).then_some(id)
}

/// The word after a check mark, if it looks like a day.
pub(super) fn finished(text: &str) -> Option<&str> {
    let (_, after) = text.split_once('✅')?;
    let word = after.trim_start_matches('\u{fe0f}').trim_start();
    let end = word.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(word.len());
    (end > 0).then(|| &word[..end])
}

/// What may stand before the lines of a quote.
pub(super) fn of_quote(c: char) -> bool {
    c == '>' || c.is_whitespace()
}

/// A piece of a paragraph on one line, without the escapes, and the quote marks, of its lines.
pub(super) fn plain(raw: &str) -> String {
    let (first, others) = raw.split_once(['\n', '\r']).unwrap_or((raw, ""));
    let others = others.split(['\n', '\r']).map(|line| line.trim_start_matches(of_quote));
    let words = [first].into_iter().chain(others).flat_map(str::split_whitespace).join(" ");
    let mut chars = words.chars().peekable();
    from_fn(|| match chars.next()? {
        '\\' => Some(chars.next_if(char::is_ascii_punctuation).unwrap_or('\\')),
        c => Some(c),
    })
    .collect()
}

/// The exported dates in the parentheses at the end of a text: their range and the first one.
/// Parentheses with any other content belong to the person.
pub(super) fn dates(text: &str) -> Option<(Range<usize>, Date)> {
    let inner = text.trim_end_matches(of_quote).strip_suffix(')')?.trim_end_matches('\\');
    let (_, written) = inner.rsplit_once('(')?;
    let written = written.trim_start();
    let at = inner.len() - written.len()..inner.trim_end().len();
    Some((at, first_day(&plain(written))?))
}

/// The first day of `1,234.5 h, 4 Jan 2027 to 31 Jan 2027`.
fn first_day(dates: &str) -> Option<Date> {
    let (hours, days) = dates.split_once(" h, ")?;
    let (start, finish) = days.split_once(" to ")?;
    day(finish)?;
    is_number(hours).then(|| day(start))?
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
}

/// `4 Jan 2027`.
fn day(text: &str) -> Option<Date> {
    let day = Date::strptime("%d %b %Y", text).ok()?;
    (day.strftime("%-d %b %Y").to_string() == text).then_some(day)
}

/// The time that a heading names, and the place of its hours: `## Jan 2027 (40 h)`.
pub(super) fn time(heading: &str) -> Option<(Period, Option<Range<usize>>)> {
    let name = |end: usize| {
        let name = plain(heading[..end].trim_start_matches('#').trim_end_matches('\\'));
        Period::parse(name.split(" {#").next()?)
    };
    let end = heading.find(['\n', '\r']).unwrap_or(heading.len());
    let Some(open) = heading[..end].rfind('(') else { return Some((name(end)?, None)) };
    let inner = &heading[open + 1..end];
    let number = inner.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.'))?;
    let rest = inner[number..].trim_start().strip_prefix('h')?;
    let is_hours = is_number(&inner[..number]) && rest.trim_start_matches('\\').starts_with(')');
    is_hours.then(|| Some((name(open)?, Some(open + 1..open + 1 + number))))?
}

/// A heading of the first level without its markup.
pub(super) fn title(heading: &str) -> String {
    let text = plain(heading.trim_end().trim_end_matches('=').trim_start_matches('#'));
    text.split(" {#").next().unwrap_or_default().to_owned()
}

/// The lines, from 1, of what git leaves where two versions of a file differ.
pub fn conflict(text: &str) -> Vec<usize> {
    let is_mark = |line: &str, mark: &str| {
        line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let ends = |line: &&str| is_mark(line, "<<<<<<<") || is_mark(line, ">>>>>>>");
    // By themselves, these underline a heading or begin a table.
    let parts = |line: &str| is_mark(line, "=======") || is_mark(line, "|||||||");
    if !text.lines().any(|line| ends(&line)) {
        return Vec::new();
    }
    let numbered = text.lines().enumerate();
    numbered.filter(|(_, line)| ends(line) || parts(line)).map(|(at, _)| at + 1).collect()
}
