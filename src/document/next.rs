//! What can be worked on now.

use itertools::Itertools as _;
use jiff::ToSpan as _;

use crate::document::phrases::{aim_of, aside, day, months, points, short_day, spent};
use crate::document::tree::{Answer, Cell, Document, Facts, Table};
use crate::knowledge::text::Count;
use crate::view::next::{BudgetView, NextStepView, NextView, WaitingView};
use crate::view::plan::StepStatus;

/// The most steps without hours in this week that are shown below those with hours.
const LATER: usize = 5;

/// From this width on, the reasons for the rank have their own columns.
const REASONS: u16 = 72;

impl Answer for NextView {
    fn document(&self) -> Document {
        let mut document = Document::default();
        document.heading(week(&self.this_week));
        document.facts(budget(self));
        if let Some(aim) = aim_of(&self.aim) {
            document.say(format!("Aim: {aim}."));
        }
        document.say(slots(self));
        document.space();
        let shown = shown(self);
        steps(self, &shown, &mut document);
        for step in shown.iter().filter(|step| !step.now.is_zero()) {
            if let Some(url) = step.resources.iter().find_map(|resource| resource.url.as_ref()) {
                document.say(format!("{}: {url}", step.id));
            }
        }
        for waiting in &self.waiting {
            document.say(format!("{} has to wait: it needs {}.", begun(waiting), waiting.asks_for));
        }
        let more = self.steps.len() - shown.len();
        if more > 0 {
            document.remark(format!("{more} more could be started; none of them is urgent."));
        }
        document.remark(match self.adverts {
            0 => "Unlocks: steps that wait for it.".to_owned(),
            adverts => format!(
                "Unlocks: steps that wait for it. Adds: what finishing it alone adds to the share \
                 that you hold of what {} for the role require.",
                Count(adverts, "advert")
            ),
        });
        document
    }
}

fn steps(view: &NextView, shown: &[&NextStepView], document: &mut Document) {
    let from = if view.adverts > 0 { REASONS } else { u16::MAX };
    document.table(
        Table::of(shown.iter().copied())
            .column("Step", |step| &step.title)
            .aside(u16::MAX, |step| aside(step.status, step.full_time, step.spent))
            .below(u16::MAX, |step| format!("{}: {}", step.id, step.why))
            .below(u16::MAX, begins_in)
            .below(REASONS, |step| {
                let adds = adds(step).map(|points| format!(", adds {points}\u{a0}%"));
                format!("unlocks {}{}", step.unlocks, adds.unwrap_or_default())
            })
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
            .on_terminal("Left", |step| Cell::Figure(format!("{} h", step.left)))
            .on_terminal(("Unlocks", REASONS), |step| step.unlocks)
            .in_plain("unlocks", |step| {
                format!("{}, {} hours", Count(step.unlocks, "step"), step.unlocks_hours)
            })
            .on_terminal(("Adds", from), |step| {
                let points = adds(step);
                Cell::Figure(points.map_or(String::new(), |points| format!("{points} %")))
            })
            .in_plain("weeks of its chain", |s| s.chain_weeks.to_string())
            .in_plain("weeks of slack", |step| step.slack_weeks.to_string())
            .in_plain("adds", |step| adds(step).map(|it| format!("{it} percent")))
            .in_plain("begins in", |step| months(&step.months))
            .in_plain("why", |step| &step.why)
            .in_plain("done when", |step| &step.done_when)
            .in_plain("with", with),
    );
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
fn week(budget: &BudgetView) -> String {
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

/// When the next hours are, and how many steps may be in progress.
fn slots(view: &NextView) -> String {
    let mut progress =
        format!("{} of at most {} steps in progress", view.in_progress, view.parallel);
    if view.in_progress >= view.parallel {
        progress += "; finish one before you start another";
    }
    match view.week {
        Some(week) if !begins_now(view) => {
            format!("The next hours are in the week of {}; {progress}.", day(week))
        }
        _ => format!("{progress}."),
    }
}

fn with(step: &NextStepView) -> String {
    let mut named = step.resources.iter().map(|resource| match &resource.url {
        Some(url) => format!("{} {url}", resource.title),
        None => resource.title.clone(),
    });
    named.join(", ")
}
