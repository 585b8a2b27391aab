//! The plan month by month: what its bars show, in words.

use std::collections::BTreeMap;
use std::iter::successors;
use std::rc::Rc;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::document::phrases::{exception, hours, outcome};
use crate::document::tree::{Document, Facts, Table};
use crate::knowledge::hours::Hours;
use crate::view::plan::PlanView;

/// The hours of one month, by the position of the step in the plan.
type Worked = BTreeMap<usize, Hours>;

/// A week belongs to the month of its Monday; the first week belongs to the month of the start, so
/// that no month comes before the plan.
pub fn months(view: &PlanView) -> Document<'_> {
    let mut worked: BTreeMap<Date, Worked> = BTreeMap::new();
    for (index, step) in view.steps.iter().enumerate() {
        let first = step.weeks.first().map_or(step.start, |week| week.week);
        let mondays = successors(Some(first), |monday| monday.checked_add(1.week()).ok());
        let span = mondays.take_while(|&monday| monday <= step.finish).map(|it| (it, Hours::ZERO));
        for (monday, hours) in span.chain(step.weeks.iter().map(|week| (week.week, week.hours))) {
            let month = monday.max(view.start).first_of_month();
            *worked.entry(month).or_default().entry(index).or_default() += hours;
        }
    }
    let mut facts = Facts::of_all(0);
    facts.add("role", &view.role_name);
    facts.add("start", view.start);
    facts.add("finish", view.last_day());
    let deadline = view.deadline.as_ref();
    facts.add("deadline", deadline.map(|it| format!("{} {}", it.date, outcome(&it.outcome))));
    let mut document = Document::default();
    document.facts(facts);
    let months = months_between(view.start, view.last_day())
        .map(|month| (month, Rc::new(worked.remove(&month).unwrap_or_default())));
    let steps = move |own: &Worked, full_time: bool| -> Vec<String> {
        let own = own.iter().map(|(&index, &hours)| (&view.steps[index], hours));
        let own = own.filter(|(step, _)| step.full_time == full_time);
        own.map(|(step, worked)| format!("{} ({}), {}", step.title, step.id, hours(worked)))
            .collect()
    };
    let marked =
        move |month: Date, day: Option<Date>| day.filter(|day| day.first_of_month() == month);
    document.table(
        Table::of(months)
            .column("month", |(month, _)| month.strftime("%B %Y").to_string())
            .column("hours", |(_, own)| own.values().copied().sum::<Hours>())
            .column("step", move |(_, own)| steps(&own, false))
            .column("full time", move |(_, own)| steps(&own, true))
            .column("holiday", |(month, _)| {
                let last = month.last_of_month();
                let own = view.holidays().filter(|it| it.from <= last && month <= it.until);
                let own = own.map(|it| format!("{} to {}, {}", it.from, it.until, exception(it)));
                own.collect::<Vec<_>>()
            })
            .column("held at its end", |(month, _)| {
                let held = view.held_on(month.last_of_month());
                held.map(|share| format!("{} percent", (share * 100.0).round()))
            })
            .column("you can apply as", move |(month, _)| {
                let own = view.stages.iter().filter(|it| marked(month, Some(it.date)).is_some());
                own.map(|stage| format!("{}, {}", stage.name, stage.date)).collect::<Vec<_>>()
            })
            .column("deadline", move |(month, _)| marked(month, deadline.map(|it| it.date)))
            .column("today", move |(month, _)| marked(month, Some(view.today))),
    );
    document
}

/// The first days of all months from one day to another.
pub fn months_between(from: Date, until: Date) -> impl Iterator<Item = Date> {
    let next = |month: &Date| month.checked_add(1.month()).ok();
    successors(Some(from.first_of_month()), next).take_while(move |&month| month <= until)
}
