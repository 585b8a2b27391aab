//! Order: the chosen steps as a project network, with the times of the critical-path method (Kelley
//! and Walker, "Critical-path planning and scheduling", Eastern Joint Computer Conference, 1959).
//!
//! A condition may be met by any of several tasks (precedence of the AND/OR kind; Möhring, Skutella
//! and Stork, "Scheduling with AND/OR precedence constraints", SIAM Journal on Computing 33, 2004).
//! Here it counts with the task that could be finished first; which one is really waited for, the
//! schedule decides. Lengths of time are in millionths of a week.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use itertools::Itertools as _;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::vocabulary::{CostClass, Kind, Section};
use crate::planner::calendar::{Calendar, Time};
use crate::planner::held::{FULL_TIME_WEEK, Held};
use crate::planner::instance::{Instance, OneOf, TaskId, marked, marks, sorted};
use crate::planner::landmarks::count_behind;
use crate::planner::least::least_ticks;
use crate::planner::precedence::Precedence;

/// The unit of lengths of time.
pub const WEEK: u64 = 1_000_000;

/// A task as the schedule sees it.
#[derive(Debug, Clone)]
pub struct Activity {
    /// Hours left, in ticks.
    pub ticks: u64,
    /// Calendar weeks that it takes at least.
    pub weeks: u64,
    /// Days that it takes at least if it is full-time.
    pub days: u64,
    pub full_time: bool,
    /// In progress when the plan begins.
    pub begun: bool,
    /// Months in which it can still begin; empty means any.
    pub starts: Vec<u8>,
    pub section: Section,
    pub part: Part,
    /// The longer it takes, the more it costs.
    pub is_paid_monthly: bool,
    /// While others can use the rest of a week, it takes at most this part of its hours: one in so
    /// many.
    pub one_in: u64,
    /// Time that it takes at least, with all hours of each week given to it.
    length: u64,
    /// The part of its length that is waiting, not work.
    idle: u64,
}

/// A step of looking for work is long if it takes more than some evenings.
const SOME_EVENINGS: Hours = Hours::whole(20);

/// A long search runs beside the learning.
const SEARCH_ONE_IN: u64 = 4;

/// What is studied beside other things leaves half of each week to them.
const BESIDE_ONE_IN: u64 = 2;

/// The part that a step plays on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Learning,
    /// It uses what was learnt, and others can see it: a project, a competition, a contribution.
    Practice,
    LookingForWork,
}

impl Part {
    fn of(kb: &Kb, step: StepId) -> Self {
        match kb[step].kind {
            Kind::Project | Kind::Competition | Kind::Contribution => Self::Practice,
            Kind::Practice if kb.section(step) == Section::Experience => Self::Practice,
            Kind::Search | Kind::Interview => Self::LookingForWork,
            _ => Self::Learning,
        }
    }
}

/// The chosen tasks, and what follows from their precedence.
#[derive(Debug, Clone)]
pub struct Network {
    /// By task.
    pub activities: Vec<Activity>,
    pub instance: Instance,
    pub calendar: Calendar,
    pub precedence: Precedence,
    /// Position in the order of the earliest finish, if all could run beside each other.
    pub turn: Vec<usize>,
    /// From the task's start to the end of the longest chain behind it.
    pub tail: Vec<u64>,
    /// The part of the tail that is waiting, not work.
    pub idle_tail: Vec<u64>,
    /// How many tasks wait for it, directly or not.
    pub unlocks: Vec<usize>,
    /// Whether it is on a critical path: a longest chain of all, with a total float of 0.
    pub critical: Vec<bool>,
}

impl Network {
    /// The tasks of an instance that can be put in an order (checked by the selection).
    pub fn new(kb: &Kb, held: &Held, instance: Instance, time: &Time) -> Self {
        let calendar = Calendar::new(time);
        let steps = instance.steps.iter();
        let activities: Vec<Activity> =
            steps.map(|&step| Activity::new(kb, held, step, &calendar)).collect();
        let n = activities.len();
        let mut network = Self {
            activities,
            precedence: Precedence::new(&instance),
            instance,
            calendar,
            turn: vec![0; n],
            tail: vec![0; n],
            idle_tail: vec![0; n],
            unlocks: vec![0; n],
            critical: vec![false; n],
        };
        let Forward { order, heads, followers } = network.forward_pass();
        network.backward_pass(&order, &followers);
        let through = |task: TaskId| heads[task] + network.tail[task];
        let longest = (0..n).map(through).max();
        network.critical = (0..n).map(|task| Some(through(task)) == longest).collect();
        network
    }

    /// Puts the tasks in the order of their earliest finish, if all could run beside each other,
    /// and links each condition to the first task that meets it.
    fn forward_pass(&mut self) -> Forward {
        let n = self.activities.len();
        let (mut heads, mut ends) = (vec![0; n], vec![u64::MAX; n]);
        let (mut order, mut followers) = (Vec::with_capacity(n), vec![Vec::new(); n]);
        let mut met = self.precedence.begin();
        let end = |task: TaskId, head: u64| Reverse((head + self.activities[task].length, task));
        let first = (0..n).filter(|&task| met.is_ready(task)).map(|task| end(task, 0));
        let mut open: BinaryHeap<_> = first.collect();
        let mut ready = Vec::new();
        while let Some(Reverse((end_of_task, task))) = open.pop() {
            ends[task] = end_of_task;
            self.turn[task] = order.len();
            order.push(task);
            for earlier in self.first_to_meet(task, &ends) {
                followers[earlier].push(task);
            }
            met.end(task, &mut ready);
            for later in ready.drain(..) {
                // Tasks end in turn, so it waits for this one longest.
                heads[later] = end_of_task;
                open.push(end(later, end_of_task));
            }
        }
        Forward { order, heads, followers }
    }

    /// Of each condition of a task the task that ends first.
    fn first_to_meet(&self, task: TaskId, ends: &[u64]) -> OneOf {
        let first = |one_of: &OneOf| one_of.iter().copied().min_by_key(|&task| (ends[task], task));
        sorted(self.instance.conditions[task].iter().filter_map(first))
    }

    /// The tails and what waits, from the last task to the first.
    fn backward_pass(&mut self, order: &[TaskId], followers: &[Vec<TaskId>]) {
        for &task in order.iter().rev() {
            let activity = &self.activities[task];
            let longest = |tails: &[u64]| followers[task].iter().map(|&f| tails[f]).max();
            self.tail[task] = activity.length + longest(&self.tail).unwrap_or(0);
            self.idle_tail[task] = activity.idle + longest(&self.idle_tail).unwrap_or(0);
        }
        self.unlocks = count_behind(order, followers);
    }

    /// The task that meets a condition if nothing else does: the one that could be finished first.
    pub fn first_choice(&self, one_of: &OneOf) -> Option<TaskId> {
        one_of.iter().copied().min_by_key(|&task| self.turn[task])
    }

    /// The tasks that are not done and with which each need is met, in an order in which they can
    /// be done. A need, and a condition, is met by the task that could be finished first.
    pub fn before_all(&self, done: &[bool], needs: &[OneOf]) -> Vec<TaskId> {
        let mut done = done.to_vec();
        let mut tasks = Vec::new();
        // Needs that are being met, each for a task: a stack of its own, since chains can be long.
        let mut open = vec![(None, needs.iter())];
        while let Some((task, needs)) = open.last_mut() {
            let task = *task;
            let next = needs.find(|one_of| !one_of.iter().any(|&task| done[task]));
            if let Some(one_of) = next {
                let first = self.first_choice(one_of);
                open.extend(first.map(|task| (Some(task), self.instance.conditions[task].iter())));
            } else {
                open.pop();
                if let Some(task) = task {
                    done[task] = true;
                    tasks.push(task);
                }
            }
        }
        tasks
    }

    /// The tasks that may come before one, and itself, in ascending order.
    pub fn leading_to(&self, target: TaskId) -> Vec<TaskId> {
        let mut leads = vec![false; self.instance.len()];
        let mut open = vec![target];
        while let Some(task) = open.pop() {
            if !std::mem::replace(&mut leads[task], true) {
                open.extend(self.instance.conditions[task].iter().flatten());
            }
        }
        marked(&leads)
    }

    /// Some tasks with one of them as the only demand; `None` if nothing is to be chosen, so that
    /// all of them come before it.
    pub fn choice(&self, tasks: &[TaskId], target: TaskId) -> Option<Instance> {
        let conditions = tasks.iter().flat_map(|&task| &self.instance.conditions[task]);
        let leaves_a_choice = conditions.into_iter().any(|one_of| one_of.len() > 1);
        leaves_a_choice.then(|| {
            let all = self.instance.restricted(&marks(self.instance.len(), tasks.iter().copied()));
            let demand = tasks.iter().positions(|&task| task == target).collect();
            Instance { demands: vec![demand], ..all }
        })
    }

    /// Evening ticks that at least have to be worked before a task can begin; 0 if nothing is to be
    /// chosen before it, so that its landmarks say as much.
    pub fn least_before(&self, target: TaskId) -> u64 {
        let tasks = self.leading_to(target);
        let Some(mut choice) = self.choice(&tasks, target) else { return 0 };
        for (ticks, &task) in choice.ticks.iter_mut().zip(&tasks) {
            if task == target || self.activities[task].full_time {
                *ticks = 0;
            }
        }
        least_ticks(&choice)
    }
}

/// What the forward pass finds; lists are by task.
struct Forward {
    /// All tasks, the earliest finish first.
    order: Vec<TaskId>,
    /// The earliest start.
    heads: Vec<u64>,
    /// Tasks that wait for it, where each condition is met by the task that could be finished
    /// first.
    followers: Vec<Vec<TaskId>>,
}

impl Activity {
    fn new(kb: &Kb, held: &Held, step: StepId, calendar: &Calendar) -> Self {
        let begun = held.begun.contains_key(&step);
        let mut activity = Self {
            ticks: held.left(kb, step).likely.ticks(),
            weeks: u64::from(held.weeks_left(kb, step)),
            days: u64::from(held.days_left(kb, step)),
            full_time: kb[step].full_time,
            begun,
            starts: if begun { Vec::new() } else { kb[step].starts.clone() },
            section: kb.section(step),
            part: Part::of(kb, step),
            is_paid_monthly: kb[step].cost.class == CostClass::Monthly,
            one_in: one_in(kb, step),
            length: 0,
            idle: 0,
        };
        if activity.full_time {
            activity.length = activity.whole_weeks(activity.ticks) * WEEK;
        } else {
            let work = u128::from(activity.ticks) * u128::from(WEEK);
            let work = work / u128::from(calendar.regular.max(1));
            let work = u64::try_from(work).unwrap_or(u64::MAX / 4);
            activity.length = work.max(activity.weeks * WEEK);
            activity.idle = activity.length - work;
        }
        activity
    }

    /// Weeks that a full-time activity takes whole if it had this many ticks.
    pub fn whole_weeks(&self, ticks: u64) -> u64 {
        self.days_for(ticks).div_ceil(7)
    }

    /// Whether a missed week can cost many.
    pub fn is_fixed(&self) -> bool {
        self.full_time || !self.starts.is_empty()
    }

    /// Whether more than its hours decides when it ends.
    pub fn waits(&self) -> bool {
        self.is_fixed() || self.weeks > 0
    }

    /// Days of a full-time activity if it had this many ticks. A step not yet begun takes
    /// whole weeks; one in progress may end within a week.
    pub fn days_for(&self, ticks: u64) -> u64 {
        let week = FULL_TIME_WEEK.ticks();
        let days = if self.begun { (7 * ticks).div_ceil(week) } else { 7 * ticks.div_ceil(week) };
        days.max(self.days).max(1)
    }

    /// A search for work that goes on beside learning.
    pub fn is_long_search(&self) -> bool {
        self.part == Part::LookingForWork && self.one_in > 1
    }

    /// Its length in weeks.
    pub fn shortest(&self) -> f64 {
        self.length as f64 / WEEK as f64
    }
}

fn one_in(kb: &Kb, id: StepId) -> u64 {
    let step = &kb[id];
    let is_long_search = step.kind == Kind::Search && step.hours.likely > SOME_EVENINGS;
    let is_beside = kb[step.item].beside && step.cost.class != CostClass::Monthly;
    if is_long_search {
        SEARCH_ONE_IN
    } else if is_beside {
        BESIDE_ONE_IN
    } else {
        1
    }
}
