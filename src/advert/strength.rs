//! How much a sentence wants what it names.

use std::ops::Range;

use crate::advert::Strength;
use crate::advert::automaton::Found;
use crate::advert::cues::{Cue, Section};
use crate::advert::sentence::{Mention, Sentence};
use crate::advert::vocabulary::Meaning;
use crate::advert::words::Join;
use crate::knowledge::model::CompetencyId;

impl Sentence<'_, '_> {
    /// What is said behind a name goes before what is said in front of it, and both before what the
    /// section says.
    pub(super) fn strength(&self, names: &[Mention], name: &Mention) -> Strength {
        let said = self.said_behind(names, name).or_else(|| self.said_in_front(names, name));
        said.unwrap_or_else(|| self.usual(names, name))
    }

    /// "... is a plus", "... required".
    fn said_behind(&self, names: &[Mention], name: &Mention) -> Option<Strength> {
        let denied = |cue: &Found<Meaning>| {
            self.cues(Cue::NotBefore).any(|not| cue.first <= not.last && not.first <= cue.last)
        };
        let nearest = |wanted: Cue| {
            let cues = self.cues(wanted).filter(|cue| {
                cue.first > name.last
                    && (wanted == Cue::NiceBefore || !denied(cue))
                    && self.reaches(cue, names, name)
                    && self.speaks_of_all(cue, names, name)
                    && !self.opens(cue)
                    && !self.has_border(name.last, cue.first)
            });
            cues.map(|cue| cue.first).min()
        };
        match (nearest(Cue::NiceBefore), nearest(Cue::RequiredBefore)) {
            (Some(nice), Some(required)) if nice < required => Some(Strength::Nice),
            (_, Some(_)) if self.section != Section::Nice => Some(Strength::Required),
            (Some(_), _) => Some(Strength::Nice),
            _ => None,
        }
    }

    /// "Ideally ...", "Desirable: ...": at the head of the statement, or opening a list.
    fn said_in_front(&self, names: &[Mention], name: &Mention) -> Option<Strength> {
        let statement = self.statement(name.first);
        let leads = |cue: &Found<Meaning>| {
            !names.iter().any(|other| statement.contains(&other.first) && other.last < cue.first)
        };
        let mut cues = self
            .cues(Cue::NiceAfter)
            .filter(|cue| cue.last < name.first && self.reaches(cue, names, name));
        let next = self
            .cues(Cue::NiceNext)
            .any(|cue| cue.last < name.first && self.reaches(cue, names, name));
        (next || cues.any(|cue| leads(cue) || self.opens(cue))).then_some(Strength::Nice)
    }

    /// What the section says, and in a section that lists no requirements the words that people have
    /// for them.
    fn usual(&self, names: &[Mention], name: &Mention) -> Strength {
        match self.section {
            Section::Required => return Strength::Required,
            Section::Nice => return Strength::Nice,
            Section::Lead | Section::Duties | Section::Aside => {}
        }
        let clause = self.clause(name.first);
        if self.section == Section::Lead && self.is_a_list_of(names) {
            return Strength::Required;
        }
        let needs = self
            .cues(Cue::RequiredAfter)
            .any(|cue| cue.last < name.first && self.reaches(cue, names, name));
        let has = self.says(Cue::Has) || self.begins_with(Cue::Able);
        let listed = self.section == Section::Lead && has && !self.says(Cue::Promises);
        let begins = self
            .cues(Cue::Has)
            .any(|cue| cue.first <= clause.start + 1 && clause.contains(&cue.first));
        if needs || listed || begins { Strength::Required } else { Strength::Duty }
    }

    /// Whether a cue speaks of a name: it stands in the same statement; what is said in brackets is said
    /// of what stands in them, or of what they follow.
    fn reaches(&self, cue: &Found<Meaning>, names: &[Mention], name: &Mention) -> bool {
        let statement = self.statement(name.first);
        if !statement.contains(&cue.first) {
            return false;
        }
        let (own, depth) = (self.words[cue.first].depth, self.words[name.first].depth);
        let bracket = self.bracket(cue.first);
        if own == 0 || bracket.contains(&name.first) {
            return own <= depth;
        }
        let speaks_of_others = names.iter().any(|other| bracket.contains(&other.first));
        let remarked = self.remarked(names, statement.start, bracket.start);
        !speaks_of_others && (bracket.start == statement.start || remarked.contains(&name.first))
    }

    /// Whether "TypeScript is a plus" speaks of an earlier item of the list as well: where an
    /// experience or a skill is the plus.
    fn speaks_of_all(&self, cue: &Found<Meaning>, names: &[Mention], name: &Mention) -> bool {
        let statement = self.statement(name.first);
        let skill = [Cue::Has, Cue::Able]
            .into_iter()
            .flat_map(|cue| self.cues(cue))
            .any(|skill| statement.contains(&skill.first) && skill.first < cue.first);
        // The wordings "is a plus", "a plus" and "plus" are all found there.
        let verb = cue.first.saturating_sub(2)..=cue.first;
        let is = self.words[verb].iter().any(|word| word.folded == "is");
        !is || skill || self.remarked(names, statement.start, cue.first).contains(&name.first)
    }

    /// What a remark is about that stands at word `at` of the statement that begins at `start`: of
    /// "Python, SQL (optional)" the last item, of "Python or SQL (optional)" both.
    fn remarked(&self, names: &[Mention], start: usize, at: usize) -> Range<usize> {
        let depth = |at: usize| self.words[at].depth;
        let is_remark = |at: usize| {
            let bracket = self.bracket(at);
            depth(at) > 0 && !names.iter().any(|name| bracket.contains(&name.first))
        };
        let mut list = false;
        let mut from = at;
        while from > start && !is_remark(from - 1) {
            from -= 1;
            list |= matches!(self.words[from].folded.as_str(), "and" | "or");
            let comma = self.words[from].join == Join::Comma && depth(from) == 0;
            if comma && (!list || self.words[from].folded == "and") {
                break;
            }
        }
        from..at
    }

    /// `Desirable: Go` speaks of what follows, and of that only.
    fn opens(&self, cue: &Found<Meaning>) -> bool {
        let depth = self.words[cue.last].depth;
        let next = self.words.get(cue.last + 1);
        next.is_some_and(|next| {
            let heads = self.bracket(cue.first).start == self.clause(cue.first).start;
            next.join == Join::Break && (next.depth >= depth || heads)
        })
    }

    /// Whether between two words something else begins to be said.
    fn has_border(&self, from: usize, to: usize) -> bool {
        [Cue::Has, Cue::RequiredBefore, Cue::NiceBefore]
            .into_iter()
            .flat_map(|cue| self.cues(cue))
            .any(|found| found.first > from && found.last < to)
    }

    /// How much what stands at a word is wanted, if it is no competency, beside names and others of its
    /// sort.
    pub(super) fn strength_at(&self, names: &[Mention], at: usize, others: &[usize]) -> Strength {
        let mention = |at: usize| Mention {
            competency: CompetencyId(0),
            first: at,
            last: at,
            strength: Strength::Duty,
            level: None,
            group: None,
        };
        let others = others.iter().map(|&at| mention(at));
        let others: Vec<Mention> = others.chain(names.iter().copied()).collect();
        match self.strength(&others, &mention(at)) {
            // Nobody studies or grows older in the post.
            Strength::Duty => Strength::Required,
            other => other,
        }
    }
}
