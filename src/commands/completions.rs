//! `completions`.

use anyhow::Result;
use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::cli::Cli;
use crate::env::print;

/// Print a completion script for a shell
///
/// For example: `mlpath completions bash > ~/.local/share/bash-completion/completions/mlpath`
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_enum)]
    shell: Shell,
}

pub fn run(args: &Args) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "mlpath", &mut script);
    print(&String::from_utf8_lossy(&script))
}
