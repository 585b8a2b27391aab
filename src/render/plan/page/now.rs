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
    let name = if week == monday_of(plan.today) { "This week" } else { "The first week" };
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

/// The Monday of this week, or of the first week that has hours.
fn week(plan: &PlanView) -> Date {
    let weeks = plan.steps.iter().flat_map(|step| &step.weeks);
    let first = weeks.map(|week| week.week).min();
    first.unwrap_or(plan.start).max(monday_of(plan.today))
}

fn worked_on(plan: &PlanView, monday: Date) -> impl Iterator<Item = (&PlanStepView, Hours)> {
    plan.steps.iter().filter_map(move |step| {
        let week = step.weeks.iter().find(|week| week.week == monday)?;
        Some((step, week.hours))
    })
}
