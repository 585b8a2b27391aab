//! The plan: its phases with their steps, then the totals.

use itertools::Itertools as _;

use crate::document::phrases::{
    aside, beyond, cost, day, forecast, money, outcome, short_day, since, spent, verdict,
};
use crate::document::tree::{Answer, Cell, Document, Facts, Table, Tone};
use crate::knowledge::hours::Hours;
use crate::knowledge::text::Count;
use crate::knowledge::vocabulary::{GENERAL, Keyword as _, Section};
use crate::view::deadline::DeadlineView;
use crate::view::person::{Budget, OverruledView, ProvenView, weekdays};
use crate::view::plan::{
    BasisView, PlanStepView, PlanView, SoonerView, StepStatus, TotalsView, UnpaidView,
};

/// From this width on, ids and reasons have their own columns.
const WIDE: u16 = 130;

impl Answer for PlanView {
    /// Empty if there is no plan: the reasons are in the error message.
    fn document(&self) -> Document {
        let mut document = Document::default();
        if self.unreachable.is_some() {
            return document;
        }
        document.heading(format!("Plan to become: {}", self.role_name));
        document.say(premise(self));
        document.space();
        let totals = totals(self);
        if self.steps.is_empty() {
            document.say(match self.beyond.is_empty() {
                true => {
                    "Nothing is left to do: you have everything that the role asks for.".to_owned()
                }
                false => format!("No step gets you any closer. Not in the plan: {}.", beyond(self)),
            });
            document.facts(totals.only_in_plain());
            return document;
        }
        steps(self, &mut document);
        document.space();
        document.facts(totals);
        if !self.beyond.is_empty() {
            document.text(Tone::Warning, format!("Not in the plan: {}.", beyond(self)));
        }
        document
    }
}

fn steps(view: &PlanView, document: &mut Document) {
    document.table(
        Table::of(&view.steps)
            .on_terminal("When", |step| Cell::Name(when(step)))
            .column("Step", |step| &step.title)
            .aside(|step| aside(step.status, step.full_time, step.hours.spent))
            .below(WIDE, |step| format!("{}: {}", step.id, step.why))
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
            .on_terminal(("Id", WIDE), |step| Cell::Name(step.id.clone()))
            .column(("Why", WIDE), |step| &step.why)
            .in_plain("waits for", |step| step.waits_for.join(", "))
            .in_plain("done when", |step| &step.done_when)
            .groups(
                |a, b| a.phase == b.phase,
                |part| {
                    let hours: Hours = part.iter().map(|step| step.hours.left).sum();
                    (part[0].phase.clone(), Some(("Hours", hours.into())))
                },
            ),
    );
}

/// `4 Jan - 7 Feb`, with the year if the step ends in another year.
fn when(step: &PlanStepView) -> String {
    let finish = match step.start.year() == step.finish.year() {
        true => short_day(step.finish),
        false => format!("{} {:02}", short_day(step.finish), step.finish.year() % 100),
    };
    format!("{} \u{2013} {finish}", short_day(step.start))
}

/// What the plan starts from.
fn premise(view: &PlanView) -> String {
    let known = match view.profile.know.len() + view.profile.done.len() {
        0 => "starting from scratch".to_owned(),
        n => format!("counting {} you know or have done", Count(n, "thing")),
    };
    let hours = match view.profile.hours {
        Budget::Weekly(hours) => format!("{} h a week", hours.get()),
        Budget::Daily(days) => {
            let days = weekdays(days).map(|(day, hours)| format!("{day} {}", hours.get()));
            format!("Hours by weekday ({})", days.format(", "))
        }
    };
    format!("{hours} from {}, {known}.", day(view.start))
}

fn totals(view: &PlanView) -> Facts {
    let mut facts = Facts::of_all(9);
    let (totals, hours) = (&view.totals, &view.totals.hours);
    facts.in_plain("role", &view.role_name);
    facts.in_plain("start", view.start);
    facts.in_plain("steps", totals.steps);
    let range = format!("{} likely, {} to {}", hours.likely, hours.low, hours.high);
    facts.in_plain("hours", range);
    let proven = match totals.optimal {
        true => "yes".to_owned(),
        false => format!("no, at least {} are needed", totals.bound_hours),
    };
    facts.in_plain("least hours proven", proven);
    facts.on_terminal("Effort", effort(totals));
    facts.on_terminal("Sections", sections(view));
    facts.add("Basis", basis(totals));
    facts.add("Money", money(totals) + &view.unpaid.as_ref().map(unpaid).unwrap_or_default());
    let general = view.steps.iter().any(|step| step.domain.as_deref() == Some(GENERAL));
    if general {
        let choose = match view.profile.domains_known.first() {
            Some(known) => format!("you know {known}: --domain {known} leads to its project"),
            None => "choose the field that you want to work in with --domain".to_owned(),
        };
        facts.add("Domain", format!("none chosen; {choose}"));
    }
    facts.all("Known", view.profile.overruled.iter().map(overruled));
    if let Some(finish) = &view.finish {
        facts.in_plain("finish", finish.planned);
        facts.in_plain("earliest possible finish", finish.bound);
        let chances = format!("{}, {}, {}", finish.p10, finish.p50, finish.p90);
        facts.in_plain("finish by 10, 50 and 90 percent", chances);
        let bound = match finish.bound == finish.planned {
            true => "no schedule of these steps ends earlier".to_owned(),
            false => format!("no schedule of these steps ends before {}", day(finish.bound)),
        };
        facts.on_terminal("Finish", format!("{}; {bound}", day(finish.planned)));
        facts.on_terminal("Forecast", forecast(finish));
    }
    facts.in_plain("not in the plan", beyond(view));
    facts.add("Since", view.since.as_ref().map(since));
    if let Some(sooner) = &view.sooner {
        self::sooner(sooner, &mut facts);
    }
    if let Some(deadline) = &view.deadline {
        self::deadline(deadline, &mut facts);
    }
    facts.in_plain("sections", sections(view));
    facts.in_plain("given", premise(view));
    facts
}

/// What the hours rest on.
fn basis(totals: &TotalsView) -> String {
    let BasisView { sourced, derived, estimate } = &totals.basis;
    format!("{sourced} h from sources, {derived} h derived from them, {estimate} h our estimate")
}

fn unpaid(unpaid: &UnpaidView) -> String {
    match unpaid.hours_more {
        Some(hours) => format!("; for nothing with {hours} h more (--avoid paid)"),
        None => "; there is no plan without paid steps".to_owned(),
    }
}

fn effort(totals: &TotalsView) -> String {
    let hours = &totals.hours;
    let proof = match totals.optimal {
        true => "the proven minimum".to_owned(),
        false => {
            format!("at least {} h are needed; not proven to be the shortest", totals.bound_hours)
        }
    };
    let (low, likely, high) = (hours.low, hours.likely, hours.high);
    format!("{}, {likely} h likely ({low}\u{2013}{high} h); {proof}", Count(totals.steps, "step"))
}

fn sooner(sooner: &SoonerView, facts: &mut Facts) {
    let finish = day(sooner.finish);
    let (shown, plain) = match sooner.hours_per_week {
        Some(hours) => (
            format!("{hours} h a week would end it by {finish}, at least half a year earlier"),
            format!("{}: {hours} hours a week", sooner.finish),
        ),
        None => (
            format!(
                "half a year earlier, by {finish}, is out of reach: waiting times decide, not hours"
            ),
            format!("{}: out of reach, waiting times decide", sooner.finish),
        ),
    };
    facts.on_terminal("Sooner", shown);
    facts.in_plain("half a year earlier", plain);
}

fn deadline(deadline: &DeadlineView, facts: &mut Facts) {
    facts.on_terminal("Deadline", verdict(&deadline.outcome));
    facts.in_plain("deadline", format!("{} {}", deadline.date, outcome(&deadline.outcome)));
    let fixes = deadline.fixes.iter().map(|fix| fix.text.clone());
    facts.add("Fits if", fixes.collect_vec());
    let helps = deadline.not_enough.iter();
    let helps = helps.map(|fix| format!("{}; still {}", fix.text, outcome(&fix.outcome)));
    facts.add("Helps", helps.collect_vec());
}

/// What the person says of themselves, below what they have finished proves.
fn overruled(overruled: &OverruledView) -> String {
    let OverruledView { competency, level, proven: ProvenView { level: proven, by } } = overruled;
    format!("{competency} {level}, as you say, though {by} proves {proven}")
}

fn sections(view: &PlanView) -> String {
    let mut parts = Section::ALL.iter().map(|&section| {
        let own = view.steps.iter().filter(|step| step.section == section);
        format!("{section} {} h", own.map(|step| step.hours.left).sum::<Hours>())
    });
    parts.join(", ")
}
