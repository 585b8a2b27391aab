//! Lessons before their use. A step that only serves a guide item is waited for by nothing, so any
//! week would do for it. But what teaches something belongs before the steps that require it, or a
//! beginner's course would follow the work that it prepares for.

use itertools::Itertools as _;

use crate::knowledge::model::{Kb, StepId};
use crate::planner::goal::{Demand, Goal};
use crate::planner::instance::{Instance, TaskId, marks};

/// The instance with the conditions that put each such lesson before the steps that require what it
/// teaches, as far as it does not wait for them itself; `None` if there are none to add.
pub fn lessons_first(kb: &Kb, goal: &Goal, instance: &Instance) -> Option<Instance> {
    let mut ordered = instance.clone();
    let mut is_other = false;
    let all = || 0..instance.len();
    let is_needed = needed_alone(goal, instance);
    let lessons = all().filter(|&task| !is_needed[task]);
    for lesson in lessons.filter(|&task| only_serves_the_guide(kb, goal, instance, task)) {
        for user in all().filter(|&task| task != lesson) {
            if uses(kb, goal, instance.steps[user], instance.steps[lesson]) {
                ordered.conditions[user].push(vec![lesson]);
                if ordered.closure(all()).contains(&false) {
                    ordered.conditions[user].pop();
                } else {
                    is_other = true;
                }
            }
        }
    }
    is_other.then_some(ordered)
}

/// Marks the tasks without which a condition, or a demand other than a guide item, is never met:
/// mostly all that are chosen.
fn needed_alone(goal: &Goal, instance: &Instance) -> Vec<bool> {
    let demands = goal.demands.iter().zip(&instance.demands);
    let demands = demands.filter(|(demand, _)| !matches!(demand, Demand::Guide(_)));
    let needs = demands.map(|(_, one_of)| one_of).chain(instance.conditions.iter().flatten());
    marks(instance.len(), needs.filter_map(|one_of| one_of.iter().copied().exactly_one().ok()))
}

/// Whether nothing but guide items asks for a task: all others can be done without it.
fn only_serves_the_guide(kb: &Kb, goal: &Goal, instance: &Instance, task: TaskId) -> bool {
    let others = || (0..instance.len()).filter(|&other| other != task);
    let reached = instance.closure(others());
    let mut demands = goal.demands.iter().zip(&instance.demands);
    others().all(|other| reached[other])
        && demands.all(|(demand, one_of)| {
            matches!(demand, Demand::Guide(_)) || one_of.iter().any(|&other| reached[other])
        })
        && !kb[instance.steps[task]].teaches.is_empty()
}

/// Whether a step requires something that a lesson teaches and that is not held from the start.
fn uses(kb: &Kb, goal: &Goal, step: StepId, lesson: StepId) -> bool {
    kb[step].requires.iter().any(|(&competency, &level)| {
        !goal.held.knows(competency, level) && kb.taught(lesson, competency) >= Some(level)
    })
}
