//! The file that a plan is exported to.

use std::path::Path;

use anyhow::{Result, bail};

use crate::commands::checklist_steps::free_name;
use crate::env::{Env, note};
use crate::failure::Refused;
use crate::knowledge::files::read_text;
use crate::knowledge::text::{Count, quoted};
use crate::person::exported::Exported;
use crate::person::home::make_folder;
use crate::person::replace::{Outcome, Over, replace};

pub(super) struct OutFile<'a> {
    pub(super) env: &'a Env,
    pub(super) path: &'a Path,
    /// The flags of this command that say what the plan is for.
    pub(super) target: String,
    /// Other flags have been given, too.
    pub(super) has_more: bool,
    pub(super) update: bool,
}

impl OutFile<'_> {
    /// The same command in backticks, with another option or none, for a file.
    pub(super) fn command(&self, option: &str, file: &Path) -> String {
        let form = self.env.format.map(|form| format!(" --format {}", form.word()));
        let (form, target) = (form.unwrap_or_default(), &self.target);
        let same = if self.has_more { " and the same flags" } else { "" };
        let command = format!("export{option}{form}{target} {}", quoted(file));
        format!("`{}`{same}", self.env.command(&command))
    }

    /// This command.
    pub(super) fn again(&self) -> String {
        self.command(if self.update { " --update" } else { "" }, self.path)
    }

    /// How to write to a file that is not there yet.
    pub(super) fn elsewhere(&self) -> String {
        format!("write to a file of its own: {}", self.command("", &free_name(self.path)))
    }

    /// The name of the file for commands in what is written, which may move to another folder.
    pub(super) fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
        if name.chars().all(is_plain) { name.into_owned() } else { "FILE".to_owned() }
    }

    /// Refuses a link, which may lead to anything; but not one to a stream, as standard output is.
    pub(super) fn check_no_link(&self) -> Result<()> {
        if self.path.is_symlink() && (self.path.is_file() || !self.path.exists()) {
            bail!(self.refused("is a link"));
        }
        Ok(())
    }

    /// The text of the file, if it is as it was exported, so that nothing of the person's own is
    /// lost with it; `None` if there is no such file.
    ///
    /// # Errors
    /// If it is another file.
    pub(super) fn earlier(&self) -> Result<Option<String>> {
        if !self.path.is_file() {
            return Ok(None);
        }
        let exported = Exported::read(&self.env.home.exported_path());
        match read_text(self.path) {
            Ok(text) if exported.is_unchanged(self.path, &text) => Ok(Some(text)),
            _ if exported.has(self.path) => {
                bail!(self.refused("has been changed since it was exported"))
            }
            _ => bail!(self.refused("already exists")),
        }
    }

    fn refused(&self, what: &str) -> Refused {
        let message = format!("{} {what}; nothing was written", self.path.display());
        Refused::new(message, self.elsewhere())
    }

    /// Writes the file, unless an editor has saved it since it was read.
    pub(super) fn write(&self, text: &str, over: Over) -> Result<()> {
        let shown = self.path.display();
        match replace(self.path, text, over)? {
            Outcome::Written { links: 0 } => Ok(()),
            Outcome::Written { links } => {
                let links = Count(links as usize, "hard link");
                note(&format!("note: other names of {shown} ({links}) keep the old text"));
                Ok(())
            }
            Outcome::Changed => {
                let message = format!("{shown} has changed in the meantime; nothing was written");
                bail!(Refused::new(message, format!("try again: {}", self.again())))
            }
        }
    }

    /// Remembers what was written, so that the next export may write over it.
    pub(super) fn remember(&self, text: &str) {
        // Without a home there is nothing to remember it by: the next export asks for `--force`.
        if make_folder(&self.env.home.folder).is_ok() {
            let path = self.env.home.exported_path();
            Exported::read(&path).remember(&path, self.path, text);
        }
    }
}
