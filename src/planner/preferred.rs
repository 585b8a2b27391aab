//! Of the schedules that end as early as any, the one to prefer: worth much on the way, in an order
//! that a teacher would accept.

use std::cmp::Reverse;
use std::sync::Arc;

use itertools::{Itertools as _, iproduct};

use crate::knowledge::model::{CompetencyId, Skills};
use crate::knowledge::vocabulary::Level;
use crate::planner::goal::Demand;
use crate::planner::instance::OneOf;
use crate::planner::order::{Teaching, by_worth};
use crate::planner::priority::in_variants;
use crate::planner::project::Project;
use crate::planner::schedule::Schedule;
use crate::planner::sidney::share_of_most;
use crate::planner::worth::Worth;

/// Teaching may cost at most an eighth of the area that an order has which ignores it.
const KEPT: (u64, u64) = (7, 8);

/// Weeks that may be kept free before the finish for what it waits for, tried in this order.
const MARGINS: [u64; 6] = [0, 2, 4, 8, 16, 32];

/// Each turn of an order looks at every task with all before it, so more would take too long.
const MOST_TASKS: usize = 400;

impl Project<'_> {
    /// The schedule to prefer; `None` if it would end past the year 9999.
    pub fn schedule(&self, worth: &Worth, random: usize) -> Option<Schedule> {
        let earliest = self.earliest(random)?;
        if self.network.activities.len() > MOST_TASKS {
            return Some(earliest);
        }
        if !worth.leg_ends(&earliest).is_empty() {
            return Some(self.in_turn(worth, earliest));
        }
        let best = |steady: bool, margin: u64, teaching: Teaching| {
            let list = by_worth(&self.network, worth, teaching, margin);
            let rules = in_variants(&list, steady);
            let schedules = rules.filter_map(|rule| Schedule::build(&self.network, &rule));
            let in_time = schedules.filter(|schedule| schedule.finish <= earliest.finish);
            in_time.map(|it| (worth.area(&it), it)).max_by_key(|(area, _)| *area)
        };
        let forms = iproduct!([true, false], MARGINS);
        let mut ignorant = forms.filter_map(|(steady, m)| best(steady, m, Teaching::NONE));
        let Some((most, ignorant)) = ignorant.next() else { return Some(earliest) };
        let taught = iproduct!([true, false], Teaching::STRICTEST_FIRST, MARGINS);
        let taught = taught.filter_map(|(steady, how, m)| best(steady, m, how));
        let mut taught = taught.filter(|(area, _)| KEPT.1 * area >= KEPT.0 * most);
        Some(taught.next().map_or(ignorant, |(_, schedule)| schedule))
    }

    /// Of the schedules tried, the one that meets the first of several adverts earliest; of equals
    /// the one that meets the second earliest, and so on; then the one that is worth most.
    fn in_turn(&self, worth: &Worth, earliest: Schedule) -> Schedule {
        let teachings = Teaching::STRICTEST_FIRST.into_iter().chain([Teaching::NONE]);
        let forms = iproduct!([true, false], teachings, MARGINS);
        let ordered = forms.flat_map(|(steady, teaching, margin)| {
            let list = by_worth(&self.network, worth, teaching, margin);
            in_variants(&list, steady)
                .filter_map(|rule| Schedule::build(&self.network, &rule))
                .collect_vec()
        });
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
        let steps = &network.instance.steps;
        let meeting = |demand: &Demand| -> OneOf {
            (0..steps.len()).filter(|&task| demand.is_met_by(kb, steps[task])).collect()
        };
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
