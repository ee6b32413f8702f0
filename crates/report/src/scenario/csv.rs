//! A scenario as one CSV table, a row a variant and year.

use super::Scened;
use change::scenario::{Played, ScenarioYear};
use ground::quantity::Interval;
use ground::table::{CsvDialect, CsvOut};

/// The columns of a scenario as CSV.
pub const SCENARIO_COLUMNS: [&str; 15] = [
    "scenario",
    "lever",
    "year",
    "making",
    "use",
    "total",
    "difference",
    "low",
    "high",
    "purchase_year_making",
    "kwh",
    "units_bought",
    "eur",
    "units_without_factor",
    "units_without_price",
];

/// Writes a scenario as CSV.
///
/// # Errors
///
/// The writer fails.
pub fn scenario_csv<W: std::io::Write>(
    writer: W,
    scened: &Scened<'_>,
    dialect: CsvDialect,
) -> std::io::Result<()> {
    let outlook = scened.outlook;
    let mut out = CsvOut::new(writer, dialect, &SCENARIO_COLUMNS)?;
    let mut put =
        |scenario: &str, lever: &str, year: &ScenarioYear, difference: Option<Interval>| {
            out.text(scenario);
            out.text(lever);
            out.text(&year.year.to_string());
            out.number(year.making);
            for number in [
                year.use_known(),
                year.total_known(),
                difference.map(|d| d.value),
                difference.map(|d| d.low),
                difference.map(|d| d.high),
            ] {
                match number {
                    Some(number) => out.number(number),
                    None => out.text(""),
                };
            }
            let (kwh, bought) = (Some(year.kwh), Some(year.bought));
            for number in [
                year.purchase_making(),
                kwh,
                bought,
                year.money(),
                Some(year.unmade),
                Some(year.unpriced),
            ] {
                match number {
                    Some(number) => out.number(number),
                    None => out.text(""),
                };
            }
            out.end()
        };
    for year in &outlook.baseline {
        put("baseline", "", year, None)?;
    }
    let mut each = |name: &str, one: &Played| -> std::io::Result<()> {
        for (year, difference) in one.years.iter().zip(&one.differences) {
            put(name, &one.said.join(" + "), year, Some(*difference))?;
        }
        Ok(())
    };
    for one in &outlook.alone {
        each("lever", one)?;
    }
    each("together", &outlook.together)?;
    std::io::Write::flush(&mut out.finish()?)
}
