//! Where the person's files are, and how one is written for the first time.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::knowledge::source::{SourceFile, read_file};

/// The folder with `profile.yaml`.
#[derive(Debug, Clone)]
pub struct Home {
    pub folder: PathBuf,
}

impl Home {
    pub fn profile_path(&self) -> PathBuf {
        self.folder.join("profile.yaml")
    }

    /// The profile's text, if there is a profile.
    pub fn read_profile(&self) -> Result<Option<SourceFile>> {
        let path = self.profile_path();
        if !path.try_exists().with_context(|| format!("cannot look for {}", path.display()))? {
            return Ok(None);
        }
        Ok(Some(SourceFile { name: path.display().to_string(), ..read_file(&path)? }))
    }
}

/// Writes a whole file or nothing: a temporary file beside the target, synced, then renamed over
/// it. A link is followed, and an existing file keeps its mode.
pub fn write_whole(path: &Path, text: &str) -> Result<()> {
    let shown = path.display();
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    if target.is_dir() {
        bail!("{shown} is a folder");
    }
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        bail!("cannot write {shown}: there is no folder {}", folder.display());
    }
    let failed = || format!("cannot write {shown}");
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(failed)?;
    file.write_all(text.as_bytes()).with_context(failed)?;
    match std::fs::metadata(&target) {
        Ok(old) => file.as_file().set_permissions(old.permissions()).with_context(failed)?,
        Err(_) => usual_mode(file.as_file()).with_context(failed)?,
    }
    file.as_file().sync_all().with_context(failed)?;
    file.persist(&target).map_err(|error| error.error).with_context(failed)?;
    Ok(())
}

/// A temporary file is private; a checklist is made to be shared.
#[cfg(unix)]
fn usual_mode(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn usual_mode(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}
