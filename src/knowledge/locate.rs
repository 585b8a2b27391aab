//! Finds the place of a valid value in a file, which the YAML parser does not report.

use std::ops::Range;

/// The top-level sequence of a file, cut into its entries.
pub(super) struct Entries<'a> {
    text: &'a str,
    ranges: Vec<Range<usize>>,
}

impl<'a> Entries<'a> {
    /// An entry starts at each line with a `-` that is indented like the first one.
    pub(super) fn new(text: &'a str) -> Self {
        let mut starts = Vec::new();
        let mut offset = 0;
        let mut indent = None;
        for line in text.split_inclusive('\n') {
            let rest = line.trim_start_matches(' ');
            let own = line.len() - rest.len();
            let is_entry = rest.starts_with("- ") || rest.trim_end() == "-";
            let says_something = !matches!(rest.trim(), "" | "---") && !rest.starts_with('#');
            if is_entry && *indent.get_or_insert(own) == own {
                starts.push(offset);
            } else if indent.is_none() && says_something {
                break;
            }
            offset += line.len();
        }
        let ends = starts.iter().copied().skip(1).chain([text.len()]);
        let ranges = starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
        Self { text, ranges }
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = &'a str> {
        self.ranges.iter().map(|range| &self.text[range.clone()])
    }

    /// Line of the first line of an entry, from 1.
    pub(super) fn line(&self, entry: usize) -> usize {
        self.ranges.get(entry).map_or(1, |range| line_column(self.text, range.start).0)
    }

    /// Line and column of the last of `words`, each looked for behind the one before, within one
    /// entry; a word that is not there is passed over.
    pub(super) fn find(&self, entry: usize, words: &[&str]) -> (usize, usize) {
        let Some(range) = self.ranges.get(entry).cloned() else { return (1, 1) };
        line_column(self.text, last_word(self.text, range, words))
    }
}

/// A text in which comments say nothing.
pub struct WithoutComments<'a> {
    text: &'a str,
    /// The same, byte for byte, with blanks for comments.
    bare: String,
}

impl<'a> WithoutComments<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, bare: text.split_inclusive('\n').map(without_comment).collect() }
    }

    /// Line and column of the last of `words`, each looked for behind the one before.
    pub fn find(&self, words: &[&str]) -> (usize, usize) {
        line_column(self.text, last_word(&self.bare, 0..self.bare.len(), words))
    }

    /// The same within one entry of the list below a key.
    pub fn find_in_entry(&self, key: &str, entry: usize, words: &[&str]) -> (usize, usize) {
        let at = last_word(&self.bare, 0..self.bare.len(), &[key]);
        let list = self.bare[at..].find('\n').map_or(self.bare.len(), |end| at + end + 1);
        let entries = Entries::new(&self.bare[list..]);
        match entries.ranges.get(entry) {
            Some(range) => {
                let range = list + range.start..list + range.end;
                line_column(self.text, last_word(&self.bare, range, words))
            }
            None => line_column(self.text, at),
        }
    }
}

fn without_comment(line: &str) -> String {
    let comment = line.find(" #").or_else(|| line.starts_with('#').then_some(0));
    let kept = comment.unwrap_or(line.len());
    let blanks = line[kept..].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' });
    line[..kept].chars().chain(blanks).collect()
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
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

fn find_word(text: &str, word: &str) -> Option<usize> {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    text.match_indices(word)
        .map(|(at, _)| at)
        .find(|&at| !text[..at].ends_with(part) && !text[at + word.len()..].starts_with(part))
}

#[cfg(test)]
mod tests {
    use super::{Entries, WithoutComments};

    #[test]
    fn finds_a_value_behind_its_key_in_its_entry() {
        let text = "# steps\n- id: a\n  requires: {git: aware}\n- id: git-basics\n  after: [a]\n  requires: {git: aware}\n";
        let entries = Entries::new(text);
        assert_eq!(entries.texts().count(), 2);
        assert_eq!(entries.find(0, &["requires", "git"]), (3, 14));
        assert_eq!(entries.find(1, &["requires", "git"]), (6, 14));
        assert_eq!(entries.find(1, &["after", "a"]), (5, 11));
        assert_eq!(entries.find(1, &["missing"]), (4, 1));
        assert_eq!(entries.find(7, &["x"]), (1, 1));
    }

    #[test]
    fn passes_over_comments() {
        let text = "# hours: \u{e9} 5\nrole: a # hours\nhours: 5\n";
        assert_eq!(WithoutComments::new(text).find(&["hours", "5"]), (3, 8));
    }

    #[test]
    fn finds_a_value_in_an_entry_of_a_list() {
        let text = "must: [from]\nlist: # all\n- {hours: 4, from: a}\n- {hours: 5, from: b}\n";
        let bare = WithoutComments::new(text);
        assert_eq!(bare.find_in_entry("list", 0, &["hours", "4"]), (3, 11));
        assert_eq!(bare.find_in_entry("list", 1, &["from", "b"]), (4, 20));
        assert_eq!(bare.find_in_entry("list", 2, &["from"]), (2, 1));
    }
}
