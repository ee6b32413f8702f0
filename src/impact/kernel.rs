//! Weights and factors, and their product.

use super::weigh::Year;
use crate::equipment::Equipment;
use crate::estate::{Card, Datacentre};
use crate::factor::{FactorId, FactorSet, Mix, StageFactor, TypeId, ZoneId};
use crate::fault::Fault;
use crate::method::Method;
use crate::provenance::MatchedBy;
use crate::quantity::Interval;
use crate::stage::Stage;
use crate::text;
use std::ops::AddAssign;
use std::sync::OnceLock;

/// What lines weigh on their factors in the year; weights of lines that share factors add up.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Weight {
    /// Units, as counted.
    pub units: f64,
    /// Units amortised in the year, units.
    pub embodied: Interval,
    /// Electricity of the year at the meter, PUE included, kWh.
    pub kwh: Interval,
}

impl AddAssign for Weight {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        self.units += other.units;
        self.embodied += other.embodied;
        self.kwh += other.kwh;
    }
}

/// What decides which factors a line meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactorKey {
    /// Its type.
    pub type_id: TypeId,
    /// The zone of its electricity.
    pub zone: ZoneId,
}

/// An impact of one stage and criterion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StageImpact {
    /// The stage.
    pub stage: Stage,
    /// The criterion's place in [`Kernel::criteria`].
    pub criterion: usize,
    /// Value and bounds, in the criterion's unit.
    pub amount: Interval,
    /// The factor it was made with.
    pub factor: FactorId,
}

/// What all equipment of a type shares.
#[derive(Debug, Clone)]
pub(super) struct TypeFactors {
    pub(super) stages: Vec<StageFactor>,
    pub(super) matched_by: Option<MatchedBy>,
    pub(super) lifetime: Option<(FactorId, Interval)>,
    pub(super) own_lifetime: Option<f64>,
    pub(super) energy: Option<(FactorId, Interval)>,
    pub(super) is_server: bool,
}

/// The arithmetic for one factor set, method and year, with all look-ups done.
pub struct Kernel<'a> {
    /// The factors.
    pub set: &'a FactorSet,
    pub(super) method: &'a Method,
    /// The year.
    pub year: Year,
    /// The criteria computed: places in the set's list.
    pub criteria: Vec<usize>,
    types: Vec<TypeFactors>,
    mixes: Vec<OnceLock<Result<Mix, Fault>>>,
    centres: Vec<(Option<f64>, String)>,
}

impl<'a> Kernel<'a> {
    /// Does all look-ups for a year.
    ///
    /// # Errors
    ///
    /// A criterion is unknown.
    pub fn new(
        set: &'a FactorSet,
        method: &'a Method,
        year: Year,
        card: &Card,
        datacentres: &[Datacentre],
        criteria: &[String],
    ) -> Result<Self, Fault> {
        let server = set.type_named("server");
        let types = (0..set.types.len())
            .map(|i| TypeId(u16::try_from(i).unwrap_or(u16::MAX)))
            .map(|id| {
                let kind = set.equipment_type(id);
                let attached = set.attach(id);
                let with_amount = |factor: FactorId| (factor, set.factor(factor).amount);
                TypeFactors {
                    stages: attached.stages,
                    matched_by: attached.matched_by,
                    lifetime: attached.lifetime.map(with_amount),
                    own_lifetime: card.lifetimes.get(&kind.code).copied(),
                    energy: attached.energy.map(with_amount),
                    is_server: Some(id) == server || (kind.parent == server && server.is_some()),
                }
            })
            .collect();
        Ok(Self {
            set,
            method,
            year,
            criteria: chosen(set, criteria)?,
            types,
            mixes: set.zones.iter().map(|_| OnceLock::new()).collect(),
            centres: datacentres.iter().map(|c| (c.pue, c.id.clone())).collect(),
        })
    }

    pub(super) fn of_type(&self, id: TypeId) -> &TypeFactors {
        &self.types[usize::from(id.0)]
    }

    /// How a type met its embodied factors; `None` when it met none.
    pub fn matched_by(&self, id: TypeId) -> Option<MatchedBy> {
        self.of_type(id).matched_by
    }

    /// The PUE of a datacentre, and whether it is a default.
    pub(super) fn pue_of(&self, centre: u16, zone: ZoneId) -> (Interval, bool) {
        if let Some((Some(pue), _)) = self.centres.get(usize::from(centre)) {
            return (Interval::exact(*pue), false);
        }
        if let Some(pue) = self.method.default_pue {
            return (Interval::exact(pue), true);
        }
        let default = self.set.default_pue(zone).map(|id| self.set.factor(id).amount);
        (default.unwrap_or(Interval::exact(1.0)), true)
    }

    /// What decides which factors a line meets.
    pub fn key(&self, line: &Equipment) -> FactorKey {
        FactorKey { type_id: line.type_id, zone: line.zone }
    }

    /// The electricity of a zone in the year; chosen once.
    ///
    /// # Errors
    ///
    /// The set has none that could stand in.
    pub fn mix(&self, zone: ZoneId) -> Result<&Mix, Fault> {
        let chosen = self.mixes[usize::from(zone.0)]
            .get_or_init(|| self.set.electricity(zone, self.year.year));
        chosen.as_ref().map_err(Clone::clone)
    }

    /// Whether a type has no embodied factor for a criterion though it has some for others.
    pub fn lacks(&self, type_id: TypeId, criterion: usize) -> bool {
        let stages = &self.of_type(type_id).stages;
        !stages.is_empty()
            && !stages.iter().any(|stage| stage.criterion == self.criteria[criterion])
    }

    /// The impacts of a weight: `F · embodied` for the embodied stages, `EF · kWh` for use.
    ///
    /// # Errors
    ///
    /// The zone has no electricity factor that could stand in for the year.
    pub fn value(&self, key: FactorKey, weight: &Weight) -> Result<Vec<StageImpact>, Fault> {
        let mut out = Vec::with_capacity(5);
        self.value_each(key, weight, |impact| out.push(impact))?;
        Ok(out)
    }

    /// Hands over the impacts of a weight one by one; as [`Kernel::value`].
    ///
    /// # Errors
    ///
    /// As [`Kernel::value`].
    #[inline]
    pub fn value_each(
        &self,
        key: FactorKey,
        weight: &Weight,
        mut take: impl FnMut(StageImpact),
    ) -> Result<(), Fault> {
        for factor in &self.of_type(key.type_id).stages {
            let Some(criterion) = self.criteria.iter().position(|c| *c == factor.criterion) else {
                continue;
            };
            let amount = product(self.set.factor(factor.factor).amount, weight.embodied);
            take(StageImpact { stage: factor.stage, criterion, amount, factor: factor.factor });
        }
        let mix = self.mix(key.zone)?;
        for (criterion, place) in self.criteria.iter().enumerate() {
            if let Some(factor) = mix.factors[*place] {
                let amount = product(self.set.factor(factor).amount, weight.kwh);
                take(StageImpact { stage: Stage::Use, criterion, amount, factor });
            }
        }
        Ok(())
    }
}

/// A factor, which may be negative (a credit at end of life), times a weight, which is not.
fn product(factor: Interval, weight: Interval) -> Interval {
    let low = if factor.low < 0.0 { factor.low * weight.high } else { factor.low * weight.low };
    let high = if factor.high < 0.0 { factor.high * weight.low } else { factor.high * weight.high };
    Interval { value: factor.value * weight.value, low, high }
}

fn chosen(set: &FactorSet, criteria: &[String]) -> Result<Vec<usize>, Fault> {
    if criteria.is_empty() {
        return Ok((0..set.criteria.len()).collect());
    }
    criteria
        .iter()
        .map(|code| {
            set.criteria.iter().position(|c| c.code == *code).ok_or_else(|| {
                let known: Vec<&str> = set.criteria.iter().map(|c| c.code.as_str()).collect();
                Fault::new(text!(
                    "critère inconnu `{code}` dans le jeu `{0}`",
                    "unknown criterion `{code}` in set `{0}`",
                    set.name
                ))
                .hint(text!("critères : {}", "criteria: {}", known.join(", ")))
            })
        })
        .collect()
}
