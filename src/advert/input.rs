//! Reads the text of an advert from a file or standard input, up to a megabyte, keeping each
//! readable byte in its place.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::failure::Refused;
use crate::knowledge::text::replaced;

/// The largest input, in bytes. An advert has a few kilobytes; a page of a hundred stays below
/// this.
const MOST: u64 = 1 << 20;

/// Input with more than one unreadable byte in this many is not text.
const READABLE: usize = 10;

/// Reads an advert; `-` is standard input. Bytes that are not text become spaces, so that byte
/// offsets stay true.
///
/// # Errors
/// If the file cannot be opened, is larger than a megabyte, or is not text with words in it.
pub fn read(path: &Path) -> Result<String> {
    if path == Path::new("-") {
        return text("standard input", io::stdin().lock());
    }
    let shown = path.display().to_string();
    let file = File::open(path).map_err(|error| {
        let hint = "name a text file with an advert: `mlpath gap advert.txt`";
        Refused::new(format!("cannot open {shown}"), hint).because(vec![error.to_string()])
    })?;
    let metadata = file.metadata().with_context(|| format!("cannot open {shown}"))?;
    if metadata.is_dir() {
        let hint = "name the adverts in it: `mlpath gap adverts/*.txt`";
        return Err(Refused::new(format!("{shown} is a folder"), hint).into());
    }
    if metadata.len() > MOST {
        return Err(too_large(&shown, &format!("{:.1} MB", metadata.len() as f64 / 1e6)).into());
    }
    text(&shown, file)
}

fn too_large(shown: &str, size: &str) -> Refused {
    let message = format!("{shown} is too large for an advert: {size}");
    let hint = "save only the text of the advert, then `mlpath gap advert.txt`";
    let cause = "an advert has a few kilobytes; at most 1 MB is read".to_owned();
    Refused::new(message, hint).because(vec![cause])
}

fn text(shown: &str, from: impl Read) -> Result<String> {
    let mut bytes = Vec::new();
    from.take(MOST + 1).read_to_end(&mut bytes).with_context(|| format!("cannot read {shown}"))?;
    if bytes.len() as u64 > MOST {
        return Err(too_large(shown, "more than 1 MB").into());
    }
    if let Some((format, hint)) = known_format(&bytes) {
        let message = format!("{shown} is not a plain text file: it looks like {format}");
        return Err(Refused::new(message, hint).into());
    }
    let mut text = String::with_capacity(bytes.len());
    let mut unreadable = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        unreadable += chunk.invalid().len();
        text.extend(std::iter::repeat_n(' ', chunk.invalid().len()));
    }
    let is_control = |c: &char| c.is_control() && !c.is_whitespace();
    // Colours copied from a terminal do not count as unreadable.
    let pieces = anstream::adapter::strip_str(&text);
    unreadable += pieces.flat_map(str::chars).filter(is_control).count();
    if text.contains('\0') || unreadable * READABLE > bytes.len() {
        let hint = "save the advert as plain text (UTF-8), then `mlpath gap advert.txt`";
        return Err(Refused::new(format!("{shown} is not a text file"), hint).into());
    }
    if !text.chars().any(char::is_alphanumeric) {
        let hint = "paste the text of an advert into it, then `mlpath gap advert.txt`";
        return Err(Refused::new(format!("{shown} contains no words"), hint).into());
    }
    Ok(harmless(&text))
}

/// Replaces what could harm a terminal (colours, control characters, a byte-order mark) with
/// spaces; every other byte keeps its place.
fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in anstream::adapter::strip_str(text) {
        let at = piece.as_ptr().addr() - text.as_ptr().addr();
        out.extend(std::iter::repeat_n(' ', at - out.len()));
        out += &replaced(piece, |c| match c {
            '\n' | '\t' => c.to_string(),
            c => " ".repeat(c.len_utf8()),
        });
    }
    out
}

/// Files that are often mistaken for text, by their first bytes: what they are, and a hint.
fn known_format(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let start = &bytes[..bytes.len().min(256)];
    let head = String::from_utf8_lossy(start).trim_start().to_ascii_lowercase();
    if start.starts_with(b"%PDF") {
        Some(("a PDF", "extract its text: `pdftotext advert.pdf - | mlpath gap -`"))
    } else if start.starts_with(b"PK\x03\x04") {
        Some(("a word processor document", "save it as plain text, then `mlpath gap advert.txt`"))
    } else if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
        Some(("UTF-16", "convert it: `iconv -f UTF-16 -t UTF-8 advert.txt | mlpath gap -`"))
    } else if head.starts_with("<!doctype html") || head.starts_with("<html") {
        Some(("a web page", "save the page as text, or paste the text: `mlpath gap -`"))
    } else {
        None
    }
}
