//! How well the footprint is covered: what was measured, what was assumed, what is missing.

use super::sums::Sums;
use super::valued::Valued;
use crate::impact::{Gap, Kernel};
use crate::matching::ChoiceId;
use factor::configuration::{Assumed, Miss};
use factor::{FactorSet, TypeId};
use ground::lang::Lang;
use ground::provenance::{Assumption, Origin};
use ground::quantity::Interval;
use ground::table::numbered;
use std::collections::BTreeMap;

/// A part of the footprint, by where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// Its name in files.
    pub code: &'static str,
    /// Its name in French.
    pub label_fr: &'static str,
    /// Its name in English.
    pub label_en: &'static str,
    /// Rows.
    pub rows: u64,
    /// Share of the impact it speaks of (embodied, or use), 0 to 1.
    pub share: f64,
}

/// Something assumed: of a line, or of the parts that a machine was priced from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Supposed {
    /// Of a line.
    Line(Assumption),
    /// Of a machine's parts.
    Parts(Assumed),
}

impl Supposed {
    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Line(assumption) => assumption.code(),
            Self::Parts(assumed) => assumed.code(),
        }
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> String {
        match self {
            Self::Line(assumption) => assumption.label(lang).to_owned(),
            Self::Parts(assumed) => assumed.text().say(lang).to_owned(),
        }
    }
}

/// An assumption, and what rests on it.
#[derive(Debug, Clone, PartialEq)]
pub struct AssumptionShare {
    /// The assumption.
    pub assumption: Supposed,
    /// Rows it was made for.
    pub rows: u64,
    /// Impact that rests on it, first criterion, in its unit.
    pub impact: f64,
}

/// Lines whose figure is missing, by what is missing.
#[derive(Debug, Clone, PartialEq)]
pub struct GapCount {
    /// What is missing.
    pub gap: Gap,
    /// Rows.
    pub rows: u64,
    /// Units.
    pub units: f64,
}

/// Equipment of a type that met no embodied factor.
#[derive(Debug, Clone, PartialEq)]
pub struct Unmatched {
    /// The type.
    pub type_id: TypeId,
    /// Rows.
    pub rows: u64,
    /// Units.
    pub units: f64,
}

/// Coverage of the footprint, shares of the first criterion.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Coverage {
    /// Embodied impact by how its factor matched.
    pub matched_by: Vec<Share>,
    /// Embodied impact by the origin of its lifetime.
    pub lifetime_origin: Vec<Share>,
    /// Use impact by the origin of its energy.
    pub energy_origin: Vec<Share>,
    /// Assumptions made.
    pub assumptions: Vec<AssumptionShare>,
    /// What is missing.
    pub gaps: Vec<GapCount>,
    /// Equipment without embodied factor, by type.
    pub unmatched: Vec<Unmatched>,
    /// Equipment that could have matched better, and what stood in the way.
    pub missed: Vec<Missed>,
    /// Units whose type has embodied factors, but none for a criterion, or whose electricity has
    /// none, by criterion: those of [`Sums::lacking_here`] in the total.
    pub partial: Vec<f64>,
}

/// Equipment that its parts could not price, by what stood in the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Missed {
    /// The type.
    pub type_id: TypeId,
    /// What stood in the way, and the nearest names.
    pub miss: Miss,
    /// Rows.
    pub rows: u64,
    /// Units.
    pub units: f64,
}

/// The part of the impact an assumption bears on.
fn resting(assumption: Assumption, sums: &Sums) -> f64 {
    match assumption {
        Assumption::LifetimeOfType
        | Assumption::DateStandsIn
        | Assumption::DateRounded
        | Assumption::DayFirst
        | Assumption::MassProxy => sums.embodied(0).value,
        Assumption::EnergyOfType
        | Assumption::DecommissionedBefore
        | Assumption::MeasureExtended
        | Assumption::ElectricityFallback
        | Assumption::OwnCountry
        | Assumption::DefaultPue => sums.used(0).value,
        Assumption::InService
        | Assumption::StateOfName
        | Assumption::OneUnit
        | Assumption::UnitsInWords
        | Assumption::MoreInRow
        | Assumption::LeftStillCounted
        | Assumption::AllYear
        | Assumption::HoursOfDates
        | Assumption::ExitedBefore
        | Assumption::UsualType
        | Assumption::TypeInferred
        | Assumption::TypeSettled
        | Assumption::AssumedMonitors
        | Assumption::UnreadCell => sums.total(0).value,
    }
}

pub(super) fn coverage(kernel: &Kernel<'_>, cells: &[Valued]) -> Coverage {
    let mut assumptions: BTreeMap<Supposed, (u64, f64)> = BTreeMap::new();
    let mut gaps: BTreeMap<Gap, (u64, f64)> = BTreeMap::new();
    let mut unmatched: BTreeMap<TypeId, (u64, f64)> = BTreeMap::new();
    let (mut matched, mut lifetimes, mut energies) =
        (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut missed: BTreeMap<ChoiceId, (u64, f64)> = BTreeMap::new();
    for Valued { kind, cell, sums } in cells {
        if kernel.choice(kind.factors.choice).miss.is_some() {
            let total = missed.entry(kind.factors.choice).or_insert((0, 0.0));
            total.0 += cell.rows;
            total.1 += cell.weight.units;
        }
        let mut assumed = kind.assumed;
        if kernel.mix(kind.factors.zone).is_ok_and(|mix| mix.fallback.is_some())
            && cell.weight.kwh.0.value > 0.0
        {
            assumed.insert(Assumption::ElectricityFallback);
        }
        for assumption in assumed.iter() {
            let total = assumptions.entry(Supposed::Line(assumption)).or_insert((0, 0.0));
            total.0 += cell.rows;
            total.1 += resting(assumption, sums);
        }
        let choice = kernel.choice(kind.factors.choice);
        let made = choice.is_made_of_parts();
        let drawn = kind.energy == Some(Origin::Configuration);
        let weighs = |stage: bool, value: Interval| if stage { value.value } else { 0.0 };
        let (embodied, used) = (weighs(made, sums.embodied(0)), weighs(drawn, sums.used(0)));
        for assumed in choice.assumed_of(kind.energy) {
            let total = assumptions.entry(Supposed::Parts(assumed)).or_insert((0, 0.0));
            total.0 += cell.rows;
            total.1 += if assumed.is_of_power() { 0.0 } else { embodied };
            total.1 += match assumed {
                // It bears on the type's energy, which stands in.
                Assumed::GpuPower => sums.used(0).value,
                _ if assumed.is_of_making() => 0.0,
                _ => used,
            };
        }
        for gap in kind.gaps.iter() {
            let total = gaps.entry(gap).or_insert((0, 0.0));
            total.0 += cell.rows;
            total.1 += cell.weight.units;
            if gap == Gap::NoFactor {
                let total =
                    unmatched.entry(kernel.choice(kind.factors.choice).type_id).or_insert((0, 0.0));
                total.0 += cell.rows;
                total.1 += cell.weight.units;
            }
        }
        let how = kernel.choice(kind.factors.choice).matched_by;
        add(
            &mut matched,
            how.map_or(("none", "aucun facteur", "no factor"), |m| {
                (m.code(), m.label(Lang::Fr), m.label(Lang::En))
            }),
            cell.rows,
            sums.embodied(0).value,
        );
        add(&mut lifetimes, origin_words(kind.lifetime), cell.rows, sums.embodied(0).value);
        add(&mut energies, origin_words(kind.energy), cell.rows, sums.used(0).value);
    }
    Coverage {
        matched_by: shares(matched),
        lifetime_origin: shares(lifetimes),
        energy_origin: shares(energies),
        assumptions: assumptions
            .into_iter()
            .map(|(assumption, (rows, impact))| AssumptionShare { assumption, rows, impact })
            .collect(),
        gaps: gaps.into_iter().map(|(gap, (rows, units))| GapCount { gap, rows, units }).collect(),
        unmatched: unmatched
            .into_iter()
            .map(|(type_id, (rows, units))| Unmatched { type_id, rows, units })
            .collect(),
        missed: misses(kernel, missed),
        partial: Vec::new(),
    }
}

/// The misses, those of most units first.
fn misses(kernel: &Kernel<'_>, missed: BTreeMap<ChoiceId, (u64, f64)>) -> Vec<Missed> {
    let of = |(id, (rows, units)): (ChoiceId, (u64, f64))| {
        let choice = kernel.choice(id);
        let miss = choice.miss.clone()?;
        Some(Missed { type_id: choice.type_id, miss, rows, units })
    };
    let mut out: Vec<Missed> = missed.into_iter().filter_map(of).collect();
    out.sort_by(|a, b| {
        let name = |one: &Missed| (one.type_id, one.miss.what.en.clone());
        b.units.total_cmp(&a.units).then_with(|| name(a).cmp(&name(b)))
    });
    out
}

type CoverageWords = (&'static str, &'static str, &'static str);

fn origin_words(origin: Option<Origin>) -> CoverageWords {
    origin.map_or(("none", "sans objet ou inconnue", "none or unknown"), |o| {
        (o.code(), o.label(Lang::Fr), o.label(Lang::En))
    })
}

fn add(to: &mut BTreeMap<CoverageWords, (u64, f64)>, words: CoverageWords, rows: u64, impact: f64) {
    let total = to.entry(words).or_insert((0, 0.0));
    total.0 += rows;
    total.1 += impact;
}

fn shares(parts: BTreeMap<CoverageWords, (u64, f64)>) -> Vec<Share> {
    let all: f64 = parts.values().map(|(_, impact)| impact).sum();
    let mut out: Vec<Share> = parts
        .into_iter()
        .map(|((code, label_fr, label_en), (rows, impact))| Share {
            code,
            label_fr,
            label_en,
            rows,
            share: if all == 0.0 { 0.0 } else { impact / all },
        })
        .collect();
    out.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.code.cmp(b.code)));
    out
}

impl Unmatched {
    /// The types with a factor whose names are nearest.
    pub fn nearest(&self, set: &FactorSet) -> Vec<String> {
        let matched = set.types.iter().enumerate().filter(|(i, kind)| {
            let id = TypeId(numbered(*i));
            !kind.is_out_of_scope() && set.attach(id).matched_by.is_some()
        });
        equipment::nearest(
            &set.equipment_type(self.type_id).code,
            matched.map(|(_, kind)| kind.code.as_str()),
        )
    }
}
