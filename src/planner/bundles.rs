//! Bundles: for each task what it brings, with all that has to come before it, in how much time.
//! When a task is done, it is taken off the bundles that hold it. Only where a condition leaves a
//! choice they are found anew, since something else may meet it now.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::rc::Rc;

use itertools::Itertools as _;

use crate::planner::instance::{OneOf, TaskId};
use crate::planner::network::Network;
use crate::planner::worth::Worth;

/// Among many tasks only small bundles are looked at, so that all of them together cost little.
const SIGHT: usize = 160_000;

/// Bundles of so many tasks are looked at among however many.
const LEAST_SIGHT: usize = 32;

/// A task that is left to do, with all that is left to do before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bundle {
    /// What it brings of all that is asked for.
    pub gain: u64,
    pub ticks: u64,
    /// How many tasks it has.
    pub size: usize,
}

impl Bundle {
    /// What it brings in a tick, with something `more`.
    pub fn rate(self, more: u64) -> f64 {
        (self.gain + more) as f64 / self.ticks.max(1) as f64
    }
}

/// The bundles of all tasks while one after another is done.
#[derive(Debug, Clone)]
pub struct Bundles<'a> {
    network: &'a Network,
    worth: &'a Worth,
    /// By task: the conditions that it can meet, with whose they are.
    meets: Rc<[Vec<(TaskId, usize)>]>,
    /// By task: whether any condition in its bundle can be met by several tasks.
    chooses: Rc<[bool]>,
    /// The most tasks that a bundle may have.
    sight: usize,
    done: Vec<bool>,
    /// By task: whether each of its conditions is met, and how many are not.
    met: Vec<Vec<bool>>,
    unmet: Vec<usize>,
    /// By ask: whether a task that is done brings it.
    brought: Vec<bool>,
    /// By task: none for what is done or out of sight.
    of: Vec<Option<Bundle>>,
    search: Search,
}

/// The last search; its lists are used again.
#[derive(Debug, Clone, Default)]
struct Search {
    number: u32,
    /// By task and by ask: the number of the search that found it last.
    found: Vec<u32>,
    counted: Vec<u32>,
    /// By task: the number of the search that passed it last.
    passed: Vec<u32>,
    /// Tasks on the way, each with the next of its conditions to look at.
    open: Vec<(TaskId, usize)>,
    /// What was found, in an order in which it can be done.
    tasks: Vec<TaskId>,
}

impl<'a> Bundles<'a> {
    /// Nothing is done.
    pub fn new(network: &'a Network, worth: &'a Worth) -> Self {
        let conditions = &network.instance.conditions;
        let (n, asks) = (conditions.len(), worth.asks().count());
        let in_turn = (0..n).sorted_by_key(|&task| network.turn[task]).collect_vec();
        let mut chooses = vec![false; n];
        for &task in &in_turn {
            let mut own = conditions[task].iter();
            chooses[task] = own.any(|one_of| one_of.len() != 1 || chooses[one_of[0]]);
        }
        let mut bundles = Self {
            network,
            worth,
            meets: network.instance.meets().into(),
            chooses: chooses.into(),
            sight: LEAST_SIGHT.max(SIGHT / n.max(1)),
            done: vec![false; n],
            met: conditions.iter().map(|own| vec![false; own.len()]).collect(),
            unmet: conditions.iter().map(Vec::len).collect(),
            brought: vec![false; asks],
            of: vec![None; n],
            search: Search {
                found: vec![0; n],
                counted: vec![0; asks],
                passed: vec![0; n],
                ..Search::default()
            },
        };
        for task in in_turn {
            bundles.of[task] = bundles.find(task);
        }
        bundles
    }

    /// The bundle of a task; `None` if it is done, or has too many tasks to be looked at.
    pub fn of(&self, task: TaskId) -> Option<Bundle> {
        self.of[task]
    }

    pub fn is_done(&self, task: TaskId) -> bool {
        self.done[task]
    }

    /// Does a task; returns those whose bundles may have changed.
    pub fn put(&mut self, task: TaskId) -> Vec<TaskId> {
        let meets = Rc::clone(&self.meets);
        self.done[task] = true;
        self.of[task] = None;
        for &(waiting, condition) in &meets[task] {
            let is_met = &mut self.met[waiting][condition];
            self.unmet[waiting] -= usize::from(!std::mem::replace(is_met, true));
        }
        let mut less = Bundle { ticks: self.network.activities[task].ticks, gain: 0, size: 1 };
        let mut sharing = Vec::new();
        for &ask in self.worth.met_by(task) {
            if !std::mem::replace(&mut self.brought[ask], true) {
                less.gain += self.worth.share(ask);
                sharing.extend(self.worth.bringing(ask));
            }
        }
        self.search.begin();
        let waiting = meets[task].iter().map(|&(waiting, _)| waiting);
        let behind = self.pass(waiting.collect());
        for &task in behind.iter().filter(|&&task| !self.chooses[task]) {
            if let Some(bundle) = &mut self.of[task] {
                bundle.gain -= less.gain;
                bundle.ticks -= less.ticks;
                bundle.size -= less.size;
            }
        }
        let may_differ = |task: &TaskId| self.chooses[*task] || self.of[*task].is_none();
        let mut again = behind.iter().copied().filter(may_differ).collect_vec();
        // What brings something that the task brought as well, and is not behind it.
        again.extend(self.pass(sharing));
        let found = self.find_again(again);
        behind.into_iter().chain(found).collect()
    }

    /// The tasks that were not passed yet in a search, of some and all behind them: up to those
    /// that are out of sight.
    fn pass(&mut self, mut open: Vec<TaskId>) -> Vec<TaskId> {
        let mut passed = Vec::new();
        while let Some(task) = open.pop() {
            let last = std::mem::replace(&mut self.search.passed[task], self.search.number);
            if self.done[task] || last == self.search.number {
                continue;
            }
            passed.push(task);
            if self.of[task].is_some() {
                open.extend(self.meets[task].iter().map(|&(waiting, _)| waiting));
            }
        }
        passed
    }

    /// Finds bundles anew, and those behind what comes into sight. Returns whose they are.
    fn find_again(&mut self, tasks: Vec<TaskId>) -> Vec<TaskId> {
        let turn = |task: TaskId| Reverse((self.network.turn[task], task));
        let mut open: BinaryHeap<_> = tasks.into_iter().map(turn).collect();
        let mut found = Vec::new();
        while let Some(Reverse((_, task))) = open.pop() {
            let was_in_sight = self.of[task].is_some();
            self.of[task] = self.find(task);
            found.push(task);
            if !was_in_sight && self.of[task].is_some() {
                let waiting = self.meets[task].iter().map(|&(waiting, _)| waiting);
                let unseen = waiting.filter(|&task| !self.done[task] && self.of[task].is_none());
                open.extend(unseen.map(turn));
            }
        }
        found
    }

    /// The tasks of a bundle that meets all needs, in an order in which they can be done; `None` if
    /// they are too many to be looked at.
    pub fn meeting(&mut self, needs: &[OneOf]) -> Option<(Bundle, &[TaskId])> {
        self.search.begin();
        for one_of in needs {
            if !one_of.iter().any(|&task| self.done[task] || self.search.has(task)) {
                self.collect(self.first_choice(one_of)?)?;
            }
        }
        Some((self.found(), &self.search.tasks))
    }

    /// The first task of a bundle.
    pub fn first_of(&self, mut task: TaskId) -> TaskId {
        while let Some(first) = self.unmet(task).next().and_then(|it| self.first_choice(it)) {
            task = first;
        }
        task
    }

    /// The task that meets a condition if nothing else does: the one that could be finished first.
    fn first_choice(&self, one_of: &OneOf) -> Option<TaskId> {
        one_of.iter().copied().min_by_key(|&task| self.network.turn[task])
    }

    fn unmet(&self, task: TaskId) -> impl Iterator<Item = &'a OneOf> {
        let conditions = self.network.instance.conditions[task].iter().zip(&self.met[task]);
        conditions.filter(|(_, is_met)| !**is_met).map(|(one_of, _)| one_of)
    }

    fn find(&mut self, task: TaskId) -> Option<Bundle> {
        self.search.begin();
        let is_in_sight =
            |one_of: &OneOf| self.first_choice(one_of).is_some_and(|task| self.of[task].is_some());
        if self.unmet[task] >= self.sight || !self.unmet(task).all(is_in_sight) {
            return None;
        }
        self.collect(task)?;
        Some(self.found())
    }

    /// Adds a task to what was found, after all before it; `None` if that is too much.
    fn collect(&mut self, task: TaskId) -> Option<()> {
        let conditions = &self.network.instance.conditions;
        self.search.open.clear();
        self.search.open.push((task, 0));
        while let Some(&(task, next)) = self.search.open.last() {
            let is_unmet = |&number: &usize| {
                let one_of = &conditions[task][number];
                !self.met[task][number] && !one_of.iter().any(|&task| self.search.has(task))
            };
            let needed = (next..conditions[task].len()).find(is_unmet);
            if let Some(number) = needed {
                let first = self.first_choice(&conditions[task][number])?;
                self.search.open.last_mut()?.1 = number + 1;
                self.search.open.push((first, 0));
            } else {
                self.search.open.pop();
                self.search.found[task] = self.search.number;
                self.search.tasks.push(task);
            }
            if self.search.tasks.len() + self.search.open.len() > self.sight {
                return None;
            }
        }
        Some(())
    }

    fn found(&mut self) -> Bundle {
        let Self { network, worth, brought, search, .. } = self;
        let Search { number, counted, tasks, .. } = search;
        let mut bundle = Bundle { size: tasks.len(), ..Bundle::default() };
        for &task in &*tasks {
            bundle.ticks += network.activities[task].ticks;
            for &ask in worth.met_by(task) {
                if !brought[ask] && std::mem::replace(&mut counted[ask], *number) != *number {
                    bundle.gain += worth.share(ask);
                }
            }
        }
        bundle
    }
}

impl Search {
    fn begin(&mut self) {
        self.number += 1;
        self.tasks.clear();
    }

    fn has(&self, task: TaskId) -> bool {
        self.found[task] == self.number
    }
}
