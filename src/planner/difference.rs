//! What a plan costs more or less than another one.

use jiff::civil::Date;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::planner::plan::Plan;

/// The way from one plan to another.
#[derive(Debug, Clone)]
pub struct Difference {
    /// Hours before and after.
    pub hours: [Hours; 2],
    /// Planned finishes before and after.
    pub finish: [Date; 2],
    /// Sums of the known prices, in US dollars, before and after.
    pub usd: [f64; 2],
    /// Steps that only the second plan has, in its order.
    pub added: Vec<StepId>,
    /// Steps that only the first plan has, in its order.
    pub removed: Vec<StepId>,
    /// Added steps that cost money without a known price.
    pub price_unknown: Vec<StepId>,
}

/// Compares two plans over the same knowledge base.
pub fn difference(kb: &Kb, before: &Plan, after: &Plan) -> Difference {
    let added = only_in(after, &[before]);
    let price_unknown = after.price_unknown(kb).filter(|step| added.contains(step)).collect();
    Difference {
        hours: [before.hours(), after.hours()],
        finish: [before.finish.planned, after.finish.planned],
        usd: [before.usd(kb), after.usd(kb)],
        removed: only_in(before, &[after]),
        price_unknown,
        added,
    }
}

/// Steps that a plan has and none of the others, in its order; none if there is no other.
pub fn only_in(plan: &Plan, others: &[&Plan]) -> Vec<StepId> {
    if others.is_empty() {
        return Vec::new();
    }
    let own = plan.steps.iter().map(|planned| planned.step);
    own.filter(|step| !others.iter().any(|other| other.selection.steps.contains(step))).collect()
}
