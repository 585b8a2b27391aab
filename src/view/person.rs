//! The person that an answer is about: the profile, overridden by the flags.

use std::collections::{BTreeMap, BTreeSet};

use itertools::Itertools as _;
use serde::{Serialize, Serializer};

use crate::knowledge::model::Kb;
use crate::knowledge::vocabulary::Level;
use crate::person::Person;
use crate::planner::goal::Avoid;
use crate::planner::proof::Proven;
use crate::view::{SkillsView, skills, sorted_ids};

pub use crate::person::written::weekdays;
pub use crate::planner::calendar::{Budget, Exception};

#[derive(Debug, Serialize)]
pub struct ProfileView {
    pub know: SkillsView,
    pub done: Vec<String>,
    /// What the steps prove that were finished before the journal, and `know` does not state.
    pub proven: BTreeMap<String, ProvenView>,
    /// What `know` states below what finished steps prove. The statement counts.
    pub overruled: Vec<OverruledView>,
    pub must: Vec<String>,
    pub avoid: Vec<String>,
    pub domain: Option<String>,
    /// Domains of which the person knows all that one of their steps teaches.
    pub domains_known: Vec<String>,
    /// Milestones and wishes that are given up.
    pub drop: Vec<String>,
    pub hours: Budget,
    pub exceptions: Vec<Exception>,
    pub parallel: usize,
    /// False if there is no profile file, and defaults and flags are all there is.
    pub from_file: bool,
}

/// A level, and the step that proves it.
#[derive(Debug, Serialize)]
pub struct ProvenView {
    pub level: Level,
    pub by: String,
}

#[derive(Debug, Serialize)]
pub struct OverruledView {
    pub competency: String,
    pub level: Level,
    pub proven: ProvenView,
}

/// What the steps prove that were finished before the journal, without what the person states.
pub fn proven(kb: &Kb, person: &Person) -> BTreeMap<String, ProvenView> {
    let proof = person.proof(kb).levels.into_iter();
    let unstated = proof.filter(|(competency, _)| !person.know.contains_key(competency));
    unstated
        .map(|(competency, proven)| (kb[competency].id.clone(), proven_view(kb, proven)))
        .collect()
}

pub fn proven_view(kb: &Kb, Proven { level, by }: Proven) -> ProvenView {
    ProvenView { level, by: kb.id(by) }
}

fn overruled(kb: &Kb, person: &Person) -> Vec<OverruledView> {
    let held = person.scenario(kb).held;
    let below = person.proof(kb).levels.into_iter().filter_map(|(competency, proven)| {
        let &level = person.know.get(&competency)?;
        let competency =
            (!held.knows(competency, proven.level)).then(|| kb[competency].id.clone())?;
        Some(OverruledView { competency, level, proven: proven_view(kb, proven) })
    });
    below.collect()
}

fn domains_known(kb: &Kb, person: &Person) -> Vec<String> {
    let held = person.scenario(kb).held;
    let is_known = |domain: &&str| {
        let mut own = kb.steps.iter().filter(|step| step.domain.as_deref() == Some(*domain));
        own.any(|step| held.knows_all_of(step))
    };
    kb.domains().into_iter().filter(is_known).map(str::to_owned).collect()
}

/// The profile with the flags applied.
pub fn profile(kb: &Kb, person: &Person) -> ProfileView {
    ProfileView {
        know: skills(kb, &person.know),
        done: sorted_ids(kb, person.done(kb)),
        proven: proven(kb, person),
        overruled: overruled(kb, person),
        must: sorted_ids(kb, &person.must),
        avoid: avoided(kb, &person.avoid),
        domain: person.domain.clone(),
        domains_known: domains_known(kb, person),
        drop: sorted_ids(kb, &person.drop),
        hours: person.time.budget,
        exceptions: person.time.exceptions.clone(),
        parallel: person.time.max_in_progress,
        from_file: person.from_file,
    }
}

/// What is avoided, as a profile would say it. A chosen domain means avoiding the steps of others.
fn avoided(kb: &Kb, avoid: &[Avoid]) -> Vec<String> {
    let words = avoid.iter().flat_map(|wish| match wish {
        Avoid::OtherDomains(_) => {
            kb.ids(kb.step_ids().filter(|&step| wish.matches(step, &kb[step])))
        }
        _ => vec![wish.word(kb)],
    });
    words.collect::<BTreeSet<_>>().into_iter().collect()
}

/// `10 h a week`, `mon 1 h, sat 4 h`.
pub fn in_words(budget: Budget) -> String {
    match budget {
        Budget::Weekly(hours) => format!("{hours} h a week"),
        Budget::Daily(days) => {
            weekdays(days).map(|(day, hours)| format!("{day} {hours} h")).join(", ")
        }
    }
}

/// A number of hours a week, or hours by weekday.
impl Serialize for Budget {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Weekly(hours) => hours.serialize(serializer),
            Self::Daily(days) => weekdays(*days).collect::<BTreeMap<_, _>>().serialize(serializer),
        }
    }
}
