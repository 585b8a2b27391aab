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
use crate::planner::instance::TaskId;
use crate::planner::network::{Activity, Network};
use crate::planner::precedence::Met;
use crate::planner::priority::{Haste, PriorityRule, Variant};
use crate::planner::ready::{Class, Rank, Ready};

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
    /// By condition: the task that met it.
    pub met_by: Vec<Option<TaskId>>,
    /// The last week with hours.
    pub finish: usize,
}

impl Schedule {
    /// Schedules the likely hours by a priority rule; `None` if it would end past the year 9999.
    pub fn build(network: &Network, rule: &PriorityRule) -> Option<Self> {
        let mut scheme = ParallelScheme::new(network, rule);
        let finish = scheme.run()?;
        Some(Self { placements: scheme.placements, met_by: scheme.met.by, finish })
    }
}

/// A schedule that is being generated; lists are by task.
struct ParallelScheme<'a> {
    rule: &'a PriorityRule,
    calendar: &'a Calendar,
    activities: &'a [Activity],
    /// Position in the priority list.
    rank: Vec<Rank>,
    total: &'a [u64],
    placed: Vec<u64>,
    placements: Vec<Placement>,
    /// The week of the first hours.
    started: Vec<Option<usize>>,
    /// The week in which it was put off.
    put_off: Vec<Option<usize>>,
    met: Met<'a>,
    ready: Ready,
    /// Tasks without `weeks` that are in progress in the current week.
    in_progress: usize,
    /// The full-time task whose whole weeks are running.
    full_time: Option<TaskId>,
    unfinished: usize,
}

impl<'a> ParallelScheme<'a> {
    fn new(network: &'a Network, rule: &'a PriorityRule) -> Self {
        let Network { activities, calendar, precedence, .. } = network;
        let n = activities.len();
        let mut rank = vec![0; n];
        for (position, &task) in rule.list.iter().enumerate() {
            rank[task] = position;
        }
        let met = precedence.begin();
        let goes_on = |task: TaskId| activities[task].begun && met.is_ready(task);
        let started = |task| (goes_on(task) && !activities[task].full_time).then_some(0);
        let mut scheme = Self {
            rule,
            calendar,
            rank,
            placed: vec![0; n],
            put_off: vec![None; n],
            total: &network.instance.ticks,
            placements: Vec::with_capacity(2 * n),
            started: (0..n).map(started).collect(),
            ready: Ready::default(),
            in_progress: 0,
            full_time: (0..n).find(|&task| goes_on(task) && activities[task].full_time),
            unfinished: n,
            met,
            activities,
        };
        for (rank, &task) in rule.list.iter().enumerate() {
            if scheme.met.is_ready(task) {
                scheme.ready.add(scheme.class(task), rank);
            }
        }
        scheme
    }

    /// Fills week after week until all is placed. Returns the last one.
    fn run(&mut self) -> Option<usize> {
        let mut week = 0;
        while self.unfinished > 0 {
            if !self.calendar.has(week) {
                return None;
            }
            let begun = self.ready.of(Class::Begun);
            self.in_progress = begun.filter(|&rank| self.takes_place(self.task(rank))).count();
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

    fn task(&self, rank: Rank) -> TaskId {
        self.rule.list[rank]
    }

    fn class(&self, task: TaskId) -> Class {
        match &self.activities[task] {
            activity if activity.full_time => Class::FullTime,
            _ if self.started[task].is_some() => Class::Begun,
            activity if !activity.starts.is_empty() => Class::Seasonal,
            activity if activity.weeks > 0 => Class::Waiting,
            _ => Class::Place,
        }
    }

    /// Whether an evening task counts towards the most in progress.
    fn takes_place(&self, task: TaskId) -> bool {
        self.activities[task].weeks == 0
    }

    fn has_place(&self) -> bool {
        self.in_progress < self.calendar.max_in_progress
    }

    /// The full-time task to begin this week.
    fn next_full_time(&self, week: usize) -> Option<TaskId> {
        let Variant { haste, full_time_in_turn, .. } = self.rule.variant;
        let mut ranks = self.ready.of(Class::FullTime);
        let first = ranks.find(|&rank| self.may_begin(self.task(rank), week))?;
        if haste == Haste::BeforeFullTime && self.ready.of(Class::Seasonal).next().is_some() {
            return None;
        }
        let is_in_turn = full_time_in_turn && self.calendar.capacity(week) > 0;
        let more_urgent = std::iter::successors(self.next(0), |&rank| self.next(rank + 1));
        let mut more_urgent = more_urgent.take_while(|&rank| rank < first);
        let waits = is_in_turn && more_urgent.any(|rank| self.allowance(self.task(rank), week) > 0);
        (!waits).then(|| self.task(first))
    }

    /// The most urgent evening task from a rank on, without those for which there is no place.
    fn next(&self, from: Rank) -> Option<Rank> {
        const ALL: [Class; 4] = [Class::Begun, Class::Waiting, Class::Seasonal, Class::Place];
        self.ready.next(if self.has_place() { &ALL } else { &ALL[..3] }, from)
    }

    fn may_begin(&self, task: TaskId, week: usize) -> bool {
        let Activity { starts, .. } = &self.activities[task];
        (!self.takes_place(task) || self.has_place())
            && (starts.is_empty() || self.calendar.may_start(week, starts))
    }

    fn whole_week(&mut self, task: TaskId, week: usize) {
        let first = *self.started[task].get_or_insert(week);
        let whole = self.activities[task].days_for(self.total[task]);
        let days = self.calendar.days(first) + 7 * (week - first) as u64;
        let due = share(self.total[task], days, whole);
        self.place(task, week, due - self.placed[task]);
        if self.is_finished(task) {
            self.full_time = None;
        }
    }

    fn evenings(&mut self, week: usize) {
        let mut free = self.calendar.capacity(week);
        if self.rule.variant.haste >= Haste::BeginsEarly {
            for rank in self.ready.of(Class::Seasonal).collect_vec() {
                free -= self.work_on(self.task(rank), week, free.min(AN_HOUR.ticks()));
            }
        }
        if self.rule.is_steady {
            free = self.in_turn(week, free, |own, whole| whole / own.one_in);
        } else {
            for rank in self.before_the_list() {
                free -= self.work_on(self.task(rank), week, free);
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
        let mut from = 0;
        while free > 0 {
            let Some(rank) = self.next(from) else { break };
            let task = self.task(rank);
            if self.wastes_the_last_place(task, week, free) {
                self.put_off[task] = Some(week);
            } else {
                free -= give(self, task, free);
            }
            from = if self.is_finished(task) { 0 } else { rank + 1 };
        }
        free
    }

    /// Whether a short task would take the last place in progress of a week in a steady schedule,
    /// though another could fill what is left of the week. It is put off for a week only.
    fn wastes_the_last_place(&self, task: TaskId, week: usize, free: u64) -> bool {
        let is_new = |task: TaskId| self.started[task].is_none() && self.takes_place(task);
        let fills_the_week = |rank: Rank| {
            let other = self.task(rank);
            is_new(other)
                && self.activities[other].one_in == 1
                && self.allowance(other, week) >= free
        };
        let mut others =
            [Class::Place, Class::Seasonal].map(|class| self.ready.of(class)).into_iter();
        self.rule.is_steady
            && self.put_off[task].is_none_or(|earlier| earlier == week)
            && is_new(task)
            && self.in_progress + 1 == self.calendar.max_in_progress
            && self.allowance(task, week) < free
            && others.any(|mut ranks| ranks.any(fills_the_week))
    }

    /// What is in progress, if that goes before anything new: first what is paid by the month.
    fn goes_on(&self) -> Vec<TaskId> {
        let begun = self.ready.of(Class::Begun).filter(|_| self.rule.is_steady);
        let begun = begun.map(|rank| self.task(rank));
        begun.sorted_by_key(|&task| !self.activities[task].is_paid_monthly).collect()
    }

    /// What a task has been given of a week.
    fn given(&self, task: TaskId, week: usize) -> u64 {
        let mut this_week = self.placements.iter().rev().take_while(|other| other.week == week);
        this_week.find(|other| other.task == task).map_or(0, |own| own.ticks)
    }

    /// What goes before the order of the list, as the variant has it.
    fn before_the_list(&self) -> Vec<Rank> {
        let Variant { places_first, waiting_goes_on, .. } = self.rule.variant;
        let of = |class: Class, takes_place: bool| {
            let ranks = self.ready.of(class);
            ranks.filter(move |&rank| self.takes_place(self.task(rank)) == takes_place)
        };
        let mut first = Vec::new();
        if places_first {
            first.extend(of(Class::Begun, true));
            // No more of them can begin than there are places.
            let places = self.calendar.max_in_progress.saturating_sub(self.in_progress);
            let new = of(Class::Place, true).take(places).merge(of(Class::Seasonal, true));
            first.extend(new);
        }
        if waiting_goes_on {
            first.extend(of(Class::Begun, false));
        }
        first
    }

    /// Gives an evening task what it may take of the free ticks of a week; returns how many.
    fn work_on(&mut self, task: TaskId, week: usize, free: u64) -> u64 {
        let ticks = self.allowance(task, week).min(free);
        if ticks > 0 {
            if self.started[task].is_none() {
                self.ready.remove(self.class(task), self.rank[task]);
                self.ready.add(Class::Begun, self.rank[task]);
                self.started[task] = Some(week);
                self.in_progress += usize::from(self.takes_place(task));
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

    fn is_finished(&self, task: TaskId) -> bool {
        self.placed[task] == self.total[task]
    }

    fn place(&mut self, task: TaskId, week: usize, ticks: u64) {
        self.placed[task] += ticks;
        let this_week = self.placements.iter_mut().rev().take_while(|other| other.week == week);
        match this_week.into_iter().find(|other| other.task == task) {
            Some(earlier) => earlier.ticks += ticks,
            None => self.placements.push(Placement { task, week, ticks }),
        }
        if self.is_finished(task) {
            self.finish(task);
        }
    }

    /// Makes ready what waited for this task alone.
    fn finish(&mut self, task: TaskId) {
        self.unfinished -= 1;
        self.ready.remove(self.class(task), self.rank[task]);
        let mut ready = Vec::new();
        self.met.end(task, &mut ready);
        for waiting in ready {
            self.ready.add(self.class(waiting), self.rank[waiting]);
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
