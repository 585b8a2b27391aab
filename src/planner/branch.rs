//! Branch and bound: where the bounds of the dual ascent do not meet, a task is taken for granted
//! once and ruled out once, and the ascent is asked of both (Pommerening and Helmert, "Optimal
//! planning for delete-free tasks with incremental LM-cut", ICAPS 2012).

use std::cmp::Reverse;

use crate::planner::ascent::{Ascent, ascend};
use crate::planner::best::Best;
use crate::planner::cost::Cost;
use crate::planner::effort::Effort;
use crate::planner::instance::{Instance, TaskId};
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

/// An instance, who meets each condition of its tasks, and what each costs.
#[derive(Clone)]
pub struct Priced {
    pub instance: Instance,
    pub meets: Meets,
    pub costs: Vec<Cost>,
}

/// An instance in which there may be a cheaper plan than the best one.
#[derive(Clone)]
pub struct Open {
    pub priced: Priced,
    pub ascent: Ascent,
    /// Every plan costs at least this.
    bound: Cost,
}

impl<P: Fn(&Instance) -> Vec<Cost>> Branching<P> {
    pub fn new(best: Best, price: P, effort: Effort) -> Self {
        Self { best, price, work: effort.work() }
    }

    /// An instance with what its tasks meet and cost.
    pub fn priced(&self, instance: Instance) -> Priced {
        let (meets, costs) = (Meets::new(&instance.conditions), (self.price)(&instance));
        Priced { instance, meets, costs }
    }

    /// Removes what can be in no cheaper plan, as long as that helps. `None` if there is none.
    pub fn reduce(&mut self, mut priced: Priced) -> Option<Open> {
        let mut bound = Cost::ZERO;
        loop {
            let Priced { instance, meets, costs } = &priced;
            let ascent = ascend(instance, meets, costs);
            self.work = self.work.saturating_sub(ascent.work * Effort::TASK);
            bound = bound.max(ascent.bound);
            if bound >= self.best.cost {
                return None;
            }
            self.best.offer(instance, costs, &ascent.plan);
            if bound >= self.best.cost {
                return None;
            }
            let affordable =
                |&task: &TaskId| ascent.bound + ascent.reduced_costs[task] <= self.best.cost;
            let keep = priced.only((0..instance.len()).filter(affordable))?;
            let left_out = keep.iter().filter(|kept| !**kept).count();
            if left_out <= instance.len() / WORTHWHILE {
                return Some(Open { priced, ascent, bound });
            }
            priced = self.priced(instance.restricted(&keep));
        }
    }

    /// Finds the best plan as far as the work allows. Returns what every plan costs at least.
    pub fn close(&mut self, open: Open) -> Cost {
        let Some(task) = open.doubtful().filter(|_| self.work > 0) else { return open.bound };
        let Open { priced: mut with, bound, .. } = open;
        let without = with.only((0..with.instance.len()).filter(|&other| other != task));
        let without = without.map(|keep| self.priced(with.instance.restricted(&keep)));
        with.instance.demands.push(vec![task]);
        let bounds = [Some(with), without].map(|part| match part.and_then(|it| self.reduce(it)) {
            Some(open) => self.close(open),
            None => self.best.cost,
        });
        bounds[0].min(bounds[1]).max(bound).min(self.best.cost)
    }
}

impl Open {
    /// The task that the ascent is least sure of. If a plan has one task of each landmark, it costs
    /// what the bound says; so the difference is due to landmarks of which it has more.
    fn doubtful(&self) -> Option<TaskId> {
        let instance = &self.priced.instance;
        let mut due = vec![Cost::ZERO; instance.len()];
        for landmark in &self.ascent.landmarks {
            let taken = || self.ascent.taken(landmark);
            if taken().count() > 1 {
                taken().for_each(|task| due[task] += landmark.least);
            }
        }
        let necessary = instance.necessary();
        let open = (0..instance.len()).filter(|&task| !necessary[task]);
        open.max_by_key(|&task| (due[task], Reverse(task)))
    }
}

impl Priced {
    /// Marks what counts of some tasks, if they are sufficient.
    fn only(&self, tasks: impl Iterator<Item = TaskId>) -> Option<Vec<bool>> {
        let left = self.meets.closure(tasks);
        self.instance.satisfied(&left).then(|| prune::relevant(&self.instance, &left))
    }
}
