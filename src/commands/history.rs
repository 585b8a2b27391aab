//! `history`.

use std::path::Path;

use anyhow::Result;

use crate::commands::naming::recorded_step;
use crate::env::{Env, hint, note};
use crate::knowledge::text::{Count, quoted};
use crate::render::Format;
use crate::session::Session;
use crate::view::journal::{self, Named};

/// More rows are read by nobody.
const MOST_ROWS: usize = 100;

/// Show what was recorded, including what was undone
///
/// A table has the last 100 entries; --all or another --format has them all.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only this step: its id, or words of its title
    step: Option<String>,

    /// Show all entries
    #[arg(long)]
    all: bool,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let (kb, journal) = (&session.kb, session.journal()?);
    let is_written =
        |name: &str| journal.events.iter().any(|event| event.record.step.as_deref() == Some(name));
    let find = |name: &String| match recorded_step(&session, name) {
        Err(_) if is_written(name) => Ok(Named::Unknown(name.to_owned())),
        found => found.map(Named::Step),
    };
    let named = args.step.as_ref().map(find).transpose()?;
    let is_cut = env.format() == Format::Table && !args.all;
    let most = if is_cut { MOST_ROWS } else { usize::MAX };
    let view = journal::history(kb, journal, named.as_ref(), most);
    if view.events.is_empty() && view.damaged.is_empty() && env.format() != Format::Json {
        note(match args.step {
            Some(_) => "nothing is recorded for it",
            None => "nothing is recorded yet",
        });
        hint(&format!("start with `{}`", env.command("next")));
        return Ok(());
    }
    env.answer(&view)?;
    if view.earlier > 0 {
        let step = args.step.as_ref().map(|step| format!(" {}", quoted(Path::new(step))));
        let all = env.command(&format!("history --all{}", step.unwrap_or_default()));
        hint(&format!("{} left out; see all with `{all}`", Count(view.earlier, "earlier row")));
    }
    Ok(())
}
