//! The steps by phase, each with a box. The script remembers the ticks.

use std::collections::BTreeMap;

use itertools::Itertools as _;
use jiff::ToSpan as _;
use maud::{Markup, html};

use crate::document::phrases::{cost, day, days, nothing_to_do, spent};
use crate::knowledge::text::Count;
use crate::render::markdown::escape;
use crate::render::plan::page::links;
use crate::view::phases::PhaseView;
use crate::view::plan::{PlanStepView, PlanView, StepStatus};
use crate::view::progress::DoneView;

/// The titles of steps by their ids.
type Titles<'a> = BTreeMap<&'a str, &'a str>;

pub(super) fn draw(plan: &PlanView) -> Markup {
    let titles = plan.steps.iter().map(|step| (step.id.as_str(), step.title.as_str())).collect();
    html! {
        (tools(plan))
        @if plan.steps.is_empty() {
            p { (nothing_to_do(&plan.aim, plan.beyond.iter().all(|beyond| beyond.soft))) }
        }
        @for phase in &plan.phases { (self::phase(plan, phase, &titles)) }
        @if !plan.done.is_empty() {
            h3 { "Done" }
            ol .steps { @for step in &plan.done { (done(step)) } }
        }
    }
}

/// The count and the buttons. The name under which a browser remembers the ticks is that of the
/// aim, so that they survive a new export, which may begin on another day.
fn tools(plan: &PlanView) -> Markup {
    let aim = plan.aim.iter().map(|aim| aim.file_name.as_str());
    let aim = [plan.role.as_str()].into_iter().chain(aim).join(" ");
    let (done, all) = (plan.done.len(), plan.done.len() + plan.steps.len());
    html! {
        div #tools data-aim=(aim) data-done=(done) {
            p #count role="status" { (done) " of " (Count(all, "step")) " done" }
            div #buttons hidden {
                button #save type="button" { "Save ticks for " code { "mlpath sync" } }
                button #forget type="button" { "Forget the ticks" }
            }
            p #told role="status" {}
        }
        noscript {
            p {
                "This browser runs no scripts here, so it forgets what you tick when you close the "
                "page. To record a finished step, type " code { "mlpath done STEP" } "."
            }
        }
    }
}

fn phase(plan: &PlanView, phase: &PhaseView, titles: &Titles) -> Markup {
    let mut steps = plan.steps.iter().filter(|step| step.phase == phase.name).peekable();
    let is_near = phase.start < plan.start.max(plan.today).saturating_add(4.months());
    html! {
        @if steps.peek().is_some() {
            h3 { (phase.name) span .faint { " " (phase.hours) " h" } }
            ol .steps { @for step in steps { (self::step(step, is_near, titles)) } }
        }
    }
}

/// A step with its box. What is far changes before it begins: its details are folded.
fn step(step: &PlanStepView, is_near: bool, titles: &Titles) -> Markup {
    let line = format!("**{}** <!-- mlpath:{} -->", escape(&step.title), step.id);
    let id = format!("step-{}", step.id);
    html! {
        li #(id) .step {
            (when(step))
            label {
                input type="checkbox" data-step=(step.id) data-line=(line)
                    data-hours=(step.hours.left.get());
                " " span .title { (step.title) }
            }
            details .more open[is_near] {
                summary { span .key { "Why: " } (step.why_by_title) }
                (more(step, titles))
            }
        }
    }
}

fn more(step: &PlanStepView, titles: &Titles) -> Markup {
    let waits = step.waits_for.iter().filter_map(|id| Some((id, titles.get(id.as_str())?)));
    let waits = waits.collect_vec();
    html! {
        @if !waits.is_empty() {
            p {
                span .key { "After: " }
                @for (at, (id, title)) in waits.iter().enumerate() {
                    @if at > 0 { "; " }
                    a href={ "#step-" (id) } { (title) }
                }
            }
        }
        @match step.resources.as_slice() {
            [] => {}
            [one] => { p { span .key { "With: " } (links::resource(one)) } }
            all => {
                p .key { "With:" }
                ul { @for it in all { li { (links::resource(it)) } } }
            }
        }
        p { span .key { "Done when: " } (step.done_when) }
        @if let Some(earns) = &step.earns { p { span .key { "On your CV: " } (earns) } }
    }
}

/// The margin of a step: when, how long, of what sort.
fn when(step: &PlanStepView) -> Markup {
    let begun = (step.status == StepStatus::Started).then(|| spent(step.hours.spent));
    let price = cost(&step.cost);
    html! {
        div .when {
            p { (days(step.start, step.finish)) }
            p {
                (step.hours.left) " h"
                @if let Some(spent) = begun { " left, " (spent) " done" }
                @if step.full_time { ", full time" }
            }
            p .section .(step.section) { (step.section) }
            @if price != "free" { p { (price) } }
            @if step.critical { p .critical { "critical path" } }
        }
    }
}

fn done(step: &DoneView) -> Markup {
    let id = format!("step-{}", step.id);
    html! {
        li #(id) .step .done {
            div .when { p { (day(step.on)) } p .section .(step.section) { (step.section) } }
            label { input type="checkbox" checked disabled; " " span .title { (step.title) } }
            @if let Some(evidence) = &step.evidence {
                div .more { p { span .key { "Evidence: " } (links::linked(evidence)) } }
            }
        }
    }
}
