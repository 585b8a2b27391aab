//! What `lexicon.txt` holds: the phrases by which adverts say what is required, what is welcome and
//! what has nothing to do with the post.

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;

/// What a part of an advert is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AdvertPart {
    /// Before any heading that says more.
    Lead,
    Duties,
    Required,
    Nice,
    /// The company, what it offers, legal notices.
    Boilerplate,
}

/// What a phrase says about the sentence that holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cue {
    /// What stands before it is welcome.
    NiceBefore,
    /// What follows is welcome, if it stands at the beginning.
    NiceAfter,
    /// What follows is welcome, wherever it stands.
    NiceNext,
    /// What stands before it is required.
    RequiredBefore,
    /// What follows is required.
    RequiredAfter,
    /// What follows is something that a person has: required unless more is said.
    Has,
    /// What stands within it is not asked for.
    Not,
    /// What follows is not asked for.
    NotAfter,
    /// What follows directly is not asked for.
    NotNext,
    /// What stands before it is not asked for.
    NotBefore,
    /// Ends what is said before it: "but".
    Contrast,
    /// What follows is wanted at level `proficient`.
    Expert,
    /// What follows is wanted at level `working`.
    Able,
    /// What follows is wanted at level `aware`.
    Beginner,
    /// One of what follows is enough.
    OneOf,
    /// Speaks to the reader or of the post.
    Addresses,
    /// Says what the work will be.
    Promises,
    /// Law, pay or praise: nothing in the sentence is asked for.
    Boilerplate,
    /// Ends a list of fields of study.
    FieldsEnd,
}

/// What the phrases of a group are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Cue(Cue),
    /// Opens a part. A weak one also begins requirements: `Knowledge of Python`.
    Heading {
        opens: AdvertPart,
        weak: bool,
    },
    /// Opens a part, in a sentence that ends in a colon.
    Introduces(AdvertPart),
    /// Says in a paragraph about the company that the post is the subject again.
    Returns,
    /// May stand before a heading without changing what it means.
    Decoration,
    /// The most common function words of a language.
    Language(&'static str),
}

const LEXICON: &str = include_str!("lexicon.txt");

/// All phrases, each with its group.
pub fn lexicon() -> impl Iterator<Item = (Group, &'static str)> {
    LEXICON.split("\n\n").flat_map(|paragraph| {
        let (name, phrases) = paragraph.trim_start().split_once('\n').unwrap_or_default();
        let group = group(name);
        let phrases = phrases.split(',').map(str::trim).filter(|phrase| !phrase.is_empty());
        phrases.filter_map(move |phrase| Some((group?, phrase)))
    })
}

fn group(name: &'static str) -> Option<Group> {
    let (kind, value) = name.split_once(' ').unwrap_or((name, ""));
    Some(match kind {
        "cue" => Group::Cue(word(value)?),
        "heading" => Group::Heading { opens: word(value)?, weak: false },
        "weak-heading" => Group::Heading { opens: word(value)?, weak: true },
        "introduces" => Group::Introduces(word(value)?),
        "returns" => Group::Returns,
        "decoration" => Group::Decoration,
        "language" => Group::Language(value),
        _ => return None,
    })
}

/// An enum from its name in the file.
fn word<T: Deserialize<'static>>(name: &'static str) -> Option<T> {
    T::deserialize(IntoDeserializer::<Error>::into_deserializer(name)).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{LEXICON, group, lexicon};

    #[test]
    fn every_group_is_known_and_filled() {
        let names =
            LEXICON.lines().filter(|line| !line.starts_with([' ', '#']) && !line.is_empty());
        let names: Vec<&str> = names.collect();
        for name in &names {
            assert!(lexicon().any(|(filled, _)| Some(filled) == group(name)), "{name}");
        }
        // 19 cues; strong and weak headings and introductions of 4 parts each; 2 of their own; 8
        // languages.
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 19 + 3 * 4 + 2 + 8);
    }
}
