//! What the files of `lexicon/` hold: the phrases by which adverts say what is required, what is
//! welcome and what has nothing to do with the post.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::advert::spelling::Spelling;
use crate::knowledge::market::Seniority;
use crate::knowledge::shipped::words;

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
    /// What follows is not enough by itself; behind other words, it is not asked for.
    NotOnly,
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
    /// What follows are examples: "such as".
    Examples,
    /// What follows are people that the work is done with.
    Together,
    /// Speaks to the reader or of the post.
    Addresses,
    /// Says what the work will be.
    Promises,
    /// Law, pay or praise: nothing in the sentence is asked for.
    Boilerplate,
    /// Ends a list of fields of study.
    FieldsEnd,
}

/// How the adverts of one language speak. Those of other languages than English speak English as
/// well, so what they do not say is what the English lexicon says.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Lexicon {
    #[serde(default)]
    pub spelling: Spelling,
    pub cue: Groups<Cue>,
    /// What opens a part.
    pub heading: Groups<AdvertPart>,
    /// The same; these words also begin requirements: `Knowledge of Python`.
    #[serde(default)]
    pub weak_heading: Groups<AdvertPart>,
    /// The last word of a heading that decides; normalized.
    #[serde(default)]
    pub last_word: Groups<AdvertPart>,
    /// What opens a part, in a sentence that ends in a colon.
    #[serde(default)]
    pub introduces: Groups<AdvertPart>,
    /// What says in a paragraph about the company that the post is the subject again.
    #[serde(default)]
    pub returns: Vec<String>,
    /// What may stand before a heading without changing what it means; normalized.
    #[serde(default)]
    pub decoration: Vec<String>,
    /// `zero`, `one`, ...
    #[serde(default)]
    pub numbers: Vec<String>,
    /// The English word that the code knows for words of this language.
    #[serde(default)]
    pub glosses: Groups<String>,
}

/// What `lexicon/titles.yaml` holds: what titles say in all languages, whatever the career. The
/// kinds of post are in the knowledge base.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Titles {
    pub spelling: Spelling,
    /// The English title for those of other languages.
    pub glosses: Groups<String>,
    /// How much experience a title asks for.
    pub seniority: Groups<Seniority>,
    /// By such a word a line names a post, in lower case.
    pub trade: Vec<String>,
}

/// What `lexicon/frame.yaml` holds: lines around an advert, in lower case; `...` at the end is any
/// words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    pub begins: Vec<String>,
    pub ends: Vec<String>,
    pub lines: Vec<String>,
}

/// Phrases by what they mean.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub struct Groups<K: Ord>(BTreeMap<K, Vec<String>>);

impl<K: Ord> Default for Groups<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord> Groups<K> {
    pub fn phrases(&self) -> impl Iterator<Item = (&K, &str)> {
        self.0.iter().flat_map(|(key, phrases)| phrases.iter().map(move |p| (key, p.as_str())))
    }
}

impl Groups<String> {
    /// The same with further phrases.
    pub fn with<'a>(
        &self,
        further: impl IntoIterator<Item = (&'a String, &'a Vec<String>)>,
    ) -> Self {
        let mut groups = self.clone();
        for (key, phrases) in further {
            groups.0.entry(key.clone()).or_default().extend(phrases.iter().cloned());
        }
        groups
    }
}

pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| words!("advert/lexicon/english"));
pub static GERMAN: LazyLock<Lexicon> = LazyLock::new(|| words!("advert/lexicon/german"));
pub static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| words!("advert/lexicon/french"));
pub static SPANISH: LazyLock<Lexicon> = LazyLock::new(|| words!("advert/lexicon/spanish"));
pub static TITLES: LazyLock<Titles> = LazyLock::new(|| words!("advert/lexicon/titles"));
pub static FRAME: LazyLock<Frame> = LazyLock::new(|| words!("advert/lexicon/frame"));

/// The most common function words of each language.
pub static FUNCTION_WORDS: LazyLock<Groups<String>> =
    LazyLock::new(|| words!("advert/lexicon/languages"));

#[cfg(test)]
mod tests {
    use itertools::Itertools as _;

    use super::{FRAME, FUNCTION_WORDS, Groups, LEXICON, TITLES};

    /// Whether there are so many groups, none of them empty.
    fn are_filled<K: Ord>(groups: &Groups<K>, number: usize) -> bool {
        groups.0.len() == number && groups.0.values().all(|phrases| !phrases.is_empty())
    }

    #[test]
    fn every_group_is_known_and_filled() {
        assert!(are_filled(&LEXICON.cue, 22) && are_filled(&FUNCTION_WORDS, 17));
        assert!(are_filled(&TITLES.seniority, 2));
        let parts = [&LEXICON.heading, &LEXICON.weak_heading, &LEXICON.introduces];
        assert!(parts.into_iter().all(|groups| are_filled(groups, 4)));
        assert!(are_filled(&LEXICON.last_word, 3) && LEXICON.numbers.len() == 13);
        assert!(!LEXICON.returns.is_empty() && !LEXICON.decoration.is_empty());
        let frame = &*FRAME;
        let lines = [&frame.begins, &frame.ends, &frame.lines, &TITLES.trade].into_iter().flatten();
        assert!(
            lines.clone().all_unique() && lines.clone().all(|line| *line == line.to_lowercase())
        );
        assert!(
            LEXICON
                .heading
                .phrases()
                .chain(LEXICON.weak_heading.phrases())
                .map(|(_, p)| p)
                .all_unique()
        );
    }
}
