//! A length of work, exact.

use std::borrow::Cow;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

use bitcode::{Decode, Encode};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};

/// Hours of work as a whole number of ticks of 1/42,000 h. A tick divides a minute, a hundredth of
/// an hour and a seventh of either, so that the share of a weekly budget that falls on one day is
/// exact and the weeks of a plan add up to its steps without rounding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Hours(u64);

impl Hours {
    pub const ZERO: Self = Self(0);
    const TICKS_PER_HOUR: u64 = 42_000;
    /// More than eleven years of work day and night: above it a figure is a slip of the keyboard.
    pub const MOST: f64 = 100_000.0;

    pub const fn from_ticks(ticks: u64) -> Self {
        Self(ticks)
    }

    pub const fn ticks(self) -> u64 {
        self.0
    }

    pub const fn whole(hours: u32) -> Self {
        Self(hours as u64 * Self::TICKS_PER_HOUR)
    }

    /// Rounds to the nearest tick; `None` for what is not a number from 0 to [`Hours::MOST`].
    pub fn new(hours: f64) -> Option<Self> {
        (0.0..=Self::MOST)
            .contains(&hours)
            .then(|| Self((hours * Self::TICKS_PER_HOUR as f64).round() as u64))
    }

    pub fn get(self) -> f64 {
        self.0 as f64 / Self::TICKS_PER_HOUR as f64
    }

    /// Hours above another length; negative below it.
    pub fn above(self, other: Self) -> f64 {
        (self.0 as f64 - other.0 as f64) / Self::TICKS_PER_HOUR as f64
    }

    /// What is left of it without another length; nothing, if that is longer.
    #[must_use]
    pub const fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

/// At most one decimal, thousands separated: `1,234.5`.
impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 10 + Self::TICKS_PER_HOUR / 2) / Self::TICKS_PER_HOUR;
        let whole = thousands(tenths / 10);
        let text = match tenths % 10 {
            0 => whole,
            tenth => format!("{whole}.{tenth}"),
        };
        f.pad(&text)
    }
}

/// Separates groups of three digits by commas.
pub fn thousands(number: u64) -> String {
    match number {
        ..1_000 => number.to_string(),
        _ => format!("{},{:03}", thousands(number / 1_000), number % 1_000),
    }
}

impl Add for Hours {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Hours {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sum for Hours {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

/// A JSON number, without a fraction where it has none.
impl Serialize for Hours {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_multiple_of(Self::TICKS_PER_HOUR) {
            serializer.serialize_u64(self.0 / Self::TICKS_PER_HOUR)
        } else {
            serializer.serialize_f64(self.get())
        }
    }
}

impl<'de> Deserialize<'de> for Hours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct HoursVisitor;
        impl Visitor<'_> for HoursVisitor {
            type Value = Hours;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number of hours")
            }

            fn visit_f64<E: Error>(self, hours: f64) -> Result<Hours, E> {
                Hours::new(hours).ok_or_else(|| {
                    let most = thousands(Hours::MOST as u64);
                    E::custom(format!("hours must be a number from 0 to {most}, not {hours}"))
                })
            }

            fn visit_u64<E: Error>(self, hours: u64) -> Result<Hours, E> {
                self.visit_f64(hours as f64)
            }

            fn visit_i64<E: Error>(self, hours: i64) -> Result<Hours, E> {
                self.visit_f64(hours as f64)
            }
        }
        deserializer.deserialize_any(HoursVisitor)
    }
}

impl JsonSchema for Hours {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Hours".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "number", "minimum": 0, "maximum": Self::MOST})
    }
}

#[cfg(test)]
mod tests {
    use super::Hours;

    #[test]
    fn minutes_hundredths_and_sevenths_are_exact() {
        for hours in [0.5, 1.0 / 60.0, 7.33, 10.0 / 7.0, 99_999.99] {
            let exact = Hours::new(hours).unwrap();
            assert!((exact.get() - hours).abs() < 1e-9, "{hours}");
        }
        assert_eq!(Hours::new(7.0).unwrap().ticks() % 7, 0);
    }

    #[test]
    fn shows_at_most_one_decimal() {
        let shown = |hours| Hours::new(hours).unwrap().to_string();
        assert_eq!(shown(10.0 / 7.0), "1.4");
        assert_eq!(shown(12.0), "12");
        assert_eq!(shown(1234.96), "1,235");
    }

    #[test]
    fn refuses_what_is_no_amount_of_work() {
        for hours in [-1.0, f64::NAN, f64::INFINITY, 100_001.0] {
            assert_eq!(Hours::new(hours), None);
        }
    }
}
