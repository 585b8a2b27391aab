//! Long answers on a terminal go through a pager, as git shows its own.

use std::io::{self, ErrorKind, Write as _};
use std::process::{Child, Command, Stdio};

use unicode_width::UnicodeWidthStr as _;

use crate::interrupts;

/// A pager, and the terminal that it is for.
#[derive(Debug)]
pub struct Pager {
    command_line: String,
    /// Variables of its environment, beside our own.
    variables: Vec<(&'static str, &'static str)>,
    columns: usize,
    rows: usize,
}

impl Pager {
    /// Ends at once if the text fits, keeps colours, and leaves the text on the screen.
    pub const USUAL: &str = "less -FRX";

    /// What pagers expect so that colours reach the screen, unless a person has set it.
    pub const VARIABLES: [(&str, &str); 2] = [("LESS", "FRX"), ("LV", "-c")];

    /// `None` if the command line asks for no pager: it is empty or `cat`.
    pub fn new(
        command_line: &str,
        variables: Vec<(&'static str, &'static str)>,
        (columns, rows): (u16, u16),
    ) -> Option<Self> {
        let command_line = command_line.trim();
        let is_wanted = !matches!(command_line, "" | "cat");
        is_wanted.then(|| Self {
            command_line: command_line.to_owned(),
            variables,
            columns: columns.max(1).into(),
            rows: rows.into(),
        })
    }

    /// Shows a text that is longer than the terminal, until its reader quits. `false` if nothing
    /// was shown: the text is short, or there is no such pager.
    ///
    /// # Errors
    /// If the text cannot be handed over; a reader who quits before its end is no error.
    pub fn show(&self, text: &str) -> io::Result<bool> {
        if self.fits(text) {
            return Ok(false);
        }
        let mut command = self.command();
        command.envs(self.variables.iter().copied()).stdin(Stdio::piped());
        let _interrupts = interrupts::hold();
        let Ok(mut pager) = command.spawn() else { return Ok(false) };
        let written = hand_over(&mut pager, text);
        // By a shell: there is no such program.
        let is_missing = matches!(pager.wait()?.code(), Some(126 | 127));
        written.map(|()| !is_missing)
    }

    /// Whether a text leaves room for the prompt below it.
    fn fits(&self, text: &str) -> bool {
        let columns = |line: &str| anstream::adapter::strip_str(line).to_string().width();
        let rows = text.lines().map(|line| columns(line).div_ceil(self.columns).max(1));
        rows.sum::<usize>() < self.rows
    }

    /// Like git, asks a shell only if the command line has something for it to do.
    fn command(&self) -> Command {
        const FOR_A_SHELL: &str = "|&;<>()$`\\\"'*?[#~=%";
        let line = &self.command_line;
        if cfg!(unix) && line.contains(|c| FOR_A_SHELL.contains(c)) {
            let mut shell = Command::new("sh");
            shell.arg("-c").arg(line);
            return shell;
        }
        let mut words = line.split_whitespace();
        let mut program = Command::new(words.next().unwrap_or_default());
        program.args(words);
        program
    }
}

fn hand_over(pager: &mut Child, text: &str) -> io::Result<()> {
    let Some(mut input) = pager.stdin.take() else { return Ok(()) };
    match input.write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}
