//! What is no longer there, and what it is known by.

use equipment::{Equipment, State, ToldRow};
use factor::{FactorSet, TypeId};
use inventory::Field;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;
use std::sync::Arc;

/// An equipment of an earlier inventory that today's has not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disappeared {
    /// Its identifier.
    pub equipment_id: String,
    /// Its type, by its code.
    pub equipment_type: String,
    /// Its maker and model, as the inventory writes them.
    pub model: String,
    /// Its state then.
    pub state: State,
    /// The file it stands in.
    pub file: String,
    /// Its line there.
    pub line: u64,
}

impl Disappeared {
    /// What is told of a row, by its identifier, its words and its place.
    pub(super) fn of(
        id: &str,
        (told, (file, line)): (ToldRow<'_>, (Arc<str>, u64)),
        equipment: &Equipment,
        set: &FactorSet,
    ) -> Self {
        let (maker, model) = (told.shown(Field::Manufacturer), told.shown(Field::Model));
        Self {
            equipment_id: id.to_owned(),
            equipment_type: set.equipment_type(equipment.type_id).code.clone(),
            model: format!("{maker} {model}").trim().to_owned(),
            state: equipment.state,
            file: file.to_string(),
            line,
        }
    }
}

/// An identifier as a number.
pub(super) fn hashed(id: &str) -> u64 {
    foldhash::quality::FixedState::with_seed(0x6964_7321).hash_one(id)
}

/// The list of a tool that a type stands in: computers are one, whatever their kind.
pub fn list_of(set: &FactorSet, kind: TypeId) -> &str {
    let root = set.equipment_type(set.root(kind));
    let computers = ["laptop", "desktop", "workstation", "server", "thin_client", "tablet"];
    if computers.contains(&root.code.as_str()) { "computer" } else { &root.code }
}

/// What a number is compared as in a kind of list.
pub(super) fn numbered_as(list: &str, number: &str) -> String {
    format!("{list} {number}")
}

/// How many machines have each number of a kind of list, then and today.
#[derive(Default)]
pub(super) struct NumbersHeld {
    of: HashMap<u64, [u32; 2]>,
    met: HashSet<u64>,
}

impl NumbersHeld {
    /// Notes a machine of today's.
    pub(super) fn today(&mut self, known_as: &str) {
        self.of.entry(hashed(known_as)).or_default()[1] += 1;
    }

    /// Notes a row of the earlier inventory; `false` where its file had the identifier already.
    pub(super) fn earlier(&mut self, known_as: &str, (file, id): (usize, &str)) -> bool {
        let is_new = self.met.insert(hashed(&format!("{file} {id} {known_as}")));
        if is_new {
            self.of.entry(hashed(known_as)).or_default()[0] += 1;
        }
        is_new
    }

    /// Those that some machines have today, and more had.
    pub(super) fn short(&self) -> HashSet<u64> {
        let short = |[earlier, today]: [u32; 2]| earlier > today && today > 0;
        self.of.iter().filter(|(_, held)| short(**held)).map(|(number, _)| *number).collect()
    }

    /// How many more machines have a number today.
    pub(super) fn more(&self) -> u64 {
        self.of.values().map(|[earlier, today]| u64::from(today.saturating_sub(*earlier))).sum()
    }
}
