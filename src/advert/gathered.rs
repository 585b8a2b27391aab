//! What an advert asks for, gathered mention by mention into one ask per competency.

use std::cmp::Reverse;

use itertools::Itertools as _;

use crate::advert::sentence::Mention;
use crate::advert::{Advert, Ask, DegreeAsk, EnoughDegree, Strength, Want, Years};
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
    pub years: Vec<Years>,
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

    pub fn finish(self, is_foreign: bool) -> Advert {
        let mentions = self.mentions.into_iter().into_group_map_by(|(named, _)| named.competency);
        let named = self.named.into_iter().unique().filter(|named| !mentions.contains_key(named));
        let required = self.years.iter().filter(|years| years.strength == Strength::Required);
        // Of equal ones, what is said of the work as a whole, and first.
        let demand = |years: &&Years| (years.strength, years.least, years.with.is_none());
        let most = self.years.iter().rev().max_by_key(demand);
        Advert {
            required_years: required.map(|years| years.least).max(),
            mentioned_only: named.collect(),
            asks: mentions
                .into_values()
                .filter_map(ask)
                .sorted_by_key(|ask| (ask.proof[0].0, ask.competency))
                .collect(),
            years: most.cloned(),
            degree: enough(&self.advert.degrees),
            all_years: self.years,
            fields: self.fields.into_iter().unique_by(|field| field.to_ascii_lowercase()).collect(),
            is_foreign,
            ..self.advert
        }
    }
}

/// The lowest of the degrees that are wanted most: a higher one is another way to the same post.
fn enough(degrees: &[DegreeAsk]) -> Option<EnoughDegree> {
    let least = degrees.iter().min_by_key(|ask| (Reverse(ask.strength), ask.degree))?.clone();
    let DegreeAsk { degree, strength, words, at } = least;
    Some(EnoughDegree { least: degree, or_years: None, or_experience: false, strength, words, at })
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
