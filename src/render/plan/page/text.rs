//! Text that is drawn: how long it is, and how it is broken into lines.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

pub(super) use crate::knowledge::text::legible;

/// The size of most texts, in pixels.
pub(super) const TEXT: f64 = 12.0;

/// About the width of a text in a sans-serif font, rather more than less, in pixels.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let letter = |letter: &str| match letter {
        "i" | "l" | "j" | "t" | "f" | "r" | "I" | "." | "," | ":" | "'" | " " | "-" => 0.4,
        "m" | "w" | "M" | "W" | "%" | "@" | "<" | ">" => 0.97,
        wide if wide.width() > 1 => 1.05,
        large if large.starts_with(char::is_uppercase) => 0.73,
        letter if letter.is_ascii() => 0.63,
        // Scripts differ.
        _ => 0.75,
    };
    text.graphemes(true).map(letter).sum::<f64>() * size
}

/// As many lines as are given widths, broken between words, or within a word that is too long; an
/// ellipsis stands for what has no room.
pub(super) fn lines(text: &str, rooms: &[f64], size: f64) -> Vec<String> {
    let text = legible(text);
    let mut rest = text.trim();
    let mut lines = Vec::new();
    for (place, &room) in rooms.iter().enumerate() {
        if rest.is_empty() {
            break;
        }
        let last = place + 1 == rooms.len();
        let fitting = fitting(rest, if last { room - width("m", size) } else { room }, size);
        if last && width(rest, size) > room {
            lines.push(format!("{}\u{2026}", rest[..fitting].trim_end()));
            break;
        }
        let end = if last || fitting == rest.len() { rest.len() } else { line_end(rest, fitting) };
        lines.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    lines
}

/// The bytes of a text that fit, at least one letter.
fn fitting(text: &str, room: f64, size: f64) -> usize {
    let mut used = 0.0;
    let fits = |&(_, letter): &(usize, &str)| {
        used += width(letter, size);
        used <= room
    };
    let fitting = text.grapheme_indices(true).take_while(fits).last();
    let first = || text.graphemes(true).next().map_or(0, str::len);
    fitting.map_or_else(first, |(at, letter)| at + letter.len())
}

/// Where to end a line of at most so many bytes: after a word or a hyphen, if it has one.
fn line_end(text: &str, most: usize) -> usize {
    if text[most..].starts_with(' ') {
        return most;
    }
    text[..most].rfind([' ', '-']).map_or(most, |space| space + 1)
}
