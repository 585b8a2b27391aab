//! The answer of `why`: what a step is for, what hangs on it, and what could take its place.

use itertools::Itertools as _;
use jiff::civil::Date;
use serde::Serialize;

use crate::knowledge::entry::Cost;
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::vocabulary::GENERAL;
use crate::person::Person;
use crate::planner::curve::rise;
pub use crate::planner::difference::Difference;
use crate::planner::explain::{Absent, Chain, Planned, Purpose, Trial, WhyNot};
use crate::planner::goal::{Avoid, Condition, Demand};
use crate::planner::plan::{Justification, Plan, PlannedStep};
use crate::view::aim::{AdvertAskView, AimView, aim, asks_for_demand, in_words};
use crate::view::curve::{AskedView, StandingView, asked, standing};
use crate::view::plan;
use crate::view::reasons::{self, BecauseView};

#[derive(Debug, Serialize)]
pub struct WhyView {
    pub schema: &'static str,
    pub role: String,
    pub role_name: String,
    /// The adverts that are aimed at in place of a role, in their order.
    pub aim: Vec<AimView>,
    pub id: String,
    pub title: String,
    pub hours: Hours,
    pub cost: Cost,
    pub status: WhyStatus,
    /// Its dates, if it is in the plan.
    pub start: Option<Date>,
    pub finish: Option<Date>,
    /// The finish of the plan waits for it.
    pub critical: bool,
    /// How many adverts of the role the shares are of.
    pub adverts: usize,
    /// How things stand before and after it, in the order of the plan; `None` if it is not in the
    /// plan, or if there are too few adverts.
    pub before: Option<StandingView>,
    pub after: Option<StandingView>,
    /// How many adverts ask for what it teaches, as far as any requires it: the most required
    /// first.
    pub asked: Vec<AskedView>,
    /// Why it is in the plan: a chain for each reason, the shortest first.
    pub because: Vec<ChainView>,
    /// Steps of the plan that directly wait for it.
    pub unlocks: Vec<String>,
    /// The number of steps that wait for it, directly or not.
    pub unlocks_in_all: usize,
    /// `milestone` or `wish` if it is demanded itself: leaving it out means giving that up.
    pub demanded_as: Option<&'static str>,
    /// The best plan without it.
    pub without: Option<TrialView>,
    /// What could take its place, the shortest plan first.
    pub alternatives: Vec<AlternativeView>,
    /// Why it is not in the plan, in words.
    pub why_not: Vec<String>,
    /// The best plan with it.
    pub with: Option<TrialView>,
}

/// Whether a step is in the plan, and if not, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhyStatus {
    Planned,
    Done,
    Replaced,
    Hidden,
    Avoided,
    Dropped,
    NotNeeded,
}

/// A chain of needs from a demand down to the step.
#[derive(Debug, Serialize)]
pub struct ChainView {
    #[serde(flatten)]
    pub top: BecauseView,
    pub path: Vec<LinkView>,
    /// What the adverts that are aimed at say about it.
    pub in_adverts: Vec<AdvertAskView>,
    pub text: String,
}

#[derive(Debug, Serialize)]
pub struct LinkView {
    pub step: String,
    /// What it needs from the next step of the path.
    pub needs: String,
}

/// Another plan that was tried.
#[derive(Debug, Serialize)]
pub struct TrialView {
    /// `None` if there is no such plan.
    pub plan: Option<Difference>,
    /// Why there is none.
    pub impossible: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct AlternativeView {
    pub id: String,
    pub title: String,
    pub cost: Cost,
    #[serde(flatten)]
    pub plan: Difference,
}

/// The answer for a step of the plan.
pub fn planned(
    kb: &Kb,
    person: &Person,
    plan: &Plan,
    step: &PlannedStep,
    found: &Planned,
) -> WhyView {
    let scenario = person.scenario(kb);
    let rise = rise(kb, &scenario.outlook(), &scenario.held, plan);
    let rise = rise.into_iter().find(|rise| rise.step == step.step);
    let alternative = |(other, change): &(StepId, Difference)| AlternativeView {
        id: kb.id(*other),
        title: kb[*other].title.clone(),
        cost: kb[*other].cost.clone(),
        plan: change.clone(),
    };
    WhyView {
        start: Some(step.start),
        finish: Some(step.finish),
        critical: step.critical,
        before: rise.map(|rise| standing(rise.before)),
        after: rise.map(|rise| standing(rise.after)),
        aim: aim(kb, person, Some(plan)),
        because: found.chains.iter().map(|c| chain(kb, person, step.step, c)).collect(),
        unlocks: kb.ids(&found.unlocks),
        unlocks_in_all: found.unlocks_in_all,
        demanded_as: demanded_as(found),
        without: found.without.as_ref().map(|trial| self::trial(kb, trial)),
        alternatives: found.alternatives.iter().map(alternative).collect(),
        ..empty(kb, person, step.step, WhyStatus::Planned)
    }
}

/// The answer for a step that is not in the plan.
pub fn absent(kb: &Kb, person: &Person, step: StepId, found: &Absent) -> WhyView {
    let (status, mut why_not) = match &found.why_not {
        WhyNot::Finished => (WhyStatus::Done, vec!["you have finished it".to_owned()]),
        WhyNot::ReplacedBy(steps) => {
            (WhyStatus::Replaced, vec![format!("it was replaced by {}", kb.ids(steps).join(", "))])
        }
        WhyNot::Hidden(place) => (WhyStatus::Hidden, vec![format!("{place} hides it")]),
        WhyNot::Avoided(wishes) => {
            (WhyStatus::Avoided, wishes.iter().map(|wish| avoided(kb, step, wish)).collect())
        }
        WhyNot::Dropped => (WhyStatus::Dropped, vec!["you do without it".to_owned()]),
        WhyNot::NotNeeded if found.instead.is_empty() => {
            (WhyStatus::NotNeeded, vec!["nothing in your plan needs what it teaches".to_owned()])
        }
        WhyNot::NotNeeded => (WhyStatus::NotNeeded, Vec::new()),
    };
    if !matches!(found.why_not, WhyNot::Finished | WhyNot::ReplacedBy(_) | WhyNot::Hidden(_)) {
        let instead = found.instead.iter().map(|(what, steps)| (purpose(kb, what), steps));
        let instead = instead.unique_by(|(what, _)| what.clone());
        why_not.extend(
            instead.map(|(what, steps)| {
                format!("{what} comes from {}", reasons::few(&kb.ids(steps), 3))
            }),
        );
    }
    WhyView {
        why_not,
        with: found.with.as_ref().map(|trial| self::trial(kb, trial)),
        ..empty(kb, person, step, status)
    }
}

fn demanded_as(found: &Planned) -> Option<&'static str> {
    let own = found.chains.iter().filter(|chain| chain.links.is_empty());
    own.map(|chain| &chain.demand).find_map(|demand| match demand {
        Demand::Must(_) => Some("wish"),
        Demand::Milestone(_) => Some("milestone"),
        Demand::Target(..) | Demand::OneOf(..) | Demand::Guide(_) => None,
    })
}

fn empty(kb: &Kb, person: &Person, step: StepId, status: WhyStatus) -> WhyView {
    let outlook = person.scenario(kb).outlook();
    let asked = kb[step].teaches.keys().filter_map(|&taught| asked(kb, &outlook, taught));
    let asked = asked.filter(|asked| asked.required > 0.0);
    WhyView {
        schema: "mlpath/why/1",
        role: person.target.id.clone(),
        role_name: person.target.name.clone(),
        aim: aim(kb, person, None),
        id: kb[step].id.clone(),
        title: kb[step].title.clone(),
        hours: kb[step].hours.likely,
        cost: kb[step].cost.clone(),
        status,
        start: None,
        finish: None,
        critical: false,
        adverts: outlook.postings(kb).len(),
        before: None,
        after: None,
        asked: asked.sorted_by(|a, b| b.required.total_cmp(&a.required)).collect(),
        because: Vec::new(),
        unlocks: Vec::new(),
        unlocks_in_all: 0,
        demanded_as: None,
        without: None,
        alternatives: Vec::new(),
        why_not: Vec::new(),
        with: None,
    }
}

fn chain(kb: &Kb, person: &Person, step: StepId, chain: &Chain) -> ChainView {
    let below = chain.links.iter().skip(1).map(|link| link.step).chain([step]);
    let path: Vec<LinkView> = chain
        .links
        .iter()
        .zip(below)
        .map(|(link, below)| {
            let needs = link.needs.iter().map(|&needed| condition(kb, needed, below)).join(", ");
            LinkView { step: kb.id(link.step), needs }
        })
        .collect();
    let in_adverts = asks_for_demand(kb, person, &chain.demand);
    let top = match chain.demand {
        Demand::Target(..) | Demand::OneOf(..) => needed(kb, person, &chain.demand, &in_adverts),
        Demand::Milestone(_) => "milestone of the role".to_owned(),
        Demand::Must(_) => "your wish".to_owned(),
        Demand::Guide(_) => reasons::demand(kb, &chain.demand),
    };
    let links = path.iter().map(|link| format!("{} needs {}", link.step, link.needs));
    let text = [top].into_iter().chain(links).chain([kb.id(step)]).join(" \u{2192} ");
    let why = Justification::Demand(chain.demand.clone());
    ChainView { top: reasons::because(kb, &person.target, &why), path, in_adverts, text }
}

/// Who needs it: `the role needs Docker at level working`, `the advert asks for Docker at level
/// working: “Docker” (required)`.
fn needed(kb: &Kb, person: &Person, demand: &Demand, asks: &[AdvertAskView]) -> String {
    let what = reasons::demand(kb, demand);
    match reasons::asker(&person.target, Some(demand)) {
        None => format!("the role needs {what}"),
        Some(asker) => {
            let the = if person.target.legs.len() == 1 { "the " } else { "" };
            let first = asks.first().map(|ask| &ask.file);
            let own = asks.iter().filter(|ask| Some(&ask.file) == first);
            format!("{the}{asker} {what}: {}", own.map(in_words).join(", "))
        }
    }
}

/// A condition of a step that the step `below` meets.
fn condition(kb: &Kb, condition: Condition, below: StepId) -> String {
    match condition {
        Condition::Fact(competency, level) => {
            reasons::demand(kb, &Demand::Target(competency, level))
        }
        Condition::After(_) | Condition::AfterAny => format!("{} first", kb[below].id),
    }
}

fn avoided(kb: &Kb, step: StepId, wish: &Avoid) -> String {
    match wish {
        Avoid::Step(_) => "you avoid it".to_owned(),
        Avoid::Skipped(_) => "you skipped it".to_owned(),
        Avoid::Kind(_) | Avoid::Cost(_) => format!("you avoid \u{201c}{}\u{201d}", wish.word(kb)),
        Avoid::OtherDomains(own) => {
            let domain = kb[step].domain.as_deref().unwrap_or_default();
            match own.as_str() {
                GENERAL => {
                    format!("it is for the domain {domain}; choose it with --domain {domain}")
                }
                own => format!("it belongs to the domain {domain}, yours is {own}"),
            }
        }
    }
}

fn purpose(kb: &Kb, purpose: &Purpose) -> String {
    match purpose {
        Purpose::Demand(demand) => reasons::demand(kb, demand),
        Purpose::Condition(_, Condition::Fact(competency, level)) => {
            reasons::demand(kb, &Demand::Target(*competency, *level))
        }
        Purpose::Condition(of, _) => format!("what {} comes after", kb[*of].id),
    }
}

fn trial(kb: &Kb, trial: &Trial) -> TrialView {
    match trial {
        Ok(difference) => TrialView { plan: Some(difference.clone()), impossible: Vec::new() },
        Err(unreachable) => TrialView {
            plan: None,
            impossible: plan::reasons(kb, unreachable).into_iter().map(|r| r.text).collect(),
        },
    }
}
