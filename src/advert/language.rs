//! The language of an advert. In one that is not known here names are found, but what is said about
//! them is not understood.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::advert::lexicon::{FRENCH, FUNCTION_WORDS, GERMAN, LEXICON, Lexicon, SPANISH};

/// Fewer different function words than these may be names: "Los Angeles".
const FEW: usize = 2;

/// The function words of all languages.
static ALL_WORDS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| FUNCTION_WORDS.phrases().map(|(_, word)| word).collect());

/// A language that is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    English,
    German,
    French,
    Spanish,
}

impl Language {
    pub const ALL: [Self; 4] = [Self::English, Self::German, Self::French, Self::Spanish];

    /// The language of a text; none if it is not understood. A text in two of them is in the one
    /// of which it has more.
    pub fn of(text: &str) -> Option<Self> {
        let letters = text.chars().filter(|c| c.is_alphabetic());
        let (latin, other) = letters.fold((0, 0), |(latin, other), c| match c {
            ..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => (latin + 1, other),
            _ => (latin, other + 1),
        });
        if other > latin {
            return None;
        }
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        let mut lower = String::new();
        for word in text.split(|c: char| !c.is_alphabetic()) {
            lower.clear();
            match word.is_ascii() {
                true => lower += word,
                false => lower += &word.to_lowercase(),
            }
            lower.make_ascii_lowercase();
            if let Some(&word) = ALL_WORDS.get(lower.as_str()) {
                *counts.entry(word).or_default() += 1;
            }
        }
        let mut said: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
        for (language, word) in FUNCTION_WORDS.phrases() {
            let times = counts.get(word).copied().unwrap_or(0);
            let (total, different) = said.entry(language.as_str()).or_default();
            *total += times;
            *different += usize::from(times > 0);
        }
        let english = said.remove("english").unwrap_or_default();
        let most = said.into_iter().filter(|&(_, (_, different))| different >= FEW);
        match most.max_by_key(|&(name, (total, different))| (total, different, name)) {
            Some((name, (total, _))) if total > english.0 => {
                Self::ALL.into_iter().find(|language| language.name() == name)
            }
            _ => Some(Self::English),
        }
    }

    /// As `lexicon/languages.yaml` has it.
    fn name(self) -> &'static str {
        match self {
            Self::English => "english",
            Self::German => "german",
            Self::French => "french",
            Self::Spanish => "spanish",
        }
    }

    /// The code of ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
        }
    }

    pub fn lexicon(self) -> &'static Lexicon {
        match self {
            Self::English => &LEXICON,
            Self::German => &GERMAN,
            Self::French => &FRENCH,
            Self::Spanish => &SPANISH,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn short_texts_are_told_apart() {
        for (text, language) in [
            (
                "We look for a person with Python and SQL. You work with the cloud.",
                Some(Language::English),
            ),
            ("Python, SQL, R, Docker, Kubernetes, Airflow, Spark", Some(Language::English)),
            ("ML Engineer, Los Angeles. Python, SQL, Docker.", Some(Language::English)),
            ("", Some(Language::English)),
            ("Du bringst Erfahrung mit Python und SQL mit.", Some(Language::German)),
            (
                "Data Engineer (m/w/d). Dein Profil: Python, Airflow, Spark und dbt.",
                Some(Language::German),
            ),
            ("Vous avez une expérience avec Python et Docker.", Some(Language::French)),
            ("Experiencia con Python y SQL, conocimientos de la nube.", Some(Language::Spanish)),
            ("Wij zoeken een data engineer met kennis van Python.", None),
            ("Procuramos uma pessoa com experiência em Python e SQL para a nossa equipa.", None),
            ("Cerchiamo una persona con esperienza di Python e SQL per il nostro team.", None),
            ("Szukamy osoby do pracy z Pythonem oraz SQL w naszym zespole.", None),
            ("Vi söker en utvecklare med erfarenhet av Python och SQL.", None),
            ("Vi søger en udvikler med erfaring i Python og SQL til vores team.", None),
            ("Hledáme vývojáře se znalostí Python a SQL do našeho týmu.", None),
            ("Etsimme osaajaa, jolla on kokemusta Python ja SQL sekä Docker.", None),
            ("Căutăm un inginer cu experiență în Python și SQL pentru echipa noastră.", None),
            ("Keresünk egy fejlesztőt, aki Python és SQL tapasztalattal rendelkezik.", None),
            ("Python ve SQL konusunda deneyimli bir mühendis için arıyoruz.", None),
            ("Ищем инженера с опытом Python и SQL.", None),
            ("Python の経験がある方を募集しています。", None),
        ] {
            assert_eq!(Language::of(text), language, "{text}");
        }
    }
}
