//! What the assessment values: cells of weights, and the difference at a meter.

use super::sums::Sums;
use super::weights::{WeightCell, WeightKind};
use factor::ZoneId;

/// A datacentre's meter held against the equipment that stands in it.
#[derive(Debug, Clone, PartialEq)]
pub struct CentreBalance {
    /// The datacentre.
    pub id: String,
    /// Its place in the estate's list.
    pub at: usize,
    /// The zone of its electricity.
    pub zone: ZoneId,
    /// Electricity of its equipment, PUE included, kWh.
    pub equipment_kwh: f64,
    /// Electricity at its meter, kWh.
    pub measured_kwh: f64,
    /// Impacts of the difference, which may be negative.
    pub sums: Sums,
}

impl CentreBalance {
    /// What the meter says more (or less) than the equipment, kWh.
    pub fn difference_kwh(&self) -> f64 {
        self.measured_kwh - self.equipment_kwh
    }
}

/// A cell with its impacts.
pub(super) struct Valued {
    pub(super) kind: WeightKind,
    pub(super) cell: WeightCell,
    pub(super) sums: Sums,
}
