//! A good plan at once, by the additive heuristic (Bonet and Geffner, "Planning as heuristic
//! search", Artificial Intelligence 129, 2001). It bounds the exact search from above and stands
//! in where that fails.

use crate::planner::problem::{Problem, Task};

/// A sufficient set of tasks that is not always the least, sorted; none of it can be left out.
/// Every demand must be reachable.
pub fn plan(problem: &Problem) -> Vec<Task> {
    let estimates = estimates(problem);
    let mut chosen = vec![false; problem.len()];
    let cheapest = |one_of: &Vec<Task>| one_of.iter().copied().min_by_key(|&t| (estimates[t], t));
    let mut open: Vec<Task> = problem.demands.iter().filter_map(cheapest).collect();
    while let Some(task) = open.pop() {
        if !std::mem::replace(&mut chosen[task], true) {
            open.extend(problem.conditions[task].iter().filter_map(cheapest));
        }
    }
    without_the_needless(problem, chosen)
}

/// Own cost of each task plus, for each of its conditions, the cheapest way to meet it, as if
/// nothing were shared.
fn estimates(problem: &Problem) -> Vec<u64> {
    let mut estimates = vec![u64::MAX; problem.len()];
    loop {
        let mut changed = false;
        for task in 0..problem.len() {
            let ways = problem.conditions[task].iter().map(|one_of| {
                one_of.iter().map(|&other| estimates[other]).min().unwrap_or(u64::MAX)
            });
            let estimate = ways.fold(problem.ticks[task], u64::saturating_add);
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

fn without_the_needless(problem: &Problem, mut chosen: Vec<bool>) -> Vec<Task> {
    let tasks = |chosen: &[bool]| (0..chosen.len()).filter(|&t| chosen[t]).collect::<Vec<Task>>();
    let mut dearest_first = tasks(&chosen);
    dearest_first.sort_by_key(|&task| (std::cmp::Reverse(problem.ticks[task]), task));
    for task in dearest_first {
        chosen[task] = false;
        let reached = problem.closure(tasks(&chosen));
        if problem.satisfied(&reached) {
            chosen = reached;
        } else {
            chosen[task] = true;
        }
    }
    tasks(&chosen)
}
