//! What an advert asks for, gathered mention by mention into one ask per competency.

use std::collections::{BTreeMap, BTreeSet};

use crate::advert::sentence::Mention;
use crate::advert::{Advert, Ask, Strength, Want};
use crate::knowledge::model::CompetencyId;
use crate::knowledge::vocabulary::Level;

#[derive(Default)]
pub struct Gathered {
    /// Without its asks, which [`Gathered::finish`] adds.
    pub advert: Advert,
    asks: BTreeMap<CompetencyId, Mentions>,
    /// In the order of the text, whether asked for or not.
    pub named: Vec<CompetencyId>,
}

/// The mentions of one competency.
#[derive(Default)]
struct Mentions {
    proof: Vec<(usize, String)>,
    anywhere: Option<Wanted>,
    /// Outside every list of which one is enough.
    alone: Option<Wanted>,
}

/// How much something is wanted, and the highest level named with that strength.
type Wanted = (Strength, Option<Level>);

impl Gathered {
    /// `proof`: the words that name it, with their byte offset.
    pub fn add(&mut self, mention: &Mention, proof: (usize, String)) {
        let wanted = Some((mention.strength, mention.level));
        let mentions = self.asks.entry(mention.competency).or_default();
        mentions.anywhere = mentions.anywhere.max(wanted);
        if mention.group.is_none() {
            mentions.alone = mentions.alone.max(wanted);
        }
        mentions.proof.push(proof);
    }

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
        let with_level = |(strength, level): Wanted| (strength, level.unwrap_or(Level::Working));
        let mut seen = BTreeSet::new();
        let mut mentioned_only = self.named;
        mentioned_only.retain(|named| !self.asks.contains_key(named) && seen.insert(*named));
        let asks = self.asks.into_iter().map(|(competency, mentions)| {
            let anywhere = mentions.anywhere.unwrap_or((Strength::Duty, None));
            let (strength, level) = with_level(anywhere);
            let alone = mentions.alone.map(with_level);
            Ask { competency, strength, level, proof: mentions.proof, alone }
        });
        let mut asks: Vec<Ask> = asks.collect();
        asks.sort_by_key(|ask| (ask.proof[0].0, ask.competency));
        Advert { asks, mentioned_only, is_foreign, ..self.advert }
    }
}
