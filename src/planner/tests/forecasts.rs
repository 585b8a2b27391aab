//! The forecast against figures found in other ways: by formula, and by a simulation that shares
//! nothing with the planner but the estimates.

use std::rc::Rc;

use jiff::civil::{Date, date};
use rand_distr::{Distribution as _, Gamma, LogNormal};
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::SeedableRng as _;

use crate::knowledge::hours::Hours;
use crate::planner::calendar::{Budget, Time};
use crate::planner::held::Held;
use crate::planner::plan::{Plan, plan};
use crate::planner::scenario::Scenario;
use crate::planner::tests::world::steps_in_a_row;

const MONDAY: Date = date(2027, 1, 4);
/// ln 2 / 1.645: nine in ten between half and twice the hours.
const SIGMA: f64 = 0.421;
/// Standard normal quantiles of 10, 50, 80 and 90 %, from tables.
const Z: [f64; 4] = [-1.2816, 0.0, 0.8416, 1.2816];

/// A plan of steps that follow each other: low, likely and high hours and least weeks of each.
fn planned(steps: &[([u32; 3], u32)], hours: u32) -> Plan {
    let (kb, target) = steps_in_a_row(steps);
    let scenario = Scenario {
        target: Rc::new(target),
        held: Held::nothing(&kb),
        must: Vec::new(),
        drop: Vec::new(),
        avoid: Vec::new(),
        time: Time::new(MONDAY, Budget::Weekly(Hours::whole(hours)), Vec::new(), 3),
        market: None,
    };
    plan(&kb, &scenario).unwrap()
}

/// Weeks until each quantile's date.
fn weeks(plan: &Plan) -> [f64; 4] {
    let finish = plan.finish;
    [finish.p10, finish.p50, finish.p80, finish.p90].map(|last: Date| {
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
