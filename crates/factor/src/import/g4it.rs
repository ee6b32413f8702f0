//! The reference tables of G4IT and NumEcoEval: impacts of items, types, electricity mixes.

use super::{Criteria, Fact, ImportTables, ImportedWhat, SaidByExports, stage_of};
use ground::fault::Fault;
use ground::table::fold;
use ground::text;

/// Reads one of their tables, by its columns.
pub(super) fn read(
    sheet: &ImportTables<'_>,
    criteria: &Criteria,
    said: &mut SaidByExports,
) -> Result<(), Fault> {
    if let Some(item) = sheet.column(&["ref_default_item", "refEquipementParDefaut"]) {
        return types(sheet, &item, said);
    }
    let places = ["pays", "country", "location"];
    let items = ["name", "refEquipement", "item"];
    if sheet.column(&items).is_none() && sheet.column(&places).is_some() {
        return mixes(sheet, criteria, said);
    }
    let item = sheet.needed(&items)?;
    let criterion = sheet.needed(&["criterion", "critere"])?;
    let stage = sheet.needed(&["lifecycle_step", "etapeacv", "etape"])?;
    let value = sheet.needed(&["value", "valeur"])?;
    let category = sheet.maybe(&["category"]);
    let place = sheet.maybe(&places);
    let energy = sheet.column(&["avg_electricity_consumption", "consoElecMoyenne"]);
    let source = sheet.maybe(&["source"]);
    for row in sheet.table.rows() {
        let name = row.get(&item).to_owned();
        let Some(at) = criteria.named(row.get(&criterion)) else {
            let word = row.get(&criterion);
            let why = text!("critère inconnu : {word}", "unknown criterion: {word}");
            said.left.push(sheet.left(&row, &name, why));
            continue;
        };
        let mix = fold(row.get(&category)) == "electricity mix";
        let fact = |item: &str, what: ImportedWhat, value: f64| Fact {
            file: sheet.file.clone(),
            line: row.line,
            item: item.to_owned(),
            what,
            value,
            within: None,
            source: row.get(&source).to_owned(),
            year: String::new(),
        };
        if mix {
            if let Some(number) = sheet.number(&row, &value, &name, said) {
                said.facts.push(fact(row.get(&place), ImportedWhat::Mix(at), number));
            }
            continue;
        }
        if let Some(kwh) = energy.as_ref().and_then(|of| sheet.number(&row, of, &name, said))
            && kwh > 0.0
        {
            said.facts.push(fact(&name, ImportedWhat::Energy, kwh));
        }
        // Their use is their own electricity: ours is that of the place and year.
        let Some(stage) = stage_of(row.get(&stage)) else { continue };
        if let Some(number) = sheet.number(&row, &value, &name, said) {
            said.facts.push(fact(&name, ImportedWhat::Made(stage, at), number));
        }
    }
    Ok(())
}

/// Types: which item stands for each, and how long it lasts.
fn types(sheet: &ImportTables<'_>, item: &str, said: &mut SaidByExports) -> Result<(), Fault> {
    let kind = sheet.needed(&["type"])?;
    let years = sheet.column(&["default_lifespan", "dureeVieDefaut"]);
    let source = sheet.maybe(&["source"]);
    for row in sheet.table.rows() {
        let (kind, item) = (row.get(&kind).to_owned(), row.get(item).to_owned());
        if !item.is_empty() {
            said.stands_for.push((item, kind.clone()));
        }
        let years = years.as_ref().and_then(|of| sheet.number(&row, of, &kind, said));
        if let Some(value) = years.filter(|years| *years > 0.0) {
            said.facts.push(Fact {
                file: sheet.file.clone(),
                line: row.line,
                item: kind,
                what: ImportedWhat::Lifetime,
                value,
                within: None,
                source: row.get(&source).to_owned(),
                year: String::new(),
            });
        }
    }
    Ok(())
}

/// Electricity by country.
fn mixes(
    sheet: &ImportTables<'_>,
    criteria: &Criteria,
    said: &mut SaidByExports,
) -> Result<(), Fault> {
    let place = sheet.needed(&["pays", "country", "location"])?;
    let criterion = sheet.needed(&["criterion", "critere"])?;
    let value = sheet.needed(&["value", "valeur"])?;
    let source = sheet.maybe(&["source"]);
    for row in sheet.table.rows() {
        let name = row.get(&place).to_owned();
        let Some(at) = criteria.named(row.get(&criterion)) else {
            let word = row.get(&criterion);
            let why = text!("critère inconnu : {word}", "unknown criterion: {word}");
            said.left.push(sheet.left(&row, &name, why));
            continue;
        };
        if let Some(value) = sheet.number(&row, &value, &name, said) {
            said.facts.push(Fact {
                file: sheet.file.clone(),
                line: row.line,
                item: name,
                what: ImportedWhat::Mix(at),
                value,
                within: None,
                source: row.get(&source).to_owned(),
                year: String::new(),
            });
        }
    }
    Ok(())
}
