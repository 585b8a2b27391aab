//! What tasks need, of all together that are alike: the rows of a relaxation.

use itertools::Itertools as _;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::planner::instance::{Instance, OneOf, TaskId};
use crate::planner::reached::Meets;

/// A condition of one task, or of several that serve the same purposes: the later one of two would
/// serve none that is left, so that together they need no more than one does.
pub struct Need<'a> {
    pub of: Vec<TaskId>,
    pub one_of: &'a OneOf,
}

/// Conditions that not every plan meets, of all tasks together that serve the same purposes.
pub fn needs<'a>(instance: &'a Instance, meets: &Meets, necessary: &[bool]) -> Vec<Need<'a>> {
    let mut demands = vec![Vec::new(); instance.len()];
    for (number, demand) in instance.demands.iter().enumerate() {
        for &task in demand {
            demands[task].push(number);
        }
    }
    let demanded: FxHashSet<&OneOf> = instance.demands.iter().collect();
    let (mut alike, mut places) = (FxHashMap::default(), FxHashMap::default());
    let mut needs: Vec<Need> = Vec::new();
    for (task, conditions) in instance.conditions.iter().enumerate() {
        let purposes = (meets.of(task).collect_vec(), &demands[task]);
        let first = *alike.entry(purposes).or_insert(task);
        for one_of in conditions {
            if one_of.iter().any(|&other| necessary[other]) || demanded.contains(one_of) {
                continue;
            }
            let place = *places.entry((first, one_of)).or_insert(needs.len());
            if place == needs.len() {
                needs.push(Need { of: Vec::new(), one_of });
            }
            let of = &mut needs[place].of;
            if of.last() != Some(&task) {
                of.push(task);
            }
        }
    }
    needs
}
