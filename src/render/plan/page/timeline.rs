//! The plan as bars over weeks: a row for each step, shaded by the hours of its weeks.

use itertools::Itertools as _;
use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::{Markup, html};

use crate::document::phrases::{day, days, exception, hours};
use crate::knowledge::hours::Hours;
use crate::knowledge::text::Count;
use crate::knowledge::vocabulary::{Keyword as _, Section};
use crate::render::plan::page::axis::Axis;
use crate::render::plan::page::svg::{self, Chart, Key, Px};
use crate::render::plan::page::text::{self, TEXT};
use crate::view::person::Exception;
use crate::view::plan::{PlanStepView, PlanView, WeekView};

/// Where the titles begin and end, and where the bars begin, in pixels.
const TITLES: (f64, f64) = (46.0, 316.0);
const BARS: f64 = 324.0;
/// Rows begin below the names of the days and the months.
const HEAD: f64 = 60.0;
const ROW: f64 = 20.0;
const BAR: f64 = 12.0;

pub(super) fn draw(plan: &PlanView) -> Markup {
    if plan.steps.is_empty() {
        return html! {};
    }
    let axis = Axis::by_weeks(plan, BARS, 660.0);
    let width = axis.right() + 14.0;
    let bottom = HEAD + ROW * plan.steps.len() as f64 + 6.0;
    let (legend, height) = svg::legend(&keys(plan, &axis), bottom + 12.0, width);
    let chart = Chart {
        name: "timeline",
        title: "The weeks of the plan",
        caption: &caption(plan),
        described: "A row for each step, with a bar over the weeks in which it has hours. The \
                    checklist says the same in words.",
        linked: false,
        size: (width, bottom + 12.0 + height),
    };
    chart.figure(&html! {
        (hatch())
        (background(plan, &axis, bottom))
        @for (number, step) in plan.steps.iter().enumerate() {
            (row(plan, step, &axis, HEAD + ROW * number as f64))
        }
        (axis.marks(plan, HEAD - 22.0, bottom))
        (legend)
    })
}

/// The patterns of holidays and of full-time steps, which are told apart without colours.
fn hatch() -> Markup {
    html! {
        defs {
            pattern id="timeline-holiday" width="6" height="6" patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)" {
                rect.holiday width="6" height="6" {}
                line.holiday x1="0" x2="0" y1="0" y2="6" {}
            }
            pattern id="timeline-full-time" width="5" height="5" patternUnits="userSpaceOnUse"
                patternTransform="rotate(-45)" {
                line.full-time x1="0" x2="0" y1="0" y2="5" {}
            }
        }
    }
}

/// What is behind all bars: months and holidays.
fn background(plan: &PlanView, axis: &Axis, bottom: f64) -> Markup {
    let holidays = plan.holidays().filter(|it| axis.overlaps(it.from, it.until));
    html! {
        @for holiday in holidays {
            @let (from, until) = (axis.x(holiday.from), axis.after(holiday.until));
            rect x=(Px(from)) y=(Px(HEAD)) width=(Px(until - from)) height=(Px(bottom - HEAD))
                fill="url(#timeline-holiday)" {
                title { (text::legible(&named(holiday))) }
            }
        }
        (axis.drawn(HEAD - 8.0, HEAD, bottom))
    }
}

fn row(plan: &PlanView, step: &PlanStepView, axis: &Axis, top: f64) -> Markup {
    let base = top + 14.0;
    let bar = top + (ROW - BAR) / 2.0;
    let middle = top + ROW / 2.0;
    // Those of critical steps are bold.
    let size = if step.critical { TEXT * 1.08 } else { TEXT };
    let title = text::lines(&step.title, &[TITLES.1 - TITLES.0], size).concat();
    html! {
        g.row.critical[step.critical].{ (step.section) } {
            title { (told(step).lines().map(text::legible).join("\n")) }
            @if step.critical {
                path.mark d={ "M" (Px(12.0)) " " (Px(middle - 5.0)) "l5 5l-5 5l-5 -5z" } {}
            }
            text.tag x="23" y=(Px(base)) { (svg::tag(step.section)) }
            text.title x=(Px(TITLES.0)) y=(Px(base)) { (title) }
            line.span x1=(Px(axis.x(step.start))) x2=(Px(axis.after(step.finish)))
                y1=(Px(middle)) y2=(Px(middle)) {}
            @for (from, until, shade) in stretches(plan, step) {
                @let (left, right) = (axis.x(from), axis.after(until));
                rect.bar.{ "shade-" (shade) } x=(Px(left)) y=(Px(bar))
                    width=(Px(right - left)) height=(Px(BAR)) {}
                @if step.full_time {
                    rect x=(Px(left)) y=(Px(bar)) width=(Px(right - left)) height=(Px(BAR))
                        fill="url(#timeline-full-time)" {}
                }
            }
        }
    }
}

/// The weeks of a step with hours, those together that follow each other with the same shade.
fn stretches(plan: &PlanView, step: &PlanStepView) -> Vec<(Date, Date, usize)> {
    let usual = plan.profile.hours.weekly();
    let end = |week: &WeekView| week.week.saturating_add(6.days());
    let follows = |a: &WeekView, b: &WeekView| {
        end(a).saturating_add(1.day()) == b.week && shade(a.hours, usual) == shade(b.hours, usual)
    };
    let runs = step.weeks.chunk_by(follows);
    // The first week may begin before the plan, the last may end after the step.
    runs.map(|run| {
        let from = run[0].week.max(step.start);
        (from, end(&run[run.len() - 1]).min(step.finish).max(from), shade(run[0].hours, usual))
    })
    .collect()
}

/// From 1 to 3, by the part of a usual week that a step takes.
fn shade(hours: Hours, usual: Hours) -> usize {
    match hours.get() / usual.get() {
        part if part < 1.0 / 3.0 => 1,
        part if part < 2.0 / 3.0 => 2,
        _ => 3,
    }
}

fn told(step: &PlanStepView) -> String {
    let full_time = if step.full_time { ", full time" } else { "" };
    let when = days(step.start, step.finish);
    let left = hours(step.hours.left);
    format!(
        "{}\n{}, {when}, {left}{full_time}\nWhy: {}",
        step.title, step.section, step.why_by_title
    )
}

fn named(holiday: &Exception) -> String {
    format!("{}: {}", days(holiday.from, holiday.until), exception(holiday))
}

fn keys(plan: &PlanView, axis: &Axis) -> Vec<Key> {
    let bar = |class: &str| html! { rect.bar.(class) y="0" width="20" height="12" {} };
    let sections = Section::ALL.iter().filter(|&&it| plan.steps.iter().any(|s| s.section == it));
    let sections = sections.map(|section| Key {
        swatch: html! { g.row.(section) { text.tag x="2" y="11" { (svg::tag(*section)) } } },
        text: section.to_string(),
    });
    let shades = [
        ("shade-1", "less than a third of a week's hours"),
        ("shade-2", "up to two thirds"),
        ("shade-3", "most of the week"),
    ];
    let shades = shades.map(|(class, text)| Key { swatch: bar(class), text: text.to_owned() });
    let full_time = plan.steps.iter().any(|step| step.full_time).then(|| Key {
        swatch: html! {
            (bar("shade-3"))
            rect width="20" height="12" fill="url(#timeline-full-time)" {}
        },
        text: "full time".to_owned(),
    });
    let pause = Key {
        swatch: html! { line.span x1="0" x2="20" y1="6" y2="6" {} },
        text: "begun, no hours".to_owned(),
    };
    let critical = plan.steps.iter().any(|step| step.critical).then(|| Key {
        swatch: html! { path.mark d="M10 0l6 6l-6 6l-6 -6z" {} },
        text: "critical: a delay moves the finish".to_owned(),
    });
    let holidays = plan.holidays().filter(|it| axis.overlaps(it.from, it.until)).map(|it| Key {
        swatch: html! { rect width="20" height="12" fill="url(#timeline-holiday)" {} },
        text: named(it),
    });
    let marked = axis.keys(plan);
    let keys = sections.chain(shades).chain(full_time).chain([pause]).chain(critical);
    keys.chain(holidays).chain(marked).collect_vec()
}

fn caption(plan: &PlanView) -> String {
    let steps = Count(plan.steps.len(), "step");
    format!("{steps} over the weeks from {} to {}.", day(plan.start), day(plan.last_day()))
}
