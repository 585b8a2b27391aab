//! The steps of a plan that bring most of what adverts require within reach per hour.

use std::collections::BTreeSet;

use itertools::Itertools as _;
use serde::Serialize;

use crate::advert::{Applicant, Want};
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, Skills, StepId};
use crate::knowledge::vocabulary::Level;
use crate::planner::goal::Goal;
use crate::planner::ways::Ways;

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
    let weights = lacks.iter().sorted().dedup().map(|lack| (lack, 1.0)).collect_vec();
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
    let lacking = asking.map(|wants| lacks(wants, applicant)).collect_vec();
    // Adverts share most of what they ask for, so it is looked at once.
    let all: Vec<&Lack> = lacking.iter().flatten().sorted().dedup().collect();
    let number = |lack: &Lack| all.binary_search(&lack).ok();
    let lacking = lacking.iter().map(|lacks| lacks.iter().filter_map(number).collect_vec());
    let lacking = lacking.collect_vec();
    let mut weights = vec![0.0; all.len()];
    for lacks in &lacking {
        for &lack in lacks {
            weights[lack] += 1.0 / lacks.len() as f64;
        }
    }
    let mut is_open = vec![true; all.len()];
    let mut goal = goal.clone();
    let mut left: Vec<StepId> = chosen.to_vec();
    let mut openings = Vec::new();
    loop {
        let open = (0..all.len()).filter(|&lack| is_open[lack]);
        let open = open.map(|lack| (all[lack], weights[lack])).collect_vec();
        let Some((step, bundle)) = best_bundle(kb, &goal, &left, &open) else { return openings };
        let hours = hours(kb, &goal, &bundle);
        let closed =
            all.iter().zip(&is_open).map(|(lack, open)| *open && closes(kb, &bundle, lack));
        let closed = closed.collect_vec();
        closed.iter().zip(&mut is_open).for_each(|(closed, open)| *open &= !closed);
        left.retain(|step| !bundle.contains(step));
        for &step in &bundle {
            goal.held.done.insert(step);
            goal.held.learn(kb, &kb[step].teaches);
        }
        openings.push(Opening {
            id: kb.id(step),
            title: kb[step].title.clone(),
            first: kb.ids(bundle.into_iter().filter(|&before| before != step)),
            hours,
            closes: lacking.iter().filter(|lacks| lacks.iter().any(|&lack| closed[lack])).count(),
            open: lacking.iter().filter(|lacks| lacks.iter().all(|&lack| !is_open[lack])).count(),
        });
    }
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
    weights: &[(&Lack, f64)],
) -> Option<(StepId, BTreeSet<StepId>)> {
    // What closes nothing itself takes more hours than the one before it that does.
    let is_closing = |step: &&StepId| {
        let alone = BTreeSet::from([**step]);
        weights.iter().any(|(lack, _)| closes(kb, &alone, lack))
    };
    let ways = Ways::new(kb, goal, left.to_vec());
    let bundles = left.iter().filter(is_closing).map(|&step| {
        let bundle = ways.to(step);
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
