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
pub mod terms;
pub mod text;
pub mod vocabulary;
mod wording;

use std::path::Path;

use anyhow::Result;

pub use checked::{line, pairs};
pub use locate::{find, find_in_entry, without_comments};
pub use parse::document as parse_document;

use diagnostics::Diagnostics;
use model::Kb;

/// Loads the knowledge base in `folder`, or the shipped one.
///
/// # Errors
/// [`Diagnostics`] with all that is wrong in the files, or why the folder cannot be read.
pub fn load(folder: Option<&Path>) -> Result<Kb> {
    let files = match folder {
        Some(folder) => files::read_folder(folder)?,
        None => files::shipped(),
    };
    let mut diagnostics = Vec::new();
    let kb = link::link(&files, &mut diagnostics);
    if diagnostics.is_empty() { Ok(kb) } else { Err(Diagnostics::new(folder, diagnostics).into()) }
}
