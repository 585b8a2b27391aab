//! `history`.

use anyhow::Result;

use crate::commands::list::no_markdown;
use crate::commands::record::step;
use crate::env::{Env, hint, note, print};
use crate::render::{self, Format};
use crate::view::journal;

/// Show what was recorded, also what was taken back
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only of this step: its id, the beginning of it, or words of its title
    step: Option<String>,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    if env.format() == Format::Markdown {
        return Err(no_markdown("history").into());
    }
    let kb = env.knowledge()?;
    let step = args.step.as_deref().map(|name| step(env, &kb, name)).transpose()?;
    let view = journal::history(&kb, &env.read_journal()?, step);
    let text = match env.format() {
        Format::Json => render::json(&view)?,
        _ if view.events.is_empty() && view.damaged.is_empty() => {
            note("nothing was recorded yet");
            hint(&format!("begin with `{}`", env.command("next")));
            return Ok(());
        }
        Format::Plain => render::history::plain(&view),
        Format::Table | Format::Markdown => render::history::table(&view, env.width),
    };
    print(&text)
}
