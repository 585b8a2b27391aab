//! The forecast against figures found in other ways: by formula, and by a simulation that shares
//! nothing with the planner but the estimates.

use std::sync::Arc;

use jiff::civil::{Date, date};
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};
use rand_distr::{Distribution as _, Gamma, LogNormal};
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::SeedableRng as _;

use crate::knowledge::hours::Hours;
use crate::planner::bound::LowerBound;
use crate::planner::calendar::{Budget, Time};
use crate::planner::effort::Effort;
use crate::planner::forecast::ForecastDay;
use crate::planner::held::Held;
use crate::planner::instance::Instance;
use crate::planner::network::Network;
use crate::planner::plan::{Plan, plan, plan_goal};
use crate::planner::scenario::Scenario;
use crate::planner::select::select;
use crate::planner::tests::world::{steps_in_a_row, times, worlds};

const MONDAY: Date = date(2027, 1, 4);
/// ln 2 / 1.645: nine in ten between half and twice the hours.
const SIGMA: f64 = 0.421;
/// Standard normal quantiles of 10, 50, 80 and 90 %, from tables.
const Z: [f64; 4] = [-1.2816, 0.0, 0.8416, 1.2816];

/// A plan of steps that follow each other: low, likely and high hours and least weeks of each.
fn planned(steps: &[([u32; 3], u32)], hours: u32) -> Plan {
    let (kb, target) = steps_in_a_row(steps);
    let scenario = Scenario {
        target: Arc::new(target),
        held: Held::nothing(&kb),
        must: Vec::new(),
        drop: Vec::new(),
        avoid: Vec::new(),
        time: Time::new(MONDAY, Budget::Weekly(Hours::whole(hours)), Vec::new(), 3),
        market: None,
        effort: Effort::default(),
    };
    plan(&kb, &scenario).unwrap()
}

/// Weeks until each quantile's date.
fn weeks(plan: &Plan) -> [f64; 4] {
    [10, 50, 80, 90].map(|percent| {
        let ForecastDay::By(last) = plan.forecast.by(percent) else { return f64::INFINITY };
        let days = last.since(MONDAY).unwrap().get_days();
        f64::from((days + 1) / 7)
    })
}

fn close(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1.0 + 0.02 * expected
}

#[test]
fn certain_hours_vary_by_the_pace_alone_as_its_formula_says() {
    let found = weeks(&planned(&[([1_000, 1_000, 1_000], 0)], 10));
    for (found, z) in found.into_iter().zip(Z) {
        let expected = 100.0 * (SIGMA * z).exp();
        assert!(close(found, expected), "{found} {expected}");
    }
}

#[test]
fn waiting_does_not_depend_on_the_pace() {
    let found = weeks(&planned(&[([2, 2, 2], 30), ([60, 60, 60], 0)], 6));
    for (found, z) in found.into_iter().zip(Z) {
        let pace = (SIGMA * z).exp();
        // The second step begins in the last week of the first, with what is left of its hours.
        let free = 6.0 - 2.0 * pace / 30.0;
        let expected = 30.0 + ((60.0 * pace - free) / 6.0).ceil();
        assert!((found - expected).abs() <= 1.0, "{found} {expected}");
    }
}

#[test]
fn agrees_with_a_simulation_of_its_own() {
    let steps = [([20, 40, 90], 0), ([10, 15, 100], 0), ([150, 300, 500], 0), ([5, 60, 70], 0)];
    let found = weeks(&planned(&steps, 4));
    let mut random = Pcg64Mcg::seed_from_u64(7);
    let pace = LogNormal::new(0.0, SIGMA).unwrap();
    let mut ends: Vec<f64> = (0..40_000)
        .map(|_| {
            let hours = steps.iter().map(|&([low, likely, high], _)| {
                let [low, likely, high] = [low, likely, high].map(f64::from);
                // A beta variable is a ratio of gamma variables.
                let mut gamma = |weight: f64| {
                    Gamma::new(1.0 + 4.0 * weight / (high - low), 1.0).unwrap().sample(&mut random)
                };
                let (up, down) = (gamma(likely - low), gamma(high - likely));
                low + (high - low) * up / (up + down)
            });
            let total: f64 = hours.sum();
            (total * pace.sample(&mut random) / 4.0).ceil()
        })
        .collect();
    ends.sort_by(f64::total_cmp);
    for (found, percent) in found.into_iter().zip([10, 50, 80, 90]) {
        let expected = ends[ends.len() * percent / 100];
        assert!(close(found, expected), "{percent} %: {found} {expected}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn more_hours_end_no_draw_later(
        world in worlds(12), time in times(), more in 1_u32..30, also: [bool; 3]
    ) {
        let Ok(before) = plan_goal(&world.kb, &world.goal(), &time) else { return Ok(()) };
        let mut with = time.clone();
        let raised = |budget: Budget| Budget::Weekly(budget.weekly() + Hours::whole(more));
        with.budget = raised(time.budget);
        for (exception, _) in with.exceptions.iter_mut().zip(also).filter(|(_, also)| *also) {
            exception.budget = raised(exception.budget);
        }
        let after = plan_goal(&world.kb, &world.goal(), &with).unwrap();
        prop_assert_eq!(&after.selection.steps, &before.selection.steps);
        let draws = after.forecast.draws().iter().zip(before.forecast.draws());
        for (draw, (after, before)) in draws.enumerate() {
            prop_assert!(after <= before, "{draw}: {after} instead of {before}");
        }
        prop_assert!(after.forecast.by(50) <= before.forecast.by(50));
        prop_assert!(after.forecast.by(90) <= before.forecast.by(90));
    }

    /// Any of the tasks may take up to four times as long as likely, in one draw and not another.
    #[test]
    fn draws_together_end_as_each_does_alone(
        world in worlds(12), time in times(), quarters: [[u8; 12]; 5],
    ) {
        let goal = world.goal();
        let Ok(selection) = select(&world.kb, &goal) else { return Ok(()) };
        let instance = Instance::new(&world.kb, &goal, &selection.steps);
        let likely = instance.ticks.clone();
        let network = Network::new(&world.kb, &goal.held, instance, &time);
        let draw = |quarters: &[u8; 12]| -> Vec<u64> {
            likely.iter().zip(quarters).map(|(all, part)| all * u64::from(part % 16) / 4).collect()
        };
        let draws: Vec<_> = quarters.iter().map(draw).collect();
        let bound = LowerBound::new(&network);
        let alone: Vec<_> = draws.iter().map(|ticks| bound.week(ticks)).collect();
        prop_assert_eq!(bound.weeks(&draws), alone);
    }
}

#[test]
fn a_slow_draw_past_the_calendar_leaves_the_plan() {
    let found = planned(&[([100, 200_000, 900_000], 0)], 1);
    let [p10, p50, p80, p90] = [10, 50, 80, 90].map(|percent| found.forecast.by(percent));
    assert!(found.finish.planned < date(6000, 1, 1) && p10 < p50);
    assert_eq!([p80, p90], [ForecastDay::Beyond; 2]);
}
