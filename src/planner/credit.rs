//! Guide items that a person who knows their matter already could count as done.
//!
//! The guide's required items ask for a step, not for knowledge. A person who knows what a step
//! teaches has most likely done something like it, but only they can say so.

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{ItemId, Kb, StepId};
use crate::knowledge::vocabulary::Section;
use crate::planner::goal::{Demand, Goal};
use crate::planner::scenario::Scenario;
use crate::planner::select::select;

/// Steps that could be counted as done, and what that saves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// For each item the least of the steps of which everything is known.
    pub steps: Vec<(ItemId, StepId)>,
    /// Likely hours by which the plan gets shorter.
    pub saves: Hours,
}

/// What could be counted as done and saves anything; `None` if nothing does.
pub fn credit(kb: &Kb, scenario: &Scenario) -> Option<Credit> {
    let mut steps = countable(kb, scenario);
    if steps.is_empty() {
        return None;
    }
    let now = hours(kb, scenario, &[])?;
    let best = hours(kb, scenario, &steps)?;
    let mut position = 0;
    while position < steps.len() {
        let mut fewer = steps.clone();
        fewer.remove(position);
        if hours(kb, scenario, &fewer)? == best {
            steps = fewer;
        } else {
            position += 1;
        }
    }
    let saves = Hours::from_ticks(now.ticks().saturating_sub(best.ticks()));
    (!saves.is_zero()).then_some(Credit { steps, saves })
}

/// Hours of the least plan if some steps count as done.
fn hours(kb: &Kb, scenario: &Scenario, counted: &[(ItemId, StepId)]) -> Option<Hours> {
    let mut goal = scenario.clone();
    goal.held.done.extend(counted.iter().map(|&(_, step)| step));
    let selection = select(kb, &goal.goal(kb)).ok()?;
    Some(selection.steps.iter().map(|&step| goal.held.left(kb, step).likely).sum())
}

/// For each required item that is open the least step of which everything is known. Experience and
/// networking are deeds: knowing how is no evidence of them.
fn countable(kb: &Kb, scenario: &Scenario) -> Vec<(ItemId, StepId)> {
    let goal = scenario.goal(kb);
    let learnt = |item: ItemId| matches!(kb[item].section, Section::Education | Section::Skills);
    let open = goal.demands.iter().filter_map(|demand| match demand {
        Demand::Guide(item) => learnt(*item).then_some(*item),
        Demand::Target(..) | Demand::OneOf(..) | Demand::Milestone(_) | Demand::Must(_) => None,
    });
    open.filter_map(|item| Some((item, known_step(kb, &goal, item)?))).collect()
}

/// The least step for an item that would teach nothing new.
fn known_step(kb: &Kb, goal: &Goal, item: ItemId) -> Option<StepId> {
    let nothing_new = |&step: &StepId| {
        let teaches = &kb[step].teaches;
        !teaches.is_empty() && teaches.iter().all(|(&c, &level)| goal.held.knows(c, level))
    };
    let serving = goal.candidates(kb).into_iter().filter(|&step| kb[step].item == item);
    serving.filter(nothing_new).min_by_key(|&step| (kb[step].hours.likely, &kb[step].id))
}
