//! Reasons in words.

use serde::Serialize;

use crate::knowledge::model::{Kb, Skills, StepId};
use crate::planner::goal::{Condition, Demand};
use crate::planner::implied::Implied;
use crate::planner::plan::Justification;
use crate::planner::target::Target;

/// Why a step is in a plan.
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

/// A reason for a step, by its kind and id.
#[derive(Debug, Serialize)]
pub struct BecauseView {
    pub kind: DemandKind,
    pub of: String,
}

/// A demand in words: `Python at level working`.
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

/// The conditions of a step that are not met.
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

/// The kind and id of a reason. A milestone is demanded by the role.
pub(super) fn because(kb: &Kb, target: &Target, why: &Justification) -> BecauseView {
    let (kind, of) = match why {
        Justification::RequiredBy(step) => (DemandKind::Requires, kb.id(*step)),
        Justification::Demand(Demand::Target(competency, _)) => {
            (DemandKind::Target, kb[*competency].id.clone())
        }
        Justification::Demand(Demand::OneOf(group)) => {
            let ids: Vec<&str> = group.keys().map(|&c| kb[c].id.as_str()).collect();
            (DemandKind::OneOf, ids.join("|"))
        }
        Justification::Demand(Demand::Milestone(_)) => (DemandKind::Milestone, target.id.clone()),
        Justification::Demand(Demand::Must(step)) => (DemandKind::Must, kb.id(*step)),
        Justification::Demand(Demand::Guide(item)) => (DemandKind::Guide, kb[*item].id.clone()),
    };
    BecauseView { kind, of }
}

/// At most three demands, and the number of the others.
pub(super) fn demands(kb: &Kb, demands: &[Demand]) -> String {
    let all: Vec<String> = demands.iter().map(|it| demand(kb, it)).collect();
    few(&all, 3) + if all.len() > 3 { " things" } else { "" }
}

/// Competencies of which one is enough: `Python or R`.
pub(super) fn names(kb: &Kb, any: &Skills) -> String {
    any.keys().map(|&competency| kb[competency].name.as_str()).collect::<Vec<_>>().join(" or ")
}

/// At most `most` names, and the number of the others: `Python, SQL and 3 more`.
pub fn few(names: &[String], most: usize) -> String {
    match names.get(most..) {
        Some(rest @ [_, ..]) => format!("{} and {} more", names[..most].join(", "), rest.len()),
        _ => names.join(", "),
    }
}

/// The most telling reason, in a few words.
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
            format!("role needs {}", few(&names, 2))
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
        Justification::Demand(Demand::OneOf(group)) => Some(names(kb, group)),
        _ => None,
    }
}

/// Competencies that usually come with those that a person knows, if they claimed none of them.
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
    Some(format!("{known} with more; add what is true for you: --know {first}{more}"))
}
