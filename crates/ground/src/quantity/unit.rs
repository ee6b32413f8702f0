//! Figures that know their unit, where one given for another would be silent.

use super::{HOURS_OF_YEAR, Interval};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul};

macro_rules! unit {
    ($(#[$said:meta])* $name:ident) => {
        $(#[$said])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
        #[repr(transparent)]
        pub struct $name<T = f64>(pub T);

        impl<T: Add<Output = T>> Add for $name<T> {
            type Output = Self;
            #[inline]
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }

        impl<T: AddAssign> AddAssign for $name<T> {
            #[inline]
            fn add_assign(&mut self, other: Self) {
                self.0 += other.0;
            }
        }

        impl<T: Mul<f64, Output = T>> Mul<f64> for $name<T> {
            type Output = Self;
            #[inline]
            fn mul(self, by: f64) -> Self {
                Self(self.0 * by)
            }
        }

        /// How many times one goes into the other: a number without unit.
        impl Div for $name {
            type Output = f64;
            #[inline]
            fn div(self, other: Self) -> f64 {
                self.0 / other.0
            }
        }

        impl<T: Sum> Sum for $name<T> {
            fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
                Self(all.map(|one| one.0).sum())
            }
        }

        impl $name {
            /// Known without bounds.
            #[inline]
            pub fn exactly(self) -> $name<Interval> {
                $name(Interval::exact(self.0))
            }
        }
    };
}

unit! {
    /// Kilowatt-hours of electricity.
    ///
    /// A figure, or one with its bounds, in a unit of its own: as large as the bare figure, and taken
    /// for no other.
    ///
    /// ```
    /// use empreinte_ground::quantity::{Interval, Kwh, Watts};
    /// // A machine that draws 100 W, day and night, takes 876 kWh a year.
    /// assert_eq!(Watts(Interval::exact(100.0)).a_year(), Kwh(Interval::exact(876.0)));
    /// ```
    ///
    /// Years are no kilowatt-hours, nor are watts:
    ///
    /// ```compile_fail,E0308
    /// use empreinte_ground::quantity::{Kwh, Years};
    /// let kwh: Kwh = Years(5.0);
    /// ```
    ///
    /// ```compile_fail,E0308
    /// use empreinte_ground::quantity::{Interval, Kwh, Watts};
    /// let kwh: Kwh<Interval> = Watts(Interval::exact(100.0));
    /// ```
    ///
    /// nor is the weight of a machine a bare figure, which an impact in kgCO2e is:
    ///
    /// ```compile_fail,E0308
    /// use empreinte_ground::quantity::Kg;
    /// let impact: f64 = Kg(1.4);
    /// ```
    Kwh
}
unit! {
    /// Years of 365.25 days: an age, a lifetime.
    Years
}
unit! {
    /// Kilograms that a thing weighs; what it emits is an impact, in the unit of its criterion.
    Kg
}
unit! {
    /// Watts drawn.
    Watts
}

impl Watts<Interval> {
    /// Electricity of a year, day and night.
    #[must_use]
    pub fn a_year(self) -> Kwh<Interval> {
        Kwh(self.0 * (HOURS_OF_YEAR / 1000.0))
    }
}
