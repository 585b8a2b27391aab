//! Reasons in words.

use serde::Serialize;

use crate::knowledge::model::{Kb, StepId};
use crate::planner::goal::{Condition, Demand};
use crate::planner::implied::Implied;
use crate::planner::plan::Justification;
use crate::planner::target::Target;

/// What a step of a plan is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DemandKind {
    Target,
    OneOf,
    Milestone,
    Must,
    Guide,
    /// Another step needs it.
    Requires,
}

/// What a demand is about, after a preposition: `Python at level working`.
pub(super) fn demand(kb: &Kb, demand: &Demand) -> String {
    match demand {
        Demand::Target(competency, level) => format!("{} at level {level}", kb[*competency].name),
        Demand::OneOf(group) => {
            let names = group.iter().map(|(&c, level)| format!("{} ({level})", kb[c].name));
            format!("one of {}", names.collect::<Vec<_>>().join(", "))
        }
        Demand::Milestone(step) => format!("milestone \u{201c}{}\u{201d}", kb[*step].title),
        Demand::Must(step) => format!("your wish \u{201c}{}\u{201d}", kb[*step].title),
        Demand::Guide(item) => format!("guide item \u{201c}{}\u{201d}", kb[*item].name),
    }
}

/// What of a step's conditions is open.
pub fn unmet(kb: &Kb, step: StepId, open: &[Condition]) -> String {
    let parts = open.iter().map(|condition| match condition {
        Condition::Fact(competency, level) => demand(kb, &Demand::Target(*competency, *level)),
        Condition::After(earlier) => format!("{} first", kb[*earlier].id),
        Condition::AfterAny => {
            let any: Vec<&str> = kb[step].after_any.iter().map(|&s| kb[s].id.as_str()).collect();
            format!("one of {} first", any.join(", "))
        }
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// Its kind and id, as JSON has them; a milestone belongs to its role.
pub(super) fn demand_id(kb: &Kb, target: &Target, demand: &Demand) -> (DemandKind, String) {
    let (kind, id) = match demand {
        Demand::Target(competency, _) => (DemandKind::Target, &kb[*competency].id),
        Demand::OneOf(group) => {
            let ids: Vec<&str> = group.keys().map(|&c| kb[c].id.as_str()).collect();
            return (DemandKind::OneOf, ids.join("|"));
        }
        Demand::Milestone(_) => (DemandKind::Milestone, &target.id),
        Demand::Must(step) => (DemandKind::Must, &kb[*step].id),
        Demand::Guide(item) => (DemandKind::Guide, &kb[*item].id),
    };
    (kind, id.clone())
}

/// At most three demands, and how many more.
pub(super) fn demands(kb: &Kb, demands: &[Demand]) -> String {
    const SHOWN: usize = 3;
    let first: Vec<String> = demands.iter().take(SHOWN).map(|d| demand(kb, d)).collect();
    match demands.len().saturating_sub(SHOWN) {
        0 => first.join(", "),
        more => format!("{} and {more} more things", first.join(", ")),
    }
}

/// The reason that says most, in a few words.
pub(super) fn main_reason(kb: &Kb, because: &[Justification]) -> String {
    let rank = |reason: &&Justification| match reason {
        Justification::Demand(Demand::Must(_)) => 0,
        Justification::Demand(Demand::Milestone(_)) => 1,
        Justification::Demand(Demand::Target(..) | Demand::OneOf(..)) => 2,
        Justification::RequiredBy(_) => 3,
        Justification::Demand(Demand::Guide(_)) => 4,
    };
    let Some(main) = because.iter().min_by_key(rank) else { return String::new() };
    match main {
        Justification::Demand(Demand::Must(_)) => "you want it".to_owned(),
        Justification::Demand(Demand::Milestone(_)) => "milestone of the role".to_owned(),
        Justification::Demand(Demand::Target(..) | Demand::OneOf(..)) => {
            let names: Vec<String> =
                because.iter().filter_map(|reason| target(kb, reason)).collect();
            format!("role needs {}", list(&names))
        }
        Justification::RequiredBy(first) => {
            let is_step = |reason: &&Justification| matches!(reason, Justification::RequiredBy(_));
            match because.iter().filter(is_step).count() {
                1 => format!("needed for {}", kb[*first].id),
                n => format!("needed for {} and {} more", kb[*first].id, n - 1),
            }
        }
        Justification::Demand(Demand::Guide(item)) => format!("guide: {}", kb[*item].name),
    }
}

fn target(kb: &Kb, reason: &Justification) -> Option<String> {
    match reason {
        Justification::Demand(Demand::Target(competency, _)) => Some(kb[*competency].name.clone()),
        Justification::Demand(Demand::OneOf(group)) => {
            let names: Vec<&str> = group.keys().map(|&c| kb[c].name.as_str()).collect();
            Some(names.join(" or "))
        }
        _ => None,
    }
}

/// At most two names, and how many more.
fn list(names: &[String]) -> String {
    match names {
        [a, b, rest @ ..] if !rest.is_empty() => format!("{a}, {b} and {} more", rest.len()),
        _ => names.join(", "),
    }
}

/// What usually comes with what a person knows, and they did not claim; nothing if that is nothing.
pub fn usually_known(kb: &Kb, offers: &[Implied]) -> Option<String> {
    const SHOWN: usize = 5;
    if offers.is_empty() {
        return None;
    }
    let mut because: Vec<_> = offers.iter().flat_map(|offer| &offer.because).copied().collect();
    because.sort_unstable();
    because.dedup();
    let known = match *because.as_slice() {
        [one] => format!("{} usually comes", kb[one].id),
        [one, two] => format!("{} and {} usually come", kb[one].id, kb[two].id),
        _ => "what you know usually comes".to_owned(),
    };
    let word = |offer: &Implied| format!("{}={}", kb[offer.competency].id, offer.level);
    let first: Vec<String> = offers.iter().take(SHOWN).map(word).collect();
    let more = match offers.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    let first = first.join(",");
    Some(format!("{known} with more; add what is true of you: --know {first}{more}"))
}
