//! View -> text: one file a format, one function an answer. Nothing here knows the knowledge base
//! or the planner.

mod axis;
pub mod compare;
pub mod demand;
pub mod entry;
pub mod gantt;
pub mod gap;
pub mod history;
pub mod lists;
pub mod markdown;
pub mod next;
pub mod plain;
mod sheet;
pub mod status;
pub mod terminal;
pub mod why;
mod words;

use anyhow::Result;
use serde::Serialize;

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

/// Widths that the tables are made for.
pub const NARROWEST: u16 = 40;
pub const DEFAULT_WIDTH: u16 = 100;
pub const WIDEST: u16 = 140;

/// JSON of any answer.
pub fn json(view: &impl Serialize) -> Result<String> {
    Ok(serde_json::to_string_pretty(view)? + "\n")
}
