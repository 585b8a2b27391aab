//! Sums over all weeks up to one, without adding them up again.

/// Sums over the weeks before each: some that differ, then all alike.
#[derive(Debug, Clone)]
pub struct RunningSum {
    /// Before each of those that differ, and after the last: at least one.
    before: Vec<u64>,
    /// Of each week after them.
    regular: u64,
}

impl RunningSum {
    pub fn new(special: impl Iterator<Item = u64>, regular: u64) -> Self {
        let mut before = vec![0];
        before.extend(special.scan(0, |sum, week| {
            *sum += week;
            Some(*sum)
        }));
        Self { before, regular }
    }

    /// Of all weeks before one.
    pub fn before(&self, week: usize) -> u64 {
        let known = week.min(self.before.len() - 1);
        self.before[known] + (week - known) as u64 * self.regular
    }

    /// The first week by the end of which the sum is no less than this; `None` if it never is.
    pub fn reaches(&self, sum: u64) -> Option<usize> {
        let special = self.before.len() - 1;
        let week = self.before[1..].partition_point(|&before| before < sum);
        if week < special {
            return Some(week);
        }
        let more = sum.saturating_sub(self.before[special]).div_ceil(self.regular.max(1));
        let more = usize::try_from(more).ok()?.max(1);
        (self.regular > 0 || sum <= self.before[special]).then(|| special.saturating_add(more - 1))
    }
}
