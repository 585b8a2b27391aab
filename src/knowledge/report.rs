//! Says where in the files something is wrong that the parser did not see.

use std::ops::Range;

use crate::knowledge::code::Code;
use crate::knowledge::diagnostics::{Diagnostic, MOST, entry_path};
use crate::knowledge::files::SourceFile;
use crate::knowledge::locate;
use crate::knowledge::parse::Place;

/// The files of a knowledge base, and all that is wrong in them.
pub(super) struct Report<'a> {
    pub(super) files: &'a [SourceFile],
    /// By file, where its entries stand.
    entries: Vec<Vec<Range<usize>>>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Report<'a> {
    pub(super) fn new(files: &'a [SourceFile]) -> Self {
        let entries = files.iter().map(|file| locate::entries(&file.text, 0).collect()).collect();
        Self { files, entries, diagnostics: Vec::new() }
    }

    /// What is wrong at a word behind a key of an entry, or at the key.
    pub(super) fn diagnostic(
        &self,
        code: Code,
        place: Place,
        words: [&str; 2],
        message: impl Into<String>,
    ) -> Diagnostic {
        let (file, range) = (&self.files[place.file], self.range(place));
        let id = locate::id_of(&file.text[range.clone()]);
        let found = Diagnostic::new(code, file, locate::find(&file.text, range, &words), message);
        found.within(entry_path(place.entry, words[0])).of(id)
    }

    /// Adds it to all that is wrong, unless that is too much already.
    pub(super) fn add(
        &mut self,
        code: Code,
        place: Place,
        words: [&str; 2],
        message: impl Into<String>,
    ) {
        if !self.is_full() {
            self.diagnostics.push(self.diagnostic(code, place, words, message));
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.diagnostics.len() >= MOST
    }

    /// `FILE:LINE` of an entry.
    pub(super) fn place(&self, place: Place) -> String {
        let file = &self.files[place.file];
        let (line, _) = locate::line_column(&file.text, self.range(place).start);
        format!("{}:{line}", file.name)
    }

    /// Whether a word stands in an entry.
    pub(super) fn holds(&self, place: Place, word: &str) -> bool {
        locate::find_word(&self.files[place.file].text[self.range(place)], word).is_some()
    }

    fn range(&self, place: Place) -> Range<usize> {
        self.entries[place.file].get(place.entry).cloned().unwrap_or_default()
    }
}
