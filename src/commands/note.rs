//! A note that follows `--note`, with quotes or without: `--note watched lecture 1`.

use anyhow::{Result, bail};

use crate::failure::{Refused, Usage};
use crate::knowledge::text::clean;

/// In characters; longer notes belong in a file.
const LONGEST_TEXT: usize = 2_000;

/// A note for the history, as it was typed.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Note {
    /// A note for your history
    #[arg(long, value_name = "TEXT", num_args = 1.., value_parser = parse_text)]
    note: Vec<String>,
}

/// What words behind a note could be besides its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Nothing else.
    OnlyNote,
    /// Something to do, by words that could belong to the note as well.
    Perhaps,
    /// Something to do.
    Surely,
}

impl Note {
    /// The note; and what the command was told: `others`, and the words behind the note that do not
    /// belong to it. `read` says what words could be.
    ///
    /// # Errors
    /// If they could be both, or the note is too long; `command` is what was typed before.
    pub(super) fn split(
        &self,
        others: &[String],
        read: impl Fn(&[String]) -> Reading,
        command: &str,
    ) -> Result<(Option<String>, Vec<String>)> {
        let Some((first, behind)) = self.note.split_first() else {
            return Ok((None, others.to_vec()));
        };
        let all = self.note.join(" ");
        let quoted = format!("put the note in quotes: `{command} --note \"{all}\"`");
        let is_quoted = first.contains(' ');
        let reading = if behind.is_empty() { Reading::OnlyNote } else { read(behind) };
        match reading {
            Reading::OnlyNote if others.is_empty() && !behind.is_empty() => {
                let message = format!("where the note `{first} ...` ends is not clear");
                let hint = format!("put it in quotes: `{command} --note \"{first} ...\"`");
                bail!(Refused::new(message, hint))
            }
            Reading::OnlyNote if is_quoted && !behind.is_empty() => {
                Ok((Some(first.clone()), [others, behind].concat()))
            }
            Reading::OnlyNote => {
                let note = parse_text(&all).map_err(|wrong| Usage(format!("--note: {wrong}")))?;
                Ok((Some(note), others.to_vec()))
            }
            Reading::Perhaps if !is_quoted && !others.is_empty() => {
                let behind = behind.join(" ");
                let message = format!("`{behind}` could belong to the note, or be meant as well");
                bail!(Refused::new(message, quoted))
            }
            Reading::Perhaps | Reading::Surely => {
                Ok((Some(first.clone()), [others, behind].concat()))
            }
        }
    }
}

/// A note or evidence: one line without control characters.
pub(super) fn parse_text(text: &str) -> Result<String, String> {
    let text = clean(text)?;
    match text.chars().count() {
        ..=LONGEST_TEXT => Ok(text),
        n => Err(format!("{n} characters are too many, {LONGEST_TEXT} at most")),
    }
}
