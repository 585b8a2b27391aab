//! The market: what job adverts ask for, as data.

use std::collections::HashMap;
use std::hash::Hash;

use bitcode::{Decode, Encode};

use crate::knowledge::model::{CompetencyId, Skills};
use crate::knowledge::rows::Rows;
use crate::knowledge::vocabulary::{Level, vocabulary};

vocabulary! {
    /// How much experience a post asks for.
    Seniority {
        Entry = "entry",
        Mid = "mid",
        Senior = "senior",
    }
}

/// A competency and its level; of several, the competencies rising, one is enough.
pub type Ask = (CompetencyId, Level);

/// A sample of job adverts: what each asks for.
///
/// Every plan reads it, so what adverts have in common is there once, and all of it in few rows of
/// memory.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct Market {
    /// Where the adverts are from, and what they do not stand for.
    pub sample: String,
    /// Months, and kinds of posts.
    words: Vec<String>,
    wants: Rows<Ask>,
    heads: Vec<Head>,
    /// By advert, the positions of what it asks for.
    requires: Rows<usize>,
    names: Rows<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
struct Head {
    month: usize,
    post: usize,
    seniority: Seniority,
}

/// What one advert asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    /// When it appeared: `2026-01`, or `2026` where the month is not known.
    pub month: String,
    /// The kind of post, such as `ml-engineer`; roles name the kinds that count for them.
    pub post: String,
    pub seniority: Seniority,
    /// What it requires. Of each, one competency at its level is enough.
    pub requires: Vec<Skills>,
    /// What it names besides: nice to have, or part of the work.
    pub names: Vec<Skills>,
}

/// A [`Posting`] of a market.
#[derive(Debug, Clone, Copy)]
pub struct PostingRef<'a> {
    market: &'a Market,
    number: usize,
}

impl Market {
    pub fn new(sample: String, postings: impl IntoIterator<Item = Posting>) -> Self {
        let mut market = Builder::new(sample);
        for Posting { month, post, seniority, requires, names } in postings {
            let [requires, names] = [requires, names]
                .map(|all| all.into_iter().map(|any| market.want(any.into_iter())).collect());
            market.add((&month, &post, seniority), requires, names);
        }
        market.done()
    }

    pub fn len(&self) -> usize {
        self.heads.len()
    }

    pub fn postings(&self) -> impl Iterator<Item = PostingRef<'_>> {
        (0..self.len()).map(|number| PostingRef { market: self, number })
    }

    /// What is asked for, once each.
    pub fn wants(&self) -> &Rows<Ask> {
        &self.wants
    }

    /// This market with the adverts of another one.
    #[must_use]
    pub fn with(self, other: &Self) -> Self {
        let sample = format!("{} {}", self.sample, other.sample);
        let mut market = Builder::onto(Self { sample, ..self });
        let places: Vec<usize> =
            other.wants.iter().map(|any| market.want(any.iter().copied())).collect();
        let moved = |own: &[usize]| own.iter().map(|&want| places[want]).collect();
        for posting in other.postings() {
            let head = (posting.month(), posting.post(), posting.seniority());
            market.add(head, moved(posting.required()), moved(posting.named()));
        }
        market.done()
    }

    /// With other numbers for its competencies, and without those that get none.
    #[must_use]
    pub fn renumbered(self, number: impl Fn(CompetencyId) -> Option<CompetencyId>) -> Self {
        let mut wants = Rows::default();
        for any in self.wants.iter() {
            let any = any.iter().filter_map(|&(before, level)| Some((number(before)?, level)));
            wants.push(any.collect::<Skills>());
        }
        Self { wants, ..self }
    }
}

impl<'a> PostingRef<'a> {
    pub fn month(self) -> &'a str {
        &self.market.words[self.market.heads[self.number].month]
    }

    pub fn post(self) -> &'a str {
        &self.market.words[self.market.heads[self.number].post]
    }

    pub fn seniority(self) -> Seniority {
        self.market.heads[self.number].seniority
    }

    pub fn requires(self) -> impl Iterator<Item = &'a [Ask]> {
        self.required().iter().map(move |&want| self.market.wants.get(want))
    }

    pub fn names(self) -> impl Iterator<Item = &'a [Ask]> {
        self.named().iter().map(move |&want| self.market.wants.get(want))
    }

    /// The positions among [`Market::wants`] of what it requires.
    pub fn required(self) -> &'a [usize] {
        self.market.requires.get(self.number)
    }

    fn named(self) -> &'a [usize] {
        self.market.names.get(self.number)
    }
}

/// A market to which adverts are added.
pub struct Builder {
    market: Market,
    words: Places<String>,
    wants: Places<Vec<Ask>>,
}

/// Where each of some things is.
type Places<T> = HashMap<T, usize>;

fn places<T: Eq + Hash>(all: impl Iterator<Item = T>) -> Places<T> {
    all.enumerate().map(|(place, it)| (it, place)).collect()
}

impl Builder {
    pub fn new(sample: String) -> Self {
        Self::onto(Market { sample, ..Market::default() })
    }

    /// Begins with the adverts of a market.
    fn onto(market: Market) -> Self {
        let words = places(market.words.iter().cloned());
        let wants = places(market.wants.iter().map(<[Ask]>::to_vec));
        Self { market, words, wants }
    }

    /// The position of something that is asked for: any of these.
    pub fn want(&mut self, any: impl Iterator<Item = Ask>) -> usize {
        let (all, any) = (&mut self.market.wants, any.collect::<Vec<_>>());
        *self.wants.entry(any).or_insert_with_key(|any| {
            all.push(any.iter().copied());
            all.len() - 1
        })
    }

    fn word(&mut self, word: &str) -> usize {
        self.words.get(word).copied().unwrap_or_else(|| {
            let place = self.market.words.len();
            self.market.words.push(word.to_owned());
            self.words.insert(word.to_owned(), place);
            place
        })
    }

    /// Adds an advert: its month, its kind of post, and the positions of what it asks for.
    pub fn add(
        &mut self,
        (month, post, seniority): (&str, &str, Seniority),
        requires: Vec<usize>,
        names: Vec<usize>,
    ) {
        let [month, post] = [month, post].map(|word| self.word(word));
        self.market.heads.push(Head { month, post, seniority });
        self.market.requires.push(requires);
        self.market.names.push(names);
    }

    pub fn done(self) -> Market {
        self.market
    }
}
