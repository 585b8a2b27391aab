//! What a sentence expressly does not ask for: "no Java", "you need not know Scala", "Go is not
//! required".

use crate::advert::cues::Cue;
use crate::advert::sentence::{Sentence, is_link};
use crate::advert::vocabulary::Meaning;
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
        const PRIOR: [&str; 6] = ["prior", "previous", "any", "need", "the", "a"];
        const LONGEST: usize = 16;
        if first <= from
            || first - from > LONGEST
            || self.is_parted(from, first)
            || self.turns(from, first)
        {
            return false;
        }
        let between = &self.words[from + 1..first];
        let named = |at: usize| {
            let names = self.found.iter().filter(|found| !matches!(found.what, Meaning::Cue(_)));
            names.into_iter().any(|name| name.first <= at && at <= name.last)
        };
        let comma = self.words[from + 1..=first].iter().any(|word| word.join == Join::Comma);
        if !comma {
            let small = |word: &str| PRIOR.contains(&word) || is_link(word) || word == "nor";
            return between.iter().enumerate().all(|(offset, word)| {
                let at = from + 1 + offset;
                small(&word.folded) || between.len() > 1 && named(at)
            });
        }
        // A list that ends in "or" goes on across its commas.
        let to = self.clause(first).end;
        let alternative = |at: &usize| matches!(self.words[*at].folded.as_str(), "or" | "nor");
        let Some(end) = (from + 1..to).find(alternative) else { return false };
        first <= end + 2
            && (from + 1..end)
                .all(|at| named(at) || PRIOR.contains(&self.words[at].folded.as_str()))
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
