//! Finding a step by what a person types: its id, the beginning of it, or words of its title.

use crate::knowledge::diagnostics::{nearest, suggestion};
use crate::knowledge::model::{Kb, Step, StepId};
use crate::knowledge::text::is_mark;

/// Why what was typed names no step.
#[derive(Debug, PartialEq, Eq)]
pub enum NotFound {
    /// It could be any of these, in the order of the knowledge base.
    Several(Vec<StepId>),
    /// Perhaps with what was meant: `; did you mean ...?`.
    None(String),
}

/// The step that is meant: by its id or a former id, else by the beginning of one id, else by words
/// that only one step has. A replaced step is found by its whole id alone.
pub fn step(kb: &Kb, typed: &str) -> Result<StepId, NotFound> {
    let typed = typed.trim().replace(is_mark, "").to_lowercase();
    if let Some(step) = kb.step(&typed) {
        return Ok(step);
    }
    let current = || kb.step_ids().filter(|&step| kb[step].replaced_by.is_empty());
    let wanted: Vec<&str> = words(&typed).collect();
    let begins = |&step: &StepId| kb[step].id.starts_with(&typed);
    let holds = |&step: &StepId| wanted.iter().all(|word| holds_word(&kb[step], word));
    let mut found: Vec<StepId> = current().filter(begins).collect();
    if typed.is_empty() || wanted.is_empty() {
        found.clear();
    } else if found.is_empty() {
        found = current().filter(holds).collect();
    }
    match found.as_slice() {
        [] => {
            let ids = || current().map(|step| kb[step].id.as_str());
            // Almost any word is near a short one.
            let word = || nearest(&typed, ids().flat_map(words).filter(|_| typed.len() >= 5));
            let near = match suggestion(&typed, ids()) {
                near if near.is_empty() => word().and_then(|word| {
                    let id = ids().find(|id| words(id).any(|own| own == word))?;
                    Some(format!("; did you mean `{id}`?"))
                }),
                near => Some(near),
            };
            Err(NotFound::None(near.unwrap_or_default()))
        }
        [step] => Ok(*step),
        _ => Err(NotFound::Several(found)),
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn holds_word(step: &Step, word: &str) -> bool {
    let title = step.title.replace(is_mark, "").to_lowercase();
    let in_id = words(&step.id).any(|own| own.starts_with(word));
    in_id || words(&title).any(|own| own.starts_with(word))
}
