//! `next`.

use anyhow::Result;

use crate::commands::planning::planned;
use crate::env::{Env, hint, note};
use crate::knowledge::hours::Hours;
use crate::person::wishes::Wishes;
use crate::render::Format;
use crate::session::Session;
use crate::view::next;
use crate::view::plan::StepStatus;

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath next\n",
    "  mlpath next --hours 4    # what a short week is best spent on",
);

/// Show what can be worked on now, best first, and how this week's hours divide
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    profile: Wishes,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::new(env, &args.profile)?;
    let kb = &session.kb;
    let person = session.person()?;
    let plan = planned(kb, &person)?;
    let scenario = person.scenario(kb);
    let view = next::next(kb, &person, &scenario, &plan, env.today);
    let for_script = env.format() == Format::Json;
    if view.steps.is_empty() && !for_script {
        note("nothing is left to do: you hold everything that the role asks for");
        return Ok(());
    }
    env.answer(&view)?;
    if let Some(step) = view.steps.first().filter(|_| !for_script) {
        let id = &step.id;
        // Nearly nothing is left of it by the estimate.
        let is_due = step.status == StepStatus::Started && step.left <= Hours::whole(1);
        let (what, command) = match is_due {
            true => ("finish it", format!("done {id}")),
            false => ("record hours", format!("log {id} 2h")),
        };
        hint(&format!("{what} with `{}`", env.command(&command)));
    }
    Ok(())
}
