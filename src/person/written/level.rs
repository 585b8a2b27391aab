//! Levels, and what somebody knows.

use itertools::Itertools as _;

use crate::knowledge::diagnostics::suggestion;
use crate::knowledge::vocabulary::{Keyword as _, Level};

/// A level by its word.
pub fn parse_level(word: &str) -> Result<Level, String> {
    if word.is_empty() {
        return Err("the level is missing; write aware, working or proficient".to_owned());
    }
    let all = Level::ALL.iter().map(|level| level.word());
    Level::from_word(word).ok_or_else(|| match suggestion(word, all.clone()) {
        near if near.is_empty() => {
            format!("`{word}` is not a level; the levels are {}", all.format(", "))
        }
        near => format!("`{word}` is not a level{near}"),
    })
}

/// `python=working`: a competency and a level.
pub fn parse_known(text: &str) -> Result<(String, String), String> {
    let (competency, level) = text.rsplit_once('=').ok_or_else(|| {
        format!("the level is missing: write {0}=aware, {0}=working or {0}=proficient", text.trim())
    })?;
    Ok((competency.trim().to_owned(), level.trim().to_owned()))
}
