//! `man`.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use jiff::civil::Date;

use crate::env::{Env, write};
use crate::person::replace::{Over, replace};

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath man | man -l -                # read it now\n",
    "  mlpath man ~/.local/share/man/man1   # then `man mlpath` and `man mlpath-plan`",
);

/// Print the manual page, or write one for every command
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Folder to write `mlpath.1` and a page for every command to, over those of an earlier
    /// version; or a command, to print its page
    dir: Option<PathBuf>,
}

/// Prints the page of `program`, the whole command line, or writes all pages.
pub fn run(args: &Args, program: Command, env: &Env) -> Result<()> {
    // `help` is no command that a page could say more about.
    let mut program = program.disable_help_subcommand(true);
    program.build();
    let Some(folder) = &args.dir else { return write(&page(&program, env.today)?) };
    // Whoever types the name of a command wants to read of it.
    let named =
        folder.to_str().filter(|_| !folder.is_dir()).and_then(|it| program.find_subcommand(it));
    if let Some(command) = named {
        return write(&page(command, env.today)?);
    }
    let failed = || format!("cannot make the folder {}", folder.display());
    // Others on this machine may read these pages as well.
    std::fs::create_dir_all(folder).with_context(failed)?;
    let commands = with_all_below(&program);
    for command in &commands {
        let path = folder.join(format!("{}.1", name(command)));
        replace(&path, &page(command, env.today)?, Over::Any)?;
    }
    env.note(&format!("wrote a page for every command to {}", folder.display()));
    Ok(())
}

/// A command and its subcommands, with theirs.
fn with_all_below(command: &Command) -> Vec<&Command> {
    let below = command.get_subcommands().flat_map(with_all_below);
    std::iter::once(command).chain(below).collect()
}

/// The name of a page: `mlpath`, `mlpath-plan`.
fn name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

/// The help of a command as a page of that day, in the language of `man`.
fn page(command: &Command, day: Date) -> Result<String> {
    let usage = command.clone().render_usage().to_string();
    let bare = command.clone().override_usage(usage.trim_start_matches("Usage: ").to_owned());
    let man = Man::new(bare.after_help(None::<&str>).version(None::<&str>))
        .title(name(command).to_uppercase())
        .date(day.to_string())
        .source(format!("mlpath {}", env!("CARGO_PKG_VERSION")))
        .manual("User Commands");
    let mut page = Vec::new();
    man.render(&mut page)?;
    end(command).to_writer(&mut page)?;
    // Names of commands and flags are not to be broken at the ends of lines. An empty line stands
    // for a paragraph, which has a word of its own.
    let page = String::from_utf8(page)?;
    let page = page.replacen("\n.SH NAME", "\n.nh\n.ad l\n.SH NAME", 1);
    Ok(page.replace("\n.br\n\n.br\n", "\n.sp\n").replace("\n\n", "\n.sp\n"))
}

/// The examples as they are typed, and where to read on.
fn end(command: &Command) -> Roff {
    let mut end = Roff::default();
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    if let Some((heading, examples)) = after.split_once(":\n") {
        end.control("SH", [heading.to_uppercase().as_str()]).control("nf", []);
        for line in examples.lines() {
            end.text([roman(line.trim_start())]);
        }
        end.control("fi", []);
    }
    if name(command) != "mlpath" {
        end.control("SH", ["SEE ALSO"]).text([bold("mlpath"), roman("(1)")]);
    }
    end
}
