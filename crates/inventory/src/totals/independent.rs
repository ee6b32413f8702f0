//! How little chance gives a row the sums of others, where some columns say what others say already.

use std::collections::HashMap;

/// What chance gives the same numbers less than once in so many times is no chance, of a row that
/// nothing but its numbers tells from others.
const BY_NUMBERS: u64 = 512;
/// A smaller number says little.
const SMALL: u64 = 10;

/// Whether two numbers at least are no small ones.
pub(super) fn say_something(numbers: &[u64]) -> bool {
    numbers.iter().filter(|number| **number >= SMALL).count() > 1
}

/// The columns of numbers of several rows, those together that are equal or proportional in all of
/// them: one PC and one screen a seat prove a sum once, and not twice.
#[derive(Debug, Clone)]
pub(crate) struct ColumnGroups {
    /// The sums so far, by column; none known where a number of it is not.
    sums: Vec<Option<u64>>,
    /// Which columns are of one group.
    groups: Vec<usize>,
    /// How many rows were added.
    rows: usize,
}

impl ColumnGroups {
    /// Of so many columns, before any row.
    pub(crate) fn of(columns: usize) -> Self {
        Self { sums: vec![Some(0); columns], groups: vec![0; columns], rows: 0 }
    }

    /// Adds the numbers of a row, each where it is known.
    pub(crate) fn add(&mut self, numbers: &[Option<u64>]) {
        let mut groups = HashMap::new();
        self.rows += 1;
        for (at, number) in numbers.iter().enumerate() {
            let known = self.sums[at].zip(*number);
            let own = (self.groups[at], known.map(|(sum, number)| share(number, sum)));
            let next = groups.len();
            self.groups[at] = *groups.entry(own).or_insert(next);
            self.sums[at] = known.map(|(sum, number)| sum + number);
        }
    }

    /// How many columns there are.
    pub(crate) fn columns(&self) -> usize {
        self.sums.len()
    }

    /// How many rows were added.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// Whether the numbers of a row are these sums, as far as they are known, and not all nothing.
    pub(crate) fn are(&self, numbers: &[Option<u64>]) -> bool {
        let some = self.sums.iter().any(|sum| sum.is_some_and(|sum| sum > 0));
        let mut both = self.sums.iter().zip(numbers);
        some && both.all(|(sum, number)| sum.is_none() || sum == number)
    }

    /// Whether no number of a row is more than these sums, as far as they are known.
    pub(crate) fn cover(&self, numbers: &[Option<u64>]) -> bool {
        let mut both = self.sums.iter().zip(numbers);
        both.all(|(sum, number)| sum.is_none_or(|sum| number.is_some_and(|number| number <= sum)))
    }

    /// Whether a sum is more than the number of a row.
    pub(crate) fn exceed(&self, numbers: &[Option<u64>]) -> bool {
        self.sums.iter().zip(numbers).any(|(sum, number)| sum > number)
    }

    /// Whether numbers that are these sums are so by no chance, whatever their row is called: of three
    /// rows at least, by two numbers that say each another thing and are no small ones.
    pub(crate) fn prove(&self) -> bool {
        self.rows > 2 && say_something(&self.independent()) && self.is_no_chance()
    }

    /// Whether a row of other numbers hardly ever has these sums.
    pub(crate) fn is_no_chance(&self) -> bool {
        self.chance() > BY_NUMBERS
    }

    /// The largest sum of each group.
    fn independent(&self) -> Vec<u64> {
        let mut largest: HashMap<usize, u64> = HashMap::new();
        for (group, sum) in self.groups.iter().zip(&self.sums) {
            if let Some(sum) = sum {
                let own = largest.entry(*group).or_default();
                *own = (*own).max(*sum);
            }
        }
        largest.into_values().collect()
    }

    /// Of how many rows of other numbers one has these sums.
    pub(crate) fn chance(&self) -> u64 {
        self.independent().iter().fold(1, |all, number| all.saturating_mul(number + 1))
    }
}

/// What tells a number from those of other columns that are no multiples: its share of the sum of those
/// above, in lowest terms; where there is none, whether it is one.
fn share(number: u64, above: u64) -> (u64, u64) {
    if above == 0 {
        return (number.min(1), 0);
    }
    let all = common(number, above);
    (number / all, above / all)
}

/// The largest number that both are a multiple of.
pub(crate) fn common(mut one: u64, mut other: u64) -> u64 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

#[cfg(test)]
mod tests {
    use super::ColumnGroups;

    #[test]
    fn columns_that_go_together_prove_once() {
        let chance = |rows: &[&[u64]]| {
            let mut groups = ColumnGroups::of(rows[0].len());
            for row in rows {
                groups.add(&row.iter().copied().map(Some).collect::<Vec<_>>());
            }
            groups.chance()
        };
        assert_eq!(chance(&[&[15, 15], &[15, 15]]), 31);
        assert_eq!(chance(&[&[15, 30], &[10, 20], &[1, 2]]), 53);
        assert_eq!(chance(&[&[12, 4], &[8, 6]]), 21 * 11);
        assert_eq!(chance(&[&[0, 0, 4], &[3, 6, 0]]), 7 * 5);
        assert_eq!(chance(&[&[15, 15, 0], &[15, 15, 0]]), 31);
        assert_eq!(chance(&[&[2, 2, 2, 2], &[2, 2, 2, 3]]), 5 * 6);
    }

    #[test]
    fn a_column_with_a_number_that_nobody_knows_proves_nothing() {
        let mut groups = ColumnGroups::of(3);
        for row in
            [[Some(12), Some(4), None], [Some(8), Some(6), Some(2)], [Some(3), None, Some(1)]]
        {
            groups.add(&row);
        }
        assert!(groups.are(&[Some(23), None, Some(900)]) && groups.are(&[Some(23), Some(1), None]));
        assert!(!groups.are(&[Some(22), Some(10), Some(3)]) && !groups.are(&[None; 3]));
        assert!(
            groups.cover(&[Some(23), Some(900), None]) && !groups.cover(&[Some(24), None, None])
        );
        assert_eq!((groups.chance(), groups.prove()), (24, false));
        groups.add(&[None; 3]);
        assert!(!groups.are(&[Some(0); 3]));
    }
}
