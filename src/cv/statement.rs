//! One line of a CV: its tokens, the competencies that it names, and what its words say around
//! them.

use std::ops::Range;

use crate::advert::Named;
use crate::advert::phrase_matcher::Match;
use crate::advert::token::{Boundary, Token};
use crate::cv::lexicon::Cue;

pub struct Statement<'s, 't> {
    pub text: &'s str,
    pub tokens: &'s [Token<'t>],
    pub named: &'s [Named],
    pub cues: Vec<Match<Cue>>,
}

/// The most words in a list of names that are none.
const OTHERS: usize = 3;

impl Statement<'_, '_> {
    /// The sentence around a name; bullets and bars end none.
    pub fn sentence(&self, name: &Named) -> String {
        let ends = |at: &usize| {
            // Words that were glossed by several have one place.
            let before = self.text.get(self.tokens[*at - 1].end()..self.tokens[*at].at);
            self.tokens[*at].boundary >= Boundary::Sentence
                && before.is_some_and(|before| before.contains(['.', '!', '?']))
        };
        let from = (1..=name.first).rev().find(ends).unwrap_or(0);
        let to = (name.last + 1..self.tokens.len()).find(ends);
        let from = if from == 0 { 0 } else { self.tokens[from].at };
        self.text[from..to.map_or(self.text.len(), |to| self.tokens[to].at)].trim().to_owned()
    }

    /// The tokens of the clause around a token.
    pub fn clause(&self, at: usize) -> Range<usize> {
        let ends = |at: &usize| self.tokens[*at].boundary >= Boundary::Clause;
        let from = (1..=at).rev().find(ends).unwrap_or(0);
        from..(at + 1..self.tokens.len()).find(ends).unwrap_or(self.tokens.len())
    }

    pub fn contrasts(&self, from: usize, to: usize) -> bool {
        self.cues.iter().any(|cue| cue.what == Cue::Contrast && from < cue.first && cue.last < to)
    }

    /// Whether what began before token `to` still holds there: each comma between the two divides
    /// names of one list.
    pub fn is_listed(&self, from: usize, to: usize) -> bool {
        (from + 1..=to).filter(|&at| self.tokens[at].boundary == Boundary::Comma).all(|at| {
            self.tokens[at].is("or nor and") || self.named.iter().any(|name| name.first == at)
        })
    }

    /// Cues that stand directly behind a name and speak of it alone: `Python (advanced)`, `Excel –
    /// expert`.
    pub fn behind(&self, name: &Named) -> impl Iterator<Item = &Match<Cue>> {
        let is_adverb = |at: &usize| {
            self.tokens.get(*at).is_some_and(|token| token.is("currently still now just very"))
        };
        let last = self.label_end(name);
        let behind = last + 1..self.tokens.len();
        let first = behind.clone().find(|at| !is_adverb(at)).unwrap_or(behind.start);
        let is_end = |at: usize| {
            self.tokens
                .get(at)
                .is_none_or(|next| next.boundary >= Boundary::Comma || next.depth > 0)
        };
        let is_set_apart = self
            .tokens
            .get(last + 1)
            .is_some_and(|next| matches!(next.boundary, Boundary::Break | Boundary::Space));
        self.cues
            .iter()
            .filter(move |cue| is_set_apart && cue.first == first && is_end(cue.last + 1))
    }

    /// The last token of the names that a colon ends, if this is one of them: `Python, pandas:
    /// comfortable`; a few words among them may be no names.
    fn label_end(&self, name: &Named) -> usize {
        let (mut last, mut others) = (name.last, 0);
        loop {
            let Some(next) = self.tokens.get(last + 1) else { return name.last };
            if next.after_colon {
                return last;
            }
            let at = last + 1 + usize::from(next.is("and or und et y"));
            let following = self.named.iter().find(|other| other.first == at);
            match following.filter(|_| next.boundary <= Boundary::Comma) {
                Some(following) => last = following.last,
                None if next.boundary == Boundary::Comma && others < OTHERS => {
                    (last, others) = (last + 1, others + 1);
                }
                None => return name.last,
            }
        }
    }

    pub fn words(&self, first: usize, last: usize) -> String {
        self.text[self.tokens[first].at..self.tokens[last].end()].to_owned()
    }
}
