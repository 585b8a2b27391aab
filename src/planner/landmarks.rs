//! What comes before a task in every order, and what waits for it: sets of tasks as bits, for one
//! block of tasks at a time. A table of all pairs would take the square of their number in memory.

use itertools::Itertools as _;

use crate::planner::instance::{Instance, TaskId};
use crate::planner::precedence::Precedence;

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
/// landmark and the task behind it, if `is_wanted` of either.
pub fn landmarks(instance: &Instance, is_wanted: &[bool], mut found: impl FnMut(TaskId, TaskId)) {
    let sweep = Sweep::new(instance);
    for (number, block) in sweep.order.chunks(BLOCK).enumerate() {
        let wanted = block.iter().enumerate().filter(|(_, task)| is_wanted[**task]);
        let wanted = wanted.fold(0, |set, (position, _)| set | bit(position));
        let sets = sweep.with_landmarks(number * BLOCK);
        for &task in &sweep.order[number * BLOCK..] {
            let mut rest = if is_wanted[task] { sets[task] } else { sets[task] & wanted };
            while rest != 0 {
                let landmark = block[rest.trailing_zeros() as usize];
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

/// The tasks of an instance in turn, again and again until their landmarks are found.
struct Sweep<'a> {
    instance: &'a Instance,
    /// All tasks, in an order in which they can be done.
    order: Vec<TaskId>,
    /// By task: one that comes before it in that order looks at it, so that it is looked at again
    /// if it changes.
    is_met_early: Vec<bool>,
}

impl<'a> Sweep<'a> {
    fn new(instance: &'a Instance) -> Self {
        let precedence = Precedence::new(instance);
        let mut met = precedence.begin();
        let mut order = (0..instance.len()).filter(|&task| met.is_ready(task)).collect_vec();
        let mut is_swept = vec![false; instance.len()];
        let mut is_met_early = is_swept.clone();
        let mut next = 0;
        while let Some(&task) = order.get(next) {
            met.end(task, &mut order);
            is_swept[task] = true;
            for &other in instance.conditions[task].iter().flatten() {
                is_met_early[other] |= !is_swept[other];
            }
            next += 1;
        }
        Self { instance, order, is_met_early }
    }

    /// By task: itself and its landmarks, as far as they belong to the block that begins at a
    /// position of the order.
    fn with_landmarks(&self, first: usize) -> Vec<Set> {
        let mut sets = vec![0; self.instance.len()];
        self.order[first..].iter().for_each(|&task| sets[task] = Set::MAX);
        loop {
            let mut changed = false;
            for (position, &task) in self.order[first..].iter().enumerate() {
                let own = if position < BLOCK { bit(position) } else { 0 };
                let common =
                    |one_of: &Vec<TaskId>| one_of.iter().fold(Set::MAX, |all, &t| all & sets[t]);
                let conditions = self.instance.conditions[task].iter();
                let set = conditions.fold(own, |set, one_of| set | common(one_of));
                changed |= self.is_met_early[task] && set != sets[task];
                sets[task] = set;
            }
            if !changed {
                return sets;
            }
        }
    }
}
