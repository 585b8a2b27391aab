//! The answer of `plan`.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

use crate::knowledge::entry::{Cost, Resource};
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::vocabulary::{Basis, Kind, Section};
use crate::person::Person;
use crate::planner::calendar::Exception;
use crate::planner::curve::{curve as curve_of, rise, stages as stages_of};
use crate::planner::goal::Avoid;
use crate::planner::held::Left;
use crate::planner::plan::{Plan, PlannedStep};
use crate::planner::scenario::Scenario;
use crate::planner::unreachable::Reason;
use crate::view::aim::{AimView, BeyondView, aim, beyond};
use crate::view::curve::{self, CurveView, StageView};
use crate::view::deadline::DeadlineView;
use crate::view::earned::{EarnedView, earned};
use crate::view::person::{self, ProfileView};
use crate::view::phases::{PhaseLength, PhaseView, phases};
use crate::view::progress::{self, DoneView, SinceView, SkippedView};
use crate::view::reasons::{self, BecauseView};

pub use crate::planner::calendar::{monday_of, weeks_between};
pub use crate::view::finish::{Finish, ForecastDay};

#[derive(Debug, Serialize)]
pub struct PlanView {
    pub schema: &'static str,
    pub role: String,
    pub role_name: String,
    /// The adverts that are aimed at in place of a role, in their order.
    pub aim: Vec<AimView>,
    pub start: Date,
    pub today: Date,
    pub profile: ProfileView,
    pub capacity: Vec<WeekView>,
    pub totals: TotalsView,
    pub finish: Option<Finish>,
    /// How things stood on an earlier day.
    pub since: Option<SinceView>,
    /// What it takes to finish at least half a year earlier.
    pub sooner: Option<SoonerView>,
    pub deadline: Option<DeadlineView>,
    /// If the plan has paid steps: what one without them takes.
    pub unpaid: Option<UnpaidView>,
    /// What of the person's wishes makes the plan at least a tenth longer.
    pub avoided: Vec<AvoidedView>,
    /// In the order of time.
    pub phases: Vec<PhaseView>,
    /// How many adverts the shares of the curve are of, 0 if they are too few; `None` if no advert
    /// could count for the target.
    pub adverts: Option<usize>,
    /// At the start, then at the end of each phase; empty if there are too few adverts.
    pub curve: Vec<CurveView>,
    /// The other roles that are reached on the way, the earliest first.
    pub stages: Vec<StageView>,
    pub steps: Vec<PlanStepView>,
    /// Of an advert, what no step of the plan brings.
    pub beyond: Vec<BeyondView>,
    /// Steps finished since the journal began.
    pub done: Vec<DoneView>,
    pub skipped: Vec<SkippedView>,
    #[serde(skip)]
    pub earned: EarnedView,
    pub unreachable: Option<UnreachableView>,
}

#[derive(Debug, Serialize)]
pub struct WeekView {
    pub week: Date,
    pub hours: Hours,
}

#[derive(Debug, Default, Serialize)]
pub struct TotalsView {
    pub steps: usize,
    pub hours: Left,
    /// The sum of the known prices, in US dollars.
    pub usd: f64,
    /// Steps that cost money but have no known price.
    pub price_unknown: Vec<String>,
    pub optimal: bool,
    pub bound_hours: Hours,
    /// What the order is worth on the way, as a share of what no order of the steps could exceed;
    /// `None` if the steps bring nothing that is asked for, or are too many to tell.
    pub order: Option<f64>,
    /// Likely hours by what their estimates rest on.
    pub basis: BasisView,
}

#[derive(Debug, Default, Serialize)]
pub struct BasisView {
    pub sourced: Hours,
    pub derived: Hours,
    pub estimate: Hours,
}

/// What a plan without any paid step takes.
#[derive(Debug, Serialize)]
pub struct UnpaidView {
    /// Likely hours more than the plan; `None` if there is no plan without paid steps.
    pub hours_more: Option<Hours>,
}

/// A wish to avoid something, and what it costs.
#[derive(Debug, Serialize)]
pub struct AvoidedView {
    /// As the profile and `--allow` name it.
    pub what: String,
    /// Likely hours more than without the wish.
    pub hours_more: Hours,
}

#[derive(Debug, Serialize)]
pub struct SoonerView {
    /// The finish with those hours, or the day that no number of hours can meet.
    pub finish: Date,
    /// `None` if no number of hours is enough, because waiting times decide. Nothing is said where
    /// more hours than anybody can be asked for would be.
    pub hours_per_week: Option<Hours>,
}

#[derive(Debug, Serialize)]
pub struct PlanStepView {
    pub id: String,
    pub title: String,
    pub section: Section,
    pub item: String,
    pub kind: Kind,
    pub status: StepStatus,
    pub hours: StepHoursView,
    pub full_time: bool,
    pub domain: Option<String>,
    pub cost: Cost,
    pub start: Date,
    pub finish: Date,
    /// The part of the plan that it belongs to.
    pub phase: String,
    pub weeks: Vec<WeekView>,
    pub waits_for: Vec<String>,
    pub because: Vec<BecauseView>,
    /// The main reason in words.
    pub why: String,
    /// The same with the titles of steps in place of their ids.
    #[serde(skip)]
    pub why_by_title: String,
    pub critical: bool,
    /// What is held of what adverts of the role require once it is done, from 0 to 1; `None` if
    /// there are too few adverts.
    pub held_after: Option<f64>,
    pub done_when: String,
    pub earns: Option<String>,
    pub resources: Vec<Resource>,
}

/// Whether a planned step has begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StepStatus {
    Started,
    Todo,
}

#[derive(Debug, Serialize)]
pub struct StepHoursView {
    pub low: Hours,
    pub likely: Hours,
    pub high: Hours,
    pub left: Hours,
    /// Hours worked on it so far.
    pub spent: Hours,
}

#[derive(Debug, Serialize)]
pub struct UnreachableView {
    pub reasons: Vec<ReasonView>,
}

#[derive(Debug, Serialize)]
pub struct ReasonView {
    pub kind: ReasonKind,
    pub of: String,
    pub text: String,
}

/// Why no plan exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReasonKind {
    NoWay,
    Avoid,
    Domain,
    Skipped,
    Calendar,
}

impl StepStatus {
    pub fn of(step: &PlannedStep) -> Self {
        if step.begun { Self::Started } else { Self::Todo }
    }
}

impl PlanView {
    /// The last day of the plan.
    pub fn last_day(&self) -> Date {
        self.finish.map_or(self.start, |finish| finish.planned)
    }

    /// The share held of what adverts require at the end of a day; `None` if there are too few.
    pub fn held_on(&self, day: Date) -> Option<f64> {
        let first = self.curve.first()?.standing.held;
        let finished = self.steps.iter().filter(|step| step.finish <= day);
        Some(finished.filter_map(|step| step.held_after).fold(first, f64::max))
    }

    /// Exceptions with fewer hours than usual.
    pub fn holidays(&self) -> impl Iterator<Item = &Exception> {
        let usual = self.profile.hours.weekly();
        self.profile.exceptions.iter().filter(move |exception| exception.budget.weekly() < usual)
    }
}

/// The plan, or why there is none, without what may be said beside it.
pub fn plan(kb: &Kb, person: &Person, plan: Result<&Plan, &[Reason]>, today: Date) -> PlanView {
    let made = plan.ok();
    let finish = made.map(Finish::from);
    let length = PhaseLength::of(person.time.start, finish.map(|finish| finish.planned));
    let steps = made.map_or(&[][..], |plan| &plan.steps);
    let phases = phases(person.time.start, length, steps);
    PlanView {
        schema: "mlpath/plan/1",
        role: person.target.id.clone(),
        role_name: person.target.name.clone(),
        aim: aim(kb, person, made),
        start: person.time.start,
        today,
        profile: person::profile(kb, person),
        capacity: made.map(|plan| weeks(&plan.capacity)).unwrap_or_default(),
        totals: made.map(|plan| totals(kb, plan)).unwrap_or_default(),
        finish,
        since: None,
        sooner: None,
        deadline: None,
        unpaid: None,
        avoided: Vec::new(),
        adverts: person.scenario(kb).outlook().number(kb),
        curve: made.map(|plan| opened(kb, person, plan, &phases)).unwrap_or_default(),
        stages: made.map(|plan| stages(kb, &person.scenario(kb), plan)).unwrap_or_default(),
        phases,
        steps: made.map(|plan| planned_steps(kb, person, plan, length)).unwrap_or_default(),
        beyond: beyond(kb, person),
        done: progress::done(kb, person),
        skipped: progress::skipped(kb, person),
        earned: earned(kb, person),
        unreachable: plan.err().map(|none| UnreachableView { reasons: reasons(kb, none) }),
    }
}

/// The reasons why no plan exists.
pub fn reasons(kb: &Kb, reasons: &[Reason]) -> Vec<ReasonView> {
    reasons.iter().map(|reason| self::reason(kb, reason)).collect()
}

/// What a plan comes to.
pub fn totals(kb: &Kb, plan: &Plan) -> TotalsView {
    let left = || plan.steps.iter().map(|planned| planned.left);
    let on = |basis: Basis| {
        let own = plan.steps.iter().filter(|planned| kb[planned.step].hours.basis == basis);
        own.map(|planned| planned.left.likely).sum()
    };
    TotalsView {
        steps: plan.steps.len(),
        hours: Left {
            low: left().map(|left| left.low).sum(),
            likely: left().map(|left| left.likely).sum(),
            high: left().map(|left| left.high).sum(),
        },
        usd: plan.usd(kb),
        price_unknown: kb.ids(plan.price_unknown(kb)),
        optimal: plan.selection.proven,
        bound_hours: plan.selection.bound,
        order: plan.order().map(|share| (share * 1_000.0).floor() / 1_000.0),
        basis: BasisView {
            sourced: on(Basis::Sourced),
            derived: on(Basis::Derived),
            estimate: on(Basis::Estimate),
        },
    }
}

/// The curve at the start and at the end of each phase.
fn opened(kb: &Kb, person: &Person, plan: &Plan, phases: &[PhaseView]) -> Vec<CurveView> {
    let scenario = person.scenario(kb);
    let day_before = |phase: &PhaseView| phase.start.saturating_sub(1.day());
    let ends = phases.iter().skip(1).map(day_before).chain([plan.finish.planned]);
    let days = [person.time.start].into_iter().chain(ends);
    curve::curve(&curve_of(kb, &scenario.outlook(), &scenario.held, plan, days))
}

/// The other roles that are reached on the way.
pub fn stages(kb: &Kb, scenario: &Scenario, plan: &Plan) -> Vec<StageView> {
    let start = scenario.time.start;
    curve::stages(kb, &stages_of(kb, &scenario.outlook(), &scenario.held, plan, start))
}

fn planned_steps(kb: &Kb, person: &Person, plan: &Plan, length: PhaseLength) -> Vec<PlanStepView> {
    let scenario = person.scenario(kb);
    let rise = rise(kb, &scenario.outlook(), &scenario.held, plan).into_iter();
    let held: BTreeMap<StepId, f64> = rise.map(|it| (it.step, it.after.held)).collect();
    let view = |step: &PlannedStep| PlanStepView {
        held_after: held.get(&step.step).copied().map(curve::rounded),
        ..planned_step(kb, person, step, length)
    };
    plan.steps.iter().map(view).collect()
}

/// A step without what it adds.
fn planned_step(
    kb: &Kb,
    person: &Person,
    planned: &PlannedStep,
    length: PhaseLength,
) -> PlanStepView {
    let step = &kb[planned.step];
    PlanStepView {
        id: step.id.clone(),
        title: step.title.clone(),
        section: kb.section(planned.step),
        item: kb[step.item].id.clone(),
        kind: step.kind,
        status: StepStatus::of(planned),
        hours: StepHoursView {
            low: step.hours.low,
            likely: step.hours.likely,
            high: step.hours.high,
            left: planned.left.likely,
            spent: planned.spent,
        },
        full_time: step.full_time,
        domain: step.domain.clone(),
        cost: step.cost.clone(),
        start: planned.start,
        finish: planned.finish,
        phase: length.name(planned.start),
        weeks: weeks(&planned.weeks),
        waits_for: kb.ids(&planned.waits_for),
        because: planned
            .because
            .iter()
            .map(|why| reasons::because(kb, &person.target, why))
            .collect(),
        why: reasons::main_reason(kb, &person.target, &planned.because, |step| kb.id(step)),
        why_by_title: reasons::main_reason(kb, &person.target, &planned.because, |step| {
            format!("\u{201c}{}\u{201d}", kb[step].title)
        }),
        critical: planned.critical,
        held_after: None,
        done_when: step.done_when.clone(),
        earns: step.cv_line(),
        resources: step.resources.clone(),
    }
}

fn reason(kb: &Kb, reason: &Reason) -> ReasonView {
    match reason {
        Reason::Avoided { avoid, demands } => {
            let lost = reasons::demands(kb, demands);
            let (kind, of, wish) = match avoid {
                Avoid::OtherDomains(own) => (ReasonKind::Domain, own.clone(), "the domain"),
                Avoid::Skipped(step) => (ReasonKind::Skipped, kb.id(*step), "having skipped"),
                _ => (ReasonKind::Avoid, avoid.word(kb), "avoiding"),
            };
            ReasonView { kind, text: format!("{wish} {of} leaves no way to {lost}"), of }
        }
        Reason::NoWay { demand, missing } => {
            let of = reasons::demand(kb, demand);
            let detail = reasons::missing(kb, *missing);
            ReasonView { kind: ReasonKind::NoWay, text: format!("no way to {of}: {detail}"), of }
        }
    }
}

fn weeks(weeks: &[(Date, Hours)]) -> Vec<WeekView> {
    weeks.iter().map(|&(week, hours)| WeekView { week, hours }).collect()
}
