//! `profile.yaml`: what a person wrote of themselves, once read.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::knowledge::diagnostics::{Diagnostic, Diagnostics};
use crate::knowledge::files::{SourceFile, read_text};
use crate::knowledge::{find, parse_document, without_comments};
use crate::person::wishes::Wishes;

/// A profile that was read.
#[derive(Clone)]
pub struct ProfileFile {
    pub path: PathBuf,
    /// What stands in it, to the byte.
    pub text: String,
    pub source: SourceFile,
    pub wishes: Wishes,
}

impl ProfileFile {
    /// The market that it names, by a path from its own folder.
    pub fn market(&self) -> Option<PathBuf> {
        self.named(self.wishes.market.iter()).next().map(|(_, path)| path)
    }

    /// The adverts that it aims at, each as it is written and by a path from the profile's folder.
    pub fn adverts(&self) -> impl Iterator<Item = (&Path, PathBuf)> {
        self.named(self.wishes.adverts.iter())
    }

    /// The knowledge base that it is for, as it is written and by a path from the profile's folder.
    pub fn kb(&self) -> Option<(&Path, PathBuf)> {
        self.named(self.wishes.kb.iter()).next()
    }

    /// The same of the overlays that it names.
    pub fn kb_add(&self) -> impl Iterator<Item = (&Path, PathBuf)> {
        self.named(self.wishes.kb_add.iter())
    }

    fn named<'a>(
        &'a self,
        written: impl Iterator<Item = &'a PathBuf>,
    ) -> impl Iterator<Item = (&'a Path, PathBuf)> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        written.map(move |path| (path.as_path(), folder.join(path)))
    }

    /// Its wishes, with files named by paths that do not begin in its folder.
    pub fn wishes_from_anywhere(&self) -> Wishes {
        let adverts = self.adverts().map(|(_, path)| path).collect();
        let kb_add = self.kb_add().map(|(_, path)| path).collect();
        let (kb, market) = (self.kb().map(|(_, path)| path), self.market());
        Wishes { adverts, market, kb, kb_add, ..self.wishes.clone() }
    }

    /// Where a value stands below a key: `profile.yaml:3:6`.
    pub fn place(&self, key: &str, value: &str) -> String {
        let (line, column) = self.found(key, value);
        format!("{}:{line}:{column}", self.source.name)
    }

    /// Line and column of a value below a key, both from 1.
    pub fn found(&self, key: &str, value: &str) -> (usize, usize) {
        let text = without_comments(&self.source.text);
        find(&text, 0..text.len(), &[key, value])
    }

    /// Reads the profile, if there is one.
    ///
    /// # Errors
    /// If it cannot be read; [`Diagnostics`] if it is no profile.
    pub fn read(path: &Path) -> Result<Option<Self>> {
        Self::text(path)?.map(|text| Self::of(path, text)).transpose()
    }

    /// The text of the profile, if there is one.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn text(path: &Path) -> Result<Option<String>> {
        match path.try_exists().with_context(|| format!("cannot look for {}", path.display()))? {
            true => read_text(path).map(Some),
            false => Ok(None),
        }
    }

    /// A profile with this text.
    ///
    /// # Errors
    /// [`Diagnostics`] if it is no profile.
    pub fn of(path: &Path, text: String) -> Result<Self> {
        let source = SourceFile::at(path, &text);
        match read_wishes(&source) {
            Ok(wishes) => Ok(Self { path: path.to_path_buf(), text, source, wishes }),
            Err(diagnostic) => Err(Diagnostics::new(Some(path), vec![*diagnostic]).into()),
        }
    }
}

/// The wishes of a profile; none, if it says nothing.
///
/// # Errors
/// The first thing that is wrong.
pub fn read_wishes(source: &SourceFile) -> Result<Wishes, Box<Diagnostic>> {
    let says_nothing = |line: &str| line.trim().is_empty() || line.trim().starts_with('#');
    match source.text.trim_start_matches('\u{feff}').lines().all(says_nothing) {
        true => Ok(Wishes::default()),
        false => parse_document(source),
    }
}
