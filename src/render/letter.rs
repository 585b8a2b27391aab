//! What an advert asks for and what shows it, in Markdown: to be pasted into a letter or a CV.

use std::fmt::Write as _;

use itertools::Itertools as _;

use crate::document::application::{PROOFS, asked, cv, remark, shown};
use crate::document::gap::name;
use crate::document::phrases::day;
use crate::knowledge::text::List;
use crate::render::markdown::{escape, linked};
use crate::view::application::{ApplicationView, EvidenceView, ShownView};

pub fn letter(view: &ApplicationView) -> String {
    let mut out = format!("# {}\n", escape(view.title.as_ref().unwrap_or(&view.file)));
    for (strength, asks) in &view.asks.iter().chunk_by(|ask| ask.strength) {
        let asks = asks.collect_vec();
        let _ = writeln!(out, "\n## {}: {}\n", name(strength), shown(&asks));
        for ask in asks {
            out += &item(ask);
        }
    }
    out
}

fn item(ask: &ShownView) -> String {
    let names = escape(&List::or(&ask.names).to_string());
    let asked = escape(&asked(ask));
    let remark = remark(ask);
    let remark = if remark.is_empty() { remark } else { format!(": {remark}") };
    let mut out = format!("- **{names}** ({asked}){remark}\n");
    for proof in ask.proofs.iter().take(PROOFS) {
        let _ = writeln!(out, "  - {}", step(proof));
    }
    for line in cv(ask, PROOFS) {
        let _ = writeln!(out, "  - On the CV: {}", escape(&line));
    }
    out
}

fn step(proof: &EvidenceView) -> String {
    let on = proof.on.map(|date| format!(" ({})", day(date))).unwrap_or_default();
    let evidence = proof.evidence.as_ref().map(|text| format!(": {}", linked(text)));
    format!("{}{on}{}", escape(&proof.title), evidence.unwrap_or_default())
}
