//! `mlpath`: the shortest sufficient, dated plan to become a machine-learning engineer.

mod advert;
mod checklist;
mod cli;
mod commands;
mod cv;
mod document;
mod editor;
mod env;
mod extract;
mod failure;
mod icalendar;
mod interrupts;
mod knowledge;
mod pager;
mod person;
mod planner;
mod reminder;
mod render;
mod schema;
mod session;
mod view;
mod wizard;

use std::borrow::Cow;
use std::io::ErrorKind;
use std::process::ExitCode;

use crate::cli::Cli;
use crate::env::Env;
use crate::failure::{Refused, Usage};
use crate::knowledge::diagnostics::Diagnostics;
use crate::knowledge::foreign::Foreign;
use crate::knowledge::text::hostile;

/// Plans and adverts are made of many small lists, which most systems' own allocators are slow to
/// give and take back.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    if commands::offered(cli::grammar) {
        return ExitCode::SUCCESS;
    }
    let answer = match Cli::read() {
        Ok((cli, name)) => commands::check_form(&name, cli.globals.format)
            .and_then(|()| Env::new(&cli.globals))
            .and_then(|env| commands::run(cli.command.as_ref(), cli::grammar, &env)),
        Err(wrong) if wrong.use_stderr() => return usage(&wrong),
        Err(help) => env::print(&help.render().ansi().to_string()),
    };
    match answer {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => report(&error),
    }
}

/// Prints what is wrong with the command line. The message quotes what was typed: if that could
/// steer the terminal or is very long, it is printed clean and cut.
fn usage(wrong: &clap::Error) -> ExitCode {
    const READ: usize = 4_000;
    let message = wrong.render();
    let plain = message.to_string();
    let is_tame = plain.lines().all(|line| hostile(line).next().is_none()) && plain.len() <= READ;
    if is_tame {
        env::note_styled(&message.ansi().to_string());
    } else {
        let start: String = plain.chars().take(READ).collect();
        start.lines().for_each(env::note);
    }
    ExitCode::from(2)
}

/// The reader of our output has closed the pipe, as `head` does: no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().find_map(|cause| cause.downcast_ref::<std::io::Error>());
    io.is_some_and(|io| io.kind() == ErrorKind::BrokenPipe)
}

/// One `error:` line, the causes, a hint; exit 2 for wrong usage, else 1.
fn report(error: &anyhow::Error) -> ExitCode {
    let mut lines = error.chain().enumerate().flat_map(|(depth, cause)| match depth {
        0 => lines(cause),
        _ => vec![format!("  {cause}")],
    });
    env::error(&cut(&lines.next().unwrap_or_default()));
    lines.for_each(|line| env::note(&cut(&line)));
    if error.is::<Usage>() {
        env::hint("see the flags with `mlpath help COMMAND`, the ids with `mlpath list`");
        return ExitCode::from(2);
    }
    if let Some(diagnostics) = error.downcast_ref::<Diagnostics>() {
        env::hint(&diagnostics.hint());
    } else if error.is::<Foreign>() {
        env::hint(Foreign::HINT);
    } else if let Some(refused) = error.downcast_ref::<Refused>() {
        env::hint(&refused.hint);
    }
    ExitCode::FAILURE
}

/// The lines of an error. Only these have several: in any other a line feed is part of a name.
fn lines(error: &(dyn std::error::Error + 'static)) -> Vec<String> {
    if let Some(Refused { message, causes, .. }) = error.downcast_ref() {
        let causes = causes.iter().map(|cause| format!("  {cause}"));
        return std::iter::once(message.clone()).chain(causes).collect();
    }
    let said = error.to_string();
    match error.is::<Diagnostics>() || error.is::<Foreign>() {
        true => said.lines().map(str::to_owned).collect(),
        false => vec![said],
    }
}

/// Messages quote what was typed or read; nobody reads more of a line than this.
fn cut(line: &str) -> Cow<'_, str> {
    const READ: usize = 1_000;
    match line.char_indices().nth(READ) {
        Some((end, _)) => Cow::Owned(line[..end].to_owned() + "\u{2026}"),
        None => Cow::Borrowed(line),
    }
}
