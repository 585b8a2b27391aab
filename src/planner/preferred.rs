//! Of the schedules that end as early as any, the one to prefer: worth much on the way, in an order
//! that a teacher would accept.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::sync::Arc;

use itertools::Itertools as _;

use crate::knowledge::model::{CompetencyId, Skills};
use crate::knowledge::vocabulary::Level;
use crate::planner::goal::Demand;
use crate::planner::instance::{OneOf, Providers, TaskId};
use crate::planner::order::{Orders, Teaching};
use crate::planner::priority::{Haste, PriorityRule, Variant, in_variants};
use crate::planner::project::Project;
use crate::planner::schedule::Schedule;
use crate::planner::sidney::share_of_most;
use crate::planner::worth::Worth;

/// Teaching may cost at most an eighth of the area that an order has which ignores it.
const KEPT: (u64, u64) = (7, 8);

/// Weeks that may be kept free before the finish for what it waits for, tried in this order.
const MARGINS: [u64; 6] = [0, 2, 4, 8, 16, 32];

/// Of more tasks the bound on what an order is worth would take too long to find.
const MOST_TASKS: usize = 400;

/// All forms of an order are tried for so many tasks, fewer for more: a matter of time again.
const ALL_TRIED: usize = 400;

/// How many of some forms are tried for a number of tasks.
fn tried(forms: usize, tasks: usize) -> usize {
    (forms * ALL_TRIED / tasks.max(1)).clamp(1, forms)
}

/// The lists of one way of teaching, with more and more weeks kept free before the finish. Each is
/// made when it is first asked for.
struct Lists<'a> {
    orders: &'a Orders<'a>,
    teaching: Teaching,
    made: [OnceCell<Vec<TaskId>>; MARGINS.len()],
}

impl<'a> Lists<'a> {
    fn new(orders: &'a Orders, teaching: Teaching) -> Self {
        Self { orders, teaching, made: Default::default() }
    }

    fn iter(&self) -> impl Iterator<Item = &Vec<TaskId>> {
        let tried = tried(MARGINS.len(), self.orders.len());
        let lists = self.made.iter().zip(MARGINS).take(tried);
        // One that is the same again would end no earlier.
        let made = lists
            .map(|(list, margin)| list.get_or_init(|| self.orders.by_worth(self.teaching, margin)));
        made.dedup()
    }
}

/// All lists for a steady schedule, then for others.
fn forms<'a>(lists: &'a [Lists<'a>]) -> impl Iterator<Item = (bool, &'a Vec<TaskId>)> {
    let all = move || lists.iter().flat_map(Lists::iter);
    [true, false].into_iter().flat_map(move |steady| all().map(move |list| (steady, list)))
}

impl Project<'_> {
    /// The schedule to prefer; `None` if it would end past the year 9999.
    pub fn schedule(&self, worth: &Worth, random: usize) -> Option<Schedule> {
        let earliest = self.earliest(random)?;
        if !worth.leg_ends(&earliest).is_empty() {
            return Some(self.in_turn(worth, earliest));
        }
        let best = |(steady, list): (bool, &Vec<TaskId>)| {
            let schedules = self.schedules(list, steady);
            let in_time = schedules.filter(|schedule| schedule.finish <= earliest.finish);
            in_time.map(|it| (worth.area(&it), it)).max_by_key(|(area, _)| *area)
        };
        let orders = Orders::new(&self.network, worth);
        let ignorant = [Lists::new(&orders, Teaching::NONE)];
        let mut ignorant = forms(&ignorant).filter_map(best);
        let Some((most, ignorant)) = ignorant.next() else { return Some(earliest) };
        let taught = Teaching::STRICTEST_FIRST.map(|teaching| Lists::new(&orders, teaching));
        let taught = forms(&taught).filter_map(best);
        let mut taught = taught.filter(|(area, _)| KEPT.1 * area >= KEPT.0 * most);
        Some(taught.next().map_or(ignorant, |(_, schedule)| schedule))
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
        let orders = Orders::new(&self.network, worth);
        let [strictest, stricter] = Teaching::STRICTEST_FIRST;
        let lists = [strictest, stricter, Teaching::NONE].map(|it| Lists::new(&orders, it));
        let ordered = forms(&lists).flat_map(|(steady, list)| self.schedules(list, steady));
        let key = |it: &Schedule| (worth.leg_ends(it), it.finish, Reverse(worth.area(it)));
        ordered.min_by_key(key).filter(|best| key(best) < key(&earliest)).unwrap_or(earliest)
    }

    /// What a schedule is worth on the way as a share of what no order of its tasks exceeds, from 0
    /// to 1; `None` if its tasks bring nothing that is asked for, or are too many to tell.
    pub fn share_of_most(&self, worth: &Worth, schedule: &Schedule) -> Option<f64> {
        let is_told = self.network.activities.len() <= MOST_TASKS;
        is_told.then(|| share_of_most(&self.network, worth, schedule))?
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
