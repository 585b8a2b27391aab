//! Selection: the sufficient set of steps with the least likely hours.
//!
//! Choosing steps whose requirements may be taught by several others is delete-relaxed planning,
//! NP-hard in general (Bylander, "The computational complexity of propositional STRIPS planning",
//! Artificial Intelligence 69, 1994), and easy at the size of a career: a greedy plan gives an
//! upper bound, [`prune`] removes what cannot be in a least plan, [`exact`] proves the minimum. Its
//! answer is checked before it is believed; where it fails, the greedy plan stands with its gap.

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::words::CostClass;
use crate::planner::exact::{self, Costs};
use crate::planner::goal::Goal;
use crate::planner::greedy;
use crate::planner::problem::Problem;
use crate::planner::prune;
use crate::planner::unreachable::{self, Unreachable};

/// The chosen steps, ordered by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    pub steps: Vec<StepId>,
    /// No sufficient set has fewer likely hours.
    pub proven: bool,
    /// Likely hours that every sufficient set has at least.
    pub bound: Hours,
}

/// Chooses the least sufficient set.
///
/// # Errors
/// The smallest set of reasons why no set is sufficient.
pub fn select(kb: &Kb, goal: &Goal) -> Result<Selection, Unreachable> {
    let all = Problem::new(kb, goal, &goal.candidates(kb));
    let reached = all.closure(0..all.len());
    if !all.satisfied(&reached) {
        return Err(unreachable::explain(kb, goal));
    }
    let problem = prune::relevant(&all.restricted(&reached));
    let greedy = greedy::plan(&problem);
    let problem_left = prune::hopeless(&problem, problem.cost(&greedy));
    let costs = costs(kb, &problem_left);
    let solved = exact::solve(&problem_left, &costs);
    let found = solved.best.filter(|tasks| problem_left.cost(tasks) <= problem.cost(&greedy));
    let proven = solved.proven && found.is_some();
    let (problem, tasks) = found.map_or((&problem, greedy), |tasks| (&problem_left, tasks));
    Ok(Selection {
        steps: tasks.iter().map(|&task| problem.steps[task]).collect(),
        proven,
        bound: if proven { Hours::from_ticks(problem.cost(&tasks)) } else { solved.bound },
    })
}

/// What is minimised, first things first: hours, money, and a number that depends on the id alone.
fn costs(kb: &Kb, problem: &Problem) -> Costs {
    let money = |&step: &StepId| {
        let cost = &kb[step].cost;
        let unknown = cost.class == CostClass::Paid && cost.usd.is_none();
        // A tenth of a cent for a price that nobody states: sure to be free beats perhaps.
        (cost.usd.unwrap_or(0.0) * 100.0).round() + if unknown { 0.1 } else { 0.0 }
    };
    Costs {
        money: problem.steps.iter().map(money).collect(),
        tie_break: problem.steps.iter().map(|&step| f64::from(tie_break(&kb[step].id))).collect(),
    }
}

/// FNV-1a (Fowler, Noll, Vo), folded to 16 bits: two plans of the same hours and price differ in
/// this sum, so that the answer does not hang on the order of files or the solver's path.
fn tie_break(id: &str) -> u16 {
    let hash = id
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash >> 16) as u16 ^ hash as u16
}
