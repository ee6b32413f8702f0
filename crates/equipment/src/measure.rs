//! What an inventory says of one unit in figures.

use inventory::Field;

/// The fields that are measures, in their order here.
const FIELDS: [Field; 13] = [
    Field::CpuCount,
    Field::CpuCores,
    Field::RamGb,
    Field::SsdGb,
    Field::HddGb,
    Field::GpuCount,
    Field::ScreenSizeIn,
    Field::WeightKg,
    Field::WarrantyMonths,
    Field::RepairIndex,
    Field::RecycledContentPct,
    Field::BatteryHealthPct,
    Field::PriceEur,
];

/// The measures of one unit, each in the unit of its field and as the row declares it.
#[derive(Clone, Copy, PartialEq)]
pub struct Measures([Option<f64>; FIELDS.len()]);

impl Measures {
    /// Nothing told.
    pub const NONE: Self = Self([None; FIELDS.len()]);

    /// The measure of a field; `None` where the row does not tell, or the field is no measure.
    pub fn get(&self, field: Field) -> Option<f64> {
        FIELDS.iter().position(|known| *known == field).and_then(|at| self.0[at])
    }

    /// Whether a field is a measure.
    pub fn has(field: Field) -> bool {
        FIELDS.contains(&field)
    }

    /// Fills in what `read` tells of each field.
    #[inline]
    pub(super) fn fill(&mut self, mut read: impl FnMut(Field) -> Option<f64>) {
        for (slot, field) in self.0.iter_mut().zip(FIELDS) {
            *slot = read(field);
        }
    }
}

impl std::fmt::Debug for Measures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let told = FIELDS.iter().zip(self.0).filter_map(|(field, value)| Some((field, value?)));
        f.debug_map().entries(told).finish()
    }
}
