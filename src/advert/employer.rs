//! The employer of an advert and its product, where they bear a name that can be asked for: at
//! Databricks, "Databricks" is the company, and no skill.

use std::collections::BTreeSet;

use itertools::Itertools as _;

use crate::advert::layout::Item;
use crate::advert::lexicon::{AdvertPart, Cue};
use crate::advert::phrase_matcher::PhraseMatcher;
use crate::advert::sentence::{Mention, Sentence};
use crate::advert::token::{Boundary, Token};
use crate::advert::vocabulary::Meaning;

/// Names of the employer and its products, as tokens are compared.
#[derive(Debug, Default)]
pub struct Employer(BTreeSet<String>);

impl Employer {
    /// The employer, by what the items of its advert say of it: "About Databricks", "at Databricks
    /// we ...", "Databricks is hiring", "the makers of Redis", "Redis itself".
    pub fn of(items: &[(Item<'_>, Vec<Token<'_>>)], vocabulary: &PhraseMatcher<Meaning>) -> Self {
        let mut names = BTreeSet::new();
        for (item, tokens) in items {
            for first in (0..tokens.len()).filter(|&at| tokens[at].is_capitalized()) {
                let is_introduced = is_introduced(item, tokens, first);
                let is_known = is_introduced || is_spoken_of(tokens, first);
                if !is_known {
                    continue;
                }
                let is_employer = |&last: &usize| is_introduced || decides(tokens, first, last);
                if let Some(last) = name_from(tokens, first, vocabulary).filter(is_employer) {
                    names.insert(said(&tokens[first..=last]));
                }
            }
        }
        Self(names)
    }

    /// The first tokens of the names in a sentence that are the employer's, and that nothing asks
    /// for.
    pub fn named_in(&self, sentence: &Sentence<'_, '_>, is_title: bool) -> Vec<usize> {
        let is_listed =
            !is_title && matches!(sentence.part, AdvertPart::Required | AdvertPart::Nice);
        if self.0.is_empty() {
            return Vec::new();
        }
        let tokens = sentence.tokens;
        let is_asked = |name: &Mention| {
            let mut in_front = sentence.any_cues([Cue::Has, Cue::RequiredAfter, Cue::NiceAfter]);
            let mut behind = sentence.any_cues([Cue::RequiredBefore, Cue::NiceBefore]);
            in_front.any(|cue| cue.last < name.first) || behind.any(|cue| cue.first > name.last)
        };
        let is_own = |name: &&Mention| {
            let is_placed = name.first > 0 && tokens[name.first - 1].is(AT);
            self.0.contains(&said(&tokens[name.first..=name.last]))
                && (is_placed || !is_listed && !is_asked(name))
        };
        sentence.names.iter().filter(is_own).map(|name| name.first).collect()
    }
}

/// Whether the words in front of a token say that the employer's name stands there: "here at",
/// "the makers of", "our platform", "About".
fn is_introduced(item: &Item<'_>, tokens: &[Token<'_>], at: usize) -> bool {
    const PLACES: &str = "here life work working career us we role position engineer you job team \
                          culture";
    const MAKERS: &str = "maker creator inventor company";
    const WARES: &str = "platform product database engine";
    let Some(before) = at.checked_sub(1) else { return false };
    let further = |words: &str| before > 0 && tokens[before - 1].is(words);
    let directly = tokens[at].boundary <= Boundary::Slash;
    let is_about = at == 1 && is_headed(item, tokens);
    let is_labelled = at == 1 && tokens[at].after_colon && tokens[0].is("company employer");
    is_about
        || is_labelled
        || directly
            && (tokens[before].is(AT) && further(PLACES)
                || tokens[before].is("of behind") && further(MAKERS)
                || tokens[before].is(WARES) && further("our"))
}

/// `About Databricks`, `Über Databricks`: a line of a few words.
fn is_headed(item: &Item<'_>, tokens: &[Token<'_>]) -> bool {
    const SHORT: usize = 4;
    let first = tokens[0].text.to_lowercase();
    tokens.len() <= SHORT && !item.bullet && ["about", "über", "sobre"].contains(&first.as_str())
}

/// Whether the words around a token may say that it begins the employer's name.
fn is_spoken_of(tokens: &[Token<'_>], at: usize) -> bool {
    let near = &tokens[at + 1..tokens.len().min(at + 5)];
    is_placed(tokens, at)
        || near.iter().any(|token| token.is("itself") || opens(tokens, at) && token.is("is"))
}

/// Whether the words behind a name say that it is the employer's: "Redis itself", "At Redis, we",
/// "Databricks is hiring", "Databricks is the data and AI company".
fn decides(tokens: &[Token<'_>], first: usize, last: usize) -> bool {
    const SEEKS: &str = "looking hiring seeking searching recruiting";
    const COMPANIES: &str = "company provider leader startup vendor";
    let Some(next) = tokens.get(last + 1) else { return false };
    let addresses = next.boundary >= Boundary::Comma || next.is("we you our every");
    let rest = tokens[last + 1..].iter().take(10);
    let mut rest = rest.take_while(|token| token.boundary < Boundary::Sentence);
    let is_company = next.is("is") && opens(tokens, first);
    next.is("itself") && next.boundary == Boundary::Space
        || is_placed(tokens, first) && addresses
        || is_company && rest.any(|token| token.is(SEEKS) || token.is(COMPANIES))
}

const AT: &str = "at bei chez";

/// Whether a token stands behind an "at" with which a sentence begins.
fn is_placed(tokens: &[Token<'_>], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| tokens[before].is(AT) && opens(tokens, before))
}

fn opens(tokens: &[Token<'_>], at: usize) -> bool {
    at == 0 || tokens[at].boundary == Boundary::Sentence
}

/// The last token of the longest name that begins at a token.
fn name_from(
    tokens: &[Token<'_>],
    at: usize,
    vocabulary: &PhraseMatcher<Meaning>,
) -> Option<usize> {
    const LONGEST: usize = 4;
    let near = &tokens[at..tokens.len().min(at + LONGEST)];
    let is_name = |what| matches!(what, Meaning::Name(_) | Meaning::Ambiguous(..));
    let found = vocabulary.find(near).into_iter();
    let names = found.filter(|found| found.first == 0 && is_name(found.what));
    names.map(|found| at + found.last).max()
}

fn said(tokens: &[Token<'_>]) -> String {
    tokens.iter().map(|token| token.normalized.as_str()).join(" ")
}
