//! Questions about what is finished and known: areas first, then the competencies in them, then
//! what usually comes with those.

use std::collections::BTreeSet;

use anyhow::Result;
use itertools::Itertools as _;

use crate::knowledge::model::{CompetencyId, Kb, StepId};
use crate::knowledge::vocabulary::{Keyword as _, Level};
use crate::person::Person;
use crate::person::wishes::Wishes;
use crate::planner::held::Held;
use crate::planner::implied::{Implied, implied_for};
use crate::planner::scope::{Scope, is_schooling};
use crate::wizard::areas::{Area, areas};
use crate::wizard::ask::{Asker, Choice};

pub fn ask(
    asker: &Asker,
    kb: &Kb,
    scope: &Scope,
    person: &Person,
    answers: &mut Wishes,
) -> Result<()> {
    let mut done = person.credited.clone();
    if answers.have.is_empty() {
        done.extend(finished(asker, kb, scope)?);
        answers.have = kb.ids(&done);
    }
    let mut held = Held::new(kb, &person.know, &done, &BTreeSet::new());
    let mut learn = |held: &mut Held, competency: CompetencyId, level: Level| {
        held.learn(kb, &[(competency, level)].into());
        answers.know.push((kb[competency].id.clone(), level.to_string()));
    };
    if person.know.is_empty() {
        for (competency, level) in known(asker, kb, scope, &held)? {
            learn(&mut held, competency, level);
        }
    }
    for Implied { competency, level, .. } in offered(asker, kb, scope, &held)? {
        learn(&mut held, competency, level);
    }
    Ok(())
}

fn finished(asker: &Asker, kb: &Kb, scope: &Scope) -> Result<Vec<StepId>> {
    let current = |&step: &StepId| kb[step].replaced_by.is_empty();
    let all = || kb.listed.steps.iter().copied();
    let schooling = all().filter(|&step| is_schooling(&kb[step])).filter(current);
    let mut finished = Vec::new();
    for (sort, steps) in [
        ("degrees and bootcamps", schooling.collect_vec()),
        (
            "courses, books and projects",
            all().filter(|step| scope.steps.contains(step)).collect_vec(),
        ),
    ] {
        let question = format!("Which of these {sort} have you finished?");
        let choice = |&step: &StepId| {
            let step = &kb[step];
            Choice::new(&step.title, format!("{}, {} h", step.kind, step.hours.likely))
        };
        finished.extend(some_of(asker, &question, &steps, choice)?);
    }
    Ok(finished)
}

/// What the person knows besides what is held.
fn known(asker: &Asker, kb: &Kb, scope: &Scope, held: &Held) -> Result<Vec<(CompetencyId, Level)>> {
    let listed = kb.listed.competencies.iter().copied();
    let matters = listed.filter(|c| scope.competencies.contains(c));
    let open = matters.filter(|&c| !held.knows(c, Level::Working)).collect_vec();
    let areas = areas(kb, &open);
    let names = |area: &&Area| {
        Choice::new(&area.name, area.competencies.iter().map(|&c| &kb[c].name).join(", "))
    };
    let all: Vec<&Area> = areas.iter().collect();
    let chosen = match all.len() {
        0 | 1 => all,
        _ => some_of(asker, "Which of these areas do you know something about?", &all, names)?,
    };
    let explained =
        |&c: &CompetencyId| Choice::new(&kb[c].name, kb[c].working.clone().unwrap_or_default());
    let mut working = Vec::new();
    for area in &chosen {
        let question = format!("{}: which can you do on the job, without help?", area.name);
        working.extend(some_of(asker, &question, &area.competencies, explained)?);
    }
    let rest = chosen.iter().flat_map(|area| &area.competencies).copied();
    let rest: Vec<CompetencyId> =
        rest.filter(|c| !working.contains(c) && !held.knows(*c, Level::Aware)).collect();
    let named = |&c: &CompetencyId| Choice::new(&kb[c].name, "");
    let aware = some_of(asker, "And which do you know the basics of?", &rest, named)?;
    let is_candidate =
        |c: &CompetencyId| working.contains(c) || held.levels[c.0] == Some(Level::Working);
    let listed = kb.listed.competencies.iter().copied();
    let mastered = listed.filter(|c| scope.mastered.contains(c));
    let candidates = mastered.filter(is_candidate).collect_vec();
    let question = "Some steps need long practice. Which of these have you done daily for years?";
    let mastered = some_of(asker, question, &candidates, named)?;
    // The last level of a competency counts, so the highest comes last.
    let levels = [(working, Level::Working), (aware, Level::Aware), (mastered, Level::Proficient)];
    let known =
        levels.into_iter().flat_map(|(all, level)| all.into_iter().map(move |c| (c, level)));
    Ok(known.collect())
}

/// What usually comes with what is held, and is confirmed by the person.
fn offered(asker: &Asker, kb: &Kb, scope: &Scope, held: &Held) -> Result<Vec<Implied>> {
    let offers = implied_for(kb, scope, held);
    let choice = |offer: &Implied| {
        let because = offer.because.iter().map(|&c| &kb[c].name).join(", ");
        let about = match offer.level {
            Level::Aware => "the basics",
            Level::Working | Level::Proficient => offer.level.word(),
        };
        let name = format!("{} ({about})", kb[offer.competency].name);
        Choice::new(name, format!("goes with {because}"))
    };
    let question = "What you know usually comes with the following. Tick what is true for you:";
    some_of(asker, question, &offers, choice)
}

/// Those ticked; does not ask if there is nothing to tick.
fn some_of<T: Clone>(
    asker: &Asker,
    question: &str,
    all: &[T],
    choice: impl Fn(&T) -> Choice,
) -> Result<Vec<T>> {
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let ticked = asker.many(question, all.iter().map(choice).collect())?;
    Ok(ticked.into_iter().map(|index| all[index].clone()).collect())
}
