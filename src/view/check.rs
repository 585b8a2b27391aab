//! The answer of `check`.

use serde::Serialize;

use crate::knowledge::diagnostics::Diagnostic;
use crate::knowledge::dominated::dominated;
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
    /// `None` if the files hold mistakes.
    pub counts: Option<CountsView>,
}

#[derive(Debug, Serialize)]
pub struct NeverBestView {
    pub step: String,
    pub better: String,
}

/// Entries of each sort.
#[derive(Debug, Serialize)]
pub struct CountsView {
    pub items: usize,
    pub competencies: usize,
    pub steps: usize,
    pub roles: usize,
    pub sources: usize,
}

/// The answer for a knowledge base that can be read.
pub fn readable(kb: &Kb, unreachable: Vec<String>) -> CheckView {
    let counts = CountsView {
        items: kb.items.len(),
        competencies: kb.competencies.len(),
        steps: kb.steps.len(),
        roles: kb.roles.len(),
        sources: kb.sources.len(),
    };
    let never_best = dominated(kb).into_iter();
    let never_best =
        never_best.map(|(step, better)| NeverBestView { step: kb.id(step), better: kb.id(better) });
    let never_best = never_best.collect();
    CheckView { unreachable, never_best, counts: Some(counts), ..broken(&[]) }
}

/// The answer for a knowledge base that cannot be read.
pub fn broken(diagnostics: &[Diagnostic]) -> CheckView {
    CheckView {
        schema: "mlpath/check/1",
        diagnostics: diagnostics.to_vec(),
        unreachable: Vec::new(),
        never_best: Vec::new(),
        counts: None,
    }
}
