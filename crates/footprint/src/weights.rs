//! Weights by axis: small tables whose sums merge, whatever the number of threads.

use crate::impact::{FactorKey, Weighed, Weight};
use crate::matching::{ChoiceId, Choices};
use equipment::{Equipment, State, Tenure};
use factor::ZoneId;
use ground::provenance::Origin;
use std::collections::{BTreeMap, HashMap};
use std::ops::AddAssign;

type Fast = foldhash::fast::FixedState;
type Table<K> = HashMap<K, Cell, Fast>;

/// Lines that share all that a cell's key holds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cell {
    pub(super) rows: u64,
    pub(super) weight: Weight,
    pub(super) bearing: Bearing,
    /// The squares of the lines' embodied weights: how many lines of equal weight they are worth.
    pub(super) squared: f64,
}

/// Units that weigh on a factor in the year; the others, such as those gone before it, lack nothing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Bearing {
    /// On those of making to end of life.
    pub(super) made: f64,
    /// On that of electricity.
    pub(super) drawn: f64,
    /// On one or the other.
    pub(super) either: f64,
}

impl Cell {
    #[inline]
    fn add(&mut self, weight: &Weight) {
        self.rows += 1;
        self.weight += *weight;
        self.squared += weight.embodied.value * weight.embodied.value;
        let (made, drawn) = (weight.embodied.value > 0.0, weight.kwh.value > 0.0);
        let of = |bears: bool| if bears { weight.units } else { 0.0 };
        self.bearing += Bearing { made: of(made), drawn: of(drawn), either: of(made || drawn) };
    }

    fn merge(&mut self, later: &Self) {
        self.rows += later.rows;
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
        self.either += other.either;
    }
}

/// What a cell of the main table stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) factors: FactorKey,
    pub(super) state: State,
    pub(super) lifetime: Option<Origin>,
    pub(super) energy: Option<Origin>,
    pub(super) centre: Option<u16>,
    pub(super) assumed: u32,
    pub(super) gaps: u8,
    pub(super) tenure: Tenure,
}

/// The place of a line that stands in no listed datacentre.
const NO_CENTRE: u64 = 1023;

/// Weights of many lines by axis.
#[derive(Debug, Clone)]
pub struct Weights {
    main: Table<u128>,
    sites: Table<u64>,
    entities: Table<u64>,
    years: Table<u64>,
}

impl Default for Weights {
    fn default() -> Self {
        let table = || HashMap::with_hasher(Fast::with_seed(7));
        let main = HashMap::with_hasher(Fast::with_seed(7));
        Self { main, sites: table(), entities: table(), years: table() }
    }
}

impl Weights {
    /// Adds a line.
    #[inline]
    pub fn add(&mut self, line: &Equipment, weighed: &Weighed) {
        let small = u64::from(weighed.choice.0) << ZONE | u64::from(line.zone.0);
        let year = line.acquired.map_or(0, |(day, _)| day.year());
        let year = u64::try_from(year).unwrap_or(0);
        put(&mut self.main, main_key(line, weighed), &weighed.weight);
        put(&mut self.sites, u64::from(line.site) << SMALL | small, &weighed.weight);
        put(&mut self.entities, u64::from(line.entity) << SMALL | small, &weighed.weight);
        put(&mut self.years, year << SMALL | small, &weighed.weight);
    }

    /// Adds the weights of later lines.
    pub fn merge(&mut self, later: &Self) {
        add_table(&mut self.main, &later.main);
        add_table(&mut self.sites, &later.sites);
        add_table(&mut self.entities, &later.entities);
        add_table(&mut self.years, &later.years);
    }

    pub(super) fn main(&self, choices: &Choices) -> Vec<(Kind, Cell)> {
        let mut cells: Vec<(u128, Kind, Cell)> = self
            .main
            .iter()
            .map(|(key, cell)| (*key & !(CHOICE_MASK << ZONE), kind_of(*key), *cell))
            .collect();
        // Sums are taken in an order that holds on every machine: that of the keys, the choices
        // in theirs.
        cells.sort_unstable_by(|(a, a_kind, _), (b, b_kind, _)| {
            let rank = |kind: &Kind| choices.rank(kind.factors.choice);
            (a >> SMALL, rank(a_kind), a).cmp(&(b >> SMALL, rank(b_kind), b))
        });
        cells.into_iter().map(|(_, kind, cell)| (kind, cell)).collect()
    }

    pub(super) fn sites(&self, choices: &Choices) -> ByName {
        by_axis(&self.sites, choices)
    }

    pub(super) fn entities(&self, choices: &Choices) -> ByName {
        by_axis(&self.entities, choices)
    }

    pub(super) fn years(&self, choices: &Choices) -> ByName {
        by_axis(&self.years, choices)
    }
}

/// Cells by the number of a name, or by year.
pub(super) type ByName = BTreeMap<u64, Vec<(FactorKey, Cell)>>;

/// Bits of a zone in a key.
const ZONE: u32 = 9;
/// Bits of a choice in a key.
const CHOICE: u32 = 20;
const CHOICE_MASK: u128 = (1 << CHOICE) - 1;
/// Bits of both.
const SMALL: u32 = ZONE + CHOICE;

fn add_table<K: Copy + Eq + std::hash::Hash>(mine: &mut Table<K>, later: &Table<K>) {
    for (key, cell) in later {
        mine.entry(*key).or_default().merge(cell);
    }
}

#[inline]
fn put<K: Eq + std::hash::Hash>(table: &mut Table<K>, key: K, weight: &Weight) {
    table.entry(key).or_default().add(weight);
}

fn by_axis(table: &Table<u64>, choices: &Choices) -> ByName {
    let mut out = ByName::new();
    for (key, cell) in table {
        out.entry(key >> SMALL).or_default().push((factors_of(u128::from(*key)), *cell));
    }
    for cells in out.values_mut() {
        cells.sort_unstable_by(|(a, _), (b, _)| {
            (choices.rank(a.choice), a.zone).cmp(&(choices.rank(b.choice), b.zone))
        });
    }
    out
}

fn factors_of(key: u128) -> FactorKey {
    FactorKey {
        choice: ChoiceId(((key >> ZONE) & CHOICE_MASK) as u32),
        zone: ZoneId((key & ((1 << ZONE) - 1)) as u16),
    }
}

/// Packs what a main cell stands for, low bits first: zone 9, choice 20, state 3, origins 3 + 3,
/// datacentre 10, assumptions 32, gaps 8, tenure 2.
#[inline]
fn main_key(line: &Equipment, weighed: &Weighed) -> u128 {
    let origin = |origin: Option<Origin>| origin.map_or(7, |origin| origin as u64);
    let centre = line.datacentre.map_or(NO_CENTRE, |at| u64::from(at).min(NO_CENTRE - 1));
    let high = line.state as u64
        | origin(weighed.lifetime.map(|(_, origin)| origin)) << 3
        | origin(weighed.energy.map(|(_, origin)| origin)) << 6
        | centre << 9
        | u64::from(weighed.assumed) << 19
        | u64::from(weighed.gaps) << 51
        | (line.tenure as u64) << 59;
    let low = u64::from(line.zone.0) | u64::from(weighed.choice.0) << ZONE;
    u128::from(high) << SMALL | u128::from(low)
}

#[expect(clippy::cast_possible_truncation, reason = "each part is masked to its bits")]
fn kind_of(key: u128) -> Kind {
    let high = (key >> SMALL) as u64;
    let origin = |bits: u64| Origin::ALL.get((bits & 7) as usize).copied();
    let centre = (high >> 9) & NO_CENTRE;
    Kind {
        factors: factors_of(key),
        state: State::ALL[(high & 7) as usize],
        lifetime: origin(high >> 3),
        energy: origin(high >> 6),
        centre: (centre != NO_CENTRE).then_some(centre as u16),
        assumed: ((high >> 19) & 0xFFFF_FFFF) as u32,
        gaps: ((high >> 51) & 0xFF) as u8,
        tenure: Tenure::ALL[((high >> 59) & 3) as usize],
    }
}
