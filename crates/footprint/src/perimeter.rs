//! The three kinds of lines of a footprint, which are never mixed.

use super::sums::Sums;
use ground::quantity::Interval;

/// The lines of one kind: their impacts and their electricity.
#[derive(Debug, Clone, PartialEq)]
pub struct Perimeter {
    /// Their impacts.
    pub sums: Sums,
    /// Their electricity of the year, kWh.
    pub kwh: Interval,
    /// Units whose electricity is not known.
    pub untold_kwh: f64,
}

/// The lines of a footprint by what they are; together they are its total.
#[derive(Debug, Clone, PartialEq)]
pub struct Perimeters {
    /// The organisation's equipment.
    pub equipment: Perimeter,
    /// What others run for it: services bought, instances of clouds.
    pub services: Perimeter,
    /// What the meters of datacentres say more or less than the equipment that stands there.
    pub meters: Perimeter,
}

impl Perimeter {
    fn nothing(criteria: usize) -> Self {
        Self { sums: Sums::zero(criteria), kwh: Interval::ZERO, untold_kwh: 0.0 }
    }

    /// Their electricity, where any of it is known: missing is never zero.
    pub fn electricity(&self) -> Option<Interval> {
        known_kwh(self.kwh, self.untold_kwh)
    }

    /// Adds lines.
    pub(super) fn take(&mut self, sums: &Sums, (kwh, untold): (Interval, f64)) {
        self.sums.merge(sums);
        self.kwh += kwh;
        self.untold_kwh += untold;
    }
}

/// Electricity, or `None` where something draws and nothing is known of how much.
pub(super) fn known_kwh(kwh: Interval, untold: f64) -> Option<Interval> {
    (untold == 0.0 || kwh != Interval::ZERO).then_some(kwh)
}

impl Perimeters {
    pub(super) fn nothing(criteria: usize) -> Self {
        let of = || Perimeter::nothing(criteria);
        Self { equipment: of(), services: of(), meters: of() }
    }

    /// The electricity that the organisation is supplied with, kWh: that of its equipment, and what
    /// its rooms draw besides.
    pub fn supplied_kwh(&self) -> Interval {
        self.equipment.kwh + self.meters.kwh
    }

    /// The same, where any of it is known.
    pub fn supplied_electricity(&self) -> Option<Interval> {
        known_kwh(self.supplied_kwh(), self.equipment.untold_kwh + self.meters.untold_kwh)
    }

    /// The impact of that electricity.
    pub fn supplied(&self, criterion: usize) -> Interval {
        self.equipment.sums.used(criterion) + self.meters.sums.used(criterion)
    }
}
