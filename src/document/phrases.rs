//! Phrases for dates, hours and money that several answers share.

use itertools::Itertools as _;
use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::document::tree::Cell;
use crate::knowledge::entry::Cost;
use crate::knowledge::hours::{Hours, thousands};
use crate::knowledge::text::{Count, List};
use crate::knowledge::vocabulary::CostClass;
use crate::view::aim::{AimView, BeyondView};
use crate::view::comeback::ComebackView;
use crate::view::curve::{StageView, StandingView};
use crate::view::deadline::{Judgement, Verdict};
use crate::view::gap::Standing;
use crate::view::person::{Exception, ProvenView};
use crate::view::plan::{Finish, ForecastDay, PlanView, StepStatus, TotalsView};
use crate::view::progress::SinceView;

/// `4 Jan 2027`.
pub fn day(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// `by 4 Jan 2027`, `beyond 9999`.
pub fn likely_by(last: ForecastDay) -> String {
    match last {
        ForecastDay::By(date) => format!("by {}", day(date)),
        ForecastDay::Beyond => last.to_string(),
    }
}

/// `4 Jan`.
pub fn short_day(date: Date) -> String {
    date.strftime("%-d %b").to_string()
}

/// `Jan, May`.
pub fn months(months: &[u8]) -> String {
    let first = |&month: &u8| Date::new(2000, i8::try_from(month).ok()?, 1).ok();
    months.iter().filter_map(first).map(|day| day.strftime("%b")).join(", ")
}

/// What an advert asks for and the plan does not reach.
pub fn beyond(view: &PlanView) -> String {
    const REASONS: [&str; 4] = [
        "taught by no step",
        "no step goes further",
        "only through steps that you avoid",
        "soft skills, which do not count",
    ];
    let reason = |beyond: &BeyondView| match beyond.standing {
        _ if beyond.soft => REASONS[3],
        Standing::Avoided => REASONS[2],
        Standing::Open(_) | Standing::Held => REASONS[1],
        Standing::Untaught => REASONS[0],
    };
    let name = |beyond: &BeyondView| match beyond.taught_to {
        Some(level) if !beyond.soft => format!("{} beyond {level} level", List::or(&beyond.names)),
        _ => List::or(&beyond.names).to_string(),
    };
    let said = REASONS.iter().filter_map(|&why| {
        let names = view.beyond.iter().filter(|beyond| reason(beyond) == why).map(name).join(", ");
        (!names.is_empty()).then(|| format!("{names} ({why})"))
    });
    said.collect::<Vec<_>>().join("; ")
}

pub fn usd(amount: f64) -> String {
    format!("USD {}", thousands(amount.round() as u64))
}

pub fn cost(cost: &Cost) -> String {
    match (cost.class, cost.usd) {
        (CostClass::Monthly, Some(amount)) => format!("{} a month", usd(amount)),
        (_, Some(amount)) if amount > 0.0 => usd(amount),
        (CostClass::Paid | CostClass::Monthly, None) => "price unknown".to_owned(),
        (CostClass::FreeAudit, _) => "free to audit".to_owned(),
        _ => "free".to_owned(),
    }
}

/// What a plan costs, and how much of that is unknown.
pub fn money(totals: &TotalsView) -> String {
    let known = if totals.usd > 0.0 { usd(totals.usd) } else { "free".to_owned() };
    let unknown = match totals.price_unknown.as_slice() {
        [] => return known,
        few @ ([_] | [_, _]) => format!("{} (price unknown)", few.join(" and ")),
        many => format!("{} (price unknown)", Count(many.len(), "step")),
    };
    if totals.usd > 0.0 {
        format!("{known}, plus {unknown}")
    } else {
        format!("free, except {unknown}")
    }
}

/// What each step finished before the journal proves, in words.
pub fn proofs(proven: &BTreeMap<String, ProvenView>) -> Vec<String> {
    let mut by_step: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (competency, ProvenView { level, by }) in proven {
        by_step.entry(by).or_default().push(format!("{competency} {level}"));
    }
    let said = by_step.into_iter().map(|(by, levels)| format!("{by} proves {}", levels.join(", ")));
    said.collect()
}

/// The planned finish, and how sure that is. The chances reckon with the person's pace, if that is
/// known; what is planned goes by the estimates.
pub(super) fn odds(finish: &Finish, is_pace_known: bool) -> String {
    let planned = day(finish.planned);
    let [even, sure] = [finish.p50, finish.p90].map(likely_by);
    let at = if is_pace_known { "; at your pace" } else { "," };
    format!("planned {planned}{at} even odds {even}, 9\u{a0}in\u{a0}10 {sure}")
}

/// How much of the week is enough to come back.
pub(super) fn comeback(comeback: &ComebackView) -> String {
    let since = format!("nothing recorded since {}", day(comeback.since));
    let month = comeback.finish.strftime("%b %Y");
    match comeback.hours {
        Some(hours) => format!("{since}; {hours} h this week is enough to keep {month}"),
        None => format!("{since}; your hours from next week on still end it in {month}"),
    }
}

/// `5 weeks in a row with something done`; nothing for less than two.
pub(super) fn streak(weeks: u32) -> Option<String> {
    let weeks = (weeks > 1).then_some(weeks as usize)?;
    Some(format!("{} in a row with something done", Count(weeks, "week")))
}

/// A text with a capital at its beginning.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The dates that are met with a probability of 10, 50 and 90 %.
pub fn forecast(finish: &Finish) -> String {
    format!(
        "10 % chance {}, 50 % {}, 90 % {}",
        likely_by(finish.p10),
        likely_by(finish.p50),
        likely_by(finish.p90)
    )
}

/// What has changed since a day.
pub fn since(since: &SinceView) -> String {
    let listed = |what: &str, steps: &[String]| {
        (!steps.is_empty()).then(|| format!("{what} {}", steps.join(", ")))
    };
    let logged = (!since.logged.is_zero()).then(|| format!("{} logged", spent(since.logged)));
    let done = [
        listed("finished", &since.done),
        listed("no longer finished", &since.reopened),
        listed("skipped", &since.skipped),
        logged,
    ];
    let mut parts: Vec<String> = done.into_iter().flatten().collect();
    if parts.is_empty() {
        parts.push(match since.events {
            0 => "nothing recorded".to_owned(),
            n => Count(n, "entry").to_string(),
        });
    }
    if let (Some(before), Some(now)) = (since.finish_before, since.finish) {
        parts.push(match later(before, now) {
            None => format!("the finish is still {}", day(now)),
            Some(later) => format!("the finish was {}, now {}, {later}", day(before), day(now)),
        });
    }
    parts.extend(listed("new:", &since.added));
    parts.extend(listed("no longer needed:", &since.removed));
    format!("{}: {}", day(since.date), parts.join("; "))
}

/// `3 weeks later`; nothing for the same day.
fn later(before: Date, now: Date) -> Option<String> {
    let days = now.since(before).map_or(0, |span| span.get_days());
    let (number, noun) = match days.unsigned_abs() as usize {
        0 => return None,
        n if n.is_multiple_of(7) => (n / 7, "week"),
        n => (n, "day"),
    };
    Some(format!("{} {}", Count(number, noun), if days > 0 { "later" } else { "earlier" }))
}

/// A verdict with its figures.
pub fn outcome(outcome: &Judgement) -> String {
    // A simulation never justifies 0 or 100 %.
    let percent = (outcome.likelihood * 100.0 + 1e-9).floor().clamp(1.0, 99.0);
    let likely = format!("{percent} % likely");
    match outcome.verdict {
        Verdict::Fits => {
            format!("fits, {} to spare, {likely}", Count(outcome.weeks_to_spare as usize, "week"))
        }
        Verdict::Tight => format!("tight, only {likely}"),
        Verdict::Short => {
            let whole = outcome.hours_short.get().ceil() as u32;
            format!("short by {}", hours(Hours::whole(whole)))
        }
    }
}

/// The verdict on a deadline, with the date.
pub fn verdict(judgement: &Judgement) -> Cell {
    let text = format!("{}: {}", day(judgement.deadline), outcome(judgement));
    Cell::Verdict { good: judgement.verdict == Verdict::Fits, text }
}

/// `2 h 30 min`, `45 min`: recorded time, to the minute.
pub fn spent(hours: Hours) -> String {
    let minutes = (hours.get() * 60.0).round() as u64;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{} h", thousands(hours)),
        (hours, minutes) => format!("{} h {minutes} min", thousands(hours)),
    }
}

/// `1 hour`, `2.5 hours`.
pub fn hours(hours: Hours) -> String {
    format!("{hours} hour{}", if hours == Hours::whole(1) { "" } else { "s" })
}

/// `5 Jul - 25 Jul 2027`, or one day.
pub fn days(from: Date, until: Date) -> String {
    match (from == until, from.year() == until.year()) {
        (true, _) => day(until),
        (_, true) => format!("{} \u{2013} {}", short_day(from), day(until)),
        _ => format!("{} \u{2013} {}", day(from), day(until)),
    }
}

/// `no hours (exams)`.
pub fn exception(exception: &Exception) -> String {
    let given = match exception.budget.weekly() {
        Hours::ZERO => "no hours".to_owned(),
        some => format!("{} a week", hours(some)),
    };
    let why = exception.why.as_ref().map(|why| format!(" ({why})"));
    given + &why.unwrap_or_default()
}

/// What a terminal shows after the title of a planned step.
pub fn aside(status: StepStatus, full_time: bool, worked: Hours) -> String {
    let full_time = if full_time { " (full time)" } else { "" };
    match status {
        StepStatus::Started => format!("{full_time} ({} done)", spent(worked)),
        StepStatus::Todo => full_time.to_owned(),
    }
}

/// The first things of a list, and the number of the others; JSON has all of them.
pub fn some<T>(all: &[T], text: impl Fn(&T) -> String, noun: &str) -> Vec<String> {
    const SHOWN: usize = 6;
    let mut shown: Vec<String> = all.iter().take(SHOWN).map(text).collect();
    if all.len() > SHOWN {
        shown.push(format!("and {}", Count(all.len() - SHOWN, &format!("more {noun}"))));
    }
    shown
}

/// A text, cut off if it is too long to be worth showing.
pub fn clipped(text: &str) -> String {
    const MOST: usize = 2_000;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}\u{2026}", &text[..end]),
        None => text.to_owned(),
    }
}

/// `31 % held, 8 % in reach`.
pub(super) fn shares(standing: &StandingView) -> String {
    let [held, reach] = [standing.held, standing.within_reach].map(percent);
    format!("{held} held, {reach} in reach")
}

/// The next role for which one can apply on the way, with the share of adverts within reach.
pub(super) fn apply(stages: &[StageView], today: Date) -> Option<String> {
    let is_open = |stage: &&StageView| stage.date <= today;
    let stage = stages.iter().find(|stage| !is_open(stage)).or(stages.last())?;
    let from = match is_open(&stage) {
        true => "now".to_owned(),
        false => format!("from {}", day(stage.date)),
    };
    let reach = stage.within_reach.map(|share| format!(" ({} in reach)", percent(share)));
    let later = stages.iter().filter(|other| other.date > stage.date).count();
    let later = (later > 0).then(|| format!("; {} later", Count(later, "more role")));
    let [reach, later] = [reach, later].map(Option::unwrap_or_default);
    Some(format!("{from} as {}{reach}{later}", stage.name))
}

/// `+4`: what lies between two shares, each in whole percent; nothing if they are the same then.
pub(super) fn points(before: f64, after: f64) -> Option<String> {
    let points = (after * 100.0).round() - (before * 100.0).round();
    (points != 0.0).then(|| format!("{points:+}"))
}

/// A share, rounded to whole percent.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0}\u{a0}%", share * 100.0)
}

/// `to become: Data analyst`; for adverts `towards Data Analyst, Parcels (advert.txt)`.
pub fn goal(role_name: &str, aim: &[AimView]) -> String {
    aim_of(aim).unwrap_or_else(|| format!("to become: {role_name}"))
}

/// The adverts that are aimed at: `towards Data Analyst, Parcels (advert.txt)`; `None` for a role.
pub fn aim_of(aim: &[AimView]) -> Option<String> {
    let named = |it: &AimView| format!("{} ({})", it.title, it.file_name);
    (!aim.is_empty()).then(|| format!("towards {}", aim.iter().map(named).join(", then ")))
}

/// The adverts, and the days by which all is held that they ask for and that steps teach:
/// `Data Analyst, Parcels (advert.txt) by 4 Jan 2027`, `then ML Engineer (search.txt) by 1 Mar
/// 2027`.
pub fn met(aim: &[AimView]) -> Vec<String> {
    let line = |(number, it): (usize, &AimView)| {
        let then = if number == 0 { "" } else { "then " };
        let by = it.by.map(|by| format!(" by {}", day(by))).unwrap_or_default();
        let alone = it.alone.filter(|&alone| number == 0 && Some(alone) < it.by);
        let alone = alone.map(|alone| format!(", alone by {}", day(alone))).unwrap_or_default();
        let rest = if it.complete { "" } else { ", but for what no step teaches" };
        format!("{then}{} ({}){by}{alone}{rest}", it.title, it.file_name)
    };
    aim.iter().enumerate().map(line).collect()
}

/// What is said where a plan has no steps; `complete`: whether all is held that steps could bring.
pub fn nothing_to_do(aim: &[AimView], complete: bool) -> String {
    match complete {
        true => format!("Nothing is left to do: you have everything that {}.", asker(aim)),
        false => "No step gets you any closer: the rest is taught by none.".to_owned(),
    }
}

/// Who decides what is enough: `the role asks for`.
pub(super) fn asker(aim: &[AimView]) -> &'static str {
    match aim {
        [] => "the role asks for",
        [_] => "the advert asks for",
        _ => "the adverts ask for",
    }
}
