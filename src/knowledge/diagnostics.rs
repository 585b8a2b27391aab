//! What is wrong in a file, and where.

use std::fmt;
use std::path::{Path, PathBuf};

use itertools::Itertools as _;
use serde::Serialize;

use crate::knowledge::text::{Count, visible};

/// The search for problems stops here: more are not read at once.
pub const MOST: usize = 100;

/// One thing to correct.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Diagnostic {
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// Where in the document: `[3].requires`; empty for the document as a whole.
    pub path: String,
    pub message: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: ", visible(&self.file), self.line, self.column)?;
        if !self.path.is_empty() {
            write!(f, "{}: ", short(&self.path))?;
        }
        f.write_str(&short(&self.message))
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

    pub fn hint(&self) -> String {
        match &self.place {
            Some(place) if place.is_dir() => {
                let place = place.display();
                format!("correct the places named above, then run `mlpath check --kb {place}`")
            }
            Some(_) => "correct the places named above, then run `mlpath plan`".to_owned(),
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

/// Longer words, in bytes, are like no name.
pub const LONGEST_NAME: usize = 200;

/// The candidate that `word` was probably meant to be.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST_NAME {
        return None;
    }
    let word = word.to_lowercase();
    let sorted = sorted_words(&word);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let swapped = sorted_words(candidate);
            let likeness =
                strsim::jaro_winkler(&word, candidate).max(strsim::jaro_winkler(&sorted, &swapped));
            let close = strsim::osa_distance(&word, candidate) <= 2 && candidate.len() > 2;
            (close || likeness >= 0.85).then_some((likeness, candidate))
        })
        .max_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| y.cmp(x)))
        .map(|(_, candidate)| candidate)
}

/// `algebra-linear` and `linear-algebra` are the same words.
fn sorted_words(text: &str) -> String {
    text.split(['-', '_', ' ']).sorted_unstable().join("-")
}

/// `; did you mean `x`?`, or nothing.
pub fn suggestion<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, candidates).map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_misspelt_and_swapped_words() {
        let ids = ["linear-algebra", "python", "sql", "docker"];
        for (typed, meant) in [
            ("liner-algebra", "linear-algebra"),
            ("algebra-linear", "linear-algebra"),
            ("Pyhton", "python"),
            ("sqll", "sql"),
        ] {
            assert_eq!(nearest(typed, ids), Some(meant), "{typed}");
        }
        assert_eq!(nearest("kubernetes", ids), None);
    }
}
