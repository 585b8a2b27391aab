//! What a person presses, as questions understand it.

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
