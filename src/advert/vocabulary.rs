//! What is looked for in an advert: the names and phrases of a knowledge base's competencies, and
//! the cues of the lexicon.

use crate::advert::glossary::Glossary;
use crate::advert::lexicon::{Cue, LEXICON, Lexicon};
use crate::advert::phrase_matcher::PhraseMatcher;
use crate::advert::token::tokens;
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
    /// Adds what a language calls the competencies that are known, and its cues.
    pub fn add_lexicon(&mut self, lexicon: &Lexicon, glossary: &Glossary) {
        for (name, term) in lexicon.terms.phrases() {
            for meaning in self.meanings(name) {
                self.add_glossed(term, glossary, meaning);
            }
        }
        for (&cue, phrase) in lexicon.cue.phrases() {
            self.add_glossed(phrase, glossary, Meaning::Cue(cue));
        }
    }

    /// The competencies that a whole English text names.
    fn meanings(&self, name: &str) -> Vec<Meaning> {
        let tokens = tokens(name);
        let whole = self.find(&tokens).into_iter();
        let whole = whole.filter(|found| (found.first, found.last + 1) == (0, tokens.len()));
        let names = whole.filter(|found| matches!(found.what, Meaning::Name(_)));
        names.map(|found| found.what).collect()
    }
}
