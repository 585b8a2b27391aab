//! Reads a file or standard input, up to a megabyte, keeping each readable byte in its place.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::extract::pdf::{self, Unreadable};
use crate::failure::Refused;
use crate::knowledge::text::quoted;

/// The largest input, in bytes. An advert has a few kilobytes; a page of a hundred stays below
/// this.
const MOST: u64 = 1 << 20;

/// The largest PDF: most of it is fonts and pictures.
const MOST_OF_PDF: u64 = 16 << 20;

/// Input with more than one unreadable byte in this many is not text.
const READABLE: usize = 10;

/// What a text is read as, as messages name it.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// With its article: `an advert`.
    pub noun: &'static str,
    /// The command that reads it from a text file.
    pub command: &'static str,
    /// The texts of that kind that a JSON value holds, each in one form with those of pages.
    pub of_json: fn(&Value) -> Vec<String>,
}

/// How messages name the input: a path, or `standard input` for `-`.
pub fn shown(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}

/// Reads what is there; `-` is standard input. Bytes that are not text become spaces, so that byte
/// offsets stay true.
///
/// # Errors
/// If the file cannot be opened, is larger than a megabyte, or is not text with words in it.
pub fn read(path: &Path, wanted: &Wanted) -> Result<String> {
    let shown = shown(path);
    if path == Path::new("-") {
        return text(&shown, io::stdin().lock(), None, wanted);
    }
    let Wanted { noun, command, .. } = wanted;
    let file = File::open(path).map_err(|error| {
        let hint = format!("name a file with {noun}: `{command}`");
        Refused::new(format!("cannot open {shown}"), hint).because(vec![error.to_string()])
    })?;
    let metadata = file.metadata().with_context(|| format!("cannot open {shown}"))?;
    if metadata.is_dir() {
        let hint = format!("name a file in it: `{command}`");
        return Err(Refused::new(format!("{shown} is a folder"), hint).into());
    }
    text(&shown, file, Some(metadata.len()), wanted)
}

/// The bytes of an input, as many as may be. `size` is what it has, if that is known.
fn bytes(shown: &str, mut from: impl Read, size: Option<u64>, wanted: &Wanted) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut most = MOST;
    let mut fill = |bytes: &mut Vec<u8>, most: u64| {
        let room = (most + 1).saturating_sub(bytes.len() as u64);
        let read = from.by_ref().take(room).read_to_end(bytes);
        read.with_context(|| format!("cannot read {shown}"))
    };
    fill(&mut bytes, most)?;
    if pdf::is_pdf(&bytes) {
        most = MOST_OF_PDF;
        fill(&mut bytes, most)?;
    }
    if bytes.len() as u64 > most {
        let Wanted { noun, command, .. } = wanted;
        let megabytes = most >> 20;
        let hint = format!("save only its text, then `{command}`");
        let size = match size {
            Some(size) => format!("{:.1} MB", size as f64 / 1e6),
            None => format!("more than {megabytes} MB"),
        };
        let message = format!("{shown} is too large for {noun}: {size}");
        let cause = format!("{noun} has a few kilobytes; at most {megabytes} MB is read");
        return Err(Refused::new(message, hint).because(vec![cause]).into());
    }
    Ok(bytes)
}

fn text(shown: &str, from: impl Read, size: Option<u64>, wanted: &Wanted) -> Result<String> {
    let bytes = bytes(shown, from, size, wanted)?;
    if pdf::is_pdf(&bytes) {
        return pdf::text(bytes).map_err(|why| unreadable(shown, why, wanted).into());
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
        let hint = format!("save it as plain text (UTF-8), then `{}`", wanted.command);
        return Err(Refused::new(format!("{shown} is not a text file"), hint).into());
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Err(no_words(shown, wanted));
    }
    Ok(text)
}

/// The refusal of a PDF.
fn unreadable(shown: &str, why: Unreadable, wanted: &Wanted) -> Refused {
    let Wanted { noun, command, .. } = wanted;
    let text = command.rsplit(' ').next().unwrap_or_default();
    let file = quoted(Path::new(if shown == "standard input" { "FILE.pdf" } else { shown }));
    let (what, how) = match why {
        Unreadable::Locked => ("is locked with a password".to_owned(), "pdftotext -upw PASSWORD"),
        Unreadable::Damaged => ("is damaged: part of it cannot be found".to_owned(), "pdftotext"),
        Unreadable::Pictures => ("holds pictures and no text".to_owned(), "ocrmypdf"),
        Unreadable::Letters => ("does not say which letters it shows".to_owned(), "ocrmypdf"),
        Unreadable::Long(pages) => {
            let most = pdf::PAGES;
            (
                format!("is too long for {noun}: {pages} pages, at most {most} are read"),
                "pdftotext -l 9",
            )
        }
        Unreadable::Crowded => (format!("holds too much for {noun}"), "pdftotext"),
    };
    let save = match how {
        "ocrmypdf" => format!("ocrmypdf --force-ocr --sidecar {text} {file} read.pdf"),
        how => format!("{how} {file} {text}"),
    };
    Refused::new(format!("{shown} {what}"), format!("get its text: `{save}`, then `{command}`"))
}

/// The refusal of what has no words in it.
pub fn no_words(shown: &str, wanted: &Wanted) -> anyhow::Error {
    let hint = format!("paste the text of {} into it, then `{}`", wanted.noun, wanted.command);
    Refused::new(format!("{shown} contains no words"), hint).into()
}

/// Files that are often mistaken for text, by their first bytes: what they are, and a hint.
fn known_format(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if bytes.starts_with(b"PK\x03\x04") {
        Some(("a word processor document", "save it as plain text, then `mlpath gap advert.txt`"))
    } else if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        Some(("UTF-16", "convert it: `iconv -f UTF-16 -t UTF-8 advert.txt | mlpath gap -`"))
    } else {
        None
    }
}
