//! Text from files: checked when it comes in, made visible when it goes out in a message.

use std::borrow::Cow;
use std::fmt;

use itertools::Itertools as _;
use serde::de::{Deserializer, Error, Visitor};

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

/// Characters that steer a terminal, reorder text or are invisible: they have no place in a
/// knowledge base and never reach a screen.
pub fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Replaces hostile characters by their escaped form.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hostile) {
        return Cow::Borrowed(text);
    }
    let escape = |c: char| if is_hostile(c) { c.escape_unicode().to_string() } else { c.into() };
    Cow::Owned(text.chars().map(escape).collect())
}

/// One line of text: white space folded, nothing hostile, not empty.
pub fn clean(text: &str) -> Result<String, String> {
    let hostile = |&c: &char| is_hostile(c) && !matches!(c, '\n' | '\t');
    if let Some(c) = text.chars().find(hostile) {
        return Err(format!("control character U+{:04X} in text", c as u32));
    }
    let folded = text.split_whitespace().join(" ");
    if folded.is_empty() { Err("empty text".to_owned()) } else { Ok(folded) }
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
    let closing =
        |c: char| c.is_whitespace() || is_hostile(c) || matches!(c, '<' | '>' | '"' | '`' | '\\');
    match rest {
        Some(rest) if !rest.is_empty() && !rest.contains(closing) => Ok(()),
        _ => Err(format!("`{url}` is not an http or https address")),
    }
}

/// A number of things: `Count(1, "step")` is `1 step`, `Count(2, "step")` is `2 steps`.
#[derive(Debug, Clone, Copy)]
pub struct Count<'a>(pub usize, pub &'a str);

impl fmt::Display for Count<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0, self.1.strip_suffix("cy")) {
            (1, _) => write!(f, "1 {}", self.1),
            (many, None) => write!(f, "{many} {}s", self.1),
            (many, Some(stem)) => write!(f, "{many} {stem}cies"),
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

#[cfg(test)]
mod tests {
    use super::{Count, List, check_id, check_url, clean, visible};

    #[test]
    fn hostile_characters_are_refused_and_shown() {
        for hostile in
            ["\u{1b}[31m", "a\u{7}b", "a\u{9b}b", "a\u{202e}b", "a\u{200b}b", "a\u{e0041}b"]
        {
            assert!(clean(hostile).is_err(), "{hostile:?}");
            assert!(!visible(hostile).contains(super::is_hostile), "{hostile:?}");
        }
        assert_eq!(clean(" two\n  words ").unwrap(), "two words");
        assert_eq!(clean("  \n").unwrap_err(), "empty text");
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
    fn counts_and_lists_as_a_sentence_has_them() {
        let count = |number, noun| Count(number, noun).to_string();
        assert_eq!([count(0, "step"), count(1, "step")], ["0 steps", "1 step"]);
        assert_eq!(count(2, "competency"), "2 competencies");
        assert_eq!(List::or(["a"]).to_string(), "a");
        assert_eq!(List::or(["a", "b", "c"]).to_string(), "a, b or c");
        assert_eq!(List::and([1, 2]).to_string(), "1 and 2");
    }
}
