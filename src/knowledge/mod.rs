//! The knowledge base: what can be done, what it teaches, and where each figure comes from.
//!
//! YAML -> [`guard`] -> [`parse`] (an [`entry`] each) -> [`link`] -> [`model::Kb`]. One answer
//! reports the first error of every entry, and all wrong references where all entries can be read.

mod checked;
mod cycle;
pub mod entry;
pub mod find;
mod guard;
pub mod hours;
mod link;
mod locate;
pub mod model;
mod parse;
pub mod problem;
pub mod search;
pub mod source;
pub mod text;
pub mod words;

use std::path::Path;

use anyhow::Result;

pub use checked::pairs;
pub use locate::Bare;

use model::Kb;
use problem::Problems;

/// Loads the knowledge base in `folder`, or the shipped one.
///
/// # Errors
/// [`Problems`] with all that is wrong in the files, or why the folder cannot be read.
pub fn load(folder: Option<&Path>) -> Result<Kb> {
    let files = match folder {
        Some(folder) => source::read_folder(folder)?,
        None => source::shipped(),
    };
    let mut problems = Vec::new();
    let read = link::Read::new(&files, &mut problems);
    let kb = link::link(&read, &files, &mut problems);
    if problems.is_empty() { Ok(kb) } else { Err(Problems::new(folder, problems).into()) }
}

/// Parses a file of one value, such as a profile, with the same guard and the same messages.
///
/// # Errors
/// The first error.
pub fn parse_document<T: serde::de::DeserializeOwned>(
    file: &source::SourceFile,
) -> Result<T, problem::Problem> {
    parse::document(file)
}
