//! Content lines of iCalendar (RFC 5545), for the plan and for the reminder.

use itertools::Itertools as _;

use crate::knowledge::text::visible;

/// The most octets of a line, its end aside (section 3.1).
const LINE: usize = 75;

/// The lines as a calendar reads them: each ends in CR LF, and what is too long goes on behind a
/// line break and a blank.
pub fn file(lines: impl IntoIterator<Item = String>) -> String {
    lines.into_iter().map(|line| folded(&line)).collect()
}

/// A value of type TEXT (section 3.3.11).
pub fn text(text: &str) -> String {
    let text = visible(text);
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}

/// A value of type TEXT with several lines.
pub fn paragraphs(lines: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    lines.into_iter().map(|line| text(line.as_ref())).join("\\n")
}

fn folded(line: &str) -> String {
    let (mut out, mut used) = (String::with_capacity(line.len() + 8), 0);
    for letter in line.chars() {
        if used + letter.len_utf8() > LINE {
            out += "\r\n ";
            used = 1;
        }
        out.push(letter);
        used += letter.len_utf8();
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{LINE, file, paragraphs, text};

    /// As section 3.3.11 reads a TEXT.
    fn read(value: &str) -> String {
        let (mut out, mut signs) = (String::new(), value.chars());
        while let Some(sign) = signs.next() {
            out.push(match (sign, if sign == '\\' { signs.next() } else { None }) {
                ('\\', Some('n' | 'N')) => '\n',
                ('\\', Some(escaped)) => escaped,
                (sign, _) => sign,
            });
        }
        out
    }

    proptest! {
        #[test]
        fn what_is_folded_and_escaped_is_read_back(
            lines in proptest::collection::vec("[ -~äé漢😀;,\\\\]{0,120}", 1..4),
        ) {
            let folded = file([format!("DESCRIPTION:{}", paragraphs(&lines))]);
            prop_assert!(folded.ends_with("\r\n"));
            prop_assert!(folded.split("\r\n").all(|line| line.len() <= LINE));
            let unfolded = folded.replace("\r\n ", "");
            let value = unfolded.trim_end_matches("\r\n").strip_prefix("DESCRIPTION:").unwrap();
            prop_assert_eq!(read(value), lines.join("\n"));
        }

        #[test]
        fn no_text_ends_its_line(any in any::<String>()) {
            let value = text(&any);
            prop_assert!(!value.chars().any(char::is_control));
        }
    }
}
