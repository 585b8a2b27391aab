//! Bundles: for each task what it brings, with all that has to come before it, in how much time.
//! When a task is done, it is taken off the bundles that hold it. Only where a condition leaves a
//! choice they are found anew, since something else may meet it now. Of those that are too large to
//! be looked at, what is too much is counted down.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;
use std::rc::Rc;

use itertools::Itertools as _;

use crate::planner::instance::{OneOf, TaskId};
use crate::planner::network::Network;
use crate::planner::precedence::Met;
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
    /// By condition: the task that meets it if nothing else does.
    first: Rc<[Option<TaskId>]>,
    /// By task: whether any condition in its bundle can be met by several tasks.
    chooses: Rc<[bool]>,
    /// The most tasks that a bundle may have.
    sight: usize,
    done: Vec<bool>,
    met: Met<'a>,
    /// By ask: whether a task that is done brings it.
    brought: Vec<bool>,
    /// By task.
    of: Vec<Known>,
    search: Search,
}

/// What is known of a bundle.
#[derive(Debug, Clone, Copy)]
enum Known {
    /// Its task is done, something before it is out of sight, or it leaves a choice and is too
    /// large to be looked at.
    Nothing,
    /// It is too large until so many of its tasks are done.
    Beyond(usize),
    InSight(Bundle),
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
    /// Tasks on the way, each with those of its conditions that are left to look at.
    open: Vec<(TaskId, Range<usize>)>,
    /// What was found, in an order in which it can be done.
    tasks: Vec<TaskId>,
}

impl<'a> Bundles<'a> {
    /// Nothing is done.
    pub fn new(network: &'a Network, worth: &'a Worth) -> Self {
        Self::within(network, worth, LEAST_SIGHT.max(SIGHT / network.activities.len().max(1)))
    }

    /// The same; bundles of more tasks than `sight` are not looked at.
    pub fn within(network: &'a Network, worth: &'a Worth, sight: usize) -> Self {
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
            first: conditions.iter().flatten().map(|it| network.first_choice(it)).collect(),
            chooses: chooses.into(),
            sight,
            done: vec![false; n],
            met: network.precedence.begin(),
            brought: vec![false; asks],
            of: vec![Known::Nothing; n],
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
        match self.of[task] {
            Known::InSight(bundle) => Some(bundle),
            Known::Nothing | Known::Beyond(_) => None,
        }
    }

    pub fn is_done(&self, task: TaskId) -> bool {
        self.done[task]
    }

    /// Does a task; returns those whose bundles may have changed.
    pub fn put(&mut self, task: TaskId) -> Vec<TaskId> {
        self.done[task] = true;
        self.of[task] = Known::Nothing;
        self.met.end(task, &mut Vec::new());
        let mut less = Bundle { ticks: self.network.activities[task].ticks, gain: 0, size: 1 };
        let mut sharing = Vec::new();
        for &ask in self.worth.met_by(task) {
            if !std::mem::replace(&mut self.brought[ask], true) {
                less.gain += self.worth.share(ask);
                sharing.extend(self.worth.bringing(ask));
            }
        }
        self.search.begin();
        let waiting = self.network.precedence.waiting(task).collect_vec();
        let (mut changed, mut again) = (Vec::new(), Vec::new());
        // The task may have been the last before them that was out of sight.
        let is_unknown = |&task: &TaskId| matches!(self.of[task], Known::Nothing);
        let unknown = waiting.iter().copied().filter(is_unknown);
        again.extend(unknown.filter(|&task| !self.chooses[task]));
        for behind in self.pass(waiting) {
            match &mut self.of[behind] {
                _ if self.chooses[behind] => again.push(behind),
                Known::InSight(bundle) => {
                    bundle.gain -= less.gain;
                    bundle.ticks -= less.ticks;
                    bundle.size -= less.size;
                    changed.push(behind);
                }
                Known::Beyond(1) => again.push(behind),
                Known::Beyond(by) => *by -= less.size,
                Known::Nothing => {}
            }
        }
        // What brings something that the task brought as well, and is not behind it.
        let sharing = self.pass(sharing);
        again.extend(sharing.into_iter().filter(|&task| self.of(task).is_some()));
        changed.extend(self.find_again(again));
        changed
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
            if self.of(task).is_some() {
                open.extend(self.network.precedence.waiting(task));
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
            let was_in_sight = self.of(task).is_some();
            self.of[task] = self.find(task);
            found.push(task);
            if !was_in_sight && self.of(task).is_some() {
                let waiting = self.network.precedence.waiting(task);
                let unseen = waiting.filter(|&task| !self.done[task] && self.of(task).is_none());
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
                self.collect(self.network.first_choice(one_of)?, self.sight)?;
            }
        }
        Some((self.found(), &self.search.tasks))
    }

    /// The first task of a bundle.
    pub fn first_of(&self, mut task: TaskId) -> TaskId {
        while let Some(first) = self.met.open(task).next().and_then(|it| self.first[it]) {
            task = first;
        }
        task
    }

    fn find(&mut self, task: TaskId) -> Known {
        self.search.begin();
        let is_in_sight = |it: usize| self.first[it].is_some_and(|task| self.of(task).is_some());
        if self.met.count_open(task) >= self.sight || !self.met.open(task).all(is_in_sight) {
            return Known::Nothing;
        }
        let most = if self.chooses[task] { self.sight } else { usize::MAX };
        if self.collect(task, most).is_none() {
            return Known::Nothing;
        }
        match self.search.tasks.len().saturating_sub(self.sight) {
            0 => Known::InSight(self.found()),
            by => Known::Beyond(by),
        }
    }

    /// Adds a task to what was found, after all before it; `None` if that is more than `most`.
    fn collect(&mut self, task: TaskId, most: usize) -> Option<()> {
        let Self { network: Network { precedence, instance, .. }, first, chooses, met, .. } = self;
        let Search { number, found, open, tasks, .. } = &mut self.search;
        open.clear();
        open.push((task, precedence.conditions(task)));
        while let Some((task, left)) = open.last_mut() {
            let task = *task;
            let has = |task: &TaskId| found[*task] == *number;
            let has_any = |condition: usize| {
                let own = condition - precedence.conditions(task).start;
                chooses[task] && instance.conditions[task][own].iter().any(has)
            };
            let is_needed = |&condition: &usize| {
                met.by[condition].is_none()
                    && !first[condition].as_ref().is_some_and(has)
                    && !has_any(condition)
            };
            if let Some(condition) = left.find(is_needed) {
                let first = first[condition]?;
                open.push((first, precedence.conditions(first)));
            } else {
                open.pop();
                found[task] = *number;
                tasks.push(task);
            }
            if tasks.len() + open.len() > most {
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
