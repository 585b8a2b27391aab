//! `guide`.

use anyhow::Result;

use crate::commands::list::no_markdown;
use crate::commands::plan::{no_plan, past_calendar};
use crate::env::{Env, print};
use crate::person::flags::ProfileFlags;
use crate::planner::plan::{NoPlan, plan};
use crate::render::{self, Format, lists, plain};
use crate::view::guide;
use crate::view::plan as view;

/// Show the guide's own outline, and how the plan covers each item
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    profile: ProfileFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let kb = env.knowledge()?;
    let (person, _) = env.person(&kb, &args.profile)?;
    let plan = plan(&kb, &person.scenario(&kb));
    let outline = guide::guide(&kb, &person, plan.as_ref().ok());
    let text = match env.format() {
        Format::Table => lists::guide(&outline, env.width),
        Format::Plain => plain::guide(&outline),
        Format::Json => render::json(&outline)?,
        Format::Markdown => return Err(no_markdown("guide").into()),
    };
    print(&text)?;
    match plan {
        Ok(_) => Ok(()),
        Err(NoPlan::PastCalendar) => Err(past_calendar().into()),
        Err(NoPlan::Unreachable(reasons)) => {
            Err(no_plan(&view::unreachable(&kb, &person, &reasons, env.today, false)).into())
        }
    }
}
