//! How sure a total is, what drives its error, and which missing datum would narrow it most.

use super::errors::{Erring, parts};
use super::montecarlo::{closed_form, drawn, fewer, moments, of_unknown, third_moment};
use super::part::{ErrorAmount, TotalPart};
use super::unknown::SharedUnknown;
use super::valued::Valued;
use crate::impact::Kernel;
use factor::configuration::Shared;
use factor::{FactorId, FactorSet, TypeId};
use ground::fault::Fault;
use ground::quantity::Interval;
use std::collections::BTreeMap;

/// How many data are tried, those that carry most first.
const TRIED: usize = 8;
/// The share of the variance that a datum must carry to be worth asking for.
const WORTH: f64 = 0.01;
/// How many drivers are kept.
const DRIVERS: usize = 100;

/// How sure the total of a criterion is.
#[derive(Debug, Clone, PartialEq)]
pub struct Uncertainty {
    /// The total, and its 90 % interval: that of the law, stretched to the total where it stands
    /// outside ([`Uncertainty::is_stretched`]).
    pub interval: Interval,
    /// The 5th and the 95th percentile of the law, by draws, whatever the total.
    pub law: Interval,
    /// The same by its moments, in closed form: what the draws are checked by.
    pub closed_form: Interval,
    /// What carries the variance, most first.
    pub drivers: Vec<Driver>,
    /// The missing datum that would narrow the interval most.
    pub wanted: Option<Wanted>,
}

/// What errs, and its share of the variance of a total.
#[derive(Debug, Clone, PartialEq)]
pub struct Driver {
    /// Its name in files: a factor's identifier, where it is one.
    pub id: String,
    /// The factor, where it is one.
    pub factor: Option<FactorId>,
    /// Its share of the variance, 0 to 1; those of all unknowns sum to 1.
    pub variance_share: f64,
}

/// A datum that the organisation could give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WantedDatum {
    /// The models of a type's equipment, or their makers' figures.
    Model(TypeId),
    /// How long equipment of a type lasts in the organisation.
    Lifetime(TypeId),
    /// The electricity that equipment of a type draws.
    Energy(TypeId),
    /// The PUE of datacentres, by the default that stands in.
    Pue(FactorId),
}

/// A missing datum, and what knowing it would do at most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wanted {
    /// The datum.
    pub datum: WantedDatum,
    /// The 90 % interval, were it known exactly.
    pub interval: Interval,
}

/// How sure the total of a criterion is (its place in [`Kernel::criteria`]), of cells, some of them in
/// the datacentres of these places, whose meters say what they draw together.
pub(super) fn uncertainty(
    erring: &Erring<'_, '_>,
    cells: (&[Valued], &[usize]),
    amounts: &[ErrorAmount],
    criterion: usize,
    total: f64,
) -> Result<Uncertainty, Fault> {
    let kernel = erring.kernel;
    let all = parts(erring, cells, amounts, criterion)?;
    let (parts, own) = fewer(&all);
    let (mean, variance) = moments(&parts);
    // An interval holds the total that it is told of, wherever the law is centred.
    let around = |interval: Interval| Interval {
        value: total,
        low: interval.low.min(total),
        high: interval.high.max(total),
    };
    let of_law = |interval: Interval| Interval { value: total, ..interval };
    let unknowns = of_unknown(&all);
    let carried: f64 = unknowns.iter().map(|(_, variance)| variance).sum();
    let wanted = wanted(kernel.set, &parts, &unknowns, carried);
    let (interval, narrowed) = drawn(&parts, wanted.as_ref().map(|(_, parts)| &**parts), own);
    Ok(Uncertainty {
        interval: around(interval),
        law: of_law(interval),
        closed_form: of_law(closed_form(mean, variance + own * own, third_moment(&parts))),
        wanted: wanted
            .zip(narrowed)
            .map(|((datum, _), interval)| Wanted { datum, interval: around(interval) }),
        drivers: unknowns
            .iter()
            .take(DRIVERS)
            .map(|(unknown, variance)| Driver {
                id: name(kernel, *unknown),
                factor: match unknown {
                    SharedUnknown::Factor(id) => Some(*id),
                    _ => None,
                },
                variance_share: variance / carried,
            })
            .collect(),
    })
}

fn name(kernel: &Kernel<'_>, unknown: SharedUnknown) -> String {
    match unknown {
        SharedUnknown::Factor(id) => kernel.set.factor(id).id.clone(),
        SharedUnknown::OwnLifetime(id) => {
            format!("own_lifetime.{}", kernel.set.equipment_type(id).code)
        }
        SharedUnknown::Make(make) => format!("make.{}", kernel.choice(make.choice).name),
        SharedUnknown::Parts(shared) => shared_name(kernel.set, shared),
        SharedUnknown::Method(id) => format!("published.{}", kernel.set.equipment_type(id).code),
        SharedUnknown::Models(id) => format!("models.{}", kernel.set.equipment_type(id).code),
        SharedUnknown::Model(number) => format!("model.{number}"),
    }
}

/// What machines priced from their parts rest on, by its name in files.
fn shared_name(set: &FactorSet, shared: Shared) -> String {
    match shared {
        Shared::Parameter(id) => set.factor(id).id.clone(),
        Shared::Assumed(assumed) => format!("assumed.{}", assumed.code()),
        Shared::Die(place) => format!("die.{}", set.processor_family(place)),
        Shared::Power(place) => format!("power.{}", set.processor_family(place)),
        Shared::Cases => "assumed.cases".to_owned(),
    }
}

/// What an organisation would say to make an unknown known.
fn datum_of(set: &FactorSet, unknown: SharedUnknown) -> Option<WantedDatum> {
    let id = match unknown {
        SharedUnknown::Factor(id) => id,
        // Which models they are tells their own part, and not how far the sources stand apart.
        SharedUnknown::Models(id) => return Some(WantedDatum::Model(id)),
        SharedUnknown::OwnLifetime(_)
        | SharedUnknown::Make(_)
        | SharedUnknown::Parts(_)
        | SharedUnknown::Method(_)
        | SharedUnknown::Model(_) => {
            return None;
        }
    };
    let factor = set.factor(id);
    let kind = set.type_named(&factor.subject);
    match factor.topic {
        "equipment" => kind.map(WantedDatum::Model),
        "lifetimes" => kind.map(WantedDatum::Lifetime),
        "energy" => kind.map(WantedDatum::Energy),
        "datacentres" => Some(WantedDatum::Pue(id)),
        _ => None,
    }
}

/// The datum without whose error the interval would be narrowest, and the parts without it; none
/// where no datum carries anything worth telling.
fn wanted(
    set: &FactorSet,
    parts: &[TotalPart],
    unknowns: &[(SharedUnknown, f64)],
    carried: f64,
) -> Option<(WantedDatum, Vec<TotalPart>)> {
    let mut data: BTreeMap<WantedDatum, (f64, Vec<SharedUnknown>)> = BTreeMap::new();
    for (unknown, variance) in unknowns {
        if let Some(datum) = datum_of(set, *unknown) {
            let of = data.entry(datum).or_default();
            of.0 += variance;
            of.1.push(*unknown);
        }
    }
    let worth = |(_, (variance, _)): &(WantedDatum, (f64, Vec<SharedUnknown>))| {
        *variance >= WORTH * carried
    };
    let mut data: Vec<_> = data.into_iter().filter(worth).collect();
    data.sort_by(|(a, (a_var, _)), (b, (b_var, _))| b_var.total_cmp(a_var).then(a.cmp(b)));
    data.into_iter()
        .take(TRIED)
        .map(|(datum, (_, known))| {
            let narrowed = without(parts, &known);
            (datum, moments(&narrowed).1, narrowed)
        })
        .min_by(|(_, a, _), (_, b, _)| a.total_cmp(b))
        .map(|(datum, _, narrowed)| (datum, narrowed))
}

fn without(parts: &[TotalPart], known: &[SharedUnknown]) -> Vec<TotalPart> {
    parts
        .iter()
        .map(|part| TotalPart {
            mean: part.mean,
            loads: part.loads.iter().filter(|(u, _)| !known.contains(u)).copied().collect(),
            added: part.added.filter(|(u, _)| !known.contains(u)),
        })
        .collect()
}

impl Uncertainty {
    /// Whether the total stands outside the 90 % interval of its law, which is centred where the
    /// published figures are: the interval then holds more than 90 % of the cases.
    pub fn is_stretched(&self) -> bool {
        self.interval.low < self.law.low || self.law.high < self.interval.high
    }
}

impl WantedDatum {
    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Model(_) => "model",
            Self::Lifetime(_) => "lifetime",
            Self::Energy(_) => "energy",
            Self::Pue(_) => "pue",
        }
    }

    /// What it is about, in the set.
    pub fn subject(self, set: &FactorSet) -> &str {
        match self {
            Self::Model(id) | Self::Lifetime(id) | Self::Energy(id) => &set.equipment_type(id).code,
            Self::Pue(id) => &set.factor(id).subject,
        }
    }
}
