//! The knowledge base: what can be done, what it teaches, and where each figure comes from.
//!
//! YAML -> [`guard`] -> [`parse`] (an [`entry`] each) -> [`link`] -> [`model::Kb`]. One answer
//! reports the first error of every entry, and all wrong references where all entries can be read.

mod checked;
mod cycle;
pub mod diagnostics;
pub mod dominated;
pub mod entry;
pub mod files;
pub mod find;
mod guard;
mod hostile;
pub mod hours;
mod link;
mod locate;
pub mod market;
pub mod model;
mod parse;
pub mod search;
mod shipped;
pub mod terms;
pub mod text;
pub mod vocabulary;
mod wording;

use std::path::Path;

use anyhow::Result;

pub use checked::{line, pairs};
pub use locate::{find, find_in_entry, without_comments};
pub use parse::document as parse_document;

use market::Market;
use model::Kb;

/// Loads the knowledge base in `folder`, or the shipped one.
///
/// # Errors
/// [`diagnostics::Diagnostics`] with all that is wrong in the files, or why the folder cannot be
/// read.
pub fn load(folder: Option<&Path>) -> Result<Kb> {
    match folder {
        Some(folder) => Ok(link::read(folder, &files::read_folder(folder)?)?),
        None => shipped::kb(),
    }
}

/// The market of the knowledge base in `folder`, if it has one, or the shipped one.
///
/// # Errors
/// Those of [`load`].
pub fn load_market(kb: &Kb, folder: Option<&Path>) -> Result<Option<Market>> {
    match folder {
        Some(folder) => {
            let file = files::market(folder)?;
            file.map(|file| market::load(kb, Some(folder), &file)).transpose()
        }
        None => shipped::market().map(Some),
    }
}
