//! Impacts by equipment: what a row of `impacts.parquet` and `impacts.csv` holds.

use equipment::{Names, SharedNames};
use footprint::impact::{Gap, Scope, StageImpact};
use ground::quantity::Interval;
use ground::stage::Stage;
use std::sync::{Mutex, PoisonError};
use walk::Line;

/// The columns of impacts by equipment, in order.
pub(crate) const IMPACTS: [&str; 25] = [
    "year",
    "scenario",
    "equipment_id",
    "equipment_type",
    "manufacturer",
    "model",
    "status",
    "site",
    "entity",
    "country",
    "quantity",
    "stage",
    "criterion",
    "value",
    "low",
    "high",
    "unit",
    "factor_id",
    "matched_by",
    "lifetime_years",
    "lifetime_origin",
    "annual_energy_kwh",
    "energy_origin",
    "error",
    "scope",
];

/// The scopes of impacts: those there are, then electricity whose upstream is in the same figure.
pub(crate) const SCOPES: [&str; Scope::ALL.len() + 1] = {
    let mut codes = ["2/2.1+3.3/2.1"; Scope::ALL.len() + 1];
    let mut at = 0;
    while at < Scope::ALL.len() {
        codes[at] = Scope::ALL[at].code();
        at += 1;
    }
    codes
};

/// The place in [`SCOPES`] of the scope of an impact.
pub(crate) fn scope_place(line: &Line<'_>, stage: Stage, criterion: usize) -> usize {
    let (kernel, equipment) = (line.kernel, line.equipment);
    let scope = Scope::of(stage, equipment.tenure, kernel.is_service(line.weighed.choice));
    let whole = || kernel.electricity_shares(equipment.zone, criterion)[0] >= 1.0;
    if scope == Scope::Electricity && !whole() { Scope::ALL.len() } else { scope as usize }
}

/// The only scenario there is so far: the estate as it is.
pub(crate) const BASELINE: &str = "baseline";

/// One impact of a line, or the reason why it has none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ImpactRow {
    pub(crate) stage: Stage,
    pub(crate) criterion: usize,
    pub(crate) amount: Option<(Interval, factor::FactorId)>,
    pub(crate) error: Option<Gap>,
}

/// The impacts of a line by stage and criterion; a stage without figure is one row with its error.
pub(crate) fn impact_rows(line: &Line<'_>, mut take: impl FnMut(ImpactRow)) {
    let kernel = line.kernel;
    let gaps = line.weighed.gaps;
    let embodied = gaps.iter().find(|gap| gap.is_embodied());
    if embodied.is_some() {
        for criterion in 0..kernel.criteria.len() {
            take(ImpactRow { stage: Stage::Embodied, criterion, amount: None, error: embodied });
        }
    }
    for criterion in 0..kernel.criteria.len() {
        if embodied.is_none() && kernel.lacks(line.weighed.choice, criterion) {
            let error = Some(Gap::NoFactor);
            take(ImpactRow { stage: Stage::Embodied, criterion, amount: None, error });
        }
    }
    let no_energy = gaps.contains(Gap::NoEnergy);
    if no_energy {
        for criterion in 0..kernel.criteria.len() {
            let error = Some(Gap::NoEnergy);
            take(ImpactRow { stage: Stage::Use, criterion, amount: None, error });
        }
    }
    let key = kernel.key(line.equipment, line.weighed);
    // A zone without electricity ends the run at its end; its rows say nothing here.
    let _ = kernel.value_each(key, &line.weighed.weight, |impact| {
        let StageImpact { stage, criterion, amount, factor, .. } = impact;
        let missing = if stage == Stage::Use { no_energy } else { embodied.is_some() };
        if !missing {
            take(ImpactRow { stage, criterion, amount: Some((amount, factor)), error: None });
        }
    });
}

/// Names that other threads number too, remembered here after the first look.
pub(crate) struct KnownNames<T> {
    known: Vec<Option<T>>,
}

impl<T: Clone> KnownNames<T> {
    pub(crate) fn new() -> Self {
        Self { known: Vec::new() }
    }

    /// What stands for the name of a number, made once.
    #[inline]
    pub(crate) fn get(
        &mut self,
        names: &Mutex<Names>,
        number: u32,
        look_up: impl FnOnce(&str) -> T,
    ) -> T {
        let at = number as usize;
        if let Some(Some(known)) = self.known.get(at) {
            return known.clone();
        }
        let made = look_up(names.lock().unwrap_or_else(PoisonError::into_inner).name(number));
        if self.known.len() <= at {
            self.known.resize(at + 1, None);
        }
        self.known[at] = Some(made.clone());
        made
    }
}

/// The sites and entities of a walk.
pub(crate) type WalkNames = SharedNames;
