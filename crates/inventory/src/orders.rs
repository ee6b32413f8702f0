//! Whether the dates of each column start with the day or with the month.

use super::markup::reduce;
use super::{Field, InventoryFile, Layout};
use ground::fault::Fault;
use ground::table::{DateEvidence, DateOrder, RecordCells, RecordReader, fold, parse_iso_day};
use ground::text;
use std::ops::ControlFlow;
use std::path::Path;

/// The columns that hold dates.
const DATES: [Field; 7] = [
    Field::AcquiredOn,
    Field::InServiceOn,
    Field::DecommissionedOn,
    Field::ExitedOn,
    Field::DeliveredOn,
    Field::OrderedOn,
    Field::RecordedOn,
];

/// The order of the dates of each field.
pub type Orders = [Option<DateOrder>; Field::ALL.len()];

/// Tells the order of the dates of each column from all its rows.
///
/// A file whose first block (4 MB) writes no date day or month first is read no further: most
/// files are so, and one that begins to later has its doubtful dates set aside. In a column that
/// proves both orders, neither by far, only the dates that have one reading are read. Where no date
/// tells, the day comes first under headings of a language that writes it first, as an assumption.
///
/// # Errors
///
/// The file cannot be read; or a column has doubtful dates, and neither a date of the file nor the
/// language of its headings tells their order: the user is asked.
pub fn date_orders(file: &InventoryFile) -> Result<Orders, Fault> {
    let custom = day_comes_first(&file.layout.headers).then_some(DateOrder::DayFirstByCustom);
    // Sheets and documents say nearly all their days in one way.
    if !file.is_table() {
        return Ok([custom; Field::ALL.len()]);
    }
    let anew;
    let seen = if let Some(seen) = &file.dates {
        seen
    } else {
        anew = DatesSeen::in_file(file)?;
        &anew
    };
    seen.orders(&file.path, &file.layout, custom)
}

/// What the dates of a table tell of their order, by the columns that hold some.
pub(super) struct DatesSeen {
    columns: Vec<DateColumn>,
    /// Whether what is left of the table need not be looked at.
    is_over: bool,
    /// Whether some of the columns are worked out from others.
    is_worked_out: bool,
}

struct DateColumn {
    field: Field,
    at: usize,
    told: DateEvidence,
    /// The first date that may be read in two ways.
    doubtful: Option<(u64, String)>,
}

impl DatesSeen {
    /// Nothing seen yet of a table.
    pub(super) fn of(layout: &Layout) -> Self {
        let column = |field| {
            let at = layout.column(field)?;
            Some(DateColumn { field, at, told: DateEvidence::default(), doubtful: None })
        };
        let columns: Vec<DateColumn> = DATES.into_iter().filter_map(column).collect();
        let is_worked_out = columns.iter().any(|column| column.at >= layout.roles.len());
        Self { is_over: columns.is_empty(), is_worked_out, columns }
    }

    /// Whether what is left of the table need not be looked at.
    pub(super) fn is_over(&self) -> bool {
        self.is_over
    }

    /// As far as they need be looked at in a file.
    fn in_file(file: &InventoryFile) -> Result<Self, Fault> {
        let mut seen = Self::of(&file.layout);
        if seen.is_over {
            return Ok(seen);
        }
        file.again()?.each_block(|block, shape| {
            let mut record = RecordCells::new();
            let mut reader = RecordReader::of(block, shape.delimiter);
            while reader.read(&mut record) {
                seen.note(&mut record, block.first_line, &shape.layout);
            }
            seen.end_block();
            if seen.is_over { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        Ok(seen)
    }

    /// Looks at the dates of a row of a block that begins on that line.
    pub(super) fn note(&mut self, record: &mut RecordCells<'_>, first_line: u64, layout: &Layout) {
        if self.is_worked_out {
            layout.complete(record);
        } else {
            reduce(record);
        }
        for column in &mut self.columns {
            let cell = record.get(column.at).map_or(&b""[..], |cell| cell.trim_ascii());
            if cell.is_empty() || parse_iso_day(cell).is_some() {
                continue;
            }
            let Ok(cell) = std::str::from_utf8(cell) else { continue };
            let before = column.told.either;
            column.told.note(cell);
            if column.told.either > before && column.doubtful.is_none() {
                column.doubtful = Some((first_line + record.line() - 1, cell.to_owned()));
            }
        }
    }

    /// Ends a block: where nothing was written day or month first so far, nothing more is looked at.
    pub(super) fn end_block(&mut self) {
        self.is_over |= self.columns.iter().all(|one| one.told == DateEvidence::default());
    }

    /// The order of the dates of each field; `custom` is that of the language of the headings.
    fn orders(
        &self,
        path: &Path,
        layout: &Layout,
        custom: Option<DateOrder>,
    ) -> Result<Orders, Fault> {
        let mut orders: Orders = [None; Field::ALL.len()];
        // A tool writes all its dates in one way: a column that does not tell takes it from the others.
        let mut all = DateEvidence::default();
        for column in self.columns.iter().filter(|column| !column.told.is_mixed()) {
            all.merge(column.told);
        }
        for DateColumn { field, told, doubtful, .. } in &self.columns {
            let order = told.proven().or(all.proven()).or(custom);
            if let Some((line, date)) = doubtful
                && order.is_none()
                && !told.is_mixed()
            {
                return Err(ask(path, *line, layout.heading(*field), date));
            }
            orders[*field as usize] = if told.is_mixed() { None } else { order };
        }
        Ok(orders)
    }
}

/// Words of headings in languages that write the day first, folded: French, German, Spanish,
/// Italian, Portuguese, Dutch.
const DAY_FIRST: [&str; 44] = [
    "marque",
    "modele",
    "serie",
    "statut",
    "etat",
    "lieu",
    "fabricant",
    "utilisateur",
    "achat",
    "entite",
    "quantite",
    "nom",
    "libelle",
    "fournisseur",
    "poste",
    "ordinateur",
    "ecran",
    "materiel",
    "emplacement",
    "livraison",
    "commande",
    "sortie",
    "annee",
    "hersteller",
    "modell",
    "seriennummer",
    "standort",
    "kaufdatum",
    "menge",
    "geratetyp",
    "fecha",
    "marca",
    "modelo",
    "cantidad",
    "ubicacion",
    "fabricante",
    "modello",
    "acquisto",
    "quantita",
    "produttore",
    "localizacao",
    "quantidade",
    "merk",
    "aankoopdatum",
];

/// Whether headings are in a language that writes the day before the month.
fn day_comes_first(headings: &[String]) -> bool {
    headings.iter().any(|heading| fold(heading).split(' ').any(|word| DAY_FIRST.contains(&word)))
}

fn ask(path: &Path, line: u64, heading: &str, date: &str) -> Fault {
    Fault::new(text!(
        "les dates se lisent de deux façons, et aucune ne dit si le jour ou le mois vient d'abord",
        "the dates have two readings, and none tells whether the day or the month comes first"
    ))
    .at(path, line, heading, date)
    .hint(text!(
        "dites-le : `--date-order dmy` (jour d'abord) ou `--date-order mdy` (mois d'abord)",
        "say it: `--date-order dmy` (day first) or `--date-order mdy` (month first)"
    ))
}
