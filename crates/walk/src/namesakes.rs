//! Machines that share a number: each list of a tool counts from 1, and two lists of one kind have a
//! machine 12 each.
//!
//! A number that fewer machines have today than before tells that some are gone, not which: the serial
//! number does, else the list that each stands in, else the order.

use super::disappeared::{Disappeared, hashed, list_of, numbered_as};
use super::given::AllGiven;
use super::merging::each_row;
use super::run::Walk;
use equipment::{Aside, Outside, State, ToldRow, identity};
use factor::TypeId;
use ground::fault::Fault;
use inventory::{InventoryFile, list_name, number_in_list};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::num::NonZeroU64;
use std::path::PathBuf;

/// A machine of a number.
struct Numbered {
    /// The file it stands in, of all that are read.
    file: usize,
    /// The list that its identifier says, else its file's.
    list: String,
    serial: Option<NonZeroU64>,
    /// What is told of it once it is gone; nothing where it had left by then, or is of today.
    told: Option<Disappeared>,
}

impl Numbered {
    /// Whether it may be another one: no two serial numbers say that they are two.
    fn may_be(&self, other: &Self) -> bool {
        self.serial.is_none() || other.serial.is_none() || self.serial == other.serial
    }
}

/// What says that a machine then is one of today's.
type Tie = fn(&Numbered, &Numbered) -> bool;

impl Walk<'_> {
    /// What is gone of the machines whose number is short.
    pub(super) fn gone_of(
        &self,
        short: &HashSet<u64>,
        earlier: &[PathBuf],
    ) -> Result<Vec<(usize, Disappeared)>, Fault> {
        let then = self.numbered(short, self.open_all(earlier)?)?;
        let today = self.numbered(short, self.open_year()?)?;
        let mut gone = Vec::new();
        for (number, mut before) in then {
            let mut free: Vec<&Numbered> = today.get(&number).into_iter().flatten().collect();
            let ties: [Tie; 3] = [
                |old, new| old.serial.is_some() && old.serial == new.serial,
                |old, new| old.list == new.list && old.may_be(new),
                Numbered::may_be,
            ];
            for tie in ties {
                before.retain(|old| match free.iter().position(|new| tie(old, new)) {
                    Some(at) => {
                        free.remove(at);
                        false
                    }
                    None => true,
                });
            }
            gone.extend(before.into_iter().filter_map(|old| Some((old.file, old.told?))));
        }
        Ok(gone)
    }

    /// The rows that have one of those numbers, in the order of their files.
    fn numbered(
        &self,
        short: &HashSet<u64>,
        (files, all): (Vec<InventoryFile>, AllGiven),
    ) -> Result<BTreeMap<u64, Vec<Numbered>>, Fault> {
        let mut numbered: BTreeMap<u64, Vec<Numbered>> = BTreeMap::new();
        let mut normaliser = self.normaliser()?;
        let lists: BTreeSet<&str> =
            (0..).zip(&self.set.types).map(|(at, _)| list_of(self.set, TypeId(at))).collect();
        for (at, (file, given)) in files.iter().zip(&all.tables).enumerate() {
            each_row(file, (&self.orders(file)?, &given.patches), |row| {
                let id = identity(row);
                let Some((list, number)) = number_in_list(&id) else { return Ok(()) };
                let is_short = |list: &str| short.contains(&hashed(&numbered_as(list, number)));
                if !lists.iter().any(|list| is_short(list)) {
                    return Ok(());
                }
                let equipment = normaliser.normalise(row);
                let kind = match &equipment {
                    Ok(equipment) => Some(equipment.type_id),
                    Err(Aside::OutOfScope(Outside::Type(kind))) => Some(*kind),
                    // A row that does not tell its type may be of any list.
                    Err(Aside::OutOfScope(_) | Aside::Reject(_)) => None,
                };
                let own = kind.map(|kind| list_of(self.set, kind));
                let here = equipment.ok().filter(|one| one.state != State::Exited);
                let serial = ToldRow::of(row).serial();
                for kind in lists.iter().filter(|list| own.is_none_or(|own| own == **list)) {
                    let key = hashed(&numbered_as(kind, number));
                    if !short.contains(&key) {
                        continue;
                    }
                    let met = numbered.entry(key).or_default();
                    let list = list.map_or_else(|| list_name(&given.name), str::to_owned);
                    let again = |one: &Numbered| {
                        serial.is_some() && one.serial == serial
                            || one.file == at && one.list == list
                    };
                    if !met.iter().any(again) {
                        let told = here.as_ref().map(|one| {
                            let told = (ToldRow::of(row), row.place());
                            Disappeared::of(&id, told, one, self.set)
                        });
                        met.push(Numbered { file: at, list, serial, told });
                    }
                }
                Ok(())
            })?;
        }
        Ok(numbered)
    }
}
