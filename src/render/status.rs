//! How things stand, for people.

use crate::knowledge::hours::Hours;
use crate::render::entry::{Facts, lines};
use crate::render::plain::Blocks;
use crate::render::sheet::{Column, HEADING, Sheet, styled, wrap};
use crate::render::words::{count, day, forecast, outcome, short_day, since, spent};
use crate::view::status::{AmountView, PaceView, StatusView};

/// Columns of a bar.
const BAR: usize = 20;

/// `status`.
pub fn table(view: &StatusView, width: u16) -> String {
    let heading = format!("On the way to: {}", view.role_name);
    let mut out = styled(HEADING, wrap(&heading, width, "").trim_end());
    out += "\n\n";
    let mut sheet = Sheet::new(&[
        Column::fixed("Section", 0),
        Column::fixed("Done", 76),
        Column::number("%", 0),
        Column::number("Hours", 0),
        Column::number("Of", 0),
        Column::number("Due", 0),
        Column::number("Ahead", 50),
    ]);
    for amount in view.sections.iter().chain([&view.total]) {
        let due = amount.due.map(|due| due.to_string()).unwrap_or_default();
        sheet.item(vec![
            name(amount),
            bar(amount),
            percent(amount),
            amount.done.to_string(),
            amount.planned.map(|planned| planned.to_string()).unwrap_or_default(),
            due,
            amount.ahead.map(signed).unwrap_or_default(),
        ]);
    }
    out += &sheet.draw(width);
    out.push('\n');
    out + &lines(&facts(view), width)
}

/// The same as `key: value` lines.
pub fn plain(view: &StatusView) -> String {
    let mut blocks = Blocks::default();
    for amount in view.sections.iter().chain([&view.total]) {
        blocks.add(&[
            ("section", name(amount)),
            ("hours done", amount.done.to_string()),
            (
                "hours planned",
                amount.planned.map(|planned| planned.to_string()).unwrap_or_default(),
            ),
            ("hours due by today", amount.due.map(|due| due.to_string()).unwrap_or_default()),
            ("hours ahead", amount.ahead.map(signed).unwrap_or_default()),
        ]);
    }
    blocks.facts(facts(view));
    blocks.text
}

fn name(amount: &AmountView) -> String {
    amount.section.map_or("all".to_owned(), |section| section.to_string())
}

fn share(amount: &AmountView) -> Option<f64> {
    Some(amount.done.get() / amount.planned?.get().max(f64::MIN_POSITIVE))
}

/// Full blocks for what is done, light ones for the rest.
fn bar(amount: &AmountView) -> String {
    let Some(share) = share(amount) else { return String::new() };
    let full = ((share * BAR as f64).floor() as usize).min(BAR);
    format!("{}{}", "\u{2588}".repeat(full), "\u{2591}".repeat(BAR - full))
}

fn percent(amount: &AmountView) -> String {
    let percent = share(amount).map(|share| (share * 100.0).floor().min(100.0));
    percent.map(|percent| percent.to_string()).unwrap_or_default()
}

/// `+3`, `-12.5`, `0`.
fn signed(hours: f64) -> String {
    let size = Hours::new(hours.abs()).unwrap_or_default().to_string();
    match size.as_str() {
        "0" => size,
        _ if hours < 0.0 => format!("-{size}"),
        _ => format!("+{size}"),
    }
}

fn facts(view: &StatusView) -> Facts {
    let mut facts = Facts::new(view.role_name.clone());
    if let Some(ahead) = view.total.ahead {
        let hours = Hours::new(ahead.abs()).unwrap_or_default();
        let text = match (hours.to_string().as_str(), ahead < 0.0) {
            ("0", _) => "on plan".to_owned(),
            (hours, true) => format!("{hours} h behind the plan of {}", day(view.since)),
            (hours, false) => format!("{hours} h ahead of the plan of {}", day(view.since)),
        };
        facts.add("Standing", text);
    }
    let steps = &view.steps;
    let mut parts = vec![
        format!("{} done", steps.done),
        format!("{} in progress", steps.started),
        format!("{} to do", steps.todo),
    ];
    for (number, what) in [(steps.skipped, "skipped"), (steps.credited, "credited from before")] {
        if number > 0 {
            parts.push(format!("{number} {what}"));
        }
    }
    facts.add("Steps", parts.join(", "));
    for started in &view.started {
        let text = format!(
            "{}: {} of about {} h, since {}",
            started.id,
            spent(started.spent),
            started.likely,
            day(started.on)
        );
        facts.add("In progress", text);
    }
    facts.add("Pace", pace(&view.pace));
    facts.add("This week", week(view));
    facts.add("Weeks", weeks(view));
    facts.add(
        "Streak",
        format!("{} in a row with something done", count(view.streak as usize, "week")),
    );
    match &view.finish {
        None => facts.add("Finish", "no plan is enough"),
        Some(_) if steps.started + steps.todo == 0 => facts.add("Finish", "nothing is left to do"),
        Some(finish) => {
            let with_pace = if view.pace.steps > 0 { "at your pace: " } else { "" };
            facts.add("Finish", format!("{} by the estimates", day(finish.planned)));
            facts.add("Forecast", format!("{with_pace}{}", forecast(finish)));
        }
    }
    if let Some(deadline) = &view.deadline {
        facts.add("Deadline", format!("{}: {}", day(deadline.date), outcome(&deadline.outcome)));
    }
    if let Some(rate) = &view.at_this_rate {
        let finish = match rate.finish {
            Some(finish) => format!("with that it ends on {}", day(finish)),
            None => "with that it never ends".to_owned(),
        };
        let text = format!(
            "{} h of progress a week in the last {} whole weeks, of {} h by your profile; {finish}",
            rate.hours_per_week, rate.weeks, rate.of
        );
        facts.add("Rate", text);
    }
    if !view.unknown.is_empty() {
        let text =
            format!("{} (kept; the knowledge base has no such step)", view.unknown.join(", "));
        facts.add("Unknown", text);
    }
    if let Some(changes) = &view.changes {
        facts.add("Since", since(changes));
    }
    facts
}

fn pace(pace: &PaceView) -> String {
    let gaps = match pace.with_gaps {
        0 => String::new(),
        n => format!("; {} left out for want of recorded hours", count(n, "step")),
    };
    if pace.steps == 0 {
        return format!(
            "not known yet: it is learnt from the hours that finished steps took{gaps}"
        );
    }
    format!(
        "{} times the estimated hours ({} to {}), from {} in {}{gaps}",
        pace.factor,
        pace.low,
        pace.high,
        spent(pace.hours),
        count(pace.steps, "step")
    )
}

fn week(view: &StatusView) -> String {
    let budget = &view.this_week;
    format!(
        "{} logged of {} h; {} h left from today on",
        spent(budget.logged),
        budget.hours,
        budget.left
    )
}

/// The logged hours of the last weeks, the oldest first.
fn weeks(view: &StatusView) -> String {
    let Some(first) = view.weeks.first() else { return "nothing logged".to_owned() };
    let hours: Vec<String> = view.weeks.iter().map(|week| week.hours.to_string()).collect();
    format!("{} h, week by week from {} on", hours.join(", "), short_day(first.week))
}
