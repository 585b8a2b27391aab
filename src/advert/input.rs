//! The text of an advert in a file or on standard input.

use std::cell::OnceCell;
use std::path::Path;

use anyhow::Result;

use crate::advert::language::Language;
use crate::advert::{Reader, frame, job_posting};
use crate::extract::{self, Wanted};

const ADVERT: Wanted =
    Wanted { noun: "an advert", command: "mlpath gap advert.txt", of_json: job_posting::texts };

/// Reads an advert in any form; `-` is standard input. The text comes out in the form that
/// [`crate::extract`] describes.
///
/// # Errors
/// If the file cannot be opened, is larger than a megabyte (a PDF: 16), or is not an advert.
pub fn read(path: &Path, reader: &Reader<'_>) -> Result<String> {
    Ok(frame::cut(&extract::read(path, &ADVERT, &known(reader))?, &reader.kb.posts))
}

/// The same of a text that is at hand.
pub fn text(raw: &str, reader: &Reader<'_>) -> String {
    frame::cut(&extract::text_of(raw, &ADVERT, &known(reader)), &reader.kb.posts)
}

/// Whether a word of the one text that is asked about is known in its language.
fn known(reader: &Reader<'_>) -> impl Fn(&str, &str) -> bool {
    let language = OnceCell::new();
    move |text, word| reader.knows(*language.get_or_init(|| Language::of(text)), word)
}
