//! What an earlier inventory has and today's has not: reported, never deleted or added.

use super::disappeared::{Disappeared, NumbersHeld, hashed, list_of, numbered_as};
use super::given::given;
use super::merging::each_row;
use super::run::Walk;
use equipment::{Aside, Outside, State, ToldRow, identity};
use factor::TypeId;
use ground::fault::Fault;
use inventory::number_in_list;
use std::borrow::Cow;
use std::collections::HashSet;
use std::path::PathBuf;

/// A set of identifiers, 8 bytes each.
#[derive(Debug, Clone, Default)]
pub struct IdentifierSet(HashSet<u64>);

impl IdentifierSet {
    /// Adds an identifier; `false` when it was there.
    pub fn add(&mut self, id: &str) -> bool {
        self.0.insert(hashed(id))
    }

    /// Whether an identifier was added.
    pub fn has(&self, id: &str) -> bool {
        self.0.contains(&hashed(id))
    }
}

/// An earlier inventory held against today's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SinceInventory {
    /// What is no longer there, in the order of the earlier inventory.
    pub disappeared: Vec<Disappeared>,
    /// How many of today's equipment are new.
    pub new: u64,
    /// Equipment without identifier, then and today: it cannot be held against other.
    pub unnamed: u64,
}

impl Walk<'_> {
    /// Holds an earlier inventory against today's: the identifiers of what was kept, and the others
    /// that merged equipment goes by.
    ///
    /// What had left already is not reported again; nor is what could not be used, then or today.
    ///
    /// # Errors
    ///
    /// The earlier inventory cannot be read.
    pub fn since(
        &self,
        earlier: &[PathBuf],
        today: &[(String, TypeId)],
        others: &IdentifierSet,
    ) -> Result<SinceInventory, Fault> {
        let own = given(self.estate.inventory_of(self.options.year.year)?, self.estate)?;
        let unnamed = |id: &str| {
            id.rsplit_once(':').is_some_and(|(name, line)| {
                // A sheet is named after its workbook.
                let is = |file: &str| {
                    let rest = name.strip_prefix(file);
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
                };
                line.parse::<u64>().is_ok() && own.tables.iter().any(|file| is(&file.name))
            })
        };
        let mut now = others.clone();
        let mut numbers = NumbersHeld::default();
        for (id, kind) in today.iter().filter(|(id, _)| !unnamed(id)) {
            let as_known = self.known_as(id, *kind);
            now.add(&as_known);
            if number_in_list(id).is_some() {
                numbers.today(&as_known);
            }
        }
        let mut since = SinceInventory::default();
        let mut known = IdentifierSet::default();
        let mut gone: Vec<(usize, Disappeared)> = Vec::new();
        let mut normaliser = self.normaliser()?;
        let (files, all) = self.open_all(earlier)?;
        for (at, (file, given)) in files.iter().zip(&all.tables).enumerate() {
            let orders = self.orders(file)?;
            each_row(file, (&orders, &given.patches), |row| {
                let Ok(equipment) = normaliser.normalise(row) else { return Ok(()) };
                let id = identity(row);
                if id == row.label() {
                    since.unnamed += 1;
                    return Ok(());
                }
                let as_known = self.known_as(&id, equipment.type_id);
                let is_first = match number_in_list(&id) {
                    Some(_) => numbers.earlier(&as_known, (at, &id)),
                    None => !known.has(&as_known),
                };
                let is_here = now.has(&as_known) || others.has(&id);
                if equipment.state != State::Exited && !is_here && is_first {
                    let told = (ToldRow::of(row), row.place());
                    gone.push((at, Disappeared::of(&id, told, &equipment, self.set)));
                }
                known.add(&as_known);
                Ok(())
            })?;
        }
        drop((files, all));
        self.still_read(&mut gone)?;
        let short = numbers.short();
        if !short.is_empty() {
            gone.extend(self.gone_of(&short, earlier)?);
            gone.sort_by_key(|(file, one)| (*file, one.line));
        }
        since.disappeared = gone.into_iter().map(|(_, one)| one).collect();
        for (id, kind) in today {
            let is_new = number_in_list(id).is_none() && !known.has(&self.known_as(id, *kind));
            since.unnamed += u64::from(unnamed(id));
            since.new += u64::from(!unnamed(id) && is_new);
        }
        since.new += numbers.more();
        Ok(since)
    }

    /// What an identifier is compared as. A bare number counts from 1 in each list of a tool, and
    /// is compared within its kind of list; the name of a list before it is left out.
    fn known_as<'i>(&self, id: &'i str, kind: TypeId) -> Cow<'i, str> {
        match number_in_list(id) {
            Some((_, number)) => Cow::Owned(numbered_as(list_of(self.set, kind), number)),
            None => Cow::Borrowed(id),
        }
    }

    /// Takes out what today's files have on a row that was set aside, or is out of scope: it has not
    /// disappeared.
    fn still_read(&self, told: &mut Vec<(usize, Disappeared)>) -> Result<(), Fault> {
        if told.is_empty() {
            return Ok(());
        }
        let mut gone = IdentifierSet::default();
        for (_, one) in &*told {
            gone.add(&one.equipment_id);
        }
        // By identifier and list; by identifier alone where a row does not tell its type.
        let (mut read, mut untyped) = (IdentifierSet::default(), IdentifierSet::default());
        let mut normaliser = self.normaliser()?;
        let (files, all) = self.open_year()?;
        for (file, given) in files.iter().zip(&all.tables) {
            each_row(file, (&self.orders(file)?, &given.patches), |row| {
                let id = identity(row);
                if gone.has(&id) {
                    match normaliser.normalise(row) {
                        Ok(equipment) => read.add(&self.known_as(&id, equipment.type_id)),
                        Err(Aside::OutOfScope(Outside::Type(kind))) => {
                            read.add(&self.known_as(&id, kind))
                        }
                        Err(Aside::OutOfScope(_) | Aside::Reject(_)) => untyped.add(&id),
                    };
                }
                Ok(())
            })?;
        }
        told.retain(|(_, one)| {
            let id = &one.equipment_id;
            let kind = self.set.type_named(&one.equipment_type);
            !untyped.has(id) && !kind.is_some_and(|kind| read.has(&self.known_as(id, kind)))
        });
        Ok(())
    }
}
