//! Cycles in a graph of steps.

use crate::knowledge::model::{Kb, Step, StepId};

/// A cycle of `edges`, if there is one: each step of it points to the next.
pub(super) fn cycle(kb: &Kb, edges: fn(&Step) -> &[StepId]) -> Option<Vec<StepId>> {
    let mut waits: Vec<usize> = kb.steps.iter().map(|step| edges(step).len()).collect();
    let mut followers: Vec<Vec<StepId>> = vec![Vec::new(); kb.steps.len()];
    for step in kb.step_ids() {
        for earlier in edges(&kb[step]) {
            followers[earlier.0].push(step);
        }
    }
    let mut free: Vec<StepId> = kb.step_ids().filter(|step| waits[step.0] == 0).collect();
    while let Some(step) = free.pop() {
        for &follower in &followers[step.0] {
            waits[follower.0] -= 1;
            if waits[follower.0] == 0 {
                free.push(follower);
            }
        }
    }
    let mut walk = vec![kb.step_ids().find(|step| waits[step.0] > 0)?];
    loop {
        let here = walk.last().copied()?;
        let next = edges(&kb[here]).iter().copied().find(|earlier| waits[earlier.0] > 0)?;
        if let Some(at) = walk.iter().position(|&step| step == next) {
            return Some(walk.split_off(at));
        }
        walk.push(next);
    }
}
