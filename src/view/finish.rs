//! When a plan ends: as planned, and by chance.

use jiff::civil::Date;
use serde::Serialize;

use crate::planner::plan::Plan;

pub use crate::planner::forecast::ForecastDay;

/// Last days of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Finish {
    pub planned: Date,
    /// No schedule of these steps ends in an earlier week.
    pub bound: Date,
    /// The days by which the plan ends with 10, 50, 80 and 90 %, by the forecast.
    pub p10: ForecastDay,
    pub p50: ForecastDay,
    pub p80: ForecastDay,
    pub p90: ForecastDay,
}

impl From<&Plan> for Finish {
    fn from(plan: &Plan) -> Self {
        let [p10, p50, p80, p90] = [10, 50, 80, 90].map(|percent| plan.forecast.by(percent));
        Self { planned: plan.finish.planned, bound: plan.finish.bound, p10, p50, p80, p90 }
    }
}
