//! Names of sites or entities that one year alone has: opened, closed, or only called otherwise.

use super::gone::LotsGone;
use super::pairs::Pairs;
use super::seen::{WeighedRow, counting};
use factor::TypeId;
use std::collections::{BTreeMap, BTreeSet};

/// What of the earlier year is told to have left since: no other row of the later one is it, and nobody
/// has to look for it there.
pub(crate) struct Departed<'a> {
    /// The part of a row's units.
    pub(crate) part: &'a dyn Fn(&WeighedRow) -> f64,
    /// Units of lots, by the number of the name that they left.
    pub(crate) lots: Vec<LotsGone>,
    /// The type that lots are told of where a row is of one of its sorts.
    pub(crate) root: &'a dyn Fn(TypeId) -> TypeId,
}

impl Departed<'_> {
    /// How many of the units that a name lacks, by their types, lots that left it were of.
    fn of_lots(&self, name: u32, lacking: &BTreeMap<TypeId, f64>) -> f64 {
        let lots = &self.lots[name as usize];
        let of = |kind: Option<TypeId>| lots.get(&kind).copied().unwrap_or(0.0);
        let told: f64 = lacking.iter().map(|(kind, units)| units.min(of(Some(*kind)))).sum();
        let rest = lacking.values().sum::<f64>() - told;
        told + rest.min(of(None))
    }
}

/// Names of each year that the other has not, where both have names, and most of whose units the
/// other has not either: a site that was renamed is no new site.
///
/// What stands at a name that is apart is not there to be that of another name: a place that goes
/// and one that comes are both apart, or neither. Rows of which nothing counts in their year, long
/// gone or still to come, keep no place alive, and neither do those in stock where others were in use.
pub(crate) fn exclusive(
    rows: [&[WeighedRow]; 2],
    pairs: &Pairs,
    number: fn(&WeighedRow) -> u32,
    names: &[String],
    departed: &Departed<'_>,
) -> [BTreeSet<u32>; 2] {
    let is_named = |row: &&WeighedRow| !names[number(row) as usize].is_empty();
    let mostly =
        |rows: &[WeighedRow]| 2 * counting(rows).filter(is_named).count() >= counting(rows).count();
    let mut apart = [BTreeSet::new(), BTreeSet::new()];
    if rows.iter().any(|rows| counting(rows).next().is_none() || !mostly(rows)) {
        return apart;
    }
    let in_use = rows.map(|rows| {
        let used = counting(rows).filter(|row| row.serving > 0.0);
        used.map(number).collect::<BTreeSet<u32>>()
    });
    let known = [0, 1].map(|here| {
        let alive = |name: &u32| in_use[here].contains(name) || !in_use[1 - here].contains(name);
        counting(rows[here]).map(number).filter(alive).collect::<BTreeSet<u32>>()
    });
    let is_paired = [&pairs.later, &pairs.earlier];
    loop {
        // A row is of a name that both years have, of one that its year alone has, or apart.
        let of = |here: usize| {
            let rows = rows[here].iter().zip(is_paired[here]).filter(|(row, _)| row.counts());
            let (apart, known) = (&apart[here], &known[1 - here]);
            rows.filter(move |(row, _)| !apart.contains(&number(row)))
                .map(move |(row, pair)| (row, pair.is_some(), known.contains(&number(row))))
        };
        let left = |here: usize, row: &WeighedRow| {
            if here == 0 { (departed.part)(row) } else { 0.0 }
        };
        let free = [0, 1].map(|here| {
            let mut free: BTreeMap<TypeId, Free> = BTreeMap::new();
            for (row, _, is_common) in of(here).filter(|(_, is_paired, _)| !is_paired) {
                let units = row.units * (1.0 - left(here, row));
                free.entry(row.type_id).or_default().add(row, units, is_common);
            }
            free
        });
        let more = [0, 1].map(|here| {
            let mut counts: BTreeMap<u32, (f64, BTreeMap<TypeId, f64>)> = BTreeMap::new();
            for (row, is_paired, _) in
                of(here).filter(|(row, _, is_common)| !is_common && is_named(row))
            {
                let there = free[1 - here].get(&row.type_id).map_or(NONE, |free| *free);
                let own = free[here].get(&row.type_id).map_or(NONE, |free| *free);
                let gone = left(here, row);
                let met =
                    if is_paired { 1.0 } else { gone + (1.0 - gone) * own.met_by(there).of(row) };
                let (all, lacking) = counts.entry(number(row)).or_default();
                *all += row.units;
                let kind = (departed.root)(row.type_id);
                *lacking.entry(kind).or_default() += (1.0 - met) * row.units;
            }
            let less = counts.into_iter().filter(|(name, (all, lacking))| {
                let lots = if here == 0 { departed.of_lots(*name, lacking) } else { 0.0 };
                2.0 * (lacking.values().sum::<f64>() - lots) > *all
            });
            less.map(|(name, _)| name).collect::<BTreeSet<u32>>()
        });
        if more.iter().all(BTreeSet::is_empty) {
            return apart;
        }
        for (apart, more) in apart.iter_mut().zip(more) {
            apart.extend(more);
        }
    }
}

/// Something of units that nothing names, and of those that are named and that the other year has
/// not.
#[derive(Debug, Clone, Copy, Default)]
struct Split {
    unnamed: f64,
    named: f64,
}

impl Split {
    fn of(self, row: &WeighedRow) -> f64 {
        if row.is_named() { self.named } else { self.unnamed }
    }
}

/// Units of a type in a year that are no machine which the other year has: at names that both years
/// have, and at names that it alone has.
#[derive(Debug, Clone, Copy, Default)]
struct Free {
    common: Split,
    alone: Split,
}

/// No unit.
const NONE: Free =
    Free { common: Split { unnamed: 0.0, named: 0.0 }, alone: Split { unnamed: 0.0, named: 0.0 } };

impl Free {
    fn add(&mut self, row: &WeighedRow, units: f64, is_common: bool) {
        let of = if is_common { &mut self.common } else { &mut self.alone };
        let count = if row.is_named() { &mut of.named } else { &mut of.unnamed };
        *count += units;
    }

    /// The part of those at names of this year alone that may be units of the other year: of those at
    /// names that it alone has first, so that a place that goes is the one that comes; then of what
    /// those at common names leave. Two named units that are not the same are others.
    fn met_by(self, there: Self) -> Split {
        let Self { mut common, mut alone } = there;
        let first = alone.take(self.alone);
        let found = common.take(self.common);
        alone.take(self.common.less(found));
        common.unnamed += alone.unnamed;
        common.named += alone.named;
        let then = common.take(self.alone.less(first));
        let part = |taken: f64, wanted: f64| if wanted > 0.0 { taken / wanted } else { 0.0 };
        Split {
            unnamed: part(first.unnamed + then.unnamed, self.alone.unnamed),
            named: part(first.named + then.named, self.alone.named),
        }
    }
}

impl Split {
    fn less(self, other: Self) -> Self {
        Self { unnamed: self.unnamed - other.unnamed, named: self.named - other.named }
    }

    /// Takes so many out: unnamed ones from among the unnamed, then the named; named ones from among
    /// the unnamed. Gives back how many of each were there.
    fn take(&mut self, wanted: Self) -> Self {
        let from = |pool: &mut f64, wanted: f64| {
            let taken = wanted.min(*pool);
            *pool -= taken;
            taken
        };
        let mut unnamed = from(&mut self.unnamed, wanted.unnamed);
        unnamed += from(&mut self.named, wanted.unnamed - unnamed);
        Self { unnamed, named: from(&mut self.unnamed, wanted.named) }
    }
}
