//! The competencies that a passage names, whatever is said about them: for texts that are no
//! adverts.

use crate::advert::language::Language;
use crate::advert::lexicon::AdvertPart;
use crate::advert::phrase_matcher::PhraseMatcher;
use crate::advert::token::{Boundary, Token};
use crate::advert::tongue::Tongue;
use crate::knowledge::model::{CompetencyId, Kb};

/// Longer sentences are read in pieces, because the time to read one grows with the square of its
/// length.
const SENTENCE: usize = 300;

/// Finds the names of one knowledge base's competencies.
pub struct Recogniser<'a>(Tongue<'a>);

/// A competency that is named in tokens `first..=last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    pub competency: CompetencyId,
    pub first: usize,
    pub last: usize,
}

impl<'a> Recogniser<'a> {
    pub fn new(kb: &'a Kb) -> Self {
        Self(Tongue::new(kb, Language::English))
    }

    /// For texts in the language of `text`, or in English if that is not understood.
    pub fn of_language_of(kb: &'a Kb, text: &str) -> Self {
        Self(Tongue::new(kb, Language::of(text).unwrap_or(Language::English)))
    }

    /// Finds patterns in this language's tokens.
    pub fn matcher<'p, P: Copy + PartialEq>(
        &self,
        patterns: impl Iterator<Item = (&'p str, P)>,
    ) -> PhraseMatcher<P> {
        let mut matcher = PhraseMatcher::new();
        for (pattern, what) in patterns {
            self.0.add_pattern(&mut matcher, pattern, what);
        }
        matcher
    }

    /// Whether a name holds this word.
    pub fn knows(&self, word: &str) -> bool {
        self.0.knows(word)
    }

    pub fn tokens<'t>(&self, text: &'t str) -> Vec<Token<'t>> {
        self.0.tokenize(text, 0)
    }

    /// In the order of the text.
    pub fn named(&self, tokens: &[Token<'_>]) -> Vec<Named> {
        let mut named = Vec::new();
        let mut from = 0;
        let sentences = tokens.chunk_by(|_, next| next.boundary < Boundary::Sentence);
        for piece in sentences.flat_map(|sentence| sentence.chunks(SENTENCE)) {
            let sentence = self.0.sentence(piece, AdvertPart::Required);
            named.extend(sentence.names.iter().map(|name| Named {
                competency: name.competency,
                first: from + name.first,
                last: from + name.last,
            }));
            from += piece.len();
        }
        named
    }
}
