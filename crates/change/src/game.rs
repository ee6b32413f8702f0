//! Two ways of sharing a change out over factors: Shapley's value, and the logarithmic mean.
//!
//! # Source
//!
//! Albrecht, François & Schoors 2002, Energy Policy 30:727 (Shapley for carbon); Ang 2005, Energy
//! Policy 33:867 and Ang, Zhang & Choi 1998, Energy 23:489 (LMDI and its limits at zero).

/// As many factors as a change is shared out over.
const MOST_PLAYERS: usize = 5;

/// What each of `N` factors is worth in going from all old to all new: Shapley's value.
///
/// `value` of a set of factors, a bit each: those in it are new, the others old. The shares sum to
/// `value(all) − value(none)`, whatever the function.
pub fn shapley<const N: usize>(value: impl Fn(usize) -> f64) -> [f64; N] {
    const { assert!(N <= MOST_PLAYERS) };
    let mut values = [0.0; 1 << MOST_PLAYERS];
    for (set, worth) in values.iter_mut().take(1 << N).enumerate() {
        *worth = value(set);
    }
    let mut shares = [0.0; N];
    // Of the sets with so many members, each weighs |S|!·(N − |S| − 1)!/N!.
    let weights: [f64; N] = std::array::from_fn(|size| 1.0 / (N as f64 * choose(N - 1, size)));
    for (at, share) in shares.iter_mut().enumerate() {
        for set in (0..1_usize << N).filter(|set| set & (1 << at) == 0) {
            *share += weights[set.count_ones() as usize] * (values[set | 1 << at] - values[set]);
        }
    }
    shares
}

fn choose(n: usize, k: usize) -> f64 {
    (0..k).map(|at| (n - at) as f64 / (at + 1) as f64).product()
}

/// What each factor of a product is worth in going from `old` to `new`, by the logarithmic mean.
///
/// A factor that is zero in one year takes the whole change, which is the limit of the formula;
/// where several are, they share it evenly, since nothing says which moved.
pub fn lmdi<const N: usize>(old: [f64; N], new: [f64; N]) -> [f64; N] {
    let (before, after): (f64, f64) = (old.iter().product(), new.iter().product());
    let change = after - before;
    let gone = |at: usize| (old[at] == 0.0) != (new[at] == 0.0);
    let zeros = (0..N).filter(|at| gone(*at)).count();
    let mut shares = [0.0; N];
    if before == 0.0 || after == 0.0 {
        for (at, share) in shares.iter_mut().enumerate() {
            if gone(at) {
                *share = change / zeros as f64;
            }
        }
        return shares;
    }
    // The mean of two equal numbers is the number.
    let same = change.abs() <= f64::EPSILON * before.abs();
    let mean = if same { before } else { change / (after / before).ln() };
    for (at, share) in shares.iter_mut().enumerate() {
        *share = mean * (new[at] / old[at]).ln();
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The shares of a sum of products, cell by cell, by both ways.
    fn of_cells<const N: usize>(old: &[[f64; N]], new: &[[f64; N]]) -> ([f64; N], [f64; N]) {
        let (mut by_mean, mut by_shapley) = ([0.0; N], [0.0; N]);
        for (old, new) in old.iter().zip(new) {
            let value = |set: usize| -> f64 {
                (0..N).map(|at| if set & (1 << at) == 0 { old[at] } else { new[at] }).product()
            };
            for at in 0..N {
                by_mean[at] += lmdi(*old, *new)[at];
                by_shapley[at] += shapley::<N>(value)[at];
            }
        }
        (by_mean, by_shapley)
    }

    #[track_caller]
    fn near<const N: usize>(found: [f64; N], expected: [f64; N]) {
        for (found, expected) in found.into_iter().zip(expected) {
            assert!((found - expected).abs() < 1e-9, "{found} {expected}");
        }
    }

    /// Numbers as their sources write them.
    fn read<const N: usize>(words: &str) -> [f64; N] {
        let numbers: Vec<f64> = words.split(' ').map(|word| word.parse().unwrap()).collect();
        numbers.try_into().unwrap()
    }

    /// Vector A: the test sheet of LMDIR (M. Heun), two items of three factors.
    #[test]
    fn two_items_of_three_factors() {
        let of_1950 = [[1.0, 10.0, 2.0], [4.0, 5.0, 3.0]];
        let of_1960 = [[4.0, 5.0, 3.0], [5.0, 6.0, 4.0]];
        let of_1970 = [[8.0, 2.0, 4.0], [5.0, 7.0, 5.0]];
        let (by_mean, by_shapley) = of_cells(&of_1950, &of_1960);
        near(by_mean, read("69.790065978958324 -9.4551257928306782 39.665059813872318"));
        near(by_shapley, [223.0 / 3.0, -50.0 / 3.0, 127.0 / 3.0]);
        let (by_mean, by_shapley) = of_cells(&of_1960, &of_1970);
        near(by_mean, read("42.960214665125307 -34.319026564474498 50.358811899349092"));
        near(by_shapley, [48.0, -41.5, 52.5]);
        // Back again, each share has the other sign.
        let (_, back) = of_cells(&of_1970, &of_1960);
        near(back, by_shapley.map(|share| -share));
    }

    /// Vector B: two sectors, activity × share × intensity.
    #[test]
    fn two_sectors() {
        let old = [[50.0, 0.2, 3.0], [50.0, 0.8, 0.5]];
        let new = [[80.0, 0.5, 2.0], [80.0, 0.5, 0.4]];
        let (by_mean, by_shapley) = of_cells(&old, &new);
        near(by_mean, read("32.38463791091676 38.284867350225625 -24.66950526114238"));
        near(by_shapley, [34.35, 39.30, -27.65]);
    }

    /// Vector C: an item that vanishes (LMDIR, Ghana 2003 to 2004).
    #[test]
    fn a_vanishing_item() {
        let old = [
            read("7909.8985758996096 .168054744834221 .52128320225361802 9.2587845205915099E-3"),
            read(
                "7909.8985758996096 7.2489944688655897E-2 7.8700890618084995E-2 3.6152202418159501E-2",
            ),
        ];
        let new = [
            read("7962.9211678178699 .168054744834221 .49936451115254499 0"),
            read("7962.9211678178699 .101321320928485 5.9104815792233603E-2 3.6042366002809897E-2"),
        ];
        let (by_mean, by_shapley) = of_cells::<4>(&old, &new);
        near(
            by_mean,
            read("0.011188553384386695 0.560769609576521 -0.47953533182582564 -6.4208748229863115"),
        );
        near(
            by_shapley,
            read("0.03257282328607253 0.5690664904831602 -0.6231165309218828 -6.306974774698582"),
        );
        let [change] = read("-6.3284519918512299");
        near([by_mean.iter().sum()], [change]);
    }

    #[test]
    fn nothing_moved_is_nothing_shared() {
        near(lmdi([3.0, 2.0], [3.0, 2.0]), [0.0, 0.0]);
        near(lmdi([0.0, 2.0], [0.0, 3.0]), [0.0, 0.0]);
        near(shapley::<3>(|_| 7.0), [0.0; 3]);
    }
}
