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
        Self { sums: Sums::zero(criteria), kwh: Interval::ZERO }
    }

    /// Adds lines.
    pub(super) fn take(&mut self, sums: &Sums, kwh: Interval) {
        self.sums.merge(sums);
        self.kwh += kwh;
    }
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

    /// The impact of that electricity.
    pub fn supplied(&self, criterion: usize) -> Interval {
        self.equipment.sums.used(criterion) + self.meters.sums.used(criterion)
    }
}
