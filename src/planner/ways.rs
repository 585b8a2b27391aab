//! The ways to each of some chosen steps.

use std::collections::BTreeSet;

use crate::knowledge::model::{Kb, StepId};
use crate::planner::cost::Cost;
use crate::planner::effort::Effort;
use crate::planner::goal::Goal;
use crate::planner::instance::Instance;
use crate::planner::least::Least;
use crate::planner::prune;

/// Chosen steps that lead to each other.
pub struct Ways<'a> {
    kb: &'a Kb,
    effort: Effort,
    /// In the order in which they were given.
    pub steps: Vec<StepId>,
    /// The same, without demands.
    instance: Instance,
    /// Marks those that can be done.
    reached: Vec<bool>,
}

impl<'a> Ways<'a> {
    pub fn new(kb: &'a Kb, goal: &Goal, steps: Vec<StepId>) -> Self {
        let mut instance = Instance::new(kb, goal, &steps);
        instance.demands.clear();
        let reached = instance.closure(0..instance.len());
        Self { kb, effort: goal.effort, steps, instance, reached }
    }

    /// One of the steps with those that have to come before it and are not done yet: of all ways
    /// the one with the fewest hours.
    pub fn to(&self, step: StepId) -> BTreeSet<StepId> {
        let task = self.instance.steps.binary_search(&step).ok();
        let Some(task) = task.filter(|&task| self.reached[task]) else {
            return BTreeSet::from([step]);
        };
        let keep = prune::with_all_before(&self.instance, [task], &self.reached);
        let mut towards = self.instance.restricted(&keep);
        let kept_before = keep[..task].iter().filter(|kept| **kept).count();
        towards.demands.push(vec![kept_before]);
        let price = |instance: &Instance| Cost::all_of(self.kb, instance);
        Least::of(&towards, price, self.effort).best.steps.into_iter().collect()
    }
}
