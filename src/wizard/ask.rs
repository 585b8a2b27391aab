//! Asks a question on a terminal until it is answered.

use anyhow::Result;

use crate::env::{Terminal, terminal};
use crate::failure::Refused;
use crate::knowledge::text::{shortened, visible};
use crate::wizard::field::Field;
use crate::wizard::frame::{Frame, Size};
use crate::wizard::key::Turn;
use crate::wizard::list::List;
use crate::wizard::prompt::Prompt;
use crate::wizard::screen::{Input, Screen};

pub use crate::wizard::list::Choice;

/// Asks, in the size and colours of one terminal.
#[derive(Debug, Clone, Copy)]
pub struct Asker {
    size: Size,
    has_colour: bool,
}

impl Asker {
    pub fn new(terminal: &Terminal) -> Self {
        Self { size: size(terminal), has_colour: terminal.colour }
    }

    /// A question, cut to what two lines of the terminal hold.
    pub fn fitting(&self, question: &str) -> String {
        const MARKS: usize = 6;
        shortened(&visible(question), 2 * self.size.columns.saturating_sub(MARKS))
    }

    /// The index of the chosen one; Enter takes the first.
    ///
    /// # Errors
    /// [`Refused`] if the person stops.
    pub fn one(&self, question: &str, choices: Vec<Choice>) -> Result<usize> {
        let mut prompt = Prompt::List(List::one(question, choices, 0));
        self.answered(&mut prompt).map(|()| prompt.chosen())
    }

    /// A yes-or-no question; Enter alone says what is usual.
    ///
    /// # Errors
    /// [`Refused`] if the person stops.
    pub fn is_wanted(&self, question: &str, help: &str, usual: bool) -> Result<bool> {
        let mut prompt = Prompt::Field(Field::yes_or_no(question, help, usual));
        self.answered(&mut prompt).map(|()| prompt.is_yes())
    }

    fn answered(&self, prompt: &mut Prompt) -> Result<()> {
        let question = prompt.question().to_owned();
        match self.put(Some(&question), prompt)? {
            Turn::Stay | Turn::Answered => Ok(()),
            Turn::Back | Turn::Leave => Err(stopped().into()),
        }
    }

    /// Asks once whether to leave.
    ///
    /// # Errors
    /// [`Refused`] if so.
    pub fn leave(&self) -> Result<()> {
        let help = "Ctrl-C again leaves";
        let mut prompt = Prompt::Field(Field::yes_or_no("Leave without writing?", help, false));
        match self.put(None, &mut prompt)? {
            Turn::Answered if prompt.is_yes() => Err(stopped().into()),
            Turn::Leave => Err(stopped().into()),
            Turn::Answered | Turn::Back | Turn::Stay => Ok(()),
        }
    }

    /// Puts a question until a key ends it, and returns what that key did. An answer with a name
    /// stays on the screen in short.
    ///
    /// # Errors
    /// If the terminal fails.
    pub fn put(&self, name: Option<&str>, prompt: &mut Prompt) -> Result<Turn> {
        // It may have another size since the last question.
        let size = terminal().map_or(self.size, |terminal| size(&terminal));
        let mut screen = Screen::open(size, self.has_colour)?;
        loop {
            screen.draw(prompt.frame(screen.size()))?;
            let Input::Key(key) = screen.read()? else { continue };
            let turn = prompt.press(&key);
            let left = match turn {
                Turn::Stay => continue,
                Turn::Answered => {
                    name.map(|name| prompt.answered(name, screen.size())).unwrap_or_default()
                }
                Turn::Back | Turn::Leave => Frame::default(),
            };
            screen.leave(left)?;
            return Ok(turn);
        }
    }
}

fn size(terminal: &Terminal) -> Size {
    Size { columns: terminal.columns.into(), rows: terminal.rows.into() }
}

/// The refusal of a person who leaves.
fn stopped() -> Refused {
    Refused::new("stopped; nothing was written", "start again with `mlpath init`")
}
