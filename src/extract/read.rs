//! From a file to its text, whatever its form.

use std::path::Path;

use anyhow::Result;
use itertools::Itertools as _;

use crate::extract::input::{Wanted, no_words, shown};
use crate::extract::page::Reading;
use crate::extract::{blank, form, hyphens, input, json, normal, strange};
use crate::failure::Refused;

/// The text of a file, or of standard input for `-`, ready to be read. `known` tells of a text
/// and a word in it whether it is one, to join those that were cut at the end of a line.
///
/// Byte offsets in it are those of the file, unless the file was converted: if it is more than
/// plain text, or its words were cut or set with other letters.
///
/// # Errors
/// If the file cannot be opened, is too large, is not text, has no words, or is plainly not what is
/// wanted.
pub fn read(path: &Path, wanted: &Wanted, known: &dyn Fn(&str, &str) -> bool) -> Result<String> {
    let raw = input::read(path, wanted)?;
    let shown = shown(path);
    let text = match json::read(&raw) {
        Some(value) => {
            let texts = value.map(|value| (wanted.of_json)(&value));
            one_of(&shown, wanted, texts).map_err(anyhow::Error::from)?
        }
        None => raw,
    };
    if let Some(kind) = strange::kind(&text) {
        let message = format!("{shown} is not {}: it looks like {kind}", wanted.noun);
        let hint =
            format!("paste the text of {} into a file, then `{}`", wanted.noun, wanted.command);
        return Err(Refused::new(message, hint).into());
    }
    let text = text_of(&text, wanted, known);
    match text.chars().any(char::is_alphanumeric) {
        true => Ok(text),
        false => Err(no_words(&shown, wanted)),
    }
}

/// The only text of a JSON file.
fn one_of(
    shown: &str,
    wanted: &Wanted,
    texts: Result<Vec<String>, String>,
) -> Result<String, Refused> {
    let hint = format!("save its text in a file, then `{}`", wanted.command);
    let texts = texts.map_err(|wrong| {
        let message = format!("{shown} looks like JSON, but cannot be read");
        Refused::new(message, hint.clone()).because(vec![wrong])
    })?;
    let number = texts.len();
    texts.into_iter().exactly_one().map_err(|_| {
        let message = match number {
            0 => format!("{shown} is JSON without {}", wanted.noun),
            many => format!("{shown} holds more than {}: {many} of them", wanted.noun),
        };
        Refused::new(message, hint)
    })
}

/// A text in any form but JSON as it is read, beginning with the title that its form gives it.
pub fn text_of(raw: &str, wanted: &Wanted, known: &dyn Fn(&str, &str) -> bool) -> String {
    let Reading { title, text, data } = form::read(raw);
    let values = data.iter().filter_map(|data| serde_json::from_str(data).ok());
    let told = values.flat_map(|value| (wanted.of_json)(&value)).exactly_one().ok();
    // What a page says to machines is the whole of it, and nothing else.
    let text = told.unwrap_or_else(|| titled(title, text));
    let text = normal::characters(&text);
    let text = hyphens::join(&text, known);
    blank::addresses(&blank::harmful(&text))
}

/// A text with its title in front, unless it begins with one.
pub fn titled(title: Option<String>, text: String) -> String {
    match title.filter(|title| title.contains(char::is_alphanumeric)) {
        Some(title) if !text.starts_with("# ") => {
            let rest = text.strip_prefix(title.as_str()).filter(|rest| rest.starts_with('\n'));
            format!("# {title}\n\n{}", rest.unwrap_or(&text).trim_start_matches('\n'))
        }
        _ => text,
    }
}
