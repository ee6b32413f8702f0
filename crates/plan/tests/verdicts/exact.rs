//! What is known exactly is judged on either side of its target alike, and no reason is said that is
//! not the cause.

use super::*;

const STILL: Unmoved = Unmoved {
    as_is: Interval::ZERO,
    net: Interval::ZERO,
    without_ageing: Interval::ZERO,
    without_grid: Interval::ZERO,
    acts: Interval::ZERO,
    ageing: 0.0,
    grid: 0.0,
};

/// 850 kWh a year that the organisation declares: nothing of it errs.
#[test]
fn a_declared_electricity_is_kept_below_its_ceiling_and_late_above_it() {
    let mut told = Told::default();
    for (year, kwh) in [(2024, 1000.0), (2025, 850.0)] {
        let value = Value::exact(kwh).with(Quality::Estimated);
        told = told.with("it_electricity", year, value.clone());
        told = told.with("it_electricity_per_user", year, value);
    }
    let of = |told: &Told, id: &str, target: &str| {
        let one = stand(&format!("indicator = \"{id}\"\n{target}"), told);
        let false_reason =
            |said: &Text| said.en.contains("otherwise") || said.en.contains("no interval");
        assert!(!one.because.iter().any(false_reason), "{target}: {:?}", one.because);
        (one.raw, one.verdict)
    };
    let both = |verdict| (verdict, verdict);
    // With another year to be set beside, and without one.
    for unmoved in [None, Some(STILL)] {
        told.unmoved = unmoved;
        for id in ["it_electricity", "it_electricity_per_user"] {
            for (most, verdict) in [
                (900.0, CommitmentVerdict::Ahead),
                (850.0, CommitmentVerdict::Ahead),
                (840.0, CommitmentVerdict::Late),
            ] {
                for kind in ["ceiling", "value"] {
                    let target = format!("target = \"{kind}\"\ntargets = {{ 2025 = {most} }}");
                    assert_eq!(of(&told, id, &target), both(verdict), "{id} {kind} {most}");
                }
            }
        }
    }
}

/// The two verdicts are said to differ by what is counted otherwise only where something is.
#[test]
fn what_is_counted_otherwise_is_a_reason_only_where_something_is() {
    let of = |moved: f64| {
        let mut told = Told::default().with("it_electricity", 2024, Value::exact(1000.0)).with(
            "it_electricity",
            2025,
            Value::exact(850.0),
        );
        let by = Interval::exact(moved);
        told.unmoved =
            Some(Unmoved { net: by, without_ageing: by, without_grid: by, acts: by, ..STILL });
        let target =
            "indicator = \"it_electricity\"\ntarget = \"ceiling\"\ntargets = { 2025 = 900 }";
        let one = stand(target, &told);
        (one.verdict, one.because.iter().any(|said| said.en.contains("counted otherwise")))
    };
    assert_eq!(of(0.0), (CommitmentVerdict::Ahead, false));
    assert_eq!(of(20.0), (CommitmentVerdict::Ahead, false));
    assert_eq!(of(100.0), (CommitmentVerdict::Late, true));
}

/// 36 kWh a machine, metered, and a new site of which nothing is: 3,498 (1,965 to 5,031), of which
/// 432 are of what the base counted too. What is taken off takes its own error with it.
#[test]
fn a_net_value_errs_by_what_it_holds_alone() {
    let of = |(value, low, high): (f64, f64, f64), most: f64| {
        let year = number(1965.0, 3498.0, 5031.0).with(Quality::Estimated);
        let mut told = Told::default().with("it_electricity", 2024, Value::exact(480.0));
        told = told.with("it_electricity", 2025, year);
        let as_is = Interval { value: 3498.0, low: 2102.0, high: 5436.0 };
        let by =
            Interval { value: value - as_is.value, low: low - as_is.low, high: high - as_is.high };
        let all = Unmoved { as_is, net: by, without_ageing: by, without_grid: by, ..STILL };
        told.unmoved = Some(Unmoved { acts: by, ..all });
        let target = format!("target = \"ceiling\"\ntargets = {{ 2025 = {most} }}");
        stand(&format!("indicator = \"it_electricity\"\n{target}"), &told)
    };
    let exact = (432.0, 432.0, 432.0);
    let late = of(exact, 400.0);
    assert_eq!(late.net.unwrap().figure, Some(Interval::exact(432.0)));
    assert_eq!((late.raw, late.verdict), (CommitmentVerdict::Late, CommitmentVerdict::Late));
    let kept = of(exact, 450.0);
    assert_eq!(kept.net.as_ref().unwrap().verdict, CommitmentVerdict::Ahead);
    assert_eq!(kept.verdict, CommitmentVerdict::NotDistinguishable);
    // No meter settles it: the net value has no error.
    assert!(!kept.settle.unwrap().en.contains("meters"));
    // A part of it that errs does so within what can be, in the proportion of the draws.
    let part = of((1452.0, 700.0, 2400.0), 400.0).net.unwrap().figure.unwrap();
    assert!(0.0 <= part.low && part.low < 1452.0 && 1452.0 < part.high, "{part:?}");
    let wide = of((100.0, 0.0, 3000.0), 400.0).net.unwrap().figure.unwrap();
    assert!(wide.low >= 0.0, "{wide:?}");
    // Where nothing is counted otherwise it is the year's own.
    let same = of((3498.0, 2102.0, 5436.0), 400.0).net.unwrap().figure.unwrap();
    assert_eq!(same, Interval { value: 3498.0, low: 1965.0, high: 5031.0 });
}

/// Twelve laptops on meters, 432 kWh, and a new site that nothing measures: 3,066 more, the half of it
/// less or more by its own law. Without the site the year is 432 kWh, of which nothing errs.
#[test]
fn a_new_site_takes_its_own_errors_away_with_it() {
    let last = number(1_963.0, 3_498.0, 5_040.0);
    let as_is = Interval { value: 3_498.0, low: 2_102.0, high: 5_436.0 };
    // What each bound moves by in the same draws: the low one less than the high one.
    let by = Interval { value: -3_066.0, low: 432.0 - 2_102.0, high: 432.0 - 5_436.0 };
    let moved = Unmoved { as_is, net: by, without_ageing: by, without_grid: by, acts: by, ..STILL };
    let of = |times: f64, last: Value, most: f64| {
        let mut told = Told::default().with("it_electricity", 2024, Value::exact(480.0)).with(
            "it_electricity",
            2025,
            last,
        );
        told.unmoved = Some(moved.times(times));
        let target = format!("target = \"ceiling\"\ntargets = {{ 2025 = {most} }}");
        stand(&format!("indicator = \"it_electricity\"\n{target}"), &told)
    };
    let one = of(1.0, last.clone(), 400.0);
    let net = one.net.unwrap().figure.unwrap();
    assert!((net.value - 432.0).abs() < 1e-9);
    assert!((net.low - 432.0).abs() < 1e-9 && (net.high - 432.0).abs() < 1e-9, "{net:?}");
    assert_eq!((one.raw, one.verdict), (CommitmentVerdict::Late, CommitmentVerdict::Late));
    let one = of(1.0, last.clone(), 450.0);
    assert_eq!(one.net.unwrap().verdict, CommitmentVerdict::Ahead);
    assert_eq!(one.verdict, CommitmentVerdict::NotDistinguishable);
    // Half as many people more share it: the bounds stay on their sides.
    let net = of(0.1, number(196.3, 349.8, 504.0), 45.0).net.unwrap().figure.unwrap();
    assert!((net.low - 43.2).abs() < 1e-9 && (net.high - 43.2).abs() < 1e-9, "{net:?}");
}

/// What errs stays in what is left, in the proportion of the figure's own bounds; never below nothing.
#[test]
fn what_is_left_errs_as_its_draws_do() {
    let as_is = Interval { value: 100.0, low: 80.0, high: 130.0 };
    // Without what is new, 60 (50 to 75) in the same draws.
    let by = Interval { value: -40.0, low: 50.0 - 80.0, high: 75.0 - 130.0 };
    let net = |last: Value| {
        let mut told = Told::default().with("it_electricity", 2024, Value::exact(60.0)).with(
            "it_electricity",
            2025,
            last,
        );
        told.unmoved = Some(Unmoved {
            as_is,
            net: by,
            without_ageing: by,
            without_grid: by,
            acts: by,
            ..STILL
        });
        let target =
            "indicator = \"it_electricity\"\ntarget = \"ceiling\"\ntargets = { 2025 = 90 }";
        stand(target, &told).net.unwrap().figure.unwrap()
    };
    let own = net(number(80.0, 100.0, 130.0));
    assert!((own.low - 50.0).abs() < 1e-9 && (own.high - 75.0).abs() < 1e-9, "{own:?}");
    let wider = net(number(60.0, 100.0, 160.0));
    assert!((wider.low - 40.0).abs() < 1e-9 && (wider.high - 90.0).abs() < 1e-9, "{wider:?}");
    assert!(net(number(0.0, 100.0, 800.0)).low >= 0.0);
}

/// A ceiling that the base kept is not missed by what the base does not count.
#[test]
fn nobody_is_late_by_what_is_counted_otherwise_alone() {
    let of = |id: &str, target: &str, before: f64, now: f64, breaks: bool| {
        let mut told =
            Told::default().with(id, 2024, Value::exact(before)).with(id, 2025, Value::exact(now));
        if breaks {
            told.breaks = vec![ground::text!("site Nord", "site Nord")];
        }
        stand(&format!("indicator = \"{id}\"\n{target}"), &told)
    };
    let most = "target = \"ceiling\"\ntargets = { 2025 = 3.3 }";
    let least = "target = \"floor\"\ntargets = { 2025 = 4 }";
    for (id, target, before, now) in
        [("devices_per_user", most, 3.2, 5.9), ("users_per_printer", least, 5.0, 2.5)]
    {
        let one = of(id, target, before, now, true);
        assert_eq!(
            (one.raw, one.verdict),
            (CommitmentVerdict::Late, CommitmentVerdict::NotDistinguishable),
            "{id}"
        );
        assert!(one.because.iter().any(|said| said.en.contains("not counted alike")));
        // Nor is anybody ahead by leaving out of the year what the base counts.
        let left_out = of(id, target, now, before, true);
        assert_eq!(
            (left_out.raw, left_out.verdict),
            (CommitmentVerdict::Ahead, CommitmentVerdict::NotDistinguishable),
            "{id}"
        );
        assert_eq!(of(id, target, now, before, false).verdict, CommitmentVerdict::Ahead, "{id}");
        // Alike, or where the base missed it already, it is late.
        assert_eq!(of(id, target, before, now, false).verdict, CommitmentVerdict::Late, "{id}");
        assert_eq!(of(id, target, now, now, true).verdict, CommitmentVerdict::Late, "{id}");
    }
    // A share is of what the year holds.
    let share = of("reuse_rate_cohort", least, 5.0, 2.5, true);
    assert_eq!(share.verdict, CommitmentVerdict::Late);
}
