//! What the plan rests on, what it is not, and how to bring the page up to date: what every form
//! says below the steps of a plan in full.

use itertools::Itertools as _;
use maud::{Markup, html};

use crate::document::phrases::day;
use crate::document::{Answer as _, Block, Fact, InFull, Medium};
use crate::view::plan::PlanView;

/// The page is kept in a file of that name.
pub(super) fn draw(plan: &PlanView, file: &str) -> Markup {
    let answer = InFull(plan);
    let document = answer.document().0;
    let is_above = |block: &&Block| !matches!(block, Block::Table(_));
    let below = document.iter().skip_while(is_above).collect_vec();
    html! {
        p {
            "This is a forecast, not a promise: the hours are estimates, and your own pace "
            "decides. It is the plan of " (day(plan.today)) "; " code { "mlpath export " (file) }
            " writes it anew with what you have recorded since."
        }
        dl .facts {
            @for fact in below.iter().flat_map(|block| facts(block)) {
                div { dt { (fact.label) } dd { (fact.value.text(day)) } }
            }
        }
        @for block in &below {
            @if let Block::Text(_, text) = block { p { (text) } }
        }
        @if !plan.skipped.is_empty() {
            p { "Skipped: " (plan.skipped.iter().map(|step| &step.title).join("; ")) "." }
        }
        p {
            "Where the figures of a step come from: " code { "mlpath show STEP" } ". Why a step is "
            "needed, and what could take its place: " code { "mlpath why STEP" } "."
        }
    }
}

fn facts<'a>(block: &'a Block) -> impl Iterator<Item = &'a Fact> {
    let lines = match block {
        Block::Facts(facts) => facts.lines.as_slice(),
        _ => &[],
    };
    lines.iter().filter(|fact| fact.place != Medium::InPlain && !fact.value.is_empty())
}
