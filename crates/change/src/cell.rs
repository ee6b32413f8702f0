//! Cells of a year: rows of a type and a place added up, so that the kernel's formula can be asked of
//! them.

use super::seen::{Made, WeighedRow};
use super::stakes::{PartWorth, StakeRest};
use factor::{FactorId, FactorSet, TypeId, ZoneId};
use footprint::{LifetimeError, Steps};
use ground::stage::Stage;
use std::collections::BTreeMap;

/// What a cell is told from others by. A machine that both years have is of one cell.
///
/// What comes and goes in another room or country than the rest is a matter of what there is where,
/// and not of what a room adds or a kilowatt-hour weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CellKey {
    pub(crate) type_id: TypeId,
    pub(crate) site: u32,
    /// The room, by a number that both years share; none where it stands in none.
    pub(crate) room: Option<u32>,
    /// The zone of its electricity; none of what stands elsewhere than it did.
    pub(crate) zone: Option<ZoneId>,
}

/// What of a row the other year has too, and how old it is there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct InOtherYear {
    /// The share of its units.
    pub(crate) share: f64,
    /// Their age there.
    pub(crate) age: f64,
}

/// In which year machines are as old as they are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AgesOf {
    /// That of the cell.
    Own,
    /// The other, those that it has too; what left or arrived is as old as in its own.
    Other,
}

/// What a row draws by: the defaults that its energy and its PUE are, and what a kilowatt-hour weighs
/// where it stands, in its year and in the other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DrawsBy {
    pub(crate) by: [Option<FactorId>; 2],
    pub(crate) mixes: [Option<FactorId>; 2],
    /// Whether a meter says what its room drew.
    pub(crate) is_metered: bool,
}

/// Rows of a cell in a year.
#[derive(Debug, Default, Clone)]
pub(crate) struct Cell {
    /// Units that anything counts of.
    pub(crate) units: f64,
    /// Those of them that are there still when the year is over.
    pub(crate) kept: f64,
    /// Units amortised over a year, and in use over a year.
    pub(crate) held: f64,
    pub(crate) used: f64,
    /// Units that each make, lifetime and age are of.
    aged: Vec<Aged>,
    /// Units × factor, by stage and factor.
    pub(crate) makes: BTreeMap<(Stage, FactorId), f64>,
    /// Σ units ÷ lifetime, and the same with the years of use by others before.
    by_life: f64,
    by_years: f64,
    /// Electricity before PUE, kWh, by the default that its energy and its PUE are.
    pub(crate) energy: BTreeMap<[Option<FactorId>; 2], f64>,
    /// Electricity before PUE, and with it, kWh.
    pub(crate) before_pue: f64,
    pub(crate) kwh: f64,
    /// Electricity with PUE, kWh, by what a kilowatt-hour weighs where it is drawn.
    pub(crate) electricity: BTreeMap<FactorId, f64>,
    /// The same by what it weighs there in the other year.
    elsewhen: BTreeMap<FactorId, f64>,
    /// The lifetime that making is spread over, and how far it errs.
    pub(crate) lifetime: Option<LifetimeError>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Aged {
    held: f64,
    life: f64,
    age: f64,
    /// Their age in the other year, where that has them too; else their own.
    other_age: f64,
    up: f64,
    made: u32,
}

impl Aged {
    fn age(&self, of: AgesOf) -> f64 {
        match of {
            AgesOf::Own => self.age,
            AgesOf::Other => self.other_age,
        }
    }
}

/// What years a cell's making is spread over, none of its machines being older than its lifetime:
/// harmonic means, by units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SpreadYears {
    /// The lifetime.
    life: f64,
    /// The lifetime and the years of use by others before.
    all: f64,
}

/// What of a unit's making counts in a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rate {
    pub(crate) value: f64,
    /// The same at each step of the error of the lifetime, where one is drawn.
    pub(crate) by_step: Option<Steps>,
    /// Whether some are older than their lifetime.
    pub(crate) outlived: bool,
}

impl Cell {
    /// Adds a row, with what it draws by, and what of it the other year has.
    pub(crate) fn add(
        &mut self,
        row: &WeighedRow,
        drawn: DrawsBy,
        other: Option<InOtherYear>,
        made: &[Made],
    ) {
        let choice = &made[row.made as usize];
        if row.counts() {
            self.units += row.units;
            self.kept += row.there;
        }
        if row.held > 0.0 {
            self.held += row.held;
            self.by_life += row.held / row.life;
            self.by_years += row.held / (row.life + row.up);
            let stayed = other.map_or(0.0, |other| other.share);
            self.age(row, row.held * (1.0 - stayed), row.age);
            if let Some(InOtherYear { share, age }) = other {
                self.age(row, row.held * share, age);
            }
            for (stage, factor, amount) in &choice.terms {
                *self.makes.entry((*stage, *factor)).or_default() += row.held * amount;
            }
            self.lifetime = self.lifetime.or(choice.lifetime);
        }
        if row.kwh > 0.0 {
            let before_pue = row.kwh / row.pue;
            self.used += row.used;
            self.kwh += row.kwh;
            self.before_pue += before_pue;
            *self.energy.entry(drawn.by).or_default() += before_pue;
            let [mix, other] = drawn.mixes;
            if let Some(mix) = mix {
                *self.electricity.entry(mix).or_default() += row.kwh;
                *self.elsewhen.entry(other.unwrap_or(mix)).or_default() += row.kwh;
            }
        }
    }

    /// Adds so many of a row's units, of that age in the other year.
    fn age(&mut self, row: &WeighedRow, held: f64, other_age: f64) {
        if held <= 0.0 {
            return;
        }
        let WeighedRow { life, age, up, made, .. } = *row;
        let one = Aged { held, life, age, other_age, up, made };
        match self.aged.last_mut() {
            // Rows come in order: equal ones stand together.
            Some(last) if (Aged { held, ..*last }) == one => last.held += held,
            _ => self.aged.push(one),
        }
    }

    /// What its units would be in the other year, which has none of them: the same, on that year's
    /// electricity.
    pub(crate) fn in_other_year(&self) -> Self {
        Self { electricity: self.elsewhen.clone(), ..self.clone() }
    }

    /// With the making, the use, or both, of another cell.
    pub(crate) fn filled(&self, other: &Self, making: bool, using: bool) -> Self {
        let (making, using) = (if making { other } else { self }, if using { other } else { self });
        Self {
            kept: self.kept,
            units: if self.units > 0.0 { self.units } else { other.units },
            aged: making.aged.clone(),
            makes: making.makes.clone(),
            lifetime: making.lifetime,
            held: making.held,
            by_life: making.by_life,
            by_years: making.by_years,
            energy: using.energy.clone(),
            electricity: using.electricity.clone(),
            elsewhen: using.elsewhen.clone(),
            used: using.used,
            before_pue: using.before_pue,
            kwh: using.kwh,
        }
    }

    /// The years that making is spread over.
    pub(crate) fn years(&self) -> SpreadYears {
        if self.by_life > 0.0 {
            SpreadYears { life: self.held / self.by_life, all: self.held / self.by_years }
        } else {
            SpreadYears { life: 1.0, all: 1.0 }
        }
    }

    /// What of a unit's making at a stage counts in a year, were its machines' years on the mean
    /// those of `years`, their ages those of a year, and the lifetime so many times as long at each
    /// step of its error.
    ///
    /// `mean(1 / (lifetime + up)) · own years / years`, and that times what being older than the
    /// lifetime leaves of it: of machines none of which is, the mean alone, whatever share of them
    /// others used before.
    pub(crate) fn rate(
        &self,
        stage: Stage,
        (years, times): (SpreadYears, Option<&Steps>),
        ages: AgesOf,
        made: &[Made],
    ) -> Rate {
        let weight = |aged: &Aged| -> f64 {
            let terms = made[aged.made as usize].terms.iter().filter(|(of, _, _)| *of == stage);
            aged.held * terms.map(|(_, _, amount)| amount).sum::<f64>()
        };
        let all: f64 = self.aged.iter().map(weight).sum();
        // A stage that nothing here has: every unit counts as much.
        let (all, by_units) = if all == 0.0 { (self.held, true) } else { (all, false) };
        let own = self.years();
        let as_those = years.life / own.life;
        let mut rate =
            Rate { value: 0.0, by_step: times.map(|steps| steps.map(|_| 0.0)), outlived: false };
        // In its own years, and in those were nothing older than its lifetime.
        let (mut in_own, mut young) = (0.0, 0.0);
        for aged in &self.aged {
            let share = if by_units { aged.held } else { weight(aged) } / all;
            let (life, age) = (aged.life * as_those, aged.age(ages));
            in_own += share / (aged.life + aged.up);
            young += share / (life + aged.up);
            rate.value += share / (life.max(age) + aged.up);
            rate.outlived |= age > life;
            for (at, times) in rate.by_step.iter_mut().flatten().zip(times.into_iter().flatten()) {
                *at += share / ((life * times).max(age) + aged.up);
            }
        }
        if self.aged.is_empty() {
            return rate;
        }
        let as_those = in_own * (own.all / years.all) / young;
        rate.value *= as_those;
        rate.by_step.iter_mut().flatten().for_each(|at| *at *= as_those);
        rate
    }

    /// The stages of making that it has.
    pub(crate) fn stages(&self) -> Vec<Stage> {
        let mut stages: Vec<Stage> = self.makes.keys().map(|(stage, _)| *stage).collect();
        stages.dedup();
        stages
    }

    /// What the cell weighs, part by part.
    pub(crate) fn each(
        &self,
        set: &FactorSet,
        made: &[Made],
        mut take: impl FnMut(Stage, StakeRest, PartWorth),
    ) {
        let times = self.lifetime.map(|lifetime| lifetime.steps());
        for stage in self.stages() {
            let Rate { value, by_step, .. } =
                self.rate(stage, (self.years(), times.as_ref()), AgesOf::Own, made);
            for ((_, factor), units) in self.makes.iter().filter(|((of, _), _)| *of == stage) {
                let worth = PartWorth { value, by_step }.times(*units);
                take(
                    stage,
                    StakeRest::over(*factor, self.lifetime.map(|lifetime| lifetime.of)),
                    worth,
                );
            }
        }
        for (factor, drawn) in &self.electricity {
            for (by, kwh) in &self.energy {
                let part = kwh / self.before_pue * drawn * set.factor(*factor).amount.value;
                take(Stage::Use, StakeRest::on(*factor, *by), part.into());
            }
        }
    }
}
/// A row at its cell, with what of it the other year has.
pub(crate) struct Placed<'a> {
    pub(crate) key: CellKey,
    pub(crate) row: &'a WeighedRow,
    pub(crate) other: Option<InOtherYear>,
}

/// The cells of a year.
pub(crate) type WorkCells = BTreeMap<CellKey, Cell>;
