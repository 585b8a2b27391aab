//! `profile.yaml`: what a person wrote of themselves, once read.

use std::path::Path;

use crate::knowledge::diagnostics::Diagnostics;
use crate::knowledge::files::SourceFile;
use crate::person::wishes::Wishes;

/// A profile that was read.
pub struct ProfileFile {
    pub path: String,
    /// The text, under the short name that stands in messages.
    pub source: SourceFile,
    pub wishes: Wishes,
}

impl ProfileFile {
    /// # Errors
    /// [`Diagnostics`] if it is no profile.
    pub fn parse(path: String, mut text: String) -> Result<Self, Diagnostics> {
        if text.lines().all(|line| line.trim().is_empty() || line.trim().starts_with('#')) {
            "{}".clone_into(&mut text);
        }
        let source = SourceFile { name: "profile.yaml".to_owned(), text };
        match crate::knowledge::parse_document::<Wishes>(&source) {
            Ok(wishes) => Ok(Self { path, source, wishes }),
            Err(diagnostic) => Err(Diagnostics::new(Some(Path::new(&path)), vec![diagnostic])),
        }
    }
}
