//! The sheet that is filled on site. It shows where to look and nothing of what is to be checked.

use ground::fault::Fault;
use ground::table::{CsvDialect, CsvOut, SmallTable, TableRow, parse_day, parse_number, yes_no};
use ground::text;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// The columns of a sheet.
pub const SHEET_COLUMNS: [&str; 15] = [
    "line",
    "equipment_id",
    "site",
    "entity",
    "found",
    "equipment_type",
    "manufacturer",
    "model",
    "quantity",
    "status",
    "checked_by",
    "checked_on",
    "remark",
    "draw",
    "source_sha256",
];

/// The most units that are counted on a line: beyond, it is a slip of the keyboard.
const MOST: f64 = 1e6;

/// A row of a sheet that came back.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedRow {
    /// Its line in the file.
    pub line: u64,
    /// The equipment.
    pub id: String,
    /// Whether it was found; `None` where nobody looked.
    pub found: Option<bool>,
    /// The type seen, in words; empty where not written.
    pub kind: String,
    /// The maker seen.
    pub maker: String,
    /// The model seen.
    pub model: String,
    /// How many were seen.
    pub quantity: Option<f64>,
    /// The state seen, in words.
    pub status: String,
}

/// A sheet to fill: rows are (identifier, site, entity), in the order of the walk through the sites.
///
/// # Errors
///
/// Writing fails, which memory does not.
pub fn sheet_csv(
    rows: &[(String, String, String)],
    (n, seed): (usize, u64),
    source: &str,
    dialect: CsvDialect,
) -> io::Result<Vec<u8>> {
    let mut rows: Vec<_> = rows.iter().collect();
    rows.sort_by(|a, b| (&a.1, &a.2, &a.0).cmp(&(&b.1, &b.2, &b.0)));
    let mut out = CsvOut::new(Vec::new(), dialect, &SHEET_COLUMNS)?;
    for (line, (id, site, entity)) in (1..).zip(rows) {
        out.number(f64::from(line)).text(id).text(site).text(entity);
        for _ in 4..13 {
            out.text("");
        }
        out.text(&format!("n={n} seed={seed}")).text(source).end()?;
    }
    out.finish()
}

/// A sheet as it came back.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleSheet {
    /// Its rows.
    pub rows: Vec<CheckedRow>,
    /// How many rows were drawn.
    pub n: usize,
    /// With which seed.
    pub seed: u64,
    /// The digest of the inventory it was drawn from.
    pub source: String,
}

/// Reads a sheet that came back.
///
/// # Errors
///
/// It is no sheet; a row names no draw or another one; an equipment stands twice; a cell that was
/// filled cannot be read.
pub fn read_sheet(path: &Path) -> Result<SampleSheet, Fault> {
    let table = SmallTable::open(path, &["equipment_id", "found", "draw", "source_sha256"])?;
    let (n, seed, source) = draw_of(&table, path)?;
    let mut sheet = SampleSheet { rows: Vec::new(), n, seed, source };
    let mut ids = BTreeSet::new();
    for row in table.rows() {
        let checked = checked(row)?;
        if !ids.insert(checked.id.clone()) {
            return Err(row.fault(
                "equipment_id",
                text!("cet équipement est déjà plus haut", "this equipment stands above already"),
            ));
        }
        sheet.rows.push(checked);
    }
    Ok(sheet)
}

/// The draw of a sheet, the same on every row; of two, the one that fewer rows have is the wrong one.
fn draw_of(table: &SmallTable, path: &Path) -> Result<(usize, u64, String), Fault> {
    const KEPT: [&str; 2] = ["draw", "source_sha256"];
    let mut rows: BTreeMap<[&str; 2], usize> = BTreeMap::new();
    for row in table.rows() {
        *rows.entry(KEPT.map(|column| row.get(column))).or_default() += 1;
    }
    let hint = || {
        text!(
            "gardez les colonnes `draw` et `source_sha256` telles qu'elles étaient",
            "keep the columns `draw` and `source_sha256` as they were"
        )
    };
    let most = rows.iter().max_by_key(|(_, count)| **count).map(|(told, _)| *told);
    let Some(most) = most else {
        return Err(
            Fault::new(text!("la feuille n'a pas de ligne", "the sheet has no row")).in_file(path)
        );
    };
    for row in table.rows() {
        let mut kept = KEPT.into_iter().zip(most);
        if let Some((column, _)) = kept.find(|(column, told)| row.get(column) != *told) {
            let what = text!("deux tirages dans une feuille", "two draws in one sheet");
            return Err(row.fault(column, what).hint(hint()));
        }
    }
    let Some((n, seed)) = drawn(most[0]) else {
        let what = text!("ce n'est pas le tirage d'une feuille", "this is no draw of a sheet");
        let of_row = |row: TableRow<'_>| row.fault("draw", what.clone());
        let fault = table.rows().next().map_or_else(|| Fault::new(what.clone()), of_row);
        return Err(fault.hint(hint()));
    };
    Ok((n, seed, most[1].to_owned()))
}

fn drawn(cell: &str) -> Option<(usize, u64)> {
    let (n, seed) = cell.split_once(' ')?;
    Some((n.strip_prefix("n=")?.parse().ok()?, seed.strip_prefix("seed=")?.parse().ok()?))
}

fn checked(row: TableRow<'_>) -> Result<CheckedRow, Fault> {
    let word = |column: &str| row.get(column).trim().to_owned();
    let found = word("found");
    let found =
        if found.is_empty() {
            None
        } else {
            Some(yes_no(&found).ok_or_else(|| {
                row.fault("found", text!("oui ou non attendu", "yes or no expected"))
            })?)
        };
    let quantity = word("quantity");
    let quantity = if quantity.is_empty() {
        None
    } else {
        let is_count = |n: &f64| (0.0..=MOST).contains(n) && n.fract().abs() <= 0.0;
        let number = parse_number(&quantity, false).ok().filter(is_count);
        Some(number.ok_or_else(|| {
            row.fault(
                "quantity",
                text!(
                    "un nombre entier attendu, de 0 à un million",
                    "a whole number expected, from 0 to a million"
                ),
            )
        })?)
    };
    // What is not found has no type, model, state or number to be seen.
    let seen = ["equipment_type", "manufacturer", "model", "status"];
    let seen = seen.into_iter().find(|column| !word(column).is_empty());
    let seen = seen.or_else(|| quantity.filter(|seen| *seen > 0.0).map(|_| "quantity"));
    if let Some(column) = seen.filter(|_| found == Some(false)) {
        let what = text!(
            "`found` dit que l'équipement n'est pas là, et cette cellule dit ce qui a été vu",
            "`found` says that the equipment is not there, and this cell what was seen"
        );
        return Err(row.fault(column, what).hint(text!(
            "found = oui, ou videz cette cellule",
            "found = yes, or empty this cell"
        )));
    }
    // What was seen of something that nobody says was found would be left out.
    if let Some(column) = seen.or(quantity.map(|_| "quantity")).filter(|_| found.is_none()) {
        let what = text!(
            "`found` est vide, et cette cellule dit ce qui a été vu",
            "`found` is empty, and this cell says what was seen"
        );
        return Err(row.fault(column, what).hint(text!(
            "found = oui ou non, ou videz cette cellule",
            "found = yes or no, or empty this cell"
        )));
    }
    let day = word("checked_on");
    if !day.is_empty() && parse_day(&day).is_none() {
        let what = text!("ce n'est pas un jour du calendrier", "this is no day of the calendar");
        return Err(row.fault("checked_on", what).hint(text!(
            "AAAA-MM-JJ, comme 2026-11-28, ou rien",
            "YYYY-MM-DD, such as 2026-11-28, or nothing"
        )));
    }
    Ok(CheckedRow {
        line: row.line,
        id: word("equipment_id"),
        found,
        kind: word("equipment_type"),
        maker: word("manufacturer"),
        model: word("model"),
        quantity,
        status: word("status"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_shows_nothing_that_is_to_be_checked_and_reads_back() {
        let rows = [("b".to_owned(), "Lyon".to_owned(), String::new())];
        for dialect in [CsvDialect::Standard, CsvDialect::French] {
            let bytes = sheet_csv(&rows, (60, 7), "abc", dialect).unwrap();
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("sheet.csv");
            std::fs::write(&path, bytes).unwrap();
            let sheet = read_sheet(&path).unwrap();
            assert_eq!((sheet.n, sheet.seed, sheet.source.as_str()), (60, 7, "abc"));
            let row = &sheet.rows[0];
            assert_eq!((row.id.as_str(), row.found, row.quantity), ("b", None, None));
            assert_eq!(row.model, "");
        }
    }

    #[test]
    fn a_sheet_of_two_draws_or_with_a_row_twice_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sheet.csv");
        let head = "equipment_id,found,draw,source_sha256,quantity\n";
        for rows in [
            "a,yes,n=2 seed=1,x,\nb,yes,n=2 seed=2,x,\n",
            "a,yes,n=2 seed=1,x,\na,no,n=2 seed=1,x,\n",
            "a,perhaps,n=2 seed=1,x,\n",
            "a,yes,n=2 seed=1,x,1e300\n",
            "a,yes,n=2 seed=1,x,-1\n",
            "a,yes,n=2 seed=1,x,1.5\n",
            "a,no,n=2 seed=1,x,3\n",
            "a,yes,,x,\n",
            "",
        ] {
            std::fs::write(&path, format!("{head}{rows}")).unwrap();
            assert!(read_sheet(&path).is_err(), "{rows}");
        }
        std::fs::write(&path, format!("{head}a,no,n=2 seed=1,x,0\nb,yes,n=2 seed=1,x,3\n"))
            .unwrap();
        assert_eq!(read_sheet(&path).unwrap().rows.len(), 2);
    }

    /// What was seen without being found would be left out, and no day is the 31 February.
    #[test]
    fn what_was_seen_of_nothing_found_and_days_that_are_none_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sheet.csv");
        let head = "equipment_id,found,draw,source_sha256,quantity,model,checked_on\n";
        for (cells, place) in [
            ("a,,n=1 seed=1,x,3,,", "column `quantity`"),
            ("a,,n=1 seed=1,x,0,,", "column `quantity`"),
            ("a,,n=1 seed=1,x,,T14,", "column `model`"),
            ("a,yes,n=1 seed=1,x,,,31/02/2026", "column `checked_on`, value `31/02/2026`"),
            ("a,yes,n=1 seed=1,x,,,2026-02-31", "column `checked_on`"),
            ("a,yes,n=1 seed=1,x,,,demain", "column `checked_on`"),
        ] {
            std::fs::write(&path, format!("{head}{cells}\n")).unwrap();
            let said = read_sheet(&path).unwrap_err().render(ground::lang::Lang::En);
            assert!(said.contains(place), "{cells}: {said}");
        }
        for cells in ["a,,n=1 seed=1,x,,,", "a,yes,n=1 seed=1,x,,T14,28/11/2026"] {
            std::fs::write(&path, format!("{head}{cells}\n")).unwrap();
            assert_eq!(read_sheet(&path).unwrap().rows.len(), 1, "{cells}");
        }
    }

    /// Of one row altered, that row is at fault, wherever it stands, and its own value is told.
    #[test]
    fn an_altered_draw_is_told_where_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sheet.csv");
        let head = "equipment_id,found,draw,source_sha256\n";
        for (rows, place) in [
            (
                "a,,n=3 seed=2,x\nb,,n=3 seed=1,x\nc,,n=3 seed=1,x\n",
                "line 2, column `draw`, value `n=3 seed=2`",
            ),
            (
                "a,,n=3 seed=1,y\nb,,n=3 seed=1,x\nc,,n=3 seed=1,x\n",
                "line 2, column `source_sha256`, value `y`",
            ),
            ("a,,n=3 seed=1,x\nb,,n=3 seed=1,x\nc,,,x\n", "line 4, column `draw`"),
        ] {
            std::fs::write(&path, format!("{head}{rows}")).unwrap();
            let said = read_sheet(&path).unwrap_err().render(ground::lang::Lang::En);
            assert!(said.contains(place), "{said}");
        }
    }
}
