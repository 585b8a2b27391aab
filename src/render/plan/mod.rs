//! Plan -> text, in the forms that no other answer has: one file each.

pub mod checklist;
mod dot;
pub mod gantt;
mod graph;
mod mermaid;
mod rise;

use anyhow::Result;

use crate::render::{self, Format};
use crate::view::plan::PlanView;

/// What is wanted of a form beside what it shows.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Columns of the terminal.
    pub width: u16,
    /// The name of the file that it is meant for.
    pub file: &'a str,
}

/// A plan in any form.
pub fn draw(view: &PlanView, format: Format, wanted: &Wanted) -> Result<String> {
    match format {
        Format::Markdown if view.unreachable.is_none() => Ok(checklist::draw(view, wanted.file)),
        Format::Mermaid => Ok(mermaid::draw(view)),
        Format::Dot => Ok(dot::draw(view)),
        _ => render::draw(view, format, wanted.width),
    }
}
