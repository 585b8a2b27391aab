//! The command line. The global flags are in `env.rs`, the flags of each command in its file.

use clap::builder::styling::{AnsiColor, Styles};

use crate::commands::Command;
use crate::env::Globals;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// The shortest sufficient, dated plan to become a machine-learning engineer.
///
/// Start with `mlpath plan`: it prints what to do in which week, and why.
#[derive(Debug, clap::Parser)]
#[command(name = "mlpath", version, styles = STYLES, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    pub globals: Globals,

    #[command(subcommand)]
    pub command: Command,
}
