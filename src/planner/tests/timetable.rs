//! The earliest finish of a few evening tasks, by trying every order of them in every week.

use std::collections::BTreeSet;

use itertools::Itertools as _;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;

use crate::knowledge::hours::Hours;
use crate::planner::instance::{OneOf, TaskId};
use crate::planner::network::Network;
use crate::planner::project::RANDOM_LISTS;
use crate::planner::tests::order::project;
use crate::planner::tests::world::{times, worlds};

/// Of so many worlds, always the same ones, few could end more than a week earlier by an order that
/// no priority rule finds, and none by so much as a missed start month costs.
#[test]
fn hardly_any_small_world_could_end_much_earlier() {
    const WORLDS: usize = 12_000;
    const MOST_LATE: usize = 3;
    /// In weeks.
    const A_MONTH: usize = 4;
    let mut runner = TestRunner::deterministic();
    let (mut looked_at, mut late) = (0, 0);
    for _ in 0..WORLDS {
        let (world, time) = (worlds(7), times()).new_tree(&mut runner).unwrap().current();
        let Some(project) = project(&world, time) else { continue };
        let finish = project.earliest(RANDOM_LISTS).unwrap().finish;
        if finish == project.bound || !is_small(&project.network) {
            continue;
        }
        looked_at += 1;
        if let Some(week) = earliest(&project.network, finish).filter(|week| week + 1 < finish) {
            assert!(finish - week <= A_MONTH, "{finish}, but {week} is possible: {world:?}");
            late += 1;
        }
    }
    assert!(looked_at > 50 && late <= MOST_LATE, "{late} of {looked_at}");
}

/// What was worked on each task by the end of a week, and the week in which it was begun.
type State = Vec<(u64, Option<usize>)>;

/// Few enough tasks, and none whose weeks are whole or have begun before.
fn is_small(network: &Network) -> bool {
    let tasks = &network.activities;
    tasks.len() <= 4 && tasks.iter().all(|task| !task.full_time && !task.begun)
}

/// The earliest week before `horizon` by which some order ends; `None` if none does.
fn earliest(network: &Network, horizon: usize) -> Option<usize> {
    let tasks: Vec<TaskId> = (0..network.activities.len()).collect();
    let orders = tasks.iter().copied().permutations(tasks.len()).collect_vec();
    let mut states = BTreeSet::from([vec![(0, None); tasks.len()]]);
    for week in 0..horizon {
        let next = states.iter().cartesian_product(&orders).flat_map(|(state, order)| {
            [false, true].map(|early| worked(network, state, order, week, early))
        });
        states = next.collect();
        let is_done = |state: &State| tasks.iter().all(|&task| is_finished(network, state, task));
        if states.iter().any(is_done) {
            return Some(week);
        }
    }
    None
}

fn is_finished(network: &Network, state: &State, task: TaskId) -> bool {
    state[task].0 == network.activities[task].ticks
}

/// A week in which each task in turn gets as much as it can take; with `early`, what may begin in
/// certain months only gets an hour before all others.
fn worked(network: &Network, state: &State, order: &[TaskId], week: usize, early: bool) -> State {
    let mut state = state.clone();
    let mut free = network.calendar.capacity(week);
    let takes_place = |state: &State, task: TaskId| {
        let is_running = state[task].1.is_some() && !is_finished(network, state, task);
        is_running && network.activities[task].weeks == 0
    };
    let running = order.iter().filter(|&&task| takes_place(&state, task)).count();
    let mut places = network.calendar.max_in_progress.saturating_sub(running);
    let hour = Hours::whole(1).ticks();
    let is_fixed = |task: &&TaskId| early && !network.activities[**task].starts.is_empty();
    let first = order.iter().filter(is_fixed).map(|&task| (task, hour));
    for (task, most) in first.chain(order.iter().map(|&task| (task, u64::MAX))) {
        let activity = &network.activities[task];
        let is_met = |one_of: &OneOf| one_of.iter().any(|&t| is_finished(network, &state, t));
        let begins = state[task].1.is_none();
        if !network.instance.conditions[task].iter().all(is_met)
            || (begins && !network.calendar.may_start(week, &activity.starts))
            || (begins && activity.weeks == 0 && places == 0)
        {
            continue;
        }
        let since = week - state[task].1.unwrap_or(week) + 1;
        let is_last = since as u64 >= activity.weeks;
        let kept = if is_last { 0 } else { hour.min(activity.ticks.div_ceil(activity.weeks)) };
        let ticks = (activity.ticks - kept).saturating_sub(state[task].0).min(free).min(most);
        if ticks > 0 {
            places -= usize::from(begins && activity.weeks == 0);
            state[task] = (state[task].0 + ticks, state[task].1.or(Some(week)));
            free -= ticks;
        }
    }
    state
}
