//! The Kaplan-Meier curve with delayed entry.

/// The normal quantile of a 95 % interval.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// Identical units over the ages at which they were watched.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// Age at which they came under watch, years; 0 when seen from their start.
    pub entry: f64,
    /// Age at which they left, or were last seen, years.
    pub end: f64,
    /// Whether they left; else they are still there.
    pub exited: bool,
    /// How many units.
    pub units: f64,
}

/// The curve after the exits of one age.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurveStep {
    /// The age, years.
    pub age: f64,
    /// Units at risk just before: under watch, and neither gone nor out of sight.
    pub at_risk: f64,
    /// Units that left at this age.
    pub exits: f64,
    /// The share still there after it.
    pub survival: f64,
    /// The standard error of that share (Greenwood).
    pub error: f64,
    /// The low bound of its 95 % interval (log-log).
    pub low: f64,
    /// The high bound.
    pub high: f64,
}

/// The age by which half have left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Median {
    /// The age, years.
    At(f64),
    /// More than half are still there at the oldest age seen, years: nothing is extrapolated.
    Beyond(f64),
}

/// The share of units still there at each age.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// A step an age at which units left, youngest first.
    pub steps: Vec<CurveStep>,
    /// The oldest age seen, years.
    pub oldest: f64,
    /// Ages at which units came under watch or went out of it, with how many came.
    changes: Vec<(f64, f64, f64)>,
    /// The age that it is asked from: nothing younger has a step.
    from: f64,
}

impl Curve {
    /// Estimates the curve: `S(t) = ∏ (1 − d/n)` over the ages of exit.
    ///
    /// At one age, exits come before censorings. An observation that ends at or before its entry
    /// was never watched, and counts for nothing.
    ///
    /// # Source
    ///
    /// Kaplan and Meier 1958; Greenwood 1926; log-log interval `S^exp(±z·se / (S·|ln S|))`. Where the last
    /// `n` at risk leave, that has no high bound: the one before times that of none of `n` (Clopper and
    /// Pearson 1934), `1 − 0.025^(1/n)`.
    pub fn of(observations: &[Observation]) -> Self {
        Self::of_enough(observations, 0.0)
    }

    /// The same, of the units that reach the first age at which `least` are at risk, where there is
    /// one: a unit alone under watch at a younger age would tell, by leaving, that none is left.
    ///
    /// # Source
    ///
    /// Klein and Moeschberger, 4.6: with delayed entry, the curve of those who reach an age.
    pub fn of_enough(observations: &[Observation], least: f64) -> Self {
        // Age, units that come in after it, units that end at it, units of these that exit.
        let mut events: Vec<[f64; 4]> = Vec::with_capacity(observations.len() * 2);
        let mut oldest: f64 = 0.0;
        for seen in observations.iter().filter(|seen| seen.entry < seen.end) {
            events.push([seen.entry.max(0.0), seen.units, 0.0, 0.0]);
            let exits = if seen.exited { seen.units } else { 0.0 };
            events.push([seen.end, 0.0, seen.units, exits]);
            oldest = oldest.max(seen.end);
        }
        // What happens at one age is added up, in whole units: its order does not matter.
        events.sort_unstable_by(|a, b| a[0].total_cmp(&b[0]));
        let mut ages: Vec<[f64; 4]> = Vec::with_capacity(events.len());
        for event in events {
            match ages.last_mut() {
                Some(same) if same[0].total_cmp(&event[0]).is_eq() => {
                    same[1..].iter_mut().zip(&event[1..]).for_each(|(sum, part)| *sum += part);
                }
                _ => ages.push(event),
            }
        }
        let mut changes = Vec::with_capacity(ages.len());
        let mut at_risk = 0.0;
        for [age, came, ended, _] in &ages {
            changes.push((*age, at_risk, *came));
            at_risk += came - ended;
        }
        let enough = changes.iter().find(|(_, at_risk, _)| *at_risk >= least);
        let from = enough.map_or(0.0, |(age, ..)| *age);
        let mut curve = Self { steps: Vec::new(), oldest, changes, from };
        let (mut survival, mut greenwood) = (1.0, 0.0);
        for ([age, _, _, exits], (_, at_risk, _)) in ages.iter().zip(&curve.changes) {
            let (age, exits, at_risk) = (*age, *exits, *at_risk);
            if exits > 0.0 && age >= from {
                survival *= 1.0 - exits / at_risk;
                if exits < at_risk {
                    greenwood += exits / (at_risk * (at_risk - exits));
                } else {
                    survival = 0.0;
                }
                let before = curve.steps.last().map_or(1.0, |step| step.high);
                let step = CurveStep::new((age, at_risk, exits), survival, greenwood, before);
                curve.steps.push(step);
            }
        }
        curve
    }

    /// The share still there at an age, years.
    pub fn survival(&self, age: f64) -> f64 {
        self.step(age).map_or(1.0, |step| step.survival)
    }

    /// The last step at or before an age.
    pub fn step(&self, age: f64) -> Option<&CurveStep> {
        let after = self.steps.partition_point(|step| step.age <= age);
        self.steps[..after].last()
    }

    /// The smallest age at which half or less are still there.
    pub fn median(&self) -> Median {
        self.first(|step| step.survival).map_or(Median::Beyond(self.oldest), Median::At)
    }

    /// The 95 % interval of the median: the ages at which the bounds of the curve reach one half.
    /// An end is `None` where they never do.
    pub fn median_interval(&self) -> (Option<f64>, Option<f64>) {
        (self.first(|step| step.low), self.first(|step| step.high))
    }

    fn first(&self, share: impl Fn(&CurveStep) -> f64) -> Option<f64> {
        // Products of fractions may miss one half by their last bits.
        self.steps.iter().find(|step| share(step) <= 0.5 + 1e-12).map(|step| step.age)
    }

    /// The restricted mean, `∫₀^τ S(t) dt`, and its standard error; years.
    ///
    /// # Source
    ///
    /// Variance `Σ (∫ from tᵢ to τ of S)² · dᵢ / (nᵢ (nᵢ − dᵢ))`: Klein and Moeschberger, 4.5.
    pub fn restricted_mean(&self, tau: f64) -> (f64, f64) {
        let within: Vec<&CurveStep> = self.steps.iter().take_while(|step| step.age < tau).collect();
        let ends = within.iter().skip(1).map(|step| step.age).chain([tau]);
        let areas: Vec<f64> =
            within.iter().zip(ends).map(|(step, end)| step.survival * (end - step.age)).collect();
        let first = within.first().map_or(tau, |step| step.age);
        let (mut after, mut variance) = (0.0, 0.0);
        for (step, area) in within.iter().zip(&areas).rev() {
            after += area;
            if step.exits < step.at_risk {
                variance +=
                    after * after * step.exits / (step.at_risk * (step.at_risk - step.exits));
            }
        }
        (first + after, variance.sqrt())
    }

    /// The units watched between two ages, up to those that steps are told of and beyond.
    pub(super) fn at_risk(&self) -> impl Iterator<Item = (f64, f64, f64)> {
        let starts = std::iter::once(0.0).chain(self.changes.iter().map(|(age, ..)| *age));
        starts
            .zip(&self.changes)
            .map(|(from, (to, at_risk, _))| (from, *to, *at_risk))
            .filter(|(_, to, _)| *to >= self.from)
    }

    /// The largest age at which at least `least` units are at risk.
    pub fn last_age_with(&self, least: f64) -> Option<f64> {
        self.changes.iter().rev().find(|(_, at_risk, _)| *at_risk >= least).map(|(age, ..)| *age)
    }

    /// The age at which all units at risk had left though others came under watch later: the
    /// curve says nothing from there on.
    pub fn emptied(&self) -> Option<f64> {
        let gone = self.steps.iter().find(|step| step.survival <= 0.0)?;
        let later = self.changes.iter().any(|(age, _, came)| *age >= gone.age && *came > 0.0);
        later.then_some(gone.age)
    }
}

impl CurveStep {
    /// A step at an age, of so many at risk and exits; `before` is the high bound of the step before.
    fn new(
        (age, at_risk, exits): (f64, f64, f64),
        survival: f64,
        greenwood: f64,
        before: f64,
    ) -> Self {
        let error = survival * greenwood.sqrt();
        let (low, high) = if survival > 0.0 && survival < 1.0 {
            let spread = (Z_95 * error / (survival * survival.ln().abs())).exp();
            (survival.powf(spread), survival.powf(1.0 / spread))
        } else if survival > 0.0 {
            (survival, survival)
        } else {
            (0.0, before * (1.0 - 0.025_f64.powf(1.0 / at_risk)))
        };
        Self { age, at_risk, exits, survival, error, low, high }
    }
}
