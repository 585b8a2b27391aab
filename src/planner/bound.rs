//! A proven lower bound on the makespan: the earliest week in which any schedule could end.
//!
//! In every schedule, all unavoidable predecessors of a task (its landmarks) are done before it, in
//! the evening hours available and in whole weeks; then come its own work, weeks and start months.
//! Full-time tasks follow one another in some order. The bound is the latest of all these, and of
//! the time for all work; behind a task in full time or with start months, of the time for all that
//! comes after it in every order.

use std::collections::BinaryHeap;

use itertools::Itertools as _;

use crate::planner::instance::{TaskId, marked};
use crate::planner::network::{Activity, Network};

/// No schedule ends in an earlier week than this one; `None` if it lies past the year 9999.
pub fn makespan_lower_bound(network: &Network) -> Option<usize> {
    if network.activities.is_empty() {
        return Some(0);
    }
    let all: Vec<TaskId> = (0..network.activities.len()).collect();
    let bound = LowerBound { network, predecessors: landmarks(network) };
    let mut latest = bound.week_when_done(&all)?;
    let mut full_time = Vec::new();
    let mut ends: Vec<Option<usize>> = vec![None; network.activities.len()];
    // Ends only grow along a chain, so the earliest start is final.
    let start = |(task, met): (TaskId, Vec<(usize, TaskId)>)| {
        (met.iter().map(|&(end, _)| end).max().unwrap_or(0), task)
    };
    while let Some((week, task)) = network.instance.ready(&ends).map(start).min() {
        let activity = &network.activities[task];
        let mut from = week.max(bound.week_when_done(&bound.predecessors[task])?);
        if activity.full_time || !activity.starts.is_empty() {
            // Missing a start month costs most of a year, so the sharper bound pays off.
            from = from.max(bound.filled(0, network.least_before(task), 0, 0)?);
        }
        let end = bound.end(task, from)?;
        ends[task] = Some(end);
        latest = latest.max(end);
        if activity.full_time || !activity.starts.is_empty() {
            latest = latest.max(bound.end_of_all_behind(task, end)?);
        }
        if activity.full_time {
            full_time.push((task, from));
        }
    }
    // Trying every order of more than five would take too long.
    full_time.truncate(5);
    Some(latest.max(bound.full_time_end(&full_time)?))
}

/// Earliest weeks by which work can be done; each ignores part of what holds it up.
struct LowerBound<'a> {
    network: &'a Network,
    /// Of each task its landmarks.
    predecessors: Vec<Vec<TaskId>>,
}

impl LowerBound<'_> {
    /// The earliest last week of a task that cannot begin before `from`.
    fn end(&self, task: TaskId, from: usize) -> Option<usize> {
        let (activity, calendar) = (&self.network.activities[task], &self.network.calendar);
        let workable = |week: usize| activity.full_time || calendar.capacity(week) > 0;
        let may_start = |week: usize| workable(week) && calendar.may_start(week, &activity.starts);
        let start = self.first_week(from, may_start)?;
        if activity.full_time {
            return Some(start + activity.whole_weeks() as usize - 1);
        }
        let last = start + activity.weeks.saturating_sub(1) as usize;
        let waited = self.first_week(last, workable)?;
        let with_own: Vec<TaskId> = self.predecessors[task].iter().copied().chain([task]).collect();
        let worked = self.week_when_done(&with_own)?;
        let alone = self.filled(start, activity.ticks, 0, 0)?;
        Some(waited.max(worked).max(alone))
    }

    /// The earliest week by the end of which all tasks can be done that come after a task in every
    /// order, if it ends in the week `end`.
    fn end_of_all_behind(&self, task: TaskId, end: usize) -> Option<usize> {
        let Network { activities, .. } = self.network;
        let is_behind = |other: &TaskId| self.predecessors[*other].contains(&task);
        let (full_time, evenings): (Vec<TaskId>, Vec<TaskId>) =
            (0..activities.len()).filter(is_behind).partition(|&other| activities[other].full_time);
        if full_time.is_empty() && evenings.is_empty() {
            return Some(end);
        }
        let ticks = evenings.iter().map(|&other| activities[other].ticks).sum();
        let whole = full_time.iter().map(|&other| activities[other].whole_weeks() as usize).sum();
        // A task in the evenings, and what is left of one begun before, may end within its week.
        let takes_the_week = activities[task].full_time && !activities[task].begun;
        self.filled(end + usize::from(takes_the_week), ticks, 0, whole)
    }

    /// The earliest last week of full-time tasks, each not before its own week, in the best of all
    /// orders.
    fn full_time_end(&self, tasks: &[(TaskId, usize)]) -> Option<usize> {
        let free_after = |free: usize, &(task, from): &(TaskId, usize)| {
            let activity = &self.network.activities[task];
            let calendar = &self.network.calendar;
            let may_start = |week: usize| calendar.may_start(week, &activity.starts);
            let start = self.first_week(from.max(free), may_start)?;
            Some(start + activity.whole_weeks() as usize)
        };
        let orders = tasks.iter().permutations(tasks.len());
        let free: Option<Vec<usize>> =
            orders.map(|order| order.into_iter().try_fold(0, free_after)).collect();
        Some(free?.into_iter().min()?.saturating_sub(1))
    }

    /// The earliest week by the end of which a set of tasks can be done if none has to wait.
    fn week_when_done(&self, set: &[TaskId]) -> Option<usize> {
        let (full_time, evenings): (Vec<&Activity>, Vec<&Activity>) =
            set.iter().map(|&task| &self.network.activities[task]).partition(|task| task.full_time);
        let ticks = evenings.iter().map(|task| task.ticks).sum();
        // Each task without `weeks` is in progress in as many weeks as its hours need, and a week
        // has a limited number of places, apart from those in progress from the start.
        let calendar = &self.network.calendar;
        let most = calendar.most().max(1);
        let limited = evenings.iter().filter(|task| task.weeks == 0 && !task.begun);
        let places: u64 = limited.map(|task| task.ticks.div_ceil(most)).sum();
        let places = usize::try_from(places).unwrap_or(usize::MAX);
        let weeks = places.div_ceil(calendar.max_in_progress);
        let whole = full_time.iter().map(|task| task.whole_weeks() as usize).sum();
        self.filled(0, ticks, weeks, whole)
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
        let mut given: BinaryHeap<u64> = BinaryHeap::new();
        let (mut sum, mut workable) = (0_u64, 0);
        let calendar = &self.network.calendar;
        for week in (first..).take_while(|&week| calendar.has(week)) {
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

/// For each task those that come before it in every order: of each condition, what all tasks that
/// could meet it have in common (the greatest fixed point; Keyder, Richter and Helmert, "Sound and
/// complete landmarks for AND/OR graphs", ECAI 2010).
pub fn landmarks(network: &Network) -> Vec<Vec<TaskId>> {
    let n = network.activities.len();
    let mut sets = vec![vec![true; n]; n];
    let mut changed = true;
    while changed {
        changed = false;
        for task in 0..n {
            let mut own = vec![false; n];
            for one_of in &network.instance.conditions[task] {
                for other in 0..n {
                    own[other] |= one_of.iter().all(|&task| task == other || sets[task][other]);
                }
            }
            own[task] = false;
            if own != sets[task] {
                sets[task] = own;
                changed = true;
            }
        }
    }
    sets.iter().map(|set| marked(set)).collect()
}
