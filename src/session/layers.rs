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
    let base = match &env.kb_folder {
        Some(folder) => named(folder)?,
        None => profile.map_or(Ok(None), of_profile)?,
    };
    let overlays = overlays(env, profile, base.as_deref())?;
    Ok(Layers { base, overlays })
}

/// The layers for a profile that is about to be written: what it names itself goes before the
/// flags.
///
/// # Errors
/// Those of [`layers`].
pub fn layers_of(env: &Env, profile: &ProfileFile) -> Result<Layers> {
    if profile.kb().is_none() {
        return layers(env, Some(profile));
    }
    let base = of_profile(profile)?;
    let overlays = overlays(env, Some(profile), base.as_deref())?;
    Ok(Layers { base, overlays })
}

/// The base that flags or the environment name; nothing for the shipped one.
fn named(folder: &Path) -> Result<Option<PathBuf>> {
    if folder == Path::new(SHIPPED) {
        return Ok(None);
    }
    if !folder.is_dir() {
        let message = format!("{} is not a folder", folder.display());
        let hint = "plan with the shipped knowledge base: `mlpath --kb shipped plan`";
        bail!(Refused::new(message, hint));
    }
    if folder.join("changes.yaml").exists() {
        let shown = quoted(folder);
        let message = format!("{shown} is an overlay, not a knowledge base: it has a changes.yaml");
        bail!(Refused::new(message, format!("lay it over one: `mlpath plan --kb-add {shown}`")));
    }
    Ok(Some(folder.to_owned()))
}

/// The base that the profile names.
fn of_profile(profile: &ProfileFile) -> Result<Option<PathBuf>> {
    let Some((written, folder)) = profile.kb() else { return Ok(None) };
    if written == Path::new(SHIPPED) {
        return Ok(None);
    }
    if !folder.is_dir() {
        let place = profile.place("kb", &written.to_string_lossy());
        let (base, shipped) = (quoted(&folder), "mlpath --kb shipped set");
        let message =
            format!("{place}: the knowledge base of the profile, {base}, is not a folder");
        let hint =
            format!("say where it is now: `{shipped} kb=DIR`, or do without: `{shipped} kb=`");
        bail!(Refused::new(message, hint));
    }
    Ok(Some(folder))
}

fn overlays(env: &Env, profile: Option<&ProfileFile>, base: Option<&Path>) -> Result<Vec<PathBuf>> {
    if !env.overlays {
        return Ok(Vec::new());
    }
    let mut overlays = Vec::new();
    for (profile, (written, folder)) in
        profile.into_iter().flat_map(|it| it.kb_add().map(move |named| (it, named)))
    {
        if !folder.is_dir() {
            let place = profile.place("kb_add", &written.to_string_lossy());
            let over = quoted(&folder);
            let message = format!("{place}: the overlay of the profile, {over}, is not a folder");
            let without = "mlpath --no-overlays set kb_add=";
            let hint = format!("say where it is now: `{without}DIR`, or do without: `{without}`");
            bail!(Refused::new(message, hint));
        }
        overlays.push(folder);
    }
    for folder in &env.kb_add {
        if !folder.is_dir() {
            let message = format!("the overlay {} is not a folder", folder.display());
            bail!(Refused::new(message, "plan without overlays: `mlpath --no-overlays plan`"));
        }
        overlays.push(folder.clone());
    }
    overlays.extend(Some(env.home.overlay_path()).filter(holds_yaml));
    // Whoever keeps a base in their home has nothing laid over it.
    overlays.retain(|folder| !base.is_some_and(|base| is_same(base, folder)));
    Ok(overlays)
}

/// Whether both are the same folders, by whatever paths.
pub fn are_same(one: &Layers, other: &Layers) -> bool {
    let folders =
        |layers: &Layers| [layers.base.clone().into_iter().collect(), layers.overlays.clone()];
    let pairs = folders(one).into_iter().zip(folders(other));
    pairs.into_iter().all(|(one, other): (Vec<PathBuf>, Vec<PathBuf>)| {
        one.len() == other.len() && one.iter().zip(&other).all(|(one, other)| is_same(one, other))
    })
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
