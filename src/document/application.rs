//! What an advert asks for, beside what shows it.

use itertools::Itertools as _;
use unicode_width::UnicodeWidthStr as _;

use crate::document::gap::{LEVELS, level, name, quoted};
use crate::document::phrases::day;
use crate::document::tree::{Answer, Cell, Document, Facts, Table};
use crate::knowledge::text::{List, shortened};
use crate::view::application::{ApplicationView, EvidenceView, ShownView};

/// The most finished steps that are named for one thing, outside of plain and JSON.
pub const PROOFS: usize = 2;

impl Answer for ApplicationView {
    fn document(&self) -> Document<'_> {
        let mut document = Document::default();
        document.heading(self.title.as_ref().unwrap_or(&self.file));
        let mut facts = Facts::of_all(0);
        facts.in_plain("advert", self.title.as_ref());
        facts.in_plain("file", &self.file);
        document.facts(facts);
        if self.asks.is_empty() {
            document.say("It asks for nothing that the knowledge base knows.");
            return document;
        }
        document.table(
            Table::of(&self.asks)
                .column("Asked for", |ask| List::or(&ask.names).to_string())
                .all_below(LEVELS, |ask| {
                    vec![format!("yours {}, needed {}", level(ask.have), ask.level)]
                })
                .all_below(u16::MAX, below)
                .in_plain("wanted", |ask| name(ask.strength).to_lowercase())
                .in_plain("in the advert", |ask| quoted(&ask.words, usize::MAX))
                .in_plain("asked in", |ask| ask.sentence.clone())
                .names(("Yours", LEVELS), |ask| level(ask.have))
                .names(("Needed", LEVELS), |ask| ask.level)
                .in_plain("shown by", |ask| ask.proofs.iter().map(step).collect_vec())
                .in_plain("on your cv", |ask| cv(ask, usize::MAX))
                .in_plain("remark", remark)
                .groups(
                    |a, b| a.strength == b.strength,
                    |part| {
                        let sum = Cell::from(shown(part));
                        (name(part[0].strength).to_owned(), Some(("Shown", sum)))
                    },
                ),
        );
        document
    }
}

fn below(ask: &ShownView) -> Vec<String> {
    let remark = remark(ask);
    let asked = asked(ask);
    let first = if remark.is_empty() { asked } else { format!("{asked}: {remark}") };
    let cv = cv(ask, PROOFS).into_iter().map(|line| format!("CV: {line}"));
    std::iter::once(first).chain(ask.proofs.iter().take(PROOFS).map(step)).chain(cv).collect()
}

/// The sentence that asks for it, as far as there is room: from the words that name it on, if they
/// stand too far behind.
pub fn asked(ask: &ShownView) -> String {
    /// In columns: two lines of a terminal.
    const ROOM: usize = 150;
    let sentence = &ask.sentence;
    let at = ask.words.iter().filter_map(|word| Some((sentence.find(word)?, word.len()))).min();
    let (at, length) = at.unwrap_or_default();
    let quote = match sentence[..at + length].width() < ROOM {
        true => shortened(sentence, ROOM),
        false => format!("\u{2026} {}", shortened(&sentence[at..], ROOM)),
    };
    format!("\u{201c}{quote}\u{201d}")
}

/// `5 of 9 yours, 3 shown`: by a finished step.
pub fn shown<'a>(asks: impl IntoIterator<Item = &'a &'a ShownView>) -> String {
    let asks = asks.into_iter().collect_vec();
    let yours = asks.iter().filter(|ask| ask.is_yours()).count();
    let shown = asks.iter().filter(|ask| ask.is_shown()).count();
    format!("{yours} of {} yours, {shown} shown", asks.len())
}

/// What is missing in what the person has, or in what shows it.
pub fn remark(ask: &ShownView) -> String {
    match (ask.is_yours(), ask.have) {
        (true, _) if ask.is_shown() => String::new(),
        (true, Some(level)) if ask.stated.is_some() => {
            format!("{level} level, as you say; no finished step shows it")
        }
        (true, _) => "yours with what else you know; no finished step shows it".to_owned(),
        (false, Some(have)) => format!("{} level is missing, you have {have}", ask.level),
        (false, None) => "missing".to_owned(),
    }
}

/// `Package a service with Docker, 14 Feb 2027: https://example.org/compose`.
pub fn step(proof: &EvidenceView) -> String {
    let on = proof.on.map(|date| format!(", {}", day(date))).unwrap_or_default();
    let evidence = proof.evidence.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
    format!("{}{on}{evidence}", proof.title)
}

/// The lines for a CV.
pub fn cv(ask: &ShownView, most: usize) -> Vec<String> {
    ask.proofs.iter().filter_map(|proof| proof.earns.clone()).unique().take(most).collect()
}
