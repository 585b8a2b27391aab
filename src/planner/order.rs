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
//! 8. The rest, looking for work last.
//!
//! Towards several adverts, these rules order what each needs, and what an earlier one needs comes
//! first.
//!
//! Where rules 3 to 6 would cost too much of what is held early, projects wait twice as long, and
//! the nearest role counts half.

use std::cmp::Reverse;

use itertools::Itertools as _;

use crate::knowledge::hours::Hours;
use crate::planner::instance::{OneOf, TaskId, marks};
use crate::planner::network::{Network, Part, WEEK};
use crate::planner::outlook::WHOLE;
use crate::planner::worth::Worth;

/// The first thing to show is near if it takes no more than this, with all that comes before it.
const NEAR: Hours = Hours::whole(60);

/// How much an order gives for being easy to learn by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Teaching {
    /// What it is worth to reach the nearest role on the way, in [`WHOLE`].
    stage: u64,
    /// How long a project waits at most once it can begin: a short one little, a long one until
    /// there is more to use in it. One of n hours waits for `patience` times n squared by ten.
    patience: u64,
}

impl Teaching {
    /// Only what the finish waits for and what is worth most in an hour.
    pub const NONE: Self = Self { stage: 0, patience: u64::MAX };

    pub const STRICTEST_FIRST: [Self; 2] =
        [Self { stage: WHOLE / 10, patience: 2 }, Self { stage: WHOLE / 20, patience: 4 }];

    /// Ticks of other work for which a project of some ticks waits.
    fn wait(self, ticks: u64) -> u64 {
        let ten_hours = u128::from(Hours::whole(10).ticks());
        let wait = u128::from(self.patience) * u128::from(ticks).pow(2) / ten_hours;
        u64::try_from(wait).unwrap_or(u64::MAX)
    }
}

/// All tasks in the order in which they are worth most, as far as teaching allows; `margin`: the
/// weeks that are kept free before the finish.
pub fn by_worth(network: &Network, worth: &Worth, teaching: Teaching, margin: u64) -> Vec<TaskId> {
    let mut order = Order { teaching, margin: margin * WEEK, ..Order::new(network, worth) };
    while let Some(&task) = order.next().first() {
        order.put(task);
    }
    order.list
}

/// An order that is being made; lists are by task.
struct Order<'a> {
    network: &'a Network,
    worth: &'a Worth,
    teaching: Teaching,
    /// A length of time.
    margin: u64,
    list: Vec<TaskId>,
    done: Vec<bool>,
    /// Ticks of the tasks in the list.
    worked: u64,
    /// Ticks that were worked when the task could begin.
    ready: Vec<Option<u64>>,
    /// No advert asks for it, and nothing that adverts ask for waits for it.
    is_beside: Vec<bool>,
    /// The tasks of the nearest role, on the way to it.
    towards_stage: Vec<TaskId>,
}

impl<'a> Order<'a> {
    fn new(network: &'a Network, worth: &'a Worth) -> Self {
        let n = network.activities.len();
        let asked_for = (0..n).filter(|&task| worth.is_asked_for(task)).map(|task| vec![task]);
        let leading = marks(n, network.before_all(&vec![false; n], &asked_for.collect_vec()));
        let is_beside = |task: TaskId| {
            let activity = &network.activities[task];
            !leading[task] && activity.part != Part::Practice && !activity.is_long_search()
        };
        let mut order = Self {
            is_beside: (0..n).map(is_beside).collect(),
            network,
            worth,
            teaching: Teaching::NONE,
            margin: 0,
            list: Vec::with_capacity(n),
            done: vec![false; n],
            worked: 0,
            ready: vec![None; n],
            towards_stage: Vec::new(),
        };
        order.see_what_is_ready();
        order
    }

    fn put(&mut self, task: TaskId) {
        self.list.push(task);
        self.done[task] = true;
        self.worked += self.network.activities[task].ticks;
        self.see_what_is_ready();
    }

    fn see_what_is_ready(&mut self) {
        for task in 0..self.done.len() {
            let is_met = |one_of: &OneOf| one_of.iter().any(|&earlier| self.done[earlier]);
            if self.ready[task].is_none()
                && self.network.instance.conditions[task].iter().all(is_met)
            {
                self.ready[task] = Some(self.worked);
            }
        }
    }

    /// What comes next, in order, as long as anything is left: the first of it is certain, then all
    /// rules are asked again.
    fn next(&mut self) -> Vec<TaskId> {
        let next = self.begun().or_else(|| self.urgent()).or_else(|| self.taught());
        next.or_else(|| self.most_per_hour()).unwrap_or_else(|| self.rest())
    }

    /// What a teacher would do next, whatever adverts ask for.
    fn taught(&self) -> Option<Vec<TaskId>> {
        if self.teaching == Teaching::NONE {
            return None;
        }
        self.first_result().or_else(|| {
            let next = self.practice().or_else(|| self.search()).or_else(|| self.spread());
            next.map(|task| vec![task])
        })
    }

    /// What is left of the whole.
    fn left(&self) -> impl Iterator<Item = TaskId> {
        (0..self.done.len()).filter(|&task| !self.done[task])
    }

    /// What is left for the next of several adverts; of a single aim, all that is left.
    fn open(&self) -> impl Iterator<Item = TaskId> {
        let next = self.left().map(|task| self.worth.leg(task)).min();
        self.left().filter(move |&task| Some(self.worth.leg(task)) == next)
    }

    /// The tasks that can begin, with the ticks that were worked when they first could.
    fn ready(&self) -> impl Iterator<Item = (TaskId, u64)> {
        self.open().filter_map(|task| Some((task, self.ready[task]?)))
    }

    fn ticks(&self, tasks: &[TaskId]) -> u64 {
        tasks.iter().map(|&task| self.network.activities[task].ticks).sum()
    }

    /// A task with what has to come before it, in order.
    fn bundle(&self, task: TaskId) -> Vec<TaskId> {
        self.network.before_all(&self.done, &[vec![task]])
    }

    fn begun(&self) -> Option<Vec<TaskId>> {
        self.open().find(|&task| self.network.activities[task].begun).map(|task| self.bundle(task))
    }

    fn urgent(&self) -> Option<Vec<TaskId>> {
        let Network { activities, tail, calendar, .. } = self.network;
        let left: u64 = self.left().map(|task| activities[task].ticks).sum();
        let left = u128::from(left) * u128::from(WEEK) / u128::from(calendar.regular.max(1));
        let is_late = |&task: &TaskId| u128::from(tail[task] + self.margin) >= left;
        let late = self.ready().map(|(task, _)| task).filter(is_late);
        late.max_by_key(|&task| (tail[task], Reverse(task))).map(|task| vec![task])
    }

    fn first_result(&self) -> Option<Vec<TaskId>> {
        let activities = &self.network.activities;
        let is_shown = self.list.iter().any(|&task| activities[task].part == Part::Practice);
        if self.list.is_empty() || is_shown {
            return None;
        }
        let practice = self.open().filter(|&task| activities[task].part == Part::Practice);
        let nearest = practice.map(|task| self.bundle(task)).min_by_key(|all| self.ticks(all));
        nearest.filter(|bundle| self.ticks(bundle) <= NEAR.ticks())
    }

    fn practice(&self) -> Option<TaskId> {
        let Network { activities, instance, .. } = self.network;
        let due = self.ready().filter(|&(task, since)| {
            activities[task].part == Part::Practice
                && !instance.conditions[task].is_empty()
                && self.worked - since >= self.teaching.wait(activities[task].ticks)
        });
        due.min_by_key(|&(task, since)| (since, task)).map(|(task, _)| task)
    }

    fn is_stage_reached(&self) -> bool {
        let Worth { stage, .. } = self.worth;
        let is_met = |one_of: &OneOf| one_of.iter().any(|&task| self.done[task]);
        !stage.is_empty() && stage.iter().all(is_met)
    }

    fn search(&self) -> Option<TaskId> {
        let mut ready = self.ready().map(|(task, _)| task);
        let search = ready.find(|&task| self.network.activities[task].is_long_search());
        search.filter(|_| self.is_stage_reached())
    }

    /// The first of what waits to be spread, if it is due in its section.
    fn spread(&self) -> Option<TaskId> {
        let activities = &self.network.activities;
        let ready = self.ready().filter(|&(task, _)| {
            self.is_beside[task] && activities[task].part != Part::LookingForWork
        });
        let in_turn = ready.sorted_by_key(|&(task, since)| (since, activities[task].ticks, task));
        let mut first = in_turn.map(|(task, _)| task).unique_by(|&task| activities[task].section);
        first.find(|&task| self.is_due(task))
    }

    /// Whether the middle of a task that is spread lies no later in its section than the plan is
    /// in the whole.
    fn is_due(&self, task: TaskId) -> bool {
        let activities = &self.network.activities;
        let is_own = |other: &TaskId| {
            self.is_beside[*other] && activities[*other].section == activities[task].section
        };
        let ticks = |task: TaskId| u128::from(activities[task].ticks);
        let own: u128 = (0..self.done.len()).filter(is_own).map(ticks).sum();
        let done: u128 = self.list.iter().copied().filter(is_own).map(ticks).sum();
        let whole: u128 = (0..self.done.len()).map(ticks).sum();
        (2 * done + ticks(task)) * whole <= 2 * own * u128::from(self.worked)
    }

    fn most_per_hour(&mut self) -> Option<Vec<TaskId>> {
        self.towards_stage.retain(|&task| !self.done[task]);
        let is_on_the_way = !self.towards_stage.is_empty();
        let tasks: Vec<TaskId> =
            if is_on_the_way { self.towards_stage.clone() } else { self.open().collect() };
        let bundles = tasks.into_iter().map(|task| self.bundle(task));
        let rate = |bundle: &[TaskId], more: u64| {
            let gain = self.worth.gain(&self.done, bundle) + more;
            gain as f64 / self.ticks(bundle).max(1) as f64
        };
        let rated = bundles.map(|bundle| (rate(&bundle, 0), bundle));
        let (best, bundle) = rated.min_by(|(one, a), (other, b)| {
            other.total_cmp(one).then_with(|| self.ticks(a).cmp(&self.ticks(b)))
        })?;
        if !is_on_the_way && !self.worth.stage.is_empty() && !self.is_stage_reached() {
            let stage = self.network.before_all(&self.done, &self.worth.stage);
            if rate(&stage, self.teaching.stage) > best {
                self.towards_stage = stage;
                return self.most_per_hour();
            }
        }
        (is_on_the_way || best > 0.0).then_some(bundle)
    }

    fn rest(&self) -> Vec<TaskId> {
        let looking = |task: TaskId| self.network.activities[task].part == Part::LookingForWork;
        let urgency = |&task: &TaskId| (looking(task), Reverse(self.network.tail[task]), task);
        let next = self.ready().map(|(task, _)| task).min_by_key(urgency);
        next.into_iter().collect()
    }
}
