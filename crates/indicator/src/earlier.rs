//! Values of an earlier run, as its result folder holds them.

use super::basis::YearBasis;
use super::catalogue::Catalogue;
use super::value::{Figure, Quality, Value};
use ground::fault::Fault;
use ground::quantity::Interval;
use ground::table::{SmallTable, TableRow, TextSource};
use ground::text;
use std::collections::BTreeMap;
use std::path::Path;

/// The values of one year of an earlier run.
#[derive(Debug, Clone, PartialEq)]
pub struct EarlierYear {
    /// What they rest on; the perimeter is not known.
    pub basis: YearBasis,
    /// The values, by indicator.
    pub values: BTreeMap<String, Value>,
}

/// Reads the years of a result folder that `indicators --out` wrote, first year first.
///
/// # Errors
///
/// `indicators.csv` or `run.json` is not there, or is of another kind.
pub fn earlier_years(folder: &Path) -> Result<Vec<EarlierYear>, Fault> {
    let (factor_set, factor_hash, method) = run_of(&folder.join("run.json"))?;
    let catalogue = Catalogue::shipped()?;
    let table = SmallTable::open(&folder.join("indicators.csv"), &["id", "value", "year"])?;
    let mut years: BTreeMap<i32, EarlierYear> = BTreeMap::new();
    for row in table.rows() {
        let year: i32 = row
            .get("year")
            .parse()
            .map_err(|_| row.fault("year", text!("année attendue", "year expected")))?;
        let Some(definition) = catalogue.named(row.get("id")) else { continue };
        let Some(value) = value_of(&row, definition.is_yes_no())? else { continue };
        let known = years.entry(year).or_insert_with(|| EarlierYear {
            basis: YearBasis {
                year,
                factor_set: factor_set.clone(),
                factor_hash: factor_hash.clone(),
                method: method.clone(),
                perimeter: BTreeMap::new(),
                lines: None,
            },
            values: BTreeMap::new(),
        });
        known.values.insert(definition.id.clone(), value);
    }
    Ok(years.into_values().collect())
}

/// The factor sets' names and hashes, and the method, of a run.
fn run_of(path: &Path) -> Result<(String, String, String), Fault> {
    let bytes = ground::table::bytes_of_input(path)
        .map_err(|error| TextSource::cannot_read(path, &error))?;
    let refused = || {
        Fault::new(text!(
            "ce n'est pas le run.json d'un dossier de résultats",
            "not the run.json of a result folder"
        ))
        .in_file(path)
    };
    let run: serde_json::Value =
        serde_json::from_slice(&bytes).map_err(|error| refused().because(error))?;
    let sets = run["factor_sets"].as_array().ok_or_else(refused)?;
    let join = |name: &str| {
        sets.iter().filter_map(|set| set[name].as_str()).collect::<Vec<_>>().join(" + ")
    };
    let method = run["method"].as_str().ok_or_else(refused)?;
    Ok((join("name"), join("hash"), method.to_owned()))
}

fn value_of(row: &TableRow<'_>, yes_no: bool) -> Result<Option<Value>, Fault> {
    let number = |column: &str| match row.get(column) {
        "" => Ok(None),
        _ => row
            .number(column)
            .map(Some)
            .map_err(|_| row.fault(column, text!("nombre attendu", "number expected"))),
    };
    let Some(value) = number("value")? else { return Ok(None) };
    let figure = if yes_no {
        Figure::YesNo(value > 0.5)
    } else {
        let (low, high) = (number("low")?, number("high")?);
        Figure::Number(Interval {
            value,
            low: low.unwrap_or(value),
            high: high.unwrap_or(f64::INFINITY),
        })
    };
    let quality = Quality::ALL.into_iter().find(|quality| quality.code() == row.get("quality"));
    let coverage = number("coverage")?;
    let mut read = Value::of(figure).with(quality.unwrap_or(Quality::Recorded));
    read.coverage = coverage;
    Ok(Some(read))
}
