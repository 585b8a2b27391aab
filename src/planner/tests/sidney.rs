//! The bound on what an order is worth, against all orders of small worlds.

use std::sync::Arc;

use itertools::Itertools as _;
use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};

use crate::knowledge::hours::Hours;
use crate::planner::calendar::{Budget, Time};
use crate::planner::goal::Goal;
use crate::planner::held::Held;
use crate::planner::instance::{OneOf, TaskId};
use crate::planner::network::Network;
use crate::planner::project::Project;
use crate::planner::select::select;
use crate::planner::sidney::{area_of, most_area, share_of_most};
use crate::planner::tests::order::project;
use crate::planner::tests::world::{steps_in_a_row, times, worlds};
use crate::planner::worth::Worth;

/// More tasks have too many orders.
const MOST_TASKS: usize = 6;

/// The areas of all orders in which each task finds what it waits for.
fn areas(network: &Network, worth: &Worth) -> impl Iterator<Item = u64> {
    let tasks = 0..network.activities.len();
    let is_possible = |order: &Vec<TaskId>| {
        order.iter().enumerate().all(|(position, &task)| {
            let is_met =
                |one_of: &OneOf| order[..position].iter().any(|earlier| one_of.contains(earlier));
            network.instance.conditions[task].iter().all(is_met)
        })
    };
    let orders = tasks.clone().permutations(tasks.len()).filter(is_possible);
    let work = |order: Vec<TaskId>| {
        order.into_iter().map(|task| (task, network.activities[task].ticks)).collect_vec()
    };
    orders.map(move |order| area_of(network, worth, work(order)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn no_order_exceeds_the_bound(world in worlds(10), time in times()) {
        let Some(project) = project(&world, time) else { return Ok(()) };
        let Project { network, .. } = &project;
        if network.activities.len() > MOST_TASKS {
            return Ok(());
        }
        let worth = project.worth();
        let (best, most) = (areas(network, &worth).max(), most_area(network, &worth));
        prop_assert!(best <= Some(most), "{best:?} {most}");
    }

    #[test]
    fn the_bound_of_a_chain_is_its_only_order(
        hours in vec(1_u32..50, 1..MOST_TASKS), shares in vec(0_u64..100, MOST_TASKS)
    ) {
        let rows: Vec<_> = hours.iter().map(|&hours| ([hours; 3], 0)).collect();
        let (kb, target) = steps_in_a_row(&rows);
        let goal = Goal::new(&kb, &Arc::new(target), Held::nothing(&kb), &[], Vec::new());
        let selection = select(&kb, &goal).unwrap();
        let budget = Budget::Weekly(Hours::whole(10));
        let time = Time::new(date(2027, 1, 4), budget, Vec::new(), 3);
        let Project { network, .. } = Project::new(&kb, goal, time, selection).unwrap();
        let asks = (0..hours.len()).map(|task| (shares[task], vec![task])).collect();
        let worth = Worth::new(&network, asks, Vec::new());
        prop_assert_eq!(areas(&network, &worth).collect_vec(), [most_area(&network, &worth)]);
    }

    #[test]
    fn a_schedule_has_a_share_of_the_bound(world in worlds(10), time in times()) {
        let Some(project) = project(&world, time) else { return Ok(()) };
        let worth = project.worth();
        let schedule = project.schedule(&worth, 0).unwrap();
        let share = share_of_most(&project.network, &worth, &schedule);
        prop_assert!(share.is_none_or(|share| (0.0..=1.0).contains(&share)), "{share:?}");
    }
}
