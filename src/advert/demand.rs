//! What many adverts ask for together, and the steps that bring most of them within reach per hour.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::advert::{Advert, Applicant, Standing, Strength, Want};
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{CompetencyId, Kb, Skills, StepId};
use crate::knowledge::vocabulary::Level;
use crate::planner::goal::Goal;
use crate::planner::reach::with_what_comes_first;
use crate::planner::target::Target;

/// How many adverts ask for a competency, by how much they want it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MarketDemand {
    pub required: usize,
    pub nice: usize,
    pub duty: usize,
    /// Those that ask for no more than the person knows.
    pub met: usize,
    /// The highest level that is asked for.
    #[serde(skip)]
    pub highest: Level,
}

impl MarketDemand {
    pub fn adverts(&self) -> usize {
        self.required + self.nice + self.duty
    }
}

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

/// A requirement that is not met: any of these is enough.
type Lack = Skills;

pub fn demand(adverts: &[Advert], applicant: &Applicant) -> BTreeMap<CompetencyId, MarketDemand> {
    let mut all: BTreeMap<CompetencyId, MarketDemand> = BTreeMap::new();
    for ask in adverts.iter().flat_map(|advert| &advert.asks) {
        let none = MarketDemand { required: 0, nice: 0, duty: 0, met: 0, highest: ask.level };
        let demand = all.entry(ask.competency).or_insert(none);
        demand.highest = demand.highest.max(ask.level);
        match ask.strength {
            Strength::Required => demand.required += 1,
            Strength::Nice => demand.nice += 1,
            Strength::Duty => demand.duty += 1,
        }
        let standing = applicant.standing(ask.competency, ask.level);
        demand.met += usize::from(standing == Standing::Held);
    }
    all
}

/// What all of the adverts ask for together, at working level: of many adverts one always asks for
/// an expert.
pub fn union(adverts: &[Advert], applicant: &Applicant) -> Target {
    let mut union = applicant.target(&Advert::default(), Strength::Duty);
    for advert in adverts {
        let target = modest(applicant.target(advert, Strength::Duty));
        for (competency, level) in target.needs {
            let known = union.needs.entry(competency).or_insert(level);
            *known = level.max(*known);
        }
        union.one_of.extend(target.one_of);
    }
    union.one_of.sort();
    union.one_of.dedup();
    Target { name: "all of these adverts".to_owned(), ..union }
}

fn modest(mut target: Target) -> Target {
    let groups = target.one_of.iter_mut().flat_map(Skills::values_mut);
    for level in target.needs.values_mut().chain(groups) {
        *level = Level::Working.min(*level);
    }
    target
}

/// Requirements of an advert that are not met and that steps can close.
fn lacks(advert: &Advert, applicant: &Applicant) -> Vec<Lack> {
    let target = modest(applicant.target(advert, Strength::Required));
    let alone = target.needs.into_iter().map(|need| Lack::from([need]));
    let has = |lack: &Lack| lack.iter().any(|(&c, &level)| applicant.level(c) >= Some(level));
    alone.chain(target.one_of).filter(|lack| !has(lack)).collect()
}

/// Requirements that are not met.
pub fn missing(advert: &Advert, applicant: &Applicant) -> Vec<Want> {
    let mut wants = advert.wants(Strength::Required);
    wants.retain(|want| applicant.towards(want) != Standing::Held);
    wants
}

/// Orders the chosen steps by how much of the adverts an hour of each opens: where an advert lacks
/// two things, closing one opens half of it. Steps that open nothing are left out.
pub fn openings(
    kb: &Kb,
    goal: &Goal,
    chosen: &[StepId],
    adverts: &[Advert],
    applicant: &Applicant,
) -> Vec<Opening> {
    let asking = adverts.iter().filter(|advert| !advert.wants(Strength::Required).is_empty());
    let lacking: Vec<Vec<Lack>> = asking.map(|advert| lacks(advert, applicant)).collect();
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
        let hours = bundle.iter().map(|&step| goal.held.left(kb, step).likely).sum();
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

/// The step that closes the largest weight per hour, and the steps to do for it, itself included.
fn best_bundle(
    kb: &Kb,
    goal: &Goal,
    left: &[StepId],
    weights: &BTreeMap<&Lack, f64>,
) -> Option<(StepId, BTreeSet<StepId>)> {
    let bundles = left.iter().map(|&step| {
        let bundle = with_what_comes_first(kb, goal, left, step);
        let hours: Hours = bundle.iter().map(|&step| goal.held.left(kb, step).likely).sum();
        let closed = weights.iter().filter(|(lack, _)| closes(kb, &bundle, lack));
        let share: f64 = closed.map(|(_, weight)| weight).sum();
        (share / hours.get().max(1.0), step, bundle)
    });
    let best = bundles.filter(|(rate, ..)| *rate > 0.0).min_by(|(one, a, _), (other, b, _)| {
        other.total_cmp(one).then_with(|| kb[*a].id.cmp(&kb[*b].id))
    });
    best.map(|(_, step, bundle)| (step, bundle))
}

fn closes(kb: &Kb, steps: &BTreeSet<StepId>, lack: &Lack) -> bool {
    steps.iter().any(|&step| {
        lack.iter().any(|(&competency, &level)| kb.taught(step, competency) >= Some(level))
    })
}
