//! The closed vocabularies of the knowledge base: one enum each, spelt in YAML, JSON and help as
//! the lower-case word.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A value of a closed vocabulary.
pub trait Word: Copy + Sized + 'static {
    const ALL: &[Self];

    fn word(self) -> &'static str;

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }
}

/// Enums whose variants are words.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),* }

        impl Word for $name {
            const ALL: &[Self] = &[$(Self::$variant),*];

            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.word())
            }
        }
    )*};
}

words! {
    /// The guide's four sections.
    Section {
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

    /// What a figure rests on.
    Basis {
        /// A source states it.
        Sourced = "sourced",
        /// Arithmetic on figures that sources state.
        Derived = "derived",
        /// Our judgement; no source with a figure was found.
        Estimate = "estimate",
    }

    /// What something costs, in kind.
    CostClass {
        Free = "free",
        /// The material is free; grading or a certificate costs money.
        FreeAudit = "free-audit",
        Paid = "paid",
    }

    /// What sort of step it is.
    Kind {
        Course = "course",
        Book = "book",
        Degree = "degree",
        Bootcamp = "bootcamp",
        Practice = "practice",
        Project = "project",
        Certification = "certification",
        Competition = "competition",
        Contribution = "contribution",
        Event = "event",
        Membership = "membership",
        Community = "community",
        Writing = "writing",
        Talk = "talk",
        Programme = "programme",
        Search = "search",
        Interview = "interview",
        Job = "job",
    }

    /// The form in which a resource comes.
    Format {
        Course = "course",
        Book = "book",
        Docs = "docs",
        Practice = "practice",
        Tool = "tool",
        Community = "community",
        Event = "event",
        Degree = "degree",
        Certification = "certification",
        Bootcamp = "bootcamp",
        Job = "job",
        Programme = "programme",
    }
}
