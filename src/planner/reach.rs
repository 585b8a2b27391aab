//! How far a person can get, and by which of a plan's steps.

use std::collections::BTreeSet;

use crate::knowledge::model::{Kb, StepId};
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

/// A step with all of `chosen` that have to come before it and are not done yet. Where several
/// meet a condition, the one with the fewest hours.
pub fn with_what_comes_first(
    kb: &Kb,
    goal: &Goal,
    chosen: &[StepId],
    step: StepId,
) -> BTreeSet<StepId> {
    let mut needed = BTreeSet::from([step]);
    let mut open = vec![step];
    while let Some(step) = open.pop() {
        for condition in goal.open_conditions(&kb[step]) {
            let mut meeting =
                chosen.iter().copied().filter(|&earlier| condition.is_met_by(kb, step, earlier));
            if meeting.clone().any(|earlier| needed.contains(&earlier)) {
                continue;
            }
            let cost = |&step: &StepId| (goal.held.left(kb, step).likely, &kb[step].id);
            if let Some(least) = meeting.by_ref().min_by_key(cost) {
                needed.insert(least);
                open.push(least);
            }
        }
    }
    needed
}
