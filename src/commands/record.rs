//! What the commands that record something have in common.

use std::rc::Rc;

use anyhow::{Context as _, Result};

use crate::document::history::recorded;
use crate::env::{Env, note, print, terminal};
use crate::failure::Refused;
use crate::knowledge::find::{self, NotFound};
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::text::clean;
use crate::person::Person;
use crate::person::journal::{Journal, Record};
use crate::render::{self, Format};
use crate::session::Session;
use crate::view::journal::{self, RecordedView};
use crate::view::reasons::unmet;
use crate::wizard::ask::Asker;

/// More belongs into a file of the person's own.
const LONGEST_TEXT: usize = 2_000;

/// The steps that something is recorded of.
#[derive(Debug, clap::Args)]
pub struct Steps {
    /// Its id, the beginning of it, or words of its title; several at once
    #[arg(required = true, value_name = "STEP")]
    steps: Vec<String>,

    /// A remark for your history
    #[arg(long, value_name = "TEXT", value_parser = parse_text)]
    pub note: Option<String>,
}

impl Steps {
    /// Each once.
    pub(super) fn find(&self, session: &Session) -> Result<Vec<StepId>> {
        let mut steps = Vec::new();
        for name in &self.steps {
            let step = step(session, name)?;
            if !steps.contains(&step) {
                steps.push(step);
            }
        }
        Ok(steps)
    }
}

/// The step that a person names by its id, the beginning of it, or words of its title.
pub(super) fn step(session: &Session, name: &str) -> Result<StepId> {
    const SHOWN: usize = 12;
    let Session { kb, env, .. } = session;
    let refused = match find::step(kb, name) {
        Ok(step) => return Ok(step),
        Err(NotFound::None(near)) => Refused::new(
            format!("no step is called `{name}`{near}"),
            format!("look for it with `{}`", env.command("search WORDS")),
        ),
        Err(NotFound::Several(steps)) => {
            let named = |&step: &StepId| format!("{}: {}", kb[step].id, kb[step].title);
            let mut causes: Vec<String> = steps.iter().take(SHOWN).map(named).collect();
            if steps.len() > SHOWN {
                causes.push(format!("and {} more", steps.len() - SHOWN));
            }
            let message = format!("`{name}` could be any of {} steps", steps.len());
            Refused::new(message, "type as much of an id as only one of them has").because(causes)
        }
    };
    Err(refused.into())
}

/// A note or evidence: one line without anything that steers a terminal.
pub(super) fn parse_text(text: &str) -> Result<String, String> {
    let text = clean(text)?;
    match text.chars().count() {
        ..=LONGEST_TEXT => Ok(text),
        n => Err(format!("{n} characters are too many, {LONGEST_TEXT} at most")),
    }
}

/// Records what `decide` makes of the journal as it stands, and says so. Returns what it has said,
/// and the journal as it is now.
pub(super) fn record(
    session: &Session,
    decide: impl FnOnce(&Journal) -> Result<Vec<Record>>,
) -> Result<(RecordedView, Journal)> {
    let env = session.env;
    let (view, journal) = change(session, decide)?;
    if env.format() == Format::Json {
        print(&render::json(&view)?).context("it is recorded")?;
    }
    Ok((view, journal))
}

/// The same, said in words unless the answer is for a script.
pub(super) fn change(
    session: &Session,
    decide: impl FnOnce(&Journal) -> Result<Vec<Record>>,
) -> Result<(RecordedView, Journal)> {
    let Session { kb, env, .. } = session;
    let (mut journal, events) = env.store().change(decide)?;
    session.warn_damaged(&journal);
    let view = journal::recorded(kb, &journal, &events);
    journal.events.extend(events.into_iter().map(Rc::new));
    if env.format() != Format::Json {
        for event in &view.events {
            note(&recorded(event));
        }
    }
    Ok((view, journal))
}

/// Says what steps that are begun just now ask for, as far as it is not met.
pub(super) fn note_conditions(kb: &Kb, person: &Person, steps: impl Iterator<Item = StepId>) {
    let goal = person.scenario(kb).goal(kb);
    let is_new = |step: &StepId| person.progress.track(*step).is_none_or(|t| t.begun.is_none());
    for step in steps.filter(is_new) {
        let open = goal.open_conditions(&kb[step]);
        if !open.is_empty() {
            note(&format!("note: {} asks for {}", kb[step].id, unmet(kb, step, &open)));
        }
    }
}

/// The refusal to begin with, or do without, what is done.
pub(super) fn finished(id: &str, env: &Env) -> Refused {
    let history = env.command(&format!("history {id}"));
    Refused::new(format!("{id} is finished already"), format!("see when with `{history}`"))
}

/// Says what it is about and asks whether to go on; `None` if there is nobody to ask.
pub(super) fn agreed(
    env: &Env,
    about: &[String],
    question: &str,
    help: &str,
) -> Result<Option<bool>> {
    let Some(terminal) = terminal() else { return Ok(None) };
    about.iter().for_each(|line| note(line));
    let asker = Asker::new(terminal.columns, terminal.rows, terminal.colour);
    let answer = asker.is_wanted(question, help).map_err(|error| match error.is::<Refused>() {
        true => stopped(env),
        false => error,
    });
    answer.map(Some)
}

/// The refusal after a no.
pub(super) fn stopped(env: &Env) -> anyhow::Error {
    let hint = format!("see how things stand with `{}`", env.command("status"));
    Refused::new("stopped; nothing was recorded", hint).into()
}
