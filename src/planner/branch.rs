//! Branch and bound: where the bounds of the dual ascent do not meet, a task is taken for granted
//! once and ruled out once, and the ascent is asked of both (Pommerening and Helmert, "Optimal
//! planning for delete-free tasks with incremental LM-cut", ICAPS 2012).

use std::cmp::Reverse;

use crate::planner::ascent::{Ascent, ascend};
use crate::planner::best::Best;
use crate::planner::cost::Cost;
use crate::planner::effort::Effort;
use crate::planner::greedy;
use crate::planner::instance::{Instance, TaskId, marks};
use crate::planner::prune;
use crate::planner::reached::Meets;

/// A reduction is followed by another ascent if it leaves out more than one task in so many.
const WORTHWHILE: usize = 32;

/// The search, with the best plan that it has found so far.
pub struct Branching<P> {
    pub best: Best,
    /// What each task of an instance costs.
    price: P,
    work: u64,
}

/// An instance in which there may be a cheaper plan than the best one.
pub struct Open {
    pub instance: Instance,
    pub meets: Meets,
    pub costs: Vec<Cost>,
    pub ascent: Ascent,
    /// The plan of the ascent.
    plan: Vec<TaskId>,
    /// Every plan costs at least this.
    bound: Cost,
}

impl<P: Fn(&Instance) -> Vec<Cost>> Branching<P> {
    pub fn new(best: Best, price: P, effort: Effort) -> Self {
        Self { best, price, work: effort.work() }
    }

    /// Removes what can be in no cheaper plan, as long as that helps. `None` if there is none.
    pub fn reduce(&mut self, mut instance: Instance) -> Option<Open> {
        let mut bound = Cost::ZERO;
        loop {
            let (meets, costs) = (Meets::new(&instance.conditions), (self.price)(&instance));
            let ascent = ascend(&instance, &meets, &costs);
            self.work = self.work.saturating_sub(ascent.work * Effort::TASK);
            bound = bound.max(ascent.bound);
            if bound >= self.best.cost {
                return None;
            }
            let plan = greedy::minimal(&instance, &ascent.plan);
            self.best.offer(&instance, &costs, &plan);
            if bound >= self.best.cost {
                return None;
            }
            let affordable =
                |&task: &TaskId| ascent.bound + ascent.reduced_costs[task] <= self.best.cost;
            let smaller = only(&instance, &meets, (0..instance.len()).filter(affordable))?;
            if instance.len() - smaller.len() <= instance.len() / WORTHWHILE {
                return Some(Open { instance, meets, costs, ascent, plan, bound });
            }
            instance = smaller;
        }
    }

    /// Finds the best plan as far as the work allows. Returns what every plan costs at least.
    pub fn close(&mut self, open: &Open) -> Cost {
        let Some(task) = open.doubtful().filter(|_| self.work > 0) else { return open.bound };
        let branches = [Some(open.with(task)), open.without(task)];
        let bounds = branches.map(|branch| match branch.and_then(|branch| self.reduce(branch)) {
            Some(open) => self.close(&open),
            None => self.best.cost,
        });
        bounds[0].min(bounds[1]).max(open.bound).min(self.best.cost)
    }
}

impl Open {
    /// The task that the ascent is least sure of. If a plan has one task of each landmark, it costs
    /// what the bound says; so the difference is due to landmarks of which it has more.
    fn doubtful(&self) -> Option<TaskId> {
        let in_plan = marks(self.instance.len(), self.plan.iter().copied());
        let mut due = vec![Cost::ZERO; self.instance.len()];
        for landmark in &self.ascent.landmarks {
            let taken = || landmark.tasks.iter().filter(|&&task| in_plan[task]);
            if taken().count() > 1 {
                taken().for_each(|&task| due[task] += landmark.least);
            }
        }
        let necessary = self.instance.necessary();
        let open = (0..self.instance.len()).filter(|&task| !necessary[task]);
        open.max_by_key(|&task| (due[task], Reverse(task)))
    }

    fn with(&self, task: TaskId) -> Instance {
        let mut instance = self.instance.clone();
        instance.demands.push(vec![task]);
        instance
    }

    fn without(&self, task: TaskId) -> Option<Instance> {
        let others = (0..self.instance.len()).filter(|&other| other != task);
        only(&self.instance, &self.meets, others)
    }
}

/// An instance with some of its tasks only, if they are sufficient.
fn only(
    instance: &Instance,
    meets: &Meets,
    tasks: impl Iterator<Item = TaskId>,
) -> Option<Instance> {
    let left = meets.closure(tasks);
    instance.satisfied(&left).then(|| prune::relevant(instance, &left))
}
