//! What the chosen tasks are worth on the way: the share of what adverts ask for that each brings,
//! and the nearest of the other roles that they make up.

use itertools::Itertools as _;

use crate::planner::instance::{OneOf, TaskId};
use crate::planner::network::{Network, Part};
use crate::planner::schedule::Schedule;

/// What is asked for and not held from the start, by the tasks that bring it.
#[derive(Debug, Clone, Default)]
pub struct Worth {
    asks: Vec<Ask>,
    /// The positions of the asks that a task meets.
    met_by: Vec<Vec<usize>>,
    /// What the nearest role on the way needs; empty if there is none.
    pub stage: Vec<OneOf>,
    /// By task: the first of several adverts that it is needed for; empty unless there are several.
    legs: Vec<usize>,
}

/// Something that adverts ask for.
#[derive(Debug, Clone)]
struct Ask {
    share: u64,
    /// Tasks of which each brings it.
    tasks: OneOf,
}

impl Worth {
    /// `asks`: shares with the tasks of which each brings them; `stages`: for each of the other
    /// roles that the tasks make up, what it needs.
    pub fn new(network: &Network, asks: Vec<(u64, OneOf)>, stages: Vec<Vec<OneOf>>) -> Self {
        // Whoever practises for interviews learns a little on the side, but not when it is best.
        let is_learning = |task: &TaskId| network.activities[*task].part != Part::LookingForWork;
        let asks = asks.into_iter().map(|(share, tasks)| {
            (share, tasks.into_iter().filter(is_learning).collect::<OneOf>())
        });
        let asks = asks.filter(|(_, tasks)| !tasks.is_empty());
        let asks = asks.map(|(share, tasks)| (tasks, share)).into_grouping_map().sum();
        let asks: Vec<Ask> =
            asks.into_iter().sorted().map(|(tasks, share)| Ask { share, tasks }).collect();
        let mut met_by = vec![Vec::new(); network.activities.len()];
        for (position, ask) in asks.iter().enumerate() {
            for &task in &ask.tasks {
                met_by[task].push(position);
            }
        }
        let hours = |needs: &Vec<OneOf>| -> u64 {
            let tasks = network.before_all(&vec![false; network.activities.len()], needs);
            tasks.into_iter().map(|task| network.activities[task].ticks).sum()
        };
        let nearest = stages.into_iter().min_by_key(hours);
        Self { asks, met_by, stage: nearest.unwrap_or_default(), legs: Vec::new() }
    }

    /// The same towards adverts that are met one after the other; `demands`: what each needs. They
    /// take the place of the nearest role. What none of them needs belongs to the last.
    #[must_use]
    pub fn in_turn(self, network: &Network, demands: &[Vec<OneOf>]) -> Self {
        let mut done = vec![false; network.activities.len()];
        let mut legs = vec![demands.len() - 1; done.len()];
        for (leg, needs) in demands.iter().enumerate() {
            for task in network.before_all(&done, needs) {
                done[task] = true;
                legs[task] = leg;
            }
        }
        Self { stage: Vec::new(), legs, ..self }
    }

    /// Which of several adverts a task is needed for first; 0 unless there are several.
    pub fn leg(&self, task: TaskId) -> usize {
        self.legs.get(task).copied().unwrap_or(0)
    }

    /// How many adverts there are if they are several; else 1.
    pub fn legs(&self) -> usize {
        self.legs.iter().max().map_or(1, |&last| last + 1)
    }

    /// For each of several adverts the week in which the last task ends that it, or one before it,
    /// needs; empty unless there are several.
    pub fn leg_ends(&self, schedule: &Schedule) -> Vec<usize> {
        let last = self.legs.iter().max().map_or(0, |&last| last + 1);
        let mut ends = vec![0; last];
        for placement in schedule.placements.iter().filter(|_| last > 0) {
            for end in &mut ends[self.leg(placement.task)..] {
                *end = placement.week.max(*end);
            }
        }
        ends
    }

    /// The shares of what is asked for, each with the tasks of which any brings it.
    pub fn asks(&self) -> impl Iterator<Item = (u64, &OneOf)> {
        self.asks.iter().map(|ask| (ask.share, &ask.tasks))
    }

    /// Whether a task brings anything that is asked for.
    pub fn is_asked_for(&self, task: TaskId) -> bool {
        !self.met_by[task].is_empty()
    }

    /// The positions of the asks that a task meets.
    pub fn met_by(&self, task: TaskId) -> &[usize] {
        &self.met_by[task]
    }

    /// The tasks of which each meets an ask.
    pub fn bringing(&self, ask: usize) -> &OneOf {
        &self.asks[ask].tasks
    }

    pub fn share(&self, ask: usize) -> u64 {
        self.asks[ask].share
    }

    /// The area under the curve of what is held: of each share, the weeks for which it is held
    /// until the schedule ends.
    pub fn area(&self, schedule: &Schedule) -> u64 {
        let mut ends = vec![0; self.met_by.len()];
        for placement in &schedule.placements {
            ends[placement.task] = ends[placement.task].max(placement.week);
        }
        let held_for = |ask: &Ask| {
            let first = ask.tasks.iter().map(|&task| ends[task]).min().unwrap_or(schedule.finish);
            (schedule.finish - first) as u64
        };
        self.asks.iter().map(|ask| ask.share * held_for(ask)).sum()
    }
}
