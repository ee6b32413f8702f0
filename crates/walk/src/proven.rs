//! What the ledger proves of units, laid over what their rows say before their days are counted.
//!
//! A movement up to the cut-off date comes before the inventory: the day it was bought where the
//! inventory has another day stand in, the day it was taken out of use, the day it left and how, the
//! proven months of an earlier life. Where the two say different things, that is a conflict.

use equipment::merge::Conflict;
use equipment::{AcquisitionMode, Equipment, ExitRoute, State};
use ground::fault::Fault;
use ground::provenance::Assumption;
use ground::table::Day;
use inventory::Field;
use ledger::movement::{Ledger, Movement, MovementKind, Word};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// Months of a year.
const MONTHS: f64 = 12.0;
/// How a conflict between the ledger and the inventory is settled.
const RULE: &str = "ledger>inventory";

/// What a ledger proves, by unit.
pub(super) struct Proofs {
    ledger: Ledger,
    /// By word that names a unit.
    units: Vec<Option<Proof>>,
}

/// A day, and the line of the ledger that says it.
type Said = (Day, u32);

/// What the movements of a unit come to.
#[derive(Debug, Clone, Copy, Default)]
struct Proof {
    bought: Option<Said>,
    used: Option<Said>,
    out_of_use: Option<Said>,
    left: Option<(Said, ExitRoute)>,
    /// How many of its units left; all where nothing says it.
    leaving: Option<f64>,
    /// Months of use by others before, with a document.
    upstream_months: Option<f64>,
    refurbished: bool,
}

impl Proofs {
    /// Reads the movements up to a day.
    ///
    /// # Errors
    ///
    /// The file is no ledger.
    pub(super) fn read(path: &Path, until: Day) -> Result<Self, Fault> {
        let (ledger, _) = Ledger::read(path)?;
        let mut proofs = Self { units: vec![None; ledger.words.len()], ledger };
        let mut order: Vec<Movement> =
            proofs.ledger.movements.iter().filter(|one| one.date <= until).copied().collect();
        order.sort_by_key(|movement| movement.date);
        let mut lots: HashMap<Word, Vec<Word>> = HashMap::new();
        for movement in &order {
            match (movement.unit, movement.lot) {
                (Some(unit), lot) => {
                    if let Some(lot) = lot {
                        lots.entry(lot).or_default().push(unit);
                    }
                    proofs.take(unit, movement);
                }
                // A lot leaves with the units that are known to be in it, and have not left.
                (None, Some(lot)) => {
                    for unit in lots.get(&lot).into_iter().flatten() {
                        let gone = proofs.units[unit.index()].is_some_and(|one| one.left.is_some());
                        if !gone && movement.kind != MovementKind::Purchase {
                            proofs.take(*unit, movement);
                        }
                    }
                }
                (None, None) => {}
            }
        }
        Ok(proofs)
    }

    /// Lays a movement over what is known of a unit.
    fn take(&mut self, unit: Word, movement: &Movement) {
        let route = self.ledger.exit_route(movement);
        let bought = self.ledger.purchase(movement).copied();
        let of_unit = movement.unit == Some(unit);
        let proof = self.units[unit.index()].get_or_insert_default();
        let said = (movement.date, movement.line);
        match movement.kind {
            MovementKind::Purchase => {
                proof.bought.get_or_insert(said);
                if let Some(bought) = bought {
                    proof.refurbished |= bought.mode == Some(AcquisitionMode::Refurbished);
                    let proven = bought.upstream_months.filter(|_| bought.upstream_proof.is_some());
                    proof.upstream_months = proven.or(proof.upstream_months);
                }
            }
            MovementKind::Assign | MovementKind::Reassign => {
                proof.used.get_or_insert(said);
            }
            MovementKind::Decommission => {
                proof.out_of_use.get_or_insert(said);
            }
            MovementKind::WeeeTreated => return,
            _ => {}
        }
        if let Some(route) = route
            && proof.left.is_none()
        {
            proof.left = Some((said, route));
            proof.leaving = movement.units().filter(|_| of_unit);
        }
    }

    /// What a unit is by the ledger, and what its row says otherwise; `None` where the ledger knows
    /// nothing of it.
    pub(super) fn amend(
        &self,
        id: &str,
        equipment: &Equipment,
        row: (&Arc<str>, u64),
    ) -> Option<(Equipment, Vec<Conflict>)> {
        let word = self.ledger.words.find(id.trim())?;
        let proof = (*self.units.get(word.index())?)?;
        let mut amended = Amended { equipment: *equipment, conflicts: Vec::new() };
        let at = |line: u32| (self.ledger.file.clone(), u64::from(line));
        let mut differ = |field, kept: String, other: String, line| {
            amended.conflicts.push(Conflict {
                equipment_id: id.to_owned(),
                field,
                kept,
                other,
                kept_at: at(line),
                other_at: (row.0.clone(), row.1),
                rule: RULE.to_owned(),
            });
        };
        let it = &mut amended.equipment;
        let stands_in = it.assumed & Assumption::DateStandsIn.bit() != 0;
        if let Some((day, _)) = proof.bought
            && (it.acquired.is_none() || stands_in)
        {
            it.acquired = Some((day, Field::AcquiredOn));
            it.assumed &= !Assumption::DateStandsIn.bit();
        }
        if let (None, Some((day, _))) = (it.started, proof.used.or(proof.bought)) {
            it.started = Some((day, Field::InServiceOn));
        }
        if let (Some(months), true) = (proof.upstream_months, proof.refurbished) {
            it.mode = Some(AcquisitionMode::Refurbished);
            it.upstream_months = Some(months);
            it.upstream_years = months / MONTHS;
        }
        // A movement of some of the units of a line is no movement of the line.
        let partial = proof.leaving.is_some_and(|n| n < it.quantity);
        if let Some((day, line)) = proof.out_of_use.filter(|_| !partial) {
            if let Some(other) = it.decommissioned.filter(|other| *other != day) {
                differ(Field::DecommissionedOn, day.to_string(), other.to_string(), line);
            }
            it.decommissioned = Some(day);
            if !matches!(it.state, State::Exited | State::Decommissioned) {
                if proof.left.is_none() {
                    let (kept, other) = (State::Decommissioned.code(), it.state.code());
                    differ(Field::Status, kept.to_owned(), other.to_owned(), line);
                }
                it.state = State::Decommissioned;
            }
        }
        if let Some(((day, line), route)) = proof.left {
            if partial {
                let left = proof.leaving.unwrap_or(0.0);
                differ(Field::Quantity, it.quantity.to_string(), format!("-{left}"), line);
            } else {
                if let Some(other) = it.exited.filter(|other| *other != day) {
                    differ(Field::ExitedOn, day.to_string(), other.to_string(), line);
                }
                if equipment.state != State::Exited {
                    let (kept, other) = (State::Exited.code(), equipment.state.code());
                    differ(Field::Status, kept.to_owned(), other.to_owned(), line);
                }
                it.exited = Some(day);
                it.route = Some(route);
                it.state = State::Exited;
            }
        }
        Some((amended.equipment, amended.conflicts))
    }
}

/// A unit amended, and what its row says otherwise.
struct Amended {
    equipment: Equipment,
    conflicts: Vec<Conflict>,
}
