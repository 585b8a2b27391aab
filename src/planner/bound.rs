//! A proven lower bound on the makespan: the earliest week in which any schedule could end.
//!
//! In every schedule, all unavoidable predecessors of a task (its landmarks) are done before it, in
//! the evening hours available and in whole weeks; then come its own work, weeks and start months.
//! Full-time tasks follow one another in some order, and what waits in the evenings comes before,
//! around or after each. The bound is the latest of all these, and of the time for all work; behind
//! a task that has to wait, of the time for all that comes after it in every order.
//!
//! Each of these only moves earlier with more hours in any week or fewer hours of any task, and so
//! does the bound. No schedule that was found by rules of priority promises as much.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use itertools::Itertools as _;

use crate::planner::instance::{TaskId, marks};
use crate::planner::landmarks::landmarks;
use crate::planner::network::{Activity, Network};

/// Trying every order of more full-time tasks would take too long.
const MOST_ORDERED: usize = 5;

/// Pairs of a task that has to wait and one before or behind it: of more, some are left out.
const MOST_PAIRS: usize = 100_000;

/// No schedule of the likely hours ends in an earlier week than this one; `None` if it lies past
/// the year 9999.
pub fn makespan_lower_bound(network: &Network) -> Option<usize> {
    let mut bound = LowerBound::new(network);
    let fixed = (0..network.activities.len()).filter(|&task| network.activities[task].is_fixed());
    for task in fixed {
        // Missing a start month costs most of a year, so the sharper bound pays off.
        bound.least_before[task] = network.least_before(task);
    }
    bound.week(&network.instance.ticks)
}

/// Earliest weeks by which work can be done; each ignores part of what holds it up.
pub struct LowerBound<'a> {
    network: &'a Network,
    /// By task: ticks that at least are worked before it.
    least_before: Vec<u64>,
    /// By task: those before and those behind it in every order, if it has to wait for more than
    /// hours.
    before: Vec<Vec<TaskId>>,
    behind: Vec<Vec<TaskId>>,
}

impl<'a> LowerBound<'a> {
    pub fn new(network: &'a Network) -> Self {
        let n = network.activities.len();
        let waiting = (0..n).filter(|&task| network.activities[task].waits()).collect_vec();
        // Evenly spread, and whatever the hours, so that more of them never move the bound.
        let apart = (waiting.len() * n).div_ceil(MOST_PAIRS).max(1);
        let is_seen = marks(n, waiting.into_iter().step_by(apart));
        let (mut before, mut behind) = (vec![Vec::new(); n], vec![Vec::new(); n]);
        landmarks(&network.instance, &is_seen, |earlier, later| {
            if is_seen[later] {
                before[later].push(earlier);
            }
            if is_seen[earlier] {
                behind[earlier].push(later);
            }
        });
        Self { network, least_before: vec![0; n], before, behind }
    }

    /// No schedule of these ticks ends in an earlier week; `None` if it lies past the year 9999.
    pub fn week(&self, ticks: &[u64]) -> Option<usize> {
        Some(self.week_of_work(ticks)?.max(self.week_of_waits(ticks)?))
    }

    /// The same for each of several ticks, which are best much alike: where the most that any of
    /// them has to wait takes no longer than the work of one, its own waits are not looked at.
    pub fn weeks(&self, several: &[Vec<u64>]) -> Vec<Option<usize>> {
        let task = |task: TaskId| several.iter().map(|ticks| ticks[task]).max().unwrap_or(0);
        let most = (0..self.network.activities.len()).map(task).collect_vec();
        let of_waits = self.week_of_waits(&most);
        let week = |ticks: &Vec<u64>| {
            let of_work = self.week_of_work(ticks)?;
            match of_waits {
                Some(week) if week <= of_work => Some(of_work),
                _ => Some(of_work.max(self.week_of_waits(ticks)?)),
            }
        };
        several.iter().map(week).collect()
    }

    /// The earliest week by the end of which all work can be done.
    fn week_of_work(&self, ticks: &[u64]) -> Option<usize> {
        let all = (0..self.network.activities.len()).collect_vec();
        self.week_when_done(ticks, &all)
    }

    /// The earliest week by the end of which every task can be done behind those before it.
    fn week_of_waits(&self, ticks: &[u64]) -> Option<usize> {
        let Network { activities, precedence, .. } = self.network;
        let mut latest = 0;
        let (mut full_time, mut waiting) = (Vec::new(), Vec::new());
        let mut met = precedence.begin();
        let mut begins = (0..activities.len()).filter(|&task| met.is_ready(task)).collect_vec();
        let mut ends = BinaryHeap::from([Reverse((0, None))]);
        // Ends only grow along a chain, so the first task that meets a condition is known.
        while let Some(Reverse((week, ended))) = ends.pop() {
            latest = latest.max(week);
            if let Some(task) = ended {
                met.end(task, &mut begins);
            }
            for task in begins.drain(..) {
                let from = self.from(ticks, task, week)?;
                let end = self.end(ticks, task, self.start(task, from)?)?;
                latest = latest.max(self.end_of_all_behind(ticks, task, end)?);
                match &activities[task] {
                    activity if activity.full_time => full_time.push((task, from)),
                    activity if activity.waits() && !activity.begun => waiting.push((task, from)),
                    _ => {}
                }
                ends.push(Reverse((end, Some(task))));
            }
        }
        for block in full_time.iter().filter(|(task, _)| !activities[*task].begun) {
            for &evening in &waiting {
                latest = latest.max(self.end_of_both(ticks, *block, evening)?);
            }
        }
        full_time.sort_unstable();
        full_time.truncate(MOST_ORDERED);
        Some(latest.max(self.full_time_end(ticks, &full_time)?))
    }

    /// The earliest week in which a task can begin whose conditions are met in some week.
    fn from(&self, ticks: &[u64], task: TaskId, week: usize) -> Option<usize> {
        if !self.network.activities[task].waits() {
            return Some(week);
        }
        let done = self.week_when_done(ticks, &self.before[task])?;
        Some(week.max(done).max(self.filled(0, self.least_before[task], 0, 0)?))
    }

    /// The earliest first week of a task that cannot begin before `from`.
    fn start(&self, task: TaskId, from: usize) -> Option<usize> {
        let (activity, calendar) = (&self.network.activities[task], &self.network.calendar);
        let is_workable = |week: usize| activity.full_time || calendar.capacity(week) > 0;
        self.first_week(from, |week| {
            is_workable(week) && calendar.may_start(week, &activity.starts)
        })
    }

    /// The earliest last week of a task that begins in a week.
    fn end(&self, ticks: &[u64], task: TaskId, start: usize) -> Option<usize> {
        let (activity, calendar) = (&self.network.activities[task], &self.network.calendar);
        if activity.full_time {
            let days = activity.days_for(ticks[task]) + 7 - calendar.days(start);
            return Some(start + days.div_ceil(7) as usize - 1);
        }
        let last = start + activity.weeks.saturating_sub(1) as usize;
        let waited = self.first_week(last, |week| calendar.capacity(week) > 0)?;
        Some(waited.max(self.filled(start, ticks[task], 0, 0)?))
    }

    /// The earliest week by the end of which all tasks can be done that come after a task in every
    /// order, if it ends in the week `end`.
    fn end_of_all_behind(&self, ticks: &[u64], task: TaskId, end: usize) -> Option<usize> {
        if self.behind[task].is_empty() {
            return Some(end);
        }
        let (evenings, whole) = self.work(ticks, &self.behind[task]);
        // A task in the evenings, and what is left of one begun before, may end within its week.
        let activity = &self.network.activities[task];
        let takes_the_week = activity.full_time && !activity.begun;
        self.filled(end + usize::from(takes_the_week), evenings, 0, whole)
    }

    /// The earliest week by the end of which a block of whole weeks and a task in the evenings can
    /// be done with all behind them, each with the week before which it cannot begin: the task
    /// comes before the block, around it, or after it.
    fn end_of_both(
        &self,
        ticks: &[u64],
        (block, block_from): (TaskId, usize),
        (task, from): (TaskId, usize),
    ) -> Option<usize> {
        let end = |task: TaskId, from: usize| self.end(ticks, task, self.start(task, from)?);
        let behind = |task: TaskId, end: usize| self.end_of_all_behind(ticks, task, end);
        let before =
            end(task, from).and_then(|done| behind(block, end(block, block_from.max(done + 1))?));
        let around = self.start(task, from).and_then(|start| {
            let done = end(block, block_from.max(start + 1))?;
            Some(behind(block, done)?.max(done + 1))
        });
        let after =
            end(block, block_from).and_then(|done| behind(task, end(task, from.max(done + 1))?));
        [before, around, after].into_iter().flatten().min()
    }

    /// The earliest last week of full-time tasks, each not before its own week, in the best of all
    /// orders.
    fn full_time_end(&self, ticks: &[u64], tasks: &[(TaskId, usize)]) -> Option<usize> {
        let free_after = |free: usize, &(task, from): &(TaskId, usize)| {
            Some(self.end(ticks, task, self.start(task, from.max(free))?)? + 1)
        };
        let orders = tasks.iter().permutations(tasks.len());
        let free: Option<Vec<usize>> =
            orders.map(|order| order.into_iter().try_fold(0, free_after)).collect();
        Some(free?.into_iter().min()?.saturating_sub(1))
    }

    /// Evening ticks and whole weeks of some tasks.
    fn work(&self, ticks: &[u64], set: &[TaskId]) -> (u64, usize) {
        set.iter().fold((0, 0), |(evenings, whole), &task| {
            let activity = &self.network.activities[task];
            match activity.full_time {
                true => (evenings, whole + activity.whole_weeks(ticks[task]) as usize),
                false => (evenings + ticks[task], whole),
            }
        })
    }

    /// The earliest week by the end of which a set of tasks can be done if none has to wait.
    fn week_when_done(&self, ticks: &[u64], set: &[TaskId]) -> Option<usize> {
        let (evenings, whole) = self.work(ticks, set);
        // Each task without `weeks` is in progress in as many weeks as its hours need, and a week
        // has a limited number of places, apart from those in progress from the start.
        let calendar = &self.network.calendar;
        let takes_place = |task: &TaskId| {
            let Activity { full_time, weeks, begun, .. } = self.network.activities[*task];
            !full_time && weeks == 0 && !begun
        };
        let most = calendar.most().max(1);
        let limited = set.iter().copied().filter(takes_place);
        let places: u64 = limited.map(|task| ticks[task].div_ceil(most)).sum();
        let places = usize::try_from(places).unwrap_or(usize::MAX);
        self.filled(0, evenings, places.div_ceil(calendar.max_in_progress), whole)
    }

    /// The first week from `from` on of which `fits` holds.
    fn first_week(&self, from: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let mut weeks = (from..).take_while(|&week| self.network.calendar.has(week));
        weeks.find(|&week| fits(week))
    }

    /// The earliest week, from `first` on, by which `ticks` fit into the weeks that are left when
    /// the `whole` weeks with the least capacity go to full-time tasks, and at least `weeks` of
    /// those left have any capacity.
    fn filled(&self, first: usize, ticks: u64, weeks: usize, whole: usize) -> Option<usize> {
        let calendar = &self.network.calendar;
        if whole == 0 {
            return calendar.filled(first, ticks, weeks);
        }
        let mut given: BinaryHeap<u64> = BinaryHeap::new();
        let (mut sum, mut workable) = (0_u64, 0);
        for week in (first..).take_while(|&week| calendar.has(week)) {
            let is_like_all_after = week >= calendar.first_regular()
                && given.len() == whole
                && given.peek().is_none_or(|&most| most <= calendar.regular);
            if is_like_all_after {
                let (ticks, weeks) = (ticks.saturating_sub(sum), weeks.saturating_sub(workable));
                return calendar.filled(week, ticks, weeks);
            }
            given.push(calendar.capacity(week));
            if given.len() > whole {
                let capacity = given.pop().unwrap_or(0);
                sum += capacity;
                workable += usize::from(capacity > 0);
            }
            if sum >= ticks && workable >= weeks && week + 1 >= first + whole {
                return Some(week);
            }
        }
        None
    }
}
