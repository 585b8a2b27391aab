//! `start`.

use anyhow::Result;

use crate::commands::record::{Steps, person, record};
use crate::env::{Env, note};
use crate::failure::Refused;
use crate::knowledge::model::{Kb, StepId};
use crate::person::Person;
use crate::person::journal::{Deed, Record};
use crate::view::words::unmet;

/// Record that you begin with a step
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    what: Steps,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let kb = env.knowledge()?;
    let steps = args.what.find(env, &kb)?;
    record(env, &kb, "start", |journal| {
        let person = person(env, &kb, journal)?;
        let goal = person.scenario(&kb).goal(&kb);
        let mut records = Vec::new();
        note_conditions(&kb, &person, steps.iter().copied());
        for &step in &steps {
            let id = &kb[step].id;
            let track = person.progress.track(step);
            if goal.held.done.contains(&step) {
                return Err(finished(id, env).into());
            }
            if let Some(day) = track.filter(|track| track.is_open()).and_then(|t| t.begun) {
                note(&format!("{id} is in progress since {day} already"));
                continue;
            }
            records.push(Record { note: args.what.note.clone(), ..Record::of(Deed::Start, id) });
        }
        Ok(records)
    })?;
    Ok(())
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
    Refused {
        message: format!("{id} is finished already"),
        causes: Vec::new(),
        hint: format!("see when with `{}`", env.command(&format!("history {id}"))),
    }
}
