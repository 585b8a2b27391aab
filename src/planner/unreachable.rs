//! Why no set of steps is sufficient: the smallest set of reasons, as data.

use itertools::{Either, Itertools as _};

use crate::knowledge::model::{CompetencyId, Kb, StepId};
use crate::knowledge::vocabulary::Level;
use crate::planner::goal::{Avoid, Condition, Demand, Goal};
use crate::planner::instance::{Instance, OneOf};

/// Up to this many wishes every combination is tried; above, wishes are given back one by one.
const MAX_COMBINED: usize = 12;

/// Something that would have to change for a plan to exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Without this wish (and the other ones named) the demands could be met.
    Avoided { avoid: Avoid, demands: Vec<Demand> },
    /// The knowledge base has no way to it, whatever the person wishes.
    NoWay { demand: Demand, missing: Missing },
}

/// Where a way breaks off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// No step that can be done teaches this.
    Teaching(CompetencyId, Level),
    /// This step can never be started.
    Step(StepId),
    /// No step serves it.
    Anything,
}

/// Explains a goal for which no sufficient set exists.
pub fn explain(kb: &Kb, goal: &Goal) -> Vec<Reason> {
    let hopeless = unmet(kb, goal, &[]);
    let mut reasons: Vec<Reason> = hopeless
        .iter()
        .map(|demand| Reason::NoWay { missing: missing(kb, goal, demand), demand: demand.clone() })
        .collect();
    let blocked = |avoid: &[Avoid]| {
        let mut demands = unmet(kb, goal, avoid);
        demands.retain(|demand| !hopeless.contains(demand));
        demands
    };
    let blocking = smallest_blocking(kb, goal, hopeless.len());
    for avoid in &blocking {
        let own = blocked(std::slice::from_ref(avoid));
        // Some wishes do harm only together.
        let demands = if own.is_empty() { blocked(&goal.avoid) } else { own };
        reasons.push(Reason::Avoided { avoid: avoid.clone(), demands });
    }
    reasons
}

/// Demands that cannot be met while `avoid` is avoided and nothing else.
fn unmet(kb: &Kb, goal: &Goal, avoid: &[Avoid]) -> Vec<Demand> {
    let goal = Goal { avoid: avoid.to_vec(), ..goal.clone() };
    let problem = Instance::new(kb, &goal, &goal.candidates(kb));
    let reached = problem.closure(0..problem.len());
    let is_unmet = |one_of: &OneOf| !one_of.iter().any(|&task| reached[task]);
    let pairs = goal.demands.into_iter().zip(&problem.demands);
    pairs.filter(|(_, one_of)| is_unmet(one_of)).map(|(demand, _)| demand).collect()
}

/// The fewest wishes that, given up, leave only the hopeless demands unmet.
fn smallest_blocking(kb: &Kb, goal: &Goal, hopeless: usize) -> Vec<Avoid> {
    let enough = |kept: &[Avoid]| unmet(kb, goal, kept).len() == hopeless;
    let all = &goal.avoid;
    if all.len() <= MAX_COMBINED {
        for choice in (0..1_u32 << all.len()).sorted_by_key(|choice| choice.count_ones()) {
            let is_given_up = |index: usize| choice & (1 << index) != 0;
            let (given_up, kept): (Vec<Avoid>, Vec<Avoid>) =
                all.iter().cloned().enumerate().partition_map(|(index, avoid)| {
                    if is_given_up(index) { Either::Left(avoid) } else { Either::Right(avoid) }
                });
            if enough(&kept) {
                return given_up;
            }
        }
    }
    let mut kept: Vec<Avoid> = Vec::new();
    let mut blocking = Vec::new();
    for avoid in all {
        kept.push(avoid.clone());
        if !enough(&kept) {
            blocking.extend(kept.pop());
        }
    }
    blocking
}

/// Follows an unmet demand down to where the knowledge base ends.
fn missing(kb: &Kb, goal: &Goal, demand: &Demand) -> Missing {
    let goal = Goal { avoid: Vec::new(), ..goal.clone() };
    let candidates = goal.candidates(kb);
    let meeting = candidates.iter().copied().find(|&step| demand.is_met_by(kb, step));
    match (meeting, demand) {
        (Some(step), _) => root(kb, &goal, &candidates, step),
        (None, Demand::Target(competency, level)) => Missing::Teaching(*competency, *level),
        (None, Demand::Milestone(step) | Demand::Must(step)) => Missing::Step(*step),
        (None, Demand::OneOf(..) | Demand::Guide(_)) => Missing::Anything,
    }
}

/// The first condition down the chain that no step meets at all, or the step where the chain
/// closes to a circle.
fn root(kb: &Kb, goal: &Goal, candidates: &[StepId], start: StepId) -> Missing {
    let can_start: Vec<StepId> = Instance::new(kb, goal, candidates).reachable().collect();
    let mut step = start;
    let mut seen = vec![start];
    loop {
        let open = goal.open_conditions(&kb[step]).into_iter().find(|condition| {
            !can_start.iter().any(|&earlier| condition.is_met_by(kb, step, earlier))
        });
        let Some(condition) = open else { return Missing::Step(step) };
        let next = candidates.iter().copied().find(|&c| condition.is_met_by(kb, step, c));
        match (next, condition) {
            (None, Condition::Fact(competency, level)) => {
                return Missing::Teaching(competency, level);
            }
            (Some(next), _) if !seen.contains(&next) => {
                seen.push(next);
                step = next;
            }
            _ => return Missing::Step(step),
        }
    }
}
