//! What comes before a task, and behind it, found plainly: by leaving it out.

use std::collections::BTreeSet;

use proptest::prelude::{ProptestConfig, prop_assert_eq, proptest};

use crate::planner::instance::{Instance, OneOf, TaskId, marked};
use crate::planner::landmarks::{count_behind, landmarks};
use crate::planner::tests::order::project;
use crate::planner::tests::world::{times, worlds};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn without_a_landmark_a_task_cannot_be_done(world in worlds(12), time in times()) {
        let Some(project) = project(&world, time) else { return Ok(()) };
        let instance = &project.network.instance;
        prop_assert_eq!(found(instance), plainly(instance));
        let many = beside_each_other(instance, 30);
        prop_assert_eq!(found(&many), plainly(&many));
    }

    #[test]
    fn what_waits_is_counted_once(links: [[bool; 20]; 20], copies in 1_usize..20) {
        let earlier = |task: usize| (task / 20 * 20..task).filter(move |other| {
            links[task % 20][other % 20]
        });
        let mut followers = vec![Vec::new(); 20 * copies];
        for task in 0..followers.len() {
            earlier(task).for_each(|other| followers[other].push(task));
        }
        let order: Vec<TaskId> = (0..followers.len()).collect();
        let plainly = order.iter().map(|&task| {
            let mut behind = BTreeSet::new();
            let mut open = followers[task].clone();
            while let Some(later) = open.pop() {
                if behind.insert(later) {
                    open.extend(&followers[later]);
                }
            }
            behind.len()
        });
        prop_assert_eq!(count_behind(&order, &followers), plainly.collect::<Vec<_>>());
    }
}

type Pairs = BTreeSet<(TaskId, TaskId)>;

fn found(instance: &Instance) -> Pairs {
    let mut pairs = Pairs::new();
    landmarks(instance, &vec![true; instance.len()], |landmark, task| {
        pairs.insert((landmark, task));
    });
    pairs
}

fn plainly(instance: &Instance) -> Pairs {
    let all = 0..instance.len();
    let without = |left_out: TaskId| {
        let reached = instance.closure(all.clone().filter(|&task| task != left_out));
        let missed: Vec<bool> = reached.iter().map(|is_reached| !is_reached).collect();
        marked(&missed).into_iter().filter(move |&task| task != left_out)
    };
    all.clone().flat_map(|task| without(task).map(move |behind| (task, behind))).collect()
}

/// Copies of an instance, one after another: more tasks than a block has.
fn beside_each_other(instance: &Instance, copies: usize) -> Instance {
    let n = instance.len();
    let shifted = |one_of: &OneOf, by: usize| one_of.iter().map(|task| task + by).collect();
    let conditions = (0..copies).flat_map(|copy| {
        let own = move |all: &Vec<OneOf>| all.iter().map(|it| shifted(it, copy * n)).collect();
        instance.conditions.iter().map(own)
    });
    Instance {
        steps: instance.steps.repeat(copies),
        ticks: instance.ticks.repeat(copies),
        conditions: conditions.collect(),
        demands: instance.demands.clone(),
    }
}
