//! Of the schedules that end as early as any, the one to prefer: worth much on the way, in an order
//! that a teacher would accept.

use std::cmp::Reverse;
use std::rc::Rc;
use std::sync::Arc;

use itertools::Itertools as _;
use jiff::civil::Date;

use crate::knowledge::model::{CompetencyId, Skills};
use crate::knowledge::vocabulary::Level;
use crate::planner::goal::Demand;
use crate::planner::instance::{OneOf, Providers, TaskId};
use crate::planner::margins::Margins;
use crate::planner::order::Order;
use crate::planner::priority::{Haste, PriorityRule, Variant, in_variants};
use crate::planner::project::Project;
use crate::planner::schedule::Schedule;
use crate::planner::teaching::Teaching;
use crate::planner::worth::Worth;

/// Teaching may cost at most an eighth of the area that an order has which ignores it.
const KEPT: (u64, u64) = (7, 8);

/// Weeks that may be kept free before the finish for what it waits for, tried in this order.
const MARGINS: [u64; 6] = [0, 2, 4, 8, 16, 32];

/// All forms of an order are tried for so many tasks, fewer for more: a matter of time again.
const ALL_TRIED: usize = 400;

/// How many of some forms are tried for a number of tasks.
fn tried(forms: usize, tasks: usize) -> usize {
    (forms * ALL_TRIED / tasks.max(1)).clamp(1, forms)
}

/// The lists of some ways of teaching, with more and more weeks kept free before the finish: all
/// for a steady schedule, then for others.
fn forms<'a>(
    start: &'a Order<'a>,
    teachings: impl IntoIterator<Item = Teaching, IntoIter: 'a>,
) -> impl Iterator<Item = (bool, Rc<[TaskId]>)> + 'a {
    let margins = &MARGINS[..tried(MARGINS.len(), start.len())];
    // One that is the same again would end no earlier.
    let lists = move |teaching| Margins::new(start, teaching, margins).dedup().map(Rc::from);
    let (steady, other) = teachings.into_iter().flat_map(lists).tee();
    steady.map(|list| (true, list)).chain(other.map(|list| (false, list)))
}

impl Project<'_> {
    /// The schedule to prefer; `None` if it would end past the year 9999.
    pub fn schedule(&self, worth: &Worth, random: usize) -> Option<Schedule> {
        Some(self.preferred(worth, self.earliest(random)?))
    }

    /// The last day of the schedule to prefer. That is not looked for where it cannot end on any
    /// other day than the earliest one.
    pub fn last_day(&self, random: usize) -> Option<Date> {
        if self.selection.steps.is_empty() {
            return Some(self.time.start);
        }
        let earliest = self.earliest(random)?;
        let in_turn = self.goal.outlook.target.legs.len() > 1;
        let schedule = match earliest.finish <= self.enough && !in_turn {
            true => earliest,
            false => self.preferred(&self.worth(), earliest),
        };
        self.network.calendar.sunday(schedule.finish)
    }

    fn preferred(&self, worth: &Worth, earliest: Schedule) -> Schedule {
        if !worth.leg_ends(&earliest).is_empty() {
            return self.in_turn(worth, earliest);
        }
        let best = |(steady, list): (bool, Rc<[TaskId]>)| {
            let schedules = self.schedules(&list, steady);
            let in_time = schedules.filter(|schedule| schedule.finish <= earliest.finish);
            in_time.map(|it| (worth.area(&it), it)).max_by_key(|(area, _)| *area)
        };
        let start = Order::new(&self.network, worth);
        let mut ignorant = forms(&start, [Teaching::NONE]).filter_map(best);
        let Some((most, ignorant)) = ignorant.next() else { return earliest };
        let taught = forms(&start, Teaching::STRICTEST_FIRST).filter_map(best);
        let mut taught = taught.filter(|(area, _)| KEPT.1 * area >= KEPT.0 * most);
        taught.next().map_or(ignorant, |(_, schedule)| schedule)
    }

    /// The schedules of a list that do not come to the same.
    fn schedules<'a>(
        &'a self,
        list: &'a [TaskId],
        steady: bool,
    ) -> impl Iterator<Item = Schedule> + 'a {
        let activities = &self.network.activities;
        let any_full_time = activities.iter().any(|activity| activity.full_time);
        let differs = move |rule: &PriorityRule| {
            let Variant { full_time_in_turn, haste, .. } = rule.variant;
            any_full_time || !full_time_in_turn && haste != Haste::BeforeFullTime
        };
        let rules = in_variants(list, steady).take(tried(Variant::COUNT, list.len()));
        rules.filter(differs).filter_map(|rule| Schedule::build(&self.network, &rule))
    }

    /// Of the schedules tried, the one that meets the first of several adverts earliest; of equals
    /// the one that meets the second earliest, and so on; then the one that is worth most.
    fn in_turn(&self, worth: &Worth, earliest: Schedule) -> Schedule {
        let start = Order::new(&self.network, worth);
        let teachings = Teaching::STRICTEST_FIRST.into_iter().chain([Teaching::NONE]);
        let schedules =
            |(steady, list): (bool, Rc<[TaskId]>)| self.schedules(&list, steady).collect_vec();
        let ordered = forms(&start, teachings).flat_map(schedules);
        let key = |it: &Schedule| (worth.leg_ends(it), it.finish, Reverse(worth.area(it)));
        ordered.min_by_key(key).filter(|best| key(best) < key(&earliest)).unwrap_or(earliest)
    }

    /// What the tasks bring of what adverts ask for, and the nearest role on the way.
    pub fn worth(&self) -> Worth {
        let Self { kb, goal, network, .. } = self;
        let providers = Providers::new(kb, &network.instance.steps);
        let meeting = |demand: &Demand| providers.meeting(demand);
        let asks = goal.outlook.asks(kb).into_iter();
        let asks = asks.map(|(ask, share)| (Demand::OneOf(Arc::new(ask)), share));
        let open = asks.filter(|(ask, _)| !ask.is_met_from(kb, &goal.held));
        let open = open.map(|(ask, share)| (share, meeting(&ask))).collect();
        let need = |(c, level): (CompetencyId, Level)| meeting(&Demand::Target(c, level));
        let needs = |needs: Skills| needs.into_iter().map(need).collect();
        let stages = goal.outlook.stages(kb, &goal.held).map(|(_, open)| needs(open));
        let made_up = stages.filter(|needs: &Vec<OneOf>| !needs.contains(&OneOf::new()));
        let worth = Worth::new(network, open, made_up.collect());
        match goal.outlook.target.legs.as_slice() {
            [] | [_] => worth,
            legs => {
                let open = |leg| Demand::of_leg(leg).filter(|it| !it.is_met_from(kb, &goal.held));
                let needs = |leg| open(leg).map(|it| meeting(&it)).filter(|it| !it.is_empty());
                let legs = legs.iter().map(|leg| needs(leg).collect()).collect_vec();
                worth.in_turn(network, &legs)
            }
        }
    }
}
