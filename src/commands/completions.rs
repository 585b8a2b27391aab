//! `completions`.

use anyhow::Result;
use clap_complete::Shell;

use crate::env::print;

/// Print a completion script for a shell
///
/// For example: `mlpath completions bash > ~/.local/share/bash-completion/completions/mlpath`
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_enum)]
    shell: Shell,
}

pub fn run(args: &Args, mut program: clap::Command) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut program, "mlpath", &mut script);
    print(&String::from_utf8_lossy(&script))
}
