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
pub use json::{json, json_line};
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
        Format::Json => json::write(answer, out)?,
        Format::Plain => {
            plain::parts(&document()).try_for_each(|part| out.write_all(part.as_bytes()))?;
        }
        Format::Csv => csv::write(&document(), out)?,
        Format::Markdown => out.write_all(markdown::draw(&document()).as_bytes())?,
        _ => table::write(document(), width, out)?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{self, ErrorKind, Write};

    use clap::ValueEnum as _;
    use serde::Serialize;

    use super::{Format, write};
    use crate::document::{Answer, Document, Table};

    #[derive(Serialize)]
    struct Words([&'static str; 1]);

    impl Answer for Words {
        fn document(&self) -> Document<'_> {
            Table::of(&self.0).column("word", |&word| word).into()
        }
    }

    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn whoever_writes_learns_that_the_pipe_is_closed() {
        for &format in Format::value_variants() {
            let error = write(&Words(["a"]), format, 80, &mut Closed).unwrap_err();
            let cause = error.chain().find_map(|cause| cause.downcast_ref::<io::Error>());
            assert_eq!(cause.map(io::Error::kind), Some(ErrorKind::BrokenPipe), "{format:?}");
        }
    }
}
