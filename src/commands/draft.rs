//! A copy of a file that a person changes in their editor, so that nothing that is half done counts
//! and nothing that they wrote is lost.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::env::{Env, error, note, terminal};
use crate::failure::Refused;
use crate::knowledge::files::read_text;
use crate::wizard::ask::Asker;

pub(super) struct Draft<'a> {
    pub(super) env: &'a Env,
    pub(super) path: PathBuf,
    /// What the editor shows at first.
    pub(super) begun: String,
    /// What is true while it is not right, such as `the profile is as it was`.
    pub(super) so_far: &'static str,
    /// The command that goes on with it.
    pub(super) again: String,
}

impl Draft<'_> {
    /// What the person wrote. What is left unfinished stays, if anything was changed.
    ///
    /// # Errors
    /// If there is no such editor, or it ended with an error.
    pub(super) fn edited(&self) -> Result<String> {
        let editor = self.env.editor();
        let message = match editor.open(&self.path) {
            Ok(true) => return read_text(&self.path),
            Ok(false) => format!("`{}` ended with an error; {}", editor.0, self.so_far),
            Err(_) => format!("there is no editor `{}`", editor.0),
        };
        let hint = if read_text(&self.path).is_ok_and(|text| text == self.begun) {
            std::fs::remove_file(&self.path)?;
            format!("name one that you have: `EDITOR=nano mlpath {}`", self.again)
        } else {
            self.go_on()
        };
        bail!(Refused::new(message, hint))
    }

    /// Shows what is wrong and asks whether to go on; `false` without a terminal.
    pub(super) fn wants_to_go_on(&self, wrong: &anyhow::Error) -> Result<bool> {
        let Some(terminal) = terminal() else { return Ok(false) };
        let mut lines = lines(wrong).into_iter();
        error(&lines.next().unwrap_or_default());
        lines.for_each(|line| note(&line));
        let help = format!("no means that {}; what you wrote is kept in a file", self.so_far);
        Asker::new(&terminal).is_wanted("Go on editing?", &help, true)
    }

    /// The refusal of what is wrong.
    pub(super) fn kept(&self, wrong: &anyhow::Error) -> Refused {
        let message = format!("{}: what you wrote has mistakes", self.so_far);
        let lines = lines(wrong).into_iter().map(|line| line.trim_start().to_owned());
        Refused::new(message, self.go_on()).because(lines.collect())
    }

    fn go_on(&self) -> String {
        let again = self.env.command(&self.again);
        format!("what you wrote is in {}; go on with it: `{again}`", self.path.display())
    }
}

fn lines(wrong: &anyhow::Error) -> Vec<String> {
    wrong
        .chain()
        .flat_map(|cause| cause.to_string().lines().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}
