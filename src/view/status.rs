//! The answer of `status`: the progress so far, and when the plan ends at this rate.

use std::collections::BTreeMap;

use itertools::Itertools as _;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::vocabulary::{Keyword as _, Section};
use crate::person::Person;
use crate::person::progress::StepProgress;
use crate::person::velocity::MOST_WEEKS;
use crate::planner::calendar::monday_of;
use crate::planner::due::due;
use crate::planner::plan::{Plan, PlannedStep};
use crate::view::aim::{AimView, aim};
use crate::view::comeback::{ComebackView, comeback};
use crate::view::curve::{StageView, StandingView, standing_now};
use crate::view::deadline::Judgement;
use crate::view::next::{BudgetView, this_week};
use crate::view::person::{ProvenView, proven};
use crate::view::plan::{Finish, WeekView, stages};
use crate::view::progress::{self, DoneView, SinceView, SkippedView};

/// 8 in 10 values of a normal distribution lie within this many standard deviations.
const EIGHT_IN_TEN: f64 = 1.2816;

#[derive(Debug, Serialize)]
pub struct StatusView {
    pub schema: &'static str,
    pub role: String,
    pub role_name: String,
    /// The adverts that are aimed at in place of a role, in their order.
    pub aim: Vec<AimView>,
    pub today: Date,
    /// The day from which progress is expected.
    pub since: Date,
    pub sections: Vec<AmountView>,
    pub total: AmountView,
    pub steps: CountView,
    pub pace: PaceView,
    pub this_week: BudgetView,
    /// Hours logged in each week, ending with the current one.
    pub weeks: Vec<WeekView>,
    /// Weeks in a row with something recorded. Weeks without hours in the profile are left out.
    pub streak: u32,
    /// How many adverts of the role `standing` is of.
    pub adverts: usize,
    /// What is held now; `None` if there are too few adverts.
    pub standing: Option<StandingView>,
    /// The other roles that are reached on the way, the earliest first.
    pub stages: Vec<StageView>,
    /// `None` if there is no plan.
    pub finish: Option<Finish>,
    pub deadline: Option<DeadlineStatusView>,
    /// The forecast if the person goes on as in the last weeks.
    pub at_this_rate: Option<RateView>,
    /// The way back, if nothing was recorded for weeks.
    pub comeback: Option<ComebackView>,
    /// What the steps prove that were finished before the journal, and `know` does not state.
    pub proven: BTreeMap<String, ProvenView>,
    pub started: Vec<StartedView>,
    pub done: Vec<DoneView>,
    pub skipped: Vec<SkippedView>,
    /// Ids in the journal that the knowledge base does not have.
    pub unknown: Vec<String>,
    pub changes: Option<SinceView>,
}

/// Progress in estimated hours.
#[derive(Debug, Default, Serialize)]
pub struct AmountView {
    /// `None` for the total.
    pub section: Option<Section>,
    /// Finished steps, and the finished part of those in progress.
    pub done: Hours,
    /// With what is left of the plan; `None` without a plan.
    pub planned: Option<Hours>,
    /// What should have been done by today.
    pub due: Option<Hours>,
    /// Hours ahead of that; negative is behind.
    pub ahead: Option<f64>,
}

/// Numbers of steps, each counted once.
#[derive(Debug, Serialize)]
pub struct CountView {
    pub done: usize,
    pub started: usize,
    pub todo: usize,
    pub skipped: usize,
    /// Finished before the journal began, by the profile.
    pub credited: usize,
}

/// How the hours that the person takes compare with the estimates.
#[derive(Debug, Serialize)]
pub struct PaceView {
    pub factor: f64,
    /// The factor lies between these with a probability of 80 %.
    pub low: f64,
    pub high: f64,
    /// Steps that it was learnt from, finished or beyond their estimate, and their hours.
    pub steps: usize,
    pub hours: Hours,
    /// Finished steps with so few recorded hours that some must be missing.
    pub with_gaps: usize,
}

#[derive(Debug, Serialize)]
pub struct DeadlineStatusView {
    pub date: Date,
    #[serde(flatten)]
    pub outcome: Judgement,
}

#[derive(Debug, Serialize)]
pub struct RateView {
    /// The whole weeks that the rate is taken from.
    pub weeks: u32,
    /// Progress a week in estimated hours, and the hours a week of the profile.
    pub hours_per_week: Hours,
    pub of: Hours,
    /// The planned finish at that rate; `None` if it never ends.
    pub finish: Option<Date>,
}

#[derive(Debug, Serialize)]
pub struct StartedView {
    pub id: String,
    pub title: String,
    pub on: Date,
    pub spent: Hours,
    pub left: Hours,
    pub likely: Hours,
}

/// The answer for a person, with or without a plan, and without what may be said beside it;
/// `original`: the person at the start, and the steps of their plan.
pub fn status(
    kb: &Kb,
    person: &Person,
    plan: Option<&Plan>,
    original: Option<(&Person, &[PlannedStep])>,
    today: Date,
) -> StatusView {
    let amounts = amounts(kb, person, plan, original, today);
    let started = started(kb, person);
    let done = progress::done(kb, person);
    let skipped = progress::skipped(kb, person);
    let steps = plan.map_or(&[][..], |plan| &plan.steps);
    let scenario = person.scenario(kb);
    StatusView {
        schema: "mlpath/status/1",
        role: person.target.id.clone(),
        role_name: person.target.name.clone(),
        aim: aim(kb, person, plan),
        today,
        since: person.since,
        sections: Section::ALL.iter().map(|&section| amounts(Some(section))).collect(),
        total: amounts(None),
        steps: CountView {
            done: done.iter().filter(|done| done.through.is_none()).count(),
            started: started.len(),
            todo: steps.iter().filter(|step| !step.begun).count(),
            skipped: skipped.len(),
            credited: person.credited.len(),
        },
        pace: pace(kb, person),
        this_week: this_week(person, today),
        weeks: weeks(person, today),
        streak: person.progress.streak(&person.time, today),
        adverts: scenario.outlook().postings(kb).len(),
        standing: standing_now(kb, &scenario),
        stages: plan.map(|plan| stages(kb, &scenario, plan)).unwrap_or_default(),
        finish: plan.map(Finish::from),
        deadline: None,
        at_this_rate: None,
        comeback: plan.and_then(|plan| comeback(kb, person, &scenario, plan, today)),
        proven: proven(kb, person),
        started,
        done,
        skipped,
        unknown: person.progress.unknown.keys().cloned().collect(),
        changes: None,
    }
}

/// Adds up the hours of a section, or of all.
fn amounts(
    kb: &Kb,
    person: &Person,
    plan: Option<&Plan>,
    original: Option<(&Person, &[PlannedStep])>,
    today: Date,
) -> impl Fn(Option<Section>) -> AmountView {
    let sum = move |parts: &[(StepId, Hours)], section: Option<Section>| -> Hours {
        let is_own = |step: StepId| section.is_none_or(|section| section == kb.section(step));
        parts.iter().filter(|(step, _)| is_own(*step)).map(|&(_, hours)| hours).sum()
    };
    let left = |plan: &Plan| plan.steps.iter().map(|it| (it.step, it.left.likely)).collect();
    let left: Option<Vec<_>> = plan.map(left);
    let due = original.map(|(then, steps)| due(kb, steps, &then.time, today).collect_vec());
    let done: Vec<_> = person.worked_off(kb).into_iter().collect();
    move |section| {
        let done = sum(&done, section);
        let due = due.as_deref().map(|due| sum(due, section));
        AmountView {
            section,
            done,
            planned: left.as_deref().map(|left| done + sum(left, section)),
            due,
            ahead: due.map(|due| done.above(due)),
        }
    }
}

fn pace(kb: &Kb, person: &Person) -> PaceView {
    let pace = &person.time.pace;
    let with_gaps = person.progress.done().filter(|&(step, _)| {
        let track = person.progress.track(step).filter(|track| !track.spent.is_zero());
        track.is_some_and(|track| track.has_missing_hours(&kb[step].hours))
    });
    let hundredth = |factor: f64| (factor * 100.0).round() / 100.0;
    PaceView {
        factor: hundredth(pace.median()),
        low: hundredth(pace.at(-EIGHT_IN_TEN)),
        high: hundredth(pace.at(EIGHT_IN_TEN)),
        steps: pace.steps,
        hours: pace.hours,
        with_gaps: with_gaps.count(),
    }
}

fn weeks(person: &Person, today: Date) -> Vec<WeekView> {
    let this = monday_of(today);
    let mondays = (0..i64::from(MOST_WEEKS)).rev().map(|n| this.saturating_sub(n.weeks()));
    let first = person.progress.days.first().copied().unwrap_or(person.since);
    let since = monday_of(first.min(person.since));
    let logged = |week: Date| WeekView {
        week,
        hours: person.progress.hours(week, week.saturating_add(6.days())),
    };
    mondays.filter(|&monday| monday >= since).map(logged).collect()
}

fn started(kb: &Kb, person: &Person) -> Vec<StartedView> {
    let held = person.scenario(kb).held;
    let open = person.progress.open().filter(|(step, _)| !held.done.contains(step));
    let view = |(step, track): (StepId, &StepProgress)| {
        Some(StartedView {
            id: kb.id(step),
            title: kb[step].title.clone(),
            on: track.begun?,
            spent: track.spent,
            left: held.left(kb, step).likely,
            likely: kb[step].hours.likely,
        })
    };
    open.filter_map(view).sorted_by(|a, b| (a.on, &a.id).cmp(&(b.on, &b.id))).collect()
}
