//! The answer of `gap` to many adverts: what they ask for, and which steps open most of them.

use std::cmp::Reverse;

use itertools::Itertools as _;
use serde::Serialize;

use crate::advert::demand::{MarketDemand, Opening, demand, missing};
use crate::advert::{Advert, Applicant, Strength};
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::vocabulary::Level;
use crate::view::gap::Gap;
use crate::view::reasons::names;

#[derive(Debug, Serialize)]
pub struct DemandView {
    pub schema: &'static str,
    pub adverts: Vec<NearView>,
    /// Adverts whose requirements are all met; those that require nothing do not count.
    pub open: usize,
    /// Most asked for first.
    pub demand: Vec<DemandedView>,
    /// In the order of what an hour of each opens.
    pub steps: Vec<Opening>,
}

/// One advert, and how far the person is from it.
#[derive(Debug, Serialize)]
pub struct NearView {
    pub file: String,
    pub title: Option<String>,
    /// Number of requirements.
    pub required: usize,
    /// Names of the competencies; all of a list of which one is enough.
    pub missing: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct DemandedView {
    pub competency: String,
    pub name: String,
    pub adverts: usize,
    #[serde(flatten)]
    pub demand: MarketDemand,
    /// For the highest level that is asked for, but at most working level.
    #[serde(flatten)]
    pub gap: Gap,
}

impl NearView {
    /// Whether every requirement is met.
    pub fn is_open(&self) -> bool {
        self.required > 0 && self.missing.is_empty()
    }
}

pub fn demand_view(
    kb: &Kb,
    files: &[String],
    adverts: &[Advert],
    applicant: &Applicant,
    chosen: &[StepId],
    openings: Vec<Opening>,
) -> DemandView {
    let demanded = demand(adverts, applicant)
        .into_iter()
        .map(|(competency, demand)| DemandedView {
            competency: kb[competency].id.clone(),
            name: kb[competency].name.clone(),
            adverts: demand.adverts(),
            gap: Gap::new(kb, applicant, (competency, demand.highest.min(Level::Working)), chosen),
            demand,
        })
        .sorted_by(|a, b| a.competency.cmp(&b.competency))
        .sorted_by_key(|view| Reverse((view.adverts, view.demand.required)));
    let near = files.iter().zip(adverts).map(|(file, advert)| NearView {
        file: file.clone(),
        title: advert.title.clone(),
        required: advert.wants(Strength::Required).len(),
        missing: missing(advert, applicant).iter().map(|want| names(kb, &want.any)).collect(),
    });
    let adverts: Vec<NearView> = near.collect();
    DemandView {
        schema: "mlpath/demand/1",
        open: adverts.iter().filter(|advert| advert.is_open()).count(),
        adverts,
        demand: demanded.collect(),
        steps: openings,
    }
}
