//! Where the person's files are, and how they are made.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

/// The folder with `profile.yaml`.
#[derive(Debug, Clone)]
pub struct Home {
    pub folder: PathBuf,
}

impl Home {
    pub fn profile_path(&self) -> PathBuf {
        self.folder.join("profile.yaml")
    }

    /// A profile that is being edited.
    pub fn draft_path(&self) -> PathBuf {
        self.folder.join("profile.draft.yaml")
    }

    /// The folder of the person's own additions to the knowledge base.
    pub fn overlay_path(&self) -> PathBuf {
        self.folder.join("kb")
    }

    pub fn journal_path(&self) -> PathBuf {
        self.folder.join("journal.jsonl")
    }

    pub fn last_seen_path(&self) -> PathBuf {
        self.folder.join("last_seen.json")
    }

    pub fn exported_path(&self) -> PathBuf {
        self.folder.join("exported.json")
    }
}

/// Makes a folder that only the person can look into, with those above it, unless it is there; what
/// is new is on the disk then.
pub fn make_folder(folder: &Path) -> Result<()> {
    let failed = || format!("cannot make the folder {}", folder.display());
    let is_new = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let new: Vec<&Path> = folder.ancestors().take_while(is_new).collect();
    if new.is_empty() && !folder.is_dir() && !folder.as_os_str().is_empty() {
        bail!("{} is not a folder", folder.display());
    }
    if !new.is_empty() {
        private_folder(DirBuilder::new().recursive(true)).create(folder).with_context(failed)?;
    }
    new.iter().try_for_each(|folder| sync_folder(folder)).with_context(failed)
}

/// Syncs the directory entry of a file or folder to the disk. A file system that cannot sync a
/// folder says that the input is invalid; Windows cannot even open one.
pub fn sync_folder(of: &Path) -> std::io::Result<()> {
    let place = of.canonicalize()?;
    let Some(folder) = place.parent().filter(|_| cfg!(unix)) else { return Ok(()) };
    match File::open(folder)?.sync_all() {
        Err(why) if why.kind() == ErrorKind::InvalidInput => Ok(()),
        synced => synced,
    }
}

/// The same for all folders above it: another program may have made them and died. Folders that
/// the person may not open, or that nothing can change, are older.
pub fn sync_place(of: &Path) -> std::io::Result<()> {
    use ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
    sync_folder(of)?;
    for folder in of.canonicalize()?.ancestors().skip(1) {
        if let Err(why) = sync_folder(folder)
            && !matches!(why.kind(), PermissionDenied | ReadOnlyFilesystem)
        {
            return Err(why);
        }
    }
    Ok(())
}

/// For a file that only the person can read.
pub fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

fn private_folder(builder: &mut DirBuilder) -> &mut DirBuilder {
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(builder, 0o700);
    builder
}
