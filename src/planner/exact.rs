//! The proven minimum, by mixed-integer programming.
//!
//! Each task is a binary variable. A task needs, for each of its conditions, one of the tasks that
//! meet it; each demand needs one of the tasks that meet it. Tasks that only meet each other's
//! conditions in a cycle are cut off when they turn up, by a minimal set of tasks of which every
//! plan contains one (a disjunctive action landmark; Haslum, Slaney and Thiébaux, "Minimal
//! landmarks for optimal delete-free planning", ICAPS 2012).
//!
//! No clock decides when the search ends, but the work that was done: the same input gives the same
//! answer on every machine, however busy.

use itertools::Itertools as _;
use microlp::{
    ComparisonOp, OptimizationDirection, Problem as Program, Solution, SolveOptions, SolveOutcome,
    TerminationReason, Variable,
};

use crate::knowledge::hours::Hours;
use crate::planner::instance::{Instance, OneOf, TaskId, marked, marks};

/// Work for the least hours, in pivots times the rows and columns of the program: some seconds. A
/// knowledge base of hundreds of steps needs a thousandth of it.
const WORK: u64 = 60_000_000;
/// Work for each of the other costs, which decide among equals only.
const WORK_FOR_TIES: u64 = 6_000_000;
/// More rows are not tried: their first relaxation alone could take minutes.
const MOST_ROWS: usize = 20_000;
/// Branch-and-bound nodes between two looks at the work.
const NODES_AT_ONCE: u64 = 16;
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
    let mut solved = search.minimise(&cost, &[], WORK);
    solved.bound = solved.bound.max(Hours::from_ticks(least_by_demand(instance)));
    for next_cost in then_by {
        let Some(best) = solved.best.as_mut().filter(|_| solved.proven) else { break };
        search.cap(cost, best);
        let next = search.minimise(&next_cost, best, WORK_FOR_TIES);
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
    let solved = MinimumSearch::new(instance).minimise(&hours(instance), &[], WORK_FOR_TIES);
    solved.best.filter(|_| solved.proven).map_or(0, |tasks| instance.cost(&tasks))
}

/// The shortest tasks of demands that have none in common.
fn least_by_demand(instance: &Instance) -> u64 {
    let mut seen = vec![false; instance.len()];
    let apart = instance.demands.iter().filter(|one_of| {
        let is_apart = !one_of.iter().any(|&task| seen[task]);
        one_of.iter().for_each(|&task| seen[task] = true);
        is_apart
    });
    apart.filter_map(|one_of| one_of.iter().map(|&task| instance.ticks[task]).min()).sum()
}

fn hours(instance: &Instance) -> Vec<f64> {
    instance.ticks.iter().map(|&ticks| Hours::from_ticks(ticks).get()).collect()
}

/// Runs of the solver that add to each other's constraints.
struct MinimumSearch<'a> {
    instance: &'a Instance,
    /// Marks the tasks that every plan has: what they meet is no question, nor are they.
    necessary: Vec<bool>,
    /// Landmarks: every plan has one of these tasks.
    cuts: Vec<OneOf>,
    /// Costs by task, and the most that their sum may come to.
    caps: Vec<(Vec<f64>, f64)>,
}

impl<'a> MinimumSearch<'a> {
    fn new(instance: &'a Instance) -> Self {
        let necessary = necessary(instance);
        Self { instance, necessary, cuts: Vec::new(), caps: Vec::new() }
    }

    /// Keeps later runs from costing more than the best plan so far.
    fn cap(&mut self, cost: Vec<f64>, best: &[TaskId]) {
        let value: f64 = best.iter().map(|&task| cost[task]).sum();
        self.caps.push((cost, value + SAME));
    }

    /// The least plan by one cost, with a limit of work; `known` is a plan to begin with, or empty.
    fn minimise(&mut self, cost: &[f64], known: &[TaskId], mut work: u64) -> Solved {
        let mut solved = Solved { best: None, proven: false, bound: Hours::ZERO };
        for _ in 0..ROUNDS {
            let Some(answer) = self.relaxed(cost, known, &mut work) else { return solved };
            solved.bound = solved.bound.max(answer.bound);
            let Some(tasks) = answer.best else { return solved };
            let reached = self.instance.closure(tasks.iter().copied());
            if self.instance.satisfied(&reached) {
                solved.proven = answer.proven;
                solved.best = Some(marked(&reached));
                return solved;
            }
            self.cuts.push(self.landmark(&tasks));
            work = work.saturating_sub((self.instance.len() * self.rows() / 4) as u64);
            if work == 0 {
                return solved;
            }
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
    fn relaxed(&self, cost: &[f64], known: &[TaskId], work: &mut u64) -> Option<Solved> {
        let (program, tasks) = self.program(cost);
        let rows = self.rows();
        if rows > MOST_ROWS {
            return None;
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(NODES_AT_ONCE);
        if !known.is_empty() {
            let taken = marks(tasks.len(), known.iter().copied());
            let value = |(&task, taken): (&Variable, bool)| (task, f64::from(u8::from(taken)));
            options.warm_start = Some(tasks.iter().zip(taken).map(value).collect());
        }
        let mut outcome = program.solve_with(options).ok()?;
        let size = (rows + tasks.len()) as u64;
        let spent = |outcome: &SolveOutcome| outcome.stats().lp_iterations * size;
        while outcome.termination_reason() == TerminationReason::NodeLimit
            && spent(&outcome) < *work
        {
            outcome = outcome.resume().ok()?;
        }
        *work = work.saturating_sub(spent(&outcome));
        let taken = |solution: &Solution| -> Vec<TaskId> {
            (0..tasks.len()).filter(|&task| solution.var_value(tasks[task]) > 0.5).collect()
        };
        Some(Solved {
            best: outcome.solution().map(taken),
            proven: outcome.is_optimal(),
            bound: outcome.stats().best_bound.and_then(Hours::new).unwrap_or_default(),
        })
    }

    /// What one of several tasks has to meet, none of them necessary: with the task that needs it,
    /// unless that is necessary itself.
    fn open(&self) -> impl Iterator<Item = (Option<TaskId>, &OneOf)> {
        let demands = self.instance.demands.iter().chain(&self.cuts).map(|one_of| (None, one_of));
        let conditions = self.instance.conditions.iter().enumerate();
        let conditions = conditions.flat_map(|(task, conditions)| {
            let needs = Some(task).filter(|&task| !self.necessary[task]);
            conditions.iter().map(move |one_of| (needs, one_of))
        });
        let is_open = |one_of: &OneOf| !one_of.iter().any(|&task| self.necessary[task]);
        demands.chain(conditions).filter(move |(_, one_of)| is_open(one_of))
    }

    fn rows(&self) -> usize {
        self.open().count() + self.caps.len()
    }

    fn program(&self, cost: &[f64]) -> (Program, Vec<Variable>) {
        let mut program = Program::new(OptimizationDirection::Minimize);
        let variables = cost.iter().zip(&self.necessary).map(|(&cost, &necessary)| {
            if necessary { program.add_var(cost, (1.0, 1.0)) } else { program.add_binary_var(cost) }
        });
        let tasks: Vec<Variable> = variables.collect();
        for (needs, one_of) in self.open() {
            let met = one_of.iter().map(|&task| (tasks[task], 1.0));
            let row: Vec<(Variable, f64)> =
                met.chain(needs.map(|task| (tasks[task], -1.0))).collect();
            let least = if needs.is_some() { 0.0 } else { 1.0 };
            program.add_constraint(row, ComparisonOp::Ge, least);
        }
        for (cost, value) in &self.caps {
            let row = tasks.iter().zip(cost).filter(|(_, cost)| **cost != 0.0);
            let row: Vec<(Variable, f64)> = row.map(|(&task, &cost)| (task, cost)).collect();
            program.add_constraint(row, ComparisonOp::Le, *value);
        }
        (program, tasks)
    }
}

/// Marks what alone meets a demand, or a condition of a marked task.
fn necessary(instance: &Instance) -> Vec<bool> {
    let only = |one_of: &OneOf| match one_of.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    let mut necessary = vec![false; instance.len()];
    let mut open: Vec<TaskId> = instance.demands.iter().filter_map(only).collect();
    while let Some(task) = open.pop() {
        if !std::mem::replace(&mut necessary[task], true) {
            open.extend(instance.conditions[task].iter().filter_map(only));
        }
    }
    necessary
}
