//! Answers as changes to the wishes of a file: what they do not change stays in the file's words.

use itertools::Itertools as _;

use crate::knowledge::find;
use crate::knowledge::model::Kb;
use crate::person::Person;
use crate::person::wishes::Wishes;
use crate::person::written::Stretch;

/// What a profile says, in its own words, and what that means.
pub struct Said<'a> {
    pub file: &'a Wishes,
    /// The same with paths from anywhere.
    pub wishes: &'a Wishes,
    pub person: &'a Person,
}

/// The wishes of the file with the answers taken over; `person` has the answers.
pub fn kept(kb: &Kb, said: &Said, answers: &Wishes, person: &Person) -> Wishes {
    let Said { file, wishes, person: before } = said;
    let role = answers.role.as_ref().filter(|_| person.target.id != before.target.id);
    let adverts = match answers.adverts == wishes.adverts {
        true => file.adverts.clone(),
        false => answers.adverts.clone(),
    };
    let market = if answers.market == wishes.market { &file.market } else { &answers.market };
    let base = if answers.kb == wishes.kb { &file.kb } else { &answers.kb };
    let over = if answers.kb_add == wishes.kb_add { &file.kb_add } else { &answers.kb_add };
    let is_start = person.time.start == before.time.start;
    let is_deadline = person.deadline == before.deadline;
    let is_budget = person.time.budget == before.time.budget;
    let avoid = answers.avoid.iter().filter(|word| !answers.allow.contains(word));
    Wishes {
        version: file.version,
        role: role.or(file.role.as_ref()).cloned(),
        adverts,
        cover: answers.cover,
        start: if is_start { file.start.clone() } else { Some(person.time.start.into()) },
        deadline: match is_deadline {
            true => file.deadline.clone(),
            false => person.deadline.map(Into::into),
        },
        hours: if is_budget { &file.hours } else { &answers.hours }.clone(),
        exceptions: exceptions(&file.exceptions, &answers.exceptions),
        parallel: answers.parallel,
        know: know(kb, file, person),
        have: have(kb, file, person),
        must: answers.must.iter().unique().cloned().collect(),
        drop: answers.drop.iter().unique().cloned().collect(),
        avoid: avoid.unique().cloned().collect(),
        allow: Vec::new(),
        domain: answers.domain.clone(),
        market: market.clone(),
        kb: base.clone(),
        kb_add: over.iter().unique().cloned().collect(),
    }
}

/// Those of the file that are still wanted, then the new ones.
fn exceptions(file: &[Stretch], wanted: &[Stretch]) -> Vec<Stretch> {
    let kept = file.iter().filter(|old| wanted.contains(old));
    kept.chain(wanted.iter().filter(|new| !file.contains(new))).cloned().collect()
}

/// A name that the knowledge base does not have is not touched.
fn know(kb: &Kb, file: &Wishes, person: &Person) -> Vec<(String, String)> {
    let mut new = person.know.clone();
    let mut known = Vec::new();
    for (name, level) in &file.know {
        match find::competency(kb, name) {
            Err(_) => known.push((name.clone(), level.clone())),
            Ok(competency) => {
                known
                    .extend(new.remove(&competency).map(|level| (name.clone(), level.to_string())));
            }
        }
    }
    known.extend(new.iter().map(|(&c, level)| (kb[c].id.clone(), level.to_string())));
    known
}

fn have(kb: &Kb, file: &Wishes, person: &Person) -> Vec<String> {
    let mut new = person.credited.clone();
    let is_kept = |name: &&String| kb.step(name).is_none_or(|step| new.remove(&step));
    let mut have: Vec<String> = file.have.iter().filter(is_kept).cloned().collect();
    have.extend(kb.ids(&new));
    have
}
