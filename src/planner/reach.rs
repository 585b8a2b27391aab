//! How far a person can get.

use crate::knowledge::model::Kb;
use crate::planner::goal::{Avoid, Goal};
use crate::planner::held::Held;
use crate::planner::instance::Instance;
use crate::planner::scope::is_schooling;

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
