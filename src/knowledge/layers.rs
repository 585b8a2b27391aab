//! A knowledge base and what is laid over it.

use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use itertools::Itertools as _;

use crate::knowledge::diagnostics::{Diagnostic, Diagnostics};
use crate::knowledge::files::{self, SourceFile};
use crate::knowledge::foreign::Foreign;
use crate::knowledge::market::Market;
use crate::knowledge::market_file;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::read::Read;
use crate::knowledge::report::Report;
use crate::knowledge::text::Count;
use crate::knowledge::{link, overlay, shipped};

/// Where a knowledge base is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layers {
    /// The folder of the base; `None` for the shipped one.
    pub base: Option<PathBuf>,
    /// Folders of overlays, the lowest first.
    pub overlays: Vec<PathBuf>,
}

/// A knowledge base, and what of its overlays has no effect any more.
#[derive(Debug)]
pub struct Loaded {
    pub kb: Kb,
    pub notes: Vec<Diagnostic>,
}

impl Layers {
    /// Reads all files, and links what they say.
    ///
    /// # Errors
    /// [`Diagnostics`] with all that is wrong in the files, [`Foreign`] if they are no knowledge
    /// base at all, or why a folder cannot be read.
    pub fn load(&self) -> Result<Loaded> {
        if self.overlays.is_empty() {
            let kb = match &self.base {
                Some(folder) => read_base(folder)?,
                None => shipped::kb()?,
            };
            return Ok(Loaded { kb, notes: Vec::new() });
        }
        let (files, overlays) = self.files()?;
        let mut report = Report::new(&files);
        let mut notes = Vec::new();
        let below = overlays.first().map_or(0, |first| first.start);
        let mut read = match self.base {
            Some(_) => Read::new(files[..below].iter().enumerate(), &mut report.diagnostics),
            None => Read::from(shipped::kb()?),
        };
        for numbers in &overlays {
            overlay::lay(&mut read, numbers.clone(), &mut report, &mut notes);
        }
        overlay::forget_hidden(&mut read);
        let kb = link::link(read, &mut report);
        match report.diagnostics.first() {
            None => Ok(Loaded { kb: beside_their_like(kb), notes }),
            Some(first) => {
                let place = self.layer_of(&first.file);
                Err(Diagnostics::new(Some(place), report.diagnostics).into())
            }
        }
    }

    /// In words.
    pub fn named(&self) -> String {
        let base = self.base.as_ref().map(|folder| folder.display().to_string());
        let base = base.unwrap_or_else(|| "shipped".to_owned());
        match self.overlays.len() {
            0 => base,
            overlays => format!("{base} with {}", Count(overlays, "overlay")),
        }
    }

    /// Whether a folder holds a base: an overlay has no need of a guide.
    pub fn is_base(folder: &Path) -> bool {
        let has = |name: &str| {
            folder.join(name).exists() || folder.join(name).with_extension("yml").exists()
        };
        has("guide.yaml") && has("roles.yaml") && !has("changes.yaml")
    }

    /// All files of the base, comments and all.
    ///
    /// # Errors
    /// If its folder cannot be read.
    pub fn base_files(&self) -> Result<Vec<SourceFile>> {
        let Some(folder) = &self.base else {
            let file = |&(name, text): &(&str, &str)| SourceFile::new(name, text);
            return Ok(shipped::FILES.iter().map(file).collect());
        };
        let mut files = files::read_folder(folder)?;
        files.extend(files::market(folder)?);
        Ok(files)
    }

    /// The files of the base and of each overlay, with the numbers of the latter.
    ///
    /// # Errors
    /// If one cannot be read.
    pub fn files(&self) -> Result<(Vec<SourceFile>, Vec<Range<usize>>)> {
        let mut files = match &self.base {
            Some(folder) => files::read_folder(folder)?,
            None => vec![SourceFile::new("the shipped knowledge base", "")],
        };
        let mut overlays = Vec::new();
        for folder in &self.overlays {
            let before = files.len();
            let own = files::read_folder(folder)?.into_iter();
            if own.len() == 0 {
                bail!("no *.yaml file in {}", folder.display());
            }
            // Two overlays may have files of the same name.
            files.extend(own.map(|file| SourceFile {
                name: folder.join(&file.name).display().to_string(),
                ..file
            }));
            overlays.push(before..files.len());
        }
        Ok((files, overlays))
    }

    /// The folder of a file that is named in a message.
    fn layer_of(&self, file: &str) -> &Path {
        let overlays = self.overlays.iter();
        let mut named = overlays.filter(|folder| Path::new(file).starts_with(folder));
        let base = || self.base.as_ref().or(self.overlays.first());
        named.next().or_else(base).map_or(Path::new(""), PathBuf::as_path)
    }

    /// The market of the base with those of the overlays, if there is any.
    ///
    /// # Errors
    /// Those of [`Layers::load`].
    pub fn market(&self, kb: &Kb) -> Result<Option<Market>> {
        let of_folder = |folder: &PathBuf| {
            let file = files::market(folder)?;
            file.map(|file| market_file::load(kb, Some(folder), &file)).transpose()
        };
        let base = match &self.base {
            Some(folder) => of_folder(folder)?,
            None => Some(shipped::market(kb)?),
        };
        let overlays: Vec<_> = self.overlays.iter().map(of_folder).try_collect()?;
        Ok([base].into_iter().chain(overlays).flatten().reduce(|all, other| all.with(&other)))
    }
}

fn read_base(folder: &Path) -> Result<Kb> {
    let files = files::read_folder(folder)?;
    if files.is_empty() {
        return Err(Foreign::without_yaml(folder, &files::names(folder)?).into());
    }
    link::read(folder, &files).map_err(|wrong| match Foreign::of(folder, &files) {
        Some(foreign) => foreign.into(),
        None => wrong.into(),
    })
}

/// Lists what overlays add behind the last entry of the same guide item, as if it stood there.
fn beside_their_like(mut kb: Kb) -> Kb {
    let listed = std::mem::take(&mut kb.listed.steps);
    let (added, mut all): (Vec<StepId>, _) =
        listed.into_iter().partition(|&step| kb[step].origin.added.is_some());
    for step in added {
        let like = all.iter().rposition(|&other| kb[other].item == kb[step].item);
        all.insert(like.map_or(all.len(), |at| at + 1), step);
    }
    kb.listed.steps = all;
    kb
}
