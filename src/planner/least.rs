//! The sufficient set of tasks that costs least, and how much any costs at least.
//!
//! Two bounds close in on it: the plan of the dual ascent is an upper one, its landmarks are a
//! lower one. What can be in no cheaper plan is removed, and so on as long as that helps. At the
//! size of a career the two mostly meet; where they do not, [`MinimumSearch`] goes on, and where
//! that reaches its limit, [`improve`].

use crate::knowledge::hours::Hours;
use crate::knowledge::model::StepId;
use crate::planner::ascent::ascend;
use crate::planner::cost::Cost;
use crate::planner::effort::Effort;
use crate::planner::exact::MinimumSearch;
use crate::planner::greedy;
use crate::planner::improve::improve;
use crate::planner::instance::{Instance, OneOf, TaskId};
use crate::planner::prune;
use crate::planner::reached::Meets;

/// A reduction is followed by another ascent if it leaves out more than one task in so many.
const WORTHWHILE: usize = 32;
/// Per cent of the work that may go into the proof, before the plan is improved.
const PROOF: u64 = 75;
/// Work for a least number of ticks, which a plan needs several of.
const WORK_FOR_TICKS: u64 = 6_000_000;

/// The best plan that was found.
#[derive(Debug)]
pub struct Least {
    /// In ascending order.
    pub steps: Vec<StepId>,
    pub cost: Cost,
    /// Every plan costs at least this.
    bound: Cost,
}

impl Least {
    /// Every demand of the instance must be reachable. `price` gives the cost of each task.
    pub fn of(instance: &Instance, price: impl Fn(&Instance) -> Vec<Cost>, effort: Effort) -> Self {
        let greedy = greedy::plan(instance);
        let mut least = Self { steps: Vec::new(), cost: Cost::ZERO, bound: Cost::ZERO };
        least.take(instance, &price(instance), &greedy);
        let mut instance = prune::reduce(instance, instance.cost(&greedy));
        loop {
            let (meets, costs) = (Meets::new(&instance.conditions), price(&instance));
            let ascent = ascend(&instance, &meets, &costs);
            least.offer(&instance, &costs, &greedy::minimal(&instance, &ascent.plan));
            least.bound = least.bound.max(ascent.bound);
            if least.bound >= least.cost {
                return least;
            }
            let affordable =
                |&task: &TaskId| ascent.bound + ascent.reduced_costs[task] <= least.cost;
            let left = meets.closure((0..instance.len()).filter(affordable));
            let smaller = prune::relevant(&instance, &left);
            if instance.len() - smaller.len() <= instance.len() / WORTHWHILE {
                least.search(&instance, (&meets, &costs), ascent.landmarks, effort);
                return least;
            }
            instance = smaller;
        }
    }

    /// Whether no plan has fewer hours.
    pub fn proven(&self) -> bool {
        self.bound.ticks >= self.cost.ticks
    }

    /// Hours that every plan has at least.
    pub fn hours(&self) -> Hours {
        self.bound.min(self.cost).hours()
    }

    /// Goes on where the bounds of the ascent do not meet.
    fn search(
        &mut self,
        instance: &Instance,
        (meets, costs): (&Meets, &[Cost]),
        landmarks: Vec<OneOf>,
        effort: Effort,
    ) {
        let known = self.tasks(instance);
        // What they add to the rows of an instance without cycles is not worth their pivots.
        let landmarks = if meets.is_cyclic() { landmarks } else { Vec::new() };
        let mut search = MinimumSearch::new(instance, meets, costs, landmarks, known);
        let hours = search.solve(self.hours(), effort.percent(PROOF));
        let ticks = hours.ticks().cast_signed();
        self.bound = self.bound.max(Cost { ticks, ..Cost::ZERO });
        let Some(best) = search.best else { return };
        self.offer(instance, costs, &best);
        if !self.proven() {
            let left = effort.percent(100 - PROOF);
            self.offer(instance, costs, &improve(instance, meets, costs, best, left));
        }
    }

    /// The best plan in the numbers of an instance, if that has it.
    fn tasks(&self, instance: &Instance) -> Option<Vec<TaskId>> {
        self.steps.iter().map(|step| instance.steps.binary_search(step).ok()).collect()
    }

    fn offer(&mut self, instance: &Instance, costs: &[Cost], plan: &[TaskId]) {
        if plan.iter().map(|&task| costs[task]).sum::<Cost>() < self.cost {
            self.take(instance, costs, plan);
        }
    }

    fn take(&mut self, instance: &Instance, costs: &[Cost], plan: &[TaskId]) {
        self.cost = plan.iter().map(|&task| costs[task]).sum();
        self.steps = plan.iter().map(|&task| instance.steps[task]).collect();
    }
}

/// Ticks that every plan has at least; 0 if nothing is proven.
pub fn least_ticks(instance: &Instance) -> u64 {
    let least = Least::of(instance, Cost::hours_of, Effort::new(WORK_FOR_TICKS));
    if least.proven() { least.hours().ticks() } else { 0 }
}
