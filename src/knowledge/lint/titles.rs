//! Titles that do not say what to do.

use std::collections::HashSet;

use crate::knowledge::code::Code;
use crate::knowledge::lint::finding::Finding;
use crate::knowledge::model::{Kb, StepId};

/// Words that begin a title and are no verb in the base form.
const NO_VERBS: [&str; 20] = [
    "a",
    "an",
    "the",
    "my",
    "your",
    "our",
    "this",
    "how",
    "what",
    "why",
    "when",
    "where",
    "who",
    "intro",
    "advanced",
    "beginner",
    "beginners",
    "complete-guide",
    "free",
    "online",
];
/// Endings of nouns and of other forms of verbs, with verbs in the base form that have them too.
const ENDINGS: [(&str, &[&str]); 8] = [
    (
        "ing",
        &[
            "bring", "cling", "fling", "ring", "sing", "sling", "spring", "sting", "string",
            "swing", "wing",
        ],
    ),
    (
        "ed",
        &[
            "bed", "embed", "exceed", "feed", "heed", "need", "proceed", "seed", "shed", "speed",
            "succeed", "weed",
        ],
    ),
    ("tion", &["auction", "caution", "mention", "position", "question", "ration", "station"]),
    ("sion", &["envision", "provision"]),
    ("ness", &["harness", "witness"]),
    ("ity", &[]),
    ("ship", &["ship", "wordship"]),
    ("s", &["bias", "canvas", "focus"]),
];

pub(super) fn not_imperative(kb: &Kb) -> Vec<Finding> {
    let names = kb.competencies.iter().flat_map(|it| [&it.id, &it.name]);
    let names: HashSet<String> = names.map(|name| name.to_lowercase()).collect();
    let current = kb.listed.steps.iter().filter(|&&step| kb[step].is_current());
    let finding = |&step: &StepId| {
        let step = &kb[step];
        let first = step.title.split_whitespace().next().unwrap_or_default();
        let first = first.trim_matches(|c: char| !c.is_alphanumeric());
        (is_no_verb(first) || names.contains(&first.to_lowercase())).then(|| {
            let message = format!("`{first}` does not say what to do; begin with a verb");
            Finding::of_step(Code::TitleImperative, step, &["title", first], message)
        })
    };
    current.filter_map(finding).collect()
}

/// Whether an English word is no verb in the base form, by how it is written. Of words in other
/// letters nothing is known.
fn is_no_verb(word: &str) -> bool {
    let lower = word.to_lowercase();
    if word.is_empty() || !word.is_ascii() {
        return false;
    }
    let capitals = word.chars().filter(char::is_ascii_uppercase).count();
    let has_ending = ENDINGS.iter().any(|(ending, verbs)| {
        lower.ends_with(ending) && !lower.ends_with("ss") && !verbs.contains(&&*lower)
    });
    capitals > 1
        || word.starts_with(|c: char| c.is_ascii_digit())
        || NO_VERBS.contains(&&*lower)
        || has_ending
}

#[cfg(test)]
mod tests {
    use super::is_no_verb;

    #[test]
    fn a_title_begins_with_a_verb_in_the_base_form() {
        for verb in
            ["Learn", "Process", "Bring", "Embed", "Focus", "Question", "Fine-tune", "Pass", "Übe"]
        {
            assert!(!is_no_verb(verb), "{verb}");
        }
        for other in [
            "Learning",
            "Learned",
            "Learns",
            "Basics",
            "Introduction",
            "SQL",
            "The",
            "How",
            "3",
            "Leadership",
            "Security",
        ] {
            assert!(is_no_verb(other), "{other}");
        }
    }
}
