//! What was found in an advert, gathered to one ask a competency.

use std::collections::{BTreeMap, BTreeSet};

use crate::advert::{Advert, Ask, DegreeAsk, Strength, Want, Years};
use crate::knowledge::model::CompetencyId;
use crate::knowledge::words::Level;

/// What was found so far.
#[derive(Default)]
pub struct Found {
    pub title: Option<String>,
    asks: BTreeMap<CompetencyId, Gathered>,
    /// In the order of the text, whether asked for or not.
    pub named: Vec<CompetencyId>,
    lists: Vec<Want>,
    pub years: Option<Years>,
    pub degrees: Vec<DegreeAsk>,
    pub fields: Vec<String>,
}

#[derive(Default)]
struct Gathered {
    proof: Vec<(usize, String)>,
    anywhere: Option<Wanted>,
    /// Outside of every list of which one is enough.
    alone: Option<Wanted>,
}

/// How much something is wanted, and the highest level that is named where it is wanted so much.
pub type Wanted = (Strength, Option<Level>);

impl Found {
    pub fn add(
        &mut self,
        competency: CompetencyId,
        wanted: Wanted,
        proof: (usize, String),
        alone: bool,
    ) {
        let entry = self.asks.entry(competency).or_default();
        entry.anywhere = entry.anywhere.max(Some(wanted));
        if alone {
            entry.alone = entry.alone.max(Some(wanted));
        }
        entry.proof.push(proof);
    }

    /// The same list twice counts once, as it is wanted most.
    pub fn add_list(&mut self, list: Want) {
        match self.lists.iter_mut().find(|known| known.any.keys().eq(list.any.keys())) {
            Some(known) if list.strength > known.strength => *known = list,
            Some(known) if list.strength == known.strength => {
                known
                    .any
                    .iter_mut()
                    .for_each(|(member, level)| *level = list.any[member].max(*level));
            }
            Some(_) => {}
            None => self.lists.push(list),
        }
    }

    pub fn finish(self) -> Advert {
        let level = |level: Option<Level>| level.unwrap_or(Level::Working);
        let mut seen = BTreeSet::new();
        let mut passed_over = self.named;
        passed_over.retain(|named| !self.asks.contains_key(named) && seen.insert(*named));
        let asks = self.asks.into_iter().map(|(competency, gathered)| {
            let (strength, named) = gathered.anywhere.unwrap_or((Strength::Duty, None));
            Ask {
                competency,
                strength,
                level: level(named),
                proof: gathered.proof,
                alone: gathered.alone.map(|(strength, named)| (strength, level(named))),
            }
        });
        let mut asks: Vec<Ask> = asks.collect();
        asks.sort_by_key(|ask| (ask.proof[0].0, ask.competency));
        Advert {
            title: self.title,
            asks,
            passed_over,
            one_of: self.lists,
            years: self.years,
            degrees: self.degrees,
            fields: self.fields,
            is_foreign: false,
        }
    }
}
