//! `completions`, and the answer to a shell that asks what to offer at TAB.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Shells, Zsh};
use clap_complete::{CompleteEnv, Shell};
use itertools::Itertools as _;

use crate::commands::completions_setup;
use crate::commands::offer::with_offers;
use crate::env::{Env, print};

/// Set by the scripts that are installed.
const VARIABLE: &str = "MLPATH_COMPLETE";

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath completions --install         # says what it would write, and asks\n",
    "  mlpath completions --install zsh --yes\n",
    "  mlpath completions bash              # prints the script\n",
    "  mlpath completions --remove",
);

/// Have TAB complete commands, your steps, competencies, roles and files
///
/// Prints the script of a shell. With --install your shell asks for it whenever it starts: one line
/// is added to the file that the shell reads, and stays right when mlpath is updated. For bash
/// that is `.bashrc`, for zsh `.zshrc`, for elvish `rc.elv`, for powershell `$PROFILE`; fish has
/// a file for each program.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The shell [default with --install: yours, by `$SHELL`]
    #[arg(value_enum, required_unless_present_any = ["install", "remove"])]
    shell: Option<Shell>,

    /// Set it up for your shell; you are asked first
    #[arg(long, conflicts_with = "remove")]
    install: bool,

    /// Set it up without asking
    #[arg(long, short, requires = "install")]
    yes: bool,

    /// Take away what --install has set up
    #[arg(long)]
    remove: bool,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    match args.shell {
        shell if args.install => completions_setup::install(env, shell, args.yes),
        Some(shell) if !args.remove => script(shell),
        shell => completions_setup::remove(env, shell),
    }
}

/// Prints the script of a shell.
fn script(shell: Shell) -> Result<()> {
    let shells = Shells::builtins();
    let mut script = Vec::new();
    if let Some(completer) = shells.completer(&shell.to_string()) {
        completer.write_registration(VARIABLE, "mlpath", "mlpath", "mlpath", &mut script)?;
    }
    let script = String::from_utf8_lossy(&script);
    print(&match shell {
        Shell::Bash => BASH.to_owned(),
        Shell::Zsh => format!("{}\n{ZSH_FIRST_TIME}", script.trim()),
        _ => format!("{}\n", script.trim()),
    })
}

/// Bash breaks words at `=` and `:`, and replaces only what is behind them; the library's own
/// script knows nothing of that.
const BASH: &str = r#"_mlpath() {
    local word words=() last=-1 is_broken= i
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $last -ge 0 && ( $word == [=:]* || -n $is_broken ) ]]; then
            words[last]+=$word
        else
            words[++last]=$word
        fi
        [[ $word == *[=:] ]] && is_broken=1 || is_broken=
    done
    local before=
    if [[ ${words[last]} == *[=:]* ]]; then
        before=${words[last]%"${words[last]##*[=:]}"}
    else
        words[last]=$2
    fi
    COMPREPLY=()
    while IFS= read -r word; do
        COMPREPLY+=("${word#"$before"}")
    done < <(MLPATH_COMPLETE=bash _CLAP_COMPLETE_INDEX=$last _CLAP_IFS=$'\n' \
        mlpath -- "${words[@]}" 2>/dev/null; echo)
    # The last line has no end, the echo gives it one, and an empty one where there is nothing.
    [[ -n ${COMPREPLY[${#COMPREPLY[@]} - 1]} ]] || unset "COMPREPLY[${#COMPREPLY[@]} - 1]"
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/:] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
if [[ ${BASH_VERSINFO[0]} -gt 4 || ${BASH_VERSINFO[0]} -eq 4 && ${BASH_VERSINFO[1]} -ge 4 ]]; then
    complete -o bashdefault -o nosort -F _mlpath mlpath
else
    complete -o bashdefault -F _mlpath mlpath
fi
"#;

/// Zsh loads a file of `$fpath` at the first TAB, and expects that it completes at once.
const ZSH_FIRST_TIME: &str = r#"
if [ "$funcstack[1]" = _mlpath ]; then
    _clap_dynamic_completer_mlpath "$@"
fi
"#;

/// Answers a shell that asks what to offer; whether one did. Nobody reads an error at TAB: then
/// there is nothing to offer.
pub fn offered(program: fn() -> clap::Command) -> bool {
    let folder = std::env::current_dir().ok();
    CompleteEnv::with_factory(|| with_offers(program()))
        .var(VARIABLE)
        .shells(Shells(&[
            &ValuesFirst(Bash),
            &ValuesFirst(Elvish),
            &ValuesFirst(Fish),
            &ValuesFirst(Powershell),
            &ValuesFirst(Zsh),
        ]))
        .try_complete(std::env::args_os(), folder.as_deref())
        .unwrap_or(true)
}

/// A shell that is offered flags only where there is no value to offer, or a hyphen was typed: the
/// library mixes twenty flags with the files of a folder.
struct ValuesFirst<S>(S);

impl<S: EnvCompleter> EnvCompleter for ValuesFirst<S> {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn is(&self, name: &str) -> bool {
        self.0.is(name)
    }

    fn write_registration(
        &self,
        variable: &str,
        name: &str,
        program: &str,
        completer: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        self.0.write_registration(variable, name, program, completer, out)
    }

    fn write_complete(
        &self,
        command: &mut clap::Command,
        words: Vec<OsString>,
        folder: Option<&Path>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut all = Vec::new();
        self.0.write_complete(command, words, folder, &mut all)?;
        let all = String::from_utf8_lossy(&all);
        let is_value = |line: &&str| !line.is_empty() && !line.starts_with('-');
        let has_values = all.split('\n').any(|line| is_value(&line));
        let kept = all.split('\n').filter(|line| !has_values || !line.starts_with('-'));
        out.write_all(kept.format("\n").to_string().as_bytes())
    }
}
