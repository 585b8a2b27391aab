//! `kb export`.

use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::commands::profile::write_schema;
use crate::env::{Env, hint};
use crate::failure::Refused;
use crate::knowledge::text::{Count, quoted};
use crate::person::replace::{Over, replace};
use crate::schema::SchemaFile;
use crate::schema::beside::modeline;
use crate::session::Session;

/// Writes the files of the base, comments and all.
pub fn run(folder: &Path, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let files = session.layers.base_files()?;
    let is_taken = folder.is_dir() && std::fs::read_dir(folder)?.next().is_some();
    if is_taken || folder.exists() && !folder.is_dir() {
        let message = format!("{} is there already, and not an empty folder", folder.display());
        let other = quoted(Path::new(&format!("{}-2", folder.display())));
        let hint = format!("name a folder that is not there: `mlpath kb export {other}`");
        bail!(Refused::new(message, hint));
    }
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    for file in &files {
        let path = folder.join(&file.name);
        let schema = SchemaFile::at(&path);
        let text = schema.map(modeline).unwrap_or_default() + &file.text;
        replace(&path, &text, Over::Nothing)?;
        write_schema(&path, &text);
    }
    env.note(&format!("wrote {} to {}", Count(files.len(), "file"), folder.display()));
    if !session.layers.overlays.is_empty() {
        env.note("your overlays are not part of it: they stay where they are, over this one too");
    }
    let folder = quoted(folder);
    hint(&format!(
        "change what you like, look at it with `mlpath check {folder}`, and use it with `mlpath \
         plan --kb {folder}`"
    ));
    Ok(())
}
