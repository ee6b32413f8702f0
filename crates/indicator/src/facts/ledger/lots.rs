//! Movements of a lot: of the units known to be in it, and of the others as one line.

use super::{LEDGER_FILE, LedgerOverlay, lot_key};
use ledger::movement::{LedgerWord, Movement, MovementKind};
use std::collections::{HashMap, HashSet};

/// The rows that name units of a lot's own row and come after it, by the place of that row.
pub(super) type NamedAfter = HashMap<usize, Vec<usize>>;

/// Which rows name the units of which row of their lot: of those of their kind that come before them the
/// last that holds more than what is named of it already. `order` has the places of movements by date.
pub(super) fn named_after(movements: &[Movement], order: &[usize]) -> NamedAfter {
    // The rows of each lot of a kind, with how many of their units nothing names yet.
    let mut own: HashMap<(LedgerWord, MovementKind), Vec<(usize, f64)>> = HashMap::new();
    let mut named = NamedAfter::new();
    // A unit that several rows name is one.
    let mut seen: HashSet<(LedgerWord, MovementKind, LedgerWord)> = HashSet::new();
    for at in order {
        let movement = &movements[*at];
        let Some(lot) = movement.lot else { continue };
        let Some(unit) = movement.unit else {
            let units = movement.units().unwrap_or(f64::INFINITY);
            own.entry((lot, movement.kind)).or_default().push((*at, units));
            continue;
        };
        let rows = own.get_mut(&(lot, movement.kind));
        let row = rows.and_then(|rows| rows.iter_mut().rev().find(|(_, left)| *left > 0.0));
        if let Some((row, left)) = row
            && seen.insert((lot, movement.kind, unit))
        {
            *left -= movement.units().unwrap_or(1.0);
            named.entry(*row).or_default().push(*at);
        }
    }
    named
}

impl LedgerOverlay<'_> {
    /// A movement of a lot: of the units known to be in it, and of the others as one line.
    pub(super) fn lot(&mut self, (place, movement): (usize, &Movement), lot: LedgerWord) {
        let mut members = self.lots.get(&lot).cloned().unwrap_or_else(Vec::new);
        members.sort_by_key(|(at, _)| *at);
        members.dedup_by_key(|(at, _)| *at);
        let leaves = self.ledger.exit_route(movement).is_some();
        // Those that came or left by another row of the lot are none of this one.
        if leaves || movement.kind == MovementKind::Purchase {
            members.retain(|(at, _)| !self.named_once.contains(&(*at, movement.kind)));
        }
        let mut moved = self.named_after(place, &members);
        for (at, of_line) in members {
            let unit = &self.units[at as usize];
            // A lot's own line stands for the units that have none.
            if unit.row.file == LEDGER_FILE && unit.id == lot_key(self.ledger.words.text(lot)) {
                continue;
            }
            moved += if unit.quantity > 1.0 { of_line } else { unit.quantity };
            // The day it left may be known by the walk already, from this very movement.
            let gone =
                self.left.contains(&at) || unit.exited.is_some_and(|day| day != movement.date);
            if !leaves || !gone {
                for part in self.moved(at, movement, of_line) {
                    self.move_unit(part, movement);
                }
            }
        }
        let key = lot_key(self.ledger.words.text(lot));
        let known = self.places.get(&key).copied();
        let Some(all) = movement.units() else {
            // A lot is the units that are in it; of one that has none nobody knows how many it is.
            if moved <= 0.0 {
                self.leave_open(movement, None);
            }
            return;
        };
        let others = all - moved;
        if others <= 0.0 {
            return;
        }
        let Some(at) = known.or_else(|| self.add(key, movement)) else {
            self.leave_open(movement, Some(others));
            return;
        };
        let held = self.units[at as usize].quantity;
        let at = if known.is_some() && leaves && others < held {
            // Part of a lot leaves: the rest stays as it is.
            let whole = self.units[at as usize];
            self.units[at as usize] = whole.part(held - others);
            self.units.push(whole.part(others));
            u32::try_from(self.units.len() - 1).unwrap_or(at)
        } else {
            if known.is_none() {
                self.units[at as usize].quantity = others;
            }
            at
        };
        self.move_unit(at, movement);
    }

    /// How many of a lot's units have rows of their own further on, which move them: those in it already
    /// are none of these, nor is a row of which no type tells that it is a unit at all.
    fn named_after(&mut self, place: usize, members: &[(u32, f64)]) -> f64 {
        let ledger = self.ledger;
        let mut units: Vec<(u32, f64)> = Vec::new();
        for row in self.named_after.remove(&place).into_iter().flatten() {
            let movement = &ledger.movements[row];
            let Some(at) = movement.unit.and_then(|word| self.unit(movement, word)) else {
                continue;
            };
            let is_new = !members.iter().chain(&units).any(|(known, _)| *known == at);
            if is_new {
                let of_line = movement.units().unwrap_or(1.0);
                let quantity = self.units[at as usize].quantity;
                units.push((at, if quantity > 1.0 { of_line } else { quantity }));
                self.named_once.insert((at, movement.kind));
            }
        }
        units.iter().fold(0.0, |sum, (_, units)| sum + units)
    }
}
