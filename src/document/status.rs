//! The progress so far, and when the plan ends at this rate.

use itertools::Itertools as _;

use crate::document::phrases::{
    aim_of, apply, comeback, day, forecast, met, odds, outcome, percent, points, proofs, short_day,
    since, spent, streak,
};
use crate::document::sparkline::sparkline;
use crate::document::tree::{Answer, Cell, Document, Facts, InFull, Table};
use crate::knowledge::hours::Hours;
use crate::knowledge::text::Count;
use crate::view::curve::StandingView;
use crate::view::progress::SinceView;
use crate::view::status::{AmountView, PaceView, RateView, StatusView};

/// Columns of a bar.
const BAR: usize = 20;

impl Answer for StatusView {
    fn document(&self) -> Document<'_> {
        document(self, false)
    }
}

/// With what was due, the pace, and the chances of other dates.
impl Answer for InFull<'_, StatusView> {
    fn document(&self) -> Document<'_> {
        document(self.0, true)
    }
}

fn document(view: &StatusView, in_full: bool) -> Document<'_> {
    let mut document = Document::default();
    document.heading(match aim_of(&view.aim) {
        Some(aim) => format!("On the way {aim}"),
        None => format!("On the way to: {}", view.role_name),
    });
    document.space();
    let rows = Table::of(view.sections.iter().chain([&view.total]))
        .names("Section", name)
        .on_terminal(("Done", 60), |amount| Cell::Name(bar(amount)))
        .column("%", percent_done)
        .key("percent done")
        .column("Hours", |amount| amount.done)
        .key("hours done")
        .column("Of", |amount| amount.planned)
        .key("hours planned");
    let due = |amount: &AmountView| amount.due;
    let ahead = |amount: &AmountView| amount.ahead.map(signed);
    document.table(
        match in_full {
            true => rows.on_terminal("Due", due).on_terminal(("Ahead", 50), ahead),
            false => rows,
        }
        .in_plain("hours due by today", due)
        .in_plain("hours ahead", ahead),
    );
    document.space();
    document.facts(facts(view, in_full));
    document
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

fn percent_done(amount: &AmountView) -> Option<usize> {
    share(amount).map(|share| (share * 100.0).floor().min(100.0) as usize)
}

/// `+3`, `-12.5`, `0`.
fn signed(hours: f64) -> Cell {
    let size = Hours::new(hours.abs()).unwrap_or_default().to_string();
    Cell::Figure(match size.as_str() {
        "0" => size,
        _ if hours < 0.0 => format!("-{size}"),
        _ => format!("+{size}"),
    })
}

fn facts(view: &StatusView, in_full: bool) -> Facts {
    let mut facts = Facts::of_all(14);
    facts.in_plain("role", &view.role_name);
    facts.in_plain("aim", aim_of(&view.aim));
    if view.aim.len() > 1 {
        facts.all("Met", met(&view.aim));
    }
    facts.add("Standing", view.total.ahead.map(|ahead| standing(view, ahead)));
    facts.add("Steps", steps(view));
    facts.all(
        "In progress",
        view.started.iter().map(|step| {
            let (worked, since) = (spent(step.spent), day(step.on));
            format!("{}: {} of about {} h, since {}", step.id, worked, step.likely, since)
        }),
    );
    facts.all("Back", view.comeback.iter().map(comeback));
    let figure: fn(&mut Facts, &'static str, String) = match in_full {
        true => |facts, label, value| facts.add(label, value),
        false => |facts, label, value| facts.in_plain(label, value),
    };
    for proof in proofs(&view.proven) {
        figure(&mut facts, "Before", proof);
    }
    figure(&mut facts, "Pace", pace(&view.pace));
    facts.add("This week", week(view));
    facts.on_terminal("Weeks", weeks_drawn(view));
    figure(&mut facts, "Weeks", weeks(view));
    facts.in_plain("streak", Count(view.streak as usize, "week").to_string());
    facts.on_terminal("Streak", streak(view.streak));
    let adverts = view.standing.as_ref().map(|now| adverts(now, view.changes.as_ref()));
    facts.add("Adverts", adverts);
    facts.add("Apply", apply(&view.stages, view.today));
    match &view.finish {
        None => facts.add("Finish", "no plan leads there"),
        Some(_) if view.steps.started + view.steps.todo == 0 => {
            facts.add("Finish", "nothing is left to do");
        }
        Some(finish) => {
            let with_pace = if view.pace.steps > 0 { "at your pace: " } else { "" };
            facts.add("Finish", odds(finish, view.pace.steps > 0));
            figure(&mut facts, "Forecast", format!("{with_pace}{}", forecast(finish)));
        }
    }
    if let Some(deadline) = &view.deadline {
        facts.add("Deadline", format!("{}: {}", day(deadline.date), outcome(&deadline.outcome)));
    }
    facts.add("Rate", view.at_this_rate.as_ref().map(rate));
    if !view.unknown.is_empty() {
        let text =
            format!("{} (kept; the knowledge base has no such step)", view.unknown.join(", "));
        facts.add("Unknown", text);
    }
    facts.add("Since", view.changes.as_ref().map(since));
    facts
}

fn standing(view: &StatusView, ahead: f64) -> String {
    let hours = Hours::new(ahead.abs()).unwrap_or_default();
    match (hours.to_string().as_str(), ahead < 0.0) {
        ("0", _) => "on plan".to_owned(),
        (hours, true) => format!("{hours} h behind the plan of {}", day(view.since)),
        (hours, false) => format!("{hours} h ahead of the plan of {}", day(view.since)),
    }
}

/// `31 % held (+5 since 4 Jun), 8 % in reach`.
fn adverts(now: &StandingView, since: Option<&SinceView>) -> String {
    let changed = since.and_then(|since| {
        let points = points(since.held_before?, since.held?)?;
        Some(format!(" ({points} since {})", short_day(since.date)))
    });
    let [held, reach] = [now.held, now.within_reach].map(percent);
    format!("{held} held{}, {reach} in reach", changed.unwrap_or_default())
}

fn steps(view: &StatusView) -> String {
    let steps = &view.steps;
    let mut parts = vec![
        format!("{} done", steps.done),
        format!("{} in progress", steps.started),
        format!("{} to do", steps.todo),
    ];
    for (number, what) in [(steps.skipped, "skipped"), (steps.credited, "finished before")] {
        if number > 0 {
            parts.push(format!("{number} {what}"));
        }
    }
    parts.join(", ")
}

fn rate(rate: &RateView) -> String {
    let weeks = format!("the last {} full weeks", rate.weeks);
    match rate.finish {
        None => format!("no progress in {weeks}"),
        Some(finish) => format!(
            "progress of {} of {} h a week in {weeks}; at that rate it ends on {}",
            rate.hours_per_week,
            rate.of,
            day(finish)
        ),
    }
}

fn pace(pace: &PaceView) -> String {
    let gaps = match pace.with_gaps {
        0 => String::new(),
        n => format!("; {} left out (hours missing)", Count(n, "step")),
    };
    if pace.steps == 0 {
        return format!(
            "not known yet; it is learnt from the hours that finished steps took{gaps}"
        );
    }
    format!(
        "{} times the estimated hours ({} to {}), from {} in {}{gaps}",
        pace.factor,
        pace.low,
        pace.high,
        spent(pace.hours),
        Count(pace.steps, "step")
    )
}

fn week(view: &StatusView) -> String {
    let budget = &view.this_week;
    format!(
        "{} logged of {} h; {} h left from today",
        spent(budget.logged),
        budget.hours,
        budget.left
    )
}

/// The logged hours of the last weeks, the oldest first.
fn weeks(view: &StatusView) -> String {
    let Some(first) = view.weeks.first() else { return "nothing logged".to_owned() };
    let hours = view.weeks.iter().map(|week| week.hours).join(", ");
    format!("{hours} h, week by week since {}", short_day(first.week))
}

/// The same as a line of blocks; nothing if it would be flat.
fn weeks_drawn(view: &StatusView) -> Option<String> {
    let hours: Vec<f64> = view.weeks.iter().map(|week| week.hours.get()).collect();
    let most = view.weeks.iter().map(|week| week.hours).max()?;
    let since = short_day(view.weeks.first()?.week);
    (hours.len() > 1 && !most.is_zero())
        .then(|| format!("{} up to {most} h a week since {since}", sparkline(&hours)))
}
