//! Steps that are never the best for anybody: another one of the same kind asks no more, gives no
//! less, and takes less time or money.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::code::Code;
use crate::knowledge::lint::finding::Finding;
use crate::knowledge::model::{CompetencyId, Kb, Skills, StepId};

pub(super) fn never_best(kb: &Kb) -> Vec<Finding> {
    let finding = |(step, better): (StepId, StepId)| {
        let message =
            format!("never the best for anybody: `{}` takes less and gives as much", kb[better].id);
        Finding::of_step(Code::NeverBest, &kb[step], &["id", &kb[step].id], message)
    };
    dominated(kb).into_iter().map(finding).collect()
}

/// Each such step with one that is always better. What teaches nothing is a deed of its own, and is
/// not done for what it teaches.
pub fn dominated(kb: &Kb) -> Vec<(StepId, StepId)> {
    let (asked_for, teachers) = (asked_for(kb), teachers(kb));
    // Only what teaches all of it can be better.
    let rivals =
        |step: StepId| kb[step].teaches.keys().map(|c| &teachers[c]).min_by_key(|t| t.len());
    let better = |step| rivals(step)?.iter().copied().find(|&other| dominates(kb, other, step));
    let is_open = |step: &StepId| !asked_for.contains(step) && kb[*step].is_current();
    kb.step_ids().filter(is_open).filter_map(|step| Some((step, better(step)?))).collect()
}

/// The steps for which a role or another step asks by name.
fn asked_for(kb: &Kb) -> BTreeSet<StepId> {
    let milestones = kb.roles.iter().flat_map(|role| &role.milestones);
    let before = kb.steps.iter().flat_map(|step| step.after.iter().chain(&step.after_any));
    milestones.chain(before).copied().collect()
}

/// By competency the steps that teach it, at any level.
pub(super) fn teachers(kb: &Kb) -> BTreeMap<CompetencyId, Vec<StepId>> {
    let mut teachers: BTreeMap<CompetencyId, Vec<StepId>> = BTreeMap::new();
    for step in kb.step_ids() {
        let taught = kb[step].teaches.iter().flat_map(|(&c, &level)| kb.included(c, level));
        for competency in taught.map(|(c, _)| c).collect::<BTreeSet<_>>() {
            teachers.entry(competency).or_default().push(step);
        }
    }
    teachers
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
        && b.is_current()
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
