//! What the commands that write to the journal have in common.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use itertools::Itertools as _;
use jiff::civil::Date;

use crate::commands::known_already::{self, missing};
use crate::commands::naming::{example_step, step};
use crate::commands::note::{Note, Reading};
use crate::commands::on::On;
use crate::document::history::recorded;
use crate::document::phrases::day;
use crate::env::{Env, note, print, terminal};
use crate::failure::{Refused, Usage};
use crate::knowledge::find;
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::text::quoted;
use crate::person::Person;
use crate::person::journal::{Action, Event, Journal, Record, Text};
use crate::person::written::parse_spent;
use crate::render::{self, Format};
use crate::session::Session;
use crate::view::journal::{self, RecordedView};
use crate::view::reasons::unmet;
use crate::wizard::ask::Asker;

/// The steps to record something about.
#[derive(Debug, clap::Args)]
pub struct Steps {
    /// The steps, each by its id or words of its title; several words go in quotes
    #[arg(value_name = "STEP")]
    names: Vec<String>,

    #[command(flatten)]
    note: Note,

    #[command(flatten)]
    on: On,
}

/// What a command was told, understood.
pub(super) struct Told {
    /// Each once.
    pub steps: Vec<StepId>,
    pub note: Option<String>,
    /// If it was not today.
    pub on: Option<Date>,
}

impl Steps {
    /// Finds the steps. `verb` is the command.
    pub(super) fn understand(&self, session: &Session, verb: &str) -> Result<Told> {
        let Session { kb, env, .. } = session;
        let read = |words: &[String]| {
            if words.iter().all(|word| find::step(kb, word).is_some()) {
                Reading::Surely
            } else if words.iter().all(|word| is_called(kb, word)) {
                Reading::Perhaps
            } else {
                Reading::OnlyNote
            }
        };
        let typed = as_typed(env, verb, &self.names, "STEP");
        let (note, names) = self.note.split(&self.names, read, &typed)?;
        if names.is_empty() {
            let example = env.command(&format!("{verb} {}", example_step(kb)));
            bail!(Usage(format!("name the step, for example `{example}`")));
        }
        let on = self.on.day(env)?;
        let steps = names.iter().map(|name| step(session, name)).collect::<Result<Vec<_>>>()?;
        Ok(Told { steps: steps.into_iter().unique().collect(), note, on })
    }
}

impl Told {
    /// A record for each step, unless `already` has a reason why there is nothing to record.
    pub(super) fn records(
        &self,
        kb: &Kb,
        action: Action,
        already: impl Fn(StepId) -> Result<Option<String>>,
    ) -> Result<Vec<Record>> {
        let mut records = Vec::new();
        for &step in &self.steps {
            match already(step)? {
                Some(reason) => note(&reason),
                None => records.push(Record {
                    note: self.note.clone().map(Text::from),
                    on: self.on,
                    ..Record::of(action, &kb[step].id)
                }),
            }
        }
        Ok(records)
    }
}

/// Whether a step is called so: by its id, or by words of its title.
pub(super) fn is_called(kb: &Kb, name: &str) -> bool {
    let by_words = || find::steps(kb, name).iter().any(|found| found.fit.is_name());
    find::step(kb, name).is_some() || by_words()
}

/// A command as it was typed, with quotes where a shell needs them; `otherwise` stands for words
/// that are missing.
pub(super) fn as_typed(env: &Env, verb: &str, words: &[String], otherwise: &str) -> String {
    let words = words.iter().map(|word| quoted(Path::new(word))).join(" ");
    let words = if words.is_empty() { otherwise } else { &words };
    env.command(&format!("{verb} {words}"))
}

/// A length of work.
pub(super) fn spent(text: &str) -> Result<Hours, String> {
    match text.trim().starts_with('-') {
        true => Err(format!("`{text}`: hours are more than 0; `mlpath undo` takes hours back")),
        false => parse_spent(text),
    }
}

/// What a command has recorded.
pub(super) struct Recorded {
    pub view: RecordedView,
    /// The journal before.
    pub journal: Journal,
    pub added: Vec<Event>,
}

/// Writes the records that `decide` derives from the current journal, and prints them.
pub(super) fn record(
    session: &Session,
    decide: impl FnOnce(&Journal) -> Result<Vec<Record>>,
) -> Result<Recorded> {
    let recorded = change(session, decide)?;
    if session.env.format() == Format::Json {
        print(&render::json(&recorded.view)?).context("it is recorded")?;
    }
    Ok(recorded)
}

/// Like [`record`], but leaves the JSON answer to the caller.
pub(super) fn change(
    session: &Session,
    decide: impl FnOnce(&Journal) -> Result<Vec<Record>>,
) -> Result<Recorded> {
    let Session { kb, env, .. } = session;
    let (journal, added) = env.store().change(decide)?;
    session.warn_damaged(&journal);
    let view = journal::recorded(kb, &journal, &added);
    for event in &view.events {
        let on = (event.day != env.today).then(|| format!(", on {}", day(event.day)));
        env.note(&format!("{}{}", recorded(event), on.unwrap_or_default()));
    }
    Ok(Recorded { view, journal, added })
}

/// Notes the unmet requirements of steps that are only begun now.
pub(super) fn note_conditions(
    session: &Session,
    person: &Person,
    steps: impl Iterator<Item = StepId>,
) {
    let kb = &session.kb;
    let goal = person.scenario(kb).goal(kb);
    let is_new = |step: &StepId| person.progress.track(*step).is_none_or(|t| t.begun.is_none());
    let open = steps.filter(is_new).map(|step| (step, goal.open_conditions(&kb[step])));
    let open: Vec<_> = open.filter(|(_, open)| !open.is_empty()).collect();
    for (step, open) in &open {
        note(&format!("note: {} needs {}", kb[*step].id, unmet(kb, *step, open)));
    }
    let missing = missing(open.iter().flat_map(|(_, open)| open));
    if let Some(know) = known_already::hint(session, &missing) {
        session.env.hint(&know);
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
