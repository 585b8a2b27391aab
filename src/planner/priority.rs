//! Order: the priority rules worth trying. A rule is a list of all tasks, the most urgent first,
//! and what may go before its order.

use std::cell::LazyCell;
use std::cmp::Reverse;

use itertools::Itertools as _;
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng as _, SeedableRng as _};

use crate::planner::greedy;
use crate::planner::instance::{TaskId, marks};
use crate::planner::network::{Network, WEEK};
use crate::planner::reached::Meets;

/// Which activities go first where there are not enough hours or places for all.
#[derive(Debug, Clone)]
pub struct PriorityRule {
    /// All tasks, the most urgent first.
    pub list: Vec<TaskId>,
    pub variant: Variant,
    /// What is in progress goes on before anything new begins; what is studied beside other things
    /// and a long search for work leave a part of each week to others. Of the variant only
    /// `full_time_in_turn` counts then.
    pub is_steady: bool,
}

/// What may go before the order of the list.
#[derive(Debug, Clone, Copy)]
pub struct Variant {
    /// Activities that count towards the most in progress go before those that wait for weeks, and
    /// among them the ones in progress before the others, so that a place becomes free sooner.
    pub places_first: bool,
    /// A full-time activity begins only when nothing more urgent can be worked on; otherwise as
    /// soon as it can.
    pub full_time_in_turn: bool,
    /// Activities in progress that wait for weeks go before more urgent ones, so that they do not
    /// take longer than they have to.
    pub waiting_goes_on: bool,
    pub haste: Haste,
}

/// What is done so that no start month is missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Haste {
    /// Nothing: activities that wait for weeks do as many hours in each of them.
    None,
    /// They do most of their hours at the beginning, and what may begin in certain months only
    /// begins at once, if only for an hour.
    BeginsEarly,
    /// A full-time activity lets that begin as well.
    BeforeFullTime,
}

impl PriorityRule {
    fn new(list: Vec<TaskId>, variant: usize) -> Self {
        Self { list, variant: Variant::numbered(variant), is_steady: false }
    }
}

impl Variant {
    pub const COUNT: usize = 24;

    /// One of the [`Variant::COUNT`] combinations; any number will do.
    fn numbered(number: usize) -> Self {
        Self {
            places_first: number & 1 != 0,
            full_time_in_turn: number & 2 != 0,
            waiting_goes_on: number & 4 == 0,
            haste: [Haste::None, Haste::BeginsEarly, Haste::BeforeFullTime][number / 8 % 3],
        }
    }
}

/// The reasoned lists in all variants, then as many random lists as asked for, each in one variant.
/// Of equally good lists the first is taken.
pub fn rules(network: &Network, random: usize) -> impl Iterator<Item = PriorityRule> {
    let by_tail = by_tail(network).into_iter().flat_map(in_all_variants);
    // Mostly one of these is good enough, and the rest costs more to think of.
    let rest = std::iter::once_with(move || {
        let leading = leading_to_fixed(network).flat_map(move |leads| {
            in_all_variants(descending(network, |task| (leads[task], network.tail[task])))
        });
        let random = random_lists(network, random).enumerate();
        leading.chain(random.map(|(number, list)| PriorityRule::new(list, number)))
    });
    by_tail.chain(rest.flatten())
}

fn in_all_variants(list: Vec<TaskId>) -> impl Iterator<Item = PriorityRule> {
    (0..Variant::COUNT).map(move |number| PriorityRule::new(list.clone(), number))
}

/// A list in all steady variants, or in all others.
pub fn in_variants(list: &[TaskId], is_steady: bool) -> impl Iterator<Item = PriorityRule> {
    // Of those that begin full-time activities in turn and at once.
    let numbers = if is_steady { vec![2, 0] } else { (0..Variant::COUNT).collect() };
    let rule = move |number| PriorityRule { is_steady, ..PriorityRule::new(list.to_vec(), number) };
    numbers.into_iter().map(rule)
}

/// The longest tail first (the critical path). Waiting cannot be sped up, so where that is not good
/// enough, a chain that ends in waiting comes before one that is all work (Jackson's rule for one
/// machine with tails).
fn by_tail(network: &Network) -> [Vec<TaskId>; 2] {
    let Network { tail, idle_tail, .. } = network;
    [
        descending(network, |task| (tail[task], idle_tail[task])),
        descending(network, |task| (idle_tail[task], tail[task])),
    ]
}

/// Lists by randomly weighted and blurred criteria; the same count gives the same lists.
fn random_lists(network: &Network, count: usize) -> impl Iterator<Item = Vec<TaskId>> {
    let mut random = Pcg64Mcg::seed_from_u64(count as u64);
    let targets = LazyCell::new(|| leading_to_fixed(network).collect_vec());
    (0..count).map(move |_| {
        let mut upto = |most: u64| random.next_u64() % (most + 1);
        let (idle_weight, blur) = (upto(8), upto(20));
        let bonuses: Vec<u64> = targets.iter().map(|_| upto(60) * WEEK).collect();
        let key = |task: TaskId| {
            let leads = targets.iter().zip(&bonuses).filter(|(leads, _)| leads[task]);
            let bonus: u64 = leads.map(|(_, bonus)| bonus).sum();
            network.tail[task] + idle_weight * network.idle_tail[task] + bonus + upto(blur * WEEK)
        };
        let keys: Vec<u64> = (0..network.activities.len()).map(key).collect();
        descending(network, |task| keys[task])
    })
}

/// All tasks, those with the largest key first, and of equal ones those that unlock most.
fn descending<K: Ord>(network: &Network, key: impl Fn(TaskId) -> K) -> Vec<TaskId> {
    let urgency = |&task: &TaskId| (Reverse((key(task), network.unlocks[task])), task);
    (0..network.activities.len()).sorted_by_key(urgency).collect()
}

/// Whoever has to wait this many weeks better begins to wait early.
const LONG_WAIT: u64 = 8;

/// What leads to a fixed start month, to whole weeks or to a long wait comes before everything
/// else: for each such activity, marks it and a small set of tasks that is enough to get to it.
fn leading_to_fixed(network: &Network) -> impl Iterator<Item = Vec<bool>> {
    let count = network.activities.len();
    let fixed = (0..count).filter(|&task| {
        let activity = &network.activities[task];
        activity.is_fixed() || activity.weeks >= LONG_WAIT
    });
    fixed.map(move |target| {
        let tasks = network.leading_to(target);
        match network.choice(&tasks, target) {
            Some(choice) => {
                let few = greedy::plan(&choice, &Meets::new(&choice.conditions));
                marks(count, few.into_iter().map(|it| tasks[it]))
            }
            None => marks(count, tasks),
        }
    })
}
