//! What the last inventory before a year had, and that nothing has since: gone, nobody knows how.

use super::unit::{Unit, unit_key};
use super::year::EstateYear;
use equipment::State;
use factor::TypeId;
use ledger::movement::MovementAside;
use std::collections::{BTreeMap, HashMap, HashSet};

impl EstateYear<'_> {
    /// What left the list since the inventory before without a movement: whole units, and what a line of
    /// several counts no more. They may have gone any way, or be here still.
    pub(super) fn vanished_of_year(&self) -> Vec<Unit> {
        let before = self.gathered.earlier(self.number());
        let Some((last, listed)) = before.first() else { return Vec::new() };
        let Some(eve) = self.gathered.cut_off(*last) else { return Vec::new() };
        let own = |unit: &&Unit| unit.is_of_the_organisation();
        let gone = self.units.iter().filter(own).filter(|unit| {
            unit.seen == Some(*last) && self.has_vanished(unit) && unit.state != State::Ordered
        });
        let mut all: Vec<Unit> = gone.copied().collect();
        let was_there = |unit: &&Unit| {
            let state = unit.presence().state_on(eve);
            !matches!(state, State::Exited | State::Ordered)
        };
        let mut counted: HashMap<u64, (f64, Unit)> = HashMap::new();
        let lines = listed.chunk_by(super::ledger::of_one_row);
        for line in lines.filter(|line| line[0].named && line[0].is_of_the_organisation()) {
            let sum: f64 = line.iter().filter(was_there).map(|unit| unit.quantity).sum();
            if sum > 1.0 {
                counted.insert(line[0].id, (sum, line[0]));
            }
        }
        let untold = if counted.is_empty() { HashSet::new() } else { self.untold_lines() };
        counted.retain(|id, _| !untold.contains(id));
        for unit in &self.units {
            let is_accounted = unit.exited.is_none_or(|day| self.in_year(day));
            let is_of_year = unit.seen == Some(self.number()) && is_accounted;
            if let Some((left, _)) = counted.get_mut(&unit.id).filter(|_| is_of_year) {
                *left -= unit.quantity;
            } else if unit.seen != Some(self.number()) {
                // A line that is gone whole stands above.
                counted.remove(&unit.id);
            }
        }
        let mut fewer: Vec<(f64, Unit)> =
            counted.into_values().filter(|(left, _)| *left > 0.0).collect();
        fewer.sort_by_key(|(_, unit)| (unit.row.file, unit.row.line));
        all.extend(fewer.into_iter().map(|(left, unit)| Unit { exited: None, ..unit.part(left) }));
        self.without_lots(all)
    }

    /// Leaves out as many of each type as left in lots of the year that name no unit.
    fn without_lots(&self, mut gone: Vec<Unit>) -> Vec<Unit> {
        let mut in_lots: BTreeMap<TypeId, f64> = BTreeMap::new();
        let lots = self.units.iter().filter(|unit| self.is_of_a_lot(unit));
        for unit in lots.filter(|unit| self.left_in_year(unit)) {
            *in_lots.entry(self.root_of(unit.type_id)).or_default() += unit.quantity;
        }
        for unit in &mut gone {
            if let Some(units) = in_lots.get_mut(&self.root_of(unit.type_id)) {
                let taken = units.min(unit.quantity);
                *units -= taken;
                *unit = unit.part(unit.quantity - taken);
            }
        }
        gone.retain(|unit| unit.quantity > 0.0);
        gone
    }

    /// Whether a row of the ledger that was set aside names one of them.
    pub(crate) fn is_of_vanished(&self, row: &MovementAside) -> bool {
        let Some((unit, ledger)) = row.unit.zip(self.ledger()) else { return false };
        let key = unit_key(ledger.words.text(unit));
        self.vanished_in_year.iter().any(|gone| gone.id == key)
    }

    /// How many of them there are.
    pub(crate) fn vanished_units(&self) -> f64 {
        self.vanished_in_year.iter().map(|unit| unit.quantity).sum()
    }
}
