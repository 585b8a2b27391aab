//! The pieces of text on a page of a PDF -> its lines, without those that print puts around them.

use itertools::Itertools as _;
use pdfboss_text::TextSpan;

/// A gap of this share of the letters' size is a space.
const SPACE: f32 = 0.1;

/// A baseline may shift by this share of the size within a line: `1st` with a raised `st`.
const SHIFT: f32 = 0.4;

/// A piece may begin by this share of the size before the end of the last one.
const OVERLAP: f32 = 0.5;

/// Words beside the number of a page.
const PAGE: [&str; 9] = ["page", "of", "seite", "von", "sur", "de", "página", "am", "pm"];

/// The lines of a page, of pieces in the order in which they were written: that is the order of
/// reading, one column after the other.
pub fn of_page(pieces: &[TextSpan]) -> Vec<String> {
    let mut text = String::new();
    let mut last: Option<&TextSpan> = None;
    for piece in pieces {
        if let Some(last) = last {
            let size = last.size.max(piece.size);
            if !continues(last, piece, size) {
                text.push('\n');
            } else if piece.x - last.end_x > SPACE * size {
                text.push(' ');
            }
        }
        text.extend(piece.text.chars().map(letter));
        last = Some(piece);
    }
    let lines = text.lines().map(|line| line.split_whitespace().join(" "));
    lines.filter(|line| !line.is_empty()).map(with_bullet).collect()
}

/// Some programs write tabs between words, and a soft hyphen that is drawn is a hyphen.
fn letter(c: char) -> char {
    match c {
        '\u{ad}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// A sign without a meaning, alone at the beginning of a line, is a bullet.
fn with_bullet(line: String) -> String {
    match line.strip_prefix("\u{fffd} ") {
        Some(item) => format!("\u{2022} {item}"),
        None => line,
    }
}

/// Whether a piece stands on the same line as the last one.
fn continues(last: &TextSpan, piece: &TextSpan, size: f32) -> bool {
    last.rotate == piece.rotate
        && (last.y - piece.y).abs() < SHIFT * size
        && piece.x > last.end_x - OVERLAP * size
}

/// The text of all pages without what is printed at the head and the foot of each: date, address,
/// number, and a line that stands on the page before as well.
pub fn of_document(pages: &[Vec<String>]) -> String {
    let mut text = Vec::new();
    let mut before = None;
    for lines in pages {
        let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        lines.retain(|line| !(is_dated(line) || line.contains("://") && is_number(line)));
        if lines.last().is_some_and(|last| is_number(last)) {
            lines.pop();
        }
        let Some((first, last)) = lines.first().zip(lines.last()) else { continue };
        let ends = [first, last].map(|line| without_digits(line));
        let [head, foot] =
            [0, 1].map(|end| before.as_ref().is_some_and(|b: &[_; 2]| b[end] == ends[end]));
        let end = lines.len() - usize::from(foot);
        text.extend(lines.drain(usize::from(head).min(end)..end));
        before = Some(ends);
    }
    text.join("\n")
}

fn without_digits(line: &str) -> String {
    line.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// Whether a line has nothing but the number of a page, perhaps with an address.
fn is_number(line: &str) -> bool {
    let mut words = line.split(' ').filter(|word| !word.contains("://")).peekable();
    words.peek().is_some() && words.all(is_of_page)
}

fn is_of_page(word: &str) -> bool {
    !word.contains(char::is_alphabetic) || PAGE.contains(&word.to_lowercase().as_str())
}

/// Whether a line begins with the time of printing: `11/29/26, 9:21 AM Data Analyst`.
fn is_dated(line: &str) -> bool {
    let date = line.split(' ').take_while(|word| is_of_page(word)).join(" ");
    date.contains(':') && date.contains(['/', '.']) && date.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{is_dated, is_number, of_document};

    #[test]
    fn what_is_printed_around_a_page_is_left_out() {
        let pages = [
            ["Data Analyst", "11/29/26, 9:21 AM Jobs", "You know", "https://jobs.example/7 1/3"],
            ["Harbour Ltd", "11/29/26, 9:21 AM Jobs", "SQL", "Page 2 of 3"],
            ["Harbour Ltd", "29.11.2026, 09:21 Jobs", "and R", "Page 3 of 3"],
        ];
        let pages = pages.map(|lines| lines.map(str::to_owned).to_vec());
        assert_eq!(of_document(&pages), "Data Analyst\nYou know\nHarbour Ltd\nSQL\nand R");
    }

    #[test]
    fn numbers_of_pages_are_told_from_text() {
        for number in ["3", "- 3 -", "Page 3 of 5", "Seite 2 von 3", "file:///a.html 1/2"] {
            assert!(is_number(number), "{number}");
        }
        for text in ["Python 3", "at least 3", "https://jobs.example"] {
            assert!(!is_number(text), "{text}");
        }
        for text in ["3 years of SQL", "10:30 Uhr", "24/7 support"] {
            assert!(!is_dated(text), "{text}");
        }
    }
}
