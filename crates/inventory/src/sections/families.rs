//! A family of things that is written once, above rows that leave it blank: `Ordinateurs;Dell 5420;12`, and
//! below it `;HP 840;5`.

use crate::sample::{each_first_row, sums_up};
use crate::{Field, Kinds, KnownBy, Layout, Role};
use csv::ByteRecord;
use ground::lang::Text;
use ground::table::{Dialect, fold};
use ground::text;
use std::collections::BTreeMap;

/// The columns by which a row is whole, be its family blank.
const WHOLE: [Field; 6] =
    [Field::Model, Field::Name, Field::Manufacturer, Field::Site, Field::Entity, Field::Quantity];

/// The column of families of a table, each of which is written once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FamiliesOnce {
    at: usize,
    /// What a row of the table has besides.
    others: Vec<usize>,
}

impl FamiliesOnce {
    /// The column of types or of families beside it, where each stands once, some above rows that leave it blank and are whole, and no
    /// known model among these is of another thing.
    pub(super) fn of(
        layout: &Layout,
        text: (&[u8], bool),
        dialect: Dialect,
        kinds: &dyn Kinds,
    ) -> Option<Self> {
        if layout.traits.known_by != KnownBy::Words {
            return None;
        }
        let role = |role: Role| layout.roles.iter().position(|own| *own == role);
        let types = role(Role::Field(Field::EquipmentType))?;
        let beside = role(Role::Second(Field::EquipmentType));
        let others = WHOLE.into_iter().filter_map(|field| role(Role::Field(field)));
        let others: Vec<usize> = others.collect();
        // A category beside the types may be written once too: `Téléphonie;Fixe`, and below it `;Portable`.
        let of_categories =
            beside.map(|at| Self { at, others: others.iter().copied().chain([types]).collect() });
        let of_types = Self { at: types, others };
        let columns = FamilyColumns {
            all: layout.roles.len(),
            models: role(Role::Field(Field::Model)),
            beside,
        };
        let mut all = [Some(of_types), of_categories].into_iter().flatten();
        all.find(|families| families.are_of(columns, text, dialect, kinds))
    }

    /// Whether the rows of a table say so.
    fn are_of(
        &self,
        columns: FamilyColumns,
        text: (&[u8], bool),
        dialect: Dialect,
        kinds: &dyn Kinds,
    ) -> bool {
        let (at, all) = (self.at, 0..columns.all);
        // What no type is written for may be said by another column of types.
        let beside = columns.beside.filter(|one| *one != at);
        let mut met = FamiliesMet::default();
        each_first_row(text, dialect, |row| {
            let cell = |at: usize| row.get(at).unwrap_or(b"").trim_ascii();
            let filled = all.clone().filter(|at| !cell(*at).is_empty()).count();
            if met.is_other || sums_up(all.clone().map(cell)) {
                return;
            }
            if filled < 2 {
                // What stands alone may be a family too, or a title above some.
                met.is_other |= !cell(at).is_empty();
                return;
            }
            let says_type = |at: usize| kinds.is_type(&String::from_utf8_lossy(cell(at)));
            if cell(at).is_empty() && beside.is_some_and(says_type) {
                met.is_other = true;
                return;
            }
            let own = self.others.iter().map(|at| !cell(*at).is_empty()).collect();
            let name = columns.models.map_or(&b""[..], cell);
            let [family, name] = [cell(at), name].map(|cell| String::from_utf8_lossy(cell));
            met.meet(&family, &name, own, kinds);
        });
        met.are_written_once()
    }
}

/// The columns of a table that its families are held against.
#[derive(Clone, Copy)]
struct FamilyColumns {
    /// How many there are.
    all: usize,
    models: Option<usize>,
    /// Another of types.
    beside: Option<usize>,
}

/// The families of a table, as its rows are met.
#[derive(Default)]
struct FamiliesMet {
    /// Whether a row below each leaves it blank.
    rows: BTreeMap<String, bool>,
    last: Option<(String, Vec<bool>)>,
    /// Whether a row tells that the column is none of these.
    is_other: bool,
}

impl FamiliesMet {
    fn meet(&mut self, family: &str, name: &str, own: Vec<bool>, kinds: &dyn Kinds) {
        if !family.is_empty() {
            let known = self.rows.insert(fold(family), false);
            // It is written on each of its rows.
            self.is_other |= known.is_some();
            self.last = Some((family.to_owned(), own));
            return;
        }
        let Some((last, whole)) = &self.last else { return self.is_other = true };
        let lacks = whole.iter().zip(&own).any(|(whole, own)| *whole && !own);
        if lacks || kinds.contradict(last, name) {
            return self.is_other = true;
        }
        if let Some(left_blank) = self.rows.get_mut(&fold(last)) {
            *left_blank = true;
        }
    }

    fn are_written_once(&self) -> bool {
        !self.is_other && self.rows.values().any(|left_blank| *left_blank)
    }
}

/// The rows of such a table, each with its family.
#[derive(Debug, Default)]
pub(super) struct FamilyFill<'f> {
    families: Option<&'f FamiliesOnce>,
    above: Vec<u8>,
    filled: u64,
}

impl<'f> FamilyFill<'f> {
    pub(super) fn of(families: Option<&'f FamiliesOnce>) -> Self {
        Self { families, ..Self::default() }
    }

    /// Puts into a row the family that stands above it.
    pub(super) fn fill(&mut self, record: &mut ByteRecord) {
        let Some(FamiliesOnce { at, others }) = self.families else { return };
        let cell = |at: usize| record.get(at).unwrap_or(b"").trim_ascii();
        if !cell(*at).is_empty() {
            let is_alone = record.iter().filter(|cell| !cell.trim_ascii().is_empty()).count() < 2;
            self.above = if is_alone { Vec::new() } else { cell(*at).to_vec() };
            return;
        }
        let is_row = others.iter().filter(|other| !cell(**other).is_empty()).count() > 1;
        if self.above.is_empty() || !is_row || sums_up(record.iter()) {
            return;
        }
        let mut filled = ByteRecord::new();
        for (own, cell) in record.iter().enumerate() {
            filled.push_field(if own == *at { &self.above } else { cell });
        }
        filled.set_position(record.position().cloned());
        *record = filled;
        self.filled += 1;
    }

    /// What is said of it.
    pub(super) fn said(&self) -> Option<Text> {
        let filled = self.filled;
        (filled > 0).then(|| {
            text!(
                "cellules vides sous un type ou une famille écrits une fois, lues comme eux : {filled} ; si elles sont d'un autre, écrivez-le",
                "blank cells below a type or family that is written once, read as it is: {filled}; if they are of another, write it"
            )
        })
    }
}
