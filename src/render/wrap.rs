//! Texts broken into lines that fit a width.

use std::mem::replace;

use itertools::Itertools as _;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::knowledge::text::is_plain;

/// Stands for a space where no line may end.
const NO_BREAK: char = '\u{a0}';

/// Breaks a text into indented lines of at most `width` columns: at spaces, and around letters that
/// are two columns wide, whose scripts have no spaces. An address is never broken, nor an emoji of
/// several parts.
pub(super) fn wrap(text: &str, width: u16, indent: &str) -> String {
    let room = usize::from(width).saturating_sub(indent.width()).max(20);
    let mut lines = vec![String::new()];
    let text = together(text.to_owned());
    let may_end = |c: char| c.is_whitespace() && c != NO_BREAK;
    for word in text.split(may_end).filter(|word| !word.is_empty()) {
        let mut space = " ";
        for piece in pieces(word) {
            let line = lines.last().map_or(0, |line| columns(line));
            if line > 0 && line + space.len() + columns(piece) > room {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                if !line.is_empty() {
                    line.push_str(space);
                }
                line.push_str(piece);
            }
            space = "";
        }
    }
    lines.iter().map(|line| format!("{indent}{}\n", spaced(line))).collect()
}

/// One line of a message in lines of at most `width` columns with its indent. A command between
/// backticks stays on one line, so that it can be copied.
pub fn message(text: &str, width: u16) -> String {
    let indent = &text[..text.len() - text.trim_start_matches(' ').len()];
    let commands = text.split('`').enumerate().map(|(place, part)| match place % 2 {
        0 => part.to_owned(),
        _ => part.replace(' ', NO_BREAK.encode_utf8(&mut [0; 2])),
    });
    wrap(&commands.collect_vec().join("`"), width, indent)
}

/// Keeps dates together, and numbers with their units: `20 Oct 2030`, `90 %`, `USD 147`.
pub(super) fn together(text: String) -> String {
    // Whatever is kept together has a number in it.
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return text;
    }
    let mut words = text.split(' ');
    let mut before = words.next().unwrap_or_default();
    let mut out = String::with_capacity(text.len() + 4);
    out.push_str(before);
    for word in words {
        out.push(if belongs_to(before, word) { NO_BREAK } else { ' ' });
        out.push_str(word);
        before = word;
    }
    out
}

/// Plain spaces again.
pub(super) fn spaced(line: &str) -> String {
    line.replace(NO_BREAK, " ")
}

fn belongs_to(before: &str, word: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const UNITS: [&str; 6] = ["%", "h", "min", "hours", "days", "weeks"];
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '%');
    let is_number = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
    match before {
        "USD" => is_number(word),
        month if MONTHS.contains(&month) => word.len() == 4 && is_number(word),
        number => is_number(number) && (UNITS.contains(&word) || MONTHS.contains(&word)),
    }
}

/// The parts of a word between which a line may end.
fn pieces(word: &str) -> impl Iterator<Item = &str> {
    let is_wide = |letter: &str| letter.width() > 1;
    let mut rest = word;
    std::iter::from_fn(move || {
        let mut letters = rest.grapheme_indices(true);
        let (_, mut before) = letters.next()?;
        let end =
            letters.find(|&(_, letter)| is_wide(replace(&mut before, letter)) || is_wide(letter));
        let (piece, more) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        rest = more;
        Some(piece)
    })
}

/// The width of a text on the terminal, without its colours.
pub(super) fn columns(text: &str) -> usize {
    if is_plain(text) {
        return text.len();
    }
    anstream::adapter::strip_str(text).to_string().width()
}

/// Puts as many parts on a line as fit.
pub(super) fn flow(
    parts: impl IntoIterator<Item = String>,
    between: &str,
    columns: usize,
) -> String {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if line.width() + between.width() + part.width() <= columns => {
                *line += between;
                *line += &part;
            }
            _ => lines.push(part),
        }
    }
    let line = |line: String| match line.width() <= columns {
        true => line + "\n",
        false => wrap(&line, columns as u16, ""),
    };
    lines.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::{message, wrap};

    #[test]
    fn dates_and_numbers_with_units_are_not_broken() {
        let text = "ends by 20 Oct 2030 with 90 %, at 12 h a week";
        for width in 20..=40 {
            let lines = wrap(text, width, "");
            for whole in ["20 Oct 2030", "90 %,", "12 h"] {
                assert!(lines.contains(whole), "{lines}");
            }
        }
    }

    #[test]
    fn a_message_keeps_its_indent_and_the_commands_in_it() {
        let text = "  git is not finished; say so with `mlpath done git-version-control` first";
        let lines = message(text, 42);
        assert_eq!(
            lines,
            "  git is not finished; say so with\n  `mlpath done git-version-control` first\n"
        );
        for line in message(text, 20).lines() {
            assert!(line.starts_with("  ") && line.matches('`').count() % 2 == 0, "{line}");
        }
    }

    #[test]
    fn an_address_stays_whole() {
        let address = "https://example.org/a/very/long/address/that/is/wider/than/a/terminal";
        assert_eq!(wrap(&format!("see {address}"), 40, ""), format!("see\n{address}\n"));
    }
}
