//! Excel's workbooks, cell by cell.

use super::lines::{CellSink, kept};
use super::merged::{Broken, MOST_MERGED, of_excel};
use super::money::shown_by;
use super::parts::parts;
use super::{NamedSheet, Workbook, unkept, unreadable};
use calamine::{DataRef, ExcelDateTime, Reader, SheetVisible, Style, Xlsx, XlsxFormulaMetadata};
use ground::fault::Fault;
use ground::table::open_input;
use ground::text;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The first number of the formats that a workbook has of its own.
const OWN_FORMATS: u32 = 164;

/// What the formats of cells say of money, by row and column.
type Money = HashMap<(u32, u32), Rc<str>>;

/// The sheets of a workbook.
pub(super) struct XlsxSheets {
    path: PathBuf,
    workbook: Xlsx<BufReader<File>>,
    archive: zip::ZipArchive<BufReader<File>>,
    /// The name of each sheet, and its place in the archive where that is known.
    named: Vec<(String, Option<usize>)>,
    /// The merged cells of the parts they were looked for in.
    merged: HashMap<usize, Vec<(u32, u64, u64)>>,
    /// How many merged cells are kept.
    kept: usize,
}

impl XlsxSheets {
    pub(super) fn open(path: &Path) -> Result<Self, Fault> {
        let open = || open_input(path).map_err(|error| unreadable(path, error));
        let workbook =
            Xlsx::new(BufReader::new(open()?)).map_err(|error| unreadable(path, error))?;
        let mut archive = zip::ZipArchive::new(BufReader::new(open()?))
            .map_err(|error| unreadable(path, error))?;
        let parts = parts(&mut archive);
        let sheets = workbook.sheet_names().into_iter().map(|name| {
            let part = parts.get(&name).copied();
            (name, part)
        });
        let sheets = sheets.collect();
        Ok(Self {
            path: path.to_owned(),
            workbook,
            archive,
            named: sheets,
            merged: HashMap::new(),
            kept: 0,
        })
    }

    /// What the formats of the cells of a sheet say of money, by row and column; it is looked through
    /// for them only where a format of the workbook says any.
    fn money(&mut self, name: &str, most: u64) -> Result<Money, Fault> {
        let mut found = Money::new();
        let Ok(mut cells) = self.workbook.worksheet_cells_reader(name) else { return Ok(found) };
        // The formats of Excel itself show the money of who reads.
        let shown = |style: &Style| {
            let format = style.number_format.as_ref()?;
            format.format_id.filter(|id| *id >= OWN_FORMATS)?;
            shown_by(&format.format_code).map(Rc::from)
        };
        let all: Vec<Option<Rc<str>>> = cells.styles().iter().map(shown).collect();
        if all.iter().all(Option::is_none) {
            return Ok(found);
        }
        let broken = |error| unreadable(&self.path, error);
        while let Some((row, column, style)) = cells.next_style_id().map_err(broken)? {
            if u64::from(row) >= most {
                break;
            }
            if let Some(shown) = all.get(style).and_then(Option::as_ref) {
                found.insert((row, column), Rc::clone(shown));
            }
        }
        Ok(found)
    }

    /// The merged cells of a part; it is looked through once, but where there are too many to keep.
    fn merged(&mut self, part: usize) -> Result<Vec<(u32, u64, u64)>, Fault> {
        if let Some(known) = self.merged.get(&part) {
            return Ok(known.clone());
        }
        let broken = |error: &dyn std::fmt::Display| unreadable(&self.path, error);
        let bytes = self.archive.by_index(part).map_err(|error| broken(&error))?;
        let found = of_excel(BufReader::with_capacity(1 << 16, bytes));
        let found = found.map_err(|error| match error {
            Broken::Io(error) => broken(&error),
            Broken::Place(place) => beyond(&self.path, &place),
        })?;
        if self.kept + found.len() <= MOST_MERGED {
            self.kept += found.len();
            self.merged.insert(part, found.clone());
        }
        Ok(found)
    }
}

impl Workbook for XlsxSheets {
    fn sheets(&self) -> Vec<NamedSheet> {
        let mut firsts = HashMap::new();
        // As many as names, in their order.
        let all = self.workbook.sheets_metadata();
        let named = |(at, (name, part)): (usize, &(String, Option<usize>))| {
            let same_as = part.map_or(at, |part| *firsts.entry(part).or_insert(at));
            let hidden = all.get(at).is_some_and(|own| own.visible != SheetVisible::Visible);
            NamedSheet { name: name.clone(), same_as, hidden }
        };
        self.named.iter().enumerate().map(named).collect()
    }

    fn cells(&mut self, sheet: usize, most: u64, out: &mut dyn CellSink) -> Result<(), Fault> {
        let Some((name, part)) = self.named.get(sheet).cloned() else { return Ok(()) };
        if let Some(part) = part {
            for (column, first, last) in self.merged(part)? {
                out.merged(column, first, last);
            }
        }
        let money = self.money(&name, most)?;
        let broken = |error| unreadable(&self.path, error);
        let Ok(mut cells) = self.workbook.worksheet_cells_reader(&name) else {
            // A sheet of a chart has no cells.
            return Ok(());
        };
        let mut shared = HashMap::new();
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(broken)? {
            let (row, column) = cell.pos;
            if u64::from(row) >= most {
                break;
            }
            let mut text = text_of(&cell.value);
            let is_number = matches!(cell.value, DataRef::Int(_) | DataRef::Float(_));
            if let Some(shown) = money.get(&cell.pos).filter(|_| is_number) {
                text = Cow::Owned(format!("{text} {shown}"));
            }
            if let Some(formula) = &cell.formula {
                let formula = formula_of(formula, &mut shared);
                if matches!(cell.value, DataRef::Empty | DataRef::Error(_)) {
                    text = Cow::Owned(format!("={formula}"));
                }
            }
            out.cell(u64::from(row), column, &text).map_err(|error| unkept(&self.path, &error))?;
        }
        out.finish().map_err(|error| unkept(&self.path, &error))
    }
}

/// The fault of a cell whose place no sheet has.
fn beyond(path: &Path, place: &str) -> Fault {
    Fault::new(text!(
        "le classeur a une cellule à une place qui n'existe pas : `{place}`",
        "the workbook has a cell at a place that does not exist: `{place}`"
    ))
    .in_file(path)
    .hint(text!(
        "ouvrez-le et enregistrez-le de nouveau, ou exportez la feuille en « CSV UTF-8 »",
        "open it and save it again, or export the sheet as \"CSV UTF-8\""
    ))
}

/// A formula; one that is shared stands as its first cell has it.
fn formula_of<'a>(
    formula: &'a XlsxFormulaMetadata,
    shared: &'a mut HashMap<usize, String>,
) -> &'a str {
    match formula {
        XlsxFormulaMetadata::Shared { shared_index, formula, .. } => {
            shared.entry(*shared_index).insert_entry(formula.clone());
            formula
        }
        XlsxFormulaMetadata::SharedDerived { shared_index } => {
            shared.get(shared_index).map_or("", String::as_str)
        }
        XlsxFormulaMetadata::Normal { formula } => formula,
        _ => "",
    }
}

/// A cell as a table writes it: dates by the kind of the cell, numbers in full.
fn text_of<'v>(value: &'v DataRef<'_>) -> Cow<'v, str> {
    Cow::Owned(match value {
        DataRef::String(text) => return Cow::Borrowed(kept(text)),
        DataRef::SharedString(text) => return Cow::Borrowed(kept(text)),
        DataRef::DateTimeIso(date) => {
            return Cow::Borrowed(date.split('T').next().unwrap_or(""));
        }
        DataRef::DurationIso(_) | DataRef::Error(_) | DataRef::Empty => {
            return Cow::Borrowed("");
        }
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(date) => day(date),
    })
}

fn day(date: &ExcelDateTime) -> String {
    if date.is_duration() {
        return date.as_f64().to_string();
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}
