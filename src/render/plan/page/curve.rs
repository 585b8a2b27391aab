//! What is held of what adverts ask for, and how many of them are within reach, over time.

use itertools::Itertools as _;
use maud::{Markup, html};

use crate::document::phrases::day;
use crate::knowledge::text::Count;
use crate::render::plan::page::axis::Axis;
use crate::render::plan::page::svg::{self, Chart, Key, Px};
use crate::render::plan::page::text::{self, TEXT};
use crate::view::curve::{CurveView, StageView};
use crate::view::plan::PlanView;

const LEFT: f64 = 48.0;
const WIDTH: f64 = 560.0;
/// For the names at the ends of the lines.
const RIGHT: f64 = 112.0;
/// From 100 % to 0 %.
const HEIGHT: f64 = 240.0;
/// A line of text.
const LINE: f64 = 18.0;

/// Nothing if there are too few adverts.
pub(super) fn draw(plan: &PlanView) -> Markup {
    let (Some(last), Some(held)) = (plan.curve.last(), plan.held_on(plan.last_day())) else {
        return html! {};
    };
    let axis = Axis::across(plan, LEFT, WIDTH);
    let stages = stages(&plan.stages, &axis);
    let rows = stages.iter().map(|stage| stage.row + 1).max().unwrap_or_default();
    let top = 12.0 + LINE * rows as f64;
    let bottom = top + HEIGHT;
    let width = LEFT + WIDTH + RIGHT;
    let (legend, height) = svg::legend(&keys(plan, &axis), bottom + 62.0, width);
    let reach = last.standing.within_reach;
    let chart = Chart {
        name: "curve",
        title: "What you hold of what adverts ask for",
        caption: &caption(plan, held, reach),
        described: &described(plan),
        linked: false,
        size: (width, bottom + 62.0 + height),
    };
    chart.figure(&html! {
        (scale(top))
        (axis.drawn(bottom + 16.0, top, bottom))
        @for stage in &stages { (stage.drawn(bottom)) }
        path.reach d=(reached(plan, &axis, top)) {}
        path.held d=(steps(plan, &axis, top)) {}
        (ends(held, reach, top))
        (axis.marks(plan, bottom + 22.0, top))
        (legend)
    })
}

fn height(share: f64, top: f64) -> f64 {
    top + HEIGHT * (1.0 - share)
}

fn scale(top: f64) -> Markup {
    html! {
        @for fifth in 0..=5 {
            @let y = height(f64::from(fifth) / 5.0, top);
            line.rule x1=(Px(LEFT)) x2=(Px(LEFT + WIDTH)) y1=(Px(y)) y2=(Px(y)) {}
            text.end x=(Px(LEFT - 6.0)) y=(Px(y + 4.0)) { (fifth * 20) "\u{a0}%" }
        }
    }
}

/// The share held: it rises on the days on which steps end.
fn steps(plan: &PlanView, axis: &Axis, top: f64) -> String {
    let first = plan.curve.first().map_or(0.0, |point| point.standing.held);
    let ends = plan.steps.iter().map(|step| (step.finish, step.held_after.unwrap_or(first)));
    let ends = ends.into_grouping_map().max_by(|_, one, other| one.total_cmp(other));
    let ends = ends.into_iter().sorted_unstable_by_key(|(day, _)| *day);
    let rises = ends.scan(first, |held, (day, most)| {
        *held = held.max(most);
        Some(format!("H{:.1}V{:.1}", axis.after(day), height(*held, top)))
    });
    format!(
        "M{:.1} {:.1}{}H{:.1}",
        axis.x(plan.start),
        height(first, top),
        rises.format(""),
        axis.after(plan.last_day())
    )
}

/// The share within reach, from phase to phase.
fn reached(plan: &PlanView, axis: &Axis, top: f64) -> String {
    let point = |(number, it): (usize, &CurveView)| {
        let x = if number == 0 { axis.x(it.date) } else { axis.after(it.date) };
        format!("{:.1} {:.1}", x, height(it.standing.within_reach, top))
    };
    format!("M{}", plan.curve.iter().enumerate().map(point).format("L"))
}

/// The names of both lines, at their ends, one above the other.
fn ends(held: f64, reach: f64, top: f64) -> Markup {
    let (mut upper, mut lower) = (height(held, top) + 4.0, height(reach, top) + 4.0);
    if (lower - upper).abs() < LINE {
        let middle = f64::midpoint(upper, lower).min(top + HEIGHT - LINE / 2.0);
        let half = if held >= reach { LINE / 2.0 } else { -LINE / 2.0 };
        (upper, lower) = (middle - half, middle + half);
    }
    html! {
        text.held x=(Px(LEFT + WIDTH + 6.0)) y=(Px(upper)) { "held " (percent(held)) }
        text.reach x=(Px(LEFT + WIDTH + 6.0)) y=(Px(lower)) { "in reach " (percent(reach)) }
    }
}

/// From the line of a stage to its name.
const BESIDE: f64 = 8.0;

/// The name of a stage above the curve.
struct Label {
    at: f64,
    row: usize,
    text: String,
    /// Whether the text stands to the left of the line, for lack of room.
    before: bool,
}

impl Label {
    fn drawn(&self, bottom: f64) -> Markup {
        let y = 12.0 + LINE * self.row as f64;
        let x = if self.before { self.at - BESIDE } else { self.at + BESIDE };
        html! {
            line.stage x1=(Px(self.at)) x2=(Px(self.at)) y1=(Px(y - 8.0)) y2=(Px(bottom)) {}
            path.stage d={ "M" (Px(self.at - 4.0)) " " (Px(y - 8.0)) "h8l-4 7z" } {}
            text.stage.end[self.before] x=(Px(x)) y=(Px(y)) { (self.text) }
        }
    }
}

/// The names of stages in rows, so that none touches another.
fn stages(stages: &[StageView], axis: &Axis) -> Vec<Label> {
    let mut placed: Vec<(Label, f64, f64)> = Vec::new();
    for stage in stages.iter().filter(|stage| axis.has(stage.date)) {
        let at = axis.x(stage.date);
        let text = format!("{}, {}", stage.name, day(stage.date));
        let (left, right) = (at - BESIDE, LEFT + WIDTH + RIGHT - at - BESIDE);
        let before = right < text::width(&text, TEXT) && right < left;
        let text = text::lines(&text, &[left.max(right)], TEXT).concat();
        let wide = text::width(&text, TEXT) + BESIDE;
        let (from, until) = if before { (at - wide, at) } else { (at - 6.0, at + wide) };
        let touched = placed.iter().filter(|(_, left, right)| from < *right && *left < until);
        let row = touched.map(|(label, ..)| label.row + 1).max().unwrap_or_default();
        placed.push((Label { at, row, text, before }, from, until));
    }
    placed.into_iter().map(|(label, ..)| label).collect()
}

fn keys(plan: &PlanView, axis: &Axis) -> Vec<Key> {
    let line = |class: &str| html! { path class=(class) d="M0 6h20" {} };
    let stage = plan.stages.iter().any(|stage| axis.has(stage.date)).then(|| Key {
        swatch: html! { path.stage d="M6 2h8l-4 7z" {} },
        text: "you can apply as".to_owned(),
    });
    let lines = [
        Key {
            swatch: line("held"),
            text: "held of what an advert requires, on average".to_owned(),
        },
        Key {
            swatch: line("reach"),
            text: "adverts within reach, without those for seniors".to_owned(),
        },
    ];
    lines.into_iter().chain(stage).chain(axis.keys(plan)).collect()
}

fn percent(share: f64) -> String {
    format!("{:.0}\u{a0}%", share * 100.0)
}

fn caption(plan: &PlanView, held: f64, reach: f64) -> String {
    let adverts = Count(plan.adverts.unwrap_or_default(), "advert");
    format!(
        "You hold {} of what {adverts} ask for by {}; {} of those that are not for seniors are \
         within reach then.",
        percent(held),
        day(plan.last_day()),
        percent(reach)
    )
}

fn described(plan: &PlanView) -> String {
    let point = |it: &CurveView| {
        format!(
            "{}: {} held, {} within reach",
            day(it.date),
            percent(it.standing.held),
            percent(it.standing.within_reach)
        )
    };
    let stage = |it: &StageView| format!("From {} you can apply as {}.", day(it.date), it.name);
    let stages = plan.stages.iter().map(|it| text::legible(&stage(it)).into_owned());
    format!("{}. {}", plan.curve.iter().map(point).format("; "), stages.format(" "))
}
