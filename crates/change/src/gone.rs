//! What the ledger of an estate proves to have left, by an act or not.

use super::seen::WeighedRow;
use equipment::{Marks, TypeAnswer, Vocabulary};
use factor::{FactorSet, TypeId};
use ground::table::{Day, fold};
use ledger::movement::{
    DecommissionReason, Details, Evidence, Ledger, LedgerWord, MovedTogether, Movement,
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::num::NonZeroU64;
use walk::Walk;

/// What the ledger of an estate proves to have left up to a day: units by their identifiers, each with
/// how many of it, and lots of which it tells where they were taken from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gone {
    /// Units that left by an act.
    acts: UnitsGone,
    /// Those that were lost or stolen, which is told and nobody's act.
    lost: UnitsGone,
    /// By the name of the site, and of the entity, that they left.
    lots: [HashMap<String, Vec<LotGone>>; 2],
}

/// Units that left, by their identifiers.
#[derive(Debug, Clone, Default)]
struct UnitsGone {
    units: HashMap<NonZeroU64, f64>,
    /// The same, where the ledger names them by what may be a serial number.
    serials: HashMap<NonZeroU64, f64>,
}

impl UnitsGone {
    fn add(&mut self, name: &str, left: f64) {
        if left <= 0.0 {
            return;
        }
        self.units.extend(Marks::id_of(name).map(|id| (id, left)));
        self.serials.extend(Marks::serial_of(name).map(|serial| (serial, left)));
    }

    /// The part of a row's units.
    fn part(&self, row: &WeighedRow) -> f64 {
        let by_serial = || self.serials.get(&row.marks.serial?);
        let left = row.marks.id.and_then(|id| self.units.get(&id)).or_else(by_serial);
        left.map_or(0.0, |left| (left / row.units).min(1.0))
    }
}

/// A lot that left.
#[derive(Debug, Clone, Copy)]
struct LotGone {
    on: Day,
    /// What it was of, where that is told.
    root: Option<TypeId>,
    units: f64,
}

/// Units of lots that left a place, by what they were of, where that is told.
pub(crate) type LotsGone = BTreeMap<Option<TypeId>, f64>;

impl Gone {
    /// What left of an estate. A ledger that cannot be read proves nothing, which its walk says.
    pub(crate) fn of(walk: &Walk<'_>, until: Day) -> Self {
        use DecommissionReason::{Lost, Stolen, Vanished};
        let path = walk.estate.movements_file();
        let card = &walk.estate.card;
        let file = walk.estate.card_file();
        let words = Vocabulary::new(walk.set, &card.types, &card.states, &file).ok();
        let Some((path, words)) = path.zip(words) else { return Self::default() };
        let Ok((ledger, _)) = Ledger::of_estate(&path, walk.estate, walk.set, &words) else {
            return Self::default();
        };
        let fates = ledger.fates(until);
        let mut gone = Self::default();
        let reason_of =
            |movement: &Movement| ledger.decommission(movement).and_then(|record| record.reason);
        // Who lost a machine, or finds that it is not listed, did nothing with it.
        let is_act = |movement: &Movement| {
            movement.evidence == Evidence::Declared
                && !matches!(reason_of(movement), Some(Lost | Stolen | Vanished))
        };
        let lines = |keeps: &dyn Fn(&Movement) -> bool| -> HashSet<u32> {
            let kept = ledger.movements.iter().filter(|movement| keeps(movement));
            kept.map(|movement| movement.line).collect()
        };
        let acts = lines(&is_act);
        let lost = lines(&|movement| {
            movement.evidence == Evidence::Declared
                && matches!(reason_of(movement), Some(Lost | Stolen))
        });
        let named: BTreeSet<LedgerWord> =
            ledger.movements.iter().filter_map(|movement| movement.unit).collect();
        for word in named {
            let Some(fate) = fates.get(word.index()).and_then(Option::as_ref) else { continue };
            // Of what was only deduced to have left, that it was taken out of use stands.
            let line = |one: &MovedTogether| {
                let told = |line: &u32| acts.contains(line) || lost.contains(line);
                one.gone_by().into_iter().flatten().find(told)
            };
            let gone_by = |lines: &HashSet<u32>| -> f64 {
                let by_these =
                    |one: &&MovedTogether| line(one).is_some_and(|line| lines.contains(&line));
                fate.moved.iter().filter(by_these).map(|one| one.units).sum()
            };
            gone.acts.add(ledger.words.text(word), gone_by(&acts));
            gone.lost.add(ledger.words.text(word), gone_by(&lost));
        }
        for movement in ledger.movements.iter().filter(|movement| is_act(movement)) {
            let leaves = matches!(movement.details, Details::Exit(_) | Details::Handover(_));
            if let Some(units) = movement.units()
                && leaves
                && movement.unit.is_none()
                && movement.date <= until
                && is_equipment(movement, &ledger, &words)
            {
                let root = root_of(movement, &ledger, &words, walk.set);
                for (lots, place) in gone.lots.iter_mut().zip([movement.site, movement.entity]) {
                    let name = name_key(ledger.words.or_empty(place));
                    lots.entry(name).or_default().push(LotGone { on: movement.date, root, units });
                }
            }
        }
        gone
    }

    /// The part of a row's units that left, by what it tells itself or by the ledger.
    pub(crate) fn part(&self, row: &WeighedRow) -> f64 {
        if row.told.exited.is_some() { 1.0 } else { self.acts.part(row) }
    }

    /// The part of a row's units of which it is told that they left, by an act or not.
    pub(crate) fn told(&self, row: &WeighedRow) -> f64 {
        (self.part(row) + self.lost.part(row)).min(1.0)
    }

    /// Units of lots that left a site, or an entity, since a day.
    pub(crate) fn of_lots(&self, name: &str, is_site: bool, since: Day) -> LotsGone {
        let lots = self.lots[usize::from(!is_site)].get(&name_key(name));
        let mut gone = LotsGone::new();
        for lot in lots.into_iter().flatten().filter(|lot| lot.on >= since) {
            *gone.entry(lot.root).or_default() += lot.units;
        }
        gone
    }
}

/// Whether a lot is of equipment: chairs are not.
fn is_equipment(movement: &Movement, ledger: &Ledger, words: &Vocabulary) -> bool {
    let answer = movement.equipment_type.map(|word| words.type_of(ledger.words.text(word)));
    !matches!(answer, Some(TypeAnswer::Outside(_)))
}

/// What a lot is of, where that is told.
fn root_of(
    movement: &Movement,
    ledger: &Ledger,
    words: &Vocabulary,
    set: &FactorSet,
) -> Option<TypeId> {
    match words.type_of(ledger.words.text(movement.equipment_type?)) {
        TypeAnswer::Plain(id) | TypeAnswer::Usual(id) => Some(set.root(id)),
        _ => None,
    }
}

/// What a name is told from others by; a name of signs alone, by itself.
pub(crate) fn name_key(name: &str) -> String {
    match fold(name) {
        folded if folded.is_empty() => name.to_owned(),
        folded => folded,
    }
}
