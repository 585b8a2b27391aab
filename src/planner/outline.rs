//! What a plan comes to, for answers that do not show in which order its steps come.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::planner::held::Left;
use crate::planner::plan::{NoPlan, project};
use crate::planner::project::RANDOM_LISTS;
use crate::planner::scenario::Scenario;

/// A plan without its order.
#[derive(Debug, Clone)]
pub struct Outline {
    /// With what is left of each.
    pub steps: BTreeMap<StepId, Left>,
    /// The last day that is planned.
    pub finish: Date,
}

impl Outline {
    /// Likely hours of all steps.
    pub fn hours(&self) -> Hours {
        self.steps.values().map(|left| left.likely).sum()
    }
}

/// Selects the steps and finds their last day, which are those of a
/// [`plan`](crate::planner::plan::plan), at less cost; [`NoPlan`] says why there are none.
pub fn outline(kb: &Kb, scenario: &Scenario) -> Result<Outline, NoPlan> {
    let project = project(kb, &scenario.goal(kb), &scenario.time)?;
    let finish = project.last_day(RANDOM_LISTS).ok_or(NoPlan::PastCalendar)?;
    let left = |&step: &StepId| (step, project.goal.held.left(kb, step));
    Ok(Outline { steps: project.selection.steps.iter().map(left).collect(), finish })
}
