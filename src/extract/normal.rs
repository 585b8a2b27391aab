//! Characters as they are typed: what print and web pages make of them is undone.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// The text in composed letters (NFC), with plain spaces and line ends, without what cannot be
/// seen; ligatures, full-width and mathematical letters as usual ones. A text without such
/// characters stays as it is, byte for byte.
pub fn characters(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.contains(['\r', '\u{b}', '\u{c}']) && !text.contains("\\n") {
        return Cow::Borrowed(text);
    }
    let text = line_ends(text);
    let text = match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text,
        _ => Cow::Owned(text.nfc().collect()),
    };
    if !text.chars().any(is_changed) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // A hyphen where the line ends joins what follows.
            '\u{ad}' => while chars.next_if(|c| c.is_whitespace()).is_some() {},
            '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' => out.push('\n'),
            '\u{2010}' | '\u{2011}' => out.push('-'),
            c if is_blank(c) => out.push(' '),
            // The mark of a footnote is no part of the word.
            c if is_superscript(c)
                && out.ends_with(|c: char| c.is_alphabetic() || "+#)".contains(c)) => {}
            c if is_styled(c) || is_superscript(c) => out.extend(std::iter::once(c).nfkc()),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn is_changed(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{200b}'
            | '\u{2060}'
            | '\u{feff}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{85}'
            | '\u{b}'
            | '\u{c}'
            | '\u{2010}'
            | '\u{2011}'
    ) || is_blank(c)
        || is_superscript(c)
        || is_styled(c)
}

/// Spaces of all widths.
fn is_blank(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

fn is_superscript(c: char) -> bool {
    matches!(c, '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{2070}'..='\u{2079}')
}

/// Letters that mean the same as the usual ones: ligatures, full width, the bold and italic letters
/// of mathematics, in which some write their headings.
fn is_styled(c: char) -> bool {
    matches!(c, '\u{fb00}'..='\u{fb06}' | '\u{ff01}'..='\u{ff5e}' | '\u{1d400}'..='\u{1d7ff}')
}

/// Line ends of old systems, and those that were copied as they stand in a program: `\n`.
fn line_ends(text: &str) -> Cow<'_, str> {
    let breaks = text.matches('\n').count();
    if breaks == 0 && text.contains('\r') {
        return Cow::Owned(text.replace('\r', "\n"));
    }
    let escaped = text.matches("\\n").count();
    if escaped < 2 || breaks * 2 > escaped {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\\r", "").replace("\\n", "\n").replace("\\t", "\t");
    Cow::Owned(text.replace("\\\"", "\"").replace("\\/", "/"))
}

#[cfg(test)]
mod tests {
    use super::characters;

    #[test]
    fn print_and_pages_are_undone() {
        for (text, read) in [
            ("work\u{fb02}ows, e\u{fb03}cient", "workflows, efficient"),
            ("data\u{ad}bases, data\u{ad}\n  bases", "databases, databases"),
            ("\u{ff33}\u{ff31}\u{ff2c}\u{ff0b}", "SQL+"),
            ("\u{1d5e6}\u{1d5e4}\u{1d5df}", "SQL"),
            ("C++\u{b9} and Java\u{b2}, 10 m\u{b2}", "C++ and Java, 10 m"),
            ("Po\u{200b}wer\u{a0}BI", "Power BI"),
            ("Jahre fu\u{308}r", "Jahre f\u{fc}r"),
            ("Role\\n\\n- SQL\\n\\t- R", "Role\n\n- SQL\n\t- R"),
            ("Role\r\rSQL", "Role\n\nSQL"),
            ("one\u{c}two\u{2028}three", "one\ntwo\nthree"),
            ("a scale-\u{200b}up", "a scale-up"),
        ] {
            assert_eq!(characters(text), read);
        }
    }

    #[test]
    fn an_ordinary_text_stays_as_it_is() {
        let paths = "C:\\new is a folder, \\nu is a letter:\nC++, C#, .NET, R&D\n";
        for text in ["Bézier, für, año, 2×4, 50 €, Kubernetes™, l’été\n- x", paths, "Go\r\nR\r\n"]
        {
            assert_eq!(characters(text), text);
        }
    }
}
