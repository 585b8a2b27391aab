//! Document -> text: one file for each form. Special forms: of the plan bars over months and the
//! checklist, of an application the letter, and lines for a CV.

pub mod earned;
pub mod gantt;
pub mod letter;
pub mod markdown;
mod plain;
mod rise;
mod table;
mod wrap;

use std::borrow::Cow;

use anyhow::Result;
use serde::Serialize;

use crate::document::Answer;
use crate::knowledge::text::{hostile, replaced};

pub use table::{DEFAULT_WIDTH, NARROWEST, WIDEST};
pub use wrap::message;

/// In which form an answer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Tables, fitted to the terminal
    Table,
    /// Numbered `key: value` lines, for screen readers
    Plain,
    /// For scripts
    Json,
    /// The checklist
    Markdown,
}

impl Format {
    /// Its name in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Plain => "plain",
            Self::Json => "JSON",
            Self::Markdown => "Markdown",
        }
    }
}

/// An answer as JSON, plain or a table. Forms that only some answers have are drawn as a table.
pub fn draw(answer: &impl Answer, format: Format, width: u16) -> Result<String> {
    Ok(match format {
        Format::Json => json(answer)?,
        Format::Plain => plain::draw(&answer.document().legible()),
        Format::Table | Format::Markdown => table::draw(&answer.document().legible(), width),
    })
}

/// JSON, also for what people are told line by line as it happens.
pub fn json(view: &impl Serialize) -> Result<String> {
    Ok(escaped(&serde_json::to_string_pretty(view)?).into_owned() + "\n")
}

/// JSON in one line.
pub fn json_line(view: &impl Serialize) -> Result<String> {
    Ok(escaped(&serde_json::to_string(view)?).into_owned() + "\n")
}

/// The same JSON, in which no text steers the terminal.
fn escaped(json: &str) -> Cow<'_, str> {
    // Taking a long answer to pieces is slow where there is nothing to escape.
    if hostile(json).all(|(_, c)| c == '\n') {
        return Cow::Borrowed(json);
    }
    replaced(json, |c| match c {
        '\n' => "\n".to_owned(),
        c => c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect(),
    })
}
