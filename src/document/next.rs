//! What can be worked on now.

use itertools::Itertools as _;
use jiff::ToSpan as _;

use crate::document::phrases::{
    aim_of, aside, capitalised, day, hours, months, percent, points, short_day, spent,
};
use crate::document::table::Rows;
use crate::document::tree::{Answer, Cell, Document, Facts, InFull, Table, Tone};
use crate::knowledge::text::Count;
use crate::view::next::{BudgetView, NextStepView, NextView, WaitingView};
use crate::view::plan::StepStatus;

/// The most steps without hours in this week that are shown below those with hours.
const LATER: usize = 5;

/// Narrower terminals have no room for the figures behind the order.
const FIGURES: u16 = 80;

impl Answer for NextView {
    fn document(&self) -> Document<'_> {
        document(self, false)
    }
}

/// With the figures that the order rests on.
impl Answer for InFull<'_, NextView> {
    fn document(&self) -> Document<'_> {
        document(self.0, true)
    }
}

fn document(view: &NextView, in_full: bool) -> Document<'_> {
    let mut document = Document::default();
    document.heading(week(&view.this_week));
    document.facts(budget(view));
    if let Some(aim) = aim_of(&view.aim) {
        document.say(format!("Aim: {aim}."));
    }
    document.say(slots(view, in_full));
    document.space();
    let shown = shown(view);
    document.table(steps(view, &shown, in_full));
    for step in shown.iter().filter(|step| !step.now.is_zero()) {
        let url = step.resources.iter().find_map(|resource| resource.url.as_ref());
        let url = url.map(|url| format!(": {url}")).unwrap_or_default();
        document.say(format!("{}{url}", step.id));
        document.text(Tone::Item, format!("done when: {}", step.done_when));
    }
    for waiting in &view.waiting {
        document.say(format!("{} has to wait: it needs {}.", begun(waiting), waiting.asks_for));
    }
    let more = view.steps.len() - shown.len();
    if more > 0 {
        let none = if more == 1 { "it is not" } else { "none of them is" };
        document.remark(format!("{more} more could be started; {none} urgent."));
    }
    if in_full {
        document.remark(legend(view.adverts));
    }
    document
}

fn legend(adverts: usize) -> String {
    let adds = match adverts {
        0 => String::new(),
        adverts => format!(
            " Adds: what finishing it alone adds to the share that you hold of what {} for the \
             role require.",
            Count(adverts, "advert")
        ),
    };
    format!(
        "Holds up: steps that wait for it.{adds} Chain: weeks of the longest chain that begins \
         with it, if all hours went into that. Slack: weeks until that chain is the longest of all."
    )
}

/// The steps, and why each is worth it, in words or in figures.
fn steps<'a>(view: &'a NextView, shown: &[&'a NextStepView], in_full: bool) -> Table<'a> {
    let rows = Table::of(shown.iter().copied())
        .column("Step", |step| &step.title)
        .aside(u16::MAX, |step| aside(step.status, step.full_time, step.spent))
        .below(u16::MAX, move |step| match in_full {
            true => format!("{}: {}", step.id, step.why),
            false => format!("{}: {}", step.id, worth(step)),
        })
        .below(u16::MAX, begins_in)
        .in_plain("id", |step| &step.id)
        .in_plain("hours now", |step| step.now)
        .in_plain("hours left", |step| step.left)
        .in_plain("status", |step| match step.status {
            StepStatus::Started => "started",
            StepStatus::Todo => "todo",
        })
        .in_plain("full time", |step| step.full_time.then_some("yes"))
        .on_terminal(if begins_now(view) { "Now" } else { "Then" }, |step| {
            let now = format!("{} h", step.now);
            Cell::Figure(if step.now.is_zero() { "\u{2013}".to_owned() } else { now })
        })
        .on_terminal("Left", |step| Cell::Figure(format!("{} h", step.left)));
    let rows = if in_full { ranked(view, rows) } else { rows };
    rows.in_plain("unlocks", |step| {
        format!("{}, {}", Count(step.unlocks, "step"), hours(step.unlocks_hours))
    })
    .in_plain("weeks of its chain", |s| s.chain_weeks.to_string())
    .in_plain("weeks of slack", |step| step.slack_weeks.to_string())
    .in_plain("adds", |step| adds(step).map(|it| format!("{it} percent")))
    .in_plain("begins in", |step| months(&step.months))
    .in_plain("why", |step| &step.why)
    .in_plain("done when", |step| &step.done_when)
    .in_plain("with", with)
    .into()
}

/// The figures behind the order.
fn ranked<'a>(view: &NextView, rows: Rows<'a, &'a NextStepView>) -> Rows<'a, &'a NextStepView> {
    let from = if view.adverts > 0 { FIGURES } else { u16::MAX };
    rows.on_terminal(("Holds up", FIGURES), |step| step.unlocks)
        .on_terminal(("Adds", from), |step| {
            let points = adds(step);
            Cell::Figure(points.map_or(String::new(), |points| format!("{points} %")))
        })
        .on_terminal(("Chain", FIGURES), |step| Cell::Figure(step.chain_weeks.to_string()))
        .on_terminal(("Slack", FIGURES), |step| Cell::Figure(step.slack_weeks.to_string()))
}

/// `holds up 33 steps, adds 4 % of what adverts require`; else what it is for.
fn worth(step: &NextStepView) -> String {
    let holds_up = (step.unlocks > 0).then(|| format!("holds up {}", Count(step.unlocks, "step")));
    let adds = step.adds.map(percent).filter(|_| adds(step).is_some());
    let adds = adds.map(|adds| format!("adds {adds} of what adverts require"));
    let said = holds_up.into_iter().chain(adds).join(", ");
    if said.is_empty() { step.why.clone() } else { said }
}

fn budget(view: &NextView) -> Facts {
    let mut facts = Facts::of_all(0);
    let budget = &view.this_week;
    facts.in_plain("aim", aim_of(&view.aim));
    facts.in_plain("week", budget.week);
    facts.in_plain("hours", budget.hours);
    facts.in_plain("logged", spent(budget.logged));
    facts.in_plain("left", budget.left);
    facts.in_plain("next hours in the week of", view.week);
    facts.in_plain(
        "steps in progress",
        format!("{} of at most {}", view.in_progress, view.parallel),
    );
    for waiting in &view.waiting {
        let text = format!("{} needs {}", begun(waiting), waiting.asks_for);
        facts.in_plain("in progress, but waiting", text);
    }
    facts
}

/// `sql-course (2 h done)`.
fn begun(waiting: &WaitingView) -> String {
    format!("{} ({} done)", waiting.id, spent(waiting.spent))
}

fn shown(view: &NextView) -> Vec<&NextStepView> {
    let now = view.steps.iter().filter(|step| !step.now.is_zero());
    now.chain(view.steps.iter().filter(|step| step.now.is_zero()).take(LATER)).collect()
}

fn begins_in(step: &NextStepView) -> String {
    match step.months.as_slice() {
        [] => String::new(),
        some => format!("begins in {}", months(some)),
    }
}

/// `+4`, in points.
fn adds(step: &NextStepView) -> Option<String> {
    points(0.0, step.adds?)
}

fn begins_now(view: &NextView) -> bool {
    view.week.is_none_or(|week| week <= view.this_week.week)
}

/// `This week, 4 Jan – 10 Jan: 10 h, 2 h logged, 8 h left`.
pub(super) fn week(budget: &BudgetView) -> String {
    let sunday = budget.week.saturating_add(6.days());
    let mut parts = vec![format!("{} h", budget.hours)];
    if !budget.logged.is_zero() {
        parts.push(format!("{} logged", spent(budget.logged)));
    }
    if budget.left != budget.hours {
        parts.push(format!("{} h left from today", budget.left));
    }
    format!("Week of {} \u{2013} {}: {}", short_day(budget.week), day(sunday), parts.join(", "))
}

/// When the next hours are, and whether a step may be started.
fn slots(view: &NextView, in_full: bool) -> String {
    let later = view.week.filter(|_| !begins_now(view));
    let later = later.map(|week| format!("the next hours are in the week of {}", day(week)));
    let is_full = view.in_progress >= view.parallel;
    let progress = format!("{} of at most {} steps in progress", view.in_progress, view.parallel);
    let progress = (is_full || in_full).then_some(progress);
    let first = is_full.then(|| "finish one before you start another".to_owned());
    let said = later.into_iter().chain(progress).chain(first).join("; ");
    if said.is_empty() { said } else { capitalised(&said) + "." }
}

fn with(step: &NextStepView) -> String {
    let mut named = step.resources.iter().map(|resource| match &resource.url {
        Some(url) => format!("{} {url}", resource.title),
        None => resource.title.clone(),
    });
    named.join(", ")
}
