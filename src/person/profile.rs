//! `profile.yaml`: what a person wrote of themselves, once read.

use crate::knowledge::problem::Problem;
use crate::knowledge::source::SourceFile;
use crate::person::wishes::Wishes;

/// A profile that was read.
pub struct ProfileFile {
    pub path: String,
    /// The text, under the short name that stands in messages.
    pub source: SourceFile,
    pub wishes: Wishes,
    /// What of it could not be read.
    pub problems: Vec<Problem>,
}

impl ProfileFile {
    pub fn parse(path: String, mut text: String) -> Self {
        if text.lines().all(|line| line.trim().is_empty() || line.trim().starts_with('#')) {
            "{}".clone_into(&mut text);
        }
        let source = SourceFile { name: "profile.yaml".to_owned(), text };
        let (wishes, problems) = crate::knowledge::parse_document::<Wishes>(&source);
        Self { path, source, wishes: wishes.unwrap_or_default(), problems }
    }
}
