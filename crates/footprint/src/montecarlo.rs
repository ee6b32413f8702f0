//! The 90 % interval of a total: by ten thousand draws of its unknowns, and in closed form beside.
//!
//! Unknowns are drawn, not rows: a hundred million rows cost what a hundred do. Each unknown is
//! log-normal around the value used, so that the total expected is the total printed.

use super::part::TotalPart;
use super::unknown::{SharedUnknown, Z90};
use ground::quantity::Interval;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Distribution, StandardNormal};
use std::collections::{BTreeMap, BTreeSet};

/// The seed of every run: the same inputs give the same bytes.
pub const SEED: u64 = 20_261_122;
/// How many draws.
pub const DRAWS: usize = 10_000;
/// How many parts are drawn one by one; the errors that smaller ones share with others are drawn
/// too, those of their own are drawn together.
const DRAWN: usize = 200;
/// How many parts the third moment is taken over.
const BENDING: usize = 64;

/// Mean and variance of a sum of parts, exact: parts are products of log-normals around their
/// means, so that the covariance of two is `mean · mean · (exp(Σ load · load) − 1)` over the
/// unknowns they share.
pub(super) fn moments(parts: &[TotalPart]) -> (f64, f64) {
    let mean = parts.iter().map(|part| part.mean).sum();
    let mut variance = 0.0;
    for (at, part) in parts.iter().enumerate() {
        variance += covariance(part, part);
        for other in &parts[at + 1..] {
            variance += 2.0 * covariance(part, other);
        }
    }
    (mean, variance)
}

fn covariance(a: &TotalPart, b: &TotalPart) -> f64 {
    let added = match (a.added, b.added) {
        (Some((one, a)), Some((other, b))) if one == other => a * b,
        _ => 0.0,
    };
    let shared = shared(&a.loads, &b.loads);
    if shared == 0.0 { added } else { a.mean * b.mean * shared.exp_m1() + added }
}

/// The third central moment of a sum of parts, exact over its widest ones: those that bend the law
/// of the sum.
pub(super) fn third_moment(parts: &[TotalPart]) -> f64 {
    let mut order = widest_first(parts.iter().filter(|part| !part.loads.is_empty()));
    order.truncate(BENDING);
    let n = order.len();
    let shared: Vec<f64> =
        (0..n * n).map(|at| shared(&order[at / n].loads, &order[at % n].loads)).collect();
    let grown: Vec<f64> = shared.iter().map(|sum| sum.exp()).collect();
    let mut third = 0.0;
    for i in 0..n {
        for j in i..n {
            for k in j..n {
                let (ij, ik, jk) = (grown[i * n + j], grown[i * n + k], grown[j * n + k]);
                let times = match (i == j, j == k) {
                    (true, true) => 1.0,
                    (false, false) => 6.0,
                    _ => 3.0,
                };
                let means = order[i].mean * order[j].mean * order[k].mean;
                third += times * means * (ij * ik * jk - ij - ik - jk + 2.0);
            }
        }
    }
    third
}

/// The 90 % interval of a quantity by its first three moments: a log-normal law, shifted so that it
/// has all three.
pub(super) fn closed_form(mean: f64, variance: f64, third: f64) -> Interval {
    let deviation = variance.sqrt();
    let skewness = if variance > 0.0 { third / (variance * deviation) } else { 0.0 };
    let (low, high) = if skewness > 1e-6 {
        // The law exp(σz) has skewness (w + 2)·√(w − 1), w = exp(σ²): solved for w.
        let half = skewness * skewness / 2.0;
        let root = (1.0 + half + (half * (2.0 + half)).sqrt()).cbrt();
        let w = root + 1.0 / root - 1.0;
        let scale = deviation / (w * (w - 1.0)).sqrt();
        let by = Z90 * w.ln().sqrt();
        let zero = scale * w.sqrt();
        (scale * (-by).exp() - zero, scale * by.exp() - zero)
    } else {
        (-Z90 * deviation, Z90 * deviation)
    };
    Interval { value: mean, low: mean + low, high: mean + high }
}

/// The 90 % interval by draws: the 5th and the 95th percentile; and that of the same parts with
/// less unknown in them, one by one, where they are given.
///
/// Both are of the same draws: what differs between them is then what the parts hold, not chance.
/// `own` is the standard deviation of what [`fewer`] took together.
pub(super) fn drawn(
    parts: &[TotalPart],
    narrowed: Option<&[TotalPart]>,
    own: f64,
) -> (Interval, Option<Interval>) {
    drawn_by(|_| drawn_errors(), parts, narrowed, own)
}

/// As [`drawn`], by errors that are given: for so many, those of one draw after the other, of the
/// unknowns, in their order, and of what is the parts' own.
pub(super) fn drawn_by<E: FnMut(&mut [f64])>(
    errors: impl FnOnce(usize) -> E,
    parts: &[TotalPart],
    narrowed: Option<&[TotalPart]>,
    own: f64,
) -> (Interval, Option<Interval>) {
    let place = places(parts.iter().flat_map(held).map(|(unknown, _)| *unknown));
    let exact =
        |parts: &[TotalPart]| own == 0.0 && parts.iter().all(|part| held(part).next().is_none());
    let mean = |parts: &[TotalPart]| parts.iter().map(|part| part.mean).sum::<f64>();
    let ready =
        |parts: &[TotalPart]| parts.iter().map(|part| Drawn::new(part, &place)).collect::<Vec<_>>();
    let whole = ready(parts);
    // A part that nothing was taken from is worth what it is in the whole.
    let narrow: Option<Vec<Option<Drawn>>> = narrowed.map(|narrowed| {
        let pairs = parts.iter().zip(narrowed).zip(ready(narrowed));
        pairs.map(|((part, less), drawn)| (part != less).then_some(drawn)).collect()
    });
    let draws = if exact(parts) { 0 } else { DRAWS };
    let mut z = vec![0.0; place.len() + 1];
    let mut errors = errors(z.len());
    let mut worth = vec![0.0; whole.len()];
    let (mut totals, mut narrow_totals) = (Vec::with_capacity(draws), Vec::new());
    for _ in 0..draws {
        errors(&mut z);
        let of_own = z[place.len()];
        for (worth, part) in worth.iter_mut().zip(&whole) {
            *worth = part.at(&z);
        }
        totals.push(worth.iter().sum::<f64>() + own * of_own);
        if let Some(narrow) = &narrow {
            let worth = worth.iter().zip(narrow);
            let sum: f64 =
                worth.map(|(worth, less)| less.as_ref().map_or(*worth, |part| part.at(&z))).sum();
            narrow_totals.push(sum + own * of_own);
        }
    }
    let interval = |parts: &[TotalPart], mut totals: Vec<f64>| {
        let value = mean(parts);
        if exact(parts) {
            return Interval::exact(value);
        }
        let mut at = |share: f64| percentile(&mut totals, share);
        Interval { value, low: at(0.05), high: at(0.95) }
    };
    let narrowed = narrowed.map(|parts| interval(parts, narrow_totals));
    (interval(parts, totals), narrowed)
}

/// The errors of the draws, one after the other: the same at each run.
pub(super) fn drawn_errors() -> impl FnMut(&mut [f64]) {
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    move |all| all.fill_with(|| StandardNormal.sample(&mut random))
}

/// The place of each unknown among all, in their order.
pub(super) fn places(
    unknowns: impl IntoIterator<Item = SharedUnknown>,
) -> BTreeMap<SharedUnknown, usize> {
    let unknowns: BTreeSet<SharedUnknown> = unknowns.into_iter().collect();
    unknowns.into_iter().zip(0..).collect()
}

/// The unknowns of a part.
pub(super) fn held(part: &TotalPart) -> impl Iterator<Item = &(SharedUnknown, f64)> {
    part.loads.iter().chain(&part.added)
}

/// The largest parts as they are; the others by the unknowns they share, and the standard deviation
/// of what is their own.
pub(super) fn fewer(parts: &[TotalPart]) -> (Vec<TotalPart>, f64) {
    if parts.len() <= DRAWN {
        return (parts.to_vec(), 0.0);
    }
    let mut shared: BTreeMap<SharedUnknown, usize> = BTreeMap::new();
    for (unknown, _) in parts.iter().flat_map(|part| &part.loads) {
        *shared.entry(*unknown).or_default() += 1;
    }
    let order = widest_first(parts.iter());
    let mut kept: Vec<TotalPart> = order[..DRAWN].iter().map(|part| (*part).clone()).collect();
    let mut pooled: BTreeMap<Vec<SharedUnknown>, (f64, Vec<f64>)> = BTreeMap::new();
    let mut own = 0.0;
    let mut of_makes: BTreeMap<SharedUnknown, f64> = BTreeMap::new();
    for part in &order[DRAWN..] {
        let mut common = Vec::new();
        let mut spread = 0.0;
        for (unknown, load) in &part.loads {
            match unknown {
                // The few parts of one make err together, and with nothing else.
                SharedUnknown::Make(_) => {
                    *of_makes.entry(*unknown).or_default() += part.mean * load;
                }
                // An unknown of three parts or fewer is taken as the part's own.
                _ if shared[unknown] <= 3 => spread += load * load,
                _ => common.push((*unknown, *load)),
            }
        }
        own += part.mean * part.mean * spread.exp_m1() + part.added.map_or(0.0, |(_, d)| d * d);
        let unknowns: Vec<SharedUnknown> = common.iter().map(|(unknown, _)| *unknown).collect();
        let pool = pooled.entry(unknowns).or_insert_with(|| (0.0, vec![0.0; common.len()]));
        pool.0 += part.mean;
        for (sum, (_, load)) in pool.1.iter_mut().zip(&common) {
            *sum += load * part.mean;
        }
    }
    own += of_makes.values().map(|deviation| deviation * deviation).sum::<f64>();
    kept.extend(pooled.into_iter().filter(|(_, (mean, _))| *mean != 0.0).map(
        |(unknowns, (mean, loads))| TotalPart {
            mean,
            loads: unknowns.into_iter().zip(loads.iter().map(|sum| sum / mean)).collect(),
            added: None,
        },
    ));
    (kept, own.sqrt())
}

fn widest_first<'p>(parts: impl Iterator<Item = &'p TotalPart>) -> Vec<&'p TotalPart> {
    let mut wide: Vec<(f64, &TotalPart)> = parts.map(|part| (width(part), part)).collect();
    wide.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    wide.into_iter().map(|(_, part)| part).collect()
}

fn width(part: &TotalPart) -> f64 {
    let spread: f64 = part.loads.iter().map(|(_, load)| load * load).sum();
    part.mean.abs() * spread.exp_m1().sqrt() + part.added.map_or(0.0, |(_, d)| d)
}

/// A part ready to be drawn.
pub(super) struct Drawn {
    centre: f64,
    loads: Vec<(usize, f64)>,
    added: Option<(usize, f64)>,
}

impl Drawn {
    pub(super) fn new(part: &TotalPart, place: &BTreeMap<SharedUnknown, usize>) -> Self {
        let spread: f64 = part.loads.iter().map(|(_, load)| load * load).sum();
        Self {
            centre: part.mean * (-spread / 2.0).exp(),
            loads: part.loads.iter().map(|(unknown, load)| (place[unknown], *load)).collect(),
            added: part.added.map(|(unknown, deviation)| (place[&unknown], deviation)),
        }
    }

    pub(super) fn at(&self, z: &[f64]) -> f64 {
        let exponent: f64 = self.loads.iter().map(|(at, load)| load * z[*at]).sum();
        self.centre * exponent.exp() + self.added.map_or(0.0, |(at, deviation)| deviation * z[at])
    }
}

/// The value at a place among values in order, between the two around it in proportion; the values are
/// left in another order.
pub(super) fn percentile(values: &mut [f64], share: f64) -> f64 {
    let place = share * (values.len() - 1) as f64;
    let (below, part) = (place.floor(), place.fract());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below the length")]
    let at = below as usize;
    // The two are looked for, and the others left as they are.
    let (_, own, above) = values.select_nth_unstable_by(at, f64::total_cmp);
    let own = *own;
    let next = above.iter().copied().min_by(f64::total_cmp).unwrap_or(own);
    own + (next - own) * part
}

/// The covariance of the logarithms of two parts: over the unknowns they share.
fn shared(a: &[(SharedUnknown, f64)], b: &[(SharedUnknown, f64)]) -> f64 {
    a.iter()
        .filter_map(|(unknown, load)| {
            b.iter().find(|(other, _)| other == unknown).map(|(_, other)| load * other)
        })
        .sum()
}

/// The first-order variance of each unknown that has some, most first: that of the total, were all
/// others known.
pub(super) fn of_unknown(parts: &[TotalPart]) -> Vec<(SharedUnknown, f64)> {
    /// An unknown, and a part that it stretches by its load, or adds a deviation to.
    type Held = (SharedUnknown, Option<(f64, f64)>, f64);
    let stretched = |part: &TotalPart| {
        let mean = part.mean;
        let loads =
            part.loads.iter().map(move |(unknown, load)| (*unknown, Some((mean, *load)), 0.0));
        loads
            .chain(part.added.map(|(unknown, deviation)| (unknown, None, deviation)))
            .collect::<Vec<Held>>()
    };
    let mut held: Vec<Held> = parts.iter().flat_map(stretched).collect();
    // Stable: the parts of an unknown stay in their order.
    held.sort_by_key(|(unknown, ..)| *unknown);
    let mut out: Vec<(SharedUnknown, f64)> = held
        .chunk_by(|(a, ..), (b, ..)| a == b)
        .map(|of| {
            let holders: Vec<(f64, f64)> = of.iter().filter_map(|(_, part, _)| *part).collect();
            let added: f64 = of.iter().map(|(.., deviation)| deviation).sum();
            (of[0].0, variance_of(&holders) + added * added)
        })
        .filter(|(_, variance)| *variance > 0.0)
        .collect();
    out.sort_by(|(a, a_var), (b, b_var)| b_var.total_cmp(a_var).then(a.cmp(b)));
    out
}

/// The variance of parts that hold one unknown: exact where they are few; where they are many, as
/// if each held it by the mean load.
fn variance_of(holders: &[(f64, f64)]) -> f64 {
    if holders.len() > DRAWN {
        let all: f64 = holders.iter().map(|(mean, _)| mean).sum();
        let load = holders.iter().map(|(mean, load)| mean * load).sum::<f64>() / all;
        return all * all * (load * load).exp_m1();
    }
    let mut variance = 0.0;
    for (mean, load) in holders {
        for (other, other_load) in holders {
            variance += mean * other * (load * other_load).exp_m1();
        }
    }
    variance
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::ChoiceId;
    use crate::unknown::Make;
    use factor::FactorId;

    fn part(mean: f64, loads: &[(u32, f64)]) -> TotalPart {
        let loads = loads.iter().map(|(id, load)| (SharedUnknown::Factor(FactorId(*id)), *load));
        TotalPart { mean, loads: loads.collect(), added: None }
    }

    #[track_caller]
    fn near(found: f64, expected: f64, within: f64) {
        assert!((found / expected - 1.0).abs() <= within, "{found} {expected}");
    }

    /// Draws and closed form agree within 1 %.
    #[track_caller]
    fn agree(parts: &[TotalPart]) -> Interval {
        let (fewer, own) = fewer(parts);
        let (drawn, _) = drawn(&fewer, None, own);
        let (mean, variance) = moments(&fewer);
        let closed = closed_form(mean, variance + own * own, third_moment(&fewer));
        near(drawn.low, closed.low, 0.01);
        near(drawn.high, closed.high, 0.01);
        closed
    }

    #[test]
    fn one_log_normal_has_its_own_percentiles() {
        // Mean 100, deviation of the logarithm 0.3: the centre is 100·exp(−0.045), and 5 % lie
        // 1.645 · 0.3 beyond it on each side.
        let closed = agree(&[part(100.0, &[(0, 0.3)])]);
        near(closed.low, 100.0 * (-0.045 - Z90 * 0.3_f64).exp(), 1e-9);
        near(closed.high, 100.0 * (-0.045 + Z90 * 0.3_f64).exp(), 1e-9);
    }

    #[test]
    fn the_error_of_a_product_is_that_of_all_its_unknowns() {
        // 0.3² + 0.4² = 0.5².
        let closed = agree(&[part(100.0, &[(0, 0.3), (1, 0.4)])]);
        near(closed.high, 100.0 * (-0.125 + Z90 * 0.5_f64).exp(), 1e-9);
    }

    #[test]
    fn parts_that_share_an_unknown_err_together() {
        let apart = [part(60.0, &[(0, 0.3)]), part(40.0, &[(1, 0.3)])];
        let together = [part(60.0, &[(0, 0.3)]), part(40.0, &[(0, 0.3)])];
        // Together they are one part of 100: 100²·(exp(0.09) − 1). Apart: (60² + 40²)·(…).
        near(moments(&together).1, 10_000.0 * 0.09_f64.exp_m1(), 1e-9);
        near(moments(&apart).1, 5_200.0 * 0.09_f64.exp_m1(), 1e-9);
        agree(&together);
        agree(&apart);
    }

    #[test]
    fn the_third_moment_of_apart_parts_adds_up() {
        // Of one log-normal: mean³ · (w − 1)² · (w + 2), w = exp(σ²).
        let w = 0.09_f64.exp();
        let of = |mean: f64| mean.powi(3) * (w - 1.0).powi(2) * (w + 2.0);
        near(third_moment(&[part(60.0, &[(0, 0.3)])]), of(60.0), 1e-9);
        let apart = [part(60.0, &[(0, 0.3)]), part(40.0, &[(1, 0.3)])];
        near(third_moment(&apart), of(60.0) + of(40.0), 1e-9);
    }

    #[test]
    fn a_credit_errs_by_addition() {
        let mut credit = part(-10.0, &[]);
        credit.added = Some((SharedUnknown::Factor(FactorId(1)), 5.0));
        let parts = [part(100.0, &[(0, 0.1)]), credit];
        near(moments(&parts).1, 10_000.0 * 0.01_f64.exp_m1() + 25.0, 1e-9);
        agree(&parts);
    }

    #[test]
    fn thousands_of_parts_are_drawn_as_hundreds_and_lose_no_variance() {
        // Each its own factor and one electricity for all, as models have.
        let parts: Vec<TotalPart> =
            (1_u32..=3000).map(|n| part(1.0 + f64::from(n % 7), &[(0, 0.08), (n, 0.4)])).collect();
        let (fewer, own) = fewer(&parts);
        assert!(fewer.len() <= DRAWN + 5, "{}", fewer.len());
        let (mean, variance) = moments(&fewer);
        let (all_mean, all_variance) = moments(&parts);
        near(mean, all_mean, 1e-9);
        near((variance + own * own).sqrt(), all_variance.sqrt(), 0.01);
        agree(&parts);
    }

    #[test]
    fn the_parts_of_many_makes_are_drawn_together_and_lose_no_variance() {
        // Two hundred machines of nine parts: each part's factor is shared by all, each machine's
        // make by its nine parts.
        let make = |n: u32| SharedUnknown::Make(Make { rank: n, choice: ChoiceId(n) });
        let parts: Vec<TotalPart> = (0_u32..1800)
            .map(|n| {
                let mut part = part(1.0 + f64::from(n % 5), &[(n % 9, 0.1), (10, 0.05)]);
                part.loads.push((make(n / 9), 0.3));
                part
            })
            .collect();
        let (fewer, own) = fewer(&parts);
        assert!(fewer.len() < DRAWN + 20, "{}", fewer.len());
        let (mean, variance) = moments(&fewer);
        let (all_mean, all_variance) = moments(&parts);
        near(mean, all_mean, 1e-9);
        // What a make's parts among the widest share with its others is left out: 2 % at most here.
        near((variance + own * own).sqrt(), all_variance.sqrt(), 0.02);
    }

    #[test]
    fn nothing_unknown_is_exact() {
        assert_eq!(agree(&[part(12.0, &[])]), Interval::exact(12.0));
    }

    #[test]
    fn a_total_with_less_unknown_is_of_the_same_draws() {
        let all = [part(60.0, &[(0, 0.3), (1, 0.2)]), part(40.0, &[(2, 0.3)]), part(5.0, &[])];
        let less = [part(60.0, &[(0, 0.3)]), part(40.0, &[(2, 0.3)]), part(5.0, &[])];
        let (whole, narrowed) = drawn(&all, Some(&less), 2.0);
        assert_eq!(drawn(&all, None, 2.0), (whole, None));
        let narrowed = narrowed.unwrap();
        assert!(whole.low < narrowed.low && narrowed.high < whole.high, "{whole:?} {narrowed:?}");
        // Nothing taken off, nothing different; all taken off, nothing left to draw.
        assert_eq!(drawn(&all, Some(&all), 2.0), (whole, Some(whole)));
        let known = [part(60.0, &[]), part(40.0, &[]), part(5.0, &[])];
        assert_eq!(drawn(&all, Some(&known), 0.0).1, Some(Interval::exact(105.0)));
    }

    #[test]
    fn the_first_order_variances_of_apart_unknowns_make_the_whole() {
        let parts = [part(60.0, &[(0, 0.3)]), part(40.0, &[(1, 0.3)]), part(5.0, &[(1, 0.2)])];
        let whole: f64 = of_unknown(&parts).iter().map(|(_, variance)| variance).sum();
        near(whole, moments(&parts).1, 1e-9);
    }
}
