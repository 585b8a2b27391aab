//! The person that an answer is about: the profile, overridden by the flags.

use std::collections::{BTreeMap, BTreeSet};

use itertools::Itertools as _;
use serde::{Serialize, Serializer};

use crate::knowledge::model::Kb;
use crate::person::Person;
use crate::planner::goal::Avoid;
use crate::view::{SkillsView, skills, sorted_ids};

pub use crate::person::written::weekdays;
pub use crate::planner::calendar::{Budget, Exception};

#[derive(Debug, Serialize)]
pub struct ProfileView {
    pub know: SkillsView,
    pub done: Vec<String>,
    pub must: Vec<String>,
    pub avoid: Vec<String>,
    pub domain: Option<String>,
    /// Milestones and wishes that are given up.
    pub drop: Vec<String>,
    pub hours: Budget,
    pub exceptions: Vec<Exception>,
    pub parallel: usize,
    /// False if there is no profile file, and defaults and flags are all there is.
    pub from_file: bool,
}

/// The profile with the flags applied.
pub fn profile(kb: &Kb, person: &Person) -> ProfileView {
    ProfileView {
        know: skills(kb, &person.know),
        done: sorted_ids(kb, person.done(kb)),
        must: sorted_ids(kb, &person.must),
        avoid: avoided(kb, &person.avoid),
        domain: person.domain.clone(),
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
