//! Machines of the earlier year that the later one lists no more, though nothing tells that they left: a
//! list that was not finished is no fall.
//!
//! Those in whose place others of their kind came were replaced. So were, at desks, one kind of computer by
//! another.

use super::gone::LotsGone;
use super::pairs::Pairs;
use super::perimeter::{ApartKind, Reason, desk_of};
use super::seen::WeighedRow;
use super::year::Both;
use equipment::{Marks, State};
use factor::{FactorSet, TypeId};
use ground::provenance::Assumption;
use std::collections::{BTreeMap, HashSet};
use std::num::NonZeroU64;

/// What is left of a unit that was shared out, and is none.
const NONE: f64 = 1e-9;

/// Marks what nobody says to have left: rows are cut where some of their units have.
pub(crate) fn mark(
    both: &mut Both<'_>,
    pairs: &mut Pairs,
    reasons: &mut [Vec<Option<Reason>>; 2],
    set: &FactorSet,
) {
    let missing = missing(both, pairs, &reasons[0], set);
    if missing.is_empty() {
        return;
    }
    let mut lots = LotsLeft::of(both, pairs, set);
    let mut came = arrived(both, pairs, reasons, set);
    for (at, units) in missing {
        let row = both.years[0].rows[at as usize];
        let told = lots.take(both, &row, set, units);
        let place = came.entry(desk_of(row.type_id, set)).or_default();
        let replaced = (units - told).min(*place);
        *place -= replaced;
        let left = units - told - replaced;
        if left > NONE {
            set_apart((at, left), both, pairs, reasons, set);
        }
    }
}

/// Sets so many units of a row apart; what is left of it stands at the end, as a row of its own.
fn set_apart(
    (at, units): (u32, f64),
    both: &mut Both<'_>,
    pairs: &mut Pairs,
    reasons: &mut [Vec<Option<Reason>>; 2],
    set: &FactorSet,
) {
    let rows = &mut both.years[0].rows;
    let row = rows[at as usize];
    if row.units - units > NONE {
        rows[at as usize] = row.part(units);
        rows.push(row.part(row.units - units));
        pairs.later.push(None);
        reasons[0].push(None);
    }
    let kind = u32::from(set.root(row.type_id).0);
    reasons[0][at as usize] = Some((ApartKind::Unlisted, kind));
}

/// Rows of machines that the later year has no more, with their units of which neither the ledger nor
/// their own row tells the end; the oldest first, which are those that are replaced.
fn missing(
    both: &Both<'_>,
    pairs: &Pairs,
    reasons: &[Option<Reason>],
    set: &FactorSet,
) -> Vec<(u32, f64)> {
    let gone = &both.years[1].gone;
    let marks = |row: &WeighedRow| {
        let (kind, Marks { id, letters, serial }) = (desk_of(row.type_id, set), row.marks);
        [id, letters, serial].into_iter().flatten().map(move |mark| (kind, mark))
    };
    let rows = (0..).zip(&both.years[0].rows).zip(&pairs.later).zip(reasons);
    let mut missing: Vec<(u32, f64)> = rows
        .filter(|(((_, row), pair), reason)| {
            pair.is_none() && reason.is_none() && row.is_named() && !is_assumed(row) && is_kept(row)
        })
        .map(|(((at, row), _), _)| (at, row.held_at_end().min(row.units * (1.0 - gone.told(row)))))
        .filter(|(_, units)| *units > NONE)
        .collect();
    if missing.is_empty() {
        return missing;
    }
    // A name that the later year has was given to another machine, or stands there twice: it is not missing.
    let there: HashSet<(TypeId, NonZeroU64)> = both.years[1].rows.iter().flat_map(marks).collect();
    let is_there = |row: &WeighedRow| marks(row).any(|mark| there.contains(&mark));
    missing.retain(|(at, _)| !is_there(&both.years[0].rows[*at as usize]));
    let day = |at: u32| both.years[0].rows[at as usize].dated();
    missing.sort_by_key(|(at, _)| (day(*at), *at));
    missing
}

/// Whether a machine was still kept: what waits to leave leaves.
fn is_kept(row: &WeighedRow) -> bool {
    !matches!(row.told.state, State::Decommissioned | State::Exited | State::Ordered)
}

fn is_assumed(row: &WeighedRow) -> bool {
    row.told.assumed.contains(Assumption::AssumedMonitors)
}

/// Units of the later year that the earlier one has not, by their kinds, but for as many as are told to
/// have left: those that came stand in for these first.
fn arrived(
    both: &Both<'_>,
    pairs: &Pairs,
    reasons: &[Vec<Option<Reason>>; 2],
    set: &FactorSet,
) -> BTreeMap<TypeId, f64> {
    let [earlier, later] = &both.years;
    let mut came: BTreeMap<TypeId, f64> = BTreeMap::new();
    let rows = later.rows.iter().zip(&pairs.earlier).zip(&reasons[1]);
    for ((row, pair), _) in rows.filter(|((row, _), reason)| reason.is_none() && !is_assumed(row)) {
        let before = pair.map_or(0.0, |at| earlier.rows[at as usize].held_at_end());
        let more = row.held_at_end() - before;
        if more > 0.0 {
            *came.entry(desk_of(row.type_id, set)).or_default() += more;
        }
    }
    let gone = earlier.rows.iter().zip(&pairs.later).zip(&reasons[0]);
    for ((row, pair), _) in gone.filter(|((row, _), reason)| reason.is_none() && !is_assumed(row)) {
        let told = if pair.is_none() { later.gone.told(row) } else { 0.0 };
        if let Some(came) = came.get_mut(&desk_of(row.type_id, set)).filter(|_| told > 0.0) {
            *came = (*came - row.units * told).max(0.0);
        }
    }
    came
}

/// Units of lots that the ledger tells to have left, by the site that they left; at none where it does not
/// say which.
struct LotsLeft(BTreeMap<u32, LotsGone>);

/// The number that stands for no site.
const NO_SITE: u32 = u32::MAX;

impl LotsLeft {
    /// Those that no row which counts fewer units accounts for.
    fn of(both: &Both<'_>, pairs: &Pairs, set: &FactorSet) -> Self {
        let [earlier, later] = &both.years;
        let of = |name: &str| later.gone.of_lots(name, true, both.since());
        let sites = (0..).zip(&both.sites).filter(|(_, name)| !name.is_empty());
        let mut all = Self(sites.map(|(at, name)| (at, of(name))).collect());
        all.0.insert(NO_SITE, of(""));
        for (row, pair) in earlier.rows.iter().zip(&pairs.later) {
            let Some(now) = pair.map(|at| &later.rows[at as usize]) else { continue };
            let fewer = row.held_at_end() - now.held_at_end();
            if fewer > 0.0 {
                all.take(both, row, set, fewer);
            }
        }
        all
    }

    /// Takes as many of a row's units out as lots tell of, and says how many.
    fn take(&mut self, both: &Both<'_>, row: &WeighedRow, set: &FactorSet, units: f64) -> f64 {
        let site = if both.sites[row.site as usize].is_empty() { NO_SITE } else { row.site };
        let mut left = units;
        for place in [site, NO_SITE] {
            let Some(lots) = self.0.get_mut(&place) else { continue };
            for kind in [Some(set.root(row.type_id)), None] {
                if let Some(lot) = lots.get_mut(&kind) {
                    let taken = left.min(*lot);
                    (*lot, left) = (*lot - taken, left - taken);
                }
            }
        }
        units - left
    }
}
