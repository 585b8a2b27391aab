//! What a step requires and nothing teaches. What a role needs is not among it: a role that cannot
//! be reached is an error of its own.

use std::collections::BTreeMap;

use crate::knowledge::code::Code;
use crate::knowledge::lint::finding::Finding;
use crate::knowledge::model::{CompetencyId, Kb, Skills, StepId};
use crate::knowledge::vocabulary::Level;

/// Each such competency once at a level, at the first step that requires it.
pub(super) fn not_taught(kb: &Kb) -> Vec<Finding> {
    let best = best_taught(kb);
    let mut found = BTreeMap::new();
    for &step in kb.listed.steps.iter().filter(|&&step| kb[step].is_current()) {
        for (&competency, &level) in &kb[step].requires {
            if best.get(&competency).is_none_or(|&best| best < level) {
                found.entry((competency, level)).or_insert(step);
            }
        }
    }
    let finding = |((competency, level), step): ((CompetencyId, Level), StepId)| {
        let id: &str = &kb[competency].id;
        let message = match best.get(&competency) {
            None => format!("no step teaches `{id}`; only who brings it along can do this one"),
            Some(best) => format!(
                "no step teaches `{id}` at level {level}, only at {best}; require that, or add a \
                 step that teaches more"
            ),
        };
        Finding::of_step(Code::NotTaught, &kb[step], &["requires", id], message)
    };
    found.into_iter().map(finding).collect()
}

/// By competency the highest level that a step teaches, by itself or with what includes it.
fn best_taught(kb: &Kb) -> Skills {
    let current = kb.steps.iter().filter(|step| step.is_current());
    let taught = current.flat_map(|step| &step.teaches);
    let mut best = Skills::new();
    for (competency, level) in taught.flat_map(|(&it, &level)| kb.included(it, level)) {
        let known = best.entry(competency).or_insert(level);
        *known = level.max(*known);
    }
    best
}
