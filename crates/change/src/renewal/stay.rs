//! How long units of a type stay: by the estate's own curve, or by a law that is said to be assumed.

use factor::TypeId;
use ground::lang::{Lang, Text};
use ground::text;
use indicator::{EstateYear, StayClock};
use ledger::lifetime::{
    Curve, Insufficient, LawBelief, Lifetime, MIN_AT_RISK, Median, Weibull, Within,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Standard deviations of a 90 % interval.
pub(super) const Z90: f64 = 1.644_853_626_951_472_2;
/// The shape of the law of what nobody watched, most leaving around the lifetime and few early; what
/// is known of how machines wear out puts it between 1.4 and 6.3, nine times of ten.
const SHAPE: Within = Within { middle: 3.0, deviation: 0.45 };
/// Γ(1 + 1/3): the mean of that law over its scale.
const MEAN_OF_SCALE: f64 = 0.892_979_511_569_249_2;
/// An organisation's own mean stay lies around its types' lifetime, a third less to half more nine
/// times of ten: ln 1.5 over the normal quantile.
const OF_ORGANISATIONS: f64 = 0.246_504;
/// Where no lifetime is known either, it may be a third or three times of what the curve tells.
const OF_ANY: f64 = 0.667_907;

/// How old what takes the place of units that leave in a year is at its end, years: it came in the
/// middle of it, on average.
pub(crate) const NEW: f64 = 0.5;

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
    /// What was watched, up to where it tells.
    watched: Option<Arc<StayWatched>>,
    /// Whether a lifetime of the type is known, around which the law is believed.
    has_lifetime: bool,
    /// What is believed of ages beyond it, or of all.
    beyond: LawBelief,
    /// Ages are divided by this before the law is asked: above one, units stay longer.
    stretched: f64,
}

/// A curve, the age that enough units were watched to, and the age up to which it is asked.
#[derive(Debug)]
struct StayWatched {
    curve: Curve,
    followed: f64,
    horizon: f64,
}

/// A part of the exits expected between two ages: the units that would pass it, and its share.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StayStep {
    pub(crate) age: f64,
    /// The share of those who reach it that leave at it.
    pub(crate) hazard: f64,
    /// The units that share was seen on; infinite where it is believed.
    pub(crate) at_risk: f64,
}

impl TypeStay {
    fn of(lifetime: &Lifetime, known: CurveOrigin, years: Option<f64>) -> Option<Self> {
        lifetime.estimate.as_ref().ok()?;
        let curve = &lifetime.curve;
        let followed = curve.last_age_with(MIN_AT_RISK).unwrap_or(curve.oldest);
        // Where all have left, the curve says nothing of older ones.
        let last =
            curve.steps.iter().take_while(|step| step.age <= followed && step.survival > 0.02);
        let horizon = last.last().map_or(followed, |step| step.age.max(1.0)).min(followed);
        let has_lifetime = years.is_some();
        let scale = years.map_or_else(
            || Within {
                middle: curve.restricted_mean(followed).0 / MEAN_OF_SCALE,
                deviation: OF_ANY,
            },
            |years| Within { middle: years / MEAN_OF_SCALE, deviation: OF_ORGANISATIONS },
        );
        let beyond = LawBelief::after(Some(curve), SHAPE, scale);
        let watched = Some(Arc::new(StayWatched { curve: curve.clone(), followed, horizon }));
        let mut stay = Self {
            known,
            exits: lifetime.exits,
            mean: 0.0,
            watched,
            has_lifetime,
            beyond,
            stretched: 1.0,
        };
        stay.mean = stay.mean_stay();
        Some(stay)
    }

    /// Around a lifetime, in years, and what was watched of too few to tell by itself.
    fn around(years: f64, watched: Option<&Lifetime>) -> Self {
        let scale = Within { middle: years / MEAN_OF_SCALE, deviation: OF_ORGANISATIONS };
        let beyond = LawBelief::after(watched.map(|lifetime| &lifetime.curve), SHAPE, scale);
        let exits = watched.map_or(0.0, |lifetime| lifetime.exits);
        let known = CurveOrigin::Assumed;
        let mut stay = Self {
            known,
            exits,
            mean: years,
            watched: None,
            has_lifetime: true,
            beyond,
            stretched: 1.0,
        };
        stay.mean = stay.mean_stay();
        stay
    }

    /// Around a lifetime, in years, which nothing of the estate's own tells.
    pub fn assumed(years: f64) -> Self {
        Self::around(years, None)
    }

    /// The same, the mean stay longer (or shorter) by so many years.
    #[must_use]
    pub fn longer_by(&self, years: f64) -> Self {
        let mean = (self.mean + years).max(0.1);
        Self { stretched: self.stretched * mean / self.mean, mean, ..self.clone() }
    }

    /// The share still there at an age, years.
    pub fn survival(&self, age: f64) -> f64 {
        self.survival_by(age, &self.beyond.law)
    }

    /// The same, where what is believed beyond what was watched is another law.
    fn survival_by(&self, age: f64, law: &Weibull) -> f64 {
        let age = (age / self.stretched).max(0.0);
        match &self.watched {
            Some(watched) if age > watched.horizon => {
                let more = law.hazard_by(age) - law.hazard_by(watched.horizon);
                watched.curve.survival(watched.horizon) * (-more).exp()
            }
            Some(watched) => watched.curve.survival(age),
            None => law.survival(age),
        }
    }

    /// The share of units of an age that is still there `years` later.
    pub fn stays(&self, age: f64, years: f64) -> f64 {
        self.stays_by(age, years, &self.beyond.law)
    }

    fn stays_by(&self, age: f64, years: f64, law: &Weibull) -> f64 {
        let now = self.survival_by(age, law);
        if now <= 0.0 { 0.0 } else { (self.survival_by(age + years, law) / now).min(1.0) }
    }

    /// How many more of a unit of an age, and of those that take its place where it `is_replaced`, leave
    /// in each of the years to come for one standard deviation of the law that is believed, in each of
    /// two directions that err apart.
    pub(crate) fn turned(&self, age: f64, years: i32, is_replaced: bool) -> Vec<[f64; 2]> {
        let leaving = |law: &Weibull| {
            let mut cohorts = vec![(age, 1.0)];
            let year = |_| {
                let mut gone = 0.0;
                for (age, units) in &mut cohorts {
                    let stay = *units * self.stays_by(*age, 1.0, law);
                    gone += *units - stay;
                    (*age, *units) = (*age + 1.0, stay);
                }
                if is_replaced {
                    cohorts.push((NEW, gone));
                }
                gone
            };
            (0..years).map(year).collect::<Vec<f64>>()
        };
        let [first, second] = self.beyond.turned.map(|[up, down]| {
            let pairs = leaving(&up).into_iter().zip(leaving(&down));
            pairs.map(|(up, down)| (up - down) / 2.0).collect::<Vec<f64>>()
        });
        first.into_iter().zip(second).map(|(first, second)| [first, second]).collect()
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
        let beyond = match &self.watched {
            Some(watched) => {
                let curve = &watched.curve;
                let after = curve.steps.partition_point(|step| step.age <= from);
                let within = curve.steps[after..]
                    .iter()
                    .take_while(|step| step.age <= to && step.age <= watched.horizon);
                steps.extend(within.map(|step| StayStep {
                    age: step.age,
                    hazard: step.exits / step.at_risk,
                    at_risk: step.at_risk,
                }));
                from.max(watched.horizon)
            }
            None => from,
        };
        if beyond < to {
            let (a, b) = (beyond * self.stretched, to * self.stretched);
            let hazard = 1.0 - self.stays(a, b - a);
            steps.push(StayStep { age: to, hazard, at_risk: f64::INFINITY });
        }
        steps
    }

    fn mean_stay(&self) -> f64 {
        // By quarters of a year, up to an age that few reach.
        (0..240).map(|quarter| self.survival(f64::from(quarter) / 4.0 + 0.125) / 4.0).sum()
    }

    /// The mean stay of which nothing is supposed: that of units up to the age that enough of them
    /// were watched to, its standard error, and that age, years. `None` where no curve tells, or fewer
    /// than half had left by then: the mean would be that of what broke.
    pub fn watched(&self) -> Option<[f64; 3]> {
        let StayWatched { curve, followed, .. } = &**self.watched.as_ref()?;
        if !matches!(curve.median(), Median::At(age) if age <= *followed) {
            return None;
        }
        let (mean, error) = curve.restricted_mean(*followed);
        Some([mean, error, *followed].map(|years| years * self.stretched))
    }
}

/// How long units of each type stay, kinds by the type they are a kind of; nothing of a type of
/// which neither exits nor a lifetime are known.
pub fn stays(facts: &EstateYear<'_>) -> BTreeMap<TypeId, TypeStay> {
    let lives = facts.lives(StayClock::InUse);
    let by_type = lives.by_axis.iter().find(|(axis, _)| axis.code() == "type");
    let together = TypeStay::of(&lives.together, CurveOrigin::Estate, None);
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
        // What nothing left of tells only where exits are recorded, and not deleted.
        let few = own.filter(|own| {
            lives.together.exits > 0.0 && matches!(own.estimate, Err(Insufficient::TooFew { .. }))
        });
        // A phone does not live as long as the desktops that most of an estate is.
        let stay = own
            .and_then(|lifetime| TypeStay::of(lifetime, CurveOrigin::Type, reference))
            .or_else(|| reference.map(|years| TypeStay::around(years, few)))
            .or_else(|| together.clone());
        if let Some(stay) = stay {
            stays.insert(root, stay);
        }
    }
    stays
}

/// What is said of the laws that are believed, of ages that were not watched.
pub(super) fn laws_believed<'s>(stays: impl Iterator<Item = &'s TypeStay>) -> Vec<Text> {
    let (assumed, watched): (Vec<_>, Vec<_>) =
        stays.partition(|stay| stay.known == CurveOrigin::Assumed);
    let around = (!assumed.is_empty()).then(|| {
        let [less, more] = percents(OF_ORGANISATIONS);
        text!(
            "courbe supposée : autour de la durée de vie du type, de {less} % de moins à {more} % de plus selon les organisations (neuf fois sur dix), et selon le peu de sorties suivies",
            "curve assumed: around the type's lifetime, {less}% less to {more}% more by organisation (nine times of ten), and by the few exits watched"
        )
    });
    let [low, high] = nine_of_ten(SHAPE);
    let shape = |lang: Lang| [low, high].map(|bound| lang.number(bound, 1));
    let ([low, high], [low_en, high_en]) = (shape(Lang::Fr), shape(Lang::En));
    let (around_type, alone): (Vec<_>, Vec<_>) =
        watched.into_iter().partition(|stay| stay.has_lifetime);
    let of_type = (!around_type.is_empty()).then(|| {
        let [less, more] = percents(OF_ORGANISATIONS);
        text!(
            "au-delà des âges suivis, supposé : les machines s'usent selon une loi de Weibull de forme {low} à {high}, autour de la durée de vie du type, de {less} % de moins à {more} % de plus (neuf fois sur dix), et selon les sorties suivies",
            "beyond the ages watched, assumed: machines wear out by Weibull's law of a shape of {low_en} to {high_en}, around the type's lifetime, {less}% less to {more}% more (nine times of ten), and by the exits watched"
        )
    });
    let of_curve = (!alone.is_empty()).then(|| {
        let [less, more] = percents(OF_ANY);
        text!(
            "au-delà des âges suivis, supposé : les machines d'un type sans durée de vie connue s'usent selon une loi de Weibull de forme {low} à {high}, autour de ce que dit la courbe, de {less} % de moins à {more} % de plus (neuf fois sur dix), et selon les sorties suivies",
            "beyond the ages watched, assumed: machines of a type without a known lifetime wear out by Weibull's law of a shape of {low_en} to {high_en}, around what the curve tells, {less}% less to {more}% more (nine times of ten), and by the exits watched"
        )
    });
    around.into_iter().chain(of_type).chain(of_curve).collect()
}

/// The bounds of a law nine times of ten.
fn nine_of_ten(of: Within) -> [f64; 2] {
    [-Z90, Z90].map(|z| of.middle * (z * of.deviation).exp())
}

/// How much less, and more, nine times of ten, than the middle of a law of this deviation: whole per cents.
fn percents(deviation: f64) -> [String; 2] {
    let [low, high] = nine_of_ten(Within { middle: 1.0, deviation });
    [1.0 - low, high - 1.0].map(|part| format!("{:.0}", 100.0 * part))
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

    /// What is believed of ages beyond those watched is told with its own numbers, and as an assumption.
    #[test]
    fn what_is_believed_is_told_with_its_numbers() {
        let assumed = TypeStay::assumed(5.0);
        let said = laws_believed([&assumed].into_iter());
        assert!(said[0].en.contains("33% less to 50% more"), "{said:?}");
        let watched = TypeStay { known: CurveOrigin::Type, ..assumed.clone() };
        let alone = TypeStay { has_lifetime: false, ..watched.clone() };
        let said = laws_believed([&watched, &alone].into_iter());
        assert_eq!(said.len(), 2);
        assert!(
            said[0].fr.contains("forme 1,4 à 6,3") && said[0].fr.contains("supposé"),
            "{said:?}"
        );
        assert!(said[0].fr.contains("de 33 % de moins à 50 % de plus"), "{said:?}");
        assert!(said[1].en.contains("67% less to 200% more"), "{said:?}");
    }

    #[test]
    fn steps_make_the_share_that_stays() {
        let stay = TypeStay::assumed(4.0);
        let gone: f64 = stay.steps(3.0, 4.0).iter().map(|step| step.hazard).sum();
        assert!((1.0 - gone - stay.stays(3.0, 1.0)).abs() < 1e-12);
    }
}
