//! Reads a CV: what a person may be believed to know and to have finished. Nothing counts before
//! the person has agreed to it.
//!
//! 1. `input`: a file -> [`Cv`], by `json_resume`, `linkedin` or `text`, which divides it into
//!    `columns`, and these into `lines` under `headings`
//! 2. `dates`: what a line says of time
//! 3. `claims`: line -> what it claims of each competency that it names: a `statement` that says
//!    whose work it is (`doer`, `owner`) and how well it is done (`mastery`)
//! 4. `finished`: line -> the step that it says was finished, unless it is `unfinished`
//! 5. `propose`: all `evidence` of a competency -> its `level`; one [`Proposal`] for each of them
//!    and for each step
//! 6. `lexicon`: the words by which CVs say all this
//!
//! `recognise` finds a CV where an advert was expected.

mod claims;
mod columns;
mod dates;
mod doer;
mod evidence;
mod finished;
mod headings;
pub mod input;
mod json_resume;
mod level;
mod lexicon;
mod lines;
mod linkedin;
mod mastery;
mod owner;
mod propose;
mod rating;
mod recognise;
mod statement;
#[cfg(test)]
mod tests;
mod text;
mod unfinished;

use std::fmt;

use crate::knowledge::model::{CompetencyId, StepId};
use crate::knowledge::vocabulary::Level;

pub use dates::Span;
pub use lexicon::SectionKind;
pub use propose::propose;
pub use recognise::looks_like_cv;

/// A CV, whatever form it came in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cv {
    pub sections: Vec<Section>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub kind: SectionKind,
    pub lines: Vec<Line>,
}

/// A bullet, a paragraph, a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    pub place: Place,
    /// When it was: the dates of the job or project above it, or its own.
    pub span: Option<Span>,
    /// Names a post, an employer or a place.
    pub is_title: bool,
    /// What the line above it says of a group of skills, such as "Advanced".
    pub group: Option<String>,
}

/// Where a line stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// From 1.
    Line(usize),
    /// An entry of a JSON file: `skills[2]`.
    Entry(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(number) => write!(f, "line {number}"),
            Self::Entry(path) => f.write_str(path),
        }
    }
}

/// What a proposal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    Known(CompetencyId, Level),
    Finished(StepId),
}

/// Something that the CV says of the person, to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub subject: Subject,
    /// The section of the line that decides.
    pub section: SectionKind,
    /// Why this level: "used from 2019 to 2024", "the CV says expert".
    pub because: String,
    /// What says so, at least one; the first decides.
    pub proof: Vec<Proof>,
}

/// A sentence of the CV, on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    pub words: String,
    pub place: Place,
}
