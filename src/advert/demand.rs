//! What many adverts ask for together.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::advert::openings::modest;
use crate::advert::{Advert, Applicant, Standing, Strength, Want};
use crate::knowledge::model::CompetencyId;
use crate::knowledge::vocabulary::Level;
use crate::planner::target::Target;

/// How many adverts ask for a competency, by how much they want it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MarketDemand {
    pub required: usize,
    pub nice: usize,
    pub duty: usize,
    /// Those that ask for no more than the person knows.
    pub met: usize,
    /// The highest level that is asked for.
    #[serde(skip)]
    pub highest: Level,
}

impl MarketDemand {
    pub fn adverts(&self) -> usize {
        self.required + self.nice + self.duty
    }
}

pub fn demand(adverts: &[Advert], applicant: &Applicant) -> BTreeMap<CompetencyId, MarketDemand> {
    let mut all: BTreeMap<CompetencyId, MarketDemand> = BTreeMap::new();
    for ask in adverts.iter().flat_map(|advert| &advert.asks) {
        let none = MarketDemand { required: 0, nice: 0, duty: 0, met: 0, highest: ask.level };
        let demand = all.entry(ask.competency).or_insert(none);
        demand.highest = demand.highest.max(ask.level);
        match ask.strength {
            Strength::Required => demand.required += 1,
            Strength::Nice => demand.nice += 1,
            Strength::Duty => demand.duty += 1,
        }
        let standing = applicant.standing(ask.competency, ask.level);
        demand.met += usize::from(standing == Standing::Held);
    }
    all
}

/// What all of the adverts ask for together, at working level.
pub fn union(adverts: &[Advert], applicant: &Applicant) -> Target {
    let mut union = applicant.target(&Advert::default(), Strength::Duty);
    for advert in adverts {
        let target = applicant.target(advert, Strength::Duty);
        for (competency, level) in modest(target.needs) {
            let known = union.needs.entry(competency).or_insert(level);
            *known = level.max(*known);
        }
        union.one_of.extend(target.one_of.into_iter().map(modest));
    }
    union.one_of.sort();
    union.one_of.dedup();
    Target { name: "all of these adverts".to_owned(), ..union }
}

/// Requirements that are not met.
pub fn missing(advert: &Advert, applicant: &Applicant) -> Vec<Want> {
    let mut wants = advert.wants(Strength::Required);
    wants.retain(|want| applicant.towards(want) != Standing::Held);
    wants
}
