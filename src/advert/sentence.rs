//! One sentence of an advert, and the competencies that it asks for.

use std::iter::once;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::advert::Strength;
use crate::advert::lexicon::{AdvertPart, Cue};
use crate::advert::phrase_matcher::Match;
use crate::advert::token::{Boundary, Token};
use crate::advert::vocabulary::Meaning;
use crate::knowledge::model::{CompetencyId, Kb};
use crate::knowledge::vocabulary::Level;

/// Small words between the names of a list.
pub const LINKS: &str = "and or also the a an other even maybe possibly in with preferably ideally";

/// What says outright that something is wanted.
pub const WISHES: [Cue; 4] = [Cue::RequiredAfter, Cue::RequiredBefore, Cue::NiceBefore, Cue::Has];

/// Words with which a company turns to its reader.
static READER: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let words = "you your yourself candidate applicant someone somebody look looking seeking \
                 searching require required requirement must need want seek expect hire hiring \
                 role position job ideal ideally plus bonus preferred wanted";
    words.split(' ').collect()
});

/// A competency named in tokens `first..=last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    pub competency: CompetencyId,
    pub first: usize,
    pub last: usize,
    pub strength: Strength,
    pub level: Option<Level>,
    /// Mentions with the same number are alternatives.
    pub group: Option<usize>,
}

impl Mention {
    pub fn new(competency: CompetencyId, first: usize, last: usize) -> Self {
        Self { competency, first, last, strength: Strength::Duty, level: None, group: None }
    }
}

/// A sentence with what was found in it.
#[derive(Clone)]
pub struct Sentence<'s, 't> {
    pub tokens: &'s [Token<'t>],
    pub matches: Vec<Match<Meaning>>,
    pub part: AdvertPart,
    pub(super) kb: &'s Kb,
    /// Competencies that are named or described, in the order of the text.
    pub names: Vec<Mention>,
    /// Tokens at which statements begin, and the number of tokens.
    statements: Vec<usize>,
}

impl<'s, 't> Sentence<'s, 't> {
    pub fn new(
        tokens: &'s [Token<'t>],
        mut matches: Vec<Match<Meaning>>,
        part: AdvertPart,
        kb: &'s Kb,
    ) -> Self {
        // "We need to grow" asks nothing of a person; "3 plus years" are no extra.
        matches.retain(|found| {
            let (first, last) = (&tokens[found.first], &tokens[found.last]);
            let is_before =
                |words: &str| tokens.get(found.last + 1).is_some_and(|next| next.is(words));
            match found.what {
                Meaning::Cue(Cue::RequiredAfter) => {
                    !(first.is("we") && last.is("need want seek") && is_before("to"))
                }
                Meaning::Cue(Cue::NiceBefore | Cue::NiceAfter) => {
                    !(last.is("plus") && is_before("year yr"))
                }
                _ => true,
            }
        });
        let mut sentence =
            Self { tokens, matches, part, kb, names: Vec::new(), statements: Vec::new() };
        sentence.names = sentence.find_names();
        let begins = |&at: &usize| sentence.begins_statement(at);
        let begin = once(0).chain((1..tokens.len()).filter(begins));
        sentence.statements = begin.chain([tokens.len()]).collect();
        sentence
    }

    pub fn cues(&self, wanted: Cue) -> impl Iterator<Item = &Match<Meaning>> {
        self.any_cues([wanted])
    }

    pub(super) fn any_cues<const N: usize>(
        &self,
        wanted: [Cue; N],
    ) -> impl Iterator<Item = &Match<Meaning>> {
        let is_wanted = move |what| matches!(what, Meaning::Cue(cue) if wanted.contains(&cue));
        self.matches.iter().filter(move |found| is_wanted(found.what))
    }

    pub fn says(&self, wanted: Cue) -> bool {
        self.cues(wanted).next().is_some()
    }

    /// Whether one of these cues stands between two tokens.
    pub(super) fn says_between<const N: usize>(
        &self,
        wanted: [Cue; N],
        from: usize,
        to: usize,
    ) -> bool {
        self.any_cues(wanted).any(|cue| cue.first > from && cue.last < to)
    }

    pub(super) fn begins_with(&self, wanted: Cue) -> bool {
        self.cues(wanted).any(|cue| cue.first == 0)
    }

    pub fn is_boilerplate(&self) -> bool {
        self.part == AdvertPart::Boilerplate || self.says(Cue::Boilerplate)
    }

    /// Whether the heading says that the sentence is about the post, or the sentence itself does.
    pub fn is_about_the_post(&self) -> bool {
        if self.part != AdvertPart::Lead {
            return true;
        }
        if self.is_about_the_company() {
            return false;
        }
        self.says(Cue::Addresses)
            || self.any_cues(WISHES).next().is_some()
            || self.begins_with(Cue::Able)
    }

    /// "We have deep expertise in robotics": praise of the company, without a word to the reader.
    pub(super) fn is_about_the_company(&self) -> bool {
        let mut words = self.tokens.iter().map(|token| token.normalized.as_str());
        let mut cues = self.cues(Cue::RequiredAfter);
        self.tokens.iter().any(|token| token.is("we our us company ours"))
            && !words.any(|word| READER.contains(word))
            && !cues.any(|cue| !self.tokens[cue.first].is("year"))
    }

    /// `Java, Python, ideally R`: a short sentence of little else than names.
    pub(super) fn is_list(&self) -> bool {
        const SHORT: usize = 12;
        let named: usize = self.names.iter().map(|name| name.last - name.first + 1).sum();
        let is_small = |at: usize| {
            self.tokens[at].is(LINKS)
                || self.tokens[at].is("needed")
                || self.cues(Cue::NiceNext).any(|cue| cue.first <= at && at <= cue.last)
        };
        self.tokens.len() <= SHORT
            && 2 * named > (0..self.tokens.len()).filter(|&at| !is_small(at)).count()
    }

    /// Names and phrases of competencies.
    pub(super) fn name_matches(&self) -> impl Iterator<Item = &Match<Meaning>> {
        self.matches.iter().filter(|found| !matches!(found.what, Meaning::Cue(_)))
    }

    /// Whether the sentence says that what it introduces is welcome: "the following are a plus".
    pub fn introduces_wishes(&self) -> bool {
        self.any_cues([Cue::NiceBefore, Cue::NiceAfter]).next().is_some()
            && self.tokens.iter().any(|token| token.is("following"))
    }

    /// What is named outright, asked for or not.
    pub fn named(&self) -> impl Iterator<Item = CompetencyId> {
        let is_name = |mention: &&Mention| {
            self.matches.iter().any(|found| {
                matches!(found.what, Meaning::Name(_) | Meaning::Ambiguous(..))
                    && (found.first, found.last) == (mention.first, mention.last)
            })
        };
        self.names.iter().filter(is_name).map(|name| name.competency)
    }

    /// What the sentence asks for, outside the tokens of fields of study.
    pub fn mentions(mut self, fields: &[Range<usize>]) -> Vec<Mention> {
        let mut mentions = self.names.clone();
        mentions.retain(|name| {
            !fields.iter().any(|field| field.contains(&name.first))
                && !self.is_negated(name.first, name.last)
                && !self.are_colleagues(name)
        });
        self.names.clone_from(&mentions);
        if !self.is_about_the_post() && !self.is_list() {
            return Vec::new();
        }
        for mention in &mut mentions {
            mention.strength = self.strength(mention);
            mention.level = self.level(mention);
        }
        self.group(&mut mentions);
        mentions
    }

    /// Whether a clause ends between two tokens.
    pub(super) fn crosses_clause(&self, first: usize, last: usize) -> bool {
        (first + 1..=last).any(|at| self.tokens[at].boundary >= Boundary::Clause)
    }

    /// The tokens of the clause around a token.
    pub(super) fn clause(&self, at: usize) -> Range<usize> {
        let ends = |at: &usize| self.tokens[*at].boundary >= Boundary::Clause;
        let from = (1..=at).rev().find(ends).unwrap_or(0);
        let to = (at + 1..self.tokens.len()).find(ends).unwrap_or(self.tokens.len());
        from..to
    }

    /// The tokens around a token of which the same is said: a clause, or a part of it between
    /// commas: "must have Python, nice to have Go" are two statements.
    pub(super) fn statement(&self, at: usize) -> Range<usize> {
        let next = self.statements.partition_point(|&from| from <= at);
        self.statements[next - 1]..self.statements[next]
    }

    /// Whether a new statement begins at a token: a clause, or a cue or "you", "with" behind a
    /// comma, with names behind it.
    fn begins_statement(&self, from: usize) -> bool {
        if self.tokens[from].boundary >= Boundary::Clause {
            return true;
        }
        if self.tokens[from].boundary != Boundary::Comma || self.tokens[from].depth > 0 {
            return false;
        }
        let first = from + usize::from(self.tokens[from].is("and but"));
        let Some(token) = self.tokens.get(first) else { return false };
        let end = self.clause(from).end;
        let named_behind =
            |at: usize| self.name_matches().any(|name| name.first > at && name.first < end);
        let cue = self
            .any_cues([Cue::NiceAfter, Cue::RequiredAfter])
            .any(|cue| cue.first == first && named_behind(cue.last));
        cue || token.is("you with") && named_behind(first)
    }

    /// The tokens of the bracket around a token.
    pub(super) fn bracket(&self, at: usize) -> Range<usize> {
        let depth = self.tokens[at].depth;
        let outside = |other: &usize| self.tokens[*other].depth < depth;
        let from = (0..at).rev().find(outside).map_or(0, |outside| outside + 1);
        let to = (at..self.tokens.len()).find(outside).unwrap_or(self.tokens.len());
        from..to
    }
}
