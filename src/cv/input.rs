//! A file -> a CV, by what is in it.

use std::path::Path;

use anyhow::Result;

use crate::advert::Recogniser;
use crate::cv::{Cv, json_resume, linkedin, text};
use crate::extract::{self, Wanted};
use crate::failure::Refused;

/// The only JSON that is read is a JSON Resume, which is not made a text of.
const CV: Wanted =
    Wanted { noun: "a CV", command: "mlpath init --cv cv.txt", of_json: |_| Vec::new() };

/// Reads a CV in month `now`, counted from the year 0; `-` is standard input.
///
/// # Errors
/// If the file cannot be opened, is larger than a megabyte, is not text, or has no section of which
/// something can be believed.
pub fn read(path: &Path, recogniser: &Recogniser<'_>, now: u32) -> Result<Cv> {
    let cv = of(&extract::characters(path, &CV)?, recogniser, now);
    if cv.sections.iter().all(|section| !section.kind.counts()) {
        let message = format!("{} has no section of a CV", path.display());
        let hint = format!("give it headings such as Skills and Experience, then `{}`", CV.command);
        return Err(Refused::new(message, hint).into());
    }
    Ok(cv)
}

/// Whether a file is a JSON Resume.
pub fn is_json_resume(path: &Path) -> bool {
    extract::characters(path, &CV).is_ok_and(|raw| json_resume::read(&raw, 0).is_some())
}

/// The CV in a text of any form.
pub fn of(raw: &str, recogniser: &Recogniser<'_>, now: u32) -> Cv {
    let known = |_: &str, word: &str| recogniser.knows(word);
    json_resume::read(raw, now)
        .or_else(|| linkedin::read(raw))
        .unwrap_or_else(|| text::read(&extract::text_of(raw, &CV, &known), now))
}
