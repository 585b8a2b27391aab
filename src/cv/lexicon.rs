//! What `lexicon.yaml` holds: the words by which CVs say what a person knows.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use itertools::Itertools as _;
use serde::{Deserialize, Serialize};

use crate::advert::Recogniser;
use crate::advert::phrase_matcher::PhraseMatcher;
use crate::advert::spelling::normalize;
use crate::advert::token::Token;
use crate::knowledge::shipped::words;

/// What a section of a CV is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SectionKind {
    Summary,
    Skills,
    Experience,
    Projects,
    Volunteering,
    Courses,
    Certificates,
    Education,
    Languages,
    Publications,
    Interests,
    References,
    Contact,
    Other,
}

impl SectionKind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Skills => "skills",
            Self::Experience => "experience",
            Self::Projects => "projects",
            Self::Volunteering => "volunteering",
            Self::Courses => "courses",
            Self::Certificates => "certificates",
            Self::Education => "education",
            Self::Languages => "languages",
            Self::Publications => "publications",
            Self::Interests => "interests",
            Self::References => "references",
            Self::Contact => "contact",
            Self::Other => "other",
        }
    }

    /// Whether what is named in it says something of what the person can do.
    pub fn counts(self) -> bool {
        !matches!(self, Self::Interests | Self::References | Self::Contact | Self::Other)
    }

    /// Whether what is named in it was used.
    pub fn shows_use(self) -> bool {
        matches!(self, Self::Experience | Self::Projects | Self::Volunteering | Self::Publications)
    }

    /// Whether it says in so many words how well the person knows something.
    pub fn is_claim(self) -> bool {
        matches!(self, Self::Skills | Self::Summary | Self::Languages)
    }

    /// Whether what is named in it was taught.
    pub fn is_schooling(self) -> bool {
        matches!(self, Self::Courses | Self::Certificates | Self::Education)
    }
}

/// What a phrase says of the names around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cue {
    Denies,
    DeniesBehind,
    Learns,
    Aware,
    Working,
    Able,
    Expert,
    Contrast,
    Company,
}

/// Degrees, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Degree {
    Bachelor,
    Master,
    Doctorate,
}

/// All lists but those of cues hold single words, or for headings a few.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Lexicon {
    pub decoration: Words,
    pub heading: BTreeMap<SectionKind, Words>,
    /// The same for words that count only where a line is set as a heading.
    pub saying: BTreeMap<SectionKind, Words>,
    pub aside: Words,
    pub state: Words,
    cue: BTreeMap<Cue, Vec<String>>,
    /// Patterns of work by the id of the competency that it shows.
    pub shows: BTreeMap<String, Vec<String>>,
    pub people: Words,
    pub group: Words,
    pub outsider: Words,
    pub they: Words,
    pub theirs: Words,
    pub systems: Words,
    pub supplier: Words,
    pub helps: Words,
    pub determiner: Words,
    pub who: Words,
    pub joins: Words,
    pub binds: Words,
    pub leads: Words,
    pub sponsors: Words,
    pub verb: Words,
    pub done: Words,
    pub post: Words,
    pub chief: Words,
    pub makers: Words,
    pub making: Words,
    pub school: Words,
    pub editing: Words,
    pub includes: Words,
    pub called: Words,
    pub works: Words,
    pub firm: Words,
    pub spoken: Words,
    pub unfinished: Words,
    pub finished: Words,
    pub part: Words,
    pub thesis: Words,
    pub teaching: Words,
    pub degree: BTreeMap<Degree, Words>,
    /// Fields of study in German -> normalized words in English.
    pub field: BTreeMap<String, Vec<String>>,
    pub number: Vec<String>,
    pub year: Words,
    pub months: Words,
    /// How the months begin, of each language.
    pub month: Vec<Vec<String>>,
    pub now: Words,
    pub since: Words,
    pub until: Words,
}

/// Words, compared as tokens are.
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct Words(Vec<String>);

impl From<Vec<String>> for Words {
    fn from(words: Vec<String>) -> Self {
        let words = words.iter().flat_map(|word| word.split(' '));
        // As they are compared, and as they are written: `científicos`.
        Self(words.flat_map(|word| [normalize(word), word.to_owned()]).unique().collect())
    }
}

impl Words {
    /// In another language, words of the lexicon may be glossed.
    pub fn has(&self, token: &Token<'_>) -> bool {
        let is_written = |word: &String| word.eq_ignore_ascii_case(token.text);
        self.0.iter().any(|word| *word == token.normalized || is_written(word))
    }

    pub fn holds(&self, normalized: &str) -> bool {
        self.0.iter().any(|word| word == normalized)
    }
}

pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| words!("cv/lexicon"));

/// Finds all cues in a language's tokens.
pub fn cues(recogniser: &Recogniser<'_>) -> PhraseMatcher<Cue> {
    let cues = LEXICON.cue.iter();
    recogniser.matcher(cues.flat_map(|(&cue, all)| all.iter().map(move |one| (one.as_str(), cue))))
}

#[cfg(test)]
mod tests {
    use super::LEXICON;

    #[test]
    fn what_work_shows_is_in_the_knowledge_base() {
        let kb = crate::knowledge::load(None).unwrap();
        let unknown: Vec<_> =
            LEXICON.shows.keys().filter(|id| kb.competency(id).is_none()).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
