//! Cells of a year: rows of a type and a site added up, so that the kernel's formula can be asked of
//! them.

use super::seen::{Made, Seen};
use super::stakes::Rest;
use factor::{FactorId, TypeId};
use ground::stage::Stage;
use std::collections::BTreeMap;

/// What a cell is told from others by. A machine that both years have is of one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CellKey {
    pub(crate) type_id: TypeId,
    pub(crate) site: u32,
}

/// Rows of a cell in a year.
#[derive(Debug, Default, Clone)]
pub(crate) struct Cell {
    /// Units that anything counts of.
    pub(crate) units: f64,
    /// Units amortised over a year, and in use over a year.
    pub(crate) held: f64,
    pub(crate) used: f64,
    /// Units that each make, lifetime and age are of.
    aged: Vec<Aged>,
    /// Units × factor, by stage and factor.
    pub(crate) makes: BTreeMap<(Stage, FactorId), f64>,
    /// Σ units ÷ lifetime, and Σ units × years of use by others.
    yearly: f64,
    upstream: f64,
    /// Electricity before PUE, kWh, by the default that its energy and its PUE are.
    pub(crate) energy: BTreeMap<[Option<FactorId>; 2], f64>,
    /// Electricity before PUE, and with it, kWh.
    pub(crate) before_pue: f64,
    pub(crate) kwh: f64,
    /// Electricity with PUE, kWh, by what a kilowatt-hour weighs where it is drawn.
    pub(crate) electricity: BTreeMap<FactorId, f64>,
    /// The same by what it weighs there in the other year.
    elsewhen: BTreeMap<FactorId, f64>,
    /// The default lifetime, where it is one.
    pub(crate) lifetime: Option<FactorId>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Aged {
    held: f64,
    life: f64,
    age: f64,
    up: f64,
    made: u32,
}

/// Years that making is spread over: the lifetime, and use by others before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Years {
    life: f64,
    up: f64,
}

/// What of a unit's making counts in a year: of those within their lifetime, and of those beyond.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Rate {
    pub(crate) within: f64,
    pub(crate) beyond: f64,
}

impl Rate {
    pub(crate) fn whole(self) -> f64 {
        self.within + self.beyond
    }
}

impl Cell {
    /// Adds a row, with what a kilowatt-hour weighs where it stands, in its year and in the other.
    pub(crate) fn add(&mut self, row: &Seen, mixes: [Option<FactorId>; 2], made: &[Made]) {
        let choice = &made[row.made as usize];
        if row.counts() {
            self.units += row.units;
        }
        if row.held > 0.0 {
            self.held += row.held;
            self.yearly += row.held / row.life;
            self.upstream += row.held * row.up;
            let Seen { held, life, age, up, made, .. } = *row;
            let one = Aged { held, life, age, up, made };
            match self.aged.last_mut() {
                // Rows come in order: equal ones stand together.
                Some(last) if (Aged { held, ..*last }) == one => last.held += held,
                _ => self.aged.push(one),
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
            *self.energy.entry([row.energy_factor, row.pue_factor]).or_default() += before_pue;
            let [mix, other] = mixes;
            if let Some(mix) = mix {
                *self.electricity.entry(mix).or_default() += row.kwh;
                *self.elsewhen.entry(other.unwrap_or(mix)).or_default() += row.kwh;
            }
        }
    }

    /// What its units would be in the other year, which has none of them: the same, on that year's
    /// electricity.
    pub(crate) fn in_other_year(&self) -> Self {
        Self { electricity: self.elsewhen.clone(), ..self.clone() }
    }

    /// The years that making is spread over: the harmonic mean of lifetimes, and the mean of use by
    /// others.
    pub(crate) fn years(&self) -> Years {
        if self.yearly > 0.0 {
            Years { life: self.held / self.yearly, up: self.upstream / self.held }
        } else {
            Years { life: 1.0, up: 0.0 }
        }
    }

    /// What of a unit's making at a stage counts in a year, were lifetimes and use by others on the
    /// mean those of `years`.
    pub(crate) fn rate(&self, stage: Stage, years: Years, made: &[Made]) -> Rate {
        let weight = |aged: &Aged| -> f64 {
            let terms = made[aged.made as usize].terms.iter().filter(|(of, _, _)| *of == stage);
            aged.held * terms.map(|(_, _, amount)| amount).sum::<f64>()
        };
        let all: f64 = self.aged.iter().map(weight).sum();
        // A stage that nothing here has: every unit counts as much.
        let (all, by_units) = if all == 0.0 { (self.held, true) } else { (all, false) };
        let own = self.years();
        let times = years.life / own.life;
        let mut rate = Rate::default();
        for aged in &self.aged {
            let share = if by_units { aged.held } else { weight(aged) } / all;
            let life = aged.life * times;
            let up = if own.up > 0.0 { aged.up * (years.up / own.up) } else { years.up };
            if aged.age > life {
                rate.beyond += share / (aged.age + up);
            } else {
                rate.within += share / (life + up);
            }
        }
        rate
    }

    /// The stages of making that it has.
    pub(crate) fn stages(&self) -> Vec<Stage> {
        let mut stages: Vec<Stage> = self.makes.keys().map(|(stage, _)| *stage).collect();
        stages.dedup();
        stages
    }

    /// What the cell weighs, part by part; `amount` of a factor of electricity, per kWh.
    pub(crate) fn each(
        &self,
        amount: impl Fn(FactorId) -> f64,
        made: &[Made],
        mut take: impl FnMut(Stage, Rest, f64),
    ) {
        for stage in self.stages() {
            let rate = self.rate(stage, self.years(), made);
            for ((_, factor), units) in self.makes.iter().filter(|((of, _), _)| *of == stage) {
                take(stage, Rest::on(*factor, [self.lifetime, None]), units * rate.within);
                take(stage, Rest::on(*factor, [None, None]), units * rate.beyond);
            }
        }
        for (factor, drawn) in &self.electricity {
            for (by, kwh) in &self.energy {
                let part = kwh / self.before_pue * drawn * amount(*factor);
                take(Stage::Use, Rest::on(*factor, *by), part);
            }
        }
    }
}
