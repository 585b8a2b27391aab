//! The knowledge base: what can be done, what it teaches, and where each figure comes from.
//!
//! YAML -> [`guard`] -> [`parse`] ([`raw`] structs) -> [`link`] -> [`model::Kb`]. Every problem of
//! every file is reported at once.

mod circle;
pub mod find;
mod guard;
pub mod hours;
mod link;
mod locate;
pub mod model;
mod parse;
pub mod problem;
mod raw;
pub mod search;
pub mod source;
pub mod text;
pub mod words;

use std::path::Path;

use anyhow::Result;

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
    let raw = raw::RawKb::parse(&files, &mut problems);
    let kb = link::link(&raw, &files, &mut problems);
    if problems.is_empty() { Ok(kb) } else { Err(Problems::new(folder, problems).into()) }
}

/// Parses a document of one value, such as a profile, with the same guard and the same messages:
/// what could be read of it, and all problems.
pub fn parse_document<T: serde::de::DeserializeOwned>(
    file: &source::SourceFile,
) -> (Option<T>, Vec<problem::Problem>) {
    parse::document(file)
}

/// Reads a mapping of words to values, in order; a word that comes twice is an error.
pub fn pairs<'de, D, V>(deserializer: D) -> Result<Vec<(String, V)>, D::Error>
where
    D: serde::Deserializer<'de>,
    V: serde::Deserialize<'de>,
{
    <raw::Pairs<V> as serde::Deserialize>::deserialize(deserializer).map(|pairs| pairs.0)
}
