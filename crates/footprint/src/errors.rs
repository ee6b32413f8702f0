//! The errors of a total: its parts, and the unknowns that each part's error comes from.
//!
//! A total is a sum of parts, each a product: factor × units ÷ lifetime, or electricity × energy ×
//! PUE. Each uncertain element of a product is an [`SharedUnknown`]: parts that share one share its error.

use super::part::{ErrorAmount, TotalPart, TypeLines};
use super::spread_over::ErringLifetime;
use super::unknown::is_wide;
use super::unknown::{Make, SharedUnknown, unknown_of};
use super::valued::Valued;
use crate::impact::Kernel;
use crate::matching::{Choice, ChoiceId, Ranks};
use factor::configuration::{Bends, Shared, bends};
use factor::{FactorId, TypeId};
use ground::fault::Fault;
use ground::provenance::{Assumption, Origin};
use ground::quantity::Interval;
use ground::stage::Stage;
use std::collections::{BTreeMap, HashMap};

/// How much of a stage of a cell is of what is asked, 0 to 1.
pub(super) type ShareOf<'a> = &'a dyn Fn(&Valued, Stage) -> f64;

/// What parts are told apart by: a factor, and what stretches its weight.
type PartKey = (FactorId, Option<SharedUnknown>, Option<SharedUnknown>);
type ErrorParts = HashMap<PartKey, GatheredWeight, foldhash::fast::FixedState>;

/// A weight added up, and how much of its width each of its two stretches carries.
#[derive(Default)]
struct GatheredWeight {
    first: Interval,
    second: Interval,
    both: f64,
}

/// A factor of machines priced from their parts, and what stretches all of them besides: a lifetime,
/// a PUE.
type BuiltKey = (FactorId, Option<SharedUnknown>);

/// Machines priced from their parts, added up over one factor: what each rests on bends the sum as
/// much as it bends each, in proportion.
#[derive(Default)]
struct BuiltFromParts {
    other: Interval,
    both: f64,
    loads: BTreeMap<Shared, f64>,
}

impl BuiltFromParts {
    /// Adds so much, times what stretches it, with what bends it.
    fn add(&mut self, stretch: Interval, much: f64, bends: &[(Shared, f64)]) {
        let both = stretch.value * much;
        self.other += stretch * much;
        self.both += both;
        for (shared, load) in bends {
            *self.loads.entry(*shared).or_default() += load * both;
        }
    }
}

/// What errs: choices by their places among all, and how each machine that is priced from its parts
/// bends, worked out once for all that is asked.
pub(super) struct Erring<'k, 's> {
    pub(super) kernel: &'k Kernel<'s>,
    ranks: &'k Ranks,
    bends: BTreeMap<ChoiceId, Bends>,
}

impl<'k, 's> Erring<'k, 's> {
    /// That of all cells.
    pub(super) fn of(kernel: &'k Kernel<'s>, ranks: &'k Ranks, cells: &[Valued]) -> Self {
        let mut known = BTreeMap::new();
        for id in cells.iter().map(|valued| valued.kind.factors.choice) {
            if let Some(machine) = &kernel.choice(id).machine {
                known.entry(id).or_insert_with(|| bends(kernel.set, machine));
            }
        }
        Self { kernel, ranks, bends: known }
    }
}

/// The parts of a criterion's total (its place in [`Kernel::criteria`]). What stands in a datacentre
/// of the places `metered` draws with the rest of its room what the meter says, which is exact.
///
/// # Errors
///
/// A zone has no electricity factor that could stand in for the year.
pub(super) fn parts(
    erring: &Erring<'_, '_>,
    cells: (&[Valued], &[usize]),
    amounts: &[ErrorAmount],
    criterion: usize,
) -> Result<Vec<TotalPart>, Fault> {
    parts_of(erring, cells, amounts, (criterion, &|_, _| 1.0))
}

/// The parts of what is so much of each stage of each cell.
///
/// # Errors
///
/// As [`parts`].
pub(super) fn parts_of(
    erring: &Erring<'_, '_>,
    (cells, metered): (&[Valued], &[usize]),
    amounts: &[ErrorAmount],
    (criterion, share_of): (usize, ShareOf<'_>),
) -> Result<Vec<TotalPart>, Fault> {
    let mut gathered = ErrorParts::default();
    let mut built: BTreeMap<BuiltKey, BuiltFromParts> = BTreeMap::new();
    let Erring { kernel, ranks, bends } = erring;
    let mut lines: BTreeMap<TypeId, TypeLines> = BTreeMap::new();
    let place = kernel.criteria[criterion];
    for valued in cells {
        let Valued { kind, cell, .. } = valued;
        let id = kind.factors.choice;
        let choice = kernel.choice(id);
        let make = SharedUnknown::Make(Make { rank: ranks.of(id), choice: id });
        let drawn = cell.weight.kwh.0 * share_of(valued, Stage::Use);
        let lifetime = is_wide(cell.weight.embodied).then(|| lifetime_of(kernel, choice)).flatten();
        let bends = bends.get(&id);
        let mut weighs = 0.0_f64;
        for term in choice.terms.iter().filter(|term| term.criterion == place) {
            let making = cell.weight.embodied * share_of(valued, term.stage);
            weighs = weighs.max(making.value);
            if let Some(bends) = bends.filter(|_| is_wide(term.quantity)) {
                let at = built.entry((term.factor, lifetime)).or_default();
                at.add(making, term.quantity.value, bends.of(term.factor));
                continue;
            }
            let held = is_wide(term.quantity).then_some(make);
            put(&mut gathered, (term.factor, lifetime, held), making, term.quantity);
        }
        let of = choice.terms.iter().find(|term| term.criterion == place);
        if let Some((kin, _)) = of.and_then(|term| kernel.set.factor(term.factor).of_type) {
            let at = lines.entry(kin).or_default();
            if weighs > 0.0 {
                at.weight += cell.weight.embodied.value;
                at.squared += cell.squared;
            }
        }
        if drawn == Interval::ZERO {
            continue;
        }
        let Some(electricity) = kernel.mix(kind.factors.zone)?.factors[place] else { continue };
        if kind.centre.is_some_and(|at| metered.contains(&usize::from(at))) {
            let drawn = Interval::exact(drawn.value);
            put(&mut gathered, (electricity, None, None), drawn, Interval::exact(1.0));
            continue;
        }
        let by_default = kind.assumed.contains(Assumption::DefaultPue);
        let pue_factor = by_default.then(|| kernel.default_pue(kind.factors.zone)).flatten();
        let pue = pue_factor.map_or(Interval::exact(1.0), |id| kernel.set.factor(id).amount);
        let before_pue = drawn.before_times(pue);
        let pue_unknown = pue_factor.filter(|_| is_wide(pue)).map(SharedUnknown::Factor);
        if let Some(bends) = bends
            && kind.energy == Some(Origin::Configuration)
        {
            let at = built.entry((electricity, pue_unknown)).or_default();
            at.add(pue, before_pue.value, &bends.energy);
            continue;
        }
        let energy = is_wide(before_pue).then(|| energy_of(choice, kind.energy, make)).flatten();
        put(&mut gathered, (electricity, energy, pue_unknown), before_pue, pue);
    }
    let mut gathered: Vec<(PartKey, GatheredWeight)> = gathered.into_iter().collect();
    // In the order of what they are, not of a table.
    gathered.sort_unstable_by_key(|(key, _)| *key);
    let mut parts: Vec<TotalPart> = gathered
        .into_iter()
        .filter(|(_, gathered)| gathered.both != 0.0)
        .map(|((factor, first, second), gathered)| {
            let mut part = match kernel.set.law(factor) {
                Some(law) => {
                    TotalPart::among_published(kernel.set, factor, gathered.both, law, &lines)
                }
                None => TotalPart::of(kernel.set, factor, gathered.both),
            };
            part.stretch(kernel.set, first, gathered.first);
            part.stretch(kernel.set, second, gathered.second);
            part
        })
        .collect();
    for ((factor, other), built) in built.into_iter().filter(|(_, built)| built.both != 0.0) {
        let mut part = TotalPart::of(kernel.set, factor, built.both);
        part.stretch(kernel.set, other, built.other);
        for (shared, load) in built.loads {
            part.loads.push((unknown_of(shared), load / built.both));
        }
        parts.push(part);
    }
    parts.extend(amounts.iter().map(|one| TotalPart::of_amount(kernel.set, one)));
    Ok(parts)
}

fn put(gathered: &mut ErrorParts, key: PartKey, first: Interval, second: Interval) {
    let at = gathered.entry(key).or_default();
    at.first += first;
    at.second += second * first.value;
    at.both += first.value * second.value;
}

fn lifetime_of(kernel: &Kernel<'_>, choice: &Choice) -> Option<SharedUnknown> {
    ErringLifetime::of(kernel, choice).map(ErringLifetime::unknown)
}

fn energy_of(
    choice: &Choice,
    origin: Option<Origin>,
    make: SharedUnknown,
) -> Option<SharedUnknown> {
    match origin {
        Some(Origin::Measured | Origin::Declared) | None => None,
        Some(_) => Some(choice.energy.and_then(|e| e.factor).map_or(make, SharedUnknown::Factor)),
    }
}
