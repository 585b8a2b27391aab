//! Pace: the factor by which a person's hours differ from the estimates. It is log-normal, unknown
//! at first, and learnt from finished steps whose hours were recorded.
//!
//! Steps with fewer recorded hours than anyone could need are left out: some are missing. An
//! unfinished step beyond its estimate counts with its hours so far: it takes more, so a slow pace
//! shows late, but it shows.
//!
//! With x the logarithm of the pace, each such step is one observation of x: the logarithm of
//! its hours above the one expected for its beta-PERT estimate, with that estimate's own spread. A
//! normal prior and normal observations of known variance give a normal posterior whose precision
//! is the sum of theirs (Gelman et al., "Bayesian Data Analysis", 3rd edition, section 2.5). Mean
//! and variance of a logarithm follow from those of the hours to second order (the delta method).

use crate::knowledge::hours::Hours;
use crate::knowledge::model::Estimate;

/// Standard deviation of the pace's logarithm before anything is known. Nine in ten people need
/// between half and twice the hours: what the knowledge base's sources show between beginners and
/// people with background, in courses and in projects. That is ln 2 / 1.645.
const UNKNOWN_SIGMA: f64 = 0.421;
/// How far the recorded hours of a step may be from those that it took, as a share: people forget
/// to record an evening, or record a break. Our own estimate; no source states it.
const RECORD_SIGMA: f64 = 0.25;

/// Logarithm of the largest factor that one step can show, five: more is a slip of the keyboard.
const MOST: f64 = 1.609;

/// What is known of a pace.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// Mean and standard deviation of its natural logarithm.
    pub mu: f64,
    pub sigma: f64,
    /// Steps and their hours that this rests on.
    pub steps: usize,
    pub hours: Hours,
}

impl Default for Pace {
    fn default() -> Self {
        Self { mu: 0.0, sigma: UNKNOWN_SIGMA, steps: 0, hours: Hours::ZERO }
    }
}

impl Pace {
    /// Learns from the estimates of steps and the hours that they took. Where no hours
    /// were recorded there is nothing to learn.
    pub fn learnt<'a>(steps: impl IntoIterator<Item = (&'a Estimate, Hours)>) -> Self {
        let mut pace = Self::default();
        let mut precision = UNKNOWN_SIGMA.powi(-2);
        let mut weighted = 0.0;
        for (estimate, took) in steps {
            if took.is_zero() || estimate.likely.is_zero() {
                continue;
            }
            let (mean, variance) = log_moments(estimate);
            let weight = 1.0 / (variance + RECORD_SIGMA.powi(2));
            weighted += weight * (took.get().ln() - mean).clamp(-MOST, MOST);
            precision += weight;
            pace.steps += 1;
            pace.hours += took;
        }
        pace.mu = weighted / precision;
        pace.sigma = precision.recip().sqrt();
        pace
    }

    /// Half of the people with this record need less than this factor.
    pub fn median(&self) -> f64 {
        self.mu.exp()
    }

    /// The factor at this number of standard deviations from the median.
    pub fn at(&self, deviations: f64) -> f64 {
        (self.mu + self.sigma * deviations).exp()
    }
}

/// Mean and variance of the logarithm of hours that follow the beta-PERT distribution of an
/// estimate.
fn log_moments(estimate: &Estimate) -> (f64, f64) {
    let [low, likely, high] = [estimate.low, estimate.likely, estimate.high].map(Hours::get);
    let mean = (low + 4.0 * likely + high) / 6.0;
    let relative = (mean - low) * (high - mean) / 7.0 / mean.powi(2);
    (mean.ln() - relative / 2.0, relative)
}

#[cfg(test)]
mod tests {
    use super::Pace;
    use crate::knowledge::hours::Hours;
    use crate::knowledge::model::Estimate;
    use crate::knowledge::vocabulary::Basis;

    fn estimate(low: u32, likely: u32, high: u32) -> Estimate {
        let [low, likely, high] = [low, likely, high].map(Hours::whole);
        Estimate { low, likely, high, basis: Basis::Estimate, why: None, source: Vec::new() }
    }

    #[test]
    fn nothing_recorded_teaches_nothing() {
        let estimate = estimate(5, 10, 20);
        assert_eq!(Pace::learnt([(&estimate, Hours::ZERO)]), Pace::default());
    }

    #[test]
    fn many_steps_at_one_pace_show_it() {
        let certain = estimate(10, 10, 10);
        let slow = Pace::learnt(vec![(&certain, Hours::whole(15)); 50]);
        assert!((slow.median() - 1.5).abs() < 0.02, "{slow:?}");
        assert!(slow.sigma < 0.04, "{slow:?}");
        assert_eq!((slow.steps, slow.hours), (50, Hours::whole(750)));
    }

    #[test]
    fn a_slip_of_the_keyboard_decides_nothing() {
        let certain = estimate(10, 10, 10);
        let absurd = Pace::learnt(vec![(&certain, Hours::whole(9_000)); 50]);
        assert!((4.5..5.1).contains(&absurd.median()), "{absurd:?}");
    }

    #[test]
    fn one_uncertain_step_shows_little() {
        let vague = estimate(2, 10, 40);
        let once = Pace::learnt([(&vague, Hours::whole(30))]);
        assert!((1.2..1.6).contains(&once.median()), "{once:?}");
        assert!((0.3..0.42).contains(&once.sigma), "{once:?}");
    }
}
