//! Selection: sufficient, least, and explained.

use std::collections::BTreeSet;

use itertools::Itertools as _;
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};
use proptest::sample::Index;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::StepId;
use crate::planner::ascent::ascend;
use crate::planner::cost::Cost;
use crate::planner::effort::Effort;
use crate::planner::exact::MinimumSearch;
use crate::planner::goal::Goal;
use crate::planner::greedy::minimal;
use crate::planner::instance::{Instance, TaskId};
use crate::planner::need::needs;
use crate::planner::prune::relevant;
use crate::planner::reached::Meets;
use crate::planner::select::select;
use crate::planner::tests::oracle::{branch_and_bound, brute_force, is_sufficient, price};
use crate::planner::tests::world::{World, worlds};
use crate::planner::unreachable::Reason;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn selects_the_least_sufficient_set_of_all_subsets(world in worlds(10)) {
        match (select(&world.kb, &world.goal()), brute_force(&world)) {
            (Ok(selection), least) => {
                let chosen: BTreeSet<StepId> = selection.steps.iter().copied().collect();
                prop_assert!(selection.proven);
                prop_assert!(is_sufficient(&world, &chosen));
                prop_assert_eq!(Some(price(&world, chosen)), least);
                prop_assert_eq!(least.map(|(hours, _)| hours), Some(selection.bound));
            }
            (Err(_), least) => prop_assert_eq!(least, None),
        }
    }

    #[test]
    fn says_what_holds_however_little_work_it_may_do(world in worlds(10), work in 0_u64..2_000) {
        let mut goal = world.goal();
        goal.effort = Effort::new(work);
        let Ok(selection) = select(&world.kb, &goal) else { return Ok(()) };
        let chosen: BTreeSet<StepId> = selection.steps.iter().copied().collect();
        prop_assert!(is_sufficient(&world, &chosen));
        let (found, _) = price(&world, chosen);
        let least = brute_force(&world).map(|(hours, _)| hours);
        prop_assert!(least.is_some_and(|least| selection.bound <= least && least <= found));
        prop_assert!(!selection.proven || least == Some(found));
    }

    #[test]
    fn the_parts_of_an_effort_are_no_more_than_the_whole(work: u64, among in 1_usize..1_000) {
        let part = Effort::new(work).shared(among);
        prop_assert!(u128::from(part.work()) * among as u128 <= u128::from(work));
    }

    #[test]
    fn knowing_more_never_makes_it_longer(world in worlds(12), more in worlds(12), step: Index) {
        let Ok(before) = select(&world.kb, &world.goal()) else { return Ok(()) };
        let hours = |steps: &[StepId]| price(&world, steps.iter().copied()).0;
        let mut goal = world.goal();
        goal.held.learn(&world.kb, &more.know);
        let after = select(&world.kb, &reduced(&world, goal));
        prop_assert!(after.is_ok_and(|after| hours(&after.steps) <= hours(&before.steps)));

        let finished = StepId(step.index(world.kb.steps.len()));
        let mut goal = world.goal();
        goal.held.done.insert(finished);
        goal.held.learn(&world.kb, &world.kb[finished].requires);
        goal.held.learn(&world.kb, &world.kb[finished].teaches);
        let after = select(&world.kb, &reduced(&world, goal));
        prop_assert!(after.is_ok_and(|after| hours(&after.steps) <= hours(&before.steps)));
    }

    #[test]
    fn names_wishes_that_make_it_impossible_and_no_more_than_needed(world in worlds(8)) {
        let Err(unreachable) = select(&world.kb, &world.goal()) else { return Ok(()) };
        prop_assert!(!unreachable.is_empty());
        let mut given_up = Vec::new();
        let mut hopeless = false;
        for reason in unreachable {
            match reason {
                Reason::Avoided { avoid, demands } => {
                    prop_assert!(!demands.is_empty());
                    given_up.push(avoid);
                }
                Reason::NoWay { .. } => hopeless = true,
            }
        }
        if hopeless {
            return Ok(());
        }
        let without = |wishes: &[_]| {
            let mut goal = world.goal();
            goal.avoid.retain(|avoid| !wishes.contains(avoid));
            select(&world.kb, &goal).is_ok()
        };
        prop_assert!(without(&given_up));
        for kept in 0..given_up.len() {
            let mut fewer = given_up.clone();
            fewer.remove(kept);
            prop_assert!(!without(&fewer));
        }
    }
}

/// Demands that are met now are no demands any more.
fn reduced(world: &World, mut goal: Goal) -> Goal {
    let held = goal.held.clone();
    goal.demands.retain(|demand| !demand.is_met_from(&world.kb, &held));
    goal
}

/// The candidates that matter; `None` if no set of them is sufficient.
fn instance(world: &World) -> Option<Instance> {
    let goal = world.goal();
    let all = Instance::new(&world.kb, &goal, &goal.candidates(&world.kb));
    let reached = all.closure(0..all.len());
    all.satisfied(&reached).then(|| all.restricted(&relevant(&all, &reached)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Small worlds are solved before it comes to the program, so that is asked by itself.
    #[test]
    fn the_program_finds_the_least_set_alone(world in worlds(10)) {
        let Some(instance) = instance(&world) else { return Ok(()) };
        let (meets, costs) = (Meets::new(&instance.conditions), Cost::all_of(&world.kb, &instance));
        let ascent = ascend(&instance, &meets, &costs);
        let mut search = MinimumSearch::new(&instance, &meets, &costs, &ascent, None);
        let bound = search.solve(Hours::ZERO, Effort::default());
        let steps = search.best.iter().flatten().map(|&task| instance.steps[task]);
        let least = brute_force(&world);
        prop_assert_eq!(Some(price(&world, steps)), least);
        prop_assert!(least.is_some_and(|(hours, _)| bound.ticks().abs_diff(hours.ticks()) < 100));
    }

    /// However often it is adjusted.
    #[test]
    fn no_plan_costs_less_than_an_ascent_says(world in worlds(10)) {
        let Some(instance) = instance(&world) else { return Ok(()) };
        let (meets, costs) = (Meets::new(&instance.conditions), Cost::all_of(&world.kb, &instance));
        let is_plan = |set: &[TaskId]| {
            let reached = meets.closure(set.iter().copied());
            instance.satisfied(&reached) && set.iter().all(|&task| reached[task])
        };
        let plans = (0..instance.len()).powerset().filter(|set| is_plan(set)).collect_vec();
        let mut ascent = ascend(&instance, &meets, &costs);
        for _ in 0..3 {
            prop_assert!(is_plan(&ascent.plan));
            for plan in &plans {
                let cost: Cost = plan.iter().map(|&task| costs[task]).sum();
                prop_assert!(ascent.bound <= cost);
                prop_assert!(plan.iter().all(|&t| ascent.bound + ascent.reduced_costs[t] <= cost));
            }
            ascent = ascent.adjusted(&instance, &meets, &costs);
        }
    }

    /// Of a plan from which nothing can be left out, whatever it was made from.
    #[test]
    fn a_plan_has_what_its_tasks_need_together(world in worlds(14), given: [bool; 14]) {
        let goal = world.goal();
        let all = Instance::new(&world.kb, &goal, &goal.candidates(&world.kb));
        let given = (0..all.len()).filter(|&task| given[task]);
        let reached = [all.closure(given), all.closure(0..all.len())];
        let Some(sufficient) = reached.iter().find(|reached| all.satisfied(reached)) else {
            return Ok(());
        };
        let plan = minimal(&all, sufficient);
        let taken = |tasks: &[TaskId]| tasks.iter().filter(|&task| plan.contains(task)).count();
        for need in needs(&all, &Meets::new(&all.conditions), &all.necessary()) {
            prop_assert!(taken(&need.of) <= taken(need.one_of));
        }
    }
}

/// The plan has both tasks of the landmark that is found first.
#[test]
fn to_adjust_an_ascent_raises_its_bound() {
    let [capstone, course, primer] = [0, 1, 2];
    let instance = Instance {
        steps: (0..3).map(StepId).collect(),
        ticks: vec![1, 2, 1],
        conditions: vec![vec![vec![course]], vec![vec![primer]], vec![]],
        demands: vec![vec![course, primer], vec![capstone, course]],
    };
    let (meets, costs) = (Meets::new(&instance.conditions), Cost::hours_of(&instance));
    let ascent = ascend(&instance, &meets, &costs);
    let adjusted = ascent.adjusted(&instance, &meets, &costs);
    assert_eq!([&ascent.plan, &adjusted.plan], [&[course, primer]; 2]);
    assert_eq!([ascent.bound, adjusted.bound].map(|bound| bound.ticks), [2, 3]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn agrees_with_branch_and_bound_on_larger_worlds(world in worlds(18)) {
        let selected = select(&world.kb, &world.goal()).ok();
        let found = selected.map(|selection| price(&world, selection.steps));
        prop_assert_eq!(found, branch_and_bound(&world));
    }
}
