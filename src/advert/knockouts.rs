//! What decides before skills do: the right to work, clearance, place; `spoken` adds languages.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use itertools::Itertools as _;
use serde::Deserialize;

use crate::advert::KnockoutKind;
use crate::advert::phrase_matcher::{Match, PhraseMatcher};
use crate::advert::sentence::Sentence;
use crate::advert::token::{Boundary, Token};

/// Shows that a sentence promises to treat all alike.
const FAIRNESS: &str = "regardless discriminate discrimination race religion gender ethnicity";

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Vocabulary {
    work_permit: Phrases,
    clearance: Phrases,
    place: Phrases,
    /// Languages that people speak.
    pub spoken: Vec<String>,
    /// What says beside one how well it is spoken; normalized.
    pub fluency: Vec<String>,
}

/// Patterns by what they are called in an answer.
type Phrases = BTreeMap<String, Vec<String>>;

pub(super) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("knockouts.yaml")).expect("the vocabulary can be read")
});

/// Finds what decides beside skills.
#[derive(Debug)]
pub struct Knockouts {
    phrases: PhraseMatcher<(KnockoutKind, &'static str)>,
}

/// Found in tokens `first..=last`.
#[derive(Debug)]
pub struct Found {
    pub kind: KnockoutKind,
    pub what: String,
    pub first: usize,
    pub last: usize,
}

impl Knockouts {
    pub fn new() -> Self {
        let mut phrases = PhraseMatcher::new();
        for (kind, groups) in [
            (KnockoutKind::WorkPermit, &VOCABULARY.work_permit),
            (KnockoutKind::Clearance, &VOCABULARY.clearance),
            (KnockoutKind::Place, &VOCABULARY.place),
        ] {
            for (what, patterns) in groups {
                for pattern in patterns {
                    phrases.add_pattern(pattern, (kind, what.as_str()));
                }
            }
        }
        Self { phrases }
    }

    /// What a sentence says of permits, clearance and place, one of a kind. `text`: the advert.
    pub fn find(&self, sentence: &Sentence<'_, '_>, text: &str) -> Vec<Found> {
        let tokens = sentence.tokens;
        if tokens.iter().any(|token| token.is(FAIRNESS)) {
            return Vec::new();
        }
        let said = self.phrases.find(tokens).into_iter();
        let said = said.filter(|found| !sentence.is_negated(found.first, found.last));
        let said = said.unique_by(|found| found.what);
        let mut found: Vec<Found> = said.map(|found| described(tokens, &found)).collect();
        found.extend(located(tokens, text));
        found.extend(journeys(tokens, text));
        let is_remote = tokens.iter().any(|token| token.is("remote remotely"))
            && !found.iter().any(|found| found.what.starts_with("on site"));
        found.retain(|found| {
            found.kind != KnockoutKind::Place || !is_remote || found.what.starts_with("travel")
        });
        // What says more goes before what says less.
        for (more, less) in [
            ("no visa", "work permit"),
            ("travel ", "travel"),
            ("within", "at a given place"),
            ("on site", "at a given place"),
        ] {
            if found.iter().any(|found| found.what.starts_with(more)) {
                found.retain(|found| found.what.starts_with(more) || !found.what.starts_with(less));
            }
        }
        found.into_iter().unique_by(|found| (found.kind, found.what.to_lowercase())).collect()
    }
}

/// What a match means, with the place that is named behind it: "on site in Berlin".
fn described(tokens: &[Token<'_>], found: &Match<(KnockoutKind, &'static str)>) -> Found {
    const NEAR: usize = 3;
    let (kind, what) = found.what;
    let is_link = |at: usize| tokens[at].is("in at of near within to for");
    let from = (found.last..tokens.len().min(found.last + NEAR)).find(|&at| is_link(at));
    let place = from.and_then(|from| place(tokens, from + 1));
    let what = match (place, kind, what) {
        (Some((place, _)), KnockoutKind::WorkPermit, "work permit") => {
            format!("{what} for {place}")
        }
        (Some((place, _)), KnockoutKind::Place, "based") => format!("in {place}"),
        (Some((place, _)), KnockoutKind::Place, "relocation") => format!("{what} to {place}"),
        (Some((place, _)), KnockoutKind::Place, "within commuting distance") => {
            format!("{what} of {place}")
        }
        (Some((place, _)), KnockoutKind::Place, "on site" | "hybrid") => {
            format!("{what} in {place}")
        }
        (None, KnockoutKind::Place, "based") => "at a given place".to_owned(),
        _ => what.to_owned(),
    };
    let last = place_end(tokens, from, found.last);
    Found { kind, what, first: found.first, last }
}

fn place_end(tokens: &[Token<'_>], from: Option<usize>, last: usize) -> usize {
    from.and_then(|from| place(tokens, from + 1)).map_or(last, |(_, end)| end.max(last))
}

/// The capitalized words that begin at a token, and the token at which they end: "the EU",
/// "Berlin or Munich".
fn place(tokens: &[Token<'_>], from: usize) -> Option<(String, usize)> {
    const LONGEST: usize = 5;
    let rest = tokens.get(from..)?;
    let skipped = usize::from(rest.first().is_some_and(|token| token.is("our")));
    let is_inside = |at: &usize| {
        let token = &rest[*at];
        let begins = *at == skipped;
        let small = token.is("the or and") && token.boundary == Boundary::Space;
        (begins || token.boundary <= Boundary::Slash) && (token.is_capitalized() || small)
    };
    let inside = (skipped..rest.len().min(LONGEST)).take_while(is_inside);
    let last = inside.filter(|&at| rest[at].is_capitalized()).last()?;
    let name = rest[skipped..=last].iter().map(|token| token.text).join(" ");
    Some((name, from + last))
}

/// `Location: Rotterdam`
fn located(tokens: &[Token<'_>], text: &str) -> Option<Found> {
    const LONGEST: usize = 6;
    let (label, rest) = tokens.split_first()?;
    let is_label = label.is("location place office city") && rest.first()?.after_colon;
    let is_anywhere = rest.iter().any(|token| token.is("remote anywhere worldwide flexible"));
    if !is_label || is_anywhere {
        return None;
    }
    let last = rest.len().min(LONGEST);
    let place = text[rest[0].at..rest[last - 1].end()].split_whitespace().join(" ");
    let close = if place.contains('(') && !place.contains(')') { ")" } else { "" };
    let what = format!("in {place}{close}");
    Some(Found { kind: KnockoutKind::Place, what, first: 0, last })
}

/// `25 % travel`, with the share of the time.
fn journeys(tokens: &[Token<'_>], text: &str) -> Option<Found> {
    const NEAR: usize = 6;
    let travel = tokens.iter().position(|token| token.is("travel traveling"))?;
    let near = travel.saturating_sub(NEAR)..tokens.len().min(travel + NEAR);
    let share = near.into_iter().find(|&at| {
        let is_number = tokens[at].text.bytes().all(|byte| byte.is_ascii_digit());
        is_number && text[tokens[at].end()..].trim_start().starts_with('%')
    })?;
    let what = format!("travel {} %", tokens[share].text);
    let (first, last) = (share.min(travel), share.max(travel));
    Some(Found { kind: KnockoutKind::Place, what, first, last })
}
