//! At which level a sentence wants what it names.

use crate::advert::automaton::Found;
use crate::advert::cues::Cue;
use crate::advert::sentence::{Mention, Sentence};
use crate::advert::vocabulary::Meaning;
use crate::advert::words::Join;
use crate::knowledge::words::Level;

impl Sentence<'_, '_> {
    /// The level that is asked for of a name, if one is: by the words right behind it, "SQL (basics)",
    /// or by those in front.
    pub(super) fn level(&self, names: &[Mention], name: &Mention) -> Option<Level> {
        const LEVELS: [(Cue, Level); 3] = [
            (Cue::Expert, Level::Proficient),
            (Cue::Able, Level::Working),
            (Cue::Beginner, Level::Aware),
        ];
        let said = || {
            let cues = LEVELS.into_iter().map(|(cue, level)| (self.cues(cue), level));
            cues.flat_map(|(found, level)| found.map(move |found| (found, level)))
        };
        // Of a name that it follows directly a level speaks, and of no other; `Able` words are those
        // of every list.
        let behind = |found: &Found<Meaning>, level: Level, name: &Mention| {
            found.first == name.last + 1
                && level != Level::Working
                && !matches!(self.words[found.first].join, Join::Comma | Join::Clause)
                && !self.is_followed_by_name(found, names)
        };
        if let Some((_, level)) = said().find(|&(found, level)| behind(found, level, name)) {
            return Some(level);
        }
        let clause = self.clause(name.first);
        let depth = self.words[name.first].depth;
        let in_front = said().filter(|&(found, level)| {
            clause.contains(&found.first)
                && found.first < name.first
                && self.words[found.first].depth <= depth
                && !names.iter().any(|other| behind(found, level, other))
        });
        // Of one word, the higher: "highly proficient".
        in_front.max_by_key(|&(found, level)| (found.first, level)).map(|(_, level)| level)
    }

    /// Whether a name stands right behind a cue, or after a small word: "basic Docker".
    fn is_followed_by_name(&self, cue: &Found<Meaning>, names: &[Mention]) -> bool {
        let small = |at: usize| {
            matches!(self.words[at].folded.as_str(), "of" | "in" | "with" | "knowledge" | "skill")
        };
        names.iter().any(|other| {
            other.first > cue.last
                && (cue.last + 1..other.first).all(small)
                && (cue.last + 1..=other.first).all(|at| self.words[at].join < Join::Comma)
        })
    }
}
