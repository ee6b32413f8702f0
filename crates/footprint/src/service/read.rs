//! `services.csv`: what was bought, how much, over which days.

use super::words::ServiceWords;
use factor::{FactorSet, ZoneId};
use ground::fault::Fault;
use ground::table::{Day, NumberFault, Reject, SmallTable, TableRow, Why, parse_day};
use ground::text;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The columns of `services.csv`.
pub const COLUMNS: [&str; 9] = [
    "service",
    "quantity",
    "unit",
    "country",
    "site",
    "entity",
    "period_start",
    "period_end",
    "note",
];

/// The most of a service that is no mistake, in what it is counted in.
const MOST: f64 = 1e12;

/// A service used in the year.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Used {
    /// Its place in the words.
    pub(super) service: usize,
    /// How much of its period's falls into the year, in what the service is counted in.
    pub(super) amount: f64,
    /// Days of the period in the year.
    pub(super) days: i32,
    /// Days of the period.
    pub(super) period: i32,
    /// Where; `None` for the organisation's own country.
    pub(super) zone: Option<ZoneId>,
    pub(super) site: String,
    pub(super) entity: String,
    pub(super) line: u64,
}

/// The services of a year.
#[derive(Debug, Default)]
pub struct Services {
    /// The file; `None` where the estate has none.
    pub path: Option<PathBuf>,
    /// Rows set aside.
    pub rejects: Vec<Reject>,
    /// Rows read.
    pub rows_read: u64,
    /// Rows wholly in another year.
    pub other_years: u64,
    pub(super) used: Vec<Used>,
    pub(super) words: Option<ServiceWords>,
}

impl Services {
    /// Reads the services of the year that starts on `first` and has `days` days; `root` is left
    /// out of the file's name, and `country` tells the zone of a country's name or code.
    ///
    /// A period that leaves the year counts for its days in it.
    ///
    /// # Errors
    ///
    /// The file cannot be read or lacks a column.
    pub fn read(
        path: Option<PathBuf>,
        root: &Path,
        (first, days): (Day, i32),
        set: &FactorSet,
        country: impl Fn(&str) -> Option<ZoneId>,
    ) -> Result<Self, Fault> {
        let Some(path) = path else { return Ok(Self::default()) };
        let required = ["service", "quantity", "unit", "period_start", "period_end"];
        let table = SmallTable::open(&path, &required)?;
        let file: Arc<str> = path.strip_prefix(root).unwrap_or(&path).display().to_string().into();
        let words = ServiceWords::new(set);
        let mut out = Self { path: Some(path), ..Self::default() };
        let last = Day(first.0 + days - 1);
        for row in table.rows() {
            out.rows_read += 1;
            match used(&row, &words, (first, last), &country) {
                Ok(Some(used)) => out.used.push(used),
                Ok(None) => out.other_years += 1,
                Err((column, why)) => out.rejects.push(Reject {
                    file: file.clone(),
                    line: row.line,
                    column: column.to_owned(),
                    value: row.get(column).to_owned(),
                    why,
                    row: row.text(&COLUMNS),
                }),
            }
        }
        out.words = Some(words);
        Ok(out)
    }
}

fn used(
    row: &TableRow<'_>,
    words: &ServiceWords,
    (first, last): (Day, Day),
    country: &impl Fn(&str) -> Option<ZoneId>,
) -> Result<Option<Used>, (&'static str, Why)> {
    let word = row.get("service");
    if word.is_empty() {
        return Err(("service", Why::Missing));
    }
    let service =
        words.of(word).ok_or_else(|| ("service", unknown_service(&words.nearest(word))))?;
    let quantity = match row.get("quantity") {
        "" => return Err(("quantity", Why::Missing)),
        _ => row.number("quantity").map_err(|fault| match fault {
            NumberFault::Ambiguous => ("quantity", Why::AmbiguousNumber),
            NumberFault::NotANumber => ("quantity", Why::NotANumber),
        })?,
    };
    let unit = row.get("unit");
    if unit.is_empty() {
        return Err(("unit", Why::Missing));
    }
    let one =
        words.unit(service, unit).ok_or_else(|| ("unit", other_unit(&words.units(service))))?;
    let whole = quantity * one;
    if !(0.0..=MOST).contains(&whole) {
        return Err((
            "quantity",
            Why::said(
                text!("quantité impossible", "impossible quantity"),
                text!("écrivez un nombre positif", "write a positive number"),
            ),
        ));
    }
    let day = |column: &'static str| match row.get(column) {
        "" => Err((column, Why::Missing)),
        cell => parse_day(cell).ok_or((column, Why::NotADate)),
    };
    let (start, end) = (day("period_start")?, day("period_end")?);
    if end < start {
        return Err(("period_end", Why::BadPeriod));
    }
    let zone = match row.get("country") {
        "" => None,
        word => Some(country(word).ok_or(("country", Why::UnknownCountry))?),
    };
    let (from, to) = (start.max(first), end.min(last));
    if to < from {
        return Ok(None);
    }
    let (period, days) = (end.days_since(start) + 1, to.days_since(from) + 1);
    Ok(Some(Used {
        service,
        amount: whole * f64::from(days) / f64::from(period),
        days,
        period,
        zone,
        site: row.get("site").to_owned(),
        entity: row.get("entity").to_owned(),
        line: row.line,
    }))
}

fn unknown_service(nearest: &[String]) -> Why {
    let known = "network_fixed, network_fixed_without_box, network_mobile, storage_hdd, storage_ssd, paper, paper_mass, toner";
    let hint = if nearest.is_empty() {
        text!("services : {known}", "services: {known}")
    } else {
        text!("les plus proches : {0}", "the nearest: {0}", nearest.join(", "))
    };
    Why::said(text!("service inconnu", "unknown service"), hint)
}

fn other_unit(units: &[&str]) -> Why {
    Why::said(
        text!("ce n'est pas une unité de ce service", "not a unit of this service"),
        text!("unités : {0}", "units: {0}", units.join(", ")),
    )
}
