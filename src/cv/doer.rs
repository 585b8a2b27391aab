//! Whose work it is that a line names: the writer's, or other people's.

use crate::advert::Named;
use crate::advert::token::Boundary;
use crate::cv::lexicon::{Cue, LEXICON};
use crate::cv::statement::Statement;

impl Statement<'_, '_> {
    /// Whether others did it: "managed Java developers", "with a team that ran Kafka", "run by the
    /// platform team".
    pub fn is_of_others(&self, name: &Named) -> bool {
        let clause = self.clause(name.first);
        clause.clone().filter(|&at| LEXICON.people.has(&self.tokens[at])).any(|people| {
            let is_named = self.named.iter().any(|name| (name.first..=name.last).contains(&people));
            if people > name.last {
                return self.is_attached(name, people) || self.is_done_by(name, people);
            }
            !is_named && self.follows_who(name, people)
        })
    }

    /// `two Java developers` behind "managed": the name is part of what the people are called.
    fn is_attached(&self, name: &Named, people: usize) -> bool {
        let is_close = (name.last + 1..=people).all(|at| {
            self.tokens[at].boundary < Boundary::Comma
                && (LEXICON.people.has(&self.tokens[at])
                    || self.tokens[at].is("and or")
                    || self.named.iter().any(|name| (name.first..=name.last).contains(&at)))
        });
        let clause = self.clause(name.first);
        let lead = clause.start..name.first;
        let beside = lead.clone().rev().take(6).find(|&at| LEXICON.beside.has(&self.tokens[at]));
        is_close
            && beside.is_some_and(|beside| {
                (beside + 1..name.first).all(|at| {
                    let token = &self.tokens[at];
                    token.boundary < Boundary::Comma
                        && !token.normalized.ends_with("ing")
                        && !self.tokens[beside].is("to") | token.is("the our")
                })
            })
    }

    /// `Kafka, maintained by the platform team`.
    fn is_done_by(&self, name: &Named, people: usize) -> bool {
        let mut by = (name.last + 1..people).rev().take(5);
        by.any(|at| {
            self.tokens[at].is("by")
                && at > 0
                && LEXICON.their_work.has(&self.tokens[at - 1])
                && !self.named.iter().any(|other| other.first > name.last && other.last < at)
        })
    }

    /// `engineers who run Kafka`: the name stands in what is said of the people.
    fn follows_who(&self, name: &Named, people: usize) -> bool {
        let behind = people + 1..name.first;
        let who = self.tokens.get(people + 1).is_some_and(|next| LEXICON.who.has(next));
        let mut before = (0..people).rev().take(8);
        let is_beside = before.any(|at| {
            LEXICON.beside.has(&self.tokens[at]) || self.tokens[at].is("my our another other")
        });
        // "a team of three to build", "and I wrote"
        let returns = behind.clone().any(|at| self.tokens[at].is("to i and my while"));
        let is_own = returns && !behind.clone().any(|at| self.tokens[at].is("and"));
        who && is_beside && !is_own && !self.contrasts(people, name.first)
    }

    /// Whether the sentence is about the employer.
    pub fn is_of_the_employer(&self, name: &Named) -> bool {
        let clause = self.clause(name.first);
        self.cues.iter().any(|cue| cue.what == Cue::Company && clause.contains(&cue.first))
    }

    /// Whether it is part of the name of a school: `Institute of Machine Learning`.
    pub fn is_of_a_school(&self, name: &Named) -> bool {
        let before =
            (0..name.first).rev().take_while(|&at| self.tokens[at + 1].boundary < Boundary::Comma);
        let mut before = before.take(6);
        before.any(|at| {
            LEXICON.school.has(&self.tokens[at])
                && self.tokens.get(at + 1).is_some_and(|next| next.is("of for"))
        })
    }
}
