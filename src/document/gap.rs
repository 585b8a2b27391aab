//! An advert against a person.

use itertools::Itertools as _;

use crate::document::conditions::{decides, names_language, wishes};
use crate::document::summary;
use crate::document::tree::{Answer, Cell, Document, Facts, Table};
use crate::knowledge::hours::Hours;
use crate::knowledge::text::List;
use crate::knowledge::vocabulary::Level;
use crate::view::gap::{Gap, GapView, LineView, Standing, Strength};

/// The most quotations from the advert that a table shows for one line.
const WORDS: usize = 3;

/// From this width on, words and steps have their own columns, not a line below the competency.
const WIDE: u16 = 120;

/// From this width on, the levels have their own columns.
pub(super) const LEVELS: u16 = 56;

const STRENGTHS: [Strength; 3] = [Strength::Required, Strength::Nice, Strength::Duty];

impl Answer for GapView {
    fn document(&self) -> Document<'_> {
        let mut document = Document::default();
        document.heading(self.title.as_ref().unwrap_or(&self.file));
        let mut facts = Facts::of_all(0);
        facts.in_plain("advert", self.title.as_ref());
        facts.in_plain("file", &self.file);
        facts.in_plain("language", foreign(self));
        facts.in_plain("remark", nothing(self));
        if !self.lines.is_empty() {
            document.say(summary::headline(&self.summary));
            summary::facts(&self.summary, &mut facts);
        }
        document.say(sentence("Decides first", decides(&self.conditions, true)));
        facts.in_plain("decides first", decides(&self.conditions, true));
        facts.in_plain("soft skills and fields asked for", soft(self));
        facts.in_plain("beyond", beyond(self));
        facts.in_plain("also asked for", wishes(&self.conditions));
        facts.in_plain("mentioned, not asked for", passed_over(self));
        document.facts(facts);
        lines(self, &mut document);
        document.say(match soft(self) {
            names if names.is_empty() => names,
            names => format!("Soft skills and fields asked for: {names} (rows with --with soft)."),
        });
        ways(self, &mut document);
        document.say(foreign(self));
        document.say(nothing(self));
        document.say(beyond(self));
        document.say(sentence("Also asked for", wishes(&self.conditions)));
        document.say(sentence("Mentioned, not asked for", passed_over(self)));
        document
    }
}

/// The lines that are shown as rows.
fn shown(view: &GapView) -> impl Iterator<Item = &LineView> {
    view.lines.iter().filter(|line| !line.is_apart)
}

fn lines<'a>(view: &'a GapView, document: &mut Document<'a>) {
    if shown(view).next().is_none() {
        return;
    }
    document.table(
        Table::of(shown(view))
            .column("Competency", |line| List::or(&line.names).to_string())
            .below(LEVELS, |line| {
                format!("yours {}, needed {}", level(line.gap.have), line.gap.level)
            })
            .below(WIDE, |line| {
                format!("{} \u{2192} {}", quoted(&line.words, WORDS), closed_after(&line.gap))
            })
            .in_plain("wanted", |line| name(line.strength).to_lowercase())
            .on_terminal(("In the advert", WIDE), |line| quoted(&line.words, WORDS))
            .in_plain("in the advert", |line| quoted(&line.words, usize::MAX))
            .names(("Yours", LEVELS), |line| level(line.gap.have))
            .names(("Needed", LEVELS), |line| line.gap.level)
            .on_terminal(("Closed by", WIDE), |line| Cell::Name(closed_after(&line.gap)))
            .in_plain("closed by", |line| closed(&line.gap))
            .in_plain("after", |line| line.gap.first.join(", "))
            .in_plain("hours", |line| hours(&line.gap))
            .column("Hours in all", |line| in_all(&line.gap))
            .groups(
                |a, b| a.strength == b.strength,
                |part| {
                    let sum = Cell::from(yours(part));
                    (name(part[0].strength).to_owned(), Some(("In the advert", sum)))
                },
            ),
    );
    if view.lines.iter().any(|line| !line.gap.first.is_empty()) {
        document.remark(
            "Hours in all: with the steps that come first (+2: two of them); several rows may need \
             the same ones.",
        );
    }
}

/// The names of what is asked for and has no row. A language may stand above as what decides.
fn soft(view: &GapView) -> String {
    let is_said =
        |line: &LineView| line.names.iter().any(|name| names_language(&view.conditions, name));
    let apart = view.lines.iter().filter(|line| line.is_apart && !is_said(line));
    apart.map(|line| List::or(&line.names)).join(", ")
}

/// `Label: text.`, if there is a text.
fn sentence(label: &str, text: String) -> String {
    if text.is_empty() { text } else { format!("{label}: {text}.") }
}

/// The plans to everything that is required, and to more.
fn ways<'a>(view: &'a GapView, document: &mut Document<'a>) {
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
    let foreign = "This advert is in a language that mlpath does not understand (it knows English, \
                   French, German and Spanish): names are found in it, and how much each is wanted \
                   is a guess.";
    if view.foreign { foreign } else { "" }
}

fn nothing(view: &GapView) -> &'static str {
    let nothing = "It asks for nothing that the knowledge base knows.";
    if view.asks.is_empty() { nothing } else { "" }
}

pub fn name(strength: Strength) -> &'static str {
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
pub fn quoted(words: &[String], most: usize) -> String {
    let mut shown = words.iter().take(most).map(|word| format!("\u{201c}{word}\u{201d}"));
    let shown = shown.join(", ");
    match words.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown}, {more} more"),
    }
}

pub(super) fn level(level: Option<Level>) -> String {
    level.map_or("\u{2013}".to_owned(), |level| level.to_string())
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

/// The step that closes it, and the number of those that come first.
fn closed_after(gap: &Gap) -> String {
    match gap.first.len() {
        0 => closed(gap),
        first => format!("{} +{first}", closed(gap)),
    }
}

pub(super) fn in_all(gap: &Gap) -> Option<Hours> {
    (!gap.closed_by.is_empty()).then_some(gap.hours_in_all)
}

pub(super) fn hours(gap: &Gap) -> Option<Hours> {
    (!gap.closed_by.is_empty()).then_some(gap.hours)
}

/// What no step teaches, and what none teaches to the level that is asked for.
fn beyond(view: &GapView) -> String {
    let all = |further: bool| {
        let parts = STRENGTHS.into_iter().filter_map(|strength| {
            let beyond = shown(view).filter(|line| {
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
    let first = shown(view).find(|line| line.gap.standing == Standing::Untaught);
    let Some(LineView { nearest, gap, .. }) = first else { return String::new() };
    format!("{said}If you can do any of it, say so: --know {nearest}={}.", gap.level)
}

fn passed_over(view: &GapView) -> String {
    view.passed_over.iter().map(|named| &named.name).join(", ")
}

fn to(strength: Strength) -> &'static str {
    match strength {
        Strength::Required => "Required only",
        Strength::Nice => "+ nice to have",
        Strength::Duty => "+ part of the work",
    }
}
