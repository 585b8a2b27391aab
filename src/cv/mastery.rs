//! How well a line says that somebody can do something: in words, by a bar, in years.

use crate::advert::Named;
use crate::advert::phrase_matcher::Match;
use crate::advert::token::Boundary;
use crate::cv::dates::number;
use crate::cv::lexicon::{Cue, LEXICON};
use crate::cv::rating::rating;
use crate::cv::statement::Statement;

/// The longest list of names that one mark holds for.
const LIST: usize = 8;

/// How well a line says that somebody can do something, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    Aware,
    Working,
    /// Praise such as "strong": working, and no hindrance to more.
    Able,
    Expert,
}

pub fn rank(cue: Cue) -> Option<Rank> {
    match cue {
        Cue::Aware => Some(Rank::Aware),
        Cue::Working => Some(Rank::Working),
        Cue::Able => Some(Rank::Able),
        Cue::Expert => Some(Rank::Expert),
        _ => None,
    }
}

impl Statement<'_, '_> {
    /// What the line says of the level: directly behind the name, by a bar, directly before it, or
    /// by what opens its list.
    pub fn rank(&self, name: &Named) -> Option<(Rank, String)> {
        let said = |cue: &Match<Cue>| Some((rank(cue.what)?, self.words(cue.first, cue.last)));
        let behind = self.behind(name).find_map(said);
        let within =
            self.cues.iter().filter(|cue| name.first <= cue.first && cue.last <= name.last);
        let within = within.clone().find_map(said);
        behind.or_else(|| self.rating(name)).or(within).or_else(|| {
            let before = self.cues.iter().filter(|cue| cue.last < name.first);
            before.filter(|cue| self.reaches(cue, name)).filter_map(said).next_back()
        })
    }

    /// Whether what a cue says of a level holds for a name behind it.
    fn reaches(&self, cue: &Match<Cue>, name: &Named) -> bool {
        let next = &self.tokens[cue.last + 1];
        if cue.last + 1 == name.first && next.boundary == Boundary::Space {
            return true;
        }
        // `Expert: SQL, Excel`, `Expert level: SQL`
        let behind = cue.last + 1 + usize::from(next.is("level"));
        let opens = |at: usize| self.tokens[at].after_colon;
        if behind <= name.first && opens(behind) {
            return !(behind + 1..=name.first).any(opens);
        }
        let is_linked = self.tokens[cue.last].is("with in of to")
            || next.is("with in of to on at knowledge experience skill user understanding level");
        is_linked
            && self.clause(name.first).contains(&cue.first)
            && !self.contrasts(cue.last, name.first)
            && self.is_listed(cue.last, name.first)
    }

    /// Whether a bar, points or a share say that there is nothing.
    pub fn is_rated_zero(&self, name: &Named) -> bool {
        self.share(name).is_some_and(|(share, _)| share <= 0.0)
    }

    /// The share of the best that stands behind a name, or behind the others of its list: `SQL
    /// (PostgreSQL, BigQuery) ●●●●○`.
    fn share(&self, name: &Named) -> Option<(f64, String)> {
        let mut last = name.last;
        for _ in 0..LIST {
            let from = self.tokens[last].end();
            let next = self.named.iter().find(|next| next.first > last);
            let to = next.map_or(self.text.len(), |next| self.tokens[next.first].at);
            let between = self.text.get(from..to)?;
            if let Some(rated) = rating(between) {
                return Some(rated);
            }
            // `Excel, Power Query: 5/5`
            if let Some((_, rated)) = between.rsplit_once(": ").filter(|_| next.is_none()) {
                return rating(rated);
            }
            let is_list = between.trim_matches([' ', ',', '(', ')', '/', '&']);
            last = next.filter(|_| matches!(is_list, "" | "and" | "und" | "et" | "y"))?.last;
        }
        None
    }

    /// `SQL ●●●○○`, `Python 4/5`, `R: 60 %`.
    fn rating(&self, name: &Named) -> Option<(Rank, String)> {
        let (share, words) = self.share(name)?;
        let rank = match share {
            _ if share <= 0.4 => Rank::Aware,
            _ if share <= 0.8 => Rank::Working,
            _ => Rank::Expert,
        };
        Some((rank, words))
    }

    /// Years of experience: "five years of SQL and R", `Java (10 years)`.
    pub fn years(&self, name: &Named) -> Option<u32> {
        let is_year = |at: usize| LEXICON.year.has(&self.tokens[at]);
        let length = |at: usize| {
            let number = number(&self.tokens[at - 1].normalized)?;
            Some(if LEXICON.months.has(&self.tokens[at]) { number / 12 } else { number })
        };
        let all = (1..self.tokens.len()).filter_map(|at| {
            // "four of them with Kafka"
            let of_them = self.tokens[at].is("of")
                && self.tokens.get(at + 1).is_some_and(|next| next.is("them those which"))
                && (0..at).any(is_year);
            let is_length = is_year(at) || of_them || LEXICON.months.has(&self.tokens[at]);
            Some((at, length(at).filter(|_| is_length)?))
        });
        let speaks_of_next =
            |at: usize| self.tokens.get(at + 1).is_some_and(|next| next.is("of with in as mit"));
        let behind = |at: usize| at == name.last + 2 && !speaks_of_next(at);
        let is_filler = |at: usize| {
            self.tokens[at].is("of with in using experience professional and or hand on practical \
                                commercial as a the work working programming them those which")
                || self.named.iter().any(|name| (name.first..=name.last).contains(&at))
        };
        let before = |at: usize| {
            let clause = self.clause(name.first);
            let is_within = self.tokens[at].depth > self.tokens[name.first].depth;
            at < name.first
                && clause.contains(&at)
                && !is_within
                && (at + 1..name.first).all(is_filler)
        };
        let longest = |is_said: &dyn Fn(usize) -> bool| {
            all.clone().filter(|&(at, _)| is_said(at)).map(|(_, years)| years).max()
        };
        longest(&behind).or_else(|| longest(&before))
    }
}
