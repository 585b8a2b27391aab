//! The tree of an answer.

use jiff::civil::Date;
use serde::Serialize;

use crate::knowledge::hours::Hours;

/// What a command answers: JSON is the struct itself, every other form is drawn from its document.
pub trait Answer: Serialize {
    fn document(&self) -> Document;
}

/// Blocks in the order in which people read them.
#[derive(Debug, Default)]
pub struct Document(pub Vec<Block>);

#[derive(Debug)]
pub enum Block {
    /// For a terminal alone: whatever it says, a fact or a column says in plain.
    Text(Tone, String),
    Facts(Facts),
    /// Entries with the same labels, one beside the other where there is room.
    Beside(Vec<Facts>),
    Table(Table),
    /// An empty line on a terminal.
    Space,
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
pub enum Place {
    #[default]
    Everywhere,
    OnTerminal,
    InPlain,
}

/// Labels with values.
#[derive(Debug)]
pub struct Facts {
    /// What they are about; none if that is the answer as a whole.
    pub heading: Option<String>,
    /// Columns of the labels on a terminal.
    pub indent: usize,
    pub lines: Vec<Fact>,
}

#[derive(Debug)]
pub struct Fact {
    pub label: &'static str,
    pub value: Cell,
    pub place: Place,
}

/// A value that knows what it is.
#[derive(Debug)]
pub enum Cell {
    Empty,
    /// Wrapped where there is no room.
    Prose(Prose),
    /// An id, or a word of a closed vocabulary: not broken where it can be helped.
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
    /// How something stands to a deadline.
    Verdict {
        good: bool,
        text: String,
    },
}

#[derive(Debug, Default)]
pub struct Prose {
    pub text: String,
    /// What stands behind it on a terminal; plain has keys for it.
    pub aside: String,
    /// Lines below it on a terminal, each as long as the terminal is narrower than the columns that
    /// say the same.
    pub below: Vec<(u16, String)>,
}

/// Columns of cells, under headings where rows form groups.
#[derive(Debug, Default)]
pub struct Table {
    pub columns: Vec<Column>,
    pub groups: Vec<Group>,
    pub rows: usize,
    /// Rows that a terminal shows; all other forms have every one.
    pub most: usize,
    pub place: Place,
}

#[derive(Debug)]
pub struct Column {
    pub title: String,
    /// Its key in plain, if it is not the title.
    pub key: Option<&'static str>,
    /// Terminals narrower than this have no room for it.
    pub from: u16,
    pub place: Place,
    /// One for each row.
    pub cells: Vec<Cell>,
}

/// A heading over rows, on a terminal; plain has keys for what it says.
#[derive(Debug)]
pub struct Group {
    pub first_row: usize,
    pub name: String,
    /// The title of a column, and what stands in it beside the name.
    pub sum: Option<(&'static str, Cell)>,
}

impl Table {
    /// Whether a terminal, or plain, has anything to show of it.
    pub fn is_in(&self, place: Place) -> bool {
        self.rows > 0 && [Place::Everywhere, place].contains(&self.place)
    }
}

impl Column {
    pub fn new(title: impl Into<String>, place: Place, cells: Vec<Cell>) -> Self {
        Self { title: title.into(), key: None, from: 0, place, cells }
    }
}

impl Document {
    pub fn heading(&mut self, text: impl Into<String>) {
        self.text(Tone::Heading, text);
    }

    pub fn say(&mut self, text: impl Into<String>) {
        self.text(Tone::Normal, text);
    }

    pub fn remark(&mut self, text: impl Into<String>) {
        self.text(Tone::Faint, text);
    }

    /// A text, if it is not empty.
    pub fn text(&mut self, tone: Tone, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Block::Text(tone, text));
        }
    }

    pub fn facts(&mut self, facts: Facts) {
        self.0.push(Block::Facts(facts));
    }

    pub fn table(&mut self, table: impl Into<Table>) {
        self.0.push(Block::Table(table.into()));
    }

    pub fn space(&mut self) {
        self.0.push(Block::Space);
    }
}

impl Facts {
    const INDENT: usize = 14;

    /// About the answer as a whole.
    pub fn of_all(indent: usize) -> Self {
        Self { heading: None, indent, lines: Vec::new() }
    }

    /// About one thing.
    pub fn about(heading: String) -> Self {
        Self { heading: Some(heading), indent: Self::INDENT, lines: Vec::new() }
    }

    pub fn add(&mut self, label: &'static str, value: impl Into<Cell>) {
        self.placed(Place::Everywhere, label, value);
    }

    /// Several values below each other, with the label before the first.
    pub fn all(&mut self, label: &'static str, values: impl IntoIterator<Item = String>) {
        for value in values {
            self.add(label, value);
        }
    }

    pub fn on_terminal(&mut self, label: &'static str, value: impl Into<Cell>) {
        self.placed(Place::OnTerminal, label, value);
    }

    pub fn in_plain(&mut self, key: &'static str, value: impl Into<Cell>) {
        self.placed(Place::InPlain, key, value);
    }

    fn placed(&mut self, place: Place, label: &'static str, value: impl Into<Cell>) {
        self.lines.push(Fact { label, value: value.into(), place });
    }

    /// What a terminal would show of them is left to plain.
    #[must_use]
    pub fn only_in_plain(mut self) -> Self {
        self.lines.retain(|fact| fact.place != Place::OnTerminal);
        for fact in &mut self.lines {
            fact.place = Place::InPlain;
        }
        self
    }
}

impl Cell {
    pub fn is_empty(&self) -> bool {
        self.text(|day| day.to_string()).is_empty()
    }

    /// The value in one line, with days as a form writes them.
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

    /// Set to the right, so that the digits of a column stand below each other.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Hours(_) | Self::Count(_) | Self::Share(..) | Self::Figure(_))
    }

    /// Not to be broken where it can be helped.
    pub fn is_fixed(&self) -> bool {
        self.is_number() || matches!(self, Self::Name(_) | Self::Day(_))
    }
}

/// What a value of these types is as a cell.
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
    Hours: hours => Self::Hours(hours),
    usize: number => Self::Count(number),
    Vec<String>: values => Self::List(values),
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}
