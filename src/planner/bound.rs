//! The earliest week in which any schedule of the chosen steps could end: a proven lower bound.
//!
//! For each task, whatever the schedule, all of its unavoidable ancestors (landmarks) must be
//! done first, in the evening hours that there are and in whole weeks; then come its own work, its
//! weeks and its start months. Full-time tasks come one after the other, in whichever order. The
//! bound is the latest of all these, and of the time for all work.

use std::collections::BinaryHeap;

use crate::planner::calendar::Calendar;
use crate::planner::network::{Network, Task};
use crate::planner::schedule::PastCalendar;

/// The earliest possible last week.
///
/// # Errors
/// [`PastCalendar`] if even that lies past the year 9999.
pub fn earliest_finish(network: &Network, calendar: &Calendar) -> Result<usize, PastCalendar> {
    let all: Vec<usize> = (0..network.tasks.len()).collect();
    let room = Room { tasks: &network.tasks, calendar };
    let mut latest = room.week_when_done(&all)?;
    let ancestors = landmarks(network);
    let mut blocks = Vec::new();
    let mut ends: Vec<Option<usize>> = vec![None; network.tasks.len()];
    while let Some((task, ready)) = next_ready(network, &ends) {
        let before = room.week_when_done(&ancestors[task])?;
        let mut from = ready.max(before);
        let late = &network.tasks[task];
        if late.full_time || !late.starts.is_empty() {
            // A window missed costs most of a year: here the sharper bound is worth its price.
            from = from.max(room.filled(0, network.least_before(task), 0, 0)?);
        }
        let end = room.end(task, &ancestors[task], from)?;
        ends[task] = Some(end);
        latest = latest.max(end);
        if network.tasks[task].full_time {
            blocks.push((task, from));
        }
    }
    // Trying all orders of more than a handful would take too long.
    blocks.truncate(5);
    Ok(latest.max(room.blocks_done(&blocks, 0)?))
}

/// A task whose conditions are all met by tasks with a known end, and the week when they are. Ends
/// only grow along a chain, so the task that could be ready first is final.
fn next_ready(network: &Network, ends: &[Option<usize>]) -> Option<(usize, usize)> {
    let open = (0..ends.len()).filter(|&task| ends[task].is_none());
    let ready = open.filter_map(|task| {
        let mut week = 0;
        for one_of in &network.conditions[task] {
            week = week.max(one_of.iter().filter_map(|&other| ends[other]).min()?);
        }
        Some((week, task))
    });
    ready.min().map(|(week, task)| (task, week))
}

/// Where tasks have to find their place.
struct Room<'a> {
    tasks: &'a [Task],
    calendar: &'a Calendar,
}

impl Room<'_> {
    /// The earliest last week of a task that cannot begin before `from`.
    fn end(&self, number: usize, ancestors: &[usize], from: usize) -> Result<usize, PastCalendar> {
        let (task, calendar) = (&self.tasks[number], self.calendar);
        let workable = |week: usize| task.full_time || calendar.capacity(week) > 0;
        let may_start = |week: usize| workable(week) && calendar.may_start(week, &task.starts);
        let start = first_week(from, calendar, may_start)?;
        if task.full_time {
            return Ok(start + task.whole_weeks() as usize - 1);
        }
        let waited = first_week(start + task.weeks.saturating_sub(1) as usize, calendar, workable)?;
        let with_own: Vec<usize> = ancestors.iter().copied().chain([number]).collect();
        let worked = self.week_when_done(&with_own)?;
        let alone = self.filled(start, task.ticks, 0, 0)?;
        Ok(waited.max(worked).max(alone))
    }

    /// The earliest last week of full-time tasks, each not before its own week and none before
    /// `free`, in the best of all orders.
    fn blocks_done(&self, blocks: &[(usize, usize)], free: usize) -> Result<usize, PastCalendar> {
        let mut best = if blocks.is_empty() { free.saturating_sub(1) } else { usize::MAX };
        for (position, &(number, from)) in blocks.iter().enumerate() {
            let task = &self.tasks[number];
            let may_start = |week: usize| self.calendar.may_start(week, &task.starts);
            let start = first_week(from.max(free), self.calendar, may_start)?;
            let mut others = blocks.to_vec();
            others.remove(position);
            best = best.min(self.blocks_done(&others, start + task.whole_weeks() as usize)?);
        }
        Ok(best)
    }

    /// The earliest week by the end of which a set of tasks can be done, waiting left aside.
    fn week_when_done(&self, set: &[usize]) -> Result<usize, PastCalendar> {
        let (blocks, evenings): (Vec<&Task>, Vec<&Task>) =
            set.iter().map(|&task| &self.tasks[task]).partition(|task| task.full_time);
        let ticks = evenings.iter().map(|task| task.ticks).sum();
        // Each task without `weeks` is in progress in as many weeks as its hours need, and in a
        // week only so many of them are, besides those in progress from the start.
        let most = self.calendar.most().max(1);
        let short = evenings.iter().filter(|task| task.weeks == 0 && !task.begun);
        let places: u64 = short.map(|task| task.ticks.div_ceil(most)).sum();
        let weeks = usize::try_from(places).unwrap_or(usize::MAX).div_ceil(self.calendar.parallel);
        let whole = blocks.iter().map(|task| task.whole_weeks() as usize).sum();
        self.filled(0, ticks, weeks, whole)
    }

    /// The earliest week, from `first` on, by which `ticks` fit into the weeks left when the
    /// `whole` weeks with the least capacity are given to full-time tasks, and at least `weeks` of
    /// those left have any capacity.
    fn filled(
        &self,
        first: usize,
        ticks: u64,
        weeks: usize,
        whole: usize,
    ) -> Result<usize, PastCalendar> {
        let mut given: BinaryHeap<u64> = BinaryHeap::new();
        let (mut sum, mut workable) = (0_u64, 0);
        for week in first.. {
            if !self.calendar.has(week) {
                return Err(PastCalendar);
            }
            given.push(self.calendar.capacity(week));
            if given.len() > whole {
                let capacity = given.pop().unwrap_or(0);
                sum += capacity;
                workable += usize::from(capacity > 0);
            }
            if sum >= ticks && workable >= weeks && week + 1 >= first + whole {
                return Ok(week);
            }
        }
        Err(PastCalendar)
    }
}

/// The first week from `from` on of which `fits` holds.
fn first_week(
    from: usize,
    calendar: &Calendar,
    fits: impl Fn(usize) -> bool,
) -> Result<usize, PastCalendar> {
    let mut week = from;
    while !fits(week) {
        week += 1;
        if !calendar.has(week) {
            return Err(PastCalendar);
        }
    }
    Ok(week)
}

/// For each task those that come before it in every order: of each condition, what all ways to
/// meet it have in common (greatest fixed point; Keyder, Richter and Helmert, "Sound and complete
/// landmarks for AND/OR graphs", ECAI 2010).
fn landmarks(network: &Network) -> Vec<Vec<usize>> {
    let n = network.tasks.len();
    let mut sets = vec![vec![true; n]; n];
    let mut changed = true;
    while changed {
        changed = false;
        for task in 0..n {
            let mut own = vec![false; n];
            for one_of in &network.conditions[task] {
                for other in 0..n {
                    own[other] |= one_of.iter().all(|&way| way == other || sets[way][other]);
                }
            }
            own[task] = false;
            if own != sets[task] {
                sets[task] = own;
                changed = true;
            }
        }
    }
    sets.iter().map(|set| (0..n).filter(|&other| set[other]).collect()).collect()
}
