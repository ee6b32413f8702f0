//! A cell that both years have, shared out over what moved: Shapley's value of the kernel's own
//! formula, and the logarithmic mean beside it where the cell is a pure product.

use super::cell::{AgesOf, Cell, CellKey, Rate};
use super::effect::Effect;
use super::game::{lmdi, shapley};
use super::seen::Made;
use super::stakes::{ChangeParts, PartWorth, StakePlace, StakeRest};
use factor::{FactorId, FactorSet};
use ground::stage::Stage;
use std::collections::{BTreeMap, BTreeSet};

/// What moves the making of a cell, in the order of the game.
const MAKING: [Effect; 5] =
    [Effect::Volume, Effect::Mix, Effect::Model, Effect::Ageing, Effect::Lifetime];
/// What moves its use.
const USING: [Effect; 5] =
    [Effect::Volume, Effect::Mix, Effect::Energy, Effect::Pue, Effect::Electricity];

/// The two years of a common cell, the earlier first.
pub(crate) struct Game<'a> {
    pub(crate) key: CellKey,
    pub(crate) cells: [&'a Cell; 2],
    /// Its units amortised, and in use, in each year: none where the year has none of it.
    pub(crate) own: [[f64; 2]; 2],
    /// All units amortised, and all in use, in each year.
    pub(crate) held: [f64; 2],
    pub(crate) used: [f64; 2],
    pub(crate) set: &'a FactorSet,
    pub(crate) made: &'a [Made],
}

/// The two ways side by side, of the cells that are pure products.
pub(crate) type Checks = BTreeMap<Effect, (f64, f64)>;

/// What of a unit's making counts: by the lifetimes of a year, the machines of one, the ages of one.
type Rates = [[[Rate; 2]; 2]; 2];

/// Which of two years a set of the game takes for a player.
fn year(set: usize, player: usize) -> usize {
    set >> player & 1
}

impl Game<'_> {
    /// Shares the making and the use of the cell out, each where both years have it.
    pub(crate) fn play(&self, parts: &mut ChangeParts, checks: &mut Checks) {
        if self.cells.iter().all(|cell| cell.held > 0.0) {
            let stages: BTreeSet<Stage> =
                self.cells.iter().flat_map(|cell| cell.stages()).collect();
            for stage in stages {
                self.making(stage, parts, checks);
            }
        }
        if self.cells.iter().all(|cell| cell.kwh > 0.0) {
            self.using(parts, checks);
        }
    }

    fn place(&self, effect: Effect, stage: Stage) -> StakePlace {
        StakePlace { effect, type_id: Some(self.key.type_id), site: self.key.site, stage }
    }

    fn making(&self, stage: Stage, parts: &mut ChangeParts, checks: &mut Checks) {
        let [old, new] = self.cells;
        let shares = [0, 1].map(|at: usize| self.own[at][0] / self.held[at]);
        let years = [old.years(), new.years()];
        // By whose lifetimes, by which machines, then by the ages of which year.
        let lifetime = new.lifetime.or(old.lifetime).map(|lifetime| lifetime.of);
        // What is spread over another lifetime in one year errs by that of the other alone.
        let times = self.cells.map(|cell| {
            let drawn = cell.lifetime.filter(|one| Some(one.of) == lifetime);
            drawn.map(|one| one.steps())
        });
        let rates: Rates = [0, 1].map(|lifetime: usize| {
            let over = (years[lifetime], times[lifetime].as_ref());
            [0, 1].map(|machines: usize| {
                [0, 1].map(|year: usize| {
                    let ages = if year == machines { AgesOf::Own } else { AgesOf::Other };
                    self.cells[machines].rate(stage, over, ages, self.made)
                })
            })
        });
        let each_rate = || rates.iter().flatten().flatten();
        let factors: BTreeSet<FactorId> = self
            .cells
            .iter()
            .flat_map(|cell| cell.makes.keys())
            .filter(|(of, _)| *of == stage)
            .map(|(_, factor)| *factor)
            .collect();
        let a_unit = |cell: &Cell, factor: FactorId| {
            cell.makes.get(&(stage, factor)).map_or(0.0, |units| units / cell.held)
        };
        let mut whole = [0.0; 2];
        let mut worths = [0.0; 5];
        for factor in factors {
            let of = [a_unit(old, factor), a_unit(new, factor)];
            whole = [whole[0] + of[0], whole[1] + of[1]];
            // The game is linear in the rates: what one unit of each is worth is played, once for
            // all steps.
            // What there is moves with the mix, and with it which machines are as old as they are.
            let a_rate: [[f64; 5]; 8] = std::array::from_fn(|at| {
                shapley::<5>(|set| {
                    let here = (year(set, 4) << 2 | year(set, 1) << 1 | year(set, 3)) == at;
                    let units = self.held[year(set, 0)] * shares[year(set, 1)];
                    if here { units * of[year(set, 2)] } else { 0.0 }
                })
            });
            for (place, effect) in MAKING.into_iter().enumerate() {
                let with = |rate: &dyn Fn(&Rate) -> f64| -> f64 {
                    let played = a_rate.iter().zip(each_rate());
                    played.map(|(a_unit, by)| a_unit[place] * rate(by)).sum()
                };
                let at = |step: usize| with(&|rate| rate.by_step.map_or(rate.value, |by| by[step]));
                let value = with(&|rate| rate.value);
                let worth = PartWorth { value, by_step: lifetime.map(|_| std::array::from_fn(at)) };
                parts.add(self.place(effect, stage), StakeRest::over(factor, lifetime), worth);
                worths[place] += value;
            }
        }
        let in_both = shares.iter().all(|share| *share > 0.0);
        if in_both && !each_rate().any(|rate| rate.outlived) {
            let product =
                |at: usize| [self.held[at], shares[at], whole[at], rates[at][at][at].value];
            let by_mean = lmdi(product(0), product(1));
            let of = [Effect::Volume, Effect::Mix, Effect::Model, Effect::Lifetime];
            check(
                checks,
                of.into_iter().zip([worths[0], worths[1], worths[2], worths[4]]),
                by_mean,
            );
        }
    }

    fn using(&self, parts: &mut ChangeParts, checks: &mut Checks) {
        let [old, new] = self.cells;
        let shares = [0, 1].map(|at: usize| self.own[at][1] / self.used[at]);
        let pue = [old.kwh / old.before_pue, new.kwh / new.before_pue];
        // What a kilowatt-hour weighs, by each of the factors where it is drawn.
        let weighs = |at: usize, factor: FactorId| {
            let cell = self.cells[at];
            let drawn = cell.electricity.get(&factor).map_or(0.0, |kwh| kwh / cell.kwh);
            drawn * self.set.factor(factor).amount.value
        };
        let defaults: BTreeSet<[Option<FactorId>; 2]> =
            self.cells.iter().flat_map(|cell| cell.energy.keys()).copied().collect();
        let electricities: BTreeSet<FactorId> =
            self.cells.iter().flat_map(|cell| cell.electricity.keys()).copied().collect();
        let amount = [0, 1].map(|at: usize| {
            electricities.iter().fold(0.0, |sum, factor| sum + weighs(at, *factor))
        });
        let mut worths = [0.0; 5];
        for electricity in electricities {
            let of_it = [0, 1].map(|at: usize| weighs(at, electricity));
            for by in &defaults {
                let a_unit =
                    self.cells.map(|cell| cell.energy.get(by).map_or(0.0, |kwh| kwh / cell.used));
                let worth = shapley::<5>(|set| {
                    self.used[year(set, 0)]
                        * shares[year(set, 1)]
                        * a_unit[year(set, 2)]
                        * pue[year(set, 3)]
                        * of_it[year(set, 4)]
                });
                let rest = StakeRest::on(electricity, *by);
                for ((effect, value), sum) in USING.into_iter().zip(worth).zip(&mut worths) {
                    parts.add(self.place(effect, Stage::Use), rest.clone(), value);
                    *sum += value;
                }
            }
        }
        if shares.contains(&0.0) {
            return;
        }
        let product = |at: usize| {
            let cell = self.cells[at];
            [self.used[at], shares[at], cell.before_pue / cell.used, pue[at], amount[at]]
        };
        check(checks, USING.into_iter().zip(worths), lmdi(product(0), product(1)));
    }
}

fn check<const N: usize>(
    checks: &mut Checks,
    shared: impl Iterator<Item = (Effect, f64)>,
    by_mean: [f64; N],
) {
    for ((effect, value), mean) in shared.zip(by_mean) {
        let of = checks.entry(effect).or_default();
        (of.0, of.1) = (of.0 + value, of.1 + mean);
    }
}
