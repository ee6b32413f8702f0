//! Weights by axis: small tables whose sums merge, whatever the number of threads.

use crate::equipment::{Equipment, State};
use crate::factor::{TypeId, ZoneId};
use crate::impact::{FactorKey, Weighed, Weight};
use crate::provenance::Origin;
use std::collections::{BTreeMap, HashMap};

type Fast = foldhash::fast::FixedState;
type Table = HashMap<u64, Cell, Fast>;

/// Lines that share all that a cell's key holds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cell {
    pub(super) rows: u64,
    pub(super) weight: Weight,
}

/// What a cell of the main table stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) factors: FactorKey,
    pub(super) state: State,
    pub(super) lifetime: Option<Origin>,
    pub(super) energy: Option<Origin>,
    pub(super) centre: Option<u16>,
    pub(super) assumed: u16,
    pub(super) gaps: u8,
}

/// The place of a line that stands in no listed datacentre.
const NO_CENTRE: u64 = 1023;

/// Weights of many lines by axis.
#[derive(Debug, Clone)]
pub struct Weights {
    main: Table,
    sites: Table,
    entities: Table,
    years: Table,
}

impl Default for Weights {
    fn default() -> Self {
        let table = || HashMap::with_hasher(Fast::with_seed(7));
        Self { main: table(), sites: table(), entities: table(), years: table() }
    }
}

impl Weights {
    /// Adds a line.
    #[inline]
    pub fn add(&mut self, line: &Equipment, weighed: &Weighed) {
        let small = u64::from(line.type_id.0) << 9 | u64::from(line.zone.0);
        let year = line.acquired.map_or(0, |(day, _)| day.year());
        let year = u64::try_from(year).unwrap_or(0);
        put(&mut self.main, main_key(line, weighed), &weighed.weight);
        put(&mut self.sites, u64::from(line.site) << 21 | small, &weighed.weight);
        put(&mut self.entities, u64::from(line.entity) << 21 | small, &weighed.weight);
        put(&mut self.years, year << 21 | small, &weighed.weight);
    }

    /// Adds the weights of later lines.
    pub fn merge(&mut self, later: &Self) {
        for (mine, other) in [
            (&mut self.main, &later.main),
            (&mut self.sites, &later.sites),
            (&mut self.entities, &later.entities),
            (&mut self.years, &later.years),
        ] {
            for (key, cell) in other {
                let mine = mine.entry(*key).or_default();
                mine.rows += cell.rows;
                mine.weight += cell.weight;
            }
        }
    }

    pub(super) fn main(&self) -> Vec<(Kind, Cell)> {
        sorted(&self.main).into_iter().map(|(key, cell)| (kind_of(key), cell)).collect()
    }

    pub(super) fn sites(&self) -> BTreeMap<u64, Vec<(FactorKey, Cell)>> {
        by_axis(&self.sites)
    }

    pub(super) fn entities(&self) -> BTreeMap<u64, Vec<(FactorKey, Cell)>> {
        by_axis(&self.entities)
    }

    pub(super) fn years(&self) -> BTreeMap<u64, Vec<(FactorKey, Cell)>> {
        by_axis(&self.years)
    }
}

#[inline]
fn put(table: &mut Table, key: u64, weight: &Weight) {
    let cell = table.entry(key).or_default();
    cell.rows += 1;
    cell.weight += *weight;
}

/// Sums are taken in the order of the keys, so that a total is the same on every machine.
fn sorted(table: &Table) -> Vec<(u64, Cell)> {
    let mut cells: Vec<(u64, Cell)> = table.iter().map(|(key, cell)| (*key, *cell)).collect();
    cells.sort_unstable_by_key(|(key, _)| *key);
    cells
}

fn by_axis(table: &Table) -> BTreeMap<u64, Vec<(FactorKey, Cell)>> {
    let mut out: BTreeMap<u64, Vec<(FactorKey, Cell)>> = BTreeMap::new();
    for (key, cell) in sorted(table) {
        out.entry(key >> 21).or_default().push((factors_of(key), cell));
    }
    out
}

fn factors_of(small: u64) -> FactorKey {
    FactorKey {
        type_id: TypeId(((small >> 9) & 0xFFF) as u16),
        zone: ZoneId((small & 0x1FF) as u16),
    }
}

/// Packs what a main cell stands for, low bits first: zone 9, type 12, state 3, origins 3 + 3,
/// datacentre 10, assumptions 13, gaps 5.
#[inline]
fn main_key(line: &Equipment, weighed: &Weighed) -> u64 {
    let origin = |origin: Option<Origin>| origin.map_or(7, |origin| origin as u64);
    let centre = line.datacentre.map_or(NO_CENTRE, |at| u64::from(at).min(NO_CENTRE - 1));
    u64::from(line.zone.0)
        | u64::from(line.type_id.0) << 9
        | (line.state as u64) << 21
        | origin(weighed.lifetime.map(|(_, origin)| origin)) << 24
        | origin(weighed.energy.map(|(_, origin)| origin)) << 27
        | centre << 30
        | u64::from(weighed.assumed) << 40
        | u64::from(weighed.gaps) << 53
}

fn kind_of(key: u64) -> Kind {
    let origin = |bits: u64| Origin::ALL.get((bits & 7) as usize).copied();
    let centre = (key >> 30) & NO_CENTRE;
    Kind {
        factors: factors_of(key & 0x1F_FFFF),
        state: State::ALL[((key >> 21) & 7) as usize],
        lifetime: origin(key >> 24),
        energy: origin(key >> 27),
        centre: (centre != NO_CENTRE).then_some(centre as u16),
        assumed: ((key >> 40) & 0x1FFF) as u16,
        gaps: ((key >> 53) & 0x1F) as u8,
    }
}
