//! Schemas in a folder beside the files that they are for, where editors find them without a
//! network, and whoever the folder is shared with does too.

use std::path::Path;

use anyhow::Result;

use crate::knowledge::files::read_text;
use crate::knowledge::vocabulary::Keyword as _;
use crate::person::home::make_folder;
use crate::person::replace::{Over, replace};
use crate::schema::SchemaFile;

/// The folder beside the files.
const FOLDER: &str = "schema";

/// The line, with its end, by which a YAML file names its schema.
pub fn modeline(file: SchemaFile) -> String {
    format!("# yaml-language-server: $schema={FOLDER}/{}\n", file.schema_name())
}

/// Writes the schema that a file names by such a line beside the file; `text` is what stands in it.
///
/// # Errors
/// If the system refuses.
pub fn keep_up(path: &Path, text: &str) -> Result<()> {
    let is_named = |file: &SchemaFile| text.lines().any(|line| line == modeline(*file).trim_end());
    match SchemaFile::ALL.iter().copied().find(is_named) {
        Some(file) => write_into(&path.with_file_name(FOLDER), file),
        None => Ok(()),
    }
}

/// Writes a schema into a folder. One of another version is replaced.
///
/// # Errors
/// If the system refuses.
pub fn write_into(folder: &Path, file: SchemaFile) -> Result<()> {
    let (path, text) = (folder.join(file.schema_name()), file.schema_text());
    if read_text(&path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    make_folder(folder)?;
    replace(&path, &text, Over::Any).map(drop)
}

/// Removes the schemas beside a file that is gone, and the folders if nothing else is in them.
pub fn forget(path: &Path) {
    let (folder, beside) = (path.parent(), path.with_file_name(FOLDER));
    for file in SchemaFile::ALL {
        let _ = std::fs::remove_file(beside.join(file.schema_name()));
    }
    let _ = std::fs::remove_dir(beside);
    let _ = folder.map(std::fs::remove_dir);
}
