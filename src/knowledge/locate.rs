//! Finds the place of a valid value in a file, which the YAML parser does not report.

use std::ops::Range;

use itertools::Itertools as _;

/// The entries of the list that begins at the byte `from`. An entry starts at each line with a `-`
/// that is indented like the first one.
pub(super) fn entries(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> {
    let mut lines = text[from..].split_inclusive('\n');
    let (mut end, mut indent) = (from, None);
    let starts = std::iter::from_fn(move || {
        loop {
            let line = lines.next()?;
            let start = end;
            end += line.len();
            let rest = line.trim_start_matches(' ');
            let own = line.len() - rest.len();
            let is_entry = rest.starts_with("- ") || rest.trim_end() == "-";
            let says_something = !matches!(rest.trim(), "" | "---") && !rest.starts_with('#');
            if is_entry && *indent.get_or_insert(own) == own {
                return Some(start);
            } else if indent.is_none() && says_something {
                return None;
            }
        }
    });
    starts.chain([text.len()]).tuple_windows().map(|(start, end)| start..end)
}

/// The id of an entry, or of the one that it changes, found without the parser.
pub(super) fn id_of(entry: &str) -> Option<&str> {
    let mut lines = entry.lines().map(|line| line.trim_start_matches([' ', '-', '{']));
    let first = lines.next()?;
    let changed = ["step", "competency", "role", "source", "item"];
    let named = std::iter::once(first).chain(lines).find_map(|line| behind(&["id", "key"], line));
    let value = named.or_else(|| behind(&changed, first))?;
    Some(value.split(',').next()?.trim().trim_matches(['"', '\'', '}']))
}

/// The value behind one of these keys, if a line begins with it.
fn behind<'a>(keys: &[&str], line: &'a str) -> Option<&'a str> {
    let (key, value) = line.split_once(": ")?;
    keys.contains(&key).then_some(value)
}

/// The same text, byte for byte, with blanks for comments.
pub fn without_comments(text: &str) -> String {
    let bare = |line: &str| {
        let comment = line.find(" #").or_else(|| line.starts_with('#').then_some(0));
        let (kept, comment) = line.split_at(comment.unwrap_or(line.len()));
        let blanks = comment.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' });
        kept.chars().chain(blanks).collect::<String>()
    };
    text.split_inclusive('\n').map(bare).collect()
}

/// Line and column of the last of `words`, each searched for after the one before; a word that is
/// not there is skipped.
pub fn find(text: &str, within: Range<usize>, words: &[&str]) -> (usize, usize) {
    line_column(text, last_word(text, within, words))
}

/// The same within one entry of the list below a key.
pub fn find_in_entry(text: &str, key: &str, entry: usize, words: &[&str]) -> (usize, usize) {
    let at = last_word(text, 0..text.len(), &[key]);
    let list = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    find(text, entries(text, list).nth(entry).unwrap_or(at..at), words)
}

fn last_word(text: &str, range: Range<usize>, words: &[&str]) -> usize {
    let mut found = range.start;
    let mut from = range.start;
    for word in words.iter().filter(|word| !word.is_empty()) {
        if let Some(at) = find_word(&text[from..range.end], word) {
            found = from + at;
            from = found + word.len();
        }
    }
    found
}

/// Line and column (in characters) of a byte offset, both from 1.
pub(super) fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (line_breaks(before) + 1, before[line_start..].chars().count() + 1)
}

pub(super) fn line_breaks(text: &str) -> usize {
    text.bytes().filter(|&byte| byte == b'\n').count()
}

pub(super) fn find_word(text: &str, word: &str) -> Option<usize> {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    text.match_indices(word)
        .map(|(at, _)| at)
        .find(|&at| !text[..at].ends_with(part) && !text[at + word.len()..].starts_with(part))
}

#[cfg(test)]
mod tests {
    use super::{entries, find, find_in_entry, without_comments};

    #[test]
    fn finds_a_value_behind_its_key_in_its_entry() {
        let text = "# steps\n- id: a\n  requires: {git: aware}\n\
                    - id: git-basics\n  after: [a]\n  requires: {git: aware}\n";
        let entries: Vec<_> = entries(text, 0).collect();
        assert_eq!(entries.len(), 2);
        let find = |entry: usize, words| find(text, entries[entry].clone(), words);
        assert_eq!(find(0, &["requires", "git"]), (3, 14));
        assert_eq!(find(1, &["requires", "git"]), (6, 14));
        assert_eq!(find(1, &["after", "a"]), (5, 11));
        assert_eq!(find(1, &["missing"]), (4, 1));
    }

    #[test]
    fn passes_over_comments() {
        let text = without_comments("# hours: \u{e9} 5\nrole: a # hours\nhours: 5\n");
        assert_eq!(find(&text, 0..text.len(), &["hours", "5"]), (3, 8));
    }

    #[test]
    fn finds_a_value_in_an_entry_of_a_list() {
        let text = without_comments(
            "must: [from]\nlist: # all\n- {hours: 4, from: a}\n- {hours: 5, from: b}\n",
        );
        assert_eq!(find_in_entry(&text, "list", 0, &["hours", "4"]), (3, 11));
        assert_eq!(find_in_entry(&text, "list", 1, &["from", "b"]), (4, 20));
        assert_eq!(find_in_entry(&text, "list", 2, &["from"]), (2, 1));
    }
}
