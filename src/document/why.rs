//! What a step is for, what hangs on it, and what could take its place.

use itertools::Itertools as _;

use crate::document::phrases::{aim_of, cost, day, percent, points, some, usd};
use crate::document::tree::{Answer, Document, Facts};
use crate::knowledge::hours::Hours;
use crate::knowledge::text::Count;
use crate::view::curve::AskedView;
use crate::view::why::{AlternativeView, Difference, TrialView, WhyStatus, WhyView};

impl Answer for WhyView {
    fn document(&self) -> Document<'_> {
        let mut document = Document::default();
        document.facts(facts(self));
        document
    }
}

fn facts(view: &WhyView) -> Facts {
    let mut facts = Facts::about(format!("{} (step {})", view.title, view.id));
    let own = format!("{} h, {}", view.hours, cost(&view.cost));
    match (view.start, view.finish) {
        (Some(start), Some(finish)) => {
            let urgent = if view.critical { "; a delay moves the finish" } else { "" };
            let dates = format!("{} to {}, {own}{urgent}", day(start), day(finish));
            facts.add("In the plan", dates);
        }
        _ => facts.add("In the plan", format!("no ({own})")),
    }
    facts.add("Aim", aim_of(&view.aim));
    facts.all("Because", some(&view.because, |chain| chain.text.clone(), "reason"));
    facts.add("Adverts", adverts(view));
    facts.add("Required", required(view));
    facts.all("Why not", some(&view.why_not, Clone::clone, "reason"));
    if view.unlocks_in_all > 0 {
        let behind = match view.unlocks_in_all - view.unlocks.len() {
            0 => String::new(),
            more => format!("; behind them {}", Count(more, "more step")),
        };
        let direct = some(&view.unlocks, Clone::clone, "step").join(", ");
        facts.add("Unlocks", format!("{direct}{behind}"));
    }
    let given_up = view.demanded_as.map(|what| format!("giving up the {what}: "));
    let without = view.without.as_ref().map(trial).unwrap_or_default();
    facts.add("Without it", given_up.unwrap_or_default() + &without);
    facts.all("Instead", some(&view.alternatives, alternative, "alternative"));
    let flag = match view.status {
        WhyStatus::NotNeeded => format!(" (--must {})", view.id),
        _ => String::new(),
    };
    facts.add("With it", view.with.as_ref().map(|with| trial(with) + &flag));
    facts
}

/// What it adds in the order of the plan.
fn adverts(view: &WhyView) -> Option<String> {
    let [before, after] = [view.before?.held, view.after?.held];
    let of = Count(view.adverts, "advert");
    let [from, to] = [before, after].map(percent);
    Some(match points(before, after) {
        Some(points) => {
            format!("{points}\u{a0}%: {to} held instead of {from} of what {of} require")
        }
        None => format!("no more held of what {of} require: still {from}"),
    })
}

/// What it teaches, as far as adverts require it: `SQL by 38 %, Python by 60 % of 250 adverts`.
fn required(view: &WhyView) -> Option<String> {
    let by = |asked: &AskedView| format!("{} by {}", asked.name, percent(asked.required));
    let all = some(&view.asked, by, "competency").join(", ");
    (!all.is_empty()).then(|| format!("{all} of {}", Count(view.adverts, "advert")))
}

pub fn trial(trial: &TrialView) -> String {
    match &trial.plan {
        Some(plan) => format!("{}{}", change(plan), exchanged(plan)),
        None => format!("no plan: {}", trial.impossible.join("; ")),
    }
}

fn alternative(other: &AlternativeView) -> String {
    format!("{} ({}): {}", other.id, cost(&other.cost), change(&other.plan))
}

/// `12 h more, ends 2 weeks later (4 Jan 2027), USD 300 more`.
fn change(plan: &Difference) -> String {
    let more = |amount: f64, text: String| match amount {
        more if more > 0.0 => Some(format!("{text} more")),
        less if less < 0.0 => Some(format!("{text} less")),
        _ => None,
    };
    let hours = plan.hours_more;
    let weeks = plan.days_later / 7;
    let time = (weeks != 0).then(|| {
        let direction = if weeks > 0 { "later" } else { "earlier" };
        let weeks = Count(weeks.unsigned_abs() as usize, "week");
        format!("ends {weeks} {direction}, on {}", day(plan.finish))
    });
    let parts = [
        more(hours, format!("{} h", Hours::new(hours.abs()).unwrap_or_default())),
        time,
        more(plan.usd_more, usd(plan.usd_more.abs())),
        (!plan.price_unknown.is_empty())
            .then(|| format!("price of {} unknown", plan.price_unknown.join(", "))),
    ];
    let parts = parts.into_iter().flatten().join(", ");
    if parts.is_empty() { "the same hours, finish and money".to_owned() } else { parts }
}

fn exchanged(plan: &Difference) -> String {
    let list = |ids: &[String]| some(ids, Clone::clone, "step").join(", ");
    match (plan.added.as_slice(), plan.removed.as_slice()) {
        ([], []) => String::new(),
        (added, []) => format!("; adds {}", list(added)),
        ([], removed) => format!("; leaves out {}", list(removed)),
        (added, removed) => format!("; {} instead of {}", list(added), list(removed)),
    }
}
