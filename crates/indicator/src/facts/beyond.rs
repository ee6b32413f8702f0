//! Numbers that cannot be: lots that take more of a type than was there, and lines of which one year tells
//! how many they are and the other does not.

use super::dispute::{Dispute, OtherAccount};
use super::ledger::of_one_row;
use super::unit::Unit;
use super::year::EstateYear;
use equipment::State;
use factor::TypeId;
use ground::provenance::Assumption;
use ledger::movement::most_there;
use std::collections::{BTreeMap, HashMap, HashSet};

impl EstateYear<'_> {
    /// Lines of one unit where nothing says how many they are, and of several by the inventory before, or
    /// the one after.
    pub(super) fn counted_beside(&self, met: &mut Vec<Dispute>) {
        let untold = self.untold_numbers();
        if untold.is_empty() {
            return;
        }
        let earlier = self.gathered.earlier(self.number());
        let before = earlier.first().map(|(_, units)| *units);
        let after = self.gathered.years.range(self.number() + 1..).next();
        let beside = [before, after.map(|(_, rows)| rows.units.as_slice())];
        let mut counts: HashMap<u64, f64> = HashMap::new();
        for line in beside.into_iter().flatten().flat_map(|units| units.chunk_by(of_one_row)) {
            if line[0].named && !line[0].assumed.contains(Assumption::OneUnit) {
                let sum: f64 = line.iter().map(|unit| unit.quantity).sum();
                if sum > 1.0 {
                    counts.entry(line[0].id).or_insert(sum);
                }
            }
        }
        for at in untold {
            let unit = &self.units[at as usize];
            if let Some(count) = counts.get(&unit.id) {
                met.push(Dispute { at, units: *count, other: OtherAccount::Count(*count) });
            }
        }
    }

    /// The places of the year's lines of one unit of which nothing says how many they are: by a cell that
    /// is empty, or in a file of which no row is of several.
    fn untold_numbers(&self) -> Vec<u32> {
        let listed = &self.units[..self.n_inventory];
        let of_several = listed.iter().filter(|unit| unit.quantity > 1.0);
        let telling: HashSet<u16> = of_several.map(|unit| unit.row.file).collect();
        let is_untold = |unit: &Unit| {
            unit.named
                && (unit.quantity - 1.0).abs() < 1e-9
                && unit.exited.is_none()
                && (unit.assumed.contains(Assumption::OneUnit) || !telling.contains(&unit.row.file))
        };
        let units = (0_u32..).zip(listed);
        units.filter(|(_, unit)| is_untold(unit)).map(|(at, _)| at).collect()
    }

    /// Whether a line of several by the inventory before is one of which nothing says how many it is now.
    pub(super) fn untold_lines(&self) -> HashSet<u64> {
        self.untold_numbers().iter().map(|at| self.units[*at as usize].id).collect()
    }

    /// Lots that leave in the year with more of a type than the last inventory before has, with what came
    /// since: the one that takes too many by itself, else all of that type.
    pub(super) fn lots_beyond(&self, met: &mut Vec<Dispute>) {
        let lots: Vec<u32> = (0_u32..)
            .zip(&self.units)
            .filter(|(_, unit)| self.is_of_a_lot(unit) && self.left_in_year(unit))
            .map(|(at, _)| at)
            .collect();
        if lots.is_empty() {
            return;
        }
        let there = self.there_at_most();
        let root = |at: u32| self.root_of(self.units[at as usize].type_id);
        let roots: std::collections::BTreeSet<TypeId> = lots.iter().map(|at| root(*at)).collect();
        for of in roots {
            // A type that no list has is not listed.
            let Some(there) = there.get(&of) else { continue };
            let own = self.left().filter(|unit| self.root_of(unit.type_id) == of);
            let left: f64 = own.map(|unit| unit.quantity).sum();
            if left <= *there {
                continue;
            }
            let own: Vec<u32> = lots.iter().copied().filter(|at| root(*at) == of).collect();
            let is_alone = |at: &u32| self.units[*at as usize].quantity > *there;
            let alone: Vec<u32> = own.iter().copied().filter(is_alone).collect();
            for at in if alone.is_empty() { own } else { alone } {
                let units = self.units[at as usize].quantity;
                met.push(Dispute { at, units, other: OtherAccount::Never });
            }
        }
    }

    /// Whether it left in the year.
    pub(super) fn left_in_year(&self, unit: &Unit) -> bool {
        unit.exited.is_some_and(|day| self.in_year(day))
    }

    /// How many of each type were there at most in the year: of each line what the inventory before or
    /// this one counts, and what the ledger alone has come. A type of which rows were set aside has no most.
    fn there_at_most(&self) -> BTreeMap<TypeId, f64> {
        let earlier = self.gathered.earlier(self.number());
        let Some((_, before)) = earlier.first() else { return BTreeMap::new() };
        let was_there = |unit: &&Unit, at: usize| {
            unit.state != State::Ordered && (at == 1 || unit.state != State::Exited)
        };
        let listed = [*before, &self.units[..self.n_inventory]].into_iter().enumerate();
        let lines = listed.flat_map(|(at, units)| {
            units.chunk_by(of_one_row).map(move |line| {
                let own = line.iter().filter(|unit| was_there(unit, at));
                let name = line[0].named.then_some(line[0].id);
                let sum = own.map(|unit| unit.quantity).sum();
                ((self.root_of(line[0].type_id), name), at, sum)
            })
        });
        let mut there = most_there(lines);
        let of_ledger = self.units[self.n_inventory..].iter().filter(|unit| unit.seen.is_none());
        for unit in of_ledger.filter(|unit| unit.acquired.is_some()) {
            if let Some(there) = there.get_mut(&self.root_of(unit.type_id)) {
                *there += unit.quantity;
            }
        }
        let aside = self.rows.aside.iter().map(|one| one.type_id.map(|id| self.root_of(id)));
        for root in aside {
            match root {
                Some(root) => drop(there.remove(&root)),
                None => there.clear(),
            }
        }
        there
    }
}
