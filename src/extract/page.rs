//! Builds a text of headings, items and lines out of what a page or Markdown says.

use itertools::Itertools as _;

/// The longest line that can be a heading, in words.
const HEADING: usize = 14;

const BULLETS: [char; 12] = [
    '\u{2022}', '\u{b7}', '\u{25cf}', '\u{25e6}', '\u{25aa}', '\u{2023}', '\u{2043}', '\u{25cb}',
    '\u{27a2}', '\u{25ab}', '\u{25a0}', '\u{f0b7}',
];

/// What a page says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Of the page, as its `head` says.
    pub title: Option<String>,
    /// The lines of a [`Page`].
    pub text: String,
    /// What the page tells machines: JSON-LD, each whole.
    pub data: Vec<String>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Kind {
    #[default]
    Plain,
    Item,
    /// With its level, from 1.
    Heading(usize),
}

/// Whether a line only says how much of something there is: `●●●○○`.
fn is_bar(line: &str) -> bool {
    const MARKS: [char; 10] = ['●', '○', '★', '☆', '■', '□', '⬤', '◯', '█', '░'];
    line.chars().count() >= 3 && line.chars().all(|c| MARKS.contains(&c))
}

/// What is built so far, and the line that is being written.
#[derive(Debug, Default)]
pub struct Page {
    text: String,
    line: String,
    kind: Kind,
    /// How many tags or marks make what comes bold.
    bold: usize,
    /// The line holds words that are not bold.
    has_light: bool,
    /// The next line begins a paragraph.
    is_parted: bool,
    /// The last line is an item; those of one list stand together.
    after_item: bool,
}

impl Page {
    /// Adds to the line; white space is one space.
    pub fn add(&mut self, text: &str) {
        self.has_light |= self.bold == 0 && text.contains(char::is_alphanumeric);
        self.line += text;
    }

    pub fn bold(&mut self, begins: bool) {
        self.bold = if begins { self.bold + 1 } else { self.bold.saturating_sub(1) };
    }

    /// Ends what is bold, however often it began: many pages forget to.
    pub fn light(&mut self) {
        self.bold = 0;
    }

    /// Ends the line, and the paragraph.
    pub fn part(&mut self) {
        self.end_line();
        self.is_parted = true;
    }

    /// Ends the line and begins an item of a list.
    pub fn item(&mut self) {
        self.end_line();
        self.kind = Kind::Item;
    }

    /// Ends the line and begins a heading; [`Page::part`] ends it.
    pub fn heading(&mut self, level: usize) {
        self.part();
        self.kind = Kind::Heading(level);
    }

    /// Ends the line because a list begins: what introduces it in an item of its own is a heading.
    pub fn list(&mut self) {
        if self.kind == Kind::Item && !self.has_light {
            self.kind = Kind::Plain;
        }
        self.end_line();
    }

    /// Ends the line. An empty one changes nothing.
    pub fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let has_light = std::mem::take(&mut self.has_light);
        let words = line.split_whitespace().join(" ");
        let inner = words.trim_start_matches(BULLETS).trim_start();
        let is_marked = inner.len() < words.len();
        if is_bar(&words) {
            self.kind = Kind::Plain;
            self.push(&words);
            return;
        }
        if !inner.contains(char::is_alphanumeric) {
            if is_marked {
                self.kind = Kind::Item;
            }
            return;
        }
        let is_short =
            inner.split(' ').count() <= HEADING && !inner.ends_with(['.', ',', ';', '!']);
        let kind = match std::mem::take(&mut self.kind) {
            Kind::Heading(_) if !is_short => Kind::Plain,
            Kind::Plain if is_marked => Kind::Item,
            Kind::Plain if is_short && !has_light => Kind::Heading(3),
            kind => kind,
        };
        match kind {
            Kind::Plain => self.push(inner),
            Kind::Item => {
                self.is_parted &= !self.after_item;
                self.push(&format!("- {inner}"));
                self.after_item = true;
            }
            Kind::Heading(level) => {
                self.is_parted = true;
                self.push(&format!("{} {inner}", "#".repeat(level)));
                self.is_parted = true;
            }
        }
    }

    /// Adds lines that are built already.
    pub fn push(&mut self, lines: &str) {
        if !self.text.is_empty() {
            self.text += if self.is_parted { "\n\n" } else { "\n" };
        }
        self.is_parted = false;
        self.after_item = false;
        self.text += lines;
    }

    /// The length of what is built, in bytes.
    pub fn end(&mut self) -> usize {
        self.part();
        self.text.len()
    }

    /// Forgets what was built beyond that length.
    pub fn truncate(&mut self, length: usize) {
        self.text.truncate(length);
        self.is_parted = true;
    }

    pub fn finish(mut self) -> String {
        self.end_line();
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn a_bold_line_is_a_heading_and_bold_words_are_not() {
        let mut page = Page::default();
        page.bold(true);
        page.add("What you\n bring ");
        page.bold(false);
        page.part();
        page.add("We use ");
        page.bold(true);
        page.add("SQL");
        page.bold(false);
        page.end_line();
        page.item();
        page.part();
        page.add("\u{2022} R");
        assert_eq!(page.finish(), "### What you bring\n\nWe use SQL\n\n- R");
    }
}
