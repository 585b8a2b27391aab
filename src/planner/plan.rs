//! The whole plan: selection and schedule, dated, with reasons.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::words::CostClass;
use crate::planner::bound::earliest_finish;
use crate::planner::calendar::{Budget, Calendar, Time};
use crate::planner::forecast::{Forecast, forecast};
use crate::planner::goal::{Demand, Goal};
use crate::planner::held::Left;
use crate::planner::network::Network;
use crate::planner::scenario::Scenario;
use crate::planner::schedule::{Order, PastCalendar, Schedule, fill};
use crate::planner::select::{Selection, select};
use crate::planner::unreachable::Unreachable;

/// A sufficient set of steps, dated.
#[derive(Debug, Clone)]
pub struct Plan {
    pub selection: Selection,
    /// In the order of their start.
    pub steps: Vec<PlannedStep>,
    /// Monday and hours of each week from the start to the finish.
    pub capacity: Vec<(Date, Hours)>,
    pub finish: Finish,
    /// Last days of the forecast's draws, sorted.
    pub draws: Vec<Date>,
}

impl Plan {
    /// The share of draws that end by a day.
    pub fn likelihood(&self, by: Date) -> f64 {
        let in_time = self.draws.partition_point(|&last| last <= by);
        in_time as f64 / self.draws.len().max(1) as f64
    }

    /// The sum of the prices that are known, in US dollars.
    pub fn usd(&self, kb: &Kb) -> f64 {
        let prices = self.steps.iter().filter_map(|planned| kb[planned.step].cost.usd);
        // The empty sum of floats is -0.
        prices.sum::<f64>() + 0.0
    }

    /// Steps that cost money without a known price, in the plan's order.
    pub fn price_unknown<'a>(&'a self, kb: &'a Kb) -> impl Iterator<Item = StepId> + 'a {
        let unknown =
            |&step: &StepId| kb[step].cost.class == CostClass::Paid && kb[step].cost.usd.is_none();
        self.steps.iter().map(|planned| planned.step).filter(unknown)
    }

    /// The Monday of the first week with hours of any step.
    pub fn first_week(&self) -> Option<Date> {
        self.steps.iter().filter_map(|step| step.weeks.first()).map(|&(week, _)| week).min()
    }

    /// The steps that wait for one, directly or not.
    pub fn behind(&self, step: StepId) -> Vec<&PlannedStep> {
        let mut found: BTreeMap<StepId, &PlannedStep> = BTreeMap::new();
        let mut open = vec![step];
        while let Some(here) = open.pop().and_then(|id| self.steps.iter().find(|s| s.step == id)) {
            for next in here.followers() {
                let planned = self.steps.iter().find(|planned| planned.step == next);
                if let Some(planned) = planned.filter(|_| !found.contains_key(&next)) {
                    found.insert(next, planned);
                    open.push(next);
                }
            }
        }
        found.into_values().collect()
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
    /// No schedule of these steps ends before.
    pub bound: Date,
    pub p10: Date,
    pub p50: Date,
    pub p80: Date,
    pub p90: Date,
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
    pub start: Date,
    pub finish: Date,
    /// Monday and hours of each week with hours.
    pub weeks: Vec<(Date, Hours)>,
    pub waits_for: Vec<StepId>,
    pub because: Vec<Because>,
    pub critical: bool,
}

impl PlannedStep {
    /// Steps that wait for it, the earliest first.
    pub fn followers(&self) -> impl Iterator<Item = StepId> {
        self.because.iter().filter_map(|why| match why {
            Because::RequiredBy(above) => Some(*above),
            Because::Demand(_) => None,
        })
    }
}

/// Why a step is in the plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    Demand(Demand),
    /// A step of the plan waits for it.
    RequiredBy(StepId),
}

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoPlan {
    Unreachable(Unreachable),
    PastCalendar,
}

impl From<PastCalendar> for NoPlan {
    fn from(_: PastCalendar) -> Self {
        Self::PastCalendar
    }
}

/// Plans.
///
/// # Errors
/// [`NoPlan`] with the reasons.
pub fn plan(kb: &Kb, scenario: &Scenario) -> Result<Plan, NoPlan> {
    plan_goal(kb, &scenario.goal(kb), &scenario.time)
}

/// Plans for demands that are spelled out.
///
/// # Errors
/// [`NoPlan`] with the reasons.
pub fn plan_goal(kb: &Kb, goal: &Goal, time: &Time) -> Result<Plan, NoPlan> {
    let selection = select(kb, goal).map_err(NoPlan::Unreachable)?;
    Ok(schedule(kb, goal, time, selection)?)
}

/// Dates steps that were chosen for the same goal.
///
/// # Errors
/// [`PastCalendar`].
pub fn schedule(
    kb: &Kb,
    goal: &Goal,
    time: &Time,
    selection: Selection,
) -> Result<Plan, PastCalendar> {
    let calendar = Calendar::new(time);
    if selection.steps.is_empty() {
        return Ok(nothing_to_do(selection, time.start));
    }
    let network = Network::new(kb, goal, &selection.steps, &calendar);
    let bound = earliest_finish(&network, &calendar)?;
    let (order, schedule) = earliest(&network, &calendar, bound, VARIATIONS)?;
    let forecast = forecast(kb, &goal.held, &time.pace, &network, &order, &calendar)?;
    let capacity = (0..=schedule.finish).filter_map(|week| {
        Some((calendar.monday(week)?, Hours::from_ticks(calendar.capacity(week))))
    });
    Ok(Plan {
        capacity: capacity.collect(),
        finish: dates(&calendar, schedule.finish, bound, &forecast).ok_or(PastCalendar)?,
        draws: forecast.weeks().filter_map(|week| calendar.sunday(week)).collect(),
        steps: planned_steps(kb, goal, &network, &schedule, &calendar),
        selection,
    })
}

/// A plan without steps ends on the day on which it starts.
fn nothing_to_do(selection: Selection, start: Date) -> Plan {
    let finish =
        Finish { planned: start, bound: start, p10: start, p50: start, p80: start, p90: start };
    Plan { selection, steps: Vec::new(), capacity: Vec::new(), finish, draws: vec![start] }
}

/// Orders tried beyond the reasoned ones, where those do not reach the bound.
const VARIATIONS: usize = 1_000;

/// The schedule with the earliest finish among the orders worth trying.
fn earliest(
    network: &Network,
    calendar: &Calendar,
    bound: usize,
    variations: usize,
) -> Result<(Order, Schedule), PastCalendar> {
    let mut best: Option<(Order, Schedule)> = None;
    let orders = orders(network, variations);
    for order in orders {
        let schedule = fill(network, &order, calendar)?;
        if best.as_ref().is_none_or(|(_, found)| schedule.finish < found.finish) {
            best = Some((order, schedule));
        }
        if best.as_ref().is_some_and(|(_, found)| found.finish <= bound) {
            break;
        }
    }
    let (order, schedule) = best.ok_or(PastCalendar)?;
    for tasks in network.calmer(&order.tasks) {
        for number in 0..8 {
            let calmer = way(tasks.clone(), number);
            let other = fill(network, &calmer, calendar)?;
            if other.finish <= schedule.finish {
                return Ok((calmer, other));
            }
        }
    }
    Ok((order, schedule))
}

/// An order in one of eight ways.
fn way(tasks: Vec<usize>, number: usize) -> Order {
    Order {
        tasks,
        places_first: number & 1 == 1,
        blocks_wait: number & 2 == 2,
        keeps_going: number & 4 == 0,
    }
}

/// The reasoned orders in all their ways, then variations, each in one way.
fn orders(network: &Network, variations: usize) -> impl Iterator<Item = Order> {
    let reasoned = network.priorities().into_iter();
    reasoned
        .flat_map(move |tasks| (0..8).map(move |number| way(tasks.clone(), number)))
        .chain(network.variations(variations).enumerate().map(move |(n, tasks)| way(tasks, n)))
}

/// The last day of the chosen steps, without the forecast.
pub fn planned_finish(kb: &Kb, goal: &Goal, time: &Time, selection: &Selection) -> Option<Date> {
    let calendar = Calendar::new(time);
    let network = Network::new(kb, goal, &selection.steps, &calendar);
    let bound = earliest_finish(&network, &calendar).ok()?;
    let (_, schedule) = earliest(&network, &calendar, bound, 0).ok()?;
    calendar.sunday(schedule.finish)
}

/// The least whole number of hours a week with which the chosen steps end by a day, and the last
/// day then; `None` if no number is enough, since waiting decides.
pub fn hours_to_finish_by(
    kb: &Kb,
    goal: &Goal,
    time: &Time,
    selection: &Selection,
    by: Date,
) -> Option<(Hours, Date)> {
    const MOST: u32 = 24 * 7;
    let ends_by = |hours: u32| {
        let budget = Budget::Weekly(Hours::whole(hours));
        let time = Time { budget, ..time.clone() };
        planned_finish(kb, goal, &time, selection).filter(|&day| day <= by)
    };
    let least = least_whole_hours(0, MOST, |hours| ends_by(hours).is_some())?;
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
        if enough(middle) {
            known = middle;
        } else {
            too_few = middle;
        }
    }
    Some(known)
}

fn dates(calendar: &Calendar, planned: usize, bound: usize, forecast: &Forecast) -> Option<Finish> {
    Some(Finish {
        planned: calendar.sunday(planned)?,
        bound: calendar.sunday(bound)?,
        p10: calendar.sunday(forecast.week(10))?,
        p50: calendar.sunday(forecast.week(50))?,
        p80: calendar.sunday(forecast.week(80))?,
        p90: calendar.sunday(forecast.week(90))?,
    })
}

fn planned_steps(
    kb: &Kb,
    goal: &Goal,
    network: &Network,
    schedule: &Schedule,
    calendar: &Calendar,
) -> Vec<PlannedStep> {
    let mut weeks: Vec<Vec<(usize, u64)>> = vec![Vec::new(); network.tasks.len()];
    let mut first_seen = Vec::new();
    for placement in &schedule.placements {
        let own = &mut weeks[placement.task];
        if own.is_empty() {
            first_seen.push(placement.task);
        }
        match own.last_mut() {
            Some((week, ticks)) if *week == placement.week => *ticks += placement.ticks,
            _ => own.push((placement.week, placement.ticks)),
        }
    }
    let dated = |task: usize| {
        let (first, last) = (weeks[task].first()?.0, weeks[task].last()?.0);
        let own = weeks[task]
            .iter()
            .filter_map(|&(week, ticks)| Some((calendar.monday(week)?, Hours::from_ticks(ticks))));
        let waits_for = schedule.waits_for[task].iter().map(|&t| network.tasks[t].step);
        Some(PlannedStep {
            step: network.tasks[task].step,
            left: goal.held.left(kb, network.tasks[task].step),
            begun: network.tasks[task].begun,
            spent: goal.held.begun.get(&network.tasks[task].step).map_or(Hours::ZERO, |b| b.spent),
            start: calendar.first_day(first)?,
            finish: calendar.sunday(last)?,
            weeks: own.collect(),
            waits_for: waits_for.collect(),
            because: reasons(kb, goal, network, schedule, task),
            critical: network.critical[task],
        })
    };
    first_seen.into_iter().filter_map(dated).collect()
}

/// The demands that the step meets, and the steps that wait for it.
fn reasons(
    kb: &Kb,
    goal: &Goal,
    network: &Network,
    schedule: &Schedule,
    task: usize,
) -> Vec<Because> {
    let step = network.tasks[task].step;
    let met = goal.demands.iter().filter(|demand| demand.is_met_by(kb, step));
    let mut followers: Vec<usize> = (0..network.tasks.len())
        .filter(|&other| schedule.waits_for[other].contains(&task))
        .collect();
    followers.sort_by_key(|&other| schedule.placements.iter().position(|p| p.task == other));
    met.cloned()
        .map(Because::Demand)
        .chain(
            followers.into_iter().map(|follower| Because::RequiredBy(network.tasks[follower].step)),
        )
        .collect()
}
