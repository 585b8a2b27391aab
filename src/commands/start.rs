//! `start`.

use anyhow::{Result, bail};

use crate::commands::record::{Steps, finished, note_conditions, record};
use crate::env::Env;
use crate::person::journal::Action;
use crate::session::Session;

const EXAMPLES: &str = concat!(
    "Examples, of the shipped knowledge base:\n",
    "  mlpath start python-cs50p\n",
    "  mlpath start \"linear algebra\" --on monday",
);

/// Record that you have started a step
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    what: Steps,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let kb = &session.kb;
    let told = args.what.understand(&session, "start")?;
    record(&session, |journal| {
        let person = session.person_after(session.progress_by(journal))?;
        let goal = person.scenario(kb).goal(kb);
        note_conditions(&session, &person, told.steps.iter().copied());
        told.records(kb, Action::Start, |step| {
            let id = &kb[step].id;
            if goal.held.done.contains(&step) {
                bail!(finished(id, env));
            }
            let open = person.progress.track(step).filter(|track| track.is_open());
            let begun = open.and_then(|track| track.begun);
            Ok(begun.map(|day| format!("{id} has been in progress since {day}")))
        })
    })?;
    Ok(())
}
