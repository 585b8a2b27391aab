//! The whole plan: selection and schedule, dated, with reasons.

use std::collections::BTreeMap;
use std::sync::Arc;

use itertools::Itertools as _;
use jiff::Unit;
use jiff::civil::Date;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::vocabulary::CostClass;
use crate::planner::calendar::Time;
use crate::planner::forecast::Forecast;
use crate::planner::goal::{Demand, Goal};
use crate::planner::held::Left;
use crate::planner::instance::{OneOf, TaskId};
use crate::planner::network::Network;
use crate::planner::project::{Chosen, Project, RANDOM_LISTS};
use crate::planner::scenario::Scenario;
use crate::planner::schedule::{Placement, Schedule};
use crate::planner::select::{Selection, select};
use crate::planner::sidney::share_of_most;
use crate::planner::unreachable::Reason;
use crate::planner::worth::Worth;

/// A sufficient set of steps, dated.
#[derive(Debug, Clone)]
pub struct Plan {
    pub selection: Selection,
    /// In the order of their start.
    pub steps: Vec<PlannedStep>,
    /// Where each stands in that order.
    positions: BTreeMap<StepId, usize>,
    /// Monday and hours of each week from the start to the finish.
    pub capacity: Vec<(Date, Hours)>,
    pub finish: Finish,
    pub forecast: Forecast,
    /// `None` if nothing is left to do.
    way: Option<Way>,
}

/// The tasks with what they bring on the way.
#[derive(Debug, Clone)]
struct Way {
    network: Arc<Network>,
    worth: Worth,
    schedule: Schedule,
}

impl Plan {
    /// What the order is worth on the way as a share of a bound that no order of the steps exceeds,
    /// from 0 to 1; `None` if the steps bring nothing that is asked for, or are too many to tell.
    pub fn order(&self) -> Option<f64> {
        let Way { network, worth, schedule } = self.way.as_ref()?;
        share_of_most(network, worth, schedule)
    }

    /// The sum of the prices that are known, in US dollars.
    pub fn usd(&self, kb: &Kb) -> f64 {
        let prices = self.steps.iter().filter_map(|planned| planned.usd(kb));
        // The empty sum of floats is -0.
        prices.sum::<f64>() + 0.0
    }

    /// Steps that cost money (price unknown), in the plan's order.
    pub fn price_unknown<'a>(&'a self, kb: &'a Kb) -> impl Iterator<Item = StepId> + 'a {
        let unknown = |&step: &StepId| kb[step].cost.class.is_paid() && kb[step].cost.usd.is_none();
        self.steps.iter().map(|planned| planned.step).filter(unknown)
    }

    pub fn step(&self, step: StepId) -> Option<&PlannedStep> {
        self.positions.get(&step).map(|&position| &self.steps[position])
    }

    /// The Monday of the first week with hours of any step.
    pub fn first_week(&self) -> Option<Date> {
        self.steps.iter().filter_map(|step| step.weeks.first()).map(|&(week, _)| week).min()
    }

    /// Of each of some steps how many wait for it, directly or not, and their hours.
    pub fn behind(&self, of: &[StepId]) -> Vec<(usize, Hours)> {
        let position = |step: StepId| self.positions.get(&step).copied();
        let followers = |planned: &PlannedStep| planned.followers().filter_map(position).collect();
        let followers: Vec<Vec<usize>> = self.steps.iter().map(followers).collect();
        let mut behind = vec![(0, Hours::ZERO); of.len()];
        // As many steps as a word has bits are followed at once.
        for (block, behind) in of.chunks(64).zip(behind.chunks_mut(64)) {
            let mut waits_for = vec![0_u64; self.steps.len()];
            let own = block.iter().map(|&step| position(step));
            for (bit, own) in (0..).zip(own).filter_map(|(bit, own)| Some((bit, own?))) {
                followers[own].iter().for_each(|&follower| waits_for[follower] |= 1 << bit);
            }
            // What waits for a step begins after it.
            for (here, planned) in self.steps.iter().enumerate() {
                let mut rest = waits_for[here];
                followers[here].iter().for_each(|&follower| waits_for[follower] |= rest);
                while rest != 0 {
                    let (count, hours) = &mut behind[rest.trailing_zeros() as usize];
                    *count += 1;
                    *hours += planned.left.likely;
                    rest &= rest - 1;
                }
            }
        }
        behind
    }

    /// Likely hours of all steps.
    pub fn hours(&self) -> Hours {
        self.steps.iter().map(|step| step.left.likely).sum()
    }
}

/// Last days of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finish {
    pub planned: Date,
    /// No schedule of these steps ends in an earlier week.
    pub bound: Date,
}

/// A step with its weeks.
#[derive(Debug, Clone)]
pub struct PlannedStep {
    pub step: StepId,
    pub left: Left,
    /// In progress when the plan begins.
    pub begun: bool,
    /// Hours that were worked on it before.
    pub spent: Hours,
    /// Weeks that it takes at least, with all hours of each week given to it.
    pub shortest: f64,
    /// Months in which it can begin, where the plan's first week is in none of them.
    pub opens: Vec<u8>,
    pub start: Date,
    pub finish: Date,
    /// Monday and hours of each week with hours.
    pub weeks: Vec<(Date, Hours)>,
    pub waits_for: Vec<StepId>,
    pub because: Vec<Justification>,
    /// On a critical path: a longest chain of steps that wait for each other.
    pub critical: bool,
}

impl PlannedStep {
    /// Its price in US dollars, if that is known: of a subscription, of all months in which it is
    /// planned.
    pub fn usd(&self, kb: &Kb) -> Option<f64> {
        let cost = &kb[self.step].cost;
        let months = || {
            let whole = self.start.until((Unit::Month, self.finish)).map_or(0, |s| s.get_months());
            f64::from(whole + 1)
        };
        Some(cost.usd? * if cost.class == CostClass::Monthly { months() } else { 1.0 })
    }

    /// Steps that wait for it, the earliest first.
    pub fn followers(&self) -> impl Iterator<Item = StepId> {
        self.because.iter().filter_map(|why| match why {
            Justification::RequiredBy(above) => Some(*above),
            Justification::Demand(_) => None,
        })
    }
}

/// Why a step is in the plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Justification {
    Demand(Demand),
    /// A step of the plan waits for it.
    RequiredBy(StepId),
}

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoPlan {
    Unreachable(Vec<Reason>),
    /// It would not end before the year 9999 does.
    PastCalendar,
}

/// Plans; [`NoPlan`] says why there is none.
pub fn plan(kb: &Kb, scenario: &Scenario) -> Result<Plan, NoPlan> {
    plan_goal(kb, &scenario.goal(kb), &scenario.time)
}

/// Plans for demands that are spelled out; [`NoPlan`] says why there is none.
pub fn plan_goal(kb: &Kb, goal: &Goal, time: &Time) -> Result<Plan, NoPlan> {
    dated(project(kb, goal, time)?).ok_or(NoPlan::PastCalendar)
}

/// The steps of the plan in the order of their start, without a forecast; [`NoPlan`] says why there
/// are none.
pub fn timetable(kb: &Kb, scenario: &Scenario) -> Result<Vec<PlannedStep>, NoPlan> {
    let project = project(kb, &scenario.goal(kb), &scenario.time)?;
    if project.selection.steps.is_empty() {
        return Ok(Vec::new());
    }
    let schedule = project.schedule(&project.worth(), RANDOM_LISTS);
    Ok(planned_steps(&project, &schedule.ok_or(NoPlan::PastCalendar)?))
}

/// Selects the steps, and what dates them; [`NoPlan`] says why there are none.
pub fn project<'a>(kb: &'a Kb, goal: &Goal, time: &Time) -> Result<Project<'a>, NoPlan> {
    let selection = select(kb, goal).map_err(NoPlan::Unreachable)?;
    Project::new(kb, goal.clone(), time.clone(), selection).ok_or(NoPlan::PastCalendar)
}

/// The plan of a project; `None` if it does not end before the year 9999 does.
pub fn dated(project: Project) -> Option<Plan> {
    if project.selection.steps.is_empty() {
        return Some(nothing_to_do(project.selection, project.time.start));
    }
    let worth = project.worth();
    let schedule = project.schedule(&worth, RANDOM_LISTS)?;
    let calendar = &project.network.calendar;
    let finish = Finish {
        planned: calendar.sunday(schedule.finish)?,
        bound: calendar.sunday(project.bound)?,
    };
    let capacity = (0..=schedule.finish).filter_map(|week| {
        Some((calendar.monday(week)?, Hours::from_ticks(calendar.capacity(week))))
    });
    let capacity = capacity.collect();
    let steps = planned_steps(&project, &schedule);
    let positions = (0..).zip(&steps).map(|(position, planned)| (planned.step, position)).collect();
    let Project { kb, goal, time, selection, network, .. } = project;
    let network = Arc::new(network);
    let forecast = Forecast::new(kb, &goal.held, time.pace, Arc::clone(&network));
    let way = Some(Way { network, worth, schedule });
    Some(Plan { selection, steps, positions, capacity, finish, forecast, way })
}

/// A plan without steps ends on the day on which it starts.
fn nothing_to_do(selection: Selection, start: Date) -> Plan {
    let finish = Finish { planned: start, bound: start };
    let (steps, capacity, forecast) = (Vec::new(), Vec::new(), Forecast::certain(start));
    let positions = BTreeMap::new();
    Plan { selection, steps, positions, capacity, finish, forecast, way: None }
}

/// The last day of the chosen steps, without the forecast.
pub fn planned_finish(kb: &Kb, scenario: &Scenario, selection: &Selection) -> Option<Date> {
    let (goal, time) = (scenario.goal(kb), scenario.time.clone());
    let project = Project::new(kb, goal, time, selection.clone())?;
    project.network.calendar.sunday(project.earliest(0)?.finish)
}

/// The least whole number of hours a week, more than now and up to `most`, with which the chosen
/// steps end by a day, and the last day then; `None` if none is enough.
pub fn hours_to_finish_by(
    kb: &Kb,
    scenario: &Scenario,
    selection: &Selection,
    by: Date,
    most: u32,
) -> Option<(Hours, Date)> {
    let chosen = Chosen::new(kb, scenario.goal(kb), selection.clone());
    let ends_by = |hours: u32| {
        let Scenario { time, .. } = scenario.with_hours(Hours::whole(hours));
        let project = chosen.clone().within(time)?;
        project.earliest_end().filter(|&day| day <= by)?;
        let finish = project.earliest(0)?.finish;
        project.network.calendar.sunday(finish).filter(|&day| day <= by)
    };
    let now = scenario.time.budget.weekly().get().floor() as u32;
    let least = least_whole_hours(now, most, |hours| ends_by(hours).is_some())?;
    Some((Hours::whole(least), ends_by(least)?))
}

/// The least number above `too_few` and up to `most` that is enough, by bisection.
pub fn least_whole_hours(mut too_few: u32, most: u32, enough: impl Fn(u32) -> bool) -> Option<u32> {
    if most <= too_few || !enough(most) {
        return None;
    }
    let mut known = most;
    while known - too_few > 1 {
        let middle = u32::midpoint(too_few, known);
        let bound = if enough(middle) { &mut known } else { &mut too_few };
        *bound = middle;
    }
    Some(known)
}

/// The steps in the order of their first hours.
fn planned_steps(project: &Project, schedule: &Schedule) -> Vec<PlannedStep> {
    let placements = schedule.placements.iter().map(|placement| (placement.task, placement));
    let by_task = placements.clone().into_group_map();
    let order: Vec<TaskId> = placements.map(|(task, _)| task).unique().collect();
    let waits_for = |task: TaskId| project.network.precedence.waits_for(task, &schedule.met_by);
    let mut because = demands(project);
    for &task in &order {
        let required = Justification::RequiredBy(project.network.instance.steps[task]);
        for earlier in waits_for(task) {
            because[earlier].push(required.clone());
        }
    }
    let planned_step = |task: TaskId| {
        let because = std::mem::take(&mut because[task]);
        planned_step(project, task, &by_task[&task], waits_for(task), because)
    };
    order.into_iter().filter_map(planned_step).collect()
}

/// By task: the demands that it meets.
fn demands(Project { goal, network, .. }: &Project) -> Vec<Vec<Justification>> {
    let mut demands = vec![Vec::new(); network.activities.len()];
    for (demand, one_of) in goal.demands.iter().zip(&network.instance.demands) {
        for &task in one_of {
            demands[task].push(Justification::Demand(demand.clone()));
        }
    }
    demands
}

/// `placements`: the weeks of the task.
fn planned_step(
    project: &Project,
    task: TaskId,
    placements: &[&Placement],
    waits_for: OneOf,
    because: Vec<Justification>,
) -> Option<PlannedStep> {
    let Project { kb, goal, network, .. } = project;
    let calendar = &network.calendar;
    let activity = &network.activities[task];
    let step_of = |task: TaskId| network.instance.steps[task];
    let step = step_of(task);
    let weeks = placements.iter().filter_map(|placement| {
        Some((calendar.monday(placement.week)?, Hours::from_ticks(placement.ticks)))
    });
    let opens = if calendar.may_start(0, &activity.starts) { &[][..] } else { &activity.starts };
    Some(PlannedStep {
        step,
        left: goal.held.left(kb, step),
        begun: activity.begun,
        spent: goal.held.begun.get(&step).map_or(Hours::ZERO, |begun| begun.spent),
        shortest: activity.shortest(),
        opens: opens.to_vec(),
        start: calendar.first_day(placements.first()?.week)?,
        finish: calendar.sunday(placements.last()?.week)?,
        weeks: weeks.collect(),
        waits_for: waits_for.into_iter().map(step_of).collect(),
        because,
        critical: network.critical[task],
    })
}
