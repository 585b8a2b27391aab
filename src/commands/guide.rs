//! `guide`.

use anyhow::Result;

use crate::commands::planning::no_plan;
use crate::commands::target::TargetFlags;
use crate::commands::wished::session;
use crate::env::Env;
use crate::person::wishes::ProfileFlags;
use crate::planner::plan::plan;
use crate::view::guide;

/// Show the guide's own outline, and how the plan covers each item
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    target: TargetFlags,

    #[command(flatten)]
    profile: ProfileFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = session(env, args.target.over(args.profile.wishes()))?;
    let kb = &session.kb;
    let person = session.person()?;
    let plan = plan(kb, &person.scenario(kb));
    env.answer(&guide::guide(kb, &person, plan.as_ref().ok()))?;
    plan.map(|_| ()).map_err(|none| no_plan(kb, &person, &none).into())
}
