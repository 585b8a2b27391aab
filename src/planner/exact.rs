//! The proven minimum, by mixed-integer programming.
//!
//! Each task is a binary variable. A task needs, for each of its conditions, one of the tasks that
//! meet it; each demand needs one of the tasks that meet it. Tasks that only meet each other's
//! conditions in a cycle are cut off when they turn up, by sets of tasks of which every plan
//! contains one (disjunctive action landmarks; Haslum, Slaney and Thiébaux, "Minimal landmarks for
//! optimal delete-free planning", ICAPS 2012): those on which [`ascend`] raises its bound if the
//! tasks are free.
//!
//! No clock decides when the search ends, but the work that was done: the same input gives the same
//! answer on every machine, however busy.

use microlp::{
    ComparisonOp, OptimizationDirection, Problem as Program, Solution, SolveOptions, SolveOutcome,
    TerminationReason, Variable,
};

use crate::knowledge::hours::Hours;
use crate::planner::ascent::ascend;
use crate::planner::cost::Cost;
use crate::planner::effort::Effort;
use crate::planner::greedy::minimal;
use crate::planner::instance::{Instance, OneOf, TaskId, marked, marks};
use crate::planner::reached::Meets;

/// More rows are not tried: their first relaxation alone could take minutes.
const MOST_ROWS: usize = 20_000;
/// Branch-and-bound nodes between two looks at the work.
const NODES_AT_ONCE: u64 = 16;
/// Per cent of the work that may be done again for each of the costs that decide among equals.
const FOR_TIES: u64 = 10;
/// Less than any two different sums of minutes or hundredths of hours are apart, or of cents.
const SAME: f64 = 0.001;

/// What the solver minimises in turn, each among the plans that are equal in those before: hours,
/// cents and the numbers that decide between equals.
const FIELDS: [fn(&Cost) -> f64; 3] =
    [|cost| cost.hours().get(), |cost| cost.tenths_of_cents as f64 / 10.0, |cost| cost.tie as f64];

/// Runs of the solver that add to each other's constraints.
pub struct MinimumSearch<'a> {
    instance: &'a Instance,
    meets: &'a Meets,
    costs: &'a [Cost],
    /// Marks the tasks that every plan has: what they meet is no question, nor are they.
    necessary: Vec<bool>,
    /// Every plan has one of these tasks.
    landmarks: Vec<OneOf>,
    /// Costs by task, and the most that their sum may come to.
    caps: Vec<(Vec<f64>, f64)>,
    /// The best plan so far.
    pub best: Option<Vec<TaskId>>,
    work: u64,
}

/// One run of the solver.
struct Relaxed {
    tasks: Option<Vec<TaskId>>,
    /// The sum of every plan is at least this.
    bound: f64,
}

impl<'a> MinimumSearch<'a> {
    /// `best` is a plan to begin with; every plan has one of each of the `landmarks`.
    pub fn new(
        instance: &'a Instance,
        meets: &'a Meets,
        costs: &'a [Cost],
        landmarks: Vec<OneOf>,
        best: Option<Vec<TaskId>>,
    ) -> Self {
        let (necessary, caps) = (instance.necessary(), Vec::new());
        Self { instance, meets, costs, necessary, landmarks, caps, best, work: 0 }
    }

    /// Finds the least plan as far as the work allows. Takes and returns hours that every plan has
    /// at least.
    pub fn solve(&mut self, mut least: Hours, effort: Effort) -> Hours {
        for (turn, field) in FIELDS.into_iter().enumerate() {
            let of_task: Vec<f64> = self.costs.iter().map(field).collect();
            let for_hours = turn == 0;
            let known = if for_hours { least.get() } else { 0.0 };
            self.work = effort.percent(if for_hours { 100 } else { FOR_TIES }).work();
            let bound = self.minimise(&of_task, known);
            if for_hours {
                least = Hours::new(bound).unwrap_or(least);
            }
            let Some(best) = &self.best else { break };
            let sum: f64 = best.iter().map(|&task| of_task[task]).sum();
            if bound + SAME < sum {
                break;
            }
            self.caps.push((of_task, sum + SAME));
        }
        least
    }

    /// The least sum that is proven, `known` or more; the best plan has it, if the work was enough.
    fn minimise(&mut self, of_task: &[f64], known: f64) -> f64 {
        let necessary = (0..of_task.len()).filter(|&task| self.necessary[task]);
        let mut bound = known.max(necessary.map(|task| of_task[task]).sum());
        while self.best_sum(of_task) > bound + SAME && self.work > 0 {
            let Some(relaxed) = self.relaxed(of_task) else { break };
            bound = bound.max(relaxed.bound);
            let Some(tasks) = relaxed.tasks else { break };
            let reached = self.meets.closure(tasks.iter().copied());
            if self.instance.satisfied(&reached) {
                self.offer(marked(&reached));
                break;
            }
            self.cut_off(&tasks);
        }
        bound
    }

    fn best_sum(&self, of_task: &[f64]) -> f64 {
        let sum = |best: &Vec<TaskId>| best.iter().map(|&task| of_task[task]).sum();
        self.best.as_ref().map_or(f64::INFINITY, sum)
    }

    fn offer(&mut self, plan: Vec<TaskId>) {
        let total = |plan: &[TaskId]| plan.iter().map(|&task| self.costs[task]).sum::<Cost>();
        if self.best.as_ref().is_none_or(|best| total(&plan) < total(best)) {
            self.best = Some(plan);
        }
    }

    /// Adds landmarks of which an insufficient answer has no task, and tries the plan that extends
    /// the answer.
    fn cut_off(&mut self, answer: &[TaskId]) {
        let mut costs = self.costs.to_vec();
        for &task in answer {
            costs[task] = Cost::ZERO;
        }
        let ascent = ascend(self.instance, self.meets, &costs);
        self.landmarks.extend(ascent.landmarks.into_iter().map(|landmark| landmark.tasks));
        self.offer(minimal(self.instance, &ascent.plan));
        self.work = self.work.saturating_sub(ascent.work * Effort::TASK);
    }

    /// One run of the solver, cycles allowed.
    fn relaxed(&mut self, of_task: &[f64]) -> Option<Relaxed> {
        let rows = self.rows();
        if rows > MOST_ROWS {
            return None;
        }
        let (program, tasks) = self.program(of_task);
        let mut options = SolveOptions::default();
        options.node_limit = Some(NODES_AT_ONCE);
        // Without a plan to begin with, the solver fixes more.
        if let Some(best) = self.best.as_ref().filter(|_| !self.caps.is_empty()) {
            let taken = marks(tasks.len(), best.iter().copied());
            let value = |(&task, taken): (&Variable, bool)| (task, f64::from(u8::from(taken)));
            options.warm_start = Some(tasks.iter().zip(taken).map(value).collect());
        }
        let mut outcome = program.solve_with(options).ok()?;
        let size = (rows + tasks.len()) as u64;
        let spent = |outcome: &SolveOutcome| outcome.stats().lp_iterations * size;
        while outcome.termination_reason() == TerminationReason::NodeLimit
            && spent(&outcome) < self.work
        {
            outcome = outcome.resume().ok()?;
        }
        self.work = self.work.saturating_sub(spent(&outcome));
        let taken = |solution: &Solution| -> Vec<TaskId> {
            (0..tasks.len()).filter(|&task| solution.var_value(tasks[task]) > 0.5).collect()
        };
        let bound = outcome.stats().best_bound.unwrap_or_default();
        Some(Relaxed { tasks: outcome.solution().map(taken), bound })
    }

    /// What one of several tasks has to meet, none of them necessary: with the task that needs it,
    /// unless that is necessary itself.
    fn open(&self) -> impl Iterator<Item = (Option<TaskId>, &OneOf)> {
        let demands =
            self.instance.demands.iter().chain(&self.landmarks).map(|one_of| (None, one_of));
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

    fn program(&self, of_task: &[f64]) -> (Program, Vec<Variable>) {
        let mut program = Program::new(OptimizationDirection::Minimize);
        let variables = of_task.iter().zip(&self.necessary).map(|(&cost, &necessary)| {
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
