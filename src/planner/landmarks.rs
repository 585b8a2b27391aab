//! What comes before a task in every order, and what waits for it: sets of tasks as bits, for one
//! block of tasks at a time. A table of all pairs would take the square of their number in memory.

use crate::planner::instance::{Instance, TaskId};

/// A set of tasks of one block.
type Set = u128;

/// Tasks in a block.
const BLOCK: usize = Set::BITS as usize;

/// For each task how many wait for it, directly or not. `order`: all tasks, each after those that
/// it waits for; `followers`: by task those that wait for it directly.
pub fn count_behind(order: &[TaskId], followers: &[Vec<TaskId>]) -> Vec<usize> {
    let mut counts = vec![0; order.len()];
    for (number, block) in order.chunks(BLOCK).enumerate() {
        // By task: itself and what waits for it.
        let mut sets: Vec<Set> = vec![0; order.len()];
        for (bit, &task) in block.iter().enumerate() {
            sets[task] = 1 << bit;
        }
        for &task in order[..number * BLOCK + block.len()].iter().rev() {
            let own = sets[task];
            let behind = followers[task].iter().fold(0, |all, &later| all | sets[later]);
            sets[task] = own | behind;
            counts[task] += behind.count_ones() as usize;
        }
    }
    counts
}

/// The landmarks of each task, those that come before it in every order: of each condition, what
/// all tasks that could meet it have in common (the greatest fixed point; Keyder, Richter and
/// Helmert, "Sound and complete landmarks for AND/OR graphs", ECAI 2010). Calls `found` with a
/// landmark and the task behind it, both in ascending order as far as the other is the same, if
/// `is_wanted` of either.
pub fn landmarks(instance: &Instance, is_wanted: &[bool], mut found: impl FnMut(TaskId, TaskId)) {
    let n = instance.len();
    for first in (0..n).step_by(BLOCK) {
        let block = first..n.min(first + BLOCK);
        let wanted = block.clone().filter(|&task| is_wanted[task]);
        let wanted = wanted.fold(0, |set, task| set | bit(task - first));
        let sets = with_landmarks(instance, first);
        for (task, &set) in sets.iter().enumerate() {
            let mut rest = if is_wanted[task] { set } else { set & wanted };
            while rest != 0 {
                let landmark = first + rest.trailing_zeros() as usize;
                rest &= rest - 1;
                if landmark != task {
                    found(landmark, task);
                }
            }
        }
    }
}

fn bit(position: usize) -> Set {
    1 << position
}

/// By task: itself and its landmarks, as far as they belong to the block that begins with a task.
fn with_landmarks(instance: &Instance, first: TaskId) -> Vec<Set> {
    let mut sets = vec![Set::MAX; instance.len()];
    loop {
        let mut changed = false;
        for (task, conditions) in instance.conditions.iter().enumerate() {
            let is_inside = (first..first + BLOCK).contains(&task);
            let own = if is_inside { bit(task - first) } else { 0 };
            let common =
                |one_of: &Vec<TaskId>| one_of.iter().fold(Set::MAX, |all, &t| all & sets[t]);
            let set = conditions.iter().fold(own, |set, one_of| set | common(one_of));
            changed |= set != sets[task];
            sets[task] = set;
        }
        if !changed {
            return sets;
        }
    }
}
