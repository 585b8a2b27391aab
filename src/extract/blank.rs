//! Spaces in place of what is not to be read, so that every other byte keeps its place.

use std::ops::Range;

use crate::knowledge::text::{hostile, replaced};

/// Endings of what is a picture and no name.
const PICTURES: [&str; 7] = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ico"];

/// The top-level domains by which an address without `https://` is known.
const DOMAINS: &str = "com org net io ai dev app co me info biz eu edu gov jobs careers tech \
                       cloud de at ch fr es it nl be pl pt uk ie se no dk fi cz us ca au in \
                       example";

/// Blanks what could harm a terminal (colours, control characters, a byte-order mark).
pub fn harmful(text: &str) -> String {
    if hostile(text).all(|(_, c)| matches!(c, '\n' | '\t')) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for piece in anstream::adapter::strip_str(text) {
        let at = piece.as_ptr().addr() - text.as_ptr().addr();
        out.extend(std::iter::repeat_n(' ', at - out.len()));
        out += &replaced(piece, |c| match c {
            '\n' | '\t' => c.to_string(),
            c => " ".repeat(c.len_utf8()),
        });
    }
    out.extend(std::iter::repeat_n(' ', text.len() - out.len()));
    out
}

/// Blanks addresses of pages, mail and pictures, and lines that hold only such an address and what
/// it is called.
pub fn addresses(text: &str) -> String {
    // Every address has one of these.
    if !text.contains(['/', '@'])
        && !text.contains("www.")
        && !PICTURES.map(|end| text.contains(end)).contains(&true)
    {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut found = addresses_in(line);
        let rest = || {
            found.iter().rev().fold(line.to_owned(), |mut rest, range| {
                rest.replace_range(range.clone(), "");
                rest
            })
        };
        if !found.is_empty() && is_label(&rest()) {
            found.clear();
            found.push(0..line.trim_end().len());
        }
        let mut kept = 0;
        for Range { start, end } in found {
            out += &line[kept..start];
            out.extend(std::iter::repeat_n(' ', end - start));
            kept = end;
        }
        out += &line[kept..];
    }
    out
}

/// Whether a line without its addresses says only what they are: `Apply here:`, `- URL:`.
fn is_label(rest: &str) -> bool {
    const SHORT: usize = 4;
    let rest = rest.trim_matches(|c: char| !c.is_alphanumeric() && c != ':');
    rest.is_empty() || rest.ends_with(':') && rest.split_whitespace().count() <= SHORT
}

/// Where the addresses of a line are, in order.
fn addresses_in(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let is_end =
        |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '<' | '>' | '"' | '|');
    let mut from = 0;
    for word in line.split_inclusive(is_end) {
        let begin = from;
        from += word.len();
        let word =
            word.trim_end_matches(is_end).trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
        if !word.contains(['/', '@', '.']) {
            continue;
        }
        let end = begin + word.len();
        let lower = word.to_ascii_lowercase();
        let scheme = ["http://", "https://", "ftp://", "www.", "mailto:"];
        if let Some(at) = scheme.iter().filter_map(|scheme| lower.find(scheme)).min() {
            found.push(begin + at..end);
        } else if is_mail(&lower)
            || is_place(word)
            || PICTURES.iter().any(|end| lower.ends_with(end))
        {
            found.push(begin..end);
        }
    }
    found
}

/// `jobs@example.org`
fn is_mail(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// `github.com/name`: a host in lower case and a path. `Node.js/React` and `ASP.NET/C#` are names.
fn is_place(word: &str) -> bool {
    let Some((host, path)) = word.split_once('/') else { return false };
    let is_host = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
    let top = host.rsplit_once('.').map(|(_, top)| top);
    host.chars().all(is_host)
        && !host.starts_with("asp.")
        && !path.starts_with(char::is_whitespace)
        && top.is_some_and(|top| DOMAINS.split(' ').any(|domain| domain == top))
}

#[cfg(test)]
mod tests {
    use super::{addresses, harmful};

    #[test]
    fn what_is_blank_keeps_its_place() {
        for text in ["\u{1b}[1mSQL\u{1b}[0m", "\u{feff}a\r\nb", "é\u{200b}x", "plain", ""] {
            assert_eq!(harmful(text).len(), text.len(), "{text:?}");
        }
        assert_eq!(harmful("\u{1b}[1mSQL\u{1b}[0m").trim(), "SQL");
    }

    #[test]
    fn addresses_are_not_read() {
        let read = |text| addresses(text).split_whitespace().collect::<Vec<_>>().join(" ");
        for (text, left) in [
            ("See https://example.org/spark/java. Then", "See . Then"),
            ("(see www.kafka.example)", "(see )"),
            ("ask rust@java.example, or call", "ask , or call"),
            ("code on gitlab.com/scala/scala", "code on"),
            ("- Apply here: jobs.example/sql\nGo", "Go"),
            ("![our stack](img/tensorflow.png)", "![our stack]( )"),
        ] {
            assert_eq!(read(text), left);
            assert_eq!(addresses(text).len(), text.len());
        }
        for kept in ["Node.js/React, ASP.NET/C#, CI/CD and TCP/IP", "fast.ai and spaCy", "A / B"] {
            assert_eq!(addresses(kept), kept);
        }
    }
}
