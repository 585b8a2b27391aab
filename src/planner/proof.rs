//! What finished steps prove: whoever has finished one held what it requires, learnt what it
//! teaches, and has been through the steps that come before it.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::model::{CompetencyId, Kb, StepId};
use crate::knowledge::vocabulary::Level;

/// The steps that are proven to be finished, and the levels that they prove.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proof {
    /// The finished steps, and all that come before them.
    pub done: BTreeSet<StepId>,
    pub levels: BTreeMap<CompetencyId, Proven>,
}

/// The highest level that is proven, and the step that proves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proven {
    pub level: Level,
    pub by: StepId,
}

impl Proof {
    pub fn new(kb: &Kb, finished: impl IntoIterator<Item = StepId>) -> Self {
        let mut proof = Self::default();
        let mut open: Vec<StepId> = finished.into_iter().collect();
        while let Some(step) = open.pop() {
            if proof.done.insert(step) {
                open.extend(&kb[step].after);
            }
        }
        for &by in &proof.done {
            let skills = kb[by].teaches.iter().chain(&kb[by].requires);
            for (competency, level) in skills.flat_map(|(&c, &level)| kb.included(c, level)) {
                let proven = proof.levels.entry(competency).or_insert(Proven { level, by });
                if proven.level < level {
                    *proven = Proven { level, by };
                }
            }
        }
        proof
    }
}
