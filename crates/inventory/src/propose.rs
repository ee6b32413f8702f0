//! A mapping proposed for a table of no known source: by its headings, checked against its values.
//!
//! It proposes; the user reads it over, and keeps it. What it does not find it leaves out.

use super::amount::amount;
use super::column_words::{CountsUnits, against, comments, counts, says_its_kind};
use super::dated_heading::is_year;
use super::file::head_of;
use super::first_record::first_record;
use super::headings::{ColumnSlot, headings, key};
use super::kinds::{WordJudge, WordKind, is_day, is_maker, is_number};
use super::place::HeadingPlace;
use super::price_heading::{is_of_a_price, is_of_a_unit};
use super::sample::RowSample;
use super::size::is_memory;
use super::{Field, FieldKind, Opening, headless};
use ground::fault::Fault;
use ground::table::{Dialect, fold};
use ground::text;
use std::fmt::Write as _;
use std::path::Path;

/// How many rows are looked at.
const ROWS: usize = 300;
/// Below this, nothing is proposed.
const ENOUGH: f64 = 0.55;

/// A proposed mapping.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The columns, each with the field proposed for it and how well it fits, 0 to 1.
    pub columns: Vec<(String, Option<(Field, f64)>)>,
    /// The mapping file.
    pub toml: String,
    /// Whether the type of the equipment was found.
    pub has_type: bool,
}

/// Proposes a mapping for a table.
///
/// # Errors
///
/// The file cannot be read, or is no table.
pub fn propose(path: &Path, opening: &Opening<'_>) -> Result<Proposal, Fault> {
    let judge = WordJudge::new(opening.kinds);
    let (head, dialect) = head_of(path, opening)?;
    let Sampled { line, headers, rows } = sample(&head, dialect).ok_or_else(|| {
        Fault::new(text!(
            "le fichier n'a pas de titres de colonnes",
            "the file has no column headings"
        ))
        .in_file(path)
    })?;
    let below =
        RowSample { rows: rows.iter().map(|row| csv::ByteRecord::from(row.as_slice())).collect() };
    let place = HeadingPlace::below(path, line.saturating_sub(1));
    if headless::is_row(&headers, &below, &judge) {
        return Err(headless::fault(place, &headers, &below, &judge, b';'));
    }
    let columns: Vec<Vec<&str>> = (0..headers.len())
        .map(|at| {
            let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.trim());
            cells.filter(|cell| !cell.is_empty()).collect()
        })
        .collect();
    // Beside first names, a column of names is of people.
    let first_names = headers.iter().any(|h| ["prenom", "firstname"].contains(&&*key(h)));
    let is_name = |header: &str| ["nom", "name", "lastname"].contains(&&*key(header));
    let personal: Vec<bool> = headers
        .iter()
        .zip(&columns)
        .map(|(header, cells)| is_of_people(header, cells) || (first_names && is_name(header)))
        .collect();
    let mut fits: Vec<(f64, usize, Field)> = Vec::new();
    for (at, header) in headers.iter().enumerate().filter(|(at, _)| !personal[*at]) {
        for field in Field::ALL {
            // Storage that does not say its kind is left to the user.
            let drives = matches!(field, Field::SsdGb | Field::HddGb) && !says_its_kind(header);
            let fit = if drives { 0.0 } else { fit(field, header, &columns[at], &judge) };
            if fit >= ENOUGH {
                fits.push((fit, at, field));
            }
        }
    }
    // The best first; of two alike, the first column and the first field.
    fits.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut taken: Vec<Option<(Field, f64)>> = vec![None; headers.len()];
    for (fit, at, field) in fits {
        let free = taken[at].is_none();
        if free && !taken.iter().flatten().any(|(known, _)| *known == field) {
            taken[at] = Some((field, fit));
        }
    }
    let toml = written(&headers, &taken, &personal);
    let has_type = taken.iter().flatten().any(|(field, _)| *field == Field::EquipmentType);
    let columns = headers.into_iter().zip(taken).filter(|(header, _)| !key(header).is_empty());
    Ok(Proposal { columns: columns.collect(), toml, has_type })
}

/// The headings of a table, the line they stand on, and its first rows.
struct Sampled {
    line: u64,
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// The heading of a table and its first rows: the widest of its first lines, and what follows it.
fn sample(head: &[u8], dialect: Option<Dialect>) -> Option<Sampled> {
    let (mut at, mut seen, mut line) = (0, 0, 1);
    let mut best: Option<(usize, Vec<String>, usize, Dialect)> = None;
    while at < head.len() && seen < 30 {
        let end = memchr::memchr(b'\n', &head[at..]).map_or(head.len(), |end| at + end + 1);
        let own = dialect.unwrap_or_else(|| Dialect::detect(&head[at..]));
        let first = first_record(&head[at..], own)?;
        let filled = first.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        if best.as_ref().is_none_or(|(most, ..)| filled > *most) {
            best = Some((filled, first.cells, at + first.bytes, own));
            line = seen + 1;
        }
        (at, seen) = (end, seen + 1);
    }
    let (filled, headers, from, own) = best?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(own.delimiter)
        .from_reader(&head[from..]);
    let rows = reader.byte_records().map_while(Result::ok).take(ROWS);
    let rows =
        rows.map(|row| row.iter().map(|c| String::from_utf8_lossy(c).into_owned()).collect());
    (filled > 0).then(|| Sampled { line, headers, rows: rows.collect() })
}

/// How well a column fits a field, 0 to 1.
pub(super) fn fit(field: Field, header: &str, cells: &[&str], judge: &WordJudge<'_>) -> f64 {
    let name = match (counts(header), field.kind()) {
        (CountsUnits::Yes, _) if field == Field::Quantity => 1.0,
        // `Count` is a letter away from `Cost`, and says what it counts.
        (CountsUnits::Yes | CountsUnits::Head | CountsUnits::Thing(_), FieldKind::Number(_))
            if field != Field::Quantity =>
        {
            0.0
        }
        // `Conso. (W)` is no electricity of a year, `Taille (Go)` no diagonal.
        (_, FieldKind::Number(_)) if field != Field::Quantity && against(field, header) => 0.0,
        // Prices are known by every word of their heading.
        _ if field == Field::PriceEur => f64::from(u8::from(is_of_a_unit(header))),
        (_, FieldKind::Number(_)) if is_of_a_price(header) => 0.0,
        _ => likeness(field, header),
    };
    let share = |is: &dyn Fn(&str) -> bool| {
        let held = cells.iter().filter(|cell| is(cell)).count();
        (!cells.is_empty()).then(|| held as f64 / cells.len() as f64)
    };
    let values = match field {
        Field::EquipmentType => share(&|cell| judge.is(WordKind::Type, cell)),
        Field::Status => share(&|cell| judge.is(WordKind::State, cell)),
        Field::Country => share(&|cell| judge.is(WordKind::Country, cell)),
        Field::Manufacturer => share(&is_maker),
        Field::AcquiredOn
        | Field::InServiceOn
        | Field::DecommissionedOn
        | Field::ExitedOn
        | Field::DeliveredOn
        | Field::OrderedOn
        | Field::RecordedOn => share(&is_date),
        Field::RamGb => share(&|cell| is_memory(cell)),
        Field::Quantity
        | Field::AnnualEnergyKwh
        | Field::CpuCount
        | Field::CpuCores
        | Field::GpuCount
        | Field::SsdGb
        | Field::HddGb
        | Field::ScreenSizeIn
        | Field::WeightKg
        | Field::WarrantyMonths
        | Field::UpstreamMonths
        | Field::RepairIndex
        | Field::RecycledContentPct
        | Field::BatteryHealthPct => share(&is_number),
        Field::PriceEur => share(&|cell| is_number(cell) || amount(cell).is_some()),
        _ => return if name >= 0.75 { name * 0.9 } else { 0.0 },
    };
    // Words of a closed list tell a column even where its heading does not.
    let telling = matches!(field, Field::EquipmentType | Field::Manufacturer | Field::Status);
    match values {
        Some(share) if share < 0.3 && !(field == Field::Manufacturer && name > 0.9) => 0.0,
        Some(share) if name >= 0.6 => 0.5 * name + 0.5 * share,
        Some(share) if telling && share >= 0.7 && cells.len() >= 2 => 0.6 * share,
        None if name >= 0.8 => 0.8 * name,
        _ => 0.0,
    }
}

/// Whether a tool writes a heading for a field, or it is the field's own.
pub(super) fn is_written(field: Field, header: &str) -> bool {
    let own = key(header);
    let shipped = headings().fields().filter(|(_, slot)| stands_for(*slot) == Some(field));
    shipped.map(|(heading, _)| heading).chain([field.code()]).any(|known| key(known) == own)
}

/// How like a heading is to those that tools write for a field, 0 to 1.
fn likeness(field: Field, header: &str) -> f64 {
    let own = key(header);
    let words: Vec<String> = fold(header).split(' ').map(str::to_owned).collect();
    if own.is_empty() {
        return 0.0;
    }
    let shipped = headings().fields().filter(|(_, slot)| stands_for(*slot) == Some(field));
    let names = shipped.map(|(heading, _)| heading).chain([field.code()]);
    names.map(|known| alike(&own, &words, known)).fold(0.0, f64::max)
}

/// The field that a slot of another source is nearest to.
fn stands_for(slot: ColumnSlot) -> Option<Field> {
    use super::Hint;
    match slot {
        ColumnSlot::Field(field) => Some(field),
        ColumnSlot::Hint(Hint::Memory | Hint::MemoryGb) => Some(Field::RamGb),
        ColumnSlot::Hint(_) => None,
    }
}

fn alike(own: &str, words: &[String], known: &str) -> f64 {
    let other = key(known);
    if *own == other {
        return 1.0;
    }
    // A heading that holds all the words of a known one says the same with more words.
    let folded = fold(known);
    let held = folded.split(' ').all(|word| words.iter().any(|own| own == word));
    if held && other.len() >= 2 {
        return if other.len() >= 4 { 0.9 } else { 0.75 };
    }
    let close = strsim::jaro_winkler(own, &other);
    let (short, long) = (own.len().min(other.len()), own.len().max(other.len()));
    // Four letters alike say little, and so does how a much longer name begins: `Compte`, and
    // `Computer Memory`.
    if close >= 0.86 && short >= 4 && short * 2 >= long { close * 0.9 } else { 0.0 }
}

fn is_date(cell: &str) -> bool {
    is_day(cell) || is_year(cell)
}

/// Whether a column is of people: by its heading, or by what it holds.
pub(super) fn is_of_people(header: &str, cells: &[&str]) -> bool {
    const WORDS: [&str; 16] = [
        "utilisateur",
        "user",
        "agent",
        "beneficiaire",
        "attributaire",
        "prenom",
        "mail",
        "email",
        "courriel",
        "login",
        "telephone",
        "username",
        "owner",
        "proprietaire",
        "ip",
        "mac",
    ];
    let mails = cells.iter().filter(|cell| cell.contains('@')).count();
    let told = headings().is_personal(&key(header))
        || comments(header)
        || fold(header).split(' ').any(|word| WORDS.contains(&word))
        || (!cells.is_empty() && mails * 2 >= cells.len());
    told && likeness(Field::Serial, header) < 0.9
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.trim().chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The mapping file, for a person to read over.
fn written(headers: &[String], taken: &[Option<(Field, f64)>], personal: &[bool]) -> String {
    let mut out = String::from(
        "# Correspondance de colonnes / mapping of columns.\n\
         # À relire : chaque ligne dit quelle colonne du fichier est quelle colonne canonique.\n\
         # Read it over: each line says which column of the file is which canonical column.\n\
         # docs/formats/inventory.md\n\n\
         # Les titres du fichier pour lequel elle est faite / the headings of the file it is for.\n",
    );
    let named = || headers.iter().enumerate().filter(|(_, header)| !key(header).is_empty());
    let list: Vec<String> = named().map(|(_, header)| quoted(header)).collect();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "headings = [{}]\n", list.join(", "));
    let of_people: Vec<String> =
        named().filter(|(at, _)| personal[*at]).map(|(_, header)| quoted(header)).collect();
    let _ = writeln!(
        out,
        "# Colonnes de personnes, jamais lues / columns of people, never read.\npersonal = [{}]\n\n[columns]",
        of_people.join(", ")
    );
    for field in Field::ALL {
        let column = taken.iter().position(|one| one.is_some_and(|(known, _)| known == field));
        match column {
            Some(at) => {
                let _ = writeln!(out, "{} = {}", field.code(), quoted(&headers[at]));
            }
            None if field == Field::EquipmentType => {
                out.push_str("# equipment_type = \"…\"\n");
            }
            None => {}
        }
    }
    let left: Vec<String> = named()
        .filter(|(at, _)| taken[*at].is_none() && !personal[*at])
        .map(|(_, header)| quoted(header))
        .collect();
    if !left.is_empty() {
        let _ = writeln!(out, "# non lues / not read: {}", left.join(", "));
    }
    out.push_str("\n[constants]\n# equipment_type = \"monitor\"   # une liste d'un seul type / a list of a single type\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Mapping;

    struct ProposedWords;

    impl crate::Kinds for ProposedWords {
        fn is_type(&self, word: &str) -> bool {
            ["portable", "ecran"].contains(&fold(word).as_str())
        }
        fn is_state(&self, word: &str) -> bool {
            fold(word) == "en service"
        }
        fn is_country(&self, word: &str) -> bool {
            word == "FR"
        }
    }

    fn proposed(table: &str) -> Proposal {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        std::fs::write(&path, table).unwrap();
        propose(&path, &Opening { kinds: Some(&ProposedWords), ..Opening::default() }).unwrap()
    }

    #[test]
    fn columns_are_proposed_by_their_headings_and_values() {
        let proposal = proposed(
            "Liste du matériel\nSorte;Marque;Mod.;Acheté;Qui;Mail du chef;Nb unités\nPortable;HP;840 G8;03/02/2021;X;a@b.fr;1\nÉcran;Dell;U2422H;04/03/2022;Y;c@d.fr;2\n",
        );
        let field = |heading: &str| {
            let found = proposal.columns.iter().find(|(known, _)| known == heading).unwrap();
            found.1.map(|(field, _)| field)
        };
        assert_eq!(field("Sorte"), Some(Field::EquipmentType), "by its values alone");
        assert_eq!(field("Marque"), Some(Field::Manufacturer));
        assert_eq!(field("Acheté"), Some(Field::AcquiredOn));
        assert_eq!(field("Nb unités"), Some(Field::Quantity));
        assert_eq!(field("Mail du chef"), None);
        assert!(proposal.has_type);
        let mapping = Mapping::parse(Path::new("m.toml"), &proposal.toml).unwrap();
        let headers: Vec<String> =
            proposal.columns.iter().map(|(heading, _)| heading.clone()).collect();
        assert!(mapping.is_for(&headers));
        assert!(proposal.toml.contains("personal = [\"Mail du chef\"]"), "{}", proposal.toml);
    }

    #[test]
    fn a_column_whose_values_are_of_another_kind_is_not_proposed() {
        // Snipe-IT's « Date de libération » holds a person.
        let proposal = proposed("Sorte;Date d'achat\nPortable;Jean Exemple\nÉcran;Anne Exemple\n");
        assert_eq!(proposal.columns[1].1, None);
    }

    #[test]
    fn a_mapping_without_type_says_so_where_it_must_be_written() {
        let proposal = proposed("Marque;Prix\nHP;10\nDell;20\n");
        assert!(!proposal.has_type && proposal.toml.contains("# equipment_type"));
    }
}
