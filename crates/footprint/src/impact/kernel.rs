//! Weights and factors, and their product.

use super::assessed_year::AssessedYear;
use super::weighed::{Weighed, Weight};
use crate::matching::{Choice, ChoiceId, Choices};
use crate::method::Method;
use equipment::Equipment;
use equipment::estate::{Card, Datacentre};
use factor::{FactorId, FactorSet, Mix, TypeId, TypeKind, ZoneId};
use ground::fault::Fault;
use ground::provenance::Origin;
use ground::quantity::{Interval, Years};
use ground::stage::Stage;
use ground::text;
use ledger::lifetime::Estimates;
use std::sync::OnceLock;

/// What decides which factors a line meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactorKey {
    /// What was chosen for it.
    pub choice: ChoiceId,
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
    /// How much of it a unit holds; 1 for electricity and for a factor of the whole unit.
    pub quantity: f64,
}

/// What the organisation says of a type, whatever the model.
#[derive(Debug, Clone, Copy)]
pub(super) struct SaidOfType {
    pub(super) own_lifetime: Option<(Years<Interval>, Origin)>,
    pub(super) is_server: bool,
}

/// The arithmetic for one factor set, method and year, with all look-ups done.
pub struct Kernel<'a> {
    /// The factors.
    pub set: &'a FactorSet,
    pub(super) method: &'a Method,
    /// The year.
    pub year: AssessedYear,
    /// The criteria computed: places in the set's list.
    pub criteria: Vec<usize>,
    /// The choices of factors made so far.
    pub choices: Choices,
    types: Vec<SaidOfType>,
    mixes: Vec<OnceLock<Result<Mix, Fault>>>,
    shares: Vec<OnceLock<Vec<[f64; 3]>>>,
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
        year: AssessedYear,
        card: &Card,
        datacentres: &[Datacentre],
        criteria: &[String],
    ) -> Result<Self, Fault> {
        let server = set.type_named("server");
        let types = set.types.iter().enumerate().map(|(at, kind)| SaidOfType {
            own_lifetime: card
                .lifetimes
                .get(&kind.code)
                .map(|years| (Years(*years).exactly(), Origin::Declared)),
            is_server: server
                .is_some_and(|server| usize::from(server.0) == at || kind.parent == Some(server)),
        });
        let types = types.collect();
        Ok(Self {
            set,
            method,
            year,
            criteria: chosen(set, criteria)?,
            choices: Choices::new(set),
            types,
            mixes: set.zones.iter().map(|_| OnceLock::new()).collect(),
            shares: set.zones.iter().map(|_| OnceLock::new()).collect(),
            centres: datacentres.iter().map(|c| (c.pue, c.id.clone())).collect(),
        })
    }

    /// Takes the organisation's own estimated lifetimes before declared ones and the types'; a type
    /// without an estimate keeps what it has.
    #[must_use]
    pub fn with_lifetimes(mut self, estimates: &Estimates) -> Self {
        for (at, of_type) in (0..).zip(&mut self.types) {
            if let Some(estimate) = estimates.of(self.set, TypeId(at)) {
                of_type.own_lifetime = Some((Years(estimate.mean), Origin::Estimated));
            }
        }
        self
    }

    pub(super) fn of_type(&self, id: TypeId) -> SaidOfType {
        self.types[usize::from(id.0)]
    }

    /// A choice by its place.
    #[inline]
    pub fn choice(&self, id: ChoiceId) -> &Choice {
        self.choices.get(id)
    }

    /// The organisation's own lifetime of a type, years, and where it comes from.
    pub fn own_lifetime(&self, id: TypeId) -> Option<(Years<Interval>, Origin)> {
        self.of_type(id).own_lifetime
    }

    /// The factor of the PUE that stands in for an unknown one; `None` where the method fixes it.
    pub fn default_pue(&self, zone: ZoneId) -> Option<FactorId> {
        if self.method.default_pue.is_some() { None } else { self.set.default_pue(zone) }
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
    pub fn key(&self, line: &Equipment, weighed: &Weighed) -> FactorKey {
        FactorKey { choice: weighed.choice, zone: line.zone }
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

    /// The shares of a zone's electricity that are generation, upstream and losses, for a criterion
    /// (a place in [`Kernel::criteria`]); all generation where the set does not have them apart.
    pub fn electricity_shares(&self, zone: ZoneId, criterion: usize) -> [f64; 3] {
        self.shares[usize::from(zone.0)].get_or_init(|| {
            let mix = self.mix(zone).ok();
            let parts = mix.and_then(|mix| self.set.electricity_parts(&mix.zone, mix.year));
            let of = |place: &usize| {
                let part = parts.as_ref()?.parts.iter().find(|part| part.criterion == *place)?;
                part.shares(self.set)
            };
            self.criteria.iter().map(|place| of(place).unwrap_or([1.0, 0.0, 0.0])).collect()
        })[criterion]
    }

    /// Whether a choice is a service of others, such as a cloud instance.
    pub fn is_service(&self, choice: ChoiceId) -> bool {
        self.set.equipment_type(self.choice(choice).type_id).kind == TypeKind::Cloud
    }

    /// Whether a choice has no embodied factor for a criterion though it has some for others.
    pub fn lacks(&self, choice: ChoiceId, criterion: usize) -> bool {
        self.choice(choice).lacks(self.criteria[criterion])
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
        for term in &self.choice(key.choice).terms {
            let Some(criterion) = self.criteria.iter().position(|c| *c == term.criterion) else {
                continue;
            };
            let amount = term.amount.product(weight.embodied);
            take(StageImpact {
                stage: term.stage,
                criterion,
                amount,
                factor: term.factor,
                quantity: term.quantity.value,
            });
        }
        let mix = self.mix(key.zone)?;
        for (criterion, place) in self.criteria.iter().enumerate() {
            if let Some(factor) = mix.factors[*place] {
                let amount = self.set.factor(factor).amount.product(weight.kwh.0);
                take(StageImpact { stage: Stage::Use, criterion, amount, factor, quantity: 1.0 });
            }
        }
        Ok(())
    }
}

fn chosen(set: &FactorSet, criteria: &[String]) -> Result<Vec<usize>, Fault> {
    if criteria.is_empty() {
        let all = 0..set.criteria.len();
        let unasked: Vec<usize> = all.clone().filter(|at| set.criteria[*at].default).collect();
        return Ok(if unasked.is_empty() { all.collect() } else { unasked });
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
