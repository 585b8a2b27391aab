//! What is written to standard output and error. Nothing in it steers the terminal, colours apart.

use std::borrow::Cow;
use std::io::{self, Write};

use anstyle::AnsiColor;
use anyhow::{Context as _, Result};
use memchr::memchr3_iter;

use crate::knowledge::text::{hostile, visible};
use crate::render::{Lines, message};

/// Begins what steers a terminal.
const ESCAPE: u8 = b'\x1b';

/// Writes to standard output, without colour to a file or pipe.
pub fn print(text: &str) -> Result<()> {
    let text = presentable(text);
    // Looking for colours is slow, and where there are none only an old Windows would do it.
    let written = match text.contains(char::from(ESCAPE)) {
        true => write_to(anstream::stdout().lock(), &text),
        false => write_to(io::stdout().lock(), &text),
    };
    written.context("cannot write the answer")
}

/// Writes to standard output as the text is made, without colour to a file or pipe.
pub fn in_pieces(write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let with_colours = has_colours();
    let out: Box<dyn Write> = match with_colours {
        true => Box::new(anstream::stdout().lock()),
        false => Box::new(io::stdout().lock()),
    };
    let mut lines = Lines::new(out, |text| harmless(text, with_colours));
    write(&mut lines)?;
    Ok(lines.flush()?)
}

/// The text as standard output may get it: harmless, and with colours only where they are shown.
pub fn presentable(text: &str) -> Cow<'_, str> {
    harmless(text, has_colours())
}

fn has_colours() -> bool {
    anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

/// Writes a text for another program to standard output as it is.
pub fn write(text: &str) -> Result<()> {
    write_to(io::stdout().lock(), text).context("cannot write the answer")
}

fn write_to(mut out: impl Write, text: &str) -> io::Result<()> {
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// The text as a terminal may get it: of all that could steer it, ends of lines, tabs and perhaps
/// colours are left, the rest is made visible.
fn harmless(text: &str, with_colours: bool) -> Cow<'_, str> {
    let ends_line = |at: usize| text[at..].starts_with("\r\n");
    if hostile(text).all(|(at, c)| matches!(c, '\n' | '\t') || ends_line(at)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut begin = 0;
    for at in memchr3_iter(b'\n', b'\t', ESCAPE, text.as_bytes()).chain([text.len()]) {
        let (piece, rest) = (&text[begin..at], &text[at..]);
        let end_of_line = if rest.starts_with('\n') { piece.strip_suffix('\r') } else { None };
        out += &visible(end_of_line.unwrap_or(piece));
        out += &piece[end_of_line.map_or(piece.len(), str::len)..];
        let Some(behind) = rest.strip_prefix(char::from(ESCAPE)) else {
            begin = text.len().min(at + 1);
            out += &text[at..begin];
            continue;
        };
        let colour = colour_codes(behind);
        begin = at + 1 + colour;
        match colour {
            0 => out.extend(char::from(ESCAPE).escape_unicode()),
            _ if with_colours => out += &text[at..begin],
            _ => {}
        }
    }
    Cow::Owned(out)
}

/// The length of a colour's codes, as in `[1;31m`, behind an escape.
fn colour_codes(text: &str) -> usize {
    let codes = text.trim_start_matches(|c: char| matches!(c, '[' | ';') || c.is_ascii_digit());
    let end = text.len() - codes.len();
    let is_colour = text[..end].rfind('[') == Some(0) && codes.starts_with('m');
    if is_colour { end + 1 } else { 0 }
}

/// Writes an error to standard error.
pub fn error(text: &str) {
    labelled(AnsiColor::Red, "error:", text);
}

/// Writes a hint to standard error.
pub fn hint(text: &str) {
    labelled(AnsiColor::Cyan, "hint:", text);
}

fn labelled(colour: AnsiColor, label: &str, text: &str) {
    let style = colour.on_default().bold();
    print_line(&format!("{style}{label}{style:#} {}", visible(text)));
}

/// Writes a line to standard error, which does not disturb a pipe.
pub fn note(text: &str) {
    print_line(&visible(text));
}

/// Writes lines that carry colours of their own to standard error.
pub fn note_styled(text: &str) {
    print_line(harmless(text, true).trim_end());
}

/// Writes a line; on a terminal it is broken between words.
fn print_line(text: &str) {
    let columns = terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| width.0);
    let lines = columns.filter(|&columns| columns >= 20).map(|columns| message(text, columns));
    let text = lines.as_deref().map_or(text, str::trim_end);
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}
