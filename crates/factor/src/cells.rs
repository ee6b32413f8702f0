//! Numbers in the tables of a set, each refused with its row and column.

use ground::fault::Fault;
use ground::quantity::Interval;
use ground::table::{TableRow, parse_number};
use ground::text;

/// A whole number.
pub(super) fn whole(row: &TableRow<'_>, column: &str) -> Result<u32, Fault> {
    row.get(column)
        .parse()
        .map_err(|_| row.fault(column, text!("nombre entier attendu", "whole number expected")))
}

/// A number of a set, which may be below zero: none of them is beyond what a sum can hold, nor so small that
/// it is lost there.
pub(super) fn number(row: &TableRow<'_>, column: &str) -> Result<f64, Fault> {
    const POSSIBLE: std::ops::RangeInclusive<f64> = 1e-100..=1e15;
    match parse_number(row.get(column), false) {
        Ok(number) if number == 0.0 || POSSIBLE.contains(&number.abs()) => Ok(number),
        Ok(_) => Err(row.fault(
            column,
            text!(
                "valeur qu'aucun facteur n'a : 0, ou de 1e-100 à 1e15, attendu",
                "no factor has such a value: 0, or 1e-100 to 1e15, expected"
            ),
        )),
        Err(_) => Err(row.fault(column, text!("nombre attendu", "number expected"))),
    }
}

/// A number that is not negative.
pub(super) fn amount(row: &TableRow<'_>, column: &str) -> Result<f64, Fault> {
    let number = number(row, column)?;
    if number >= 0.0 {
        return Ok(number);
    }
    Err(row.fault(column, text!("valeur négative", "negative value")))
}

/// A number between its bounds.
pub(super) fn bounded(row: &TableRow<'_>, columns: [&str; 3]) -> Result<Interval, Fault> {
    let [value, low, high] = columns;
    let found =
        Interval { value: amount(row, value)?, low: amount(row, low)?, high: amount(row, high)? };
    if found.is_ordered() && found.value > 0.0 {
        return Ok(found);
    }
    Err(row.fault(
        low,
        text!(
            "bornes en désordre : low ≤ value ≤ high attendu",
            "bounds out of order: low ≤ value ≤ high expected"
        ),
    ))
}
