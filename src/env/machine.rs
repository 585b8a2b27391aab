//! What of this machine reminders and completions are set up with.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use etcetera::BaseStrategy as _;

/// Folders and programs of the person who runs this.
#[derive(Debug)]
pub struct Machine {
    /// Its name.
    pub name: String,
    /// This program.
    pub program: PathBuf,
    /// The person's own folder, and that of their settings.
    pub home: PathBuf,
    pub settings: PathBuf,
    /// The folder of the settings of zsh.
    pub zsh_settings: PathBuf,
    /// The person's shell.
    pub shell: Option<PathBuf>,
    /// Where programs are looked for.
    path: OsString,
}

impl Machine {
    /// # Errors
    /// If the person has no folder.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub fn here() -> Result<Self> {
        let folders = etcetera::choose_base_strategy().context("no home folder was found")?;
        let named = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let named = |name| Some(PathBuf::from(named(name)?));
        Ok(Self {
            name: super::machine(),
            program: std::env::current_exe().context("cannot tell where this program is")?,
            home: folders.home_dir().to_owned(),
            settings: folders.config_dir(),
            zsh_settings: named("ZDOTDIR").unwrap_or_else(|| folders.home_dir().to_owned()),
            shell: named("SHELL"),
            path: std::env::var_os("PATH").unwrap_or_default(),
        })
    }

    /// Whether there is a program of that name to run.
    pub fn has(&self, program: &str) -> bool {
        std::env::split_paths(&self.path).any(|folder| folder.join(program).is_file())
    }
}
