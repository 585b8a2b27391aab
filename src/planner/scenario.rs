//! What a plan is computed from: one person's aim, knowledge, wishes and time.

use std::sync::Arc;

use crate::knowledge::hours::Hours;
use crate::knowledge::market::Market;
use crate::knowledge::model::{Kb, StepId};
use crate::planner::calendar::{Budget, Time};
use crate::planner::effort::Effort;
use crate::planner::goal::{Avoid, Goal};
use crate::planner::held::Held;
use crate::planner::outlook::Outlook;
use crate::planner::target::Target;

/// Everything that decides a plan. To ask "what if" is to change a field and plan again.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    pub target: Arc<Target>,
    pub held: Held,
    pub must: Vec<StepId>,
    /// Milestones and wishes that are given up: not demanded, but planned where something else
    /// needs them.
    pub drop: Vec<StepId>,
    pub avoid: Vec<Avoid>,
    pub time: Time,
    pub market: Option<Arc<Market>>,
    /// What the choice of its steps may take.
    pub effort: Effort,
}

impl Scenario {
    pub fn goal(&self, kb: &Kb) -> Goal {
        let (held, avoid) = (self.held.clone(), self.avoid.clone());
        let mut goal = Goal::new(kb, &self.target, held, &self.must, avoid);
        goal.outlook = self.outlook();
        goal.effort = self.effort;
        goal.demands.retain(|demand| demand.step().is_none_or(|step| !self.drop.contains(&step)));
        goal
    }

    pub fn outlook(&self) -> Outlook {
        Outlook { target: Arc::clone(&self.target), market: self.market.clone() }
    }

    /// As one of several questions that share the effort.
    #[must_use]
    pub fn shared(&self, among: usize) -> Self {
        Self { effort: self.effort.shared(among), ..self.clone() }
    }

    /// With another number of hours a week.
    #[must_use]
    pub fn with_hours(&self, hours: Hours) -> Self {
        let mut with = self.clone();
        with.time.budget = Budget::Weekly(hours);
        with
    }

    /// With a step, whatever wish forbids it given up.
    #[must_use]
    pub fn with(&self, kb: &Kb, step: StepId) -> Self {
        let mut with = self.clone();
        with.drop.retain(|&dropped| dropped != step);
        with.avoid.retain(|wish| !wish.matches(step, &kb[step]));
        if !with.must.contains(&step) {
            with.must.push(step);
        }
        with
    }

    /// Without a step, even if it is a milestone or a wish.
    #[must_use]
    pub fn without(&self, step: StepId) -> Self {
        let mut without = self.clone();
        without.drop.push(step);
        without.avoid.push(Avoid::Step(step));
        without
    }
}
