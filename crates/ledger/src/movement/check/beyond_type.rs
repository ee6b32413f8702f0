//! Lots that take more of a type than the inventories have.

use super::{finding, single_type};
use crate::movement::{FindingKind, Holdings, Ledger, LedgerFinding, Movement, MovementKind};
use equipment::{State, Vocabulary};
use factor::{FactorSet, TypeId};
use ground::text;
use std::collections::{BTreeMap, HashSet};

/// The units of a type that left one by one, and the lots of others.
type LeftOfType<'a> = (f64, Vec<(f64, &'a Movement)>);

/// Finds them between each inventory and the next: the lot that takes too many by itself, else the last.
pub(super) fn lots(
    ledger: &Ledger,
    holdings: &[Holdings],
    (words, set): (&Vocabulary, &FactorSet),
    findings: &mut Vec<LedgerFinding>,
) {
    let told = |movement: &Movement| {
        let word = movement.equipment_type?;
        single_type(words, ledger.words.text(word)).map(|id| set.root(id))
    };
    let is_lot = |movement: &Movement| {
        movement.unit.is_none() && ledger.exit_route(movement).is_some() && told(movement).is_some()
    };
    if !ledger.movements.iter().any(is_lot) {
        return;
    }
    let lots_told: HashSet<_> = ledger
        .movements
        .iter()
        .filter(|one| one.unit.is_none())
        .filter_map(|one| Some((one.lot?, one.kind)))
        .collect();
    for pair in holdings.windows(2) {
        let [before, now] = pair else { continue };
        let within = |one: &&Movement| before.cut_off < one.date && one.date <= now.cut_off;
        let Some(mut there) = there_at_most([before, now], set) else { continue };
        let mut left: BTreeMap<TypeId, LeftOfType<'_>> = BTreeMap::new();
        let mut named: HashSet<(u32, MovementKind)> = HashSet::new();
        for movement in ledger.movements.iter().filter(within) {
            let held = movement.unit.and_then(|unit| before.unit(unit).or_else(|| now.unit(unit)));
            let root = held.and_then(|held| held.type_id).map(|id| set.root(id));
            let Some(root) = root.or_else(|| told(movement)) else { continue };
            let units = movement.units().unwrap_or(1.0);
            if movement.kind == MovementKind::Purchase && held.is_none() {
                if let Some(there) = there.get_mut(&root) {
                    *there += units;
                }
            } else if ledger.exit_route(movement).is_some() {
                let of = left.entry(root).or_default();
                match movement.unit {
                    None => of.1.push((units, movement)),
                    // A unit that names its lot is in it.
                    Some(unit) => {
                        let within_one = movement
                            .lot
                            .is_some_and(|lot| lots_told.contains(&(lot, movement.kind)));
                        if !within_one && named.insert((numbered(unit), movement.kind)) {
                            of.0 += units;
                        }
                    }
                }
            }
        }
        for (root, (named, lots)) in left {
            let Some(there) = there.get(&root).copied() else { continue };
            let left = named + lots.iter().map(|(units, _)| units).sum::<f64>();
            if left <= there {
                continue;
            }
            let alone: Vec<_> = lots.iter().filter(|(units, _)| *units > there).collect();
            let which = if alone.is_empty() { lots.last().into_iter().collect() } else { alone };
            let (code, year) = (&set.equipment_type(root).code, now.year);
            for (_, lot) in which {
                let detail = text!(
                    "{left} `{code}` sortis, {there} au plus depuis l'inventaire d'avant {year}",
                    "{left} `{code}` left, of {there} at most since the inventory before {year}"
                );
                findings.push(finding(FindingKind::MoreLeftThanThere, lot, detail));
            }
        }
    }
}

fn numbered(unit: crate::movement::LedgerWord) -> u32 {
    ground::table::numbered(unit.index())
}

/// How many of each type were there at most, by the units that two inventories, the earlier (0) and the later
/// (1), have of each line: of a line the more of the two.
pub fn most_there<L: Ord>(
    lines: impl IntoIterator<Item = ((TypeId, L), usize, f64)>,
) -> BTreeMap<TypeId, f64> {
    let mut told: BTreeMap<(TypeId, L), [f64; 2]> = BTreeMap::new();
    for (line, year, units) in lines {
        told.entry(line).or_insert([0.0; 2])[year] += units;
    }
    let mut there: BTreeMap<TypeId, f64> = BTreeMap::new();
    for ((root, _), [before, now]) in told {
        *there.entry(root).or_default() += before.max(now);
    }
    there
}

/// How many of each type were there at most between two inventories, of the types that they list; none
/// where a row was set aside, or names nothing.
fn there_at_most(two: [&Holdings; 2], set: &FactorSet) -> Option<BTreeMap<TypeId, f64>> {
    let mut lines = Vec::new();
    for (at, year) in two.into_iter().enumerate() {
        if year.unidentified > 0 {
            return None;
        }
        for held in &year.units {
            let (root, units) = (set.root(held.type_id?), held.quantity?);
            if (at == 1 || held.is_here()) && held.state != Some(State::Ordered) {
                lines.push(((root, held.unit.index()), at, units));
            }
        }
    }
    Some(most_there(lines))
}
