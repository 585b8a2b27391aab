//! The earliest week in which any schedule of the chosen steps could end: a proven lower bound.
//!
//! For each task, whatever the schedule, all of its unavoidable ancestors (landmarks) must be
//! done first, in the evening hours that there are and in whole weeks; then come its own work, its
//! weeks and its start months. The bound is the latest of these, and of the time for all work.

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
    let mut latest = week_when_done(&network.tasks, &all, calendar)?;
    let ancestors = landmarks(network);
    let mut ends: Vec<Option<usize>> = vec![None; network.tasks.len()];
    while let Some((task, ready)) = next_ready(network, &ends) {
        let before = week_when_done(&network.tasks, &ancestors[task], calendar)?;
        let end =
            end_from(&network.tasks[task], &ancestors[task], ready.max(before), network, calendar)?;
        ends[task] = Some(end);
        latest = latest.max(end);
    }
    Ok(latest)
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

/// The earliest last week of a task that cannot begin before `from`.
fn end_from(
    task: &Task,
    ancestors: &[usize],
    from: usize,
    network: &Network,
    calendar: &Calendar,
) -> Result<usize, PastCalendar> {
    let workable = |week: usize| task.full_time || calendar.capacity(week) > 0;
    let may_start = |week: usize| workable(week) && calendar.may_start(week, &task.starts);
    let start = first_week(from, calendar, may_start)?;
    if task.full_time {
        return Ok(start + task.whole_weeks() as usize - 1);
    }
    let waited = first_week(start + task.weeks.saturating_sub(1) as usize, calendar, workable)?;
    let mut with_own = ancestors.to_vec();
    with_own.extend(network.tasks.iter().position(|other| other.step == task.step));
    let worked = week_when_done(&network.tasks, &with_own, calendar)?;
    let alone = filled(calendar, start, task.ticks, 0)?;
    Ok(waited.max(worked).max(alone))
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
        calendar.sunday(week).ok_or(PastCalendar)?;
    }
    Ok(week)
}

/// The earliest week by the end of which a set of tasks can be done, waiting left aside.
fn week_when_done(
    tasks: &[Task],
    set: &[usize],
    calendar: &Calendar,
) -> Result<usize, PastCalendar> {
    let evenings = set.iter().filter(|&&task| !tasks[task].full_time);
    let ticks = evenings.map(|&task| tasks[task].ticks).sum();
    let blocks = set.iter().filter(|&&task| tasks[task].full_time);
    let whole = blocks.map(|&task| tasks[task].whole_weeks() as usize).sum();
    filled(calendar, 0, ticks, whole)
}

/// The earliest week, from `first` on, by which `ticks` fit into the weeks left when the `whole`
/// weeks with the least capacity are given to full-time tasks.
fn filled(
    calendar: &Calendar,
    first: usize,
    ticks: u64,
    whole: usize,
) -> Result<usize, PastCalendar> {
    let mut given: BinaryHeap<u64> = BinaryHeap::new();
    let mut sum = 0_u64;
    for week in first.. {
        calendar.sunday(week).ok_or(PastCalendar)?;
        given.push(calendar.capacity(week));
        if given.len() > whole {
            sum += given.pop().unwrap_or(0);
        }
        if sum >= ticks && week + 1 >= first + whole {
            return Ok(week);
        }
    }
    Err(PastCalendar)
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
