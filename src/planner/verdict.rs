//! Whether a plan meets a deadline.

use jiff::civil::Date;
use serde::Serialize;

use crate::knowledge::hours::Hours;
use crate::planner::plan::Plan;

/// A deadline counts as safe if at least this share of the forecast's draws meet it.
pub const SAFE: f64 = 0.8;

/// How a plan stands to a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// At least 80 % likely.
    Fits,
    /// The plan ends in time, but less likely than that.
    Tight,
    /// The plan ends after the deadline.
    Short,
}

/// The verdict with its figures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Judgement {
    /// Answers name the date themselves.
    #[serde(skip)]
    pub deadline: Date,
    pub verdict: Verdict,
    /// Share of the forecast's draws that end in time.
    pub likelihood: f64,
    /// Whole weeks between the planned finish and the deadline; 0 if the plan is short.
    pub weeks_to_spare: u32,
    /// Hours that the plan places after the deadline; those of its week by days.
    pub hours_short: Hours,
}

impl Judgement {
    /// Whether the same deadline is missed by fewer hours, or met at least 1 % more likely.
    pub fn is_nearer_than(&self, other: &Self) -> bool {
        self.hours_short < other.hours_short || self.likelihood >= other.likelihood + 0.01
    }
}

/// Compares a plan with a deadline.
pub fn judge(plan: &Plan, deadline: Date) -> Judgement {
    let likelihood = plan.forecast.likelihood(deadline);
    let spare = deadline.since(plan.finish.planned).map_or(0, |span| span.get_days());
    let verdict = match (spare < 0, likelihood < SAFE) {
        (true, _) => Verdict::Short,
        (false, true) => Verdict::Tight,
        (false, false) => Verdict::Fits,
    };
    let behind = plan.steps.iter().flat_map(|step| {
        step.weeks.iter().map(|&(week, hours)| after(deadline, week.max(step.start), hours))
    });
    Judgement {
        deadline,
        verdict,
        likelihood,
        weeks_to_spare: u32::try_from(spare / 7).unwrap_or(0),
        hours_short: behind.sum(),
    }
}

/// The part of a week's hours that falls after a day, spread evenly over the days from the first
/// one of the week (which may be the day of the plan's start) to Sunday.
fn after(day: Date, first: Date, hours: Hours) -> Hours {
    let days = 7 - i32::from(first.weekday().to_monday_zero_offset());
    let before = day.since(first).map_or(0, |span| span.get_days()) + 1;
    let behind = (days - before).clamp(0, days) as u64;
    Hours::from_ticks(hours.ticks() * behind / days as u64)
}
