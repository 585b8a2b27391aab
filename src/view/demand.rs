//! The answer of `gap` to many adverts: what they ask for, and what opens the most of them.

use serde::Serialize;

use crate::advert::demand::{Opening, demand, missing};
use crate::advert::{Advert, Applicant, Strength};
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::text::visible;
use crate::knowledge::vocabulary::Level;
use crate::view::gap::Gap;

#[derive(Debug, Serialize)]
pub struct DemandView {
    pub schema: &'static str,
    pub adverts: Vec<NearView>,
    /// Adverts that require something of which nothing is missing.
    pub open: usize,
    /// Most asked for first.
    pub demand: Vec<DemandedView>,
    /// In the order in which an hour opens the most.
    pub steps: Vec<OpeningView>,
}

/// One advert, by what is required and missing.
#[derive(Debug, Serialize)]
pub struct NearView {
    pub file: String,
    /// The same with nothing hostile in it.
    #[serde(skip)]
    pub shown: String,
    pub title: Option<String>,
    /// How much is required.
    pub required: usize,
    /// Names; of a list of which one is enough, all.
    pub missing: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct DemandedView {
    pub competency: String,
    pub name: String,
    pub adverts: usize,
    pub required: usize,
    pub nice: usize,
    pub duty: usize,
    /// Adverts that ask for no more than the person has.
    pub met: usize,
    /// To the highest level that is asked for, at most to working level.
    #[serde(flatten)]
    pub gap: Gap,
}

#[derive(Debug, Serialize)]
pub struct OpeningView {
    pub id: String,
    pub title: String,
    /// Steps before it that no earlier line holds.
    pub first: Vec<String>,
    /// Likely hours, with the steps before it.
    pub hours: Hours,
    /// Adverts of which it closes something that is required.
    pub closes: usize,
    /// Adverts of which everything that steps teach is closed after it.
    pub open: usize,
}

impl NearView {
    /// Whether nothing is missing of all that is required.
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
    openings: &[Opening],
) -> DemandView {
    let mut demanded: Vec<DemandedView> = demand(adverts, applicant)
        .into_iter()
        .map(|(competency, demand)| DemandedView {
            competency: kb[competency].id.clone(),
            name: kb[competency].name.clone(),
            adverts: demand.adverts(),
            required: demand.required,
            nice: demand.nice,
            duty: demand.duty,
            met: demand.met,
            gap: Gap::new(kb, applicant, (competency, demand.highest.min(Level::Working)), chosen),
        })
        .collect();
    demanded.sort_by(|one, other| {
        let rank = |view: &DemandedView| (view.adverts, view.required);
        rank(other).cmp(&rank(one)).then_with(|| one.competency.cmp(&other.competency))
    });
    let near = files.iter().zip(adverts).map(|(file, advert)| NearView {
        shown: visible(file).into_owned(),
        file: file.clone(),
        title: advert.title.clone(),
        required: advert.wants(Strength::Required).len(),
        missing: missing(advert, applicant)
            .iter()
            .map(|line| {
                let names: Vec<&str> = line.any.keys().map(|&c| kb[c].name.as_str()).collect();
                names.join(" or ")
            })
            .collect(),
    });
    let adverts: Vec<NearView> = near.collect();
    DemandView {
        schema: "mlpath/demand/1",
        open: adverts.iter().filter(|advert| advert.is_open()).count(),
        adverts,
        demand: demanded,
        steps: openings.iter().map(|opening| self::opening(kb, opening)).collect(),
    }
}

fn opening(kb: &Kb, opening: &Opening) -> OpeningView {
    OpeningView {
        id: kb.id(opening.step),
        title: kb[opening.step].title.clone(),
        first: kb.ids(&opening.first),
        hours: opening.hours,
        closes: opening.closes,
        open: opening.open,
    }
}
