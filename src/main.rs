//! `mlpath`: the shortest sufficient, dated plan to become a machine-learning engineer.

mod advert;
mod checklist;
mod cli;
mod commands;
mod document;
mod env;
mod failure;
mod knowledge;
mod pager;
mod person;
mod planner;
mod render;
mod session;
mod view;
mod wizard;

use std::io::ErrorKind;
use std::process::ExitCode;

use anstyle::AnsiColor;

use crate::cli::Cli;
use crate::env::Env;
use crate::failure::{Refused, Usage};
use crate::knowledge::diagnostics::Diagnostics;
use crate::knowledge::text::{is_hostile, visible};

fn main() -> ExitCode {
    let (cli, name) = match Cli::read() {
        Ok(typed) => typed,
        Err(error) => return usage(&error),
    };
    let answer = commands::check_form(&name, cli.globals.format)
        .and_then(|()| Env::new(&cli.globals))
        .and_then(|env| commands::run(&cli.command, &env, cli::grammar));
    match answer {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => report(&error),
    }
}

/// Prints help, the version, or what is wrong with the command line. The message quotes what was
/// typed: if that could steer the terminal or is very long, it is printed clean and cut.
fn usage(error: &clap::Error) -> ExitCode {
    const READ: usize = 4_000;
    let plain = error.render().to_string();
    let is_tame = !plain.replace('\n', "").contains(is_hostile) && plain.len() <= READ;
    if !error.use_stderr() || is_tame {
        let _ = error.print();
    } else {
        let start: String = plain.chars().take(READ).collect();
        for line in start.lines() {
            env::note(&visible(line));
        }
    }
    if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
}

/// The reader of our output has closed the pipe, as `head` does: no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().find_map(|cause| cause.downcast_ref::<std::io::Error>());
    io.is_some_and(|io| io.kind() == ErrorKind::BrokenPipe)
}

/// One `error:` line, the causes, a hint; exit 2 for wrong usage, else 1.
fn report(error: &anyhow::Error) -> ExitCode {
    let red = AnsiColor::Red.on_default().bold();
    let shown = error.to_string();
    let (first, rest) = shown.split_once('\n').unwrap_or((&shown, ""));
    env::note(&format!("{red}error:{red:#} {}", visible(first)));
    let causes = error.chain().skip(1).map(|cause| format!("  {cause}"));
    for line in rest.lines().map(str::to_owned).chain(causes) {
        env::note(&visible(&line));
    }
    if error.is::<Usage>() {
        env::hint("see the flags with `mlpath help COMMAND`, the ids with `mlpath list`");
        return ExitCode::from(2);
    }
    if let Some(diagnostics) = error.downcast_ref::<Diagnostics>() {
        env::hint(&visible(&diagnostics.hint()));
    } else if let Some(refused) = error.downcast_ref::<Refused>() {
        env::hint(&visible(&refused.hint));
    }
    ExitCode::FAILURE
}
