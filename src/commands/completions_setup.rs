//! `completions --install` and `--remove`: a line in a file that the person's shell reads. It asks
//! the program for its script, which therefore is never older than the program.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};
use clap_complete::Shell;

use crate::commands::set_up::{is_wanted, put, remove as remove_file, text};
use crate::env::machine::Machine;
use crate::env::{Env, note};
use crate::failure::Refused;

/// The end of our line, a comment for every shell.
const MARK: &str = "# mlpath completions";

/// Adds the line, after saying where.
pub fn install(env: &Env, shell: Option<Shell>, is_agreed: bool) -> Result<()> {
    let machine = Machine::here()?;
    let shell = named(env, shell, &machine, "--install")?;
    let (path, line) = (place(env, shell, &machine)?, line(shell));
    let shown = path.display();
    let old = text(&path)?;
    let had = old.as_deref().unwrap_or_default();
    let remove = env.command(&format!("completions --remove {shell}"));
    if had.lines().any(|old| old.trim_end() == line) {
        env.note(&format!("{shown} has the line already; `{remove}` takes it away"));
        return Ok(());
    }
    let about =
        [format!("adds to {shown}:"), format!("  {line}"), format!("`{remove}` takes it away")];
    if !is_wanted(env, is_agreed, &about, &env.command(&format!("completions {shell}")))? {
        return Ok(());
    }
    let mut new = without_line(had);
    if !new.is_empty() && !new.ends_with('\n') {
        new.push('\n');
    }
    put(&path, &format!("{new}{line}\n"), old.as_deref())?;
    env.note(&format!("TAB completes `mlpath` in every {shell} that you open from now on"));
    Ok(())
}

/// Takes the line away, and a file that then says nothing.
pub fn remove(env: &Env, shell: Option<Shell>) -> Result<()> {
    let machine = Machine::here()?;
    let shell = named(env, shell, &machine, "--remove")?;
    let path = place(env, shell, &machine)?;
    let old = text(&path)?;
    let had = old.as_deref().unwrap_or_default();
    let rest = without_line(had);
    if rest == had {
        env.note(&format!("there is nothing of ours in {}", path.display()));
    } else if rest.trim().is_empty() && !path.is_symlink() {
        remove_file(&path)?;
    } else {
        put(&path, &rest, old.as_deref())?;
        note(&format!("removed the line from {}", path.display()));
    }
    Ok(())
}

/// The shell that was named, else the person's.
fn named(env: &Env, shell: Option<Shell>, machine: &Machine, flag: &str) -> Result<Shell> {
    let own = || machine.shell.as_ref().and_then(Shell::from_shell_path);
    let usual = || cfg!(windows).then_some(Shell::PowerShell);
    let Some(shell) = shell.or_else(own).or_else(usual) else {
        let message = match &machine.shell {
            Some(other) => format!("there are no completions for your shell, {}", other.display()),
            None => "cannot tell which shell is yours: $SHELL is not set".to_owned(),
        };
        let example = env.command(&format!("completions {flag} bash"));
        bail!(Refused::new(message, format!("name another one, for example: `{example}`")))
    };
    Ok(shell)
}

/// The file that a shell reads when it starts or, as fish does, when it first completes a command.
fn place(env: &Env, shell: Shell, machine: &Machine) -> Result<PathBuf> {
    let Machine { home, settings, zsh_settings, .. } = machine;
    Ok(match shell {
        Shell::Zsh => zsh_settings.join(".zshrc"),
        Shell::Fish => settings.join("fish/completions/mlpath.fish"),
        Shell::Elvish => settings.join("elvish/rc.elv"),
        Shell::PowerShell => powershell_profile(env)?,
        _ => bash_start(home),
    })
}

/// Terminals of macOS open login shells, which read the first of three files. A new file would hide
/// those behind it.
fn bash_start(home: &Path) -> PathBuf {
    if !cfg!(target_os = "macos") {
        return home.join(".bashrc");
    }
    let files = [".bash_profile", ".bash_login", ".profile"].map(|name| home.join(name));
    let found = files.iter().find(|path| path.exists()).unwrap_or(&files[0]);
    found.clone()
}

/// Only `PowerShell` itself knows where its profile is.
fn powershell_profile(env: &Env) -> Result<PathBuf> {
    const ASK: &str = "[Console]::OutputEncoding = [Text.Encoding]::UTF8; $PROFILE";
    let answer = |program: &&str| {
        let mut command = Command::new(program);
        command.args(["-NoProfile", "-NonInteractive", "-Command", ASK]).stdin(Stdio::null());
        let answer = String::from_utf8(command.output().ok()?.stdout).ok()?;
        let path = answer.trim_start_matches('\u{feff}').trim();
        (!path.is_empty()).then(|| PathBuf::from(path))
    };
    let Some(path) = ["pwsh", "powershell"].iter().find_map(answer) else {
        let show = env.command("completions powershell");
        let hint = format!("see the script, and put it where you need it: `{show}`");
        bail!(Refused::new("there is no PowerShell here that says where its profile is", hint))
    };
    Ok(path)
}

/// Says nothing where the program is gone.
fn line(shell: Shell) -> String {
    let line = match shell {
        Shell::Zsh => concat!(
            "if (( $+commands[mlpath] )); then ",
            "(( $+functions[compdef] )) || { autoload -Uz compinit; compinit -i }; ",
            "eval \"$(mlpath completions zsh)\"; fi"
        ),
        Shell::Fish => "command -q mlpath; and mlpath completions fish | source",
        Shell::Elvish => "if (has-external mlpath) { eval (mlpath completions elvish | slurp) }",
        Shell::PowerShell => concat!(
            "if (Get-Command mlpath -ErrorAction Ignore) ",
            "{ mlpath completions powershell | Out-String | Invoke-Expression }"
        ),
        _ => concat!(
            "if [ -n \"$BASH_VERSION\" ] && command -v mlpath >/dev/null; then ",
            "eval \"$(mlpath completions bash)\"; fi"
        ),
    };
    format!("{line} {MARK}")
}

/// A text without our line, all else as it was.
fn without_line(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| !line.trim_end().ends_with(MARK)).collect()
}
