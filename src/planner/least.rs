//! The sufficient set of tasks that costs least, and how much any costs at least.
//!
//! Two bounds close in on it: the plan of the dual ascent is an upper one, its landmarks are a
//! lower one. At the size of a career they meet, or do so after some [branching](Branching). Where
//! they do not, the ascent is [adjusted](Ascent::adjusted) and [`MinimumSearch`] goes on, and where
//! that reaches its limit, [`improve`].

use crate::knowledge::hours::Hours;
use crate::planner::ascent::Ascent;
use crate::planner::best::Best;
use crate::planner::branch::{Branching, Open, Priced};
use crate::planner::cost::Cost;
use crate::planner::effort::Effort;
use crate::planner::exact::MinimumSearch;
use crate::planner::greedy;
use crate::planner::improve::improve;
use crate::planner::instance::{Instance, TaskId, marked};
use crate::planner::prune;
use crate::planner::reached::Meets;

/// Work that may go into branching: some ten times what an advert takes. What that does not close,
/// more of it does not either.
const BRANCHING: u64 = 500_000;
/// Per cent of the work that may go into the program, before the plan is improved.
const PROGRAM: u64 = 75;
/// Work for a least number of ticks, which a plan needs several of.
const WORK_FOR_TICKS: u64 = 6_000_000;

/// The best plan that was found, and how much any costs at least.
#[derive(Debug)]
pub struct Least {
    pub best: Best,
    bound: Cost,
}

impl Least {
    /// Every demand of the instance must be reachable. `price` gives the cost of each task.
    pub fn of(instance: &Instance, price: impl Fn(&Instance) -> Vec<Cost>, effort: Effort) -> Self {
        let meets = Meets::new(&instance.conditions);
        if let Some(only) = only_plan(instance, &meets) {
            let best = Best::new(instance, &price(instance), &only);
            return Self { bound: best.cost, best };
        }
        let greedy = greedy::plan(instance, &meets);
        let best = Best::new(instance, &price(instance), &greedy);
        let mut branching = Branching::new(best, price, effort.at_most(BRANCHING));
        let reduced = prune::reduce(instance, &meets, instance.cost(&greedy));
        let open = branching.reduce(branching.priced(reduced));
        let bound = open.clone().map(|open| branching.close(open));
        let best = branching.best;
        let mut least = Self { bound: bound.unwrap_or(best.cost), best };
        if let Some(open) = open.filter(|_| least.bound < least.best.cost) {
            least.search(open, effort);
        }
        least
    }

    /// Whether no plan has fewer hours.
    pub fn proven(&self) -> bool {
        self.bound.ticks >= self.best.cost.ticks
    }

    /// Hours that every plan has at least.
    pub fn hours(&self) -> Hours {
        self.bound.min(self.best.cost).hours()
    }

    /// Goes on where branching has reached its limit.
    fn search(&mut self, open: Open, effort: Effort) {
        let Open { priced, ascent, .. } = open;
        let (ascent, effort) = self.raised(ascent, &priced, effort);
        let Priced { instance, meets, costs } = priced;
        let known = self.best.tasks(&instance);
        let mut search = MinimumSearch::new(&instance, &meets, &costs, &ascent, known);
        let hours = search.solve(self.hours(), effort.percent(PROGRAM));
        let ticks = hours.ticks().cast_signed();
        self.bound = self.bound.max(Cost { ticks, ..Cost::ZERO });
        let Some(best) = search.best else { return };
        self.best.offer(&instance, &costs, &best);
        if !self.proven() {
            let left = effort.percent(100 - PROGRAM);
            self.best.offer(&instance, &costs, &improve(&instance, &meets, &costs, best, left));
        }
    }

    /// Adjusts an ascent as long as that raises its bound. Returns the effort that is left.
    fn raised(&mut self, of: Ascent, priced: &Priced, effort: Effort) -> (Ascent, Effort) {
        let Priced { instance, meets, costs } = priced;
        let (mut ascent, mut work) = (of, effort.work());
        while work > 0 {
            let adjusted = ascent.adjusted(instance, meets, costs);
            work = work.saturating_sub(adjusted.work * Effort::TASK);
            self.best.offer(instance, costs, &adjusted.plan);
            if adjusted.bound <= ascent.bound {
                break;
            }
            ascent = adjusted;
        }
        self.bound = self.bound.max(ascent.bound);
        (ascent, Effort::new(work))
    }
}

/// The tasks that every plan has, if they are enough.
fn only_plan(instance: &Instance, meets: &Meets) -> Option<Vec<TaskId>> {
    let necessary = marked(&instance.necessary());
    let reached = meets.closure(necessary.iter().copied());
    let is_plan = instance.satisfied(&reached) && necessary.iter().all(|&task| reached[task]);
    is_plan.then_some(necessary)
}

/// Ticks that every plan has at least; 0 if nothing is proven.
pub fn least_ticks(instance: &Instance) -> u64 {
    let least = Least::of(instance, Cost::hours_of, Effort::new(WORK_FOR_TICKS));
    if least.proven() { least.hours().ticks() } else { 0 }
}
