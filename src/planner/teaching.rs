//! Ways of teaching: what an order may give up of its worth so that it is easy to learn by.

use crate::knowledge::hours::Hours;
use crate::planner::outlook::WHOLE;

/// How much an order gives for being easy to learn by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Teaching {
    /// What it is worth to reach the nearest role on the way, in [`WHOLE`].
    pub stage: u64,
    /// How long a project waits at most once it can begin: a short one little, a long one until
    /// there is more to use in it. One of n hours waits for `patience` times n squared by ten.
    patience: u64,
}

impl Teaching {
    /// Only what the finish waits for and what is worth most in an hour.
    pub const NONE: Self = Self { stage: 0, patience: u64::MAX };

    pub const STRICTEST_FIRST: [Self; 2] =
        [Self { stage: WHOLE / 10, patience: 2 }, Self { stage: WHOLE / 20, patience: 4 }];

    /// Ticks of other work for which a project of some ticks waits.
    pub fn wait(self, ticks: u64) -> u64 {
        let ten_hours = u128::from(Hours::whole(10).ticks());
        let wait = u128::from(self.patience) * u128::from(ticks).pow(2) / ten_hours;
        u64::try_from(wait).unwrap_or(u64::MAX)
    }
}
