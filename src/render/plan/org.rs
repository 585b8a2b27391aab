//! The plan as an outline for Org mode (<https://orgmode.org/manual/>): a heading for each part of
//! the plan, and below it the steps, scheduled and with deadlines.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;

use crate::knowledge::entry::Resource;
use crate::knowledge::hours::Hours;
use crate::knowledge::text::{check_url, visible};
use crate::render::plan::checklist::TITLE;
use crate::render::plan::direct::direct;
use crate::render::plan::remarks::{offer, remarks};
use crate::view::plan::{PlanStepView, PlanView};
use crate::view::progress::DoneView;

/// Breaks what would be syntax. It is Org's name for a character without width, which would itself
/// be hidden in the file.
const BREAK: &str = "\\zwnj{}";

pub fn draw(view: &PlanView) -> String {
    // What looks like emphasis, an index or a formula is exported as it stands. These options come
    // first, since Emacs may find variables of its own in the first line of a file.
    let mut out = "#+OPTIONS: *:nil ^:nil -:nil f:nil tex:verbatim\n".to_owned();
    let _ = writeln!(out, "#+TITLE: {TITLE}{}", escape(&view.role_name));
    let titles: BTreeMap<&str, &str> =
        view.steps.iter().map(|step| (&*step.id, &*step.title)).collect();
    let waits_for = direct(&view.steps);
    let first = |step: &PlanStepView| {
        let ids = waits_for.get(&*step.id).map_or(&[][..], Vec::as_slice);
        ids.iter().map(|id| link(&format!("#{id}"), titles.get(id).unwrap_or(id))).collect()
    };
    for phase in &view.phases {
        let steps = view.steps.iter().filter(|step| step.phase == phase.name);
        let steps: Vec<String> = steps.map(|step| planned(step, first(step))).collect();
        if !steps.is_empty() {
            let _ = writeln!(out, "* {} ({} h) [0/{}]", phase.name, phase.hours, steps.len());
            out += &steps.concat();
        }
    }
    if !view.done.is_empty() {
        let steps = view.done.len();
        let _ = writeln!(out, "* Done [{steps}/{steps}]");
        out += &view.done.iter().map(finished).collect::<String>();
    }
    out
}

/// A step, with links to what comes first.
fn planned(step: &PlanStepView, first: Vec<String>) -> String {
    let mut out = heading("TODO", &step.title, &step.section.to_string());
    let [start, finish] = [step.start, step.finish].map(stamp);
    let _ = writeln!(out, "DEADLINE: <{finish}> SCHEDULED: <{start}>");
    out += &drawer(&[("CUSTOM_ID", &step.id), ("Effort", &effort(step.hours.left))]);
    let mut line = |label: &str, text: &str| {
        let _ = writeln!(out, "- {label}: {text}");
    };
    for (label, text) in remarks(step) {
        line(label, &escape(text));
    }
    for link in first {
        line("After", &link);
    }
    for resource in &step.resources {
        line("With", &with(resource));
    }
    out
}

fn finished(step: &DoneView) -> String {
    let mut out = heading("DONE", &step.title, &step.section.to_string());
    let _ = writeln!(out, "CLOSED: [{}]", stamp(step.on));
    out += &drawer(&[("CUSTOM_ID", &step.id)]);
    if let Some(evidence) = &step.evidence {
        let shown = match check_url(evidence) {
            Ok(()) => format!("[[{}]]", address(evidence)),
            Err(_) => escape(evidence),
        };
        let _ = writeln!(out, "- Evidence: {shown}");
    }
    out
}

/// A heading always has a tag of its own, so that the end of a title is never read as one.
fn heading(keyword: &str, title: &str, tag: &str) -> String {
    let title = escape(title);
    let guard = if title.starts_with("COMMENT") { BREAK } else { "" };
    format!("** {keyword} {guard}{title} :{tag}:\n")
}

fn drawer(properties: &[(&str, &str)]) -> String {
    let lines = properties.iter().map(|(name, value)| format!(":{name}: {value}\n"));
    format!(":PROPERTIES:\n{}:END:\n", lines.collect::<String>())
}

/// `2027-01-04 Mon`.
fn stamp(day: Date) -> String {
    day.strftime("%Y-%m-%d %a").to_string()
}

/// Hours and minutes.
fn effort(hours: Hours) -> String {
    let minutes = (hours.get() * 60.0).round() as u64;
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

fn with(resource: &Resource) -> String {
    let title = match &resource.url {
        Some(url) => link(&address(url), &resource.title),
        None => escape(&resource.title),
    };
    title + &escape(&offer(resource))
}

fn link(to: &str, text: &str) -> String {
    format!("[[{to}][{}]]", escape(text))
}

/// An address within the brackets of a link.
fn address(url: &str) -> String {
    url.replace('[', "%5B").replace(']', "%5D")
}

/// Text that is no link, time, target, macro, entity, footnote, snippet, code to run or item of a
/// description.
fn escape(text: &str) -> String {
    let visible = visible(text);
    let mut out = String::with_capacity(visible.len() + 8);
    for (at, c) in visible.char_indices() {
        let (before, after) = (&visible[..at], &visible[at + c.len_utf8()..]);
        let follows = |signs: &str| after.starts_with(|next| signs.contains(next));
        let is_before = match c {
            ':' => ends_scheme(before, after),
            // The text may stand within the brackets of a link.
            '[' => before.is_empty(),
            '=' | '~' => begins_word(before),
            '_' => before.ends_with("src") || before.ends_with("call"),
            _ => false,
        };
        let is_behind = match c {
            '<' | '[' => !after.starts_with(char::is_whitespace),
            ']' => after.is_empty() || follows("]"),
            '\\' => true,
            '{' => follows("{"),
            '@' => follows("@"),
            ':' => follows(":"),
            _ => false,
        };
        out += if is_before { BREAK } else { "" };
        out.push(c);
        out += if is_behind { BREAK } else { "" };
    }
    out
}

/// Whether markup could begin behind this text. Verbatim text is exported as such whatever the
/// options say.
fn begins_word(before: &str) -> bool {
    before.chars().next_back().is_none_or(|c| c.is_whitespace() || "-({'\"".contains(c))
}

/// Whether a colon between these would make a link that opens more than a page or a mail, or begin
/// the variables of a file.
fn ends_scheme(before: &str, after: &str) -> bool {
    let rest = before.trim_end_matches(|c: char| c.is_alphanumeric() || "+-.".contains(c));
    let scheme = before[rest.len()..].to_lowercase();
    let is_harmless = matches!(scheme.as_str(), "" | "http" | "https" | "mailto");
    let is_joined = after.starts_with(|c: char| !c.is_whitespace());
    is_joined && !is_harmless || before.to_lowercase().ends_with("local variables")
}
