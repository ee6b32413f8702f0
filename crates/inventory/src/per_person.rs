//! Lists of people or of places of work, a column for each thing there: `Nom;PC;Écran 1;Téléphone`. One
//! equipment a row is what is read; such a list would be that of its first column.

use super::headings::{headings, key};
use super::kinds::{WordJudge, WordKind};
use super::sample::RowSample;
use super::{Confidence, Field, Layout, SourceFormat};
use ground::lang::Text;
use ground::table::fold;
use ground::text;
use std::collections::BTreeSet;

/// The fewest different things that tell such a list.
const FEWEST: usize = 2;

/// Words for any machine, folded: above models they are those of a column like the others.
const ANYTHING: [&str; 12] = [
    "poste",
    "postes",
    "materiel",
    "machine",
    "equipement",
    "appareil",
    "device",
    "equipment",
    "workstation",
    "equipo",
    "gerat",
    "configuration",
];

/// Why a table is a list of people or of places of work, if it is one.
pub(super) fn is_per_person(
    headers: &[String],
    sample: &RowSample,
    judge: &WordJudge<'_>,
) -> Option<(Text, Text)> {
    if !judge.knows_words() {
        return None;
    }
    let plain = Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, headers);
    let of_kind = |field, word| {
        let cells = plain.column(field).map_or_else(Vec::new, |at| sample.told(at));
        !cells.is_empty()
            && cells.iter().filter(|cell| judge.is(word, cell)).count() * 2 >= cells.len()
    };
    // Models below the heading of types (`Matériel`) say what stands there, as `Poste` does.
    let said = plain.column(Field::Model).is_some_and(|at| !sample.told(at).is_empty());
    if said || of_kind(Field::EquipmentType, WordKind::Type) {
        return None;
    }
    let personal = |heading: &String| {
        let name = key(heading);
        let said = ["nom", "name", "lastname", "prenom", "firstname"].contains(&&*name);
        said || headings().is_personal(&name)
    };
    let of_people = headers.iter().any(personal);
    let mut things: BTreeSet<String> = BTreeSet::new();
    let mut quoted = Vec::new();
    for (at, heading) in headers.iter().enumerate() {
        // `Écran 2` is a second one.
        let folded = fold(heading);
        let thing = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let cells = sample.told(at);
        let models = cells.iter().filter(|cell| judge.is(WordKind::Model, cell)).count();
        let names_one = judge.is(WordKind::Type, thing) || ANYTHING.contains(&thing);
        if !thing.is_empty() && names_one && models * 2 >= cells.len().max(1) {
            things.insert(thing.to_owned());
            quoted.push(format!("`{}`", heading.trim()));
        }
    }
    let quoted = quoted.join(", ");
    let each = if of_people {
        ("par personne", "for each person")
    } else {
        ("par poste", "for each place of work")
    };
    let (fr, en) = each;
    (things.len() >= FEWEST).then(|| {
        (
            text!(
                "cette liste a une ligne {fr}, et une colonne par équipement : {quoted}",
                "this list has a row {en}, and a column for each equipment: {quoted}"
            ),
            text!(
                "donnez une ligne par équipement, avec son type et son modèle : une copie de la liste pour chacune de ces colonnes, dont le titre devient le type",
                "give each equipment a row, with its type and model: a copy of the list for each of these columns, whose heading becomes the type"
            ),
        )
    })
}
