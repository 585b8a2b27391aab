//! A good plan at once, by the additive heuristic (Bonet and Geffner, "Planning as heuristic
//! search", Artificial Intelligence 129, 2001): a first upper bound for the search.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use itertools::Itertools as _;

use crate::planner::instance::{Instance, OneOf, TaskId, marked, marks};
use crate::planner::reached::{Meets, Reached};

/// A sufficient set of tasks in ascending order: minimal (none of it can be left out), but not
/// always of the least hours. Every demand must be reachable.
pub fn plan(instance: &Instance, meets: &Meets) -> Vec<TaskId> {
    let estimates = estimates(instance, meets, &instance.ticks);
    let cheapest = |one_of: &OneOf| one_of.iter().copied().min_by_key(|&t| (estimates[t], t));
    let mut chosen = vec![false; instance.len()];
    let mut open: Vec<TaskId> = instance.demands.iter().filter_map(cheapest).collect();
    while let Some(task) = open.pop() {
        if !std::mem::replace(&mut chosen[task], true) {
            open.extend(instance.conditions[task].iter().filter_map(cheapest));
        }
    }
    minimal(instance, &chosen)
}

/// The additive heuristic: each task's own ticks plus, for each of its conditions, the cheapest way
/// to meet it, as if no two shared a task. Tasks are settled from the cheapest on, so that the
/// first to meet a condition is the cheapest way to it (Knuth, "A generalization of Dijkstra's
/// algorithm", Information Processing Letters 6, 1977).
pub fn estimates(instance: &Instance, meets: &Meets, ticks: &[u64]) -> Vec<u64> {
    let mut sums = ticks.to_vec();
    let mut open: Vec<usize> = instance.conditions.iter().map(Vec::len).collect();
    let mut met = vec![false; meets.count()];
    let mut estimates = vec![u64::MAX; instance.len()];
    let ready = (0..instance.len()).filter(|&task| open[task] == 0);
    let mut queue: BinaryHeap<_> = ready.map(|task| Reverse((sums[task], task))).collect();
    while let Some(Reverse((estimate, task))) = queue.pop() {
        estimates[task] = estimate;
        for (owner, condition) in meets.of(task) {
            if !std::mem::replace(&mut met[condition], true) {
                sums[owner] = sums[owner].saturating_add(estimate);
                open[owner] -= 1;
                if open[owner] == 0 {
                    queue.push(Reverse((sums[owner], owner)));
                }
            }
        }
    }
    estimates
}

/// Leaves out each of the marked tasks without which the others are still sufficient, the longest
/// first.
pub fn minimal(instance: &Instance, chosen: &[bool]) -> Vec<TaskId> {
    let names = marked(chosen);
    let instance = instance.restricted(chosen);
    let meets = Meets::new(&instance.conditions);
    let necessary = instance.necessary();
    // Always kept, so that it is looked at once.
    let of_necessary = Reached::new(&meets).with(marked(&necessary));
    let mut kept = marks(instance.len(), 0..instance.len());
    let longest_first = |&task: &TaskId| (Reverse(instance.ticks[task]), task);
    let open = (0..instance.len()).filter(|&task| !necessary[task]);
    for task in open.sorted_by_key(longest_first) {
        if std::mem::take(&mut kept[task]) {
            let others = (0..instance.len()).filter(|&other| kept[other]);
            let reached = of_necessary.clone().with(others).tasks;
            if instance.satisfied(&reached) {
                kept = reached;
            } else {
                kept[task] = true;
            }
        }
    }
    marked(&kept).into_iter().map(|task| names[task]).collect()
}
