//! The exact interval of a share, after Clopper and Pearson: the shares under which what was seen
//! is not too rare on either side.

/// A share with its exact bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exact {
    /// The share seen.
    pub share: f64,
    /// Its low bound.
    pub low: f64,
    /// Its high bound.
    pub high: f64,
}

/// The 90 % interval.
pub(super) fn exact_90(seen: u64, of: u64) -> Option<Exact> {
    exact_interval(seen, of, 0.9)
}

/// The exact interval of `seen` of `of` at a confidence; `None` where nothing was looked at.
pub fn exact_interval(seen: u64, of: u64, confidence: f64) -> Option<Exact> {
    if of == 0 || seen > of {
        return None;
    }
    let tail = (1.0 - confidence) / 2.0;
    // P(X ≥ seen) grows with the share, P(X ≤ seen) falls with it.
    let low = if seen == 0 { 0.0 } else { solve(|p| 1.0 - at_most(seen - 1, of, p), tail) };
    let high = if seen == of { 1.0 } else { solve(|p| 1.0 - at_most(seen, of, p), 1.0 - tail) };
    Some(Exact { share: seen as f64 / of as f64, low, high })
}

/// The share at which a growing probability is `wanted`, by halving.
fn solve(probability: impl Fn(f64) -> f64, wanted: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if probability(middle) < wanted { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// The probability of at most `most` of `of` at a share strictly between 0 and 1.
fn at_most(most: u64, of: u64, share: f64) -> f64 {
    let (log_yes, log_no) = (share.ln(), (-share).ln_1p());
    let (mut log_ways, mut sum) = (0.0, 0.0);
    for k in 0..=most {
        if k > 0 {
            log_ways += ((of - k + 1) as f64).ln() - (k as f64).ln();
        }
        sum += f64::exp(log_ways + k as f64 * log_yes + (of - k) as f64 * log_no);
    }
    sum.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bounds at 95 % as printed in tables of the exact binomial interval.
    #[test]
    fn bounds_are_those_of_published_tables() {
        for (seen, of, low, high) in [
            (0, 10, 0.0, 0.3085),
            (1, 10, 0.0025, 0.4450),
            (5, 10, 0.1871, 0.8129),
            (10, 10, 0.6915, 1.0),
            (0, 60, 0.0, 0.0596),
            (3, 60, 0.0104, 0.1392),
            (10, 100, 0.0490, 0.1762),
        ] {
            let exact = exact_interval(seen, of, 0.95).unwrap();
            assert!((exact.low - low).abs() < 6e-5, "{seen}/{of}: low {}", exact.low);
            assert!((exact.high - high).abs() < 6e-5, "{seen}/{of}: high {}", exact.high);
        }
    }

    #[test]
    fn nothing_looked_at_has_no_share() {
        assert_eq!(exact_90(0, 0), None);
        assert_eq!(exact_90(2, 1), None);
    }

    /// P(X ≥ seen) at the low bound, and P(X ≤ seen) at the high one, are the tails.
    #[test]
    fn the_tails_are_what_was_asked_for() {
        let exact = exact_90(7, 200).unwrap();
        assert!((1.0 - at_most(6, 200, exact.low) - 0.05).abs() < 1e-9);
        assert!((at_most(7, 200, exact.high) - 0.05).abs() < 1e-9);
    }
}
