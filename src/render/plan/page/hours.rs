//! The hours of each section: done, and left to do.

use maud::{Markup, html};

use crate::document::phrases::hours;
use crate::knowledge::hours::Hours;
use crate::knowledge::vocabulary::{Keyword as _, Section};
use crate::render::plan::page::svg::{Chart, Px};
use crate::view::plan::PlanView;

/// As narrow as a telephone.
const WIDTH: f64 = 330.0;
const ROW: f64 = 44.0;

struct Sum {
    section: Section,
    done: Hours,
    left: Hours,
}

pub(super) fn draw(plan: &PlanView) -> Markup {
    let sums = sums(plan);
    let most = sums.iter().map(|sum| (sum.done + sum.left).get()).fold(0.0, f64::max);
    if most == 0.0 {
        return html! {};
    }
    let [done, left] =
        [|sum: &Sum| sum.done, |sum: &Sum| sum.left].map(|of| hours(sums.iter().map(of).sum()));
    let chart = Chart {
        name: "hours",
        title: "Hours by section",
        caption: &format!("{left} to do and {done} done, by section."),
        described: "A bar for each section: what is done, then what is left, with their hours.",
        linked: false,
        size: (WIDTH, ROW * sums.len() as f64 + 4.0),
    };
    let long = |hours: Hours| (WIDTH - 2.0) * hours.get() / most;
    chart.figure(&html! {
        @for (number, sum) in sums.iter().enumerate() {
            @let top = ROW * number as f64;
            @let (done, left) = (long(sum.done), long(sum.left));
            g class={ "row " (sum.section) } {
                text x="1" y=(Px(top + 15.0)) { (sum.section) }
                text.end x=(Px(WIDTH - 1.0)) y=(Px(top + 15.0)) {
                    (sum.left) " h to do, " (sum.done) " h done"
                }
                rect.bar.shade-3 x="1" y=(Px(top + 21.0)) width=(Px(done)) height="14" {}
                rect.bar.shade-1 x=(Px(1.0 + done)) y=(Px(top + 21.0)) width=(Px(left))
                    height="14" {}
            }
        }
    })
}

/// The sections that have hours.
fn sums(plan: &PlanView) -> Vec<Sum> {
    let of = |section: Section| {
        let steps = || plan.steps.iter().filter(move |step| step.section == section);
        let finished = plan.done.iter().filter(|step| step.section == section);
        let begun = steps().map(|step| step.hours.spent);
        Sum {
            section,
            done: begun.chain(finished.map(|step| step.spent)).sum(),
            left: steps().map(|step| step.hours.left).sum(),
        }
    };
    let all = Section::ALL.iter().map(|&section| of(section));
    all.filter(|sum| !(sum.done + sum.left).is_zero()).collect()
}
