//! The terminal: reads keys and draws frames. Only this module knows the library that does so.

use std::io::{self, BufWriter, Write as _};

use anstyle::AnsiColor;
use anyhow::{Context as _, Result};
use crossterm::cursor::{MoveDown, MoveToColumn, MoveUp};
use crossterm::event::{
    DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEvent, KeyEventKind,
    KeyModifiers, read,
};
use crossterm::terminal::{Clear, ClearType, disable_raw_mode, enable_raw_mode};
use crossterm::{execute, queue};

use crate::wizard::frame::{Frame, Row, Size, Style, width};
use crate::wizard::key::Key;

/// The part of a terminal below what was written before. While it is open, keys come one by one.
pub struct Screen {
    size: Size,
    has_colour: bool,
    /// What is drawn, and where the cursor stands in it.
    drawn: Frame,
}

/// What comes from a terminal.
pub enum Input {
    Key(Key),
    Resized,
}

impl Screen {
    pub fn open(size: Size, has_colour: bool) -> Result<Self> {
        enable_raw_mode().context("cannot ask on this terminal")?;
        let screen = Self { size, has_colour, drawn: Frame::default() };
        execute!(io::stderr(), EnableBracketedPaste).context("cannot ask on this terminal")?;
        Ok(screen)
    }

    pub fn size(&self) -> Size {
        self.size
    }

    /// Waits for a key, or for another size.
    pub fn read(&mut self) -> Result<Input> {
        loop {
            match read().context("cannot read from this terminal")? {
                Event::Key(event) => {
                    if let Some(key) = key(event) {
                        return Ok(Input::Key(key));
                    }
                }
                Event::Paste(text) => return Ok(Input::Key(Key::Pasted(text))),
                Event::Resize(columns, rows) => {
                    self.size = Size { columns: columns.into(), rows: rows.into() };
                    return Ok(Input::Resized);
                }
                _ => {}
            }
        }
    }

    /// Draws a frame in place of the last one.
    pub fn draw(&mut self, frame: Frame) -> Result<()> {
        self.redraw(frame).context("cannot write to this terminal")
    }

    /// Draws what stays, and goes to the line behind it.
    pub fn leave(mut self, frame: Frame) -> Result<()> {
        let is_empty = frame.rows.is_empty();
        self.draw(frame)?;
        if !is_empty {
            let below = self.drawn.rows.len().saturating_sub(self.drawn.cursor.0 + 1);
            let mut out = io::stderr();
            if below > 0 {
                execute!(out, MoveDown(short(below)))?;
            }
            out.write_all(b"\r\n")?;
        }
        Ok(())
    }

    fn redraw(&mut self, frame: Frame) -> io::Result<()> {
        let mut out = BufWriter::new(io::stderr().lock());
        // A terminal that has become narrower has broken the rows that were there.
        let columns = self.size.columns.max(1);
        let above = self.drawn.rows.iter().take(self.drawn.cursor.0);
        let above = above.map(|row| width(row).div_ceil(columns).max(1)).sum::<usize>();
        let above = above + self.drawn.cursor.1 / columns;
        if above > 0 {
            queue!(out, MoveUp(short(above)))?;
        }
        queue!(out, MoveToColumn(0), Clear(ClearType::FromCursorDown))?;
        for (at, row) in frame.rows.iter().enumerate() {
            if at > 0 {
                out.write_all(b"\r\n")?;
            }
            out.write_all(self.styled(row).as_bytes())?;
        }
        let below = frame.rows.len().saturating_sub(frame.cursor.0 + 1);
        if below > 0 {
            queue!(out, MoveUp(short(below)))?;
        }
        queue!(out, MoveToColumn(short(frame.cursor.1)))?;
        self.drawn = frame;
        out.flush()
    }

    fn styled(&self, row: &Row) -> String {
        let style = |style: Style| match style {
            _ if !self.has_colour => anstyle::Style::new(),
            Style::Plain => anstyle::Style::new(),
            Style::Question => anstyle::Style::new().bold(),
            Style::Marked => AnsiColor::Cyan.on_default(),
            Style::Help => anstyle::Style::new().dimmed(),
            Style::Wrong => AnsiColor::Red.on_default(),
        };
        let part = |(kind, text): &(Style, String)| {
            let style = style(*kind);
            format!("{style}{text}{style:#}")
        };
        row.iter().map(part).collect()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = execute!(io::stderr(), DisableBracketedPaste);
        let _ = disable_raw_mode();
    }
}

fn short(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// The keys of a shell, by their names or as control characters.
fn key(KeyEvent { code, modifiers, kind, .. }: KeyEvent) -> Option<Key> {
    if kind == KeyEventKind::Release {
        return None;
    }
    let control = modifiers.contains(KeyModifiers::CONTROL);
    let alt = modifiers.contains(KeyModifiers::ALT);
    Some(match code {
        KeyCode::Char(c) if control && !alt => match c.to_ascii_lowercase() {
            'a' => Key::Home,
            'b' => Key::Left,
            'c' => Key::Interrupt,
            'd' => Key::Delete,
            'e' => Key::End,
            'f' => Key::Right,
            'h' => Key::Backspace,
            'j' | 'm' => Key::Enter,
            'k' => Key::EraseToEnd,
            'n' => Key::Down,
            'p' => Key::Up,
            'u' => Key::EraseToStart,
            'w' => Key::EraseWord,
            _ => return None,
        },
        KeyCode::Char(c) if alt && !control => match c {
            'b' => Key::WordLeft,
            'f' => Key::WordRight,
            _ => return None,
        },
        // With both, a letter that a keyboard has behind AltGr.
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Backspace if alt || control => Key::EraseWord,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Left if alt || control => Key::WordLeft,
        KeyCode::Right if alt || control => Key::WordRight,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Enter => Key::Enter,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Esc => Key::Escape,
        _ => return None,
    })
}
