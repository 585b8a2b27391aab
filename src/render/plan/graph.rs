//! A plan as the graph that Mermaid and DOT draw: the steps by section, and what each waits for.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::phrases::{day, days};
use crate::knowledge::text::{check_url, legible};
use crate::knowledge::vocabulary::Section;
use crate::render::plan::direct::direct;
use crate::view::plan::{PlanStepView, PlanView, StepStatus};
use crate::view::progress::DoneView;

/// What the frames say; colours only repeat the sections, which have their names.
pub(super) const LEGEND: &str =
    "Thick frame: a delay moves the finish. Broken frame: begun. Grey: finished.";

/// The colour of what is finished.
pub(super) const FINISHED: &str = "#e4e4e4";

pub(super) struct Graph<'a> {
    pub title: String,
    /// In the order of the guide, without those that have no step.
    pub sections: BTreeMap<Section, Vec<Node<'a>>>,
    pub edges: Vec<Edge<'a>>,
}

pub(super) struct Node<'a> {
    pub id: &'a str,
    /// Free of what steers or reorders, as all texts here.
    pub title: String,
    /// Hours and days.
    pub when: String,
    /// Why the step is in the plan; nothing if it is finished.
    pub why: String,
    /// The page of its first resource that has one.
    pub url: Option<String>,
    pub state: State,
    /// A delay of it moves the finish.
    pub critical: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Finished,
    Begun,
    Todo,
}

/// The one step has to wait for the other.
pub(super) struct Edge<'a> {
    pub from: &'a str,
    pub to: &'a str,
    /// Both are critical.
    pub critical: bool,
}

impl<'a> Graph<'a> {
    pub fn of(view: &'a PlanView) -> Self {
        let mut sections: BTreeMap<Section, Vec<Node>> = BTreeMap::new();
        for step in &view.done {
            sections.entry(step.section).or_default().push(finished(step));
        }
        for step in &view.steps {
            sections.entry(step.section).or_default().push(planned(step));
        }
        let title = legible(&format!("Plan to become: {}", view.role_name)).into_owned();
        Self { title, sections, edges: edges(&view.steps) }
    }

    /// All nodes, section by section.
    pub fn nodes(&self) -> impl Iterator<Item = &Node<'a>> {
        self.sections.values().flatten()
    }
}

/// The colour of a section: light enough for dark text.
pub(super) fn fill(section: Section) -> &'static str {
    match section {
        Section::Education => "#dbe9f6",
        Section::Skills => "#e3f1dc",
        Section::Experience => "#fbe7cf",
        Section::Networking => "#eadcf3",
    }
}

fn planned(step: &PlanStepView) -> Node<'_> {
    Node {
        id: &step.id,
        title: legible(&step.title).into_owned(),
        when: format!("{} h, {}", step.hours.left, days(step.start, step.finish)),
        why: legible(&step.why_by_title).into_owned(),
        url: step.resources.iter().find_map(|resource| address(resource.url.as_deref()?)),
        state: match step.status {
            StepStatus::Started => State::Begun,
            StepStatus::Todo => State::Todo,
        },
        critical: step.critical,
    }
}

fn finished(step: &DoneView) -> Node<'_> {
    Node {
        id: &step.id,
        title: legible(&step.title).into_owned(),
        when: format!("finished {}", day(step.on)),
        why: String::new(),
        url: None,
        state: State::Finished,
        critical: false,
    }
}

/// What each step waits for directly.
fn edges(steps: &[PlanStepView]) -> Vec<Edge<'_>> {
    let critical: BTreeSet<&str> =
        steps.iter().filter(|step| step.critical).map(|step| step.id.as_str()).collect();
    let direct = direct(steps);
    let edges = steps.iter().flat_map(|step| {
        direct[&*step.id].iter().map(|&from| Edge {
            from,
            to: &step.id,
            critical: step.critical && critical.contains(from),
        })
    });
    edges.collect()
}

/// An address of a page in the characters of RFC 3986 alone, others percent-encoded. So is the
/// semicolon, with which entities and directives end.
fn address(url: &str) -> Option<String> {
    const ALLOWED: &[u8] = b"-._~:/?#[]@!$&()*+,=%";
    check_url(url).ok()?;
    let encoded = url.bytes().map(|byte| match byte {
        byte if byte.is_ascii_alphanumeric() || ALLOWED.contains(&byte) => char::from(byte).into(),
        byte => format!("%{byte:02X}"),
    });
    Some(encoded.collect())
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_are_those_of_pages_and_end_nothing() {
        for (url, encoded) in [
            (
                "https://example.org/a_(b)?c=1&d=%20#e",
                Some("https://example.org/a_(b)?c=1&d=%20#e"),
            ),
            ("https://example.org/a;b&lt;c'd", Some("https://example.org/a%3Bb&lt%3Bc%27d")),
            (
                "https://example.org/%%{init:{}}%%",
                Some("https://example.org/%%%7Binit:%7B%7D%7D%%"),
            ),
            ("https://example.org/ü", Some("https://example.org/%C3%BC")),
            ("javascript:alert(1)", None),
            ("https://example.org/\" onclick=\"x", None),
            ("https://example.org/\\N", None),
        ] {
            assert_eq!(address(url).as_deref(), encoded, "{url}");
        }
    }
}
