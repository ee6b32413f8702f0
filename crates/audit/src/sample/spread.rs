//! How far a total carried over from a sample may be from the truth: the spread of the errors seen,
//! by Student's law.

/// A stratum as it was seen.
pub(super) struct SeenStratum {
    /// Its rows.
    pub(super) rows: f64,
    /// By how much a row of it may be wrong that nobody looked at.
    pub(super) error: f64,
    /// What its rows checked were computed to be, and what was found.
    pub(super) pairs: Vec<(f64, f64)>,
}

impl SeenStratum {
    /// Whether all its rows were seen.
    pub(super) fn is_whole(&self) -> bool {
        self.pairs.len() as f64 >= self.rows
    }

    /// The variance of its sum, and its degrees of freedom. It is taken to hold one wrong row more
    /// than were seen, on the other side of their mean: without it, a stratum whose errors nobody met
    /// would spread nothing.
    fn variance(&self, of: impl Fn(f64, f64) -> f64) -> (f64, f64) {
        let n = self.pairs.len() as f64;
        let mut errors: Vec<f64> = self.pairs.iter().map(|(x, y)| of(*x, *y)).collect();
        errors.push(if errors.iter().sum::<f64>() > 0.0 { -self.error } else { self.error });
        let mean = errors.iter().sum::<f64>() / (n + 1.0);
        let spread = errors.iter().map(|error| (error - mean).powi(2)).sum::<f64>() / n;
        let left = (1.0 - n / self.rows).max(0.0);
        (self.rows * self.rows * left * spread / n, (n - 1.0).max(1.0))
    }
}

/// Half of the 90 % interval of a stratified sum, its degrees of freedom after Satterthwaite.
pub(super) fn spread(parts: &[SeenStratum], of: impl Fn(f64, f64) -> f64) -> f64 {
    let open = parts.iter().filter(|part| !part.is_whole() && !part.pairs.is_empty());
    let (mut sum, mut weighed) = (0.0, 0.0);
    for (variance, freedom) in open.map(|part| part.variance(&of)) {
        sum += variance;
        weighed += variance * variance / freedom;
    }
    if weighed > 0.0 { student_90(sum * sum / weighed) * sum.sqrt() } else { 0.0 }
}

/// Student's quantile of a 90 % interval, for any degrees of freedom from 1 on. With t = √f · tan θ,
/// the law is that of cos θ to the power f − 1.
fn student_90(freedom: f64) -> f64 {
    const STEPS: usize = 4000;
    let freedom = freedom.clamp(1.0, 1000.0);
    let step = std::f64::consts::FRAC_PI_2 / STEPS as f64;
    let height = |at: usize| (at as f64 * step).cos().max(0.0).powf(freedom - 1.0);
    let areas: Vec<f64> = (0..STEPS).map(|at| f64::midpoint(height(at), height(at + 1))).collect();
    let wanted = 0.9 * areas.iter().sum::<f64>();
    let (mut sum, mut angle) = (0.0, 0.0);
    for area in areas {
        if sum + area >= wanted {
            angle += step * (wanted - sum) / area;
            break;
        }
        sum += area;
        angle += step;
    }
    freedom.sqrt() * angle.tan()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As printed in tables of Student's law, two-sided 90 %.
    #[test]
    fn quantiles_are_those_of_published_tables() {
        for (freedom, quantile) in
            [(1.0, 6.314), (2.0, 2.920), (3.0, 2.353), (5.0, 2.015), (10.0, 1.812), (30.0, 1.697)]
        {
            let own = student_90(freedom);
            assert!((own - quantile).abs() < 0.002, "{freedom}: {own}");
        }
        assert!((student_90(1e9) - 1.6449).abs() < 0.003);
        assert!(student_90(2.5) < student_90(2.0) && student_90(2.5) > student_90(3.0));
    }

    #[test]
    fn a_stratum_whose_errors_nobody_met_still_spreads() {
        let part = SeenStratum { rows: 100.0, error: 10.0, pairs: vec![(10.0, 10.0); 10] };
        assert!(spread(&[part], |x, y| y - x) > 50.0);
    }
}
