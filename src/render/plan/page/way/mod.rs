//! The way as a picture: the steps as boxes, by phase and section, with lines from each step to
//! those that wait for it.

mod layout;
mod lines;
mod place;

use itertools::Itertools as _;
use maud::{Markup, html};
use rustc_hash::FxHashMap;

use crate::document::phrases::{day, days, hours};
use crate::knowledge::text::Count;
use crate::render::plan::page::svg::{Chart, Px};
use crate::render::plan::page::text;
use crate::view::plan::{PlanView, StepStatus};
use layout::{Layout, Step};
use lines::{Line, lines, path};
use place::{BOX, NAME, Place, left, places, size, tops};

/// The size of titles, and of the line below them.
const TITLE: f64 = 12.0;
const LINE: f64 = 15.0;
/// From the left edge of a box to its text.
const INDENT: f64 = 14.0;
/// The side of the square in which a box is marked.
const MARK: f64 = 14.0;

/// The titles of steps by their ids.
type Titles<'a> = FxHashMap<&'a str, &'a str>;

pub(super) fn draw(plan: &PlanView) -> Markup {
    let layout = Layout::new(plan);
    if layout.nodes.is_empty() {
        return html! {};
    }
    let (lines, places, size) = (lines(plan, &layout.nodes), places(&layout), size(&layout));
    let own = own(layout.nodes.len(), &lines);
    let titles = plan.steps.iter().map(|step| (&*step.id, &*step.title)).collect();
    let described = described(&layout);
    let chart = Chart {
        name: "way",
        title: "The way, step by step",
        caption: &caption(plan, &lines),
        described: &described,
        linked: true,
        size,
    };
    chart.figure(&html! {
        (parts(&layout, size))
        (lanes(&layout, size))
        g.lines aria-hidden="true" {
            @for (number, line) in lines.iter().enumerate() {
                path.critical[line.critical] id={ "way-line-" (number) } d=(path(line, &places)) {}
            }
        }
        @for (number, (node, place)) in layout.nodes.iter().zip(&places).enumerate() {
            (node_box(&titles, node.step, *place, &own[number]))
        }
    })
}

/// By node, the lines that begin or end at it.
fn own(nodes: usize, lines: &[Line]) -> Vec<Vec<usize>> {
    let mut own = vec![Vec::new(); nodes];
    for (number, line) in lines.iter().enumerate() {
        own[line.from].push(number);
        own[line.to].push(number);
    }
    own
}

/// The names of the phases above their columns.
fn parts(layout: &Layout, (_, height): (f64, f64)) -> Markup {
    html! {
        @for part in &layout.parts {
            @let x = left(part.columns.start);
            @if part.columns.start > 0 {
                line.rule x1=(Px(x - 22.0)) x2=(Px(x - 22.0)) y1="0" y2=(Px(height)) {}
            }
            text.phase x=(Px(x)) y="19" { (text::legible(part.name)) }
        }
    }
}

/// The bands of the sections; their names come again where one scrolls to.
fn lanes(layout: &Layout, (width, _): (f64, f64)) -> Markup {
    /// Narrower than a telephone.
    const AGAIN: usize = 2;
    let ends = tops(layout).into_iter().skip(1).chain([size(layout).1]);
    let columns = layout.parts.last().map_or(0, |part| part.columns.end);
    html! {
        @for ((lane, top), end) in layout.lanes.iter().zip(tops(layout)).zip(ends) {
            rect class={ "lane " (lane.section) } x="0" y=(Px(top)) width=(Px(width))
                height=(Px(end - top)) {}
            @for column in (0..columns).step_by(AGAIN) {
                text class={ "lane " (lane.section) } x=(Px(left(column))) y=(Px(top + NAME - 5.0))
                    aria-hidden=[(column > 0).then_some("true")] { (lane.section) }
            }
        }
    }
}

fn node_box(titles: &Titles, step: Step, place: Place, lines: &[usize]) -> Markup {
    let Place { x, y } = place;
    let room = BOX.0 - INDENT - 8.0;
    let marked = step.is_critical() || matches!(step, Step::Done(_));
    let first = if marked { room - MARK - 2.0 } else { room };
    let title = text::lines(step.title(), &[first, room, room], TITLE);
    let kind = match step {
        Step::Done(_) => " done",
        Step::Planned(step) if step.critical => " critical",
        Step::Planned(_) => "",
    };
    html! {
        a href={ "#step-" (step.id()) } class={ "node " (step.section()) (kind) } {
            title { (told(titles, step).lines().map(text::legible).join("\n")) }
            @for number in lines {
                use.own href={ "#way-line-" (number) } {}
            }
            rect.box x=(Px(x)) y=(Px(y)) width=(Px(BOX.0)) height=(Px(BOX.1)) rx="8" {}
            rect.side x=(Px(x + 4.0)) y=(Px(y + 6.0)) width="4" height=(Px(BOX.1 - 12.0)) rx="2" {}
            @for (number, line) in title.iter().enumerate() {
                text x=(Px(x + INDENT)) y=(Px(y + 17.0 + LINE * number as f64)) { (line) }
            }
            text.note x=(Px(x + INDENT)) y=(Px(y + BOX.1 - 7.0)) { (note(step)) }
            @if marked {
                path.mark d=(mark(step, x + BOX.0 - MARK - 6.0, y + 6.0)) {}
            }
        }
    }
}

/// A diamond for a critical step, a tick for a finished one.
fn mark(step: Step, x: f64, y: f64) -> String {
    let half = MARK / 2.0;
    match step {
        Step::Done(_) => format!("M{} {}l3.5 4l6.5 -9", x + 2.0, y + half),
        Step::Planned(_) => {
            format!("M{} {y}l{half} {half}l-{half} {half}l-{half} -{half}z", x + half)
        }
    }
}

/// The last line of a box.
fn note(step: Step) -> String {
    match step {
        Step::Done(step) => format!("finished {}", day(step.on)),
        Step::Planned(step) => {
            let begun = if step.status == StepStatus::Started { ", begun" } else { "" };
            format!("{} \u{b7} {} h{begun}", step.start.strftime("%-d %b %Y"), step.hours.left)
        }
    }
}

/// What is told of a step where it is pointed at or read out.
fn told(titles: &Titles, step: Step) -> String {
    let step = match step {
        Step::Done(step) => return format!("{}\nFinished on {}", step.title, day(step.on)),
        Step::Planned(step) => step,
    };
    let title = |id: &String| titles.get(&**id).map_or(id.clone(), |&title| title.to_owned());
    let waits = (!step.waits_for.is_empty())
        .then(|| format!("Waits for: {}", step.waits_for.iter().map(title).join("; ")));
    let when = format!("{}, {} left", days(step.start, step.finish), hours(step.hours.left));
    let critical = step.critical.then(|| "Critical: a delay moves the finish".to_owned());
    let why = format!("Why: {}", step.why_by_title);
    [Some(step.title.clone()), Some(why), Some(when), waits, critical]
        .into_iter()
        .flatten()
        .join("\n")
}

fn caption(plan: &PlanView, lines: &[Line]) -> String {
    let steps = Count(plan.steps.len(), "step");
    let finish = match plan.steps.is_empty() {
        true => "Nothing is left to do".to_owned(),
        false => format!("{steps} to {}", day(plan.last_day())),
    };
    let drawn = if lines.is_empty() { "" } else { "; lines run from a step to what waits for it" };
    let critical = plan.steps.iter().any(|step| step.critical);
    let critical = match critical {
        true => "; a diamond and a thick edge mark what moves the finish if it is delayed",
        false => "",
    };
    format!("{finish}{drawn}{critical}.")
}

fn described(layout: &Layout) -> String {
    let of_lane = |lane: &layout::Lane| {
        let own = layout.nodes.iter().filter(|node| node.step.section() == lane.section).count();
        format!("{own} of {}", lane.section)
    };
    let parts = layout.parts.iter().map(|part| part.name);
    format!(
        "Boxes in columns by phase ({}) and in rows by section ({}). Each is a link to its step.",
        parts.format(", "),
        layout.lanes.iter().map(of_lane).join(", ")
    )
}
