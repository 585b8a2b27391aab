//! A checklist that a person keeps: reads their ticks, and edits it without touching any other
//! byte. Text in, text out.

pub mod arrange;
pub mod edit;
mod read;
#[cfg(test)]
mod tests;
pub mod written;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::checklist::written::{Mark, Period};

/// A text, and the byte ranges of what matters in it.
#[derive(Debug, Default)]
pub struct Checklist<'a> {
    text: &'a str,
    /// The boxes of steps, in the order of the text.
    pub boxes: Vec<StepBox<'a>>,
    /// Steps with a comment but without a box, in the order of the text.
    pub lost: Vec<Lost<'a>>,
    /// Boxes without a step's comment, which the person added.
    pub own: Vec<OwnBox>,
    /// The outermost headings of the first level, without markup.
    pub titles: Vec<String>,
    facts: Vec<Fact<'a>>,
    sections: Vec<Section>,
}

/// The box of the innermost list item that names a step: `- [ ] Title <!-- mlpath:id -->`. An item
/// with several such comments belongs to the first.
#[derive(Debug)]
pub struct StepBox<'a> {
    pub id: &'a str,
    pub mark: Mark,
    /// Counted from 1.
    pub line: usize,
    /// The word after a check mark, which Obsidian writes when a box is ticked: `✅ 2027-02-03`. It
    /// may be no day of the calendar.
    pub finished: Option<&'a str>,
    /// What the mark is written with: the character in the brackets, or the drawn box.
    marker: Range<usize>,
    /// What stands between the box and the comment in the item's first paragraph.
    lead: Range<usize>,
    /// All lines of an item of the outermost list, with what is indented below it.
    item: Option<Range<usize>>,
}

/// A box without a step's comment.
#[derive(Debug)]
pub struct OwnBox {
    pub mark: Mark,
    /// Counted from 1.
    pub line: usize,
    /// The rest of its paragraph, without markup.
    pub text: String,
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

/// An outermost heading and what stands below it, up to the next one.
#[derive(Debug)]
struct Section {
    heading: Range<usize>,
    /// The time that it names, and the number of hours that it says.
    time: Option<(Period, Option<Range<usize>>)>,
    end: usize,
    /// Where its last list ends.
    list_end: Option<usize>,
}

/// What the boxes of one step say: the first line on which it is ticked, and the first on which it
/// is not.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Ticks {
    pub ticked: Option<usize>,
    pub open: Option<usize>,
    pub begun: bool,
    pub skipped: bool,
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
            let is_ticked = step.mark == Mark::Ticked;
            let first = if is_ticked { &mut ticks.ticked } else { &mut ticks.open };
            first.get_or_insert(step.line);
            ticks.begun |= step.mark == Mark::Begun;
            ticks.skipped |= step.mark == Mark::Skipped;
        }
        steps
    }
}
