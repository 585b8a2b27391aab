//! How much work one question may take, so that a whole command takes some seconds at most.

/// Work that the choice of steps may take, by count: pivots of a linear program times its rows and
/// columns, or tasks looked at times [`Effort::TASK`]. The same on every machine, however busy, and
/// in whatever order questions are answered, since it is shared out before they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort(u64);

impl Effort {
    /// Looking at a task takes as long as this many units.
    pub const TASK: u64 = 4;

    pub const fn new(work: u64) -> Self {
        Self(work)
    }

    pub const fn work(self) -> u64 {
        self.0
    }

    #[must_use]
    pub fn at_most(self, work: u64) -> Self {
        Self(self.0.min(work))
    }

    /// The given share of it.
    #[must_use]
    pub const fn percent(self, percent: u64) -> Self {
        Self(self.0 / 100 * percent)
    }

    /// The part of each of several questions.
    #[must_use]
    pub const fn shared(self, among: usize) -> Self {
        Self(if among > 1 { self.0 / among as u64 } else { self.0 })
    }
}

impl Default for Effort {
    /// A plan of its own: some seconds. A knowledge base of hundreds of steps needs a thousandth
    /// of it.
    fn default() -> Self {
        Self(80_000_000)
    }
}
