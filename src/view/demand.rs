//! The answer of `gap` to many adverts: how far each is, what they ask for together, and which
//! steps open most of them.

use std::cmp::Reverse;

use itertools::Itertools as _;
use serde::Serialize;

use crate::advert::demand::{MarketDemand, demand, missing};
use crate::advert::openings::Opening;
use crate::advert::{Advert, Applicant, Strength};
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::vocabulary::Level;
use crate::view::conditions::ConditionsView;
use crate::view::gap::Gap;
use crate::view::reasons::names;
use crate::view::summary::SummaryView;

#[derive(Debug, Serialize)]
pub struct DemandView {
    pub schema: &'static str,
    /// In the order in which they were given.
    pub adverts: Vec<NearView>,
    /// Adverts whose requirements are all met; those that require nothing do not count, nor do soft
    /// skills that are kept apart.
    pub open: usize,
    /// Most asked for first.
    pub demand: Vec<DemandedView>,
    /// In the order of what an hour of each opens.
    pub steps: Vec<Opening>,
    /// The most adverts that a terminal shows.
    #[serde(skip)]
    pub most: usize,
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
    /// How far it is.
    pub summary: SummaryView,
    #[serde(flatten)]
    pub conditions: ConditionsView,
}

#[derive(Debug, Serialize)]
pub struct DemandedView {
    pub competency: String,
    pub name: String,
    /// Not technical: how a person works with others, or a field of application.
    pub soft: bool,
    /// A soft skill that does not count.
    #[serde(skip)]
    pub is_apart: bool,
    pub adverts: usize,
    #[serde(flatten)]
    pub demand: MarketDemand,
    /// For the highest level that is asked for, but at most working level.
    #[serde(flatten)]
    pub gap: Gap,
}

/// How far one advert is.
pub fn near(
    kb: &Kb,
    applicant: &Applicant,
    file: &str,
    advert: &Advert,
    summary: SummaryView,
) -> NearView {
    NearView {
        file: file.to_owned(),
        title: advert.title.clone(),
        required: advert.wants(Strength::Required).len(),
        missing: missing(advert, applicant).iter().map(|want| names(kb, &want.any)).collect(),
        summary,
        conditions: advert.into(),
    }
}

/// `near`: how far each of the adverts is; `chosen`: the steps of the plan to all of them.
pub fn demand_view(
    kb: &Kb,
    applicant: &Applicant,
    adverts: &[Advert],
    near: Vec<NearView>,
    chosen: &[StepId],
    openings: Vec<Opening>,
    most: usize,
) -> DemandView {
    let ways = applicant.ways(kb, chosen.to_vec());
    let demanded = demand(adverts, applicant)
        .into_iter()
        .map(|(competency, demand)| DemandedView {
            competency: kb[competency].id.clone(),
            name: kb[competency].name.clone(),
            soft: kb[competency].soft,
            is_apart: applicant.sets_apart(competency),
            adverts: demand.adverts(),
            gap: Gap::new(kb, applicant, (competency, demand.highest.min(Level::Working)), &ways),
            demand,
        })
        .sorted_by(|a, b| a.competency.cmp(&b.competency))
        .sorted_by_key(|view| Reverse((view.adverts, view.demand.required)));
    DemandView {
        schema: "mlpath/demand/1",
        open: near.iter().filter(|near| near.summary.is_open()).count(),
        adverts: near,
        demand: demanded.collect(),
        steps: openings,
        most,
    }
}
