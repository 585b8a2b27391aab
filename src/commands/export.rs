//! `export`.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::commands::plan;
use crate::env::{Env, note, print, quoted};
use crate::failure::Refused;
use crate::person::flags::ProfileFlags;
use crate::person::home::write_whole;
use crate::render::Format;

/// Write the plan as a Markdown checklist
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file to write; without one, or with `-`, to standard output
    file: Option<PathBuf>,

    /// Replace an existing file
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    profile: ProfileFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let file = args.file.as_deref().filter(|file| *file != Path::new("-"));
    if let Some(file) = file.filter(|file| file.is_file() && !args.force) {
        let shown = file.display();
        return Err(Refused {
            message: format!("{shown} is there already"),
            causes: Vec::new(),
            hint: format!("replace it with `mlpath export --force {}`", quoted(file)),
        }
        .into());
    }
    let format = env.format.unwrap_or(Format::Markdown);
    let view = plan::make(&args.profile, None, env, format)?;
    if view.unreachable.is_some() {
        return Err(plan::no_plan(&view).into());
    }
    let text = plan::text(&view, format, env.width)?;
    match file {
        None => print(&text),
        Some(file) => {
            // A table drawn for a terminal carries its colours as escape sequences.
            write_whole(file, &anstream::adapter::strip_str(&text).to_string(), args.force)?;
            note(&format!("wrote {} steps to {}", view.totals.steps, file.display()));
            Ok(())
        }
    }
}
