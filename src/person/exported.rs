//! The files that were exported, so that a later export may write over them: only a file that is
//! still as it was written holds nothing of the person's own.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::person::state::{read, write};

/// Absolute paths, each with the CRC-32 of what was written there.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Exported {
    files: Vec<(String, u32)>,
}

impl Exported {
    pub fn read(path: &Path) -> Self {
        read(path).unwrap_or_default()
    }

    /// Whether a file holds exactly what was exported to it.
    pub fn is_unchanged(&self, file: &Path, text: &str) -> bool {
        let now = absolute(file).map(|file| (file, crc32fast::hash(text.as_bytes())));
        now.is_some_and(|now| self.files.contains(&now))
    }

    /// Whether anything was ever exported to a file.
    pub fn has(&self, file: &Path) -> bool {
        absolute(file).is_some_and(|file| self.files.iter().any(|(known, _)| *known == file))
    }

    /// Remembers what was exported to a file, and forgets files that are gone.
    pub fn remember(mut self, path: &Path, file: &Path, text: &str) {
        let Some(file) = absolute(file) else { return };
        self.files.retain(|(other, _)| *other != file && Path::new(other).exists());
        self.files.push((file, crc32fast::hash(text.as_bytes())));
        write(path, &self);
    }
}

/// The file under the one name that it has wherever it is named from; `None` if that is no text.
fn absolute(file: &Path) -> Option<String> {
    file.canonicalize().ok()?.into_os_string().into_string().ok()
}
