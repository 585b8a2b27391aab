//! An advert against a person, for people.

use crate::knowledge::words::Level;
use crate::render::plain::Blocks;
use crate::render::sheet::{Column, HEADING, Sheet, styled, wrap};
use crate::render::words::{count, day};
use crate::view::gap::{AskView, Degree, GapView, Line, StandingView, Strength, standing};

/// So many different words of an advert are shown as proof of one line.
const WORDS: usize = 3;

/// From this width on words and steps have columns of their own, not a line below the competency.
const WIDE: u16 = 96;

/// From this width on the levels have.
const LEVELS: u16 = 56;

pub(super) const STRENGTHS: [Strength; 3] = [Strength::Required, Strength::Nice, Strength::Duty];

/// `gap` of one advert.
pub fn table(view: &GapView, width: u16) -> String {
    let mut out = styled(HEADING, wrap(heading(view), width, "").trim_end());
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
    let mut remarks = vec![untaught(view), asked_as_well(view)];
    if view.asks.is_empty() {
        remarks = vec!["Nothing that the knowledge base knows is asked for.".to_owned()];
    }
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
    if sheet.is_empty() { String::new() } else { "\n".to_owned() + &sheet.draw(width) }
}

/// The same as `key: value` lines.
pub fn plain(view: &GapView) -> String {
    let mut blocks = Blocks::default();
    blocks.add(&[("advert", heading(view).to_owned()), ("file", view.file.clone())]);
    for (strength, group) in groups(view) {
        for line in &group {
            blocks.add(&[
                ("competency", names(line)),
                ("wanted", name(strength).to_lowercase()),
                ("in the advert", proof(line, usize::MAX)),
                ("yours", have(line)),
                ("needed", needed(line)),
                ("closed by", closed(line)),
                ("hours", cost(line)),
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
    blocks.add(&[("remark", untaught(view)), ("asked as well", asked_as_well(view))]);
    blocks.text
}

fn heading(view: &GapView) -> &str {
    view.title.as_deref().unwrap_or(&view.file)
}

fn groups(view: &GapView) -> impl Iterator<Item = (Strength, Vec<Line<'_>>)> {
    let of = |strength| (strength, view.lines(strength));
    STRENGTHS.into_iter().map(of).filter(|(_, lines)| !lines.is_empty())
}

pub(super) fn name(strength: Strength) -> &'static str {
    match strength {
        Strength::Required => "Required",
        Strength::Nice => "Nice to have",
        Strength::Duty => "Part of the work",
    }
}

/// `4 of 12 yours`.
fn yours(lines: &[Line<'_>]) -> String {
    let held = lines.iter().filter(|line| standing(line) == StandingView::Held).count();
    format!("{held} of {} yours", lines.len())
}

fn row(line: &Line<'_>, width: u16) -> Vec<String> {
    let mut below = Vec::new();
    if width < LEVELS {
        below.push(format!("yours {}, needed {}", have(line), needed(line)));
    }
    if width < WIDE {
        below.push(format!("{} \u{2192} {}", proof(line, WORDS), closed(line)));
    }
    let below: String = below.iter().map(|text| format!("\n\u{21b3} {text}")).collect();
    vec![
        names(line) + &below,
        proof(line, WORDS),
        have(line),
        needed(line),
        closed(line),
        cost(line),
    ]
}

/// `Python, Java or R`.
fn names(line: &Line<'_>) -> String {
    let names: Vec<&str> = line.iter().map(|ask| ask.name.as_str()).collect();
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        _ => names.join(""),
    }
}

/// The different words of the advert.
fn proof(line: &Line<'_>, most: usize) -> String {
    let mut words: Vec<&str> = Vec::new();
    for word in line.iter().flat_map(|ask| &ask.words) {
        if !words.iter().any(|known| known.eq_ignore_ascii_case(word)) {
            words.push(word);
        }
    }
    let more = words.len().saturating_sub(most);
    words.truncate(most);
    let quoted: Vec<String> = words.iter().map(|word| format!("\u{201c}{word}\u{201d}")).collect();
    let shown = quoted.join(", ");
    if more > 0 { format!("{shown}, {more} more") } else { shown }
}

fn have(line: &Line<'_>) -> String {
    let best = line.iter().filter_map(|ask| ask.have).max();
    best.map_or("\u{2013}".to_owned(), |level| level.to_string())
}

fn needed(line: &Line<'_>) -> String {
    let least: Option<Level> = line.iter().map(|ask| ask.level).min();
    least.map_or(String::new(), |level| level.to_string())
}

fn closed(line: &Line<'_>) -> String {
    match standing(line) {
        StandingView::Held => "yours".to_owned(),
        StandingView::Avoided => "only by steps that you avoid".to_owned(),
        StandingView::Untaught if line.iter().any(|ask| ask.have.is_some()) => {
            "no step goes further".to_owned()
        }
        StandingView::Untaught => "no step teaches it".to_owned(),
        StandingView::Open => {
            let closing = |ask: &&&AskView| !ask.closed_by.is_empty();
            let Some(ask) = line.iter().find(closing) else { return String::new() };
            let to = ask.taught_to.map(|level| format!(" (to {level})")).unwrap_or_default();
            ask.closed_by.join(", ") + &to
        }
    }
}

fn cost(line: &Line<'_>) -> String {
    let closing = line.iter().find(|ask| !ask.closed_by.is_empty());
    let open = standing(line) == StandingView::Open;
    closing.filter(|_| open).map(|ask| ask.hours.to_string()).unwrap_or_default()
}

/// What no step teaches.
fn untaught(view: &GapView) -> String {
    let parts = groups(view).filter_map(|(strength, group)| {
        let beyond = group.iter().filter(|line| standing(line) == StandingView::Untaught);
        let names: Vec<String> = beyond.map(names).collect();
        let wanted = name(strength).to_lowercase();
        (!names.is_empty()).then(|| format!("{} ({wanted})", names.join(", ")))
    });
    let parts: Vec<String> = parts.collect();
    let lines = STRENGTHS.into_iter().flat_map(|strength| view.lines(strength));
    let first = lines.into_iter().find(|line| standing(line) == StandingView::Untaught);
    let Some(first) = first.as_ref().and_then(|line| line.first()) else { return String::new() };
    format!(
        "No step teaches: {}. What you can do of it, say: --know {}={}.",
        parts.join("; "),
        first.competency,
        first.level
    )
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
    if parts.is_empty() { String::new() } else { format!("Asked as well: {}.", parts.join("; ")) }
}

fn degrees(view: &GapView) -> String {
    let mut named: Vec<(Degree, Strength)> =
        view.degrees.iter().map(|ask| (ask.degree, ask.strength)).collect();
    named.sort();
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
    named.collect::<Vec<_>>().join(" or ")
}

fn to(strength: Strength) -> &'static str {
    match strength {
        Strength::Required => "To what is required",
        Strength::Nice => "With what is nice",
        Strength::Duty => "With its work too",
    }
}
