//! A question that is answered with a text.

use std::fmt;
use std::rc::Rc;

use crate::wizard::frame::{Frame, Size, Style};
use crate::wizard::key::{Key, Turn};
use crate::wizard::line::Line;

/// Says how a text is understood, or what is wrong with it.
type Check = Rc<dyn Fn(&str) -> Result<String, String>>;

#[derive(Clone)]
pub struct Field {
    question: String,
    help: String,
    /// What Enter alone stands for; may be empty.
    default: String,
    /// The default as it is shown behind the question.
    offered: String,
    line: Line,
    check: Check,
    wrong: Option<String>,
    /// Whether there is a question before this one.
    pub has_before: bool,
}

impl Field {
    pub fn new(
        question: impl Into<String>,
        help: impl Into<String>,
        default: impl Into<String>,
        check: impl Fn(&str) -> Result<String, String> + 'static,
    ) -> Self {
        let (question, help, default) = (question.into(), help.into(), default.into());
        let offered = if default.is_empty() { String::new() } else { format!("({default})") };
        let (line, check) = (Line::default(), Rc::new(check));
        Self { question, help, default, offered, line, check, wrong: None, has_before: false }
    }

    /// A question for yes or no, where Enter alone says what is usual.
    pub fn yes_or_no(question: &str, help: &str, usual: bool) -> Self {
        let check = |text: &str| match is_yes(text) {
            Some(true) => Ok("yes".to_owned()),
            Some(false) => Ok("no".to_owned()),
            None => Err("type y for yes or n for no".to_owned()),
        };
        let (default, offered) = if usual { ("y", "(Y/n)") } else { ("n", "(y/N)") };
        Self { offered: offered.to_owned(), ..Self::new(question, help, default, check) }
    }

    pub fn question(&self) -> &str {
        &self.question
    }

    /// What is typed, else what Enter alone stands for.
    pub fn text(&self) -> &str {
        let typed = self.line.text().trim();
        if typed.is_empty() { &self.default } else { typed }
    }

    pub fn is_yes(&self) -> bool {
        is_yes(self.text()) == Some(true)
    }

    /// How the answer is understood.
    pub fn told(&self) -> String {
        (self.check)(self.text()).unwrap_or_default()
    }

    /// Whether what is shown would be accepted.
    pub fn is_sound(&self) -> bool {
        (self.check)(self.text()).is_ok()
    }

    /// Takes over what was typed when this was asked before.
    pub fn resume(&mut self, before: &Self) {
        self.line = Line::new(before.line.text());
    }

    pub fn press(&mut self, key: &Key) -> Turn {
        match key {
            Key::Interrupt => return Turn::Leave,
            Key::Escape | Key::BackTab => return Turn::Back,
            Key::Enter => match (self.check)(self.text()) {
                Ok(_) => return Turn::Answered,
                Err(wrong) => self.wrong = Some(wrong),
            },
            Key::Tab if self.line.is_empty() => self.line = Line::new(&*self.default),
            key if self.line.press(key) => self.wrong = None,
            _ => {}
        }
        Turn::Stay
    }

    pub fn frame(&self, size: Size) -> Frame {
        let question = format!("{} {}", self.question, self.offered);
        let mut frame = Frame::asking(&question, &self.line, size);
        let typed = self.line.text().trim();
        let understood = if typed.is_empty() { None } else { (self.check)(typed).ok() };
        match (&self.wrong, understood) {
            (Some(wrong), _) => frame.add(Style::Wrong, "! ", wrong, size),
            (None, Some(told)) if told != typed => frame.add(Style::Plain, "= ", &told, size),
            _ => {}
        }
        frame.add(Style::Help, "  ", &self.keys(), size);
        frame.fit(size)
    }

    fn keys(&self) -> String {
        const LONG: usize = 10;
        let is_long = self.line.is_empty() && self.default.len() > LONG;
        let edit = if is_long { "Tab to edit it" } else { "" };
        let back = if self.has_before { "Esc goes back" } else { "" };
        let parts = [&*self.help, edit, back].into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("; ")
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Field")
            .field("question", &self.question)
            .field("line", &self.line)
            .finish_non_exhaustive()
    }
}

fn is_yes(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "y" | "yes" => Some(true),
        "n" | "no" => Some(false),
        _ => None,
    }
}
