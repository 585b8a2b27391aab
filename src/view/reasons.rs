//! Reasons in words.

use itertools::Itertools as _;
use serde::Serialize;

use crate::knowledge::model::{CompetencyId, Kb, Skills, StepId};
use crate::knowledge::text::Count;
use crate::planner::goal::{Condition, Demand};
use crate::planner::implied::Implied;
use crate::planner::plan::Justification;
use crate::planner::target::{Leg, Target};
use crate::planner::unreachable::Missing;

/// Why a step is in a plan, by the id of what needs it.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", content = "of", rename_all = "kebab-case")]
pub enum BecauseView {
    Target(String),
    OneOf(String),
    Milestone(String),
    Must(String),
    Guide(String),
    /// Another step needs it.
    Requires(String),
}

/// A demand in words: `Python at level working`.
pub(super) fn demand(kb: &Kb, demand: &Demand) -> String {
    match demand {
        Demand::Target(competency, level) => format!("{} at level {level}", kb[*competency].name),
        Demand::OneOf(group) => {
            let names = group.iter().map(|(&c, level)| format!("{} ({level})", kb[c].name));
            format!("one of {}", names.format(", "))
        }
        Demand::Milestone(step) => format!("milestone \u{201c}{}\u{201d}", kb[*step].title),
        Demand::Must(step) => format!("your wish \u{201c}{}\u{201d}", kb[*step].title),
        Demand::Guide(item) => format!("guide item \u{201c}{}\u{201d}", kb[*item].name),
    }
}

/// Where a way breaks off.
pub(super) fn missing(kb: &Kb, missing: Missing) -> String {
    match missing {
        Missing::Teaching(competency, level) => {
            let teaches = |&step: &StepId| kb.taught(step, competency) >= Some(level);
            let hidden = kb.step_ids().filter(teaches).find_map(|step| hidden(kb, step));
            let hidden = hidden.map(|hidden| format!(" ({hidden})")).unwrap_or_default();
            format!("no step teaches {} at level {level}{hidden}", kb[competency].id)
        }
        Missing::Step(step) => hidden(kb, step)
            .unwrap_or_else(|| format!("the step {} can never be started", kb[step].id)),
        Missing::Anything => "no step serves it".to_owned(),
    }
}

/// Which overlay hides a step, and where.
fn hidden(kb: &Kb, step: StepId) -> Option<String> {
    let step = &kb[step];
    step.origin.hidden.as_ref().map(|place| format!("{place} hides the step {}", step.id))
}

/// The conditions of a step that are not met.
pub fn unmet(kb: &Kb, step: StepId, open: &[Condition]) -> String {
    let mut parts = open.iter().map(|condition| match condition {
        Condition::Fact(competency, level) => demand(kb, &Demand::Target(*competency, *level)),
        Condition::After(earlier) => format!("{} first", kb[*earlier].id),
        Condition::AfterAny => {
            format!("one of {} first", kb.ids(&kb[step].after_any).join(", "))
        }
    });
    parts.join(", ")
}

/// The kind and id of a reason. A milestone is demanded by the role.
pub(super) fn because(kb: &Kb, target: &Target, why: &Justification) -> BecauseView {
    let demand = match why {
        Justification::RequiredBy(step) => return BecauseView::Requires(kb.id(*step)),
        Justification::Demand(demand) => demand,
    };
    match demand {
        Demand::Target(competency, _) => BecauseView::Target(kb[*competency].id.clone()),
        Demand::OneOf(any) => BecauseView::OneOf(any.keys().map(|&c| &kb[c].id).join("|")),
        Demand::Milestone(_) => BecauseView::Milestone(target.id.clone()),
        Demand::Must(step) => BecauseView::Must(kb.id(*step)),
        Demand::Guide(item) => BecauseView::Guide(kb[*item].id.clone()),
    }
}

/// At most three demands, and the number of the others.
pub(super) fn demands(kb: &Kb, demands: &[Demand]) -> String {
    let all: Vec<String> = demands.iter().map(|it| demand(kb, it)).collect();
    match all.get(3..) {
        Some(rest @ [_, ..]) => {
            format!("{} and {}", all[..3].join(", "), Count(rest.len(), "more thing"))
        }
        _ => all.join(", "),
    }
}

/// Competencies of which one is enough: `Python or R`.
pub(super) fn names(kb: &Kb, any: &Skills) -> String {
    any.keys().map(|&competency| &kb[competency].name).join(" or ")
}

/// At most `most` names, and the number of the others: `Python, SQL and 3 more`.
pub fn few(names: &[String], most: usize) -> String {
    match names.get(most..) {
        Some(rest @ [_, ..]) => format!("{} and {} more", names[..most].join(", "), rest.len()),
        _ => names.join(", "),
    }
}

/// The most telling reason, in a few words; `name` names a step.
pub(super) fn main_reason(
    kb: &Kb,
    target: &Target,
    because: &[Justification],
    name: impl Fn(StepId) -> String,
) -> String {
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
            let demands: Vec<&Demand> = because.iter().filter_map(needed).collect();
            let names: Vec<String> = demands.iter().map(|demand| needed_name(kb, demand)).collect();
            let asker = asker(target, demands.first().copied());
            format!("{} {}", asker.unwrap_or_else(|| "role needs".to_owned()), few(&names, 2))
        }
        Justification::RequiredBy(first) => {
            let is_step = |reason: &&Justification| matches!(reason, Justification::RequiredBy(_));
            match because.iter().filter(is_step).count() {
                1 => format!("needed for {}", name(*first)),
                n => format!("needed for {} and {} more", name(*first), n - 1),
            }
        }
        Justification::Demand(Demand::Guide(item)) => format!("guide: {}", kb[*item].name),
    }
}

/// What the target itself demands to be held.
fn needed(reason: &Justification) -> Option<&Demand> {
    match reason {
        Justification::Demand(demand @ (Demand::Target(..) | Demand::OneOf(..))) => Some(demand),
        _ => None,
    }
}

fn needed_name(kb: &Kb, demand: &Demand) -> String {
    match demand {
        Demand::OneOf(group) => names(kb, group),
        Demand::Target(competency, _) => kb[*competency].name.clone(),
        demand => self::demand(kb, demand),
    }
}

/// `advert asks for`; of several adverts, the first that demands it: `parcels.txt asks for`. `None`
/// for a role.
pub(super) fn asker(target: &Target, demand: Option<&Demand>) -> Option<String> {
    let asking = |leg: &&Leg| {
        let competency = |(&c, _): (&CompetencyId, _)| match demand {
            Some(Demand::Target(wanted, _)) => c == *wanted,
            _ => false,
        };
        let group = |group: &Skills| match demand {
            Some(Demand::OneOf(wanted)) => **wanted == *group,
            _ => false,
        };
        leg.needs.iter().any(competency) || leg.one_of.iter().any(group)
    };
    match target.legs.as_slice() {
        [] => None,
        [_] => Some("advert asks for".to_owned()),
        legs => {
            let first = legs.iter().find(asking).map(|leg| format!("{} asks for", leg.file));
            Some(first.unwrap_or_else(|| "adverts ask for".to_owned()))
        }
    }
}

/// Competencies that usually come with those that a person knows, if they claimed none of them.
pub fn usually_known(kb: &Kb, offers: &[Implied]) -> Option<String> {
    const SHOWN: usize = 5;
    if offers.is_empty() {
        return None;
    }
    let because = offers.iter().flat_map(|offer| &offer.because).copied();
    let known = match *because.sorted_unstable().dedup().collect_vec() {
        [one] => format!("{} usually comes", kb[one].id),
        [one, two] => format!("{} and {} usually come", kb[one].id, kb[two].id),
        _ => "what you know usually comes".to_owned(),
    };
    let word = |offer: &Implied| format!("{}={}", kb[offer.competency].id, offer.level);
    let first = offers.iter().take(SHOWN).map(word).join(",");
    let more = match offers.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    Some(format!("{known} with more; add what is true for you: --know {first}{more}"))
}
