//! The ledger laid over the inventory: what each unit's movements say of it.

use super::super::tally::RowRef;
use super::digits::single;
use super::dispute::{Dispute, OtherAccount, left_before};
use super::renamed::EarlierNames;
use super::unit::{Unit, unit_key};
use equipment::{
    AcquisitionMode, Marks, State, Tenure, TypeAnswer, Vocabulary, spelling, type_one,
};
use factor::{FactorSet, TypeId};
use ground::table::Day;
use ledger::movement::{
    DecommissionReason, Exit, ExitRoute, Ledger, LedgerWord, Movement, MovementAside, MovementKind,
    are_modes_apart, is_bought_apart, may_come_back,
};
use std::collections::{HashMap, HashSet, VecDeque};
use std::num::NonZeroU64;

mod lots;
mod parted;

pub(super) use parted::of_one_row;

/// Where units of a ledger are said to stand: [`RowRef::file`] of its rows.
pub const LEDGER_FILE: u16 = u16::MAX;

/// No unit, no type.
pub(super) const NONE: u32 = u32::MAX;

type FastLedger = foldhash::fast::FixedState;

/// Units by what tells them apart.
pub(super) type UnitPlaces = HashMap<u64, u32, FastLedger>;

/// Periods of use of a unit: since when the current one, and days of the earlier ones.
pub(super) type InUse = HashMap<u32, (Option<Day>, i32), FastLedger>;

/// An empty [`UnitPlaces`] with room for `n` units.
pub(super) fn places(n: usize) -> UnitPlaces {
    HashMap::with_capacity_and_hasher(n, FastLedger::with_seed(0x706c_6163))
}

/// Lays a ledger's movements, up to a day, over units.
pub(super) struct LedgerOverlay<'a> {
    ledger: &'a Ledger,
    units: &'a mut Vec<Unit>,
    places: &'a mut UnitPlaces,
    earlier_names: &'a EarlierNames,
    /// The unit of each word that names one.
    pub(super) of_word: Vec<u32>,
    /// The type of each word that names one.
    types: HashMap<LedgerWord, Option<TypeId>, FastLedger>,
    /// The units known to be in each lot, and how many of their line.
    lots: HashMap<LedgerWord, Vec<(u32, f64)>, FastLedger>,
    /// The rows of a lot's units that come after its own row, by the place of that.
    named_after: lots::NamedAfter,
    /// Units that such a row names, which another row of their lot is not of: with the kind of both.
    named_once: HashSet<(u32, MovementKind), FastLedger>,
    /// Units that were taken out of use and that their row of the year does not count: the day, and
    /// how many.
    out_of_use: HashMap<u32, VecDeque<(Day, f64)>, FastLedger>,
    /// The parts that movements made of a row, beside those that a walk made.
    parts: HashMap<u32, Vec<u32>, FastLedger>,
    /// How many units are of the year's inventory, whose days the walk has laid the ledger over.
    walked: usize,
    /// How many units inventories have, the year's and earlier ones.
    counted: usize,
    /// The units of serial numbers that one machine has.
    by_serial: HashMap<NonZeroU64, u32, FastLedger>,
    words: &'a Vocabulary,
    set: &'a FactorSet,
    /// Units that a movement had leave.
    left: HashSet<u32, FastLedger>,
    /// Days in use, by unit.
    pub(super) in_use: InUse,
    /// Movements of units whose type no row tells, or of which nobody knows how many: they are no units of
    /// the year, and may be.
    pub(super) open_moves: Vec<MovementAside>,
    /// What is told of units in another way too.
    pub(super) disputes: Vec<Dispute>,
}

impl<'a> LedgerOverlay<'a> {
    /// Starts over units and their places.
    pub(super) fn new(
        ledger: &'a Ledger,
        (words, set): (&'a Vocabulary, &'a FactorSet),
        units: &'a mut Vec<Unit>,
        places: &'a mut UnitPlaces,
        earlier_names: &'a EarlierNames,
    ) -> Self {
        let hasher = || FastLedger::with_seed(0x6f76_6572);
        Self {
            of_word: vec![NONE; ledger.words.len()],
            ledger,
            walked: 0,
            counted: 0,
            by_serial: HashMap::with_hasher(hasher()),
            units,
            places,
            earlier_names,
            types: HashMap::with_hasher(hasher()),
            lots: HashMap::with_hasher(hasher()),
            named_after: lots::NamedAfter::default(),
            named_once: HashSet::with_hasher(hasher()),
            parts: HashMap::with_hasher(hasher()),
            out_of_use: HashMap::with_hasher(hasher()),
            words,
            set,
            left: HashSet::with_hasher(hasher()),
            in_use: HashMap::with_hasher(hasher()),
            open_moves: Vec::new(),
            disputes: Vec::new(),
        }
    }

    /// Applies the movements up to a day, in the order of their dates.
    pub(super) fn apply(&mut self, until: Day) {
        let year = Some(until.year());
        self.walked = self.units.iter().take_while(|unit| unit.seen == year).count();
        self.counted = self.units.len();
        self.by_serial = by_serial(self.units);
        let movements = &self.ledger.movements;
        let mut order: Vec<usize> =
            (0..movements.len()).filter(|at| movements[*at].date <= until).collect();
        order.sort_by_key(|at| movements[*at].date);
        self.named_after = lots::named_after(movements, &order);
        for at in order {
            self.one(at);
        }
    }

    fn one(&mut self, place: usize) {
        let movement = &self.ledger.movements[place];
        // What was treated had left before; a lot's weight is the waste's business.
        if movement.kind == MovementKind::WeeeTreated {
            return;
        }
        let Some(word) = movement.unit else {
            if let Some(lot) = movement.lot {
                self.lot((place, movement), lot);
            }
            return;
        };
        let units = movement.units().unwrap_or(1.0);
        let Some(at) = self.unit(movement, word) else {
            self.leave_open(movement, Some(units));
            return;
        };
        if let Some(lot) = movement.lot {
            self.lots.entry(lot).or_default().push((at, units));
        }
        for part in self.moved(at, movement, units) {
            self.move_unit(part, movement);
        }
    }

    /// Keeps in mind a movement of units whose type or number nothing tells, unless what it tells is no
    /// equipment.
    fn leave_open(&mut self, movement: &Movement, units: Option<f64>) {
        let is_outside = movement.equipment_type.is_some_and(|word| self.is_outside(word));
        if !is_outside {
            let (kind, day) = (Some(movement.kind), Some(movement.date));
            self.open_moves.push(MovementAside { kind, day, units, unit: movement.unit });
        }
    }

    /// Whether the walk has laid the ledger over the days of a line.
    fn is_walked(&self, at: u32) -> bool {
        (at as usize) < self.walked
    }

    /// The place of a movement's unit, a new one where no inventory has it.
    fn unit(&mut self, movement: &Movement, word: LedgerWord) -> Option<u32> {
        let known = self.of_word[word.index()];
        if known != NONE {
            return Some(known);
        }
        let key = unit_key(self.ledger.words.text(word));
        let by_last_name = || self.places.get(self.earlier_names.get(&key)?);
        let by_serial = || self.by_serial.get(&Marks::serial_of(self.ledger.words.text(word))?);
        let known = self.places.get(&key).or_else(by_last_name).or_else(by_serial);
        let at = if let Some(at) = known {
            *at
        } else {
            let at = self.add(key, movement)?;
            self.units[at as usize].spelt = spelling(self.ledger.words.text(word)).or(Some(key));
            at
        };
        self.of_word[word.index()] = at;
        self.of_other_type(at, movement);
        Some(at)
    }

    /// Notes where the ledger has a unit of another type than its inventory.
    fn of_other_type(&mut self, at: u32, movement: &Movement) {
        let told = movement.equipment_type.and_then(|word| self.type_of(word));
        let unit = &self.units[at as usize];
        let Some(told) = told.filter(|_| unit.seen.is_some()) else { return };
        if self.set.root(told) != self.set.root(unit.type_id) {
            let other = OtherAccount::Type(told);
            self.disputes.push(Dispute { at, units: unit.quantity, other });
        }
    }

    fn add(&mut self, key: u64, movement: &Movement) -> Option<u32> {
        let type_id = self.type_of(movement.equipment_type?)?;
        let at = u32::try_from(self.units.len()).ok().filter(|at| *at != NONE)?;
        let row = RowRef { file: LEDGER_FILE, line: movement.line };
        self.units.push(Unit::bare(key, type_id, row));
        self.places.insert(key, at);
        Some(at)
    }

    /// The type of equipment that a type word means.
    pub(super) fn type_of(&mut self, word: LedgerWord) -> Option<TypeId> {
        let (words, ledger, set) = (self.words, self.ledger, self.set);
        *self.types.entry(word).or_insert_with(|| {
            let id = plain(words.type_of(ledger.words.text(word)))?;
            (!set.equipment_type(id).is_out_of_scope()).then_some(id)
        })
    }

    /// Whether a type word means what is no equipment: chairs.
    fn is_outside(&self, word: LedgerWord) -> bool {
        let answer = self.words.type_of(self.ledger.words.text(word));
        let is_of_set = |id| self.set.equipment_type(id).is_out_of_scope();
        matches!(answer, TypeAnswer::Outside(_)) || plain(answer).is_some_and(is_of_set)
    }

    fn move_unit(&mut self, at: u32, movement: &Movement) {
        use MovementKind as K;
        let date = movement.date;
        match movement.kind {
            K::Purchase => self.buy(at, movement),
            K::Assign | K::Reassign => {
                self.undo_loss(at);
                let unit = &mut self.units[at as usize];
                unit.started.get_or_insert(date);
                if unit.seen.is_none() {
                    unit.state = State::InService;
                }
                let use_of = self.in_use.entry(at).or_default();
                if let (Some(since), days) = *use_of {
                    *use_of = (None, days + date.days_since(since).max(0));
                }
                use_of.0 = Some(date);
            }
            K::Return => {
                self.stop_use(at, date);
                self.undo_loss(at);
            }
            K::Decommission => {
                self.stop_use(at, date);
                self.decommission(at, movement);
            }
            K::Transfer | K::Donate | K::Sell | K::WeeeHandover => {
                self.stop_use(at, date);
                self.leave(at, movement);
            }
            K::Fault | K::Repair | K::Upgrade | K::Refurbish | K::WeeeTreated => {}
        }
    }

    fn stop_use(&mut self, at: u32, date: Day) {
        if let Some(use_of) = self.in_use.get_mut(&at)
            && let Some(since) = use_of.0.take()
        {
            use_of.1 += date.days_since(since).max(0);
        }
    }

    /// What was lost and came back leaves for another reason, or for none that is known.
    fn undo_loss(&mut self, at: u32) {
        let unit = &mut self.units[at as usize];
        let is_loss = |reason: DecommissionReason| reason.exit_route().is_some_and(may_come_back);
        unit.reason = unit.reason.filter(|reason| !is_loss(*reason));
    }

    fn buy(&mut self, at: u32, movement: &Movement) {
        let Some(bought) = self.ledger.purchase(movement) else { return };
        let units = movement.units().unwrap_or(1.0);
        let ecolabel = bought.ecolabel.and_then(|word| type_one(self.ledger.words.text(word)));
        let unit = &mut self.units[at as usize];
        let mut note = |units, other| self.disputes.push(Dispute { at, units, other });
        let is_other_day = is_bought_apart(unit.acquired, unit.assumed, movement.date);
        if movement.unit.is_some() && is_other_day {
            note(units.min(unit.quantity), OtherAccount::Bought(movement.date));
        }
        let is_apart =
            |own: &AcquisitionMode| bought.mode.is_some_and(|told| are_modes_apart(*own, told));
        if let Some(own) = unit.mode.filter(is_apart).filter(|_| movement.unit.is_some()) {
            note(unit.quantity, OtherAccount::Came(own));
        }
        unit.acquired.get_or_insert(movement.date);
        if unit.seen.is_none() {
            unit.started.get_or_insert(movement.date);
        }
        // The ledger is a proof where the inventory only says.
        unit.mode = bought.mode.or(unit.mode);
        unit.upstream_proven |= bought.upstream_proof.is_some();
        unit.protected = bought.protection.or(unit.protected);
        let told = |value: Option<f64>, known: Option<f32>| value.map(single).or(known);
        unit.upstream_months = told(bought.upstream_months, unit.upstream_months);
        unit.warranty_months = told(bought.warranty_months, unit.warranty_months);
        unit.repair_index = told(bought.repair_index, unit.repair_index);
        unit.recycled_pct = told(bought.recycled_content_pct, unit.recycled_pct);
        // A row's price and weight are those of all its units.
        let part = unit.quantity / units.max(1.0);
        unit.price_eur = told(bought.price_eur.map(|price| price * part), unit.price_eur);
        unit.weight_kg = told(bought.weight_kg.map(|kg| kg / units.max(1.0)), unit.weight_kg);
        unit.ecolabel = ecolabel.or(unit.ecolabel);
    }

    fn decommission(&mut self, at: u32, movement: &Movement) {
        let route = self.ledger.exit_route(movement);
        let Some(told) = self.ledger.decommission(movement) else { return };
        if route.is_some() {
            self.leaves_later(at, movement.date);
        }
        let is_walked = self.is_walked(at);
        let unit = &mut self.units[at as usize];
        if is_walked && unit.decommissioned.is_none() && unit.exited.is_none() {
            // Found since, or put to use again.
            return;
        }
        unit.decommissioned.get_or_insert(movement.date);
        unit.reason = told.reason.or(unit.reason);
        unit.classified = told.classified.or(unit.classified);
        unit.erased |= told.wipe_certificate.is_some();
        if let Some(route) = route {
            self.left.insert(at);
            unit.exited.get_or_insert(movement.date);
            unit.route = Some(route);
            unit.state = State::Exited;
        } else if unit.state != State::Exited {
            unit.state = State::Decommissioned;
        }
    }

    /// Has a unit that an earlier inventory has gone leave when the ledger says, and notes the other day.
    fn leaves_later(&mut self, at: u32, date: Day) {
        let unit = &mut self.units[at as usize];
        let is_first = (at as usize) >= self.walked && !self.left.contains(&at);
        if let Some(row) = left_before(unit, date).filter(|_| is_first && unit.seen.is_some()) {
            let other = OtherAccount::Left(row);
            self.disputes.push(Dispute { at, units: unit.quantity, other });
            unit.exited = Some(date);
        }
    }

    fn leave(&mut self, at: u32, movement: &Movement) {
        self.leaves_later(at, movement.date);
        self.left.insert(at);
        let route = self.ledger.exit_route(movement);
        let lot = movement.lot.or(movement.unit);
        let exit = self.ledger.exit(movement);
        let handover = self.ledger.handover(movement);
        let proven = movement.document.is_some()
            || exit.is_some_and(|exit| exit.agreement.is_some() || exit.reuse_commitment.is_some());
        let erased = exit.and_then(|exit| exit.wipe_certificate).is_some()
            || handover.and_then(|handover| handover.wipe_certificate).is_some();
        let units = movement.units().unwrap_or(1.0).max(1.0);
        let unit = &mut self.units[at as usize];
        unit.exited.get_or_insert(movement.date);
        unit.lot = lot;
        unit.route = route.map(|route| back_to_lessor(route, exit, unit));
        unit.state = State::Exited;
        unit.proven |= proven;
        unit.erased |= erased;
        if let Some(kg) = exit.and_then(|exit| exit.weight_kg) {
            unit.weight_kg = Some(single(kg / units));
        }
        if unit.reason == Some(DecommissionReason::Vanished) {
            unit.reason = None;
        }
    }
}

/// The way that a unit left: what is leased and is transferred to nobody said goes back to its owner.
fn back_to_lessor(route: ExitRoute, exit: Option<&Exit>, unit: &Unit) -> ExitRoute {
    use AcquisitionMode as M;
    let is_leased =
        unit.tenure == Tenure::Leased || matches!(unit.mode, Some(M::Leased | M::FunctionalLease));
    let is_untold = exit.is_none_or(|exit| exit.status.is_none());
    if route == ExitRoute::Transfer && is_leased && is_untold { ExitRoute::LeaseEnd } else { route }
}

/// The units of serial numbers that one machine has.
fn by_serial(units: &[Unit]) -> HashMap<NonZeroU64, u32, FastLedger> {
    let mut places = HashMap::with_hasher(FastLedger::with_seed(0x7365_7269));
    let mut shared: HashSet<NonZeroU64, FastLedger> =
        HashSet::with_hasher(FastLedger::with_seed(0x7365_7269));
    for (at, unit) in (0..).zip(units).filter(|(_, unit)| unit.named) {
        let Some(serial) = unit.serial else { continue };
        if places.insert(serial, at).is_some() {
            shared.insert(serial);
        }
    }
    places.retain(|serial, _| !shared.contains(serial));
    places
}

/// The one type that an answer is.
fn plain(answer: TypeAnswer) -> Option<TypeId> {
    match answer {
        TypeAnswer::Plain(id) | TypeAnswer::Usual(id) => Some(id),
        TypeAnswer::Outside(_) | TypeAnswer::Several | TypeAnswer::Unknown | TypeAnswer::Broken => {
            None
        }
    }
}

/// What tells a lot from units and from other lots.
pub(super) fn lot_key(lot: &str) -> u64 {
    unit_key(&format!("\u{1}lot {lot}"))
}
