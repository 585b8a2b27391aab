//! Headings, and the parts of an advert that they open.

use std::cmp::Reverse;

use crate::advert::glossary::Glossary;
use crate::advert::lexicon::{AdvertPart, LEXICON, Lexicon};
use crate::advert::phrase_matcher::PhraseMatcher;
use crate::advert::token::{Boundary, Token};

/// The longest heading, in tokens.
const HEADING: usize = 12;

/// The longest sentence that introduces a list, in tokens.
const INTRODUCTION: usize = 28;

/// How headings continue: `Requirements and skills`, `Skills you need`.
const LINKED: &str = "if and or we you us required requirement qualification needed must summary \
                      skill description overview experience criteria detail";

/// How headings continue that never begin a requirement: `Responsibilities of the post`.
const ATTACHED: &str = "of for to at in on this it with";

/// Recognises headings.
#[derive(Debug)]
pub struct Headings {
    phrases: PhraseMatcher<Heading>,
    introductions: PhraseMatcher<AdvertPart>,
    returns: PhraseMatcher<()>,
}

/// What a heading opens. A weak one also begins requirements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Heading {
    opens: AdvertPart,
    weak: bool,
}

impl Headings {
    pub fn new() -> Self {
        let mut all = Self {
            phrases: PhraseMatcher::new(),
            introductions: PhraseMatcher::new(),
            returns: PhraseMatcher::new(),
        };
        for (weak, groups) in [(false, &LEXICON.heading), (true, &LEXICON.weak_heading)] {
            for (&opens, phrase) in groups.phrases() {
                all.phrases.add_pattern(phrase, Heading { opens, weak });
            }
        }
        for (&part, phrase) in LEXICON.introduces.phrases() {
            all.introductions.add_pattern(phrase, part);
        }
        for phrase in &LEXICON.returns {
            all.returns.add_pattern(phrase, ());
        }
        all
    }

    /// Adds the headings of another language.
    pub fn add_lexicon(&mut self, lexicon: &Lexicon, glossary: &Glossary) {
        for (weak, groups) in [(false, &lexicon.heading), (true, &lexicon.weak_heading)] {
            for (&opens, phrase) in groups.phrases() {
                self.phrases.add_glossed(phrase, glossary, Heading { opens, weak });
            }
        }
        for (&part, phrase) in lexicon.introduces.phrases() {
            self.introductions.add_glossed(phrase, glossary, part);
        }
        for phrase in &lexicon.returns {
            self.returns.add_glossed(phrase, glossary, ());
        }
    }

    /// Whether a heading holds this normalized word.
    pub fn knows(&self, word: &str) -> bool {
        self.phrases.knows(word) || self.introductions.knows(word) || self.returns.knows(word)
    }

    /// The part that a line opens, if it is a heading or introduces a list.
    pub fn opened_by(&self, tokens: &[Token<'_>], line: &str) -> Option<AdvertPart> {
        let is_bold = |mark: &str| line.starts_with(mark) && line.trim_end().ends_with(mark);
        let marked = line.starts_with('#') || is_bold("**") || is_bold("__");
        let line = line.trim_end_matches(['*', '_', '#', ' ']);
        let closed =
            marked || line.ends_with([':', '?', '\u{ff1a}', '\u{2026}']) || line.ends_with("...");
        let has_label = tokens.iter().skip(1).any(|token| token.after_colon);
        if tokens.is_empty() || has_label || line.ends_with(['.', ',', ';']) && !closed {
            return None;
        }
        if let Some(part) = by_last_token(tokens).filter(|_| closed || is_title_case(tokens)) {
            return Some(qualified(tokens, part));
        }
        let heading = if tokens.len() <= HEADING { self.heading(tokens) } else { None };
        match heading {
            Some((heading, rest)) => {
                let shouted = !line.contains(char::is_lowercase);
                let whole = is_whole(tokens, heading, rest, closed || shouted);
                whole.then(|| qualified(tokens, heading.opens))
            }
            None => self.introduced(tokens).filter(|_| closed),
        }
    }

    /// The part that the tokens before a colon open, if they are a heading.
    pub fn label(&self, tokens: &[Token<'_>]) -> Option<AdvertPart> {
        const SHORT: usize = 6;
        if tokens.len() > SHORT {
            return self.introduced(tokens);
        }
        let heading = || self.heading(tokens).filter(|(_, rest)| rest.len() <= 3);
        let part = by_last_token(tokens).or_else(|| heading().map(|(heading, _)| heading.opens));
        part.map(|part| qualified(tokens, part)).or_else(|| self.introduced(tokens))
    }

    /// Where a heading begins with which a sentence ends, as in text without line breaks, and the
    /// part that it opens.
    pub fn tail(&self, tokens: &[Token<'_>]) -> Option<(usize, AdvertPart)> {
        (tokens.len().saturating_sub(6)..tokens.len().saturating_sub(1)).find_map(|begin| {
            let (Heading { opens, weak }, rest) = self.heading(&tokens[begin..])?;
            let is_whole = rest.is_empty() || rest.len() == 1 && rest[0].is("skill");
            (tokens[begin].is_capitalized() && !weak && is_whole).then_some((begin, opens))
        })
    }

    /// Whether a paragraph is about the post again, after some about the company.
    pub fn returns(&self, tokens: &[Token<'_>]) -> bool {
        const LONG: usize = 8;
        tokens.len() > LONG && !self.returns.find(tokens).is_empty()
    }

    /// The longest heading at the beginning, or behind its decoration, with the tokens that follow
    /// it.
    fn heading<'w, 't>(&self, tokens: &'w [Token<'t>]) -> Option<(Heading, &'w [Token<'t>])> {
        let is_decoration = |token: &&Token<'_>| LEXICON.decoration.contains(&token.normalized);
        let decorated = tokens.iter().take_while(is_decoration).count();
        let found = self.phrases.find(tokens).into_iter().filter(|found| found.first <= decorated);
        let found = found.min_by_key(|found| (found.first, Reverse(found.last)))?;
        Some((found.what, &tokens[found.last + 1..]))
    }

    /// What the last sentence of a paragraph introduces, if that ends in a colon.
    pub fn introduced_at_end(&self, tokens: &[Token<'_>], text: &str) -> Option<AdvertPart> {
        let begin = tokens.iter().rposition(|token| token.boundary >= Boundary::Sentence)?;
        let is_open = text.trim_end().ends_with(':') && begin > 0;
        is_open.then(|| self.introduced(&tokens[begin..])).flatten()
    }

    /// What a sentence that ends in a colon introduces: "join us if you:", "the following are a
    /// plus:".
    fn introduced(&self, tokens: &[Token<'_>]) -> Option<AdvertPart> {
        if tokens.len() > INTRODUCTION {
            return None;
        }
        let found = self.introductions.find(tokens);
        [AdvertPart::Nice, AdvertPart::Boilerplate, AdvertPart::Required, AdvertPart::Duties]
            .into_iter()
            .find(|&part| found.iter().any(|found| found.what == part))
    }
}

/// Whether the whole line is a heading with `rest` behind it, rather than a sentence that begins
/// like one.
fn is_whole(tokens: &[Token<'_>], heading: Heading, rest: &[Token<'_>], closed: bool) -> bool {
    let continues = |words: &str| rest.first().is_none_or(|next| next.is(words));
    let company = || heading.opens == AdvertPart::Boilerplate && is_title_case(tokens);
    // A phrase of three words is no coincidence.
    let long = || tokens.len() >= rest.len() + 3;
    if !closed && rest.first().is_some_and(|next| next.is("is are")) {
        return false;
    }
    match (heading.weak, closed) {
        (true, true) => tokens.len() <= 8,
        (true, false) => tokens.len() <= 6 && (company() || continues(LINKED)),
        (false, true) => true,
        (false, false) => {
            long() || is_title_case(tokens) || continues(LINKED) || continues(ATTACHED)
        }
    }
}

/// Whether at least two thirds of the words begin with a capital.
fn is_title_case(tokens: &[Token<'_>]) -> bool {
    let capitals = tokens.iter().filter(|token| token.is_capitalized()).count();
    capitals * 3 >= tokens.len() * 2
}

/// `Data Scientist Requirements`: the last word decides.
fn by_last_token(tokens: &[Token<'_>]) -> Option<AdvertPart> {
    let last = tokens.last().filter(|_| tokens.len() <= HEADING)?;
    let mut words = LEXICON.last_word.phrases();
    words.find(|(_, word)| *word == last.normalized).map(|(&part, _)| part)
}

/// `Qualifications (preferred)` are nice to have, `Minimum qualifications` are required.
fn qualified(tokens: &[Token<'_>], part: AdvertPart) -> AdvertPart {
    let says = |words: &str| tokens.iter().any(|token| token.is(words));
    let wish = says("preferred bonus desired desirable optional other additional")
        || says("beneficial helpful advantageous")
        || says("nice") && says("have");
    let need = says("required minimum must basic");
    match part {
        // `Job description / preferred qualifications` stands above all of it.
        AdvertPart::Required if wish && says("description") => AdvertPart::Lead,
        AdvertPart::Required if wish && !need => AdvertPart::Nice,
        AdvertPart::Nice if need && !wish && !says("not") => AdvertPart::Required,
        _ => part,
    }
}
