//! The refusal of a CV where an advert is wanted.

use std::path::Path;

use anyhow::{Result, bail};

use crate::cv::looks_like_cv;
use crate::env::{Env, quoted};
use crate::failure::Refused;

/// # Errors
/// If the text that was read from `path` is a CV.
pub fn check_advert(env: &Env, path: &Path, text: &str) -> Result<()> {
    if looks_like_cv(text) {
        let init = env.command(&format!("init --cv {}", quoted(path)));
        let message = format!("{} is a CV, not a job advert", path.display());
        bail!(Refused::new(message, format!("let it say what you know: `{init}`")));
    }
    Ok(())
}
