//! Numbered `key: value` lines without box characters or colour.

use std::fmt::Write as _;

use crate::render::entry::{Facts, facts};
use crate::render::terminal::known;
use crate::render::words::{beyond, cost, money, outcome, since, spent};
use crate::render::{compare, lists, why};
use crate::view::catalogue::{
    CompetencyView, EntryView, ItemView, RoleView, StepResourceView, StepView,
};
use crate::view::compare::CompareView;
use crate::view::guide::GuideView;
use crate::view::plan::PlanView;
use crate::view::search::SearchView;
use crate::view::why::WhyView;

/// Blocks of labelled lines; the first line of each carries its number.
#[derive(Default)]
pub(super) struct Blocks {
    pub(super) text: String,
    count: usize,
}

impl Blocks {
    pub(super) fn add(&mut self, lines: &[(&str, String)]) {
        self.count += 1;
        let filled = lines.iter().filter(|(_, value)| !value.is_empty());
        for (index, (key, value)) in filled.enumerate() {
            let _ = match index {
                0 => writeln!(self.text, "{}. {key}: {value}", self.count),
                _ => writeln!(self.text, "   {key}: {value}"),
            };
        }
    }

    pub(super) fn facts(&mut self, facts: Facts) {
        let lines = facts.lines.into_iter().map(|(key, value)| (key.to_lowercase(), value));
        let lines: Vec<(String, String)> = lines.collect();
        let named = [("name", facts.heading)].into_iter();
        let others = lines.iter().map(|(key, value)| (key.as_str(), value.clone()));
        self.add(&named.chain(others).collect::<Vec<_>>());
    }
}

/// `plan`.
pub fn plan(view: &PlanView) -> String {
    let mut out = String::new();
    let mut line = |key: &str, value: String| {
        let _ = writeln!(out, "{key}: {value}");
    };
    line("role", view.role_name.clone());
    line("start", view.start.to_string());
    line("steps", view.totals.steps.to_string());
    let hours = &view.totals.hours;
    line("hours", format!("{} likely, {} to {}", hours.likely, hours.low, hours.high));
    line("least hours proven", if view.totals.optimal { "yes" } else { "no" }.to_owned());
    line("money", money(&view.totals));
    if let Some(credit) = &view.credit {
        line("known", known(credit));
    }
    if let Some(finish) = &view.finish {
        line("finish", finish.planned.to_string());
        line("earliest possible finish", finish.bound.to_string());
        line(
            "finish by 10, 50 and 90 percent",
            format!("{}, {}, {}", finish.p10, finish.p50, finish.p90),
        );
    }
    if !view.beyond.is_empty() {
        line("not in the plan", beyond(view));
    }
    if let Some(since) = &view.since {
        line("since", self::since(since));
    }
    if let Some(sooner) = &view.sooner {
        let hours = sooner.hours_per_week.map(|hours| format!("{hours} hours a week"));
        let hours = hours.unwrap_or_else(|| "out of reach, waiting decides".to_owned());
        line("half a year earlier", format!("{}: {hours}", sooner.finish));
    }
    if let Some(deadline) = &view.deadline {
        line("deadline", format!("{} {}", deadline.date, outcome(&deadline.outcome)));
        for fix in &deadline.fixes {
            line("would fit with", fix.text.clone());
        }
        for fix in &deadline.not_enough {
            line("helps", format!("{}; still {}", fix.text, outcome(&fix.outcome)));
        }
    }
    let mut blocks = Blocks::default();
    for step in &view.steps {
        let begun = step.status == "started";
        blocks.add(&[
            ("step", step.title.clone()),
            ("id", step.id.clone()),
            ("phase", step.phase.clone()),
            ("section", step.section.to_string()),
            ("start", step.start.to_string()),
            ("finish", step.finish.to_string()),
            ("hours", step.hours.left.to_string()),
            ("hours done", if begun { spent(step.hours.spent) } else { String::new() }),
            ("cost", cost(&step.cost)),
            ("why", step.why.clone()),
            ("waits for", step.waits_for.join(", ")),
            ("done when", step.done_when.clone()),
        ]);
    }
    out + &blocks.text
}

/// `guide`.
pub fn guide(view: &GuideView) -> String {
    let mut blocks = Blocks::default();
    for item in &view.items {
        blocks.add(&[
            ("guide item", item.item.name.clone()),
            ("id", item.item.id.clone()),
            ("section", item.item.section.to_string()),
            ("coverage", item.item.coverage.to_string()),
            ("in the plan", item.planned.join(", ")),
            ("done", item.done.join(", ")),
            ("hours", item.hours.to_string()),
            ("advice", item.item.advice.clone().unwrap_or_default()),
            (
                "since then",
                item.item.note.as_ref().map(|note| note.text.clone()).unwrap_or_default(),
            ),
        ]);
    }
    blocks.text
}

/// `show`.
pub fn entries(views: &[EntryView]) -> String {
    let mut blocks = Blocks::default();
    for view in views {
        blocks.facts(facts(view));
    }
    blocks.text
}

/// `why`.
pub fn why(view: &WhyView) -> String {
    let mut blocks = Blocks::default();
    blocks.facts(why::facts(view));
    blocks.text
}

/// `compare`.
pub fn compare(view: &CompareView) -> String {
    let mut blocks = Blocks::default();
    let rows = compare::rows(&view.scenarios, view.scenarios.len());
    for scenario in &view.scenarios {
        let mut facts = Facts::new(scenario.name.clone());
        for (label, cell) in &rows {
            facts.all(
                label,
                cell(scenario).lines().map(|line| line.trim_start_matches("- ").to_owned()),
            );
        }
        blocks.facts(facts);
    }
    blocks.text
}

/// `list steps`.
pub fn steps(views: &[StepView]) -> String {
    let mut blocks = Blocks::default();
    for view in views {
        blocks.add(&[
            ("step", view.title.clone()),
            ("id", view.id.clone()),
            ("guide item", view.item.clone()),
            ("kind", view.kind.to_string()),
            ("hours", view.hours.likely.to_string()),
            ("cost", view.cost.class.to_string()),
        ]);
    }
    blocks.text
}

/// `list items`.
pub fn items(views: &[ItemView]) -> String {
    let mut blocks = Blocks::default();
    for view in views {
        blocks.add(&[
            ("guide item", view.name.clone()),
            ("id", view.id.clone()),
            ("section", view.section.to_string()),
            ("coverage", view.coverage.to_string()),
        ]);
    }
    blocks.text
}

/// `list competencies`.
pub fn competencies(views: &[CompetencyView]) -> String {
    let mut blocks = Blocks::default();
    for view in views {
        blocks.add(&[
            ("competency", view.name.clone()),
            ("id", view.id.clone()),
            ("guide item", view.item.clone()),
            ("level working means", lists::meaning(view)),
        ]);
    }
    blocks.text
}

/// `list roles`.
pub fn roles(views: &[RoleView]) -> String {
    let mut blocks = Blocks::default();
    for view in views {
        blocks.add(&[
            ("role", view.name.clone()),
            ("id", view.id.clone()),
            ("summary", view.summary.clone().unwrap_or_default()),
        ]);
    }
    blocks.text
}

/// `list resources`.
pub fn resources(views: &[StepResourceView]) -> String {
    let mut blocks = Blocks::default();
    for StepResourceView { step, resource: view } in views {
        blocks.add(&[
            ("resource", view.title.clone()),
            ("provider", view.provider.clone().unwrap_or_default()),
            ("format", view.format.to_string()),
            ("cost", view.cost.to_string()),
            ("address", view.url.clone().unwrap_or_default()),
            ("step", step.clone()),
        ]);
    }
    blocks.text
}

/// `search`.
pub fn search(view: &SearchView) -> String {
    let mut blocks = Blocks::default();
    for hit in &view.hits {
        blocks.add(&[(hit.sort, hit.title.clone()), ("id", hit.id.clone())]);
    }
    blocks.text
}
