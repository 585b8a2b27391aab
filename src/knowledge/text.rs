//! Text from files, checked when it comes in; and how numbers and lists are said.

use std::fmt;
use std::path::Path;

use itertools::Itertools as _;
use serde::de::{Deserializer, Error, Visitor};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

pub use crate::knowledge::hostile::{hostile, is_mark, is_plain, legible, replaced, visible};

/// Reads a text and converts it. This happens inside the parser's own visit, so that an error gets
/// the place of the text and not of the mapping around it.
pub fn read_text<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    make: fn(&str) -> Result<T, String>,
) -> Result<T, D::Error> {
    struct TextVisitor<T>(fn(&str) -> Result<T, String>);
    impl<T> Visitor<'_> for TextVisitor<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("text")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            self.0(text).map_err(E::custom)
        }
    }
    deserializer.deserialize_str(TextVisitor(make))
}

/// One line of text: white space folded, nothing hostile, not empty.
pub fn clean(text: &str) -> Result<String, String> {
    if let Some((_, c)) = hostile(text).find(|(_, c)| !matches!(c, '\n' | '\t')) {
        return Err(control_character(c));
    }
    let folded = text.split_whitespace().join(" ");
    let is_blank = folded.chars().all(|c| c.is_whitespace() || is_mark(c));
    if is_blank { Err("empty text".to_owned()) } else { Ok(folded) }
}

pub(super) fn control_character(c: char) -> String {
    format!("control character U+{:04X} in text", c as u32)
}

/// Lower-case letters, digits, `-`, `_` and `.`, starting with a letter or digit.
pub fn check_id(id: &str) -> Result<(), String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let fits = id.starts_with(plain) && id.len() <= 80;
    if fits && id.chars().all(|c| plain(c) || matches!(c, '-' | '_' | '.')) {
        Ok(())
    } else {
        Err(format!("`{id}` is not an id; use lower-case letters, digits and hyphens, at most 80"))
    }
}

/// Only links that a browser opens as pages, and nothing that could end a link early.
pub fn check_url(url: &str) -> Result<(), String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let closing = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '\\');
    let is_plain = |rest: &str| !rest.contains(closing) && hostile(rest).next().is_none();
    match rest {
        Some(rest) if !rest.is_empty() && is_plain(rest) => Ok(()),
        _ => Err(format!("`{url}` is not an http or https address")),
    }
}

/// # Errors
/// If it is neither a year nor a month of one.
pub fn check_month(text: &str) -> Result<(), String> {
    let (year, month) = text.split_once('-').unwrap_or((text, "01"));
    let is_number = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
    let is_month = matches!(month.parse(), Ok(1..=12)) && month.len() == 2;
    match year.len() == 4 && is_number(year) && is_number(month) && is_month {
        true => Ok(()),
        false => Err(format!("`{text}` is not a month such as 2026-01")),
    }
}

/// A number of things: `1 step`, `2 steps`, `2 entries`, `2 days`.
#[derive(Debug, Clone, Copy)]
pub struct Count<'a>(pub usize, pub &'a str);

impl fmt::Display for Count<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(number, noun) = *self;
        match noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
            _ if number == 1 => write!(f, "1 {noun}"),
            None => write!(f, "{number} {noun}s"),
            Some(stem) => write!(f, "{number} {stem}ies"),
        }
    }
}

/// Things in a sentence: `Python, Java or R`.
#[derive(Debug)]
pub struct List<T> {
    things: Vec<T>,
    /// The word before the last one.
    conjunction: &'static str,
}

impl<T: fmt::Display> List<T> {
    pub fn and(things: impl IntoIterator<Item = T>) -> Self {
        Self { things: things.into_iter().collect(), conjunction: "and" }
    }

    pub fn or(things: impl IntoIterator<Item = T>) -> Self {
        Self { things: things.into_iter().collect(), conjunction: "or" }
    }
}

impl<T: fmt::Display> fmt::Display for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.things.as_slice() {
            [rest @ .., last] if !rest.is_empty() => {
                write!(f, "{} {} {last}", rest.iter().join(", "), self.conjunction)
            }
            few => write!(f, "{}", few.iter().format("")),
        }
    }
}

/// Cuts a text that is wider than so many columns at the end of a word.
pub fn shortened(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let start = |room| {
        let ends = text.grapheme_indices(true).map(|(at, letter)| at + letter.len());
        &text[..ends.take_while(|&end| text[..end].width() <= room).last().unwrap_or(0)]
    };
    let words = start(room).rsplit_once(' ').map(|(words, _)| words);
    let words = words.unwrap_or(start(room.saturating_sub(1)));
    format!("{}\u{2026}", words.trim_end_matches([',', '.', ':', ';']))
}

/// A path, quoted for a shell if necessary.
pub fn quoted(path: &Path) -> String {
    let shown = visible(&path.display().to_string()).into_owned();
    let plain = |c: char| c.is_alphanumeric() || "/._-+:\\".contains(c);
    if shown.chars().all(plain) && !shown.starts_with('-') {
        return shown;
    }
    let shown = if shown.starts_with('-') { format!("./{shown}") } else { shown };
    format!("'{}'", shown.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::{Count, List, check_id, check_month, check_url, clean, shortened};

    #[test]
    fn long_texts_end_with_a_whole_word() {
        assert_eq!(shortened("Fits.", 5), "Fits.");
        assert_eq!(
            shortened("Uses pipes, scripts and ssh daily.", 20),
            "Uses pipes, scripts\u{2026}"
        );
        assert_eq!(shortened("Uses pipes, scripts", 13), "Uses pipes\u{2026}");
        assert_eq!(shortened("Unbroken", 4), "Unb\u{2026}");
        assert_eq!(shortened("机器学习", 6), "机器\u{2026}");
    }

    #[test]
    fn a_text_is_one_line_in_which_something_can_be_seen() {
        assert!(clean("\u{1b}[31m").is_err());
        assert_eq!(clean(" two\n  words ").unwrap(), "two words");
        for nothing in ["  \n", "\u{200d}", "\u{ad} \u{200f}"] {
            assert_eq!(clean(nothing).unwrap_err(), "empty text");
        }
    }

    #[test]
    fn ids_and_addresses() {
        assert!(check_id("python-cs50p").is_ok());
        for id in ["", "Python", "-x", "a b", "../x", "é"] {
            assert!(check_id(id).is_err(), "{id}");
        }
        assert!(check_url("https://example.org/a_(b)?c=d#e").is_ok());
        for url in ["javascript:alert(1)", "https://", "ftp://x", "https://a b", "https://a>b"] {
            assert!(check_url(url).is_err(), "{url}");
        }
    }

    #[test]
    fn months_are_of_this_calendar() {
        for good in ["2026-01", "1999-12", "2018"] {
            assert!(check_month(good).is_ok(), "{good}");
        }
        for bad in ["2026-00", "2026-13", "2026-1", "26-01", "2026-01-05", "2026-", "", "+026-01"] {
            assert!(check_month(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn counts_and_lists_as_a_sentence_has_them() {
        let count = |number, noun| Count(number, noun).to_string();
        assert_eq!([count(0, "step"), count(1, "step")], ["0 steps", "1 step"]);
        assert_eq!([count(2, "entry"), count(2, "day")], ["2 entries", "2 days"]);
        assert_eq!(List::or(["a"]).to_string(), "a");
        assert_eq!(List::or(["a", "b", "c"]).to_string(), "a, b or c");
        assert_eq!(List::and([1, 2]).to_string(), "1 and 2");
    }
}
