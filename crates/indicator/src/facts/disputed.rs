//! What is told otherwise of units: each other account, and the year as it would be by it.

use super::dispute::{Dispute, OtherAccount};
use super::unit::Unit;
use super::year::{Disputes, EstateYear};
use equipment::{AcquisitionMode, State};
use ground::table::Day;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// Days before the end of a year in which what is bought may not be listed yet.
const ON_ITS_WAY: i32 = 31;

/// How many kinds of other accounts are tried one by one: beyond them they are tried by what they are of.
const MOST_KINDS: usize = 8;

/// What tells one kind of other account from another: what moves figures the same way.
type KindOfDispute = (u8, u32, u32, u32);

impl<'a> Disputes<'a> {
    /// How many kinds there are.
    pub(crate) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// How many units those of a kind are.
    pub(crate) fn units(&self, kind: usize) -> f64 {
        self.kinds[kind].iter().map(|one| one.units).sum()
    }

    /// Whether those of a kind are lines of which nothing says how many they are.
    pub(crate) fn is_of_numbers(&self, kind: usize) -> bool {
        self.kinds[kind].iter().all(|one| matches!(one.other, OtherAccount::Count(_)))
    }

    /// The year by the other accounts of a kind.
    pub(crate) fn year(&self, kind: usize) -> &EstateYear<'a> {
        &self.years[kind]
    }
}

impl EstateYear<'_> {
    /// The year as it stands on another day, by each account.
    #[must_use]
    pub fn standing_on(mut self, day: Day) -> Self {
        self.year.as_of = day;
        self.disputes.years.iter_mut().for_each(|other| other.year.as_of = day);
        self
    }

    /// Whether something of the year is told in two ways.
    pub fn is_disputed(&self) -> bool {
        self.disputes.len() > 0
    }

    /// Notes what is told otherwise of units, beside what the ledger met.
    pub(super) fn dispute(&mut self, mut met: Vec<Dispute>) {
        for (at, unit) in (0_u32..).zip(&self.units) {
            let mut note = |other| met.push(Dispute { at, units: unit.quantity, other });
            if let Some(row) = unit.row_left {
                note(OtherAccount::Left(row));
            }
            if let Some(mode) = unit.row_mode {
                note(OtherAccount::Came(mode));
            }
            let ordered_long_ago = |day: Day| self.year.as_of.days_since(day) > ON_ITS_WAY;
            let is_unlisted = unit.seen.is_none() && unit.spelt.is_some() && unit.exited.is_none();
            if is_unlisted && unit.acquired.is_some_and(ordered_long_ago) {
                note(OtherAccount::Never);
            }
        }
        self.typed_otherwise(&mut met);
        self.counted_beside(&mut met);
        self.lots_beyond(&mut met);
        let bears =
            |one: &Dispute| self.units.get(one.at as usize).is_some_and(|it| it.quantity > 0.0);
        met.retain(bears);
        let mut by_kind: BTreeMap<KindOfDispute, Vec<Dispute>> = BTreeMap::new();
        for one in met {
            by_kind.entry(self.kind_of(&one)).or_default().push(one);
        }
        if by_kind.len() > MOST_KINDS {
            let mut fewer: BTreeMap<KindOfDispute, Vec<Dispute>> = BTreeMap::new();
            for ((of, ..), own) in by_kind {
                fewer.entry((of, 0, 0, 0)).or_default().extend(own);
            }
            by_kind = fewer;
        }
        let kinds: Vec<Vec<Dispute>> = by_kind.into_values().collect();
        let years = kinds.iter().map(|own| self.told_otherwise(own.iter())).collect();
        self.disputes = Disputes { kinds, years };
    }

    /// Units of the ledger alone that one unit of the inventories may be.
    fn typed_otherwise(&self, met: &mut Vec<Dispute>) {
        let is_stranger = |unit: &Unit| unit.seen.is_none() && unit.spelt.is_some();
        if !self.units.iter().any(is_stranger) {
            return;
        }
        let mut listed: HashMap<u64, Option<u32>> = HashMap::new();
        for (at, unit) in (0_u32..).zip(&self.units).filter(|(_, unit)| unit.seen.is_some()) {
            if let Some(spelt) = unit.spelt.filter(|_| unit.named) {
                listed.entry(spelt).and_modify(|known| *known = None).or_insert(Some(at));
            }
        }
        for (at, unit) in (0_u32..).zip(&self.units).filter(|(_, unit)| is_stranger(unit)) {
            let same = unit.spelt.and_then(|spelt| *listed.get(&spelt)?);
            if let Some(same) = same {
                met.push(Dispute { at, units: unit.quantity, other: OtherAccount::Is(same) });
            }
        }
    }

    fn kind_of(&self, one: &Dispute) -> KindOfDispute {
        let unit = &self.units[one.at as usize];
        let in_year = |day: Option<Day>| u32::from(day.is_some_and(|day| self.in_year(day)));
        let mode = |mode: Option<AcquisitionMode>| mode.map_or(99, |mode| mode as u32);
        let route = unit.route.map_or(99, |route| route as u32);
        match one.other {
            OtherAccount::Left(row) => {
                let own = row.route.map_or(99, |route| route as u32);
                let days = in_year(row.exited) * 2 + in_year(unit.exited);
                (0, days * 100 + row.state as u32, own, route)
            }
            OtherAccount::Bought(day) => {
                (1, in_year(Some(day)) * 2 + in_year(unit.acquired), mode(unit.mode), 0)
            }
            OtherAccount::Came(other) => {
                (2, mode(Some(other)), mode(unit.mode), in_year(unit.acquired))
            }
            OtherAccount::Type(other) => (3, u32::from(other.0), u32::from(unit.type_id.0), 0),
            OtherAccount::Never => (4, mode(unit.mode), in_year(unit.acquired), 0),
            OtherAccount::Count(_) => (6, u32::from(self.root_of(unit.type_id).0), 0, 0),
            OtherAccount::Is(_) => (5, route, mode(unit.mode), in_year(unit.exited)),
        }
    }

    /// The year by the other accounts of some kinds, each a bit.
    pub(crate) fn by_others(&self, kinds: u32) -> Self {
        let all = self.disputes.kinds.iter().enumerate();
        self.told_otherwise(all.filter(|(at, _)| kinds & (1 << at) != 0).flat_map(|(_, own)| own))
    }

    /// The year with some other accounts in the place of those that win.
    fn told_otherwise<'d>(&self, others: impl Iterator<Item = &'d Dispute>) -> Self {
        let mut units = self.units.clone();
        for one in others {
            self.tell_otherwise(&mut units, one);
        }
        let mut year = Self {
            gathered: self.gathered,
            rows: self.rows,
            year: self.year,
            n_inventory: self.n_inventory,
            lots: self.lots.clone(),
            in_use: self.in_use.clone(),
            records: self.records,
            vanished: 0.0,
            vanished_in_year: Vec::new(),
            open_moves: self.open_moves.clone(),
            weights: self.weights.clone(),
            references: self.references.clone(),
            roots: self.roots.clone(),
            moves: self.moves.clone(),
            of_word: self.of_word.clone(),
            reused_lots: self.reused_lots.clone(),
            kinds: self.kinds.clone(),
            disputes: Disputes::default(),
            open: OnceLock::new(),
            of_types: OnceLock::new(),
            lives: [OnceLock::new(), OnceLock::new()],
            units,
        };
        year.count_vanished();
        year
    }

    fn tell_otherwise(&self, units: &mut Vec<Unit>, one: &Dispute) {
        let (until, at) = (self.year.as_of, one.at as usize);
        match one.other {
            OtherAccount::Left(row) => {
                let unit = &mut units[at];
                (unit.state, unit.route) = (row.state, row.route);
                (unit.decommissioned, unit.exited) = (row.decommissioned, row.exited);
                unit.reason = None;
                unit.settle(until);
            }
            OtherAccount::Bought(day) => {
                let line = units[at];
                if one.units >= line.quantity {
                    let is_of_purchase = line.started.is_none_or(|own| Some(own) == line.acquired);
                    units[at].started = if is_of_purchase { Some(day) } else { line.started };
                    units[at].acquired = Some(day);
                    return;
                }
                // Some of a line came then; the others, before.
                if line.acquired.is_some_and(|own| own.year() == day.year()) {
                    units[at].acquired = None;
                }
                let part = Unit { named: false, acquired: Some(day), ..line.part(one.units) };
                units.push(part);
            }
            OtherAccount::Came(mode) => units[at].mode = Some(mode),
            OtherAccount::Type(id) => units[at].type_id = id,
            OtherAccount::Never => never_came(&mut units[at]),
            OtherAccount::Count(n) => units[at] = units[at].part(n),
            OtherAccount::Is(same) => {
                let own = units[at];
                let there = &mut units[same as usize];
                if own.exited.is_some() {
                    (there.exited, there.state) = (own.exited, own.state);
                    (there.route, there.lot) = (own.route, own.lot);
                    there.proven |= own.proven;
                    there.erased |= own.erased;
                }
                there.decommissioned = own.decommissioned.or(there.decommissioned);
                if own.acquired.is_some() {
                    there.mode = own.mode.or(there.mode);
                    there.acquired = there.acquired.or(own.acquired);
                    there.price_eur = own.price_eur.or(there.price_eur);
                }
                there.settle(until);
                never_came(&mut units[at]);
            }
        }
    }
}

/// A unit that is none of the year.
fn never_came(unit: &mut Unit) {
    unit.state = State::Ordered;
    (unit.acquired, unit.started) = (None, None);
    (unit.decommissioned, unit.exited, unit.route) = (None, None, None);
}
