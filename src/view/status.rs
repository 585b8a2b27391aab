//! The answer of `status`: how far the person is, and where that leads.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::text::visible;
use crate::knowledge::words::{Section, Word as _};
use crate::person::Person;
use crate::planner::due::{due, rate};
use crate::planner::pace::Pace;
use crate::planner::plan::Plan;
use crate::view::deadline::OutcomeView;
use crate::view::next::{BudgetView, this_week};
use crate::view::plan::FinishView;
use crate::view::progress::{self, DoneView, SinceView, SkippedView};

/// Weeks that the rate of progress is taken from, at most and at least.
pub const RATE_WEEKS: [u32; 2] = [8, 4];
/// Standard deviations between which 8 in 10 values of a normal distribution lie.
const EIGHT_IN_TEN: f64 = 1.2816;

#[derive(Debug, Serialize)]
pub struct StatusView {
    pub schema: &'static str,
    pub role: String,
    pub role_name: String,
    pub today: Date,
    /// The day from which the hours of the profile count.
    pub since: Date,
    pub sections: Vec<AmountView>,
    pub total: AmountView,
    pub steps: CountView,
    pub pace: PaceView,
    pub this_week: BudgetView,
    /// Hours logged in each week, the present one last.
    pub weeks: Vec<LoggedView>,
    /// Weeks in a row with something recorded; weeks without hours by the profile aside.
    pub streak: u32,
    pub finish: FinishView,
    pub deadline: Option<DeadlineStatusView>,
    /// What comes of it if the person goes on as in the last weeks.
    pub at_this_rate: Option<RateView>,
    pub started: Vec<StartedView>,
    pub done: Vec<DoneView>,
    pub skipped: Vec<SkippedView>,
    /// Ids in the journal that the knowledge base does not have.
    pub unknown: Vec<String>,
    pub changes: Option<SinceView>,
}

/// Hours by the estimates.
#[derive(Debug, Default, Serialize)]
pub struct AmountView {
    /// `None` for the total.
    pub section: Option<Section>,
    /// Finished steps, and what was worked off of those in progress.
    pub done: Hours,
    /// With what the plan still has.
    pub planned: Hours,
    /// What was to be done by today.
    pub due: Option<Hours>,
    /// Hours above that; negative is behind.
    pub ahead: Option<f64>,
}

/// Numbers of steps. None is counted twice.
#[derive(Debug, Serialize)]
pub struct CountView {
    pub done: usize,
    pub started: usize,
    pub todo: usize,
    pub skipped: usize,
    /// Finished before the journal began, by the profile.
    pub credited: usize,
}

/// How the person's hours differ from the estimates.
#[derive(Debug, Serialize)]
pub struct PaceView {
    pub factor: f64,
    /// 8 in 10 people with such a record are between these.
    pub low: f64,
    pub high: f64,
    /// Finished steps with recorded hours, and those hours.
    pub steps: usize,
    pub hours: Hours,
}

#[derive(Debug, Serialize)]
pub struct LoggedView {
    pub week: Date,
    pub hours: Hours,
}

#[derive(Debug, Serialize)]
pub struct DeadlineStatusView {
    pub date: Date,
    #[serde(flatten)]
    pub outcome: OutcomeView,
}

#[derive(Debug, Serialize)]
pub struct RateView {
    /// Whole weeks that were looked at.
    pub weeks: u32,
    /// Hours by the estimates that were worked off in a week of them, and hours that the profile
    /// has for it.
    pub hours_per_week: Hours,
    pub of: Hours,
    /// The planned finish with that many; `None` if there is none.
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

/// What the commands have worked out beside the plan.
pub struct Found<'a> {
    /// The plan from the beginning, had nothing happened since, and the person of then.
    pub original: Option<(&'a Person, &'a Plan)>,
    pub deadline: Option<DeadlineStatusView>,
    pub at_this_rate: Option<RateView>,
    pub changes: Option<SinceView>,
}

/// How things stand.
pub fn status(kb: &Kb, person: &Person, plan: &Plan, found: Found, today: Date) -> StatusView {
    let amounts = Amounts::new(kb, person, plan, &found, today);
    let started: Vec<StartedView> = started(kb, person, plan);
    let done = progress::done(kb, person);
    let skipped = progress::skipped(kb, person);
    let planned = plan.steps.iter().filter(|step| step.begun).count();
    let own_done = |step| person.progress.track(step).and_then(|track| track.done.as_ref());
    StatusView {
        schema: "mlpath/status/1",
        role: kb[person.role].id.clone(),
        role_name: kb[person.role].name.clone(),
        today,
        since: person.since,
        sections: Section::ALL.iter().map(|&section| amounts.of(Some(section))).collect(),
        total: amounts.of(None),
        steps: CountView {
            done: done.iter().filter(|done| done.through.is_none()).count(),
            started: started.len(),
            todo: plan.steps.len() - planned,
            skipped: skipped.len(),
            credited: person.credited.iter().filter(|step| own_done(**step).is_none()).count(),
        },
        pace: pace(&person.time.pace),
        this_week: this_week(person, plan),
        weeks: weeks(person, today),
        streak: person.progress.streak(&person.time, today),
        finish: crate::view::plan::finish(plan.finish),
        deadline: found.deadline,
        at_this_rate: found.at_this_rate,
        started,
        done,
        skipped,
        unknown: person.progress.unknown.keys().map(|id| visible(id).into_owned()).collect(),
        changes: found.changes,
    }
}

/// Hours by the estimates that a person has worked off: by step, whether the plan has it or not.
pub fn worked_off<'a>(
    kb: &'a Kb,
    person: &'a Person,
) -> impl Iterator<Item = (StepId, Hours)> + 'a {
    let held = person.scenario(kb).held;
    let done = person.progress.done().filter(|(_, done)| done.through.is_none());
    let done = done.map(|(step, _)| (step, kb[step].hours.likely));
    let begun = person.progress.open().filter(|(step, _)| !person.credited.contains(step));
    done.chain(begun.map(move |(step, _)| {
        let left = held.left(kb, step).likely;
        (step, kb[step].hours.likely.less(left))
    }))
}

/// Progress over the last weeks, as far as there were hours to give.
pub fn recent_rate(kb: &Kb, [then, now]: [&Person; 2], weeks: u32, today: Date) -> Option<f64> {
    let sum = |person: &Person| worked_off(kb, person).map(|(_, hours)| hours).sum::<Hours>();
    rate(&now.time, weeks, today, sum(now).less(sum(then)))
}

/// Hours by section.
struct Amounts {
    done: Vec<(Section, Hours)>,
    left: Vec<(Section, Hours)>,
    due: Option<Vec<(Section, Hours)>>,
}

impl Amounts {
    fn new(kb: &Kb, person: &Person, plan: &Plan, found: &Found, today: Date) -> Self {
        let section = |(step, hours): (StepId, Hours)| (kb.section(step), hours);
        let left = plan.steps.iter().map(|planned| (planned.step, planned.left.likely));
        let due = found
            .original
            .map(|(then, plan)| due(kb, plan, &then.time, today).map(section).collect());
        Self {
            done: worked_off(kb, person).map(section).collect(),
            left: left.map(section).collect(),
            due,
        }
    }

    fn of(&self, section: Option<Section>) -> AmountView {
        let sum = |parts: &[(Section, Hours)]| -> Hours {
            let own = parts.iter().filter(|(s, _)| section.is_none_or(|section| section == *s));
            own.map(|&(_, hours)| hours).sum()
        };
        let done = sum(&self.done);
        let due = self.due.as_deref().map(sum);
        let ahead = due.map(|due| done.above(due));
        AmountView { section, done, planned: done + sum(&self.left), due, ahead }
    }
}

fn pace(pace: &Pace) -> PaceView {
    let hundredth = |factor: f64| (factor * 100.0).round() / 100.0;
    PaceView {
        factor: hundredth(pace.median()),
        low: hundredth(pace.at(-EIGHT_IN_TEN)),
        high: hundredth(pace.at(EIGHT_IN_TEN)),
        steps: pace.steps,
        hours: pace.hours,
    }
}

fn weeks(person: &Person, today: Date) -> Vec<LoggedView> {
    let this = crate::planner::calendar::monday_of(today);
    let mondays = (0..i64::from(RATE_WEEKS[0])).rev().map(|n| this.saturating_sub(n.weeks()));
    let since = crate::planner::calendar::monday_of(person.since);
    let logged = |week: Date| LoggedView {
        week,
        hours: person.progress.hours(week, week.saturating_add(6.days())),
    };
    mondays.filter(|&monday| monday >= since).map(logged).collect()
}

fn started(kb: &Kb, person: &Person, plan: &Plan) -> Vec<StartedView> {
    let held = person.scenario(kb).held;
    let open = person.progress.open().filter(|(step, _)| !held.done.contains(step));
    let mut views: Vec<StartedView> = open
        .map(|(step, track)| StartedView {
            id: kb[step].id.clone(),
            title: kb[step].title.clone(),
            on: track.begun.unwrap_or(plan.finish.planned),
            spent: track.spent,
            left: held.left(kb, step).likely,
            likely: kb[step].hours.likely,
        })
        .collect();
    views.sort_by(|a, b| (a.on, &a.id).cmp(&(b.on, &b.id)));
    views
}
