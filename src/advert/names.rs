//! The names in a sentence, without those that only look like one: ordinary words, parts of longer
//! names.

use crate::advert::lexicon::{AdvertPart, Cue};
use crate::advert::phrase_matcher::Match;
use crate::advert::sentence::{LINKS, Mention, Sentence};
use crate::advert::token::{Boundary, Token};
use crate::advert::vocabulary::Meaning;
use crate::knowledge::model::CompetencyId;

/// Words behind a name that is an ordinary word as well, which show that the name is meant.
const AFTER: &str = "programming language code coding script scripting job cluster developer \
                     package library framework notebook skill application streaming ml sql \
                     experience environment stack spreadsheet knowledge";

/// The same in front of it, in a sentence that asks for something.
const BEFORE: &str = "in with of using apache like a microsoft via knowledge know";

impl Sentence<'_, '_> {
    pub(super) fn find_names(&self) -> Vec<Mention> {
        let found: Vec<(CompetencyId, &Match<Meaning>)> = self
            .name_matches()
            .filter_map(|found| Some((self.competency(found)?, found)))
            .collect();
        // `Amazon Web Services` does not name `web services`: the longest name counts.
        let is_part = |competency: CompetencyId, inner: &Match<Meaning>| {
            found.iter().any(|&(other, outer)| {
                outer.first <= inner.first
                    && inner.last <= outer.last
                    && outer.last - outer.first > inner.last - inner.first
                    && (!matches!(outer.what, Meaning::Phrase(_)) || other == competency)
            })
        };
        let mut names: Vec<Mention> = Vec::new();
        for &(competency, found) in &found {
            let overlaps =
                |known: &Mention| known.competency == competency && known.last >= found.first;
            if !is_part(competency, found) && !names.iter().any(overlaps) {
                names.push(Mention::new(competency, found.first, found.last));
            }
        }
        names.sort_by_key(|name| (name.first, name.last));
        names
    }

    /// The competency that a match names here.
    fn competency(&self, found: &Match<Meaning>) -> Option<CompetencyId> {
        let competency = match found.what {
            // "cutting-edge models" are not at the edge.
            Meaning::Phrase(_) if self.tokens[found.first].joined => return None,
            Meaning::Phrase(_) if self.changes_subject(found) => return None,
            Meaning::Name(competency) | Meaning::Phrase(competency) => competency,
            Meaning::Ambiguous(competency, number) => {
                let spelling = &self.kb[competency].ambiguous[number];
                self.is_meant(found, spelling).then_some(competency)?
            }
            Meaning::Except(_) | Meaning::Cue(_) => return None,
        };
        let is_excepted = self.matches.iter().any(|other| {
            other.what == Meaning::Except(competency)
                && other.first <= found.last
                && found.first <= other.last
        });
        (!is_excepted).then_some(competency)
    }

    /// Whether a wording runs on into another phrase, as in "our AI gateway, to build products":
    /// behind its last comma comes neither the end of a list, "clean, tested and fast code", nor
    /// the beginning of one.
    fn changes_subject(&self, found: &Match<Meaning>) -> bool {
        const OTHER: &str = "to by that which who while so with including ensuring enabling";
        let inside = &self.tokens[found.first + 1..=found.last];
        let comma = inside.iter().rposition(|token| token.boundary >= Boundary::Comma);
        comma.is_some_and(|comma| {
            let rest = &inside[comma..];
            rest[0].is(OTHER) || !rest.iter().any(|token| token.is("and or"))
        })
    }

    /// Whether an ambiguous name means the competency here: it is listed with other names, or
    /// spelled exactly and in a telling context.
    fn is_meant(&self, found: &Match<Meaning>, spelling: &str) -> bool {
        let tokens = &self.tokens[found.first..=found.last];
        if tokens.iter().any(|token| token.hyphenated) {
            return false;
        }
        let written = tokens.iter().map(|token| token.text).collect::<Vec<_>>().join(" ");
        // A name in lower case may begin a sentence.
        let is_lower = !spelling.contains(char::is_uppercase);
        let is_shouted = || {
            let text = |token: &Token<'_>| token.text.contains(char::is_lowercase);
            written == spelling.to_uppercase() && !self.tokens.iter().any(text)
        };
        let is_exact =
            written == spelling || is_lower && written.to_lowercase() == *spelling || is_shouted();
        let is_listed = self.matches.iter().any(|other| {
            let is_name = match other.what {
                Meaning::Name(_) => true,
                Meaning::Ambiguous(..) => is_exact && other.first != found.first,
                _ => false,
            };
            is_name && self.are_listed(found, other)
        });
        is_listed || is_exact && self.has_telling_context(found)
    }

    /// Whether two matches are near each other in one list.
    fn are_listed(&self, a: &Match<Meaning>, b: &Match<Meaning>) -> bool {
        let (one, next) = if a.first <= b.first { (a, b) } else { (b, a) };
        if next.first <= one.last || next.first - one.last > 4 {
            return false;
        }
        let is_separated = self.tokens[one.last + 1..=next.first].iter().any(|token| {
            (Boundary::Slash..=Boundary::Clause).contains(&token.boundary) || token.is("and or")
        });
        is_separated
            && self.tokens[one.last + 1..next.first].iter().all(|token| {
                let is_unknown_name = token.boundary == Boundary::Comma && token.is_capitalized();
                token.is(LINKS) || is_unknown_name
            })
    }

    /// Whether the words around a name show that it is one.
    fn has_telling_context(&self, found: &Match<Meaning>) -> bool {
        let is_asked = matches!(self.part, AdvertPart::Required | AdvertPart::Nice)
            || self.says(Cue::Has)
            || self.says(Cue::RequiredAfter);
        let before = self.tokens[..found.first].last();
        let after = self.tokens.get(found.last + 1);
        before.is_none() && after.is_none()
            || after.is_some_and(|token| token.boundary <= Boundary::Slash && token.is(AFTER))
            || is_asked && before.is_some_and(|token| token.is(BEFORE))
            || is_asked
                && before.is_none()
                && after
                    .is_some_and(|next| next.boundary >= Boundary::Comma || next.is("is at or and"))
    }
}
