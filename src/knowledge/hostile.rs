//! What in a text could steer a terminal, reorder a line or hide from its reader. Joiners, marks of
//! direction and soft hyphens are none of it: Persian, Hindi, Hebrew and emoji need them.

use std::borrow::Cow;

/// Begins a flag that is spelt out by tags, such as that of Scotland.
const BLACK_FLAG: char = '\u{1f3f4}';
const END_OF_TAGS: char = '\u{e007f}';

/// Hostile characters of a text with their places in bytes: control characters (of which line feeds
/// and tabs may be welcome), line separators, overrides, embeddings, isolates without a partner in
/// their line, and whatever cannot be seen and belongs to no letter.
pub fn hostile(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut end = 0;
    text.split_inclusive('\n').flat_map(move |line| {
        let begin = end;
        end += line.len();
        hostile_in_line(line).map(move |(at, c)| (begin + at, c))
    })
}

/// Whether a text is of letters, figures, signs and spaces of ASCII alone, as most are: each of its
/// bytes is a column.
pub fn is_plain(text: &str) -> bool {
    plain_start(text) == text.len()
}

/// The bytes of a text before the first that is not plain.
fn plain_start(text: &str) -> usize {
    const AT_ONCE: usize = 32;
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~');
    let (chunks, _) = text.as_bytes().as_chunks::<AT_ONCE>();
    // Without a branch for each byte, a chunk is looked at all at once.
    let are_plain =
        |chunk: &&[u8; AT_ONCE]| chunk.iter().fold(true, |all, byte| all & is_plain(byte));
    let start = AT_ONCE * chunks.iter().take_while(are_plain).count();
    start + text.as_bytes()[start..].iter().take_while(|byte| is_plain(byte)).count()
}

fn hostile_in_line(line: &str) -> impl Iterator<Item = (usize, char)> {
    let plain = plain_start(line);
    let (plain, text) = line.split_at(plain);
    let unpaired = unpaired_isolates(text);
    let (mut end_of_flag, mut before) = (0, plain.chars().next_back().unwrap_or(' '));
    let hostile = text.char_indices().filter(move |&(at, c)| {
        let base = std::mem::replace(&mut before, c);
        match c {
            BLACK_FLAG => {
                let tags = at + c.len_utf8();
                end_of_flag = tags + tags_of_a_flag(&text[tags..]);
                false
            }
            c if is_isolate(c) => unpaired.binary_search(&at).is_ok(),
            // The variants of ideographs.
            '\u{e0100}'..='\u{e01ef}' => !base.is_alphabetic(),
            '\u{e0000}'..='\u{e0fff}' => at >= end_of_flag,
            c => c.is_control() || is_hidden(c),
        }
    });
    hostile.map(|(at, c)| (plain.len() + at, c))
}

fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{180e}' | '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// The isolates of a line without a partner.
fn unpaired_isolates(text: &str) -> Vec<usize> {
    let (mut open, mut unpaired) = (Vec::new(), Vec::new());
    for (at, c) in text.match_indices(is_isolate) {
        match c {
            "\u{2069}" if open.pop().is_none() => unpaired.push(at),
            "\u{2069}" => {}
            _ => open.push(at),
        }
    }
    unpaired.append(&mut open);
    unpaired
}

/// The bytes of the tags behind a black flag: a country and its part, as in `gbsct`, and their end.
fn tags_of_a_flag(text: &str) -> usize {
    let is_name = |c: &char| matches!(c, '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}');
    let name = text.chars().take(6).take_while(is_name).map(char::len_utf8).sum::<usize>();
    match text[name..].starts_with(END_OF_TAGS) && name > 0 {
        true => name + END_OF_TAGS.len_utf8(),
        false => 0,
    }
}

/// The text with its hostile characters in another form.
pub fn replaced(text: &str, form: impl Fn(char) -> String) -> Cow<'_, str> {
    // Most texts are plain, and all of them are looked at.
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let (mut out, mut end) = (String::new(), 0);
    for (at, c) in hostile(text) {
        out += &text[end..at];
        out += &form(c);
        end = at + c.len_utf8();
    }
    if end == 0 { Cow::Borrowed(text) } else { Cow::Owned(out + &text[end..]) }
}

/// Replaces hostile characters, line feeds among them, by their escaped form.
pub fn visible(text: &str) -> Cow<'_, str> {
    replaced(text, |c| c.escape_unicode().to_string())
}

/// The text to be drawn or broken into lines: visible, and without isolates, which would be torn
/// from their partners.
pub fn legible(text: &str) -> Cow<'_, str> {
    let shown = visible(text);
    if shown.contains(is_isolate) { Cow::Owned(shown.replace(is_isolate, "")) } else { shown }
}

/// What joins letters or gives them a direction, and is no letter itself: words that differ only in
/// such marks look alike.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200c}'..='\u{200f}') || is_isolate(c)
}

/// Begins or ends a part of a line that has a direction of its own.
pub fn is_isolate(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use proptest::{prop_assert, proptest};

    use super::{hostile, is_plain, visible};

    proptest! {
        #[test]
        fn what_is_plain_is_ascii_that_can_be_seen(
            text in "[ -~]{0,70}", c: char, at in 0..70_usize,
        ) {
            prop_assert!(is_plain(&text));
            let (start, end) = text.split_at(at.min(text.len()));
            let other = format!("{start}{c}{end}");
            prop_assert!(is_plain(&other) == matches!(c, ' '..='~'), "{other:?}");
        }
    }

    /// Persian with a joiner's opposite, Hindi with both, Hebrew with a mark, German with a soft
    /// hyphen, isolates in their line, emoji of several parts, a flag of tags, a variant of a name.
    const ORDINARY: [&str; 8] = [
        "می\u{200c}خواهم",
        "क्\u{200d}ष और क्\u{200c}ष",
        "שלום\u{200f}!",
        "Donau\u{ad}dampf",
        "\u{2067}עברית \u{2066}Rust\u{2069} שוב\u{2069} end",
        "👩\u{200d}💻 👨\u{200d}👩\u{200d}👧 🏳\u{fe0f}\u{200d}🌈",
        "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
        "辻\u{e0100}さん",
    ];

    #[test]
    fn ordinary_letters_are_text() {
        for text in ORDINARY {
            assert_eq!(hostile(text).next(), None, "{text:?}");
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn what_steers_reorders_or_hides_is_found_and_shown() {
        for (text, at) in [
            ("\u{1b}[31m", 0),
            ("a\u{7}b", 1),
            ("a\u{9b}b", 1),
            ("a\u{202e}b", 1),
            ("a\u{202a}b\u{202c}", 1),
            ("a\u{200b}b", 1),
            ("a\u{2060}b", 1),
            ("a\u{2028}b", 1),
            ("a\u{e0041}b", 1),
            // A flag without an end, one with too long a name, and tags behind another sign.
            ("🏴\u{e0067}\u{e0062}", 4),
            (&format!("🏴{}\u{e007f}", "\u{e0061}".repeat(7)), 4),
            ("😀\u{e0067}\u{e0062}\u{e007f}", 4),
            ("a\u{e0100}\u{e0101}", 4 + 1),
            // Isolates without their partners in the line.
            ("a\u{2069}\u{2066}b\u{2069}", 1),
            ("a\u{2067}b\n\u{2069}", 1),
            ("\u{2068}\u{2067}b\u{2069}", 0),
        ] {
            assert_eq!(hostile(text).next().map(|(at, _)| at), Some(at), "{text:?}");
            let shown = visible(text);
            assert_eq!(hostile(&shown).next(), None, "{shown}");
            assert!(shown.contains("\\u{"), "{shown}");
        }
    }
}
