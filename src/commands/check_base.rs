//! Checks a knowledge base with its overlays; for `check`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Error, Result};

use crate::env::Env;
use crate::knowledge::code::Code;
use crate::knowledge::diagnostics::{Diagnostic, Diagnostics};
use crate::knowledge::files::SourceFile;
use crate::knowledge::foreign::Foreign;
use crate::knowledge::layers::{Layers, Loaded};
use crate::knowledge::lint::{Finding, Places, findings};
use crate::knowledge::model::{Kb, RoleId};
use crate::person::profile::ProfileFile;
use crate::planner::goal::{Demand, Goal};
use crate::planner::held::Held;
use crate::planner::select::select;
use crate::planner::target::Target;
use crate::planner::unreachable::{Missing, Reason};
use crate::session;
use crate::view::check::{CheckView, CheckedView};
use crate::view::plan::reasons;

/// What was found so far.
pub(super) struct Checked<'a> {
    pub(super) env: &'a Env,
    pub(super) view: CheckView,
}

impl<'a> Checked<'a> {
    pub(super) fn new(env: &'a Env) -> Self {
        Self { env, view: CheckView::default() }
    }

    /// Checks the knowledge base in use, what lies over it, and the files of the home.
    pub(super) fn all_in_use(&mut self) -> Result<()> {
        let home = &self.env.home;
        let (profile, journal) = (home.profile_path(), home.journal_path());
        if let Some(kb) = self.in_use()? {
            if profile.exists() {
                self.profile_on(&kb, &profile);
            }
            if journal.exists() {
                self.journal_on(&kb, &journal);
            }
        }
        Ok(())
    }

    /// Checks the knowledge base in use with all that lies over it. Nothing if it cannot be read.
    fn in_use(&mut self) -> Result<Option<Kb>> {
        let Some(layers) = self.layers(&self.env.home.profile_path())? else { return Ok(None) };
        self.layered(&layers, |_| true)
    }

    /// The layers in use for a person with this profile. Nothing if the profile cannot be read,
    /// which is noted.
    pub(super) fn layers(&mut self, profile: &Path) -> Result<Option<Layers>> {
        match ProfileFile::read(profile) {
            Ok(profile) => session::layers(self.env, profile.as_ref()).map(Some),
            Err(error) => {
                self.checked("profile", profile);
                self.failed(profile, &error);
                Ok(None)
            }
        }
    }

    /// The knowledge base in use, for a file that refers to it. Nothing if it cannot be read.
    pub(super) fn kb_for(&mut self, profile: &Path) -> Result<Option<Kb>> {
        let Some(layers) = self.layers(profile)? else { return Ok(None) };
        Ok(self.loaded(&layers)?.map(|loaded| loaded.kb))
    }

    /// Checks a folder as a whole knowledge base.
    pub(super) fn base(&mut self, folder: &Path) -> Result<()> {
        let layers = Layers { base: Some(folder.to_path_buf()), overlays: Vec::new() };
        self.layered(&layers, |_| true).map(drop)
    }

    /// Checks a folder as an overlay on the knowledge base in use.
    pub(super) fn overlay(&mut self, folder: &Path) -> Result<()> {
        self.overlaid(folder, |place| place.starts_with(folder))
    }

    /// Checks a file of entries with the folder that it is in.
    pub(super) fn entries(&mut self, file: &Path) -> Result<()> {
        let folder = match file.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let is_own = |place: &Path| place == folder.join(file.file_name().unwrap_or_default());
        if !Layers::is_base(folder) {
            return self.overlaid(folder, is_own);
        }
        let layers = Layers { base: Some(folder.to_path_buf()), overlays: Vec::new() };
        self.layered(&layers, is_own).map(drop)
    }

    /// Checks an overlay, where it lies already or on top; `is_own` says of which files problems
    /// are shown.
    fn overlaid(&mut self, folder: &Path, is_own: impl Fn(&Path) -> bool) -> Result<()> {
        let profile = self.env.home.profile_path();
        let Some(mut layers) = self.layers(&profile)? else { return Ok(()) };
        let same = |known: &PathBuf| match (known.canonicalize(), folder.canonicalize()) {
            (Ok(known), Ok(folder)) => known == folder,
            _ => known == folder,
        };
        if let Some(known) = layers.overlays.iter_mut().find(|known| same(known)) {
            // Shown by the path that was typed.
            *known = folder.to_path_buf();
        } else {
            // That of the home lies over all others.
            let home = self.env.home.overlay_path();
            let at = layers.overlays.iter().position(|known| *known == home);
            layers.overlays.insert(at.unwrap_or(layers.overlays.len()), folder.to_path_buf());
        }
        self.layered(&layers, is_own).map(drop)
    }

    /// Checks a knowledge base; of its problems only those of some files are shown, if it has any
    /// there.
    fn layered(&mut self, layers: &Layers, is_own: impl Fn(&Path) -> bool) -> Result<Option<Kb>> {
        self.checked_layers(layers);
        let Some(Loaded { kb, notes }) = self.loaded(layers)? else { return Ok(None) };
        let market = layers.market(&kb);
        let market = market.map_err(|error| self.failed(Path::new(""), &error)).ok().flatten();
        let files = files(layers).unwrap_or_default();
        let places = Places::new(&files);
        let mut found = findings(&kb, market.as_ref(), self.env.today);
        found.extend(self.unreachable(&kb));
        let found = found.iter().filter_map(|finding| places.diagnostic(finding));
        for diagnostic in notes.into_iter().chain(found) {
            let place = place(layers, &diagnostic.file);
            if is_own(&place) {
                self.view.add(place.display().to_string(), diagnostic);
            }
        }
        self.view.describe(&kb, market.as_ref());
        Ok(Some(kb))
    }

    /// What keeps a person who knows nothing and avoids nothing from reaching each role.
    fn unreachable(&mut self, kb: &Kb) -> Vec<Finding> {
        let roles = kb.listed.roles.iter();
        let (told, found): (Vec<String>, Vec<Finding>) =
            roles.flat_map(|&role| obstacles(kb, role)).unzip();
        self.view.unreachable.extend(told);
        found
    }

    /// Nothing if the files hold mistakes, which are noted. A folder that is no knowledge base at
    /// all is refused with what one is made of.
    fn loaded(&mut self, layers: &Layers) -> Result<Option<Loaded>> {
        let loaded = match *layers == Layers::default() {
            true => layers.load(),
            false => self.env.waiting("Reading the knowledge base", || layers.load()),
        };
        match loaded {
            Ok(loaded) => Ok(Some(loaded)),
            Err(error) if error.is::<Foreign>() => Err(error),
            Err(error) => {
                let folder = layers.base.as_ref().or(layers.overlays.first());
                self.failed(folder.map_or(Path::new(""), PathBuf::as_path), &error);
                Ok(None)
            }
        }
    }

    fn checked_layers(&mut self, layers: &Layers) {
        match &layers.base {
            Some(folder) => self.checked("knowledge base", folder),
            None => self.checked("knowledge base", Path::new("the shipped knowledge base")),
        }
        layers.overlays.iter().for_each(|folder| self.checked("overlay", folder));
    }

    pub(super) fn checked(&mut self, kind: &'static str, place: &Path) {
        let place = place.display().to_string();
        if self.view.checked.iter().all(|it| it.place != place) {
            self.view.checked.push(CheckedView { kind, place });
        }
    }

    /// Notes why a file or folder could not be read or used.
    pub(super) fn failed(&mut self, path: &Path, error: &Error) {
        if let Some(diagnostics) = error.downcast_ref::<Diagnostics>() {
            for diagnostic in diagnostics.all() {
                let place = diagnostics.path(diagnostic).display().to_string();
                self.view.add(place, diagnostic.clone());
            }
        } else {
            self.unknown(path, Code::Unreadable, &format!("{error:#}"));
        }
    }

    /// Notes that a path as a whole cannot be checked.
    pub(super) fn unknown(&mut self, path: &Path, code: Code, why: &str) {
        let shown = path.display().to_string();
        self.checked("path", path);
        let diagnostic = Diagnostic::new(code, &SourceFile::new(&shown, ""), (0, 0), why);
        self.view.add(shown, diagnostic);
    }
}

/// A guide item that nothing serves is wrong itself, whatever the role.
fn obstacles(kb: &Kb, id: RoleId) -> Vec<(String, Finding)> {
    let role = Arc::new(Target::from(&kb[id]));
    let goal = Goal::new(kb, &role, Held::nothing(kb), &[], Vec::new());
    let Err(unreachable) = select(kb, &goal) else { return Vec::new() };
    let texts = reasons(kb, &unreachable).into_iter().map(|reason| reason.text);
    let finding = |(reason, text): (&Reason, String)| {
        let told = format!("{}: {text}", kb[id].id);
        let found = match reason {
            Reason::NoWay { demand: Demand::Guide(item), missing: Missing::Anything } => {
                let text = "every plan must cover this item, and no step serves it";
                Finding::of_item(Code::NotServed, &kb[*item], &["coverage"], text)
            }
            _ => Finding::of_role(Code::UnreachableRole, &kb[id], &[], text),
        };
        (told, found)
    };
    unreachable.iter().zip(texts).map(finding).collect()
}

/// The files of all layers. Those of the shipped base are named by the word that `--kb` takes for
/// it.
fn files(layers: &Layers) -> Result<Vec<SourceFile>> {
    let (mut files, _) = layers.files()?;
    if layers.base.is_none() {
        let named = |file: SourceFile| {
            let name = format!("{}/{}", session::SHIPPED, file.name);
            SourceFile { name, ..file }
        };
        files.splice(0..1, layers.base_files()?.into_iter().map(named));
    }
    Ok(files)
}

/// The file of a problem: the files of the base are named without their folder.
fn place(layers: &Layers, file: &str) -> PathBuf {
    let is_overlaid = layers.overlays.iter().any(|folder| Path::new(file).starts_with(folder));
    match &layers.base {
        Some(folder) if !is_overlaid => folder.join(file),
        _ => PathBuf::from(file),
    }
}
