//! How long units of a type stay: by the estate's own curve, or by a law that is said to be assumed.

use factor::TypeId;
use indicator::{EstateYear, StayClock};
use ledger::lifetime::{Curve, Lifetime, MIN_AT_RISK, Median};
use std::collections::{BTreeMap, BTreeSet};

/// The shape of the law that stands in: most leave around the lifetime, few early.
const SHAPE: f64 = 3.0;
/// Γ(1 + 1/3): the mean of that law over its scale.
const MEAN_OF_SCALE: f64 = 0.892_979_511_569_249_2;
/// The years before the horizon whose exits tell how fast older units go.
const TAIL: f64 = 3.0;

/// Where a curve comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CurveOrigin {
    /// From the exits of the type itself.
    Type,
    /// From those of all the estate's equipment.
    Estate,
    /// Nothing tells: around the type's lifetime.
    Assumed,
}

impl CurveOrigin {
    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Estate => "estate",
            Self::Assumed => "assumed",
        }
    }
}

/// How long units of a type stay.
#[derive(Debug, Clone)]
pub struct TypeStay {
    /// Where it comes from.
    pub known: CurveOrigin,
    /// The exits it rests on.
    pub exits: f64,
    /// The mean stay, years.
    pub mean: f64,
    law: StayLaw,
    /// Ages are divided by this before the law is asked: above one, units stay longer.
    stretched: f64,
}

#[derive(Debug, Clone)]
enum StayLaw {
    /// A curve, the age that enough units were watched to, the age up to which it is asked, and the
    /// share that leaves a year beyond it.
    Curve { curve: Curve, followed: f64, horizon: f64, tail: f64 },
    /// Weibull's law.
    Weibull { scale: f64 },
}

/// A part of the exits expected between two ages: the units that would pass it, and its share.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StayStep {
    pub(crate) age: f64,
    /// The share of those who reach it that leave at it.
    pub(crate) hazard: f64,
    /// The units that share was seen on; infinite where it is assumed.
    pub(crate) at_risk: f64,
}

impl TypeStay {
    fn of(lifetime: &Lifetime, known: CurveOrigin) -> Option<Self> {
        lifetime.estimate.as_ref().ok()?;
        let curve = &lifetime.curve;
        let followed = curve.last_age_with(MIN_AT_RISK).unwrap_or(curve.oldest);
        // Where all have left, the curve says nothing of older ones.
        let last =
            curve.steps.iter().take_while(|step| step.age <= followed && step.survival > 0.02);
        let horizon = last.last().map_or(followed, |step| step.age.max(1.0)).min(followed);
        let before = (horizon - TAIL).max(0.0);
        let (early, late) = (curve.survival(before), curve.survival(horizon));
        let tail = (early / late).ln() / (horizon - before).max(0.1);
        let law = StayLaw::Curve { curve: curve.clone(), followed, horizon, tail: tail.max(1e-3) };
        let mut stay = Self { known, exits: lifetime.exits, mean: 0.0, law, stretched: 1.0 };
        stay.mean = stay.mean_stay();
        Some(stay)
    }

    /// Around a lifetime, in years, which nothing of the estate's own tells.
    pub fn assumed(years: f64) -> Self {
        let law = StayLaw::Weibull { scale: years / MEAN_OF_SCALE };
        Self { known: CurveOrigin::Assumed, exits: 0.0, mean: years, law, stretched: 1.0 }
    }

    /// The same, the mean stay longer (or shorter) by so many years.
    #[must_use]
    pub fn longer_by(&self, years: f64) -> Self {
        let mean = (self.mean + years).max(0.1);
        Self { stretched: self.stretched * mean / self.mean, mean, ..self.clone() }
    }

    /// The share still there at an age, years.
    pub fn survival(&self, age: f64) -> f64 {
        let age = (age / self.stretched).max(0.0);
        match &self.law {
            StayLaw::Curve { curve, horizon, tail, .. } if age > *horizon => {
                curve.survival(*horizon) * (-tail * (age - horizon)).exp()
            }
            StayLaw::Curve { curve, .. } => curve.survival(age),
            StayLaw::Weibull { scale } => (-(age / scale).powf(SHAPE)).exp(),
        }
    }

    /// The share of units of an age that is still there `years` later.
    pub fn stays(&self, age: f64, years: f64) -> f64 {
        let now = self.survival(age);
        if now <= 0.0 { 0.0 } else { (self.survival(age + years) / now).min(1.0) }
    }

    /// How far the chance of leaving in a year ahead goes where nothing says which age, from new to
    /// the end of a lifetime, a unit has: its standard deviation.
    pub(crate) fn spread_over_ages(&self, life: f64, ahead: i32) -> f64 {
        const AGES: i32 = 16;
        let (years, count) = (f64::from(ahead), f64::from(AGES));
        let chance = |age: f64| self.stays(age, years - 1.0) - self.stays(age, years);
        let all = (0..AGES).map(|at| chance(life * (f64::from(at) + 0.5) / count));
        let (sum, squares) = all.fold((0.0, 0.0), |(sum, squares), p| (sum + p, squares + p * p));
        (squares / count - (sum / count).powi(2)).max(0.0).sqrt()
    }

    /// The steps between two ages: those of the curve, and a step for what no curve tells.
    pub(crate) fn steps(&self, from: f64, to: f64) -> Vec<StayStep> {
        let (from, to) = (from / self.stretched, to / self.stretched);
        let mut steps = Vec::new();
        let beyond = match &self.law {
            StayLaw::Curve { curve, horizon, .. } => {
                let after = curve.steps.partition_point(|step| step.age <= from);
                let within = curve.steps[after..]
                    .iter()
                    .take_while(|step| step.age <= to && step.age <= *horizon);
                steps.extend(within.map(|step| StayStep {
                    age: step.age,
                    hazard: step.exits / step.at_risk,
                    at_risk: step.at_risk,
                }));
                from.max(*horizon)
            }
            StayLaw::Weibull { .. } => from,
        };
        if beyond < to {
            let (a, b) = (beyond * self.stretched, to * self.stretched);
            let hazard = 1.0 - self.stays(a, b - a);
            let at_risk = if self.exits > 0.0 { self.exits } else { f64::INFINITY };
            steps.push(StayStep { age: to, hazard, at_risk });
        }
        steps
    }

    fn mean_stay(&self) -> f64 {
        // By quarters of a year, up to an age that few reach.
        (0..240).map(|quarter| self.survival(f64::from(quarter) / 4.0 + 0.125) / 4.0).sum()
    }

    /// The mean stay of which nothing is supposed: that of units up to the age that enough of them
    /// were watched to, and that age, years. `None` where no curve tells, or fewer than half had left
    /// by then: the mean would be that of what broke.
    pub fn watched(&self) -> Option<(f64, f64)> {
        let StayLaw::Curve { curve, followed, .. } = &self.law else { return None };
        if !matches!(curve.median(), Median::At(age) if age <= *followed) {
            return None;
        }
        let (mean, _) = curve.restricted_mean(*followed);
        Some((mean * self.stretched, followed * self.stretched))
    }
}

/// How long units of each type stay, kinds by the type they are a kind of; nothing of a type of
/// which neither exits nor a lifetime are known.
pub fn stays(facts: &EstateYear<'_>) -> BTreeMap<TypeId, TypeStay> {
    let lives = facts.lives(StayClock::InUse);
    let by_type = lives.by_axis.iter().find(|(axis, _)| axis.code() == "type");
    let together = TypeStay::of(&lives.together, CurveOrigin::Estate);
    let kinds: BTreeSet<(TypeId, TypeId)> =
        facts.held().map(|unit| (facts.root(unit), unit.type_id)).collect();
    let mut stays = BTreeMap::new();
    for root in kinds.iter().map(|(root, _)| *root) {
        if stays.contains_key(&root) {
            continue;
        }
        let own = by_type.and_then(|(_, by_type)| by_type.get(&u32::from(root.0)));
        let mut of = kinds.iter().filter(|(of, _)| *of == root).map(|(_, id)| *id);
        let reference = facts.reference(root).or_else(|| of.find_map(|id| facts.reference(id)));
        // A phone does not live as long as the desktops that most of an estate is.
        let stay = own
            .and_then(|lifetime| TypeStay::of(lifetime, CurveOrigin::Type))
            .or_else(|| reference.map(TypeStay::assumed))
            .or_else(|| together.clone());
        if let Some(stay) = stay {
            stays.insert(root, stay);
        }
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_law_that_stands_in_has_the_mean_it_is_given() {
        let stay = TypeStay::assumed(5.0);
        assert!((stay.mean_stay() - 5.0).abs() < 0.01, "{}", stay.mean_stay());
        let longer = stay.longer_by(1.0);
        assert!((longer.mean_stay() - 6.0).abs() < 0.01, "{}", longer.mean_stay());
        assert!((stay.stays(3.0, 0.0) - 1.0).abs() < 1e-12);
        assert!(stay.stays(6.0, 1.0) < stay.stays(2.0, 1.0));
    }

    #[test]
    fn steps_make_the_share_that_stays() {
        let stay = TypeStay::assumed(4.0);
        let gone: f64 = stay.steps(3.0, 4.0).iter().map(|step| step.hazard).sum();
        assert!((1.0 - gone - stay.stays(3.0, 1.0)).abs() < 1e-12);
    }
}
