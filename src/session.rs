//! One run of the program: knowledge base, profile and journal are read once, and every question
//! ("now", "then", "what if") is asked of what was read.

use std::cell::OnceCell;

use anyhow::Result;
use jiff::civil::Date;

use crate::env::{Env, hint, note};
use crate::failure::Refused;
use crate::knowledge::model::Kb;
use crate::knowledge::text::visible;
use crate::person::flags::ProfileFlags;
use crate::person::journal::Journal;
use crate::person::profile::ProfileFile;
use crate::person::progress::Progress;
use crate::person::{self, Person};

/// What a run has read. Profile and journal are read when they are first asked for, so that a
/// command that needs neither works without them.
pub struct Session<'a> {
    pub env: &'a Env,
    pub kb: Kb,
    flags: ProfileFlags,
    profile: OnceCell<Option<ProfileFile>>,
    journal: OnceCell<Journal>,
}

impl<'a> Session<'a> {
    /// Reads the knowledge base.
    ///
    /// # Errors
    /// If the folder named by `--kb` is not there, or holds mistakes.
    pub fn new(env: &'a Env, flags: &ProfileFlags) -> Result<Self> {
        if let Some(folder) = env.kb_folder.as_deref().filter(|folder| !folder.is_dir()) {
            return Err(Refused::new(
                format!("{} is no folder", folder.display()),
                "leave --kb out for the shipped knowledge base: `mlpath plan`",
            )
            .into());
        }
        Ok(Self {
            env,
            kb: crate::knowledge::load(env.kb_folder.as_deref())?,
            flags: flags.clone(),
            profile: OnceCell::new(),
            journal: OnceCell::new(),
        })
    }

    /// For commands without profile flags.
    ///
    /// # Errors
    /// Those of [`Session::new`].
    pub fn without_flags(env: &'a Env) -> Result<Self> {
        Self::new(env, &ProfileFlags::default())
    }

    /// What has happened. Lines that cannot be read are reported, once.
    pub fn journal(&self) -> Result<&Journal> {
        once(&self.journal, || {
            let journal = self.env.store().read()?;
            self.warn_damaged(&journal);
            Ok(journal)
        })
    }

    /// Reports the lines of a journal that cannot be read.
    pub fn warn_damaged(&self, journal: &Journal) {
        if let Some(complaint) = self.env.store().complaint(&journal.damaged) {
            note(&format!("note: {}", visible(&complaint)));
            let history = self.env.command("history");
            hint(&format!("read it with `{history}`; you may delete the line in an editor"));
        }
    }

    /// The person as they are today.
    pub fn person(&self) -> Result<Person> {
        self.person_after(self.journal()?)
    }

    /// The person as they would be today with other flags.
    pub fn person_with(&self, flags: &ProfileFlags) -> Result<Person> {
        self.resolve(flags, self.journal()?, self.env.today)
    }

    /// The person as another journal leaves them today.
    pub fn person_after(&self, journal: &Journal) -> Result<Person> {
        self.person_on(self.env.today, journal)
    }

    /// The person as a journal left them on a day, with the profile of now.
    pub fn person_on(&self, day: Date, journal: &Journal) -> Result<Person> {
        self.resolve(&self.flags, journal, day)
    }

    fn resolve(&self, flags: &ProfileFlags, journal: &Journal, day: Date) -> Result<Person> {
        let profile = once(&self.profile, || self.env.home.read_profile())?;
        let progress = Progress::new(&self.kb, journal);
        person::resolve(&self.kb, profile.as_ref(), progress, flags, day)
    }
}

/// What a cell holds; read first, if it is empty.
fn once<T>(cell: &OnceCell<T>, read: impl FnOnce() -> Result<T>) -> Result<&T> {
    if let Some(known) = cell.get() {
        return Ok(known);
    }
    let known = read()?;
    Ok(cell.get_or_init(|| known))
}
