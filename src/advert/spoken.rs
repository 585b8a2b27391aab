//! Languages that people have to speak: "fluent German", "English (C1)".

use crate::advert::knockouts::{Found, VOCABULARY};
use crate::advert::lexicon::{AdvertPart, Cue};
use crate::advert::sentence::Sentence;
use crate::advert::token::{Boundary, Token};
use crate::advert::{KnockoutKind, Strength};

/// Words near a language which show that people speak it.
const SPEAKING: &str = "fluent fluency fluently native bilingual trilingual proficient proficiency \
                        speak speaker speaking spoken written verbal oral command tongue skill \
                        conversational communicate communication business knowledge level cefr \
                        advanced working intermediate";

/// Words behind a language which show that something else is meant.
const OTHER: &str = "market customer client company team office law literature data text corpus \
                     model bank government user speaking-world version website content";

/// The levels of the Common European Framework of Reference for Languages.
const CEFR: &str = "a1 a2 b1 b2 c1 c2";

impl Sentence<'_, '_> {
    /// The languages that people have to speak.
    pub fn spoken(&self) -> Vec<Found> {
        let named: Vec<usize> = (0..self.tokens.len()).filter(|&at| self.is_language(at)).collect();
        let any = named.iter().any(|&at| self.is_spoken(at));
        let mut found: Vec<Found> = Vec::new();
        for &at in named.iter().filter(|&&at| any && !self.is_negated(at, at)) {
            let alternative = found.last_mut().filter(|before| {
                let between = &self.tokens[before.last + 1..at];
                between.iter().any(|token| token.is("or"))
                    && between.iter().all(|token| token.is("or a in fluent native either"))
            });
            let last = self.cefr(at).map_or(at, |level| level.max(at));
            if let Some(before) = alternative {
                before.what = format!("{} or {}", before.what, self.language_name(at));
                before.last = last;
            } else {
                let what = self.spoken_as(at);
                found.push(Found { kind: KnockoutKind::Language, what, first: at, last });
            }
        }
        found
    }

    /// How much a language that ends at a token is wanted. Remarks speak of the languages that no
    /// comma sets apart from them.
    pub fn strength_of_spoken(&self, last: usize) -> Strength {
        let ends = |&at: &usize| {
            self.tokens[at].boundary >= Boundary::Comma && !self.tokens[at].is("is are a would")
        };
        let end = (last + 1..self.tokens.len()).find(ends).unwrap_or(self.tokens.len());
        let begin = self.clause(last).start;
        let is_nice = self.cues(Cue::NiceBefore).any(|cue| cue.first > last && cue.first < end)
            || self
                .any_cues([Cue::NiceAfter, Cue::NiceNext])
                .any(|cue| (begin..last).contains(&cue.first));
        if is_nice || self.part == AdvertPart::Nice { Strength::Nice } else { Strength::Required }
    }

    fn is_language(&self, at: usize) -> bool {
        if language(&self.tokens[at]).is_none() {
            return false;
        }
        // "Arabic language data" is data.
        let behind = at + 1..self.tokens.len();
        let next = behind.map(|at| &self.tokens[at]).find(|token| !token.is("language"));
        next.is_none_or(|next| {
            next.boundary != Boundary::Space || next.hyphenated || !next.is(OTHER)
        })
    }

    /// Whether the words around a language speak of people who speak it.
    fn is_spoken(&self, at: usize) -> bool {
        const NEAR: usize = 6;
        const SHORT: usize = 4;
        let clause = self.clause(at);
        let near = clause.start.max(at.saturating_sub(NEAR))..clause.end.min(at + NEAR);
        let is_listed = matches!(self.part, AdvertPart::Required | AdvertPart::Nice);
        let is_beside = |other: Option<&Token<'_>>| other.is_some_and(|it| it.is("language"));
        self.cefr(at).is_some()
            || self.tokens[near].iter().any(|token| token.is(SPEAKING))
            || is_beside(self.tokens.get(at + 1))
            || at > 0 && is_beside(self.tokens.get(at - 1))
            || is_listed && self.tokens.len() <= SHORT
            || self.any_cues([Cue::NiceBefore, Cue::RequiredBefore]).any(|cue| cue.first == at + 1)
    }

    /// The token that names a level of the European framework beside a language.
    fn cefr(&self, at: usize) -> Option<usize> {
        let behind =
            (at + 1..self.tokens.len().min(at + 4)).take_while(|&at| !self.is_language(at));
        let in_front = at.checked_sub(1).into_iter();
        behind.chain(in_front).find(|&at| self.tokens[at].is(CEFR))
    }

    /// `German C1`, `fluent German`.
    fn spoken_as(&self, at: usize) -> String {
        const NEAR: usize = 6;
        let language = self.language_name(at);
        if let Some(level) = self.cefr(at) {
            return format!("{language} {}", self.tokens[level].text.to_uppercase());
        }
        let clause = self.clause(at);
        // "Fluent German, and French is a plus": French is spoken of by itself.
        let is_apart = self.tokens.get(at + 1).is_some_and(|next| next.is("is are would"));
        let ends = |at: &usize| is_apart && self.tokens[at + 1].boundary >= Boundary::Comma;
        let in_front = (clause.start.max(at.saturating_sub(NEAR))..at).rev();
        let in_front = in_front.take_while(|at| !ends(at));
        let behind = at + 1..clause.end.min(at + 4);
        let is_fluency = |at: &usize| VOCABULARY.fluency.contains(&self.tokens[*at].normalized);
        match in_front.chain(behind).find(is_fluency).map(|at| &self.tokens[at]) {
            Some(how) if how.is("fluent fluency fluently") => format!("fluent {language}"),
            Some(how) if how.is("proficient proficiency") => format!("proficient {language}"),
            Some(how) => format!("{} {language}", how.normalized),
            None => language.to_owned(),
        }
    }

    fn language_name(&self, at: usize) -> &str {
        language(&self.tokens[at]).unwrap_or(self.tokens[at].text)
    }
}

/// The language that a token names. In an advert in English its name has a capital: not "polish".
fn language(token: &Token<'_>) -> Option<&'static str> {
    let is_english = token.text.eq_ignore_ascii_case(&token.normalized);
    let is_name = |name: &&String| name.eq_ignore_ascii_case(&token.normalized);
    if is_english && !token.is_capitalized() {
        return None;
    }
    VOCABULARY.spoken.iter().find(is_name).map(String::as_str)
}
