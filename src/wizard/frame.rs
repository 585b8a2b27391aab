//! What a question looks like: lines with a style each, and where the cursor stands.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::wizard::line::Line;

/// The columns and rows of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub columns: usize,
    pub rows: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Plain,
    Question,
    /// The line that the next key is about.
    Marked,
    Help,
    Wrong,
}

/// One line of the terminal, in parts.
pub type Row = Vec<(Style, String)>;

/// No row is wider than the terminal it was made for, and there are no more rows than it has.
#[derive(Debug, Default)]
pub struct Frame {
    pub rows: Vec<Row>,
    /// Row and column.
    pub cursor: (usize, usize),
}

impl Frame {
    /// Columns in front of all lines but the first of the question.
    pub const INDENT: usize = 2;
    /// Enough columns for a date or a word.
    const ROOM: usize = 14;

    /// A question with the line that is typed behind it, or below it where there is less than
    /// `least` room.
    fn with_line(question: &str, line: &Line, least: usize, size: Size) -> Self {
        let mut frame = Self::default();
        frame.add(Style::Question, "? ", question, size);
        let used = frame.rows.last().map_or(0, width) + 1;
        let room = size.columns.saturating_sub(used);
        let (shown, column) = match room < least {
            true => {
                frame.rows.push(vec![(Style::Plain, " ".repeat(Self::INDENT - 1))]);
                line.shown(size.columns.saturating_sub(Self::INDENT))
            }
            false => line.shown(room),
        };
        if let Some(row) = frame.rows.last_mut() {
            let start = width(row) + 1;
            row.push((Style::Plain, format!(" {shown}")));
            frame.cursor = (frame.rows.len() - 1, start + column);
        }
        frame
    }

    /// A question that is answered with a text.
    pub fn asking(question: &str, line: &Line, size: Size) -> Self {
        Self::with_line(question, line, Self::ROOM, size)
    }

    /// A question that is answered from a list; its filter takes no room while it is empty.
    pub fn choosing(question: &str, filter: &Line, size: Size) -> Self {
        let least = if filter.is_empty() { 1 } else { Self::ROOM };
        Self::with_line(question, filter, least, size)
    }

    /// Adds a text, broken into lines, behind `mark`.
    pub fn add(&mut self, style: Style, mark: &str, text: &str, size: Size) {
        let room = size.columns.saturating_sub(mark.width() + 1);
        let lines = wrapped(text, room).into_iter().enumerate();
        self.rows.extend(lines.map(|(at, line)| {
            let front = if at == 0 { mark.to_owned() } else { " ".repeat(mark.width()) };
            vec![(style, front + &line)]
        }));
    }

    /// Leaves out of a frame that is too high what is last, but keeps the cursor.
    pub fn fit(mut self, size: Size) -> Self {
        let rows = size.rows.max(1);
        let first = (self.cursor.0 + 1).saturating_sub(rows);
        self.rows.drain(..first);
        self.rows.truncate(rows);
        self.cursor.0 -= first;
        self
    }
}

pub fn width(row: &Row) -> usize {
    row.iter().map(|(_, text)| text.width()).sum()
}

/// Breaks a text into lines of at most `room` columns, at spaces where there are any.
pub fn wrapped(text: &str, room: usize) -> Vec<String> {
    // One letter of two columns always fits.
    let room = room.max(2);
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.last().map_or(0, |line| line.width());
        if last > 0 && last + 1 + word.width() <= room {
            lines.last_mut().into_iter().for_each(|line| *line += " ");
        } else if last > 0 {
            lines.push(String::new());
        }
        for letter in word.graphemes(true) {
            if lines.last().is_some_and(|line| line.width() + letter.width() > room) {
                lines.push(String::new());
            }
            lines.last_mut().into_iter().for_each(|line| *line += letter);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{Frame, Line, Size, width, wrapped};

    #[test]
    fn lines_end_at_words() {
        assert_eq!(wrapped("computer science", 12), ["computer", "science"]);
        assert_eq!(wrapped("a 机器学习", 4), ["a", "机器", "学习"]);
        assert_eq!(wrapped("unbroken", 5), ["unbro", "ken"]);
        assert_eq!(wrapped("", 5), [""]);
    }

    #[test]
    fn what_is_typed_stands_behind_the_question_or_below_it() {
        let line = Line::new("2028");
        let wide = Frame::asking("By when?", &line, Size { columns: 40, rows: 10 });
        assert_eq!((wide.rows.len(), wide.cursor), (1, (0, 15)));
        let narrow = Frame::asking("By when?", &line, Size { columns: 20, rows: 10 });
        assert_eq!((narrow.rows.len(), narrow.cursor), (2, (1, 6)));
        assert!(narrow.rows.iter().all(|row| width(row) <= 20));
    }
}
