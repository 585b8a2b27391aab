//! Steps that no plan can need, whatever the role or the advert that it aims at.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::code::Code;
use crate::knowledge::lint::finding::Finding;
use crate::knowledge::lint::never_best::teachers;
use crate::knowledge::market::Market;
use crate::knowledge::model::{CompetencyId, ItemId, Kb, StepId};
use crate::knowledge::vocabulary::Coverage;

pub(super) fn never_needed(kb: &Kb, market: Option<&Market>) -> Vec<Finding> {
    let needed = Needed::new(kb, market);
    let idle = kb.listed.steps.iter().filter(|&&step| {
        kb[step].is_current() && !needed.steps.contains(&step) && kb[step].domain.is_none()
    });
    let finding = |&step: &StepId| {
        let message = "no role needs this step: not what it teaches, not its guide item, and no \
                       other step builds on it";
        Finding::of_step(Code::NeverNeeded, &kb[step], &["id", &kb[step].id], message)
    };
    idle.map(finding).collect()
}

/// What roles and adverts ask for, and what that asks for in turn.
struct Needed {
    teachers: BTreeMap<CompetencyId, Vec<StepId>>,
    competencies: BTreeSet<CompetencyId>,
    steps: BTreeSet<StepId>,
    /// Steps of which nobody has asked yet what they build on.
    open: Vec<StepId>,
}

impl Needed {
    fn new(kb: &Kb, market: Option<&Market>) -> Self {
        let (competencies, steps, open) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
        let mut needed = Self { teachers: teachers(kb), competencies, steps, open };
        let roles = kb.roles.iter().flat_map(|role| role.needs.keys());
        let asked = market.into_iter().flat_map(|market| market.wants().iter().flatten());
        roles.chain(asked.map(|(competency, _)| competency)).for_each(|&it| needed.ask_for(it));
        let milestones = kb.roles.iter().flat_map(|role| &role.milestones).copied();
        let required = |item: ItemId| kb[item].coverage == Coverage::Required;
        let serving = kb.step_ids().filter(|&step| {
            required(kb[step].item) || kb[step].serves.iter().any(|&item| required(item))
        });
        milestones.chain(serving).for_each(|step| needed.take(step));
        while let Some(step) = needed.open.pop() {
            kb[step].requires.keys().for_each(|&it| needed.ask_for(it));
            kb[step].after.iter().chain(&kb[step].after_any).for_each(|&it| needed.take(it));
        }
        needed
    }

    fn take(&mut self, step: StepId) {
        if self.steps.insert(step) {
            self.open.push(step);
        }
    }

    fn ask_for(&mut self, competency: CompetencyId) {
        if self.competencies.insert(competency) {
            for step in self.teachers.get(&competency).cloned().unwrap_or_default() {
                self.take(step);
            }
        }
    }
}
