//! The choice of steps as a small abstract problem: numbered tasks, each with conditions, and
//! demands. Conditions and demands are both "one of these tasks", so that greedy choice, exact
//! solver and check speak one language.

use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::words::Level;
use crate::planner::goal::{Condition, Demand, Goal};

/// A task of a [`Problem`], by its position.
pub type Task = usize;

/// "At least one of these tasks", sorted.
pub type OneOf = Vec<Task>;

/// Tasks are ordered by the ids of their steps, so that no result depends on the order of files.
#[derive(Debug, Clone)]
pub struct Problem {
    pub steps: Vec<StepId>,
    /// Likely hours left, in ticks.
    pub ticks: Vec<u64>,
    /// For each task what has to come before it.
    pub conditions: Vec<Vec<OneOf>>,
    pub demands: Vec<OneOf>,
}

impl Problem {
    /// All of `candidates` with what they wait for and what is demanded. A condition that no
    /// candidate meets is an empty [`OneOf`].
    pub fn new(kb: &Kb, goal: &Goal, candidates: &[StepId]) -> Self {
        let mut steps = candidates.to_vec();
        steps.sort_by(|&a, &b| kb[a].id.cmp(&kb[b].id));
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

    pub fn cost(&self, chosen: &[Task]) -> u64 {
        chosen.iter().map(|&task| self.ticks[task]).sum()
    }

    /// Does all of `tasks` that can be done, in as many rounds as it takes.
    pub fn closure(&self, tasks: impl IntoIterator<Item = Task>) -> Vec<bool> {
        let mut offered = vec![false; self.len()];
        tasks.into_iter().for_each(|task| offered[task] = true);
        let meets = self.meets();
        let mut open: Vec<usize> = self.conditions.iter().map(Vec::len).collect();
        let mut met: Vec<Vec<bool>> =
            self.conditions.iter().map(|all| vec![false; all.len()]).collect();
        let mut reached = vec![false; self.len()];
        let mut ready: Vec<Task> =
            (0..self.len()).filter(|&task| offered[task] && open[task] == 0).collect();
        while let Some(task) = ready.pop() {
            reached[task] = true;
            for &(waiting, condition) in &meets[task] {
                if !std::mem::replace(&mut met[waiting][condition], true) {
                    open[waiting] -= 1;
                    if open[waiting] == 0 && offered[waiting] {
                        ready.push(waiting);
                    }
                }
            }
        }
        reached
    }

    /// For each task the conditions that it can meet: whose, and which of them.
    pub fn meets(&self) -> Vec<Vec<(Task, usize)>> {
        let mut meets = vec![Vec::new(); self.len()];
        for (waiting, conditions) in self.conditions.iter().enumerate() {
            for (number, one_of) in conditions.iter().enumerate() {
                one_of.iter().for_each(|&task| meets[task].push((waiting, number)));
            }
        }
        meets
    }

    pub fn satisfied(&self, reached: &[bool]) -> bool {
        self.demands.iter().all(|one_of| one_of.iter().any(|&task| reached[task]))
    }

    /// Keeps the marked tasks only.
    #[must_use]
    pub fn restricted(&self, keep: &[bool]) -> Self {
        let kept: Vec<Task> = (0..self.len()).filter(|&task| keep[task]).collect();
        let mut renumbered = vec![None; self.len()];
        kept.iter().enumerate().for_each(|(new, &old)| renumbered[old] = Some(new));
        let map = |one_of: &OneOf| one_of.iter().filter_map(|&task| renumbered[task]).collect();
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

/// Which tasks teach what and serve which item.
struct Providers {
    /// Indexed by competency, item and step.
    competency: Vec<Vec<(Task, Level)>>,
    item: Vec<Vec<Task>>,
    step: Vec<Option<Task>>,
}

impl Providers {
    fn new(kb: &Kb, steps: &[StepId]) -> Self {
        let mut index = Self {
            competency: vec![Vec::new(); kb.competencies.len()],
            item: vec![Vec::new(); kb.items.len()],
            step: vec![None; kb.steps.len()],
        };
        for (task, &step) in steps.iter().enumerate() {
            for (&taught, &level) in &kb[step].teaches {
                for competency in std::iter::once(taught).chain(kb[taught].implies.iter().copied())
                {
                    index.competency[competency.0].push((task, level));
                }
            }
            index.item[kb[step].item.0].push(task);
            index.step[step.0] = Some(task);
        }
        index
    }

    fn conditions(&self, kb: &Kb, goal: &Goal, step: StepId) -> Vec<OneOf> {
        let own = self.step[step.0];
        let others = |tasks: Vec<Task>| tasks.into_iter().filter(|&t| Some(t) != own).collect();
        goal.open_conditions(&kb[step])
            .into_iter()
            .map(|condition| match condition {
                Condition::Fact(competency, level) => {
                    others(self.meeting(&Demand::Target(competency, level)))
                }
                Condition::After(earlier) => others(self.step[earlier.0].into_iter().collect()),
                Condition::AfterAny => {
                    let any = kb[step].after_any.iter().filter_map(|s| self.step[s.0]);
                    let mut tasks: Vec<Task> = any.collect();
                    tasks.sort_unstable();
                    others(tasks)
                }
            })
            .collect()
    }

    fn meeting(&self, demand: &Demand) -> OneOf {
        match demand {
            Demand::Target(competency, level) => {
                let teaching = self.competency[competency.0].iter();
                let enough = teaching.filter(|&&(_, taught)| taught >= *level);
                let mut tasks: Vec<Task> = enough.map(|&(task, _)| task).collect();
                tasks.dedup();
                tasks
            }
            Demand::OneOf(group) => {
                let one = |(&competency, &level)| self.meeting(&Demand::Target(competency, level));
                let mut tasks: Vec<Task> = group.iter().flat_map(one).collect();
                tasks.sort_unstable();
                tasks.dedup();
                tasks
            }
            Demand::Milestone(step) | Demand::Must(step) => self.step[step.0].into_iter().collect(),
            Demand::Guide(item) => self.item[item.0].clone(),
        }
    }
}
