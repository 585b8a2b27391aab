//! What a sentence expressly does not ask for: "no Java", "you need not know Scala", "Go is not
//! required".

use crate::advert::cues::Cue;
use crate::advert::sentence::{Sentence, is_link};
use crate::advert::words::Join;

impl Sentence<'_, '_> {
    /// Whether what stands in words `first..=last` is denied.
    pub(super) fn is_denied(&self, first: usize, last: usize) -> bool {
        let within = self.cues(Cue::Not).any(|cue| cue.first <= first && last <= cue.last);
        let behind = self.cues(Cue::NotAfter).any(|cue| {
            cue.last < first && !self.is_parted(cue.last, first) && !self.turns(cue.last, first)
        });
        let next = self.cues(Cue::NotNext).any(|cue| self.follows(cue.last, first));
        let before = self.cues(Cue::NotBefore).any(|cue| {
            last < cue.first
                && !self.is_parted(last, cue.first)
                && !self.turns(last, cue.first)
                && !self.is_listed_apart(last, cue.first)
                && !self.is_wished(cue.first)
        });
        within || behind || next || before
    }

    /// Whether between two words the sentence turns to the contrary: "SQL but no Java".
    fn turns(&self, from: usize, to: usize) -> bool {
        self.cues(Cue::Contrast).any(|cue| cue.first > from && cue.last < to)
    }

    /// Whether a word is in the list right behind another: of "no Java, Scala or Go" all three, of
    /// "no Java, Python" the first.
    fn follows(&self, from: usize, first: usize) -> bool {
        const SMALL: [&str; 7] = ["prior", "previous", "any", "need", "the", "a", "nor"];
        const LONGEST: usize = 16;
        if first <= from || first - from > LONGEST || self.is_parted(from, first) {
            return false;
        }
        let folded = |at: usize| self.words[at].folded.as_str();
        let named = |at: usize| self.names_at(at).next().is_some();
        let listed = |at: usize| named(at) || is_link(folded(at)) || SMALL.contains(&folded(at));
        let comma = (from + 1..=first).any(|at| self.words[at].join == Join::Comma);
        // A list that ends in "or" goes on across its commas.
        let end = || {
            let mut rest = from + 1..self.clause(first).end;
            let end = rest.find(|&at| matches!(folded(at), "or" | "nor"));
            end.is_some_and(|end| first <= end + 2 && (from + 1..end).all(listed))
        };
        (from + 1..first).all(listed) && (!comma || end())
    }

    /// Whether a comma parts a word from what is said behind it, and both are in no list: "Python,
    /// Java not needed".
    fn is_listed_apart(&self, last: usize, cue: usize) -> bool {
        let linked = |at: usize| matches!(self.words[at].folded.as_str(), "and" | "or" | "nor");
        let comma = (last + 1..=cue).rev().find(|&at| self.words[at].join == Join::Comma);
        comma.is_some_and(|comma| !(comma..cue).any(linked))
    }

    /// Whether the clause says that what it does not require is welcome.
    fn is_wished(&self, at: usize) -> bool {
        let clause = self.clause(at);
        [Cue::NiceBefore, Cue::NiceAfter]
            .into_iter()
            .flat_map(|cue| self.cues(cue))
            .any(|cue| clause.contains(&cue.first))
    }
}
