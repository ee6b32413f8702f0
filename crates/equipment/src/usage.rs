//! Measured electricity by equipment and period, from `usage/*.csv`.

use ground::fault::Fault;
use ground::quantity::Kwh;
use ground::table::{Day, NumberFault, Reject, SmallTable, TableRow, Why, numbered, parse_day};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The columns of a file of usage records.
pub const COLUMNS: [&str; 4] = ["equipment_id", "period_start", "period_end", "energy_kwh"];

/// The most a line of equipment may draw in a period, kWh; more is a mistake of unit.
const MOST_KWH: f64 = 10_000_000.0;

/// What was measured of one equipment in the year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// Electricity of the whole line (all its units) over the measured days, kWh.
    pub kwh: Kwh,
    /// Of it, by grade A or B.
    pub well: Kwh,
    /// Days of the year that were measured.
    pub days: i32,
}

impl Measure {
    /// What a share of the line's units drew of it.
    #[must_use]
    pub fn times(self, share: f64) -> Self {
        Self { kwh: self.kwh * share, well: self.well * share, days: self.days }
    }
}

/// The measures of a year, by equipment.
#[derive(Debug, Default)]
pub struct Usage {
    by_id: HashMap<String, u32>,
    measures: Vec<Measure>,
    records: Vec<UsageRecord>,
    aside: Vec<AsideRecord>,
    tables: Vec<(Arc<str>, SmallTable)>,
    /// The last day of each period, by its measure and first day; those of a measure are apart.
    periods: BTreeMap<(u32, Day), Day>,
}

#[derive(Debug)]
struct UsageRecord {
    measure: u32,
    /// Its table and its row, should its equipment be unknown.
    place: (u32, u32),
}

/// A record that cannot be used: where it stands, and why. Its words stay in its table till it is told.
#[derive(Debug)]
struct AsideRecord {
    place: (u32, u32),
    column: &'static str,
    why: Why,
}

impl Usage {
    /// Reads the usage files for the year that starts on `first` and has `days` days; `root` is
    /// left out of their names.
    ///
    /// A period that leaves the year counts for its days in it. Records that cannot be used are
    /// [aside](Self::aside).
    ///
    /// # Errors
    ///
    /// A file cannot be read or lacks a column.
    pub fn read(files: &[PathBuf], root: &Path, first: Day, days: i32) -> Result<Self, Fault> {
        let mut usage = Self::default();
        let mut tables = Vec::with_capacity(files.len());
        for path in files {
            let name: Arc<str> =
                path.strip_prefix(root).unwrap_or(path).display().to_string().into();
            tables.push((name, SmallTable::open(path, &COLUMNS)?));
        }
        // Where two records tell of one day, the better one counts, whatever its file is called; of
        // two as good, the first.
        let ranked = |(at, (_, table)): (u32, &(Arc<str>, SmallTable))| {
            let rows = (0..).zip(table.rows());
            rows.map(|(row, cells)| (rank(cells.get("grade")), at, row)).collect::<Vec<_>>()
        };
        let mut rows: Vec<(u8, u32, u32)> = (0..).zip(&tables).flat_map(ranked).collect();
        rows.sort_by_key(|(rank, ..)| *rank);
        for (_, at, row) in rows {
            let Some(cells) = tables[at as usize].1.row(row as usize) else { continue };
            let place = (at, row);
            if let Err((column, why)) = usage.add(&cells, place, first, days) {
                usage.aside.push(AsideRecord { place, column, why });
            }
        }
        // As they stand in their files.
        usage.aside.sort_by_key(|aside| aside.place);
        usage.tables = tables;
        Ok(usage)
    }

    /// The records that cannot be used.
    pub fn aside(&self) -> impl Iterator<Item = Reject> {
        self.aside.iter().filter_map(|AsideRecord { place, column, why }| {
            self.reject(*place, column, why.clone())
        })
    }

    /// How many of them may be of a machine of the year, and are told by no other record.
    pub fn unread(&self) -> u64 {
        self.aside.iter().filter(|aside| !aside.why.is_told_elsewhere()).count() as u64
    }

    /// The record of a table and a row of it, set aside.
    fn reject(&self, (table, row): (u32, u32), column: &str, why: Why) -> Option<Reject> {
        let (name, table) = &self.tables[table as usize];
        let row = table.row(row as usize)?;
        Some(Reject {
            file: name.clone(),
            line: row.line,
            column: column.to_owned(),
            value: row.get(column).to_owned(),
            why,
            row: row.text(&COLUMNS),
        })
    }

    fn add(
        &mut self,
        row: &TableRow<'_>,
        place: (u32, u32),
        first: Day,
        days: i32,
    ) -> Result<(), (&'static str, Why)> {
        let id = row.get("equipment_id");
        if id.is_empty() {
            return Err(("equipment_id", Why::Missing));
        }
        let day = |column: &'static str| {
            parse_day(row.get(column)).ok_or_else(|| {
                (column, if row.get(column).is_empty() { Why::Missing } else { Why::NotADate })
            })
        };
        let (start, end) = (day("period_start")?, day("period_end")?);
        if end < start {
            return Err(("period_end", Why::BadPeriod));
        }
        let last = Day(first.0 + days - 1);
        let (from, to) = (start.max(first), end.min(last));
        // What is of another year is that year's to read, whatever its cells hold.
        if to < from {
            return Ok(());
        }
        let number = |column: &'static str| {
            row.number(column).map_err(|fault| match fault {
                NumberFault::Ambiguous => (column, Why::AmbiguousNumber),
                NumberFault::NotANumber => (column, Why::NotANumber),
            })
        };
        if row.get("energy_kwh").is_empty() {
            return Err(("energy_kwh", Why::Missing));
        }
        let kwh = number("energy_kwh")?;
        if !(0.0..=MOST_KWH).contains(&kwh) {
            return Err(("energy_kwh", Why::ImpossibleEnergy));
        }
        // What is told of it by grade A or B goes before the grade of the whole.
        let well = (!row.get("well_kwh").is_empty()).then(|| number("well_kwh")).transpose()?;
        if well.is_some_and(|well| !(0.0..=kwh).contains(&well)) {
            return Err(("well_kwh", Why::ImpossibleEnergy));
        }
        let measure = if let Some(known) = self.by_id.get(id) {
            *known
        } else {
            let new = numbered(self.measures.len());
            self.by_id.insert(id.to_owned(), new);
            self.measures.push(Measure { kwh: Kwh(0.0), well: Kwh(0.0), days: 0 });
            new
        };
        // Periods of a measure lie apart, so that the last one to start by then is the one to meet.
        let before = self.periods.range((measure, Day(i32::MIN))..=(measure, end)).next_back();
        if before.is_some_and(|(_, ended)| start <= *ended) {
            return Err(("period_start", Why::Overlap));
        }
        self.periods.insert((measure, start), end);
        let (period, within) = (end.days_since(start) + 1, to.days_since(from) + 1);
        let total = &mut self.measures[measure as usize];
        let kwh = kwh * f64::from(within) / f64::from(period);
        total.kwh += Kwh(kwh);
        total.well += Kwh(match well {
            Some(well) => well * f64::from(within) / f64::from(period),
            None if matches!(row.get("grade"), "A" | "B" | "a" | "b") => kwh,
            None => 0.0,
        });
        total.days += within;
        self.records.push(UsageRecord { measure, place });
        Ok(())
    }

    /// Whether nothing was measured.
    pub fn is_empty(&self) -> bool {
        self.measures.is_empty()
    }

    /// The number of an equipment's measure.
    pub fn of(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// A measure by its number.
    pub fn measure(&self, number: u32) -> Measure {
        self.measures[number as usize]
    }

    /// The identifier of a measure that several rows of the inventory met, if there is one.
    pub fn met_twice(&self, met: &[u32]) -> Option<&str> {
        let mut seen = vec![false; self.measures.len()];
        let twice =
            met.iter().find(|number| std::mem::replace(&mut seen[**number as usize], true))?;
        self.by_id.iter().find(|(_, number)| *number == twice).map(|(id, _)| id.as_str())
    }

    /// The records of equipment that no row of the inventory has, as rejects.
    pub fn strangers(&self, met: &[u32]) -> impl Iterator<Item = Reject> {
        let mut known = vec![false; self.measures.len()];
        for number in met {
            known[*number as usize] = true;
        }
        let strangers = self.records.iter().filter(move |record| !known[record.measure as usize]);
        strangers
            .filter_map(|record| self.reject(record.place, "equipment_id", Why::UnknownEquipment))
    }
}

/// The place of a grade, the best first; what says none was measured by somebody who knows how.
fn rank(grade: &str) -> u8 {
    match grade {
        "A" | "a" => 0,
        "B" | "b" => 1,
        "C" | "c" => 3,
        "D" | "d" => 4,
        "E" | "e" => 5,
        "F" | "f" => 6,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rows: &str) -> (Usage, Vec<Reject>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("u.csv");
        std::fs::write(&path, format!("equipment_id,period_start,period_end,energy_kwh\n{rows}"))
            .unwrap();
        told(&[path], folder.path())
    }

    fn told(files: &[PathBuf], root: &Path) -> (Usage, Vec<Reject>) {
        let usage = Usage::read(files, root, Day::first_of(2025), 365).unwrap();
        let aside = usage.aside().collect();
        (usage, aside)
    }

    #[test]
    fn periods_add_up_and_count_only_their_days_in_the_year() {
        // 10 days across the new year, 2 of them in 2025: 100 kWh x 2/10 = 20; then 31 days, 62 kWh.
        let (usage, rejects) = read(
            "A,2024-12-24,2025-01-02,100\nA,2025-03-01,2025-03-31,62\nB,2023-01-01,2023-12-31,5\n",
        );
        assert!(rejects.is_empty());
        let measure = usage.measure(usage.of("A").unwrap());
        assert!((measure.kwh.0 - 82.0).abs() < 1e-9);
        assert_eq!(measure.days, 33);
        assert_eq!(usage.of("B"), None, "another year's measure is not this year's");
    }

    /// A record that cannot be read is of the year that its days are of, of the two that it spans, and of
    /// any where its days cannot be read.
    #[test]
    fn a_record_that_cannot_be_read_is_of_its_own_year_alone() {
        for (row, is_of_2025) in [
            ("A,2025-01-01,2025-12-31,-5", true),
            ("A,2024-01-01,2024-12-31,-5", false),
            ("A,2024-01-01,2024-12-31,beaucoup", false),
            ("A,2024-12-01,2025-01-31,", true),
            ("A,2024-13-01,2024-12-31,-5", true),
            ("A,2026-01-01,2026-01-31,5", false),
        ] {
            assert_eq!(!read(&format!("{row}\n")).1.is_empty(), is_of_2025, "{row}");
        }
    }

    #[test]
    fn what_is_told_to_be_measured_well_goes_before_the_grade_of_the_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("u.csv");
        let rows = "equipment_id;period_start;period_end;energy_kwh;grade;well_kwh\n\
                    A;2024-12-22;2025-01-10;20;D;8\nA;2025-02-01;2025-02-28;20;B;\n\
                    B;2025-03-01;2025-03-31;40;D;41\nB;2025-04-01;2025-04-30;40;D;x\n";
        std::fs::write(&path, rows).unwrap();
        let (usage, rejects) = told(&[path], folder.path());
        // Half of the first period is of the year: 4 of its 10 kWh.
        let measure = usage.measure(usage.of("A").unwrap());
        assert!((measure.kwh.0 - 30.0).abs() < 1e-9 && (measure.well.0 - 24.0).abs() < 1e-9);
        let columns: Vec<&str> = rejects.iter().map(|reject| &*reject.column).collect();
        assert_eq!(columns, ["well_kwh", "well_kwh"]);
    }

    #[test]
    fn of_two_records_of_a_day_the_better_one_counts_whatever_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, rows: &str| {
            let path = folder.path().join(name);
            let head = "equipment_id,period_start,period_end,energy_kwh,grade\n";
            std::fs::write(&path, format!("{head}{rows}")).unwrap();
            path
        };
        let files = [
            write("2025-agents.csv", "A,2025-01-01,2025-01-31,90,E\nB,2025-01-01,2025-01-31,7,\n"),
            write("2025-meters.csv", "A,2025-01-05,2025-01-20,16,A\nB,2025-01-05,2025-01-20,5,C\n"),
        ];
        let (usage, rejects) = told(&files, folder.path());
        let of = |id: &str| usage.measure(usage.of(id).unwrap());
        assert_eq!((of("A").kwh.0, of("A").days), (16.0, 16));
        assert_eq!((of("B").kwh.0, of("B").days), (7.0, 31));
        let places: Vec<_> = rejects.iter().map(|one| (&*one.file, one.line)).collect();
        assert_eq!(places, [("2025-agents.csv", 2), ("2025-meters.csv", 3)]);
    }

    #[test]
    fn what_is_measured_well_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("u.csv");
        let rows = "equipment_id;period_start;period_end;energy_kwh;grade\n\
                    A;2025-01-01;2025-01-31;10;A\nA;2025-02-01;2025-02-28;20;b\n\
                    A;2025-03-01;2025-03-31;40;D\nA;2025-04-01;2025-04-30;80;\n";
        std::fs::write(&path, rows).unwrap();
        let (usage, rejects) = told(&[path], folder.path());
        assert!(rejects.is_empty(), "{rejects:?}");
        let measure = usage.measure(usage.of("A").unwrap());
        assert!((measure.kwh.0 - 150.0).abs() < 1e-9 && (measure.well.0 - 30.0).abs() < 1e-9);
    }

    #[test]
    fn overlapping_negative_and_impossible_records_are_set_aside() {
        let (_, rejects) = read(
            "A,2025-01-01,2025-06-30,10\nA,2025-06-30,2025-07-31,10\nB,2025-01-01,2025-01-31,-1\n\
             C,2025-02-01,2025-01-01,1\nD,2025-01-01,2025-01-31,x\n,2025-01-01,2025-01-31,1\nE,2025-02-30,2025-03-01,1\n",
        );
        let found: Vec<(u64, &str, &Why)> =
            rejects.iter().map(|r| (r.line, r.column.as_str(), &r.why)).collect();
        assert_eq!(
            found,
            [
                (3, "period_start", &Why::Overlap),
                (4, "energy_kwh", &Why::ImpossibleEnergy),
                (5, "period_end", &Why::BadPeriod),
                (6, "energy_kwh", &Why::NotANumber),
                (7, "equipment_id", &Why::Missing),
                (8, "period_start", &Why::NotADate),
            ]
        );
    }

    #[test]
    fn a_record_overlaps_another_of_its_equipment_on_either_side_and_within() {
        let (usage, rejects) = read(
            "A,2025-03-01,2025-03-31,1\nA,2025-01-01,2025-12-31,1\nA,2025-03-10,2025-03-11,1\n\
             A,2025-02-01,2025-03-01,1\nA,2025-03-31,2025-04-02,1\nB,2025-03-10,2025-03-11,1\n\
             A,2025-02-01,2025-02-28,1\nA,2025-04-01,2025-04-02,1\n",
        );
        let found: Vec<u64> = rejects.iter().map(|reject| reject.line).collect();
        assert_eq!(found, [3, 4, 5, 6], "{rejects:?}");
        // 31 days of March, 28 of February, 2 of April.
        assert_eq!(usage.measure(usage.of("A").unwrap()).days, 61);
    }

    #[test]
    fn records_of_unknown_equipment_come_back_as_rejects() {
        let (usage, _) = read("A,2025-01-01,2025-06-30,10\nZ,2025-01-01,2025-06-30,10\n");
        let strangers: Vec<Reject> = usage.strangers(&[usage.of("A").unwrap()]).collect();
        assert_eq!(strangers.len(), 1);
        assert_eq!((strangers[0].line, strangers[0].value.as_str()), (3, "Z"));
    }
}
