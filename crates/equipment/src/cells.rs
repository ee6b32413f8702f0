//! Cells of a row read as what their column holds, or the row set aside for them.

use super::normalise::Aside;
use super::number::number;
use ground::provenance::{Assumption, AssumptionSet};
use ground::quantity::Kwh;
use ground::table::Why;
use ground::text;
use inventory::{Field, FieldKind, QuantityUnits, Row, is_markup, is_placeholder, units_in_words};

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
        b'<' => is_markup(&text[*at..]),
        _ => false,
    })
}

/// Whether the file writes decimal points whatever separates its fields.
#[inline]
fn writes_points(row: &Row<'_>) -> bool {
    row.file.comma || row.file.layout.traits.points
}

/// The number of a cell, in the unit of its field.
#[inline]
pub(super) fn number_of(row: &Row<'_>, field: Field) -> Result<Option<f64>, Why> {
    let cell = row.bytes(field);
    if cell.is_empty() {
        return Ok(None);
    }
    let FieldKind::Number(unit) = field.kind() else { return Ok(None) };
    number(cell, unit, writes_points(row)).map_err(|bad| bad.why(unit))
}

/// Some sources write 0 where the energy is not known.
pub(super) fn declared_energy(row: &Row<'_>) -> Result<Option<Kwh>, Why> {
    let kwh = number_of(row, Field::AnnualEnergyKwh)?;
    Ok(kwh.filter(|kwh| *kwh > 0.0 || !row.file.layout.traits.zero_is_unknown).map(Kwh))
}

/// The units of a row; `beside`, those that the words of its type or its model say, where no cell
/// does.
pub(super) fn quantity_of(
    row: &Row<'_>,
    beside: Option<u16>,
    assumed: &mut AssumptionSet,
) -> Result<f64, Why> {
    match row.bytes(Field::Quantity) {
        b"" => {
            if let Some(units) = beside {
                assumed.insert(Assumption::UnitsInWords);
                return Ok(f64::from(units));
            }
            if row.file.layout.column(Field::Quantity).is_some() {
                assumed.insert(Assumption::OneUnit);
            }
            Ok(1.0)
        }
        b"1" => Ok(1.0),
        cell => {
            let quantity = match number_of(row, Field::Quantity) {
                Err(Why::NotANumber) => {
                    let units = units_in_words(&row.text(Field::Quantity));
                    let units = units.ok_or_else(|| below_a_thing(row, Why::NotANumber))?;
                    assumed.insert(Assumption::UnitsInWords);
                    Some(f64::from(units))
                }
                read => read.map_err(|why| below_a_thing(row, why))?,
            };
            // `NC` says no more than an empty cell does.
            if quantity.is_none() && is_placeholder(cell) {
                assumed.insert(Assumption::OneUnit);
                return Ok(1.0);
            }
            let parts = row.file.layout.traits.units == QuantityUnits::Parts;
            let whole = |units: f64| units.fract().abs() < f64::EPSILON;
            let is_units = |units: &f64| *units > 0.0 && (parts || whole(*units));
            quantity.filter(is_units).ok_or(Why::NotAQuantity)
        }
    }
}

/// What is wrong with a cell that is no number: below a thing it may say which one there is, too.
fn below_a_thing(row: &Row<'_>, why: Why) -> Why {
    if why == Why::NotANumber && says_several(&row.text(Field::Quantity)) {
        return Why::said(
            text!(
                "la cellule dit plusieurs nombres, avec des mots",
                "the cell says several numbers, with words"
            ),
            text!(
                "donnez une ligne à chacun, avec son nombre, et son état ou son lieu dans leur colonne",
                "give each a row, with its number, and its state or its place in their column"
            ),
        );
    }
    if why != Why::NotANumber || row.column_said().is_empty() {
        return why;
    }
    Why::said(
        text!(
            "la cellule ne dit pas quel équipement c'est, ni combien il y en a",
            "the cell says neither which equipment it is, nor how many there are"
        ),
        text!(
            "écrivez le modèle, ou le nombre, ou `non` s'il n'y en a pas",
            "write the model, or how many, or `no` where there is none"
        ),
    )
}

/// Whether a cell says several numbers, with words: `8 mairie / 2 stock`, `15 (3 à l'école)`.
fn says_several(cell: &str) -> bool {
    // `1,5 palettes` is one number.
    let cell = cell.replace(", ", ";");
    let parts: Vec<&str> = cell.split(['/', ';', '+', '(']).map(str::trim).collect();
    let begins = |part: &&str| part.starts_with(|c: char| c.is_ascii_digit());
    let with_words = |part: &str| part.contains(char::is_alphabetic);
    parts.len() > 1 && parts.iter().all(begins) && with_words(parts[parts.len() - 1])
}

/// The word of a closed list that a cell is.
pub(super) fn one_of(
    cell: &[u8],
    words: &'static [&'static str],
) -> Result<Option<usize>, &'static [&'static str]> {
    if cell.is_empty() || is_placeholder(cell) {
        return Ok(None);
    }
    let at = words.iter().position(|word| cell.eq_ignore_ascii_case(word.as_bytes()));
    at.map(Some).ok_or(words)
}

/// What a cell names of a closed list, by `named`.
pub(super) fn named<T>(
    cell: &[u8],
    codes: &'static [&'static str],
    named: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, &'static [&'static str]> {
    if cell.is_empty() || is_placeholder(cell) {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(cell);
    named(first_of(&text)).map(Some).ok_or(codes)
}

#[cfg(test)]
mod tests {
    use super::{first_of, says_several};

    #[test]
    fn a_quantity_may_say_several_numbers() {
        for cell in ["8 mairie / 2 stock", "15 (3 à l'école)", "8 + 2 stock", "4 hall, 3 salle 2"]
        {
            assert!(says_several(cell), "{cell}");
        }
        for cell in ["8", "3-6", "1 200,50", "7 à 9", "environ 8", "10 (env.)", "8+2"] {
            assert!(!says_several(cell), "{cell}");
        }
    }

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
