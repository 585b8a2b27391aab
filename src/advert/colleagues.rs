//! The people that the work is done with: "sit with our DevOps engineers" asks for no DevOps.

use crate::advert::lexicon::Cue;
use crate::advert::sentence::{Mention, Sentence};
use crate::advert::token::Boundary;

/// What people are called in companies.
const PEOPLE: &str = "team department engineer people crew colleague expert group folk staff \
                      specialist developer scientist guild squad stakeholder analyst researcher \
                      architect manager practitioner unit division counterpart partner customer \
                      professional";

/// What ends the list of people that the work is done with.
const ENDS: &str = "to on in using by for so that as while where through across into building at";

impl Sentence<'_, '_> {
    /// Whether a name belongs to the people that the work is done with.
    pub(super) fn are_colleagues(&self, name: &Mention) -> bool {
        self.cues(Cue::Together).any(|cue| {
            let from = cue.last + 1;
            if name.first < from || self.crosses_clause(cue.last, name.first) {
                return false;
            }
            let clause = self.clause(name.first).end;
            let end = (from..clause).find(|&at| self.tokens[at].is(ENDS)).unwrap_or(clause);
            name.last < end && self.is_of_people(name, end)
        })
    }

    /// Whether people stand behind a name, before a comma or an "and" sets them apart: "our
    /// security and data teams" are two.
    fn is_of_people(&self, name: &Mention, end: usize) -> bool {
        let is_people = |at: usize| self.tokens[at].is(PEOPLE);
        if is_people(name.last) {
            return true;
        }
        let mut rest = name.last + 1..end;
        let own = rest.find(|&at| {
            is_people(at)
                || self.tokens[at].boundary >= Boundary::Comma
                || self.tokens[at].is("and or")
        });
        let Some(own) = own else { return false };
        if is_people(own) && self.tokens[own].boundary < Boundary::Comma {
            return true;
        }
        // A list shares the people at its end if none of its members but the last has its own.
        let last = (own..end).find(|&at| self.tokens[at].is("and or"));
        last.is_some_and(|last| {
            let is_shared = (last + 1..end.min(last + 4)).any(is_people);
            is_shared && !(own..last).any(is_people)
        })
    }
}
