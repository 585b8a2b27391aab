//! `history`.

use anyhow::Result;

use crate::commands::record::step;
use crate::env::{Env, hint, note};
use crate::render::Format;
use crate::session::Session;
use crate::view::journal::{self, Named};

/// Show what was recorded, including what was undone
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only this step: its id, the start of the id, or words from the title
    step: Option<String>,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let (kb, journal) = (&session.kb, session.journal()?);
    let is_written =
        |name: &str| journal.events.iter().any(|event| event.record.step.as_deref() == Some(name));
    let find = |name: &String| match step(&session, name) {
        Err(_) if is_written(name) => Ok(Named::Unknown(name.to_owned())),
        found => found.map(Named::Step),
    };
    let named = args.step.as_ref().map(find).transpose()?;
    let view = journal::history(kb, journal, named.as_ref());
    if view.events.is_empty() && view.damaged.is_empty() && env.format() != Format::Json {
        note(match args.step {
            Some(_) => "nothing is recorded for it",
            None => "nothing is recorded yet",
        });
        hint(&format!("start with `{}`", env.command("next")));
        return Ok(());
    }
    env.answer(&view)
}
