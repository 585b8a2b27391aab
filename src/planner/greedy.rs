//! A good plan at once, by the additive heuristic (Bonet and Geffner, "Planning as heuristic
//! search", Artificial Intelligence 129, 2001). It is an upper bound for the exact search, and the
//! answer where that fails.

use std::cmp::Reverse;

use itertools::Itertools as _;

use crate::planner::instance::{Instance, OneOf, TaskId, marked};

/// A sufficient set of tasks in ascending order: minimal (none of it can be left out), but not
/// always of the least hours. Every demand must be reachable.
pub fn plan(instance: &Instance) -> Vec<TaskId> {
    let estimates = estimates(instance);
    let mut chosen = vec![false; instance.len()];
    let cheapest = |one_of: &OneOf| one_of.iter().copied().min_by_key(|&t| (estimates[t], t));
    let mut open: Vec<TaskId> = instance.demands.iter().filter_map(cheapest).collect();
    while let Some(task) = open.pop() {
        if !std::mem::replace(&mut chosen[task], true) {
            open.extend(instance.conditions[task].iter().filter_map(cheapest));
        }
    }
    minimal(instance, chosen)
}

/// The additive heuristic: each task's own ticks plus, for each of its conditions, the cheapest way
/// to meet it, as if no two shared a task.
fn estimates(instance: &Instance) -> Vec<u64> {
    let mut estimates = vec![u64::MAX; instance.len()];
    loop {
        let mut changed = false;
        for task in 0..instance.len() {
            let ways = instance.conditions[task].iter().map(|one_of| {
                one_of.iter().map(|&other| estimates[other]).min().unwrap_or(u64::MAX)
            });
            let estimate = ways.fold(instance.ticks[task], u64::saturating_add);
            if estimate < estimates[task] {
                estimates[task] = estimate;
                changed = true;
            }
        }
        if !changed {
            return estimates;
        }
    }
}

/// Leaves out each task without which the others are still sufficient, the longest first.
fn minimal(instance: &Instance, mut chosen: Vec<bool>) -> Vec<TaskId> {
    let longest_first = |&task: &TaskId| (Reverse(instance.ticks[task]), task);
    for task in marked(&chosen).into_iter().sorted_by_key(longest_first) {
        chosen[task] = false;
        let reached = instance.closure(marked(&chosen));
        if instance.satisfied(&reached) {
            chosen = reached;
        } else {
            chosen[task] = true;
        }
    }
    marked(&chosen)
}
