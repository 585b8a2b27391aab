//! Whose a thing is of which a line speaks: `a vendor's model`, `training is theirs`, `Tools of the
//! client: Kafka`.

use crate::advert::Named;
use crate::advert::token::{Boundary, Token};
use crate::cv::doer::{is_glossed, is_verb};
use crate::cv::lexicon::LEXICON;
use crate::cv::statement::Statement;

/// The most words between an owner and what is owned.
const PHRASE: usize = 4;

impl Statement<'_, '_> {
    /// Whether what is named belongs to others, by the words in front of it or by how its clause
    /// ends.
    pub fn is_owned(&self, name: &Named) -> bool {
        self.has_owner(name) || self.is_theirs(name) || self.is_supplied(name)
    }

    /// `a vendor's Kafka cluster`; not `Rebuilt the team's Kafka cluster`.
    fn has_owner(&self, name: &Named) -> bool {
        let is_joined = |at: &usize| self.tokens[at + 1].boundary == Boundary::Space;
        let phrase = (0..name.first).rev().take_while(is_joined).take(PHRASE);
        let owner = phrase
            .take_while(|&at| !LEXICON.binds.has(&self.tokens[at]) && !is_verb(&self.tokens[at]))
            .find(|&at| is_owner(&self.tokens[at]));
        owner.is_some_and(|owner| {
            let mut before = self.clause(owner).start..owner;
            !before.any(|at| is_verb(&self.tokens[at]))
        })
    }

    /// `the Kafka connector of a vendor`
    fn is_supplied(&self, name: &Named) -> bool {
        let behind = (name.last + 1..self.tokens.len()).take(PHRASE);
        let mut behind = behind.take_while(|&at| self.tokens[at].boundary == Boundary::Space);
        let is_supplier = |at: usize| {
            let next = self.tokens.get(at + 1).zip(self.tokens.get(at + 2));
            next.is_some_and(|(first, second)| {
                LEXICON.determiner.has(first) && LEXICON.supplier.has(second)
            })
        };
        behind.any(|at| self.tokens[at].is("of from von") && is_supplier(at))
    }

    /// `The team's models live in Databricks`, at "The"; not `My master's thesis compares`.
    pub fn has_owned_subject(&self, at: usize) -> bool {
        let follows = |at: &usize| self.tokens[*at].boundary == Boundary::Space;
        let end = self.tokens.len().min(at + 1 + PHRASE);
        let mut near = (at..end)
            .take_while(|next| *next == at || follows(next) && !is_verb(&self.tokens[*next]));
        let is_foreign = self.tokens[at].is("the a an another") || is_owner(&self.tokens[at]);
        let is_owner = |at: &usize| {
            is_owner(&self.tokens[*at])
                || is_foreign && is_possessive(&self.tokens[*at]) && !self.names_degree(*at)
        };
        near.find(is_owner).is_some_and(|owner| {
            let end = self.tokens.len().min(owner + PHRASE);
            let mut behind = (owner + 1..end)
                .take_while(|next| follows(next) && !LEXICON.binds.has(&self.tokens[*next]));
            behind.any(|next| is_verb(&self.tokens[next]))
        })
    }

    /// `master's`
    fn names_degree(&self, at: usize) -> bool {
        let word = self.tokens[at].text.split(['\'', '\u{2019}']).next().unwrap_or_default();
        LEXICON.degree.values().any(|words| words.holds(&word.to_lowercase()))
    }

    /// `Training and data are theirs`, `the language model is D. Lee's`.
    fn is_theirs(&self, name: &Named) -> bool {
        let clause = self.clause(name.first);
        let last = &self.tokens[clause.end - 1];
        let is_name = last.is_capitalized() && is_possessive(last);
        let is_said = || clause.clone().any(|at| self.tokens[at].is("is are was were"));
        LEXICON.theirs.has(last) || (is_name || is_owner(last)) && is_said()
    }

    /// `Tools of my department: Spark`, `Client environment: Kafka`, behind the colon; not `Member
    /// of the team: Python`.
    pub fn is_label_of_people(&self, at: usize) -> bool {
        let label = self.clause(at).start..at;
        if !self.tokens[at].after_colon || label.clone().any(|at| is_verb(&self.tokens[at])) {
            return false;
        }
        let is_in = |at: usize, words: &str| self.tokens[at].is(words);
        let is_member = LEXICON.people.has(&self.tokens[label.start]) || is_in(label.start, "part");
        let are_others = |people: usize| {
            let token = &self.tokens[people];
            let mut before = people.saturating_sub(3).max(label.start)..people;
            let mut all = label.clone();
            LEXICON.outsider.has(token)
                && label.clone().any(|at| LEXICON.systems.has(&self.tokens[at]))
                || (self.are_several(people) || LEXICON.group.has(token))
                    && (all.any(|at| is_in(at, "my our their"))
                        || !is_member && before.any(|at| is_in(at, "of at beim vom des de du")))
        };
        !is_in(label.start, "for fur pour") && label.clone().any(are_others)
    }

    /// `; Mei deployed it`, `, Arun wrote the server`: somebody by name, and what they did. At the
    /// beginning of a sentence any word is capitalized.
    pub fn is_somebody(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_name = token.text.chars().count() > 2
            && token.text.starts_with(char::is_uppercase)
            && token.text.chars().skip(1).all(char::is_lowercase)
            && !is_glossed(token)
            && !token.text.ends_with("ly")
            && !is_verb(token)
            && !self.named.iter().any(|name| (name.first..=name.last).contains(&at));
        let behind = |back: usize| {
            self.tokens.get(at + back).filter(|next| next.boundary == Boundary::Space)
        };
        let is_past = |verb: &Token<'_>| {
            LEXICON.making.has(verb) || verb.normalized.ends_with("ed") || verb.is("ran did made")
        };
        let is_lower = |word: &Token<'_>| word.text.starts_with(char::is_lowercase);
        let acts =
            behind(1).is_some_and(|verb| is_lower(verb) && is_past(verb) && !is_glossed(verb));
        let has_object = || behind(2).is_some_and(|next| !LEXICON.binds.has(next));
        at > 0 && token.boundary < Boundary::Sentence && is_name && acts && has_object()
    }
}

fn is_possessive(token: &Token<'_>) -> bool {
    token.text.ends_with("'s") || token.text.ends_with("\u{2019}s") || token.text.ends_with("s'")
}

/// `vendor's`
fn is_owner(token: &Token<'_>) -> bool {
    let (person, _) = token.text.split_once(['\'', '\u{2019}']).unwrap_or_default();
    is_possessive(token) && LEXICON.people.holds(&person.trim_end_matches('s').to_lowercase())
}
