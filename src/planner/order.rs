//! Order: which of the chosen tasks comes first. All orders that waste no hours end in about the
//! same week, so the order is free to be worth something on the way. In turn, the first of these
//! rules that names a task decides:
//!
//! 1. What is in progress goes on, after what it waits for.
//! 2. What the finish waits for comes in time: when no more is left to do than the longest chain
//!    behind a task takes, that task is next.
//! 3. After the first step comes the nearest thing to show, if it is near.
//! 4. What is learnt is used soon: a project, a competition or a contribution of n hours waits,
//!    once it can begin, for at most n squared by five hours of other work (20 h for 80, 50 h for
//!    500).
//! 5. Once the nearest other role on the way is reached, the search for work begins when it can.
//! 6. What no advert asks for and nothing of that waits for (contacts, writing) is spread evenly
//!    over the plan, each section by itself, in the order in which it can begin. Practice for
//!    interviews waits for the search that needs it.
//! 7. The task that brings, with all that has to come before it, most of what adverts ask for in an
//!    hour: Smith's rule ("Various optimizers for single-stage production", Naval Research
//!    Logistics Quarterly 3, 1956) for bundles of tasks, as precedence demands (Sidney,
//!    "Decomposition algorithms for single-machine sequencing with precedence relations and
//!    deferral costs", Operations Research 23, 1975). The nearest role counts as a tenth of what
//!    adverts ask for; on the way to it, only its tasks count.
//! 8. The rest, the longest chain behind it first, looking for work last.
//!
//! Towards several adverts, these rules order what each needs, and what an earlier one needs comes
//! first.
//!
//! Where rules 3 to 6 would cost too much of what is held early, projects wait twice as long, and
//! the nearest role counts half.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use itertools::Itertools as _;

use crate::knowledge::hours::Hours;
use crate::knowledge::vocabulary::Section;
use crate::planner::bundles::Bundles;
use crate::planner::instance::{OneOf, TaskId, marks};
use crate::planner::network::{Network, Part, WEEK};
use crate::planner::queue::Queue;
use crate::planner::teaching::Teaching;
use crate::planner::tournament::Tournament;
use crate::planner::worth::Worth;

/// The first thing to show is near if it takes no more than this, with all that comes before it.
pub const NEAR: Hours = Hours::whole(60);

/// An order that is being made; lists are by task.
#[derive(Debug, Clone)]
pub struct Order<'a> {
    network: &'a Network,
    worth: &'a Worth,
    teaching: Teaching,
    /// A length of time.
    margin: u64,
    pub list: Vec<TaskId>,
    bundles: Bundles<'a>,
    rates: Tournament<Rated>,
    queues: Queues,
    /// Ticks of the tasks in the list, and of all others.
    worked: u64,
    left: u64,
    /// Ticks that were worked when the task could begin.
    ready: Vec<Option<u64>>,
    /// No advert asks for it, and nothing that adverts ask for waits for it.
    is_beside: Vec<bool>,
    /// For each of several adverts the number of tasks that are left for it.
    open: Vec<usize>,
    /// How many of the needs of the nearest role are met, up to the first that is not.
    stage_met: usize,
    /// Its position among the tasks of the nearest role, once they are all that counts.
    towards_stage: Vec<Option<usize>>,
    /// How many of these are left.
    on_the_way: usize,
    /// Whether there is something to show.
    is_shown: bool,
    /// By section the ticks of what is spread: of what is in the list, and of all.
    spread: BTreeMap<Section, [u64; 2]>,
}

/// What each rule chooses from, in its order; what belongs to the next of several adverts comes
/// first.
#[derive(Debug, Clone, Default)]
struct Queues {
    begun: Queue<(usize, TaskId)>,
    urgent: Queue<(usize, Reverse<u64>, TaskId)>,
    results: Queue<(usize, u64, TaskId)>,
    /// Practice that can begin, by the ticks worked until which it waits.
    patient: Queue<(u64, TaskId)>,
    practice: Queue<(usize, u64, TaskId)>,
    search: Queue<(usize, TaskId)>,
    beside: BTreeMap<Section, Queue<(usize, u64, u64, TaskId)>>,
    rest: Queue<(usize, bool, Reverse<u64>, TaskId)>,
}

/// A task as the hours see it, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rated {
    /// Whether it leads elsewhere than to the nearest role, as long as that is all that counts.
    is_elsewhere: bool,
    leg: usize,
    /// The bits of what its bundle brings in a tick.
    rate: Reverse<u64>,
    ticks: u64,
    position: usize,
    task: TaskId,
}

impl<'a> Order<'a> {
    /// Nothing is in the list yet.
    pub fn new(network: &'a Network, worth: &'a Worth) -> Self {
        let n = network.activities.len();
        let asked_for = (0..n).filter(|&task| worth.is_asked_for(task)).map(|task| vec![task]);
        let leading = marks(n, network.before_all(&vec![false; n], &asked_for.collect_vec()));
        let is_beside = |task: TaskId| {
            let activity = &network.activities[task];
            !leading[task] && activity.part != Part::Practice && !activity.is_long_search()
        };
        let mut order = Self {
            is_beside: (0..n).map(is_beside).collect(),
            bundles: Bundles::new(network, worth),
            network,
            worth,
            teaching: Teaching::NONE,
            margin: 0,
            list: Vec::with_capacity(n),
            rates: Tournament::new(n),
            queues: Queues::default(),
            worked: 0,
            left: network.activities.iter().map(|activity| activity.ticks).sum(),
            ready: vec![None; n],
            open: vec![0; worth.legs()],
            stage_met: 0,
            towards_stage: vec![None; n],
            on_the_way: 0,
            is_shown: false,
            spread: BTreeMap::new(),
        };
        for (task, activity) in network.activities.iter().enumerate() {
            let leg = worth.leg(task);
            order.open[leg] += 1;
            if activity.begun {
                order.queues.begun.push((leg, task));
            }
            if order.is_beside[task] {
                order.spread.entry(activity.section).or_default()[1] += activity.ticks;
            }
            order.see(task);
        }
        order
    }

    /// The number of tasks.
    pub fn len(&self) -> usize {
        self.ready.len()
    }

    /// The same list so far, to be made longer in a way of teaching; `margin`: the weeks that are
    /// kept free before the finish.
    pub fn going_on(&self, teaching: Teaching, margin: u64) -> Self {
        Self { teaching, margin: margin * WEEK, ..self.clone() }
    }

    pub fn put(&mut self, task: TaskId) {
        let activity = &self.network.activities[task];
        self.rates.set(task, None);
        self.list.push(task);
        self.worked += activity.ticks;
        self.left -= activity.ticks;
        self.open[self.worth.leg(task)] -= 1;
        self.on_the_way -= usize::from(self.towards_stage[task].is_some());
        self.is_shown |= activity.part == Part::Practice;
        if self.is_beside[task] {
            self.spread.entry(activity.section).or_default()[0] += activity.ticks;
        }
        let changed = self.bundles.put(task);
        let needs = self.worth.stage[self.stage_met..].iter();
        let is_met = |one_of: &&OneOf| one_of.iter().any(|&task| self.bundles.is_done(task));
        self.stage_met += needs.take_while(is_met).count();
        for task in changed {
            self.see(task);
        }
    }

    /// Puts a task into the queues as its bundle now has it.
    fn see(&mut self, task: TaskId) {
        let Some(bundle) = self.bundles.of(task) else {
            self.rates.set(task, None);
            return;
        };
        let leg = self.worth.leg(task);
        if bundle.size == 1 && self.ready[task].is_none() {
            self.can_begin(task);
        }
        let is_practice = self.network.activities[task].part == Part::Practice;
        if is_practice && bundle.ticks <= NEAR.ticks() {
            self.queues.results.push((leg, bundle.ticks, task));
        }
        let position = self.towards_stage[task];
        let rated = Rated {
            is_elsewhere: position.is_none(),
            leg,
            rate: Reverse(bundle.rate(0).to_bits()),
            ticks: bundle.ticks,
            position: position.unwrap_or(task),
            task,
        };
        self.rates.set(task, Some(rated));
    }

    fn can_begin(&mut self, task: TaskId) {
        let Self { network, queues, worked, .. } = self;
        let Network { activities, tail, instance, .. } = network;
        let (activity, leg) = (&activities[task], self.worth.leg(task));
        self.ready[task] = Some(*worked);
        let is_looking = activity.part == Part::LookingForWork;
        queues.urgent.push((leg, Reverse(tail[task]), task));
        queues.rest.push((leg, is_looking, Reverse(tail[task]), task));
        if activity.is_long_search() {
            queues.search.push((leg, task));
        }
        if activity.part == Part::Practice && !instance.conditions[task].is_empty() {
            let until = worked.saturating_add(self.teaching.wait(activity.ticks));
            queues.patient.push((until, task));
        }
        if self.is_beside[task] && !is_looking {
            let beside = queues.beside.entry(activity.section).or_default();
            beside.push((leg, *worked, activity.ticks, task));
        }
    }

    /// The first of several adverts for which anything is left; `None` if nothing is.
    fn leg(&self) -> Option<usize> {
        self.open.iter().position(|&left| left > 0)
    }

    /// What comes next, as long as anything is left.
    pub fn next(&mut self) -> Option<TaskId> {
        let leg = self.leg()?;
        let next = self.begun(leg).or_else(|| self.urgent(leg)).or_else(|| self.taught(leg));
        next.or_else(|| self.most_per_hour()).or_else(|| self.rest())
    }

    /// What a teacher would do next, whatever adverts ask for.
    fn taught(&mut self, leg: usize) -> Option<TaskId> {
        if self.teaching == Teaching::NONE {
            return None;
        }
        let next = self.first_result(leg).or_else(|| self.practice(leg));
        next.or_else(|| self.search(leg)).or_else(|| self.spread(leg))
    }

    fn begun(&mut self, leg: usize) -> Option<TaskId> {
        let first = self.queues.begun.first(|&(_, task)| !self.bundles.is_done(task));
        let (_, task) = first.filter(|first| first.0 == leg)?;
        Some(self.bundles.first_of(task))
    }

    fn urgent(&mut self, leg: usize) -> Option<TaskId> {
        let (task, spare) = self.most_urgent(leg)?;
        (self.margin >= spare).then_some(task)
    }

    /// What the longest chain waits for, and the time that it can still be put off.
    fn most_urgent(&mut self, leg: usize) -> Option<(TaskId, u64)> {
        let first = self.queues.urgent.first(|&(.., task)| !self.bundles.is_done(task));
        let (_, Reverse(tail), task) = first.filter(|first| first.0 == leg)?;
        let left = u128::from(self.left) * u128::from(WEEK);
        let left = left / u128::from(self.network.calendar.regular.max(1));
        Some((task, u64::try_from(left).unwrap_or(u64::MAX).saturating_sub(tail)))
    }

    /// The fewest weeks with which a margin would have its say in what comes next; `None` if none
    /// has.
    pub fn least_margin(&mut self) -> Option<u64> {
        let leg = self.leg()?;
        if self.begun(leg).is_some() {
            return None;
        }
        self.most_urgent(leg).map(|(_, spare)| spare.div_ceil(WEEK))
    }

    fn first_result(&mut self, leg: usize) -> Option<TaskId> {
        if self.list.is_empty() || self.is_shown {
            return None;
        }
        let is_so = |&(_, ticks, task): &(usize, u64, TaskId)| {
            self.bundles.of(task).is_some_and(|bundle| bundle.ticks == ticks)
        };
        let first = self.queues.results.first(is_so).filter(|first| first.0 == leg);
        first.map(|(.., task)| self.bundles.first_of(task))
    }

    fn practice(&mut self, leg: usize) -> Option<TaskId> {
        let Self { queues: Queues { patient, practice, .. }, worked, .. } = self;
        while let Some((_, task)) = patient.take(|&(until, _)| until <= *worked) {
            practice.extend(self.ready[task].map(|since| (self.worth.leg(task), since, task)));
        }
        let first = practice.first(|&(.., task)| !self.bundles.is_done(task));
        first.filter(|first| first.0 == leg).map(|(.., task)| task)
    }

    fn is_stage_reached(&self) -> bool {
        !self.worth.stage.is_empty() && self.stage_met == self.worth.stage.len()
    }

    fn search(&mut self, leg: usize) -> Option<TaskId> {
        if !self.is_stage_reached() {
            return None;
        }
        let first = self.queues.search.first(|&(_, task)| !self.bundles.is_done(task));
        first.filter(|first| first.0 == leg).map(|(_, task)| task)
    }

    /// The first of what waits to be spread, if it is due in its section.
    fn spread(&mut self, leg: usize) -> Option<TaskId> {
        let bundles = &self.bundles;
        let sections = self.queues.beside.values_mut();
        let first = sections.filter_map(|it| it.first(|&(.., task)| !bundles.is_done(task)));
        let mut in_turn = first.filter(|first| first.0 == leg).sorted_unstable();
        in_turn.find(|&(.., task)| self.is_due(task)).map(|(.., task)| task)
    }

    /// Whether the middle of a task that is spread lies no later in its section than the plan is
    /// in the whole.
    fn is_due(&self, task: TaskId) -> bool {
        let activity = &self.network.activities[task];
        let [done, own] = self.spread[&activity.section].map(u128::from);
        let (worked, left) = (u128::from(self.worked), u128::from(self.left));
        (2 * done + u128::from(activity.ticks)) * (worked + left) <= 2 * own * worked
    }

    fn most_per_hour(&mut self) -> Option<TaskId> {
        let best = self.rates.least()?;
        let rate = f64::from_bits(best.rate.0);
        let is_on_the_way = self.on_the_way > 0;
        if !is_on_the_way && self.stage_met < self.worth.stage.len() && self.turns_to_stage(rate) {
            return self.most_per_hour();
        }
        (is_on_the_way || rate > 0.0).then(|| self.bundles.first_of(best.task))
    }

    /// Turns to the nearest role if that brings more in an hour.
    fn turns_to_stage(&mut self, best: f64) -> bool {
        let Some((bundle, tasks)) = self.bundles.meeting(&self.worth.stage) else { return false };
        if bundle.rate(self.teaching.stage) <= best {
            return false;
        }
        let tasks = tasks.to_vec();
        self.on_the_way = tasks.len();
        for (position, task) in tasks.into_iter().enumerate() {
            self.towards_stage[task] = Some(position);
            self.see(task);
        }
        true
    }

    fn rest(&mut self) -> Option<TaskId> {
        let first = self.queues.rest.first(|&(.., task)| !self.bundles.is_done(task));
        first.map(|(.., task)| task)
    }
}
