//! Where adverts come from: a file or standard input, of bounded size, in whichever encoding that
//! leaves its words readable.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::failure::Refused;
use crate::knowledge::text::is_hostile;

/// An advert has some kilobytes; a page of a hundred adverts is still below this.
const MOST: u64 = 1 << 20;

/// A text with more unreadable bytes than one in so many is no text.
const READABLE: usize = 10;

/// Reads an advert; `-` is standard input. Bytes that are no text become spaces, so that every other
/// byte keeps its place.
///
/// # Errors
/// What cannot be opened, is larger than a megabyte, empty or no text.
pub fn read(path: &Path) -> Result<String> {
    if path == Path::new("-") {
        return text("standard input", &bytes(io::stdin().lock(), "standard input")?);
    }
    let shown = path.display().to_string();
    let file = File::open(path).map_err(|error| Refused {
        message: format!("cannot open {shown}"),
        causes: vec![error.to_string()],
        hint: "name a text file with an advert: `mlpath gap advert.txt`".to_owned(),
    })?;
    let kind = file.metadata().with_context(|| format!("cannot open {shown}"))?;
    if kind.is_dir() {
        return Err(Refused {
            message: format!("{shown} is a folder"),
            causes: Vec::new(),
            hint: "name the adverts in it: `mlpath gap adverts/*.txt`".to_owned(),
        }
        .into());
    }
    if kind.len() > MOST {
        return Err(too_large(&shown, Some(kind.len())).into());
    }
    text(&shown, &bytes(file, &shown)?)
}

fn bytes(from: impl Read, shown: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MOST + 1).read_to_end(&mut bytes).with_context(|| format!("cannot read {shown}"))?;
    if bytes.len() as u64 > MOST {
        return Err(too_large(shown, None).into());
    }
    Ok(bytes)
}

fn too_large(shown: &str, size: Option<u64>) -> Refused {
    let size =
        size.map_or("more than 1 MB".to_owned(), |size| format!("{:.1} MB", size as f64 / 1e6));
    Refused {
        message: format!("{shown} is too large for an advert: {size}"),
        causes: vec!["an advert has some kilobytes; at most 1 MB is read".to_owned()],
        hint: "save the text of the advert alone, then `mlpath gap advert.txt`".to_owned(),
    }
}

fn text(shown: &str, bytes: &[u8]) -> Result<String> {
    if let Some((what, hint)) = known_format(bytes) {
        return Err(Refused {
            message: format!("{shown} is no plain text: it looks like {what}"),
            causes: Vec::new(),
            hint: hint.to_owned(),
        }
        .into());
    }
    let mut text = String::with_capacity(bytes.len());
    let mut unreadable = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        unreadable += chunk.invalid().len();
        text.extend(std::iter::repeat_n(' ', chunk.invalid().len()));
    }
    let control = |c: char| c.is_control() && !c.is_whitespace();
    // A terminal's colours are text that somebody has copied.
    let pieces = anstream::adapter::strip_str(&text);
    unreadable += pieces.flat_map(str::chars).filter(|&c| control(c)).count();
    if text.contains('\0') || unreadable * READABLE > bytes.len() {
        return Err(Refused {
            message: format!("{shown} is no text"),
            causes: Vec::new(),
            hint: "save the advert as plain text (UTF-8), then `mlpath gap advert.txt`".to_owned(),
        }
        .into());
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Err(Refused {
            message: format!("{shown} holds no words"),
            causes: Vec::new(),
            hint: "paste the text of an advert into it, then `mlpath gap advert.txt`".to_owned(),
        }
        .into());
    }
    Ok(harmless(&text))
}

/// Puts spaces in place of what is no text and could harm a terminal (colours, control characters, a
/// byte-order mark): every other byte keeps its place.
fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in anstream::adapter::strip_str(text) {
        let at = piece.as_ptr().addr() - text.as_ptr().addr();
        out.extend(std::iter::repeat_n(' ', at - out.len()));
        for c in piece.chars() {
            match is_hostile(c) && !matches!(c, '\n' | '\t') {
                true => out.extend(std::iter::repeat_n(' ', c.len_utf8())),
                false => out.push(c),
            }
        }
    }
    out
}

/// Files that people take for text, by their first bytes.
fn known_format(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let start: Vec<u8> = bytes.iter().copied().take(256).collect();
    let head = String::from_utf8_lossy(&start).trim_start().to_ascii_lowercase();
    if start.starts_with(b"%PDF") {
        Some(("a PDF", "take its text: `pdftotext advert.pdf - | mlpath gap -`"))
    } else if start.starts_with(b"PK\x03\x04") {
        Some(("a word processor's file", "save it as plain text, then `mlpath gap advert.txt`"))
    } else if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
        Some(("UTF-16", "turn it: `iconv -f UTF-16 -t UTF-8 advert.txt | mlpath gap -`"))
    } else if head.starts_with("<!doctype html") || head.starts_with("<html") {
        Some(("a web page", "save the page as text, or paste it: `mlpath gap -`"))
    } else {
        None
    }
}
