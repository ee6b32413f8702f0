//! Cells of a row read as what their column holds, or the row set aside for them.

use super::normalise::Aside;
use super::placeholder::is_placeholder;
use ground::provenance::Assumption;
use ground::table::{NumberFault, Why, is_broken, parse_number, point_may_group};
use inventory::{Field, Row};

/// The most one row may count, in units.
const MOST_UNITS: f64 = 1_000_000.0;
/// The most one unit may draw, kWh a year.
const MOST_KWH: f64 = 10_000_000.0;

#[cold]
pub(super) fn aside(row: &Row<'_>, field: Field, why: Why) -> Aside {
    Aside::Reject(Box::new(row.reject(field, why)))
}

/// What a cell says first: tools put several values into one cell, apart by `<br>`, `<hr>` or a
/// line break.
pub(crate) fn first_of(text: &str) -> &str {
    let mut rest = text;
    loop {
        let Some(end) = break_in(rest) else {
            return if rest.len() == text.len() { text } else { rest.trim() };
        };
        if !rest[..end].trim().is_empty() {
            return rest[..end].trim();
        }
        rest = match rest.as_bytes()[end] {
            b'<' => rest[end..].find('>').map_or("", |close| &rest[end + close + 1..]),
            _ => &rest[end + 1..],
        };
    }
}

/// Where a line break or a tag stands.
fn break_in(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    (0..bytes.len()).find(|at| match bytes[*at] {
        b'\n' | b'\r' => true,
        b'<' => bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || *next == b'/'),
        _ => false,
    })
}

/// Some sources write 0 where the energy is not known.
pub(super) fn declared_energy(row: &Row<'_>) -> Result<Option<f64>, Why> {
    let kwh = number_of(row, Field::AnnualEnergyKwh, 0.0..=MOST_KWH, Why::ImpossibleEnergy)?;
    Ok(kwh.filter(|kwh| *kwh > 0.0 || !row.file.layout.traits.zero_is_unknown))
}

pub(super) fn quantity_of(row: &Row<'_>, assumed: &mut u32) -> Result<f64, Why> {
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
            quantity.filter(|units| *units > 0.0).ok_or(Why::NotAQuantity)
        }
    }
}

pub(super) fn number_of(
    row: &Row<'_>,
    field: Field,
    allowed: std::ops::RangeInclusive<f64>,
    outside: Why,
) -> Result<Option<f64>, Why> {
    let cell = row.bytes(field);
    if cell.is_empty() {
        return Ok(None);
    }
    let Some(text) = std::str::from_utf8(cell).ok().filter(|_| !is_broken(cell)) else {
        return Err(Why::BrokenText);
    };
    // Where a source writes decimal points whatever the delimiter, a comma is what may be doubtful.
    let points = row.file.comma || row.file.layout.traits.points;
    if !points && point_may_group(text) {
        return Err(Why::AmbiguousNumber);
    }
    match parse_number(text, points) {
        Ok(number) if allowed.contains(&number) => Ok(Some(number)),
        Ok(_) => Err(outside),
        Err(NumberFault::Ambiguous) => Err(Why::AmbiguousNumber),
        Err(NumberFault::NotANumber) => {
            if is_placeholder(cell) {
                Ok(None)
            } else {
                Err(Why::NotANumber)
            }
        }
    }
}

pub(super) fn one_of(
    row: &Row<'_>,
    field: Field,
    words: &'static [&'static str],
) -> Result<Option<usize>, Why> {
    let cell = row.bytes(field);
    if cell.is_empty() || is_placeholder(cell) {
        return Ok(None);
    }
    words
        .iter()
        .position(|word| cell.eq_ignore_ascii_case(word.as_bytes()))
        .map(Some)
        .ok_or(Why::NotOneOf(words))
}

#[cfg(test)]
mod tests {
    use super::first_of;

    #[test]
    fn the_first_of_several_values_is_taken_without_its_markup() {
        for (cell, first) in [
            ("Portable", "Portable"),
            ("Portable<br>Station", "Portable"),
            ("<b>Portable</b>", "Portable"),
            ("<br><hr>\nPortable\r\nStation", "Portable"),
            ("<br>", ""),
            ("a < b", "a < b"),
        ] {
            assert_eq!(first_of(cell), first, "`{cell}`");
        }
    }
}
