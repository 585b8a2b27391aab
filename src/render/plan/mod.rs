//! Plan -> text, in the forms that no other answer has: one file each.

pub mod checklist;
mod direct;
mod dot;
pub mod gantt;
mod graph;
pub mod ics;
mod mermaid;
mod org;
mod page;
mod remarks;
mod rise;
mod taskwarrior;
mod todo_txt;

use anyhow::Result;
use jiff::Timestamp;

use crate::render::{self, Format};
use crate::view::plan::PlanView;

/// What is wanted of a form beside what it shows.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Columns of the terminal.
    pub width: u16,
    /// The name of the file that it is meant for.
    pub file: &'a str,
    /// When it is drawn.
    pub now: Timestamp,
    /// Which events, should it be a calendar.
    pub calendar: ics::Calendar,
}

/// A plan in any form.
pub fn draw(view: &PlanView, format: Format, wanted: &Wanted) -> Result<String> {
    match format {
        // Without a plan there are the reasons, which have no form of their own.
        _ if view.unreachable.is_some() => render::draw(view, format, wanted.width),
        Format::Markdown => Ok(checklist::draw(view, wanted.file)),
        Format::Mermaid => Ok(mermaid::draw(view)),
        Format::Dot => Ok(dot::draw(view)),
        Format::Ics => Ok(ics::draw(view, wanted.calendar, wanted.now)),
        Format::Taskwarrior => taskwarrior::draw(view),
        Format::TodoTxt => Ok(todo_txt::draw(view)),
        Format::Org => Ok(org::draw(view)),
        Format::Html => Ok(page::draw(view, wanted.file)),
        _ => render::draw(view, format, wanted.width),
    }
}
