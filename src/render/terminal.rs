//! The plan as a table, for people.

use crate::knowledge::hours::Hours;
use crate::knowledge::words::{Section, Word as _};
use crate::render::sheet::{Column, FAINT, GOOD, HEADING, Sheet, WARN, styled, wrap};
use crate::render::words::{beyond, count, day, forecast, money, outcome, short_day, since, spent};
use crate::view::deadline::DeadlineView;
use crate::view::plan::{CreditView, PlanStepView, PlanView};

/// From this width on every fact has a column of its own.
const WIDE: u16 = 130;

/// `plan`: the phases with their steps, then the totals.
pub fn plan(view: &PlanView, width: u16) -> String {
    let mut out = String::new();
    let heading = format!("Plan to become: {}", view.role_name);
    out += &styled(HEADING, wrap(&heading, width, "").trim_end());
    out.push('\n');
    out += &wrap(&premise(view), width, "");
    out.push('\n');
    if view.steps.is_empty() {
        let done = match view.beyond.is_empty() {
            true => "Nothing is left to do: you hold everything that the role asks for.".to_owned(),
            false => format!("No step brings you nearer. Not in the plan: {}.", beyond(view)),
        };
        out += &wrap(&done, width, "");
        return out;
    }
    let mut sheet = Sheet::new(&[
        Column::fixed("When", 0),
        Column::text("Step", 0),
        Column::number("Hours", 0),
        Column::fixed("Id", WIDE),
        Column::text("Why", WIDE),
    ]);
    for (phase, steps) in phases(&view.steps) {
        let hours: Hours = steps.iter().map(|step| step.hours.left).sum();
        sheet.group(vec![phase.to_owned(), String::new(), hours.to_string()]);
        for step in steps {
            let [id, why] = [step.id.clone(), step.why.clone()];
            let title = title(step, width);
            sheet.item(vec![when(step), title, step.hours.left.to_string(), id, why]);
        }
    }
    out += &sheet.draw(width);
    out.push('\n');
    out += &totals(view, width);
    if !view.beyond.is_empty() {
        out += &styled(
            WARN,
            wrap(&format!("Not in the plan: {}.", beyond(view)), width, "").trim_end(),
        );
        out.push('\n');
    }
    out
}

/// The title; where there is no room for more columns, with id and reason below.
fn title(step: &PlanStepView, width: u16) -> String {
    let full_time = if step.full_time { " (full time)" } else { "" };
    let begun = match step.status {
        "started" => format!(" ({} done)", spent(step.hours.spent)),
        _ => String::new(),
    };
    let below = match width {
        WIDE.. => String::new(),
        _ => format!("\n\u{21b3} {}: {}", step.id, step.why),
    };
    format!("{}{full_time}{begun}{below}", step.title)
}

/// `4 Jan - 7 Feb`, with the year where the step ends in another one.
fn when(step: &PlanStepView) -> String {
    let finish = match step.start.year() == step.finish.year() {
        true => short_day(step.finish),
        false => format!("{} {:02}", short_day(step.finish), step.finish.year() % 100),
    };
    format!("{} \u{2013} {finish}", short_day(step.start))
}

/// Consecutive steps of one phase.
fn phases(steps: &[PlanStepView]) -> Vec<(&str, &[PlanStepView])> {
    steps.chunk_by(|a, b| a.phase == b.phase).map(|part| (part[0].phase.as_str(), part)).collect()
}

/// What the plan is for, in one line.
fn premise(view: &PlanView) -> String {
    let known = match view.profile.know.len() + view.profile.done.len() {
        0 => "from nothing known".to_owned(),
        n => format!("with {} known or finished", count(n, "thing")),
    };
    let hours = match view.profile.hours.as_object() {
        Some(days) => {
            let days: Vec<String> =
                days.iter().map(|(day, hours)| format!("{day} {hours}")).collect();
            format!("Hours by weekday ({})", days.join(", "))
        }
        None => format!("{} h a week", view.profile.hours),
    };
    format!("{hours} from {}, {known}.", day(view.start))
}

fn totals(view: &PlanView, width: u16) -> String {
    let mut out = String::new();
    let mut line = |label: &str, text: &str| {
        let label = format!("{label:<9}");
        let wrapped = wrap(text, width, "         ");
        out += &styled(FAINT, &label);
        out += wrapped.trim_start();
    };
    let totals = &view.totals;
    let hours = &totals.hours;
    let proof = match totals.optimal {
        true => "the least that is enough, proven".to_owned(),
        false => format!("at least {} h are needed; the minimum is not proven", totals.bound_hours),
    };
    let effort = format!(
        "{}, {} h likely ({}\u{2013}{} h); {proof}",
        count(totals.steps, "step"),
        hours.likely,
        hours.low,
        hours.high
    );
    line("Effort", &effort);
    line("Sections", &sections(view));
    line("Money", &money(totals));
    let domain = view.steps.iter().find_map(|step| step.domain.as_ref());
    if let (Some(domain), None) = (domain, &view.profile.domain) {
        line("Domain", &format!("{domain} takes the least; choose yours with --domain"));
    }
    if let Some(credit) = &view.credit {
        line("Known", &known(credit));
    }
    if let Some(finish) = &view.finish {
        let bound = match finish.bound == finish.planned {
            true => "no order of these steps ends earlier".to_owned(),
            false => format!("no order of these steps ends before {}", day(finish.bound)),
        };
        line("Finish", &format!("{}; {bound}", day(finish.planned)));
        line("Forecast", &forecast(finish));
    }
    if let Some(since) = &view.since {
        line("Since", &self::since(since));
    }
    if let Some(sooner) = &view.sooner {
        let text = match sooner.hours_per_week {
            Some(hours) => {
                format!("half a year or more, to {}, with {hours} h a week", day(sooner.finish))
            }
            None => format!(
                "half a year, by {}, is out of reach: waiting decides, not hours",
                day(sooner.finish)
            ),
        };
        line("Sooner", &text);
    }
    if let Some(deadline) = &view.deadline {
        line("Deadline", &verdict(deadline));
        for (position, fix) in deadline.fixes.iter().enumerate() {
            let label = if position == 0 { "Any of" } else { "" };
            line(label, &format!("- {}", fix.text));
        }
        for (position, fix) in deadline.not_enough.iter().enumerate() {
            let label = if position == 0 { "Helps" } else { "" };
            line(label, &format!("- {}; still {}", fix.text, outcome(&fix.outcome)));
        }
    }
    out
}

pub(super) fn verdict(deadline: &DeadlineView) -> String {
    let date = day(deadline.date);
    let outcome = outcome(&deadline.outcome);
    let style = if deadline.outcome.verdict == "fits" { GOOD } else { WARN };
    styled(style, &format!("{date}: {outcome}"))
}

/// What the guide asks for and the person knows.
pub(super) fn known(credit: &CreditView) -> String {
    format!(
        "you know what the guide's {} {}; if you have done such steps, count them with --have {} \
         and save {} h",
        credit.items.join(", "),
        if credit.items.len() == 1 { "asks for" } else { "ask for" },
        credit.steps.join(","),
        credit.saves
    )
}

fn sections(view: &PlanView) -> String {
    let parts = Section::ALL.iter().map(|&section| {
        let own = view.steps.iter().filter(|step| step.section == section);
        format!("{section} {} h", own.map(|step| step.hours.left).sum::<Hours>())
    });
    parts.collect::<Vec<_>>().join(", ")
}
