//! Whether the dates of each column start with the day or with the month.

use super::markup::reduce;
use super::reading::Reading;
use super::{Field, InventoryFile};
use ground::fault::Fault;
use ground::table::{
    Blocks, DateEvidence, DateOrder, RecordCells, RecordReader, fold, parse_iso_day,
};
use ground::text;

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
    let columns: Vec<(Field, usize)> = DATES
        .into_iter()
        .filter_map(|field| file.layout.column(field).map(|at| (field, at)))
        .collect();
    let mut orders: Orders = [None; Field::ALL.len()];
    if columns.is_empty() {
        return Ok(orders);
    }
    let path = file.path.clone();
    let (first_line, delimiter) = (file.header_lines + 1, file.dialect.delimiter);
    let (text, shape) = file.again()?.into_rows()?;
    let worked_out = columns.iter().any(|(_, at)| *at >= shape.layout.roles.len());
    let mut seen = vec![DateEvidence::default(); columns.len()];
    let mut doubtful: Vec<Option<(u64, String)>> = vec![None; columns.len()];
    let blocks = Blocks::new(text, delimiter).from_line(first_line);
    let mut blocks = Reading { blocks, path: &path };
    while let Some(block) = blocks.next_block()? {
        let mut record = RecordCells::new();
        let mut reader = RecordReader::of(&block, delimiter);
        while reader.read(&mut record) {
            if worked_out {
                shape.layout.complete(&mut record);
            } else {
                reduce(&mut record);
            }
            for (at, (_, column)) in columns.iter().enumerate() {
                let cell = record.get(*column).map_or(&b""[..], |cell| cell.trim_ascii());
                if cell.is_empty() || parse_iso_day(cell).is_some() {
                    continue;
                }
                let Ok(cell) = std::str::from_utf8(cell) else { continue };
                let before = seen[at].either;
                seen[at].note(cell);
                if seen[at].either > before && doubtful[at].is_none() {
                    let line = block.first_line + record.line() - 1;
                    doubtful[at] = Some((line, cell.to_owned()));
                }
            }
        }
        if seen.iter().all(|seen| *seen == DateEvidence::default()) {
            break;
        }
    }
    // A tool writes all its dates in one way: a column that does not tell takes it from the others.
    let mut all = DateEvidence::default();
    for seen in seen.iter().filter(|seen| !seen.is_mixed()) {
        all.merge(*seen);
    }
    for (at, (field, _)) in columns.iter().enumerate() {
        let order = seen[at].proven().or(all.proven()).or(custom);
        if let Some((line, date)) = &doubtful[at]
            && order.is_none()
            && !seen[at].is_mixed()
        {
            return Err(ask(&path, *line, shape.layout.heading(*field), date));
        }
        orders[*field as usize] = if seen[at].is_mixed() { None } else { order };
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

fn ask(path: &std::path::Path, line: u64, heading: &str, date: &str) -> Fault {
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
