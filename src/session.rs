//! One run of the program: it reads the knowledge base, the profile and the journal once, and
//! derives the person as they are now, were then, or would be.

mod adverts;
mod layers;

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use jiff::civil::Date;

use crate::advert::Advert;
use crate::env::{Env, hint, note};
use crate::failure::Refused;
use crate::knowledge::files::{self, SourceFile};
use crate::knowledge::layers::{Layers, Loaded};
use crate::knowledge::market::Market;
use crate::knowledge::market_file;
use crate::knowledge::model::Kb;
use crate::person::journal::Journal;
use crate::person::profile::ProfileFile;
use crate::person::progress::Progress;
use crate::person::wishes::Wishes;
use crate::person::{self, Person};

pub use layers::{SHIPPED, are_same, holds_yaml, layers, layers_of};

/// More of what overlays say in vain is nothing to read before every answer.
const SHOWN_NOTES: usize = 3;

/// What a run has read. Profile and journal are read on first use, so that commands that need
/// neither work even if those are damaged.
pub struct Session<'a> {
    pub env: &'a Env,
    /// Never dropped: the process ends with the run.
    pub kb: ManuallyDrop<Kb>,
    flags: Wishes,
    pub layers: Layers,
    /// The text of the profile, if nothing but that was read yet.
    profile_text: Cell<Option<String>>,
    profile: OnceCell<Option<ProfileFile>>,
    journal: OnceCell<Journal>,
    /// How far the person is by it.
    progress: OnceCell<Progress>,
    /// Never dropped either.
    market: ManuallyDrop<OnceCell<Option<Arc<Market>>>>,
    /// Those that were aimed at, by their paths.
    adverts: RefCell<BTreeMap<PathBuf, Arc<Advert>>>,
}

impl<'a> Session<'a> {
    /// Reads the knowledge base.
    ///
    /// # Errors
    /// If a folder that flags or profile name is not there, or holds mistakes.
    pub fn new(env: &'a Env, flags: Wishes) -> Result<Self> {
        let path = env.home.profile_path();
        let (profile, profile_text) = (OnceCell::new(), Cell::default());
        // Whoever needs the profile is told why it cannot be read; the knowledge base needs few.
        match ProfileFile::text(&path) {
            Ok(Some(text)) if text.contains("kb") => {
                let _ = profile.set(Some(ProfileFile::of(&path, text)?));
            }
            text => profile_text.set(text.ok().flatten()),
        }
        let layers = layers(env, profile.get().and_then(Option::as_ref))?;
        Ok(Self { profile_text, profile, ..Self::on(env, flags, layers)? })
    }

    /// The same person with another knowledge base.
    ///
    /// # Errors
    /// If the files hold mistakes.
    pub fn beside(&self, layers: Layers) -> Result<Self> {
        let other = Self::on(self.env, self.flags.clone(), layers)?;
        let _ = other.profile.set(self.profile()?.cloned());
        let _ = other.journal.set(self.journal()?.clone());
        Ok(other)
    }

    /// The same whatever knowledge base the profile names.
    ///
    /// # Errors
    /// If the files hold mistakes.
    pub fn on(env: &'a Env, flags: Wishes, layers: Layers) -> Result<Self> {
        // The files of a large one are read for seconds.
        let Loaded { kb, notes } = match layers == Layers::default() {
            true => layers.load()?,
            false => env.waiting("Reading the knowledge base", || layers.load())?,
        };
        for stale in notes.iter().take(SHOWN_NOTES) {
            note(&format!("note: {stale}"));
        }
        if let more @ 1.. = notes.len().saturating_sub(SHOWN_NOTES) {
            note(&format!("note: and {more} more of that kind: see `{}`", env.command("check")));
        }
        Ok(Self {
            env,
            kb: ManuallyDrop::new(kb),
            flags,
            layers,
            profile_text: Cell::default(),
            profile: OnceCell::new(),
            journal: OnceCell::new(),
            progress: OnceCell::new(),
            market: ManuallyDrop::default(),
            adverts: RefCell::default(),
        })
    }

    /// For commands without profile flags.
    ///
    /// # Errors
    /// Those of [`Session::new`].
    pub fn without_flags(env: &'a Env) -> Result<Self> {
        Self::new(env, Wishes::default())
    }

    /// The same session with other flags.
    #[must_use]
    pub fn with_flags(self, flags: Wishes) -> Self {
        Self { flags, market: ManuallyDrop::default(), ..self }
    }

    /// The journal. Reports unreadable lines, once.
    pub fn journal(&self) -> Result<&Journal> {
        once(&self.journal, || {
            let journal = self.env.store().read()?;
            self.warn_damaged(&journal);
            Ok(journal)
        })
    }

    /// Reports the unreadable lines of a journal.
    pub fn warn_damaged(&self, journal: &Journal) {
        if let Some(complaint) = self.env.store().complaint(journal) {
            note(&format!("note: {complaint}"));
            let history = self.env.command("history");
            hint(&format!("read it with `{history}`; you may delete the line in an editor"));
        }
    }

    /// The job adverts that the person chose by a flag or in the profile, else those of the
    /// knowledge base, if it has any.
    ///
    /// # Errors
    /// If the file is not there, or holds mistakes.
    pub fn market(&self) -> Result<Option<Arc<Market>>> {
        let read = || {
            let chosen = match &self.flags.market {
                Some(path) => Some(path.clone()),
                None => self.profile()?.and_then(ProfileFile::market),
            };
            self.market_in(chosen.as_deref())
        };
        once(&self.market, read).cloned()
    }

    /// The job adverts of a file, or those of the knowledge base.
    pub fn market_in(&self, chosen: Option<&Path>) -> Result<Option<Arc<Market>>> {
        let market = match chosen {
            Some(path) => Some(market_file::load(&self.kb, chosen, &chosen_market(path)?)?),
            None => self.own_market()?,
        };
        Ok(market.map(Arc::new))
    }

    /// The market of the knowledge base.
    pub fn own_market(&self) -> Result<Option<Market>> {
        self.layers.market(&self.kb)
    }

    /// The person today, for a plan.
    pub fn person(&self) -> Result<Person> {
        self.person_with(&self.flags)
    }

    /// The person today with other flags, for a plan.
    pub fn person_with(&self, flags: &Wishes) -> Result<Person> {
        let person = self.resolve(flags, self.progress()?.clone(), self.env.today)?;
        self.aimed(self.profile()?, flags, Person { market: self.market()?, ..person })
    }

    /// The person today, whatever adverts they aim at: before other adverts, or where those cannot
    /// be read.
    pub fn person_without_aim(&self) -> Result<Person> {
        let person = self.person_without_market()?;
        Ok(Person { market: self.market()?, ..person })
    }

    /// The person today, without a market: where no plan is asked for, or one towards adverts, in
    /// which no others have a say.
    pub fn person_without_market(&self) -> Result<Person> {
        self.person_after(self.progress()?.clone())
    }

    /// The same for another progress.
    pub fn person_after(&self, progress: Progress) -> Result<Person> {
        self.resolve(&self.flags, progress, self.env.today)
    }

    /// The person on some day by the progress of then and today's profile, for a plan.
    pub fn person_on(&self, day: Date, progress: Progress) -> Result<Person> {
        let person = self.resolve(&self.flags, progress, day)?;
        self.aimed(self.profile()?, &self.flags, Person { market: self.market()?, ..person })
    }

    /// The person today with another profile, for a plan.
    pub fn person_of(&self, profile: &ProfileFile) -> Result<Person> {
        let (progress, today) = (self.progress()?.clone(), self.env.today);
        let person = person::resolve(&self.kb, Some(profile), progress, &self.flags, today)?;
        let market = self.market_in(profile.market().as_deref())?;
        self.aimed(Some(profile), &self.flags, Person { market, ..person })
    }

    /// How far the person is.
    pub fn progress(&self) -> Result<&Progress> {
        once(&self.progress, || Ok(self.progress_by(self.journal()?)))
    }

    /// How far the person is by another journal.
    pub fn progress_by(&self, journal: &Journal) -> Progress {
        Progress::new(&self.kb, journal.standing())
    }

    fn resolve(&self, flags: &Wishes, progress: Progress, day: Date) -> Result<Person> {
        person::resolve(&self.kb, self.profile()?, progress, flags, day)
    }

    /// The profile, if there is one.
    pub fn profile(&self) -> Result<Option<&ProfileFile>> {
        let path = self.env.home.profile_path();
        let read = || match self.profile_text.take() {
            Some(text) => ProfileFile::of(&path, text).map(Some),
            None => ProfileFile::read(&path),
        };
        once(&self.profile, read).map(Option::as_ref)
    }
}

fn chosen_market(path: &Path) -> Result<SourceFile> {
    files::read_file(path).map_err(|error| {
        let hint = "make one from job adverts: `mlpath market adverts/*.txt`";
        let cause = error.chain().skip(1).map(ToString::to_string).collect();
        Refused::new(error.to_string(), hint).because(cause).into()
    })
}

/// The content of a cell, read if it is empty. (`OnceCell::get_or_try_init` is not stable.)
fn once<T>(cell: &OnceCell<T>, read: impl FnOnce() -> Result<T>) -> Result<&T> {
    if let Some(known) = cell.get() {
        return Ok(known);
    }
    let known = read()?;
    Ok(cell.get_or_init(|| known))
}
