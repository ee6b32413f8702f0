//! One set of cells from those of several rows, and what they disagree on.

use super::{CanonicalCells, Rules};
use crate::{State, without_machine_type};
use factor::FactorSet;
use ground::provenance::{Assumption, AssumptionSet};
use ground::table::fold;
use inventory::{Field, SourceKind};
use std::sync::Arc;

/// A row of a group.
#[derive(Debug, Clone)]
pub struct MergedRow {
    /// Its file.
    pub file: Arc<str>,
    /// Its line there.
    pub line: u64,
    /// What kind of source its file is.
    pub kind: SourceKind,
    /// Its cells.
    pub cells: CanonicalCells,
}

/// Two sources that say different things of one equipment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The equipment.
    pub equipment_id: String,
    /// The field.
    pub field: Field,
    /// What was kept.
    pub kept: String,
    /// What was not.
    pub other: String,
    /// Where the kept one stands.
    pub kept_at: (Arc<str>, u64),
    /// Where the other one stands.
    pub other_at: (Arc<str>, u64),
    /// Why: `register>list`, a kind of source before another, or `later_file`.
    pub rule: String,
}

/// What a group came to.
#[derive(Debug, Clone)]
pub struct Merged {
    /// The cells that were kept.
    pub cells: CanonicalCells,
    /// The row that told the site, among those of the group.
    pub site_from: usize,
    /// What they disagree on.
    pub conflicts: Vec<Conflict>,
}

/// Fields that differ from source to source without contradiction, or that are of people.
const SILENT: [Field; 11] = [
    Field::Assumed,
    Field::EquipmentId,
    Field::Serial,
    Field::Uuid,
    Field::Name,
    Field::UserKey,
    Field::RecordedOn,
    Field::AssetTag,
    Field::Os,
    Field::LastSeen,
    Field::BatteryHealthPct,
];

/// What says how a life ended: taken from where the state is.
const ENDS: [Field; 3] = [Field::DecommissionedOn, Field::ExitedOn, Field::ExitRoute];

/// Merges the rows of a group, in the order of their files, into the one at `leader`.
///
/// For each field, the source that the rules believe first and that says something is kept; of two
/// of one kind, that of the later file.
pub fn merge(sources: &[MergedRow], leader: usize, rules: &Rules, set: &FactorSet) -> Merged {
    let mut cells = sources[leader].cells.clone();
    let mut conflicts = Vec::new();
    let mut site_from = leader;
    let best = |field: Field| {
        let told = sources.iter().enumerate().filter(|(_, one)| !one.cells.get(field).is_empty());
        told.min_by_key(|(at, one)| {
            // A system named without its version says less than one with it.
            let is_vague = field == Field::Os && !has_figures(one.cells.get(field));
            (is_vague, rules.rank(field, one.kind), std::cmp::Reverse(*at))
        })
        .map(|(at, _)| at)
    };
    let state_from = best(Field::Status);
    let still_held = state_from.is_some_and(|at| {
        let state = State::named(sources[at].cells.get(Field::Status));
        state.is_some_and(|state| state < State::Decommissioned)
    });
    for field in Field::ALL {
        if field == Field::EquipmentId {
            continue;
        }
        let mut from = best(field);
        if ENDS.contains(&field) && still_held {
            from = state_from;
        }
        let Some(mut from) = from else { continue };
        if field == Field::EquipmentType {
            from = more_precise(sources, from, set);
        }
        let kept = &sources[from];
        cells.set(field, kept.cells.get(field));
        if field == Field::Site {
            site_from = from;
        }
        for (at, other) in sources.iter().enumerate() {
            let said = other.cells.get(field);
            if at == from
                || said.is_empty()
                || SILENT.contains(&field)
                || agree(field, kept.cells.get(field), said, set)
            {
                continue;
            }
            let rule = if kept.kind == other.kind {
                "later_file".to_owned()
            } else {
                format!("{}>{}", kept.kind.code(), other.kind.code())
            };
            conflicts.push(Conflict {
                equipment_id: sources[leader].cells.get(Field::EquipmentId).to_owned(),
                field,
                kept: kept.cells.get(field).to_owned(),
                other: said.to_owned(),
                kept_at: (kept.file.clone(), kept.line),
                other_at: (other.file.clone(), other.line),
                rule,
            });
        }
    }
    cells.set(Field::Assumed, &assumed(sources, best).codes());
    Merged { cells, site_from, conflicts }
}

fn has_figures(cell: &str) -> bool {
    cell.bytes().any(|byte| byte.is_ascii_digit())
}

/// What was assumed of the cells kept: of the state and the units where these were taken from, of
/// what comes with the thing wherever a row says it.
fn assumed(sources: &[MergedRow], best: impl Fn(Field) -> Option<usize>) -> AssumptionSet {
    let codes = |at: usize| AssumptionSet::named_in(sources[at].cells.get(Field::Assumed));
    let from = |field: Field| best(field).map_or(AssumptionSet::NONE, codes);
    let any = (0..sources.len()).fold(AssumptionSet::NONE, |set, at| set.union(codes(at)));
    let said = [
        (Assumption::StateOfName, from(Field::Status)),
        (Assumption::UnitsInWords, from(Field::Quantity)),
        (Assumption::MoreInRow, any),
    ];
    let mut written = from(Field::Assumed);
    if from(Field::EquipmentType).contains(Assumption::TypeInferred) {
        written.insert(Assumption::TypeInferred);
    }
    said.into_iter().fold(written, |set, (one, told)| {
        if told.contains(one) { set.with(one) } else { set.without(one) }
    })
}

/// The source whose type is a kind of the type of the one at `from`, or that one.
fn more_precise(sources: &[MergedRow], from: usize, set: &FactorSet) -> usize {
    let kept = sources[from].cells.get(Field::EquipmentType);
    let finer = sources.iter().position(|one| {
        let said = one.cells.get(Field::EquipmentType);
        said != kept && is_kind_of(said, kept, set)
    });
    finer.unwrap_or(from)
}

fn is_kind_of(code: &str, parent: &str, set: &FactorSet) -> bool {
    let types = set.type_named(code).zip(set.type_named(parent));
    types.is_some_and(|(kind, parent)| set.is_kind_of(kind, parent))
}

fn agree(field: Field, kept: &str, said: &str, set: &FactorSet) -> bool {
    match field {
        Field::EquipmentType => kept == said || is_kind_of(kept, said, set),
        // One writes the city, the other the building too.
        Field::Site | Field::Entity => {
            let (kept, said) = (fold(kept), fold(said));
            kept.starts_with(&said) || said.starts_with(&kept)
        }
        Field::Model => {
            let (kept, said) = (fold(without_machine_type(kept)), fold(without_machine_type(said)));
            kept == said || kept.contains(&said) || said.contains(&kept)
        }
        _ => fold(kept) == fold(said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estate::Card;
    use crate::{Normaliser, SharedNames, Vocabulary};
    use inventory::{InventoryFile, Row};
    use std::collections::BTreeMap;
    use std::io::{Read, Write};
    use std::path::Path;

    /// A row merged with a second one of the same machine: its state, its units, what was assumed.
    fn merged(table: &str, second: &[(Field, &str)]) -> [String; 3] {
        let set = FactorSet::shipped().unwrap();
        let none = BTreeMap::new();
        let words = Vocabulary::new(&set, &none, &none, Path::new("")).unwrap();
        let (card, names) = (Card::blank(), SharedNames::default());
        let mut normaliser =
            Normaliser::new(&set, &words, &card, &[], &names, Path::new("")).unwrap();
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(table.as_bytes()).unwrap();
        let (mut text, shape) =
            InventoryFile::open(file.path(), "a.csv", None).unwrap().into_rows().unwrap();
        let mut rows = String::new();
        text.read_to_string(&mut rows).unwrap();
        let mut record = ground::table::RecordCells::of(rows.trim_end().split(';'));
        shape.layout.complete(&mut record);
        let row = Row { file: &shape, line: 2, record: &record };
        let one = normaliser.normalise(&row).unwrap();
        let first = CanonicalCells::of(|field| normaliser.canonical_cell(&row, Some(&one), field));
        let second = CanonicalCells::of(|field| {
            let told = second.iter().find(|(own, _)| *own == field);
            told.map_or(String::new(), |(_, cell)| (*cell).to_owned())
        });
        let source = |file: &str, cells| MergedRow {
            file: Arc::from(file),
            line: 2,
            kind: SourceKind::List,
            cells,
        };
        let sources = [source("a.csv", first), source("b.csv", second)];
        let merged = merge(&sources, 0, &Rules::shipped().unwrap(), &set);
        assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
        [Field::Status, Field::Quantity, Field::Assumed]
            .map(|field| merged.cells.get(field).to_owned())
    }

    #[test]
    fn what_the_words_of_a_row_say_stands_in_the_merged_one() {
        let merged = |row: &str, second: &[(Field, &str)]| {
            merged(&format!("Type;Statut;Numéro d'inventaire\n{row}\n"), second)
        };
        let second = [(Field::Serial, "5CG1234567")];
        for (row, expected) in [
            ("PC portables au rebut;-;A1", ["decommissioned", "1", "state_of_name"]),
            ("PC portables au rebut;;A1", ["decommissioned", "1", "state_of_name"]),
            ("PC portables au rebut;zzz;A1", ["decommissioned", "1", "state_of_name"]),
            ("12 PC portables;en service;A1", ["in_service", "12", "units_in_words"]),
            ("Tour + écran;en stock;A1", ["in_stock", "1", "more_in_row"]),
            ("PC portable;-;A1", ["", "1", ""]),
        ] {
            assert_eq!(merged(row, &second), expected, "{row}");
        }
        // What the second row says by a cell was not assumed.
        let told = [(Field::Status, "decommissioned"), (Field::Assumed, "type_inferred")];
        let row = "PC portables au rebut;-;A1";
        assert_eq!(merged(row, &told), ["decommissioned", "1", "type_inferred"]);
    }
}
