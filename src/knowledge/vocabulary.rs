//! The closed vocabularies of the knowledge base: one enum each, spelt in YAML, JSON and help as
//! the lower-case word.

use crate::knowledge::nearest::nearest;
use crate::knowledge::text::List;

/// The domain of steps for people who have chosen none.
pub const GENERAL: &str = "general";

/// A value of a closed vocabulary.
pub trait Keyword: Copy + Sized + 'static {
    const ALL: &[Self];

    fn word(self) -> &'static str;

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }

    /// # Errors
    /// For a word outside of the vocabulary: what was probably meant, or what there is.
    fn read(word: &str) -> Result<Self, String> {
        let all = || Self::ALL.iter().map(|value| value.word());
        Self::from_word(word).ok_or_else(|| match nearest(word, all()) {
            Some(near) => format!("unknown word `{word}`; did you mean `{near}`?"),
            None => format!("unknown word `{word}`; use {}", List::or(all())),
        })
    }
}

/// Enums of keywords.
macro_rules! vocabulary {
    ($(
        $(#[$doc:meta])*
        $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),* $(,)? }
    )*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, bitcode::Encode, bitcode::Decode, schemars::JsonSchema)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),* }

        impl $crate::knowledge::vocabulary::Keyword for $name {
            const ALL: &[Self] = &[$(Self::$variant),*];

            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                use $crate::knowledge::{text::read_text, vocabulary::Keyword as _};
                read_text(deserializer, Self::read)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad($crate::knowledge::vocabulary::Keyword::word(*self))
            }
        }
    )*};
}
pub(crate) use vocabulary;

vocabulary! {
    /// The guide's four sections.
    #[derive(Default)]
    Section {
        #[default]
        Education = "education",
        Skills = "skills",
        Experience = "experience",
        Networking = "networking",
    }

    /// How well a person can do something. A level includes the lower ones.
    Level {
        /// Explains it, follows an example.
        Aware = "aware",
        /// Does it alone on a normal problem.
        Working = "working",
        /// Chooses between methods, others rely on it.
        Proficient = "proficient",
    }

    /// Whether a plan must serve a guide item or may.
    Coverage { Required = "required", Optional = "optional" }

    /// What a figure rests on; one that names no source is a judgement.
    #[derive(Default)]
    Basis {
        /// A source states it.
        Sourced = "sourced",
        /// Arithmetic on figures that sources state.
        Derived = "derived",
        /// Our judgement; no source with a figure was found.
        #[default]
        Estimate = "estimate",
    }

    /// What something costs, in kind.
    CostClass {
        Free = "free",
        /// The material is free; grading or a certificate costs money.
        FreeAudit = "free-audit",
        /// A subscription: what it costs depends on how long the step takes.
        Monthly = "monthly",
        Paid = "paid",
    }

    /// What sort of step it is.
    Kind {
        Course = "course", Book = "book", Degree = "degree", Bootcamp = "bootcamp",
        Practice = "practice", Project = "project", Certification = "certification",
        Competition = "competition", Contribution = "contribution", Event = "event",
        Membership = "membership", Community = "community", Writing = "writing", Talk = "talk",
        Programme = "programme", Search = "search", Interview = "interview", Job = "job",
    }

    /// The form in which a resource comes.
    Format {
        Course = "course", Book = "book", Docs = "docs", Practice = "practice", Tool = "tool",
        Community = "community", Event = "event", Degree = "degree",
        Certification = "certification", Bootcamp = "bootcamp", Job = "job",
        Programme = "programme",
    }
}

impl CostClass {
    /// Whether it costs money to do.
    pub fn is_paid(self) -> bool {
        matches!(self, Self::Monthly | Self::Paid)
    }
}
