//! The plan: the answer in a few lines, its phases with their steps, and what else is to be said.

use itertools::Itertools as _;
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::document::phrases::{
    aside, beyond, cost, goal, nothing_to_do, percent, shares, short_day, spent,
};
use crate::document::totals::{
    for_plain, headline, premise, remarks, shares_explained, unasked_stage,
};
use crate::document::tree::{Answer, Cell, Document, Group, InFull, Table, Tone};
use crate::view::plan::{PlanStepView, PlanView, StepStatus};

/// From this width on, ids have their own column.
const IDS: u16 = 100;

/// From this width on, reasons have their own column, if every step has one.
const REASONS: u16 = 130;

impl Answer for PlanView {
    /// Empty if there is no plan: the reasons are in the error message.
    fn document(&self) -> Document<'_> {
        document(self, false)
    }
}

/// Far steps are as detailed as near ones.
impl Answer for InFull<'_, PlanView> {
    fn document(&self) -> Document<'_> {
        document(self.0, true)
    }
}

fn document(view: &PlanView, is_whole: bool) -> Document<'_> {
    let mut document = Document::default();
    if view.unreachable.is_some() {
        return document;
    }
    document.heading(format!("Plan {}", goal(&view.role_name, &view.aim)));
    document.say(premise(view));
    document.facts(for_plain(view));
    if view.steps.is_empty() {
        document.space();
        let complete = view.beyond.iter().all(|beyond| beyond.soft);
        document.say(nothing_to_do(&view.aim, complete));
        document.say(match view.beyond.is_empty() {
            true => String::new(),
            false => format!("Not in the plan: {}.", beyond(view)),
        });
        return document;
    }
    document.facts(headline(view));
    document.space();
    let far = if is_whole { None } else { far(view) };
    document.table(steps(view, far));
    document.facts(remarks(view, is_whole));
    if !view.beyond.is_empty() {
        document.text(Tone::Warning, format!("Not in the plan: {}.", beyond(view)));
    }
    document.remark(shares_explained(view).unwrap_or_default());
    document.remark(unasked_stage(view).unwrap_or_default());
    if far.is_some() {
        document
            .remark("--all gives the weeks of every step, its reason, and what the hours rest on.");
    }
    document
}

/// The first day of the phases that are far: those that begin more than four months after today, or
/// after the start if that is later. They change before they begin, so months are enough for them.
fn far(view: &PlanView) -> Option<Date> {
    let near = view.start.max(view.today).first_of_month().saturating_add(4.months());
    view.phases.iter().map(|phase| phase.start).find(|&start| start >= near)
}

fn steps(view: &PlanView, far: Option<Date>) -> Table<'_> {
    let is_near = move |step: &PlanStepView| far.is_none_or(|far| step.start < far);
    let why =
        move |step: &PlanStepView| if is_near(step) { step.why.clone() } else { String::new() };
    let reasons = if far.is_some() { u16::MAX } else { REASONS };
    let rows = Table::of(&view.steps)
        .on_terminal("When", move |step| {
            Cell::Name(if is_near(step) { weeks } else { months }(step))
        })
        .column("Step", |step| &step.title)
        .aside(IDS, |step| format!(" ({})", step.id))
        .aside(u16::MAX, |step| aside(step.status, step.full_time, step.hours.spent))
        .below(reasons, why)
        .in_plain("id", |step| &step.id)
        .in_plain("phase", |step| &step.phase)
        .in_plain("section", |step| step.section.to_string())
        .in_plain("start", |step| step.start)
        .in_plain("finish", |step| step.finish)
        .column("Hours", |step| step.hours.left)
        .in_plain("hours done", |step| {
            (step.status == StepStatus::Started).then(|| spent(step.hours.spent))
        })
        .in_plain("full time", |step| step.full_time.then_some("yes"))
        .in_plain("cost", |step| cost(&step.cost))
        .on_terminal(("Id", IDS), |step| Cell::Name(step.id.clone()))
        .on_terminal(("Why", reasons), why)
        .in_plain("why", |step| &step.why)
        .in_plain("waits for", |step| step.waits_for.join(", "))
        .in_plain("done when", |step| &step.done_when)
        .headings(headings(view))
        .dense();
    rows.into()
}

/// A heading for each phase with the hours worked in it, even if no step begins in it, and what is
/// held at its end; between them the roles that are reached.
fn headings(view: &PlanView) -> impl Iterator<Item = Group> {
    let phases = view.phases.iter().enumerate().map(|(position, phase)| {
        let opened = view.curve.get(position + 1).map(|point| shares(&point.standing));
        let opened = opened.map(|it| ("Step", it.into()));
        let hours = ("Hours", phase.hours.into());
        (phase.start, phase.name.clone(), opened.into_iter().chain([hours]).collect())
    });
    let stages = view.stages.iter().filter(|stage| stage.date > view.start).map(|stage| {
        let reach = stage.within_reach.map(|share| format!(" ({} in reach)", percent(share)));
        let text = format!("You can apply as: {}{}", stage.name, reach.unwrap_or_default());
        (stage.date, short_day(stage.date), vec![("Step", text.into())])
    });
    let legs = view.aim.iter().filter_map(|it| Some((it.by.filter(|&by| by > view.start)?, it)));
    let legs = legs.filter(|_| view.aim.len() > 1).map(|(day, it)| {
        let post = format!("{} ({})", it.title, it.file_name);
        let text = match it.complete {
            true => format!("Met: all that {post} asks for"),
            false => format!("Met: all that steps teach of what {post} asks for"),
        };
        (day, short_day(day), vec![("Step", text.into())])
    });
    phases.chain(stages).chain(legs).sorted_by_key(|(day, ..)| *day).map(|(day, name, values)| {
        Group { first_row: view.steps.partition_point(|step| step.start < day), name, values }
    })
}

/// `4 Jan – 7 Feb`; the year of the phase is in its heading.
fn weeks(step: &PlanStepView) -> String {
    let last = short_day(step.finish);
    format!("{} \u{2013} {last}{}", short_day(step.start), later_year(step))
}

/// `Jan – Mar`.
fn months(step: &PlanStepView) -> String {
    let [first, last] = [step.start, step.finish].map(|day| day.strftime("%b").to_string());
    match later_year(step) {
        year if year.is_empty() && first == last => first,
        year => format!("{first} \u{2013} {last}{year}"),
    }
}

/// The year of the finish, if its month alone would be taken for one of the next twelve.
fn later_year(step: &PlanStepView) -> String {
    let comes_again = step.start.first_of_month().saturating_add(1.year());
    match step.finish >= comes_again {
        true => format!(" {}", step.finish.year()),
        false => String::new(),
    }
}
