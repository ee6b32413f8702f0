//! What a commitment asks for: targets, their parts, and what they start from.

use super::*;

#[test]
fn a_target_against_the_indicators_direction_is_an_error() {
    let worse = [
        "indicator = \"it_electricity\"\nbase_year = 2024\ntarget = \"change\"\ntargets = { 2027 = 10 }",
        "indicator = \"reen_reuse_rate\"\nbase_year = 2024\ntarget = \"change\"\ntargets = { 2027 = -10 }",
        "indicator = \"it_electricity\"\ntarget = \"floor\"\ntargets = { 2027 = 10 }",
        "indicator = \"reen_reuse_rate\"\ntarget = \"ceiling\"\ntargets = { 2027 = 10 }",
        "indicator = \"dc_pue\"\nbaseline = { value = 1.5, year = 2024 }\ntarget = \"value\"\ntargets = { 2027 = 1.7 }",
    ];
    for text in worse {
        assert!(has(&commitment(text), FindingKind::AgainstDirection), "{text}");
    }
    let better = "indicator = \"it_electricity\"\nbase_year = 2024\ntarget = \"change\"\ntargets = { 2027 = -10 }";
    assert!(!has(&commitment(better), FindingKind::AgainstDirection));
}

#[test]
fn parts_of_entities_that_do_not_make_the_whole_are_an_error() {
    let shares = |last: f64| {
        format!(
            "{}[[share]]\ncommitment = \"E\"\nentity = \"A\"\nyear = 2027\nvalue = 60\n[[share]]\ncommitment = \"E\"\nentity = \"B\"\nyear = 2027\nvalue = {last:?}\n",
            commitment(
                "indicator = \"donated_count\"\ntarget = \"floor\"\ntargets = { 2027 = 100 }"
            )
        )
    };
    assert!(has(&shares(30.0), FindingKind::SharesDoNotAdd));
    assert!(!has(&shares(40.0), FindingKind::SharesDoNotAdd));
}

/// A device never ends: read whole, it would fill the memory.
#[test]
fn a_floor_may_hold_from_before_the_year_it_is_compared_from() {
    let text = commitment(
        "indicator = \"reen_reuse_rate\"\nbase_year = 2026\ntarget = \"floor\"\ntargets = { 2023 = 25, 2025 = 50 }",
    );
    assert!(!has(&text, FindingKind::DatesReversed));
}

#[test]
fn parts_that_are_none_stand_twice_or_have_no_target_are_errors() {
    let shares = |parts: &[(&str, i32, f64, &str)]| {
        let mut text = commitment(
            "indicator = \"it_electricity\"\nbase_year = 2024\ntarget = \"change\"\ntargets = { 2027 = -15 }",
        );
        for (entity, year, value, more) in parts {
            let _ = write!(
                text,
                "[[share]]\ncommitment = \"E\"\nentity = \"{entity}\"\nyear = {year}\nvalue = {value:?}\n{more}\n"
            );
        }
        text
    };
    let sound = shares(&[("A", 2027, -10.0, ""), ("B", 2027, -5.0, "")]);
    for kind in [FindingKind::ImpossibleValue, FindingKind::SharesDoNotAdd] {
        assert!(!has(&sound, kind), "{kind:?}");
    }
    let against = shares(&[("A", 2027, 10.0, ""), ("B", 2027, -25.0, "")]);
    let found = kinds(&against);
    assert_eq!(found.iter().filter(|kind| **kind == FindingKind::ImpossibleValue).count(), 2);
    let twice = shares(&[("A", 2027, -10.0, ""), ("A", 2027, -5.0, "")]);
    assert!(has(&twice, FindingKind::DuplicateId));
    let no_target = shares(&[("A", 2026, -15.0, "")]);
    assert!(has(&no_target, FindingKind::UnknownReference));
    let wholes = shares(&[("A", 2027, -10.0, "of = -15"), ("B", 2027, -5.0, "of = -20")]);
    assert!(has(&wholes, FindingKind::SharesDoNotAdd));
    for huge in [1e308, f64::INFINITY] {
        let text = shares(&[("A", 2027, huge, ""), ("B", 2027, huge, "")]);
        assert!(has(&text, FindingKind::ImpossibleValue));
        for one in found_in(&text, Path::new(".")) {
            assert!(one.said.fr.len() < 200 && one.write.fr.len() < 200, "{}", one.said.fr);
        }
    }
    let said = |parts: &[(&str, i32, f64, &str)]| {
        let found = found_in(&shares(parts), Path::new("."));
        let one = found.iter().find(|one| one.kind == FindingKind::SharesDoNotAdd).unwrap();
        one.write.fr.clone()
    };
    let less = said(&[("A", 2027, -5.0, "")]);
    assert!(less.starts_with("il reste -10 à répartir"), "{less}");
    let more = said(&[("A", 2027, -15.0, ""), ("B", 2027, -14.9, "")]);
    assert!(more.starts_with("14,9 de trop"), "{more}");
}

#[test]
fn targets_that_cannot_be_of_their_indicator_are_errors() {
    let of = |rest: &str| kinds(&commitment(rest));
    for rest in [
        "indicator = \"weee_ecoorg_share\"\ntarget = \"floor\"\ntargets = { 2027 = 700 }",
        "indicator = \"plan_validated\"\ntarget = \"change\"\nbase_year = 2024\ntargets = { 2027 = 5 }",
        "indicator = \"plan_validated\"\ntargets = { 2027 = 0 }",
        "indicator = \"reen_reuse_rate\"\ntarget = \"yes\"\ntargets = { 2027 = 1 }",
        "indicator = \"dc_pue\"\ntarget = \"ceiling\"\ntargets = { 2027 = 0.5 }",
        "indicator = \"it_electricity\"\ntarget = \"ceiling\"\ntargets = { 2027 = 1e300 }",
    ] {
        assert!(of(rest).contains(&FindingKind::ImpossibleValue), "{rest}");
    }
    let rate = "indicator = \"reen_reuse_rate\"\ntarget = \"floor\"\ntargets = { 2027 = 150 }";
    assert!(!of(rate).contains(&FindingKind::ImpossibleValue), "a rate may be over 100 %");
    let one_day = "indicator = \"dc_pue\"\ntarget = \"ceiling\"\ntargets = { 2027 = 1.6, \"2027-12-31\" = 1.5 }";
    assert!(of(one_day).contains(&FindingKind::ImpossibleDate));
    let recedes = "indicator = \"it_electricity\"\nbase_year = 2024\ntarget = \"change\"\ntargets = { 2025 = -40, 2026 = -20, 2027 = -1 }";
    assert!(of(recedes).contains(&FindingKind::Recedes));
    let line = |targets: &str| {
        let rest = format!(
            "indicator = \"it_electricity\"\nbase_year = 2020\ntarget = \"change\"\ntargets = {targets}"
        );
        of(&rest).contains(&FindingKind::OutsidePlan)
    };
    assert!(line("{ 2040 = -5 }") && line("{ 2023 = -5 }") && !line("{ 2027 = -5 }"));
    let mixed = "indicator = \"it_electricity\"\nbase_year = 2024\ntarget = \"change\"\ntargets = { 2025 = 50, 2027 = -1 }";
    assert!(of(mixed).contains(&FindingKind::AgainstDirection));
}

/// A share is of a whole: no more than all of it can be asked for. What is of others than itself may.
#[test]
fn no_more_than_all_is_asked_of_a_share_whatever_its_name() {
    let of = |indicator: &str| {
        let text = commitment(&format!(
            "indicator = \"{indicator}\"\ntarget = \"floor\"\ntargets = {{ 2027 = 120 }}"
        ));
        found_in(&text, Path::new("."))
    };
    let impossible =
        |indicator: &str| of(indicator).iter().any(|one| one.kind == FindingKind::ImpossibleValue);
    for share in [
        "refurbished_rate_units",
        "ecolabel_rate_units",
        "weee_recycling_rate",
        "stock_rate",
        "awareness_rate",
    ] {
        assert!(impossible(share), "{share}");
    }
    for rate in ["reen_reuse_rate", "failure_return_rate", "weee_collection_proxy"] {
        assert!(!impossible(rate), "{rate}");
    }
}

/// Two years to start from are a contradiction, whatever the target; the plan's own year is none, nor
/// the same year twice.
#[test]
fn a_commitment_starts_from_one_year() {
    let of = |rest: &str| {
        let text = commitment(&format!(
            "indicator = \"donated_count\"\ntarget = \"floor\"\ntargets = {{ 2027 = 7 }}\n{rest}"
        ));
        let found = found_in(&text, Path::new("."));
        found.iter().any(|one| one.kind == FindingKind::TwoBases)
    };
    let declared = "baseline = { value = 2, year = 2023, source = \"x\" }";
    assert!(of(&format!("base_year = 2024\n{declared}")));
    assert!(!of(&format!("base_year = 2023\n{declared}")));
    assert!(!of(declared) && !of("base_year = 2024"));
}

/// A mark out of ten is ten at most, as a share is all at most.
#[test]
fn no_mark_is_above_its_scale() {
    let of = |value: f64| {
        let text = commitment(&format!(
            "indicator = \"repair_index_min_bought\"\ntarget = \"floor\"\ntargets = {{ 2027 = {value} }}"
        ));
        let found = found_in(&text, Path::new("."));
        found.iter().any(|one| one.kind == FindingKind::ImpossibleValue)
    };
    assert!(of(12.0) && of(10.5) && !of(10.0) && !of(7.7));
}
