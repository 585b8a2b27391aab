//! The answer of `next`: what can be worked on now, best first.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

use crate::knowledge::entry::Resource;
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::vocabulary::Section;
use crate::person::Person;
use crate::planner::calendar::{Calendar, monday_of};
use crate::planner::next::{Ready, ready};
use crate::planner::plan::Plan;
use crate::planner::scenario::Scenario;
use crate::planner::target::Target;
use crate::view::aim::{AimView, aim};
use crate::view::curve::rounded;
use crate::view::plan::StepStatus;
use crate::view::reasons;

#[derive(Debug, Serialize)]
pub struct NextView {
    pub schema: &'static str,
    pub role: String,
    pub role_name: String,
    /// The adverts that are aimed at in place of a role, in their order.
    pub aim: Vec<AimView>,
    pub today: Date,
    pub this_week: BudgetView,
    /// The Monday of the first week in which there is something to do, and its hours.
    pub week: Option<Date>,
    pub hours: Hours,
    /// Steps in progress, and the most that the person wants at a time.
    pub in_progress: usize,
    pub parallel: usize,
    /// How many adverts of the role the shares are of.
    pub adverts: usize,
    pub steps: Vec<NextStepView>,
    /// Steps in progress that cannot be worked on yet.
    pub waiting: Vec<WaitingView>,
}

#[derive(Debug, Serialize)]
pub struct WaitingView {
    pub id: String,
    pub spent: Hours,
    /// The conditions that are not met yet, in words.
    pub asks_for: String,
}

/// The hours of one week.
#[derive(Debug, Serialize)]
pub struct BudgetView {
    pub week: Date,
    /// By the profile.
    pub hours: Hours,
    pub logged: Hours,
    /// What fits in the days that are left of it.
    pub left: Hours,
}

#[derive(Debug, Serialize)]
pub struct NextStepView {
    pub id: String,
    pub title: String,
    pub section: Section,
    pub status: StepStatus,
    /// Likely hours that are left, and hours that were worked on it.
    pub left: Hours,
    pub spent: Hours,
    /// Its share of the week's hours.
    pub now: Hours,
    pub full_time: bool,
    /// What finishing it alone adds to the share held of what adverts require, from 0 to 1; `None`
    /// if there are too few adverts.
    pub adds: Option<f64>,
    /// Steps that wait for it, directly or not, and their hours.
    pub unlocks: usize,
    pub unlocks_hours: Hours,
    /// Weeks of the longest chain of steps that begins with it, if all hours went into that chain.
    pub chain_weeks: f64,
    /// Weeks that it can wait before that chain becomes the longest of all.
    pub slack_weeks: f64,
    /// Months in which it can begin, if it cannot begin this month.
    pub months: Vec<u8>,
    pub why: String,
    pub done_when: String,
    pub resources: Vec<Resource>,
}

/// What can be worked on.
pub fn next(kb: &Kb, person: &Person, scenario: &Scenario, plan: &Plan, today: Date) -> NextView {
    let steps = ready(plan);
    let week = plan.first_week();
    let begun = plan.steps.iter().filter(|step| step.begun);
    let goal = scenario.goal(kb);
    let outlook = scenario.outlook();
    let gauge = outlook.gauge(kb);
    let before = gauge.standing(&scenario.held);
    let adds = |step: StepId| {
        let mut after = scenario.held.clone();
        after.learn(kb, &kb[step].teaches);
        Some(gauge.standing(&after)?.held - before?.held)
    };
    let waiting = begun.clone().filter_map(|planned| {
        let open = goal.open_conditions(&kb[planned.step]);
        (!open.is_empty()).then(|| WaitingView {
            id: kb.id(planned.step),
            spent: planned.spent,
            asks_for: reasons::unmet(kb, planned.step, &open),
        })
    });
    let step_view = |step: &Ready| view(kb, &person.target, step, adds(step.planned.step));
    NextView {
        schema: "mlpath/next/1",
        role: person.target.id.clone(),
        role_name: person.target.name.clone(),
        aim: aim(kb, person, Some(plan)),
        today,
        this_week: this_week(person, today),
        week,
        hours: steps.iter().map(|step| step.now).sum(),
        in_progress: begun.clone().filter(|step| kb[step.step].weeks == 0).count(),
        waiting: waiting.collect(),
        parallel: person.time.max_in_progress,
        adverts: outlook.postings(kb).len(),
        steps: steps.iter().map(step_view).collect(),
    }
}

/// The hours of the current week; none before the plan starts.
pub fn this_week(person: &Person, today: Date) -> BudgetView {
    let monday = monday_of(today);
    let sunday = monday.saturating_add(6.days());
    let is_begun = monday_of(person.time.start) == monday;
    let left = is_begun.then(|| Calendar::new(&person.time).capacity(0));
    BudgetView {
        week: monday,
        hours: match sunday < person.time.start {
            true => Hours::ZERO,
            false => person.time.between(monday, sunday),
        },
        logged: person.progress.hours(monday, sunday),
        left: left.map_or(Hours::ZERO, Hours::from_ticks),
    }
}

fn view(kb: &Kb, target: &Target, ready: &Ready, adds: Option<f64>) -> NextStepView {
    let step = &kb[ready.planned.step];
    let tenth = |weeks: f64| (weeks * 10.0).round() / 10.0;
    NextStepView {
        id: step.id.clone(),
        title: step.title.clone(),
        section: kb.section(ready.planned.step),
        status: StepStatus::of(ready.planned),
        left: ready.planned.left.likely,
        spent: ready.planned.spent,
        now: ready.now,
        full_time: step.full_time,
        adds: adds.map(rounded),
        unlocks: ready.unlocks,
        unlocks_hours: ready.unlocks_hours,
        chain_weeks: tenth(ready.chain_weeks),
        slack_weeks: tenth(ready.slack_weeks),
        months: ready.planned.opens.clone(),
        why: reasons::main_reason(kb, target, &ready.planned.because, |step| kb.id(step)),
        done_when: step.done_when.clone(),
        resources: step.resources.clone(),
    }
}
