//! What the commands that write to the journal have in common.

use anyhow::{Context as _, Result};
use itertools::Itertools as _;

use crate::commands::naming::step;
use crate::document::history::recorded;
use crate::env::{Env, note, print, terminal};
use crate::failure::Refused;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::text::clean;
use crate::person::Person;
use crate::person::journal::{Action, Journal, Record, Text};
use crate::render::{self, Format};
use crate::session::Session;
use crate::view::journal::{self, RecordedView};
use crate::view::reasons::unmet;
use crate::wizard::ask::Asker;

/// In characters; longer notes belong in a file.
const LONGEST_TEXT: usize = 2_000;

/// The steps to record something about.
#[derive(Debug, clap::Args)]
pub struct Steps {
    /// The steps, each by its id or words of its title: `python-cs50p`, maths, "linear algebra"
    #[arg(required = true, value_name = "STEP")]
    steps: Vec<String>,

    /// A note for your history
    #[arg(long, value_name = "TEXT", value_parser = parse_text)]
    pub note: Option<String>,
}

impl Steps {
    /// Finds the steps, each once.
    pub(super) fn find(&self, session: &Session) -> Result<Vec<StepId>> {
        let steps = self.steps.iter().map(|name| step(session, name));
        Ok(steps.collect::<Result<Vec<_>>>()?.into_iter().unique().collect())
    }

    /// A record for each step, unless `already` has a reason why there is nothing to record.
    pub(super) fn records(
        &self,
        kb: &Kb,
        steps: &[StepId],
        action: Action,
        already: impl Fn(StepId) -> Result<Option<String>>,
    ) -> Result<Vec<Record>> {
        let mut records = Vec::new();
        for &step in steps {
            match already(step)? {
                Some(reason) => note(&reason),
                None => records.push(Record {
                    note: self.note.clone().map(Text::from),
                    ..Record::of(action, &kb[step].id)
                }),
            }
        }
        Ok(records)
    }
}

/// A note or evidence: one line without control characters.
pub(super) fn parse_text(text: &str) -> Result<String, String> {
    let text = clean(text)?;
    match text.chars().count() {
        ..=LONGEST_TEXT => Ok(text),
        n => Err(format!("{n} characters are too many, {LONGEST_TEXT} at most")),
    }
}

/// Writes the records that `decide` derives from the current journal, and prints them. Returns the
/// answer and the new journal.
pub(super) fn record(
    session: &Session,
    decide: impl FnOnce(&Journal) -> Result<Vec<Record>>,
) -> Result<(RecordedView, Journal)> {
    let (view, journal) = change(session, decide)?;
    if session.env.format() == Format::Json {
        print(&render::json(&view)?).context("it is recorded")?;
    }
    Ok((view, journal))
}

/// Like [`record`], but leaves the JSON answer to the caller.
pub(super) fn change(
    session: &Session,
    decide: impl FnOnce(&Journal) -> Result<Vec<Record>>,
) -> Result<(RecordedView, Journal)> {
    let Session { kb, env, .. } = session;
    let (mut journal, events) = env.store().change(decide)?;
    session.warn_damaged(&journal);
    let view = journal::recorded(kb, &journal, &events);
    journal.events.extend(events);
    for event in &view.events {
        env.note(&recorded(event));
    }
    Ok((view, journal))
}

/// Notes the unmet requirements of steps that are only begun now.
pub(super) fn note_conditions(kb: &Kb, person: &Person, steps: impl Iterator<Item = StepId>) {
    let goal = person.scenario(kb).goal(kb);
    let is_new = |step: &StepId| person.progress.track(*step).is_none_or(|t| t.begun.is_none());
    let open = steps.filter(is_new).map(|step| (step, goal.open_conditions(&kb[step])));
    for (step, open) in open.filter(|(_, open)| !open.is_empty()) {
        note(&format!("note: {} needs {}", kb[step].id, unmet(kb, step, &open)));
    }
}

/// The refusal to start or skip a finished step.
pub(super) fn finished(id: &str, env: &Env) -> Refused {
    let history = env.command(&format!("history {id}"));
    Refused::new(format!("{id} is already finished"), format!("see when with `{history}`"))
}

/// Explains and asks a yes-or-no question; Enter alone says no. `None` without a terminal.
pub(super) fn agreed(
    env: &Env,
    about: &[String],
    question: &str,
    help: &str,
) -> Result<Option<bool>> {
    answer(env, about, (question, help), false)
}

/// The same, where Enter alone says yes: for what the person has just said elsewhere.
pub(super) fn confirmed(
    env: &Env,
    about: &[String],
    question: &str,
    help: &str,
) -> Result<Option<bool>> {
    answer(env, about, (question, help), true)
}

fn answer(
    env: &Env,
    about: &[String],
    (question, help): (&str, &str),
    usual: bool,
) -> Result<Option<bool>> {
    let Some(terminal) = terminal() else { return Ok(None) };
    for line in about {
        note(line);
    }
    match Asker::new(&terminal).is_wanted(question, help, usual) {
        Err(error) if error.is::<Refused>() => Err(stopped(env)),
        answer => answer.map(Some),
    }
}

/// The refusal after a no.
pub(super) fn stopped(env: &Env) -> anyhow::Error {
    let hint = format!("see how things stand with `{}`", env.command("status"));
    Refused::new("stopped; nothing was recorded", hint).into()
}
