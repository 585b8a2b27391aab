//! What many adverts ask for together, and the steps that open the most of them per hour.

use std::collections::BTreeMap;

use crate::advert::{Advert, Applicant, Standing, Strength, Want};
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{CompetencyId, Kb, Role, Skills, StepId};
use crate::knowledge::words::Level;
use crate::planner::goal::Goal;
use crate::planner::reach::with_what_comes_first;

/// How many adverts ask for a competency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    pub required: usize,
    pub nice: usize,
    pub duty: usize,
    /// Those that ask for no more than the person has.
    pub met: usize,
    /// The highest level that is asked for.
    pub highest: Level,
}

impl Demand {
    pub fn adverts(&self) -> usize {
        self.required + self.nice + self.duty
    }
}

/// A step of the way to all adverts, with those that come before it and were not taken yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    pub step: StepId,
    pub first: Vec<StepId>,
    /// Likely hours of all of them.
    pub hours: Hours,
    /// Adverts of which they close something that is required.
    pub closes: usize,
    /// Adverts that require something, of which everything is closed after them that steps can close.
    pub open: usize,
}

/// What is lacking of one requirement: any of these is enough.
type Lack = Skills;

pub fn demand(adverts: &[Advert], applicant: &Applicant) -> BTreeMap<CompetencyId, Demand> {
    let mut all: BTreeMap<CompetencyId, Demand> = BTreeMap::new();
    for ask in adverts.iter().flat_map(|advert| &advert.asks) {
        let none = Demand { required: 0, nice: 0, duty: 0, met: 0, highest: ask.level };
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

/// The role that asks for what all of the adverts ask for, at working level: of many adverts one
/// always asks for an expert.
pub fn union(adverts: &[Advert], applicant: &Applicant) -> Role {
    let mut union = applicant.role(&Advert::default(), Strength::Duty);
    for role in adverts.iter().map(|advert| modest(applicant.role(advert, Strength::Duty))) {
        for (competency, level) in role.needs {
            let known = union.needs.entry(competency).or_insert(level);
            *known = level.max(*known);
        }
        union.one_of.extend(role.one_of);
    }
    union.one_of.sort();
    union.one_of.dedup();
    "all of these adverts".clone_into(&mut union.entry.name);
    union
}

fn modest(mut role: Role) -> Role {
    let levels = role.needs.values_mut().chain(role.one_of.iter_mut().flat_map(Skills::values_mut));
    levels.for_each(|level| *level = Level::Working.min(*level));
    role
}

/// What an advert requires, steps can teach and the person lacks.
fn lacks(advert: &Advert, applicant: &Applicant) -> Vec<Lack> {
    let mut role = modest(applicant.role(advert, Strength::Required));
    let has = |lack: &Lack| lack.iter().any(|(&c, &level)| applicant.level(c) >= Some(level));
    role.needs.retain(|&competency, &mut level| !has(&Lack::from([(competency, level)])));
    role.one_of.retain(|lack| !has(lack));
    let alone = role.needs.into_iter().map(|need| Lack::from([need]));
    alone.chain(role.one_of).collect()
}

/// Requirements that are not met.
pub fn missing(advert: &Advert, applicant: &Applicant) -> Vec<Want> {
    let mut wants = advert.wants(Strength::Required);
    wants.retain(|want| applicant.towards(want) != Standing::Held);
    wants
}

/// Orders the chosen steps by the share of adverts that an hour of each opens: of an advert that
/// lacks two things, closing one opens a half. Steps that open nothing are left out.
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
        lacks.iter().for_each(|lack| *weights.entry(lack).or_default() += 1.0 / lacks.len() as f64);
    }
    let closes = |step: StepId, lack: &Lack| {
        lack.iter().any(|(&competency, &level)| kb.taught(step, competency) >= Some(level))
    };
    let mut goal = goal.clone();
    let mut left: Vec<StepId> = chosen.to_vec();
    let mut openings = Vec::new();
    loop {
        let bundles = left.iter().map(|&step| {
            let bundle = with_what_comes_first(kb, &goal, &left, step);
            let hours: Hours = bundle.iter().map(|&step| goal.held.left(kb, step).likely).sum();
            let closed = weights.iter().filter(|(lack, _)| bundle.iter().any(|&s| closes(s, lack)));
            let share: f64 = closed.map(|(_, weight)| weight).sum();
            (share / hours.get().max(1.0), step, bundle, hours)
        });
        let best =
            bundles.filter(|(rate, ..)| *rate > 0.0).min_by(|(one, a, ..), (other, b, ..)| {
                other.total_cmp(one).then_with(|| kb[*a].id.cmp(&kb[*b].id))
            });
        let Some((_, step, bundle, hours)) = best else { return openings };
        let closed = |lack: &Lack| bundle.iter().any(|&step| closes(step, lack));
        let closing = lacking
            .iter()
            .filter(|lacks| lacks.iter().any(|lack| weights.contains_key(lack) && closed(lack)));
        let closing = closing.count();
        weights.retain(|lack, _| !closed(lack));
        left.retain(|step| !bundle.contains(step));
        for &step in &bundle {
            goal.held.done.insert(step);
            goal.held.learn(kb, &kb[step].teaches);
        }
        let open = lacking.iter().filter(|lacks| lacks.iter().all(|l| !weights.contains_key(l)));
        openings.push(Opening {
            step,
            first: bundle.into_iter().filter(|&before| before != step).collect(),
            hours,
            closes: closing,
            open: open.count(),
        });
    }
}
