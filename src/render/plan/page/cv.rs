//! What finished steps put on a CV, and what the planned ones will.

use itertools::Itertools as _;
use maud::{Markup, html};

use crate::document::earned::{heading, month, unknown};
use crate::render::plan::page::links;
use crate::view::earned::{EarnedView, LineView};
use crate::view::plan::PlanView;

/// Nothing if there is nothing to write, now or later.
pub(super) fn draw(plan: &PlanView) -> Markup {
    let later = plan.steps.iter().filter_map(|step| Some((step, step.earns.as_ref()?)));
    let later = later.sorted_by_key(|(step, _)| step.finish).collect_vec();
    html! {
        @if !plan.earned.is_empty() { (earned(&plan.earned)) }
        @if !later.is_empty() {
            h3 { "What you will be able to write" }
            ul .cv {
                @for (step, earns) in later {
                    li {
                        (earns) span .faint {
                            ", " a href={ "#step-" (step.id) } { (month(step.finish)) }
                        }
                    }
                }
            }
        }
    }
}

fn earned(view: &EarnedView) -> Markup {
    let parts = view.lines.iter().chunk_by(|line| line.part);
    let parts = parts.into_iter().map(|(_, lines)| lines.collect_vec()).collect_vec();
    let levels = view.skills.iter().chunk_by(|skill| skill.level);
    let levels =
        levels.into_iter().map(|(level, skills)| (level, skills.map(|it| &it.name).join(", ")));
    html! {
        h3 { "Earned" }
        @for lines in &parts {
            h4 { (heading(lines[0])) }
            ul .cv { @for line in lines { li { (self::line(line)) } } }
        }
        @if !view.skills.is_empty() {
            h4 { "Skills" }
            dl .facts { @for (level, names) in levels { div { dt { (level) } dd { (names) } } } }
        }
        @if view.unknown > 0 { p .faint { (unknown(view.unknown)) } }
    }
}

fn line(line: &LineView) -> Markup {
    html! {
        (line.line)
        @if let Some(on) = line.on { span .faint { ", " (month(on)) } }
        @if let Some(evidence) = &line.evidence { ": " (links::linked(evidence)) }
    }
}
