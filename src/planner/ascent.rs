//! A lower bound and a plan at once, by dual ascent.
//!
//! As long as some demand is not met for nothing, there is a landmark: a set of tasks of which
//! every plan contains one. The least that any of them costs is taken off each of them and added to
//! the bound. In the end the tasks that have become free meet all demands. The idea is that of Wong
//! ("A dual ascent approach for Steiner tree problems on a directed graph", Mathematical
//! Programming 28, 1984) and of LM-cut (Helmert and Domshlak, "Landmarks, critical paths and
//! abstractions: what's the difference anyway?", ICAPS 2009).

use itertools::Itertools as _;

use crate::planner::cost::Cost;
use crate::planner::greedy;
use crate::planner::instance::{Instance, OneOf, TaskId, sorted};
use crate::planner::queue::Queue;
use crate::planner::reached::{Meets, Reached};

/// Tasks of which every plan contains one.
#[derive(Clone)]
pub struct Landmark {
    pub tasks: OneOf,
    /// What it added to the bound: the least that any of its tasks cost when it was found.
    pub least: Cost,
}

/// What the ascent found.
#[derive(Clone)]
pub struct Ascent {
    /// Every plan costs at least this.
    pub bound: Cost,
    /// What is left of the cost of each task: every plan that contains it costs at least so much
    /// more than the bound.
    pub reduced_costs: Vec<Cost>,
    /// In the order in which they were found, without what is necessary by itself.
    pub landmarks: Vec<Landmark>,
    /// Of the tasks that have become free: sufficient, and none can be left out.
    pub plan: Vec<TaskId>,
    /// Tasks and conditions that were looked at.
    pub work: u64,
}

impl Ascent {
    /// Another ascent, which begins with the landmarks of this one. Left out are those of which the
    /// plan has more than one task: only they are why it costs more than the bound, and each of
    /// these tasks may then be part of a landmark of its own. The idea is the dual adjustment of
    /// Erlenkotter ("A dual-based procedure for uncapacitated facility location", Operations
    /// Research 26, 1978).
    #[must_use]
    pub fn adjusted(&self, instance: &Instance, meets: &Meets, costs: &[Cost]) -> Self {
        let met_once = self.landmarks.iter().filter(|landmark| self.taken(landmark).count() < 2);
        ascend_from(met_once.cloned().collect(), instance, meets, costs)
    }

    /// The tasks of a landmark that the plan has.
    pub fn taken<'a>(&'a self, landmark: &'a Landmark) -> impl Iterator<Item = TaskId> {
        let tasks = landmark.tasks.iter().copied();
        tasks.filter(|task| self.plan.binary_search(task).is_ok())
    }
}

/// Every demand of the instance must be reachable.
pub fn ascend(instance: &Instance, meets: &Meets, costs: &[Cost]) -> Ascent {
    ascend_from(Vec::new(), instance, meets, costs)
}

/// `landmarks`: those that the bound is raised by to begin with.
fn ascend_from(
    landmarks: Vec<Landmark>,
    instance: &Instance,
    meets: &Meets,
    costs: &[Cost],
) -> Ascent {
    let mut search = Search::new(landmarks, instance, meets, costs.to_vec());
    for (task, _) in instance.necessary().iter().enumerate().filter(|(_, needed)| **needed) {
        search.raise(&[task]);
    }
    search.raise_all();
    Ascent {
        bound: search.bound,
        reduced_costs: search.reduced_costs,
        landmarks: search.landmarks,
        plan: greedy::minimal(instance, &search.free.tasks),
        work: search.work + meets.count() as u64,
    }
}

struct Search<'a> {
    instance: &'a Instance,
    /// By condition the estimate of the cheapest way to meet it.
    difficulty: Vec<u64>,
    /// The number of the first condition of each task.
    first: Vec<usize>,
    bound: Cost,
    reduced_costs: Vec<Cost>,
    landmarks: Vec<Landmark>,
    /// What can be done for nothing.
    free: Reached<'a>,
    /// The task for which it was last looked at, by task; to visit each once.
    seen: Vec<usize>,
    visits: usize,
    work: u64,
}

impl<'a> Search<'a> {
    fn new(
        landmarks: Vec<Landmark>,
        instance: &'a Instance,
        meets: &'a Meets,
        mut costs: Vec<Cost>,
    ) -> Self {
        for landmark in &landmarks {
            landmark.tasks.iter().for_each(|&task| costs[task] -= landmark.least);
        }
        let ticks: Vec<u64> = costs.iter().map(|cost| cost.ticks as u64).collect();
        let estimates = greedy::estimates(instance, meets, &ticks);
        let cheapest = |one_of: &OneOf| one_of.iter().map(|&task| estimates[task]).min();
        let difficulty = instance.conditions.iter().flatten().map(|c| cheapest(c).unwrap_or(0));
        let first = instance.conditions.iter().scan(0, |next, all| {
            let first = *next;
            *next += all.len();
            Some(first)
        });
        let free = costs.iter().positions(|cost| *cost == Cost::ZERO);
        Self {
            instance,
            difficulty: difficulty.collect(),
            first: first.collect(),
            bound: landmarks.iter().map(|landmark| landmark.least).sum(),
            free: Reached::new(meets).with(free),
            landmarks,
            reduced_costs: costs,
            seen: vec![0; instance.len()],
            visits: 0,
            work: 0,
        }
    }

    /// Raises the bound by one landmark after the other, of those at hand the smallest first: it
    /// says most.
    fn raise_all(&mut self) {
        let demands = &self.instance.demands;
        let mut at_hand: Vec<OneOf> = vec![Vec::new(); demands.len()];
        let mut used_by: Vec<Vec<usize>> = vec![Vec::new(); self.instance.len()];
        let mut queue = Queue::default();
        let mut outdated: Vec<usize> = (0..demands.len()).collect();
        loop {
            for demand in outdated {
                at_hand[demand] = self.landmark(&demands[demand]);
                for &task in &at_hand[demand] {
                    used_by[task].push(demand);
                }
                queue.push((at_hand[demand].len(), demand));
            }
            let is_at_hand =
                |&(size, demand): &(usize, usize)| size > 0 && at_hand[demand].len() == size;
            let Some((_, demand)) = queue.first(is_at_hand) else { break };
            let tasks = std::mem::take(&mut at_hand[demand]);
            let (least, free) = self.raise(&tasks);
            self.landmarks.push(Landmark { tasks, least });
            let used = free.iter().flat_map(|&task| std::mem::take(&mut used_by[task]));
            outdated = sorted(used);
        }
    }

    /// Takes from each task of a landmark the least that any of them costs. Returns that, and those
    /// that are free then.
    fn raise(&mut self, landmark: &[TaskId]) -> (Cost, Vec<TaskId>) {
        let costs = landmark.iter().map(|&task| self.reduced_costs[task]);
        let least = costs.min().unwrap_or_default();
        self.bound += least;
        let mut free = Vec::new();
        for &task in landmark {
            self.reduced_costs[task] -= least;
            if self.reduced_costs[task] == Cost::ZERO {
                self.free.offer(task);
                free.push(task);
            }
        }
        (least, free)
    }

    /// A landmark of tasks that are not free; empty if the demand is met for nothing. A free task
    /// that cannot be done yet stands for those that meet its hardest open condition.
    fn landmark(&mut self, demand: &OneOf) -> OneOf {
        if demand.iter().any(|&task| self.free.tasks[task]) {
            return Vec::new();
        }
        self.visits += 1;
        let mut landmark = Vec::new();
        let mut open: Vec<&OneOf> = vec![demand];
        while let Some(one_of) = open.pop() {
            for &task in one_of {
                if std::mem::replace(&mut self.seen[task], self.visits) == self.visits {
                    continue;
                }
                self.work += 1;
                if self.reduced_costs[task] > Cost::ZERO {
                    landmark.push(task);
                    continue;
                }
                let conditions = (self.first[task]..).zip(&self.instance.conditions[task]);
                let unmet = conditions.filter(|&(number, _)| !self.free.met[number]);
                let hardest = unmet.max_by_key(|&(number, _)| self.difficulty[number]);
                open.extend(hardest.map(|(_, one_of)| one_of));
            }
        }
        landmark.sort_unstable();
        landmark
    }
}
