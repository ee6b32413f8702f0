//! Sheets as a workbook: tables with filters, native charts with their alternatives.

use super::{BookSheet, Drawing, ReportBook, SheetCell};
use ground::fault::Fault;
use ground::table::numbered;
use ground::text;
use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartType, DataValidation, DocProperties, ExcelDateTime, Format,
    Table, TableColumn, Workbook, Worksheet, XlsxError,
};

/// The row of a table's headings: the sentence of the sheet and a blank one stand above.
const HEADINGS: u32 = 2;
/// The narrowest and the widest column, in letters.
const NARROWEST: usize = 9;
const WIDEST: usize = 60;
/// How many rows below those of a sheet have its lists too.
const ADDED: u32 = 200;
/// The longest name of a sheet that a spreadsheet takes.
const LONGEST_NAME: usize = 31;
/// The longest cell that a spreadsheet takes.
const LONGEST_CELL: usize = 32_000;

/// A workbook, the same bytes for the same content.
///
/// # Errors
///
/// A sheet cannot be written.
pub fn workbook(book: &ReportBook) -> Result<Vec<u8>, Fault> {
    written(book).map_err(|error| {
        Fault::new(text!("le classeur ne peut pas être écrit", "the workbook cannot be written"))
            .because(error)
    })
}

fn written(book: &ReportBook) -> Result<Vec<u8>, XlsxError> {
    let mut out = Workbook::new();
    let year = u16::try_from(book.year).unwrap_or(2000);
    let dated = ExcelDateTime::from_ymd(year, 12, 31)?;
    let properties = DocProperties::new()
        .set_title(&book.title)
        .set_company(&book.organisation)
        .set_comment(concat!("empreinte ", env!("CARGO_PKG_VERSION")))
        .set_creation_datetime(&dated);
    out.set_properties(&properties);
    for (at, sheet) in book.sheets.iter().enumerate() {
        put(out.add_worksheet(), at, sheet)?;
    }
    out.save_to_buffer()
}

fn put(out: &mut Worksheet, at: usize, sheet: &BookSheet) -> Result<(), XlsxError> {
    let name: String = sheet.name.chars().take(LONGEST_NAME).collect();
    out.set_name(&name)?;
    out.write_string_with_format(0, 0, &sheet.note, &Format::new().set_italic())?;
    let formats = Formats::new();
    for (column, heading) in (0..).zip(&sheet.headings) {
        let width = width(sheet, usize::from(column), heading);
        out.set_column_width(column, width)?;
    }
    for (row, cells) in (HEADINGS + 1..).zip(&sheet.rows) {
        for (column, cell) in (0..).zip(cells) {
            write(out, (row, column), cell, &formats)?;
        }
    }
    let (Some(columns), Ok(rows)) =
        (sheet.headings.len().checked_sub(1), u32::try_from(sheet.rows.len()))
    else {
        return Ok(());
    };
    let last = numbered(columns);
    if rows == 0 {
        for (column, heading) in (0..).zip(&sheet.headings) {
            out.write_string(HEADINGS, column, heading)?;
        }
    } else {
        let columns: Vec<TableColumn> =
            sheet.headings.iter().map(|heading| TableColumn::new().set_header(heading)).collect();
        let table = Table::new().set_name(format!("empreinte_{}", at + 1)).set_columns(&columns);
        out.add_table(HEADINGS, 0, HEADINGS + rows, last, &table)?;
    }
    for choice in &sheet.choices {
        let words = DataValidation::new()
            .allow_list_strings(&choice.words)?
            .set_error_message(&choice.otherwise)?;
        let column = numbered(choice.column);
        out.add_data_validation(HEADINGS + 1, column, HEADINGS + rows + ADDED, column, &words)?;
    }
    out.set_freeze_panes(HEADINGS + 1, 1)?;
    out.set_landscape();
    out.set_print_fit_to_pages(1, 0);
    out.set_repeat_rows(HEADINGS, HEADINGS)?;
    if let Some(drawing) = sheet.drawing.as_ref().filter(|drawing| drawing.rows > 0) {
        let chart = chart(drawing, &name, sheet);
        out.insert_chart(HEADINGS, last + 2, &chart)?;
    }
    Ok(())
}

struct Formats {
    number: Format,
    whole: Format,
    share: Format,
}

impl Formats {
    fn new() -> Self {
        let of = |code: &str| Format::new().set_num_format(code);
        Self { number: of("#,##0.00"), whole: of("#,##0"), share: of("0.0%") }
    }
}

fn write(
    out: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &SheetCell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        // Written as a string, which no spreadsheet takes for a formula.
        SheetCell::Text(text) => {
            let text: String = text.chars().take(LONGEST_CELL).collect();
            out.write_string(row, column, &text)?;
        }
        SheetCell::Number(number) => {
            out.write_number_with_format(row, column, *number, &formats.number)?;
        }
        SheetCell::Whole(number) => {
            out.write_number_with_format(row, column, *number, &formats.whole)?;
        }
        SheetCell::Share(share) => {
            out.write_number_with_format(row, column, *share, &formats.share)?;
        }
        SheetCell::Empty => {}
    }
    Ok(())
}

/// As wide as its widest cell, within bounds.
fn width(sheet: &BookSheet, column: usize, heading: &str) -> f64 {
    let of = |cell: &SheetCell| match cell {
        SheetCell::Text(text) => text.chars().count(),
        _ => 14,
    };
    let cells = sheet.rows.iter().filter_map(|row| row.get(column)).map(of);
    let widest = cells.chain([heading.chars().count() + 3]).max().unwrap_or(NARROWEST);
    widest.clamp(NARROWEST, WIDEST) as f64
}

fn chart(drawing: &Drawing, sheet: &str, of: &BookSheet) -> Chart {
    let kind = match (drawing.stacked, drawing.figures.len()) {
        (true, _) => ChartType::BarStacked,
        (false, 1) => ChartType::Bar,
        (false, _) => ChartType::Column,
    };
    let mut chart = Chart::new(kind);
    let first = HEADINGS + 1;
    let last = HEADINGS + u32::try_from(drawing.rows).unwrap_or(1);
    let column = |at: usize| numbered(at);
    let names = column(drawing.names);
    for figure in &drawing.figures {
        let figures = column(*figure);
        chart
            .add_series()
            .set_categories((sheet, first, names, last, names))
            .set_values((sheet, first, figures, last, figures))
            .set_name(of.headings.get(*figure).map_or("", String::as_str));
    }
    chart.title().set_name(&drawing.title);
    let is_bar = kind != ChartType::Column;
    if is_bar {
        // Names stand on the upright axis, the largest on top as in the table; numbers below.
        chart.y_axis().set_reverse();
        chart.x_axis().set_name(&drawing.unit).set_label_position(ChartAxisLabelPosition::High);
    } else {
        chart.y_axis().set_name(&drawing.unit);
    }
    if drawing.figures.len() == 1 {
        chart.legend().set_hidden();
    }
    chart.set_alt_text(&drawing.title);
    chart.set_width(760).set_height(440);
    chart
}
