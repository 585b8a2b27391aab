//! Order: the chosen steps as a project network, with the times of the critical-path method (Kelley
//! and Walker, "Critical-path planning and scheduling", Eastern Joint Computer Conference, 1959).
//!
//! A condition may be met by any of several tasks (precedence of the AND/OR kind; Möhring, Skutella
//! and Stork, "Scheduling with AND/OR precedence constraints", SIAM Journal on Computing 33, 2004).
//! Here it counts with the task that could be finished first; which one is really waited for, the
//! schedule decides. Lengths of time are in millionths of a week.

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::vocabulary::{Kind, Section};
use crate::planner::calendar::{Calendar, Time};
use crate::planner::held::{FULL_TIME_WEEK, Held};
use crate::planner::instance::{Instance, TaskId, marks, sorted};
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
    pub stage: Stage,
    /// Time that it takes at least, with all hours of each week given to it.
    length: u64,
    /// The part of its length that is waiting, not work.
    idle: u64,
    /// Tasks that wait for it, where each condition is met by the task that could be finished
    /// first.
    followers: Vec<TaskId>,
}

/// Among schedules that end equally early, a person goes on with what they began, wants something
/// to show soon, and looks for work once there is enough to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// What is in progress, and what it waits for.
    Begun,
    /// Short steps of experience and networking, and what leads to them: the first competition,
    /// merged change, post or meetup.
    Soon,
    Then,
    LookingForWork,
}

/// A step is short if it takes no more than some evenings.
const SHORT: Hours = Hours::whole(20);

impl Stage {
    fn of(kb: &Kb, held: &Held, id: StepId) -> Self {
        let step = &kb[id];
        let shows = matches!(kb.section(id), Section::Experience | Section::Networking);
        match step.kind {
            _ if held.begun.contains_key(&id) => Self::Begun,
            // A full-time job is what the search leads to, not a part of it.
            Kind::Search | Kind::Interview | Kind::Job if !step.full_time => Self::LookingForWork,
            _ if shows && step.hours.likely <= SHORT => Self::Soon,
            _ => Self::Then,
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
    /// From the task's start to the end of the longest chain behind it.
    pub tail: Vec<u64>,
    /// The same, but only up to where looking for work begins: that waits for all learning, so what
    /// leads to it is no more urgent than the rest.
    pub stage_tail: Vec<u64>,
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
            instance,
            calendar,
            tail: vec![0; n],
            stage_tail: vec![0; n],
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
            order.push(task);
            for earlier in sorted(before.into_iter().map(|(_, earlier)| earlier)) {
                self.activities[earlier].followers.push(task);
            }
        }
    }

    /// The tails and what waits, from the last task to the first. What an earlier stage waits for
    /// joins it.
    fn backward_pass(&mut self, order: &[TaskId]) {
        let n = self.activities.len();
        let mut behind = vec![Vec::new(); n];
        for &task in order.iter().rev() {
            let activity = &self.activities[task];
            let followers = || activity.followers.iter().copied();
            let longest = |tails: &[u64]| followers().map(|f| tails[f]).max().unwrap_or(0);
            let stages = followers().map(|f| self.activities[f].stage);
            let stage = stages.chain([activity.stage]).min().unwrap_or(activity.stage);
            let looking = |stage: Stage| stage == Stage::LookingForWork;
            let alike =
                followers().filter(|&f| looking(self.activities[f].stage) == looking(stage));
            let stage_tail = alike.map(|f| self.stage_tail[f]).max().unwrap_or(0);
            self.tail[task] = activity.length + longest(&self.tail);
            self.idle_tail[task] = activity.idle + longest(&self.idle_tail);
            self.stage_tail[task] = activity.length + stage_tail;
            let mut waiting = marks(n, followers());
            for follower in followers() {
                for (own, theirs) in waiting.iter_mut().zip(&behind[follower]) {
                    *own |= theirs;
                }
            }
            self.unlocks[task] = waiting.iter().filter(|&&waits| waits).count();
            behind[task] = waiting;
            self.activities[task].stage = stage;
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
            stage: Stage::of(kb, held, step),
            length: 0,
            idle: 0,
            followers: Vec::new(),
        };
        if activity.full_time {
            activity.length = activity.whole_weeks() * WEEK;
        } else {
            let work = u128::from(activity.ticks) * u128::from(WEEK);
            let work = work / u128::from(calendar.regular.max(1));
            let work = u64::try_from(work).unwrap_or(u64::MAX / 4);
            activity.length = work.max(activity.weeks * WEEK);
            activity.idle = activity.length - work;
        }
        activity
    }

    /// Weeks that a full-time activity takes whole.
    pub fn whole_weeks(&self) -> u64 {
        self.days_for(self.ticks).div_ceil(7)
    }

    /// Days of a full-time activity if it had this many ticks. A step not yet begun takes
    /// whole weeks; one in progress may end within a week.
    pub fn days_for(&self, ticks: u64) -> u64 {
        let week = FULL_TIME_WEEK.ticks();
        let days = if self.begun { (7 * ticks).div_ceil(week) } else { 7 * ticks.div_ceil(week) };
        days.max(self.days).max(1)
    }

    /// Its length in weeks.
    pub fn shortest(&self) -> f64 {
        self.length as f64 / WEEK as f64
    }
}
