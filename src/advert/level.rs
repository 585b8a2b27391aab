//! The level at which a sentence wants what it names.

use crate::advert::lexicon::Cue;
use crate::advert::phrase_matcher::Match;
use crate::advert::sentence::{Mention, Sentence};
use crate::advert::token::Boundary;
use crate::advert::vocabulary::Meaning;
use crate::knowledge::vocabulary::Level;

impl Sentence<'_, '_> {
    /// The level that is asked for, if one is: by the words directly behind the name, "SQL
    /// (basics)", or by those in front of it.
    pub(super) fn level(&self, name: &Mention) -> Option<Level> {
        const LEVELS: [(Cue, Level); 3] = [
            (Cue::Expert, Level::Proficient),
            (Cue::Able, Level::Working),
            (Cue::Beginner, Level::Aware),
        ];
        let said = || {
            LEVELS.into_iter().flat_map(|(cue, level)| self.cues(cue).map(move |cue| (cue, level)))
        };
        // Directly behind a name a cue speaks of that name alone. The words for `working` are too
        // common to do so.
        let is_behind = |cue: &Match<Meaning>, level: Level, name: &Mention| {
            cue.first == name.last + 1
                && level != Level::Working
                && !matches!(self.tokens[cue.first].boundary, Boundary::Comma | Boundary::Clause)
                && !self.is_followed_by_name(cue)
        };
        if let Some((_, level)) = said().find(|&(cue, level)| is_behind(cue, level, name)) {
            return Some(level);
        }
        let clause = self.clause(name.first);
        let depth = self.tokens[name.first].depth;
        let in_front = said().filter(|&(cue, level)| {
            clause.contains(&cue.first)
                && cue.first < name.first
                && self.tokens[cue.first].depth <= depth
                && !self.names.iter().any(|other| is_behind(cue, level, other))
        });
        // Of two at the same token the higher counts: "highly proficient".
        in_front.max_by_key(|&(cue, level)| (cue.first, level)).map(|(_, level)| level)
    }

    /// Whether a name stands behind a cue, directly or after a small word: "basic Docker".
    fn is_followed_by_name(&self, cue: &Match<Meaning>) -> bool {
        self.names.iter().any(|other| {
            other.first > cue.last
                && self.tokens[cue.last + 1..other.first]
                    .iter()
                    .all(|token| token.is("of in with knowledge skill"))
                && self.tokens[cue.last + 1..=other.first]
                    .iter()
                    .all(|token| token.boundary < Boundary::Comma)
        })
    }
}
