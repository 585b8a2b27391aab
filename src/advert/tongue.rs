//! All that it takes to read the adverts of one language with one knowledge base.

use crate::advert::glossary::Glossary;
use crate::advert::headings::Headings;
use crate::advert::knockouts::Knockouts;
use crate::advert::language::Language;
use crate::advert::lexicon::AdvertPart;
use crate::advert::phrase_matcher::PhraseMatcher;
use crate::advert::sentence::Sentence;
use crate::advert::token::Token;
use crate::advert::vocabulary::{Meaning, vocabulary};
use crate::knowledge::model::Kb;

pub struct Tongue<'a> {
    pub kb: &'a Kb,
    pub vocabulary: PhraseMatcher<Meaning>,
    pub headings: Headings,
    pub knockouts: Knockouts,
    glossary: Glossary,
}

impl<'a> Tongue<'a> {
    pub fn new(kb: &'a Kb, language: Language) -> Self {
        let lexicon = language.lexicon();
        let glossary = Glossary::new(&lexicon.spelling, &lexicon.glosses);
        let mut vocabulary = vocabulary(kb);
        let mut headings = Headings::new();
        if language != Language::English {
            vocabulary.add_translations(kb, language, &glossary);
            vocabulary.add_cues(lexicon, &glossary);
            headings.add_lexicon(lexicon, &glossary);
        }
        let knockouts = Knockouts::new(language, &glossary);
        Self { kb, vocabulary, headings, knockouts, glossary }
    }

    /// A sentence in a part of an advert, with what is found in it.
    pub fn sentence<'s, 't>(
        &'s self,
        tokens: &'s [Token<'t>],
        part: AdvertPart,
    ) -> Sentence<'s, 't> {
        Sentence::new(tokens, self.vocabulary.find(tokens), part, self.kb)
    }

    /// The tokens of a passage that begins at byte `offset` of the advert.
    pub fn tokenize<'t>(&self, text: &'t str, offset: usize) -> Vec<Token<'t>> {
        self.glossary.tokenize(text, offset, |word| self.knows_normalized(word))
    }

    /// Adds a pattern to a matcher of this language's tokens.
    pub fn add_pattern<P: Copy + PartialEq>(
        &self,
        matcher: &mut PhraseMatcher<P>,
        pattern: &str,
        what: P,
    ) {
        matcher.add_glossed(pattern, &self.glossary, what);
    }

    /// Whether a name, a phrase or a heading holds this word.
    pub fn knows(&self, word: &str) -> bool {
        self.knows_normalized(&self.glossary.normalize(word))
    }

    fn knows_normalized(&self, word: &str) -> bool {
        self.vocabulary.knows(word) || self.headings.knows(word)
    }
}
