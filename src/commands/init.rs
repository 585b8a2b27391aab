//! `init`.

use anyhow::{Context as _, Result};

use crate::env::{Env, note};
use crate::failure::Refused;
use crate::person;
use crate::person::flags::ProfileFlags;
use crate::person::home::write_whole;
use crate::view::profile;

/// Write a commented profile.yaml from flags, to be edited by hand
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Replace an existing profile
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    profile: ProfileFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let path = env.home.profile_path();
    let shown = path.display();
    if path.exists() && !args.force {
        return Err(Refused {
            message: format!("{shown} is there already"),
            causes: Vec::new(),
            hint: format!("edit {shown} by hand, or replace it with `mlpath init --force`"),
        }
        .into());
    }
    let kb = env.knowledge()?;
    let person = person::resolve(&kb, None, &args.profile, env.today)?;
    let folder = &env.home.folder;
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    write_whole(&path, &profile::yaml(&kb, &person), args.force)?;
    note(&format!("wrote {shown}\nhint: edit it, then run `mlpath plan`"));
    Ok(())
}
