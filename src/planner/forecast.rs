//! Forecast: the finish dates that are met with a given probability.
//!
//! The hours of a step are uncertain in two ways. Each step by itself follows the beta-PERT
//! distribution of its three-point estimate: Beta(1 + 4 (likely - low) / (high - low),
//! 1 + 4 (high - likely) / (high - low)) stretched to low..high, so that the mean is
//! (low + 4 likely + high) / 6 (Malcolm, Roseboom, Clark and Fazar, "Application of a technique for
//! research and development program evaluation", Operations Research 7, 1959). And all evening
//! hours together are stretched by one factor, the person's pace, of which little is known at the
//! start ([`crate::planner::pace`]). Full-time steps last as long as their programme, whatever the
//! pace. A step in progress takes more in all than what was worked on it, which is taken off.
//!
//! Of each draw of all hours the forecast takes the first week in which it could end: the bound
//! that no order of these steps beats, with waiting, start months and holidays
//! ([`crate::planner::bound`]). More hours a week never move that bound to a later week, so they
//! never make a forecast later. The priority rule of the plan, used again in each draw, could not
//! promise it: with any such rule more capacity can make a project longer (Graham, "Bounds on
//! multiprocessing timing anomalies", SIAM Journal on Applied Mathematics 17, 1969). Of knowing
//! more nothing is promised: other steps are planned then, with fewer hours, but perhaps with
//! longer waits.
//!
//! A date holds with p % if at least p % of the draws end by it. The seed is fixed: the same input
//! gives the same dates.
//!
//! The pace decides most, so its draws are not left to chance: they are spread evenly over its
//! distribution by a Fibonacci lattice (Niederreiter, "Random Number Generation and Quasi-Monte
//! Carlo Methods", SIAM, 1992, chapter 5), which puts the dates within one or two percent of the
//! time from the exact ones; the same number of independent draws would be off by three or four.

use std::cell::OnceCell;
use std::f64::consts::TAU;
use std::fmt;
use std::sync::Arc;

use itertools::Itertools as _;
use jiff::civil::Date;
use rand_distr::{Distribution as _, Pert};
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::SeedableRng as _;
use serde::Serialize;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::planner::bound::LowerBound;
use crate::planner::held::Held;
use crate::planner::network::Network;
use crate::planner::pace::Pace;

const DRAWS: usize = 400;
/// The more steps there are, the less their own chance decides beside the pace, so that fewer draws
/// say as much: of thousands of steps no more are drawn than this, together.
const MOST_DRAWN: usize = 1_000_000;
/// Draws of however many steps.
const FEWEST_DRAWS: usize = 100;
/// Draws of much the same pace are looked at together.
const ALIKE: usize = 20;
const SEED: u64 = 0x6d6c_7061_7468;

/// When a draw of the forecast ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum ForecastDay {
    By(Date),
    /// After the year 9999, the last that can be written: `null` in JSON.
    Beyond,
}

impl fmt::Display for ForecastDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::By(day) => day.fmt(f),
            Self::Beyond => f.write_str("beyond 9999"),
        }
    }
}

/// When a plan ends by chance. It is simulated when it is first asked for, since many answers do
/// not show it.
#[derive(Debug, Clone)]
pub struct Forecast {
    /// `None` if nothing is left to do.
    uncertain: Option<Uncertain>,
    /// Last days of all draws, in ascending order.
    draws: OnceCell<Vec<ForecastDay>>,
}

/// What the draws are made of.
#[derive(Debug, Clone)]
struct Uncertain {
    network: Arc<Network>,
    pace: Pace,
    /// Of each activity.
    hours: Vec<Spread>,
}

impl Forecast {
    /// Of the chosen steps of a project.
    pub fn new(kb: &Kb, held: &Held, pace: Pace, network: Arc<Network>) -> Self {
        let steps = network.instance.steps.iter();
        let hours = steps.map(|&step| Spread::new(kb, held, step)).collect();
        Self { uncertain: Some(Uncertain { network, pace, hours }), draws: OnceCell::new() }
    }

    /// Of nothing: it ends on that day.
    pub fn certain(day: Date) -> Self {
        Self { uncertain: None, draws: vec![ForecastDay::By(day)].into() }
    }

    pub fn draws(&self) -> &[ForecastDay] {
        self.draws.get_or_init(|| self.uncertain.as_ref().map_or(Vec::new(), Uncertain::draw))
    }

    /// The day by which at least this percentage of the draws have ended.
    pub fn by(&self, percent: usize) -> ForecastDay {
        let draws = self.draws();
        draws[(draws.len() * percent).div_ceil(100).max(1) - 1]
    }

    /// The share of draws that end by a day.
    pub fn likelihood(&self, by: Date) -> f64 {
        let draws = self.draws();
        let in_time = draws.partition_point(|&last| last <= ForecastDay::By(by));
        in_time as f64 / draws.len().max(1) as f64
    }
}

impl Uncertain {
    fn draw(&self) -> Vec<ForecastDay> {
        let Self { network, pace, hours } = self;
        let mut random = Pcg64Mcg::seed_from_u64(SEED);
        let bound = LowerBound::new(network);
        let count = (MOST_DRAWN / hours.len().max(1)).clamp(FEWEST_DRAWS, DRAWS);
        let draws = (0..count).map(|draw| {
            let pace = pace.at(normal(draw, count));
            let left = network.activities.iter().zip(hours).map(|(activity, spread)| {
                let factor = if activity.full_time { 1.0 } else { pace };
                spread.left(factor, &mut random)
            });
            (pace, left.collect_vec())
        });
        let by_pace = draws.sorted_by(|(a, _), (b, _)| a.total_cmp(b));
        let by_pace = by_pace.map(|(_, left)| left).collect_vec();
        let weeks = by_pace.chunks(ALIKE).flat_map(|draws| bound.weeks(draws));
        let day = |week: Option<usize>| {
            let last = week.and_then(|week| network.calendar.sunday(week));
            last.map_or(ForecastDay::Beyond, ForecastDay::By)
        };
        weeks.map(day).sorted_unstable().collect()
    }
}

/// One of `count` standard normal numbers: the points of a Fibonacci lattice in the unit square
/// through the transform of Box and Muller ("A note on the generation of random normal deviates",
/// Annals of Mathematical Statistics 29, 1958).
fn normal(draw: usize, count: usize) -> f64 {
    let golden_ratio = f64::midpoint(1.0, 5.0_f64.sqrt());
    let radius = (draw as f64 + 0.5) / count as f64;
    let angle = (draw as f64 / golden_ratio).fract();
    (-2.0 * radius.ln()).sqrt() * (TAU * angle).cos()
}

/// A three-point estimate and what was worked on it, in ticks.
#[derive(Debug, Clone)]
struct Spread {
    likely: f64,
    /// `None` where the estimate has no spread.
    pert: Option<Pert<f64>>,
    worked: f64,
    /// What is left at least.
    least: f64,
}

impl Spread {
    fn new(kb: &Kb, held: &Held, step: StepId) -> Self {
        let estimate = &kb[step].hours;
        let [low, likely, high] =
            [estimate.low, estimate.likely, estimate.high].map(|hours| hours.ticks() as f64);
        let worked = held.worked(kb, step);
        let least = if worked.is_zero() { Hours::from_ticks(1) } else { Held::least(kb, step) };
        Self {
            likely,
            pert: Pert::new(low, high).with_mode(likely).ok().filter(|_| low < high),
            worked: worked.ticks() as f64,
            least: least.ticks() as f64,
        }
    }

    /// Ticks that one draw leaves to do.
    fn left(&self, factor: f64, random: &mut Pcg64Mcg) -> u64 {
        // The step is not finished, so its total exceeds what was worked on it. A few tries find
        // such a draw unless the estimate is far exceeded; then only a little is left.
        const TRIES: usize = 20;
        let all = (0..TRIES).find_map(|_| {
            let all = factor * self.pert.as_ref().map_or(self.likely, |pert| pert.sample(random));
            (all >= self.worked + self.least).then_some(all)
        });
        all.map_or(self.least, |all| all - self.worked).round() as u64
    }
}
