//! One serialisable struct for each answer. JSON is the struct itself; all other forms are drawn
//! from the document that is made of it.

pub mod aim;
pub mod application;
pub mod catalogue;
pub mod check;
pub mod comeback;
pub mod compare;
pub mod conditions;
pub mod curve;
pub mod cv;
pub mod deadline;
pub mod demand;
pub mod earned;
pub mod finish;
pub mod gap;
pub mod guide;
pub mod held;
pub mod journal;
pub mod json_resume;
pub mod kb;
pub mod kb_diff;
pub mod list;
pub mod market;
pub mod moment;
pub mod next;
pub mod person;
pub mod phases;
pub mod plan;
pub mod profile;
pub mod progress;
pub mod reasons;
pub mod schema;
pub mod search;
pub mod status;
pub mod summary;
pub mod sync;
pub mod this_week;
pub mod welcome;
pub mod why;

use std::borrow::Borrow;
use std::collections::BTreeMap;

use itertools::Itertools as _;

use crate::knowledge::model::{Kb, Skills, StepId};
use crate::knowledge::vocabulary::Level;

/// Ids with levels, as in the YAML.
pub type SkillsView = BTreeMap<String, Level>;

fn skills(kb: &Kb, skills: &Skills) -> SkillsView {
    skills.iter().map(|(&c, &level)| (kb[c].id.clone(), level)).collect()
}

fn sorted_ids<S: Borrow<StepId>>(kb: &Kb, steps: impl IntoIterator<Item = S>) -> Vec<String> {
    kb.ids(steps).into_iter().sorted_unstable().collect()
}
