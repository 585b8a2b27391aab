//! Document -> text: one file for each form that every answer can have. The forms that only plans
//! have are in `plan`; of an application there is also the letter, and lines for a CV.

pub mod check;
mod csv;
pub mod earned;
mod entries;
mod format;
mod json;
pub mod letter;
mod markdown;
mod plain;
pub mod plan;
mod snippet;
mod table;
mod wrap;

use anyhow::Result;

use crate::document::Answer;

pub use format::Format;
pub use json::{json, json_line, write_json};
pub use table::{DEFAULT_WIDTH, NARROWEST};
pub use wrap::message;

/// The most columns that are used: by pictures, since tables are narrower.
pub const WIDEST: u16 = 200;

/// An answer in a form that all answers can have; the others are drawn as a table.
pub fn draw(answer: &impl Answer, format: Format, width: u16) -> Result<String> {
    let document = || answer.document().legible();
    Ok(match format {
        Format::Json => json(answer)?,
        Format::Plain => plain::draw(&document()),
        Format::Csv => csv::draw(&document())?,
        Format::Markdown => markdown::draw(&document()),
        _ => table::draw(document(), width),
    })
}
