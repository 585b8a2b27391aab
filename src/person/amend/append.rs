//! Entries at the end of a file that is a list, with every byte before them as it was.

use serde::de::IgnoredAny;

use crate::knowledge::files::{BYTE_ORDER_MARK, SourceFile};
use crate::knowledge::parse_document;

/// The text of a file with more entries: lines that begin with `- ` and those below them. An empty
/// file begins with `head`. Indentation and ends of lines are those of the file.
///
/// # Errors
/// Why nothing can be added at the end of this file.
pub fn append(old: &str, head: &str, entries: &str) -> Result<String, String> {
    let before = count(old)?;
    let text = match before {
        0 => below(&without_brackets(old), head, entries),
        _ => below(old, "", entries),
    };
    match count(&text) {
        Ok(after) if after == before + count(entries)? => Ok(text),
        _ => Err("its list does not end where the file ends".to_owned()),
    }
}

/// The entries of a list.
///
/// # Errors
/// Why the text is no list.
pub fn count(text: &str) -> Result<usize, String> {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let says_nothing = |line: &str| line.trim().is_empty() || line.trim().starts_with('#');
    if text.lines().all(says_nothing) {
        return Ok(0);
    }
    let list = parse_document::<Option<Vec<IgnoredAny>>>(&SourceFile::new("", text));
    list.map(|list| list.map_or(0, |list| list.len())).map_err(|wrong| wrong.message)
}

/// A list without entries may be written as `[]`.
fn without_brackets(text: &str) -> String {
    let kept = |line: &&str| line.trim() != "[]";
    text.split_inclusive('\n').filter(kept).collect()
}

fn below(old: &str, head: &str, entries: &str) -> String {
    let end = if old.contains("\r\n") { "\r\n" } else { "\n" };
    let indent = old.lines().find_map(|line| line.find("- ").filter(|at| is_blank(&line[..*at])));
    let indent = " ".repeat(indent.unwrap_or_default());
    let mut text = old.to_owned();
    if old.trim_start_matches(BYTE_ORDER_MARK).is_empty() {
        text += head;
    } else if !old.ends_with('\n') {
        text += end;
    }
    for line in entries.lines() {
        text += if line.is_empty() { "" } else { &indent };
        text += line;
        text += end;
    }
    text
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c == ' ')
}

#[cfg(test)]
mod tests {
    use super::{append, count};

    const HEAD: &str = "# head\n";

    fn appended(old: &str) -> String {
        let text = append(old, HEAD, "- id: b\n  # new\n  name: B\n").unwrap();
        let kept = old.strip_suffix("[]\n").unwrap_or(old);
        assert!(text.starts_with(kept), "{text}");
        text
    }

    #[test]
    fn what_was_there_stays_to_the_byte() {
        assert_eq!(appended("- {id: a}\n"), "- {id: a}\n- id: b\n  # new\n  name: B\n");
        assert_eq!(appended("- {id: a} # end"), "- {id: a} # end\n- id: b\n  # new\n  name: B\n");
        assert_eq!(
            appended("\u{feff}- id: a\r\n\r\n"),
            "\u{feff}- id: a\r\n\r\n- id: b\r\n  # new\r\n  name: B\r\n"
        );
        assert_eq!(
            appended("# mine\n  - id: a\n    name: A"),
            "# mine\n  - id: a\n    name: A\n  - id: b\n    # new\n    name: B\n"
        );
        assert_eq!(appended("---\n- text: |+\n    a\n\n").lines().count(), 7);
    }

    #[test]
    fn a_file_that_says_nothing_is_begun() {
        assert_eq!(appended(""), "# head\n- id: b\n  # new\n  name: B\n");
        assert_eq!(appended("# mine\n[]\n"), "# mine\n- id: b\n  # new\n  name: B\n");
        assert_eq!(appended("# mine"), "# mine\n- id: b\n  # new\n  name: B\n");
        assert_eq!(appended("---\n"), "---\n- id: b\n  # new\n  name: B\n");
    }

    #[test]
    fn what_is_no_list_of_lines_is_refused() {
        for other in ["[{id: a}]\n", "id: a\n", "- [a\n", "- a\n...\n", "- a\n---\n- b\n"] {
            assert!(append(other, HEAD, "- b\n").is_err(), "{other:?}");
        }
        assert_eq!(count("- a\n- b: [c, d]\n"), Ok(2));
    }
}
