use anyhow::Result;

use crate::env::{Env, print};

/// Check a knowledge base: the shipped one, or the one named by --kb
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_: &Args, env: &Env) -> Result<()> {
    let kb = env.knowledge()?;
    print(&format!("no problems: {kb}\n"))
}
