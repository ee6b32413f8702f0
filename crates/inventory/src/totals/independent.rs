//! How little chance gives a row the sums of others, where some columns say what others say already.

use std::collections::HashMap;

/// The columns of numbers of several rows, those together that are equal or proportional in all of
/// them: one PC and one screen a seat prove a sum once, and not twice.
#[derive(Debug, Clone)]
pub(crate) struct ColumnGroups {
    /// The sums so far, by column.
    sums: Vec<u64>,
    /// Which columns are of one group.
    groups: Vec<usize>,
}

impl ColumnGroups {
    /// Of so many columns, before any row.
    pub(crate) fn of(columns: usize) -> Self {
        Self { sums: vec![0; columns], groups: vec![0; columns] }
    }

    /// Adds the numbers of a row.
    pub(crate) fn add(&mut self, numbers: &[u64]) {
        let mut groups = HashMap::new();
        for (at, number) in numbers.iter().enumerate() {
            let own = (self.groups[at], share(*number, self.sums[at]));
            let next = groups.len();
            self.groups[at] = *groups.entry(own).or_insert(next);
            self.sums[at] += number;
        }
    }

    /// The sums, by column.
    pub(crate) fn sums(&self) -> &[u64] {
        &self.sums
    }

    /// The largest sum of each group.
    pub(crate) fn independent(&self) -> Vec<u64> {
        let mut largest: HashMap<usize, u64> = HashMap::new();
        for (group, sum) in self.groups.iter().zip(&self.sums) {
            let own = largest.entry(*group).or_default();
            *own = (*own).max(*sum);
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
                groups.add(row);
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
}
