//! Numbers with the unit that tools and people write after them: `16 Go`, `60 mois`, `24''`.

use ground::table::{fold, parse_number, point_may_group};
use inventory::Field;

/// What a cell of a measure holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Measured {
    /// A number, in the unit of its column.
    Number(f64),
    /// Nothing: empty, or the 0 that a tool writes where nobody filled the cell in.
    Nothing,
    /// Something else, such as a warranty for life.
    Other,
}

/// Reads a measure in the unit of its field: GB, inches, months, kg or EUR.
///
/// `comma` says that the file separates its fields by commas.
///
/// ```
/// use empreinte::equipment::{Measured, measure};
/// use empreinte::inventory::Field;
/// assert_eq!(measure(Field::RamGb, "16 384 Mo", false), Measured::Number(16.0));
/// assert_eq!(measure(Field::WarrantyMonths, "0 mois", false), Measured::Nothing);
/// assert_eq!(measure(Field::WarrantyMonths, "A vie", false), Measured::Other);
/// assert_eq!(measure(Field::ScreenSizeIn, "17''", false), Measured::Number(17.0));
/// ```
pub fn measure(field: Field, cell: &str, comma: bool) -> Measured {
    let cell = cell.trim();
    if cell.is_empty() {
        return Measured::Nothing;
    }
    let currency =
        if field == Field::PriceEur { cell.trim_start_matches(['€', ' ']) } else { cell };
    let end = currency.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    let (number, unit) = currency.split_at(end);
    let unit = unit.trim();
    let word = fold(unit);
    let word = word.split(' ').next().unwrap_or("");
    if !comma && point_may_group(number) {
        return Measured::Other;
    }
    let (Ok(number), Some((times, over))) = (parse_number(number, comma), scale(field, unit, word))
    else {
        return Measured::Other;
    };
    // A warranty for life is −1 month to GLPI.
    if number < 0.0 {
        return Measured::Other;
    }
    let never_zero = matches!(
        field,
        Field::WarrantyMonths
            | Field::RamGb
            | Field::ScreenSizeIn
            | Field::WeightKg
            | Field::CpuCount
            | Field::CpuCores
    );
    if number == 0.0 && never_zero {
        return Measured::Nothing;
    }
    Measured::Number(number * times / over)
}

#[expect(clippy::match_same_arms, reason = "a line a field reads as the table it is")]
/// What a number in the cell's unit is multiplied and divided by to be in the column's.
fn scale(field: Field, unit: &str, word: &str) -> Option<(f64, f64)> {
    if unit.is_empty() {
        return Some((1.0, 1.0));
    }
    Some(match (field, word) {
        (Field::RamGb, "go" | "gb" | "g" | "gio" | "gib") => (1.0, 1.0),
        (Field::RamGb, "mo" | "mb" | "mio" | "mib") => (1.0, 1024.0),
        (Field::RamGb, "to" | "tb" | "tio" | "tib") => (1024.0, 1.0),
        // Makers count disks in thousands.
        (Field::SsdGb | Field::HddGb, "go" | "gb" | "g" | "gio" | "gib") => (1.0, 1.0),
        (Field::SsdGb | Field::HddGb, "mo" | "mb" | "mio" | "mib") => (1.0, 1000.0),
        (Field::SsdGb | Field::HddGb, "to" | "tb" | "tio" | "tib") => (1000.0, 1.0),
        (Field::ScreenSizeIn, "in" | "inch" | "inches" | "pouce" | "pouces" | "po") => (1.0, 1.0),
        (Field::ScreenSizeIn, "cm") => (1.0, 2.54),
        // GLPI 10 writes two apostrophes for a quotation mark.
        (Field::ScreenSizeIn, "") if matches!(unit, "\"" | "''" | "”" | "″" | "’’" | "\"\"") => {
            (1.0, 1.0)
        }
        (Field::WarrantyMonths, "mois" | "month" | "months" | "mes" | "meses" | "m") => (1.0, 1.0),
        (Field::WarrantyMonths, "an" | "ans" | "annee" | "annees" | "year" | "years" | "y") => {
            (12.0, 1.0)
        }
        (Field::WeightKg, "kg") => (1.0, 1.0),
        (Field::WeightKg, "g") => (1.0, 1000.0),
        (Field::PriceEur, "eur" | "euro" | "euros") => (1.0, 1.0),
        (Field::PriceEur, _) if unit.starts_with('€') => (1.0, 1.0),
        (Field::RecycledContentPct, _) if unit == "%" => (1.0, 1.0),
        (Field::CpuCores, "coeur" | "coeurs" | "core" | "cores") => (1.0, 1.0),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(field: Field, cell: &str, expected: Measured) {
        assert_eq!(measure(field, cell, false), expected, "`{cell}`");
    }

    #[test]
    fn units_are_read_and_converted() {
        check(Field::RamGb, "16 Go", Measured::Number(16.0));
        check(Field::RamGb, "8192 MB", Measured::Number(8.0));
        check(Field::SsdGb, "1 To", Measured::Number(1000.0));
        check(Field::SsdGb, "512 Go SSD", Measured::Number(512.0));
        check(Field::ScreenSizeIn, "24\"", Measured::Number(24.0));
        check(Field::ScreenSizeIn, "15,6 pouces", Measured::Number(15.6));
        check(Field::WarrantyMonths, "3 ans", Measured::Number(36.0));
        check(Field::WeightKg, "1 400 g", Measured::Number(1.4));
        check(Field::PriceEur, "1 234,50 €", Measured::Number(1234.5));
        check(Field::PriceEur, "899 EUR", Measured::Number(899.0));
    }

    #[test]
    fn what_was_never_filled_in_is_nothing() {
        check(Field::WarrantyMonths, "0 mois", Measured::Nothing);
        check(Field::WarrantyMonths, "0", Measured::Nothing);
        check(Field::RamGb, "0", Measured::Nothing);
        check(Field::PriceEur, "0", Measured::Number(0.0));
    }

    #[test]
    fn what_is_not_understood_is_left() {
        check(Field::WarrantyMonths, "-1", Measured::Other);
        check(Field::WarrantyMonths, "Lifelong", Measured::Other);
        check(Field::PriceEur, "$12.58", Measured::Other);
        check(Field::PriceEur, "12.58 $", Measured::Other);
        check(Field::PriceEur, "1.250", Measured::Other);
        check(Field::RamGb, "2 x 8 Go", Measured::Other);
    }
}
