//! A market as the program embeds it.

use std::collections::HashMap;
use std::sync::Arc;

use bitcode::{Decode, Encode};
use itertools::Itertools as _;

use crate::knowledge::market::{Market, Posting, Seniority};
use crate::knowledge::model::{CompetencyId, Kb, Skills};
use crate::knowledge::vocabulary::Level;

/// A market without repetitions: what is asked for, once each, and where in that list is what each
/// advert asks for.
#[derive(Encode, Decode)]
pub struct Packed {
    sample: String,
    /// The ids of all competencies of the knowledge base: the numbers below are theirs.
    competencies: Vec<String>,
    wants: Vec<Skills>,
    adverts: Vec<PackedPosting>,
}

#[derive(Encode, Decode)]
struct PackedPosting {
    month: String,
    post: String,
    seniority: Seniority,
    requires: Vec<u32>,
    names: Vec<u32>,
}

/// A market that names the competencies of a knowledge base.
impl From<(&Kb, &Market)> for Packed {
    fn from((kb, market): (&Kb, &Market)) -> Self {
        let adverts = &market.adverts;
        let all = adverts.iter().flat_map(|advert| advert.requires.iter().chain(&advert.names));
        let wants: Vec<&Skills> = all.map(Arc::as_ref).sorted().dedup().collect();
        let at = |all: &[Arc<Skills>]| {
            let place = |any: &Arc<Skills>| wants.partition_point(|it| *it < any.as_ref()) as u32;
            all.iter().map(place).collect()
        };
        let posting = |advert: &Posting| PackedPosting {
            month: advert.month.clone(),
            post: advert.post.clone(),
            seniority: advert.seniority,
            requires: at(&advert.requires),
            names: at(&advert.names),
        };
        Self {
            sample: market.sample.clone(),
            competencies: kb.competencies.iter().map(|it| it.id.clone()).collect(),
            adverts: adverts.iter().map(posting).collect(),
            wants: wants.into_iter().cloned().collect(),
        }
    }
}

impl Packed {
    /// The market, naming the competencies of a knowledge base that has all of those, and perhaps
    /// more.
    pub fn unpack(self, kb: &Kb) -> Market {
        let ids = || kb.competencies.iter().map(|it| &it.id);
        let mut wants = self.wants;
        if !self.competencies.iter().eq(ids()) {
            let now: HashMap<&String, CompetencyId> = ids().zip((0..).map(CompetencyId)).collect();
            let moved = |(before, level): (CompetencyId, Level)| {
                Some((*now.get(&self.competencies[before.0])?, level))
            };
            wants =
                wants.into_iter().map(|any| any.into_iter().filter_map(moved).collect()).collect();
        }
        let wants: Vec<Arc<Skills>> = wants.into_iter().map(Arc::new).collect();
        let of = |places: Vec<u32>| {
            places.into_iter().map(|place| Arc::clone(&wants[place as usize])).collect()
        };
        let posting = |advert: PackedPosting| Posting {
            month: advert.month,
            post: advert.post,
            seniority: advert.seniority,
            requires: of(advert.requires),
            names: of(advert.names),
        };
        let adverts = self.adverts.into_iter().map(posting).collect();
        Market { sample: self.sample, adverts }
    }
}
