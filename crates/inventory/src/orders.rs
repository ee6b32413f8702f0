//! Whether the dates of each column start with the day or with the month.

use super::dates_seen::{DateColumn, DatesSeen};
use super::{Field, InventoryFile};
use ground::fault::Fault;
use ground::table::{DateEvidence, DateOrder, RecordCells, RecordReader, fold};
use ground::text;
use std::ops::ControlFlow;
use std::path::Path;

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
        anew = all_of(file)?;
        &anew
    };
    of_each(seen, file, custom)
}

/// The dates of a file, as far as they need be looked at.
fn all_of(file: &InventoryFile) -> Result<DatesSeen, Fault> {
    let mut seen = DatesSeen::of(|field| file.layout.column(field), file.layout.roles.len());
    if seen.is_over() {
        return Ok(seen);
    }
    file.again()?.each_block(|block, shape| {
        let mut record = RecordCells::new();
        let mut reader = RecordReader::of(block, shape.delimiter);
        while reader.read(&mut record) {
            seen.note(&mut record, block.first_line, |record| shape.layout.complete(record));
        }
        seen.end_block();
        if seen.is_over() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    Ok(seen)
}

/// The order of the dates of each field; `custom` is that of the language of the headings.
fn of_each(
    seen: &DatesSeen,
    file: &InventoryFile,
    custom: Option<DateOrder>,
) -> Result<Orders, Fault> {
    let mut orders: Orders = [None; Field::ALL.len()];
    // A tool writes all its dates in one way: a column that does not tell takes it from the others.
    let mut all = DateEvidence::default();
    for column in seen.columns.iter().filter(|column| !column.told.is_mixed()) {
        all.merge(column.told);
    }
    for DateColumn { field, told, doubtful, .. } in &seen.columns {
        let order = told.proven().or(all.proven()).or(custom);
        if let Some((line, date)) = doubtful
            && order.is_none()
            && !told.is_mixed()
        {
            return Err(ask(&file.path, *line, file.layout.heading(*field), date));
        }
        orders[*field as usize] = if told.is_mixed() { None } else { order };
    }
    Ok(orders)
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
