//! Energy that others measured, a day at a time, as rows of `usage/`.

use ground::fault::Fault;
use ground::table::{CsvDialect, CsvOut, SmallTable, masked, restored};
use ground::text;
use record::Day;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Watt-hours of each day of a machine, by days since 1970, and their grade.
pub type Machines = BTreeMap<String, (char, BTreeMap<i32, f64>)>;

const COLUMNS: [&str; 7] =
    ["equipment_id", "period_start", "period_end", "energy_kwh", "hours_on", "source", "grade"];

/// A row of `usage/`.
#[derive(Clone, Debug)]
struct Row {
    machine: String,
    from: String,
    to: String,
    kwh: f64,
    hours_on: String,
    source: String,
    grade: String,
}

/// What a file held before its machines are written again.
#[derive(Debug, Default)]
pub struct Standing {
    /// Rows of other machines.
    others: Vec<Row>,
    /// Rows of these machines, that what is written stands for from now on.
    pub replaced: usize,
}

impl Standing {
    /// Of a file; nothing where there is none.
    ///
    /// # Errors
    /// It stands there and cannot be read.
    pub fn read(path: &Path, machines: &Machines) -> Result<Self, Fault> {
        let mut standing = Self::default();
        if !path.exists() {
            return Ok(standing);
        }
        let written: BTreeSet<String> = machines.keys().map(|id| masked(id).into_owned()).collect();
        let table = SmallTable::open(path, &COLUMNS)?;
        for row in table.rows() {
            let machine = restored(row.get("equipment_id").as_bytes());
            let machine = String::from_utf8_lossy(&machine).into_owned();
            if written.contains(&machine) {
                standing.replaced += 1;
                continue;
            }
            let kwh = row.number("energy_kwh").map_err(|_| {
                row.fault("energy_kwh", text!("ce n’est pas un nombre", "not a number")).hint(
                    text!("corrigez cette ligne, ou retirez-la", "correct this row, or remove it"),
                )
            })?;
            let of = |column: &str| row.get(column).to_owned();
            standing.others.push(Row {
                machine,
                from: of("period_start"),
                to: of("period_end"),
                kwh,
                hours_on: of("hours_on"),
                source: of("source"),
                grade: of("grade"),
            });
        }
        Ok(standing)
    }

    /// Rows of other machines, which stay.
    pub fn kept(&self) -> usize {
        self.others.len()
    }
}

/// The rows: days in a row as one period, so that a day that is missing stays unknown; and those of
/// other machines that stood there.
pub fn csv(machines: &Machines, source: &str, standing: &Standing) -> Vec<u8> {
    let Ok(mut out) = CsvOut::new(Vec::new(), CsvDialect::Standard, &COLUMNS) else {
        return Vec::new();
    };
    let mut rows = standing.others.clone();
    rows.extend(machines.iter().flat_map(|(machine, (grade, days))| {
        let periods = periods(days).into_iter();
        periods.map(|(from, to, wh)| Row {
            machine: machine.clone(),
            from: from.to_string(),
            to: to.to_string(),
            kwh: wh.round() / 1000.0,
            hours_on: String::new(),
            source: source.to_owned(),
            grade: grade.to_string(),
        })
    }));
    // Whatever was imported first, the file is the same. Rows of a machine keep their order.
    rows.sort_by(|one, other| one.machine.cmp(&other.machine));
    for row in rows {
        out.text(&row.machine).text(&row.from).text(&row.to).number(row.kwh);
        out.text(&row.hours_on).text(&row.source).text(&row.grade);
        // Memory takes every row.
        let _ = out.end();
    }
    out.finish().unwrap_or_else(|_| Vec::new())
}

/// Days in a row: the first, the last, and their watt-hours.
fn periods(days: &BTreeMap<i32, f64>) -> Vec<(Day, Day, f64)> {
    let mut periods = Vec::new();
    let mut days = days.iter().peekable();
    while let Some((first, wh)) = days.next() {
        let (mut last, mut sum) = (*first, *wh);
        while let Some((day, wh)) = days.next_if(|(day, _)| **day == last + 1) {
            last = *day;
            sum += wh;
        }
        if let (Some(from), Some(to)) = (Day::from_number(*first), Day::from_number(last)) {
            periods.push((from, to, sum));
        }
    }
    periods
}
