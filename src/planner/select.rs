//! Selection: the sufficient set of steps with the least likely hours.
//!
//! Choosing steps whose requirements may be taught by several others is delete-relaxed planning,
//! NP-hard in general (Bylander, "The computational complexity of propositional STRIPS planning",
//! Artificial Intelligence 69, 1994), and easy at the size of a career: see [`Least`].

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::planner::cost::Cost;
use crate::planner::goal::Goal;
use crate::planner::instance::Instance;
use crate::planner::least::Least;
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
    let instance = all.restricted(&prune::relevant(&all, &reached));
    let least = Least::of(&instance, |instance| Cost::all_of(kb, instance), goal.effort);
    Ok(Selection { proven: least.proven(), bound: least.hours(), steps: least.best.steps })
}
