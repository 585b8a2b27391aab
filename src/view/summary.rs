//! What decides about one advert, in a few figures: how much of it is there, and how far the rest
//! is.

use jiff::civil::Date;
use serde::Serialize;

use crate::advert::openings::{Start, start};
use crate::advert::{Advert, Applicant, Standing, Strength, Want};
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::planner::plan::Plan;

#[derive(Debug, Serialize)]
pub struct SummaryView {
    /// Number of requirements that count: competencies, and lists of which one is enough.
    pub required: usize,
    /// Those that are met today.
    pub yours: usize,
    /// Those that are met at the end of the plan.
    pub then: usize,
    /// Likely hours of the plan to all that is required; `None` if no step leads to any of it.
    pub hours: Option<Hours>,
    /// The last day of that plan; `None` if it is empty, or was not asked for.
    pub finish: Option<Date>,
    pub first: Option<Start>,
}

/// The plan to all that is required.
#[derive(Debug, Clone, Default)]
pub struct Route {
    pub steps: Vec<StepId>,
    pub hours: Hours,
    pub finish: Option<Date>,
}

impl From<&Plan> for Route {
    fn from(plan: &Plan) -> Self {
        Self {
            steps: plan.steps.iter().map(|planned| planned.step).collect(),
            hours: plan.hours(),
            finish: Some(plan.finish.planned),
        }
    }
}

pub fn summary(kb: &Kb, applicant: &Applicant, advert: &Advert, route: &Route) -> SummaryView {
    let is_met = |want: &&Want| applicant.towards(want) == Standing::Held;
    let is_met_then = |want: &&Want| match applicant.towards(want) {
        Standing::Held => true,
        Standing::Open(_) => applicant.short_of(want).is_none(),
        Standing::Avoided | Standing::Untaught => false,
    };
    let wants = applicant.wants(advert, Strength::Required);
    let yours = wants.iter().filter(is_met).count();
    let is_beyond = route.steps.is_empty() && (wants.is_empty() || yours < wants.len());
    SummaryView {
        required: wants.len(),
        yours,
        then: wants.iter().filter(is_met_then).count(),
        hours: (!is_beyond).then_some(route.hours),
        finish: route.finish.filter(|_| !route.steps.is_empty()),
        first: start(kb, applicant, &route.steps, &wants),
    }
}

impl SummaryView {
    /// Whether every requirement is met.
    pub fn is_open(&self) -> bool {
        self.required > 0 && self.yours == self.required
    }

    /// The order of distance: by the hours to all that is required. What no step leads to comes
    /// after that, and what requires nothing last.
    pub fn distance(&self) -> (bool, bool, Option<Hours>, usize) {
        (self.required == 0, self.hours.is_none(), self.hours, self.required - self.then)
    }
}
