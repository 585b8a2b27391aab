//! The chosen steps with all that dates them, and their best schedule.

use jiff::civil::Date;

use crate::knowledge::model::Kb;
use crate::planner::bound::makespan_lower_bound;
use crate::planner::calendar::Time;
use crate::planner::goal::Goal;
use crate::planner::network::Network;
use crate::planner::priority::{PriorityRule, calmer, rules};
use crate::planner::schedule::{PastCalendar, Schedule};
use crate::planner::select::Selection;

/// Random priority lists that are tried where the reasoned ones do not reach the bound.
pub const RANDOM_LISTS: usize = 1_000;

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
}

impl<'a> Project<'a> {
    /// An error if no schedule ends before the year 9999 does.
    pub fn new(
        kb: &'a Kb,
        goal: Goal,
        time: Time,
        selection: Selection,
    ) -> Result<Self, PastCalendar> {
        let network = Network::new(kb, &goal, &selection.steps, &time);
        let bound = makespan_lower_bound(&network)?;
        Ok(Self { kb, goal, time, selection, network, bound })
    }

    /// The last day of the earliest week in which any schedule could end.
    pub fn earliest_end(&self) -> Option<Date> {
        let nothing_to_do = self.selection.steps.is_empty();
        if nothing_to_do { Some(self.time.start) } else { self.network.calendar.sunday(self.bound) }
    }

    /// The schedule with the earliest finish among the rules worth trying, of equal ones the
    /// calmest; an error if the weeks run out.
    pub fn schedule(&self, random: usize) -> Result<(PriorityRule, Schedule), PastCalendar> {
        let Self { network, bound, .. } = self;
        let mut best: Option<(PriorityRule, Schedule)> = None;
        for rule in rules(network, random) {
            let schedule = Schedule::build(network, &rule)?;
            if best.as_ref().is_none_or(|(_, found)| schedule.finish < found.finish) {
                best = Some((rule, schedule));
            }
            if best.as_ref().is_some_and(|(_, found)| found.finish <= *bound) {
                break;
            }
        }
        let (rule, schedule) = best.ok_or(PastCalendar)?;
        for calmer in calmer(network, &rule.list) {
            let other = Schedule::build(network, &calmer)?;
            if other.finish <= schedule.finish {
                return Ok((calmer, other));
            }
        }
        Ok((rule, schedule))
    }
}
