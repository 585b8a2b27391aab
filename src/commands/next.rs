//! `next`.

use anyhow::Result;

use crate::commands::list::no_markdown;
use crate::commands::planning::planned;
use crate::env::{Env, hint, note, print};
use crate::knowledge::hours::Hours;
use crate::person::flags::ProfileFlags;
use crate::render::{self, Format};
use crate::session::Session;
use crate::view::next;

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
    profile: ProfileFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    if env.format() == Format::Markdown {
        return Err(no_markdown("next").into());
    }
    let session = Session::new(env, &args.profile)?;
    let kb = &session.kb;
    let person = session.person()?;
    let plan = planned(kb, &person)?;
    let scenario = person.scenario(kb);
    let view = next::next(kb, &person, &scenario, &plan, env.today);
    match env.format() {
        Format::Json => return print(&render::json(&view)?),
        _ if view.steps.is_empty() => {
            note("nothing is left to do: you hold everything that the role asks for");
            return Ok(());
        }
        Format::Plain => print(&render::next::plain(&view))?,
        Format::Table | Format::Markdown => print(&render::next::table(&view, env.width))?,
    }
    if let Some(step) = view.steps.first() {
        let id = &step.id;
        // Nearly nothing is left of it by the estimate.
        let is_due = step.status == "started" && step.left <= Hours::whole(1);
        let (what, command) = match is_due {
            true => ("finish it", format!("done {id}")),
            false => ("record hours", format!("log {id} 2h")),
        };
        hint(&format!("{what} with `{}`", env.command(&command)));
    }
    Ok(())
}
