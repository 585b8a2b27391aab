//! The document of an answer: a tree of blocks.

use jiff::civil::Date;
use serde::Serialize;

use crate::knowledge::hours::Hours;
use crate::view::plan::ForecastDay;

/// What a command answers: JSON is the struct itself, every other form is drawn from its document.
pub trait Answer: Serialize {
    fn document(&self) -> Document<'_>;
}

/// An answer with all of its figures, where the usual one has those that most people want.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct InFull<'a, V>(pub &'a V);

/// Blocks in reading order.
#[derive(Default)]
pub struct Document<'a>(pub Vec<Block<'a>>);

pub enum Block<'a> {
    /// For a terminal only: in plain, a fact or a column says the same.
    Text(Tone, String),
    Facts(Facts),
    /// Entries with the same labels, side by side if there is room.
    Beside(Vec<Facts>),
    Table(Table<'a>),
    /// For a terminal only, like a text.
    Snippet(Snippet),
    /// Lines of a file as they are, for a terminal only.
    Verbatim(String),
    /// An empty line on a terminal.
    Space,
}

/// Something that is wrong in a line of a file.
#[derive(Debug)]
pub struct Snippet {
    /// Or a warning.
    pub is_error: bool,
    pub code: String,
    pub message: String,
    pub file: String,
    /// From 1; 0 if there is none.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// The line, or a part of it; it is legible.
    pub excerpt: String,
    /// What is wrong in it, in bytes.
    pub mark: (usize, usize),
    pub help: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Heading,
    Normal,
    /// An entry of a list.
    Item,
    /// An explanation.
    Faint,
    Warning,
}

/// Where something is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Medium {
    #[default]
    Everywhere,
    OnTerminal,
    InPlain,
}

/// Labels with values.
#[derive(Debug)]
pub struct Facts {
    /// What they are about; `None` for the answer as a whole.
    pub heading: Option<String>,
    /// The width of the labels on a terminal.
    pub indent: usize,
    pub lines: Vec<Fact>,
}

#[derive(Debug)]
pub struct Fact {
    pub label: &'static str,
    pub value: Cell,
    pub place: Medium,
}

/// A value with its type.
#[derive(Debug, Clone)]
pub enum Cell {
    Empty,
    /// Wrapped if there is no room.
    Prose(Prose),
    /// An id, or a word of a closed vocabulary: broken only as a last resort.
    Name(String),
    Day(Date),
    Hours(Hours),
    Count(usize),
    /// A part of a whole.
    Share(usize, usize),
    /// A figure with its unit or sign.
    Figure(String),
    /// Several values of one kind.
    List(Vec<String>),
    /// The verdict on a deadline.
    Verdict {
        good: bool,
        text: String,
    },
}

#[derive(Debug, Clone, Default)]
pub struct Prose {
    pub text: String,
    /// What follows it, each with the width from which a terminal has a column for it instead;
    /// plain has separate keys for this.
    pub aside: Vec<(u16, String)>,
    /// Lines below it, likewise.
    pub below: Vec<(u16, String)>,
}

/// Columns of cells, with headings above groups of rows.
#[derive(Default)]
pub struct Table<'a> {
    pub columns: Vec<Column<'a>>,
    pub groups: Vec<Group>,
    /// Whether it saves room: no empty lines between groups, narrow gaps between columns.
    pub is_dense: bool,
    pub rows: usize,
    /// The most rows that a terminal shows; all other forms have every row.
    pub most: usize,
    pub place: Medium,
}

pub struct Column<'a> {
    pub title: String,
    /// Its key in plain, if it is not the title.
    pub key: Option<&'static str>,
    /// Terminals narrower than this have no room for it.
    pub from: u16,
    pub place: Medium,
    /// The cell of a row. What is not shown is not made.
    pub cell: Box<dyn Fn(usize) -> Cell + 'a>,
}

/// A heading above rows, or above none, on a terminal; plain has separate keys for this.
#[derive(Debug)]
pub struct Group {
    pub first_row: usize,
    pub name: String,
    /// Titles of columns, and what the heading shows in them.
    pub values: Vec<(&'static str, Cell)>,
}

impl Table<'_> {
    /// Whether it has rows to show in a place.
    pub fn is_in(&self, place: Medium) -> bool {
        self.rows > 0 && [Medium::Everywhere, place].contains(&self.place)
    }
}

impl<'a> Column<'a> {
    pub fn new(title: impl Into<String>, place: Medium, cell: impl Fn(usize) -> Cell + 'a) -> Self {
        Self { title: title.into(), key: None, from: 0, place, cell: Box::new(cell) }
    }
}

impl<'a> Document<'a> {
    pub fn heading(&mut self, text: impl Into<String>) {
        self.text(Tone::Heading, text);
    }

    pub fn say(&mut self, text: impl Into<String>) {
        self.text(Tone::Normal, text);
    }

    pub fn remark(&mut self, text: impl Into<String>) {
        self.text(Tone::Faint, text);
    }

    /// Adds a text, unless it is empty.
    pub fn text(&mut self, tone: Tone, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Block::Text(tone, text));
        }
    }

    pub fn facts(&mut self, facts: Facts) {
        self.0.push(Block::Facts(facts));
    }

    pub fn table(&mut self, table: impl Into<Table<'a>>) {
        self.0.push(Block::Table(table.into()));
    }

    pub fn snippet(&mut self, snippet: Snippet) {
        self.0.push(Block::Snippet(snippet));
    }

    pub fn verbatim(&mut self, lines: impl Into<String>) {
        self.0.push(Block::Verbatim(lines.into()));
    }

    pub fn space(&mut self) {
        self.0.push(Block::Space);
    }
}

impl Facts {
    const INDENT: usize = 14;

    /// Facts about the answer as a whole.
    pub fn of_all(indent: usize) -> Self {
        Self { heading: None, indent, lines: Vec::new() }
    }

    /// Facts about one thing.
    pub fn about(heading: String) -> Self {
        Self { heading: Some(heading), indent: Self::INDENT, lines: Vec::new() }
    }

    pub fn add(&mut self, label: &'static str, value: impl Into<Cell>) {
        self.placed(Medium::Everywhere, label, value);
    }

    /// Adds several values below each other, with the label before the first.
    pub fn all(&mut self, label: &'static str, values: impl IntoIterator<Item = String>) {
        for value in values {
            self.add(label, value);
        }
    }

    pub fn on_terminal(&mut self, label: &'static str, value: impl Into<Cell>) {
        self.placed(Medium::OnTerminal, label, value);
    }

    pub fn in_plain(&mut self, key: &'static str, value: impl Into<Cell>) {
        self.placed(Medium::InPlain, key, value);
    }

    fn placed(&mut self, place: Medium, label: &'static str, value: impl Into<Cell>) {
        self.lines.push(Fact { label, value: value.into(), place });
    }
}

impl Cell {
    pub fn is_empty(&self) -> bool {
        self.text(|day| day.to_string()).is_empty()
    }

    /// The value in one line; `day` writes dates as the form does.
    pub fn text(&self, day: fn(Date) -> String) -> String {
        match self {
            Self::Prose(prose) => prose.text.clone(),
            Self::Name(text) | Self::Figure(text) | Self::Verdict { text, .. } => text.clone(),
            Self::Day(date) => day(*date),
            Self::Hours(hours) => hours.to_string(),
            Self::Count(number) => number.to_string(),
            Self::Empty | Self::Share(_, 0) => String::new(),
            Self::Share(part, whole) => format!("{} %", (part * 200 + whole) / (2 * whole)),
            Self::List(values) => values.join(", "),
        }
    }

    /// Aligned to the right, so that the digits of a column line up.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Hours(_) | Self::Count(_) | Self::Share(..) | Self::Figure(_))
    }

    /// Broken only as a last resort.
    pub fn is_fixed(&self) -> bool {
        self.is_number() || matches!(self, Self::Name(_) | Self::Day(_))
    }
}

/// Converts values of these types to cells.
macro_rules! cells {
    ($($type:ty: $value:ident => $cell:expr),* $(,)?) => {$(
        impl From<$type> for Cell {
            fn from($value: $type) -> Self {
                $cell
            }
        }
    )*};
}

cells! {
    String: text => Self::Prose(Prose { text, ..Prose::default() }),
    &String: text => text.clone().into(),
    &str: text => text.to_owned().into(),
    Date: day => Self::Day(day),
    ForecastDay: day => match day {
        ForecastDay::By(day) => Self::Day(day),
        ForecastDay::Beyond => Self::Name(day.to_string()),
    },
    Hours: hours => Self::Hours(hours),
    usize: number => Self::Count(number),
    Vec<String>: values => Self::List(values),
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}
