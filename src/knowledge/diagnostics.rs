//! What is wrong in a file, and where.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::knowledge::code::{Code, Severity};
use crate::knowledge::files::SourceFile;
use crate::knowledge::text::{Count, legible, quoted, visible};

pub use crate::knowledge::nearest::{LONGEST_NAME, nearest, suggestion};

/// The search for problems stops here: more are not read at once.
pub const MOST: usize = 100;

/// One thing to correct.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Diagnostic {
    /// The file's name, without its folder.
    pub file: String,
    /// From 1; 0 where the file is not at hand.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// Where in the document: `[3].requires`; empty for the document as a whole.
    pub path: String,
    pub message: String,
    pub code: Code,
    pub severity: Severity,
    /// The id of the entry of a list, where it has one.
    pub entry: Option<String>,
    /// How to mend it.
    pub help: String,
    /// The column behind what is wrong.
    pub end_column: usize,
    /// The line, cut if it is long; nothing in it steers a terminal.
    pub excerpt: String,
    /// What is wrong in the excerpt, in bytes.
    #[serde(skip)]
    pub mark: MarkedBytes,
}

/// The bytes from one place up to another.
pub type MarkedBytes = (usize, usize);

impl Diagnostic {
    /// What is wrong at a line and column of a file. Behind a semicolon the message says how to
    /// mend it.
    pub fn new(
        code: Code,
        file: &SourceFile,
        (line, column): (usize, usize),
        message: impl Into<String>,
    ) -> Self {
        let message = message.into();
        let (excerpt, mark, width) = excerpt(&file.text, line, column);
        let help = mending(&message).unwrap_or_else(|| code.help()).to_owned();
        Self {
            file: file.name.clone(),
            line,
            column,
            path: String::new(),
            message,
            code,
            severity: code.severity(),
            entry: None,
            help,
            end_column: column + width,
            excerpt,
            mark: (mark.start, mark.end),
        }
    }

    /// The same, with its place in the document.
    #[must_use]
    pub fn within(self, path: impl Into<String>) -> Self {
        Self { path: path.into(), ..self }
    }

    /// The same, in an entry with this id.
    #[must_use]
    pub fn of(self, entry: Option<&str>) -> Self {
        Self { entry: entry.map(str::to_owned), ..self }
    }

    /// The message without what it says of mending.
    pub fn problem(&self) -> &str {
        match mending(&self.message) {
            Some(help) => &self.message[..self.message.len() - help.len() - "; ".len()],
            None => &self.message,
        }
    }

    /// What is wrong: the path, beginning with the id of the entry in place of its position.
    pub fn named_path(&self) -> String {
        match (&self.entry, self.path.split_once(']')) {
            (None, _) => short(&self.path),
            (Some(id), Some((_, rest))) if self.path.starts_with('[') => short(id) + rest,
            (Some(id), _) if self.path.is_empty() => short(id),
            (Some(id), _) => format!("{}.{}", short(id), short(&self.path)),
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: ", visible(&self.file), self.line, self.column)?;
        let path = self.named_path();
        if !path.is_empty() {
            write!(f, "{path}: ")?;
        }
        f.write_str(&short(&self.message))
    }
}

/// What a message says behind its first semicolon that is not in backquotes.
fn mending(message: &str) -> Option<&str> {
    let semicolons = message.match_indices("; ").map(|(at, _)| at);
    let mut outside = semicolons.filter(|&at| message[..at].matches('`').count().is_multiple_of(2));
    outside.next().map(|at| &message[at + 2..])
}

/// A line, what is marked in it in bytes, and how many characters of the file that is.
fn excerpt(text: &str, line: usize, column: usize) -> (String, Range<usize>, usize) {
    /// Characters before what is wrong and from there on.
    const BEFORE: usize = 120;
    const AFTER: usize = 200;
    let (Some(line), Some(at)) = (line.checked_sub(1), column.checked_sub(1)) else {
        return (String::new(), 0..0, 0);
    };
    let line = text.lines().nth(line).unwrap_or_default();
    let byte = |character| line.char_indices().nth(character).map_or(line.len(), |(at, _)| at);
    let (start, end) = (byte(at.saturating_sub(BEFORE)), byte(at + AFTER));
    let from = byte(at);
    let marked = word_at(&line[from..end]);
    let parts = [&line[start..from], marked, &line[from + marked.len()..end]].map(legible);
    let mark = parts[0].len()..parts[0].len() + parts[1].len();
    // A blank that is wrong itself stays, for the mark to stand on.
    let excerpt = parts[..2].concat() + parts[2].trim_end();
    (excerpt, mark, marked.chars().count())
}

/// The word that a text begins with: up to what ends it in YAML, or all that is in quotes.
fn word_at(text: &str) -> &str {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let closed = quote.and_then(|quote| Some(text[1..].find(quote)? + 2));
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}' | '|');
    let word = &text[..closed.or_else(|| text.find(ends)).unwrap_or(text.len())];
    match word.trim_end_matches(':') {
        "" => &text[..text.chars().next().map_or(0, char::len_utf8)],
        word => word,
    }
}

/// The path of a value in an entry of a file's list.
pub(super) fn entry_path(entry: usize, path: &str) -> String {
    format!("[{entry}].{path}").trim_end_matches('.').to_owned()
}

/// The beginning of a text, made visible.
fn short(text: &str) -> String {
    const MOST: usize = 240;
    let cut = text.char_indices().nth(MOST).map_or(text.len(), |(at, _)| at);
    let more = if cut < text.len() { "\u{2026}" } else { "" };
    visible(&text[..cut]).into_owned() + more
}

/// All problems of a folder or file, in the order of the files.
#[derive(Debug)]
pub struct Diagnostics {
    /// The folder or file read; `None` for the shipped knowledge base.
    place: Option<PathBuf>,
    all: Vec<Diagnostic>,
}

impl Diagnostics {
    pub fn new(place: Option<&Path>, mut all: Vec<Diagnostic>) -> Self {
        all.sort();
        all.dedup();
        Self { place: place.map(Path::to_path_buf), all }
    }

    pub fn all(&self) -> &[Diagnostic] {
        &self.all
    }

    /// The file that a problem is in, from where the folder or file was named.
    pub fn path(&self, of: &Diagnostic) -> PathBuf {
        match &self.place {
            Some(folder) if folder.is_dir() && !Path::new(&of.file).starts_with(folder) => {
                folder.join(&of.file)
            }
            Some(file) if !file.is_dir() => file.clone(),
            _ => PathBuf::from(&of.file),
        }
    }

    pub fn hint(&self) -> String {
        match &self.place {
            Some(place) => {
                let place = quoted(place);
                format!("see the lines, and how to mend them: `mlpath check {place}`")
            }
            None => "the shipped knowledge base is damaged: please report it".to_owned(),
        }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = Count(self.all.len(), "problem");
        match &self.place {
            Some(place) => write!(f, "{count} in {}", visible(&place.display().to_string()))?,
            None => write!(f, "{count} in the shipped knowledge base")?,
        }
        for diagnostic in &self.all {
            write!(f, "\n  {diagnostic}")?;
        }
        if self.all.len() < MOST { Ok(()) } else { f.write_str("\n  and perhaps more") }
    }
}

impl std::error::Error for Diagnostics {}

#[cfg(test)]
mod tests {
    use proptest::{prop_assert, proptest};

    use super::{Diagnostic, mending, word_at};
    use crate::knowledge::code::Code;
    use crate::knowledge::files::SourceFile;

    proptest! {
        #[test]
        fn what_is_marked_is_part_of_the_excerpt(
            text in "([ a\\[\"\t\u{e9}\u{202e}]{0,9}\n){0,3}",
            line in 0_usize..5,
            column in 0_usize..12,
        ) {
            let file = SourceFile::new("steps.yaml", &text);
            let found = Diagnostic::new(Code::BadValue, &file, (line, column), "wrong");
            prop_assert!(found.excerpt.get(found.mark.0..found.mark.1).is_some(), "{found:?}");
        }
    }

    #[test]
    fn a_message_says_how_to_mend_behind_a_semicolon() {
        assert_eq!(mending("unknown step `a`; did you mean `b`?"), Some("did you mean `b`?"));
        assert_eq!(
            mending("`a; b` is not an id; use letters; or digits"),
            Some("use letters; or digits")
        );
        assert_eq!(mending("a month comes twice"), None);
    }

    #[test]
    fn a_word_ends_where_yaml_ends_it() {
        for (text, word) in [
            ("python: aware", "python"),
            ("[a, b]", "["),
            ("a, b]", "a"),
            ("\"two words\", b", "\"two words\""),
            ("\"open, b", "\"open"),
            ("https://example.org}", "https://example.org"),
            ("", ""),
        ] {
            assert_eq!(word_at(text), word, "{text}");
        }
    }

    #[test]
    fn of_a_long_or_hostile_line_the_part_around_is_shown() {
        let text = format!("- a\n- {}\u{1b}\u{e9}: wrong{}\n", "x".repeat(500), "y".repeat(500));
        let file = SourceFile::new("steps.yaml", &text);
        let found = Diagnostic::new(Code::BadValue, &file, (2, 507), "no");
        assert!(found.excerpt.len() < 400);
        let (from, until) = found.mark;
        assert!(found.excerpt[from..until].starts_with("wrongyyy"), "{found:?}");
        assert!(found.excerpt.contains("\\u{1b}"));
    }
}
