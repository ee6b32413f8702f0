//! A heading that says units in one language and names in another: `Nombre`, French for a number and
//! Spanish for a name. Its cells tell.

use crate::contest::ReadingStanding;
use crate::headings::key;
use crate::kinds::tells_units;
use crate::sample::RowSample;
use crate::{Field, KnownBy, Role};
use ground::table::fold;
use std::collections::HashSet;

/// Headings of units that are of names in another language, folded.
const EITHER: [&str; 1] = ["nombre"];
/// Words that say how many, folded: with one of them a cell is a number that cannot be read.
const HOW_MANY: &str = "un une deux trois quatre cinq six sept huit neuf dix onze douze treize \
    quatorze quinze seize vingt trente quarante cinquante cent lot lots paire plusieurs quelques \
    beaucoup environ inconnu aucun aucune one two three four five seven eight nine ten several \
    many some none unknown uno una dos tres cuatro cinco seis siete ocho nueve diez varios muchos";

/// Headings in Spanish, and in no other language that has the word for a number.
const SPANISH: [&str; 14] = [
    "tipo",
    "modelo",
    "fabricante",
    "marca",
    "numerodeserie",
    "ubicacion",
    "localizacion",
    "fechadecompra",
    "cantidad",
    "usuario",
    "equipo",
    "departamento",
    "sistemaoperativo",
    "procesador",
];

/// Whether headings are in Spanish: two of them at least.
fn is_spanish(headers: &[String]) -> bool {
    headers.iter().filter(|heading| SPANISH.contains(&key(heading).as_str())).count() >= 2
}

/// The reading without its column of units, where none of its cells tells a number and all may be
/// names. Names without a digit may be those of people.
pub(super) fn instead_of_units(
    standing: &ReadingStanding,
    sample: &RowSample,
) -> Option<ReadingStanding> {
    let layout = &standing.layout;
    let at = layout.read_of(Field::Quantity)?;
    let either = EITHER.contains(&key(&layout.headers[at]).as_str());
    let by_headings = matches!(layout.traits.known_by, KnownBy::Words | KnownBy::Signature);
    if !either || !by_headings || layout.is_told(at) {
        return None;
    }
    let cells = sample.told(at);
    let distinct: HashSet<&str> = cells.iter().copied().collect();
    let spanish = is_spanish(&layout.headers);
    // A letter and a number (`M1`) are a name in Spanish alone.
    let fewest = if spanish { 1 } else { 2 };
    let named = |cell: &&str| {
        let folded = fold(cell);
        let mut words = folded.split(' ');
        cell.chars().filter(|c| c.is_alphabetic()).count() >= fewest
            && !tells_units(cell)
            && !words.any(|word| HOW_MANY.split_whitespace().any(|own| own == word))
    };
    // Names are of one machine each; in Spanish the word says names, whatever they name.
    let one_each = distinct.len() * 10 >= cells.len() * 9;
    let all_names = cells.iter().all(named) && (one_each || spanish);
    if cells.is_empty() || !all_names {
        return None;
    }
    let numbered = cells.iter().filter(|cell| cell.bytes().any(|byte| byte.is_ascii_digit()));
    let of_machines = numbered.count() * 2 > cells.len();
    let mut roles = layout.roles.clone();
    roles[at] = match layout.column(Field::Name) {
        _ if !of_machines => Role::Personal,
        None => Role::Field(Field::Name),
        Some(_) => Role::Second(Field::Name),
    };
    let mut read = standing.read.clone();
    read.remove(&Field::Quantity);
    // The units stand in a second column of them.
    if let Some(other) = roles.iter().position(|role| *role == Role::Second(Field::Quantity)) {
        roles[other] = Role::Field(Field::Quantity);
        let cells = sample.told(other);
        let told = cells.iter().filter(|cell| tells_units(cell)).count();
        read.insert(Field::Quantity, told as f64 / cells.len().max(1) as f64);
    }
    Some(ReadingStanding { layout: layout.with(roles), read, ..standing.clone() })
}
