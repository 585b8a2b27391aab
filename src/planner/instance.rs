//! An instance of the choice of steps: numbered tasks, each with conditions, and demands. A
//! condition and a demand are both a disjunction, "one of these tasks", so that the greedy choice,
//! the exact solver and the check work on the same thing.

use itertools::Itertools as _;

use crate::knowledge::model::{CompetencyId, Kb, StepId};
use crate::knowledge::vocabulary::Level;
use crate::planner::goal::{Condition, Demand, Goal};
use crate::planner::reached::Meets;
pub use crate::planner::reached::{OneOf, TaskId};

/// Tasks are in the order of their steps.
#[derive(Debug, Clone)]
pub struct Instance {
    pub steps: Vec<StepId>,
    /// Likely hours left, in ticks.
    pub ticks: Vec<u64>,
    /// For each task what has to come before it.
    pub conditions: Vec<Vec<OneOf>>,
    pub demands: Vec<OneOf>,
}

impl Instance {
    /// All candidates with their conditions, and the demands. A condition that no candidate meets
    /// is an empty [`OneOf`].
    pub fn new(kb: &Kb, goal: &Goal, candidates: &[StepId]) -> Self {
        let steps = candidates.iter().copied();
        let steps: Vec<StepId> = steps.sorted().collect();
        let index = Providers::new(kb, &steps);
        let conditions = steps.iter().map(|&step| index.conditions(kb, goal, step)).collect();
        let demands = goal.demands.iter().map(|demand| index.meeting(demand)).collect();
        let left = |&step: &StepId| goal.held.left(kb, step).likely.ticks();
        let ticks = steps.iter().map(left).collect();
        Self { steps, ticks, conditions, demands }
    }

    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Ticks of all chosen tasks.
    pub fn cost(&self, chosen: &[TaskId]) -> u64 {
        chosen.iter().map(|&task| self.ticks[task]).sum()
    }

    /// Marks those of some tasks that can be done with no others: all of whose conditions are met,
    /// directly or not, by tasks without conditions.
    pub fn closure(&self, tasks: impl IntoIterator<Item = TaskId>) -> Vec<bool> {
        Meets::new(&self.conditions).closure(tasks)
    }

    /// The steps of all tasks that can be done.
    pub fn reachable(&self) -> impl Iterator<Item = StepId> {
        marked(&self.closure(0..self.len())).into_iter().map(|task| self.steps[task])
    }

    /// Marks what alone meets a demand, or a condition of a marked task.
    pub fn necessary(&self) -> Vec<bool> {
        let only = |one_of: &OneOf| match one_of.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        let mut necessary = vec![false; self.len()];
        let mut open: Vec<TaskId> = self.demands.iter().filter_map(only).collect();
        while let Some(task) = open.pop() {
            if !std::mem::replace(&mut necessary[task], true) {
                open.extend(self.conditions[task].iter().filter_map(only));
            }
        }
        necessary
    }

    /// Whether the marked tasks meet all demands.
    pub fn satisfied(&self, reached: &[bool]) -> bool {
        self.demands.iter().all(|one_of| one_of.iter().any(|&task| reached[task]))
    }

    /// Keeps the marked tasks only.
    #[must_use]
    pub fn restricted(&self, keep: &[bool]) -> Self {
        let kept = marked(keep);
        let mut place = vec![None; self.len()];
        for (new, &task) in kept.iter().enumerate() {
            place[task] = Some(new);
        }
        let map = |one_of: &OneOf| {
            let mut left = Vec::with_capacity(one_of.len());
            left.extend(one_of.iter().filter_map(|&task| place[task]));
            left
        };
        Self {
            steps: kept.iter().map(|&task| self.steps[task]).collect(),
            ticks: kept.iter().map(|&task| self.ticks[task]).collect(),
            conditions: kept
                .iter()
                .map(|&t| self.conditions[t].iter().map(map).collect())
                .collect(),
            demands: self.demands.iter().map(map).collect(),
        }
    }
}

/// The numbers of the marked tasks, in ascending order.
pub fn marked(marks: &[bool]) -> Vec<TaskId> {
    (0..marks.len()).filter(|&task| marks[task]).collect()
}

/// Marks some of `count` tasks.
pub fn marks(count: usize, tasks: impl IntoIterator<Item = TaskId>) -> Vec<bool> {
    let mut marks = vec![false; count];
    for task in tasks {
        marks[task] = true;
    }
    marks
}

/// The tasks that teach a competency (and at which level), serve a guide item, or are a step; each
/// list is indexed by the id.
pub struct Providers {
    competency: Vec<Vec<(TaskId, Level)>>,
    item: Vec<Vec<TaskId>>,
    step: Vec<Option<TaskId>>,
}

impl Providers {
    pub fn new(kb: &Kb, steps: &[StepId]) -> Self {
        let mut index = Self {
            competency: vec![Vec::new(); kb.competencies.len()],
            item: vec![Vec::new(); kb.items.len()],
            step: vec![None; kb.steps.len()],
        };
        for (task, &step) in steps.iter().enumerate() {
            for (&taught, &level) in &kb[step].teaches {
                for (competency, level) in kb.included(taught, level) {
                    index.competency[competency.0].push((task, level));
                }
            }
            for item in kb[step].serves.iter().chain([&kb[step].item]) {
                index.item[item.0].push(task);
            }
            index.step[step.0] = Some(task);
        }
        index
    }

    fn conditions(&self, kb: &Kb, goal: &Goal, step: StepId) -> Vec<OneOf> {
        let mut conditions: Vec<OneOf> = goal
            .open_conditions(&kb[step])
            .into_iter()
            .map(|condition| match condition {
                Condition::Fact(competency, level) => {
                    self.meeting(&Demand::Target(competency, level))
                }
                Condition::After(earlier) => self.step[earlier.0].into_iter().collect(),
                Condition::AfterAny => {
                    sorted(kb[step].after_any.iter().filter_map(|earlier| self.step[earlier.0]))
                }
            })
            .collect();
        for one_of in &mut conditions {
            one_of.retain(|&task| Some(task) != self.step[step.0]);
        }
        conditions
    }

    /// The tasks that meet a demand.
    pub fn meeting(&self, demand: &Demand) -> OneOf {
        let teaching = |(&competency, &level): (&CompetencyId, &Level)| {
            let enough = self.competency[competency.0].iter().filter(move |t| t.1 >= level);
            enough.map(|&(task, _)| task)
        };
        match demand {
            Demand::Target(competency, level) => sorted(teaching((competency, level))),
            Demand::OneOf(group) => sorted(group.iter().flat_map(teaching)),
            Demand::Milestone(step) | Demand::Must(step) => self.step[step.0].into_iter().collect(),
            Demand::Guide(item) => sorted(self.item[item.0].iter().copied()),
        }
    }
}

/// Each of some tasks once, in ascending order.
pub fn sorted(tasks: impl Iterator<Item = TaskId>) -> OneOf {
    let mut sorted: OneOf = tasks.collect();
    sorted.sort_unstable();
    sorted.dedup();
    sorted
}
