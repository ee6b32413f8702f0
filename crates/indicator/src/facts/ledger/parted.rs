//! The lines that the units of a movement are, where a row has several.

use super::super::unit::Unit;
use super::LedgerOverlay;
use equipment::State;
use ground::table::Day;
use ledger::movement::{Movement, MovementKind};
use std::collections::VecDeque;

/// Whether two lines are parts of one row, that movements of some of its units make.
pub(in super::super) fn of_one_row(one: &Unit, other: &Unit) -> bool {
    (one.row, one.id) == (other.row, other.id)
}

impl LedgerOverlay<'_> {
    /// The lines that so many units of a row are, where they came, leave it or are taken out of use:
    /// the parts that a walk made for this movement, then others of its row.
    pub(super) fn moved(&mut self, at: u32, movement: &Movement, units: f64) -> Vec<u32> {
        if movement.kind == MovementKind::Purchase {
            return self.came(at, movement.date);
        }
        let leaves = self.ledger.exit_route(movement).is_some();
        if !leaves && movement.kind != MovementKind::Decommission {
            return vec![at];
        }
        let parts = self.parts_of(at);
        let all: f64 = parts.iter().map(|part| self.units[*part as usize].quantity).sum();
        if all <= 1.0 {
            return vec![at];
        }
        let (mut wanted, mut found) = (units, Vec::new());
        for part in &parts {
            let unit = &self.units[*part as usize];
            let day = if leaves { unit.exited } else { unit.decommissioned };
            if day == Some(movement.date) && wanted > 0.0 {
                wanted -= unit.quantity;
                found.push(*part);
            }
        }
        if wanted <= 0.0 {
            return found;
        }
        // What left before a row's inventory was closed is none of the units that it counts.
        let seen = self.units[at as usize].seen;
        let is_before = leaves && seen.is_some_and(|year| movement.date.year() <= year);
        match (self.is_walked(at), leaves) {
            (_, true) if is_before || self.is_walked(at) => {
                self.uncounted(at, wanted, &mut found);
            }
            (true, _) => {
                self.out_of_use.entry(at).or_default().push_back((movement.date, wanted));
            }
            (false, _) => self.part(at, parts, wanted, leaves, &mut found),
        }
        found
    }

    /// The parts of a row that were bought on a day: where all of its parts have one day, which is the
    /// row's own, all of them.
    fn came(&self, at: u32, day: Day) -> Vec<u32> {
        let parts = self.parts_of(at);
        let acquired = |part: &u32| self.units[*part as usize].acquired;
        if parts.iter().all(|part| acquired(part) == acquired(&at)) {
            return parts;
        }
        parts.into_iter().filter(|part| acquired(part) == Some(day)).collect()
    }

    /// The parts of a row: those that a walk made follow each other.
    fn parts_of(&self, at: u32) -> Vec<u32> {
        let first = &self.units[at as usize];
        let of = if self.is_walked(at) { self.walked } else { self.counted };
        let next = (at + 1..).zip(self.units.get(at as usize + 1..of).into_iter().flatten());
        let made = next.take_while(|(_, unit)| of_one_row(unit, first)).map(|(part, _)| part);
        let moved = self.parts.get(&at).into_iter().flatten().copied();
        std::iter::once(at).chain(made).chain(moved).collect()
    }

    /// Lines of their own for units that left a row of the year and that it does not count; those out
    /// of use first. The footprint of the year has nothing of them.
    fn uncounted(&mut self, at: u32, mut wanted: f64, found: &mut Vec<u32>) {
        let row = Unit {
            named: false,
            state: State::InService,
            amortised: 0.0,
            impact: 0.0,
            kwh: 0.0,
            it_kwh: 0.0,
            ..self.units[at as usize]
        };
        while wanted > 0.0 {
            let out = self.out_of_use.get_mut(&at).and_then(VecDeque::pop_front);
            let units = out.map_or(wanted, |(_, units)| units.min(wanted));
            if let Some((day, of)) = out.filter(|(_, of)| *of > units) {
                self.out_of_use.entry(at).or_default().push_front((day, of - units));
            }
            let decommissioned = out.map(|(day, _)| day).or(row.decommissioned);
            found.extend(self.push(&Unit { decommissioned, ..row.part(units) }));
            wanted -= units;
        }
    }

    /// Parts a row that the year's inventory does not have: those out of use leave first, the longest
    /// so before others; those in service are taken out of use.
    fn part(
        &mut self,
        at: u32,
        mut parts: Vec<u32>,
        mut wanted: f64,
        leaves: bool,
        found: &mut Vec<u32>,
    ) {
        let out_since = |part: &u32| self.units[*part as usize].decommissioned;
        parts.retain(|part| {
            !found.contains(part)
                && self.units[*part as usize].exited.is_none()
                && (leaves || out_since(part).is_none())
        });
        parts.sort_by_key(|part| (out_since(part).is_none(), out_since(part)));
        for part in parts {
            if wanted <= 0.0 {
                return;
            }
            let whole = self.units[part as usize];
            if whole.quantity <= wanted {
                wanted -= whole.quantity;
                found.push(part);
            } else {
                self.units[part as usize] = whole.part(whole.quantity - wanted);
                let own = self.push(&Unit { named: false, ..whole.part(wanted) });
                self.parts.entry(at).or_default().extend(own);
                found.extend(own);
                return;
            }
        }
        // Of what left already a movement may tell more.
        if found.is_empty() {
            found.push(at);
        }
    }

    fn push(&mut self, unit: &Unit) -> Option<u32> {
        let at = u32::try_from(self.units.len()).ok()?;
        self.units.push(*unit);
        Some(at)
    }
}
