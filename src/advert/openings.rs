//! The steps of a plan that bring most of what adverts require within reach per hour.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::advert::{Applicant, Want};
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, Skills, StepId};
use crate::knowledge::vocabulary::Level;
use crate::planner::goal::Goal;
use crate::planner::reach::with_what_comes_first;

/// A step on the way to all adverts, together with those before it that no earlier opening holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opening {
    pub id: String,
    pub title: String,
    pub first: Vec<String>,
    /// Likely hours of all of them.
    pub hours: Hours,
    /// Adverts of which they close something that is required.
    pub closes: usize,
    /// Adverts with requirements of which afterwards nothing is missing that a step can close.
    pub open: usize,
}

/// The step that closes most of what one advert requires per hour, together with those before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Start {
    pub id: String,
    pub title: String,
    pub first: Vec<String>,
    /// Likely hours of all of them.
    pub hours: Hours,
    /// Requirements that they close.
    pub closes: usize,
}

/// A requirement that is not met: any of these is enough.
type Lack = Skills;

/// Where to start with some requirements of one advert; `chosen`: the steps of the plan towards it.
pub fn start(
    kb: &Kb,
    applicant: &Applicant,
    chosen: &[StepId],
    requirements: &[Want],
) -> Option<Start> {
    let lacks: Vec<Lack> = applicant.open(requirements).map(|(_, lack)| lack).collect();
    let weights = lacks.iter().map(|lack| (lack, 1.0)).collect();
    let goal = &applicant.goal;
    let (step, bundle) = best_bundle(kb, goal, chosen, &weights)?;
    Some(Start {
        id: kb.id(step),
        title: kb[step].title.clone(),
        hours: hours(kb, goal, &bundle),
        closes: lacks.iter().filter(|lack| closes(kb, &bundle, lack)).count(),
        first: kb.ids(bundle.into_iter().filter(|&before| before != step)),
    })
}

/// Orders the chosen steps by how much of the adverts an hour of each opens: where an advert lacks
/// two things, closing one opens half of it. Steps that open nothing are left out.
///
/// `requirements`: those of each advert.
pub fn openings(
    kb: &Kb,
    goal: &Goal,
    chosen: &[StepId],
    requirements: &[Vec<Want>],
    applicant: &Applicant,
) -> Vec<Opening> {
    let asking = requirements.iter().filter(|wants| !wants.is_empty());
    let lacking: Vec<Vec<Lack>> = asking.map(|wants| lacks(wants, applicant)).collect();
    let mut weights: BTreeMap<&Lack, f64> = BTreeMap::new();
    for lacks in &lacking {
        for lack in lacks {
            *weights.entry(lack).or_default() += 1.0 / lacks.len() as f64;
        }
    }
    let mut goal = goal.clone();
    let mut left: Vec<StepId> = chosen.to_vec();
    let mut openings = Vec::new();
    while let Some((step, bundle)) = best_bundle(kb, &goal, &left, &weights) {
        let hours = hours(kb, &goal, &bundle);
        let is_closed = |lack: &Lack| closes(kb, &bundle, lack);
        let is_closing = |lacks: &&Vec<Lack>| {
            lacks.iter().any(|lack| weights.contains_key(lack) && is_closed(lack))
        };
        let closing = lacking.iter().filter(is_closing).count();
        weights.retain(|lack, _| !is_closed(lack));
        left.retain(|step| !bundle.contains(step));
        for &step in &bundle {
            goal.held.done.insert(step);
            goal.held.learn(kb, &kb[step].teaches);
        }
        let open = lacking.iter().filter(|lacks| lacks.iter().all(|l| !weights.contains_key(l)));
        openings.push(Opening {
            id: kb.id(step),
            title: kb[step].title.clone(),
            first: kb.ids(bundle.into_iter().filter(|&before| before != step)),
            hours,
            closes: closing,
            open: open.count(),
        });
    }
    openings
}

/// Requirements of an advert that are not met and that steps can close, at working level.
fn lacks(requirements: &[Want], applicant: &Applicant) -> Vec<Lack> {
    let has = |lack: &Lack| lack.iter().any(|(&c, &level)| applicant.level(c) >= Some(level));
    let open = applicant.open(requirements).map(|(_, lack)| modest(lack));
    open.filter(|lack| !has(lack)).collect()
}

/// To working level at most: of many adverts one always asks for an expert.
pub(super) fn modest(mut skills: Skills) -> Skills {
    for level in skills.values_mut() {
        *level = Level::Working.min(*level);
    }
    skills
}

/// The step that closes the largest weight per hour, and the steps to do for it, itself included.
fn best_bundle(
    kb: &Kb,
    goal: &Goal,
    left: &[StepId],
    weights: &BTreeMap<&Lack, f64>,
) -> Option<(StepId, BTreeSet<StepId>)> {
    // What closes nothing itself takes more hours than the one before it that does.
    let is_closing = |step: &&StepId| {
        let alone = BTreeSet::from([**step]);
        weights.keys().any(|lack| closes(kb, &alone, lack))
    };
    let bundles = left.iter().filter(is_closing).map(|&step| {
        let bundle = with_what_comes_first(kb, goal, left, step);
        let closed = weights.iter().filter(|(lack, _)| closes(kb, &bundle, lack));
        let share: f64 = closed.map(|(_, weight)| weight).sum();
        (share / hours(kb, goal, &bundle).get().max(1.0), step, bundle)
    });
    let best = bundles.filter(|(rate, ..)| *rate > 0.0).min_by(|(one, a, _), (other, b, _)| {
        other.total_cmp(one).then_with(|| kb[*a].id.cmp(&kb[*b].id))
    });
    best.map(|(_, step, bundle)| (step, bundle))
}

/// Likely hours left of some steps.
fn hours(kb: &Kb, goal: &Goal, steps: &BTreeSet<StepId>) -> Hours {
    steps.iter().map(|&step| goal.held.left(kb, step).likely).sum()
}

fn closes(kb: &Kb, steps: &BTreeSet<StepId>, lack: &Lack) -> bool {
    steps.iter().any(|&step| {
        lack.iter().any(|(&competency, &level)| kb.taught(step, competency) >= Some(level))
    })
}
