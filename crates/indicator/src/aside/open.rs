//! Units that were read but for a cell: what they could be is in the bounds too.
//!
//! A cell that is unread or empty leaves its units open: they may be of what a figure is of and not be
//! counted in it, or be counted and not be of it.

use super::super::catalogue::Definition;
use super::super::datum::Datum;
use super::super::facts::{EstateYear, OpenUnits, StateBy, Unit};
use super::bearing::{AsideBearing, bearing, is_of_exits, is_of_purchases, of_ledger};
use super::means::MeanUnits;
use equipment::State;
use factor::TypeId;
use ledger::movement::{MovementAside, MovementKind};
use std::collections::BTreeSet;

/// The units that cells leave open for an indicator.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct UnitsOpen {
    /// Units that may be of it, and are not counted.
    pub(super) more: f64,
    /// Units that are counted, and may not be of it.
    pub(super) less: f64,
    /// What it is a mean of, where its units are known one by one.
    pub(super) mean: Option<MeanUnits>,
    /// The data that they lack, and how many units do.
    pub(super) data: Vec<(Datum, f64)>,
}

impl UnitsOpen {
    /// Those of an indicator, of the types that `is_of_type` has.
    pub(super) fn of(
        facts: &EstateYear<'_>,
        of: &Definition,
        is_of_type: impl Fn(TypeId) -> bool,
    ) -> Self {
        let mut open = Self::default();
        let bears = bearing(of);
        if of_ledger(of).is_some() || matches!(bears, AsideBearing::Nothing | AsideBearing::YesNo) {
            return open;
        }
        let sum = |units: Vec<&Unit>| -> f64 {
            units.into_iter().filter(|unit| is_of_type(unit.type_id)).map(|one| one.quantity).sum()
        };
        if is_of_purchases(of) {
            let (came, untyped) =
                (sum(may_have_come(facts)), open_moves(facts, &[MovementKind::Purchase]));
            open.more = came + untyped;
            open.data.extend([(Datum::StartDates, came), (Datum::LotTypes, untyped)]);
        } else if is_of_exits(of) {
            let (left, stateless) = (sum(may_have_left(facts)), sum(of_no_state(facts)));
            let untyped = open_moves(facts, leaving(of));
            open.more = left + stateless + untyped;
            open.data.extend([
                (Datum::LotTypes, untyped),
                (Datum::Exits, left),
                (Datum::Status, stateless),
            ]);
        } else {
            open.less = sum(of_no_state(facts));
            open.data.push((Datum::Status, open.less));
            if matches!(bears, AsideBearing::Electricity | AsideBearing::Impacts(_)) {
                open.data.push((Datum::Exits, sum(may_have_run(facts))));
            }
        }
        open.mean = MeanUnits::of(facts, of, &is_of_type);
        open.data.extend(open.mean.and_then(|mean| Some((mean.datum?, mean.lacks))));
        open.data.retain(|(_, units)| *units > 0.0);
        open
    }

    pub(super) fn is_none(&self) -> bool {
        self.data.is_empty()
    }
}

/// The movements by which what no inventory has bears on what left: it was not seen in stock, and what was
/// handed over as waste is none of what is reused.
fn leaving(of: &Definition) -> &'static [MovementKind] {
    use MovementKind as K;
    match of.id.as_str() {
        "reformed_stock_1jan" | "reformed_stock_1jan_under10" => &[],
        "reen_reuse_rate"
        | "reformed_to_reuse"
        | "reformed_to_reuse_under10"
        | "donated_count"
        | "sold_count"
        | "transferred_public_count"
        | "donation_beneficiaries"
        | "reuse_proven_share" => &[K::Transfer, K::Donate, K::Sell],
        _ => &[K::Transfer, K::Donate, K::Sell, K::WeeeHandover],
    }
}

/// Units of movements of the year, of some kinds, whose type or number nothing tells; without end where
/// nobody knows how many.
fn open_moves(facts: &EstateYear<'_>, kinds: &[MovementKind]) -> f64 {
    let is_of = |one: &&MovementAside| {
        one.day.is_some_and(|day| facts.in_year(day))
            && one.kind.is_some_and(|kind| kinds.contains(&kind))
    };
    facts.open_moves.iter().filter(is_of).map(|one| one.units.unwrap_or(f64::INFINITY)).sum()
}

/// Units of the year that a cell leaves open, found once.
fn open_units<'f>(facts: &'f EstateYear<'_>) -> &'f OpenUnits {
    facts.open.get_or_init(|| OpenUnits {
        may_have_come: that_may_have_come(facts),
        may_have_left: that_may_have_left(facts),
        may_have_run: that_may_have_run(facts),
        of_no_state: that_have_no_state(facts),
    })
}

fn at_places<'f>(facts: &'f EstateYear<'_>, places: &[u32]) -> Vec<&'f Unit> {
    places.iter().filter_map(|at| facts.units.get(*at as usize)).collect()
}

fn may_have_come<'f>(facts: &'f EstateYear<'_>) -> Vec<&'f Unit> {
    at_places(facts, &open_units(facts).may_have_come)
}

fn may_have_left<'f>(facts: &'f EstateYear<'_>) -> Vec<&'f Unit> {
    at_places(facts, &open_units(facts).may_have_left)
}

fn may_have_run<'f>(facts: &'f EstateYear<'_>) -> Vec<&'f Unit> {
    at_places(facts, &open_units(facts).may_have_run)
}

/// Units whose state cannot be read, or is not written by a list that writes it: they are taken as in
/// service.
fn of_no_state<'f>(facts: &'f EstateYear<'_>) -> Vec<&'f Unit> {
    at_places(facts, &open_units(facts).of_no_state)
}

impl EstateYear<'_> {
    /// The places of the units that something is true of.
    fn places(&self, is: impl Fn(&Unit) -> bool) -> Vec<u32> {
        let units = (0_u32..).zip(&self.units);
        units.filter(|(_, unit)| is(unit)).map(|(at, _)| at).collect()
    }

    /// The places of those of the year's inventory.
    fn listed(&self, is: impl Fn(&Unit) -> bool) -> Vec<u32> {
        let units = (0_u32..).zip(&self.units[..self.n_inventory]);
        units.filter(|(_, unit)| is(unit)).map(|(at, _)| at).collect()
    }

    /// Leaves the places of units that no list of identifiers has.
    fn but(&self, places: Vec<u32>, known: &BTreeSet<u64>) -> Vec<u32> {
        let is_other = |at: &u32| {
            let unit = self.units.get(*at as usize);
            unit.is_some_and(|unit| !unit.named || !known.contains(&unit.id))
        };
        places.into_iter().filter(is_other).collect()
    }
}

/// Units in service of which no state can be read. A list that says of others that they are in service
/// leaves open those of which it says nothing; one that says it of none writes what is otherwise alone.
fn that_have_no_state(facts: &EstateYear<'_>) -> Vec<u32> {
    let listed = &facts.units[..facts.n_inventory];
    let says = |unit: &&Unit| unit.state_by == StateBy::Told && unit.state == State::InService;
    let say_it: BTreeSet<_> = listed.iter().filter(says).map(|unit| unit.row.file).collect();
    facts.listed(|unit| {
        let is_open = match unit.state_by {
            StateBy::Told => false,
            StateBy::Unread => true,
            StateBy::Nothing => say_it.contains(&unit.row.file),
        };
        is_open && unit.is_in_service()
    })
}

/// Units of the year that nothing dates, and that no earlier inventory has: they may have come in it.
fn that_may_have_come(facts: &EstateYear<'_>) -> Vec<u32> {
    let year = facts.number();
    let undated = facts.places(|unit| {
        unit.acquired.is_none()
            && unit.started.is_none_or(|day| facts.in_year(day))
            && unit.is_of_the_organisation()
            && unit.state != State::Ordered
            && unit.seen == Some(year)
            && unit.exited.is_none_or(|day| unit.exit_stands_in || facts.in_year(day))
    });
    if undated.is_empty() {
        return undated;
    }
    let before = facts.gathered.earlier(year);
    let units = before.iter().flat_map(|(_, units)| units.iter()).filter(|unit| unit.named);
    facts.but(undated, &units.map(|unit| unit.id).collect())
}

/// Units of the year that are gone on a day that nothing tells, but those that were gone on its eve.
fn that_may_have_left(facts: &EstateYear<'_>) -> Vec<u32> {
    let year = Some(facts.number());
    let gone = facts
        .places(|unit| unit.exit_stands_in && unit.seen == year && unit.is_of_the_organisation());
    still_on_the_eve(facts, gone, &[State::Exited])
}

/// Units of the year that are out of use or gone since a day that nothing tells, but those that were so
/// on its eve: they may have run in it.
fn that_may_have_run(facts: &EstateYear<'_>) -> Vec<u32> {
    let undated = facts.listed(|unit| {
        let is_out = unit.state == State::Decommissioned || unit.exit_stands_in;
        is_out && unit.decommissioned.is_none()
    });
    still_on_the_eve(facts, undated, &[State::Exited, State::Decommissioned])
}

/// Without those that the inventory of the eve, where there is one, has in one of some states.
fn still_on_the_eve(facts: &EstateYear<'_>, units: Vec<u32>, but: &[State]) -> Vec<u32> {
    let (before, year) = (facts.number() - 1, facts.number());
    let earlier = facts.gathered.earlier(year);
    let eve = facts.gathered.cut_off(before);
    let listed = earlier.first().filter(|(at, _)| *at == before).zip(eve);
    let Some(((_, listed), eve)) = listed.filter(|_| !units.is_empty()) else { return units };
    let gone = listed.iter().filter(|unit| but.contains(&unit.presence().state_on(eve)));
    facts.but(units, &gone.filter(|unit| unit.named).map(|unit| unit.id).collect())
}

/// What units that are open could add to the year's electricity, kWh: each the whole year.
pub(super) fn kwh_more(facts: &EstateYear<'_>, each: impl Fn(TypeId) -> f64) -> f64 {
    let a_year = |unit: &Unit| unit.a_year_kwh.unwrap_or_else(|| each(unit.type_id));
    may_have_run(facts)
        .into_iter()
        .map(|unit| (unit.quantity * a_year(unit) - unit.kwh).max(0.0))
        .sum()
}

/// What units that are open could add to the year's footprint: each as its type weighs.
pub(super) fn impact_more(facts: &EstateYear<'_>, each: impl Fn(TypeId) -> f64) -> f64 {
    may_have_run(facts).into_iter().map(|unit| unit.quantity * each(unit.type_id)).sum()
}

/// The part, 0 to 1, of an amount of the year's lines that is of units whose state cannot be read.
pub(super) fn part_of_no_state(facts: &EstateYear<'_>, amount: impl Fn(&Unit) -> f64) -> f64 {
    let all: f64 = facts.units[..facts.n_inventory].iter().map(&amount).sum();
    let open: f64 = of_no_state(facts).into_iter().map(&amount).sum();
    if open > 0.0 && all > 0.0 { (open / all).min(1.0) } else { 0.0 }
}
