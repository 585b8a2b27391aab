//! The lines for a CV in Markdown. What a person has recorded is escaped: only an address becomes a
//! link.

use std::fmt::Write as _;

use itertools::Itertools as _;

use crate::document::earned::{heading, month};
use crate::render::markdown::{escape, linked};
use crate::view::earned::{EarnedView, LineView};

pub fn lines(view: &EarnedView) -> String {
    let mut out = String::new();
    for (_, lines) in &view.lines.iter().chunk_by(|line| line.part) {
        let lines = lines.collect_vec();
        section(&mut out, &heading(lines[0]));
        out += &lines.into_iter().map(item).collect::<String>();
    }
    for (level, skills) in &view.skills.iter().chunk_by(|skill| skill.level) {
        section(&mut out, &format!("Skills ({level})"));
        let names = skills.map(|skill| escape(&skill.name)).join(", ");
        let _ = writeln!(out, "{names}");
    }
    out
}

fn section(out: &mut String, name: &str) {
    let gap = if out.is_empty() { "" } else { "\n" };
    let _ = writeln!(out, "{gap}## {name}\n");
}

fn item(line: &LineView) -> String {
    let on = line.on.map(|day| format!(", {}", month(day))).unwrap_or_default();
    let evidence = line.evidence.as_ref().map(|text| format!(": {}", linked(text)));
    format!("- {}{on}{}\n", escape(&line.line), evidence.unwrap_or_default())
}
