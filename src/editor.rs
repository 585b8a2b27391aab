//! The editor in which a person changes a file.

use std::io;
use std::path::Path;
use std::process::Command;

use crate::interrupts;

/// An editor by its command line.
#[derive(Debug)]
pub struct Editor(pub String);

impl Editor {
    pub const USUAL: &str = if cfg!(windows) { "notepad" } else { "vi" };

    /// Opens a file and waits until the editor has been left; `false` if it ended with an error.
    ///
    /// # Errors
    /// If there is no such program.
    pub fn open(&self, file: &Path) -> io::Result<bool> {
        let _interrupts = interrupts::hold();
        let status = self.command(file).status()?;
        match status.code() {
            // By a shell: there is no such program.
            Some(126 | 127) if cfg!(unix) => Err(io::ErrorKind::NotFound.into()),
            _ => Ok(status.success()),
        }
    }

    /// Like git, has a shell take the command line apart where there is one.
    fn command(&self, file: &Path) -> Command {
        if cfg!(unix) {
            let mut shell = Command::new("sh");
            shell.arg("-c").arg(format!("{} \"$@\"", self.0)).arg(&self.0).arg(file);
            return shell;
        }
        let mut words = self.0.split_whitespace();
        let mut program = Command::new(words.next().unwrap_or(Self::USUAL));
        program.args(words).arg(file);
        program
    }
}
