//! The knowledge base: what can be done, what it teaches, and where each figure comes from.
//!
//! YAML -> [`guard`] -> [`parse`] (an [`entry`] each) -> [`overlay`]s -> [`link`] -> [`model::Kb`],
//! all called by [`layers`]. One answer reports the first error of every entry, and all wrong
//! references where all entries can be read.

pub mod adverts;
mod checked;
pub mod code;
mod cycle;
pub mod diagnostics;
pub mod differences;
pub mod entry;
pub mod explanation;
pub mod files;
pub mod find;
pub mod foreign;
mod guard;
mod hostile;
pub mod hours;
pub mod layers;
mod levels;
mod link;
pub mod lint;
mod locate;
pub mod market;
pub mod market_file;
pub mod model;
mod nearest;
mod origin;
mod overlay;
mod parse;
mod read;
mod report;
pub mod rows;
pub mod search;
pub mod shipped;
pub mod terms;
pub mod text;
pub mod vocabulary;
mod wording;

pub use checked::{line, pairs};
pub use locate::{find, find_in_entry, without_comments};
pub use parse::document as parse_document;

/// The knowledge base in a folder, or the shipped one.
#[cfg(test)]
pub fn load(folder: Option<&std::path::Path>) -> anyhow::Result<model::Kb> {
    let base = folder.map(std::path::Path::to_path_buf);
    Ok(layers::Layers { base, overlays: Vec::new() }.load()?.kb)
}
