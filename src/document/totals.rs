//! What a plan comes to: before its steps, below them, and in plain.

use itertools::Itertools as _;
use jiff::civil::Date;
use jiff::{ToSpan as _, Unit};

use crate::document::phrases::{
    aim_of, apply, beyond, day, forecast, hours, met, money, odds, outcome, percent, shares, since,
};
use crate::document::tree::{Cell, Facts};
use crate::knowledge::hours::Hours;
use crate::knowledge::text::Count;
use crate::knowledge::vocabulary::{GENERAL, Keyword as _, Section};
use crate::view::curve::StageView;
use crate::view::deadline::{DeadlineView, Fix, FixView, Judgement, Verdict};
use crate::view::person::{Budget, OverruledView, ProvenView, weekdays};
use crate::view::phases::PhaseView;
use crate::view::plan::{
    AvoidedView, BasisView, Finish, PlanStepView, PlanView, SoonerView, TotalsView, UnpaidView,
};

/// The width of the labels.
const LABELS: usize = 10;

/// What the plan starts from.
pub(super) fn premise(view: &PlanView) -> String {
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

/// The answer: when the plan ends and how sure that is, what to do first, and what it takes.
pub(super) fn headline(view: &PlanView) -> Facts {
    let mut facts = Facts::of_all(LABELS);
    if view.aim.len() > 1 {
        facts.on_terminal("Met", met(&view.aim));
    }
    facts.on_terminal("Finish", view.finish.as_ref().map(|finish| odds(finish, false)));
    facts.on_terminal("Apply", apply(&view.stages, view.today));
    facts.on_terminal("Deadline", view.deadline.as_ref().map(deadline));
    if let Some((label, step)) = first_step(view) {
        facts.on_terminal(label, step);
    }
    facts.on_terminal("Takes", takes(view));
    facts
}

/// What follows the steps: what could be changed, and with `is_whole` what the figures rest on.
pub(super) fn remarks(view: &PlanView, is_whole: bool) -> Facts {
    let mut facts = Facts::of_all(LABELS);
    if is_whole {
        let hours = &view.totals.hours;
        let range = format!("{} h likely, {} to {} h", hours.likely, hours.low, hours.high);
        facts.on_terminal("Hours", range);
        facts.on_terminal("Sections", sections(view));
        facts.on_terminal("Basis", basis(&view.totals));
        facts.on_terminal("Forecast", view.finish.as_ref().map(forecast));
        facts.on_terminal("Bound", view.finish.as_ref().map(bound));
        facts.on_terminal("Order", view.totals.order.map(order));
        for known in &view.profile.overruled {
            facts.on_terminal("Known", overruled(known));
        }
    }
    let is_cheaper = view.unpaid.as_ref().is_some_and(|unpaid| unpaid.hours_more.is_some());
    facts.on_terminal("Money", is_cheaper.then_some("--avoid paid plans without paid steps"));
    for AvoidedView { what, hours_more } in &view.avoided {
        let text = format!("avoiding {what} takes {hours_more} h more (--allow {what})");
        facts.on_terminal("Wishes", text);
    }
    facts.on_terminal("Domain", domain(view));
    facts.on_terminal("Since", view.since.as_ref().map(since));
    let planned = view.last_day();
    facts.on_terminal("Sooner", view.sooner.as_ref().map(|it| sooner(it, planned)));
    if let Some(deadline) = &view.deadline {
        facts.on_terminal("Fits if", fixes(deadline));
        facts.on_terminal("Helps", helps(deadline));
    }
    facts
}

/// All of it, for plain.
pub(super) fn for_plain(view: &PlanView) -> Facts {
    let mut facts = Facts::of_all(0);
    let totals = &view.totals;
    facts.in_plain("role", &view.role_name);
    facts.in_plain("aim", aim_of(&view.aim));
    facts.in_plain("start", view.start);
    facts.in_plain("steps", totals.steps);
    let all = &totals.hours;
    let range = format!("{} likely, {} to {}", all.likely, all.low, all.high);
    facts.in_plain("hours", range);
    let proven = match totals.optimal {
        true => "yes".to_owned(),
        false => format!("no, at least {} are needed", totals.bound_hours),
    };
    facts.in_plain("least hours proven", proven);
    facts.in_plain("basis", basis(totals));
    facts.in_plain("money", paid(view));
    for AvoidedView { what, hours_more } in &view.avoided {
        facts.in_plain("hours for avoiding", format!("{what}: {hours_more}"));
    }
    facts.in_plain("domain", domain(view));
    for known in &view.profile.overruled {
        facts.in_plain("known", overruled(known));
    }
    if let Some(finish) = &view.finish {
        facts.in_plain("finish", finish.planned);
        facts.in_plain("earliest possible finish", finish.bound);
        let chances = format!("{}, {}, {}", finish.p10, finish.p50, finish.p90);
        facts.in_plain("finish by 10, 50 and 90 percent", chances);
    }
    facts.in_plain("not in the plan", beyond(view));
    facts.in_plain("since", view.since.as_ref().map(since));
    facts.in_plain("half a year earlier", view.sooner.as_ref().map(sooner_in_plain));
    if let Some(deadline) = &view.deadline {
        facts.in_plain("deadline", format!("{} {}", deadline.date, outcome(&deadline.outcome)));
        facts.in_plain("fits if", fixes(deadline));
        facts.in_plain("helps", helps(deadline));
    }
    facts.in_plain("order", totals.order.map(order));
    facts.in_plain("sections", sections(view));
    let phase = |(position, phase): (usize, &PhaseView)| {
        let opened = view.curve.get(position + 1).map(|point| shares(&point.standing));
        let opened = opened.map(|shares| format!(", {shares}")).unwrap_or_default();
        format!("{}, {}{opened}", phase.name, hours(phase.hours))
    };
    facts.in_plain("phase", view.phases.iter().enumerate().map(phase).collect_vec());
    let stage = |stage: &StageView| format!("{} {}", stage.date, stage.name);
    facts.in_plain("you can apply as", view.stages.iter().map(stage).collect_vec());
    facts.in_plain("shares", shares_explained(view));
    facts.in_plain("remark", unasked_stage(view));
    facts.in_plain("given", premise(view));
    facts
}

/// When the plan ends, and how sure that is.
fn bound(finish: &Finish) -> String {
    match finish.bound == finish.planned {
        true => "no schedule of these steps ends earlier".to_owned(),
        false => format!("no schedule of these steps ends before {}", day(finish.bound)),
    }
}

/// How near the order is to the best one, at least: nobody knows whether the bound can be reached.
fn order(share: f64) -> String {
    match (100.0 * share).floor() {
        100.0 => "no order of these steps is worth more on the way".to_owned(),
        percent => {
            format!("worth at least {percent}\u{a0}% of the best order of these steps on the way")
        }
    }
}

/// The verdict, what is held by then, and whether something can be done about it.
fn deadline(deadline: &DeadlineView) -> Cell {
    let Judgement { deadline: date, verdict, .. } = deadline.outcome;
    let held = deadline.by_then.map(|then| format!(", with {} held", percent(then.held)));
    let held = held.unwrap_or_default();
    let is_open = deadline.fixes.is_empty() && deadline.not_enough.is_empty();
    let remedies = if is_open { "" } else { "; remedies below" };
    let text = format!("{}: {}{held}{remedies}", day(date), outcome(&deadline.outcome));
    Cell::Verdict { good: verdict == Verdict::Fits, text }
}

/// What the first hours go into, with the page to open.
fn first_step(view: &PlanView) -> Option<(&'static str, String)> {
    let begins = |step: &PlanStepView| step.weeks.first().map(|week| week.week);
    let monday = view.steps.iter().filter_map(begins).min()?;
    let mut first = view.steps.iter().filter(|step| begins(step) == Some(monday));
    let step = first.next()?;
    let hours = step.weeks.first()?.hours;
    let more = match first.count() {
        0 => String::new(),
        more => format!(", and {more} more (mlpath\u{a0}next)"),
    };
    let url = step.resources.iter().find_map(|resource| resource.url.as_ref());
    let url = url.map(|url| format!(": {url}")).unwrap_or_default();
    let is_now = (monday..monday.saturating_add(1.week())).contains(&view.today);
    let (label, when) = match is_now {
        true => ("This week", String::new()),
        false => ("First", format!(" in the week of {}", day(monday))),
    };
    let (title, id) = (&step.title, &step.id);
    Some((label, format!("{title} ({id}), {hours} h{when}{more}{url}")))
}

fn paid(view: &PlanView) -> String {
    money(&view.totals) + &view.unpaid.as_ref().map(unpaid).unwrap_or_default()
}

/// Asks for a field of work, if none is chosen and a step would be about it.
fn domain(view: &PlanView) -> Option<String> {
    view.steps.iter().find(|step| step.domain.as_deref() == Some(GENERAL))?;
    let choose = match view.profile.domains_known.first() {
        Some(known) => format!("you know {known}: --domain {known} leads to its project"),
        None => "choose the field that you want to work in with --domain".to_owned(),
    };
    Some(format!("none chosen; {choose}"))
}

/// What the hours rest on.
fn basis(totals: &TotalsView) -> String {
    let BasisView { sourced, derived, estimate } = &totals.basis;
    format!("{sourced} h from sources, {derived} h derived from them, {estimate} h our estimate")
}

fn unpaid(unpaid: &UnpaidView) -> String {
    match unpaid.hours_more {
        Some(hours) => format!(", or free with {hours} h more"),
        None => "; there is no plan without paid steps".to_owned(),
    }
}

fn takes(view: &PlanView) -> String {
    let TotalsView { steps, hours, optimal, bound_hours, .. } = &view.totals;
    let proof = match optimal {
        true => "proven minimum".to_owned(),
        false => format!("not proven to be the least: at least {bound_hours} h are needed"),
    };
    format!("{}, {} h ({proof}); {}", Count(*steps, "step"), hours.likely, paid(view))
}

/// What the shares of adverts are.
pub(super) fn shares_explained(view: &PlanView) -> Option<String> {
    match view.adverts {
        None => None,
        Some(0) => Some(
            "The market has too few adverts for the role to say what share of them you hold; make \
             one of your own with mlpath market."
                .to_owned(),
        ),
        Some(adverts) => Some(format!(
            "Held: the mean share of what {} for the role require. In reach: adverts for entry and \
             mid-level posts of which you hold at least 70\u{a0}%.",
            Count(adverts, "advert")
        )),
    }
}

/// The order goes by the nearest other role, even by one of which no advert can say what it is
/// worth.
pub(super) fn unasked_stage(view: &PlanView) -> Option<String> {
    let next = view.stages.iter().find(|stage| stage.date > view.start)?;
    (view.adverts > Some(0) && !next.has_posts).then(|| {
        format!(
            "The order leads to {} first, as the nearest other role, though no advert counts for \
             it: it has no `posts`.",
            next.name
        )
    })
}

fn sooner(sooner: &SoonerView, planned: Date) -> String {
    let finish = day(sooner.finish);
    match sooner.hours_per_week {
        Some(hours) => {
            let months =
                sooner.finish.until((Unit::Month, planned)).map_or(0, |it| it.get_months());
            let months = Count(months.unsigned_abs() as usize, "month");
            format!("{hours} h a week would end it by {finish}, {months} earlier")
        }
        None => format!(
            "half a year earlier, by {finish}, is out of reach: waiting times decide, not hours"
        ),
    }
}

fn sooner_in_plain(sooner: &SoonerView) -> String {
    match sooner.hours_per_week {
        Some(hours) => format!("{}: {hours} hours a week", sooner.finish),
        None => format!("{}: out of reach, waiting times decide", sooner.finish),
    }
}

fn fixes(deadline: &DeadlineView) -> Vec<String> {
    deadline.fixes.iter().map(|fix| fix.text.clone()).collect()
}

fn helps(deadline: &DeadlineView) -> Vec<String> {
    let helps = deadline.not_enough.iter();
    let help = |fix: &FixView| match fix.fix {
        Fix::Stage(_) => fix.text.clone(),
        _ => format!("{}; still {}", fix.text, outcome(&fix.outcome)),
    };
    helps.map(help).collect()
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
