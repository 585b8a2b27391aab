//! Linear relaxations of an instance: each task is taken to some extent, from 0 to 1.
//!
//! A task needs, for each of its conditions, tasks that meet it to the same extent; tasks that
//! serve the same purposes need together what one of them does, since no least plan has two of
//! them. Each demand needs tasks that meet it in full. Of these rows those are written that are
//! likely to be called for, then only those that some answer calls for: a plan takes few of the
//! tasks, and what the others need is met by nothing. One at a time, since one often settles
//! several, and to solve again takes long. Answers are cut off besides by sets of tasks of which
//! every plan contains one (disjunctive action landmarks; Haslum, Slaney and Thiébaux, "Minimal
//! landmarks for optimal delete-free planning", ICAPS 2012).

use itertools::Itertools as _;
use microlp::{
    ComparisonOp, Error, LinearExpr, OptimizationDirection, Problem as Program, Solution, Variable,
};

use crate::planner::effort::Effort;
use crate::planner::instance::{Instance, OneOf, TaskId};
use crate::planner::need::{Need, needs};
use crate::planner::reached::{Meets, Reached};

/// More rows are not tried: their first relaxation alone could take minutes.
const MOST_ROWS: usize = 20_000;
/// Less than this is nothing.
const NOTHING: f64 = 1e-6;
/// Landmarks that are taken to a greater extent are as good as met.
const NEARLY: f64 = 0.9;
/// Pivots that adding a row takes, besides those that are counted.
const TO_ADD: u64 = 2;
/// Pivots that it takes to find that a row cannot be added.
const TO_REFUTE: u64 = 20;
/// A relaxation is solved anew if it misses more rows than one in so many of its pivots.
const ANEW: u64 = 16;

/// Sum of some multiples of extents, and what it is compared with.
pub struct Row {
    pub sum: Vec<(TaskId, f64)>,
    pub comparison: ComparisonOp,
    pub limit: f64,
}

impl Row {
    /// In all, some tasks are taken once at least.
    pub fn one_of(tasks: &[TaskId]) -> Self {
        let sum = tasks.iter().map(|&task| (task, 1.0)).collect();
        Self { sum, comparison: ComparisonOp::Ge, limit: 1.0 }
    }

    /// Some tasks are not taken.
    pub fn none_of(tasks: &[TaskId]) -> Self {
        Self { comparison: ComparisonOp::Le, limit: 0.0, ..Self::one_of(tasks) }
    }

    /// A sum of costs that must not be exceeded.
    pub fn at_most(costs: &[f64], limit: f64) -> Self {
        let sum = costs.iter().copied().enumerate().filter(|(_, cost)| *cost != 0.0).collect();
        Self { sum, comparison: ComparisonOp::Le, limit }
    }

    fn need(need: &Need) -> Self {
        let mut row = Self { limit: 0.0, ..Self::one_of(need.one_of) };
        row.sum.extend(need.of.iter().map(|&task| (task, -1.0)));
        row
    }

    fn expression(&self, tasks: &[Variable]) -> LinearExpr {
        self.sum.iter().map(|&(task, times)| (tasks[task], times)).collect()
    }
}

/// Why there is no answer.
pub enum Nothing {
    /// No plan meets the rows.
    Infeasible,
    /// The solver has failed.
    Unknown,
}

/// A relaxation with its answer.
#[derive(Clone)]
pub struct Relaxation {
    solution: Solution,
    /// By need: whether it has a row.
    written: Vec<bool>,
    rows: usize,
    /// To what extent each task is taken.
    pub extents: Vec<f64>,
    /// The sum that is minimised: that of every plan is at least this.
    pub bound: f64,
}

/// What all relaxations of an instance have in common.
pub struct Model<'a> {
    pub instance: &'a Instance,
    pub meets: &'a Meets,
    /// By task what is minimised.
    objective: Vec<f64>,
    /// Tasks that every plan has.
    pub necessary: Vec<bool>,
    /// Those that not every plan meets.
    needs: Vec<Need<'a>>,
    /// The number of the first condition of each task.
    first: Vec<usize>,
    variables: Vec<Variable>,
    /// Every plan has one of each of these tasks.
    landmarks: Vec<OneOf>,
    /// So many of them are added at once.
    at_once: usize,
    /// Work that may still be done.
    pub work: u64,
}

impl<'a> Model<'a> {
    pub fn new(
        instance: &'a Instance,
        meets: &'a Meets,
        objective: Vec<f64>,
        (landmarks, at_once): (Vec<OneOf>, usize),
        work: u64,
    ) -> Self {
        let first = instance.conditions.iter().scan(0, |next, all| {
            let first = *next;
            *next += all.len();
            Some(first)
        });
        let (first, variables) = (first.collect(), Vec::new());
        let necessary = instance.necessary();
        let needs = needs(instance, meets, &necessary);
        Self {
            instance,
            meets,
            objective,
            necessary,
            needs,
            first,
            variables,
            landmarks,
            at_once,
            work,
        }
    }

    pub fn spend(&mut self, work: u64) {
        self.work = self.work.saturating_sub(work);
    }

    /// The relaxation with some rows besides, and of the needs those of some tasks and most that
    /// it calls for. `None` if it is too large, or the work ends before.
    pub fn root(&mut self, besides: Vec<Row>, likely: &[bool]) -> Option<Relaxation> {
        if self.meets.count() + self.instance.demands.len() > MOST_ROWS {
            return None;
        }
        let demands = self.instance.demands.iter().map(|demand| Row::one_of(demand));
        let mut rows: Vec<Row> = demands.chain(besides).collect();
        let mut written = vec![false; self.needs.len()];
        let is_likely = |need: &Need| need.of.iter().any(|&task| likely[task]);
        let mut due = self.needs.iter().positions(is_likely).collect_vec();
        loop {
            for need in due {
                written[need] = true;
                rows.push(Row::need(&self.needs[need]));
            }
            let solution = self.solve(&rows)?;
            let pivots = solution.stats().lp_iterations;
            let relaxation = Relaxation::new(solution, written, rows.len());
            due = self.missed(&relaxation).into_iter().map(|(_, need)| need).collect();
            if due.len() as u64 * ANEW <= pivots {
                return Some(relaxation);
            }
            if self.work == 0 {
                return None;
            }
            written = relaxation.written;
        }
    }

    fn solve(&mut self, rows: &[Row]) -> Option<Solution> {
        let mut program = Program::new(OptimizationDirection::Minimize);
        let variables = self.objective.iter().zip(&self.necessary).map(|(&cost, &necessary)| {
            program.add_var(cost, (f64::from(u8::from(necessary)), 1.0))
        });
        self.variables = variables.collect();
        for row in rows {
            program.add_constraint(row.expression(&self.variables), row.comparison, row.limit);
        }
        let solution = program.solve().ok()?.into_solution().ok()?;
        let size = rows.len() + self.variables.len();
        self.spend(solution.stats().lp_iterations * size as u64);
        Some(solution)
    }

    /// Needs that an answer does not meet, and by how much.
    fn missed(&self, relaxation: &Relaxation) -> Vec<(f64, usize)> {
        let open = (0..self.needs.len()).filter(|&need| !relaxation.written[need]);
        let missing = open.map(|need| {
            let Need { of, one_of } = &self.needs[need];
            (relaxation.extent(of) - relaxation.extent(one_of), need)
        });
        missing.filter(|(missing, _)| *missing > NOTHING).collect()
    }

    /// Adds a row, and solves again.
    pub fn add(&mut self, to: Relaxation, row: &Row) -> Result<Relaxation, Nothing> {
        let before = to.solution.stats().lp_iterations;
        let expression = row.expression(&self.variables);
        let outcome = to.solution.add_constraint(expression, row.comparison, row.limit);
        let rows = to.rows + 1;
        let size = (rows + self.variables.len()) as u64;
        match outcome.map(microlp::SolveOutcome::into_solution) {
            Ok(Ok(solution)) => {
                self.spend((solution.stats().lp_iterations - before + TO_ADD) * size);
                Ok(Relaxation::new(solution, to.written, rows))
            }
            Err(Error::Infeasible) => {
                self.spend(TO_REFUTE * size);
                Err(Nothing::Infeasible)
            }
            _ => Err(Nothing::Unknown),
        }
    }

    /// Adds the need that the answer misses most, one after the other, and some landmarks where
    /// none is missed, until there are none of these either, or `is_enough` says so.
    pub fn settle(
        &mut self,
        mut relaxation: Relaxation,
        is_enough: impl Fn(f64) -> bool,
    ) -> Result<Relaxation, Nothing> {
        while !is_enough(relaxation.bound) {
            let missed = self.missed(&relaxation).into_iter();
            let most = missed.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            let rows = if let Some((_, need)) = most {
                relaxation.written[need] = true;
                vec![Row::need(&self.needs[need])]
            } else {
                self.missed_landmarks(&relaxation)
            };
            if rows.is_empty() {
                break;
            }
            relaxation = rows.iter().try_fold(relaxation, |to, row| self.add(to, row))?;
        }
        Ok(relaxation)
    }

    /// Landmarks that are taken to the least extent.
    fn missed_landmarks(&mut self, relaxation: &Relaxation) -> Vec<Row> {
        let mut missed = relaxation.least_taken(&self.landmarks, self.at_once);
        if missed.is_empty() {
            let new = self.new_landmarks(&relaxation.extents);
            missed = relaxation.least_taken(&new, self.at_once);
            self.landmarks.extend(missed.iter().cloned());
        }
        missed.iter().map(|landmark| Row::one_of(landmark)).collect()
    }

    /// For each demand that is not met by the tasks that are taken to the greatest extent, as many
    /// as leave some demand open: others of which every plan has one.
    fn new_landmarks(&mut self, extents: &[f64]) -> Vec<OneOf> {
        let tasks = 0..extents.len();
        let order = tasks.sorted_by(|&a, &b| extents[b].total_cmp(&extents[a])).collect_vec();
        let (mut too_few, mut enough) = (0, order.len());
        while enough - too_few > 1 {
            let count = too_few.midpoint(enough);
            let reached = self.meets.closure(order[..count].iter().copied());
            if self.instance.satisfied(&reached) {
                enough = count;
            } else {
                too_few = count;
            }
            self.spend(self.meets.count() as u64 * Effort::TASK);
        }
        let mut free = Reached::new(self.meets);
        let mut is_free = vec![false; extents.len()];
        for &task in &order[..too_few] {
            free.offer(task);
            is_free[task] = true;
        }
        let open = self.instance.demands.iter();
        let open = open.filter(|demand| !demand.iter().any(|&task| free.tasks[task]));
        open.map(|demand| self.landmark(demand, extents, &free, &is_free)).collect()
    }

    /// A task that is free, or needs what is taken to a lesser extent, stands for those that meet
    /// its condition.
    fn landmark(&self, demand: &OneOf, extents: &[f64], free: &Reached, is_free: &[bool]) -> OneOf {
        let sum = |one_of: &OneOf| one_of.iter().map(|&task| extents[task]).sum::<f64>();
        let (mut landmark, mut seen) = (Vec::new(), vec![false; extents.len()]);
        let mut open = vec![demand];
        while let Some(one_of) = open.pop() {
            for &task in one_of {
                if std::mem::replace(&mut seen[task], true) {
                    continue;
                }
                let conditions = (self.first[task]..).zip(&self.instance.conditions[task]);
                let unmet = conditions.filter(|&(number, _)| !free.met[number]);
                let unmet = unmet.map(|(_, one_of)| (sum(one_of), one_of));
                match unmet.min_by(|a, b| a.0.total_cmp(&b.0)) {
                    Some((sum, needed)) if is_free[task] || sum < extents[task] - NOTHING => {
                        open.push(needed);
                    }
                    _ => landmark.push(task),
                }
            }
        }
        landmark.sort_unstable();
        landmark
    }
}

impl Relaxation {
    fn new(solution: Solution, written: Vec<bool>, rows: usize) -> Self {
        let extents = solution.iter().map(|(_, extent)| extent).collect();
        Self { bound: solution.objective(), extents, written, rows, solution }
    }

    /// To what extent some tasks are taken together.
    fn extent(&self, tasks: &[TaskId]) -> f64 {
        tasks.iter().map(|&task| self.extents[task]).sum()
    }

    /// Some landmarks that are taken to the least extent, if to a small one.
    fn least_taken(&self, landmarks: &[OneOf], most: usize) -> Vec<OneOf> {
        let taken = landmarks.iter().map(|landmark| (self.extent(landmark), landmark));
        let missed = taken.filter(|(extent, _)| *extent < NEARLY);
        let sorted = missed.sorted_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
        sorted.map(|(_, landmark)| landmark.clone()).dedup().take(most).collect()
    }
}
