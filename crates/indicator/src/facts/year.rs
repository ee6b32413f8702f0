//! The state of the estate in one year, with what came and left in it.

use super::aside::{OpenUnits, TypeYears};
use super::digits::told;
use super::dispute::Dispute;
use super::gather::{Gathered, YearRows};
use super::ledger::{InUse, LedgerOverlay, NONE, lot_key, of_one_row, places};
use super::lifetimes::Lives;
use super::spent::{SpentSums, mode_told};
use super::unit::Unit;
use super::waste::{WasteLot, lots_of_year};
use equipment::State;
use factor::{FactorSet, TypeId, TypeKind};
use footprint::impact::AssessedYear;
use ground::quantity::Interval;
use ground::table::{Day, numbered};
use ledger::lifetime::ExitsRecorded;
use ledger::movement::{ExitRoute, Ledger, LedgerWord, Movement, MovementAside, MovementKind};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// One year of an estate.
pub struct EstateYear<'a> {
    /// What it was made from.
    pub gathered: &'a Gathered<'a>,
    /// The lines and the footprint of the year's inventory.
    pub rows: &'a YearRows,
    /// The year.
    pub year: AssessedYear,
    /// Every line known by the cut-off date: the year's inventory first, then what earlier
    /// inventories and the ledger know besides.
    pub units: Vec<Unit>,
    /// How many of them are of the year's inventory.
    pub n_inventory: usize,
    /// The lots handed over as waste in the year.
    pub lots: Vec<WasteLot>,
    /// Days in use of units, by their place.
    pub in_use: InUse,
    /// From when to when exits were recorded.
    pub records: ExitsRecorded,
    /// Units of earlier inventories that are gone without a recorded exit.
    pub vanished: f64,
    /// What left the list in the year without a movement.
    pub vanished_in_year: Vec<Unit>,
    /// Movements of units whose type nothing tells, or of which nobody knows how many.
    pub open_moves: Vec<MovementAside>,
    pub(super) weights: Vec<Option<Interval>>,
    pub(super) references: Vec<Option<f64>>,
    pub(super) roots: Vec<TypeId>,
    pub(super) moves: Vec<u32>,
    pub(super) of_word: Vec<u32>,
    pub(super) reused_lots: BTreeSet<LedgerWord>,
    pub(super) kinds: Vec<bool>,
    /// What is told otherwise of its units.
    pub(crate) disputes: Disputes<'a>,
    /// Units that a cell leaves open, found when first asked for.
    pub(crate) open: OnceLock<OpenUnits>,
    /// What a unit of each type of the set weighs in a year at most, by criterion, likewise.
    pub(crate) of_types: OnceLock<Vec<TypeYears>>,
    /// Lifetimes by clock, estimated when first asked for.
    pub(super) lives: [OnceLock<Lives>; 2],
}

/// The other accounts of a year's units by kind, with the year that each kind alone would make.
#[derive(Default)]
pub(crate) struct Disputes<'a> {
    pub(super) kinds: Vec<Vec<Dispute>>,
    pub(super) years: Vec<EstateYear<'a>>,
}

impl<'a> EstateYear<'a> {
    /// Puts a year together; `None` where it has no inventory.
    pub fn of(gathered: &'a Gathered<'a>, year: i32) -> Option<Self> {
        let rows = gathered.years.get(&year)?;
        let until = rows.year.as_of;
        let mut units = rows.units.clone();
        let n_inventory = units.len();
        let mut known = places(units.len() + units.len() / 4);
        for (at, unit) in (0_u32..).zip(&units).filter(|(_, unit)| unit.named) {
            known.entry(unit.id).or_insert(at);
        }
        for (earlier, before) in gathered.earlier(year) {
            let eve = gathered.cut_off(earlier).filter(|_| earlier == year - 1);
            let out_of_use =
                |unit: &Unit| Some(unit.presence().state_on(eve?) == State::Decommissioned);
            let rows = before.chunk_by(of_one_row);
            for parts in rows.filter(|parts| parts[0].named) {
                let first = &parts[0];
                if let Some(at) = known.get(&first.id) {
                    let here = units[*at as usize];
                    let now = units[*at as usize..].iter_mut();
                    for unit in now.take_while(|unit| of_one_row(unit, &here)) {
                        complete(unit, first);
                        let was_out = unit.decommissioned_before;
                        unit.decommissioned_before = was_out.or(out_of_use(first));
                    }
                } else if let Ok(at) = u32::try_from(units.len()) {
                    known.insert(first.id, at);
                    units.extend(
                        parts
                            .iter()
                            .map(|unit| Unit { decommissioned_before: out_of_use(unit), ..*unit }),
                    );
                }
            }
        }
        let mut in_use = InUse::default();
        let (mut open_moves, mut of_word, mut disputes) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(ledger) = &gathered.ledger {
            let words = (&gathered.words, gathered.set);
            let renamed = &gathered.earlier_names;
            let mut overlay = LedgerOverlay::new(ledger, words, &mut units, &mut known, renamed);
            overlay.apply(until);
            in_use = std::mem::take(&mut overlay.in_use);
            open_moves = std::mem::take(&mut overlay.open_moves);
            of_word = std::mem::take(&mut overlay.of_word);
            disputes = std::mem::take(&mut overlay.disputes);
        }
        for unit in &mut units {
            unit.settle(until);
        }
        let mut facts = Self {
            gathered,
            rows,
            year: rows.year,
            n_inventory,
            lots: Vec::new(),
            in_use,
            records: ExitsRecorded { since: until, until },
            vanished: 0.0,
            vanished_in_year: Vec::new(),
            open_moves,
            weights: weights(gathered.set),
            references: references(gathered),
            roots: roots(gathered.set),
            moves: moves(gathered.ledger.as_ref(), rows.year),
            of_word,
            reused_lots: BTreeSet::new(),
            kinds: kinds(gathered.ledger.as_ref()),
            disputes: Disputes::default(),
            open: OnceLock::new(),
            of_types: OnceLock::new(),
            lives: [OnceLock::new(), OnceLock::new()],
            units,
        };
        facts.count_vanished();
        facts.records = ExitsRecorded { since: facts.records_since(), until };
        facts.lots = facts.waste_lots();
        let reused = facts.lots.iter().filter(|lot| lot.was_reused());
        facts.reused_lots = reused.filter_map(|lot| lot.name).collect();
        facts.dispute(disputes);
        Some(facts)
    }

    pub(super) fn count_vanished(&mut self) {
        let gone = self.units.iter().filter(|unit| self.has_vanished(unit));
        self.vanished = gone.map(|unit| unit.quantity).sum();
        self.vanished_in_year = self.vanished_of_year();
    }

    /// The day exits began to be recorded: as declared, else the first exit known, or the first
    /// inventory's cut-off date where that is earlier.
    fn records_since(&self) -> Day {
        if let Some(day) = self.gathered.answers.records_since {
            return day.min(self.year.as_of);
        }
        let exits = self.units.iter().filter_map(|unit| unit.decommissioned.or(unit.exited)).min();
        let first = self.gathered.first_cut_off();
        [exits, first].into_iter().flatten().min().unwrap_or(self.year.as_of)
    }

    fn waste_lots(&self) -> Vec<WasteLot> {
        let Some(ledger) = &self.gathered.ledger else { return Vec::new() };
        let (mut none, mut places) = (Vec::new(), places(0));
        let (said, renamed) = ((&self.gathered.words, self.set()), &self.gathered.earlier_names);
        let mut words = LedgerOverlay::new(ledger, said, &mut none, &mut places, renamed);
        let type_of = |movement: &Movement| {
            let said = || movement.equipment_type.and_then(|word| words.type_of(word));
            self.type_of_moved(movement).or_else(said)
        };
        let weight_of = |movement: &Movement, id: Option<TypeId>| match self.unit_of(movement) {
            Some(unit) => self.weight(unit).map(|(weight, _)| weight),
            None => id.and_then(|id| self.weight_of(id)),
        };
        lots_of_year(ledger, self.year.year, type_of, weight_of)
    }

    /// The calendar year.
    pub fn number(&self) -> i32 {
        self.year.year
    }

    /// The factors.
    pub fn set(&self) -> &'a FactorSet {
        self.gathered.set
    }

    /// The ledger.
    pub fn ledger(&self) -> Option<&'a Ledger> {
        self.gathered.ledger.as_ref()
    }

    /// The headcount of the year.
    pub fn headcount(&self) -> Option<f64> {
        self.gathered.estate.card.headcount(self.year.year)
    }

    /// The lines of the year's inventory that are still held.
    pub fn held(&self) -> impl Iterator<Item = &Unit> {
        self.units[..self.n_inventory].iter().filter(|unit| unit.is_there())
    }

    /// Whether the year has an inventory of which nothing is there any more, or yet.
    pub fn is_all_gone(&self) -> bool {
        0 < self.n_inventory && self.held().next().is_none()
    }

    /// The lines in service at the cut-off date.
    pub fn in_service(&self) -> impl Iterator<Item = &Unit> {
        self.held().filter(|unit| unit.is_in_service())
    }

    /// Whether a day is in the year.
    pub fn in_year(&self, day: Day) -> bool {
        self.year.first <= day && day <= self.year.as_of
    }

    /// What came in the year, the employees' own included. A lot of the ledger counts where the
    /// inventory has no purchase of its type in the year: else it would count twice.
    pub fn came(&self) -> impl Iterator<Item = &Unit> {
        let is_told = self.told_by_units();
        self.known_purchases().filter(move |unit| !is_told(unit))
    }

    /// The lots that tell of purchases which the inventory tells one by one.
    pub fn lots_told_by_units(&self) -> impl Iterator<Item = &Unit> {
        let is_told = self.told_by_units();
        self.known_purchases().filter(move |unit| is_told(unit))
    }

    /// Whether a lot of the ledger is told by the inventory's purchases of its type in the year.
    fn told_by_units(&self) -> impl Fn(&Unit) -> bool + use<'_, 'a> {
        let mut listed = vec![false; self.set().types.len()];
        let own = |unit: &&Unit| unit.seen.is_some() && unit.is_of_the_organisation();
        for unit in self.known_purchases().filter(own) {
            listed[usize::from(self.root_of(unit.type_id).0)] = true;
        }
        move |unit| is_lot(unit) && listed[usize::from(self.root_of(unit.type_id).0)]
    }

    /// What the organisation bought or leased in the year, of what came in it.
    pub fn bought(&self) -> impl Iterator<Item = &Unit> {
        self.came().filter(|unit| unit.is_of_the_organisation())
    }

    /// What the spending of the year is read from: of each type its purchases by unit, or the lots
    /// of the ledger, whichever come to more. Both tell of the same purchases, and neither may know
    /// all prices. Of what is refurbished and of what is not apart, where all that has a price says
    /// which: those are two purchases.
    pub fn spent(&self) -> Vec<&Unit> {
        let own = || self.known_purchases().filter(|unit| unit.is_of_the_organisation());
        let in_lot = |unit: &Unit| unit.seen.is_none() && is_lot(unit);
        let root = |unit: &Unit| usize::from(self.root_of(unit.type_id).0);
        let mut sums = vec![[SpentSums::default(); 3]; self.set().types.len()];
        for unit in own() {
            sums[root(unit)][mode_told(unit)].add(unit, in_lot(unit));
        }
        let by_lots: Vec<[bool; 3]> = sums.iter().map(SpentSums::by_lots).collect();
        own().filter(|unit| by_lots[root(unit)][mode_told(unit)] == in_lot(unit)).collect()
    }

    /// Lines with a purchase in the year, whoever tells it.
    fn known_purchases(&self) -> impl Iterator<Item = &Unit> {
        let of_year = |unit: &&Unit| unit.acquired.is_some_and(|day| self.in_year(day));
        // What is ordered has not come.
        self.units.iter().filter(of_year).filter(|unit| unit.state != State::Ordered)
    }

    /// What the organisation let go of in the year, whether by the inventory or by the ledger.
    pub fn left(&self) -> impl Iterator<Item = &Unit> {
        let own = self.units.iter().filter(|unit| unit.is_of_the_organisation());
        own.filter(|unit| unit.exited.is_some_and(|day| self.in_year(day)))
    }

    /// Whether it is what a lot of the ledger holds that nothing names, and that no inventory has.
    pub fn is_of_a_lot(&self, unit: &Unit) -> bool {
        let name = unit.lot.zip(self.ledger()).map(|(lot, ledger)| ledger.words.text(lot));
        unit.seen.is_none() && name.is_some_and(|name| unit.id == lot_key(name))
    }

    /// The movements of the year, of these kinds.
    pub fn moves<'s>(
        &'s self,
        kinds: &'s [MovementKind],
    ) -> impl Iterator<Item = &'s Movement> + 's {
        let movements = self.ledger().map_or(&[][..], |ledger| ledger.movements.as_slice());
        let of_year = self.moves.iter().filter_map(move |at| movements.get(*at as usize));
        of_year.filter(move |movement| kinds.contains(&movement.kind))
    }

    /// Whether the ledger has a movement in the year.
    pub fn has_moves(&self) -> bool {
        !self.moves.is_empty()
    }

    /// Whether the ledger records movements of a kind, in any year: else none is no count.
    pub fn records_kind(&self, kind: MovementKind) -> bool {
        self.kinds[kind as usize]
    }

    /// The unit of a movement.
    pub fn unit_of(&self, movement: &Movement) -> Option<&Unit> {
        let at = *self.of_word.get(movement.unit?.index())?;
        if at == NONE { None } else { self.units.get(at as usize) }
    }

    /// The type of what a movement moves: its unit's, else the one it says.
    pub fn type_of_moved(&self, movement: &Movement) -> Option<TypeId> {
        self.unit_of(movement).map(|unit| unit.type_id)
    }

    /// Acquisitions that replace an exit, by root type: as many as left, at most.
    pub fn renewals(&self) -> Vec<(TypeId, f64)> {
        let left: BTreeMap<TypeId, f64> = self.by_type(self.left()).into_iter().collect();
        let bought = self.by_type(self.bought()).into_iter();
        bought.map(|(id, n)| (id, n.min(left.get(&id).copied().unwrap_or(0.0)))).collect()
    }

    /// Whether a unit that left goes on being used: transferred, given, sold, or prepared for
    /// reuse by who took it as waste, with a document.
    pub fn is_reused(&self, unit: &Unit) -> bool {
        match unit.route {
            Some(ExitRoute::Weee) => unit.lot.is_some_and(|lot| self.reused_lots.contains(&lot)),
            route => route.is_some_and(ExitRoute::is_reuse),
        }
    }

    /// Units of the organisation that the inventory of the year before held, where there is one, by
    /// root type.
    pub fn fleet_before(&self) -> Option<BTreeMap<TypeId, f64>> {
        let before = self.number() - 1;
        let eve = self.gathered.cut_off(before)?;
        let (_, units) =
            *self.gathered.earlier(self.number()).first().filter(|(at, _)| *at == before)?;
        let there = |unit: &&Unit| {
            let state = unit.presence().state_on(eve);
            unit.is_of_the_organisation() && !matches!(state, State::Exited | State::Ordered)
        };
        Some(self.by_type(units.iter().filter(there)).into_iter().collect())
    }

    /// Whether a unit of an earlier inventory is gone without a recorded exit.
    pub fn has_vanished(&self, unit: &Unit) -> bool {
        unit.seen.is_some_and(|year| year < self.number())
            && unit.exited.is_none()
            && unit.state != State::Exited
    }

    /// The weight of one unit, kg: its own, else that of its type, and whether it is estimated.
    pub fn weight(&self, unit: &Unit) -> Option<(Interval, bool)> {
        match unit.weight_kg {
            Some(kg) => Some((Interval::exact(told(kg)), false)),
            None => self.weight_of(unit.type_id).map(|weight| (weight, true)),
        }
    }

    /// The usual weight of a type, kg.
    pub fn weight_of(&self, id: TypeId) -> Option<Interval> {
        self.weights[usize::from(id.0)]
    }

    /// The reference lifetime of a type, years: the organisation's own, else the factor set's.
    pub fn reference(&self, id: TypeId) -> Option<f64> {
        self.references[usize::from(id.0)]
    }

    /// The type that a type is a kind of, or itself.
    pub fn root_of(&self, id: TypeId) -> TypeId {
        self.roots[usize::from(id.0)]
    }

    /// Whether a type, or the type it is a kind of, has one of these codes.
    pub fn is_a(&self, id: TypeId, codes: &[&str]) -> bool {
        let set = self.set();
        codes.contains(&set.equipment_type(id).code.as_str())
            || codes.contains(&set.equipment_type(self.root_of(id)).code.as_str())
    }

    /// Whether a type is of one of these kinds: workplace, mobile, printing, datacentre…
    pub fn is_kind(&self, id: TypeId, kinds: &[TypeKind]) -> bool {
        kinds.contains(&self.set().equipment_type(id).kind)
    }

    /// The units added up by root type, largest first.
    pub fn by_type<'u>(&self, units: impl Iterator<Item = &'u Unit>) -> Vec<(TypeId, f64)> {
        let mut sums: BTreeMap<TypeId, f64> = BTreeMap::new();
        for unit in units {
            *sums.entry(self.root_of(unit.type_id)).or_default() += unit.quantity;
        }
        let mut sums: Vec<(TypeId, f64)> = sums.into_iter().collect();
        sums.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        sums
    }
}

/// Whether a line is a lot that only the ledger knows.
fn is_lot(unit: &Unit) -> bool {
    unit.seen.is_none() && (unit.quantity - 1.0).abs() > f64::EPSILON
}

/// Fills what an earlier inventory knows of a unit and a later one does not.
fn complete(unit: &mut Unit, earlier: &Unit) {
    unit.acquired = unit.acquired.or(earlier.acquired);
    unit.started = unit.started.or(earlier.started);
    // What is in use again is out of use no more, and a withdrawal of before is no exit.
    if unit.state == State::Decommissioned || unit.exited.is_some() {
        unit.decommissioned = unit.decommissioned.or(earlier.decommissioned);
    }
    unit.mode = unit.mode.or(earlier.mode);
    unit.price_eur = unit.price_eur.or(earlier.price_eur);
    unit.weight_kg = unit.weight_kg.or(earlier.weight_kg);
}

/// The places of the movements of a year, in the order of the file.
fn moves(ledger: Option<&Ledger>, year: AssessedYear) -> Vec<u32> {
    let movements = ledger.map_or(&[][..], |ledger| ledger.movements.as_slice());
    (0_u32..)
        .zip(movements)
        .filter(|(_, movement)| year.first <= movement.date && movement.date <= year.as_of)
        .map(|(at, _)| at)
        .collect()
}

/// Which kinds of movements a ledger has.
fn kinds(ledger: Option<&Ledger>) -> Vec<bool> {
    let mut kinds = vec![false; MovementKind::ALL.len()];
    for movement in ledger.map_or(&[][..], |ledger| ledger.movements.as_slice()) {
        kinds[movement.kind as usize] = true;
    }
    kinds
}

fn type_ids(set: &FactorSet) -> impl Iterator<Item = TypeId> {
    (0..set.types.len()).map(|at| TypeId(numbered(at)))
}

fn roots(set: &FactorSet) -> Vec<TypeId> {
    type_ids(set).map(|id| set.root(id)).collect()
}

fn weights(set: &FactorSet) -> Vec<Option<Interval>> {
    type_ids(set).map(|id| set.weight(id).map(|factor| set.factor(factor).amount)).collect()
}

fn references(gathered: &Gathered<'_>) -> Vec<Option<f64>> {
    let (set, own) = (gathered.set, &gathered.estate.card.lifetimes);
    type_ids(set)
        .map(|id| {
            let declared =
                set.kin(id).find_map(|kin| own.get(&set.equipment_type(kin).code).copied());
            let default = || set.attach(id).lifetime.map(|factor| set.factor(factor).amount.value);
            declared.or_else(default)
        })
        .collect()
}
