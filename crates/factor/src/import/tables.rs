//! Impacts by device, a column a criterion; and the rows of the Base Carbone.

use super::{Criteria, Fact, ImportTables, ImportedWhat, SaidByExports, stage_of};
use ground::fault::Fault;
use ground::stage::Stage;
use ground::table::fold;
use ground::text;

/// What the column of devices may be called.
const DEVICE: [&str; 12] = [
    "item",
    "name",
    "nom",
    "device",
    "device_type",
    "type",
    "equipement",
    "equipment",
    "terminal",
    "produit",
    "nom du flux",
    "libelle",
];

/// Reads a table with a row a device and a column a criterion, or a stage and a criterion.
pub(super) fn by_device(
    sheet: &ImportTables<'_>,
    criteria: &Criteria,
    said: &mut SaidByExports,
) -> Result<(), Fault> {
    let item = sheet.needed(&DEVICE)?;
    let stage_column = sheet.column(&["stage", "phase", "etape", "lifecycle_step", "etape acv"]);
    let source = sheet.maybe(&["source"]);
    let year = sheet.maybe(&["year", "annee", "reference_year"]);
    let columns: Vec<(String, usize, Option<Stage>)> = sheet
        .table
        .headings()
        .iter()
        .filter_map(|heading| {
            let (at, stage) = criterion_and_stage(criteria, heading)?;
            Some((heading.clone(), at, stage))
        })
        .collect();
    if columns.is_empty() {
        return Err(Fault::new(text!(
            "aucune colonne de critère reconnue",
            "no column of a criterion recognised"
        ))
        .hint(text!(
            "une colonne par critère, par exemple `gwp`, `adpe` ou « Changement climatique »",
            "a column a criterion, such as `gwp`, `adpe` or “Climate change”"
        )));
    }
    for row in sheet.table.rows() {
        let name = row.get(&item).to_owned();
        let of_row = stage_column.as_ref().map(|column| row.get(column));
        let row_stage = of_row.map(stage_of);
        // A row of use is not taken: electricity is that of the place and year.
        if row_stage == Some(None) && of_row.is_some_and(|word| !word.is_empty()) {
            continue;
        }
        for (column, at, stage) in &columns {
            let Some(value) = sheet.number(&row, column, &name, said) else { continue };
            let stage = stage.or(row_stage.flatten()).unwrap_or(Stage::Embodied);
            said.facts.push(Fact {
                file: sheet.file.clone(),
                line: row.line,
                item: name.clone(),
                what: ImportedWhat::Made(stage, *at),
                value,
                within: None,
                source: row.get(&source).to_owned(),
                year: row.get(&year).to_owned(),
            });
        }
    }
    Ok(())
}

/// `gwp`, `gwp_manufacturing`, `Climate change (kg CO2 eq)`, `fabrication - adpe`.
fn criterion_and_stage(criteria: &Criteria, heading: &str) -> Option<(usize, Option<Stage>)> {
    if let Some(at) = criteria.named(heading) {
        return Some((at, None));
    }
    let words: Vec<String> = fold(heading).split(' ').map(str::to_owned).collect();
    (1..words.len()).find_map(|cut| {
        let (front, back) = (words[..cut].join(" "), words[cut..].join(" "));
        let pair = |criterion: &str, stage: &str| {
            Some((criteria.named(criterion)?, Some(stage_of(stage)?)))
        };
        pair(&front, &back).or_else(|| pair(&back, &front))
    })
}

/// Whether a table is an export of the Base Carbone.
pub(super) fn is_base_carbone(sheet: &ImportTables<'_>) -> bool {
    sheet.column(&["Total poste non décomposé"]).is_some()
}

/// Reads the elements of the Base Carbone that are per unit, and are not archived.
pub(super) fn base_carbone(
    sheet: &ImportTables<'_>,
    criteria: &Criteria,
    said: &mut SaidByExports,
) -> Result<(), Fault> {
    let value = sheet.needed(&["Total poste non décomposé"])?;
    let name = sheet.needed(&["Nom base français", "Nom base"])?;
    let unit = sheet.needed(&["Unité français", "Unité"])?;
    let attribute = sheet.maybe(&["Nom attribut français"]);
    let line_type = sheet.maybe(&["Type Ligne"]);
    let status = sheet.maybe(&["Statut de l'élément"]);
    let within = sheet.maybe(&["Incertitude"]);
    let source = sheet.maybe(&["Source"]);
    let Some(gwp) = criteria.named("gwp") else { return Ok(()) };
    for row in sheet.table.rows() {
        if fold(row.get(&line_type)) == "poste" {
            continue;
        }
        let item = [row.get(&name), row.get(&attribute)].join(" ").trim().to_owned();
        let of = fold(row.get(&unit));
        if !["kgco2e unite", "kgco2e appareil", "kgco2e equipement", "kgco2e unit"]
            .contains(&of.as_str())
        {
            continue;
        }
        if fold(row.get(&status)).starts_with("archiv") {
            said.left.push(sheet.left(&row, &item, text!("élément archivé", "archived element")));
            continue;
        }
        let Some(number) = sheet.number(&row, &value, &item, said) else { continue };
        let percent = sheet.number(&row, &within, &item, said);
        said.facts.push(Fact {
            file: sheet.file.clone(),
            line: row.line,
            item,
            what: ImportedWhat::Made(Stage::Embodied, gwp),
            value: number,
            within: percent.map(|percent| percent / 100.0).filter(|share| *share > 0.0),
            source: row.get(&source).to_owned(),
            year: String::new(),
        });
    }
    Ok(())
}
