//! An advert against a person.

use std::cmp::Reverse;

use itertools::Itertools as _;

use crate::document::tree::{Answer, Cell, Document, Facts, Table};
use crate::knowledge::hours::Hours;
use crate::knowledge::text::{Count, List};
use crate::view::gap::{Degree, Gap, GapView, LineView, Standing, Strength};

/// The most quotations from the advert that a table shows for one line.
const WORDS: usize = 3;

/// From this width on, words and steps have their own columns, not a line below the competency.
const WIDE: u16 = 96;

/// From this width on, the levels have their own columns.
const LEVELS: u16 = 56;

const STRENGTHS: [Strength; 3] = [Strength::Required, Strength::Nice, Strength::Duty];

impl Answer for GapView {
    fn document(&self) -> Document {
        let mut document = Document::default();
        document.heading(self.title.as_ref().unwrap_or(&self.file));
        let mut facts = Facts::of_all(0);
        facts.in_plain("advert", self.title.as_ref());
        facts.in_plain("file", &self.file);
        facts.in_plain("language", foreign(self));
        facts.in_plain("remark", nothing(self));
        facts.in_plain("beyond", beyond(self));
        facts.in_plain("also asked for", asked_as_well(self));
        facts.in_plain("mentioned, not asked for", passed_over(self));
        document.facts(facts);
        document.table(
            Table::of(&self.lines)
                .column("Competency", |line| List::or(&line.names).to_string())
                .below(LEVELS, |line| {
                    format!("yours {}, needed {}", have(&line.gap), line.gap.level)
                })
                .below(WIDE, |line| {
                    format!("{} \u{2192} {}", proof(line, WORDS), closed(&line.gap))
                })
                .in_plain("wanted", |line| name(line.strength).to_lowercase())
                .on_terminal(("In the advert", WIDE), |line| proof(line, WORDS))
                .in_plain("in the advert", |line| proof(line, usize::MAX))
                .names(("Yours", LEVELS), |line| have(&line.gap))
                .names(("Needed", LEVELS), |line| line.gap.level)
                .names(("Closed by", WIDE), |line| closed(&line.gap))
                .column("Hours", |line| hours(&line.gap))
                .groups(
                    |a, b| a.strength == b.strength,
                    |part| {
                        let sum = Cell::from(yours(part));
                        (name(part[0].strength).to_owned(), Some(("In the advert", sum)))
                    },
                ),
        );
        ways(self, &mut document);
        document.say(foreign(self));
        document.say(nothing(self));
        document.say(beyond(self));
        document.say(sentence("Also asked for", asked_as_well(self)));
        document.say(sentence("Mentioned, not asked for", passed_over(self)));
        document
    }
}

/// `Label: text.`, if there is a text.
fn sentence(label: &str, text: String) -> String {
    if text.is_empty() { text } else { format!("{label}: {text}.") }
}

/// The plans to everything that is required, and to more.
fn ways(view: &GapView, document: &mut Document) {
    let ways: Vec<_> = view.ways.iter().filter(|way| !way.steps.is_empty()).collect();
    if ways.is_empty() {
        return;
    }
    document.space();
    document.table(
        Table::of(ways)
            .column("Path", |way| to(way.to))
            .key("way")
            .on_terminal(("Steps", 72), |way| way.steps.len())
            .in_plain("steps", |way| way.steps.join(", "))
            .column("Hours", |way| way.hours)
            .column(("Weeks", 60), |way| way.weeks as usize)
            .column("Done by", |way| way.finish)
            .column(("90 % by", 72), |way| way.p90),
    );
    document.remark("Each path is a complete plan: every step once, with its prerequisites.");
}

fn foreign(view: &GapView) -> &'static str {
    let foreign = "This advert is not in English: names are found in it, and how much each is \
                   wanted is a guess.";
    if view.foreign { foreign } else { "" }
}

fn nothing(view: &GapView) -> &'static str {
    let nothing = "It asks for nothing that the knowledge base knows.";
    if view.asks.is_empty() { nothing } else { "" }
}

fn name(strength: Strength) -> &'static str {
    match strength {
        Strength::Required => "Required",
        Strength::Nice => "Nice to have",
        Strength::Duty => "Part of the work",
    }
}

/// `4 of 12 yours`.
fn yours(lines: &[&LineView]) -> String {
    let held = lines.iter().filter(|line| line.gap.standing == Standing::Held).count();
    format!("{held} of {} yours", lines.len())
}

/// The words of the advert.
fn proof(line: &LineView, most: usize) -> String {
    let mut shown = line.words.iter().take(most).map(|word| format!("\u{201c}{word}\u{201d}"));
    let shown = shown.join(", ");
    match line.words.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown}, {more} more"),
    }
}

pub(super) fn have(gap: &Gap) -> String {
    gap.have.map_or("\u{2013}".to_owned(), |level| level.to_string())
}

pub(super) fn closed(gap: &Gap) -> String {
    match gap.standing {
        Standing::Held => "yours".to_owned(),
        Standing::Avoided => "only through steps that you avoid".to_owned(),
        Standing::Untaught if gap.have.is_some() => "no step goes further".to_owned(),
        Standing::Untaught => "no step teaches it".to_owned(),
        Standing::Open(_) => {
            let to = gap.taught_to.map(|level| format!(" (to {level})")).unwrap_or_default();
            gap.closed_by.join(", ") + &to
        }
    }
}

pub(super) fn hours(gap: &Gap) -> Option<Hours> {
    (!gap.closed_by.is_empty()).then_some(gap.hours)
}

/// What no step teaches, and what none teaches to the level that is asked for.
fn beyond(view: &GapView) -> String {
    let all = |further: bool| {
        let parts = STRENGTHS.into_iter().filter_map(|strength| {
            let beyond = view.lines.iter().filter(|line| {
                line.strength == strength
                    && line.gap.standing == Standing::Untaught
                    && line.gap.have.is_some() == further
            });
            let names = beyond.map(|line| List::or(&line.names)).join(", ");
            let wanted = name(strength).to_lowercase();
            (!names.is_empty()).then(|| format!("{names} ({wanted})"))
        });
        parts.collect_vec().join("; ")
    };
    let said = [("No step teaches", all(false)), ("No step goes far enough", all(true))];
    let said = said.into_iter().filter(|(_, names)| !names.is_empty());
    let said: String = said.map(|(what, names)| format!("{what}: {names}. ")).collect();
    let first = view.lines.iter().find(|line| line.gap.standing == Standing::Untaught);
    let Some(LineView { nearest, gap, .. }) = first else { return String::new() };
    format!("{said}If you can do any of it, say so: --know {nearest}={}.", gap.level)
}

fn passed_over(view: &GapView) -> String {
    view.passed_over.iter().map(|named| &named.name).join(", ")
}

/// Years and degrees.
fn asked_as_well(view: &GapView) -> String {
    let mut parts = Vec::new();
    if let Some(years) = &view.years {
        let wish = if years.strength == Strength::Nice { ", nice to have" } else { "" };
        let least = Count(years.least as usize, "year");
        parts.push(format!("{least} of experience{wish} (\u{201c}{}\u{201d})", years.words));
    }
    let degrees = degrees(view);
    if !degrees.is_empty() {
        let fields = match view.fields_of_study.as_slice() {
            [] => String::new(),
            fields => format!(" in {}", fields.join("; ")),
        };
        parts.push(degrees + &fields);
    }
    parts.join("; ")
}

fn degrees(view: &GapView) -> String {
    let named = view.degrees.iter().sorted_by_key(|ask| (ask.degree, Reverse(ask.strength)));
    let named = named.dedup_by(|a, b| a.degree == b.degree).map(|ask| {
        let name = match ask.degree {
            Degree::Any => "any degree",
            Degree::Bachelor => "bachelor\u{2019}s",
            Degree::Master => "master\u{2019}s",
            Degree::Doctorate => "doctorate",
        };
        let wish = if ask.strength == Strength::Nice { " (nice to have)" } else { "" };
        format!("{name}{wish}")
    });
    List::or(named).to_string()
}

fn to(strength: Strength) -> &'static str {
    match strength {
        Strength::Required => "Required only",
        Strength::Nice => "+ nice to have",
        Strength::Duty => "+ part of the work",
    }
}
