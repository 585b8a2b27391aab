//! What a plan costs, so that no two plans are equal.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub, SubAssign};

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::planner::instance::Instance;

/// Compared in the order of the fields: hours decide, then money, then a number from the ids alone.
/// Sums and differences are taken field by field, which keeps that order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cost {
    pub ticks: i64,
    pub tenths_of_cents: i64,
    pub tie: i64,
}

impl Cost {
    pub const ZERO: Self = Self { ticks: 0, tenths_of_cents: 0, tie: 0 };

    /// What each task of an instance costs by hours alone.
    pub fn hours_of(instance: &Instance) -> Vec<Self> {
        let cost = |&ticks: &u64| Self { ticks: ticks.cast_signed(), ..Self::ZERO };
        instance.ticks.iter().map(cost).collect()
    }

    /// What each task of an instance costs.
    pub fn all_of(kb: &Kb, instance: &Instance) -> Vec<Self> {
        let cost = |(&step, ticks): (&StepId, &u64)| Self {
            ticks: ticks.cast_signed(),
            tenths_of_cents: tenths_of_cents(kb, step),
            tie: i64::from(hash(&kb[step].id)),
        };
        instance.steps.iter().zip(&instance.ticks).map(cost).collect()
    }

    /// The hours of a lower bound, which may be negative in the other fields.
    pub fn hours(self) -> Hours {
        Hours::from_ticks(self.ticks.max(0) as u64)
    }
}

/// A tenth of a cent for an unknown price: what is known to be free is preferred. One month of a
/// subscription is what it costs at least.
fn tenths_of_cents(kb: &Kb, step: StepId) -> i64 {
    let cost = &kb[step].cost;
    let unknown = cost.class.is_paid() && cost.usd.is_none();
    (cost.usd.unwrap_or(0.0) * 100.0).round() as i64 * 10 + i64::from(unknown)
}

/// FNV-1a (Fowler, Noll, Vo), folded to 16 bits. Plans of the same hours and price differ in the
/// sum of these, so that the answer depends neither on the order of files nor on the solver.
fn hash(id: &str) -> u16 {
    let hash = id
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash >> 16) as u16 ^ hash as u16
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        self.ticks += other.ticks;
        self.tenths_of_cents += other.tenths_of_cents;
        self.tie += other.tie;
    }
}

impl SubAssign for Cost {
    fn sub_assign(&mut self, other: Self) {
        self.ticks -= other.ticks;
        self.tenths_of_cents -= other.tenths_of_cents;
        self.tie -= other.tie;
    }
}

impl Add for Cost {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl Sub for Cost {
    type Output = Self;

    fn sub(mut self, other: Self) -> Self {
        self -= other;
        self
    }
}

impl Sum for Cost {
    fn sum<I: Iterator<Item = Self>>(costs: I) -> Self {
        costs.fold(Self::ZERO, Add::add)
    }
}
