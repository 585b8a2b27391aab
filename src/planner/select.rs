//! Selection: the sufficient set of steps with the least likely hours.
//!
//! Choosing steps whose requirements may be taught by several others is delete-relaxed planning,
//! NP-hard in general (Bylander, "The computational complexity of propositional STRIPS planning",
//! Artificial Intelligence 69, 1994), and easy at the size of a career: a greedy plan gives an
//! upper bound, [`prune`] removes what cannot be in a least plan, [`exact`] proves the minimum. Its
//! answer is checked; where it fails, the greedy plan stands, with the bound that is known.

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::planner::exact;
use crate::planner::goal::Goal;
use crate::planner::greedy;
use crate::planner::instance::Instance;
use crate::planner::prune;
use crate::planner::unreachable::{self, Reason};

/// The chosen steps, ordered by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    pub steps: Vec<StepId>,
    /// Whether it is proven that no sufficient set has fewer likely hours.
    pub proven: bool,
    /// Likely hours that every sufficient set has at least.
    pub bound: Hours,
}

/// Chooses the least sufficient set.
///
/// # Errors
/// The smallest set of reasons why no set is sufficient.
pub fn select(kb: &Kb, goal: &Goal) -> Result<Selection, Vec<Reason>> {
    let all = Instance::new(kb, goal, &goal.candidates(kb));
    let reached = all.closure(0..all.len());
    if !all.satisfied(&reached) {
        return Err(unreachable::explain(kb, goal));
    }
    let instance = prune::relevant(&all.restricted(&reached));
    let greedy = greedy::plan(&instance);
    let reduced = prune::reduce(&instance, instance.cost(&greedy));
    let solved = exact::solve(&reduced, tie_breaks(kb, &reduced));
    let found = solved.best.filter(|tasks| reduced.cost(tasks) <= instance.cost(&greedy));
    let proven = solved.proven && found.is_some();
    let (instance, tasks) = found.map_or((&instance, greedy), |tasks| (&reduced, tasks));
    Ok(Selection {
        steps: tasks.iter().map(|&task| instance.steps[task]).collect(),
        proven,
        bound: if proven { Hours::from_ticks(instance.cost(&tasks)) } else { solved.bound },
    })
}

/// What decides among selections of equal hours: money in cents, then a number from the ids alone.
fn tie_breaks(kb: &Kb, instance: &Instance) -> [Vec<f64>; 2] {
    let money = |&step: &StepId| {
        let cost = &kb[step].cost;
        let unknown = cost.class.is_paid() && cost.usd.is_none();
        // One month of a subscription is what it costs at least. A tenth of a cent for an unknown
        // price: what is known to be free is preferred.
        (cost.usd.unwrap_or(0.0) * 100.0).round() + if unknown { 0.1 } else { 0.0 }
    };
    let hash = |&step: &StepId| f64::from(hash(&kb[step].id));
    let steps = instance.steps.iter();
    [steps.clone().map(money).collect(), steps.map(hash).collect()]
}

/// FNV-1a (Fowler, Noll, Vo), folded to 16 bits. Plans of the same hours and price differ in the
/// sum of these, so that the answer depends neither on the order of files nor on the solver.
fn hash(id: &str) -> u16 {
    let hash = id
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash >> 16) as u16 ^ hash as u16
}
