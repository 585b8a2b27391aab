//! The command line. The global flags are in `env.rs`, the flags of each command in its file.

use std::ffi::OsStr;

use clap::builder::styling::{AnsiColor, Styles};
use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args as _, CommandFactory as _, FromArgMatches as _, ValueEnum as _};

use itertools::Itertools as _;

use crate::commands::{self, Command};
use crate::env::Globals;
use crate::render::Format;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// The shortest sufficient, dated plan to become what you want to be.
///
/// The knowledge base that comes with it is for machine-learning engineers, and those beside them.
///
/// `mlpath` alone shows your week. Start with `mlpath init`, or with `mlpath plan`: it prints what
/// to do in which week, and why.
#[derive(Debug, clap::Parser)]
#[command(name = "mlpath", version, styles = STYLES, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    pub globals: Globals,

    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Cli {
    /// What was typed, and the command's name.
    ///
    /// # Errors
    /// If it is wrong, or asks for help or the version.
    pub fn read() -> clap::error::Result<(Self, String)> {
        let matches = typed().try_get_matches().or_else(|error| match error.kind() {
            ErrorKind::DisplayVersion => Err(error),
            _ => grammar().try_get_matches(),
        });
        let matches = matches.map_err(clearer)?;
        let name = matches.subcommand_name().unwrap_or_default().to_owned();
        let cli = Self::from_arg_matches(&matches).map_err(|error| error.format(&mut grammar()))?;
        Ok((cli, name))
    }
}

/// A number below 0 is no misspelt flag: says what is meant instead.
fn clearer(error: clap::Error) -> clap::Error {
    let Some(ContextValue::String(flag)) = error.get(ContextKind::InvalidArg) else { return error };
    let is_number = flag.strip_prefix('-').is_some_and(|rest| rest.starts_with(is_digit));
    if error.kind() != ErrorKind::UnknownArgument || !is_number {
        return error;
    }
    let typed = std::env::args_os().filter_map(|typed| typed.into_string().ok()).collect_vec();
    let number = typed.iter().find(|typed| typed.starts_with(flag)).unwrap_or(flag);
    let is_record = typed.iter().any(|typed| matches!(typed.as_str(), "log" | "done"));
    let text = match is_record {
        true => format!("`{number}`: hours are more than 0; `mlpath undo` takes hours back\n"),
        false => format!("`{number}`: numbers here are not below 0\n"),
    };
    clap::Error::raw(ErrorKind::UnknownArgument, text)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Enough of the command line to read one that is right, which is all but the commands that it does
/// not name: to make those as well takes a fifth of the instructions of `--version`.
fn typed() -> clap::Command {
    let program = clap::Command::new("mlpath").version(env!("CARGO_PKG_VERSION"));
    commands::named(Globals::augment_args(program), &std::env::args_os().collect_vec())
}

/// The command line. `--format` offers each command's own forms in its help and completions.
pub fn grammar() -> clap::Command {
    let grammar = Cli::command();
    let format = grammar.get_arguments().find(|argument| argument.get_id() == "format").cloned();
    grammar.mut_subcommands(|command| match format.clone() {
        Some(format) => {
            let forms = Forms(commands::forms(command.get_name()));
            command.arg(format.value_parser(forms))
        }
        None => command,
    })
}

/// Accepts every form, but offers those of one command. [`commands::check_form`] refuses the
/// others, wherever on the command line the flag stands.
#[derive(Clone)]
struct Forms(&'static [Format]);

impl TypedValueParser for Forms {
    type Value = Format;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Format, clap::Error> {
        EnumValueParser::<Format>::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().filter_map(Format::to_possible_value)))
    }
}
