//! Branch and bound over [relaxations](crate::planner::relaxation): what is taken in part is taken
//! in full once, and not at all once.
//!
//! It branches on conditions rather than on tasks, since each decides on more: either one of the
//! tasks that meet it is taken, or none of those that have it. Which one is best is tried where
//! nothing is known of it yet (reliability branching; Achterberg, Koch and Martin, "Branching rules
//! revisited", Operations Research Letters 33, 2005).

use std::collections::{HashMap, HashSet};

use itertools::Itertools as _;

use crate::planner::ascent::ascend;
use crate::planner::cost::Cost;
use crate::planner::effort::Effort;
use crate::planner::greedy::minimal;
use crate::planner::instance::{OneOf, TaskId, marks};
use crate::planner::relaxation::{Model, Nothing, Relaxation, Row};

/// Less than this is nothing: of what is left of an extent, and of a gain.
const NOTHING: f64 = 1e-4;
const NO_GAIN: f64 = 1e-3;
/// Taken to a greater extent is taken in full.
const NEARLY: f64 = 0.999;
/// Choices that are tried before one is made, and how many of them in a row that are no better than
/// the best so far.
const TRIED: usize = 6;
const IN_VAIN: usize = 4;
/// A condition counts for so many tasks with each task that has it.
const WEIGHT: f64 = 2.0;

/// What is chosen: to meet a condition, or to do without the tasks that have it; or a task.
struct Choice {
    /// One of these is taken,
    either: OneOf,
    /// or none of these.
    or: Vec<TaskId>,
    weight: f64,
    /// How much the sum rose with each way of the choice, and how often that was seen.
    gains: [(f64, u32); 2],
}

/// A part of the plans.
struct Node {
    /// Choices that have been made.
    made: Vec<usize>,
    /// With all rows that its answer calls for when the node is visited, not before.
    relaxation: Relaxation,
}

/// The search, which can be interrupted at any time.
pub struct Tree<'a> {
    pub model: Model<'a>,
    costs: &'a [Cost],
    objective: Vec<f64>,
    /// Sums of different plans are apart by this at least.
    step: f64,
    choices: Vec<Choice>,
    open: Vec<Node>,
    /// What every plan has at least of those that were lost when the solver failed.
    lost: f64,
    pub best: Vec<TaskId>,
    best_sum: f64,
    /// By task the greatest extent to which it was taken.
    pub taken: Vec<f64>,
}

impl<'a> Tree<'a> {
    /// `best` is a plan to begin with; `step` is what sums are multiples of.
    pub fn new(
        model: Model<'a>,
        costs: &'a [Cost],
        (objective, step): (Vec<f64>, f64),
        root: Relaxation,
        best: Vec<TaskId>,
    ) -> Self {
        let choices = choices(&model);
        let taken = vec![0.0; costs.len()];
        let best_sum = best.iter().map(|&task| objective[task]).sum();
        let (open, lost) = (Vec::new(), f64::INFINITY);
        let mut tree =
            Self { model, costs, objective, step, choices, open, lost, best, best_sum, taken };
        tree.keep(Vec::new(), Ok(root), 0.0);
        tree
    }

    /// Every plan has at least this sum.
    pub fn bound(&self) -> f64 {
        let open = self.open.iter().map(|node| node.relaxation.bound);
        open.fold(self.lost.min(self.best_sum), f64::min)
    }

    pub fn is_open(&self) -> bool {
        !self.is_closed(self.bound())
    }

    /// Searches until so much work is left. `dives`: for a plan rather than for a proof.
    pub fn search(&mut self, until: u64, dives: bool) {
        let mut last = None;
        while self.model.work > until {
            let bound = |node: &Node| node.relaxation.bound;
            let next = (0..self.open.len())
                .min_by(|&a, &b| bound(&self.open[a]).total_cmp(&bound(&self.open[b])));
            let Some(next) = last.take().filter(|_| dives).or(next) else { break };
            let Node { made, relaxation } = self.open.swap_remove(next);
            let (others, above, limit) = (self.open.len(), relaxation.bound, self.limit());
            // Only here, since most of what is opened is closed by a better plan.
            let settled = self.model.settle(relaxation, |bound| bound > limit);
            self.keep(made, settled, above);
            let least = self.open[..others].iter().map(bound).fold(f64::INFINITY, f64::min);
            let is_next = |node: &mut Node| dives || bound(node) <= least;
            if self.open.len() > others
                && let Some(node) = self.open.pop_if(is_next)
            {
                self.visit(node);
                // The best of its children comes last.
                last = (self.open.len() > others).then(|| self.open.len() - 1);
            }
        }
    }

    /// Whether nothing below a bound is better than the best plan.
    fn is_closed(&self, bound: f64) -> bool {
        bound > self.limit()
    }

    /// The most that a better plan can have.
    fn limit(&self) -> f64 {
        self.best_sum - self.step + margin(self.step)
    }

    fn visit(&mut self, node: Node) {
        for (taken, &extent) in self.taken.iter_mut().zip(&node.relaxation.extents) {
            *taken = extent.max(*taken);
        }
        self.round(&node.relaxation.extents);
        if self.is_closed(node.relaxation.bound) {
            return;
        }
        let candidates = self.candidates(&node);
        if candidates.is_empty() {
            let taken = (0..self.costs.len()).filter(|&task| node.relaxation.extents[task] > 0.5);
            let plan = self.model.meets.closure(taken);
            if self.model.instance.satisfied(&plan) {
                self.offer(minimal(self.model.instance, &plan));
            }
            if !self.is_closed(node.relaxation.bound) {
                self.lost = self.lost.min(node.relaxation.bound);
            }
            return;
        }
        self.branch(node, candidates);
    }

    /// Choices that are made in part, those that promise most first: with the extent.
    fn candidates(&self, node: &Node) -> Vec<(usize, f64, f64)> {
        let made = marks(self.choices.len(), node.made.iter().copied());
        let extents = &node.relaxation.extents;
        let usual = [0, 1].map(|way| {
            let all = self.choices.iter().map(|choice| choice.gains[way]);
            mean(all.fold((0.0, 0), |sum, gain| (sum.0 + gain.0, sum.1 + gain.1)), 1.0)
        });
        let open = (0..self.choices.len()).filter(|&choice| !made[choice]);
        let open = open.filter_map(|number| {
            let choice = &self.choices[number];
            let extent = choice.or.iter().map(|&task| extents[task]).fold(0.0, f64::max);
            let is_open = extent > NOTHING && extent < 1.0 - NOTHING;
            let gain = |way: usize| mean(choice.gains[way], usual[way]);
            let score = choice.weight * score([gain(0) * (1.0 - extent), gain(1) * extent]);
            is_open.then_some((number, extent, score))
        });
        open.sorted_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0))).collect()
    }

    fn branch(&mut self, node: Node, candidates: Vec<(usize, f64, f64)>) {
        let Node { made, relaxation } = node;
        let with = |choice: usize| [&made[..], &[choice]].concat();
        let mut best: Option<(f64, usize, [Option<Relaxation>; 2])> = None;
        let (mut tried, mut in_vain) = (0, 0);
        for (choice, extent, estimate) in candidates {
            let is_known = self.choices[choice].gains.iter().all(|gain| gain.1 > 0);
            let is_enough = tried == TRIED || in_vain > IN_VAIN || self.model.work == 0;
            let is_better = |score| best.as_ref().is_none_or(|best| score > best.0);
            if is_known || is_enough {
                if is_better(estimate) {
                    best = Some((estimate, choice, [None, None]));
                }
                if is_enough {
                    break;
                }
                continue;
            }
            tried += 1;
            let ways = [0, 1].map(|way| self.way(&relaxation, choice, way));
            let is_out = |way: &Result<Relaxation, Nothing>| match way {
                Ok(way) => self.is_closed(way.bound),
                Err(nothing) => matches!(nothing, Nothing::Infeasible),
            };
            match ways.each_ref().map(is_out) {
                [false, false] => {}
                [true, true] => return,
                [out, _] => {
                    let [first, second] = ways;
                    let left = if out { second } else { first };
                    return self.keep(with(choice), left, relaxation.bound);
                }
            }
            let [Ok(first), Ok(second)] = ways else { continue };
            let rise = [&first, &second].map(|way| (way.bound - relaxation.bound).max(0.0));
            for (way, left) in [1.0 - extent, extent].into_iter().enumerate() {
                let gain = &mut self.choices[choice].gains[way];
                *gain = (gain.0 + rise[way] / left, gain.1 + 1);
            }
            let score = score(rise);
            if is_better(score) {
                best = Some((score, choice, [Some(first), Some(second)]));
                in_vain = 0;
            } else {
                in_vain += 1;
            }
        }
        let Some((_, choice, ways)) = best else {
            self.lost = self.lost.min(relaxation.bound);
            return;
        };
        let before = self.open.len();
        for (way, tried) in ways.into_iter().enumerate() {
            let child = tried.map_or_else(|| self.way(&relaxation, choice, way), Ok);
            self.keep(with(choice), child, relaxation.bound);
        }
        self.open[before..].sort_by(|a, b| b.relaxation.bound.total_cmp(&a.relaxation.bound));
    }

    /// A relaxation with a choice made.
    fn way(&mut self, of: &Relaxation, choice: usize, way: usize) -> Result<Relaxation, Nothing> {
        let choice = &self.choices[choice];
        let row = if way == 0 { Row::one_of(&choice.either) } else { Row::none_of(&choice.or) };
        self.model.add(of.clone(), &row)
    }

    /// Opens a node, if there may be a better plan in it; what is above it has at least `bound`.
    fn keep(&mut self, made: Vec<usize>, child: Result<Relaxation, Nothing>, bound: f64) {
        match child {
            Ok(mut relaxation) => {
                relaxation.bound = relaxation.bound.max(bound);
                if !self.is_closed(relaxation.bound) {
                    self.open.push(Node { made, relaxation });
                }
            }
            Err(Nothing::Infeasible) => {}
            Err(Nothing::Unknown) => self.lost = self.lost.min(bound),
        }
    }

    /// The plan that costs least if what is taken already costs nothing.
    fn round(&mut self, extents: &[f64]) {
        let left = |(&cost, &extent): (&Cost, &f64)| match extent {
            NEARLY.. => Cost::ZERO,
            _ => Cost { ticks: (cost.ticks as f64 * (1.0 - extent)) as i64, ..cost },
        };
        let left: Vec<Cost> = self.costs.iter().zip(extents).map(left).collect();
        let ascent = ascend(self.model.instance, self.model.meets, &left);
        self.model.spend(ascent.work * Effort::TASK);
        self.offer(ascent.plan);
    }

    /// Takes a plan, if it is cheaper.
    pub fn offer(&mut self, plan: Vec<TaskId>) {
        let total = |plan: &[TaskId]| plan.iter().map(|&task| self.costs[task]).sum::<Cost>();
        if total(&plan) < total(&self.best) {
            self.best_sum = plan.iter().map(|&task| self.objective[task]).sum();
            self.best = plan;
        }
    }
}

/// How far a bound may be off.
pub fn margin(step: f64) -> f64 {
    SAME.min(step / 2.0)
}

/// Less than any two different sums of minutes or hundredths of hours are apart, or of cents.
pub const SAME: f64 = 0.001;

/// Conditions, unless each plan meets them, and tasks.
fn choices(model: &Model) -> Vec<Choice> {
    let mut users: HashMap<&OneOf, Vec<TaskId>> = HashMap::new();
    let mut order: Vec<&OneOf> = Vec::new();
    for (task, conditions) in model.instance.conditions.iter().enumerate() {
        for one_of in conditions {
            let users = users.entry(one_of).or_insert_with(|| {
                order.push(one_of);
                Vec::new()
            });
            if users.last() != Some(&task) {
                users.push(task);
            }
        }
    }
    let demands: HashSet<&OneOf> = model.instance.demands.iter().collect();
    let is_necessary = |task: &TaskId| model.necessary[*task];
    let of_conditions = order.into_iter().filter_map(|one_of| {
        let or = users.remove(one_of)?;
        let is_open = !one_of.iter().chain(&or).any(is_necessary) && !demands.contains(one_of);
        let weight = 1.0 + WEIGHT * or.len() as f64;
        let either = one_of.clone();
        is_open.then_some(Choice { either, or, weight, gains: [(0.0, 0); 2] })
    });
    let tasks = (0..model.necessary.len()).filter(|task| !is_necessary(task));
    let of_tasks = tasks.map(|task| {
        let (either, or) = (vec![task], vec![task]);
        Choice { either, or, weight: 1.0, gains: [(0.0, 0); 2] }
    });
    of_conditions.chain(of_tasks).collect()
}

fn mean((sum, count): (f64, u32), or: f64) -> f64 {
    if count > 0 { sum / f64::from(count) } else { or }
}

fn score(gains: [f64; 2]) -> f64 {
    gains.map(|gain| gain.max(NO_GAIN)).iter().product()
}
