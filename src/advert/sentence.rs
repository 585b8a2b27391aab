//! One sentence of an advert, and what it asks for: each name with its strength, level and group.

use std::ops::Range;

use crate::advert::Strength;
use crate::advert::automaton::Found;
use crate::advert::cues::{Cue, Section};
use crate::advert::vocabulary::Meaning;
use crate::advert::words::{Join, Word};
use crate::knowledge::model::{CompetencyId, Kb};
use crate::knowledge::words::Level;

/// A competency named in a sentence: words `first..=last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    pub competency: CompetencyId,
    pub first: usize,
    pub last: usize,
    pub strength: Strength,
    pub level: Option<Level>,
    /// Those with the same number are alternatives.
    pub group: Option<usize>,
}

/// A sentence with what was found in it.
pub struct Sentence<'s, 't> {
    pub words: &'s [Word<'t>],
    pub found: Vec<Found<Meaning>>,
    pub section: Section,
    /// Words at which something else begins to be said, beside the clauses.
    anew: Vec<usize>,
}

impl<'s, 't> Sentence<'s, 't> {
    pub fn new(words: &'s [Word<'t>], mut found: Vec<Found<Meaning>>, section: Section) -> Self {
        let word = |at: usize| words.get(at).map(|word| word.folded.as_str());
        // "We need to grow" needs nothing of a person.
        found.retain(|found| {
            let ours = found.what == Meaning::Cue(Cue::RequiredAfter)
                && word(found.first) == Some("we")
                && matches!(word(found.last), Some("need" | "want" | "seek"));
            !ours || word(found.last + 1) != Some("to")
        });
        let mut sentence = Self { words, found, section, anew: Vec::new() };
        sentence.anew = (1..words.len()).filter(|&at| sentence.states_anew(at)).collect();
        sentence
    }

    pub fn cues(&self, wanted: Cue) -> impl Iterator<Item = &Found<Meaning>> {
        self.found.iter().filter(move |found| found.what == Meaning::Cue(wanted))
    }

    pub fn says(&self, wanted: Cue) -> bool {
        self.cues(wanted).next().is_some()
    }

    /// Whether the sentence is about the post at all.
    pub fn is_about_the_post(&self) -> bool {
        self.section != Section::Aside && !self.says(Cue::Aside)
    }

    /// Whether the sentence tells by itself that it is about the post, where no heading does.
    pub fn speaks_of_the_post(&self) -> bool {
        let cues =
            [Cue::Addresses, Cue::Has, Cue::RequiredAfter, Cue::RequiredBefore, Cue::NiceBefore];
        self.section != Section::Lead
            || cues.into_iter().any(|cue| self.says(cue))
            || self.begins_with(Cue::Able)
    }

    /// `Java, Python, ideally R`: hardly a word that is no name.
    pub(super) fn is_a_list_of(&self, names: &[Mention]) -> bool {
        const SHORT: usize = 12;
        let named: usize = names.iter().map(|name| name.last - name.first + 1).sum();
        let small = |at: usize| {
            let folded = self.words[at].folded.as_str();
            is_link(folded)
                || folded == "needed"
                || self.cues(Cue::NiceNext).any(|cue| cue.first <= at && at <= cue.last)
        };
        let said = (0..self.words.len()).filter(|&at| !small(at)).count();
        self.words.len() <= SHORT && 2 * named > said
    }

    /// Names and wordings of competencies that a word is a part of.
    pub(super) fn names_at(&self, at: usize) -> impl Iterator<Item = &Found<Meaning>> {
        let names = self.found.iter().filter(|found| !matches!(found.what, Meaning::Cue(_)));
        names.filter(move |name| name.first <= at && at <= name.last)
    }

    pub(super) fn begins_with(&self, wanted: Cue) -> bool {
        self.cues(wanted).any(|cue| cue.first == 0)
    }

    /// Whether the sentence says that the things it introduces are welcome: "the following are a
    /// plus".
    pub fn introduces_wishes(&self) -> bool {
        let wish = self.says(Cue::NiceBefore) || self.says(Cue::NiceAfter);
        wish && self.words.iter().any(|word| word.folded == "following")
    }

    /// What is named in so many words, asked for or not.
    pub fn named(&self, kb: &Kb) -> Vec<CompetencyId> {
        let is_name = |mention: &Mention| {
            self.found.iter().any(|found| {
                matches!(found.what, Meaning::Name(_) | Meaning::Ambiguous(..))
                    && (found.first, found.last) == (mention.first, mention.last)
            })
        };
        self.names(kb).iter().filter(|name| is_name(name)).map(|name| name.competency).collect()
    }

    /// All mentions outside of the words `left_out`.
    pub fn mentions(&self, kb: &Kb, left_out: &[Range<usize>]) -> Vec<Mention> {
        let mut names = self.names(kb);
        names.retain(|name| !left_out.iter().any(|range| range.contains(&name.first)));
        names.retain(|name| !self.is_denied(name.first, name.last));
        let speaks = self.speaks_of_the_post();
        if !speaks && !self.is_a_list_of(&names) {
            return Vec::new();
        }
        let mut mentions: Vec<Mention> = names
            .iter()
            .map(|name| Mention {
                strength: self.strength(&names, name),
                level: self.level(&names, name),
                ..*name
            })
            .collect();
        self.group(&mut mentions);
        mentions
    }

    /// Whether something ends between two words.
    pub(super) fn is_parted(&self, first: usize, last: usize) -> bool {
        (first + 1..=last).any(|at| self.words[at].join >= Join::Clause)
    }

    /// The words of a clause around a word.
    pub(super) fn clause(&self, at: usize) -> Range<usize> {
        let ends = |at: &usize| self.words[*at].join >= Join::Clause;
        let from = (1..=at).rev().find(ends).unwrap_or(0);
        let to = (at + 1..self.words.len()).find(ends).unwrap_or(self.words.len());
        from..to
    }

    /// The words around a word in which one thing is said of what is named: a clause, or the part of it
    /// between commas where another is said behind: "must have Python, nice to have Go".
    pub(super) fn statement(&self, at: usize) -> Range<usize> {
        let clause = self.clause(at);
        let from = self.anew.iter().rev().find(|&&from| from <= at).copied();
        let to = self.anew.iter().find(|&&to| to > at).copied();
        from.map_or(clause.start, |from| from.max(clause.start))
            ..to.map_or(clause.end, |to| to.min(clause.end))
    }

    fn states_anew(&self, from: usize) -> bool {
        if self.words[from].join != Join::Comma || self.words[from].depth > 0 {
            return false;
        }
        let first = from + usize::from(matches!(self.words[from].folded.as_str(), "and" | "but"));
        let Some(word) = self.words.get(first) else { return false };
        let end = self.clause(from).end;
        let named_behind = |at: usize| {
            let names = self.found.iter().filter(|found| !matches!(found.what, Meaning::Cue(_)));
            names.into_iter().any(|name| name.first > at && name.first < end)
        };
        let cue = [Cue::NiceAfter, Cue::RequiredAfter]
            .into_iter()
            .flat_map(|cue| self.cues(cue))
            .any(|cue| cue.first == first && word.folded != "plus" && named_behind(cue.last));
        cue || matches!(word.folded.as_str(), "you" | "with") && named_behind(first)
    }

    /// The words of the bracket around a word.
    pub(super) fn bracket(&self, at: usize) -> Range<usize> {
        let depth = self.words[at].depth;
        let outside = |other: &usize| self.words[*other].depth < depth;
        let from = (0..at).rev().find(outside).map_or(0, |outside| outside + 1);
        let to = (at..self.words.len()).find(outside).unwrap_or(self.words.len());
        from..to
    }
}

/// Small words between the names of a list.
pub fn is_link(folded: &str) -> bool {
    const LINKS: [&str; 14] = [
        "and",
        "or",
        "also",
        "the",
        "a",
        "an",
        "other",
        "even",
        "maybe",
        "possibly",
        "in",
        "with",
        "preferably",
        "ideally",
    ];
    LINKS.contains(&folded)
}
