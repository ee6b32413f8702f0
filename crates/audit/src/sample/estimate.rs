//! From what was found in a sample to the error rate, and what the errors do to the total.

use super::draw::{Draw, DrawnItem};
use super::exact::{Exact, exact_90, exact_interval};
use super::spread::{SeenStratum, spread};

/// What was found of a row drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenRow {
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
pub struct SampleEstimate {
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
    /// The total with the errors found carried over: difference estimator.
    pub difference: Option<CarriedTotal>,
    /// Whether the difference came out below nothing, where no total can be: it is told as 0.
    pub floored: bool,
    /// The same by the ratio of found to computed.
    pub ratio: Option<CarriedTotal>,
    /// Wrong rows seen where rows were left unseen: fewer than [`NEEDED`] tell too little of how far
    /// errors spread, and the totals have no interval.
    pub spread_by: u64,
    /// Footprint that errors not seen could still carry: the rate's high bound of each stratum on what
    /// of it was not checked, a row without figure as the mean row that has one.
    pub unseen: Option<f64>,
}

/// Wrong rows that an interval of the total needs.
pub const NEEDED: u64 = 3;

/// A total carried over from a sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CarriedTotal {
    /// The total.
    pub value: f64,
    /// Its 90 % interval; `None` where too few errors were seen for one to hold.
    pub bounds: Option<(f64, f64)>,
}

impl CarriedTotal {
    /// A total about which errors spread so far; none is below nothing.
    fn about(middle: f64, spread: Option<f64>) -> Self {
        let bounds = spread.map(|spread| ((middle - spread).max(0.0), (middle + spread).max(0.0)));
        Self { value: middle.max(0.0), bounds }
    }
}

/// Carries what was found to the whole. Rows drawn and not checked are left out of their stratum.
pub fn estimate(items: &[DrawnItem], draw: &Draw, seen: &[SeenRow]) -> SampleEstimate {
    let own = |at: usize| items[at].value.unwrap_or(0.0);
    let total: f64 = items.iter().filter_map(|item| item.value).sum();
    let likely = likely(items, seen);
    let open = draw.strata.iter().filter(|s| s.drawn.len() < s.rows.len()).count().max(1);
    let (mut strata, mut unvalued) = (Vec::new(), 0);
    let (mut low, mut high, mut share, mut whole) = (0.0, 0.0, 0.0, true);
    let (mut shift, mut computed, mut found) = (0.0, 0.0, 0.0);
    let (mut unseen, mut parts, mut spread_by) = (0.0, Vec::new(), 0);
    for stratum in &draw.strata {
        let mine: Vec<&SeenRow> =
            seen.iter().filter(|one| stratum.drawn.contains(&one.at)).collect();
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
                let size = |at: usize| items[at].value.map_or(0.0, f64::abs);
                let all: f64 = stratum.rows.iter().map(|at| size(*at)).sum();
                let seen: f64 = mine.iter().map(|one| size(one.at)).sum();
                let left = if all > 0.0 {
                    likely.share * (all - seen).max(0.0)
                } else {
                    likely.of(0.0) * (rows - checked) as f64
                };
                unseen += exact.high * left;
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
        if (pairs.len() as u64) < rows {
            spread_by += wrong;
        }
        let mean = stratum.rows.iter().filter_map(|at| items[*at].value).map(f64::abs).sum::<f64>()
            / rows as f64;
        parts.push(SeenStratum { rows: rows as f64, error: likely.of(mean), pairs });
    }
    let checked: u64 = strata.iter().map(|one| one.checked).sum();
    let wrong: u64 = strata.iter().map(|one| one.wrong).sum();
    // Of a stratum of which nothing could be valued nothing is carried over.
    let valued = parts.iter().all(|part| !part.pairs.is_empty());
    let is_whole = parts.iter().all(SeenStratum::is_whole);
    let spread = |of: &dyn Fn(f64, f64) -> f64, times: f64| {
        (is_whole || spread_by >= NEEDED).then(|| times * spread(&parts, of))
    };
    let difference = valued.then(|| CarriedTotal::about(total + shift, spread(&|x, y| y - x, 1.0)));
    let floored = valued && total + shift < 0.0;
    let slope = found / computed;
    let ratio = (valued && computed > 0.0).then(|| {
        CarriedTotal::about(total * slope, spread(&|x, y| y - slope * x, total / computed))
    });
    SampleEstimate {
        drawn: draw.drawn() as u64,
        checked,
        wrong,
        unvalued,
        in_sample: exact_90(wrong, checked),
        of_rows: whole.then_some(Exact { share, low, high }),
        strata,
        total,
        difference,
        floored,
        ratio,
        spread_by,
        unseen: whole.then_some(unseen),
    }
}

/// How far a row that nobody looked at may be wrong.
struct Likely {
    /// By how much of its own footprint: all of it, or as the errors seen are on the mean.
    share: f64,
    /// The mean footprint of a row that has one.
    mean: f64,
}

impl Likely {
    /// The error of a row of a footprint; one without figure is as the mean row.
    fn of(&self, own: f64) -> f64 {
        self.share * if own > 0.0 { own } else { self.mean }
    }
}

fn likely(items: &[DrawnItem], seen: &[SeenRow]) -> Likely {
    let mean_of = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let sizes: Vec<f64> = items
        .iter()
        .filter_map(|item| item.value)
        .map(f64::abs)
        .filter(|size| *size > 0.0)
        .collect();
    let shares: Vec<f64> = seen
        .iter()
        .filter_map(|one| {
            let own = items[one.at].value.filter(|own| own.abs() > 0.0)?;
            let share = ((one.value? - own) / own).abs();
            (one.wrong && share > 0.0).then_some(share)
        })
        .collect();
    Likely { share: mean_of(&shares).max(1.0), mean: mean_of(&sizes) }
}

#[cfg(test)]
mod tests {
    use super::super::draw::{Stratum, draw};
    use super::*;

    fn items(values: &[f64]) -> Vec<DrawnItem> {
        values
            .iter()
            .enumerate()
            .map(|(at, value)| DrawnItem { id: at.to_string(), value: Some(*value) })
            .collect()
    }

    /// Two strata of 10 and 4 rows. Of the first, 4 seen: 10 → 10 and three times 10 → 4, so −4.5 a
    /// row, −45 in all. With one more that is wrong by its 10 the other way, s² = 48.8; variance
    /// 10² · (1 − 4/10) · 48.8 / 4 = 732, of 3 degrees of freedom. Of the second all are seen, and
    /// right.
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
                stratum("1", (0..10).collect(), vec![0, 1, 2, 3]),
            ],
        };
        let right = |at: usize| SeenRow { at, wrong: false, value: Some(values[at]) };
        let mut seen: Vec<SeenRow> = [0, 10, 11, 12, 13].map(right).to_vec();
        seen.extend([1, 2, 3].map(|at| SeenRow { at, wrong: true, value: Some(4.0) }));
        let said = estimate(&items, &draw, &seen);
        let CarriedTotal { value, bounds } = said.difference.unwrap();
        assert!((value - 255.0).abs() < 1e-9, "{value}");
        let (low, high) = bounds.unwrap();
        assert!((high - low - 2.0 * 2.353_4 * 732.0_f64.sqrt()).abs() < 0.01, "{low} to {high}");
        // 4 rows known to be right, 10 of which three in four are wrong in the sample.
        assert!((said.of_rows.unwrap().share - 7.5 / 14.0).abs() < 1e-12);
        assert_eq!((said.checked, said.wrong, said.spread_by), (8, 3, 3));
        // 300 · 255 / 300: the sample's computed sum is the total here.
        assert!((said.ratio.unwrap().value - 255.0).abs() < 1e-9);
    }

    #[test]
    fn a_total_below_nothing_is_told_as_nothing_and_that_is_said() {
        let items = items(&[10.0, 10.0, 1.0, 1.0]);
        let rows = vec![0, 1, 2, 3];
        let stratum = Stratum { code: "1".into(), rows, value: 22.0, drawn: vec![0, 1] };
        let gone = |at| SeenRow { at, wrong: true, value: Some(0.0) };
        let said = estimate(&items, &Draw { strata: vec![stratum] }, &[gone(0), gone(1)]);
        assert!(said.floored);
        let CarriedTotal { value, bounds } = said.difference.unwrap();
        assert!(value.abs() < 1e-9 && bounds.is_none(), "{value} {bounds:?}");
    }

    #[test]
    fn no_error_found_is_not_no_error() {
        let items = items(&vec![1.0; 400]);
        let draw = draw(&items, 60, 1).unwrap();
        let seen: Vec<SeenRow> = draw
            .strata
            .iter()
            .flat_map(|s| &s.drawn)
            .map(|at| SeenRow { at: *at, wrong: false, value: Some(1.0) })
            .collect();
        let said = estimate(&items, &draw, &seen);
        let total = said.difference.unwrap();
        assert!((total.value - 400.0).abs() < 1e-9);
        // Nothing tells how far errors spread, so there is no interval of no width.
        assert_eq!((total.bounds, said.ratio.unwrap().bounds, said.spread_by), (None, None, 0));
        assert!(said.of_rows.unwrap().high > 0.05);
        assert!(said.unseen.unwrap() > 10.0);
    }

    #[test]
    fn a_stratum_that_nobody_checked_leaves_the_whole_unknown() {
        let items = items(&(1..=100).map(f64::from).collect::<Vec<_>>());
        let draw = draw(&items, 20, 1).unwrap();
        let first = draw.strata[0].drawn[0];
        let seen = [SeenRow { at: first, wrong: false, value: items[first].value }];
        let said = estimate(&items, &draw, &seen);
        assert_eq!((said.of_rows, said.difference, said.unseen), (None, None, None));
        assert!(said.in_sample.is_some());
    }

    #[test]
    fn what_was_looked_at_whole_needs_no_interval_of_chance() {
        let items = items(&[10.0, 8.0, 1.0]);
        let draw = draw(&items, 3, 1).unwrap();
        let seen = |at: usize| SeenRow { at, wrong: at == 1, value: Some([10.0, 2.0, 1.0][at]) };
        let said = estimate(&items, &draw, &[0, 1, 2].map(seen));
        assert_eq!(said.difference.unwrap().bounds, Some((13.0, 13.0)));
    }

    /// 180 of 200 rows weigh, 20 have no figure: those that are there after all weigh as the mean row.
    #[test]
    fn rows_without_figure_are_in_what_is_not_seen() {
        let mut values = vec![10.0; 180];
        values.extend([0.0; 20]);
        let items = items(&values);
        let draw = draw(&items, 60, 1).unwrap();
        let blank = draw.strata.last().unwrap();
        assert_eq!(blank.code, "no_figure");
        let seen = |wrong: bool| -> Vec<SeenRow> {
            let all = draw.strata.iter().flat_map(|s| &s.drawn);
            all.map(|at| SeenRow { at: *at, wrong: wrong && *at >= 180, value: Some(values[*at]) })
                .collect()
        };
        let [some, none] =
            [true, false].map(|wrong| estimate(&items, &draw, &seen(wrong)).unseen.unwrap());
        let left = (blank.rows.len() - blank.drawn.len()) as f64;
        // All that were seen are wrong, so that all of those left may be; of none wrong half may be.
        assert!(some > none + 4.0 * left && some < none + 10.0 * left, "{some} {none}");
    }

    /// An estate, and how often the interval of its total held the truth where there was one, for
    /// draws of `n` rows. Chance is a row's own place, so that the estate is the same in each.
    fn coverage(values: &[f64], truth: &dyn Fn(usize) -> f64, n: usize) -> (usize, usize, f64) {
        let all = items(values);
        let total: f64 = (0..all.len()).map(truth).sum();
        let (mut held, mut told, mut width) = (0, 0, 0.0);
        for seed in 0..250 {
            let draw = draw(&all, n, seed).unwrap();
            let places = draw.strata.iter().flat_map(|s| &s.drawn);
            let seen: Vec<SeenRow> = places
                .map(|at| {
                    let value = truth(*at);
                    let wrong = (value - values[*at]).abs() > 1e-9;
                    SeenRow { at: *at, wrong, value: Some(value) }
                })
                .collect();
            let Some((low, high)) = estimate(&all, &draw, &seen).difference.unwrap().bounds else {
                continue;
            };
            told += 1;
            width += (high - low) / total;
            held += usize::from(low <= total && total <= high);
        }
        (held, told, width / told as f64)
    }

    /// A number between 0 and 1 that goes with a place.
    fn spot(at: usize, salt: u64) -> f64 {
        let mut mixed = (at as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ salt;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A figure of each row of an estate.
    type Of<'a> = &'a dyn Fn(usize) -> f64;

    /// Over 250 audits of each of five small estates, of 60 rows and of 120, the interval holds the
    /// truth in 85 of a hundred at least, and says something.
    #[test]
    fn the_interval_holds_the_truth_as_often_as_it_says() {
        let like = |at: usize| f64::from(u32::try_from(at % 37).unwrap() + 3);
        // As of screens, computers and servers: a few weigh ten times what most do.
        let skewed = |at: usize| 20.0 * (-2.0 * spot(at, 1).ln()).powf(1.5) + 2.0;
        let blank = |at: usize| if spot(at, 2) < 0.1 { 0.0 } else { skewed(at) };
        let halved = |at: usize| if at.is_multiple_of(10) { like(at) / 2.0 } else { like(at) };
        let gone = |at: usize| if spot(at, 3) < 0.1 { 0.0 } else { skewed(at) };
        let back = |at: usize| match (blank(at) > 0.0, spot(at, 4)) {
            (false, chance) if chance < 0.3 => 25.0,
            (true, chance) if chance < 0.05 => 0.0,
            _ => blank(at),
        };
        let both = |at: usize| match spot(at, 5) {
            chance if chance < 0.05 => 0.0,
            chance if chance < 0.10 => skewed(at) * 2.0,
            chance if chance < 0.15 => skewed(at) / 2.0,
            _ => skewed(at),
        };
        let more = |at: usize| if spot(at, 6) < 0.08 { skewed(at) * 3.0 } else { skewed(at) };
        let estates: [(&str, Of<'_>, Of<'_>); 5] = [
            ("halved", &like, &halved),
            ("gone", &skewed, &gone),
            ("back", &blank, &back),
            ("both", &skewed, &both),
            ("more", &skewed, &more),
        ];
        for (name, value, truth) in estates {
            let values: Vec<f64> = (0..500).map(value).collect();
            for n in [60, 120] {
                let (held, told, width) = coverage(&values, truth, n);
                assert!(told >= 120, "{name}, {n}: an interval in {told} of 250");
                assert!(held * 100 >= told * 85, "{name}, {n}: {held} of {told}");
                assert!(width < 0.6, "{name}, {n}: {width} wide");
            }
        }
    }
}
