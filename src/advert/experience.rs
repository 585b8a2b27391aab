//! Years of experience: what they are of, and the degree that they stand beside.

use std::ops::Range;

use crate::advert::facts;
use crate::advert::lexicon::AdvertPart;
use crate::advert::sentence::Sentence;
use crate::advert::token::{Boundary, Token};
use crate::advert::{Degree, Strength};

/// Words around "experience" that say nothing of what it is of.
const GENERAL: &str = "professional relevant work working industry industrial hand on practical \
                       proven commercial total overall time prior previous related strong \
                       solid experience exp of in with the a an at least it them which those \
                       similar role position field and experienced real world progressive current \
                       recent equivalent minimum plus or more job";

/// Years of experience that a sentence asks for.
#[derive(Debug)]
pub struct YearsNamed {
    pub number: u32,
    /// The tokens that name them.
    pub tokens: Range<usize>,
    /// The tokens that say what they are of.
    pub with: Option<Range<usize>>,
    /// The degree that they are asked for with.
    pub beside: Option<Degree>,
    pub strength: Strength,
}

impl Sentence<'_, '_> {
    /// The years of experience that are asked for, beside the degrees of the sentence, each with
    /// its token.
    pub fn years(&self, degrees: &[(usize, Degree)]) -> Vec<YearsNamed> {
        let is_listed = matches!(self.part, AdvertPart::Required | AdvertPart::Nice);
        if !is_listed && self.is_about_the_company() {
            return Vec::new();
        }
        let named = facts::years(self.tokens, is_listed).into_iter();
        named
            .map(|(tokens, number)| YearsNamed {
                number,
                with: self.experience_of(&tokens),
                beside: self.degree_beside(&tokens, degrees),
                strength: self.strength_at(tokens.start, &[]),
                tokens,
            })
            .collect()
    }

    /// The tokens that say what the years in these tokens are of.
    fn experience_of(&self, years: &Range<usize>) -> Option<Range<usize>> {
        const LONGEST: usize = 8;
        const OPENERS: &str = "in with using on as across";
        let from = years.end;
        let ends = |&at: &usize| {
            self.tokens[at].boundary >= Boundary::Comma
                || self.tokens[at]
                    .is("or including plus preferred required who that is such like eg")
        };
        let end = (from..self.tokens.len()).find(ends).unwrap_or(self.tokens.len());
        let position = |from: usize, words: &str| (from..end).find(|&at| self.tokens[at].is(words));
        let experience = position(from, "experience");
        let before = experience.or_else(|| position(from, OPENERS)).unwrap_or(end);
        let behind = || {
            let next = experience.map_or(from, |at| at + 1);
            let is_doing = experience.is_some()
                && next < end
                && self.tokens[next].normalized.ends_with("ing")
                && !self.tokens[next].is(GENERAL);
            if is_doing { Some(next..end) } else { self.bare(position(next, OPENERS)? + 1..end) }
        };
        let named = || {
            let name = self.names.iter().find(|name| name.last + 1 == years.start)?;
            Some(name.first..name.last + 1)
        };
        let of = self.bare(from..before).or_else(behind).or_else(named)?;
        Some(of.start..of.end.min(of.start + LONGEST))
    }

    /// Whether what begins here is a post: "as a technical writer", "as senior editor".
    pub fn is_post(&self, start: usize) -> bool {
        let before = self.tokens[..start].iter().rev().find(|token| !token.is("a an the"));
        before.is_some_and(|token| token.is("as"))
    }

    /// A range of tokens without the general words at its ends, if any other is left.
    fn bare(&self, mut range: Range<usize>) -> Option<Range<usize>> {
        let is_general = |at: usize| self.tokens[at].is(GENERAL);
        while !range.is_empty() && is_general(range.start) {
            range.start += 1;
        }
        while !range.is_empty() && is_general(range.end - 1) {
            range.end -= 1;
        }
        (!range.is_empty()).then_some(range)
    }

    /// The degree that years are asked for with: "Master with 4 years", "4 years with a Master".
    fn degree_beside(&self, years: &Range<usize>, degrees: &[(usize, Degree)]) -> Option<Degree> {
        const NEAR: usize = 6;
        const FAR: usize = 14;
        let behind = degrees.iter().find(|&&(at, _)| {
            let between = years.end..at;
            at >= years.end
                && between.len() <= NEAR
                && between.clone().any(|at| self.tokens[at].is("with"))
                && !between.clone().any(|at| self.tokens[at].is("or"))
        });
        let in_front = degrees.iter().rev().find(|&&(at, _)| {
            at < years.start && years.start - at <= FAR && !self.crosses_clause(at, years.start)
        });
        behind.or(in_front).map(|&(_, degree)| degree)
    }

    /// Whether years belong to the lower of several degrees alone: "a doctorate, or a
    /// Master with 4 years".
    pub fn excuses_higher(&self, years: &YearsNamed, degrees: &[(usize, Degree)]) -> bool {
        let lowest = degrees.iter().map(|&(_, degree)| degree).min();
        if lowest.is_none() || years.beside != lowest {
            return false;
        }
        let own = degrees.iter().find(|&&(_, degree)| Some(degree) == lowest);
        own.is_some_and(|&(own, _)| {
            degrees.iter().any(|&(at, degree)| {
                let is_apart = || {
                    let mut between = self.tokens[at + 1..=own].windows(2);
                    between.any(|pair| {
                        pair[0].is("or")
                            && (pair[0].boundary == Boundary::Comma || pair[1].is("a an"))
                    })
                };
                Some(degree) > lowest && (at > years.tokens.start || at < own && is_apart())
            })
        })
    }

    /// Whether as much experience does instead of the degree at a token: "or equivalent
    /// experience", "or 5 years at work".
    pub fn takes_experience(&self, degree: usize) -> bool {
        const WORK: &str = "experience work practice practical combination self-taught portfolio";
        const ENDS: &str = "with and plus field discipline area subject";
        let is_work = |at: usize| {
            let rest = &self.tokens[at + 1..];
            let is_ended = |token: &&Token<'_>| token.boundary >= Boundary::Comma || token.is(ENDS);
            let segment = rest.iter().take_while(|token| !is_ended(token));
            segment.take(9).any(|token| token.is(WORK))
        };
        let behind = (degree + 1..self.tokens.len())
            .take_while(|&at| self.tokens[at].boundary < Boundary::Clause)
            .any(|at| self.tokens[at].is("or") && is_work(at));
        behind || self.is_alternative(degree)
    }

    /// Whether a degree is another way beside experience: "5 years of experience, or a
    /// doctorate".
    pub fn is_alternative(&self, degree: usize) -> bool {
        const NEAR: usize = 3;
        let or = (degree.saturating_sub(NEAR)..degree).rev().find(|&at| self.tokens[at].is("or"));
        or.is_some_and(|or| self.tokens[..or].iter().any(|token| token.is("experience year")))
    }

    /// Whether years do instead of a degree: "a degree or 5 years at work".
    pub fn replaces_degree(&self, years: &YearsNamed, degrees: &[(usize, Degree)]) -> bool {
        let start = years.tokens.start;
        let or = (start.saturating_sub(3)..start).rev().find(|&at| {
            self.tokens[at].is("or")
                && self.tokens[at + 1..start].iter().all(|token| token.is("at least minimum of a"))
        });
        let first = degrees.first().map(|&(at, _)| at);
        or.is_some_and(|or| first.is_some_and(|first| first < or))
            && years.tokens.clone().all(|at| degrees.iter().all(|&(degree, _)| degree != at))
    }
}
