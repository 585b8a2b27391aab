//! The proven minimum, by mixed-integer programming.
//!
//! One binary variable a task. A task needs, for each of its conditions, one of the tasks that
//! meet it; each demand needs one of the tasks that meet it. Tasks that only hold each other up in
//! a circle are excluded when they turn up, by a minimal set of tasks of which every plan contains
//! one (a disjunctive action landmark; Haslum, Slaney and Thiébaux, "Minimal landmarks for optimal
//! delete-free planning", ICAPS 2012).

use std::time::Duration;

use microlp::{
    ComparisonOp, OptimizationDirection, Problem as Program, Solution, SolveOptions, Variable,
};

use crate::knowledge::hours::Hours;
use crate::planner::problem::{OneOf, Problem, Task};

/// A limit by count, so that the same input ends in the same answer on every machine.
const NODES: u64 = 20_000;
/// The last resort for knowledge bases of very many steps, where a single node takes seconds: all
/// runs for one selection together.
const PATIENCE: Duration = Duration::from_secs(10);
/// Rounds of cuts against circles.
const ROUNDS: usize = 200;
/// Less than the smallest difference between two sums of whole hundredths or minutes of hours, and
/// than that of two sums of cents.
const SAME: f64 = 0.001;

/// What decides among plans of equal hours; one figure a task.
pub struct Costs {
    /// Cents.
    pub money: Vec<f64>,
    pub tie_break: Vec<f64>,
}

/// What the solver found and we checked.
pub struct Solved {
    /// Sorted tasks.
    pub best: Option<Vec<Task>>,
    pub proven: bool,
    pub bound: Hours,
}

/// Finds the least plan: hours, then money, then the tie-break.
pub fn solve(problem: &Problem, costs: &Costs) -> Solved {
    let hours = hours(problem);
    let mut search = Search { problem, cuts: Vec::new(), caps: Vec::new(), patience: PATIENCE };
    let first = search.minimise(&hours);
    let Some(mut best) = first.best else { return first };
    let least = problem.cost(&best);
    if first.proven {
        for cost in [&costs.money, &costs.tie_break] {
            search.cap(if search.caps.is_empty() { &hours } else { &costs.money }, &best);
            let next = search.minimise(cost);
            match next.best {
                Some(tasks) if next.proven && problem.cost(&tasks) == least => best = tasks,
                _ => break,
            }
        }
    }
    Solved { best: Some(best), ..first }
}

/// Ticks that every plan costs at least; 0 if nothing is proven.
pub fn least_ticks(problem: &Problem) -> u64 {
    let mut search = Search { problem, cuts: Vec::new(), caps: Vec::new(), patience: PATIENCE };
    let solved = search.minimise(&hours(problem));
    solved.best.filter(|_| solved.proven).map_or(0, |tasks| problem.cost(&tasks))
}

fn hours(problem: &Problem) -> Vec<f64> {
    problem.ticks.iter().map(|&ticks| Hours::from_ticks(ticks).get()).collect()
}

struct Search<'a> {
    problem: &'a Problem,
    /// One of these tasks is in every plan.
    cuts: Vec<OneOf>,
    /// Costs that must not rise above a value.
    caps: Vec<(Vec<f64>, f64)>,
    /// What is left of it.
    patience: Duration,
}

impl Search<'_> {
    fn cap(&mut self, cost: &[f64], best: &[Task]) {
        let value: f64 = best.iter().map(|&task| cost[task]).sum();
        self.caps.push((cost.to_vec(), value + SAME));
    }

    /// Least plan by one cost.
    fn minimise(&mut self, cost: &[f64]) -> Solved {
        let mut solved = Solved { best: None, proven: false, bound: Hours::ZERO };
        for _ in 0..ROUNDS {
            let Some(answer) = self.relaxed(cost) else { return solved };
            solved.bound = solved.bound.max(answer.bound);
            let Some(tasks) = answer.tasks else { return solved };
            let reached = self.problem.closure(tasks.iter().copied());
            if self.problem.satisfied(&reached) {
                solved.proven = answer.proven;
                solved.best = Some((0..reached.len()).filter(|&task| reached[task]).collect());
                return solved;
            }
            self.cuts.push(self.landmark(&tasks));
        }
        solved
    }

    /// Tasks of which every plan contains one, though the answer has none: what is left when all
    /// that does not bring about the demands is added to the answer, the cheap tasks first, so
    /// that the dear ones are left and the cut is strong.
    fn landmark(&self, answer: &[Task]) -> OneOf {
        let problem = self.problem;
        let mut offered = vec![false; problem.len()];
        answer.iter().for_each(|&task| offered[task] = true);
        let mut cheap_first: Vec<Task> = (0..problem.len()).filter(|&t| !offered[t]).collect();
        cheap_first.sort_by_key(|&task| (problem.ticks[task], task));
        for task in cheap_first {
            offered[task] = true;
            let all = (0..problem.len()).filter(|&task| offered[task]);
            offered[task] = !problem.satisfied(&problem.closure(all));
        }
        (0..problem.len()).filter(|&task| !offered[task]).collect()
    }

    /// One run of the solver, circles allowed.
    fn relaxed(&mut self, cost: &[f64]) -> Option<Relaxed> {
        let mut program = Program::new(OptimizationDirection::Minimize);
        let tasks: Vec<Variable> = cost.iter().map(|&cost| program.add_binary_var(cost)).collect();
        let sum = |one_of: &OneOf| -> Vec<(Variable, f64)> {
            one_of.iter().map(|&task| (tasks[task], 1.0)).collect()
        };
        for one_of in self.problem.demands.iter().chain(&self.cuts) {
            program.add_constraint(sum(one_of), ComparisonOp::Ge, 1.0);
        }
        for (task, conditions) in self.problem.conditions.iter().enumerate() {
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
        let taken = |solution: &Solution| -> Vec<Task> {
            (0..tasks.len()).filter(|&task| solution.var_value(tasks[task]) > 0.5).collect()
        };
        Some(Relaxed {
            tasks: outcome.solution().map(taken),
            proven,
            bound: stats.best_bound.and_then(Hours::new).unwrap_or_default(),
        })
    }
}

struct Relaxed {
    /// `None` if the limits struck before any was found.
    tasks: Option<Vec<Task>>,
    proven: bool,
    bound: Hours,
}
