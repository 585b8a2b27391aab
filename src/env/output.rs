//! What is written to standard output and error. Nothing in it steers the terminal, colours apart.

use std::borrow::Cow;
use std::io::{self, Write};

use anstyle::AnsiColor;
use anyhow::{Context as _, Result};

use crate::knowledge::text::{hostile, visible};
use crate::render::message;

/// Begins what steers a terminal.
const ESCAPE: char = '\u{1b}';

/// Writes to standard output, without colour to a file or pipe.
pub fn print(text: &str) -> Result<()> {
    let text = presentable(text);
    // Looking for colours is slow, and where there are none only an old Windows would do it.
    let written = match text.contains(ESCAPE) {
        true => write_to(anstream::stdout().lock(), &text),
        false => write_to(io::stdout().lock(), &text),
    };
    written.context("cannot write the answer")
}

/// The text as standard output may get it: harmless, and with colours only where they are shown.
pub fn presentable(text: &str) -> Cow<'_, str> {
    let text = harmless(text);
    let is_plain = anstream::AutoStream::choice(&io::stdout()) == anstream::ColorChoice::Never;
    if !is_plain || !text.contains(ESCAPE) {
        return text;
    }
    let mut pieces = text.split(ESCAPE);
    let start = pieces.next().unwrap_or_default().to_owned();
    Cow::Owned(pieces.fold(start, |out, piece| out + &piece[colour_codes(piece)..]))
}

/// Writes a text for another program to standard output as it is.
pub fn write(text: &str) -> Result<()> {
    write_to(io::stdout().lock(), text).context("cannot write the answer")
}

fn write_to(mut out: impl Write, text: &str) -> io::Result<()> {
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// The text as a terminal may get it: of all that could steer it, colours, ends of lines and tabs
/// are left, the rest is made visible.
fn harmless(text: &str) -> Cow<'_, str> {
    let ends_line = |at: usize| text[at..].starts_with("\r\n");
    if hostile(text).all(|(at, c)| matches!(c, '\n' | '\t') || ends_line(at)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n').flat_map(|line| line.split_inclusive('\t')) {
        let own = line.strip_suffix("\r\n");
        let own = own.unwrap_or_else(|| line.trim_end_matches(['\n', '\t']));
        let (line, end) = line.split_at(own.len());
        let mut pieces = line.split(ESCAPE);
        out += &visible(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (colour, rest) = piece.split_at(colour_codes(piece));
            match colour {
                "" => out.extend(ESCAPE.escape_unicode()),
                colour => out.extend([ESCAPE.encode_utf8(&mut [0; 4]), colour]),
            }
            out += &visible(rest);
        }
        out += end;
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
    print_line(harmless(text).trim_end());
}

/// Writes a line; on a terminal it is broken between words.
fn print_line(text: &str) {
    let columns = terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| width.0);
    let lines = columns.filter(|&columns| columns >= 20).map(|columns| message(text, columns));
    let text = lines.as_deref().map_or(text, str::trim_end);
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}
