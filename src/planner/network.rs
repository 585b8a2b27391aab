//! Order: the chosen steps as a project network, with the times of the critical-path method (Kelley
//! and Walker, "Critical-path planning and scheduling", Eastern Joint Computer Conference, 1959).
//!
//! A condition may be met by any of several tasks (precedence of the AND/OR kind; Möhring, Skutella
//! and Stork, "Scheduling with AND/OR precedence constraints", SIAM Journal on Computing 33, 2004).
//! Here it counts with the task that could be finished first; which one is really waited for, the
//! schedule decides. Lengths of time are in millionths of a week.

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::vocabulary::{CostClass, Kind, Section};
use crate::planner::calendar::{Calendar, Time};
use crate::planner::held::{FULL_TIME_WEEK, Held};
use crate::planner::instance::{Instance, OneOf, TaskId, marks, sorted};
use crate::planner::{exact, prune};

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
    /// Tasks that wait for it, where each condition is met by the task that could be finished
    /// first.
    followers: Vec<TaskId>,
}

/// A step of looking for work is long if it takes more than some evenings.
const SOME_EVENINGS: Hours = Hours::whole(20);

/// A long search runs beside the learning.
const SEARCH_ONE_IN: u64 = 4;

/// What is studied beside other things leaves half of each week to them.
const BESIDE_ONE_IN: u64 = 2;

/// Tasks that are being collected.
struct Found {
    done: Vec<bool>,
    tasks: Vec<TaskId>,
}

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
    /// For each task the conditions that it can meet: whose, and which of them.
    pub meets: Vec<Vec<(TaskId, usize)>>,
    /// By task: those that come before it in every order.
    pub landmarks: Vec<Vec<TaskId>>,
    /// Position in the order of the earliest finish, if all could run beside each other.
    turn: Vec<usize>,
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
            meets: instance.meets(),
            landmarks: instance.landmarks(),
            instance,
            calendar,
            turn: vec![0; n],
            tail: vec![0; n],
            idle_tail: vec![0; n],
            unlocks: vec![0; n],
            critical: vec![false; n],
        };
        let (order, heads) = network.forward_pass();
        network.backward_pass(&order);
        let through = |task: TaskId| heads[task] + network.tail[task];
        let longest = (0..n).map(through).max();
        network.critical = (0..n).map(|task| Some(through(task)) == longest).collect();
        network
    }

    /// Puts the tasks in the order of their earliest finish, if all could run beside each other,
    /// and links each condition to the first task that meets it. Returns the order, and for each
    /// task the earliest start (its head).
    fn forward_pass(&mut self) -> (Vec<TaskId>, Vec<u64>) {
        let n = self.activities.len();
        let mut finish: Vec<Option<u64>> = vec![None; n];
        let mut heads = vec![0; n];
        let mut order = Vec::with_capacity(n);
        loop {
            let ready = self.instance.ready(&finish).map(|(task, before)| {
                let head = before.iter().map(|&(end, _)| end).max().unwrap_or(0);
                (head + self.activities[task].length, task, head, before)
            });
            let next = ready.min_by_key(|&(end, task, ..)| (end, task));
            let Some((end, task, head, before)) = next else { return (order, heads) };
            finish[task] = Some(end);
            heads[task] = head;
            self.turn[task] = order.len();
            order.push(task);
            for earlier in sorted(before.into_iter().map(|(_, earlier)| earlier)) {
                self.activities[earlier].followers.push(task);
            }
        }
    }

    /// The tails and what waits, from the last task to the first.
    fn backward_pass(&mut self, order: &[TaskId]) {
        let n = self.activities.len();
        let mut behind = vec![Vec::new(); n];
        for &task in order.iter().rev() {
            let activity = &self.activities[task];
            let followers = || activity.followers.iter().copied();
            let longest = |tails: &[u64]| followers().map(|f| tails[f]).max().unwrap_or(0);
            self.tail[task] = activity.length + longest(&self.tail);
            self.idle_tail[task] = activity.idle + longest(&self.idle_tail);
            let mut waiting = marks(n, followers());
            for follower in followers() {
                for (own, theirs) in waiting.iter_mut().zip(&behind[follower]) {
                    *own |= theirs;
                }
            }
            self.unlocks[task] = waiting.iter().filter(|&&waits| waits).count();
            behind[task] = waiting;
        }
    }

    /// The tasks that are not done and with which each need is met, in an order in which they can
    /// be done. A need, and a condition, is met by the task that could be finished first.
    pub fn before_all(&self, done: &[bool], needs: &[OneOf]) -> Vec<TaskId> {
        let mut found = Found { done: done.to_vec(), tasks: Vec::new() };
        self.meet(needs, &mut found);
        found.tasks
    }

    fn meet(&self, needs: &[OneOf], found: &mut Found) {
        for one_of in needs {
            if one_of.iter().any(|&task| found.done[task]) {
                continue;
            }
            if let Some(&first) = one_of.iter().min_by_key(|&&task| self.turn[task]) {
                self.meet(&self.instance.conditions[first], found);
                found.done[first] = true;
                found.tasks.push(first);
            }
        }
    }

    /// The same tasks with one of them as the only demand.
    pub fn towards(&self, target: TaskId) -> Instance {
        Instance { demands: vec![vec![target]], ..self.instance.clone() }
    }

    /// Evening ticks that at least have to be worked before a task can begin.
    pub fn least_before(&self, target: TaskId) -> u64 {
        let mut towards = self.towards(target);
        for (task, ticks) in towards.ticks.iter_mut().enumerate() {
            if task == target || self.activities[task].full_time {
                *ticks = 0;
            }
        }
        exact::least_ticks(&prune::relevant(&towards))
    }
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
            followers: Vec::new(),
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
