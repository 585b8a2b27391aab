//! A line of text that is typed, with the keys of a shell.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::knowledge::text::visible;
use crate::wizard::key::Key;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    /// Where the next letter goes: a byte of the text, never inside a letter.
    cursor: usize,
}

impl Line {
    /// A line with the cursor behind the text.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { cursor: text.len(), text }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Follows a key. Returns whether it was one for a line of text.
    pub fn press(&mut self, key: &Key) -> bool {
        match key {
            Key::Char(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            Key::Pasted(text) => self.insert(text),
            Key::Backspace => self.erase(self.left()..self.cursor),
            Key::Delete => self.erase(self.cursor..self.right()),
            Key::EraseWord => self.erase(self.word_left()..self.cursor),
            Key::EraseToStart => self.erase(0..self.cursor),
            Key::EraseToEnd => self.erase(self.cursor..self.text.len()),
            Key::Left => self.cursor = self.left(),
            Key::Right => self.cursor = self.right(),
            Key::WordLeft => self.cursor = self.word_left(),
            Key::WordRight => self.cursor = self.word_right(),
            Key::Home => self.cursor = 0,
            Key::End => self.cursor = self.text.len(),
            _ => return false,
        }
        true
    }

    /// What of the line fits into so many columns, and the column of the cursor in it.
    pub fn shown(&self, room: usize) -> (String, usize) {
        let (before, after) = self.text.split_at(self.cursor);
        let (before, after) = (visible(before), visible(after));
        // The cursor takes a column of its own behind the last letter.
        let room = room.max(2) - 1;
        let mut start = before.len();
        for (at, _) in before.grapheme_indices(true).rev() {
            if before[at..].width() > room {
                break;
            }
            start = at;
        }
        let mut shown = before[start..].to_owned();
        let column = shown.width();
        for letter in after.graphemes(true) {
            if shown.width() + letter.width() > room {
                break;
            }
            shown.push_str(letter);
        }
        (shown, column)
    }

    /// Inserts a text as one line, without what steers a terminal.
    fn insert(&mut self, text: &str) {
        let text = text.trim_end_matches(['\r', '\n']).replace("\r\n", " ");
        let plain = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
        let plain: String = plain.filter(|c| !c.is_control()).collect();
        self.text.insert_str(self.cursor, &plain);
        self.cursor += plain.len();
    }

    fn erase(&mut self, range: std::ops::Range<usize>) {
        self.cursor = range.start;
        self.text.replace_range(range, "");
    }

    fn left(&self) -> usize {
        let before = &self.text[..self.cursor];
        before.grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn right(&self) -> usize {
        let letter = self.text[self.cursor..].graphemes(true).next();
        self.cursor + letter.map_or(0, str::len)
    }

    /// The beginning of the word before the cursor; words end at white space.
    fn word_left(&self) -> usize {
        let before = self.text[..self.cursor].trim_end();
        before
            .rfind(char::is_whitespace)
            .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8))
    }

    fn word_right(&self) -> usize {
        let after = &self.text[self.cursor..];
        let word = after.trim_start();
        let end = word.find(char::is_whitespace).unwrap_or(word.len());
        self.cursor + (after.len() - word.len()) + end
    }
}

#[cfg(test)]
mod tests {
    use super::Line;
    use crate::wizard::key::Key;

    fn typed(line: &str, keys: &[Key]) -> String {
        let mut line = Line::new(line);
        for key in keys {
            assert!(line.press(key));
        }
        let (before, after) = line.text.split_at(line.cursor);
        format!("{before}|{after}")
    }

    #[test]
    fn keys_do_what_they_do_in_a_shell() {
        assert_eq!(typed("machine l", &[Key::EraseWord]), "machine |");
        assert_eq!(typed("machine ", &[Key::EraseWord]), "|");
        assert_eq!(typed("machine l", &[Key::Left, Key::EraseToStart]), "|l");
        assert_eq!(typed("machine l", &[Key::WordLeft, Key::EraseToEnd]), "machine |");
        assert_eq!(typed("one two", &[Key::Home, Key::WordRight, Key::Char('s')]), "ones| two");
        assert_eq!(typed("one two", &[Key::Home, Key::Delete, Key::End]), "ne two|");
        assert_eq!(typed("né\u{301}", &[Key::Backspace]), "n|", "a letter of two parts is one");
        assert_eq!(typed("", &[Key::Backspace, Key::Delete, Key::EraseWord]), "|");
    }

    #[test]
    fn what_is_pasted_becomes_one_line() {
        let pasted = |text: &str| typed("", &[Key::Pasted(text.to_owned())]);
        assert_eq!(pasted("2027-01-04\r\n"), "2027-01-04|");
        assert_eq!(pasted("two\nlines\u{1b}[2J"), "two lines[2J|");
    }

    #[test]
    fn a_long_line_shows_the_part_around_the_cursor() {
        let mut line = Line::new("2027-07-05..2027-07-25");
        assert_eq!(line.shown(11), ("2027-07-25".to_owned(), 10));
        line.press(&Key::Home);
        assert_eq!(line.shown(11), ("2027-07-05".to_owned(), 0));
        assert_eq!(Line::new("机器学习").shown(5), ("学习".to_owned(), 4));
    }
}
