//! What the errors of machines priced from their parts have in common, and how much each bends.
//!
//! A density, a load, the die of a family, the number of processors that nobody says: one error for
//! all machines that rest on it, however their memory differs by a gigabyte.

use super::drawn::{DrawnAt, Shared, Taken};
use super::estimate::{MachineEstimate, PartTerm, built};
use super::machine::Configuration;
use crate::{BoundsCoverage, FactorId, FactorSet};

/// How much each unknown bends a machine's figures: the standard deviation of their logarithm.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bends {
    /// Of the quantity of each factor.
    pub terms: Vec<(FactorId, Vec<(Shared, f64)>)>,
    /// Of the energy of a year.
    pub energy: Vec<(Shared, f64)>,
}

impl Bends {
    /// Those of a quantity of a factor.
    pub fn of(&self, factor: FactorId) -> &[(Shared, f64)] {
        self.terms.iter().find(|(id, _)| *id == factor).map_or(&[], |(_, bends)| bends)
    }
}

/// What bends the figures of a machine, and how much: each of its unknowns taken low, then high, the
/// others at their values. Nothing where the machine cannot be priced.
pub fn bends(set: &FactorSet, machine: &Configuration) -> Bends {
    let at = |cpu, taken| built(set, machine, None, cpu, DrawnAt::taken(taken)).ok();
    let Some((whole, met)) = at(None, Taken::Bounds) else { return Bends::default() };
    // The processor is found once.
    let cpu = whole.cpu.as_ref();
    let Some((middle, _)) = at(cpu, Taken::Values) else { return Bends::default() };
    let mut out = Bends {
        terms: middle.terms.iter().map(|term| (term.factor, Vec::new())).collect(),
        energy: Vec::new(),
    };
    for shared in met.met {
        let (Some((low, _)), Some((high, _))) =
            (at(cpu, Taken::Bent(shared, false)), at(cpu, Taken::Bent(shared, true)))
        else {
            continue;
        };
        let width = match shared {
            Shared::Parameter(id) => set.factor(id).coverage,
            _ => BoundsCoverage::default(),
        }
        .width();
        for ((factor, bends), term) in out.terms.iter_mut().zip(&middle.terms) {
            let of = |terms: &[PartTerm]| {
                terms.iter().find(|one| one.factor == *factor).map_or(0.0, |one| one.quantity.value)
            };
            let ends = [of(&low.terms), of(&high.terms)];
            push(bends, shared, ends, term.quantity.value, width);
        }
        let kwh = |one: &MachineEstimate| one.energy_kwh.map_or(0.0, |kwh| kwh.0.value);
        push(&mut out.energy, shared, [kwh(&low), kwh(&high)], kwh(&middle), width);
    }
    out
}

/// Notes how far an unknown moves a figure, if it does: by the logarithm of its ends, or in
/// proportion where one end is nothing.
fn push(
    bends: &mut Vec<(Shared, f64)>,
    shared: Shared,
    [low, high]: [f64; 2],
    middle: f64,
    width: f64,
) {
    if (high - low).abs() <= 1e-12 * middle.abs() || middle <= 0.0 {
        return;
    }
    let moved = if low > 0.0 && high > 0.0 { (high / low).ln() } else { (high - low) / middle };
    bends.push((shared, moved / width));
}
