//! Schedule: hours into weeks, by the parallel schedule generation scheme (Kolisch, "Serial and
//! parallel resource-constrained project scheduling methods revisited", European Journal of
//! Operational Research 90, 1996): week after week, the hours go to the activities that can be
//! worked on, in the order of a priority rule.
//!
//! The hours of one person can be split at will, so no rule loses anything against work; only
//! waiting (`weeks`), start months and whole weeks of full-time steps can cost time. A few rules
//! are tried and the earliest finish is taken; [`crate::planner::bound`] says how far from the best
//! it can be.

use itertools::Itertools as _;

use crate::knowledge::hours::Hours;
use crate::planner::calendar::Calendar;
use crate::planner::instance::{TaskId, sorted};
use crate::planner::network::{Activity, Network};
use crate::planner::priority::{Haste, PriorityRule, Variant};

/// It makes a beginning, and something to do in a last week.
const AN_HOUR: Hours = Hours::whole(1);

/// Ticks of one task in one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    pub task: TaskId,
    pub week: usize,
    pub ticks: u64,
}

/// All hours of all tasks.
#[derive(Debug, Clone)]
pub struct Schedule {
    /// In the order in which they were placed.
    pub placements: Vec<Placement>,
    /// For each task those that met its conditions, in ascending order.
    pub waits_for: Vec<Vec<TaskId>>,
    /// The last week with hours.
    pub finish: usize,
}

impl Schedule {
    /// Schedules the likely hours by a priority rule; `None` if it would end past the year 9999.
    pub fn build(network: &Network, rule: &PriorityRule) -> Option<Self> {
        let mut scheme = ParallelScheme::new(network, rule);
        let finish = scheme.run()?;
        let waits_for = scheme.met_by.iter().map(|met| sorted(met.iter().copied().flatten()));
        let waits_for = waits_for.collect();
        Some(Self { placements: scheme.placements, waits_for, finish })
    }
}

/// A schedule that is being generated; lists are by task.
struct ParallelScheme<'a> {
    rule: &'a PriorityRule,
    calendar: &'a Calendar,
    activities: &'a [Activity],
    meets: &'a [Vec<(TaskId, usize)>],
    /// Position in the priority list.
    rank: Vec<usize>,
    total: &'a [u64],
    placed: Vec<u64>,
    placements: Vec<Placement>,
    /// The week of the first hours.
    started: Vec<Option<usize>>,
    /// The week in which it was put off.
    put_off: Vec<Option<usize>>,
    /// For each condition the task that met it.
    met_by: Vec<Vec<Option<TaskId>>>,
    /// How many conditions are not met yet.
    open: Vec<usize>,
    /// Tasks that can be worked on, the most urgent first.
    ready: Vec<TaskId>,
    /// Tasks without `weeks` that are in progress in the current week.
    in_progress: usize,
    any_full_time: bool,
    /// The full-time task whose whole weeks are running.
    full_time: Option<TaskId>,
    unfinished: usize,
}

impl<'a> ParallelScheme<'a> {
    fn new(network: &'a Network, rule: &'a PriorityRule) -> Self {
        let Network { activities, calendar, meets, .. } = network;
        let mut rank = vec![0; activities.len()];
        for (position, &task) in rule.list.iter().enumerate() {
            rank[task] = position;
        }
        let open: Vec<usize> = network.instance.conditions.iter().map(Vec::len).collect();
        let goes_on = |task: TaskId| activities[task].begun && open[task] == 0;
        let started = |task| (goes_on(task) && !activities[task].full_time).then_some(0);
        Self {
            rule,
            calendar,
            rank,
            placed: vec![0; activities.len()],
            put_off: vec![None; activities.len()],
            total: &network.instance.ticks,
            placements: Vec::new(),
            started: (0..activities.len()).map(started).collect(),
            met_by: open.iter().map(|&conditions| vec![None; conditions]).collect(),
            ready: rule.list.iter().copied().filter(|&task| open[task] == 0).collect(),
            in_progress: 0,
            any_full_time: activities.iter().any(|activity| activity.full_time),
            full_time: (0..activities.len()).find(|&t| goes_on(t) && activities[t].full_time),
            unfinished: activities.len(),
            open,
            meets,
            activities,
        }
    }

    /// Fills week after week until all is placed. Returns the last one.
    fn run(&mut self) -> Option<usize> {
        let mut week = 0;
        while self.unfinished > 0 {
            if !self.calendar.has(week) {
                return None;
            }
            self.in_progress = self.ready.iter().filter(|&&task| self.takes_place(task)).count();
            self.full_time = self.full_time.or_else(|| self.next_full_time(week));
            if let Some(task) = self.full_time {
                self.whole_week(task, week);
            } else {
                self.evenings(week);
            }
            week += 1;
        }
        Some(week.saturating_sub(1))
    }

    /// Whether a task counts towards the most in progress.
    fn takes_place(&self, task: TaskId) -> bool {
        self.started[task].is_some() && self.activities[task].weeks == 0
    }

    /// The full-time task to begin this week.
    fn next_full_time(&self, week: usize) -> Option<TaskId> {
        if !self.any_full_time {
            return None;
        }
        let begins = |task: TaskId| self.activities[task].full_time && self.may_begin(task, week);
        let candidates = || self.ready.iter().copied();
        if self.rule.variant.haste == Haste::BeforeFullTime
            && candidates().any(|task| self.is_to_begin(task))
        {
            return None;
        }
        if self.rule.variant.full_time_in_turn && self.calendar.capacity(week) > 0 {
            let first = candidates().find(|&task| begins(task) || self.allowance(task, week) > 0);
            return first.filter(|&task| self.activities[task].full_time);
        }
        candidates().find(|&task| begins(task))
    }

    /// Whether an evening task has to wait for certain months to begin.
    fn is_to_begin(&self, task: TaskId) -> bool {
        let Activity { full_time, starts, .. } = &self.activities[task];
        !full_time && !starts.is_empty() && self.started[task].is_none()
    }

    fn may_begin(&self, task: TaskId, week: usize) -> bool {
        let Activity { weeks, starts, .. } = &self.activities[task];
        (*weeks > 0 || self.in_progress < self.calendar.max_in_progress)
            && (starts.is_empty() || self.calendar.may_start(week, starts))
    }

    fn whole_week(&mut self, task: TaskId, week: usize) {
        let first = *self.started[task].get_or_insert(week);
        let whole = self.activities[task].days_for(self.total[task]);
        let days = self.calendar.days(first) + 7 * (week - first) as u64;
        let due = share(self.total[task], days, whole);
        self.place(task, week, due - self.placed[task]);
        if self.placed[task] == self.total[task] {
            self.full_time = None;
        }
    }

    fn evenings(&mut self, week: usize) {
        let mut free = self.calendar.capacity(week);
        if self.rule.variant.haste >= Haste::BeginsEarly {
            let ready = self.ready.iter().copied();
            for task in ready.filter(|&task| self.is_to_begin(task)).collect_vec() {
                free -= self.work_on(task, week, free.min(AN_HOUR.ticks()));
            }
        }
        if self.rule.is_steady {
            free = self.in_turn(week, free, |own, whole| whole / own.one_in);
        } else {
            for task in self.before_the_list() {
                free -= self.work_on(task, week, free);
            }
        }
        self.in_turn(week, free, |_, whole| whole);
    }

    /// Gives the free ticks of a week away, to each activity at most a part of the whole: first to
    /// what goes on, then by the list. Returns those that are left.
    fn in_turn(&mut self, week: usize, mut free: u64, most: impl Fn(&Activity, u64) -> u64) -> u64 {
        let whole = self.calendar.capacity(week);
        let give = |scheme: &mut Self, task: TaskId, free: u64| {
            let most = most(&scheme.activities[task], whole);
            let most = most.saturating_sub(scheme.given(task, week));
            scheme.work_on(task, week, free.min(most))
        };
        for task in self.goes_on() {
            free -= give(self, task, free);
        }
        let mut position = 0;
        while free > 0 && position < self.ready.len() {
            let task = self.ready[position];
            if self.wastes_the_last_place(task, week, free) {
                self.put_off[task] = Some(week);
            } else {
                free -= give(self, task, free);
            }
            let finished = self.placed[task] == self.total[task];
            position = if finished { 0 } else { position + 1 };
        }
        free
    }

    /// Whether a short task would take the last place in progress of a week in a steady schedule,
    /// though another could fill what is left of the week. It is put off for a week only.
    fn wastes_the_last_place(&self, task: TaskId, week: usize, free: u64) -> bool {
        let needs_a_place =
            |task: TaskId| self.started[task].is_none() && self.activities[task].weeks == 0;
        let fills_the_week = |&other: &TaskId| {
            needs_a_place(other)
                && self.activities[other].one_in == 1
                && self.allowance(other, week) >= free
        };
        self.rule.is_steady
            && self.put_off[task].is_none_or(|earlier| earlier == week)
            && needs_a_place(task)
            && self.in_progress + 1 == self.calendar.max_in_progress
            && self.allowance(task, week) < free
            && self.ready.iter().any(fills_the_week)
    }

    /// What is in progress, if that goes before anything new: first what is paid by the month.
    fn goes_on(&self) -> Vec<TaskId> {
        let ready = self.ready.iter().copied();
        let begun = ready.filter(|&task| self.rule.is_steady && self.started[task].is_some());
        begun.sorted_by_key(|&task| !self.activities[task].is_paid_monthly).collect()
    }

    /// What a task has been given of a week.
    fn given(&self, task: TaskId, week: usize) -> u64 {
        let mut this_week = self.placements.iter().rev().take_while(|other| other.week == week);
        this_week.find(|other| other.task == task).map_or(0, |own| own.ticks)
    }

    /// What goes before the order of the list, as the variant has it.
    fn before_the_list(&self) -> Vec<TaskId> {
        let Variant { places_first, waiting_goes_on, .. } = self.rule.variant;
        let class = |&task: &TaskId| {
            let (waits, begun) = (self.activities[task].weeks > 0, self.started[task].is_some());
            match (waits, begun) {
                (false, _) if places_first => Some(u8::from(!begun)),
                (true, true) if waiting_goes_on => Some(2),
                _ => None,
            }
        };
        let ready = self.ready.iter().copied();
        ready.filter(|task| class(task).is_some()).sorted_by_key(class).collect()
    }

    /// Gives an evening task what it may take of the free ticks of a week; returns how many.
    fn work_on(&mut self, task: TaskId, week: usize, free: u64) -> u64 {
        let ticks = self.allowance(task, week).min(free);
        if ticks > 0 {
            if self.started[task].is_none() {
                self.started[task] = Some(week);
                self.in_progress += usize::from(self.activities[task].weeks == 0);
            }
            self.place(task, week, ticks);
        }
        ticks
    }

    /// What an evening task may take of this week if its hours were unlimited.
    fn allowance(&self, task: TaskId, week: usize) -> u64 {
        let unstarted = self.started[task].is_none();
        if self.activities[task].full_time || (unstarted && !self.may_begin(task, week)) {
            return 0;
        }
        let elapsed = week - self.started[task].unwrap_or(week) + 1;
        let (total, weeks) = (self.total[task], self.activities[task].weeks);
        let due = match self.rule.variant.haste >= Haste::BeginsEarly && (elapsed as u64) < weeks {
            true => total - total.div_ceil(weeks).min(AN_HOUR.ticks()),
            false => share(total, elapsed as u64, weeks),
        };
        due.saturating_sub(self.placed[task])
    }

    fn place(&mut self, task: TaskId, week: usize, ticks: u64) {
        self.placed[task] += ticks;
        let this_week = self.placements.iter_mut().rev().take_while(|other| other.week == week);
        match this_week.into_iter().find(|other| other.task == task) {
            Some(earlier) => earlier.ticks += ticks,
            None => self.placements.push(Placement { task, week, ticks }),
        }
        if self.placed[task] == self.total[task] {
            self.finish(task);
        }
    }

    /// Makes ready what waited for this task alone.
    fn finish(&mut self, task: TaskId) {
        self.unfinished -= 1;
        self.ready.retain(|&other| other != task);
        for &(waiting, condition) in &self.meets[task] {
            let met_by = &mut self.met_by[waiting][condition];
            if met_by.is_some() {
                continue;
            }
            *met_by = Some(task);
            self.open[waiting] -= 1;
            if self.open[waiting] == 0 {
                let rank = self.rank[waiting];
                let at = self.ready.partition_point(|&other| self.rank[other] < rank);
                self.ready.insert(at, waiting);
            }
        }
    }
}

/// How much of `total` may be done by the end of the `elapsed`th of `weeks` weeks (or days): even
/// shares, and something left for the last.
fn share(total: u64, elapsed: u64, weeks: u64) -> u64 {
    if elapsed >= weeks {
        return total;
    }
    let even = (u128::from(total) * u128::from(elapsed)).div_ceil(u128::from(weeks));
    u64::try_from(even).unwrap_or(total).min(total.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn shares_are_even_and_leave_something_for_the_last_week() {
        assert_eq!(
            [share(10, 1, 4), share(10, 2, 4), share(10, 3, 4), share(10, 4, 4)],
            [3, 5, 8, 10]
        );
        assert_eq!(share(2, 1, 3), 1);
        assert_eq!(share(2, 2, 3), 1);
        assert_eq!(share(7, 1, 0), 7);
        assert_eq!(share(7, 1, 1), 7);
    }
}
