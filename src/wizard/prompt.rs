//! A question on its way to an answer: keys go in, lines come out. Nothing here knows a terminal.

use crate::knowledge::text::{shortened, visible};
use crate::wizard::field::Field;
use crate::wizard::frame::{Frame, Size, Style};
use crate::wizard::key::{Key, Turn};
use crate::wizard::list::List;

#[derive(Debug, Clone)]
pub enum Prompt {
    List(List),
    Field(Field),
}

impl Prompt {
    pub fn press(&mut self, key: &Key) -> Turn {
        match self {
            Self::List(list) => list.press(key),
            Self::Field(field) => field.press(key),
        }
    }

    pub fn frame(&self, size: Size) -> Frame {
        match self {
            Self::List(list) => list.frame(size),
            Self::Field(field) => field.frame(size),
        }
    }

    /// The answer in words.
    pub fn told(&self) -> String {
        match self {
            Self::List(list) => list.told(),
            Self::Field(field) => field.told(),
        }
    }

    /// Whether the answer of now would be accepted.
    pub fn is_sound(&self) -> bool {
        if let Self::Field(field) = self { field.is_sound() } else { true }
    }

    /// What there is to choose from, by name.
    pub fn offers(&self) -> Vec<String> {
        if let Self::List(list) = self { list.names() } else { Vec::new() }
    }

    pub fn is_yes(&self) -> bool {
        if let Self::Field(field) = self { field.is_yes() } else { false }
    }

    pub fn question(&self) -> &str {
        match self {
            Self::List(list) => list.question(),
            Self::Field(field) => field.question(),
        }
    }

    /// What stays on the screen once it is answered.
    pub fn answered(&self, name: &str, size: Size) -> Frame {
        /// Lines that an answer may take.
        const MOST: usize = 2;
        let colon = if name.ends_with('?') { "" } else { ":" };
        let told = visible(&format!("{name}{colon} {}", self.told())).into_owned();
        let mut frame = Frame::default();
        let room = MOST * size.columns.saturating_sub(Frame::INDENT + 8);
        frame.add(Style::Help, "  ", &shortened(&told, room), size);
        frame
    }

    /// Whether there is a question before this one.
    pub fn with_back(mut self, has_before: bool) -> Self {
        match &mut self {
            Self::List(list) => list.has_before = has_before,
            Self::Field(field) => field.has_before = has_before,
        }
        self
    }

    /// Takes over what was typed and ticked when this was asked before.
    pub fn resume(&mut self, before: &Self) {
        match (self, before) {
            (Self::List(list), Self::List(before)) => list.resume(before),
            (Self::Field(field), Self::Field(before)) => field.resume(before),
            _ => {}
        }
    }

    /// The indices of those ticked.
    pub fn ticked(&self) -> Vec<usize> {
        if let Self::List(list) = self { list.ticked() } else { Vec::new() }
    }

    /// The index of the one that is chosen.
    pub fn chosen(&self) -> usize {
        if let Self::List(list) = self { list.chosen() } else { 0 }
    }

    /// The text that is typed, or what Enter alone stands for.
    pub fn text(&self) -> &str {
        if let Self::Field(field) = self { field.text() } else { "" }
    }
}
