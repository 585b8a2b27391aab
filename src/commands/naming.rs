//! What a person calls things: steps, competencies and roles by their ids, by their names, or by
//! words of those. Several that could be meant are asked about on a terminal, elsewhere refused.

use std::collections::BTreeSet;
use std::fmt::Display;

use anyhow::{Result, bail};
use itertools::Itertools as _;
use rustc_hash::FxHashSet;

use crate::env::terminal;
use crate::failure::Refused;
use crate::knowledge::find::{self, Fit, Found};
use crate::knowledge::model::{CompetencyId, Kb, RoleId, StepId};
use crate::person::meant::{Candidate, Standing, is_settled, meant};
use crate::person::progress::Progress;
use crate::planner::plan::{Plan, plan};
use crate::session::Session;
use crate::wizard::ask::{Asker, Choice};

/// Candidates that are shown.
const SHOWN: usize = 12;

/// A step to show by example what can be typed: the first that the knowledge base lists.
pub(super) fn example_step(kb: &Kb) -> &str {
    kb.listed.steps.first().map_or("STEP", |&step| &kb[step].id)
}

/// The same of a competency.
pub(super) fn example_competency(kb: &Kb) -> &str {
    kb.listed.competencies.first().map_or("COMPETENCY", |&competency| &kb[competency].id)
}

/// The step that is meant, if anything is called so. An id costs nothing; words that several steps
/// have cost a plan, unless the journal decides.
///
/// # Errors
/// If several could be meant, and nobody is there to be asked, or stops.
pub(super) fn step_called(session: &Session, typed: &str) -> Result<Option<StepId>> {
    let kb = &session.kb;
    if let Some(step) = find::step(kb, typed) {
        return Ok(Some(step));
    }
    let found = find::steps(kb, typed);
    // A misspelt id is no half of anything.
    let is_vague = found.iter().all(|found| found.fit == Fit::Half);
    if is_vague && (found.is_empty() || find::is_misspelt_id(kb, typed)) {
        return Ok(None);
    }
    // Even with a damaged journal or profile, words alone may be enough.
    let progress = session.progress().cloned().unwrap_or_default();
    let known = candidates(&found, &progress, None);
    if let Ok(step) = meant(known.clone())
        && is_settled(&known, step)
    {
        return Ok(Some(step));
    }
    let plan = session.person().ok().and_then(|person| plan(kb, &person.scenario(kb)).ok());
    match meant(candidates(&found, &progress, plan.as_ref())) {
        Ok(step) => Ok(Some(step)),
        Err(several) => one_of(session, typed, &several).map(Some),
    }
}

/// The step that is meant.
///
/// # Errors
/// Those of [`step_called`]; if nothing is called so.
pub(super) fn step(session: &Session, typed: &str) -> Result<StepId> {
    let Session { kb, env, .. } = session;
    match step_called(session, typed)? {
        Some(step) => Ok(step),
        None => bail!(Refused::new(
            format!("no step is called `{typed}`{}", find::near_step(kb, typed)),
            format!("look for it with `{}`", env.command("search WORDS")),
        )),
    }
}

/// The step that is meant, of those that something is recorded for; else of all.
///
/// # Errors
/// Those of [`step`].
pub(super) fn recorded_step(session: &Session, typed: &str) -> Result<StepId> {
    let (kb, journal) = (&session.kb, session.journal()?);
    let ids = journal.events.iter().filter_map(|event| event.record.step.as_deref());
    // Of many events, but few steps.
    let ids: FxHashSet<&str> = ids.collect();
    let recorded: BTreeSet<StepId> = ids.into_iter().filter_map(|id| kb.step(id)).collect();
    let mut found = find::steps(kb, typed);
    found.retain(|found| recorded.contains(&found.what));
    match (find::step(kb, typed), find::only(&found)) {
        (Some(step), _) | (None, Ok(step)) => Ok(step),
        (None, Err(several)) if several.is_empty() => step(session, typed),
        (None, Err(_)) => one_of(session, typed, &candidates(&found, &Progress::default(), None)),
    }
}

/// A step or a competency.
pub(super) enum Called {
    Step(StepId),
    Competency(CompetencyId),
}

/// The step or competency that is meant: by its id or name, else by words. A step by words goes
/// before a competency by words, if it is called so itself.
///
/// # Errors
/// Those of [`step_called`].
pub(super) fn called(session: &Session, typed: &str) -> Result<Option<Called>> {
    let kb = &session.kb;
    if let Some(step) = find::step(kb, typed) {
        return Ok(Some(Called::Step(step)));
    }
    if let Ok(competency) = find::competency(kb, typed) {
        return Ok(Some(Called::Competency(competency)));
    }
    let is_step = find::steps(kb, typed).iter().any(|found| found.fit.is_name());
    if !is_step && let Some(competency) = competency_called(session, typed)? {
        return Ok(Some(Called::Competency(competency)));
    }
    Ok(step_called(session, typed)?.map(Called::Step))
}

/// The competency that is meant, if any is called so.
///
/// # Errors
/// Those of [`step_called`].
pub(super) fn competency_called(session: &Session, typed: &str) -> Result<Option<CompetencyId>> {
    let kb = &session.kb;
    let several = match find::competency(kb, typed) {
        Ok(competency) => return Ok(Some(competency)),
        Err(several) if !several.is_empty() => several,
        Err(_) => match find::only(&find::competencies(kb, typed)) {
            Ok(competency) => return Ok(Some(competency)),
            Err(several) => several,
        },
    };
    let names = several.iter().map(|&it| (&*kb[it].id, kb[it].name.clone())).collect_vec();
    let question = Question { typed, noun: "competencies", is_called: true };
    let index = question.ask(session, &names)?;
    Ok(index.map(|index| several[index]))
}

/// The role that is meant, if any is called so.
///
/// # Errors
/// Those of [`step_called`].
pub(super) fn role_called(session: &Session, typed: &str) -> Result<Option<RoleId>> {
    let kb = &session.kb;
    if let Some(role) = find::role(kb, typed) {
        return Ok(Some(role));
    }
    match find::only(&find::roles(kb, typed)) {
        Ok(role) => Ok(Some(role)),
        Err(several) => {
            let names = several.iter().map(|&it| (&*kb[it].id, kb[it].name.clone()));
            let question = Question { typed, noun: "roles", is_called: true };
            Ok(question.ask(session, &names.collect_vec())?.map(|index| several[index]))
        }
    }
}

fn candidates(found: &[Found<StepId>], progress: &Progress, plan: Option<&Plan>) -> Vec<Candidate> {
    let candidate = |&found: &Found<StepId>| {
        let standing = Standing::of(found.what, progress, plan);
        Candidate { found, standing }
    };
    found.iter().map(candidate).collect()
}

/// Several candidates, best first: one of them as the person chooses.
fn one_of(session: &Session, typed: &str, several: &[Candidate]) -> Result<StepId> {
    let kb = &session.kb;
    let names = several.iter().map(|Candidate { found, standing }| {
        let standing = standing.in_words().map(|standing| format!(" ({standing})"));
        let step = &kb[found.what];
        (&*step.id, format!("{}{}", step.title, standing.unwrap_or_default()))
    });
    let is_called = several.iter().any(|candidate| candidate.found.fit.is_name());
    let question = Question { typed, noun: "steps", is_called };
    let index = question.ask(session, &names.collect_vec())?;
    Ok(several[index.unwrap_or_default()].found.what)
}

/// Which of several is meant.
struct Question<'a> {
    typed: &'a str,
    noun: &'static str,
    /// They are called so; otherwise they are only near it.
    is_called: bool,
}

impl Question<'_> {
    /// The index of the one that the person chooses among ids and names; `None` if there is none.
    fn ask(&self, session: &Session, names: &[(&str, impl Display)]) -> Result<Option<usize>> {
        let Some((first, _)) = names.first() else { return Ok(None) };
        if let Some(terminal) = terminal() {
            let choices = names.iter().map(|(id, name)| Choice::new(*id, name.to_string()));
            let question = format!("Which of these is \u{201c}{}\u{201d}?", self.typed);
            let asker = Asker::new(&terminal);
            return match asker.one(&asker.fitting(&question), choices.collect()) {
                Err(error) if error.is::<Refused>() => bail!(stopped(session)),
                chosen => chosen.map(Some),
            };
        }
        let mut causes = names.iter().map(|(id, name)| format!("{id}: {name}")).collect_vec();
        if causes.len() > SHOWN {
            causes.truncate(SHOWN);
            causes.push(format!("and {} more", names.len() - SHOWN));
        }
        let Self { typed, noun, .. } = self;
        let message = match (self.is_called, names.len()) {
            (true, count) => format!("`{typed}` could be any of {count} {noun}"),
            (false, 1) => format!("nothing is called `{typed}`; perhaps this is meant"),
            (false, _) => format!("nothing is called `{typed}`; perhaps one of these is meant"),
        };
        let show = session.env.command(&format!("show {first}"));
        let hint = format!("type the id of one of them; `{show}` says what the first is");
        bail!(Refused::new(message, hint).because(causes))
    }
}

fn stopped(session: &Session) -> Refused {
    let list = session.env.command("list steps");
    Refused::new("stopped; nothing was recorded", format!("see the ids with `{list}`"))
}
