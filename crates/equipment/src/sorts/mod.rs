//! The sort of a thing within its type, where the factor set has classes of it: a monitor by its
//! size, a UPS by its power, a switch by what it is for, a conference telephone.
//!
//! What the type's cell and the model's say is read by a grammar, a file each. Where they contradict
//! each other the model is taken, as between a word and a model that name two things (`kind`), and
//! the row is listed. What tells no class leaves the type as it is, with its mean, and so does a model
//! that is known as another thing's.

mod inches;
mod purpose;
mod rating;
mod talk;

#[cfg(test)]
mod tests;

use super::cells::first_of;
use super::memo::Memo;
use factor::{FactorSet, TypeId};
use ground::provenance::{Assumption, AssumptionSet};
use inventory::{Field, Row};

/// Where words of a row stand that may tell its sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SortCell {
    /// The type's: a number by itself is how many, or a room.
    Type,
    /// The model's: a number by itself is the name's.
    Model,
}

/// A type whose sorts the words of a row may tell.
struct SortedType {
    /// Its code.
    code: &'static str,
    /// The codes of its sorts.
    sorts: &'static [&'static str],
    /// Which of them the words of a cell tell.
    told: fn(&str, SortCell) -> Option<usize>,
    /// Whether what the type's cell says may be what the model's says, less closely.
    is_open: fn(usize, usize) -> bool,
    /// Which of them a measure of the row tells, before any word.
    measured: fn(&Row<'_>) -> Option<usize>,
}

const SORTED: [SortedType; 4] = [inches::MONITORS, rating::UPS, purpose::SWITCHES, talk::IP_PHONES];

/// A type of the factor set whose sorts are told, with what its cells told already.
struct SortMemory {
    of: &'static SortedType,
    type_id: TypeId,
    sorts: Vec<Option<TypeId>>,
    by_type: Memo<Option<usize>>,
    by_model: Memo<Option<usize>>,
    /// By maker and model: whether it is known as another thing's.
    strangers: Memo<bool>,
}

/// Whether a maker and a model are known as those of another thing than one of a type.
pub(super) type NamesAnother<'a> = &'a dyn Fn(&str, &str, TypeId) -> bool;

/// What told a sort.
struct SortTold {
    /// Which of the sorts of its type.
    at: usize,
    /// The field whose cell told it.
    by: Field,
    /// Whether another cell contradicts it.
    is_settled: bool,
}

/// Tells the sort of a thing within its type; one a thread.
pub(super) struct SortTeller {
    types: Vec<SortMemory>,
    /// A maker and a model, to look up by.
    key: Vec<u8>,
}

impl SortTeller {
    /// The sorts that a factor set has.
    pub(super) fn new(set: &FactorSet) -> Self {
        let memory = |of: &'static SortedType| {
            Some(SortMemory {
                of,
                type_id: set.type_named(of.code)?,
                sorts: of.sorts.iter().map(|code| set.type_named(code)).collect(),
                by_type: Memo::new(),
                by_model: Memo::new(),
                strangers: Memo::new(),
            })
        };
        Self { types: SORTED.iter().filter_map(memory).collect(), key: Vec::new() }
    }

    /// The type of a row, finer where its sort is told; a contradiction is added to what is assumed.
    #[inline]
    pub(super) fn finer(
        &mut self,
        row: &Row<'_>,
        type_id: TypeId,
        names_another: NamesAnother<'_>,
        assumed: &mut AssumptionSet,
    ) -> TypeId {
        let key = &mut self.key;
        let Some(of) = self.types.iter_mut().find(|of| of.type_id == type_id) else {
            return type_id;
        };
        let Some(told) = of.told(row, names_another, key) else { return type_id };
        let Some(sort) = of.sorts[told.at] else { return type_id };
        if told.is_settled {
            assumed.insert(Assumption::TypeSettled);
        }
        sort
    }

    /// The field whose cell tells the sort of a row of a type, where one does.
    pub(super) fn told_by(
        &mut self,
        row: &Row<'_>,
        type_id: TypeId,
        names_another: NamesAnother<'_>,
    ) -> Option<Field> {
        let of = self.types.iter_mut().find(|of| of.type_id == type_id)?;
        let told = of.told(row, names_another, &mut self.key)?;
        of.sorts[told.at].map(|_| told.by)
    }
}

/// The type to write of a row whose sort was told: its own where the model that is written beside
/// tells the sort, since it tells it again, whoever reads the row.
pub(super) fn written(
    row: &Row<'_>,
    set: &FactorSet,
    type_id: TypeId,
    names_another: NamesAnother<'_>,
    model: impl FnOnce() -> String,
) -> TypeId {
    let kind = set.equipment_type(type_id);
    let Some(parent) = kind.parent else { return type_id };
    let code = &set.equipment_type(parent).code;
    let Some(of) = SORTED.iter().find(|of| of.code == code) else { return type_id };
    if (of.measured)(row).is_some() {
        return type_id;
    }
    let model = model();
    let told = (of.told)(first_of(&model), SortCell::Model);
    let tells_again = told.is_some_and(|at| of.sorts[at] == kind.code);
    let maker = row.text(Field::Manufacturer);
    if tells_again && !names_another(first_of(&maker), first_of(&model), parent) {
        parent
    } else {
        type_id
    }
}

impl SortMemory {
    fn told(
        &mut self,
        row: &Row<'_>,
        names_another: NamesAnother<'_>,
        key: &mut Vec<u8>,
    ) -> Option<SortTold> {
        if let Some(at) = (self.of.measured)(row) {
            return Some(SortTold { at, by: Field::ScreenSizeIn, is_settled: false });
        }
        let told = self.of.told;
        let word = self.by_type.get(row.bytes(Field::EquipmentType), |cell| {
            told(first_of(&String::from_utf8_lossy(cell)), SortCell::Type)
        });
        let model = self.by_model.get(row.bytes(Field::Model), |cell| {
            told(first_of(&String::from_utf8_lossy(cell)), SortCell::Model)
        });
        let model = model.filter(|_| !self.is_a_strangers(row, names_another, key));
        let (at, is_settled) = of_both(self.of, word, model)?;
        let by = if model == Some(at) { Field::Model } else { Field::EquipmentType };
        Some(SortTold { at, by, is_settled })
    }

    /// Whether the model of a row is known as that of another thing: the number of a `Latitude 5400` is
    /// no monitor's, whatever the row is called.
    fn is_a_strangers(
        &mut self,
        row: &Row<'_>,
        names_another: NamesAnother<'_>,
        key: &mut Vec<u8>,
    ) -> bool {
        let (maker, model) = (row.bytes(Field::Manufacturer), row.bytes(Field::Model));
        key.clear();
        key.extend_from_slice(maker);
        key.push(0x1f);
        key.extend_from_slice(model);
        self.strangers.get(key, |_| {
            let [maker, model] = [maker, model].map(String::from_utf8_lossy);
            names_another(first_of(&maker), first_of(&model), self.type_id)
        })
    }
}

/// The sort by what both cells tell, and whether they contradict each other.
fn of_both(of: &SortedType, word: Option<usize>, model: Option<usize>) -> Option<(usize, bool)> {
    match (word, model) {
        (Some(word), Some(model)) => Some((model, word != model && !(of.is_open)(word, model))),
        (one, other) => Some((other.or(one)?, false)),
    }
}

/// No measure of a row tells it.
fn unmeasured(_: &Row<'_>) -> Option<usize> {
    None
}

/// Each is told whole.
fn closed(_: usize, _: usize) -> bool {
    false
}
