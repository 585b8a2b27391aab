//! The chosen steps with all that dates them, and their best schedule.

use jiff::civil::Date;

use crate::knowledge::model::Kb;
use crate::planner::bound::makespan_lower_bound;
use crate::planner::calendar::Time;
use crate::planner::goal::Goal;
use crate::planner::instance::Instance;
use crate::planner::lessons::lessons_first;
use crate::planner::network::Network;
use crate::planner::priority::rules;
use crate::planner::schedule::Schedule;
use crate::planner::select::Selection;

/// Random priority lists that are tried where the reasoned ones do not reach the bound.
pub const RANDOM_LISTS: usize = 1_000;

/// Tasks that are placed in all schedules that are tried: a plan of a hundred tries every rule.
const MOST_PLACED: usize = 200_000;

/// Rules that are tried however many tasks there are.
const FEWEST_RULES: usize = 8;

/// The steps that were chosen for a goal, with what comes before each.
#[derive(Debug, Clone)]
pub struct Chosen<'a> {
    kb: &'a Kb,
    goal: Goal,
    selection: Selection,
    instance: Instance,
    /// With lessons before their use, if that makes a difference.
    lessons_first: Option<Instance>,
}

impl<'a> Chosen<'a> {
    pub fn new(kb: &'a Kb, goal: Goal, selection: Selection) -> Self {
        let instance = Instance::new(kb, &goal, &selection.steps);
        let lessons_first = lessons_first(kb, &goal, &instance);
        Self { kb, goal, selection, instance, lessons_first }
    }

    /// `None` if no schedule ends before the year 9999 does.
    pub fn within(self, time: Time) -> Option<Project<'a>> {
        let Self { kb, goal, selection, instance, lessons_first } = self;
        let mut network = Network::new(kb, &goal.held, instance, &time);
        let bound = makespan_lower_bound(&network)?;
        let mut enough = bound;
        if let Some(ordered) = lessons_first {
            network = Network::new(kb, &goal.held, ordered, &time);
            enough = makespan_lower_bound(&network)?;
        }
        Some(Project { kb, goal, time, selection, network, bound, enough })
    }
}

/// The steps that were chosen for a goal, and the time for them.
#[derive(Debug)]
pub struct Project<'a> {
    pub kb: &'a Kb,
    pub goal: Goal,
    pub time: Time,
    pub selection: Selection,
    pub network: Network,
    /// No schedule ends in an earlier week.
    pub bound: usize,
    /// No schedule that has lessons before their use ends in an earlier week.
    pub enough: usize,
}

impl<'a> Project<'a> {
    /// `None` if no schedule ends before the year 9999 does.
    pub fn new(kb: &'a Kb, goal: Goal, time: Time, selection: Selection) -> Option<Self> {
        Chosen::new(kb, goal, selection).within(time)
    }

    /// The last day of the earliest week in which any schedule could end.
    pub fn earliest_end(&self) -> Option<Date> {
        let nothing_to_do = self.selection.steps.is_empty();
        if nothing_to_do { Some(self.time.start) } else { self.network.calendar.sunday(self.bound) }
    }

    /// A schedule with the earliest finish among the rules worth trying.
    pub fn earliest(&self, random: usize) -> Option<Schedule> {
        let Self { network, enough, .. } = self;
        let mut best: Option<Schedule> = None;
        let most = MOST_PLACED / network.activities.len().max(1);
        for rule in rules(network, random).take(most.max(FEWEST_RULES)) {
            let schedule = Schedule::build(network, &rule)?;
            if best.as_ref().is_none_or(|found| schedule.finish < found.finish) {
                best = Some(schedule);
            }
            if best.as_ref().is_some_and(|found| found.finish <= *enough) {
                break;
            }
        }
        best
    }
}
