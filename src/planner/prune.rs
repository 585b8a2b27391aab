//! Reduction: removes tasks that no least plan contains, before the exact solver runs.

use std::cmp::Reverse;

use itertools::Itertools as _;

use crate::planner::instance::{Instance, OneOf, TaskId};
use crate::planner::reached::Meets;

/// Marks those of the marked tasks that meet a demand, and all that could come before them.
pub fn relevant(instance: &Instance, among: &[bool]) -> Vec<bool> {
    with_all_before(instance, instance.demands.iter().flatten().copied(), among)
}

/// Marks those of some tasks that are `among` others, and all of these that could come before.
pub fn with_all_before(
    instance: &Instance,
    tasks: impl IntoIterator<Item = TaskId>,
    among: &[bool],
) -> Vec<bool> {
    let mut keep = vec![false; instance.len()];
    let mut open: Vec<TaskId> = tasks.into_iter().collect();
    while let Some(task) = open.pop() {
        if among[task] && !std::mem::replace(&mut keep[task], true) {
            open.extend(instance.conditions[task].iter().flatten());
        }
    }
    keep
}

/// Drops tasks that alone cost more than a known plan, and those that are dominated.
pub fn reduce(instance: &Instance, meets: &Meets, known_cost: u64) -> Instance {
    let affordable = (0..instance.len()).filter(|&task| instance.ticks[task] <= known_cost);
    let instance = instance.restricted(&meets.closure(affordable));
    let keep = undominated(&instance);
    instance.restricted(&relevant(&instance, &keep))
}

/// Marks the tasks that no other dominates. A task is dominated by one of strictly fewer hours that
/// serves all of its purposes and can be done wherever it can.
fn undominated(instance: &Instance) -> Vec<bool> {
    let purposes = Purposes::new(instance);
    let mut keep = vec![true; instance.len()];
    let longest_first = |&task: &TaskId| (Reverse(instance.ticks[task]), task);
    for task in (0..instance.len()).sorted_by_key(longest_first) {
        let dominated = purposes.rivals(task).any(|rival| {
            keep[rival]
                && instance.ticks[rival] < instance.ticks[task]
                && purposes.covers(rival, task, &keep)
                && can_stand_in(instance, rival, task, &keep)
        });
        keep[task] = !dominated;
    }
    keep
}

/// Whether all that comes before the dominated task is enough to come before the dominating one.
fn can_stand_in(instance: &Instance, dominating: TaskId, dominated: TaskId, keep: &[bool]) -> bool {
    instance.conditions[dominating].iter().all(|needed| {
        let meets = |&t: &TaskId| !keep[t] || t == dominating || needed.binary_search(&t).is_ok();
        instance.conditions[dominated].iter().any(|given| given.iter().all(meets))
    })
}

/// For each task the conditions and demands that it can meet.
struct Purposes<'a> {
    /// Each condition with the task that has it, and each demand.
    all: Vec<(Option<TaskId>, &'a OneOf)>,
    of: Vec<Vec<usize>>,
    /// By purpose the task of the fewest hours.
    cheapest: Vec<Option<TaskId>>,
}

/// Of more tasks that serve a purpose only the cheapest is a rival: comparing with all of them
/// would take too long.
const MANY: usize = 200;

impl<'a> Purposes<'a> {
    fn new(instance: &'a Instance) -> Self {
        let conditions = instance.conditions.iter().enumerate();
        let conditions =
            conditions.flat_map(|(owner, all)| all.iter().map(move |one_of| (Some(owner), one_of)));
        let demands = instance.demands.iter().map(|one_of| (None, one_of));
        let all: Vec<(Option<TaskId>, &OneOf)> = conditions.chain(demands).collect();
        let mut of = vec![Vec::new(); instance.len()];
        for (number, (_, one_of)) in all.iter().enumerate() {
            for &task in *one_of {
                of[task].push(number);
            }
        }
        let cheapest = |(_, one_of): &(_, &OneOf)| {
            one_of.iter().copied().min_by_key(|&task| instance.ticks[task])
        };
        let cheapest = all.iter().map(cheapest).collect();
        Self { all, of, cheapest }
    }

    /// Tasks that share the rarest purpose of `task`: no others can dominate it.
    fn rivals(&self, task: TaskId) -> impl Iterator<Item = TaskId> {
        let sizes = self.of[task].iter().map(|&number| (self.all[number].1.len(), number));
        let rivals = sizes.min().map(|(size, rarest)| {
            let (owner, one_of) = self.all[rarest];
            let cheapest = self.cheapest[rarest].as_slice();
            (if size > MANY { cheapest } else { one_of }).iter().copied().chain(owner)
        });
        rivals.into_iter().flatten().filter(move |&rival| rival != task)
    }

    /// Whether the dominating task serves all purposes of the dominated one that are left.
    fn covers(&self, dominating: TaskId, dominated: TaskId, keep: &[bool]) -> bool {
        self.of[dominated].iter().all(|&number| {
            let (owner, one_of) = &self.all[number];
            owner.is_some_and(|owner| owner == dominating || !keep[owner])
                || one_of.binary_search(&dominating).is_ok()
        })
    }
}
