//! What one of two years alone counts, and time alone, keep nothing.

use super::*;

fn of(id: &str, [before, now]: [f64; 2], by: f64, target: &str) -> empreinte_plan::Standing {
    let mut told =
        Told::default().with(id, 2024, Value::exact(before)).with(id, 2025, Value::exact(now));
    told.people = [(2024, 10.0), (2025, 10.0)].into();
    told.as_counted = Some(by);
    told.breaks = vec![text!("n'y étaient pas : site B", "not in it before: site B")];
    stand(&format!("indicator = \"{id}\"\n{target}"), &told)
}

/// 10 screens, then 10 and 15 of a new site; 2 printers, then 4; the same without it, and the reverse.
#[test]
fn a_count_by_person_is_neither_kept_nor_late_by_what_one_year_alone_counts() {
    for kind in ["ceiling", "value"] {
        let target = format!("target = \"{kind}\"\ntargets = {{ 2025 = 0.9 }}");
        let late = of("screens_per_user", [1.0, 2.5], 0.4, &target);
        // Net it is the base's, which does not keep 0.9 either.
        assert_eq!(late.net.unwrap().figure, Some(Interval::exact(1.0)));
        assert_eq!((late.raw, late.verdict), (CommitmentVerdict::Late, CommitmentVerdict::Late));
    }
    let ceiling = "target = \"ceiling\"\ntargets = { 2025 = 1.5 }";
    let floor = "target = \"floor\"\ntargets = { 2025 = 4 }";
    for (id, values, by, target, raw) in [
        ("screens_per_user", [1.0, 2.5], 0.4, ceiling, CommitmentVerdict::Late),
        ("screens_per_user", [2.5, 1.0], 2.5, ceiling, CommitmentVerdict::Ahead),
        ("devices_per_user", [1.0, 2.5], 0.4, ceiling, CommitmentVerdict::Late),
        ("users_per_printer", [5.0, 2.5], 2.0, floor, CommitmentVerdict::Late),
        ("users_per_printer", [2.5, 5.0], 0.5, floor, CommitmentVerdict::Ahead),
    ] {
        let one = of(id, values, by, target);
        assert_eq!((one.raw, one.verdict), (raw, CommitmentVerdict::NotDistinguishable), "{id}");
        let net = one.net.unwrap();
        assert!((net.figure.unwrap().value - values[0]).abs() < 1e-9, "{id}");
        assert!(one.because.iter().any(|said| said.en == "not in it before: site B"));
        assert!(one.settle.is_some());
    }
    // Kept both ways, it is kept, and nothing is counted otherwise where nothing is.
    let kept = of("screens_per_user", [1.0, 1.2], 0.8, ceiling);
    assert_eq!(kept.verdict, CommitmentVerdict::Ahead);
    let same = of("screens_per_user", [1.0, 1.2], 1.0, ceiling);
    assert_eq!((same.verdict, same.net), (CommitmentVerdict::Ahead, None));
}

/// A sum that the base kept, and that a new site alone puts beyond its ceiling.
#[test]
fn a_sum_is_not_late_by_what_the_base_did_not_count() {
    let ceiling = "target = \"ceiling\"\ntargets = { 2025 = 15 }";
    let one = of("weee_weight", [10.0, 20.0], 1.0, ceiling);
    assert_eq!(
        (one.raw, one.verdict),
        (CommitmentVerdict::Late, CommitmentVerdict::NotDistinguishable)
    );
    // What was late before is late.
    assert_eq!(of("weee_weight", [18.0, 20.0], 1.0, ceiling).verdict, CommitmentVerdict::Late);
    // A share is of what the year holds: its verdict stays, and what moved it to that side is said.
    let share = of("stock_rate", [20.0, 10.0], 1.0, ceiling);
    assert_eq!(share.verdict, CommitmentVerdict::Ahead);
    assert!(share.because.iter().any(|said| said.en.contains("site B")));
    let share = of("stock_rate", [12.0, 10.0], 1.0, ceiling);
    assert!(!share.because.iter().any(|said| said.en.contains("site B")), "it stayed on its side");
}

#[test]
fn nobody_is_ahead_by_time_alone() {
    let of = |id: &str, then: f64, target: &str| {
        let values = [(2024, 50.0), (2025, 60.0)];
        let told = values.iter().fold(Told::default(), |told, (year, value)| {
            told.with(id, *year, Value::exact(*value))
        });
        let told = Told { at_ages: Some(Value::exact(then)), ..told };
        stand(&format!("indicator = \"{id}\"\n{target}"), &told)
    };
    for target in [
        "target = \"change\"\ntargets = { 2025 = 1 }",
        "target = \"floor\"\ntargets = { 2025 = 55 }",
    ] {
        for id in ["share_over_reference_age", "age_mean_in_service"] {
            let one = of(id, 50.0, target);
            assert_eq!(
                (one.raw, one.verdict),
                (CommitmentVerdict::Ahead, CommitmentVerdict::NotDistinguishable),
                "{id} {target}"
            );
            assert!(one.because.iter().any(|said| said.en.contains("ageing alone")));
            assert_eq!(one.net.unwrap().ageing, Some(10.0));
            // At the ages of the base it is more all the same: an act.
            assert_eq!(of(id, 57.0, target).verdict, CommitmentVerdict::Ahead);
        }
        // What time does not move is not asked at other ages.
        let other = of("lifetime_mean_retired", 50.0, target);
        assert_eq!(other.verdict, CommitmentVerdict::Ahead, "{target}");
    }
}
