//! Entries that hold all of some words, best first.

use serde::Serialize;

use crate::knowledge::model::Kb;
use crate::knowledge::vocabulary::{Keyword as _, vocabulary};

#[derive(Debug, Serialize)]
pub struct Hit {
    pub sort: Sort,
    pub id: String,
    pub title: String,
    #[serde(skip)]
    score: u32,
}

vocabulary! {
    /// What an entry is.
    Sort { Step = "step", Competency = "competency", Item = "item", Role = "role" }
}

/// Looks for lower-case words in ids, titles, aliases and resources. A hit in the id or title
/// counts more than one in the text around it, a whole word more than a part.
pub fn search(kb: &Kb, words: &[String]) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut offer = |sort, id: &str, title: &str, around: &[&str]| {
        let scores: Option<Vec<u32>> = words.iter().map(|w| score(w, id, title, around)).collect();
        if let Some(scores) = scores {
            let score = scores.iter().sum();
            hits.push(Hit { sort, id: id.to_owned(), title: title.to_owned(), score });
        }
    };
    for step in &kb.steps {
        let mut around: Vec<&str> = vec![&step.done_when, step.kind.word()];
        for resource in &step.resources {
            around.push(&resource.title);
            around.extend(resource.provider.as_deref());
        }
        around.extend(step.teaches.keys().map(|&c| kb[c].name.as_str()));
        offer(Sort::Step, &step.id, &step.title, &around);
    }
    for competency in &kb.competencies {
        let around: Vec<&str> = competency.aliases.iter().map(String::as_str).collect();
        offer(Sort::Competency, &competency.id, &competency.name, &around);
    }
    for item in &kb.items {
        let around: Vec<&str> = item.advice.iter().map(String::as_str).collect();
        offer(Sort::Item, &item.id, &item.name, &around);
    }
    for role in &kb.roles {
        let around: Vec<&str> = role.summary.iter().map(String::as_str).collect();
        offer(Sort::Role, &role.id, &role.name, &around);
    }
    hits.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    hits
}

fn score(word: &str, id: &str, title: &str, around: &[&str]) -> Option<u32> {
    let near = [id, title].iter().map(|text| 10 * rate(word, text)).max().unwrap_or(0);
    let far = around.iter().map(|text| rate(word, text)).max().unwrap_or(0);
    Some(near + far).filter(|&score| score > 0)
}

/// 3 for a whole word, 2 for the start of one, 1 for a part, 0 for nothing.
fn rate(word: &str, text: &str) -> u32 {
    let text = text.to_lowercase();
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let rates = text.match_indices(word).map(|(at, found)| {
        let starts = edge(text[..at].chars().next_back());
        let ends = edge(text[at + found.len()..].chars().next());
        1 + u32::from(starts) + u32::from(starts && ends)
    });
    rates.max().unwrap_or(0)
}
