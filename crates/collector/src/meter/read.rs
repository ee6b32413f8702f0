//! From the rows of an export to readings, each of a device, in watts or watt-hours.

use super::headings::{MeasureColumn, MeterRole};
use super::quantity::is_drawn;
use super::stamp::Stamp;
use super::table::{MeterTable, cell};
use super::times::Times;
use super::unit::MeterUnit;
use super::why::{beyond, grouped, negative, no_tariff, not_a_unit, power_of_energy};
use super::{MeterRead, MeterReading, MeterValueKind, Options};
use ground::fault::Fault;
use ground::table::{NumberFault, Reject, Why, fold, masked, parse_number, point_may_group};
use ground::text;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// Reads one export into what was read before.
pub(super) fn file(path: &Path, options: &Options, into: &mut MeterRead) -> Result<(), Fault> {
    let table = MeterTable::open(path)?;
    let number = into.files.len();
    into.files.push(path.display().to_string().into());
    into.left.extend(table.left.iter().map(|at| table.headings[*at].clone()));
    let mut reader = MeterRows::of(&table, path, options, number)?;
    into.times.push(table.headings[reader.times.at].clone());
    let mut times = reader.times.clone();
    let rows = times.in_order(|cells| reader.device_of(cells));
    reader.times = times;
    for (line, cells) in rows {
        reader.row(*line, cells, into);
    }
    into.stood.push((table.headings.clone(), reader.times.side));
    into.last_days.extend(reader.times.last_day);
    into.local |= reader.local;
    Ok(())
}

/// A row set aside, its place said and its people not.
pub(super) fn reject(file: &Arc<str>, line: u64, column: &str, value: &str, why: Why) -> Reject {
    let value = masked(value).into_owned();
    Reject { file: file.clone(), line, column: column.to_owned(), row: value.clone(), value, why }
}

struct MeterRows<'a> {
    table: &'a MeterTable,
    options: &'a Options,
    times: Times<'a>,
    file: usize,
    unit: Option<MeterUnit>,
    step: Option<i64>,
    kind: Option<MeterValueKind>,
    device: Option<String>,
    /// Whether a number such as `1.234` has a fraction: others of its file say so.
    points: bool,
    /// The columns of each measure that have values, by device and kind: a meter of two tariffs
    /// leaves those of eight others blank.
    tariffs: HashMap<(String, Option<MeterValueKind>), Vec<Vec<usize>>>,
    local: bool,
}

/// What a row says of all its measures.
struct MeterRow<'a> {
    line: u64,
    cells: &'a [String],
    stamp: Stamp,
    device: &'a str,
    said: Option<MeterValueKind>,
}

impl<'a> MeterRows<'a> {
    fn of(
        table: &'a MeterTable,
        path: &Path,
        options: &'a Options,
        file: usize,
    ) -> Result<Self, Fault> {
        let unit =
            table.above(&["unite", "unit", "units"]).and_then(MeterUnit::named).or(options.unit);
        let by_row = table.column(&MeterRole::Unit).is_some();
        if let Some(lost) = table
            .measures
            .iter()
            .find(|measure| measure.unit.is_none() && unit.is_none() && !by_row)
        {
            return Err(no_unit(path, &table.headings[lost.columns[0]]));
        }
        let minutes = table.above(&["pas en minutes", "pas de temps", "pas"]);
        let values = table.rows.iter().flat_map(|(_, cells)| {
            table.measures.iter().flat_map(|m| &m.columns).filter_map(move |at| cells.get(*at))
        });
        let points = values.into_iter().any(|cell| {
            cell.matches('.').count() == 1 && !cell.contains(',') && !point_may_group(cell)
        });
        let mut rows = Self {
            table,
            options,
            times: Times::of(table, options),
            file,
            unit,
            step: minutes.and_then(|cell| step_of(cell, "pas en minutes")),
            kind: table.above(&["type de donnees"]).and_then(kind_of),
            device: table
                .above(&["identifiant prm", "prm", "pdl", "hostname", "host", "name", "device"])
                .map(str::to_owned),
            points,
            tariffs: HashMap::new(),
            local: false,
        };
        if table.measures.iter().any(|measure| measure.columns.len() > 1) {
            rows.note_tariffs();
        }
        Ok(rows)
    }

    /// Notes which tariffs each meter has.
    fn note_tariffs(&mut self) {
        for (_, cells) in &self.table.rows {
            let quantities = self.quantities(cells);
            if !is_drawn(&quantities, self.unit_cell(cells)) {
                continue;
            }
            let measures = &self.table.measures;
            let meter = (self.device_of(cells), self.said(&quantities));
            let own = self.tariffs.entry(meter);
            let own = own.or_insert_with(|| vec![Vec::new(); measures.len()]);
            for (known, measure) in own.iter_mut().zip(measures) {
                for at in measure.columns.iter().filter(|at| !is_blank(cell(cells, **at))) {
                    if !known.contains(at) {
                        known.push(*at);
                    }
                }
            }
        }
    }

    /// What a row calls its quantity.
    fn quantities<'c>(&self, cells: &'c [String]) -> Vec<&'c str> {
        let roles = self.table.roles.iter().enumerate();
        let columns = roles.filter(|(_, role)| **role == MeterRole::Quantity);
        columns.map(|(at, _)| cell(cells, at)).collect()
    }

    /// What a row says of its unit, in a column of its own.
    fn unit_cell<'c>(&self, cells: &'c [String]) -> &'c str {
        self.table.column(&MeterRole::Unit).map_or("", |at| cell(cells, at))
    }

    /// What that, or what stands above the headings, says of its kind.
    fn said(&self, quantities: &[&str]) -> Option<MeterValueKind> {
        quantities.iter().rev().find_map(|word| kind_of(word)).or(self.kind)
    }

    /// Takes a row's values. One that cannot be read leaves the others; its cell is set aside once.
    fn row(&mut self, line: u64, cells: &[String], into: &mut MeterRead) {
        let quantities = self.quantities(cells);
        if !is_drawn(&quantities, self.unit_cell(cells)) {
            into.other += 1;
            return;
        }
        let said = self.said(&quantities);
        let mut failed = Vec::new();
        match self.times.stamp(cells) {
            Err(why) => failed.push(why),
            Ok(stamp) => {
                let device = self.device_of(cells);
                let row = MeterRow { line, cells, stamp, device: &device, said };
                for at in 0..self.table.measures.len() {
                    failed.extend(self.take(&row, at, into).err());
                }
                self.local |= !self.times.utc && !matches!(stamp, Stamp::Exact(_));
            }
        }
        for (place, (at, why)) in failed.iter().enumerate() {
            if failed[..place].iter().all(|(other, _)| other != at) {
                let column = self.table.headings.get(*at).map_or("", String::as_str);
                let file = &into.files[self.file];
                into.aside.push(reject(file, line, column, cell(cells, *at), why.clone()));
            }
        }
    }

    /// Takes the value of one measure of a row.
    fn take(
        &self,
        row: &MeterRow<'_>,
        place: usize,
        into: &mut MeterRead,
    ) -> Result<(), (usize, Why)> {
        let (table, cells) = (self.table, row.cells);
        let measure = &table.measures[place];
        let Some((at, raw)) = self.value(row, place)? else { return Ok(()) };
        let unit = match table.column(&MeterRole::Unit) {
            _ if measure.unit.is_some() => measure.unit,
            Some(column) => {
                let word = cell(cells, column);
                match MeterUnit::named(word) {
                    None if !word.is_empty() => return Err((column, not_a_unit())),
                    named => named.or(self.unit),
                }
            }
            None => self.unit,
        };
        let Some(unit) = unit else { return Err((at, not_a_unit())) };
        if unit.power && measure.energy {
            return Err((at, power_of_energy()));
        }
        // What the file says goes before what the user says of files that say nothing.
        let kinds = [measure.kind, row.said, unit.power.then_some(MeterValueKind::Power)];
        let told = kinds.into_iter().flatten().find(|kind| unit.allows(*kind));
        let asked = self.options.kind.filter(|kind| unit.allows(*kind));
        into.overruled |= told.zip(asked).is_some_and(|(told, asked)| told != asked);
        let kind = told.or(asked);
        let value = unit.of(raw);
        if raw < 0.0 {
            return Err((at, negative()));
        }
        if value > super::MOST {
            return Err((at, beyond()));
        }
        let device = named(row.device, &measure.device);
        let series = into.series_of(&device, kind);
        let when = self.times.instant(row.stamp, series.last)?;
        series.last = Some(when);
        let step = table
            .column(&MeterRole::Step)
            .map(|column| step_of(cell(cells, column), &fold(&table.headings[column])));
        series.readings.push(MeterReading {
            at: when,
            from: self.times.from(cells, when)?,
            until: self.times.end_of_day(row.stamp),
            value,
            kind: kind.unwrap_or(MeterValueKind::Increment),
            step: step.flatten().or(self.step),
            line: row.line,
            file: self.file,
            cell: cell(cells, self.times.at).into(),
        });
        Ok(())
    }

    /// What a row measures: its device and outlet, else what stands above the headings.
    fn device_of(&self, cells: &[String]) -> String {
        let of = |role: &MeterRole| self.table.column(role).map_or("", |at| cell(cells, at));
        let device = match of(&MeterRole::Device) {
            "" => self.device.as_deref().unwrap_or(""),
            device => device,
        };
        named(device, of(&MeterRole::Outlet))
    }

    /// The value of a measure, its tariffs added; none where the row has none. A tariff that the
    /// meter has and the row lacks is not zero.
    fn value(
        &self,
        row: &MeterRow<'_>,
        place: usize,
    ) -> Result<Option<(usize, f64)>, (usize, Why)> {
        let measure: &MeasureColumn = &self.table.measures[place];
        let known = (measure.columns.len() > 1).then(|| (row.device.to_owned(), row.said));
        let known = known.and_then(|meter| self.tariffs.get(&meter));
        let columns = known.map_or(&measure.columns, |known| &known[place]);
        let mut sum = None;
        let mut missing = None;
        for at in columns {
            let cell = cell(row.cells, *at);
            if is_blank(cell) {
                missing = missing.or(Some(*at));
                continue;
            }
            if !self.table.comma && !self.points && point_may_group(cell) {
                return Err((*at, grouped()));
            }
            let value = parse_number(cell, self.table.comma).map_err(|fault| match fault {
                NumberFault::Ambiguous => (*at, grouped()),
                NumberFault::NotANumber => (*at, Why::NotANumber),
            })?;
            sum = Some((measure.columns[0], sum.map_or(0.0, |(_, sum)| sum) + value));
        }
        match missing.filter(|_| sum.is_some()) {
            Some(at) => Err((at, no_tariff())),
            None => Ok(sum),
        }
    }
}

/// Whether a cell says that there is no value.
fn is_blank(cell: &str) -> bool {
    cell.is_empty() || matches!(cell, "-" | "--" | "N/A" | "n/a" | "NaN" | "null")
}

fn named(device: &str, part: &str) -> String {
    match (device, part) {
        (device, "") => device.to_owned(),
        ("", part) => part.to_owned(),
        (device, part) => format!("{device}/{part}"),
    }
}

/// Seconds of a step: ISO 8601 (`PT30M`), seconds where the heading says so, else minutes.
fn step_of(cell: &str, heading: &str) -> Option<i64> {
    let cell = cell.trim();
    if let Ok(span) = cell.parse::<jiff::SignedDuration>() {
        return Some(span.as_secs()).filter(|step| *step > 0);
    }
    let number: f64 = parse_number(cell, false).ok().filter(|number| *number > 0.0)?;
    let seconds = if heading.contains("sec") { number } else { number * 60.0 };
    if !(1.0..=1e8).contains(&seconds) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "seconds")]
    let seconds = seconds as i64;
    Some(seconds)
}

/// What a tool's word for a quantity says a value is.
fn kind_of(word: &str) -> Option<MeterValueKind> {
    let word = fold(word);
    let has = |part: &str| word.contains(part);
    match () {
        () if has("index") => Some(MeterValueKind::Index),
        () if has("courbe de charge") || has("power") || has("puissance") => {
            Some(MeterValueKind::Power)
        }
        () if has("summation") || has("consommation quotidienne") => {
            Some(MeterValueKind::Increment)
        }
        () => None,
    }
}

fn no_unit(path: &Path, heading: &str) -> Fault {
    Fault::new(text!(
        "l’unité de la colonne « {heading} » n’est dite nulle part",
        "the unit of column `{heading}` is said nowhere"
    ))
    .in_file(path)
    .hint(text!(
        "écrivez-la dans le titre, comme « {heading} (kWh) », ou donnez --unit kWh",
        "write it in the heading, as in `{heading} (kWh)`, or give --unit kWh"
    ))
}
