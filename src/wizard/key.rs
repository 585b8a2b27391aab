//! What a person presses, as questions understand it, and what that does.

/// One key, or a text that is pasted at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    Char(char),
    Pasted(String),
    Enter,
    Tab,
    BackTab,
    Escape,
    /// Ctrl-C.
    Interrupt,
    Backspace,
    Delete,
    EraseWord,
    EraseToStart,
    EraseToEnd,
    Left,
    Right,
    WordLeft,
    WordRight,
    Home,
    End,
    Up,
    Down,
    PageUp,
    PageDown,
}

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    Stay,
    /// To the next question.
    Answered,
    /// To the question before.
    Back,
    /// Out of all questions.
    Leave,
}
