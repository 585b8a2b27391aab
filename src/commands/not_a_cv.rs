//! The refusal of a CV where an advert is wanted.

use std::path::Path;

use anyhow::{Result, bail};

use crate::advert::{Reader, input};
use crate::cv::input::is_json_resume;
use crate::cv::looks_like_cv;
use crate::env::Env;
use crate::failure::Refused;
use crate::knowledge::text::quoted;

/// The text of the advert in a file; `-` is standard input.
///
/// # Errors
/// If it cannot be read, or is a CV.
pub fn advert_text(env: &Env, path: &Path, reader: &Reader<'_>) -> Result<String> {
    let text = input::read(path, reader);
    let is_cv = match &text {
        Ok(text) => looks_like_cv(text),
        Err(_) => path != Path::new("-") && is_json_resume(path),
    };
    if is_cv {
        let init = env.command(&format!("init --cv {}", quoted(path)));
        let message = format!("{} is a CV, not a job advert", path.display());
        bail!(Refused::new(message, format!("let it say what you know: `{init}`")));
    }
    text
}
