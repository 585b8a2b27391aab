//! What an advert asks for, gathered mention by mention into one ask per competency.

use std::cmp::Reverse;

use itertools::Itertools as _;

use crate::advert::sentence::Mention;
use crate::advert::{Advert, Ask, Degree, EnoughDegree, Language, Strength, Want, Years};
use crate::knowledge::model::CompetencyId;
use crate::knowledge::vocabulary::Level;

/// What was found, in the order of the text.
#[derive(Default)]
pub struct Gathered {
    /// Without what the other fields hold.
    pub advert: Advert,
    /// Each with the words that name it and their byte offset.
    pub mentions: Vec<(Mention, (usize, String))>,
    /// Whether asked for or not.
    pub named: Vec<CompetencyId>,
    /// Each with the degree that it is asked for with.
    pub years: Vec<(Years, Option<Degree>)>,
    /// What each sentence about degrees takes for enough.
    pub enough: Vec<EnoughDegree>,
    /// Fields of study.
    pub fields: Vec<String>,
}

impl Gathered {
    /// A list that is repeated counts once, as it is wanted most.
    pub fn add_list(&mut self, list: Want) {
        match self.advert.one_of.iter_mut().find(|known| known.any.keys().eq(list.any.keys())) {
            Some(known) if list.strength > known.strength => *known = list,
            Some(known) if list.strength == known.strength => {
                for (competency, level) in &mut known.any {
                    *level = list.any[competency].max(*level);
                }
            }
            Some(_) => {}
            None => self.advert.one_of.push(list),
        }
    }

    pub fn finish(self, language: Option<Language>) -> Advert {
        let mentions = self.mentions.into_iter().into_group_map_by(|(named, _)| named.competency);
        let named = self.named.into_iter().unique().filter(|named| !mentions.contains_key(named));
        let mut degree = enough(self.enough);
        let all_years = settle(self.years, degree.as_mut());
        let required = all_years.iter().filter(|years| years.strength == Strength::Required);
        // Of equal ones, what is said of the work as a whole, and first.
        let demand = |years: &&Years| (years.strength, years.least, years.with.is_none());
        Advert {
            required_years: required.map(|years| years.least).max(),
            mentioned_only: named.collect(),
            asks: mentions
                .into_values()
                .filter_map(ask)
                .sorted_by_key(|ask| (ask.proof[0].0, ask.competency))
                .collect(),
            years: all_years.iter().rev().max_by_key(demand).cloned(),
            all_years,
            degree,
            knockouts: self
                .advert
                .knockouts
                .into_iter()
                .sorted_by_key(|knockout| Reverse(knockout.strength))
                .unique_by(|knockout| (knockout.kind, knockout.what.to_lowercase()))
                .sorted_by_key(|knockout| knockout.at)
                .collect(),
            fields: self.fields.into_iter().unique_by(|field| field.to_ascii_lowercase()).collect(),
            language,
            ..self.advert
        }
    }
}

/// The lowest of the degrees that are wanted most: a higher one is another way to the same post. A
/// degree of no particular level counts where no other is named.
fn enough(degrees: Vec<EnoughDegree>) -> Option<EnoughDegree> {
    let or_experience = degrees.iter().any(|degree| degree.or_experience);
    let order = |degree: &EnoughDegree| {
        (Reverse(degree.strength), degree.least == Degree::Any, degree.least)
    };
    let least = degrees.into_iter().min_by_key(order)?;
    Some(EnoughDegree { or_experience, ..least })
}

/// The years that are asked for. Where each of several degrees has its own number, the numbers are
/// ways to the same post: the smallest counts, and that of the lowest degree is noted with it.
fn settle(years: Vec<(Years, Option<Degree>)>, degree: Option<&mut EnoughDegree>) -> Vec<Years> {
    let required = |(years, beside): &&(Years, Option<Degree>)| {
        years.strength == Strength::Required && beside.is_some()
    };
    let tied: Vec<&(Years, Option<Degree>)> = years.iter().filter(required).collect();
    if tied.iter().map(|(_, beside)| beside).all_equal() {
        return years.into_iter().map(|(years, _)| years).collect();
    }
    if let Some(degree) = degree {
        let own = tied.iter().find(|(_, beside)| *beside == Some(degree.least));
        degree.or_years = own.map(|(years, _)| years.least);
    }
    let smallest = tied.iter().map(|(years, _)| (years.least, years.at)).min();
    let counts = |years: &Years, beside: Option<Degree>| {
        years.strength != Strength::Required
            || beside.is_none()
            || Some((years.least, years.at)) == smallest
    };
    years.into_iter().filter(|(it, beside)| counts(it, *beside)).map(|(years, _)| years).collect()
}

/// What all mentions of one competency ask for: of those with the greatest strength, the highest
/// level that is named.
fn ask(mentions: Vec<(Mention, (usize, String))>) -> Option<Ask> {
    let most = |in_lists: bool| -> Option<(Strength, Level)> {
        let counting = mentions.iter().filter(|(named, _)| in_lists || named.group.is_none());
        let (strength, level) = counting.map(|(named, _)| (named.strength, named.level)).max()?;
        Some((strength, level.unwrap_or(Level::Working)))
    };
    let (strength, level) = most(true)?;
    let alone = most(false);
    let competency = mentions[0].0.competency;
    let proof = mentions.into_iter().map(|(_, proof)| proof).collect();
    Some(Ask { competency, strength, level, proof, alone })
}
