use anyhow::Result;

use crate::commands::list::no_markdown;
use crate::env::{Env, print};
use crate::person::flags::ProfileFlags;
use crate::planner::plan::plan;
use crate::render::{self, Format, lists, plain};
use crate::view::guide;

/// Show the guide's own outline, and how the plan covers each item
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    profile: ProfileFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let kb = env.knowledge()?;
    let (person, _) = env.person(&kb, &args.profile)?;
    let plan = plan(&kb, &person.goal(&kb), &person.time).ok();
    let view = guide::guide(&kb, &person, plan.as_ref());
    let text = match env.format() {
        Format::Table => lists::guide(&view, env.width),
        Format::Plain => plain::guide(&view),
        Format::Json => render::json(&view)?,
        Format::Markdown => return Err(no_markdown("guide").into()),
    };
    print(&text)
}
