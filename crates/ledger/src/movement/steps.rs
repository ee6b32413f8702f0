//! The movements of units, one after the other, those of their lots included.

use super::{Ledger, LedgerWord, MovementKind};
use ground::table::Day;
use std::collections::HashMap;

/// A movement of a unit, by its own row or by that of its lot.
#[derive(Debug, Clone, Copy)]
pub struct LifeStep {
    /// Its place in [`Ledger::movements`].
    pub place: usize,
    /// How many units it moves.
    pub units: f64,
}

/// The movements of each unit, in the order of their days.
pub type LifeSteps = HashMap<LedgerWord, Vec<LifeStep>>;

impl Ledger {
    /// What moves each unit up to a day.
    pub fn steps(&self, until: Day) -> LifeSteps {
        let mut steps = LifeSteps::new();
        self.each_step(&self.in_order(Some(until)), |unit, place, units| {
            steps.entry(unit).or_default().push(LifeStep { place, units });
        });
        steps
    }

    /// The places of the movements up to a day, or all, by their days.
    pub(super) fn in_order(&self, until: Option<Day>) -> Vec<usize> {
        let is_until = |place: &usize| until.is_none_or(|day| self.movements[*place].date <= day);
        let mut order: Vec<usize> = (0..self.movements.len()).filter(is_until).collect();
        order.sort_by_key(|place| self.movements[*place].date);
        order
    }

    /// Tells of each unit what moves it, by its own row or by that of its lot, and how many.
    pub(super) fn each_step(&self, order: &[usize], mut tell: impl FnMut(LedgerWord, usize, f64)) {
        let mut lots: HashMap<LedgerWord, Vec<(LedgerWord, f64)>> = HashMap::new();
        for place in order {
            let movement = &self.movements[*place];
            let leaves = self.exit_route(movement).is_some();
            match (movement.unit, movement.lot) {
                (Some(unit), lot) => {
                    let units = movement.units().unwrap_or(1.0);
                    // What is in a lot leaves with it, unless it left by its own row.
                    if let Some(lot) = lot {
                        let members = lots.entry(lot).or_default();
                        match members.iter_mut().find(|(one, _)| *one == unit) {
                            Some((_, known)) if leaves => *known = (*known - units).max(0.0),
                            Some((_, known)) => *known = known.max(units),
                            None if leaves => {}
                            None => members.push((unit, units)),
                        }
                    }
                    tell(unit, *place, units);
                }
                (None, Some(lot)) if movement.kind != MovementKind::Purchase => {
                    let members = lots.get(&lot).into_iter().flatten();
                    for (unit, units) in members.filter(|(_, units)| *units > 0.0) {
                        tell(*unit, *place, *units);
                    }
                    if leaves {
                        lots.remove(&lot);
                    }
                }
                _ => {}
            }
        }
    }
}
