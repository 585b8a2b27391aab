//! `start`.

use anyhow::Result;

use crate::commands::record::{Steps, finished, note_conditions, record};
use crate::env::{Env, note};
use crate::person::journal::{Action, Record};
use crate::session::Session;

/// Record that you begin with a step
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    what: Steps,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let kb = &session.kb;
    let steps = args.what.find(&session)?;
    record(&session, |journal| {
        let person = session.person_after(journal)?;
        let goal = person.scenario(kb).goal(kb);
        let mut records = Vec::new();
        note_conditions(kb, &person, steps.iter().copied());
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
            records.push(Record { note: args.what.note.clone(), ..Record::of(Action::Start, id) });
        }
        Ok(records)
    })?;
    Ok(())
}
