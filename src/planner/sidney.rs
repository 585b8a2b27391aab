//! How good an order is: its area beside a bound that no order of the same tasks exceeds, with the
//! tasks one after another and no week in between.
//!
//! Whatever the order, something that is asked for comes after all tasks that every way to it has
//! in common. That leaves scheduling on one machine to minimise weighted completion times under
//! precedence, which falls into blocks: first the set of tasks, with all before them, that brings
//! most in an hour, then the next (Sidney, "Decomposition algorithms for single-machine sequencing
//! with precedence relations and deferral costs", Operations Research 23, 1975). Within a block no
//! order is above the straight line from its first corner to its last (Margot, Queyranne and Wang,
//! "Decompositions, network flows, and a precedence constrained single-machine scheduling
//! problem", Operations Research 51, 2003), nor is anything held before its own tasks are done.
//!
//! The block that brings most is a selection with shared fixed costs, so a maximum flow from what
//! is asked for to its tasks finds it (Rhys, "A selection problem of shared fixed costs and network
//! flows", Management Science 17, 1970). Everything is in integers.

use std::collections::{BTreeMap, VecDeque};

use itertools::Itertools as _;

use crate::planner::instance::{TaskId, marks};
use crate::planner::landmarks::landmarks;
use crate::planner::network::Network;
use crate::planner::schedule::Schedule;
use crate::planner::worth::Worth;

/// Of more tasks the bound would take too long to find.
const MOST_TASKS: usize = 400;

/// What a schedule is worth on the way: its area as a share of [`most_area`], from 0 to 1; `None`
/// if the tasks bring nothing on the way that is asked for, or are too many to tell.
pub fn share_of_most(network: &Network, worth: &Worth, schedule: &Schedule) -> Option<f64> {
    if network.activities.len() > MOST_TASKS {
        return None;
    }
    let work = schedule.placements.iter().map(|placement| (placement.task, placement.ticks));
    let (area, most) = (area_of(network, worth, work), most_area(network, worth));
    (most > 0).then(|| area as f64 / most as f64)
}

/// The area under the curve of what is held, in shares times ticks of work, if the tasks are worked
/// on for some ticks each, in turn.
pub fn area_of(
    network: &Network,
    worth: &Worth,
    work: impl IntoIterator<Item = (TaskId, u64)>,
) -> u64 {
    let mut ends = vec![u64::MAX; network.activities.len()];
    let mut worked = 0;
    for (task, ticks) in work {
        worked += ticks;
        ends[task] = worked;
    }
    let first = |tasks: &[TaskId]| tasks.iter().map(|&task| ends[task]).min().unwrap_or(worked);
    worth.asks().map(|(share, tasks)| share * worked.saturating_sub(first(tasks))).sum()
}

/// An area that no order of the tasks exceeds, in shares times ticks of work.
pub fn most_area(network: &Network, worth: &Worth) -> u64 {
    let ticks: Vec<u64> = network.activities.iter().map(|activity| activity.ticks).collect();
    let asked_for = worth.asks().flat_map(|(_, tasks)| tasks).copied();
    let is_asked_for = marks(ticks.len(), asked_for);
    let mut before = vec![Vec::new(); ticks.len()];
    landmarks(&network.instance, &is_asked_for, |earlier, later| before[later].push(earlier));
    let way = |&task: &TaskId| marks(ticks.len(), before[task].iter().copied().chain([task]));
    let total = length(&ticks, &vec![true; ticks.len()]);
    let (mut asks, mut apart) = (Vec::new(), 0);
    for (share, tasks) in worth.asks() {
        let ways = tasks.iter().map(way).collect_vec();
        let is_common = |task: &TaskId| ways.iter().all(|way| way[*task]);
        let needs = (0..ticks.len()).filter(is_common).collect_vec();
        let share = u128::from(share);
        if needs.is_empty() {
            // Nothing is certain to come before it, but the shortest of its ways takes time.
            let shortest = ways.iter().map(|way| length(&ticks, way)).min().unwrap_or(total);
            apart += share * (total - shortest);
        } else {
            asks.push(Ask { share, needs });
        }
    }
    // Those that leave no choice are sent first: the others then find what is free at once.
    asks.sort_by_key(|ask| ask.needs.len());
    let block = Block { asks: asks.iter().collect(), ticks: ticks.clone() };
    let behind = block.share() * (total - block.length());
    u64::try_from(block.twice_area().div_ceil(2) + behind + apart).unwrap_or(u64::MAX)
}

fn length(ticks: &[u64], tasks: &[bool]) -> u128 {
    let own = ticks.iter().zip(tasks).filter(|(_, is_own)| **is_own);
    own.map(|(&ticks, _)| u128::from(ticks)).sum()
}

/// Something asked for.
struct Ask {
    share: u128,
    /// The tasks that come before it in every order: at least one.
    needs: Vec<TaskId>,
}

/// What is asked for between two corners of the curve.
struct Block<'a> {
    asks: Vec<&'a Ask>,
    /// By task; none for those that are done before.
    ticks: Vec<u64>,
}

impl Block<'_> {
    fn share(&self) -> u128 {
        self.asks.iter().map(|ask| ask.share).sum()
    }

    fn length(&self) -> u128 {
        self.length_of(&self.asks)
    }

    /// Ticks of all tasks that some asks need.
    fn length_of(&self, asks: &[&Ask]) -> u128 {
        length(&self.ticks, &self.needed(asks))
    }

    fn needed(&self, asks: &[&Ask]) -> Vec<bool> {
        marks(self.ticks.len(), asks.iter().flat_map(|ask| &ask.needs).copied())
    }

    /// Twice the area that no order of it exceeds.
    fn twice_area(&self) -> u128 {
        let (length, share) = (self.length(), self.share());
        let Some((first, rest)) = self.split() else {
            let at_once = |ask: &&Ask| ask.share * (length - self.length_of(&[ask]));
            return (length * share).min(2 * self.asks.iter().map(at_once).sum::<u128>());
        };
        first.twice_area() + rest.twice_area() + 2 * first.share() * rest.length()
    }

    /// The part that brings more in an hour than the whole, and the rest; `None` if there is none.
    fn split(&self) -> Option<(Self, Self)> {
        let is_first = Flow::new(self).unsent();
        if !is_first.contains(&true) {
            return None;
        }
        let (first, rest): (Vec<_>, Vec<_>) =
            self.asks.iter().zip(is_first).partition(|(_, is_first)| *is_first);
        let [first, rest] =
            [first, rest].map(|part| part.into_iter().map(|(ask, _)| *ask).collect_vec());
        let done = self.needed(&first);
        let left = self.ticks.iter().zip(done).map(|(&ticks, done)| if done { 0 } else { ticks });
        let rest = Self { asks: rest, ticks: left.collect() };
        Some((Self { asks: first, ticks: self.ticks.clone() }, rest))
    }
}

/// A flow from each ask, as much as its share of the block, to the tasks that it needs, as much as
/// their share of the length; in shares times ticks.
struct Flow<'a> {
    needs: Vec<&'a [TaskId]>,
    /// By ask: what is not sent yet.
    supply: Vec<u128>,
    /// By task: what it can still take.
    free: Vec<u128>,
    /// By task: what it is sent by which ask.
    sent: Vec<BTreeMap<usize, u128>>,
    /// By task: nothing that is reached from it can take more.
    is_full: Vec<bool>,
}

impl<'a> Flow<'a> {
    fn new(block: &Block<'a>) -> Self {
        let (length, share) = (block.length(), block.share());
        Self {
            needs: block.asks.iter().map(|ask| ask.needs.as_slice()).collect(),
            supply: block.asks.iter().map(|ask| ask.share * length).collect(),
            free: block.ticks.iter().map(|&ticks| u128::from(ticks) * share).collect(),
            sent: vec![BTreeMap::new(); block.ticks.len()],
            is_full: vec![false; block.ticks.len()],
        }
    }

    /// Sends all it can (augmenting along shortest paths). Marks the asks that are more than their
    /// tasks can take, together with those that share these tasks.
    fn unsent(mut self) -> Vec<bool> {
        let mut unsent = vec![false; self.supply.len()];
        for ask in 0..self.supply.len() {
            while self.supply[ask] > 0 {
                let search = self.search(ask);
                if let Some(task) = search.free {
                    self.augment(&search, task);
                    continue;
                }
                for (is_full, by) in self.is_full.iter_mut().zip(&search.by) {
                    *is_full |= by.is_some();
                }
                for (unsent, reached) in unsent.iter_mut().zip(search.reached) {
                    *unsent |= reached;
                }
                break;
            }
        }
        unsent
    }

    /// Searches breadth-first for a task that can take more.
    fn search(&self, start: usize) -> Search {
        let mut search = Search {
            reached: marks(self.supply.len(), [start]),
            from: vec![None; self.supply.len()],
            by: vec![None; self.free.len()],
            free: None,
        };
        let mut open = VecDeque::from([start]);
        while let Some(ask) = open.pop_front() {
            for &task in self.needs[ask].iter().filter(|&&task| !self.is_full[task]) {
                if search.by[task].is_some() {
                    continue;
                }
                search.by[task] = Some(ask);
                if self.free[task] > 0 {
                    return Search { free: Some(task), ..search };
                }
                for &other in self.sent[task].keys() {
                    if !std::mem::replace(&mut search.reached[other], true) {
                        search.from[other] = Some(task);
                        open.push_back(other);
                    }
                }
            }
        }
        search
    }

    /// Sends as much as possible on the path that ends with a task.
    fn augment(&mut self, search: &Search, end: TaskId) {
        let path = search.path(end);
        let first = path[path.len() - 1].1;
        let taken = path.iter().filter_map(|&(_, ask, back)| Some(self.sent[back?][&ask]));
        let most = taken.chain([self.free[end], self.supply[first]]).min().unwrap_or(0);
        for (task, ask, back) in path {
            *self.sent[task].entry(ask).or_default() += most;
            if let Some(back) = back {
                match self.sent[back][&ask] - most {
                    0 => self.sent[back].remove(&ask),
                    left => self.sent[back].insert(ask, left),
                };
            }
        }
        self.free[end] -= most;
        self.supply[first] -= most;
    }
}

/// How tasks and asks were reached.
struct Search {
    /// By ask.
    reached: Vec<bool>,
    /// By ask: from which task, unless the search began with it.
    from: Vec<Option<TaskId>>,
    /// By task: from which ask.
    by: Vec<Option<usize>>,
    /// A task that can take more.
    free: Option<TaskId>,
}

impl Search {
    /// From the last task to the first ask: each task, the ask that sends to it, and the task to
    /// which that ask sends less.
    fn path(&self, end: TaskId) -> Vec<(TaskId, usize, Option<TaskId>)> {
        let link = |task: TaskId| {
            let ask = self.by[task]?;
            Some((task, ask, self.from[ask]))
        };
        std::iter::successors(link(end), |&(_, _, back)| link(back?)).collect()
    }
}
