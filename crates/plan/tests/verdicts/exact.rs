//! What is known exactly is judged on either side of its target alike, and no reason is said that is
//! not the cause.

use super::*;

const STILL: Unmoved = Unmoved {
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
