//! The rules of the order taken at their word: at each turn every rule looks at every task, with
//! all that has to come before it.

use std::cmp::Reverse;

use itertools::Itertools as _;
use proptest::prelude::{ProptestConfig, TestCaseError, prop_assert_eq, proptest};

use crate::knowledge::hours::Hours;
use crate::planner::calendar::Time;
use crate::planner::instance::{Instance, OneOf, TaskId, marks};
use crate::planner::margins::Margins;
use crate::planner::network::{Network, Part, WEEK};
use crate::planner::order::{self, NEAR};
use crate::planner::project::Project;
use crate::planner::select::Selection;
use crate::planner::teaching::Teaching;
use crate::planner::tests::legs::{aiming, split};
use crate::planner::tests::world::{World, times, worlds};
use crate::planner::worth::Worth;

/// All that can be done in a world: more than a plan has, and more of it teaches the same.
fn project_of_all(world: &World, time: Time) -> Option<Project<'_>> {
    let goal = world.goal();
    let steps = Instance::new(&world.kb, &goal, &goal.candidates(&world.kb)).reachable().collect();
    let selection = Selection { steps, proven: false, bound: Hours::ZERO };
    Project::new(&world.kb, goal, time, selection)
}

fn is_the_same(world: &World, time: Time) -> Result<(), TestCaseError> {
    let Some(project) = project_of_all(world, time) else { return Ok(()) };
    let (network, worth) = (&project.network, project.worth());
    let start = order::Order::new(network, &worth);
    for teaching in Teaching::STRICTEST_FIRST.into_iter().chain([Teaching::NONE]) {
        let margins = [0, 1, 3, 8, 50];
        let lists = Margins::new(&start, teaching, &margins).dedup().collect_vec();
        let expected = margins.map(|margin| by_worth(network, &worth, teaching, margin));
        prop_assert_eq!(lists, expected.into_iter().dedup().collect_vec());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn an_order_is_the_one_that_the_rules_say(world in worlds(20), time in times()) {
        is_the_same(&world, time)?;
    }

    #[test]
    fn so_is_an_order_towards_several_adverts(world in worlds(16), time in times()) {
        is_the_same(&aiming(&world, split(&world).to_vec()), time)?;
    }
}

/// All tasks in the order in which they are worth most, as far as teaching allows; `margin`: the
/// weeks that are kept free before the finish.
fn by_worth(network: &Network, worth: &Worth, teaching: Teaching, margin: u64) -> Vec<TaskId> {
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
            let gain = gain(self.worth, &self.done, bundle) + more;
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

/// The share that some tasks bring to those that are `done`.
fn gain(worth: &Worth, done: &[bool], tasks: &[TaskId]) -> u64 {
    let is_brought = |by: &OneOf, by_whom: &[TaskId]| by.iter().any(|it| by_whom.contains(it));
    let is_open = |by: &OneOf| !by.iter().any(|&task| done[task]);
    let new = worth.asks().filter(|(_, by)| is_open(by) && is_brought(by, tasks));
    new.map(|(share, _)| share).sum()
}
