//! What is wrong in files, problem by problem.

use crate::document::tree::{Answer, Document, Facts, Medium, Snippet, Table};
use crate::knowledge::text::Count;
use crate::view::check::{CheckView, ProblemView};

impl Answer for CheckView {
    fn document(&self) -> Document<'_> {
        let mut document = Document::default();
        let all = || self.problems.iter().chain(&self.warnings);
        for problem in all() {
            document.snippet(snippet(problem));
            document.space();
        }
        if self.problems.is_empty() {
            document.say(said(self));
        }
        document.facts(facts(self));
        let table = Table::of(all())
            .names("Problem", |it| it.diagnostic.code)
            .names("Severity", |it| it.diagnostic.severity)
            .names("File", |it| it.place.as_str())
            .column("Line", |it| it.diagnostic.line)
            .column("Column", |it| it.diagnostic.column)
            .column("Message", |it| it.told().0)
            .column("Help", |it| it.told().1);
        document.table(table.only(Medium::InPlain));
        document
    }
}

fn snippet(problem: &ProblemView) -> Snippet {
    let it = &problem.diagnostic;
    let (message, help) = problem.told();
    Snippet {
        is_error: it.severity.to_string() == "error",
        code: it.code.to_string(),
        message,
        file: problem.place.clone(),
        line: it.line,
        column: it.column,
        excerpt: it.excerpt.clone(),
        mark: it.mark,
        help: help.to_owned(),
    }
}

/// The line for files without errors.
fn said(view: &CheckView) -> String {
    let verdict = match view.warnings.len() {
        0 => "no problems".to_owned(),
        warnings => Count(warnings, "warning").to_string(),
    };
    let counted = view.counts.as_ref().map(|counts| {
        let adverts = (counts.adverts > 0).then_some(Count(counts.adverts, "advert"));
        let all = [
            Count(counts.items, "guide item"),
            Count(counts.competencies, "competency"),
            Count(counts.steps, "step"),
            Count(counts.roles, "role"),
            Count(counts.sources, "source"),
        ];
        let all = all.into_iter().chain(adverts).map(|count| count.to_string());
        all.collect::<Vec<_>>().join(", ")
    });
    let others = view.checked.iter().filter(|it| it.kind != "knowledge base");
    let others = others.map(|it| format!("{} {}", it.kind, it.place));
    let all: Vec<String> = counted.into_iter().chain(others).collect();
    format!("{verdict}: {}", all.join("; "))
}

fn facts(view: &CheckView) -> Facts {
    let mut facts = Facts::of_all(0);
    facts.in_plain("problems", view.problems.len());
    facts.in_plain("warnings", view.warnings.len());
    if let Some(counts) = &view.counts {
        facts.in_plain("guide items", counts.items);
        facts.in_plain("competencies", counts.competencies);
        facts.in_plain("steps", counts.steps);
        facts.in_plain("roles", counts.roles);
        facts.in_plain("sources", counts.sources);
        facts.in_plain("adverts", counts.adverts);
    }
    let checked = view.checked.iter().map(|it| format!("{} {}", it.kind, it.place));
    facts.in_plain("checked", checked.collect::<Vec<_>>());
    facts
}
