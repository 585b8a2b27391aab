//! What a plan has to reach, from where, and what it must not use.

use std::sync::Arc;

use crate::knowledge::model::{CompetencyId, ItemId, Kb, Skills, Step, StepId};
use crate::knowledge::vocabulary::{CostClass, GENERAL, Kind, Level};
use crate::planner::effort::Effort;
use crate::planner::held::Held;
use crate::planner::outlook::Outlook;
use crate::planner::target::{Leg, Target};

/// Something that the person does not want.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Avoid {
    Step(StepId),
    /// A step that the person decided against when it was planned.
    Skipped(StepId),
    Kind(Kind),
    Cost(CostClass),
    /// Steps of any other domain than this one.
    OtherDomains(String),
}

impl Avoid {
    pub fn matches(&self, id: StepId, step: &Step) -> bool {
        match self {
            Self::Step(avoided) | Self::Skipped(avoided) => *avoided == id,
            Self::Kind(kind) => step.kind == *kind,
            Self::Cost(CostClass::Paid) => step.cost.class.is_paid(),
            Self::Cost(class) => step.cost.class == *class,
            Self::OtherDomains(own) => step.domain.as_ref().is_some_and(|domain| domain != own),
        }
    }

    /// As it is written in a profile.
    pub fn word(&self, kb: &Kb) -> String {
        match self {
            Self::Step(step) | Self::Skipped(step) => kb[*step].id.clone(),
            Self::Kind(kind) => kind.to_string(),
            Self::Cost(class) => class.to_string(),
            Self::OtherDomains(own) => format!("domains other than {own}"),
        }
    }
}

/// One thing that a sufficient plan brings about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Demand {
    Target(CompetencyId, Level),
    /// Any of these.
    OneOf(Arc<Skills>),
    Milestone(StepId),
    Must(StepId),
    Guide(ItemId),
}

/// The demands that are open, what is held, and what is avoided.
#[derive(Debug, Clone, Default)]
pub struct Goal {
    pub held: Held,
    pub demands: Vec<Demand>,
    pub avoid: Vec<Avoid>,
    /// What makes one order worth more than another.
    pub outlook: Outlook,
    /// What the choice of its steps may take.
    pub effort: Effort,
}

impl Goal {
    /// The needs and milestones of the target, the required guide items and the person's own
    /// wishes, without those that are met already. Where the guide is covered, it is covered with
    /// the steps for everybody, unless a domain was chosen.
    pub fn new(
        kb: &Kb,
        target: &Arc<Target>,
        held: Held,
        must: &[StepId],
        mut avoid: Vec<Avoid>,
    ) -> Self {
        let chosen = avoid.iter().any(|wish| matches!(wish, Avoid::OtherDomains(_)))
            || asks_for_a_domain(kb, target, must);
        let is_general = |step: &Step| step.domain.as_deref() == Some(GENERAL);
        if target.covers_guide && !chosen && kb.steps.iter().any(is_general) {
            avoid.push(Avoid::OtherDomains(GENERAL.to_owned()));
        }
        let groups = target.one_of.iter().map(|group| Demand::OneOf(Arc::new(group.clone())));
        let needs = target.needs.iter().map(|(&c, &level)| Demand::Target(c, level));
        let milestones = target.milestones.iter().copied().map(Demand::Milestone);
        let items = (0..kb.items.len()).map(ItemId);
        let items = items.filter(|&item| target.requires_item(kb, item)).map(Demand::Guide);
        let mut demands: Vec<Demand> = needs
            .chain(groups)
            .chain(milestones)
            .chain(must.iter().copied().map(Demand::Must))
            .chain(items)
            .filter(|demand| !demand.is_met_from(kb, &held))
            .collect();
        demands.sort_unstable();
        demands.dedup();
        let outlook = Outlook { target: Arc::clone(target), market: None };
        Self { held, demands, avoid, outlook, effort: Effort::default() }
    }

    /// Steps that may be chosen: current, not finished, not avoided.
    pub fn candidates(&self, kb: &Kb) -> Vec<StepId> {
        let free = |&step: &StepId| {
            !self.held.done.contains(&step)
                && kb[step].is_current()
                && !self.avoid.iter().any(|avoid| avoid.matches(step, &kb[step]))
        };
        kb.step_ids().filter(free).collect()
    }

    /// What of a step's conditions is not met from the start.
    pub fn open_conditions<'a>(&'a self, step: &'a Step) -> Vec<Condition> {
        let held = &self.held;
        let facts = step.requires.iter().map(|(&competency, &level)| (competency, level));
        let mut open: Vec<Condition> = facts
            .filter(|&(competency, level)| !held.knows(competency, level))
            .map(|(competency, level)| Condition::Fact(competency, level))
            .collect();
        let undone = step.after.iter().filter(|earlier| !held.done.contains(earlier));
        open.extend(undone.map(|&earlier| Condition::After(earlier)));
        if !step.after_any.is_empty() && !step.after_any.iter().any(|s| held.done.contains(s)) {
            open.push(Condition::AfterAny);
        }
        open
    }
}

/// Whether a step of some domain is demanded itself, or alone teaches what the target needs.
fn asks_for_a_domain(kb: &Kb, target: &Target, must: &[StepId]) -> bool {
    let is_special = |step: StepId| kb[step].domain.as_ref().is_some_and(|d| d != GENERAL);
    let (special, others): (Vec<StepId>, Vec<StepId>) =
        kb.step_ids().filter(|&step| !kb[step].origin.is_hidden()).partition(|&it| is_special(it));
    let mut demanded = must.iter().chain(&target.milestones);
    let mut needs = target.needs.iter();
    demanded.any(|&step| is_special(step))
        || needs.any(|(&competency, &level)| {
            let teaches = |&step: &StepId| kb.taught(step, competency) >= Some(level);
            special.iter().any(teaches) && !others.iter().any(teaches)
        })
}

/// Something that has to come before a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    Fact(CompetencyId, Level),
    After(StepId),
    /// One of the step's own `after_any`.
    AfterAny,
}

impl Condition {
    /// Whether `earlier` brings about this condition of `step`.
    pub fn is_met_by(self, kb: &Kb, step: StepId, earlier: StepId) -> bool {
        step != earlier
            && match self {
                Self::Fact(competency, level) => kb.taught(earlier, competency) >= Some(level),
                Self::After(needed) => needed == earlier,
                Self::AfterAny => kb[step].after_any.contains(&earlier),
            }
    }
}

impl Demand {
    /// All that an advert asks for.
    pub fn of_leg(leg: &Leg) -> impl Iterator<Item = Self> {
        let groups = leg.one_of.iter().map(|group| Self::OneOf(Arc::new(group.clone())));
        leg.needs.iter().map(|(&competency, &level)| Self::Target(competency, level)).chain(groups)
    }

    /// The step that is demanded by itself.
    pub fn step(&self) -> Option<StepId> {
        match self {
            Self::Milestone(step) | Self::Must(step) => Some(*step),
            Self::Target(..) | Self::OneOf(..) | Self::Guide(_) => None,
        }
    }

    /// Whether a step, once done, meets this demand.
    pub fn is_met_by(&self, kb: &Kb, step: StepId) -> bool {
        match self {
            Self::Target(competency, level) => kb.taught(step, *competency) >= Some(*level),
            Self::OneOf(group) => {
                group.iter().any(|(&competency, &level)| kb.taught(step, competency) >= Some(level))
            }
            Self::Milestone(wanted) | Self::Must(wanted) => *wanted == step,
            Self::Guide(item) => kb.serves(step, *item),
        }
    }

    /// Whether it is met from the start. A guide item is served by a finished step, or by knowing
    /// all that one of its steps teaches.
    pub fn is_met_from(&self, kb: &Kb, held: &Held) -> bool {
        match self {
            Self::Target(competency, level) => held.knows(*competency, *level),
            Self::OneOf(group) => group.iter().any(|(&c, &level)| held.knows(c, level)),
            Self::Milestone(step) | Self::Must(step) => held.done.contains(step),
            Self::Guide(item) => kb.step_ids().any(|step| {
                kb.serves(step, *item)
                    && (held.done.contains(&step)
                        || kb[step].is_current() && held.knows_all_of(&kb[step]))
            }),
        }
    }
}
