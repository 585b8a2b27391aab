//! `profile.yaml`: what a person wrote of themselves, once read.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::knowledge::diagnostics::Diagnostics;
use crate::knowledge::files::{SourceFile, read_file};
use crate::knowledge::parse_document;
use crate::person::wishes::Wishes;

/// A profile that was read.
pub struct ProfileFile {
    pub path: PathBuf,
    pub source: SourceFile,
    pub wishes: Wishes,
}

impl ProfileFile {
    /// The market that it names, by a path from its own folder.
    pub fn market(&self) -> Option<PathBuf> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        self.wishes.market.as_ref().map(|market| folder.join(market))
    }

    /// Reads the profile, if there is one.
    ///
    /// # Errors
    /// If it cannot be read; [`Diagnostics`] if it is no profile.
    pub fn read(path: &Path) -> Result<Option<Self>> {
        if !path.try_exists().with_context(|| format!("cannot look for {}", path.display()))? {
            return Ok(None);
        }
        let mut source = read_file(path)?;
        if source.text.lines().all(|line| line.trim().is_empty() || line.trim().starts_with('#')) {
            "{}".clone_into(&mut source.text);
        }
        match parse_document(&source) {
            Ok(wishes) => Ok(Some(Self { path: path.to_path_buf(), source, wishes })),
            Err(diagnostic) => Err(Diagnostics::new(Some(path), vec![diagnostic]).into()),
        }
    }
}
