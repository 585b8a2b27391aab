//! Small files of JSON beside the journal, on which no answer depends: one that cannot be read
//! counts as none, and one that cannot be written is left alone.

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::knowledge::files::read_file;
use crate::person::replace::{Over, links, replace};

pub fn read<T: DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_str(&read_file(path).ok()?.text).ok()
}

/// Writes the file. What stands in its place and is not one of this program, with no other name,
/// stays as it is: in a shared folder it may be a link to something dear.
pub fn write<T: Serialize + DeserializeOwned>(path: &Path, state: &T) {
    let is_ours = path.symlink_metadata().map_or_else(
        |_| true,
        |file| file.is_file() && links(&file) == 0 && read::<T>(path).is_some(),
    );
    if is_ours && let Ok(text) = serde_json::to_string(state) {
        let _ = replace(path, &text, Over::Any);
    }
}
