//! What a command writes on this machine for other programs to read: after a yes, whole, and never
//! over what somebody else wrote.

use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::commands::record::agreed;
use crate::env::{Env, note};
use crate::failure::Refused;
use crate::knowledge::files::read_text;
use crate::knowledge::text::quoted;
use crate::person::home::make_folder;
use crate::person::replace::{Outcome, Over, replace};

/// Whether the person says yes to what is said of it; `show` is a command that only prints.
///
/// # Errors
/// Without a terminal and a yes given by a flag.
pub(super) fn is_wanted(env: &Env, is_agreed: bool, about: &[String], show: &str) -> Result<bool> {
    if is_agreed {
        for line in about {
            env.note(line);
        }
        return Ok(true);
    }
    let Some(answer) = agreed(env, about, "Set it up?", "nothing is ever sent anywhere")? else {
        let hint = format!("add --yes to set it up; see it with `{show}`");
        bail!(Refused::new("nothing is set up without your yes", hint).because(about.to_vec()))
    };
    if !answer {
        note("nothing was set up");
    }
    Ok(answer)
}

/// Whether there is a file that has our mark.
pub(super) fn is_ours(path: &Path, mark: &str) -> Result<bool> {
    Ok(text(path)?.is_some_and(|text| text.contains(mark)))
}

/// Refuses a file of somebody else's.
pub(super) fn check_ours(path: &Path, mark: &str) -> Result<()> {
    if !path.exists() || is_ours(path, mark)? {
        return Ok(());
    }
    let message = format!("{} was not written by mlpath", path.display());
    let hint = format!("move it away first, for example: `mv {0} {0}.old`", quoted(path));
    bail!(Refused::new(message, hint))
}

/// The text of a file, if there is one.
pub(super) fn text(path: &Path) -> Result<Option<String>> {
    path.exists().then(|| read_text(path)).transpose()
}

/// Writes a file whole, with its folder, in place of what was read.
pub(super) fn put(path: &Path, text: &str, old: Option<&str>) -> Result<()> {
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    if replace(path, text, old.map_or(Over::Nothing, Over::Text))? == Outcome::Changed {
        bail!("{} has just been changed by somebody else", path.display());
    }
    Ok(())
}

/// Takes a file away, and says so.
pub(super) fn remove(path: &Path) -> Result<()> {
    let shown = path.display();
    std::fs::remove_file(path).with_context(|| format!("cannot remove {shown}"))?;
    note(&format!("removed {shown}"));
    Ok(())
}
