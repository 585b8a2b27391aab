//! Checks the files of a person: profile, journal, market, checklist; for `check`.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::Result;

use crate::checklist::Checklist;
use crate::checklist::written::conflict;
use crate::commands::check_base::Checked;
use crate::commands::checklist_steps::ChecklistSteps;
use crate::knowledge::code::Code;
use crate::knowledge::diagnostics::{Diagnostic, suggestion};
use crate::knowledge::files::{SourceFile, read_file, read_text};
use crate::knowledge::market_file;
use crate::knowledge::model::Kb;
use crate::knowledge::text::Count;
use crate::person;
use crate::person::journal::{Damage, Journal, Store};
use crate::person::profile::ProfileFile;
use crate::person::progress::Progress;
use crate::person::wishes::Wishes;

impl Checked<'_> {
    /// Checks a profile against the knowledge base that it names, else the one in use.
    pub(super) fn profile(&mut self, path: &Path) -> Result<()> {
        if let Some(kb) = self.kb_for(path)? {
            self.profile_on(&kb, path);
        }
        Ok(())
    }

    pub(super) fn profile_on(&mut self, kb: &Kb, path: &Path) {
        self.checked("profile", path);
        let resolved = ProfileFile::read(path).and_then(|file| {
            let progress = Progress::new(kb, [].into_iter());
            let today = self.env.today;
            person::resolve(kb, file.as_ref(), progress, &Wishes::default(), today).map(|_| file)
        });
        match resolved {
            Ok(Some(file)) => self.named_files(&file),
            Ok(None) => self.unknown(path, Code::Unreadable, "there is no such file"),
            Err(error) => self.failed(path, &error),
        }
    }

    /// Checks that the adverts and the market of a profile are there.
    fn named_files(&mut self, file: &ProfileFile) {
        let market = file.market().map(|path| ("market", path));
        let adverts = file.adverts().map(|(_, path)| ("for", path));
        let named: Vec<_> = market.into_iter().chain(adverts).collect();
        for (key, path) in named.into_iter().filter(|(_, path)| !path.exists()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let at = file.found(key, &name);
            let message = format!("there is no file {}", path.display());
            let found = Diagnostic::new(Code::Unreadable, &file.source, at, message).within(key);
            self.view.add(file.path.display().to_string(), found);
        }
    }

    pub(super) fn market(&mut self, path: &Path) -> Result<()> {
        self.checked("market", path);
        let Some(kb) = self.kb_for(&self.env.home.profile_path())? else { return Ok(()) };
        let read = read_file(path).and_then(|file| market_file::load(&kb, Some(path), &file));
        if let Err(error) = read {
            self.failed(path, &error);
        }
        Ok(())
    }

    pub(super) fn journal(&mut self, path: &Path) -> Result<()> {
        if let Some(kb) = self.kb_for(&self.env.home.profile_path())? {
            self.journal_on(&kb, path);
        }
        Ok(())
    }

    pub(super) fn journal_on(&mut self, kb: &Kb, path: &Path) {
        self.checked("journal", path);
        if !path.exists() {
            return self.unknown(path, Code::Unreadable, "there is no such file");
        }
        let store = Store { path: path.to_path_buf(), ..self.env.store() };
        match store.read() {
            Ok(journal) => self.events(kb, path, &journal),
            Err(error) => self.failed(path, &error),
        }
    }

    fn events(&mut self, kb: &Kb, path: &Path, journal: &Journal) {
        // Lines that are no text have no excerpt.
        let text = read_text(path).unwrap_or_default();
        let file = SourceFile::at(path, &text);
        let place = path.display().to_string();
        for damaged in &journal.damaged {
            let (code, message) = match damaged.kind {
                Damage::Conflict => (Code::MergeConflict, "a mark of git where two merge"),
                Damage::Torn => (Code::DamagedLine, "the line has no end, and is ignored"),
                Damage::Foreign => (Code::DamagedLine, "not written by mlpath, and ignored"),
                Damage::Broken => (Code::DamagedLine, "not as it was written, and ignored"),
            };
            let found = Diagnostic::new(code, &file, (damaged.line, 1), message);
            self.view.add(place.clone(), found);
        }
        let known = kb.step_names();
        let mut gone = BTreeMap::new();
        for step in journal.standing().filter_map(|event| event.record.step.as_deref()) {
            if !known.contains_key(step) {
                *gone.entry(step).or_insert(0) += 1;
            }
        }
        for (step, entries) in gone {
            let at = text.find(&format!("\"{step}\"")).unwrap_or_default();
            let line = text[..at].matches('\n').count() + 1;
            let column = text[..at].lines().last().map_or(0, |line| line.chars().count()) + 1;
            let near = suggestion(step, known.keys().copied());
            let message = format!("{} of the unknown step `{step}`{near}", Count(entries, "entry"));
            let found = Diagnostic::new(Code::GoneStep, &file, (line, column), message);
            self.view.add(place.clone(), found);
        }
    }

    pub(super) fn checklist(&mut self, path: &Path) -> Result<()> {
        self.checked("checklist", path);
        let Some(kb) = self.kb_for(&self.env.home.profile_path())? else { return Ok(()) };
        let file = match read_file(path) {
            Ok(file) => file,
            Err(error) => {
                self.failed(path, &error);
                return Ok(());
            }
        };
        let list = Checklist::read(&file.text);
        let mut found = ChecklistSteps::read(&kb, &list, self.env.today).found;
        let marks = conflict(&file.text).into_iter();
        found.extend(
            marks.map(|line| {
                (line, Code::MergeConflict, "a mark of git where two merge".to_owned())
            }),
        );
        found.extend(repeated(&kb, &list));
        for (line, code, message) in found {
            let line_text = file.text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
            let id = message.split('`').nth(1).filter(|_| code == Code::UnknownId);
            let at = id.and_then(|id| line_text.find(id)).unwrap_or_default();
            let column = line_text[..at].chars().count() + 1;
            let found = Diagnostic::new(code, &file, (line, column), message);
            self.view.add(path.display().to_string(), found);
        }
        Ok(())
    }
}

/// Steps with two boxes that are both ticked, or both not.
fn repeated(kb: &Kb, list: &Checklist) -> Vec<(usize, Code, String)> {
    let mut first = HashMap::new();
    let mut found = Vec::new();
    for own in list.boxes.iter().filter(|own| kb.step(own.id).is_some()) {
        let line = *first.entry((own.id, own.mark)).or_insert(own.line);
        if line < own.line {
            let message = format!("{} has the same box on line {line}", own.id);
            found.push((own.line, Code::TwoBoxes, message));
        }
    }
    found
}
