//! Numbers of cells, read in one place: with the unit that tools and people write after them.

mod scale;

use super::cells::first_of;
use super::duration::{says_no_less, without_delays};
use factor::configuration::{capacity_gb, pieces};
use ground::table::{NumberFault, Why, fold, is_broken, may_group, parse_number, point_may_group};
use ground::text;
use inventory::{CellUnit, Field, FieldKind, OFFERED};
use inventory::{amount, is_placeholder, is_sheet_error};
use scale::scale;

/// Why a cell tells no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BadNumber {
    /// Bytes that are no character.
    Broken,
    /// No number, or one in a unit that is not known.
    NotANumber,
    /// A number that could be read in two ways.
    Ambiguous,
    /// A number that the unit cannot have.
    Outside,
    /// An amount in another currency.
    OtherCurrency,
    /// A formula that the workbook keeps no value of.
    Formula,
    /// A duration that is offered, and not had.
    Offered,
    /// A duration beside words that may take something from it.
    Conditional,
}

impl BadNumber {
    /// As it is said of a row.
    pub(super) fn why(self, unit: CellUnit) -> Why {
        match (self, unit) {
            (Self::Broken, _) => Why::BrokenText,
            (Self::NotANumber, CellUnit::Months) => Why::said(
                text!("ce n'est pas une durée", "not a duration"),
                text!("écrivez `3 ans`, ou `36 mois`", "write `3 years`, or `36 months`"),
            ),
            (Self::NotANumber, CellUnit::Euros) => Why::said(
                text!("ce n'est pas un montant en euros", "not an amount in euros"),
                text!(
                    "écrivez le prix d'une unité\u{a0}: `1299`, `1 299,00 € HT`",
                    "write the price of one unit: `1299`, `1 299.00 €`"
                ),
            ),
            (Self::NotANumber, _) => Why::NotANumber,
            (Self::Ambiguous, _) => Why::AmbiguousNumber,
            (Self::OtherCurrency, _) => Why::said(
                text!(
                    "montant dans une autre monnaie que l'euro",
                    "amount in a currency other than the euro"
                ),
                text!(
                    "donnez le prix en euros ; sans lui, rien ne change dans le total",
                    "give the price in euros; without it, the total is the same"
                ),
            ),
            (Self::Formula, _) => Why::formula(),
            (Self::Offered, _) => Why::said(
                text!("durée proposée, non comprise", "a duration that is offered, not included"),
                text!(
                    "écrivez la seule durée comprise dans le prix, ou rien",
                    "write only the duration that the price includes, or nothing"
                ),
            ),
            (Self::Conditional, _) => Why::said(
                text!(
                    "durée parmi des mots qui peuvent y mettre une condition, ou n'en couvrir qu'une part",
                    "a duration among words that may put a condition on it, or cover a part alone"
                ),
                text!(
                    "écrivez la durée seule si elle vaut de tout le matériel, sans condition ; sinon, rien",
                    "write the duration alone if it is of the whole machine, without condition; else nothing"
                ),
            ),
            (Self::Outside, CellUnit::Units) => Why::NotAQuantity,
            (Self::Outside, CellUnit::KwhAYear) => Why::ImpossibleEnergy,
            (Self::Outside, CellUnit::Months) => Why::ImpossibleDuration,
            (Self::Outside, CellUnit::Hours) => Why::ImpossibleHours,
            (Self::Outside, _) => {
                let (low, high) = unit.bounds();
                Why::OutOfBounds { low, high }
            }
        }
    }
}

/// The figure of a cell of a field, in the unit of its column; `None` where it says nothing, or the
/// field holds no number.
///
/// ```
/// use empreinte_equipment::figure;
/// use inventory::Field;
/// assert_eq!(figure(Field::RamGb, "16 384 Mo", false), Ok(Some(16.0)));
/// assert_eq!(figure(Field::WarrantyMonths, "3 ans", false), Ok(Some(36.0)));
/// assert_eq!(figure(Field::WarrantyMonths, "0 mois", false), Ok(None));
/// assert!(figure(Field::PriceEur, "1.250", false).is_err());
/// ```
///
/// # Errors
///
/// Why the cell cannot be read.
pub fn figure(field: Field, cell: &str, points: bool) -> Result<Option<f64>, Why> {
    let FieldKind::Number(unit) = field.kind() else { return Ok(None) };
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(None);
    }
    number(cell.as_bytes(), unit, points).map_err(|bad| bad.why(unit))
}

/// Reads a cell in a unit; `None` where it says nothing: empty, a word for nothing, or the 0 that a
/// tool writes where nobody filled it in.
///
/// `points` says that the file writes decimal points whatever separates its fields, so that
/// `1.250` is no doubt there; elsewhere it is, as `1,250` is in a file of commas.
pub(super) fn number(cell: &[u8], unit: CellUnit, points: bool) -> Result<Option<f64>, BadNumber> {
    if let Some(whole) = short_whole(cell) {
        return within(whole, unit);
    }
    if unit == CellUnit::KwhAYear
        && let Some(decimal) = short_decimal(cell)
    {
        return within(decimal, unit);
    }
    // No word for nothing starts as a number does, and looking through them all takes long.
    if !cell.first().is_some_and(u8::is_ascii_digit) && is_placeholder(cell) {
        // A formula that came to nothing had something to say.
        return if is_sheet_error(cell) { Err(BadNumber::NotANumber) } else { Ok(None) };
    }
    if is_broken(cell) {
        return Err(BadNumber::Broken);
    }
    if cell.starts_with(b"=") {
        return Err(BadNumber::Formula);
    }
    let text = String::from_utf8_lossy(cell);
    if matches!(unit, CellUnit::MemoryGb | CellUnit::StorageGb) {
        return capacity(&text, unit, points);
    }
    let text = first_of(&text).trim();
    if unit == CellUnit::Months {
        return months(text, points);
    }
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    if unit == CellUnit::Euros && has_digit && is_other_currency(text) {
        return Err(BadNumber::OtherCurrency);
    }
    if unit == CellUnit::Euros {
        return euros(text, points);
    }
    let text = if unit == CellUnit::OfTen { of_ten(text) } else { text };
    let end = text.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    let (figures, said) = text.split_at(end);
    let (times, over) = scale(unit, said.trim()).ok_or(BadNumber::NotANumber)?;
    // Nobody counts thousandths of a machine.
    if unit == CellUnit::Units && may_group(figures) {
        return Err(BadNumber::Ambiguous);
    }
    within(plain(figures, points)? * times / over, unit)
}

/// A duration, in months.
fn months(text: &str, points: bool) -> Result<Option<f64>, BadNumber> {
    if is_for_life(text) {
        return Ok(None);
    }
    if fold(text).split(' ').any(|word| OFFERED.contains(&word)) {
        return Err(BadNumber::Offered);
    }
    let text = without_delays(text);
    let (figures, said) = text.split_at(figures_end(&text));
    let scale = scale(CellUnit::Months, said.trim());
    if said.contains(|c: char| c.is_ascii_digit()) || figures.is_empty() {
        // « 2+1 ans », « jusqu'à 5 ans »: a duration, and not said to be all of it.
        return Err(if names_a_duration(&text) {
            BadNumber::Conditional
        } else {
            BadNumber::NotANumber
        });
    }
    let (times, over) = scale.ok_or(BadNumber::NotANumber)?;
    if !fold(said).split(' ').skip(1).all(says_no_less) {
        return Err(BadNumber::Conditional);
    }
    within(plain(figures, points)? * times / over, CellUnit::Months)
}

/// Where the number that a text begins with ends.
fn figures_end(text: &str) -> usize {
    let letters = text.as_bytes();
    let is_digit = |at: usize| letters.get(at).is_some_and(u8::is_ascii_digit);
    let sign = usize::from(letters.first() == Some(&b'-'));
    let is_mark = |at: usize| matches!(letters[at], b'.' | b',') && is_digit(at - 1);
    let end = (sign..letters.len())
        .find(|at| !(is_digit(*at) || *at > 0 && is_mark(*at) && is_digit(at + 1)))
        .unwrap_or(letters.len());
    if is_digit(sign) { end } else { 0 }
}

/// Whether a text has a number with a unit of time behind it.
fn names_a_duration(text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let is_unit =
        |word: &str| word != "m" && !word.is_empty() && scale(CellUnit::Months, word).is_some();
    words.iter().enumerate().any(|(at, word)| {
        let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let behind = if rest.is_empty() { words.get(at + 1).copied() } else { Some(rest) };
        rest.len() < word.len() && behind.is_some_and(is_unit)
    })
}

/// An amount in euros.
fn euros(text: &str, points: bool) -> Result<Option<f64>, BadNumber> {
    let (figures, times) = amount(text).ok_or(BadNumber::NotANumber)?;
    // Nobody counts thousandths of a euro: `1,299`.
    if !points && may_group(&figures) {
        return Err(BadNumber::Ambiguous);
    }
    within(plain(&figures, points)? * times, CellUnit::Euros)
}

/// A mark of ten without what it is of: `7,8/10`, `7.8 sur 10`.
fn of_ten(text: &str) -> &str {
    let bare = |of: &str| Some(text.strip_suffix("10")?.trim_end().strip_suffix(of)?.trim_end());
    ["/", "sur", "out of", "of"].into_iter().find_map(bare).unwrap_or(text)
}

/// A warranty for life, which no number of months says: as GLPI's −1.
pub fn is_for_life(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "a vie",
        "vie",
        "illimite",
        "illimitee",
        "garantie a vie",
        "sans limite",
        "lifetime",
        "life",
        "lifelong",
        "lifetime warranty",
        "unlimited",
        "limited lifetime",
        "lebenslang",
        "de por vida",
    ];
    WORDS.contains(&fold(text).as_str())
}

/// Whether an amount says another currency than the euro, before or after it: `$1,050.00`.
pub(super) fn is_other_currency(text: &str) -> bool {
    const SIGNS: [char; 7] = ['$', '£', '¥', '₹', '₽', '₩', '₺'];
    const CODES: [&str; 14] = [
        "usd", "us", "gbp", "chf", "cad", "aud", "jpy", "cny", "sek", "nok", "dkk", "pln", "xpf",
        "xof",
    ];
    let said = || {
        text.split(|c: char| !c.is_alphabetic())
            .any(|word| CODES.iter().any(|code| word.eq_ignore_ascii_case(code)))
    };
    text.contains(SIGNS) || said()
}

/// A number without unit.
fn plain(figures: &str, points: bool) -> Result<f64, BadNumber> {
    if !points && point_may_group(figures) {
        return Err(BadNumber::Ambiguous);
    }
    parse_number(figures, points).map_err(|fault| match fault {
        NumberFault::Ambiguous => BadNumber::Ambiguous,
        NumberFault::NotANumber => BadNumber::NotANumber,
    })
}

/// `16`, `512 Go`, `8 x 32 GB`, or several of them in one cell, added up.
fn capacity(text: &str, unit: CellUnit, points: bool) -> Result<Option<f64>, BadNumber> {
    let mut total = None;
    for part in pieces(text) {
        let end = part.find(|c: char| c.is_alphabetic()).unwrap_or(part.len());
        let figures = part[..end].trim();
        let small = part[end..].starts_with(['m', 'M', 'k', 'K']);
        // A fraction of a megabyte is none that anybody writes: `131,072 MB`.
        if small && may_group(figures) {
            return Err(BadNumber::Ambiguous);
        }
        match plain(figures, points) {
            Err(BadNumber::Ambiguous) => return Err(BadNumber::Ambiguous),
            Ok(number) if number < 0.0 => return Err(BadNumber::Outside),
            _ => {}
        }
        let gb = capacity_gb(part, unit == CellUnit::MemoryGb).ok_or(BadNumber::NotANumber)?;
        total = Some(total.unwrap_or(0.0) + gb);
    }
    total.map_or(Ok(None), |gb| within(gb, unit))
}

/// A number that its unit can have; 0 where it is what a tool writes for nothing.
fn within(number: f64, unit: CellUnit) -> Result<Option<f64>, BadNumber> {
    let never_zero = matches!(
        unit,
        CellUnit::MemoryGb
            | CellUnit::Inches
            | CellUnit::Kilograms
            | CellUnit::Parts
            | CellUnit::Months
    );
    // GLPI writes a warranty for life as −1 month.
    let for_life = unit == CellUnit::Months && number.to_bits() == (-1.0_f64).to_bits();
    if number == 0.0 && never_zero || for_life {
        return Ok(None);
    }
    let (low, high) = unit.bounds();
    if (low..=high).contains(&number) { Ok(Some(number)) } else { Err(BadNumber::Outside) }
}

/// A whole number of at most nine digits, as most cells write theirs.
fn short_whole(cell: &[u8]) -> Option<f64> {
    if cell.is_empty() || cell.len() > 9 {
        return None;
    }
    let mut whole = 0;
    for byte in cell {
        let digit = u32::from(byte.wrapping_sub(b'0'));
        if digit > 9 {
            return None;
        }
        whole = whole * 10 + digit;
    }
    Some(f64::from(whole))
}

/// A number with a point and one or two digits after it, which is no doubt whoever wrote it: `123.4`.
fn short_decimal(cell: &[u8]) -> Option<f64> {
    let (whole, decimals, over) = match *cell {
        [ref whole @ .., b'.', tenths] => (whole, [b'0', tenths], 10.0),
        [ref whole @ .., b'.', tenths, hundredths] => (whole, [tenths, hundredths], 100.0),
        _ => return None,
    };
    // Both are whole and small, so that their quotient is the number nearest to what is written.
    Some((short_whole(whole)? * over + short_whole(&decimals)?) / over)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(field: Field, cell: &str, expected: Result<Option<f64>, BadNumber>) {
        let FieldKind::Number(unit) = field.kind() else { panic!("{field:?} is no number") };
        assert_eq!(number(cell.as_bytes(), unit, false), expected, "`{cell}`");
    }

    #[test]
    fn thousands_apart_are_a_doubt_where_a_fraction_makes_no_sense() {
        for cell in ["1,250", "1.250", "2,000"] {
            check(Field::Quantity, cell, Err(BadNumber::Ambiguous));
        }
        check(Field::Quantity, "0.125", Ok(Some(0.125)));
        check(Field::Quantity, "1\u{2019}250", Ok(Some(1250.0)));
        for cell in ["131,072 MB", "16,384 Mo", "4.096 Mo"] {
            check(Field::RamGb, cell, Err(BadNumber::Ambiguous));
        }
        check(Field::RamGb, "15,625 Go", Ok(Some(15.625)));
    }

    proptest! {
        #[test]
        fn short_decimals_are_the_numbers_nearest_to_what_is_written(
            whole in 0..1_000_000_000_u32, decimals in "[0-9]{1,2}"
        ) {
            let cell = format!("{whole}.{decimals}");
            prop_assert_eq!(short_decimal(cell.as_bytes()), cell.parse().ok());
            prop_assert_eq!(parse_number(&cell, false).ok(), cell.parse().ok());
        }
    }

    #[test]
    fn a_number_is_the_same_whoever_asks_for_it() {
        for (field, cell, value) in [
            (Field::RamGb, "16 Go", 16.0),
            (Field::RamGb, "8192 MB", 8.0),
            (Field::RamGb, "1 To", 1024.0),
            (Field::RamGb, "8 x 32 GB", 256.0),
            (Field::RamGb, "8 Gio<br>8 Gio", 16.0),
            (Field::SsdGb, "1 To", 1000.0),
            (Field::SsdGb, "512 Go SSD", 512.0),
            (Field::HddGb, "2 x 480 GB", 960.0),
            (Field::ScreenSizeIn, "24\"", 24.0),
            (Field::ScreenSizeIn, "15,6 pouces", 15.6),
            (Field::ScreenSizeIn, "17''", 17.0),
            (Field::WarrantyMonths, "3 ans", 36.0),
            (Field::WarrantyMonths, "36 mois", 36.0),
            (Field::WarrantyMonths, "3 ans sur site, pièces et main-d'œuvre", 36.0),
            (Field::WarrantyMonths, "36 mois constructeur", 36.0),
            (Field::WarrantyMonths, "3 ans J+1", 36.0),
            (Field::WarrantyMonths, "3 ans sur site H+4 24x7", 36.0),
            (Field::WarrantyMonths, "3-year on-site", 36.0),
            (Field::WarrantyMonths, "1,5 an", 18.0),
            (Field::WarrantyMonths, "1an", 12.0),
            (Field::WarrantyMonths, "36M", 36.0),
            (Field::WarrantyMonths, "3 years onsite NBD", 36.0),
            (Field::WeightKg, "2500 g", 2.5),
            (Field::WeightKg, "1 400 g", 1.4),
            (Field::PriceEur, "1 234,50 € HT", 1234.5),
            (Field::PriceEur, "899 EUR", 899.0),
            (Field::PriceEur, "EUR 1299", 1299.0),
            (Field::PriceEur, "1 299€90", 1299.9),
            (Field::PriceEur, "1299.-", 1299.0),
            (Field::PriceEur, "1299 TTC", 1299.0),
            (Field::PriceEur, "1,2 k€", 1200.0),
            (Field::PriceEur, "0", 0.0),
            (Field::PriceEur, "1,299.50", 1299.5),
            (Field::PriceEur, "1299,5", 1299.5),
            (Field::RepairIndex, "7,2/10", 7.2),
            (Field::RecycledContentPct, "30 %", 30.0),
            (Field::Quantity, "12 unités", 12.0),
            (Field::AnnualEnergyKwh, "30,5 kWh", 30.5),
        ] {
            check(field, cell, Ok(Some(value)));
        }
    }

    #[test]
    fn what_was_never_filled_in_is_nothing() {
        for (field, cell) in [
            (Field::WarrantyMonths, "0 mois"),
            (Field::WarrantyMonths, "-1"),
            (Field::RamGb, "0"),
            (Field::WeightKg, "inconnu"),
            (Field::PriceEur, "N/C"),
            (Field::WarrantyMonths, "A vie"),
            (Field::WarrantyMonths, "À vie"),
            (Field::WarrantyMonths, "Illimitée"),
            (Field::WarrantyMonths, "Lifelong"),
        ] {
            check(field, cell, Ok(None));
        }
    }

    #[test]
    fn what_is_not_understood_is_said() {
        use BadNumber::{
            Ambiguous, Conditional, Formula, NotANumber, Offered, OtherCurrency, Outside,
        };
        for (field, cell, bad) in [
            (Field::WarrantyMonths, "3 ans en option", Offered),
            (Field::WarrantyMonths, "3 ans sur devis", Conditional),
            (Field::WarrantyMonths, "3 ans batterie", Conditional),
            (Field::WarrantyMonths, "3 ans hors batterie", Conditional),
            (Field::WarrantyMonths, "3 ans dont batterie 1 an", Conditional),
            (Field::WarrantyMonths, "2+1 ans", Conditional),
            (Field::WarrantyMonths, "12 + 24 mois", Conditional),
            (Field::WarrantyMonths, "jusqu'à 5 ans", Conditional),
            (Field::WarrantyMonths, "up to 3 years", Conditional),
            (Field::WarrantyMonths, "3 ans pièces, 1 an main d'oeuvre", Conditional),
            (Field::WarrantyMonths, "3/3/3", NotANumber),
            (Field::WarrantyMonths, "légale", NotANumber),
            (Field::WarrantyMonths, "3 years upon request", Conditional),
            (Field::WarrantyMonths, "36 mois (non incluse)", Offered),
            (Field::WarrantyMonths, "En option : 5 ans", Offered),
            (Field::WarrantyMonths, "1 year, 3 years optional", Offered),
            (Field::WarrantyMonths, "bientôt", NotANumber),
            (Field::PriceEur, "=C2*(1-D2)", Formula),
            (Field::PriceEur, "$12.58", OtherCurrency),
            (Field::PriceEur, "$1,050.00", OtherCurrency),
            (Field::PriceEur, "1 050 CHF", OtherCurrency),
            (Field::PriceEur, "USD 12", OtherCurrency),
            (Field::PriceEur, "1.250", Ambiguous),
            (Field::PriceEur, "1,299", Ambiguous),
            (Field::PriceEur, "1,099 €", Ambiguous),
            (Field::Quantity, "1.250", Ambiguous),
            (Field::WeightKg, "-1", Outside),
            (Field::RepairIndex, "12", Outside),
            (Field::RecycledContentPct, "120 %", Outside),
            (Field::RamGb, "DDR4", NotANumber),
        ] {
            check(field, cell, Err(bad));
        }
        // A file that writes points whatever separates its fields has no such doubt.
        assert_eq!(number(b"1.250", CellUnit::Euros, true), Ok(Some(1.25)));
    }
}
