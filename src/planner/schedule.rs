//! Schedule: hours into weeks.
//!
//! The hours of one person can be split at will, so filling each week in the order of urgency
//! loses nothing against work; only waiting (`weeks`), start months and whole weeks of full-time
//! steps can. A few orders are tried and the earliest finish is taken; [`crate::planner::bound`]
//! says how far from the best it can be.

use crate::planner::calendar::Calendar;
use crate::planner::network::{Network, Task};

/// What comes first where not everything can.
#[derive(Debug, Clone)]
pub struct Order {
    /// All tasks, most urgent first.
    pub tasks: Vec<usize>,
    /// Tasks of which only so many may be in progress go before those that wait for weeks, and what
    /// was begun before what is more urgent, so that a place becomes free sooner.
    pub places_first: bool,
    /// A full-time task begins only when nothing more urgent can be worked on; otherwise as soon as
    /// it can.
    pub blocks_wait: bool,
    /// What was begun and mostly waits goes before the most urgent, so that it does not drag on.
    pub keeps_going: bool,
}

/// Ticks of one task in one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    pub task: usize,
    pub week: usize,
    pub ticks: u64,
}

/// All hours of all tasks, in the order in which they were placed.
#[derive(Debug, Clone)]
pub struct Schedule {
    pub placements: Vec<Placement>,
    /// For each task those that met its conditions, sorted.
    pub waits_for: Vec<Vec<usize>>,
    /// The last week with hours.
    pub finish: usize,
}

/// The plan does not end before the year 9999 does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PastCalendar;

/// Fills weeks by the given order of urgency.
///
/// # Errors
/// [`PastCalendar`] if the weeks run out.
pub fn fill(
    network: &Network,
    order: &Order,
    calendar: &Calendar,
) -> Result<Schedule, PastCalendar> {
    let mut placements = Vec::new();
    let (finish, met_by) = Filling::new(network, order, calendar, None).run(|placement| {
        placements.push(placement);
    })?;
    let waits_for = met_by.into_iter().map(|met| {
        let mut earlier: Vec<usize> = met.into_iter().flatten().collect();
        earlier.sort_unstable();
        earlier.dedup();
        earlier
    });
    Ok(Schedule { placements, waits_for: waits_for.collect(), finish })
}

/// The last week only, with other hours than the likely ones.
///
/// # Errors
/// [`PastCalendar`] if the weeks run out.
pub fn finish_with(
    network: &Network,
    order: &Order,
    calendar: &Calendar,
    ticks: &[u64],
) -> Result<usize, PastCalendar> {
    let done = Filling::new(network, order, calendar, Some(ticks)).run(|_| {});
    done.map(|(finish, _)| finish)
}

/// For each task and condition the task that met it.
type MetBy = Vec<Vec<Option<usize>>>;

/// The state between two placements.
struct Filling<'a> {
    order: &'a Order,
    calendar: &'a Calendar,
    tasks: &'a [Task],
    meets: &'a [Vec<(usize, usize)>],
    /// Position of each task in the order of urgency.
    rank: Vec<usize>,
    total: Vec<u64>,
    placed: Vec<u64>,
    /// The week of the first hours.
    started: Vec<Option<usize>>,
    /// For each task and condition the task that met it.
    met_by: MetBy,
    /// Conditions that are not met yet.
    open: Vec<usize>,
    /// Tasks that can be worked on, most urgent first.
    ready: Vec<usize>,
    /// Tasks without `weeks` that are in progress in the week being filled.
    in_progress: usize,
    /// The full-time task whose whole weeks are running.
    block: Option<usize>,
    left: usize,
}

impl<'a> Filling<'a> {
    fn new(
        network: &'a Network,
        order: &'a Order,
        calendar: &'a Calendar,
        ticks: Option<&[u64]>,
    ) -> Self {
        let tasks = &network.tasks;
        let mut rank = vec![0; tasks.len()];
        order.tasks.iter().enumerate().for_each(|(position, &task)| rank[task] = position);
        let own = || tasks.iter().map(|task| task.ticks).collect();
        let is_ready = |task: usize| network.conditions[task].is_empty();
        let goes_on = |task: usize| tasks[task].begun && is_ready(task);
        let (blocks, evenings): (Vec<usize>, Vec<usize>) =
            (0..tasks.len()).filter(|&task| goes_on(task)).partition(|&t| tasks[t].full_time);
        let mut started = vec![None; tasks.len()];
        evenings.into_iter().for_each(|task| started[task] = Some(0));
        Self {
            order,
            calendar,
            rank,
            total: ticks.map_or_else(own, <[u64]>::to_vec),
            placed: vec![0; tasks.len()],
            started,
            met_by: network.conditions.iter().map(|all| vec![None; all.len()]).collect(),
            open: network.conditions.iter().map(Vec::len).collect(),
            ready: order.tasks.iter().copied().filter(|&task| is_ready(task)).collect(),
            in_progress: 0,
            block: blocks.first().copied(),
            left: tasks.len(),
            meets: &network.meets,
            tasks,
        }
    }

    fn run(mut self, mut place: impl FnMut(Placement)) -> Result<(usize, MetBy), PastCalendar> {
        let mut week = 0;
        while self.left > 0 {
            if !self.calendar.has(week) {
                return Err(PastCalendar);
            }
            self.in_progress = self.short_tasks_in_progress();
            self.block = self.block.or_else(|| self.next_block(week));
            if let Some(task) = self.block {
                self.whole_week(task, week, &mut place);
            } else {
                self.evenings(week, &mut place);
            }
            week += 1;
        }
        Ok((week.saturating_sub(1), self.met_by))
    }

    fn short_tasks_in_progress(&self) -> usize {
        self.ready.iter().filter(|&&task| self.in_progress_and_short(task)).count()
    }

    /// The full-time task to begin this week.
    fn next_block(&self, week: usize) -> Option<usize> {
        let mut candidates = self.ready.iter().copied();
        if self.order.blocks_wait && self.calendar.capacity(week) > 0 {
            let first = candidates
                .find(|&task| self.may_begin_block(task, week) || self.allowance(task, week) > 0);
            return first.filter(|&task| self.tasks[task].full_time);
        }
        candidates.find(|&task| self.may_begin_block(task, week))
    }

    fn may_begin_block(&self, task: usize, week: usize) -> bool {
        self.tasks[task].full_time && self.may_begin(task, week)
    }

    fn may_begin(&self, task: usize, week: usize) -> bool {
        let Task { weeks, starts, .. } = &self.tasks[task];
        (*weeks > 0 || self.in_progress < self.calendar.parallel)
            && (starts.is_empty() || self.calendar.may_start(week, starts))
    }

    fn whole_week(&mut self, task: usize, week: usize, place: &mut impl FnMut(Placement)) {
        let first = *self.started[task].get_or_insert(week);
        let whole = self.tasks[task].days_for(self.total[task]);
        let days = self.calendar.days(first) + 7 * (week - first) as u64;
        let due = share(self.total[task], days, whole);
        let ticks = due - self.placed[task];
        self.placed[task] = due;
        place(Placement { task, week, ticks });
        if due == self.total[task] {
            self.block = None;
            self.finished(task);
        }
    }

    fn evenings(&mut self, week: usize, place: &mut impl FnMut(Placement)) {
        let mut free = self.calendar.capacity(week);
        for task in self.first_of_all() {
            free -= self.work_on(task, week, free, place);
        }
        let mut position = 0;
        while free > 0 && position < self.ready.len() {
            let task = self.ready[position];
            free -= self.work_on(task, week, free, place);
            let finished = self.placed[task] == self.total[task];
            position = if finished { 0 } else { position + 1 };
        }
    }

    /// What goes before the most urgent, as the order has it.
    fn first_of_all(&self) -> Vec<usize> {
        let begun = |task: &usize| self.started[*task].is_some();
        let waits = |task: &usize| self.tasks[*task].weeks > 0;
        let ready = || self.ready.iter().copied();
        let mut first = Vec::new();
        if self.order.places_first {
            first.extend(ready().filter(|task| !waits(task) && begun(task)));
            first.extend(ready().filter(|task| !waits(task) && !begun(task)));
        }
        if self.order.keeps_going {
            first.extend(ready().filter(|task| waits(task) && begun(task)));
        }
        first
    }

    fn in_progress_and_short(&self, task: usize) -> bool {
        self.started[task].is_some() && self.tasks[task].weeks == 0
    }

    /// Gives a task what it may take of the free ticks of a week; returns how many.
    fn work_on(
        &mut self,
        task: usize,
        week: usize,
        free: u64,
        place: &mut impl FnMut(Placement),
    ) -> u64 {
        let ticks = self.allowance(task, week).min(free);
        if ticks == 0 {
            return 0;
        }
        if self.started[task].is_none() {
            self.started[task] = Some(week);
            self.in_progress += usize::from(self.tasks[task].weeks == 0);
        }
        self.placed[task] += ticks;
        place(Placement { task, week, ticks });
        if self.placed[task] == self.total[task] {
            self.finished(task);
        }
        ticks
    }

    /// What an evening task may take of this week, were there hours without end.
    fn allowance(&self, task: usize, week: usize) -> u64 {
        let unstarted = self.started[task].is_none();
        if self.tasks[task].full_time || (unstarted && !self.may_begin(task, week)) {
            return 0;
        }
        let elapsed = week - self.started[task].unwrap_or(week) + 1;
        share(self.total[task], elapsed as u64, self.tasks[task].weeks) - self.placed[task]
    }

    fn finished(&mut self, task: usize) {
        self.left -= 1;
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
