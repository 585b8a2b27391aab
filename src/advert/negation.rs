//! What a sentence expressly does not ask for: "no Java", "you need not know Scala", "Go is not
//! required".

use crate::advert::lexicon::Cue;
use crate::advert::phrase_matcher::Match;
use crate::advert::sentence::{LINKS, Sentence};
use crate::advert::token::Boundary;
use crate::advert::vocabulary::Meaning;

impl Sentence<'_, '_> {
    /// Whether what stands in tokens `first..=last` is negated.
    pub(super) fn is_negated(&self, first: usize, last: usize) -> bool {
        let within = self.cues(Cue::Not).any(|cue| cue.first <= first && last <= cue.last);
        // On different sides of a "but": "SQL but no Java".
        let is_apart = |from: usize, to: usize| {
            self.crosses_clause(from, to) || self.says_between([Cue::Contrast], from, to)
        };
        let in_front =
            self.cues(Cue::NotAfter).any(|cue| cue.last < first && !is_apart(cue.last, first));
        let directly = self.cues(Cue::NotNext).any(|cue| self.lists(cue.last, first));
        let behind = self.cues(Cue::NotBefore).any(|cue| {
            last < cue.first
                && !is_apart(last, cue.first)
                && !self.is_listed_apart(last, cue.first)
                && !self.is_welcome(last, cue)
        });
        within || in_front || directly || behind || self.is_belittled(first)
    }

    /// "Systems that run, not just prototypes"; "not only Python, also SQL" asks for both.
    fn is_belittled(&self, first: usize) -> bool {
        const NEAR: usize = 5;
        self.cues(Cue::NotOnly).any(|cue| {
            let clause = self.clause(first);
            let goes_on = |at: usize| self.tokens[at].is("but also");
            (cue.last + 1..cue.last + NEAR).contains(&first)
                && clause.contains(&cue.first)
                && cue.first > clause.start
                && !(cue.last..clause.end).any(goes_on)
        })
    }

    /// Whether the list that begins behind token `from` holds token `at`: "no Java, Scala or Go"
    /// all three, "no Java, Python" the first only.
    fn lists(&self, from: usize, at: usize) -> bool {
        const LONGEST: usize = 16;
        if at <= from || at - from > LONGEST || self.crosses_clause(from, at) {
            return false;
        }
        let is_listed = |at: usize| {
            self.tokens[at].is(LINKS)
                || self.tokens[at].is("prior previous any need nor")
                || self.name_matches().any(|name| name.first <= at && at <= name.last)
        };
        if !(from + 1..at).all(is_listed) {
            return false;
        }
        if (from + 1..=at).all(|at| self.tokens[at].boundary != Boundary::Comma) {
            return true;
        }
        // A list continues across its commas if it ends in "or".
        let mut rest = from + 1..self.clause(at).end;
        let end = rest.find(|&at| self.tokens[at].is("or nor"));
        end.is_some_and(|end| at <= end + 2 && (from + 1..end).all(is_listed))
    }

    /// Whether a token belongs to a list of its own in front of what a comma sets apart: "Python,
    /// Java not needed".
    fn is_listed_apart(&self, last: usize, cue: usize) -> bool {
        let mut behind = last + 1..=cue;
        let comma = behind.rfind(|&at| self.tokens[at].boundary == Boundary::Comma);
        comma.is_some_and(|comma| !(comma..cue).any(|at| self.tokens[at].is("and or nor")))
    }

    /// Whether a clause says that what stands in front of token `last`, and is not required by a
    /// cue, is welcome: not if that speaks of another name.
    fn is_welcome(&self, last: usize, not: &Match<Meaning>) -> bool {
        let clause = self.clause(not.first);
        let speaks_of_another = |cue: &Match<Meaning>| {
            cue.last < last && self.names.iter().any(|name| name.first < cue.first)
        };
        self.any_cues([Cue::NiceBefore, Cue::NiceAfter])
            .any(|cue| clause.contains(&cue.first) && !speaks_of_another(cue))
    }
}
