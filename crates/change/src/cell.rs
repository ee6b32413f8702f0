//! Cells of a year: rows of a type, a site and a zone added up, so that the kernel's formula can be
//! asked of them.

use super::seen::{Made, Seen};
use super::stakes::Rest;
use factor::{FactorId, TypeId, ZoneId};
use ground::stage::Stage;
use std::collections::BTreeMap;

/// What a cell is told from others by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CellKey {
    pub(crate) type_id: TypeId,
    pub(crate) site: u32,
    pub(crate) zone: ZoneId,
}

impl CellKey {
    pub(crate) fn of(row: &Seen) -> Self {
        Self { type_id: row.type_id, site: row.site, zone: row.zone }
    }
}

/// Rows of a cell in a year.
#[derive(Debug, Default)]
pub(crate) struct Cell {
    /// Units amortised over a year, and in use over a year.
    pub(crate) held: f64,
    pub(crate) used: f64,
    /// Units that each make, lifetime and age are of.
    aged: Vec<Aged>,
    /// Units × factor, by stage and factor.
    pub(crate) makes: BTreeMap<(Stage, FactorId), f64>,
    /// Σ units ÷ nominal lifetime.
    yearly: f64,
    /// Electricity before PUE, kWh, by the default that its energy and its PUE are.
    pub(crate) energy: BTreeMap<[Option<FactorId>; 2], f64>,
    /// Electricity before PUE, and with it, kWh.
    pub(crate) before_pue: f64,
    pub(crate) kwh: f64,
    /// The default lifetime, where it is one.
    pub(crate) lifetime: Option<FactorId>,
}

#[derive(Debug, Clone, Copy)]
struct Aged {
    held: f64,
    nominal: f64,
    age: f64,
    made: u32,
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
    /// Adds a row.
    pub(crate) fn add(&mut self, row: &Seen, made: &[Made]) {
        let choice = &made[row.made as usize];
        if row.held > 0.0 {
            self.held += row.held;
            self.yearly += row.held / row.nominal;
            let Seen { held, nominal, age, made, .. } = *row;
            match self.aged.last_mut() {
                // Rows come in order: equal ones stand together.
                Some(last) if (last.nominal, last.age, last.made) == (nominal, age, made) => {
                    last.held += held;
                }
                _ => self.aged.push(Aged { held, nominal, age, made }),
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
        }
    }

    /// The nominal lifetime, years: the harmonic mean.
    pub(crate) fn nominal(&self) -> f64 {
        if self.yearly > 0.0 { self.held / self.yearly } else { 1.0 }
    }

    /// What of a unit's making at a stage counts in a year, were nominal lifetimes `times` theirs.
    pub(crate) fn rate(&self, stage: Stage, times: f64, made: &[Made]) -> Rate {
        let weight = |aged: &Aged| -> f64 {
            let terms = made[aged.made as usize].terms.iter().filter(|(of, _, _)| *of == stage);
            aged.held * terms.map(|(_, _, amount)| amount).sum::<f64>()
        };
        let all: f64 = self.aged.iter().map(weight).sum();
        // A stage that nothing here has: every unit counts as much.
        let (all, by_units) = if all == 0.0 { (self.held, true) } else { (all, false) };
        let mut rate = Rate::default();
        for aged in &self.aged {
            let share = if by_units { aged.held } else { weight(aged) } / all;
            let nominal = aged.nominal * times;
            if aged.age > nominal {
                rate.beyond += share / aged.age;
            } else {
                rate.within += share / nominal;
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

    /// What the cell weighs, part by part.
    pub(crate) fn each(
        &self,
        mix: Option<(FactorId, f64)>,
        made: &[Made],
        mut take: impl FnMut(Stage, Rest, f64),
    ) {
        for stage in self.stages() {
            let rate = self.rate(stage, 1.0, made);
            for ((_, factor), units) in self.makes.iter().filter(|((of, _), _)| *of == stage) {
                take(stage, Rest::on(*factor, [self.lifetime, None]), units * rate.within);
                take(stage, Rest::on(*factor, [None, None]), units * rate.beyond);
            }
        }
        if let Some((factor, amount)) = mix {
            for (by, kwh) in &self.energy {
                let part = kwh * self.kwh / self.before_pue * amount;
                take(Stage::Use, Rest::on(factor, *by), part);
            }
        }
    }
}
