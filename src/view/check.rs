//! The answer of `check`.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::knowledge::diagnostics::Diagnostic;
use crate::knowledge::dominated::dominated;
use crate::knowledge::market::Market;
use crate::knowledge::model::Kb;

#[derive(Debug, Serialize)]
pub struct CheckView {
    pub schema: &'static str,
    /// Mistakes in the files.
    #[serde(rename = "problems")]
    pub diagnostics: Vec<Diagnostic>,
    /// Why roles cannot be reached even by a person who knows nothing and avoids nothing.
    pub unreachable: Vec<String>,
    /// Steps that no plan can need, since another one is always better.
    pub never_best: Vec<NeverBestView>,
    /// Roles that name a kind of post of which the market has no advert.
    pub without_adverts: Vec<WithoutAdvertsView>,
    /// `None` if the files hold mistakes.
    pub counts: Option<CountsView>,
}

#[derive(Debug, Serialize)]
pub struct NeverBestView {
    pub step: String,
    pub better: String,
}

#[derive(Debug, Serialize)]
pub struct WithoutAdvertsView {
    pub role: String,
    pub post: String,
}

/// Entries of each sort.
#[derive(Debug, Serialize)]
pub struct CountsView {
    pub items: usize,
    pub competencies: usize,
    pub steps: usize,
    pub roles: usize,
    pub sources: usize,
    pub adverts: usize,
}

/// The answer for a knowledge base that can be read, with its market if it has one.
pub fn readable(kb: &Kb, market: Option<&Market>, unreachable: Vec<String>) -> CheckView {
    let counts = CountsView {
        items: kb.items.len(),
        competencies: kb.competencies.len(),
        steps: kb.steps.len(),
        roles: kb.roles.len(),
        sources: kb.sources.len(),
        adverts: market.map_or(0, |market| market.adverts.len()),
    };
    let never_best = dominated(kb).into_iter();
    let never_best =
        never_best.map(|(step, better)| NeverBestView { step: kb.id(step), better: kb.id(better) });
    CheckView {
        unreachable,
        never_best: never_best.collect(),
        without_adverts: market.map_or(Vec::new(), |market| without_adverts(kb, market)),
        counts: Some(counts),
        ..broken(&[])
    }
}

fn without_adverts(kb: &Kb, market: &Market) -> Vec<WithoutAdvertsView> {
    let known: BTreeSet<&str> = market.adverts.iter().map(|advert| advert.post.as_str()).collect();
    let named = kb.roles.iter().flat_map(|role| role.posts.iter().map(move |post| (role, post)));
    let missing = named.filter(|(_, post)| !known.contains(post.as_str()));
    missing
        .map(|(role, post)| WithoutAdvertsView { role: role.id.clone(), post: post.clone() })
        .collect()
}

/// The answer for a knowledge base that cannot be read.
pub fn broken(diagnostics: &[Diagnostic]) -> CheckView {
    CheckView {
        schema: "mlpath/check/1",
        diagnostics: diagnostics.to_vec(),
        unreachable: Vec::new(),
        never_best: Vec::new(),
        without_adverts: Vec::new(),
        counts: None,
    }
}
