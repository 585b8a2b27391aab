//! The line to decide by.

use crate::document::phrases::day;
use crate::document::tree::Facts;
use crate::view::summary::SummaryView;

/// `Required 2 of 11 yours · 513 h, by 2 Apr 2028 · first: ci-cd-pipelines (15 h)`.
pub fn headline(summary: &SummaryView) -> String {
    let required = match summary.required {
        0 => "Nothing technical is required".to_owned(),
        _ => format!("Required {} yours", yours(summary)),
    };
    let parts = [required, distance(summary), first(summary)];
    let said = parts.into_iter().filter(|part| !part.is_empty());
    said.collect::<Vec<_>>().join(" \u{b7} ")
}

/// The same for plain, each by itself.
pub fn facts(summary: &SummaryView, facts: &mut Facts) {
    if summary.required == 0 {
        return;
    }
    facts.in_plain("required", format!("{} yours", yours(summary)));
    facts.in_plain("required then", format!("{} of {}", summary.then, summary.required));
    facts.in_plain("hours", summary.hours);
    facts.in_plain("finish", summary.finish);
    facts.in_plain("first", summary.first.as_ref().map(|first| &first.id));
    facts.in_plain("hours of the first in all", summary.first.as_ref().map(|first| first.hours));
}

/// `2 of 11`.
pub fn yours(summary: &SummaryView) -> String {
    format!("{} of {}", summary.yours, summary.required)
}

fn distance(summary: &SummaryView) -> String {
    let &SummaryView { required, then, hours, finish, .. } = summary;
    let by = finish.map(|finish| format!(", by {}", day(finish))).unwrap_or_default();
    match hours {
        None if required == 0 => String::new(),
        None => "no step leads to the rest".to_owned(),
        Some(_) if summary.is_open() => "nothing is left to learn".to_owned(),
        Some(hours) if then == required => format!("{hours} h{by}"),
        Some(hours) => format!("{hours} h to {then} of {required}{by}"),
    }
}

fn first(summary: &SummaryView) -> String {
    let Some(first) = &summary.first else { return String::new() };
    let all = if first.first.is_empty() { "" } else { " in all" };
    format!("first: {} ({} h{all})", first.id, first.hours)
}
