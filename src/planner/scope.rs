//! What of a knowledge base matters to a role: what it needs, and what the steps that can serve it
//! ask for.

use std::collections::BTreeSet;

use crate::knowledge::model::{CompetencyId, Kb, Step, StepId};
use crate::knowledge::vocabulary::{Coverage, Kind, Level};
use crate::planner::target::Target;

/// The competencies and steps that can stand in a plan for one role.
#[derive(Debug)]
pub struct Scope {
    pub competencies: BTreeSet<CompetencyId>,
    pub steps: BTreeSet<StepId>,
    /// Competencies that the target, or a step that it demands, asks for at the highest level.
    pub mastered: BTreeSet<CompetencyId>,
}

/// Whether a step takes years and touches everything, which would make everything matter.
pub fn is_schooling(step: &Step) -> bool {
    matches!(step.kind, Kind::Degree | Kind::Bootcamp)
}

impl Scope {
    pub fn new(kb: &Kb, target: &Target) -> Self {
        let wanted = target.needs.iter().chain(target.one_of.iter().flatten());
        let mut scope = Self {
            competencies: wanted.clone().map(|(&competency, _)| competency).collect(),
            steps: BTreeSet::new(),
            mastered: BTreeSet::new(),
        };
        let mut asked_for: BTreeSet<StepId> = target.milestones.iter().copied().collect();
        loop {
            let joins = |&id: &StepId| {
                let step = &kb[id];
                !scope.steps.contains(&id)
                    && step.is_current()
                    && !is_schooling(step)
                    && (asked_for.contains(&id)
                        || kb[step.item].coverage == Coverage::Required
                            && !target.optional.contains(&step.item)
                        || scope.competencies.iter().any(|&c| kb.taught(id, c).is_some()))
            };
            let new: Vec<StepId> = kb.step_ids().filter(joins).collect();
            if new.is_empty() {
                break;
            }
            for id in new {
                let step = &kb[id];
                scope.steps.insert(id);
                scope.competencies.extend(step.requires.keys());
                asked_for.extend(step.after.iter().chain(&step.after_any));
            }
        }
        let demanded = demanded(kb, target);
        let required = demanded.iter().flat_map(|&id| &kb[id].requires);
        let highest = required.chain(wanted).filter(|&(_, &level)| level == Level::Proficient);
        scope.mastered = highest.map(|(&competency, _)| competency).collect();
        scope
    }
}

/// The milestones of a target, and all steps that have to come before them.
fn demanded(kb: &Kb, target: &Target) -> BTreeSet<StepId> {
    let mut open = target.milestones.clone();
    let mut demanded = BTreeSet::new();
    while let Some(step) = open.pop() {
        if demanded.insert(step) {
            open.extend(&kb[step].after);
        }
    }
    demanded
}
