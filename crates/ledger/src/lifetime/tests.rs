//! Golden vectors, and a fleet whose true lifetime is known.

use super::*;
use ground::quantity::DAYS_OF_YEAR;
use ground::table::Day;

fn seen(entry: f64, end: f64, exited: u8) -> Observation {
    Observation { entry, end, exited: exited == 1, units: 1.0 }
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-6, "found {found}, expected {expected}");
}

fn vector_a() -> Vec<Observation> {
    [(3, 1), (4, 1), (4, 0), (5, 1), (5, 1), (6, 0), (6, 1), (7, 0), (2, 0), (5, 0)]
        .map(|(end, exited)| seen(0.0, f64::from(end), exited))
        .to_vec()
}

#[test]
fn golden_vector_a_is_found_to_a_millionth() {
    let curve = Curve::of(&vector_a());
    let found: Vec<[f64; 4]> =
        curve.steps.iter().map(|s| [s.age, s.at_risk, s.survival, s.error]).collect();
    // 1 − 1/9; × (1 − 1/8); × (1 − 2/6); × (1 − 1/3).
    let expected = [
        [3.0, 9.0, 0.888_889, 0.104_757],
        [4.0, 8.0, 0.777_778, 0.138_580],
        [5.0, 6.0, 0.518_519, 0.175_899],
        [6.0, 3.0, 0.345_679, 0.183_486],
    ];
    assert_eq!(found.len(), 4);
    for (found, expected) in found.iter().zip(expected) {
        for (found, expected) in found.iter().zip(expected) {
            near(*found, expected);
        }
    }
    assert_eq!(curve.median(), Median::At(6.0));
    near(curve.restricted_mean(5.0).0, 4.666_667);
    near(curve.restricted_mean(7.0).0, 5.530_864);
}

#[test]
fn golden_vector_b_counts_units_from_the_age_at_which_they_were_first_watched() {
    let entries = [0.0, 0.0, 0.0, 2.0, 3.0, 4.0, 4.0, 4.0, 0.0, 1.0];
    let watched: Vec<Observation> = vector_a()
        .into_iter()
        .zip(entries)
        .map(|(observation, entry)| Observation { entry, ..observation })
        .collect();
    let curve = Curve::of(&watched);
    let found: Vec<[f64; 3]> = curve.steps.iter().map(|s| [s.age, s.at_risk, s.survival]).collect();
    let expected =
        [[3.0, 5.0, 0.8], [4.0, 5.0, 0.64], [5.0, 6.0, 0.426_667], [6.0, 3.0, 0.284_444]];
    for (found, expected) in found.iter().zip(expected) {
        for (found, expected) in found.iter().zip(expected) {
            near(*found, expected);
        }
    }
    assert_eq!(curve.median(), Median::At(5.0));
    near(curve.restricted_mean(7.0).0, 5.151_111);
}

#[test]
fn the_naive_means_of_vector_a_are_the_published_ones() {
    // Exits at 3, 4, 5, 5, 6: 23 / 5 = 4.6. Still there at 4, 6, 7, 2, 5: 24 / 5 = 4.8.
    let until = Day(20_000);
    let stays: Vec<Stay> = vector_a()
        .iter()
        .map(|seen| {
            let days = f64_to_days(seen.end);
            // Exits are put two years back, so that all lie before the cut-off date.
            let started = if seen.exited { Day(until.0 - 730 - days) } else { Day(until.0 - days) };
            Stay {
                started,
                ended: seen.exited.then_some(Day(until.0 - 730)),
                lost_sight: None,
                units: 1.0,
            }
        })
        .collect();
    let naive = Naive::of(&stays, ExitsRecorded { since: Day(0), until });
    // Days of whole years: 365.25 rounded, so that a thousandth is allowed.
    assert!((naive.age_at_exit.unwrap() - 4.6).abs() < 1e-3, "{naive:?}");
    assert!((naive.age_in_service.unwrap() - 4.8).abs() < 1e-3, "{naive:?}");
}

#[expect(clippy::cast_possible_truncation, reason = "a few hundred")]
fn whole(number: f64) -> i32 {
    number.round() as i32
}

#[expect(clippy::cast_possible_truncation, reason = "a few thousand days")]
fn f64_to_days(years: f64) -> i32 {
    (years * DAYS_OF_YEAR).round() as i32
}

#[test]
fn the_error_of_a_restricted_mean_is_greenwoods_by_hand() {
    // Two units, exits at 1 and 2, τ = 2: S = 1 then 1/2; mean 1 + 1/2 = 1.5.
    // Variance: the area after 1 is 1/2, squared 1/4, × 1 / (2 · 1) = 1/8.
    let curve = Curve::of(&[seen(0.0, 1.0, 1), seen(0.0, 2.0, 1)]);
    let (mean, error) = curve.restricted_mean(2.0);
    near(mean, 1.5);
    near(error, 0.125_f64.sqrt());
    // A horizon before the first exit: nobody has left.
    near(curve.restricted_mean(0.5).0, 0.5);
    near(curve.restricted_mean(0.5).1, 0.0);
}

#[test]
fn a_median_that_is_not_reached_is_beyond_the_oldest_age() {
    let curve = Curve::of(&[seen(0.0, 1.0, 1), seen(0.0, 4.0, 0), seen(0.0, 6.5, 0)]);
    assert_eq!(curve.median(), Median::Beyond(6.5));
}

/// The last at risk leave: none of five may be half of them yet (1 - 0.025^(1/5) = 0.522), none of six is
/// not (0.459).
#[test]
fn few_that_all_left_leave_the_median_open_above() {
    let interval = |units| {
        let curve = Curve::of(&[Observation { units, ..seen(0.0, 3.0, 1) }]);
        assert_eq!(curve.median(), Median::At(3.0));
        curve.median_interval()
    };
    assert_eq!(interval(5.0), (Some(3.0), None));
    assert_eq!(interval(6.0), (Some(3.0), Some(3.0)));
    // Of four, two left before: 0.5 up to 0.845, times 1 - 0.025^(1/2).
    let curve = Curve::of(&[
        Observation { units: 2.0, ..seen(0.0, 2.0, 1) },
        Observation { units: 2.0, ..seen(0.0, 3.0, 1) },
    ]);
    let [first, last] = [0, 1].map(|at| curve.steps[at].high);
    assert!((first - 0.845).abs() < 1e-3, "{first}");
    near(last, first * (1.0 - 0.025_f64.sqrt()));
}

#[test]
fn a_line_of_many_units_weighs_as_many_lines_of_one() {
    let one: Vec<Observation> = [(3.0, 1), (3.0, 1), (4.0, 0), (4.0, 0), (4.0, 0)]
        .map(|(end, exited)| seen(0.0, end, exited))
        .to_vec();
    let many = [
        Observation { units: 2.0, ..seen(0.0, 3.0, 1) },
        Observation { units: 3.0, ..seen(0.0, 4.0, 0) },
    ];
    assert_eq!(Curve::of(&one), Curve::of(&many));
}

#[test]
fn the_log_log_interval_is_the_formula_by_hand() {
    // Ten units, one exit: S = 0.9, Greenwood 1/(10·9), se = 0.9·√(1/90) = 0.094868.
    // z·se/(S·|ln S|) = 1.959964·0.094868/(0.9·0.105361) = 1.960855; e^ = 7.105399.
    // Low 0.9^7.105399 = 0.473009; high 0.9^(1/7.105399) = 0.985281.
    let mut watched = vec![seen(0.0, 1.0, 1)];
    watched.extend((0..9).map(|_| seen(0.0, 2.0, 0)));
    let curve = Curve::of(&watched);
    let spread = (Z_95 * 0.9 * (1.0_f64 / 90.0).sqrt() / (0.9 * 0.9_f64.ln().abs())).exp();
    near(curve.steps[0].low, 0.9_f64.powf(spread));
    near(curve.steps[0].high, 0.9_f64.powf(1.0 / spread));
    assert!(
        (curve.steps[0].low - 0.473).abs() < 1e-3 && (curve.steps[0].high - 0.985).abs() < 1e-3
    );
}

#[test]
fn too_few_units_or_exits_give_no_estimate() {
    let until = Day(20_000);
    let stay = |days: i32, left: bool| Stay {
        started: Day(until.0 - 1000 - days),
        ended: left.then_some(Day(until.0 - 100)),
        lost_sight: None,
        units: 1.0,
    };
    let records = ExitsRecorded { since: Day(0), until };
    let nine: Vec<Stay> = (0..30).map(|n| stay(n * 10, n < 9)).collect();
    let few = Lifetime::of(&nine, records).estimate;
    assert_eq!(few, Err(Insufficient::TooFew { units: 30.0, exits: 9.0 }));
    let ten: Vec<Stay> = (0..30).map(|n| stay(n * 10, n < 10)).collect();
    assert!(Lifetime::of(&ten, records).estimate.is_ok());
}

#[test]
fn no_exit_in_two_years_while_buying_is_a_purge() {
    let until = Day(20_000);
    let records = ExitsRecorded { since: Day(10_000), until };
    let stay = |started: i32, ended: Option<i32>| Stay {
        started: Day(started),
        ended: ended.map(Day),
        lost_sight: None,
        units: 1.0,
    };
    let mut stays: Vec<Stay> = (0..40).map(|n| stay(15_000 + n, Some(18_000 + n))).collect();
    stays.push(stay(19_900, None));
    let purged = Lifetime::of(&stays, records).estimate;
    assert_eq!(purged, Err(Insufficient::Purged(Purge { bought: 1.0, there: 1.0 })));
    stays.push(stay(15_000, Some(19_500)));
    assert!(Lifetime::of(&stays, records).estimate.is_ok(), "one exit in the last two years");
}

#[test]
fn a_risk_set_that_empties_before_others_come_in_gives_no_estimate() {
    // One unit is watched from birth and leaves at 1; twenty others are watched from 4 on.
    let mut watched = vec![seen(0.0, 1.0, 1)];
    watched.extend((0..20).map(|n| seen(4.0, 5.0 + f64::from(n) / 10.0, 1)));
    assert_eq!(Curve::of(&watched).emptied(), Some(1.0));
    assert_eq!(Curve::of(&vector_a()).emptied(), None);
}

#[test]
fn one_old_unit_that_comes_under_watch_after_the_last_exit_takes_no_estimate_away() {
    let records = ExitsRecorded { since: Day(10_000), until: Day(11_000) };
    let stay = |started: i32, ended: Option<i32>| Stay {
        started: Day(started),
        ended: ended.map(Day),
        lost_sight: None,
        units: 1.0,
    };
    // Thirty of one to four years leave one after another; of two older ones, one leaves at nine
    // years, and the other is eleven when the records begin.
    let mut stays: Vec<Stay> =
        (0..30).map(|n| stay(9_500 - 20 * n, Some(10_300 + 20 * n))).collect();
    stays.push(stay(7_300, Some(10_600)));
    let without = Lifetime::of(&stays, records).estimate.unwrap();
    stays.push(stay(6_000, None));
    let with = Lifetime::of(&stays, records).estimate.unwrap();
    assert_eq!((with.median, with.mean), (without.median, without.mean));
    // Twelve of them are others that nothing was seen of: no curve.
    stays.extend((0..12).map(|_| stay(6_000, None)));
    let gap = Lifetime::of(&stays, records).estimate;
    assert!(matches!(gap, Err(Insufficient::Emptied { .. })), "{gap:?}");
}

/// A unit lost two months after it was bought, alone under watch at its age, tells nothing of the
/// sixty others that are watched from three years on; among twelve of its age it is one of twelve.
#[test]
fn a_unit_alone_at_its_age_does_not_end_the_curve() {
    let others = || (0..60).map(|n| seen(3.0, 4.0 + f64::from(n) / 20.0, u8::from(n < 30)));
    let without: Vec<_> = others().collect();
    let mut with = vec![seen(0.0, 0.17, 1)];
    with.extend(others());
    let (with, without) = (Curve::of_enough(&with, 10.0), Curve::of_enough(&without, 10.0));
    assert_eq!(with.steps, without.steps);
    assert_eq!(with.emptied(), None);
    // At the end of the curve fewer than ten are left, and their exits count.
    assert!(with.steps.iter().all(|step| step.survival > 0.0) && with.steps.len() == 30);
    let mut young: Vec<_> = (0..11).map(|_| seen(0.0, 1.0, 0)).collect();
    young.push(seen(0.0, 0.17, 1));
    young.extend(others());
    let first = Curve::of_enough(&young, 10.0).steps[0];
    assert!((first.survival - 11.0 / 12.0).abs() < 1e-12, "{first:?}");
    // Where ten are never at risk, all that left count.
    let few = [seen(0.0, 1.0, 1), seen(0.0, 2.0, 1), seen(1.5, 3.0, 0)];
    assert_eq!(Curve::of_enough(&few, 10.0), Curve::of(&few));
}

/// Numbers between 0 and 1, always the same ones.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A fleet whose purchases grow by `growth` a year for 24 years, with Weibull lifetimes of shape
/// 3 and scale 6.24 years; records cover the last 12.
fn fleet(growth: f64, seed: u64) -> (Vec<Stay>, ExitsRecorded) {
    let mut dice = Dice(seed);
    let (since, until) = (Day(10_000), Day(10_000 + 12 * 365));
    let mut stays = Vec::new();
    let mut bought: f64 = 60.0;
    for year in -12..12 {
        for _ in 0..whole(bought) {
            let started = Day(since.0 + year * 365 + f64_to_days(dice.roll() * 0.999));
            let life = 6.24 * (-(1.0 - dice.roll()).ln()).powf(1.0 / 3.0);
            let left = Day(started.0 + f64_to_days(life).max(1));
            // What left before records begin was never written down.
            if left > since {
                let ended = (left <= until).then_some(left);
                stays.push(Stay { started, ended, lost_sight: None, units: 1.0 });
            }
        }
        bought *= 1.0 + growth;
    }
    (stays, ExitsRecorded { since, until })
}

#[test]
fn a_growing_fleet_shows_its_true_mean_and_the_naive_mean_does_not() {
    // The true mean is 6.24 · Γ(4/3) = 6.24 · 0.892980 = 5.5722 years; up to a horizon of 10
    // years, ∫₀¹⁰ exp(−(t/6.24)³) dt = 5.5685 (the tail beyond is under 0.004).
    let (stays, records) = fleet(0.15, 20_261_101);
    let lifetime = Lifetime::of(&stays, records);
    let mean = lifetime.estimate.unwrap().mean;
    assert!(mean.low < 5.57 && 5.57 < mean.high, "{mean:?}");
    assert!(mean.high - mean.low < 0.6, "{mean:?}");
    let naive = lifetime.naive.age_at_exit.unwrap();
    assert!(naive < mean.low && naive < 5.3, "the mean age at exit is too low: {naive}");
}

#[test]
fn the_interval_holds_the_true_mean_for_most_fleets() {
    // A 95 % interval holds the truth in 95 of 100; 100 draws of it leave 88 to 100 nearly always.
    let held = (0..100)
        .filter(|seed| {
            let (stays, records) = fleet(0.15, 7_000 + seed);
            let estimate = Lifetime::of(&stays, records).estimate.unwrap();
            let truth = restricted_truth(estimate.horizon);
            estimate.mean.low <= truth && truth <= estimate.mean.high
        })
        .count();
    assert!((88..=100).contains(&held), "{held} of 100");
}

/// `∫₀^τ exp(−(t/6.24)³) dt`, by the trapezium rule.
fn restricted_truth(tau: f64) -> f64 {
    let n = 20_000;
    let share = |t: f64| (-(t / 6.24_f64).powi(3)).exp();
    let step = tau / f64::from(n);
    (0..n)
        .map(|i| f64::midpoint(share(f64::from(i) * step), share(f64::from(i + 1) * step)) * step)
        .sum()
}

#[test]
fn forgetting_delayed_entry_makes_lives_too_long() {
    let (stays, records) = fleet(0.0, 3);
    let right = Lifetime::of(&stays, records).estimate.unwrap().mean;
    // As if every unit had been watched from its start.
    let wrong =
        Lifetime::of(&stays, ExitsRecorded { since: Day(0), ..records }).estimate.unwrap().mean;
    assert!(right.high < wrong.value, "{right:?} against {wrong:?}");
}

#[test]
fn the_horizon_is_the_oldest_age_with_ten_units_at_risk() {
    // Twelve units seen at 8 years, three more at 9: at 8 fifteen are at risk, at 9 only three.
    let watched: Vec<Observation> = (0..15)
        .map(|n| if n < 12 { seen(0.0, 8.0, u8::from(n % 2 == 0)) } else { seen(0.0, 9.0, 0) })
        .collect();
    assert_eq!(Curve::of(&watched).last_age_with(10.0), Some(8.0));
}

#[test]
fn a_type_takes_the_estimate_of_its_kind_where_its_own_units_are_too_few() {
    let set = factor::FactorSet::shipped().unwrap();
    let id = |code: &str| set.type_named(code).unwrap();
    let records = ExitsRecorded { since: Day(10_000), until: Day(20_000) };
    let stay = |days: i32, units: f64| Stay {
        started: Day(19_900 - days),
        ended: Some(Day(19_900)),
        lost_sight: None,
        units,
    };
    // Thirty laptops of 14 inches for 1000 days, five of 17 inches for 2000.
    let stays = [(id("laptop_14in"), stay(1000, 30.0)), (id("laptop_17in_plus"), stay(2000, 5.0))];
    let estimates = estimates(&set, stays.into_iter(), records);
    let mean = |code: &str| estimates.of(&set, id(code)).map(|estimate| estimate.mean.value);
    near(mean("laptop_14in").unwrap(), 1000.0 / DAYS_OF_YEAR);
    // All 35 together: 1000 days, then 5/35 stay to the horizon, where ten are at risk: 1000 days.
    near(mean("laptop_17in_plus").unwrap(), 1000.0 / DAYS_OF_YEAR);
    near(mean("laptop").unwrap(), 1000.0 / DAYS_OF_YEAR);
    assert_eq!(mean("monitor"), None);
}
