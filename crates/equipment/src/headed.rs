//! Figures that their heading tells of: a price may be of another thing than one unit in euros, a
//! warranty in years.

use super::cells::number_of;
use super::number::{BadNumber, is_other_currency};
use ground::table::{Why, fold};
use ground::text;
use inventory::{Field, KnownBy, Row, Unit};

/// The price of one unit, euros; `None` where the row tells none.
///
/// # Errors
///
/// The cell cannot be read, or its heading says that it is no price of one unit in euros, and not
/// what the price of one is.
pub(super) fn price_of(row: &Row<'_>, units: f64) -> Result<Option<f64>, Why> {
    let Some(price) = number_of(row, Field::PriceEur)? else { return Ok(None) };
    let Some(heading) = written(row, Field::PriceEur) else { return Ok(Some(price)) };
    if is_other_currency(heading) {
        return Err(BadNumber::OtherCurrency.why(Unit::Euros));
    }
    let folded = fold(&heading.replace('€', " eur "));
    let words: Vec<&str> = folded.split(' ').collect();
    let is_of_several = words.iter().any(|word| is_a_number(word)) || words.contains(&"lot");
    let is_of_a_unit = words.iter().any(|word| word.starts_with("unit") || *word == "pu");
    let is_of_a_row = words.first().is_some_and(|word| AMOUNTS.contains(word));
    if !is_of_a_unit && (is_of_several || (units > 1.0 && is_of_a_row)) {
        return Err(Why::said(
            text!(
                "`{heading}` peut être le prix de plusieurs unités",
                "`{heading}` may be the price of several units"
            ),
            text!(
                "écrivez le prix d'une unité sous `Prix unitaire`",
                "write the price of one unit under `Unit price`"
            ),
        ));
    }
    let is_in_thousands =
        words.windows(2).any(|two| two == ["k", "eur"]) || words.contains(&"keur");
    Ok(Some(if is_in_thousands { price * 1000.0 } else { price }))
}

/// The warranty, months; `None` where the row tells none.
///
/// # Errors
///
/// The cell cannot be read, or is a few of what may be months or years.
pub(super) fn warranty_of(row: &Row<'_>) -> Result<Option<f64>, Why> {
    let Some(months) = number_of(row, Field::WarrantyMonths)? else { return Ok(None) };
    let cell = row.bytes(Field::WarrantyMonths);
    let Some(heading) = written(row, Field::WarrantyMonths) else { return Ok(Some(months)) };
    if cell.iter().any(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii()) {
        return Ok(Some(months));
    }
    let folded = fold(heading);
    let says = |units: &[&str]| {
        folded.split([' ', '_']).any(|word| units.iter().any(|unit| word.starts_with(unit)))
    };
    if says(&["mois", "month", "monat", "mes", "maand"]) {
        return Ok(Some(months));
    }
    if says(&["ans", "annee", "year", "jahr"]) {
        return Ok(Some(months * 12.0));
    }
    if months >= 12.0 {
        return Ok(Some(months));
    }
    Err(Why::said(
        text!("des mois ou des années : rien ne le dit", "months or years: nothing says"),
        text!("écrivez `3 ans`, ou `36 mois`", "write `3 years`, or `36 months`"),
    ))
}

/// The heading of a field where people wrote it: what a tool writes is known.
fn written<'a>(row: &Row<'a>, field: Field) -> Option<&'a str> {
    let layout = &row.file.layout;
    (layout.traits.known_by == KnownBy::Words).then(|| layout.heading(field))
}

/// What heads a column of amounts, which are those of a row as often as those of a unit.
const AMOUNTS: [&str; 6] = ["montant", "amount", "cout", "cost", "valeur", "value"];

/// Whether a word of a heading is a number of things, and no year.
fn is_a_number(word: &str) -> bool {
    let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    !is_year && word.bytes().all(|byte| byte.is_ascii_digit()) && !word.is_empty()
}
