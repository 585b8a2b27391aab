//! Reads job adverts, without a network or a language model. Words of the advert prove each ask.
//!
//! 1. `input`, `collection`: a file or standard input -> text, or many of them; `job_posting` reads
//!    those in JSON, `frame` blanks what stands around a copied one
//! 2. `layout`: text -> items (a bullet, a paragraph, a heading)
//! 3. `token`: item -> tokens, normalized (`spelling`) so that names can be compared; those of
//!    another language by their English words (`glossary`)
//! 4. `headings`: line of tokens -> the part of the advert that it opens, by phrases of `lexicon`
//! 5. `vocabulary`, `phrase_matcher`: tokens of a sentence -> matches: names, phrases and cues
//! 6. `sentence`, `names`: matches -> mentions of competencies, without the `negation`s and the
//!    `colleagues`
//! 7. `strength`, `choices`: how much, how well and beside which others each is wanted
//! 8. `facts`, `experience`, `education`: degrees, fields of study and years of experience;
//!    `knockouts`, `spoken`: what else decides
//! 9. `employer`: whose name is no skill; `gathered`: the rest -> one ask per competency, the
//!    [`Advert`]
//! 10. `aim`, `demand`, `openings`: one advert, or many, beside what a person knows
//! 11. `posting`: one of many as the market counts it
//!
//! `read` takes an advert through 2 to 9; `language` tells in which language it is, and `tongue`
//! holds what that one takes. `passage` quotes its words. `recogniser` finds what any other text
//! names.

mod aim;
mod choices;
mod colleagues;
pub mod collection;
pub mod demand;
mod education;
mod employer;
mod experience;
mod facts;
mod frame;
mod gathered;
mod glossary;
mod headings;
pub mod input;
mod job_posting;
mod knockouts;
mod language;
pub mod layout;
mod lexicon;
mod names;
mod negation;
pub mod openings;
pub mod passage;
pub mod phrase_matcher;
mod posting;
mod read;
mod recogniser;
mod sentence;
pub mod spelling;
mod spoken;
mod strength;
#[cfg(test)]
mod tests;
pub mod token;
mod tongue;
mod vocabulary;

use serde::{Deserialize, Serialize};

use crate::knowledge::model::{CompetencyId, Skills};
use crate::knowledge::vocabulary::Level;

pub use aim::{Applicant, Gap, Standing};
pub use language::Language;
pub use posting::Titles;
pub use read::Reader;
pub use recogniser::{Named, Recogniser};

/// How much an advert wants something, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// Part of the work, not expected beforehand.
    Duty,
    Nice,
    Required,
}

/// What an advert asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Advert {
    pub title: Option<String>,
    /// In the order of the first words that prove them.
    pub asks: Vec<Ask>,
    /// Competencies that are named but not asked for: in what the company says about itself, in its
    /// benefits, as a field of study, or as expressly not needed.
    pub mentioned_only: Vec<CompetencyId>,
    /// Lists of which one is enough.
    pub one_of: Vec<Want>,
    /// The experience that is asked for most; of several equally wanted, the longest.
    pub years: Option<Years>,
    /// All years of experience that are asked for, in the order of the text.
    pub all_years: Vec<Years>,
    /// The most years of experience that are required.
    pub required_years: Option<u32>,
    /// The degree that is enough.
    pub degree: Option<EnoughDegree>,
    /// All degrees that are named.
    pub degrees: Vec<DegreeAsk>,
    /// What decides before skills do, in the order of the text.
    pub knockouts: Vec<Knockout>,
    /// Fields of study, as written.
    pub fields: Vec<String>,
    /// None if it is not understood: names are found, but not what is said about them.
    pub language: Option<Language>,
}

/// One competency that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    pub competency: CompetencyId,
    pub strength: Strength,
    pub level: Level,
    /// The words that prove it, each with its byte offset in the text.
    pub proof: Vec<(usize, String)>,
    /// How much and at which level it is wanted by itself, outside every list of which one is
    /// enough.
    pub alone: Option<(Strength, Level)>,
}

/// One line of a list of requirements: a competency, or several of which one is enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Want {
    pub strength: Strength,
    /// Never empty.
    pub any: Skills,
}

/// Years of experience.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Years {
    pub least: u32,
    /// What the experience is of, in the advert's words; none: of the work as a whole.
    pub with: Option<String>,
    /// Whether that is a post that was held: "as a technical writer".
    pub is_post: bool,
    pub strength: Strength,
    pub words: String,
    /// Byte offset of the words in the text.
    pub at: usize,
}

/// Degrees, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Degree {
    /// A degree of no particular level.
    Any,
    Bachelor,
    Master,
    Doctorate,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DegreeAsk {
    pub degree: Degree,
    pub strength: Strength,
    pub words: String,
    /// Byte offset of the words in the text.
    pub at: usize,
}

/// The least that is asked for of a person's education.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EnoughDegree {
    pub least: Degree,
    /// Years of experience that are asked for beside this degree and not beside a higher one: 4 in
    /// "doctorate, or Master with 4 years".
    pub or_years: Option<u32>,
    /// As much experience is enough as well.
    pub or_experience: bool,
    pub strength: Strength,
    pub words: String,
    /// Byte offset of the words in the text.
    pub at: usize,
}

/// What a post depends on beside skills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Knockout {
    pub kind: KnockoutKind,
    /// In few words of its own: "German C1", "no visa sponsorship", "on site in Berlin".
    pub what: String,
    pub strength: Strength,
    /// The advert's words.
    pub words: String,
    /// Byte offset of the words in the text.
    pub at: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KnockoutKind {
    /// A language that people speak.
    Language,
    /// The right to work in a country, or its citizenship.
    WorkPermit,
    Clearance,
    /// Where the work is done, and how much of it on journeys.
    Place,
}
