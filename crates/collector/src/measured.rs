//! Energy that others measured, a day at a time, as rows of `usage/`.

use ground::fault::Fault;
use ground::lang::Text;
use ground::table::{CsvDialect, CsvOut, NumberFault, SmallTable, TableRow, Why, masked};
use ground::text;
use record::RecordDay;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Watt-hours of each day of a machine, by days since 1970, and their grade.
pub type MachineDays = BTreeMap<String, (char, BTreeMap<i32, f64>)>;

/// The most watt-hours of a machine in a day: more is a counter that jumped.
pub const MOST_WH: f64 = 1_000_000.0;

const COLUMNS: [&str; 7] =
    ["equipment_id", "period_start", "period_end", "energy_kwh", "hours_on", "source", "grade"];
/// How many of them, from the first, a file of `usage/` must have.
const NEEDED: usize = 4;

/// A row of `usage/`.
#[derive(Clone, Debug)]
struct UsageRow {
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
pub struct FileBefore {
    /// Rows of other machines.
    others: Vec<UsageRow>,
    /// Rows of these machines, that what is written stands for from now on.
    pub replaced: usize,
}

impl FileBefore {
    /// Of a file; nothing where there is none.
    ///
    /// # Errors
    /// It stands there and cannot be read, or holds what would be lost when it is written again.
    pub fn read(path: &Path, machines: &MachineDays) -> Result<Self, Fault> {
        let mut standing = Self::default();
        if matches!(path.try_exists(), Ok(false)) {
            return Ok(standing);
        }
        let written: BTreeSet<String> = machines.keys().map(|id| masked(id).into_owned()).collect();
        let table = SmallTable::open(path, &COLUMNS[..NEEDED])?;
        let headings = table.headings();
        let is_ours = |at: usize, name: &String| {
            COLUMNS.contains(&name.as_str()) && !headings[..at].contains(name)
        };
        let foreign =
            headings.iter().enumerate().find(|(at, name)| !name.is_empty() && !is_ours(*at, name));
        if let Some((_, name)) = foreign {
            let what = text!(
                "la colonne `{name}` serait perdue : ce fichier est réécrit sans elle",
                "column `{name}` would be lost: this file is written again without it"
            );
            return Err(Fault::new(what).at(path, 1, "", "").hint(elsewhere()));
        }
        for row in table.rows() {
            if let Some(cell) = row.unheaded() {
                let what = text!(
                    "une cellule sans titre de colonne : « {cell} »",
                    "a cell without a heading: `{cell}`"
                );
                return Err(row.fault("", what).hint(correct()));
            }
            let machine = row.get("equipment_id").to_owned();
            if written.contains(&machine) {
                standing.replaced += 1;
                continue;
            }
            let kwh = kwh_of(&row)?;
            let of = |column: &str| row.get(column).to_owned();
            standing.others.push(UsageRow {
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

/// The energy of a row that stays.
fn kwh_of(row: &TableRow<'_>) -> Result<f64, Fault> {
    row.number("energy_kwh").map_err(|fault| match fault {
        NumberFault::Ambiguous => {
            let why = Why::AmbiguousNumber;
            row.fault("energy_kwh", why.reason()).hint(why.hint())
        }
        NumberFault::NotANumber => {
            row.fault("energy_kwh", Why::NotANumber.reason()).hint(correct())
        }
    })
}

fn correct() -> Text {
    text!("corrigez cette ligne, ou retirez-la", "correct this row, or remove it")
}

fn elsewhere() -> Text {
    text!(
        "retirez-la, ou gardez-la dans un fichier hors de usage/",
        "remove it, or keep it in a file outside usage/"
    )
}

/// The rows: days in a row as one period, so that a day that is missing stays unknown; and those of
/// other machines that stood there.
pub fn csv(machines: &MachineDays, source: &str, standing: &FileBefore) -> Vec<u8> {
    let Ok(mut out) = CsvOut::new(Vec::new(), CsvDialect::Standard, &COLUMNS) else {
        return Vec::new();
    };
    let mut rows = standing.others.clone();
    rows.extend(machines.iter().flat_map(|(machine, (grade, days))| {
        let periods = periods(days).into_iter();
        periods.map(|(from, to, wh)| UsageRow {
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
fn periods(days: &BTreeMap<i32, f64>) -> Vec<(RecordDay, RecordDay, f64)> {
    let mut periods = Vec::new();
    let mut days = days.iter().peekable();
    while let Some((first, wh)) = days.next() {
        let (mut last, mut sum) = (*first, *wh);
        while let Some((day, wh)) = days.next_if(|(day, _)| **day == last + 1) {
            last = *day;
            sum += wh;
        }
        if let (Some(from), Some(to)) =
            (RecordDay::from_number(*first), RecordDay::from_number(last))
        {
            periods.push((from, to, sum));
        }
    }
    periods
}

#[cfg(test)]
mod tests {
    use super::{FileBefore, MachineDays, csv};
    use ground::lang::Lang;

    /// What a file that stands there becomes, or why it is refused.
    fn again(text: &str) -> Result<String, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("2026-meters.csv");
        std::fs::write(&path, text).unwrap();
        let machines = MachineDays::new();
        let standing =
            FileBefore::read(&path, &machines).map_err(|fault| fault.render(Lang::En))?;
        Ok(String::from_utf8(csv(&machines, "meters", &standing)).unwrap())
    }

    #[test]
    fn a_file_of_the_four_columns_that_usage_needs_stays_and_others_are_filled() {
        let written = again(
            "energy_kwh;grade;equipment_id;period_start;period_end\n\
             12,5;B;A;2026-05-01;2026-05-02\n",
        );
        let ours = "equipment_id,period_start,period_end,energy_kwh,hours_on,source,grade\n";
        assert_eq!(written.unwrap(), format!("{ours}A,2026-05-01,2026-05-02,12.5,,,B\n"));
        let written =
            again("equipment_id,period_start,period_end,energy_kwh,\nA,2026-05-01,2026-05-02,3,\n");
        assert_eq!(written.unwrap(), format!("{ours}A,2026-05-01,2026-05-02,3,,,\n"));
        let why = again("equipment_id,period_start,period_end\nA,2026-05-01,2026-05-02\n");
        assert!(why.as_ref().unwrap_err().contains("column `energy_kwh` is missing"), "{why:?}");
    }

    #[test]
    fn what_would_be_lost_is_refused_by_its_name() {
        let four = "equipment_id,period_start,period_end,energy_kwh";
        for (headings, cells, told) in [
            (",note", ",of the lab", "column `note` would be lost"),
            (",Grade", ",A", "column `Grade` would be lost"),
            (",energy_kwh", ",4", "column `energy_kwh` would be lost"),
            (",", ",of the lab", "a cell without a heading: `of the lab`"),
            // A decimal comma among commas.
            ("", ",5", "a cell without a heading: `5`"),
        ] {
            let why = again(&format!("{four}{headings}\nA,2026-05-01,2026-05-02,3{cells}\n"));
            assert!(why.as_ref().is_err_and(|why| why.contains(told)), "{told}: {why:?}");
        }
    }

    #[test]
    fn a_number_that_has_two_readings_is_told_apart_from_none() {
        let of = |cell: &str| {
            again(&format!(
                "equipment_id,period_start,period_end,energy_kwh\nA,2026-05-01,2026-05-02,{cell}\n"
            ))
        };
        for (cell, told) in [("\"1,234\"", "ambiguous number"), ("many", "not a number")] {
            let why = of(cell);
            assert!(why.as_ref().is_err_and(|why| why.contains(told)), "{cell}: {why:?}");
        }
        // Where a comma is the decimal sign, a point may part thousands.
        let why = again(
            "equipment_id;period_start;period_end;energy_kwh\nA;2026-05-01;2026-05-02;1.234\n",
        );
        assert!(why.as_ref().is_err_and(|why| why.contains("ambiguous number")), "{why:?}");
    }
}
