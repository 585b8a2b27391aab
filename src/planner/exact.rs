//! The proven minimum, by mixed-integer programming.
//!
//! Each task is a binary variable. [`Tree`] closes in on the least sum; a plan is sought besides
//! among the tasks that the relaxations take to any extent (relaxation enforced neighbourhood
//! search; Berthold, "RENS: the optimal rounding", Mathematical Programming Computation 6, 2014).
//!
//! No clock decides when the search ends, but the work that was done: the same input gives the same
//! answer on every machine, however busy.

use crate::knowledge::hours::Hours;
use crate::planner::ascent::Ascent;
use crate::planner::cost::Cost;
use crate::planner::effort::Effort;
use crate::planner::improve::improve;
use crate::planner::instance::{Instance, TaskId, marked};
use crate::planner::reached::Meets;
use crate::planner::relaxation::{Model, Row};
use crate::planner::tree::{SAME, Tree, margin};

/// Per cent of the work that may be done before the plan is improved, for that, and then for
/// seeking one among what has been taken.
const BEFORE: u64 = 60;
const IMPROVING: u64 = 10;
const AMONG_TAKEN: u64 = 30;
/// A task whose reduced cost is at most so many tenths of its hours is likely to be taken.
const LITTLE: i64 = 3;
/// A bound is close to a plan if they are apart by at most one part in so many of its hours. Few
/// nodes follow then, and each row that is added to them takes long: of landmarks that are missed,
/// one often settles the others. Far from it so many are added at once.
const CLOSE: i64 = 10;
const FAR: usize = 5;
/// To what extent these have been taken at least: few of them first.
const EXTENTS: [f64; 3] = [0.2, 0.05, 0.0];
/// Per cent of the work that may be done for each of the fields.
const WORK: [u64; 3] = [100, 10, 5];

/// What is minimised: whole numbers of a unit.
struct Field {
    of: fn(&Cost) -> i64,
    unit: f64,
}

/// Minimised in turn, each among the plans that are equal in those before: hours, cents and the
/// numbers that decide between equals.
fn fields() -> [Field; 3] {
    let hours = Field { of: |cost| cost.ticks, unit: Hours::from_ticks(1).get() };
    let cents = Field { of: |cost| cost.tenths_of_cents, unit: 0.1 };
    [hours, cents, Field { of: |cost| cost.tie, unit: 1.0 }]
}

/// The search for the least plan.
pub struct MinimumSearch<'a> {
    instance: &'a Instance,
    meets: &'a Meets,
    costs: &'a [Cost],
    ascent: &'a Ascent,
    /// Costs by task, and the most that their sum may come to.
    caps: Vec<(Vec<f64>, f64)>,
    /// Landmarks that are added at once.
    at_once: usize,
    /// Marks the tasks whose needs are written first.
    likely: Vec<bool>,
    /// The best plan so far.
    pub best: Option<Vec<TaskId>>,
    /// Work for the first relaxation, and in all.
    to_begin: u64,
    spent: u64,
}

impl<'a> MinimumSearch<'a> {
    /// `best` is a plan to begin with.
    pub fn new(
        instance: &'a Instance,
        meets: &'a Meets,
        costs: &'a [Cost],
        ascent: &'a Ascent,
        best: Option<Vec<TaskId>>,
    ) -> Self {
        let best = best.unwrap_or_else(|| ascent.plan.clone());
        let ticks: i64 = best.iter().map(|&task| costs[task].ticks).sum();
        let is_close = (ticks - ascent.bound.ticks) * CLOSE <= ticks;
        let at_once = if is_close { 1 } else { FAR };
        let left = ascent.reduced_costs.iter().zip(costs);
        let likely = left.map(|(left, cost)| left.ticks * 10 <= cost.ticks * LITTLE).collect();
        let (caps, best) = (Vec::new(), Some(best));
        Self { instance, meets, costs, ascent, caps, at_once, likely, best, to_begin: 0, spent: 0 }
    }

    /// Finds the least plan as far as the work allows. Takes and returns hours that every plan has
    /// at least.
    pub fn solve(&mut self, mut least: Hours, effort: Effort) -> Hours {
        let [hours, cents, tie] = fields();
        let [for_hours, for_cents, for_tie] = WORK.map(|share| effort.percent(share).work());
        let bound = self.minimise(&hours, least.ticks(), for_hours);
        least = Hours::from_ticks(bound);
        // The relaxations of the others are no smaller, and what took long takes longer still.
        let is_within = |search: &Self| search.to_begin * 2 <= for_cents;
        if self.is_least(&hours, bound) && is_within(self) {
            let is_soon = self.spent <= for_tie;
            let bound = self.minimise(&cents, 0, for_cents);
            if is_soon && self.is_least(&cents, bound) {
                self.minimise(&tie, 0, for_tie);
            }
        }
        least
    }

    /// Whether the best plan has the least sum. From then on no plan has more.
    fn is_least(&mut self, field: &Field, bound: u64) -> bool {
        let sum = self.sum(field);
        let of_task = self.costs.iter().map(|cost| (field.of)(cost) as f64 * field.unit);
        self.caps.push((of_task.collect(), sum as f64 * field.unit + SAME));
        bound >= sum
    }

    /// The sum of the best plan, in units.
    fn sum(&self, field: &Field) -> u64 {
        let of = |&task: &TaskId| (field.of)(&self.costs[task]).max(0).cast_unsigned();
        self.best.iter().flatten().map(of).sum()
    }

    /// The least sum that is proven, `known` or more, in units; the best plan has it, if the work
    /// was enough.
    fn minimise(&mut self, field: &Field, known: u64, work: u64) -> u64 {
        let of_task = self.costs.iter().map(field.of);
        // All sums are multiples of it.
        let step = of_task.clone().fold(0, |step, cost| gcd(step, cost.unsigned_abs())).max(1);
        let necessary = self.instance.necessary();
        let all_have = of_task.clone().zip(&necessary).filter(|(_, necessary)| **necessary);
        let all_have: i64 = all_have.map(|(cost, _)| cost).sum();
        let known = known.max(all_have.unsigned_abs());
        if known >= self.sum(field) || work == 0 {
            return known;
        }
        let objective: Vec<f64> = of_task.map(|cost| cost as f64 * field.unit).collect();
        let landmarks = self.ascent.landmarks.iter();
        let landmarks = landmarks.map(|landmark| landmark.tasks.clone()).collect();
        let landmarks = (landmarks, self.at_once);
        let mut model = Model::new(self.instance, self.meets, objective.clone(), landmarks, work);
        let caps = self.caps.iter().map(|(cost, most)| Row::at_most(cost, *most)).collect();
        let Some(root) = model.root(caps, &self.likely) else { return known };
        let Some(best) = self.best.take() else { return known };
        self.to_begin = self.to_begin.max(work - model.work);
        let apart = step as f64 * field.unit;
        let mut tree = Tree::new(model, self.costs, (objective, apart), root, best);
        tree.search(work / 100 * (100 - BEFORE), false);
        if tree.is_open() && self.caps.is_empty() {
            let improving = Effort::new(work / 100 * IMPROVING);
            let plan = tree.best.clone();
            tree.offer(improve(self.instance, self.meets, self.costs, plan, improving));
            tree.model.spend(improving.work());
            let share = work / 100 * AMONG_TAKEN;
            let mut left = share;
            for extent in EXTENTS {
                left = self.among(&mut tree, extent, apart, left);
            }
            tree.model.spend(share - left);
        }
        tree.search(0, false);
        let steps = ((tree.bound() - margin(apart)) / apart).ceil();
        self.spent += work - tree.model.work;
        self.best = Some(tree.best);
        // No bound is above what a plan has.
        known.max(step * steps.max(0.0) as u64).min(self.sum(field))
    }

    /// Seeks a plan of the tasks that were taken to some extent; returns the work that is left.
    fn among(&self, tree: &mut Tree, extent: f64, step: f64, work: u64) -> u64 {
        let in_reach = (0..self.costs.len()).filter(|&task| tree.taken[task] > extent);
        let keep = self.meets.closure(in_reach.chain(tree.best.iter().copied()));
        let names = marked(&keep);
        let instance = self.instance.restricted(&keep);
        let meets = Meets::new(&instance.conditions);
        let costs: Vec<Cost> = names.iter().map(|&task| self.costs[task]).collect();
        let objective: Vec<f64> = costs.iter().map(|cost| cost.hours().get()).collect();
        let own = |task: &TaskId| names.binary_search(task).ok();
        let best: Option<Vec<TaskId>> = tree.best.iter().map(own).collect();
        let Some(best) = best.filter(|_| work > 0) else { return work };
        let mut model = Model::new(&instance, &meets, objective.clone(), (Vec::new(), FAR), work);
        let likely = vec![true; names.len()];
        let Some(root) = model.root(Vec::new(), &likely) else { return model.work };
        let mut search = Tree::new(model, &costs, (objective, step), root, best);
        search.search(0, true);
        tree.offer(search.best.into_iter().map(|task| names[task]).collect());
        search.model.work
    }
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
