//! What the bounds of a factor mean: the share of cases that lies between them.

/// Shares of cases between two bounds, and how many standard deviations from the centre such bounds
/// of a normal law are: its quantile at (1 + share) / 2, as statistical tables print it (Abramowitz
/// and Stegun, *Handbook of Mathematical Functions*, 1964, table 26.5).
const TABLE: [(f64, f64); 7] = [
    (0.5, 0.674_489_750_196_081_7),
    (0.6, 0.841_621_233_572_914_4),
    (0.7, 1.036_433_389_493_789_4),
    (0.8, 1.281_551_565_544_600_8),
    (0.9, 1.644_853_626_951_472_2),
    (0.95, 1.959_963_984_540_053_6),
    (0.99, 2.575_829_303_548_900_4),
];

/// The share of cases that lies between the bounds of a factor: 0.5 for quartiles, 0.95 for what
/// most statistics publish.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BoundsCoverage {
    share: f64,
    deviations: f64,
}

impl Default for BoundsCoverage {
    fn default() -> Self {
        let (share, deviations) = TABLE[4];
        Self { share, deviations }
    }
}

impl BoundsCoverage {
    /// The coverage of a share, 0 to 1; `None` for one outside the list.
    pub fn of(share: f64) -> Option<Self> {
        let found = TABLE.iter().find(|(known, _)| (known - share).abs() < 1e-9);
        found.map(|(share, deviations)| Self { share: *share, deviations: *deviations })
    }

    /// The shares of the list, as files write them.
    pub fn list() -> String {
        TABLE.map(|(share, _)| share.to_string()).join(", ")
    }

    /// The share, 0 to 1.
    pub fn share(self) -> f64 {
        self.share
    }

    /// How many standard deviations lie between the two bounds.
    pub fn width(self) -> f64 {
        2.0 * self.deviations
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_as_wide_as_the_normal_law_says() {
        // 50 %: 2 · 0.6745; 90 %: 2 · 1.6449; 95 %: 2 · 1.9600.
        for (share, width) in [(0.5, 1.3490), (0.9, 3.2897), (0.95, 3.9199)] {
            assert!((BoundsCoverage::of(share).unwrap().width() - width).abs() < 1e-4);
        }
        assert_eq!(BoundsCoverage::default(), BoundsCoverage::of(0.9).unwrap());
        assert_eq!(BoundsCoverage::of(0.68), None);
    }
}
