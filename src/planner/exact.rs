//! The proven minimum, by mixed-integer programming.
//!
//! Each task is a binary variable. A task needs, for each of its conditions, one of the tasks that
//! meet it; each demand needs one of the tasks that meet it. Tasks that only meet each other's
//! conditions in a cycle are cut off when they turn up, by a minimal set of tasks of which every
//! plan contains one (a disjunctive action landmark; Haslum, Slaney and Thiébaux, "Minimal
//! landmarks for optimal delete-free planning", ICAPS 2012).

use std::time::Duration;

use itertools::Itertools as _;
use microlp::{
    ComparisonOp, OptimizationDirection, Problem as Program, Solution, SolveOptions, Variable,
};

use crate::knowledge::hours::Hours;
use crate::planner::instance::{Instance, OneOf, TaskId, marked, marks};

/// Branch-and-bound nodes of one run: a limit by count, so that the same input gives the same
/// answer on every machine.
const NODES: u64 = 20_000;
/// The last resort for knowledge bases of thousands of steps, where a single node takes seconds:
/// the total time of all runs for one selection.
const PATIENCE: Duration = Duration::from_secs(10);
/// Rounds of cuts against cycles.
const ROUNDS: usize = 200;
/// Less than any two different sums of minutes or hundredths of hours are apart, or of cents.
const SAME: f64 = 0.001;

/// What the solver found.
pub struct Solved {
    /// Tasks in ascending order; `None` if a limit was reached before any were found.
    pub best: Option<Vec<TaskId>>,
    pub proven: bool,
    /// Every plan has at least these hours.
    pub bound: Hours,
}

/// Finds the least plan by hours, of equal ones by the other costs in turn, each by task.
pub fn solve(instance: &Instance, then_by: [Vec<f64>; 2]) -> Solved {
    let mut cost = hours(instance);
    let mut search = MinimumSearch::new(instance);
    let mut solved = search.minimise(&cost);
    for next_cost in then_by {
        let Some(best) = solved.best.as_mut().filter(|_| solved.proven) else { break };
        search.cap(cost, best);
        let next = search.minimise(&next_cost);
        match next.best {
            Some(tasks) if next.proven && instance.cost(&tasks) == instance.cost(best) => {
                *best = tasks;
            }
            _ => break,
        }
        cost = next_cost;
    }
    solved
}

/// Ticks that every plan has at least; 0 if nothing is proven.
pub fn least_ticks(instance: &Instance) -> u64 {
    let solved = MinimumSearch::new(instance).minimise(&hours(instance));
    solved.best.filter(|_| solved.proven).map_or(0, |tasks| instance.cost(&tasks))
}

fn hours(instance: &Instance) -> Vec<f64> {
    instance.ticks.iter().map(|&ticks| Hours::from_ticks(ticks).get()).collect()
}

/// Runs of the solver that add to each other's constraints.
struct MinimumSearch<'a> {
    instance: &'a Instance,
    /// Landmarks: every plan has one of these tasks.
    cuts: Vec<OneOf>,
    /// Costs by task, and the most that their sum may come to.
    caps: Vec<(Vec<f64>, f64)>,
    /// The time that is left for further runs.
    patience: Duration,
}

impl<'a> MinimumSearch<'a> {
    fn new(instance: &'a Instance) -> Self {
        Self { instance, cuts: Vec::new(), caps: Vec::new(), patience: PATIENCE }
    }

    /// Keeps later runs from costing more than the best plan so far.
    fn cap(&mut self, cost: Vec<f64>, best: &[TaskId]) {
        let value: f64 = best.iter().map(|&task| cost[task]).sum();
        self.caps.push((cost, value + SAME));
    }

    /// The least plan by one cost.
    fn minimise(&mut self, cost: &[f64]) -> Solved {
        let mut solved = Solved { best: None, proven: false, bound: Hours::ZERO };
        for _ in 0..ROUNDS {
            let Some(answer) = self.relaxed(cost) else { return solved };
            solved.bound = solved.bound.max(answer.bound);
            let Some(tasks) = answer.best else { return solved };
            let reached = self.instance.closure(tasks.iter().copied());
            if self.instance.satisfied(&reached) {
                solved.proven = answer.proven;
                solved.best = Some(marked(&reached));
                return solved;
            }
            self.cuts.push(self.landmark(&tasks));
        }
        solved
    }

    /// Tasks of which every plan contains one, while an insufficient answer has none. The answer is
    /// extended task by task as long as it stays insufficient, the shortest tasks first: that
    /// leaves the longest ones, which make the strongest cut.
    fn landmark(&self, answer: &[TaskId]) -> OneOf {
        let instance = self.instance;
        let mut extended = marks(instance.len(), answer.iter().copied());
        let left_out = (0..instance.len()).filter(|&task| !extended[task]);
        for task in left_out.sorted_by_key(|&task| (instance.ticks[task], task)) {
            extended[task] = true;
            let reached = instance.closure(marked(&extended));
            extended[task] = !instance.satisfied(&reached);
        }
        (0..instance.len()).filter(|&task| !extended[task]).collect()
    }

    /// One run of the solver, cycles allowed.
    fn relaxed(&mut self, cost: &[f64]) -> Option<Solved> {
        let mut program = Program::new(OptimizationDirection::Minimize);
        let tasks: Vec<Variable> = cost.iter().map(|&cost| program.add_binary_var(cost)).collect();
        let sum = |one_of: &OneOf| -> Vec<(Variable, f64)> {
            one_of.iter().map(|&task| (tasks[task], 1.0)).collect()
        };
        for one_of in self.instance.demands.iter().chain(&self.cuts) {
            program.add_constraint(sum(one_of), ComparisonOp::Ge, 1.0);
        }
        for (task, conditions) in self.instance.conditions.iter().enumerate() {
            for one_of in conditions {
                let mut row = sum(one_of);
                row.push((tasks[task], -1.0));
                program.add_constraint(row, ComparisonOp::Ge, 0.0);
            }
        }
        for (cost, value) in &self.caps {
            let row = tasks.iter().zip(cost).filter(|(_, cost)| **cost != 0.0);
            let row: Vec<(Variable, f64)> = row.map(|(&task, &cost)| (task, cost)).collect();
            program.add_constraint(row, ComparisonOp::Le, *value);
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(NODES);
        options.time_limit = Some(self.patience);
        let outcome = program.solve_with(options).ok()?;
        let stats = outcome.stats();
        self.patience = self.patience.saturating_sub(stats.elapsed);
        let proven = outcome.is_optimal();
        let taken = |solution: &Solution| -> Vec<TaskId> {
            (0..tasks.len()).filter(|&task| solution.var_value(tasks[task]) > 0.5).collect()
        };
        Some(Solved {
            best: outcome.solution().map(taken),
            proven,
            bound: stats.best_bound.and_then(Hours::new).unwrap_or_default(),
        })
    }
}
