//! From what was found in a sample to the error rate, and what the errors do to the total.

use super::draw::{Draw, Item};
use super::exact::{Exact, exact_90, exact_interval};

/// The normal quantile of a 90 % interval.
const Z_90: f64 = 1.644_853_626_951_472_2;

/// What was found of a row drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// Its place among the items.
    pub at: usize,
    /// Whether anything of it is wrong.
    pub wrong: bool,
    /// Its footprint as found; `None` where what was found cannot be valued.
    pub value: Option<f64>,
}

/// The errors of a stratum.
#[derive(Debug, Clone, PartialEq)]
pub struct StratumRate {
    /// Its code.
    pub code: String,
    /// Its rows.
    pub rows: u64,
    /// Its footprint.
    pub value: f64,
    /// Rows drawn.
    pub drawn: u64,
    /// Rows checked.
    pub checked: u64,
    /// Rows checked that are wrong.
    pub wrong: u64,
    /// The rate with its exact 90 % interval; known where all its rows were checked. `None` where none
    /// was.
    pub rate: Option<Exact>,
}

/// What a sample says of the whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// Rows drawn, checked, and wrong among those.
    pub drawn: u64,
    /// Rows checked.
    pub checked: u64,
    /// Rows checked that are wrong.
    pub wrong: u64,
    /// Rows checked whose footprint as found cannot be valued: counted as wrong, not in the totals.
    pub unvalued: u64,
    /// The share of rows wrong in the sample as it was drawn, with its exact 90 % interval.
    pub in_sample: Option<Exact>,
    /// The share of all rows that are wrong, each stratum by its rows. Its bounds are exact ones of
    /// the strata at a higher confidence, so that together they hold at 90 % at least. `None` where a
    /// stratum was not checked.
    pub of_rows: Option<Exact>,
    /// By stratum.
    pub strata: Vec<StratumRate>,
    /// The total of the rows, as the program has it.
    pub total: f64,
    /// The total with the errors found carried over: difference estimator and its 90 % interval.
    pub difference: Option<(f64, f64, f64)>,
    /// Whether the difference came out below nothing, where no total can be: it is told as 0.
    pub floored: bool,
    /// The same by the ratio of found to computed, with its 90 % interval.
    pub ratio: Option<(f64, f64, f64)>,
    /// Footprint that errors not seen could still carry: the rate's high bound of each stratum on what
    /// of it was not checked.
    pub unseen: Option<f64>,
}

/// Carries what was found to the whole. Rows drawn and not checked are left out of their stratum.
pub fn estimate(items: &[Item], draw: &Draw, seen: &[Seen]) -> Estimate {
    let own = |at: usize| items[at].value.unwrap_or(0.0);
    let total: f64 = items.iter().filter_map(|item| item.value).sum();
    let open = draw.strata.iter().filter(|s| s.drawn.len() < s.rows.len()).count().max(1);
    let (mut strata, mut unvalued) = (Vec::new(), 0);
    let (mut low, mut high, mut share, mut whole) = (0.0, 0.0, 0.0, true);
    let (mut shift, mut computed, mut found) = (0.0, 0.0, 0.0);
    let (mut unseen, mut parts) = (0.0, Vec::new());
    for stratum in &draw.strata {
        let mine: Vec<&Seen> = seen.iter().filter(|one| stratum.drawn.contains(&one.at)).collect();
        let (rows, checked) = (stratum.rows.len() as u64, mine.len() as u64);
        let wrong = mine.iter().filter(|one| one.wrong).count() as u64;
        let all = checked == rows;
        let known = |exact: Exact| {
            if all { Exact { low: exact.share, high: exact.share, ..exact } } else { exact }
        };
        // As many open strata as there are share the 10 % among them.
        let joint = exact_interval(wrong, checked, 1.0 - 0.1 / open as f64).map(known);
        let weight = rows as f64 / items.len() as f64;
        match joint {
            Some(exact) => {
                share += weight * exact.share;
                low += weight * exact.low;
                high += weight * exact.high;
                let checked: f64 = mine.iter().map(|one| own(one.at)).sum();
                unseen += exact.high * (stratum.value - checked).max(0.0);
            }
            None => whole = false,
        }
        strata.push(StratumRate {
            code: stratum.code.clone(),
            rows,
            value: stratum.value,
            drawn: stratum.drawn.len() as u64,
            checked,
            wrong,
            rate: exact_90(wrong, checked).map(known),
        });
        let pairs: Vec<(f64, f64)> =
            mine.iter().filter_map(|one| Some((own(one.at), one.value?))).collect();
        unvalued += checked - pairs.len() as u64;
        if !pairs.is_empty() {
            let each = rows as f64 / pairs.len() as f64;
            shift += each * pairs.iter().map(|(x, y)| y - x).sum::<f64>();
            computed += each * pairs.iter().map(|(x, _)| x).sum::<f64>();
            found += each * pairs.iter().map(|(_, y)| y).sum::<f64>();
        }
        parts.push((rows as f64, pairs));
    }
    let checked: u64 = strata.iter().map(|one| one.checked).sum();
    let wrong: u64 = strata.iter().map(|one| one.wrong).sum();
    // Of a stratum of which nothing could be valued nothing is carried over.
    let valued = parts.iter().all(|(_, pairs)| !pairs.is_empty());
    let about = |middle: f64, spread: f64| (middle, middle - Z_90 * spread, middle + Z_90 * spread);
    let least =
        |(middle, low, high): (f64, f64, f64)| (middle.max(0.0), low.max(0.0), high.max(0.0));
    let difference =
        spread(&parts, |x, y| y - x).filter(|_| valued).map(|spread| about(total + shift, spread));
    let floored = difference.is_some_and(|(middle, ..)| middle < 0.0);
    let slope = found / computed;
    let ratio = spread(&parts, |x, y| y - slope * x)
        .filter(|_| valued && computed > 0.0)
        .map(|spread| about(total * slope, total / computed * spread));
    Estimate {
        drawn: draw.drawn() as u64,
        checked,
        wrong,
        unvalued,
        in_sample: exact_90(wrong, checked),
        of_rows: whole.then_some(Exact { share, low, high }),
        strata,
        total,
        difference: difference.map(least),
        floored,
        ratio: ratio.map(least),
        unseen: whole.then_some(unseen),
    }
}

/// The standard error of a stratified sum; a stratum of one row seen takes the spread of all. `None`
/// where one row in all was seen, and others were not: of one there is no spread.
fn spread(parts: &[(f64, Vec<(f64, f64)>)], of: impl Fn(f64, f64) -> f64) -> Option<f64> {
    let variance = |values: &[f64]| {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        squares / (values.len() as f64 - 1.0)
    };
    let values =
        |pairs: &[(f64, f64)]| -> Vec<f64> { pairs.iter().map(|(x, y)| of(*x, *y)).collect() };
    let all: Vec<f64> = parts.iter().flat_map(|(_, pairs)| values(pairs)).collect();
    let pooled = (all.len() > 1).then(|| variance(&all));
    let sum: Option<f64> = parts
        .iter()
        .filter(|(_, pairs)| !pairs.is_empty())
        .map(|(rows, pairs)| {
            let n = pairs.len() as f64;
            let left = (1.0 - n / rows).max(0.0);
            if left <= 0.0 {
                return Some(0.0);
            }
            let own = if pairs.len() > 1 { Some(variance(&values(pairs))) } else { pooled };
            Some(rows * rows * left * own? / n)
        })
        .sum();
    sum.map(f64::sqrt)
}

#[cfg(test)]
mod tests {
    use super::super::draw::{Stratum, draw};
    use super::*;

    fn items(values: &[f64]) -> Vec<Item> {
        values
            .iter()
            .enumerate()
            .map(|(at, value)| Item { id: at.to_string(), value: Some(*value) })
            .collect()
    }

    /// Two strata of 10 and 4 rows. Of the first, 2 seen: 10 → 10, 10 → 4, so −3 a row, −30 in all,
    /// s² = 18, variance 10² · (1 − 2/10) · 18 / 2 = 720. Of the second all are seen, and right.
    #[test]
    fn a_stratified_difference_is_worked_out_by_hand() {
        let mut values = vec![10.0; 10];
        values.extend([50.0; 4]);
        let items = items(&values);
        let stratum = |code: &str, rows: Vec<usize>, drawn: Vec<usize>| Stratum {
            value: rows.iter().map(|at| values[*at]).sum(),
            code: code.into(),
            rows,
            drawn,
        };
        let draw = Draw {
            strata: vec![
                stratum("sure", (10..14).collect(), (10..14).collect()),
                stratum("1", (0..10).collect(), vec![0, 1]),
            ],
        };
        let right = |at: usize| Seen { at, wrong: false, value: Some(values[at]) };
        let mut seen: Vec<Seen> = [0, 10, 11, 12, 13].map(right).to_vec();
        seen.push(Seen { at: 1, wrong: true, value: Some(4.0) });
        let said = estimate(&items, &draw, &seen);
        let (value, low, high) = said.difference.unwrap();
        assert!((value - 270.0).abs() < 1e-9, "{value}");
        assert!((high - low - 2.0 * Z_90 * 720.0_f64.sqrt()).abs() < 1e-9);
        // 4 rows known to be right, 10 of which half are wrong in the sample: 5 of 14.
        assert!((said.of_rows.unwrap().share - 5.0 / 14.0).abs() < 1e-12);
        assert_eq!((said.checked, said.wrong), (6, 1));
        // 300 · 270 / 300: the sample's computed sum is the total here.
        assert!((said.ratio.unwrap().0 - 270.0).abs() < 1e-9);
    }

    #[test]
    fn a_total_below_nothing_is_told_as_nothing_and_that_is_said() {
        let items = items(&[10.0, 10.0, 1.0, 1.0]);
        let rows = vec![0, 1, 2, 3];
        let stratum = Stratum { code: "1".into(), rows, value: 22.0, drawn: vec![0, 1] };
        let gone = |at| Seen { at, wrong: true, value: Some(0.0) };
        let said = estimate(&items, &Draw { strata: vec![stratum] }, &[gone(0), gone(1)]);
        assert!(said.floored);
        let (value, low, _) = said.difference.unwrap();
        assert!(value.abs() < 1e-9 && low >= 0.0, "{value} from {low}");
    }

    #[test]
    fn no_error_found_is_not_no_error() {
        let items = items(&vec![1.0; 400]);
        let draw = draw(&items, 60, 1).unwrap();
        let seen: Vec<Seen> = draw
            .strata
            .iter()
            .flat_map(|s| &s.drawn)
            .map(|at| Seen { at: *at, wrong: false, value: Some(1.0) })
            .collect();
        let said = estimate(&items, &draw, &seen);
        assert!((said.difference.unwrap().0 - 400.0).abs() < 1e-9);
        assert!(said.of_rows.unwrap().high > 0.05);
        assert!(said.unseen.unwrap() > 10.0);
    }

    #[test]
    fn a_stratum_that_nobody_checked_leaves_the_whole_unknown() {
        let items = items(&(1..=100).map(f64::from).collect::<Vec<_>>());
        let draw = draw(&items, 20, 1).unwrap();
        let first = draw.strata[0].drawn[0];
        let seen = [Seen { at: first, wrong: false, value: items[first].value }];
        let said = estimate(&items, &draw, &seen);
        assert_eq!((said.of_rows, said.difference, said.unseen), (None, None, None));
        assert!(said.in_sample.is_some());
    }

    /// One row in ten has half of its footprint: over many draws the interval holds the truth about
    /// as often as it says.
    #[test]
    fn the_interval_holds_the_truth_as_often_as_it_says() {
        let all = items(&(1..=600).map(|at| f64::from(at % 37 + 3)).collect::<Vec<_>>());
        let truth = |at: usize| {
            let value = all[at].value.unwrap();
            if at.is_multiple_of(10) { value / 2.0 } else { value }
        };
        let true_total: f64 = (0..all.len()).map(truth).sum();
        let mut held = 0;
        for seed in 0..400 {
            let draw = draw(&all, 120, seed).unwrap();
            let seen: Vec<Seen> = draw
                .strata
                .iter()
                .flat_map(|s| &s.drawn)
                .map(|at| Seen { at: *at, wrong: at % 10 == 0, value: Some(truth(*at)) })
                .collect();
            let (_, low, high) = estimate(&all, &draw, &seen).difference.unwrap();
            held += usize::from(low <= true_total && true_total <= high);
        }
        assert!((330..=385).contains(&held), "{held} of 400");
    }
}
