//! What can be worked on now, for people.

use crate::knowledge::hours::Hours;
use crate::render::plain::Blocks;
use crate::render::sheet::{Column, FAINT, HEADING, Sheet, styled, wrap};
use crate::render::words::{count, day, months, short_day, spent};
use crate::view::next::{BudgetView, NextStepView, NextView};

/// So many steps that have no hours in the week are shown below those that have.
const LATER: usize = 5;

/// From this width on the reasons for the rank have columns of their own.
const REASONS: u16 = 72;

/// `next`.
pub fn table(view: &NextView, width: u16) -> String {
    let mut out = styled(HEADING, wrap(&week(&view.this_week), width, "").trim_end());
    out.push('\n');
    out += &wrap(&slots(view), width, "");
    out.push('\n');
    let mut sheet = Sheet::new(&[
        Column::text("Step", 0),
        Column::number(if begins_now(view) { "Now" } else { "Then" }, 0),
        Column::number("Left", 0),
        Column::number("Unlocks", REASONS),
        Column::number("Finish waits", REASONS),
    ]);
    for step in shown(view) {
        let weeks = count(step.chain_weeks.round().max(1.0) as usize, "week");
        let now = if step.now.is_zero() { "\u{2013}".to_owned() } else { hours(step.now) };
        let left = hours(step.left);
        let reasons = match width < REASONS {
            true => format!("\n\u{21b3} unlocks {}, finish waits {weeks}", step.unlocks),
            false => String::new(),
        };
        let title = title(step) + &reasons;
        sheet.item(vec![title, now, left, step.unlocks.to_string(), weeks]);
    }
    out += &sheet.draw(width);
    let now = shown(view).filter(|step| !step.now.is_zero());
    for (step, url) in now.filter_map(|step| Some((step, address(step)?))) {
        out += &wrap(&format!("{}: {url}", step.id), width, "");
    }
    for waiting in &view.waiting {
        let text = format!(
            "{} ({} done) waits: it asks for {}.",
            waiting.id,
            spent(waiting.spent),
            waiting.asks_for
        );
        out += &wrap(&text, width, "");
    }
    let more = view.steps.len() - shown(view).count();
    if more > 0 {
        let text = format!("{more} more could be begun; none of them is urgent.");
        out += &styled(FAINT, wrap(&text, width, "").trim_end());
        out.push('\n');
    }
    let text = "Unlocks: steps that wait for it. Finish waits: the longest chain that begins with \
                it, were all hours given to it.";
    out += &styled(FAINT, wrap(text, width, "").trim_end());
    out + "\n"
}

/// The same as `key: value` lines.
pub fn plain(view: &NextView) -> String {
    let mut blocks = Blocks::default();
    let budget = &view.this_week;
    blocks.add(&[
        ("week", budget.week.to_string()),
        ("hours", budget.hours.to_string()),
        ("logged", spent(budget.logged)),
        ("left", budget.left.to_string()),
        ("next hours in the week of", view.week.map(|day| day.to_string()).unwrap_or_default()),
    ]);
    for waiting in &view.waiting {
        blocks.add(&[
            ("in progress, but waiting", waiting.id.clone()),
            ("asks for", waiting.asks_for.clone()),
        ]);
    }
    for step in shown(view) {
        blocks.add(&[
            ("step", step.title.clone()),
            ("id", step.id.clone()),
            ("hours now", step.now.to_string()),
            ("hours left", step.left.to_string()),
            ("status", step.status.to_owned()),
            ("unlocks", format!("{}, {} hours", count(step.unlocks, "step"), step.unlocks_hours)),
            ("weeks that the finish waits for it", step.chain_weeks.to_string()),
            ("weeks that it could wait", step.slack_weeks.to_string()),
            ("begins in", months(&step.months)),
            ("why", step.why.clone()),
            ("done when", step.done_when.clone()),
            ("with", with(step)),
        ]);
    }
    blocks.text
}

fn shown(view: &NextView) -> impl Iterator<Item = &NextStepView> {
    let now = view.steps.iter().filter(|step| !step.now.is_zero());
    now.chain(view.steps.iter().filter(|step| step.now.is_zero()).take(LATER))
}

fn begins_now(view: &NextView) -> bool {
    view.week.is_none_or(|week| week <= view.this_week.week)
}

/// `This week, 4 Jan – 10 Jan: 10 h, 2 h logged, 8 h left`.
pub(super) fn week(budget: &BudgetView) -> String {
    use jiff::ToSpan as _;
    let sunday = budget.week.saturating_add(6.days());
    let mut parts = vec![format!("{} h", budget.hours)];
    if !budget.logged.is_zero() {
        parts.push(format!("{} logged", spent(budget.logged)));
    }
    if budget.left != budget.hours {
        parts.push(format!("{} h left from today on", budget.left));
    }
    format!("Week of {} \u{2013} {}: {}", short_day(budget.week), day(sunday), parts.join(", "))
}

/// What the hours are for, and how many steps may be in progress.
fn slots(view: &NextView) -> String {
    let mut progress =
        format!("{} of at most {} steps in progress", view.in_progress, view.parallel);
    if view.in_progress >= view.parallel {
        progress += "; finish one before you begin another";
    }
    match view.week {
        Some(week) if !begins_now(view) => {
            format!("The next hours are in the week of {}; {progress}.", day(week))
        }
        _ => format!("{progress}."),
    }
}

/// The title, and below it the id with the reason, and what holds it up.
fn title(step: &NextStepView) -> String {
    let begun = match step.status {
        "started" => format!(" ({} done)", spent(step.spent)),
        _ => String::new(),
    };
    let full_time = if step.full_time { " (full time)" } else { "" };
    let months = match step.months.as_slice() {
        [] => String::new(),
        some => format!("\n\u{21b3} begins in {}", months(some)),
    };
    format!("{}{full_time}{begun}\n\u{21b3} {}: {}{months}", step.title, step.id, step.why)
}

/// Where to go for it.
fn address(step: &NextStepView) -> Option<&str> {
    step.resources.iter().find_map(|resource| resource.url.as_deref())
}

fn with(step: &NextStepView) -> String {
    let named = step.resources.iter().map(|resource| match &resource.url {
        Some(url) => format!("{} {url}", resource.title),
        None => resource.title.clone(),
    });
    named.collect::<Vec<_>>().join(", ")
}

fn hours(hours: Hours) -> String {
    format!("{hours} h")
}
