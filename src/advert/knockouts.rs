//! What decides before skills do: the right to work, clearance, place; `spoken` adds languages.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use itertools::Itertools as _;
use serde::Deserialize;

use crate::advert::KnockoutKind;
use crate::advert::glossary::Glossary;
use crate::advert::language::Language;
use crate::advert::lexicon::Cue;
use crate::advert::phrase_matcher::{Match, PhraseMatcher};
use crate::advert::sentence::Sentence;
use crate::advert::token::{Boundary, Token};
use crate::knowledge::shipped::words;

const NO_VISA: &str = "no visa sponsorship";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vocabulary {
    /// By what they are called in an answer.
    decides: BTreeMap<KnockoutKind, BTreeMap<String, Phrases>>,
    other: Phrases,
    general: Phrases,
    remote: Phrases,
    offered: Phrases,
    /// Languages that people speak.
    pub spoken: Vec<String>,
    /// What says beside one how well it is spoken; normalized.
    pub fluency: Vec<String>,
}

/// Patterns of each language.
type Phrases = BTreeMap<Language, Vec<String>>;

pub(super) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| words!("advert/knockouts"));

/// What a phrase says.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Says {
    Decides(KnockoutKind, &'static str),
    /// What overlaps with it decides nothing.
    Other,
    /// Nothing in its sentence decides.
    General,
    /// The reader may work where they like.
    Remote,
    /// The company sees to the permit.
    Offered,
}

/// Finds what decides beside skills.
#[derive(Debug)]
pub struct Knockouts {
    phrases: PhraseMatcher<Says>,
}

/// Found in tokens `first..=last`.
#[derive(Debug)]
pub struct Found {
    pub kind: KnockoutKind,
    pub what: String,
    pub first: usize,
    pub last: usize,
}

impl Found {
    /// Whether it says what the company does not do, which no wording makes a wish.
    pub fn is_refusal(&self) -> bool {
        self.what == NO_VISA
    }
}

impl Knockouts {
    /// Those of adverts in a language; English phrases count in each.
    pub fn new(language: Language, glossary: &Glossary) -> Self {
        let mut phrases = PhraseMatcher::new();
        let mut add = |patterns: &Phrases, says| {
            for pattern in patterns.get(&Language::English).into_iter().flatten() {
                phrases.add_pattern(pattern, says);
            }
            let own = patterns.get(&language).filter(|_| language != Language::English);
            for pattern in own.into_iter().flatten() {
                phrases.add_glossed(pattern, glossary, says);
            }
        };
        for (&kind, names) in &VOCABULARY.decides {
            for (what, patterns) in names {
                add(patterns, Says::Decides(kind, what));
            }
        }
        add(&VOCABULARY.other, Says::Other);
        add(&VOCABULARY.general, Says::General);
        add(&VOCABULARY.remote, Says::Remote);
        add(&VOCABULARY.offered, Says::Offered);
        Self { phrases }
    }

    /// What a sentence says of permits, clearance and place, one of a kind. `text`: the advert.
    pub fn find(&self, sentence: &Sentence<'_, '_>, text: &str) -> Vec<Found> {
        let tokens = sentence.tokens;
        let said = self.phrases.find(tokens);
        let says = |what| said.iter().any(|found| found.what == what);
        if says(Says::General) {
            return Vec::new();
        }
        let mut found = deciding(sentence, &said);
        found.extend(located(tokens, text).filter(|_| !says(Says::Remote)));
        found.extend(journeys(tokens, text));
        let is_free = leaves_the_place(sentence, &said, &found);
        found.retain(|found| match found.kind {
            KnockoutKind::Place => !is_free || found.what.starts_with("travel"),
            KnockoutKind::WorkPermit => found.is_refusal() || !says(Says::Offered),
            KnockoutKind::Clearance | KnockoutKind::Language => true,
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

/// What the phrases of a sentence decide, each once.
fn deciding(sentence: &Sentence<'_, '_>, said: &[Match<Says>]) -> Vec<Found> {
    let overlap =
        |first: usize, last: usize, found: &Match<Says>| first <= found.last && found.first <= last;
    let is_other = |found: &Match<Says>| {
        said.iter()
            .any(|other| other.what == Says::Other && overlap(other.first, other.last, found))
    };
    // "Clearance is not required" holds its own denial.
    let is_denied = |found: &Match<Says>| {
        sentence.is_negated(found.first, found.last)
            || sentence.cues(Cue::NotBefore).any(|not| overlap(not.first, not.last, found))
    };
    let stands = |found: &&Match<Says>, what: &str| {
        !is_other(found) && (what == NO_VISA || !is_denied(found))
    };
    let decisive = said.iter().filter_map(|found| match found.what {
        Says::Decides(kind, what) if stands(&found, what) => Some((kind, what, found)),
        _ => None,
    });
    let decisive = decisive.unique_by(|&(_, what, _)| what);
    decisive.map(|(kind, what, found)| described(sentence.tokens, kind, what, found)).collect()
}

/// Whether a sentence leaves it to the reader where to work: "remote", "remote or in Porto"; not
/// "three days on site, two remote".
fn leaves_the_place(sentence: &Sentence<'_, '_>, said: &[Match<Says>], found: &[Found]) -> bool {
    let is_remote = said.iter().any(|it| it.what == Says::Remote);
    let on_site = found.iter().find(|found| found.what.starts_with("on site"));
    let is_choice = |on_site: &Found| {
        said.iter().any(|it| {
            let between = it.last.min(on_site.last)..it.first.max(on_site.first);
            it.what == Says::Remote && sentence.tokens[between].iter().any(|token| token.is("or"))
        })
    };
    is_remote && on_site.is_none_or(is_choice)
}

/// What a match means, with the place that is named beside it: "on site in Berlin".
fn described(tokens: &[Token<'_>], kind: KnockoutKind, what: &str, found: &Match<Says>) -> Found {
    let link = match what {
        "work permit" => Some("for"),
        "on site" | "hybrid" | "based" => Some("in"),
        "relocation" => Some("to"),
        "within commuting distance" => Some("of"),
        _ => None,
    };
    let place = link.and_then(|link| Some((link, place_beside(tokens, found)?)));
    let (what, last) = match (what, place) {
        ("based", Some((link, (place, last)))) => (format!("{link} {place}"), last),
        ("based", None) => ("at a given place".to_owned(), found.last),
        (what, Some((link, (place, last)))) => (format!("{what} {link} {place}"), last),
        (what, None) => (what.to_owned(), found.last),
    };
    Found { kind, what, first: found.first, last: last.max(found.last) }
}

/// The place that is named within a match or closely behind it, and its last token.
fn place_beside(tokens: &[Token<'_>], found: &Match<Says>) -> Option<(String, usize)> {
    const NEAR: usize = 4;
    let behind = found.last + 1..tokens.len().min(found.last + 1 + NEAR);
    let behind = behind.take_while(|&at| tokens[at].boundary < Boundary::Comma);
    let is_link = |&at: &usize| {
        tokens[at].is("in near within for fur pour para bei")
            // "To" and "at" may be followed by people: "reporting to Senior Staff".
            || at <= found.last + 1 && tokens[at].is("to of at nach chez")
    };
    (found.first..=found.last).chain(behind).filter(is_link).find_map(|at| place(tokens, at + 1))
}

/// The capitalized words that begin at a token, and the token at which they end: "the EU",
/// "Berlin or Munich".
fn place(tokens: &[Token<'_>], from: usize) -> Option<(String, usize)> {
    const LONGEST: usize = 5;
    const NO_PLACE: &str =
        "hq headquarter office team customer company role location project data center";
    let rest = tokens.get(from..)?;
    let skipped = usize::from(rest.first().is_some_and(|token| token.is("our")));
    let is_inside = |at: &usize| {
        let token = &rest[*at];
        if token.is(NO_PLACE) {
            return false;
        }
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
    if !is_label || rest.iter().any(|token| token.is("flexible")) {
        return None;
    }
    let last = rest.len().min(LONGEST);
    let place = text[rest[0].at..rest[last - 1].end()].split_whitespace().join(" ");
    let close = if place.contains('(') && !place.contains(')') { ")" } else { "" };
    let what = format!("in {place}{close}");
    Some(Found { kind: KnockoutKind::Place, what, first: 0, last })
}

/// `25 % travel`, with the share of the time; `Travel: 25 %`, where that follows the label.
fn journeys(tokens: &[Token<'_>], text: &str) -> Option<Found> {
    const NEAR: usize = 6;
    let travel = tokens.iter().position(|token| token.is("travel traveling"))?;
    let near = travel.saturating_sub(NEAR)..tokens.len().min(travel + NEAR);
    let share = near.into_iter().find(|&at| {
        let is_number = tokens[at].text.bytes().all(|byte| byte.is_ascii_digit());
        is_number && text[tokens[at].end()..].trim_start().starts_with('%')
    });
    let number = match share {
        Some(at) => tokens[at].text,
        None => labelled_share(&text[tokens.last()?.end()..])?,
    };
    let (first, last) = (share.unwrap_or(travel).min(travel), share.unwrap_or(travel).max(travel));
    Some(Found { kind: KnockoutKind::Place, what: format!("travel {number} %"), first, last })
}

/// The number in `: 25 %` or `: up to 25 %` behind a label.
fn labelled_share(behind: &str) -> Option<&str> {
    /// What may stand between the label and the sign, in bytes.
    const LONGEST: usize = 20;
    let said = behind.trim_start().strip_prefix(':')?.lines().next()?;
    let (before, _) = said.split_once('%')?;
    let number = before.trim_end().rsplit(|c: char| !c.is_ascii_digit()).next()?;
    (!number.is_empty() && before.len() <= LONGEST).then_some(number)
}
