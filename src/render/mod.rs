//! Document -> text: one file for each form that every answer can have. The forms that only plans
//! have are in `plan`; of an application there is also the letter, and lines for a CV.

mod csv;
pub mod earned;
mod entries;
mod format;
pub mod letter;
mod markdown;
mod plain;
pub mod plan;
mod table;
mod wrap;

use std::borrow::Cow;

use anyhow::Result;
use serde::Serialize;

use crate::document::Answer;
use crate::knowledge::text::{hostile, replaced};

pub use format::Format;
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
        _ => table::draw(&document(), width),
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
