//! How many units a row says, whether it is kept or not, and what it is shown by.

use equipment::figure;
use inventory::{Field, Row};

/// The column that a duplicate is shown by.
pub(super) fn identity_field(row: &Row<'_>) -> Field {
    [Field::EquipmentId, Field::Serial, Field::AssetTag, Field::Uuid, Field::Name]
        .into_iter()
        .find(|field| !row.bytes(*field).is_empty())
        .unwrap_or(Field::EquipmentId)
}

/// The units of a row set aside, where its quantity can be read; else one.
#[cold]
pub(super) fn units_of(row: &Row<'_>) -> f64 {
    let points = row.file.comma || row.file.layout.traits.points;
    units_in(&String::from_utf8_lossy(row.bytes(Field::Quantity)), points)
}

/// The units that a cell of quantities says, if it can be read; else one.
pub(super) fn units_in(cell: &str, points: bool) -> f64 {
    figure(Field::Quantity, cell, points).ok().flatten().unwrap_or(1.0)
}
