//! A figure with its interval: the one shape every quantity has.

mod unit;

pub use unit::{Kg, Kwh, Watts, Years};

use std::ops::{Add, AddAssign, Mul};

/// Days of a mean year: what an age, a lifetime or a length of stay in days is divided by.
///
/// A year assessed has its own days, 365 or 366 (`Day`); NumEcoEval's rule divides by 365. The
/// agent's `record::energy::DAYS_OF_YEAR`, which must not lean on this crate, is held equal by a test.
pub const DAYS_OF_YEAR: f64 = 365.25;

/// Hours of a year, the same for all years: what cloud providers bill by, and what a power in watts
/// makes of kilowatt-hours a year.
pub const HOURS_OF_YEAR: f64 = 8760.0;

/// Hours of a year of 366 days: the most that a year's use may say.
pub const HOURS_OF_LEAP_YEAR: f64 = 8784.0;

/// A value with its low and high bounds, in the unit its name or column says.
///
/// Bounds add up as if everything were low, or high, at once: the bounds of a sum are the sums of
/// the bounds. That is the widest reading, it holds whatever the correlations, and parts then sum
/// to totals.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Interval {
    /// The central value.
    pub value: f64,
    /// The low bound.
    pub low: f64,
    /// The high bound.
    pub high: f64,
}

impl Interval {
    /// Nothing at all.
    pub const ZERO: Self = Self { value: 0.0, low: 0.0, high: 0.0 };

    /// A value known without interval.
    pub const fn exact(value: f64) -> Self {
        Self { value, low: value, high: value }
    }

    /// The product of two positive quantities, bound by bound.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        Self {
            value: self.value * other.value,
            low: self.low * other.low,
            high: self.high * other.high,
        }
    }

    /// A factor, which may be negative (a credit at end of life), times a weight, which is not.
    #[must_use]
    pub fn product(self, weight: Self) -> Self {
        let low = self.low * if self.low < 0.0 { weight.high } else { weight.low };
        let high = self.high * if self.high < 0.0 { weight.low } else { weight.high };
        Self { value: self.value * weight.value, low, high }
    }

    /// The quotient of two positive quantities: lowest over highest, highest over lowest.
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        Self {
            value: self.value / other.value,
            low: self.low / other.high,
            high: self.high / other.low,
        }
    }

    /// What [`Interval::times`] a positive quantity made this.
    #[must_use]
    pub fn before_times(self, other: Self) -> Self {
        Self {
            value: self.value / other.value,
            low: self.low / other.low,
            high: self.high / other.high,
        }
    }

    /// The same with the lower of its bounds as the low one: what is left of an exact sum is least
    /// where what it stands beside is most.
    #[must_use]
    pub fn ordered(self) -> Self {
        Self { low: self.low.min(self.high), high: self.low.max(self.high), ..self }
    }

    /// Whether the bounds hold the value.
    pub fn is_ordered(self) -> bool {
        self.low <= self.value && self.value <= self.high
    }
}

impl Add for Interval {
    type Output = Self;
    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl AddAssign for Interval {
    fn add_assign(&mut self, other: Self) {
        self.value += other.value;
        self.low += other.low;
        self.high += other.high;
    }
}

impl Mul<f64> for Interval {
    type Output = Self;
    fn mul(self, by: f64) -> Self {
        let (a, b) = (self.low * by, self.high * by);
        Self { value: self.value * by, low: a.min(b), high: a.max(b) }
    }
}

impl std::iter::Sum for Interval {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}
