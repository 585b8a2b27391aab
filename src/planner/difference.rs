//! What a plan costs more or less than another one.

use jiff::civil::Date;
use serde::Serialize;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::planner::plan::Plan;

/// Another plan, compared with the current one; negative is less or earlier.
#[derive(Debug, Clone, Serialize)]
pub struct Difference {
    pub hours: Hours,
    pub hours_more: f64,
    /// The planned finish.
    pub finish: Date,
    pub days_later: i32,
    /// The sum of the known prices, in US dollars.
    pub usd: f64,
    pub usd_more: f64,
    /// Steps that only the other plan has, in its order.
    pub added: Vec<String>,
    /// Steps that only the current plan has, in its order.
    pub removed: Vec<String>,
    /// Added steps that cost money (price unknown).
    pub price_unknown: Vec<String>,
}

/// Compares two plans over the same knowledge base.
pub fn difference(kb: &Kb, before: &Plan, after: &Plan) -> Difference {
    let added = only_in(after, &[before]);
    let days = after.finish.planned.since(before.finish.planned);
    Difference {
        hours: after.hours(),
        hours_more: after.hours().above(before.hours()),
        finish: after.finish.planned,
        days_later: days.map_or(0, |span| span.get_days()),
        usd: after.usd(kb),
        usd_more: after.usd(kb) - before.usd(kb),
        removed: kb.ids(only_in(before, &[after])),
        price_unknown: kb.ids(after.price_unknown(kb).filter(|step| added.contains(step))),
        added: kb.ids(added),
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
