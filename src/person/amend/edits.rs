//! Changes of a text that are collected first and made together.

use std::ops::Range;

/// Changes of one text. Comments are never part of what is cut out.
pub(super) struct Edits<'t> {
    pub text: &'t str,
    /// The bytes of its words, in their order.
    words: &'t [Range<usize>],
    /// Bytes, and what takes their place.
    made: Vec<(Range<usize>, String)>,
}

impl<'t> Edits<'t> {
    pub fn new(text: &'t str, words: &'t [Range<usize>]) -> Self {
        Self { text, words, made: Vec::new() }
    }

    pub fn put(&mut self, at: usize, text: String) {
        self.made.push((at..at, text));
    }

    /// Cuts a part out, and with it the lines that are blank then. Comments stay.
    pub fn cut(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let line = self.line(at);
            self.cut_of_line(at..line.end.min(range.end), &line);
            at = self.behind_line(line.end);
        }
    }

    fn cut_of_line(&mut self, part: Range<usize>, line: &Range<usize>) {
        let text = self.text;
        let comment = self.comment(part.start..line.end);
        let end = part.end.min(comment);
        let is_blank = |range: Range<usize>| text[range].trim().is_empty();
        if is_blank(part.start..end) {
            return;
        }
        let is_alone = is_blank(line.start..part.start) && is_blank(end..comment);
        let cut = match (is_alone, comment < line.end) {
            (true, false) => line.start..self.behind_line(line.end),
            // The comment takes the place.
            (true, true) => part.start..comment,
            (false, _) => part.start..end,
        };
        self.made.push((cut, String::new()));
    }

    /// The line around a byte, without its end.
    pub fn line(&self, at: usize) -> Range<usize> {
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = self.text[at..].find('\n').map_or(self.text.len(), |end| at + end);
        start..start + self.text[start..end].trim_end_matches('\r').len()
    }

    /// The start of the next line.
    pub fn behind_line(&self, end: usize) -> usize {
        self.text[end..].find('\n').map_or(self.text.len(), |at| end + at + 1)
    }

    /// Where a comment begins in a part of a line; its end, if there is none.
    fn comment(&self, part: Range<usize>) -> usize {
        let text = &self.text[part.clone()];
        let mut hashes = text.match_indices('#').map(|(at, _)| part.start + at);
        let begins = |&at: &usize| {
            let is_word = self.words.iter().any(|word| word.contains(&at));
            !is_word && self.text[..at].ends_with(|c: char| c.is_whitespace())
        };
        hashes.find(begins).unwrap_or(part.end)
    }

    /// The comma in a part that holds no words.
    pub fn comma(&self, range: Range<usize>) -> Option<usize> {
        let mut at = range.start;
        while at < range.end {
            let line = self.line(at);
            let comment = self.comment(at..line.end.min(range.end));
            if let Some(comma) = self.text[at..comment].find(',') {
                return Some(at + comma);
            }
            at = self.behind_line(line.end);
        }
        None
    }

    /// The text with all changes made.
    pub fn text(mut self) -> String {
        self.made.sort_by_key(|(range, _)| (range.start, range.end));
        let (mut out, mut at) = (String::with_capacity(self.text.len()), 0);
        for (Range { start, end }, text) in self.made {
            out += &self.text[at..start.max(at)];
            out += &text;
            at = at.max(end);
        }
        out + &self.text[at..]
    }
}
