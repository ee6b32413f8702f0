//! Figures that their heading tells of: a price may be of another thing than one unit in euros, a
//! warranty in years.

use super::cells::number_of;
use super::number::{BadNumber, is_other_currency, number};
use ground::table::{Why, fold};
use ground::text;
use inventory::{CellUnit, Field, KnownBy, Row, euros_of, is_of_several, says_euros};

/// The price of one unit, euros; `None` where the row tells none.
///
/// # Errors
///
/// The cell cannot be read, or its heading says that it is no price of one unit in euros, and not
/// what the price of one is.
pub(super) fn price_of(row: &Row<'_>, units: f64) -> Result<Option<f64>, Why> {
    let Some(heading) = written(row, Field::PriceEur) else {
        return number_of(row, Field::PriceEur);
    };
    // Whatever separates its fields, nobody counts thousandths of a euro in a list: `1.299`.
    let euros = number(row.bytes(Field::PriceEur), CellUnit::Euros, false);
    let Some(price) = euros.map_err(|bad| bad.why(CellUnit::Euros))? else { return Ok(None) };
    if is_other_currency(heading) {
        return Err(BadNumber::OtherCurrency.why(CellUnit::Euros));
    }
    if is_of_several(heading, units) {
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
    // What a cell says of its money goes before what its heading does.
    let times = euros_of(heading);
    let is_so = times > 1.0 && !says_euros(&row.text(Field::PriceEur));
    Ok(Some(if is_so { price * times } else { price }))
}

/// From so many on, a number without unit is one of months.
const MANY: f64 = 12.0;

/// A duration, months; `None` where the row tells none.
///
/// # Errors
///
/// The cell cannot be read, or is a few of what may be months or years.
pub(super) fn duration_of(row: &Row<'_>, field: Field) -> Result<Option<f64>, Why> {
    let Some(months) = number_of(row, field)? else { return Ok(None) };
    let cell = row.bytes(field);
    let Some(heading) = written(row, field) else { return Ok(Some(months)) };
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
    let in_years = says(&["ans", "annee", "year", "jahr"]);
    // Nobody warrants for a dozen years: `36` below years is a doubt.
    if in_years && months < MANY {
        return Ok(Some(months * 12.0));
    }
    if !in_years && months >= MANY {
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
