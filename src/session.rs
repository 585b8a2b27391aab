//! One run of the program: it reads the knowledge base, the profile and the journal once, and
//! derives the person as they are now, were then, or would be.

use std::cell::OnceCell;

use anyhow::{Result, bail};
use jiff::civil::Date;

use crate::env::{Env, hint, note};
use crate::failure::Refused;
use crate::knowledge::model::Kb;
use crate::knowledge::text::visible;
use crate::person::journal::Journal;
use crate::person::profile::ProfileFile;
use crate::person::progress::Progress;
use crate::person::wishes::Wishes;
use crate::person::{self, Person};

/// What a run has read. Profile and journal are read on first use, so that commands that need
/// neither work even if those are damaged.
pub struct Session<'a> {
    pub env: &'a Env,
    pub kb: Kb,
    flags: Wishes,
    profile: OnceCell<Option<ProfileFile>>,
    journal: OnceCell<Journal>,
}

impl<'a> Session<'a> {
    /// Reads the knowledge base.
    ///
    /// # Errors
    /// If the folder named by `--kb` is not there, or holds mistakes.
    pub fn new(env: &'a Env, flags: Wishes) -> Result<Self> {
        if let Some(folder) = env.kb_folder.as_deref().filter(|folder| !folder.is_dir()) {
            bail!(Refused::new(
                format!("{} is not a folder", folder.display()),
                "omit --kb to use the shipped knowledge base: `mlpath plan`",
            ));
        }
        Ok(Self {
            env,
            kb: crate::knowledge::load(env.kb_folder.as_deref())?,
            flags,
            profile: OnceCell::new(),
            journal: OnceCell::new(),
        })
    }

    /// For commands without profile flags.
    ///
    /// # Errors
    /// Those of [`Session::new`].
    pub fn without_flags(env: &'a Env) -> Result<Self> {
        Self::new(env, Wishes::default())
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
        if let Some(complaint) = self.env.store().complaint(&journal.damaged) {
            note(&format!("note: {}", visible(&complaint)));
            let history = self.env.command("history");
            hint(&format!("read it with `{history}`; you may delete the line in an editor"));
        }
    }

    /// The person today.
    pub fn person(&self) -> Result<Person> {
        self.person_after(self.journal()?)
    }

    /// The person today, with other flags.
    pub fn person_with(&self, flags: &Wishes) -> Result<Person> {
        self.resolve(flags, self.journal()?, self.env.today)
    }

    /// The person today, by another journal.
    pub fn person_after(&self, journal: &Journal) -> Result<Person> {
        self.person_on(self.env.today, journal)
    }

    /// The person on some day, by that journal and today's profile.
    pub fn person_on(&self, day: Date, journal: &Journal) -> Result<Person> {
        self.resolve(&self.flags, journal, day)
    }

    fn resolve(&self, flags: &Wishes, journal: &Journal, day: Date) -> Result<Person> {
        let profile = once(&self.profile, || ProfileFile::read(&self.env.home.profile_path()))?;
        let progress = Progress::new(&self.kb, journal);
        person::resolve(&self.kb, profile.as_ref(), progress, flags, day)
    }
}

/// The content of a cell, read if it is empty. (`OnceCell::get_or_try_init` is not stable.)
fn once<T>(cell: &OnceCell<T>, read: impl FnOnce() -> Result<T>) -> Result<&T> {
    if let Some(known) = cell.get() {
        return Ok(known);
    }
    let known = read()?;
    Ok(cell.get_or_init(|| known))
}
