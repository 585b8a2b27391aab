//! What the plan comes to.

use maud::{Markup, html};

use crate::document::phrases::day;
use crate::document::{Answer as _, Block, Tone};
use crate::render::plan::checklist::summary;
use crate::view::plan::PlanView;

pub(super) fn draw(plan: &PlanView) -> Markup {
    let stage = plan.stages.iter().find(|stage| stage.date > plan.start);
    let stage = stage.map(|stage| format!("from {} as {}", day(stage.date), stage.name));
    let apply = stage.map(|stage| ("First applications", stage));
    html! {
        @if let Some(premise) = premise(plan) { p .premise { (premise) } }
        dl .summary {
            @for (label, value) in summary(plan).into_iter().chain(apply) {
                div { dt { (label) } dd { (value) } }
            }
        }
    }
}

/// What the plan starts from, in the words of every other form.
fn premise(plan: &PlanView) -> Option<String> {
    plan.document().0.into_iter().find_map(|block| match block {
        Block::Text(Tone::Normal, text) => Some(text),
        _ => None,
    })
}
