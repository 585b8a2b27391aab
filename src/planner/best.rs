//! The cheapest plan so far, in a search that changes its instance on the way.

use crate::knowledge::model::StepId;
use crate::planner::cost::Cost;
use crate::planner::instance::{Instance, TaskId};

#[derive(Debug)]
pub struct Best {
    /// In ascending order.
    pub steps: Vec<StepId>,
    pub cost: Cost,
}

impl Best {
    pub fn new(instance: &Instance, costs: &[Cost], plan: &[TaskId]) -> Self {
        Self {
            cost: plan.iter().map(|&task| costs[task]).sum(),
            steps: plan.iter().map(|&task| instance.steps[task]).collect(),
        }
    }

    /// Takes a plan, if it is cheaper.
    pub fn offer(&mut self, instance: &Instance, costs: &[Cost], plan: &[TaskId]) {
        let offered = Self::new(instance, costs, plan);
        if offered.cost < self.cost {
            *self = offered;
        }
    }

    /// In the numbers of an instance, if that has all of them.
    pub fn tasks(&self, instance: &Instance) -> Option<Vec<TaskId>> {
        self.steps.iter().map(|step| instance.steps.binary_search(step).ok()).collect()
    }
}
