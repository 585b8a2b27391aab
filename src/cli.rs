//! The command line: global flags. Each command's own flags are in its file.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use jiff::civil::Date;

use crate::commands::Command;
use crate::person::profile::parse_day;
use crate::render::Format;

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

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Global options")]
pub struct Globals {
    /// Folder with your profile and journal [default: `$MLPATH_HOME`, else the platform's data folder]
    #[arg(long, global = true, value_name = "DIR")]
    pub home: Option<PathBuf>,

    /// Another knowledge base in place of the shipped one
    #[arg(long, global = true, value_name = "DIR")]
    pub kb: Option<PathBuf>,

    /// Take this day for today
    #[arg(long, global = true, value_name = "DATE", value_parser = parse_day)]
    pub today: Option<Date>,

    /// Form of the answer
    #[arg(long, global = true, value_enum)]
    pub format: Option<Format>,

    /// When to use colour; `NO_COLOR` is respected
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    pub color: Color,
}

#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

impl Color {
    /// Decides for all streams.
    pub fn write_global(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}
