//! `next`.

use anyhow::Result;

use crate::commands::planning::planned;
use crate::commands::target::TargetFlags;
use crate::commands::wished::session;
use crate::document::InFull;
use crate::document::phrases::nothing_to_do;
use crate::env::{Env, note};
use crate::knowledge::hours::Hours;
use crate::person::wishes::ProfileFlags;
use crate::render::Format;
use crate::view::next;
use crate::view::plan::StepStatus;

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath next\n",
    "  mlpath next --hours 4    # what a short week is best spent on",
);

/// Show what to work on now, best first, and how to divide this week's hours
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Show the figures behind the words as well
    #[arg(long)]
    details: bool,

    #[command(flatten)]
    target: TargetFlags,

    #[command(flatten)]
    profile: ProfileFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = session(env, args.target.over(args.profile.wishes()))?;
    let kb = &session.kb;
    let person = session.person()?;
    let plan = planned(kb, &person)?;
    let view = next::next(kb, &person, &person.scenario(kb), &plan, env.today);
    if view.steps.is_empty() && env.format() != Format::Json {
        note(&nothing_to_do(&view.aim, view.aim.iter().all(|it| it.complete)));
        return Ok(());
    }
    if args.details { env.answer(&InFull(&view)) } else { env.answer(&view) }?;
    if let Some(step) = view.steps.first() {
        let id = &step.id;
        // By the estimate, hardly anything is left of it.
        let is_due = step.status == StepStatus::Started && step.left <= Hours::whole(1);
        let (what, command) = match is_due {
            true => ("finish it", format!("done {id}")),
            false => ("record hours", format!("log {id} 2h")),
        };
        env.hint(&format!("{what} with `{}`", env.command(&command)));
    }
    Ok(())
}
