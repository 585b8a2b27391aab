//! What is looked for in an advert: the names and phrases of a knowledge base's competencies, and
//! the cues of the lexicon.

use crate::advert::glossary::Glossary;
use crate::advert::language::Language;
use crate::advert::lexicon::{Cue, LEXICON, Lexicon};
use crate::advert::phrase_matcher::PhraseMatcher;
use crate::knowledge::adverts::Translations;
use crate::knowledge::model::{CompetencyId, Kb};

/// What a match means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    Name(CompetencyId),
    Phrase(CompetencyId),
    /// A name that has other meanings too, by its place in the competency's list of those.
    Ambiguous(CompetencyId, usize),
    /// Overlapping names do not mean the competency.
    Except(CompetencyId),
    Cue(Cue),
}

pub fn vocabulary(kb: &Kb) -> PhraseMatcher<Meaning> {
    let mut matcher = PhraseMatcher::new();
    for (index, competency) in kb.competencies.iter().enumerate() {
        let id = CompetencyId(index);
        let unnamed = competency.aliases.is_empty() && competency.ambiguous.is_empty();
        for name in competency.aliases.iter().chain(unnamed.then_some(&competency.name)) {
            matcher.add_name(name, Meaning::Name(id));
        }
        for phrase in &competency.phrases {
            matcher.add_pattern(phrase, Meaning::Phrase(id));
        }
        for (number, name) in competency.ambiguous.iter().enumerate() {
            matcher.add_name(name, Meaning::Ambiguous(id, number));
        }
        for name in &competency.except {
            matcher.add_name(name, Meaning::Except(id));
        }
    }
    for (&cue, phrase) in LEXICON.cue.phrases() {
        matcher.add_pattern(phrase, Meaning::Cue(cue));
    }
    matcher
}

impl PhraseMatcher<Meaning> {
    /// Adds what a language calls the competencies.
    pub fn add_translations(&mut self, kb: &Kb, language: Language, glossary: &Glossary) {
        for (index, competency) in kb.competencies.iter().enumerate() {
            let Translations { german, french, spanish } = &competency.translations;
            let terms = match language {
                Language::English => return,
                Language::German => german,
                Language::French => french,
                Language::Spanish => spanish,
            };
            for term in terms {
                self.add_glossed(term, glossary, Meaning::Name(CompetencyId(index)));
            }
        }
    }

    /// Adds the cues of a language.
    pub fn add_cues(&mut self, lexicon: &Lexicon, glossary: &Glossary) {
        for (&cue, phrase) in lexicon.cue.phrases() {
            self.add_glossed(phrase, glossary, Meaning::Cue(cue));
        }
    }
}
