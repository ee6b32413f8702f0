//! One value of an axis: its units, its electricity, its impacts.

use super::perimeter::known_kwh;
use super::sums::Sums;
use super::sure::Errors;
use super::weights::WeightCell;
use ground::lang::Text;
use ground::quantity::Interval;

/// One value of an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its name in files; empty where the inventory says nothing.
    pub code: String,
    /// Its name for people.
    pub label: Text,
    /// Rows.
    pub rows: u64,
    /// Units kept; of a scope, those that weigh in the year.
    pub units: f64,
    /// Of those, the units that nothing of the year rests on: gone before it, ordered, or of no
    /// weight under the method.
    pub idle: f64,
    /// Electricity of the year, kWh.
    pub kwh: Interval,
    /// Units whose electricity is not known.
    pub untold_kwh: f64,
    /// Its impacts.
    pub sums: Sums,
    /// What its footprint errs by, first criterion; of types, services and scopes that have one, where
    /// the walk was asked for it.
    pub(super) errors: Option<Errors>,
}

impl Group {
    /// Whether it is a service bought: a line of its own on every axis.
    pub fn is_service(&self) -> bool {
        self.code.starts_with("service:")
    }

    /// Whether it is no equipment, and of no place: a service, or what a meter says more or less.
    pub fn stands_apart(&self) -> bool {
        self.is_service() || self.is_of_meter()
    }

    /// Whether it is what a meter says more or less than the equipment of its room.
    pub fn is_of_meter(&self) -> bool {
        self.code.starts_with(METER)
    }

    /// The 90 % interval of its footprint alone, first criterion, by draws: of types, services
    /// and scopes that have one, where the walk was asked to keep what they err by. Those of several do not add
    /// up.
    pub fn interval(&self) -> Option<Interval> {
        self.errors.as_ref().map(|errors| errors.interval(self.sums.total(0).value))
    }

    /// Its units that weigh in the year.
    pub fn counted(&self) -> f64 {
        self.units - self.idle
    }

    /// Its electricity, where any of it is known: missing is never zero.
    pub fn electricity(&self) -> Option<Interval> {
        known_kwh(self.kwh, self.untold_kwh)
    }

    pub(super) fn new(code: String, label: Text, criteria: usize) -> Self {
        let (kwh, sums) = (Interval::ZERO, Sums::zero(criteria));
        let (units, idle, untold_kwh) = (0.0, 0.0, 0.0);
        Self { code, label, rows: 0, units, idle, kwh, untold_kwh, sums, errors: None }
    }

    pub(super) fn take(&mut self, cell: &WeightCell, sums: &Sums) {
        self.rows += cell.rows;
        self.units += cell.weight.units;
        self.idle += cell.bearing.idle;
        self.kwh += cell.weight.kwh.0;
        self.untold_kwh += cell.bearing.undrawn;
        self.sums.merge(sums);
    }
}

/// What the names of the meters' differences begin with.
const METER: &str = "datacentre:";

/// The name in files of what a datacentre's meter says more or less than its equipment.
pub(super) fn meter_code(id: &str) -> String {
    format!("{METER}{id}")
}
