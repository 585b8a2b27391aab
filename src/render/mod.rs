//! Document -> text: one file for each form that every answer can have. The forms that only plans
//! have are in `plan`; of an application there is also the letter, and lines for a CV.

pub mod check;
mod csv;
pub mod earned;
mod entries;
mod format;
mod json;
pub mod letter;
mod lines;
mod markdown;
mod plain;
pub mod plan;
mod snippet;
mod table;
mod wrap;

use std::io::Write;

use anyhow::Result;

use crate::document::Answer;

pub use format::Format;
pub use json::{json, json_line, write_json};
pub use lines::Lines;
pub use table::{DEFAULT_WIDTH, NARROWEST};
pub use wrap::message;

/// The most columns that are used: by pictures, since tables are narrower.
pub const WIDEST: u16 = 200;

/// An answer in a form that all answers can have; the others are drawn as a table.
pub fn draw(answer: &impl Answer, format: Format, width: u16) -> Result<String> {
    let mut drawn = Vec::new();
    write(answer, format, width, &mut drawn)?;
    Ok(String::from_utf8(drawn)?)
}

/// Writes the same as it is drawn.
///
/// # Errors
/// If it cannot be written.
pub fn write(answer: &impl Answer, format: Format, width: u16, out: &mut dyn Write) -> Result<()> {
    let document = || answer.document().legible();
    match format {
        Format::Json => write_json(answer, out)?,
        Format::Plain => out.write_all(plain::draw(&document()).as_bytes())?,
        Format::Csv => csv::write(&document(), out)?,
        Format::Markdown => out.write_all(markdown::draw(&document()).as_bytes())?,
        _ => table::write(document(), width, out)?,
    }
    Ok(())
}
