//! Which knowledge base a run reads: what the flags or the environment name, else what the profile
//! names, else the shipped one; and the overlays on it.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::env::Env;
use crate::failure::Refused;
use crate::knowledge::layers::Layers;
use crate::knowledge::text::quoted;
use crate::person::profile::ProfileFile;

/// Names the shipped knowledge base where the profile names another one.
pub const SHIPPED: &str = "shipped";

/// The layers of the knowledge base. The overlays of the home lie over those that several people
/// share.
///
/// # Errors
/// If a folder that is named is not there.
pub fn layers(env: &Env, profile: Option<&ProfileFile>) -> Result<Layers> {
    let base = match (&env.kb_folder, profile.and_then(ProfileFile::kb)) {
        (Some(folder), _) if folder == Path::new(SHIPPED) => None,
        (Some(folder), _) if folder.is_dir() => Some(folder.clone()),
        (Some(folder), _) => bail!(Refused::new(
            format!("{} is not a folder", folder.display()),
            "omit --kb to use the shipped knowledge base: `mlpath plan`",
        )),
        (None, Some((written, _))) if written == Path::new(SHIPPED) => None,
        (None, Some((_, folder))) if folder.is_dir() => Some(folder),
        (None, Some((written, folder))) => bail!(not_there(env, profile, "kb", written, &folder)),
        (None, None) => None,
    };
    let mut overlays = Vec::new();
    if env.overlays {
        for (written, folder) in profile.into_iter().flat_map(ProfileFile::kb_add) {
            if !folder.is_dir() {
                bail!(not_there(env, profile, "kb_add", written, &folder));
            }
            overlays.push(folder);
        }
        for folder in &env.kb_add {
            if !folder.is_dir() {
                bail!(Refused::new(
                    format!("the overlay {} is not a folder", folder.display()),
                    "omit --kb-add to plan without it: `mlpath plan`",
                ));
            }
            overlays.push(folder.clone());
        }
        let own = env.home.overlay_path();
        overlays.extend(Some(own).filter(holds_yaml));
    }
    // Whoever keeps a base in their home has nothing laid over it.
    let is_base = |folder: &PathBuf| base.as_ref().is_some_and(|base| is_same(base, folder));
    overlays.retain(|folder| !is_base(folder));
    Ok(Layers { base, overlays })
}

fn not_there(
    env: &Env,
    profile: Option<&ProfileFile>,
    key: &str,
    written: &Path,
    folder: &Path,
) -> Refused {
    let place = profile.map(|file| file.place(key, &written.to_string_lossy()));
    let message = format!(
        "{}: the profile is for the knowledge base in {}, which is not a folder",
        place.unwrap_or_default(),
        quoted(folder)
    );
    let hint = match key {
        "kb" => format!("name it where it is now: `{}`", env.command("plan --kb DIR")),
        _ => format!("plan without it: `{}`", env.command("plan --no-overlays")),
    };
    Refused::new(message, hint)
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Whether there is an overlay at all: an empty folder is none.
pub fn holds_yaml(folder: &PathBuf) -> bool {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files
        .map(|file| file.path())
        .any(|path| path.extension().is_some_and(|end| end == "yaml" || end == "yml"))
}
