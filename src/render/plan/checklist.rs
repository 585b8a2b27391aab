//! The checklist: GitHub-flavoured Markdown that a person keeps, ticks and edits.
//!
//! The line of each step ends in a comment with its id, so that ticks can be read back. Text from
//! the knowledge base is escaped.

use std::fmt::Write as _;

use crate::document::phrases::{beyond, day, likely_by, money, outcome};
use crate::knowledge::entry::Resource;
use crate::knowledge::hours::Hours;
use crate::knowledge::text::Count;
use crate::render::markdown::{escape, linked};
use crate::render::plan::remarks::offer;
use crate::view::plan::{PlanStepView, PlanView};
use crate::view::progress::DoneView;

/// The title of a plan in a file, before its aim.
pub const TITLE: &str = "My way to become: ";

/// How the head of a checklist counts its ticks.
pub const TICKED: &str = "Ticked";

/// The aim that the title of a checklist names.
pub fn aim(title: &str) -> Option<&str> {
    title.strip_prefix(TITLE)
}

/// The whole checklist, to be kept in a file of that name.
pub fn draw(view: &PlanView, file: &str) -> String {
    let mut out = format!("# {TITLE}{}\n\n", escape(&view.role_name));
    let boxes = view.done.len() + view.steps.len();
    let ticked = (TICKED, ticked(view.done.len(), boxes, file));
    for (label, value) in escaped_summary(view).into_iter().chain([ticked]) {
        let _ = writeln!(out, "- {label}: {value}");
    }
    if view.steps.is_empty() {
        out += "\nNothing is left to do.\n";
    }
    for phase in &view.phases {
        let mut steps = view.steps.iter().filter(|step| step.phase == phase.name).peekable();
        if steps.peek().is_some() {
            let _ = writeln!(out, "\n{}\n", heading(&phase.name, phase.hours));
            out += &steps.map(item).collect::<String>();
        }
    }
    if !view.done.is_empty() {
        out += "\n## Done\n\n";
        for step in &view.done {
            out += &finished(step);
        }
    }
    out
}

/// The heading of a part of the plan.
pub fn heading(name: &str, hours: Hours) -> String {
    format!("## {name} ({hours} h)")
}

/// How many boxes are ticked, and how the person says so.
pub fn ticked(ticked: usize, boxes: usize, file: &str) -> String {
    format!("{ticked} of {boxes}; record your ticks with `mlpath sync {file}`")
}

/// What the plan comes to, as a checklist has it.
pub fn escaped_summary(view: &PlanView) -> Vec<(&'static str, String)> {
    summary(view).into_iter().map(|(label, value)| (label, escape(&value))).collect()
}

/// What the plan comes to: labels and values.
pub fn summary(view: &PlanView) -> Vec<(&'static str, String)> {
    let totals = &view.totals;
    let hours = &totals.hours;
    let mut lines = vec![("Start", day(view.start))];
    if let Some(finish) = &view.finish {
        let text = format!(
            "{} as planned; 50 % chance {}, 90 % {}",
            day(finish.planned),
            likely_by(finish.p50),
            likely_by(finish.p90)
        );
        lines.push(("Finish", text));
    }
    if let Some(deadline) = &view.deadline {
        let text = format!("{}: {}", day(deadline.date), outcome(&deadline.outcome));
        lines.push(("Deadline", text));
    }
    let effort = format!(
        "{}, {} h likely ({} to {} h)",
        Count(totals.steps, "step"),
        hours.likely,
        hours.low,
        hours.high
    );
    lines.extend([("Effort", effort), ("Money", money(totals))]);
    if !view.beyond.is_empty() {
        lines.push(("Not in the plan", beyond(view)));
    }
    lines
}

/// Hours and dates of a step, as its line shows them.
pub fn dates(step: &PlanStepView) -> String {
    format!("{} h, {} to {}", step.hours.left, day(step.start), day(step.finish))
}

/// A step with its box.
pub fn item(step: &PlanStepView) -> String {
    let title = escape(&step.title);
    let mut out = format!("- [ ] **{title}** ({}) <!-- mlpath:{} -->\n", dates(step), step.id);
    let mut line = |text: &str| {
        let _ = writeln!(out, "  - {text}");
    };
    line(&format!("Why: {}", escape(&step.why_by_title)));
    for resource in &step.resources {
        line(&link(resource));
    }
    line(&format!("Done when: {}", escape(&step.done_when)));
    if let Some(earns) = &step.earns {
        line(&format!("On your CV: {}", escape(earns)));
    }
    out
}

fn finished(step: &DoneView) -> String {
    let title = escape(&step.title);
    let mut out = format!("- [x] **{title}** ({}) <!-- mlpath:{} -->\n", day(step.on), step.id);
    if let Some(evidence) = &step.evidence {
        let _ = writeln!(out, "  - Evidence: {}", linked(evidence));
    }
    out
}

fn link(resource: &Resource) -> String {
    let title = escape(&resource.title);
    let linked = match &resource.url {
        Some(url) => format!("[{title}](<{url}>)"),
        None => title,
    };
    linked + &escape(&offer(resource))
}
