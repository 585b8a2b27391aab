//! How far a person can get, and by which of a plan's steps.

use std::collections::BTreeSet;

use crate::knowledge::model::{Kb, StepId};
use crate::planner::goal::{Avoid, Demand, Goal};
use crate::planner::held::Held;
use crate::planner::instance::Instance;
use crate::planner::scope::is_schooling;
use crate::planner::select::select_of;

/// What would be held after all steps that are not avoided and can be done beside a job: no degree,
/// no bootcamp, nothing in full time.
pub fn reach(kb: &Kb, held: &Held, avoid: &[Avoid]) -> Held {
    let goal = Goal { held: held.clone(), avoid: avoid.to_vec(), ..Goal::default() };
    let mut candidates = goal.candidates(kb);
    candidates.retain(|&step| !is_schooling(&kb[step]) && !kb[step].full_time);
    let instance = Instance::new(kb, &goal, &candidates);
    let mut all = held.clone();
    for step in instance.reachable() {
        all.learn(kb, &kb[step].teaches);
    }
    all
}

/// A step with those of `chosen` that have to come before it and are not done yet: of all ways the
/// one with the fewest hours.
pub fn with_what_comes_first(
    kb: &Kb,
    goal: &Goal,
    chosen: &[StepId],
    step: StepId,
) -> BTreeSet<StepId> {
    let goal = Goal { demands: vec![Demand::Must(step)], ..goal.clone() };
    let least = select_of(kb, &goal, chosen).map(|least| least.steps.into_iter().collect());
    least.unwrap_or_else(|| BTreeSet::from([step]))
}
