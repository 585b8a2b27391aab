//! The person: what they know, want and can give, read from `profile.yaml` and from flags.

pub mod flags;
pub mod home;
pub mod profile;
mod resolve;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::knowledge::model::{Kb, RoleId, Skills, StepId};
use crate::planner::calendar::Time;
use crate::planner::goal::{Avoid, Held};
use crate::planner::scenario::Scenario;

pub use resolve::{check_deadline, resolve};

/// Everything about a person that decides the plan, linked to one knowledge base.
#[derive(Debug, Clone)]
pub struct Person {
    pub role: RoleId,
    pub time: Time,
    pub deadline: Option<Date>,
    pub know: Skills,
    /// Finished steps.
    pub done: BTreeSet<StepId>,
    pub must: Vec<StepId>,
    /// Milestones and wishes that are given up.
    pub drop: Vec<StepId>,
    /// With what the domain implies.
    pub avoid: Vec<Avoid>,
    pub domain: Option<String>,
}

impl Person {
    pub fn scenario(&self, kb: &Kb) -> Scenario {
        Scenario {
            role: self.role,
            held: Held::new(kb, &self.know, &self.done),
            must: self.must.clone(),
            drop: self.drop.clone(),
            avoid: self.avoid.clone(),
            time: self.time.clone(),
        }
    }
}
