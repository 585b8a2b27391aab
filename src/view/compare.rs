//! The answer of `compare`: plans side by side.

use std::path::PathBuf;

use itertools::Itertools as _;
use jiff::civil::Date;
use serde::Serialize;

use crate::advert::Strength;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::vocabulary::{CostClass, Keyword as _, Kind};
use crate::person::Person;
use crate::person::written::{WrittenDay, WrittenHours};
use crate::planner::curve::rise;
use crate::planner::difference::only_in;
use crate::planner::plan::{NoPlan, Plan};
use crate::planner::scenario::Scenario;
use crate::planner::verdict::judge;
use crate::view::aim::{AimView, aim};
use crate::view::curve::{StageView, StandingView, standing_on};
use crate::view::deadline::Judgement;
use crate::view::person::{Budget, in_words};
use crate::view::plan::{Finish, ReasonKind, ReasonView, TotalsView, reasons, stages, totals};

/// One thing in which a scenario differs from the current plan.
#[derive(Debug, Clone, PartialEq)]
pub enum Variation {
    /// Files of adverts, and how much of them is covered.
    Aim(Vec<PathBuf>, Option<Strength>),
    Role(String),
    Hours(WrittenHours),
    Start(WrittenDay),
    Domain(String),
    With(String),
    Without(String),
}

/// A scenario to plan for.
#[derive(Debug)]
pub struct Case {
    /// Empty for the current plan.
    pub variations: Vec<Variation>,
    pub person: Person,
    pub scenario: Scenario,
}

#[derive(Debug, Serialize)]
pub struct CompareView {
    pub schema: &'static str,
    pub scenarios: Vec<ScenarioView>,
}

#[derive(Debug, Serialize)]
pub struct ScenarioView {
    /// What sets it apart, in words.
    pub name: String,
    /// Whether this is the person's current plan.
    pub current: bool,
    pub role: String,
    pub role_name: String,
    pub aim: Vec<AimView>,
    pub start: Date,
    pub hours_a_week: Budget,
    pub domain: Option<String>,
    pub totals: TotalsView,
    pub finish: Option<Finish>,
    /// How many adverts of its role the shares are of.
    pub adverts: usize,
    /// The days on which 40 and 60 % of what adverts require are held; empty if there are too few
    /// adverts.
    pub reached: Vec<ReachedView>,
    /// What is held at the end; `None` if there are too few adverts.
    pub at_the_end: Option<StandingView>,
    /// The other roles that are reached on the way, the earliest first.
    pub stages: Vec<StageView>,
    /// The verdict on the profile's deadline.
    pub deadline: Option<Judgement>,
    /// Steps that no other scenario has.
    pub only: Vec<OnlyView>,
    /// Steps that all other scenarios have.
    pub missing: Vec<OnlyView>,
    /// Why there is no plan.
    pub unreachable: Vec<ReasonView>,
}

/// When a share of what adverts require is held.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct ReachedView {
    /// From 0 to 1.
    pub held: f64,
    /// `None` if the plan does not lead there.
    pub date: Option<Date>,
}

/// The shares whose days are compared: of two plans that end alike, they show which pays early.
const SHARES: [f64; 2] = [0.4, 0.6];

#[derive(Debug, Serialize)]
pub struct OnlyView {
    pub id: String,
    pub title: String,
}

/// A plan that is put beside another one.
#[derive(Debug)]
pub struct Side<'a> {
    pub name: String,
    pub kb: &'a Kb,
    pub person: &'a Person,
    pub scenario: &'a Scenario,
    pub plan: &'a Result<Plan, NoPlan>,
}

/// Puts the plans of the cases side by side.
pub fn compare(
    kb: &Kb,
    current: &Scenario,
    cases: &[Case],
    plans: &[Result<Plan, NoPlan>],
) -> CompareView {
    let scenarios = cases.iter().zip(plans).enumerate().map(|(position, (case, plan))| {
        let others = plans.iter().enumerate().filter(|(other, _)| *other != position);
        let others: Vec<&Plan> = others.filter_map(|(_, plan)| plan.as_ref().ok()).collect();
        scenario(kb, case, case.scenario == *current, plan, &others)
    });
    CompareView { schema: "mlpath/compare/1", scenarios: scenarios.collect() }
}

fn scenario(
    kb: &Kb,
    Case { variations, person, scenario }: &Case,
    current: bool,
    plan: &Result<Plan, NoPlan>,
    others: &[&Plan],
) -> ScenarioView {
    let named = |steps: Vec<StepId>| {
        let view = |step| OnlyView { id: kb.id(step), title: kb[step].title.clone() };
        steps.into_iter().map(view).collect()
    };
    let made = plan.as_ref().ok();
    let name = name(kb, variations, person, current);
    ScenarioView {
        current,
        only: named(made.map_or(Vec::new(), |plan| only_in(plan, others))),
        missing: named(made.map_or(Vec::new(), |plan| missing(plan, others))),
        ..side(Side { name, kb, person, scenario, plan })
    }
}

/// One plan, without what sets it apart from others.
pub fn side(Side { name, kb, person, scenario, plan }: Side) -> ScenarioView {
    let made = plan.as_ref().ok();
    let judged = made.zip(person.deadline).map(|(plan, date)| judge(plan, date));
    ScenarioView {
        name,
        current: false,
        role: person.target.id.clone(),
        role_name: person.target.name.clone(),
        aim: aim(kb, person, made),
        start: person.time.start,
        hours_a_week: person.time.budget,
        domain: person.domain.clone(),
        totals: made.map(|plan| totals(kb, plan)).unwrap_or_default(),
        finish: made.map(Finish::from),
        adverts: scenario.outlook().postings(kb).len(),
        reached: made.map(|plan| reached(kb, scenario, plan)).unwrap_or_default(),
        at_the_end: made.and_then(|plan| standing_on(kb, scenario, plan, plan.finish.planned)),
        stages: made.map(|plan| stages(kb, scenario, plan)).unwrap_or_default(),
        deadline: judged,
        only: Vec::new(),
        missing: Vec::new(),
        unreachable: match plan {
            Ok(_) => Vec::new(),
            Err(NoPlan::Unreachable(unreachable)) => reasons(kb, unreachable),
            Err(NoPlan::PastCalendar) => vec![ReasonView {
                kind: ReasonKind::Calendar,
                of: String::new(),
                text: "it would not end before the year 9999".to_owned(),
            }],
        },
    }
}

/// When the shares are held.
fn reached(kb: &Kb, scenario: &Scenario, plan: &Plan) -> Vec<ReachedView> {
    let Scenario { held, time, .. } = scenario;
    let outlook = scenario.outlook();
    let Some(now) = outlook.standing(kb, held) else { return Vec::new() };
    let rise = rise(kb, &outlook, held, plan).into_iter().map(|it| (it.date, it.after));
    let rise = [(time.start, now)].into_iter().chain(rise).collect_vec();
    // Shares are said in whole percent.
    let first = |share: f64| rise.iter().find(|(_, then)| then.held + 0.005 >= share);
    let view = |share| ReachedView { held: share, date: first(share).map(|(date, _)| *date) };
    SHARES.into_iter().map(view).collect()
}

/// Steps that all other plans have and this one lacks.
fn missing(plan: &Plan, others: &[&Plan]) -> Vec<StepId> {
    let Some((first, rest)) = others.split_first() else { return Vec::new() };
    let mut lacking = only_in(first, &[plan]);
    lacking.retain(|step| rest.iter().all(|other| other.selection.steps.contains(step)));
    lacking
}

/// What a scenario is called.
fn name(kb: &Kb, variations: &[Variation], person: &Person, current: bool) -> String {
    if variations.is_empty() {
        return "Current plan".to_owned();
    }
    let mut names = variations.iter().map(|change| match change {
        Variation::Aim(..) => format!("towards {}", person.target.named()),
        Variation::Role(_) => person.target.name.clone(),
        Variation::Hours(_) => in_words(person.time.budget),
        Variation::Start(_) => format!("from {}", person.time.start.strftime("%-d %b %Y")),
        Variation::Domain(_) => format!("domain {}", person.domain.as_deref().unwrap_or_default()),
        Variation::With(what) => format!("with {}", thing(kb, what)),
        Variation::Without(what) => format!("without {}", thing(kb, what)),
    });
    let now = if current { " (now)" } else { "" };
    names.join(", ") + now
}

/// A step's title, or a kind or cost class in words.
fn thing(kb: &Kb, what: &str) -> String {
    if CostClass::from_word(what).is_some() {
        return format!("{what} steps");
    }
    if Kind::from_word(what).is_some() {
        return format!("any {what}");
    }
    kb.step(what).map_or(what.to_owned(), |step| format!("\u{201c}{}\u{201d}", kb[step].title))
}
