//! Headings, and the parts of an advert that they open.

use std::cmp::Reverse;

use crate::advert::lexicon::{AdvertPart, Group, lexicon};
use crate::advert::phrase_matcher::PhraseMatcher;
use crate::advert::token::{Token, normalize};

/// The longest heading, in tokens.
const HEADING: usize = 12;

/// The longest sentence that introduces a list, in tokens.
const INTRODUCTION: usize = 28;

/// How headings continue: `Requirements and skills`, `Skills you need`.
const LINKED: &str = "and or we you us required requirement qualification needed must summary \
                      skill description overview experience criteria detail";

/// How headings continue that never begin a requirement: `Responsibilities of the post`.
const ATTACHED: &str = "of for to at in on this it with";

/// Recognises headings.
#[derive(Debug)]
pub struct Headings {
    matcher: PhraseMatcher<Group>,
    decoration: Vec<String>,
}

/// A heading at the beginning of a line.
struct Heading<'w, 't> {
    opens: AdvertPart,
    weak: bool,
    /// The tokens that follow it.
    rest: &'w [Token<'t>],
}

impl Headings {
    pub fn new() -> Self {
        let mut matcher = PhraseMatcher::new();
        let mut decoration = Vec::new();
        for (group, phrase) in lexicon() {
            match group {
                Group::Heading { .. } | Group::Introduces(_) | Group::Returns => {
                    matcher.add_pattern(phrase, group);
                }
                Group::Decoration => decoration.push(normalize(phrase)),
                Group::Cue(_) | Group::Language(_) => {}
            }
        }
        Self { matcher, decoration }
    }

    /// Whether a heading holds this normalized word.
    pub fn knows(&self, word: &str) -> bool {
        self.matcher.knows(word)
    }

    /// The part that a line opens, if it is a heading or introduces a list.
    pub fn opened_by(&self, tokens: &[Token<'_>], line: &str) -> Option<AdvertPart> {
        let line = line.trim_end_matches(['*', '_', '#', ' ']);
        let closed = line.ends_with([':', '?', '\u{ff1a}', '\u{2026}']) || line.ends_with("...");
        let has_label = tokens.iter().skip(1).any(|token| token.after_colon);
        if tokens.is_empty() || has_label || line.ends_with(['.', ',', ';']) && !closed {
            return None;
        }
        if let Some(part) = by_last_token(tokens).filter(|_| closed || is_title_case(tokens)) {
            return Some(qualified(tokens, part));
        }
        let heading = if tokens.len() <= HEADING { self.heading(tokens) } else { None };
        match heading {
            Some(heading) => {
                let shouted = !line.contains(char::is_lowercase);
                let whole = is_whole(tokens, &heading, closed || shouted);
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
        let heading = || self.heading(tokens).filter(|heading| heading.rest.len() <= 3);
        let part = by_last_token(tokens).or_else(|| heading().map(|heading| heading.opens));
        part.map(|part| qualified(tokens, part)).or_else(|| self.introduced(tokens))
    }

    /// Where a heading begins with which a sentence ends, as in text without line breaks, and the
    /// part that it opens.
    pub fn tail(&self, tokens: &[Token<'_>]) -> Option<(usize, AdvertPart)> {
        (tokens.len().saturating_sub(6)..tokens.len().saturating_sub(1)).find_map(|begin| {
            let tail = &tokens[begin..];
            let heading = self.heading(tail)?;
            let is_whole = match heading.rest {
                [] => true,
                [last] => last.is("skill"),
                _ => false,
            };
            (tail[0].is_capitalized() && !heading.weak && is_whole)
                .then_some((begin, heading.opens))
        })
    }

    /// Whether a paragraph is about the post again, after some about the company.
    pub fn returns(&self, tokens: &[Token<'_>]) -> bool {
        const LONG: usize = 8;
        tokens.len() > LONG
            && self.matcher.find(tokens).iter().any(|found| found.what == Group::Returns)
    }

    /// The longest heading at the beginning, or behind its decoration.
    fn heading<'w, 't>(&self, tokens: &'w [Token<'t>]) -> Option<Heading<'w, 't>> {
        let decorated =
            tokens.iter().take_while(|token| self.decoration.contains(&token.normalized)).count();
        let found = self.matcher.find(tokens).into_iter().filter(|found| {
            found.first <= decorated && matches!(found.what, Group::Heading { .. })
        });
        let found = found.min_by_key(|found| (found.first, Reverse(found.last)))?;
        let Group::Heading { opens, weak } = found.what else { return None };
        Some(Heading { opens, weak, rest: &tokens[found.last + 1..] })
    }

    /// What a sentence that ends in a colon introduces: "join us if you:", "the following are a
    /// plus:".
    fn introduced(&self, tokens: &[Token<'_>]) -> Option<AdvertPart> {
        if tokens.len() > INTRODUCTION {
            return None;
        }
        let found = self.matcher.find(tokens);
        [AdvertPart::Nice, AdvertPart::Boilerplate, AdvertPart::Required, AdvertPart::Duties]
            .into_iter()
            .find(|&part| found.iter().any(|found| found.what == Group::Introduces(part)))
    }
}

/// Whether the whole line is a heading, rather than a sentence that begins like one.
fn is_whole(tokens: &[Token<'_>], heading: &Heading<'_, '_>, closed: bool) -> bool {
    let continues = |words: &str| heading.rest.first().is_none_or(|next| next.is(words));
    let company = || heading.opens == AdvertPart::Boilerplate && is_title_case(tokens);
    // A phrase of three words is no coincidence.
    let long = || tokens.len() >= heading.rest.len() + 3;
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
    match tokens.last()?.normalized.as_str() {
        _ if tokens.len() > HEADING => None,
        "requirement" | "qualification" | "prerequisite" => Some(AdvertPart::Required),
        "responsibility" | "duty" | "accountability" => Some(AdvertPart::Duties),
        "benefit" | "perk" => Some(AdvertPart::Boilerplate),
        _ => None,
    }
}

/// `Qualifications (preferred)` are nice to have, `Minimum qualifications` are required.
fn qualified(tokens: &[Token<'_>], part: AdvertPart) -> AdvertPart {
    let says = |words: &str| tokens.iter().any(|token| token.is(words));
    let wish = says("preferred bonus desired desirable optional other additional")
        || says("nice") && says("have");
    let need = says("required minimum must basic");
    match part {
        AdvertPart::Required if wish && !need => AdvertPart::Nice,
        AdvertPart::Nice if need && !wish && !says("not") => AdvertPart::Required,
        _ => part,
    }
}
