//! Reading a job advert: text -> items and sections -> words -> names and cues -> what is asked. Pure,
//! without a network or a language model: each ask can name the words that prove it.

mod aim;
mod automaton;
mod choices;
mod cues;
pub mod demand;
mod denial;
mod facts;
mod found;
mod headings;
mod language;
mod layout;
mod level;
mod names;
mod read;
mod sentence;
pub mod source;
mod strength;
#[cfg(test)]
mod tests;
mod vocabulary;
mod words;

use serde::Serialize;

use crate::knowledge::model::{CompetencyId, Skills};
use crate::knowledge::words::Level;

pub use aim::{Applicant, Standing};
pub use read::Reader;

/// How much an advert wants something, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// Part of the work, asked of nobody beforehand.
    Duty,
    Nice,
    Required,
}

/// What an advert says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Advert {
    pub title: Option<String>,
    /// In the order of the first words that prove them.
    pub asks: Vec<Ask>,
    /// Competencies that are named and not asked for: of the company, in its benefits, a field of study,
    /// what is expressly not needed.
    pub passed_over: Vec<CompetencyId>,
    /// Lists of which one is enough.
    pub one_of: Vec<Want>,
    /// The least number of years of experience that is named where most is asked for.
    pub years: Option<Years>,
    pub degrees: Vec<DegreeAsk>,
    /// Fields of study, as they are written.
    pub fields: Vec<String>,
    /// Whether it is in another language than English: what is said of a name is not understood.
    pub is_foreign: bool,
}

/// One competency that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    pub competency: CompetencyId,
    pub strength: Strength,
    pub level: Level,
    /// The words that prove it, and the byte at which each begins.
    pub proof: Vec<(usize, String)>,
    /// How much and how well it is wanted by itself, outside of every list of which one is enough.
    pub alone: Option<(Strength, Level)>,
}

/// What one line of a list of requirements comes to: a competency, or several of which one is enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Want {
    pub strength: Strength,
    /// Never empty.
    pub any: Skills,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Years {
    pub least: u32,
    pub strength: Strength,
    pub at: usize,
    pub words: String,
}

/// Degrees by height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Degree {
    /// No height is named.
    Any,
    Bachelor,
    Master,
    Doctorate,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DegreeAsk {
    pub degree: Degree,
    pub strength: Strength,
    pub at: usize,
    pub words: String,
}
