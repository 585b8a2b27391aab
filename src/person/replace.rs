//! The one way in which a file is written whole: a temporary file beside it, synced, and renamed
//! over it after a last look at what it replaces. A kill leaves the old text or the new one, and
//! perhaps a temporary file, which the next write in the same folder removes.

use std::fs::{File, Metadata, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use tempfile::NamedTempFile;

use crate::failure::Refused;
use crate::knowledge::files::read_text;
use crate::knowledge::text::quoted;
use crate::person::home::sync_folder;

/// What may stand in the place that is written.
#[derive(Debug, Clone, Copy)]
pub enum Over<'a> {
    Nothing,
    /// A file with this text.
    Text(&'a str),
    Any,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Written {
        /// Hard links to the old file, which keep the old text.
        links: u64,
    },
    /// Something else stands there by now; nothing was written.
    Changed,
}

/// The frame of the names of temporary files.
const FRAME: (&str, &str) = (".mlpath-", ".tmp");

/// Writes a whole file or nothing. A link is followed, and an existing file keeps its mode. What is
/// not a regular file, such as a pipe, is written to as it is.
///
/// # Errors
/// If the file is read-only or a folder, if its folder is not there, or if the system refuses.
pub fn replace(path: &Path, text: &str, over: Over) -> Result<Outcome> {
    let shown = path.display();
    let failed = || format!("cannot write {shown}");
    // The names behind a link to a stream, such as standard output, may lead nowhere.
    if std::fs::metadata(path).is_ok_and(|old| !old.is_file() && !old.is_dir()) {
        let mut stream = OpenOptions::new().write(true).open(path).with_context(failed)?;
        stream.write_all(text.as_bytes()).with_context(failed)?;
        return Ok(Outcome::Written { links: 0 });
    }
    let target = follow(path).with_context(failed)?;
    let old = std::fs::metadata(&target).ok();
    if let Some(old) = &old {
        check_writable(path, &target, old)?;
    }
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        bail!("cannot write {shown}: there is no folder {}", folder.display());
    }
    sweep(folder);
    let mut file = temporary(folder).with_context(failed)?;
    file.write_all(text.as_bytes()).with_context(failed)?;
    if let Some(old) = &old {
        file.as_file().set_permissions(old.permissions()).with_context(failed)?;
    }
    file.as_file().sync_all().with_context(failed)?;
    let persisted = match over {
        Over::Text(expected) if read_text(&target)? != expected => return Ok(Outcome::Changed),
        Over::Nothing => file.persist_noclobber(&target),
        Over::Text(_) | Over::Any => file.persist(&target),
    };
    match persisted {
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Ok(Outcome::Changed);
        }
        persisted => persisted.map_err(|error| error.error).with_context(failed)?,
    };
    sync_folder(&target).with_context(failed)?;
    Ok(Outcome::Written { links: old.as_ref().map_or(0, links) })
}

/// Copies a file beside itself, as `NAME.before`, over an earlier copy.
///
/// # Errors
/// If the system refuses.
pub fn keep(path: &Path) -> Result<PathBuf> {
    let mut name = path.as_os_str().to_owned();
    name.push(".before");
    let copy = PathBuf::from(name);
    let failed = || format!("cannot keep {} as {}", path.display(), copy.display());
    if copy.is_symlink() {
        let hint = format!("move it away first: `mv {0} {0}.old`", quoted(&copy));
        bail!(Refused::new(format!("{} is a link; nothing was written", copy.display()), hint));
    }
    match String::from_utf8(std::fs::read(path).with_context(failed)?) {
        Ok(text) => replace(&copy, &text, Over::Any).with_context(failed).map(drop)?,
        // No text of this program, but perhaps of somebody's editor.
        Err(_) => std::fs::copy(path, &copy).with_context(failed).map(drop)?,
    }
    Ok(copy)
}

/// A rename asks for no permission to write the file that it replaces, so this does.
fn check_writable(path: &Path, target: &Path, old: &Metadata) -> Result<()> {
    let shown = path.display();
    if old.is_dir() {
        bail!("{shown} is a folder");
    }
    if old.permissions().readonly() {
        let hint = format!("make it writable first: `chmod u+w {shown}`");
        bail!(Refused::new(format!("{shown} is read-only; nothing was written"), hint));
    }
    OpenOptions::new().write(true).open(target).with_context(|| format!("cannot write {shown}"))?;
    Ok(())
}

/// A temporary file that is locked as long as this program lives. Its mode is that of any new file.
fn temporary(folder: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(FRAME.0).suffix(FRAME.1);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder)?;
    // Without locks on this file system a leftover of a kill stays.
    let _ = file.as_file().lock();
    Ok(file)
}

/// Removes the temporary files of programs that were killed: nobody holds a lock on them.
fn sweep(folder: &Path) {
    let names = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let is_ours = |name: &str| name.starts_with(FRAME.0) && name.ends_with(FRAME.1);
    for entry in names.filter(|entry| entry.file_name().to_str().is_some_and(is_ours)) {
        let is_plain = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_plain && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// The file behind links, also where it does not exist yet.
fn follow(path: &Path) -> std::io::Result<PathBuf> {
    const MOST: usize = 40;
    let mut target = path.to_path_buf();
    for _ in 0..MOST {
        match std::fs::read_link(&target) {
            Ok(next) => target = target.parent().unwrap_or(Path::new("")).join(next),
            Err(_) => return Ok(target),
        }
    }
    Err(std::io::Error::other("too many links"))
}

/// Other names of a file.
#[cfg(unix)]
pub fn links(file: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(file).saturating_sub(1)
}

/// Elsewhere the system does not tell.
#[cfg(not(unix))]
pub fn links(_: &Metadata) -> u64 {
    0
}
