//! Bundles, found plainly: by walking back from each task.

use std::collections::BTreeSet;

use itertools::Itertools as _;
use proptest::prelude::{ProptestConfig, prop_assert_eq, proptest};

use crate::planner::bundles::{Bundle, Bundles};
use crate::planner::instance::{OneOf, TaskId};
use crate::planner::margins::Margins;
use crate::planner::network::Network;
use crate::planner::order::Order;
use crate::planner::teaching::Teaching;
use crate::planner::tests::order::project;
use crate::planner::tests::world::{times, worlds};
use crate::planner::worth::Worth;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn what_is_in_sight_is_what_walking_back_finds(
        world in worlds(12),
        time in times(),
        sight in 2_usize..6,
    ) {
        let Some(project) = project(&world, time) else { return Ok(()) };
        let (network, worth) = (&project.network, project.worth());
        let start = Order::new(network, &worth);
        let list = Margins::new(&start, Teaching::NONE, &[0]).next().unwrap();
        let mut bundles = Bundles::within(network, &worth, sight);
        for (position, &next) in list.iter().enumerate() {
            let (done, left) = list.split_at(position);
            for &task in left {
                let Some(before) = before(network, done, sight, task) else { continue };
                let bundle = bundle(network, &worth, done, &before);
                prop_assert_eq!(bundles.of(task), Some(bundle).filter(|it| it.size <= sight));
            }
            bundles.put(next);
        }
    }
}

/// What is left before a task, and itself; `None` if that leaves a choice, or if anything of it has
/// as many conditions as a bundle may have tasks: though few may meet them, it is not looked at.
fn before(
    network: &Network,
    done: &[TaskId],
    sight: usize,
    task: TaskId,
) -> Option<BTreeSet<TaskId>> {
    let (mut tasks, mut open) = (BTreeSet::new(), vec![task]);
    while let Some(task) = open.pop() {
        tasks.insert(task);
        let conditions = network.instance.conditions[task].iter();
        let only = |one_of: &OneOf| one_of.iter().copied().exactly_one().ok();
        let only = conditions.map(only).collect::<Option<Vec<TaskId>>>()?;
        let left = only.into_iter().filter(|task| !done.contains(task)).collect_vec();
        if left.len() >= sight {
            return None;
        }
        open.extend(left);
    }
    Some(tasks)
}

fn bundle(network: &Network, worth: &Worth, done: &[TaskId], tasks: &BTreeSet<TaskId>) -> Bundle {
    let is_brought = |one_of: &OneOf| one_of.iter().any(|task| done.contains(task));
    let brings = |one_of: &OneOf| one_of.iter().any(|task| tasks.contains(task));
    let asks = worth.asks().filter(|(_, one_of)| brings(one_of) && !is_brought(one_of));
    Bundle {
        gain: asks.map(|(share, _)| share).sum(),
        ticks: tasks.iter().map(|&task| network.activities[task].ticks).sum(),
        size: tasks.len(),
    }
}
