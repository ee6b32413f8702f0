//! Cells of a row read as what their column holds, or the row set aside for them.

use super::identity::is_placeholder;
use super::normalise::Aside;
use crate::inventory::{Field, Row, SourceFormat};
use crate::provenance::Assumption;
use crate::table::{NumberFault, Why, parse_number};

/// The most one row may count, in units.
const MOST_UNITS: f64 = 1_000_000.0;
/// The most one unit may draw, kWh a year.
const MOST_KWH: f64 = 10_000_000.0;

#[cold]
pub(super) fn aside(row: &Row<'_>, field: Field, why: Why) -> Aside {
    Aside::Reject(Box::new(row.reject(field, why)))
}

/// A G4IT file writes 0 where the energy is not known.
pub(super) fn declared_energy(row: &Row<'_>) -> Result<Option<f64>, Aside> {
    let kwh = number_of(row, Field::AnnualEnergyKwh, 0.0..=MOST_KWH, Why::ImpossibleEnergy)?;
    Ok(kwh.filter(|kwh| *kwh > 0.0 || row.file.layout.format != SourceFormat::G4it))
}

pub(super) fn quantity_of(row: &Row<'_>, assumed: &mut u16) -> Result<f64, Aside> {
    let cell = row.bytes(Field::Quantity);
    match cell {
        b"" => {
            if row.file.layout.column(Field::Quantity).is_some() {
                *assumed |= Assumption::OneUnit.bit();
            }
            Ok(1.0)
        }
        b"1" => Ok(1.0),
        _ => {
            let quantity = number_of(row, Field::Quantity, 0.0..=MOST_UNITS, Why::NotAQuantity)?;
            quantity
                .filter(|units| *units > 0.0)
                .ok_or_else(|| aside(row, Field::Quantity, Why::NotAQuantity))
        }
    }
}

pub(super) fn number_of(
    row: &Row<'_>,
    field: Field,
    allowed: std::ops::RangeInclusive<f64>,
    outside: Why,
) -> Result<Option<f64>, Aside> {
    let cell = row.bytes(field);
    if cell.is_empty() {
        return Ok(None);
    }
    let Ok(text) = std::str::from_utf8(cell) else {
        return Err(aside(row, field, Why::BrokenText));
    };
    match parse_number(text, row.file.comma) {
        Ok(number) if allowed.contains(&number) => Ok(Some(number)),
        Ok(_) => Err(aside(row, field, outside)),
        Err(NumberFault::Ambiguous) => Err(aside(row, field, Why::AmbiguousNumber)),
        Err(NumberFault::NotANumber) => {
            if is_placeholder(cell) {
                Ok(None)
            } else {
                Err(aside(row, field, Why::NotANumber))
            }
        }
    }
}

pub(super) fn one_of(
    row: &Row<'_>,
    field: Field,
    words: &'static [&'static str],
) -> Result<Option<usize>, Aside> {
    let cell = row.bytes(field);
    if cell.is_empty() {
        return Ok(None);
    }
    words
        .iter()
        .position(|word| cell.eq_ignore_ascii_case(word.as_bytes()))
        .map(Some)
        .ok_or_else(|| aside(row, field, Why::NotOneOf(words)))
}
