//! A checklist that a person keeps: reads their ticks, and edits it without touching any other
//! byte. Text in, text out.

pub mod edit;
mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

/// A text, and the byte ranges of what matters in it.
#[derive(Debug, Default)]
pub struct Checklist<'a> {
    text: &'a str,
    /// The boxes of steps, in the order of the text.
    pub boxes: Vec<StepBox<'a>>,
    /// Steps with a comment but without a box, in the order of the text.
    pub lost: Vec<Lost<'a>>,
    /// Boxes without a step's comment, which the person added.
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

/// A box without a step's comment.
#[derive(Debug)]
pub struct OwnBox<'a> {
    pub ticked: bool,
    /// Counted from 1.
    pub line: usize,
    /// The rest of its line.
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
    /// A step with several boxes is done if one of them is ticked.
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
