//! Weights by axis: small tables whose sums merge, whatever the number of threads.

use crate::impact::{FactorKey, Gap, Gaps, Weighed, Weight};
use crate::matching::{ChoiceId, Ranks};
use equipment::{Equipment, State, Tenure};
use factor::ZoneId;
use ground::provenance::{AssumptionSet, Member, Origin};
use std::collections::HashMap;
use std::ops::AddAssign;

type FastHash = foldhash::fast::FixedState;
type WeightTable = HashMap<u128, WeightCell, FastHash>;

/// Lines that share all that a cell's key holds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WeightCell {
    pub(super) rows: u64,
    /// Those of them of which nothing weighs in the year, nor would.
    pub(super) idle_rows: u64,
    pub(super) weight: Weight,
    pub(super) bearing: Bearing,
    /// The squares of the lines' embodied weights: how many lines of equal weight they are worth.
    pub(super) squared: f64,
}

/// Units that weigh on a factor in the year, or would if one more datum were known; the others, such
/// as those gone before it, lack nothing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Bearing {
    /// On those of making to end of life.
    pub(super) made: f64,
    /// On that of electricity.
    pub(super) drawn: f64,
    /// Would on the first, but for a gap.
    pub(super) unmade: f64,
    /// Would on the second, but for a gap.
    pub(super) undrawn: f64,
    /// On one or the other, or would.
    pub(super) either: f64,
    /// On neither, and would on neither.
    pub(super) idle: f64,
}

impl Bearing {
    #[inline]
    fn of(weighed: &Weighed) -> Self {
        let weight = &weighed.weight;
        let (made, drawn) = (weight.embodied.value > 0.0, weight.kwh.0.value > 0.0);
        let undrawn = weighed.gaps.contains(Gap::NoEnergy);
        let there = weighed.days_held > 0 || weighed.hours.is_some();
        let unmade = there && !weighed.gaps.without(Gap::NoEnergy).is_empty();
        let of = |bears: bool| if bears { weight.units } else { 0.0 };
        Self {
            made: of(made),
            drawn: of(drawn),
            unmade: of(unmade),
            undrawn: of(undrawn),
            either: of(made || drawn || unmade),
            idle: of(!(made || drawn || unmade || undrawn)),
        }
    }
}

impl WeightCell {
    #[inline]
    fn add(&mut self, weight: &Weight, bearing: Bearing, rows: u64) {
        self.rows += rows;
        self.idle_rows += if bearing.idle > 0.0 { rows } else { 0 };
        self.weight += *weight;
        self.squared += weight.embodied.value * weight.embodied.value;
        self.bearing += bearing;
    }

    fn merge(&mut self, later: &Self) {
        self.rows += later.rows;
        self.idle_rows += later.idle_rows;
        self.weight += later.weight;
        self.squared += later.squared;
        self.bearing += later.bearing;
    }
}

impl AddAssign for Bearing {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        self.made += other.made;
        self.drawn += other.drawn;
        self.unmade += other.unmade;
        self.undrawn += other.undrawn;
        self.either += other.either;
        self.idle += other.idle;
    }
}

/// What a cell of the main table stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WeightKind {
    pub(super) factors: FactorKey,
    pub(super) state: State,
    pub(super) lifetime: Option<Origin>,
    pub(super) energy: Option<Origin>,
    pub(super) centre: Option<u16>,
    pub(super) assumed: AssumptionSet,
    pub(super) gaps: Gaps,
    pub(super) tenure: Tenure,
}

const _: () = assert!(Gap::LISTED.len() <= 8, "gaps have 8 bits of a key");

/// The place of a line that stands in no listed datacentre.
const NO_CENTRE: u64 = 1023;

/// Weights of many lines by axis.
#[derive(Debug, Clone)]
pub struct Weights {
    main: WeightTable,
    sites: WeightTable,
    entities: WeightTable,
    years: WeightTable,
}

impl Default for Weights {
    fn default() -> Self {
        let table = || HashMap::with_hasher(FastHash::with_seed(7));
        Self { main: table(), sites: table(), entities: table(), years: table() }
    }
}

impl Weights {
    /// Adds a line; `is_row` where it is its row, or the first part of it.
    #[inline]
    pub fn add(&mut self, line: &Equipment, weighed: &Weighed, is_row: bool) {
        let rows = u64::from(is_row);
        let small = u128::from(weighed.choice.0) << ZONE | u128::from(line.zone.0);
        let year = line.acquired.map_or(0, |(day, _)| day.year());
        let year = u128::try_from(year).unwrap_or(0);
        let (weight, bearing) = (&weighed.weight, Bearing::of(weighed));
        put(&mut self.main, main_key(line, weighed), (weight, bearing), rows);
        let room = u128::from(line.site) << ROOM | u128::from(centre_of(line));
        put(&mut self.sites, room << SMALL | small, (weight, bearing), rows);
        put(&mut self.entities, u128::from(line.entity) << SMALL | small, (weight, bearing), rows);
        put(&mut self.years, year << SMALL | small, (weight, bearing), rows);
    }

    /// Adds the weights of later lines.
    pub fn merge(&mut self, later: &Self) {
        add_table(&mut self.main, &later.main);
        add_table(&mut self.sites, &later.sites);
        add_table(&mut self.entities, &later.entities);
        add_table(&mut self.years, &later.years);
    }

    pub(super) fn main(&self, ranks: &Ranks) -> Vec<(WeightKind, WeightCell)> {
        in_order(&self.main, ranks).map(|(key, cell)| (kind_of(key), *cell)).collect()
    }

    pub(super) fn sites(&self, ranks: &Ranks) -> impl Iterator<Item = NamedCell<'_>> {
        by_axis(&self.sites, ranks).map(|(room, factors, cell)| (room >> ROOM, factors, cell))
    }

    /// The cells of sites, with the datacentre that the lines stand in.
    pub(super) fn rooms(
        &self,
        ranks: &Ranks,
    ) -> impl Iterator<Item = (NamedCell<'_>, Option<usize>)> {
        by_axis(&self.sites, ranks).map(|(room, factors, cell)| {
            let centre = room & NO_CENTRE;
            let centre = usize::try_from(centre).ok().filter(|_| centre != NO_CENTRE);
            ((room >> ROOM, factors, cell), centre)
        })
    }

    pub(super) fn entities(&self, ranks: &Ranks) -> impl Iterator<Item = NamedCell<'_>> {
        by_axis(&self.entities, ranks)
    }

    pub(super) fn years(&self, ranks: &Ranks) -> impl Iterator<Item = NamedCell<'_>> {
        by_axis(&self.years, ranks)
    }
}

/// A cell, with the number of its name, or its year.
pub(super) type NamedCell<'w> = (u64, FactorKey, &'w WeightCell);

/// Bits of a zone in a key.
const ZONE: u32 = 9;
/// Bits of a choice in a key.
const CHOICE: u32 = 32;
const CHOICE_MASK: u128 = (1 << CHOICE) - 1;
/// Bits of both.
const SMALL: u32 = ZONE + CHOICE;
/// Bits of a datacentre in a key of sites.
const ROOM: u32 = 10;

fn add_table(mine: &mut WeightTable, later: &WeightTable) {
    for (key, cell) in later {
        mine.entry(*key).or_default().merge(cell);
    }
}

#[inline]
fn put(table: &mut WeightTable, key: u128, (weight, bearing): (&Weight, Bearing), rows: u64) {
    table.entry(key).or_default().add(weight, bearing, rows);
}

/// The cells in an order that holds on every machine, so that sums are taken in it: that of the
/// keys, the choices by what they are and not by when a thread met them.
fn in_order<'w>(
    table: &'w WeightTable,
    ranks: &Ranks,
) -> impl Iterator<Item = (u128, &'w WeightCell)> {
    let mut keys: Vec<(u128, u32)> = table
        .keys()
        .map(|key| {
            let id = factors_of(*key).choice;
            let ranked = key & !(CHOICE_MASK << ZONE) | u128::from(ranks.of(id)) << ZONE;
            (ranked, id.0)
        })
        .collect();
    keys.sort_unstable();
    keys.into_iter().filter_map(|(ranked, id)| {
        let key = ranked & !(CHOICE_MASK << ZONE) | u128::from(id) << ZONE;
        table.get(&key).map(|cell| (key, cell))
    })
}

#[expect(clippy::cast_possible_truncation, reason = "a number of 32 bits, or a year")]
fn by_axis<'w>(table: &'w WeightTable, ranks: &Ranks) -> impl Iterator<Item = NamedCell<'w>> {
    in_order(table, ranks).map(|(key, cell)| ((key >> SMALL) as u64, factors_of(key), cell))
}

fn factors_of(key: u128) -> FactorKey {
    FactorKey {
        choice: ChoiceId(((key >> ZONE) & CHOICE_MASK) as u32),
        zone: ZoneId((key & ((1 << ZONE) - 1)) as u16),
    }
}

fn centre_of(line: &Equipment) -> u64 {
    line.datacentre.map_or(NO_CENTRE, |at| u64::from(at).min(NO_CENTRE - 1))
}

/// Packs what a main cell stands for, low bits first: zone 9, choice 32, state 3, origins 3 + 3,
/// datacentre 10, assumptions 32, gaps 8, tenure 2.
#[inline]
fn main_key(line: &Equipment, weighed: &Weighed) -> u128 {
    let origin = |origin: Option<Origin>| origin.map_or(7, |origin| origin as u64);
    let centre = centre_of(line);
    let high = line.state as u64
        | origin(weighed.lifetime.map(|(_, origin)| origin)) << 3
        | origin(weighed.energy.map(|(_, origin)| origin)) << 6
        | centre << 9
        | u64::from(weighed.assumed.packed()) << 19
        | u64::from(weighed.gaps.packed()) << 51
        | (line.tenure as u64) << 59;
    let low = u64::from(line.zone.0) | u64::from(weighed.choice.0) << ZONE;
    u128::from(high) << SMALL | u128::from(low)
}

#[expect(clippy::cast_possible_truncation, reason = "each part is masked to its bits")]
fn kind_of(key: u128) -> WeightKind {
    let high = (key >> SMALL) as u64;
    let origin = |bits: u64| Origin::ALL.get((bits & 7) as usize).copied();
    let centre = (high >> 9) & NO_CENTRE;
    WeightKind {
        factors: factors_of(key),
        state: State::ALL[(high & 7) as usize],
        lifetime: origin(high >> 3),
        energy: origin(high >> 6),
        centre: (centre != NO_CENTRE).then_some(centre as u16),
        assumed: AssumptionSet::unpacked((high >> 19) as u32),
        gaps: Gaps::unpacked((high >> 51) as u32 & 0xFF),
        tenure: Tenure::ALL[((high >> 59) & 3) as usize],
    }
}
