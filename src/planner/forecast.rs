//! Forecast: the finish dates that are met with a given probability.
//!
//! The hours of each step follow the beta-PERT distribution of its three-point estimate (Malcolm,
//! Roseboom, Clark and Fazar, "Application of a technique for research and development program
//! evaluation", Operations Research 7, 1959). All evening hours are stretched by one factor, the
//! person's pace, which nobody knows at the start: log-normal around 1. The schedule is filled
//! again for each draw; the seed is fixed, so the same input gives the same dates.

use rand_distr::{Distribution as _, LogNormal, Pert};
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::SeedableRng as _;

use crate::knowledge::model::Kb;
use crate::planner::calendar::Calendar;
use crate::planner::network::Network;
use crate::planner::schedule::{Order, PastCalendar, finish_with};

const DRAWS: usize = 400;
const SEED: u64 = 0x6d6c_7061_7468;
/// Nine in ten people need between half and twice the hours: what the knowledge base's sources
/// show between beginners and people with background, in courses and in projects. That is
/// ln 2 / 1.645.
const PACE_SIGMA: f64 = 0.421;

/// Weeks by the end of which the plan is finished with 10, 50, 80 and 90 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forecast {
    pub p10: usize,
    pub p50: usize,
    pub p80: usize,
    pub p90: usize,
}

/// Simulates the schedule.
///
/// # Errors
/// [`PastCalendar`] if a slow draw would end past the year 9999.
pub fn forecast(
    kb: &Kb,
    network: &Network,
    order: &Order,
    calendar: &Calendar,
) -> Result<Forecast, PastCalendar> {
    let mut random = Pcg64Mcg::seed_from_u64(SEED);
    let hours: Vec<Spread> = network.tasks.iter().map(|t| Spread::new(kb, t.step)).collect();
    let pace = LogNormal::new(0.0, PACE_SIGMA).ok();
    let mut weeks = Vec::with_capacity(DRAWS);
    let mut ticks = vec![0; hours.len()];
    for _ in 0..DRAWS {
        let pace = pace.map_or(1.0, |pace| pace.sample(&mut random));
        for (ticks, (task, spread)) in ticks.iter_mut().zip(network.tasks.iter().zip(&hours)) {
            let factor = if task.full_time { 1.0 } else { pace };
            *ticks = ((spread.sample(&mut random) * factor).round() as u64).max(1);
        }
        weeks.push(finish_with(network, order, calendar, &ticks)?);
    }
    weeks.sort_unstable();
    let at = |percent: usize| weeks[(DRAWS * percent).div_ceil(100) - 1];
    Ok(Forecast { p10: at(10), p50: at(50), p80: at(80), p90: at(90) })
}

/// A three-point estimate in ticks.
enum Spread {
    Fixed(f64),
    Pert(Pert<f64>),
}

impl Spread {
    fn new(kb: &Kb, step: crate::knowledge::model::StepId) -> Self {
        let [low, likely, high] =
            [&kb[step].hours.low, &kb[step].hours.likely, &kb[step].hours.high]
                .map(|hours| hours.ticks() as f64);
        match Pert::new(low, high).with_mode(likely) {
            Ok(pert) if low < high => Self::Pert(pert),
            _ => Self::Fixed(likely),
        }
    }

    fn sample(&self, random: &mut Pcg64Mcg) -> f64 {
        match self {
            Self::Fixed(ticks) => *ticks,
            Self::Pert(pert) => pert.sample(random),
        }
    }
}
