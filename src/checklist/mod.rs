//! A checklist that a person keeps: what they ticked is read, and what is edited leaves every
//! other byte as they wrote it. Text in, text out.

pub mod edit;
mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

/// A text and what stands where in it, in bytes.
#[derive(Debug)]
pub struct Checklist<'a> {
    text: &'a str,
    /// The boxes of steps, in the order of the text.
    pub boxes: Vec<StepBox<'a>>,
    /// Steps that are named by a comment and have no box, in the order of the text.
    pub lost: Vec<Lost<'a>>,
    /// Boxes that the person added themselves.
    pub own: Vec<OwnBox<'a>>,
    facts: Vec<Fact<'a>>,
}

/// The box of the innermost list item that names a step: `- [ ] Title <!-- mlpath:id -->`. An item
/// with several such comments belongs to the first.
#[derive(Debug)]
pub struct StepBox<'a> {
    pub id: &'a str,
    pub ticked: bool,
    /// Counted from 1.
    pub line: usize,
    /// `[ ]`, `[x]` or `[X]`.
    marker: Range<usize>,
    /// Where the comment starts.
    comment: usize,
}

/// A box without the comment of a step.
#[derive(Debug)]
pub struct OwnBox<'a> {
    pub ticked: bool,
    /// Counted from 1.
    pub line: usize,
    /// What stands behind it on its line.
    pub text: &'a str,
}

#[derive(Debug)]
pub struct Lost<'a> {
    pub id: &'a str,
    /// The line of the comment, counted from 1.
    pub line: usize,
}

/// `- Label: value`, an item of the outermost list above the first `## ` heading.
#[derive(Debug)]
struct Fact<'a> {
    label: &'a str,
    value: Range<usize>,
}

/// The first line on which a step is ticked and the first on which it is not.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Ticks {
    pub ticked: Option<usize>,
    pub open: Option<usize>,
}

impl Ticks {
    /// A step that stands there more than once is done when one of its boxes says so.
    pub fn is_done(&self) -> bool {
        self.ticked.is_some()
    }
}

impl<'a> Checklist<'a> {
    /// The steps that have a box.
    pub fn steps(&self) -> BTreeMap<&'a str, Ticks> {
        let mut steps: BTreeMap<_, Ticks> = BTreeMap::new();
        for step in &self.boxes {
            let ticks = steps.entry(step.id).or_default();
            let first = if step.ticked { &mut ticks.ticked } else { &mut ticks.open };
            first.get_or_insert(step.line);
        }
        steps
    }
}
