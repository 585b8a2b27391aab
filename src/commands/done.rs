//! `done`.

use anyhow::Result;

use crate::commands::prerequisites::{hint_at_gaps, lines, open};
use crate::commands::record::{Steps, agreed, parse_text, record, stopped};
use crate::env::{Env, hint, note, terminal};
use crate::failure::{Refused, Usage};
use crate::knowledge::hours::Hours;
use crate::knowledge::model::StepId;
use crate::person::journal::{Action, Record};
use crate::person::written::parse_spent;
use crate::planner::goal::Condition;
use crate::render::Format;
use crate::session::Session;

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath done python-cs50p --hours 41h\n",
    "  mlpath done cs50p git --note \"certificate is in the mail\"\n",
    "  mlpath done portfolio --evidence https://github.com/me/portfolio",
);

/// Record that a step is finished
///
/// If what the step requires is not known yet, you are asked; without a terminal it takes --force.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    what: Steps,

    /// What shows it: an address or a text
    #[arg(long, value_name = "URL", value_parser = parse_text)]
    evidence: Option<String>,

    /// What the step took in all, for your pace; without it, the hours that were logged
    #[arg(long, value_name = "TIME", value_parser = parse_spent)]
    hours: Option<Hours>,

    /// Also if what it requires is not known yet
    #[arg(long)]
    force: bool,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let kb = &session.kb;
    let steps = args.what.find(&session)?;
    if steps.len() > 1 && (args.hours.is_some() || args.evidence.is_some()) {
        let text = "--hours and --evidence belong to one step: name one at a time";
        return Err(Usage(text.to_owned()).into());
    }
    // Nobody is asked while the journal is locked.
    let force = args.force || (terminal().is_some() && asked(&session, &steps)?);
    let (view, journal) = record(&session, |journal| {
        let person = session.person_after(journal)?;
        let early = open(kb, &person, &steps);
        if !early.is_empty() && !force {
            return Err(too_early(&session, &early).into());
        }
        let mut records = Vec::new();
        for &step in &steps {
            let id = &kb[step].id;
            let changes =
                args.hours.is_some() || args.evidence.is_some() || args.what.note.is_some();
            let track = person.progress.track(step);
            if let Some(done) = track.and_then(|track| track.done.as_ref()).filter(|_| !changes) {
                note(&format!("{id} is finished since {} already", done.on));
            } else if person.credited.contains(&step) && track.is_none_or(|t| t.done.is_none()) {
                note(&format!("{id} counts as finished already, by `have` in your profile"));
            } else {
                records.push(Record {
                    hours: args.hours,
                    note: args.what.note.clone(),
                    evidence: args.evidence.clone(),
                    forced: early.iter().any(|(other, _)| *other == step),
                    ..Record::of(Action::Done, id)
                });
            }
        }
        Ok(records)
    })?;
    if !view.events.is_empty() && env.format() != Format::Json {
        hint_at_gaps(&session, &journal, &steps);
        hint(&format!("see what comes next with `{}`", env.command("next")));
    }
    Ok(())
}

/// Whether the person stands by what comes too early; `false` if nothing does, or nobody can be
/// asked.
fn asked(session: &Session, steps: &[StepId]) -> Result<bool> {
    let Session { kb, env, .. } = session;
    let early = open(kb, &session.person()?, steps);
    if early.is_empty() {
        return Ok(false);
    }
    let question = "Is it finished all the same?";
    match agreed(env, &lines(kb, &early), question, "it is recorded with what was open")? {
        Some(false) => Err(stopped(env)),
        answer => Ok(answer.unwrap_or(false)),
    }
}

fn too_early(session: &Session, early: &[(StepId, Vec<Condition>)]) -> Refused {
    let Session { kb, env, .. } = session;
    let ids: Vec<&str> = early.iter().map(|(step, _)| kb[*step].id.as_str()).collect();
    let done = env.command(&format!("done --force {}", ids.join(" ")));
    let hint = format!("if it is finished all the same: `{done}`");
    Refused::new("what is required first is not known yet", hint).because(lines(kb, early))
}
