//! What to do this week, and what comes after it.

use itertools::Itertools as _;
use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::{Markup, html};

use crate::document::phrases::{day, days};
use crate::knowledge::hours::Hours;
use crate::render::plan::page::links;
use crate::view::plan::{PlanStepView, PlanView, monday_of};

/// So many steps that come next are enough to look forward to.
const NEXT: usize = 3;

pub(super) fn heading(plan: &PlanView) -> Markup {
    let week = week(plan);
    let days = days(week.max(plan.start), week.saturating_add(6.days()));
    let is_this = week == monday_of(plan.today);
    let name = if is_this { "This week" } else { "The next week with hours" };
    html! { (name) " " span .when { (days) } }
}

/// Nothing if nothing is left to do.
pub(super) fn draw(plan: &PlanView) -> Markup {
    let week = week(plan);
    let begins_later = |step: &&PlanStepView| step.start > week.saturating_add(6.days());
    let next = plan.steps.iter().filter(begins_later).take(NEXT).collect_vec();
    let now = worked_on(plan, week).collect_vec();
    html! {
        @if !now.is_empty() { (self::now(&now)) }
        @if !next.is_empty() {
            h3 { "After that" }
            ul .next {
                @for step in next {
                    li {
                        a href={ "#step-" (step.id) } { (step.title) }
                        span .faint { " from " (day(step.start)) }
                    }
                }
            }
        }
    }
}

fn now(steps: &[(&PlanStepView, Hours)]) -> Markup {
    html! {
        ul .now {
            @for (step, hours) in steps {
                li {
                    p {
                        a .title href={ "#step-" (step.id) } { (step.title) }
                        " " span .hours { (hours) " h" }
                    }
                    @if let Some(first) = step.resources.first() { p { (links::resource(first)) } }
                    p .faint { "Done when: " (step.done_when) }
                }
            }
        }
    }
}

/// The Monday of this week, or of the next one that has hours.
fn week(plan: &PlanView) -> Date {
    let this = monday_of(plan.today);
    let weeks = plan.steps.iter().flat_map(|step| &step.weeks).map(|week| week.week);
    weeks.filter(|&week| week >= this).min().unwrap_or(this)
}

fn worked_on(plan: &PlanView, monday: Date) -> impl Iterator<Item = (&PlanStepView, Hours)> {
    plan.steps.iter().filter_map(move |step| {
        let week = step.weeks.iter().find(|week| week.week == monday)?;
        Some((step, week.hours))
    })
}
