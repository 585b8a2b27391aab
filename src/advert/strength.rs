//! How much a sentence wants what it names, and at which level.

use std::ops::Range;

use crate::advert::Strength;
use crate::advert::lexicon::{AdvertPart, Cue};
use crate::advert::phrase_matcher::Match;
use crate::advert::sentence::{Mention, Sentence};
use crate::advert::token::Boundary;
use crate::advert::vocabulary::Meaning;
use crate::knowledge::model::CompetencyId;
use crate::knowledge::vocabulary::Level;

impl Sentence<'_, '_> {
    /// What is said behind a name wins over what is said in front of it, and both over the part of
    /// the advert.
    pub(super) fn strength(&self, name: &Mention) -> Strength {
        self.said_behind(name)
            .or_else(|| self.said_in_front(name))
            .unwrap_or_else(|| self.by_part(name))
    }

    /// "... is a plus", "... required".
    fn said_behind(&self, name: &Mention) -> Option<Strength> {
        // Between a name and a cue these show that the name is dealt with.
        const DEALT_WITH: [Cue; 3] = [Cue::Has, Cue::RequiredBefore, Cue::NiceBefore];
        let is_negated = |cue: &Match<Meaning>| {
            self.cues(Cue::NotBefore).any(|not| cue.first <= not.last && not.first <= cue.last)
        };
        let nearest = |wanted: Cue| {
            let cues = self.cues(wanted).filter(|cue| {
                cue.first > name.last
                    && (wanted == Cue::NiceBefore || !is_negated(cue))
                    && !self.says_between(DEALT_WITH, name.last, cue.first)
                    && !self.opens_list(cue)
                    && self.reaches(cue, name)
                    && self.speaks_of_all(cue, name)
            });
            cues.map(|cue| cue.first).min()
        };
        match (nearest(Cue::NiceBefore), nearest(Cue::RequiredBefore)) {
            (Some(nice), Some(required)) if nice < required => Some(Strength::Nice),
            (_, Some(_)) if self.part != AdvertPart::Nice => Some(Strength::Required),
            (Some(_), _) => Some(Strength::Nice),
            _ => None,
        }
    }

    /// "Ideally ...", "Desirable: ...": in front of all names of the statement, or opening a list.
    fn said_in_front(&self, name: &Mention) -> Option<Strength> {
        let statement = self.statement(name.first);
        let names = self.names.iter().filter(|other| statement.contains(&other.first));
        let first_end = names.map(|other| other.last).min();
        let leads = |cue: &Match<Meaning>| first_end.is_none_or(|end| end >= cue.first);
        let in_front = |wanted: Cue| {
            self.cues(wanted).filter(|cue| cue.last < name.first && self.reaches(cue, name))
        };
        let is_nice = in_front(Cue::NiceNext).next().is_some()
            || in_front(Cue::NiceAfter).any(|cue| leads(cue) || self.opens_list(cue));
        is_nice.then_some(Strength::Nice)
    }

    /// What the part of the advert says; where it lists no requirements, the usual words for a
    /// requirement count.
    fn by_part(&self, name: &Mention) -> Strength {
        match self.part {
            AdvertPart::Required => return Strength::Required,
            AdvertPart::Nice => return Strength::Nice,
            AdvertPart::Lead | AdvertPart::Duties | AdvertPart::Boilerplate => {}
        }
        let says_required = self
            .cues(Cue::RequiredAfter)
            .any(|cue| cue.last < name.first && self.reaches(cue, name));
        let clause = self.clause(name.first);
        let begin = clause.start..clause.end.min(clause.start + 2);
        let says_has = || self.says(Cue::Has) || self.begins_with(Cue::Able);
        let is_required = says_required
            || self.cues(Cue::Has).any(|cue| begin.contains(&cue.first))
            || self.part == AdvertPart::Lead
                && (self.is_list() || says_has() && !self.says(Cue::Promises));
        if is_required { Strength::Required } else { Strength::Duty }
    }

    /// Whether a cue speaks of a name: both are in one statement. A cue in brackets speaks of what
    /// stands in them or directly in front of them.
    fn reaches(&self, cue: &Match<Meaning>, name: &Mention) -> bool {
        let statement = self.statement(name.first);
        if !statement.contains(&cue.first) {
            return false;
        }
        let depth = self.tokens[cue.first].depth;
        if depth == 0 {
            return true;
        }
        let bracket = self.bracket(cue.first);
        if bracket.contains(&name.first) {
            return depth <= self.tokens[name.first].depth;
        }
        let is_subject = || self.subject(statement.start, bracket.start).contains(&name.first);
        !self.names.iter().any(|other| bracket.contains(&other.first))
            && (bracket.start == statement.start || is_subject())
    }

    /// Whether "TypeScript is a plus" speaks of earlier items of the list as well: only if a skill
    /// or an experience is the plus.
    fn speaks_of_all(&self, cue: &Match<Meaning>, name: &Mention) -> bool {
        let statement = self.statement(name.first);
        // "is a plus", "a plus" and "plus" are all cues.
        let verb = cue.first.saturating_sub(2)..=cue.first;
        let has_verb = self.tokens[verb].iter().any(|token| token.is("is"));
        let is_skill = || {
            self.any_cues([Cue::Has, Cue::Able])
                .any(|skill| statement.contains(&skill.first) && skill.first < cue.first)
        };
        !has_verb || is_skill() || self.subject(statement.start, cue.first).contains(&name.first)
    }

    /// What a remark at token `at` is about, in a statement that begins at `start`: in
    /// "Python, SQL (optional)" the last item, in "Python or SQL (optional)" both.
    fn subject(&self, start: usize, at: usize) -> Range<usize> {
        let is_remark = |at: usize| {
            let has_name =
                |bracket: Range<usize>| self.names.iter().any(|name| bracket.contains(&name.first));
            self.tokens[at].depth > 0 && !has_name(self.bracket(at))
        };
        let mut has_link = false;
        let mut from = at;
        while from > start && !is_remark(from - 1) {
            from -= 1;
            let token = &self.tokens[from];
            has_link |= token.is("and or");
            let is_comma = token.boundary == Boundary::Comma && token.depth == 0;
            if is_comma && (!has_link || token.is("and")) {
                break;
            }
        }
        from..at
    }

    /// `Desirable: Go` speaks of what follows, and of nothing else.
    fn opens_list(&self, cue: &Match<Meaning>) -> bool {
        self.tokens.get(cue.last + 1).is_some_and(|next| {
            let heads = || self.bracket(cue.first).start == self.clause(cue.first).start;
            next.boundary == Boundary::Break
                && (next.depth >= self.tokens[cue.last].depth || heads())
        })
    }

    /// How much a degree or a number of years at a token is wanted, beside `others` and names.
    /// Neither can be a duty: the post does not bring them.
    pub(super) fn strength_at(&self, at: usize, others: &[usize]) -> Strength {
        let mention = |at: usize| Mention::new(CompetencyId(0), at, at);
        let mut beside = self.clone();
        beside.names.extend(others.iter().map(|&at| mention(at)));
        match beside.strength(&mention(at)) {
            Strength::Duty => Strength::Required,
            other => other,
        }
    }

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
