//! Resources that are named twice.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::code::Code;
use crate::knowledge::lint::finding::Finding;
use crate::knowledge::model::{Kb, Resource, Step, StepId};

pub(super) fn duplicate(kb: &Kb) -> Vec<Finding> {
    let steps = || kb.listed.steps.iter().copied().filter(|&step| kb[step].is_current());
    let within = steps().flat_map(|step| within_step(&kb[step]));
    within.chain(across_steps(kb, steps())).collect()
}

/// What one step names twice, by its address or by its title and provider.
fn within_step(step: &Step) -> Vec<Finding> {
    let mut known = BTreeSet::new();
    let again = step.resources.iter().filter(|it| {
        let address = it.url.as_deref().map(|url| ("address", address(url), None));
        let name = Some(("name", it.title.to_lowercase(), it.provider.clone()));
        // Both are noted, whichever of them is known already.
        let is_new: Vec<bool> =
            address.into_iter().chain(name).map(|key| known.insert(key)).collect();
        is_new.contains(&false)
    });
    let finding = |it: &Resource| {
        let message = format!("`{}` is named twice in this step", it.title);
        let mut words = vec!["resources", it.title.as_str()];
        if step.resources.iter().filter(|other| other.title == it.title).count() > 1 {
            words.push(&it.title);
        }
        Finding::of_step(Code::DuplicateResource, step, &words, message)
    };
    let mut found: Vec<Finding> = again.map(finding).collect();
    found.dedup_by(|one, other| one.message == other.message);
    found
}

/// One address under titles that have no word in common.
fn across_steps(kb: &Kb, steps: impl Iterator<Item = StepId>) -> Vec<Finding> {
    let mut known: BTreeMap<String, (StepId, &str)> = BTreeMap::new();
    let mut found = Vec::new();
    for step in steps {
        for resource in &kb[step].resources {
            let Some(url) = &resource.url else { continue };
            let (first, title) = *known.entry(address(url)).or_insert((step, &resource.title));
            if first != step && !are_alike(title, &resource.title) {
                let message = format!(
                    "`{}` has the address of `{title}` in {}; one of them has another name",
                    resource.title, kb[first].id
                );
                let words = ["resources", resource.title.as_str()];
                found.push(Finding::of_step(Code::DuplicateResource, &kb[step], &words, message));
            }
        }
    }
    found
}

/// An address without what makes no difference.
fn address(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/').to_owned()
}

/// Whether two titles may be of one thing and its parts: a word of one is in the other.
fn are_alike(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let words = |text: &str, within: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| word.chars().count() > 2).any(|word| within.contains(word))
    };
    words(&one, &other) || words(&other, &one)
}

#[cfg(test)]
mod tests {
    use super::{address, are_alike};

    #[test]
    fn parts_of_one_thing_share_a_word() {
        assert!(are_alike("MLOps Zoomcamp", "MLOps Zoomcamp module 2"));
        assert!(are_alike("KDD", "SIGKDD"));
        assert!(!are_alike("Think Python", "A course in statistics"));
    }

    #[test]
    fn an_address_is_the_same_with_and_without_its_trimmings() {
        assert_eq!(address("https://www.example.org/a/"), address("http://example.org/a"));
        assert_ne!(address("https://example.org/a"), address("https://example.org/b"));
    }
}
