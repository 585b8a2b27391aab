//! Steps that are never the best for anybody: another one of the same kind asks no more, gives no
//! less, and takes less time or money.

use crate::knowledge::model::{Kb, Skills, StepId};

/// Each such step with one that is always better.
pub fn dominated(kb: &Kb) -> Vec<(StepId, StepId)> {
    let better = |step| kb.step_ids().find(|&other| dominates(kb, other, step));
    let open = kb.step_ids().filter(|&step| !is_asked_for(kb, step));
    open.filter_map(|step| Some((step, better(step)?))).collect()
}

/// Whether a role or another step asks for this very step, or it is out of use, or a deed of its
/// own: what teaches nothing is not done for what it teaches.
fn is_asked_for(kb: &Kb, step: StepId) -> bool {
    kb[step].teaches.is_empty()
        || kb.roles.iter().any(|role| role.milestones.contains(&step))
        || kb.steps.iter().any(|s| s.after.contains(&step) || s.after_any.contains(&step))
        || !kb[step].replaced_by.is_empty()
}

fn dominates(kb: &Kb, better: StepId, step: StepId) -> bool {
    let (b, s) = (&kb[better], &kb[step]);
    let less = b.hours.likely < s.hours.likely || b.cost.class < s.cost.class;
    let gives = |item| kb.serves(better, item);
    better != step
        && less
        && b.kind == s.kind
        && b.hours.likely <= s.hours.likely
        && b.cost.class <= s.cost.class
        && b.weeks <= s.weeks
        && b.full_time <= s.full_time
        && (b.starts.is_empty() || b.starts == s.starts)
        && (b.domain.is_none() || b.domain == s.domain)
        && b.replaced_by.is_empty()
        // What builds on a step is no rival of it.
        && !s.after.contains(&better)
        && b.after_any.is_empty()
        && b.after.iter().all(|earlier| s.after.contains(earlier))
        && includes(kb, &s.requires, &b.requires)
        && includes(kb, &b.teaches, &s.teaches)
        && gives(s.item)
        && s.serves.iter().all(|&item| gives(item))
}

/// Whether some skills include all of others.
fn includes(kb: &Kb, all: &Skills, part: &Skills) -> bool {
    part.iter().all(|(&wanted, &level)| {
        let mut given = all.iter().flat_map(|(&c, &level)| kb.included(c, level));
        given.any(|(c, given)| c == wanted && given >= level)
    })
}
