//! The screen of the week: what is left of its hours, what to do with them, and how things stand.

use itertools::Itertools as _;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::vocabulary::Kind;
use crate::person::Person;
use crate::person::progress::StepProgress;
use crate::planner::plan::{Plan, PlannedStep};
use crate::planner::verdict::judge;
use crate::view::aim::AimView;
use crate::view::comeback::{ComebackView, comeback};
use crate::view::curve::{StageView, StandingView, standing_now};
use crate::view::next::{BudgetView, NextStepView, NextView, WaitingView, next};
use crate::view::plan::{Finish, stages};
use crate::view::status::DeadlineStatusView;

/// A step in progress without an entry for longer is worth a look.
const QUIET_WEEKS: i64 = 4;

/// Less is not worth a line of its own.
const HALF_AN_HOUR: Hours = Hours::from_ticks(Hours::whole(1).ticks() / 2);

#[derive(Debug, Serialize)]
pub struct ThisWeekView {
    pub schema: &'static str,
    pub role: String,
    pub role_name: String,
    /// The adverts that are aimed at in place of a role, in their order.
    pub aim: Vec<AimView>,
    pub today: Date,
    pub this_week: BudgetView,
    /// The Monday of the first week in which there is something to do.
    pub week: Option<Date>,
    /// What to do then, best first.
    pub steps: Vec<NextStepView>,
    /// Steps in progress that cannot be worked on yet.
    pub waiting: Vec<WaitingView>,
    /// The next thing to show; `None` if the plan has none.
    pub next_result: Option<ResultView>,
    /// How many adverts of the role `standing` is of.
    pub adverts: usize,
    /// What is held now; `None` if there are too few adverts.
    pub standing: Option<StandingView>,
    /// The other roles that are reached on the way, the earliest first.
    pub stages: Vec<StageView>,
    /// Weeks in a row with something recorded.
    pub streak: u32,
    pub finish: Option<Finish>,
    /// The chances of `finish` reckon with the person's pace, learnt from finished steps.
    pub is_pace_known: bool,
    pub deadline: Option<DeadlineStatusView>,
    pub comeback: Option<ComebackView>,
    pub look_at: Vec<LookAtView>,
}

/// A step that ends with something to show.
#[derive(Debug, Serialize)]
pub struct ResultView {
    pub id: String,
    pub title: String,
    /// Hours of the plan until then, whatever they are for.
    pub hours: Hours,
    /// By the plan.
    pub finish: Date,
}

/// A step in progress that should be looked at.
#[derive(Debug, Serialize)]
pub struct LookAtView {
    pub id: String,
    pub title: String,
    pub spent: Hours,
    pub likely: Hours,
    /// The last day with an entry for it.
    pub last: Date,
    /// It has taken its likely hours, so it may be finished.
    pub over: bool,
}

/// The week of a person with a plan.
pub fn this_week(kb: &Kb, person: &Person, plan: &Plan, today: Date) -> ThisWeekView {
    let scenario = person.scenario(kb);
    let next = next(kb, person, &scenario, plan, today);
    let NextView { role, role_name, aim, this_week, week, adverts, waiting, steps, .. } = next;
    ThisWeekView {
        schema: "mlpath/this-week/1",
        role,
        role_name,
        aim,
        today,
        this_week,
        week,
        steps: worth_naming(steps),
        waiting,
        next_result: next_result(kb, plan),
        adverts,
        standing: standing_now(kb, &scenario),
        stages: stages(kb, &scenario, plan),
        streak: person.progress.streak(&person.time, today),
        finish: (!plan.steps.is_empty()).then(|| plan.into()),
        is_pace_known: person.time.pace.steps > 0,
        deadline: person
            .deadline
            .map(|date| DeadlineStatusView { date, outcome: judge(plan, date) }),
        comeback: comeback(kb, person, &scenario, plan, today),
        look_at: look_at(kb, person, today),
    }
}

/// The steps with hours, without the rests of a few minutes beside them.
fn worth_naming(steps: Vec<NextStepView>) -> Vec<NextStepView> {
    let with_hours = steps.into_iter().filter(|step| !step.now.is_zero());
    let (steps, rests): (Vec<_>, Vec<_>) = with_hours.partition(|step| step.now >= HALF_AN_HOUR);
    if steps.is_empty() { rests } else { steps }
}

/// The first of the plan's steps to end with something to show.
fn next_result(kb: &Kb, plan: &Plan) -> Option<ResultView> {
    let shows = |step: &&PlannedStep| {
        use Kind::{Certification, Competition, Contribution, Degree, Job, Project, Talk, Writing};
        matches!(
            kb[step.step].kind,
            Certification | Competition | Contribution | Degree | Job | Project | Talk | Writing
        )
    };
    let first = plan.steps.iter().filter(shows).min_by_key(|step| step.finish)?;
    Some(ResultView {
        id: kb.id(first.step),
        title: kb[first.step].title.clone(),
        hours: hours_until(plan, first.finish),
        finish: first.finish,
    })
}

/// Hours of the plan until the end of a day.
fn hours_until(plan: &Plan, day: Date) -> Hours {
    let weeks = plan.steps.iter().flat_map(|step| &step.weeks);
    weeks.filter(|(week, _)| *week <= day).map(|&(_, hours)| hours).sum()
}

/// The steps in progress that were left alone for weeks, or that have taken their hours.
fn look_at(kb: &Kb, person: &Person, today: Date) -> Vec<LookAtView> {
    let done = person.done(kb);
    let open = person.progress.open().filter(|(step, _)| !done.contains(step));
    let view = |(step, track): (StepId, &StepProgress)| {
        let (last, likely) = (track.last?, kb[step].hours.likely);
        let over = track.spent >= likely;
        let is_quiet = last.saturating_add(QUIET_WEEKS.weeks()) < today;
        (over || is_quiet).then(|| LookAtView {
            id: kb.id(step),
            title: kb[step].title.clone(),
            spent: track.spent,
            likely,
            last,
            over,
        })
    };
    open.filter_map(view).sorted_by(|a, b| (a.last, &a.id).cmp(&(b.last, &b.id))).collect()
}
