//! From the rows of an export to readings, each of a device, in watts or watt-hours.

use super::headings::{Measure, Role};
use super::quantity::is_drawn;
use super::series::Side;
use super::stamp::{self, Clock};
use super::table::Table;
use super::unit::Unit;
use super::{Kind, Options, Read, Reading};
use ground::fault::Fault;
use ground::lang::Text;
use ground::table::{
    DateEvidence, DateOrder, NumberFault, Reject, Why, fold, masked, parse_number, point_may_group,
};
use ground::text;
use std::path::Path;
use std::sync::Arc;

/// Reads one export into what was read before.
pub(super) fn file(path: &Path, options: &Options, into: &mut Read) -> Result<(), Fault> {
    let table = Table::open(path)?;
    let number = into.files.len();
    into.files.push(path.display().to_string().into());
    into.left.extend(table.left.iter().map(|at| table.headings[*at].clone()));
    let mut reader = Rows::of(&table, path, options, number)?;
    into.times.push(table.headings[reader.when()].clone());
    let descends = reader.descends();
    let rows: Box<dyn Iterator<Item = &(u64, Vec<String>)>> =
        if descends { Box::new(table.rows.iter().rev()) } else { Box::new(table.rows.iter()) };
    for (line, cells) in rows {
        if let Err((at, why)) = reader.row(*line, cells, into) {
            let column = table.headings.get(at).cloned().unwrap_or_else(String::new);
            let value = cells.get(at).map_or("", String::as_str);
            into.aside.push(reject(&into.files[number], *line, &column, value, why));
        }
    }
    into.side.get_or_insert(reader.side);
    into.local |= reader.local;
    Ok(())
}

/// A row set aside, its place said and its people not.
pub(super) fn reject(file: &Arc<str>, line: u64, column: &str, value: &str, why: Why) -> Reject {
    let value = masked(value).into_owned();
    Reject { file: file.clone(), line, column: column.to_owned(), row: value.clone(), value, why }
}

struct Rows<'a> {
    table: &'a Table,
    options: &'a Options,
    clock: Clock,
    order: Option<DateOrder>,
    file: usize,
    time: Option<usize>,
    clock_of_day: Option<usize>,
    period: Option<(usize, usize)>,
    unit: Option<Unit>,
    step: Option<i64>,
    kind: Option<Kind>,
    device: Option<String>,
    /// Whether a number such as `1.234` has a fraction: others of its file say so.
    points: bool,
    side: Side,
    local: bool,
}

impl<'a> Rows<'a> {
    fn of(table: &'a Table, path: &Path, options: &'a Options, file: usize) -> Result<Self, Fault> {
        let time = table.roles.iter().position(|role| matches!(role, Role::Time { .. }));
        let utc = table.roles.contains(&Role::Time { utc: true });
        let start = table.column(&Role::Start);
        let period = start.zip(table.column(&Role::End)).filter(|_| time.is_none());
        let mut evidence = DateEvidence::default();
        for cells in table.rows.iter().map(|(_, cells)| cells) {
            for at in time.iter().chain(period.iter().flat_map(|(from, to)| [from, to])) {
                evidence.note(cells.get(*at).map_or("", String::as_str));
            }
        }
        let unit = table.above(&["unite", "unit", "units"]).and_then(Unit::named).or(options.unit);
        let by_row = table.column(&Role::Unit).is_some();
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
            clock: utc.then(|| Clock::of("UTC")).flatten().unwrap_or_else(|| options.clock.clone()),
            order: options.order.or_else(|| evidence.proven()),
            file,
            time,
            clock_of_day: table.column(&Role::TimeOfDay),
            period,
            unit,
            step: minutes.and_then(|cell| step_of(cell, "pas en minutes")),
            kind: table.above(&["type de donnees"]).and_then(kind_of),
            device: table
                .above(&["identifiant prm", "prm", "pdl", "hostname", "host", "name", "device"])
                .map(str::to_owned),
            points,
            side: Side::End,
            local: false,
        };
        rows.side = options.side.unwrap_or_else(|| rows.usual_side());
        Ok(rows)
    }

    /// The column of the time at which a row's value is known.
    fn when(&self) -> usize {
        self.time.or(self.period.map(|(_, to)| to)).unwrap_or(0)
    }

    fn stamp(&self, cells: &[String]) -> Result<stamp::Stamp, (usize, Why)> {
        let at = self.when();
        let day = cell(cells, at);
        let whole = match self.clock_of_day {
            Some(clock) if !day.is_empty() => format!("{day} {}", cell(cells, clock)),
            _ => day.to_owned(),
        };
        stamp::parse(&whole, self.order).map_err(|why| (at, why))
    }

    fn whens(&self) -> impl DoubleEndedIterator<Item = i64> {
        let rows = self.table.rows.iter();
        rows.filter_map(|(_, cells)| self.clock.at(self.stamp(cells).ok()?, None).ok())
    }

    /// Whether the newest comes first.
    fn descends(&self) -> bool {
        let first = self.whens().next();
        let last = self.whens().next_back();
        first.zip(last).is_some_and(|(first, last)| last < first)
    }

    /// An export that starts at a midnight and ends before one says when each value began; others,
    /// as meters do, when it ended.
    fn usual_side(&self) -> Side {
        let midnight =
            |at: Option<i64>| at.is_some_and(|at| self.clock.midnight(self.clock.day(at)) == at);
        let (first, last) = (self.whens().next(), self.whens().next_back());
        let (first, last) = if first > last { (last, first) } else { (first, last) };
        if midnight(first) && !midnight(last) { Side::Start } else { Side::End }
    }

    fn row(&mut self, line: u64, cells: &[String], into: &mut Read) -> Result<(), (usize, Why)> {
        let roles = self.table.roles.iter().enumerate();
        let quantities = roles.filter(|(_, role)| **role == Role::Quantity);
        let quantities: Vec<&str> = quantities.map(|(at, _)| cell(cells, at)).collect();
        if !is_drawn(&quantities) {
            into.other += 1;
            return Ok(());
        }
        let said = quantities.iter().rev().find_map(|word| kind_of(word)).or(self.kind);
        let stamp = self.stamp(cells)?;
        let at_column = self.when();
        let own = self.device_of(cells);
        let table = self.table;
        for measure in &table.measures {
            let Some((at, raw)) = self.value(measure, cells)? else { continue };
            let unit = match table.column(&Role::Unit) {
                _ if measure.unit.is_some() => measure.unit,
                Some(column) => {
                    let word = cell(cells, column);
                    match Unit::named(word) {
                        None if !word.is_empty() => return Err((column, not_a_unit())),
                        named => named.or(self.unit),
                    }
                }
                None => self.unit,
            };
            let Some(unit) = unit else { return Err((at, not_a_unit())) };
            let kind =
                self.options.kind.filter(|kind| unit.allows(*kind)).or(measure.kind).or(said);
            let kind = kind.filter(|kind| unit.allows(*kind));
            let kind = if unit.power { Some(Kind::Power) } else { kind };
            let value = unit.of(raw);
            if raw < 0.0 || value > super::MOST {
                return Err((at, Why::ImpossibleEnergy));
            }
            let device = named(&own, &measure.device);
            let series = into.series_of(&device, kind);
            let when = self.clock.at(stamp, series.last).map_err(|why| (at_column, why))?;
            series.last = Some(when);
            let from = self.from(cells, when)?;
            let step = table
                .column(&Role::Step)
                .map(|column| step_of(cell(cells, column), &fold(&table.headings[column])));
            series.readings.push(Reading {
                at: when,
                from,
                value,
                kind: kind.unwrap_or(Kind::Increment),
                step: step.flatten().or(self.step),
                line,
                file: self.file,
                cell: cell(cells, at_column).into(),
            });
        }
        self.local |= matches!(stamp, stamp::Stamp::Local(_));
        Ok(())
    }

    /// The start of the row's period.
    fn from(&self, cells: &[String], until: i64) -> Result<Option<i64>, (usize, Why)> {
        let Some((start, _)) = self.period else { return Ok(None) };
        let stamp = stamp::parse(cell(cells, start), self.order).map_err(|why| (start, why))?;
        let from = self.clock.at(stamp, None).map_err(|why| (start, why))?;
        if from < until { Ok(Some(from)) } else { Err((start, Why::BadPeriod)) }
    }

    /// What a row measures: its device and outlet, else what stands above the headings.
    fn device_of(&self, cells: &[String]) -> String {
        let of = |role: &Role| self.table.column(role).map_or("", |at| cell(cells, at));
        let device = match of(&Role::Device) {
            "" => self.device.as_deref().unwrap_or(""),
            device => device,
        };
        named(device, of(&Role::Outlet))
    }

    /// The value of a measure, its tariffs added; none where the row has none.
    fn value(
        &self,
        measure: &Measure,
        cells: &[String],
    ) -> Result<Option<(usize, f64)>, (usize, Why)> {
        let mut sum = None;
        for at in &measure.columns {
            let cell = cell(cells, *at);
            if cell.is_empty() || matches!(cell, "-" | "--" | "N/A" | "n/a" | "NaN" | "null") {
                continue;
            }
            if !self.table.comma && !self.points && point_may_group(cell) {
                return Err((*at, Why::AmbiguousNumber));
            }
            let value = parse_number(cell, self.table.comma).map_err(|fault| match fault {
                NumberFault::Ambiguous => (*at, Why::AmbiguousNumber),
                NumberFault::NotANumber => (*at, Why::NotANumber),
            })?;
            sum = Some((measure.columns[0], sum.map_or(0.0, |(_, sum)| sum) + value));
        }
        Ok(sum)
    }
}

/// A cell of a row; empty where the row has none.
fn cell(cells: &[String], at: usize) -> &str {
    cells.get(at).map_or("", String::as_str)
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
fn kind_of(word: &str) -> Option<Kind> {
    let word = fold(word);
    let has = |part: &str| word.contains(part);
    match () {
        () if has("index") => Some(Kind::Index),
        () if has("courbe de charge") || has("power") || has("puissance") => Some(Kind::Power),
        () if has("summation") || has("consommation quotidienne") => Some(Kind::Increment),
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

fn not_a_unit() -> Why {
    let units = "W, kW, MW, Wh, kWh, MWh, J, kJ";
    let hint: Text =
        text!("écrivez une de ces unités : {units}", "write one of these units: {units}");
    Why::said(text!("pas une unité de puissance ou d’énergie", "no unit of power or energy"), hint)
}
