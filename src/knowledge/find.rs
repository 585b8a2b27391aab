//! Finding what a person means by what they type: a step by its id, the beginning of it, or words
//! of its title; a competency by its id or any of its names.

use crate::knowledge::diagnostics::{nearest, suggestion};
use crate::knowledge::model::{Competency, CompetencyId, Kb, Step, StepId};
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

/// The competency that is meant: by its id, else by its name, else by another name that job adverts
/// have for it and for no other. Case, spaces and hyphens do not matter.
///
/// # Errors
/// All that it could be, in the order of their ids; none if nothing is called so.
pub fn competency(kb: &Kb, typed: &str) -> Result<CompetencyId, Vec<CompetencyId>> {
    if let Some(competency) = kb.competency(typed) {
        return Ok(competency);
    }
    let typed = letters(typed);
    let called = |is_name: &dyn Fn(&Competency) -> bool| -> Vec<CompetencyId> {
        let all = kb.competencies.iter().enumerate();
        all.filter(|(_, it)| is_name(it)).map(|(index, _)| CompetencyId(index)).collect()
    };
    let is_typed = |name: &String| letters(name) == typed;
    let others = |it: &Competency| it.aliases.iter().chain(&it.ambiguous).any(is_typed);
    let ways: [&dyn Fn(&Competency) -> bool; 3] =
        [&|it| is_typed(&it.id), &|it| is_typed(&it.name), &others];
    let mut found = ways.into_iter().filter(|_| !typed.is_empty()).map(called);
    match found.find(|found| !found.is_empty()).unwrap_or_default().as_slice() {
        [competency] => Ok(*competency),
        several => Err(several.to_vec()),
    }
}

/// A name without case, and without all that is no letter, number, `+` or `#`: `scikit-learn` and
/// `Scikit Learn` are the same name, `C`, `C++` and `C#` are three.
fn letters(name: &str) -> String {
    let counts = |c: &char| c.is_alphanumeric() || matches!(c, '+' | '#');
    name.chars().filter(counts).flat_map(char::to_lowercase).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn holds_word(step: &Step, word: &str) -> bool {
    let title = step.title.replace(is_mark, "").to_lowercase();
    let in_id = words(&step.id).any(|own| own.starts_with(word));
    in_id || words(&title).any(|own| own.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::competency;
    use crate::knowledge::model::{Competency, CompetencyId, ItemId, Kb, Skills};
    use crate::knowledge::{entry, load};

    #[test]
    fn every_competency_answers_to_its_id_and_to_its_name() {
        let kb = load(None).unwrap();
        for it in &kb.competencies {
            let found = |typed: &str| competency(&kb, typed).map(|found| kb[found].id.clone());
            for typed in [&it.id, &it.id.to_uppercase(), &it.id.replace('-', " "), &it.name] {
                assert_eq!(found(typed).as_ref(), Ok(&it.id), "{typed}");
            }
        }
    }

    #[test]
    fn a_name_of_several_is_none_of_them() {
        let called = |id: &str, name: &str, aliases: &[&str]| Competency {
            entry: entry::Competency {
                id: id.to_owned(),
                name: name.to_owned(),
                aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
                ..entry::Competency::default()
            },
            item: ItemId(0),
            implied_by: Skills::new(),
            implies: Skills::new(),
        };
        let bridges = called("bridges", "Bridge building", &["spans", "Arches"]);
        let tunnels = called("tunnels", "Tunnelling", &["TBM-driving", "arches"]);
        let kb = Kb { competencies: vec![bridges, tunnels], ..Kb::default() };
        let [bridges, tunnels] = [CompetencyId(0), CompetencyId(1)];
        for (typed, meant) in [
            ("bridge-building", Ok(bridges)),
            ("SPANS", Ok(bridges)),
            ("tbm driving", Ok(tunnels)),
            ("arches", Err(vec![bridges, tunnels])),
            ("basket weaving", Err(Vec::new())),
            (" - ", Err(Vec::new())),
        ] {
            assert_eq!(competency(&kb, typed), meant, "{typed}");
        }
    }
}
