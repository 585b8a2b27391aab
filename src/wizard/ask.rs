//! Questions on a terminal. Only this module knows the library that draws them.

use std::fmt;

use anyhow::{Result, anyhow};
use inquire::ui::RenderConfig;
use inquire::validator::Validation;
use inquire::{Confirm, InquireError, MultiSelect, Select, Text};
use itertools::Itertools as _;

use crate::env::Terminal;
use crate::failure::Refused;
use crate::knowledge::text::{shortened, visible};

/// The most lines of a list shown at once.
const PAGE: u16 = 14;
/// Lines for a question besides its list: the question, the help, an answer above.
const AROUND: u16 = 6;
/// Columns in front of an option.
const MARKS: usize = 6;

/// Asks, in the size and colours of one terminal.
#[derive(Debug, Clone, Copy)]
pub struct Asker {
    columns: usize,
    page: usize,
    look: RenderConfig<'static>,
}

/// One thing to choose.
#[derive(Debug)]
pub struct Choice {
    name: String,
    /// May be empty.
    about: String,
    /// As much as fits on one line of the terminal.
    shown: String,
}

impl Choice {
    pub fn new(name: impl Into<String>, about: impl Into<String>) -> Self {
        Self { name: name.into(), about: about.into(), shown: String::new() }
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl Asker {
    pub fn new(terminal: &Terminal) -> Self {
        let page = terminal.rows.saturating_sub(AROUND).clamp(3, PAGE);
        let look = match terminal.colour {
            true => RenderConfig::default_colored(),
            false => RenderConfig::empty(),
        };
        Self { columns: terminal.columns.into(), page: page.into(), look }
    }

    /// A question, cut to what two lines of the terminal hold.
    pub fn fitting(&self, question: &str) -> String {
        shortened(&visible(question), 2 * self.columns.saturating_sub(MARKS))
    }

    /// The index of the chosen one; Enter takes the first.
    pub fn one(&self, question: &str, choices: Vec<Choice>) -> Result<usize> {
        let select = Select::new(question, self.lines(choices))
            .with_render_config(self.look)
            .with_help_message("up and down to move, type to filter, Enter chooses")
            .with_page_size(self.page)
            .with_scorer(&score)
            .with_formatter(&|line| line.value.name.clone());
        answered(select.raw_prompt()).map(|line| line.index)
    }

    /// The indices of those ticked; Enter alone ticks none.
    pub fn many(&self, question: &str, choices: Vec<Choice>) -> Result<Vec<usize>> {
        let select = MultiSelect::new(question, self.lines(choices))
            .with_render_config(self.look)
            .with_help_message("space ticks, right arrow ticks all, a word filters, Enter goes on")
            .with_page_size(self.page)
            .with_keep_filter(false)
            .with_scorer(&score)
            .with_formatter(&|lines| match lines {
                [] => "none".to_owned(),
                some => some.iter().map(|line| &line.value.name).join(", "),
            });
        Ok(answered(select.raw_prompt())?.into_iter().map(|line| line.index).collect())
    }

    /// A text that `check` accepts; Enter alone takes `default`.
    pub fn text(
        &self,
        question: &str,
        help: &str,
        default: &str,
        check: impl Fn(&str) -> Result<(), String> + Clone,
    ) -> Result<String> {
        let text = Text::new(question)
            .with_render_config(self.look)
            .with_help_message(help)
            .with_formatter(&|text| match text.trim() {
                "" => "none".to_owned(),
                text => visible(text).into_owned(),
            })
            .with_validator(move |text: &str| {
                Ok(match check(text.trim()) {
                    Ok(()) => Validation::Valid,
                    Err(wrong) => Validation::Invalid(visible(&wrong).into_owned().into()),
                })
            });
        let text = if default.is_empty() { text } else { text.with_default(default) };
        answered(text.prompt()).map(|text| text.trim().to_owned())
    }

    /// A yes-or-no question; Enter alone says what is usual.
    pub fn is_wanted(&self, question: &str, help: &str, usual: bool) -> Result<bool> {
        let confirm = Confirm::new(question).with_render_config(self.look).with_help_message(help);
        answered(confirm.with_default(usual).prompt())
    }

    fn lines(&self, mut choices: Vec<Choice>) -> Vec<Choice> {
        let room = self.columns.saturating_sub(MARKS + 1);
        for Choice { name, about, shown } in &mut choices {
            let colon = if about.is_empty() { "" } else { ": " };
            *shown = shortened(&format!("{name}{colon}{about}"), room);
        }
        choices
    }
}

/// Finds the typed text in names first, then in the rest of the text, even where that is cut off on
/// the screen; both in the order of the list.
fn score(typed: &str, Choice { name, about, .. }: &Choice, _: &str, index: usize) -> Option<i64> {
    let holds = |text: &str| text.to_lowercase().contains(&typed.to_lowercase());
    let index = i64::try_from(index).unwrap_or(i64::MAX);
    if holds(name) { Some(i64::MAX - index) } else { holds(about).then_some(-index) }
}

fn answered<T>(answer: Result<T, InquireError>) -> Result<T> {
    answer.map_err(|error| match error {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => {
            Refused::new("stopped; nothing was written", "start again with `mlpath init`").into()
        }
        other => anyhow!(other).context("cannot ask on this terminal"),
    })
}
