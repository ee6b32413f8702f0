//! `inventory.parquet`: the rows of `inventory.csv` as columns, numbers as numbers.

use super::parquet_file::{Column, ColumnKind, GluedTexts, ParquetColumns, ParquetFile, Told};
use ground::fault::Fault;
use ground::table::{CsvDialect, restored, unwritable};
use inventory::Field;
use std::borrow::Cow;
use std::io::{self, Read, Write};
use std::path::Path;

/// Rows of one row group: what of the file is in memory at once.
const GROUP: usize = 1 << 16;

/// The columns that hold numbers; all others hold text, days as `2021-03-04`.
const NUMBERS: [Field; 16] = [
    Field::Quantity,
    Field::UpstreamMonths,
    Field::AnnualEnergyKwh,
    Field::CpuCount,
    Field::CpuCores,
    Field::RamGb,
    Field::SsdGb,
    Field::HddGb,
    Field::GpuCount,
    Field::ScreenSizeIn,
    Field::WeightKg,
    Field::WarrantyMonths,
    Field::RepairIndex,
    Field::RecycledContentPct,
    Field::PriceEur,
    Field::Hours,
];

/// Writes an `inventory.csv` as Parquet. What the CSV has as text in a column of numbers is empty.
///
/// # Errors
///
/// `csv` is not an `inventory.csv` of this dialect, or the file cannot be written.
pub fn inventory_parquet(
    csv: impl Read,
    dialect: CsvDialect,
    file: impl Write + Send,
    path: &Path,
) -> Result<(), Fault> {
    let delimiter = if dialect == CsvDialect::Standard { b',' } else { b';' };
    let mut rows = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(csv);
    let columns = Field::canonical().iter().map(|field| (field.code(), kind_of(*field)));
    let columns =
        ParquetColumns::new(columns).map_err(|error| unwritable(path, &io::Error::other(error)))?;
    let mut out = ParquetFile::new(file, path, &columns)?;
    let (mut group, mut row) = (Group::default(), csv::ByteRecord::new());
    while rows.read_byte_record(&mut row).map_err(|e| unwritable(path, &io::Error::other(e)))? {
        group.push(&row);
        if group.rows == GROUP {
            out.put(columns.encode(std::mem::take(&mut group).columns()))?;
        }
    }
    if group.rows > 0 {
        out.put(columns.encode(group.columns()))?;
    }
    out.finish()
}

fn kind_of(field: Field) -> ColumnKind {
    if NUMBERS.contains(&field) { ColumnKind::Number } else { ColumnKind::Text }
}

/// The columns of a group of rows, filled a row at a time: most cells of most columns are empty.
struct Group {
    rows: usize,
    columns: Vec<GroupColumn>,
}

enum GroupColumn {
    Numbers(Told<f64>),
    Texts(GluedTexts),
}

impl Default for Group {
    fn default() -> Self {
        let column = |field: &Field| match kind_of(*field) {
            ColumnKind::Number => GroupColumn::Numbers(Told::default()),
            _ => GroupColumn::Texts(GluedTexts::default()),
        };
        Self { rows: 0, columns: Field::canonical().iter().map(column).collect() }
    }
}

impl Group {
    fn push(&mut self, row: &csv::ByteRecord) {
        self.rows += 1;
        for (at, column) in self.columns.iter_mut().enumerate() {
            // No spreadsheet opens this file: the sign before what looks like a formula goes.
            let cell = match row.get(at) {
                None | Some(b"") => Cow::Borrowed(&b""[..]),
                Some(cell) => restored(cell),
            };
            match column {
                GroupColumn::Numbers(numbers) => numbers.push(number(&cell)),
                GroupColumn::Texts(texts) => texts.push(String::from_utf8_lossy(&cell).as_bytes()),
            }
        }
    }

    fn columns(self) -> Vec<(&'static str, Column)> {
        let column = |column| match column {
            GroupColumn::Numbers(numbers) => Column::Number(numbers),
            GroupColumn::Texts(texts) => texts.column(),
        };
        let codes = Field::canonical().iter().map(|field| field.code());
        codes.zip(self.columns.into_iter().map(column)).collect()
    }
}

/// The number a cell holds, of either dialect.
fn number(cell: &[u8]) -> Option<f64> {
    if cell.is_empty() {
        return None;
    }
    let text = std::str::from_utf8(cell).ok()?;
    text.replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field as Cell;
    use std::collections::BTreeMap;

    /// The rows of the file as any other reader of Parquet finds them, by the columns' names.
    fn read_back(csv: &str, dialect: CsvDialect) -> Vec<BTreeMap<String, Cell>> {
        let mut file = tempfile::tempfile().expect("a temporary file");
        inventory_parquet(csv.as_bytes(), dialect, &mut file, Path::new("x")).expect("is written");
        let reader = SerializedFileReader::new(file).expect("is Parquet");
        let rows = reader.get_row_iter(None).expect("has rows");
        rows.map(|row| row.expect("is read").into_columns().into_iter().collect()).collect()
    }

    fn csv(delimiter: &str, cells: &[(Field, &str)]) -> String {
        let codes: Vec<&str> = Field::canonical().iter().map(|field| field.code()).collect();
        let row: Vec<&str> = Field::canonical()
            .iter()
            .map(|field| cells.iter().find(|(one, _)| one == field).map_or("", |(_, cell)| *cell))
            .collect();
        format!("{}\n{}\n", codes.join(delimiter), row.join(delimiter))
    }

    #[test]
    fn numbers_are_numbers_missing_is_null_and_formulas_are_as_they_were() {
        let cells = [
            (Field::EquipmentId, "'=PC"),
            (Field::Quantity, "2"),
            (Field::PriceEur, "899.5"),
            (Field::RamGb, "beaucoup"),
        ];
        let rows = read_back(&csv(",", &cells), CsvDialect::Standard);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0]["equipment_id"], Cell::Str("=PC".to_owned()));
        assert_eq!(rows[0]["site"], Cell::Null);
        assert_eq!(rows[0]["quantity"], Cell::Double(2.0));
        assert_eq!(rows[0]["price_eur"], Cell::Double(899.5));
        assert_eq!((&rows[0]["ram_gb"], &rows[0]["ssd_gb"]), (&Cell::Null, &Cell::Null));
    }

    #[test]
    fn a_french_csv_gives_the_same_numbers() {
        let csv = format!("\u{feff}{}", csv(";", &[(Field::PriceEur, "899,5")]));
        let rows = read_back(&csv, CsvDialect::French);
        assert_eq!(rows[0]["price_eur"], Cell::Double(899.5));
        assert_eq!(rows[0].len(), Field::canonical().len());
    }
}
