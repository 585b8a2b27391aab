//! `cv`.

use anyhow::Result;

use crate::env::{Env, note};
use crate::render::{Format, earned::lines};
use crate::session::Session;
use crate::view::earned::earned;

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath cv\n",
    "  mlpath cv --format markdown > lines.md\n",
    "  mlpath cv --format json > resume.json    # a JSON Resume, for jsonresume.org themes",
);

/// Print the lines that you have earned for your CV
///
/// What you finished puts them there: projects, courses, certificates, skills, each with its day
/// and the evidence that you recorded. The steps that your profile says you have count too.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {}

pub fn run(_: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let view = earned(&session.kb, &session.person_without_market()?);
    match env.format() {
        Format::Markdown => env.print(&lines(&view))?,
        Format::Table | Format::Plain if view.is_empty() => {}
        _ => env.answer(&view)?,
    }
    if view.is_empty() && env.format() != Format::Json {
        note("nothing is finished yet, so there is no line for a CV");
        env.hint(&format!("see what to begin with: `{}`", env.command("next")));
    } else if !view.lines.is_empty() && view.lines.iter().all(|line| line.evidence.is_none()) {
        let done = env.command("done STEP --evidence URL");
        env.hint(&format!("add what proves a line with `{done}`"));
    }
    Ok(())
}
