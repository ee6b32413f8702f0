//! Numbers as ranges, both ends included, apart and in order.

/// A set of numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranges(Vec<(u64, u64)>);

impl Ranges {
    /// The set of some ranges, in whatever order.
    pub fn of(pairs: impl IntoIterator<Item = (u64, u64)>) -> Self {
        let mut set = Self::default();
        for (first, last) in pairs {
            set.add(first, last);
        }
        set
    }

    /// Adds the numbers from one to another.
    pub fn add(&mut self, first: u64, last: u64) {
        if first > last {
            return;
        }
        let (mut low, mut high) = (first, last);
        self.0.retain(|(from, to)| {
            let apart = *to < low.saturating_sub(1) || *from > high.saturating_add(1);
            if !apart {
                low = low.min(*from);
                high = high.max(*to);
            }
            apart
        });
        let at = self.0.partition_point(|(from, _)| *from < low);
        self.0.insert(at, (low, high));
    }

    /// Whether it holds a number.
    pub fn has(&self, number: u64) -> bool {
        self.0.iter().any(|(first, last)| (*first..=*last).contains(&number))
    }

    /// Whether it holds every number from one to another.
    pub fn covers(&self, first: u64, last: u64) -> bool {
        first > last || self.0.iter().any(|(from, to)| *from <= first && last <= *to)
    }

    /// The same without some numbers.
    #[must_use]
    pub fn without(&self, numbers: &[u64]) -> Self {
        let mut left = self.0.clone();
        for number in numbers {
            let cut = |(from, to): (u64, u64)| {
                let inside = (from..=to).contains(number);
                let pieces = if inside {
                    [(from, *number - 1), (*number + 1, to)]
                } else {
                    [(from, to), (1, 0)]
                };
                pieces.into_iter().filter(|(from, to)| from <= to)
            };
            left = left.into_iter().flat_map(cut).collect();
        }
        Self(left)
    }

    /// The numbers from 1 to the last that it lacks.
    pub fn missing_up_to(&self, last: u64) -> Vec<(u64, u64)> {
        let mut gaps = Vec::new();
        let mut next = 1;
        for (from, to) in &self.0 {
            if *from > last {
                break;
            }
            if *from > next {
                gaps.push((next, *from - 1));
            }
            next = to.saturating_add(1);
        }
        if next <= last {
            gaps.push((next, last));
        }
        gaps
    }

    /// Its ranges.
    pub fn pairs(&self) -> &[(u64, u64)] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Ranges;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn ranges_are_the_set_of_their_numbers(
            pairs in prop::collection::vec((1..40_u64, 0..6_u64), 0..12), last in 0..50_u64,
        ) {
            let pairs: Vec<(u64, u64)> = pairs.into_iter().map(|(a, n)| (a, a + n)).collect();
            let set: BTreeSet<u64> = pairs.iter().flat_map(|(a, b)| *a..=*b).collect();
            let ranges = Ranges::of(pairs);
            for number in 0..60 {
                prop_assert_eq!(ranges.has(number), set.contains(&number));
            }
            for pair in ranges.pairs().windows(2) {
                prop_assert!(pair[0].1 + 1 < pair[1].0, "apart and in order");
            }
            prop_assert_eq!(ranges.covers(3, last), last < 3 || (3..=last).all(|n| set.contains(&n)));
            let kept: BTreeSet<u64> =
                ranges.without(&[3, 9]).pairs().iter().flat_map(|(a, b)| *a..=*b).collect();
            let expected: BTreeSet<u64> = set.iter().copied().filter(|n| ![3, 9].contains(n)).collect();
            prop_assert_eq!(kept, expected);
            let missing: BTreeSet<u64> =
                ranges.missing_up_to(last).iter().flat_map(|(a, b)| *a..=*b).collect();
            let expected: BTreeSet<u64> = (1..=last).filter(|n| !set.contains(n)).collect();
            prop_assert_eq!(missing, expected);
        }
    }
}
