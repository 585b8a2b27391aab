//! `compare`: one column a scenario, as many beside each other as the width has room for.

use crate::render::sheet::{Column, Sheet};
use crate::render::words::{count, day, money, outcome};
use crate::view::compare::{CompareView, OnlyView, ScenarioView};

const LABELS: u16 = 12;
/// Less than that breaks words.
const NARROWEST_COLUMN: u16 = 21;
/// So many steps of a scenario; JSON has them all.
const SHOWN: usize = 6;

/// `compare`, for a terminal.
pub fn table(view: &CompareView, width: u16) -> String {
    let beside = usize::from((width.saturating_sub(LABELS) / NARROWEST_COLUMN).max(1));
    let mut out = String::new();
    let blocks = view.scenarios.len().div_ceil(beside);
    for part in view.scenarios.chunks(view.scenarios.len().div_ceil(blocks)) {
        if !out.is_empty() {
            out.push('\n');
        }
        out += &block(part, view.scenarios.len(), width);
    }
    out
}

fn block(part: &[ScenarioView], of: usize, width: u16) -> String {
    let columns = part.iter().map(|scenario| Column::text(&scenario.name, 0));
    let columns: Vec<Column> = [Column::fixed("", 0)].into_iter().chain(columns).collect();
    let mut sheet = Sheet::new(&columns);
    for (label, cell) in rows(part, of) {
        let cells = part.iter().map(cell);
        sheet.item([label.to_owned()].into_iter().chain(cells).collect());
    }
    sheet.draw(width)
}

type Cell = fn(&ScenarioView) -> String;

/// The rows that say something about at least one of these scenarios, of so many in all.
pub fn rows(scenarios: &[ScenarioView], of: usize) -> Vec<(&'static str, Cell)> {
    let rows: [(&str, Cell); 10] = [
        ("No plan", |s| {
            s.unreachable.iter().map(|r| r.text.as_str()).collect::<Vec<_>>().join("; ")
        }),
        ("Steps", |s| made(s, s.totals.steps.to_string())),
        ("Hours", |s| {
            let hours = &s.totals.hours;
            made(s, format!("{} ({}\u{2013}{})", hours.likely, hours.low, hours.high))
        }),
        ("Money", |s| made(s, money(&s.totals))),
        ("Finish", |s| s.finish.as_ref().map(|finish| day(finish.planned)).unwrap_or_default()),
        ("50 % by", |s| s.finish.as_ref().map(|finish| day(finish.p50)).unwrap_or_default()),
        ("90 % by", |s| s.finish.as_ref().map(|finish| day(finish.p90)).unwrap_or_default()),
        ("Deadline", |s| s.deadline.as_ref().map(outcome).unwrap_or_default()),
        ("Only here", |s| titles(&s.only)),
        ("Not here", |s| titles(&s.missing)),
    ];
    // With two beside each other, the one lacks just what only the other has.
    let few = |label: &str| of < 3 && label == "Not here";
    let says = |(_, cell): &(&str, Cell)| scenarios.iter().any(|s| !cell(s).is_empty());
    rows.into_iter().filter(says).filter(|(label, _)| !few(label)).collect()
}

fn made(scenario: &ScenarioView, text: String) -> String {
    if scenario.finish.is_some() { text } else { String::new() }
}

fn titles(steps: &[OnlyView]) -> String {
    let titles = steps.iter().take(SHOWN).map(|step| format!("- {}", step.title));
    let mut lines: Vec<String> = titles.collect();
    if steps.len() > SHOWN {
        lines.push(format!("- and {}", count(steps.len() - SHOWN, "more step")));
    }
    lines.join("\n")
}
