//! The errors of a total: its parts, and the unknowns that each part's error comes from.
//!
//! A total is a sum of parts, each a product: factor × units ÷ lifetime, or electricity × energy ×
//! PUE. Each uncertain element of a product is an [`SharedUnknown`]: parts that share one share its error.

use super::assess::Valued;
use super::difference::{Stake, StakesAmong};
use super::spread_over::{ErringLifetime, own_coverage};
use crate::impact::{Kernel, Scope};
use crate::matching::{Choice, ChoiceId, Ranks};
use factor::configuration::{Bends, Shared, bends};
use factor::{BoundsCoverage, Factor, FactorId, FactorSet, Law, TypeId};
use ground::fault::Fault;
use ground::provenance::{Assumption, Origin};
use ground::quantity::Interval;
use ground::stage::Stage;
use std::collections::{BTreeMap, HashMap};

/// Standard deviations from the centre to a bound that leaves 5 % outside.
pub(super) const Z90: f64 = 1.644_853_626_951_472_2;

/// What errs, the same way everywhere at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum SharedUnknown {
    /// A factor of the set: of making, electricity, lifetime, energy or PUE.
    Factor(FactorId),
    /// The organisation's own lifetime of a type.
    OwnLifetime(TypeId),
    /// How much of its host a rented instance holds, or how much it draws.
    Make(Make),
    /// What several machines priced from their parts rest on.
    Parts(Shared),
    /// How the true mean of a type stands to what its source says: shared by every unit.
    Method(TypeId),
    /// How the models of a type stand to its mean.
    Models(TypeId),
    /// How one model, of such a number, stands to the mean of its type.
    Model(u32),
}

/// A configuration: by its place among all choices first, so that unknowns are in an order that no
/// thread's speed changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Make {
    pub(super) rank: u32,
    pub(super) choice: ChoiceId,
}

/// A part of a total.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TotalPart {
    /// Its expected value, in the criterion's unit: the value used, but for a factor whose type has
    /// published figures that say another centre.
    pub(super) mean: f64,
    /// Its unknowns, each with the standard deviation of its logarithm.
    pub(super) loads: Vec<(SharedUnknown, f64)>,
    /// An error that adds up instead of multiplying, and its standard deviation: of a factor that
    /// may be zero or less.
    pub(super) added: Option<(SharedUnknown, f64)>,
}

/// A meter's difference, or another line of its own: an amount of one factor.
#[derive(Clone)]
pub(super) struct ErrorAmount {
    /// The line that it is of, by its name in files.
    pub(super) line: String,
    /// The factor for the criterion.
    pub(super) factor: FactorId,
    /// How much of it.
    pub(super) quantity: f64,
    /// The factors that the quantity is a product of, and errs with.
    pub(super) stretched_by: Vec<FactorId>,
    /// The scopes that it is of, with the share of each.
    pub(super) scopes: Vec<(Scope, f64)>,
}

impl ErrorAmount {
    /// An amount known exactly.
    pub(super) fn exact(
        line: String,
        factor: FactorId,
        quantity: f64,
        scopes: Vec<(Scope, f64)>,
    ) -> Self {
        Self { line, factor, quantity, stretched_by: Vec::new(), scopes }
    }
}

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

/// A parameter of the set is a factor as any other.
fn unknown_of(shared: Shared) -> SharedUnknown {
    match shared {
        Shared::Parameter(id) => SharedUnknown::Factor(id),
        other => SharedUnknown::Parts(other),
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

/// The lines of a type: what they weigh together, and the squares of what each weighs.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct TypeLines {
    pub(super) weight: f64,
    pub(super) squared: f64,
}

impl TypeLines {
    /// How many lines of equal weight they are worth, at least one.
    pub(super) fn worth(&self) -> f64 {
        if self.squared > 0.0 { (self.weight * self.weight / self.squared).max(1.0) } else { 1.0 }
    }
}

impl TotalPart {
    /// An amount of a factor, with its errors.
    pub(super) fn of_amount(set: &FactorSet, one: &ErrorAmount) -> Self {
        Self::of(set, one.factor, one.quantity).stretched(set, &one.stretched_by)
    }

    /// One of a factor that a sum of stakes rests on, and what stretches it: with the error that all
    /// of its type share, and what each model errs by itself: averaged over so many lines, or whole
    /// where the stake is of one model alone. Machines of a type that are priced from their parts
    /// bend it as they do on the mean.
    pub(super) fn of_stake(set: &FactorSet, stake: &Stake, among: &StakesAmong) -> Self {
        let Stake { factor: id, ref stretched_by, model, of_type, .. } = *stake;
        let factor = set.factor(id);
        let part = match set.law(id) {
            Some(law) => {
                let mean = factor.amount.value * centre_of(law);
                let mut part = Self { mean, loads: Vec::new(), added: None };
                part.loads.push((SharedUnknown::Method(law.type_id), law.shared));
                match (factor.topic == "equipment", model) {
                    // A model's own figure errs by its own bounds.
                    (false, _) => {
                        part.stretch(set, Some(SharedUnknown::Factor(id)), factor.amount);
                    }
                    (true, Some(model)) => part.loads.push((SharedUnknown::Model(model), law.own)),
                    (true, None) => part.loads.extend(among.lines.own(factor, law)),
                }
                part
            }
            None => Self::of(set, id, 1.0),
        };
        let mut part = part.stretched(set, stretched_by);
        if let Some(of_type) = of_type {
            let kind = (id, stretched_by.clone(), of_type);
            let loads = among.bent.loads(&kind);
            part.loads.extend(loads.map(|(shared, load)| (unknown_of(shared), load)));
        }
        part
    }

    /// So many times it.
    pub(super) fn times(&self, by: f64) -> Self {
        let added = self.added.map(|(unknown, deviation)| (unknown, deviation * by));
        Self { mean: self.mean * by, loads: self.loads.clone(), added }
    }

    fn stretched(mut self, set: &FactorSet, by: &[FactorId]) -> Self {
        for id in by {
            self.stretch(set, Some(SharedUnknown::Factor(*id)), set.factor(*id).amount);
        }
        self
    }

    /// An amount of a factor that stands among published figures: all that is of the type errs
    /// with them, and each line with its own model, which averages out.
    fn among_published(
        set: &FactorSet,
        id: FactorId,
        quantity: f64,
        law: Law,
        lines: &BTreeMap<TypeId, TypeLines>,
    ) -> Self {
        let factor = set.factor(id);
        let mean = factor.amount.value * quantity * centre_of(law);
        let mut part = Self { mean, loads: Vec::new(), added: None };
        part.loads.push((SharedUnknown::Method(law.type_id), law.shared));
        match factor.of_type.filter(|_| factor.topic == "equipment") {
            Some((kin, _)) => {
                let worth = lines.get(&kin).map_or(1.0, TypeLines::worth);
                part.loads.push((SharedUnknown::Models(kin), law.own / worth.sqrt()));
            }
            // A model's own figure errs by its own bounds.
            None => part.stretch(set, Some(SharedUnknown::Factor(id)), factor.amount),
        }
        part
    }

    /// An amount of a factor, with the factor's error and no other.
    fn of(set: &FactorSet, id: FactorId, quantity: f64) -> Self {
        let Factor { amount, coverage, .. } = set.factor(id);
        let mut part = Self { mean: amount.value * quantity, loads: Vec::new(), added: None };
        if amount.low > 0.0 {
            part.stretch(set, Some(SharedUnknown::Factor(id)), *amount);
        } else if is_wide(*amount) {
            let deviation = (amount.high - amount.low) / coverage.width() * quantity;
            part.added = Some((SharedUnknown::Factor(id), deviation));
        }
        part
    }

    /// Lets an unknown stretch the part as much as the bounds it made say.
    fn stretch(&mut self, set: &FactorSet, unknown: Option<SharedUnknown>, bounds: Interval) {
        let Some(unknown) = unknown else { return };
        let coverage = match unknown {
            SharedUnknown::Factor(id) => set.factor(id).coverage,
            SharedUnknown::OwnLifetime(_) => own_coverage(),
            SharedUnknown::Make(_)
            | SharedUnknown::Parts(_)
            | SharedUnknown::Method(_)
            | SharedUnknown::Models(_)
            | SharedUnknown::Model(_) => BoundsCoverage::default(),
        };
        let spread = spread(bounds, coverage);
        if spread > 0.0 {
            self.loads.push((unknown, spread));
        }
    }
}

/// How the expected value stands to the one used, by what is published: the mean of a log-normal lies
/// above its centre, which is that of the figures.
fn centre_of(law: Law) -> f64 {
    law.ratio * (law.shared * law.shared / 2.0).exp()
}

/// The standard deviation of the logarithm of a positive quantity, from its bounds and the share of
/// cases between them.
pub(super) fn spread(bounds: Interval, coverage: BoundsCoverage) -> f64 {
    if bounds.low > 0.0 && is_wide(bounds) {
        (bounds.high / bounds.low).ln() / coverage.width()
    } else {
        0.0
    }
}

fn is_wide(interval: Interval) -> bool {
    interval.high > interval.low
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
