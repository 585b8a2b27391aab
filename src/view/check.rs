//! The answer of `check`.

use serde::Serialize;

use crate::knowledge::code::{Code, Severity};
use crate::knowledge::diagnostics::Diagnostic;
use crate::knowledge::explanation::explanation;
use crate::knowledge::lint::{dominated, without_adverts};
use crate::knowledge::market::Market;
use crate::knowledge::model::Kb;
use crate::knowledge::text::Count;

#[derive(Debug, Serialize)]
pub struct CheckView {
    pub schema: &'static str,
    /// Errors: what has to be corrected.
    pub problems: Vec<ProblemView>,
    /// Why roles cannot be reached even by a person who knows nothing and avoids nothing.
    pub unreachable: Vec<String>,
    /// Steps that no plan can need, since another one is always better.
    pub never_best: Vec<NeverBestView>,
    /// Roles that name a kind of post of which the market has no advert.
    pub without_adverts: Vec<WithoutAdvertsView>,
    /// Of the knowledge base; `None` if it holds mistakes, or was not asked about.
    pub counts: Option<CountsView>,
    /// What somebody should look at.
    pub warnings: Vec<ProblemView>,
    pub checked: Vec<CheckedView>,
}

/// A problem with its file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ProblemView {
    /// The file, by a path from where the command was typed.
    pub place: String,
    #[serde(flatten)]
    pub diagnostic: Diagnostic,
}

/// Something that was checked.
#[derive(Debug, Clone, Serialize)]
pub struct CheckedView {
    pub kind: &'static str,
    pub place: String,
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

impl Default for CheckView {
    fn default() -> Self {
        Self {
            schema: "mlpath/check/1",
            problems: Vec::new(),
            unreachable: Vec::new(),
            never_best: Vec::new(),
            without_adverts: Vec::new(),
            counts: None,
            warnings: Vec::new(),
            checked: Vec::new(),
        }
    }
}

impl CheckView {
    /// Adds a problem or a warning.
    pub fn add(&mut self, place: String, diagnostic: Diagnostic) {
        let all = match diagnostic.severity {
            Severity::Error => &mut self.problems,
            Severity::Warning => &mut self.warnings,
        };
        all.push(ProblemView { place, diagnostic });
    }

    /// Adds what only a sound knowledge base can be asked, with its market if it has one.
    pub fn describe(&mut self, kb: &Kb, market: Option<&Market>) {
        self.counts = Some(CountsView {
            items: kb.listed.items.len(),
            competencies: kb.listed.competencies.len(),
            steps: kb.listed.steps.len(),
            roles: kb.listed.roles.len(),
            sources: kb.sources.len(),
            adverts: market.map_or(0, Market::len),
        });
        let never_best = dominated(kb).into_iter();
        self.never_best = never_best
            .map(|(step, better)| NeverBestView { step: kb.id(step), better: kb.id(better) })
            .collect();
        let without = market.map_or(Vec::new(), |market| without_adverts(kb, market)).into_iter();
        self.without_adverts = without
            .map(|(role, post)| WithoutAdvertsView { role: role.id.clone(), post: post.to_owned() })
            .collect();
    }

    /// Puts all in the order of the files; what was found twice is there once.
    pub fn sort(&mut self) {
        for all in [&mut self.problems, &mut self.warnings] {
            all.sort();
            all.dedup();
        }
    }

    /// `2 problems and 1 warning`; nothing if there are none.
    pub fn verdict(&self) -> Option<String> {
        let counts = [(self.problems.len(), "problem"), (self.warnings.len(), "warning")];
        let counts = counts.into_iter().filter(|(count, _)| *count > 0);
        let counts: Vec<_> = counts.map(|(count, noun)| Count(count, noun).to_string()).collect();
        (!counts.is_empty()).then(|| counts.join(" and "))
    }
}

impl ProblemView {
    /// What is wrong, beginning with the entry, and how to mend it.
    pub fn told(&self) -> (String, &str) {
        let it = &self.diagnostic;
        let text = match it.named_path() {
            path if path.is_empty() => it.problem().to_owned(),
            path => format!("{path}: {}", it.problem()),
        };
        (text, &it.help)
    }

    /// What its code means, in one sentence.
    pub fn summary(&self) -> &'static str {
        explanation(self.diagnostic.code).summary
    }
}

/// What a code means.
#[derive(Debug, Serialize)]
pub struct ExplainView {
    pub schema: &'static str,
    #[serde(flatten)]
    pub code: CodeView,
    pub paragraphs: Vec<&'static str>,
    pub wrong: ExampleView,
    pub right: ExampleView,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub struct ExampleView {
    pub file: &'static str,
    pub text: &'static str,
}

/// All codes.
#[derive(Debug, Serialize)]
pub struct CodesView {
    pub schema: &'static str,
    pub codes: Vec<CodeView>,
}

#[derive(Debug, Serialize)]
pub struct CodeView {
    pub code: Code,
    pub severity: Severity,
    pub summary: &'static str,
}

/// The meaning of one code.
pub fn explain(code: Code) -> ExplainView {
    let it = explanation(code);
    let example = |is_wrong| {
        let found = it.examples.iter().find(|example| example.is_wrong == is_wrong);
        found.map_or(ExampleView { file: "", text: "" }, |it| ExampleView {
            file: it.file,
            text: it.text,
        })
    };
    ExplainView {
        schema: "mlpath/explain/1",
        code: code_view(code),
        paragraphs: it.paragraphs.clone(),
        wrong: example(true),
        right: example(false),
    }
}

/// One line about each code.
pub fn codes(all: &[Code]) -> CodesView {
    let codes = all.iter().map(|&code| code_view(code)).collect();
    CodesView { schema: "mlpath/codes/1", codes }
}

fn code_view(code: Code) -> CodeView {
    CodeView { code, severity: code.severity(), summary: explanation(code).summary }
}
