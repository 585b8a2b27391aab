//! An advert against a person, for people.

use std::cmp::Reverse;

use crate::render::plain::Blocks;
use crate::render::sheet::{Column, HEADING, Sheet, faint, styled, wrap};
use crate::render::words::{count, day, either};
use crate::view::gap::{Degree, Gap, GapView, LineView, StandingView, Strength};

/// So many different words of an advert are shown as proof of one line.
const WORDS: usize = 3;

/// From this width on words and steps have columns of their own, not a line below the competency.
const WIDE: u16 = 96;

/// From this width on the levels have.
const LEVELS: u16 = 56;

const STRENGTHS: [Strength; 3] = [Strength::Required, Strength::Nice, Strength::Duty];

/// `gap` of one advert.
pub fn table(view: &GapView, width: u16) -> String {
    let mut out =
        styled(HEADING, wrap(view.title.as_ref().unwrap_or(&view.shown), width, "").trim_end());
    out.push('\n');
    let mut sheet = Sheet::new(&[
        Column::text("Competency", 0),
        Column::text("In the advert", WIDE),
        Column::fixed("Yours", LEVELS),
        Column::fixed("Needed", LEVELS),
        Column::fixed("Closed by", WIDE),
        Column::number("Hours", 0),
    ]);
    for (strength, group) in groups(view) {
        sheet.group(match width < WIDE {
            true => vec![format!("{}: {}", name(strength), yours(&group))],
            false => vec![name(strength).to_owned(), yours(&group)],
        });
        for line in &group {
            sheet.item(row(line, width));
        }
    }
    if !view.asks.is_empty() {
        out += &sheet.draw(width);
    }
    out += &ways(view, width);
    let as_well = match asked_as_well(view) {
        facts if facts.is_empty() => facts,
        facts => format!("Asked as well: {facts}."),
    };
    let passed_over = match passed_over(view) {
        names if names.is_empty() => names,
        names => format!("Named in it, and not asked for: {names}."),
    };
    let mut remarks = vec![
        foreign(view).to_owned(),
        nothing(view).to_owned(),
        beyond(view),
        as_well,
        passed_over,
    ];
    remarks.retain(|remark| !remark.is_empty());
    out + &remarks.iter().map(|remark| wrap(remark, width, "")).collect::<String>()
}

/// How far it is to all that is required, and to more.
fn ways(view: &GapView, width: u16) -> String {
    let mut sheet = Sheet::new(&[
        Column::text("The way", 0),
        Column::number("Steps", 72),
        Column::number("Hours", 0),
        Column::number("Weeks", 60),
        Column::fixed("Done by", 0),
        Column::fixed("9 in 10 by", 72),
    ]);
    for way in view.ways.iter().filter(|way| !way.steps.is_empty()) {
        sheet.item(vec![
            to(way.to).to_owned(),
            way.steps.len().to_string(),
            way.hours.to_string(),
            way.weeks.to_string(),
            day(way.finish),
            day(way.p90),
        ]);
    }
    if sheet.is_empty() {
        return String::new();
    }
    let explained =
        "Each way is a plan of its own: every step once, with what has to come before it.";
    format!("\n{}{}", sheet.draw(width), faint(explained, width))
}

/// The same as `key: value` lines.
pub fn plain(view: &GapView) -> String {
    let mut blocks = Blocks::default();
    blocks.add(&[("advert", view.title.clone().unwrap_or_default()), ("file", view.shown.clone())]);
    for (strength, group) in groups(view) {
        for line in &group {
            blocks.add(&[
                ("competency", either(&line.names)),
                ("wanted", name(strength).to_lowercase()),
                ("in the advert", proof(line, usize::MAX)),
                ("yours", have(&line.gap)),
                ("needed", line.gap.level.to_string()),
                ("closed by", closed(&line.gap)),
                ("hours", cost(&line.gap)),
            ]);
        }
    }
    for way in view.ways.iter().filter(|way| !way.steps.is_empty()) {
        blocks.add(&[
            ("way", to(way.to).to_lowercase()),
            ("steps", way.steps.join(", ")),
            ("hours", way.hours.to_string()),
            ("weeks", way.weeks.to_string()),
            ("done by", way.finish.to_string()),
            ("9 in 10 by", way.p90.to_string()),
        ]);
    }
    blocks.add(&[
        ("remark", nothing(view).to_owned()),
        ("language", foreign(view).to_owned()),
        ("beyond", beyond(view)),
        ("asked as well", asked_as_well(view)),
        ("named, not asked for", passed_over(view)),
    ]);
    blocks.text
}

fn foreign(view: &GapView) -> &'static str {
    let foreign = "This advert is not in English: names are found in it, and how much each is wanted \
                   is a guess.";
    if view.foreign { foreign } else { "" }
}

fn nothing(view: &GapView) -> &'static str {
    let nothing = "Nothing that the knowledge base knows is asked for.";
    if view.asks.is_empty() { nothing } else { "" }
}

fn groups(view: &GapView) -> impl Iterator<Item = (Strength, Vec<&LineView>)> {
    let of = |strength| (strength, view.lines(strength).collect::<Vec<_>>());
    STRENGTHS.into_iter().map(of).filter(|(_, lines)| !lines.is_empty())
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
    let held = lines.iter().filter(|line| line.gap.standing == StandingView::Held).count();
    format!("{held} of {} yours", lines.len())
}

fn row(line: &LineView, width: u16) -> Vec<String> {
    let gap = &line.gap;
    let mut below = Vec::new();
    if width < LEVELS {
        below.push(format!("yours {}, needed {}", have(gap), gap.level));
    }
    if width < WIDE {
        below.push(format!("{} \u{2192} {}", proof(line, WORDS), closed(gap)));
    }
    let below: String = below.iter().map(|text| format!("\n\u{21b3} {text}")).collect();
    vec![
        either(&line.names) + &below,
        proof(line, WORDS),
        have(gap),
        gap.level.to_string(),
        closed(gap),
        cost(gap),
    ]
}

/// The different words of the advert.
fn proof(line: &LineView, most: usize) -> String {
    let shown = line.words.iter().take(most).map(|word| format!("\u{201c}{word}\u{201d}"));
    let shown = shown.collect::<Vec<_>>().join(", ");
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
        StandingView::Held => "yours".to_owned(),
        StandingView::Avoided => "only by steps that you avoid".to_owned(),
        StandingView::Untaught if gap.have.is_some() => "no step goes further".to_owned(),
        StandingView::Untaught => "no step teaches it".to_owned(),
        StandingView::Open => {
            let to = gap.taught_to.map(|level| format!(" (to {level})")).unwrap_or_default();
            gap.closed_by.join(", ") + &to
        }
    }
}

pub(super) fn cost(gap: &Gap) -> String {
    if gap.closed_by.is_empty() { String::new() } else { gap.hours.to_string() }
}

/// What no step teaches, and what none teaches as well as is asked for.
fn beyond(view: &GapView) -> String {
    let all = |further: bool| {
        let parts = groups(view).filter_map(|(strength, group)| {
            let beyond = group.iter().filter(|line| {
                line.gap.standing == StandingView::Untaught && line.gap.have.is_some() == further
            });
            let names: Vec<String> = beyond.map(|line| either(&line.names)).collect();
            let wanted = name(strength).to_lowercase();
            (!names.is_empty()).then(|| format!("{} ({wanted})", names.join(", ")))
        });
        parts.collect::<Vec<_>>().join("; ")
    };
    let said = [("No step teaches", all(false)), ("No step goes as far as is asked", all(true))];
    let said = said.into_iter().filter(|(_, names)| !names.is_empty());
    let said: String = said.map(|(what, names)| format!("{what}: {names}. ")).collect();
    let first = view.lines.iter().find(|line| line.gap.standing == StandingView::Untaught);
    match first {
        Some(line) => {
            format!("{said}What you can do of it, say: --know {}={}.", line.nearest, line.gap.level)
        }
        None => String::new(),
    }
}

fn passed_over(view: &GapView) -> String {
    view.passed_over.iter().map(|named| named.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Years and degrees.
fn asked_as_well(view: &GapView) -> String {
    let mut parts = Vec::new();
    if let Some(years) = &view.years {
        let wish = if years.strength == Strength::Nice { ", nice to have" } else { "" };
        let least = count(years.least as usize, "year");
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
    let mut named: Vec<(Degree, Strength)> =
        view.degrees.iter().map(|ask| (ask.degree, ask.strength)).collect();
    named.sort_by_key(|&(degree, strength)| (degree, Reverse(strength)));
    named.dedup_by_key(|(degree, _)| *degree);
    let named = named.into_iter().map(|(degree, strength)| {
        let name = match degree {
            Degree::Any => "any degree",
            Degree::Bachelor => "bachelor\u{2019}s",
            Degree::Master => "master\u{2019}s",
            Degree::Doctorate => "doctorate",
        };
        let wish = if strength == Strength::Nice { " (nice to have)" } else { "" };
        format!("{name}{wish}")
    });
    either(&named.collect::<Vec<_>>())
}

fn to(strength: Strength) -> &'static str {
    match strength {
        Strength::Required => "To what is required",
        Strength::Nice => "With what is nice",
        Strength::Duty => "With its work too",
    }
}
