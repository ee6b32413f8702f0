//! Weibull's law of how long units stay: what is believed of it before, and after some were watched.

use super::curve::Curve;

/// The width that ages watched are gathered by, years.
const BIN: f64 = 1.0 / 24.0;

/// Weibull's law: `S(t) = exp(−(t / scale)^shape)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weibull {
    /// Above one, the older go faster.
    pub shape: f64,
    /// The age by which all but one of e units have left, years.
    pub scale: f64,
}

impl Weibull {
    /// The law of natural logarithms of its shape and scale.
    fn of([shape, scale]: [f64; 2]) -> Self {
        Self { shape: shape.exp(), scale: scale.exp() }
    }

    /// What has added up of the rate of leaving by an age, years: `−ln S`.
    pub fn hazard_by(&self, age: f64) -> f64 {
        (age.max(0.0) / self.scale).powf(self.shape)
    }

    /// The share still there at an age, years.
    pub fn survival(&self, age: f64) -> f64 {
        (-self.hazard_by(age)).exp()
    }
}

/// A number known within a factor: its middle, and the standard deviation of its logarithm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Within {
    /// The middle.
    pub middle: f64,
    /// The standard deviation of its natural logarithm.
    pub deviation: f64,
}

/// What is believed of the law: the likeliest one, and how far it may be otherwise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LawBelief {
    /// The likeliest.
    pub law: Weibull,
    /// One standard deviation either way, in two directions that err apart: of the scale, with what of
    /// the shape goes with it, and of the rest of the shape.
    pub turned: [[Weibull; 2]; 2],
}

/// What was watched: how many at which ages, and the ages of those that left.
#[derive(Debug, Clone, Default)]
struct Watched {
    /// From one age to another, the units watched between.
    exposed: Vec<(f64, f64, f64)>,
    /// Ages of exit, with the units.
    exits: Vec<(f64, f64)>,
}

impl Watched {
    fn of(curve: &Curve) -> Self {
        let mut exposed: Vec<(f64, f64, f64)> = Vec::new();
        for (from, age, at_risk) in curve.at_risk() {
            let watched = at_risk * (age - from);
            match exposed.last_mut() {
                Some((start, end, mean)) if age - *start <= BIN && *end >= from => {
                    *mean = (*mean * (*end - *start) + watched) / (age - *start);
                    *end = age;
                }
                _ if watched > 0.0 => exposed.push((from, age, at_risk)),
                _ => {}
            }
        }
        let exits = curve.steps.iter().map(|step| (step.age.max(BIN / 2.0), step.exits)).collect();
        Self { exposed, exits }
    }

    /// The logarithm of how likely it was, under a law.
    fn likelihood(&self, law: Weibull) -> f64 {
        let rate =
            |age: f64| law.shape.ln() - law.shape * law.scale.ln() + (law.shape - 1.0) * age.ln();
        let left: f64 = self.exits.iter().map(|(age, units)| units * rate(*age)).sum();
        let stayed: f64 = self
            .exposed
            .iter()
            .map(|(from, to, units)| units * (law.hazard_by(*to) - law.hazard_by(*from)))
            .sum();
        left - stayed
    }
}

impl LawBelief {
    /// What is believed of a law within so much of a shape and a scale, once the units of a curve were
    /// watched: the mode of the posterior, and the normal law around it (Laplace).
    ///
    /// # Source
    ///
    /// Likelihood with delayed entry and censoring: Klein and Moeschberger, 3.5 and 12.2; the normal
    /// approximation at the mode: Gelman and others, *Bayesian Data Analysis*, 4.1.
    pub fn after(watched: Option<&Curve>, shape: Within, scale: Within) -> Self {
        let watched = watched.map_or_else(Watched::default, Watched::of);
        let before = [shape, scale].map(|one| (one.middle.ln(), one.deviation));
        let belief = |at: [f64; 2]| {
            let far: f64 = at
                .iter()
                .zip(before)
                .map(|(at, (middle, deviation))| ((at - middle) / deviation).powi(2) / 2.0)
                .sum();
            watched.likelihood(Weibull::of(at)) - far
        };
        let mode = mode(&belief, before.map(|(middle, _)| middle));
        let [a, b, c] = curvature(&belief, mode);
        // The covariance is the inverse of the curvature; its Cholesky factor gives the directions.
        let determinant = (a * c - b * b).max(f64::MIN_POSITIVE);
        let (shape, both, scale) = (c / determinant, -b / determinant, a / determinant);
        let of_scale = scale.max(0.0).sqrt();
        let along = if of_scale > 0.0 { both / of_scale } else { 0.0 };
        let of_shape = (shape - along * along).max(0.0).sqrt();
        let turned = [[along, of_scale], [of_shape, 0.0]]
            .map(|step| [1.0, -1.0].map(|way| Weibull::of(moved(mode, step, way))));
        Self { law: Weibull::of(mode), turned }
    }
}

fn moved(at: [f64; 2], step: [f64; 2], by: f64) -> [f64; 2] {
    [at[0] + by * step[0], at[1] + by * step[1]]
}

/// How steeply a function falls around a point: minus its second derivatives (first, mixed, second).
fn curvature(of: &impl Fn([f64; 2]) -> f64, at: [f64; 2]) -> [f64; 3] {
    const H: f64 = 1e-3;
    let shifted = |x: f64, y: f64| of([at[0] + x * H, at[1] + y * H]);
    let here = of(at);
    let twice = |x: f64, y: f64| (shifted(x, y) - 2.0 * here + shifted(-x, -y)) / (H * H);
    let (first, second) = (twice(1.0, 0.0), twice(0.0, 1.0));
    let mixed = (twice(1.0, 1.0) - first - second) / 2.0;
    [-first, -mixed, -second]
}

/// Where a smooth function of two numbers is largest: Newton's steps, each halved until it climbs.
fn mode(of: &impl Fn([f64; 2]) -> f64, from: [f64; 2]) -> [f64; 2] {
    const H: f64 = 1e-4;
    const STEPS: usize = 60;
    let (mut at, mut here) = (from, of(from));
    for _ in 0..STEPS {
        let slope = [[H, 0.0], [0.0, H]]
            .map(|step| (of(moved(at, step, 1.0)) - of(moved(at, step, -1.0))) / (2.0 * H));
        let [a, b, c] = curvature(of, at);
        let determinant = a * c - b * b;
        // Where it does not bend down, the slope alone tells the way.
        let step = if a > 0.0 && determinant > 0.0 {
            [
                (c * slope[0] - b * slope[1]) / determinant,
                (a * slope[1] - b * slope[0]) / determinant,
            ]
        } else {
            let long = slope[0].hypot(slope[1]).max(1.0);
            slope.map(|one| one / long)
        };
        let climbed = (0..30).map(|halved| 0.5_f64.powi(halved)).find_map(|by| {
            let to = moved(at, step, by);
            let there = of(to);
            (there > here).then_some((to, there))
        });
        let Some((to, there)) = climbed else { break };
        let gained = there - here;
        (at, here) = (to, there);
        if gained < 1e-12 * here.abs().max(1.0) {
            break;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifetime::Observation;

    const SHAPE: Within = Within { middle: 3.0, deviation: 0.35 };
    const SCALE: Within = Within { middle: 5.6, deviation: 0.25 };

    #[test]
    fn of_what_nobody_watched_the_belief_stays_what_it_was() {
        let belief = LawBelief::after(None, SHAPE, SCALE);
        assert!((belief.law.shape - 3.0).abs() < 1e-6 && (belief.law.scale - 5.6).abs() < 1e-6);
        let [[longer, shorter], [steeper, _]] = belief.turned;
        assert!(((longer.scale / 5.6).ln() - 0.25).abs() < 1e-4, "{longer:?}");
        assert!(((shorter.scale / 5.6).ln() + 0.25).abs() < 1e-4, "{shorter:?}");
        assert!(((steeper.shape / 3.0).ln() - 0.35).abs() < 1e-4, "{steeper:?}");
    }

    /// Units whose ages of exit are the law's own quantiles, watched up to an age.
    fn quantiles(law: Weibull, units: u32, until: f64) -> Vec<Observation> {
        (0..units)
            .map(|at| {
                let share = (f64::from(at) + 0.5) / f64::from(units);
                let age = law.scale * (-(1.0 - share).ln()).powf(1.0 / law.shape);
                Observation { entry: 0.0, end: age.min(until), exited: age <= until, units: 1.0 }
            })
            .collect()
    }

    #[test]
    fn a_law_watched_often_enough_is_found_whatever_was_believed() {
        let law = Weibull { shape: 5.0, scale: 7.0 };
        let belief =
            LawBelief::after(Some(&Curve::of(&quantiles(law, 20_000, 8.0))), SHAPE, SCALE).law;
        assert!((belief.shape - 5.0).abs() < 0.03, "{belief:?}");
        assert!((belief.scale - 7.0).abs() < 0.02, "{belief:?}");
    }

    /// As every lifetime asks its curve: what was watched before the first exit counts too.
    #[test]
    fn years_without_an_exit_are_watched_too() {
        let law = Weibull { shape: 4.0, scale: 6.0 };
        // All are bought on one day, and those that leave do so at the end of a year of their age.
        let all = quantiles(law, 2_000, 9.0);
        let yearly: Vec<Observation> =
            all.into_iter().map(|seen| Observation { end: seen.end.ceil(), ..seen }).collect();
        let told = |curve: Curve| LawBelief::after(Some(&curve), SHAPE, SCALE).law;
        let (whole, enough) = (told(Curve::of(&yearly)), told(Curve::of_enough(&yearly, 10.0)));
        assert_eq!(whole, enough);
        // Ages told to the year above are half a year too old.
        assert!((enough.scale - 6.5).abs() < 0.15, "{enough:?}");
    }

    #[test]
    fn delayed_entry_is_no_exposure() {
        // Only what is watched from its fourth year on.
        let law = Weibull { shape: 2.0, scale: 6.0 };
        let all = quantiles(law, 20_000, 12.0);
        let late: Vec<Observation> = all
            .into_iter()
            .filter(|seen| seen.end > 4.0)
            .map(|seen| Observation { entry: 4.0, ..seen })
            .collect();
        let belief = LawBelief::after(Some(&Curve::of(&late)), SHAPE, SCALE).law;
        assert!((belief.shape - 2.0).abs() < 0.05, "{belief:?}");
        assert!((belief.scale - 6.0).abs() < 0.1, "{belief:?}");
    }

    #[test]
    fn the_shape_is_known_as_well_as_theory_tells() {
        // Without censoring the standard error of ln k is √(0.6079 / n): Johnson and others, 21.
        let law = Weibull { shape: 3.0, scale: 5.0 };
        let wide = Within { middle: 3.0, deviation: 100.0 };
        let belief = LawBelief::after(
            Some(&Curve::of(&quantiles(law, 1_000, 99.0))),
            wide,
            Within { middle: 5.0, deviation: 100.0 },
        );
        let apart = belief.turned.map(|[up, _]| (up.shape / belief.law.shape).ln());
        let deviation = apart[0].hypot(apart[1]);
        assert!((deviation - (0.6079_f64 / 1_000.0).sqrt()).abs() < 1e-3, "{deviation}");
    }
}
