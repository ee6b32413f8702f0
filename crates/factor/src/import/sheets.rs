//! Makers' product sheets as Boavizta gathers them: a row a model.

use super::{ImportTables, MakerSheet, SaidByExports};
use ground::fault::Fault;
use ground::text;

/// Whether a table holds product sheets.
pub(super) fn is_sheets(sheet: &ImportTables<'_>) -> bool {
    sheet.column(&["gwp_total"]).is_some() && sheet.column(&["manufacturer"]).is_some()
}

/// Reads product sheets: embodied is what use leaves of the total.
pub(super) fn read(sheet: &ImportTables<'_>, said: &mut SaidByExports) -> Result<(), Fault> {
    let total = sheet.needed(&["gwp_total"])?;
    let manufacturer = sheet.needed(&["manufacturer"])?;
    let name = sheet.needed(&["name"])?;
    let kind = sheet.needed(&["subcategory", "category"])?;
    let other = |names: &[&str]| sheet.maybe(names);
    let (used, tec, life) =
        (other(&["gwp_use_ratio"]), other(&["yearly_tec"]), other(&["lifetime"]));
    let (weight, error, date) =
        (other(&["weight"]), other(&["gwp_error_ratio"]), other(&["report_date"]));
    for row in sheet.table.rows() {
        let item = format!("{} {}", row.get(&manufacturer), row.get(&name));
        let Some(total) = sheet.number(&row, &total, &item, said) else { continue };
        let mut number = |column: &str| sheet.number(&row, column, &item, said);
        let share = number(&used).filter(|share| (0.0..1.0).contains(share));
        let (energy, lifetime) = (number(&tec), number(&life));
        let (weight, within) = (number(&weight), number(&error));
        if share.is_none() {
            let why = text!(
                "la fiche ne dit pas la part de l'utilisation : pas de fabrication",
                "the sheet does not say the share of use: no making"
            );
            said.left.push(sheet.left(&row, &item, why));
        }
        said.sheets.push(MakerSheet {
            line: row.line,
            file: sheet.file.clone(),
            manufacturer: row.get(&manufacturer).to_owned(),
            name: row.get(&name).to_owned(),
            kind: row.get(&kind).to_owned(),
            embodied: share.map(|share| total * (1.0 - share)),
            within: within.filter(|within| (0.05..1.0).contains(within)),
            energy: energy.filter(|kwh| *kwh > 0.0),
            lifetime: lifetime.filter(|years| *years > 0.0),
            weight: weight.filter(|kg| *kg > 0.0),
            year: row.get(&date).chars().rev().take(4).collect::<String>().chars().rev().collect(),
        });
    }
    Ok(())
}
