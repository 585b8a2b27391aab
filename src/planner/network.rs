//! Order: the chosen steps as a network, and the orders of urgency worth trying. Where several
//! chosen steps could meet a condition, urgency counts with the one that could be finished first;
//! which of them is really waited for, the schedule decides.

use std::cmp::Reverse;

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng as _, SeedableRng as _};

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::words::{Kind, Section};
use crate::planner::calendar::Calendar;
use crate::planner::goal::Goal;
use crate::planner::held::{FULL_TIME_WEEK, Held};
use crate::planner::problem::{OneOf, Problem};
use crate::planner::{exact, greedy, prune};

/// Lengths of time in the network are counted in millionths of a week.
const WEEK: u64 = 1_000_000;

/// A chosen step as the schedule sees it.
#[derive(Debug, Clone)]
pub struct Task {
    pub step: StepId,
    /// Hours left, in ticks.
    pub ticks: u64,
    /// At least so many calendar weeks, and days if it takes them whole.
    pub weeks: u64,
    pub days: u64,
    pub full_time: bool,
    /// In progress when the plan begins.
    pub begun: bool,
    /// Months in which it can still begin; empty means any.
    pub starts: Vec<u8>,
    pub stage: Stage,
    /// Tasks that wait for it, where each condition is met by the task that could be finished
    /// first.
    followers: Vec<usize>,
}

/// Among orders that end equally early, a person goes on with what they began, wants something to
/// show soon, and looks for work
/// when there is enough of it.
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
            // Whole weeks at work are what the search comes after, not a part of it.
            Kind::Search | Kind::Interview | Kind::Job if !step.full_time => Self::LookingForWork,
            _ if shows && step.hours.likely <= SHORT => Self::Soon,
            _ => Self::Then,
        }
    }
}

/// Tasks in the order of their ids, and what follows from how they hang together.
#[derive(Debug, Clone)]
pub struct Network {
    pub tasks: Vec<Task>,
    /// For each task the ways to meet each of its conditions.
    pub conditions: Vec<Vec<OneOf>>,
    /// For each task the conditions that it can meet: whose, and which of them.
    pub meets: Vec<Vec<(usize, usize)>>,
    problem: Problem,
    /// Weeks from the task's start to the end of the longest chain behind it.
    tail: Vec<u64>,
    /// The same, but only up to where looking for work begins: that waits for all learning, so what
    /// leads to it is no more urgent than the rest.
    stage_tail: Vec<u64>,
    /// The part of the tail which is waiting and no work.
    idle_tail: Vec<u64>,
    /// How many tasks wait for it, directly or not.
    unlocks: Vec<usize>,
    /// On a longest chain of all.
    pub critical: Vec<bool>,
}

impl Network {
    /// The chosen steps, which can be put in an order (checked by the selection).
    pub fn new(kb: &Kb, goal: &Goal, chosen: &[StepId], calendar: &Calendar) -> Self {
        let problem = Problem::new(kb, goal, chosen);
        let mut tasks: Vec<Task> =
            problem.steps.iter().map(|&step| task(kb, &goal.held, step)).collect();
        let length: Vec<u64> = tasks.iter().map(|task| task.length(calendar)).collect();
        let (order, heads) = first_finished_first(&problem, &length, &mut tasks);
        let n = tasks.len();
        let mut network = Self {
            tasks,
            meets: problem.meets(),
            conditions: problem.conditions.clone(),
            problem,
            tail: vec![0; n],
            stage_tail: vec![0; n],
            idle_tail: vec![0; n],
            unlocks: vec![0; n],
            critical: vec![false; n],
        };
        network.look_back(&order, &length, calendar);
        network.count_unlocks(&order);
        let longest = (0..n).map(|t| heads[t] + network.tail[t]).max().unwrap_or(0);
        let on_longest = heads.iter().zip(&network.tail).map(|(head, tail)| head + tail == longest);
        network.critical = on_longest.collect();
        network
    }

    /// Tails, from the last task to the first.
    fn look_back(&mut self, order: &[usize], length: &[u64], calendar: &Calendar) {
        for &task in order.iter().rev() {
            let followers = &self.tasks[task].followers;
            let tail = followers.iter().map(|&f| self.tail[f]).max().unwrap_or(0);
            let idle = followers.iter().map(|&f| self.idle_tail[f]).max().unwrap_or(0);
            let stage = followers.iter().map(|&f| self.tasks[f].stage).min();
            let stage = stage.map_or(self.tasks[task].stage, |s| s.min(self.tasks[task].stage));
            self.tail[task] = length[task] + tail;
            self.idle_tail[task] = self.tasks[task].idle(calendar) + idle;
            // What an earlier stage waits for belongs to it.
            self.tasks[task].stage = stage;
            let looking = |stage: Stage| stage == Stage::LookingForWork;
            let alike = self.tasks[task].followers.iter().copied();
            let alike = alike.filter(|&f| looking(self.tasks[f].stage) == looking(stage));
            self.stage_tail[task] =
                length[task] + alike.map(|f| self.stage_tail[f]).max().unwrap_or(0);
        }
    }

    fn count_unlocks(&mut self, order: &[usize]) {
        let words = self.tasks.len().div_ceil(64);
        let mut behind = vec![vec![0_u64; words]; self.tasks.len()];
        for &task in order.iter().rev() {
            let mut set = vec![0_u64; words];
            for &follower in &self.tasks[task].followers {
                set[follower / 64] |= 1 << (follower % 64);
                set.iter_mut().zip(&behind[follower]).for_each(|(mine, theirs)| *mine |= theirs);
            }
            self.unlocks[task] = set.iter().map(|word| word.count_ones() as usize).sum();
            behind[task] = set;
        }
    }

    /// The orders worth trying, each a list of all tasks, most urgent first; of equally good ones
    /// the first is taken. First the critical path within each stage, then the critical path
    /// alone. Waiting cannot be worked off, so where neither is good enough, a chain that ends in
    /// waiting comes before one that is all work (Jackson's rule for one machine with tails), or
    /// what leads to a fixed start month or to whole weeks comes before everything else.
    pub fn priorities(&self) -> Vec<Vec<usize>> {
        let critical = self.by(&|task| (self.tail[task], self.idle_tail[task]));
        let mut staged = self.by(&|task| (self.stage_tail[task], self.tail[task]));
        staged.sort_by_key(|&task| self.tasks[task].stage);
        let mut orders = vec![staged, critical];
        orders.push(self.by(&|task| (self.idle_tail[task], self.tail[task])));
        let fixed = |task: usize| !self.tasks[task].starts.is_empty() || self.tasks[task].full_time;
        for target in (0..self.tasks.len()).filter(|&task| fixed(task)) {
            let leads = self.leading_to(target);
            orders.push(self.by(&|task| (u64::from(leads[task]), self.tail[task])));
        }
        orders
    }

    /// An order with the stages one after the other, and one with the search for work at the end:
    /// where they end no later, a person is better served by them.
    pub fn calmer(&self, order: &[usize]) -> [Vec<usize>; 2] {
        let (mut staged, mut search_last) = (order.to_vec(), order.to_vec());
        staged.sort_by_key(|&task| self.tasks[task].stage);
        search_last.sort_by_key(|&task| self.tasks[task].stage == Stage::LookingForWork);
        [staged, search_last]
    }

    /// More orders, from mixed and blurred criteria; always the same ones.
    pub fn variations(&self, count: usize) -> impl Iterator<Item = Vec<usize>> {
        let mut random = Pcg64Mcg::seed_from_u64(count as u64);
        let fixed = |task: &Task| !task.starts.is_empty() || task.full_time;
        let targets: Vec<Vec<bool>> = (0..self.tasks.len())
            .filter(|&task| fixed(&self.tasks[task]))
            .map(|task| self.leading_to(task))
            .collect();
        (0..count).map(move |_| {
            let mut upto = |most: u64| random.next_u64() % (most + 1);
            let (idle_weight, blur) = (upto(8), upto(20));
            let bonus: Vec<u64> = targets.iter().map(|_| upto(60) * WEEK).collect();
            let keys: Vec<u64> = (0..self.tasks.len())
                .map(|task| {
                    let leads = targets.iter().zip(&bonus).filter(|(leads, _)| leads[task]);
                    let bonus: u64 = leads.map(|(_, bonus)| bonus).sum();
                    self.tail[task] + idle_weight * self.idle_tail[task] + bonus + upto(blur * WEEK)
                })
                .collect();
            self.by(&|task| (keys[task], 0))
        })
    }

    /// Evening ticks that at least have to be worked before a task can begin, whatever leads to it.
    pub fn least_before(&self, target: usize) -> u64 {
        let mut towards = Problem { demands: vec![vec![target]], ..self.problem.clone() };
        for (task, ticks) in towards.ticks.iter_mut().enumerate() {
            if task == target || self.tasks[task].full_time {
                *ticks = 0;
            }
        }
        exact::least_ticks(&prune::relevant(&towards))
    }

    /// All tasks, those with the largest key first.
    fn by(&self, key: &dyn Fn(usize) -> (u64, u64)) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.tasks.len()).collect();
        order.sort_by_key(|&task| (Reverse((key(task), self.unlocks[task])), task));
        order
    }

    /// Marks a task and a small set of tasks that is enough to get to it.
    fn leading_to(&self, target: usize) -> Vec<bool> {
        let towards = Problem { demands: vec![vec![target]], ..self.problem.clone() };
        let mut leads = vec![false; self.tasks.len()];
        greedy::plan(&towards).into_iter().for_each(|task| leads[task] = true);
        leads
    }
}

impl Task {
    /// Weeks that a full-time task takes whole.
    pub fn whole_weeks(&self) -> u64 {
        self.days_for(self.ticks).div_ceil(7)
    }

    /// Days of a full-time task, were it of this many ticks. One that is to begin takes whole
    /// weeks; one in progress is in the middle of them.
    pub fn days_for(&self, ticks: u64) -> u64 {
        let week = FULL_TIME_WEEK.ticks();
        let days = if self.begun { (7 * ticks).div_ceil(week) } else { 7 * ticks.div_ceil(week) };
        days.max(self.days).max(1)
    }

    /// Weeks that it takes at least, with all hours of each week given to it.
    pub fn shortest(&self, calendar: &Calendar) -> f64 {
        self.length(calendar) as f64 / WEEK as f64
    }

    /// The same in millionths of a week.
    fn length(&self, calendar: &Calendar) -> u64 {
        if self.full_time {
            return self.whole_weeks() * WEEK;
        }
        self.work(calendar).max(self.weeks * WEEK)
    }

    fn work(&self, calendar: &Calendar) -> u64 {
        let ratio =
            u128::from(self.ticks) * u128::from(WEEK) / u128::from(calendar.regular().max(1));
        u64::try_from(ratio).unwrap_or(u64::MAX / 4)
    }

    fn idle(&self, calendar: &Calendar) -> u64 {
        if self.full_time { 0 } else { self.length(calendar) - self.work(calendar) }
    }
}

fn task(kb: &Kb, held: &Held, step: StepId) -> Task {
    let begun = held.begun.contains_key(&step);
    Task {
        step,
        ticks: held.left(kb, step).likely.ticks(),
        weeks: u64::from(held.weeks_left(kb, step)),
        days: u64::from(held.days_left(kb, step)),
        full_time: kb[step].full_time,
        begun,
        starts: if begun { Vec::new() } else { kb[step].starts.clone() },
        stage: Stage::of(kb, held, step),
        followers: Vec::new(),
    }
}

/// Puts the tasks in the order in which they could be finished if all ran beside each other, and
/// links each condition to the first task that meets it. Returns the order and the start of each.
fn first_finished_first(
    problem: &Problem,
    length: &[u64],
    tasks: &mut [Task],
) -> (Vec<usize>, Vec<u64>) {
    let n = tasks.len();
    let mut finish: Vec<Option<u64>> = vec![None; n];
    let mut heads = vec![0; n];
    let mut order = Vec::with_capacity(n);
    while order.len() < n {
        let ready = (0..n).filter(|&task| finish[task].is_none()).filter_map(|task| {
            let met = problem.conditions[task].iter().map(|one_of| earliest(one_of, &finish));
            let before: Option<Vec<(u64, usize)>> = met.collect();
            let before = before?;
            let head = before.iter().map(|&(end, _)| end).max().unwrap_or(0);
            Some((head + length[task], task, head, before))
        });
        let Some((end, task, head, before)) = ready.min_by_key(|&(end, task, ..)| (end, task))
        else {
            break;
        };
        finish[task] = Some(end);
        heads[task] = head;
        order.push(task);
        let mut waits_for: Vec<usize> = before.into_iter().map(|(_, earlier)| earlier).collect();
        waits_for.sort_unstable();
        waits_for.dedup();
        waits_for.iter().for_each(|&earlier| tasks[earlier].followers.push(task));
    }
    (order, heads)
}

fn earliest(one_of: &OneOf, finish: &[Option<u64>]) -> Option<(u64, usize)> {
    one_of.iter().filter_map(|&task| finish[task].map(|end| (end, task))).min()
}
