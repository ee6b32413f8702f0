//! Lifetimes of estates on disk: what the rows say, and what is never claimed.

use crate::support::Folder;
use serde_json::Value;

/// The rows of `indicators --format json` of an estate in 2025.
pub(crate) fn indicators(estate: &Folder, more: &[&str]) -> Vec<Value> {
    let mut args = vec!["indicators", ".", "--year", "2025", "--format", "json", "--lang", "en"];
    args.extend(more);
    let ran = estate.run(&args);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows: Value = serde_json::from_str(&ran.out).unwrap();
    rows.as_array().unwrap().clone()
}

/// One row.
#[track_caller]
pub(crate) fn row(rows: &[Value], id: &str) -> Value {
    rows.iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("no row `{id}`")).clone()
}

/// Twenty-four laptops: twelve left after exactly two years (730 days), twelve are still there.
pub(crate) fn two_year_lives(purge: bool) -> Folder {
    let mut rows = String::from(
        "equipment_id,equipment_type,status,acquired_on,in_service_on,decommissioned_on,exited_on,manufacturer,site\n",
    );
    for n in 0..12 {
        let (from, to) = if purge { (2018, 2020) } else { (2022, 2024) };
        rows.extend([format!(
            "OUT-{n},laptop,exited,{from}-07-01,{from}-07-01,{to}-06-30,{to}-07-15,Dell,A\n"
        )]);
        rows.extend([format!("IN-{n},laptop,in_service,2024-12-31,2024-12-31,,,HP,B\n")]);
    }
    Folder::new().with("inventories/2025.csv", rows)
}

#[test]
fn the_median_of_an_estate_is_the_one_by_hand() {
    // The first exit recorded is 30 June 2024, so that records begin there: the twelve that left
    // were watched from that day on, at which they left: they were never watched. Declared
    // records since 2022 watch them all: 12 exits at 730 days, of 12 at risk (the others were
    // bought a year before the cut-off date and are 365 days old): S falls from 1 to 0 there.
    let estate = two_year_lives(false).with("answers.toml", "[records]\nsince = 2022-01-01\n");
    let median = row(&indicators(&estate, &[]), "lifetime_km_median");
    // 730 / 30.4375 = 23.98357 months.
    assert!((median["value"].as_f64().unwrap() - 730.0 / 30.437_5).abs() < 1e-9, "{median}");
    assert_eq!(median["quality"], "estimated");
    assert_eq!(median["unit"], "months");
}

#[test]
fn exits_recorded_on_the_first_day_only_give_no_estimate() {
    let median = row(&indicators(&two_year_lives(false), &[]), "lifetime_km_median");
    assert_eq!(median["value"], Value::Null);
    assert_eq!(median["missing"], "more_exits");
}

#[test]
fn deleted_exits_are_found_out() {
    let estate = two_year_lives(true).with("answers.toml", "[records]\nsince = 2018-01-01\n");
    let ran = estate.run(&["explain", "lifetime_rmst", ".", "--year", "2025", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("no exit in 24 months, with purchases (12)"), "{}", ran.out);
}

#[test]
fn a_median_that_is_not_reached_has_its_least_and_no_value() {
    // Thirty laptops of which ten left at one year (366 days) and twenty are three years old: two thirds
    // are still there at the oldest age seen, 1096 days. So few may be fewer than half: the 95 % interval
    // of 2/3 of thirty is 0.469 to 0.805 (log-log, its error 0.0861), so that the median may be one year.
    let mut rows =
        String::from("equipment_id,equipment_type,status,in_service_on,decommissioned_on\n");
    for n in 0..10 {
        rows.extend([format!("OUT-{n},laptop,decommissioned,2023-06-01,2024-06-01\n")]);
    }
    for n in 0..20 {
        rows.extend([format!("IN-{n},laptop,in_service,2022-12-31,\n")]);
    }
    rows.push_str("NEW,laptop,in_service,2025-12-01,\n");
    let estate = Folder::new()
        .with("inventories/2025.csv", rows)
        .with("answers.toml", "[records]\nsince = 2020-01-01\n");
    let median = row(&indicators(&estate, &[]), "lifetime_km_median");
    assert_eq!(median["value"], Value::Null, "{median}");
    assert!((median["low"].as_f64().unwrap() - 366.0 / 30.437_5).abs() < 1e-9, "{median}");
    assert_eq!(median["missing"], "not_reached");
    let ran = estate.run(&["explain", "lifetime_km_median", ".", "--year", "2025", "--lang", "en"]);
    assert!(ran.out.contains("more than half are still there at"), "{}", ran.out);
}

#[test]
fn a_median_that_is_not_reached_is_beyond_what_is_seen_where_many_are() {
    // As above, of a thousand: ten of them left, so that the interval of 0.99 is above one half.
    let mut rows = String::from(
        "equipment_id,equipment_type,status,in_service_on,decommissioned_on,quantity\n",
    );
    rows.push_str("OUT,laptop,decommissioned,2023-06-01,2024-06-01,10\n");
    rows.push_str("IN,laptop,in_service,2022-12-31,,990\nNEW,laptop,in_service,2025-12-01,,1\n");
    let estate = Folder::new()
        .with("inventories/2025.csv", rows)
        .with("answers.toml", "[records]\nsince = 2020-01-01\n");
    let median = row(&indicators(&estate, &[]), "lifetime_km_median");
    assert!((median["low"].as_f64().unwrap() - 1096.0 / 30.437_5).abs() < 1e-9, "{median}");
}

#[test]
fn units_older_than_the_records_are_watched_from_their_age_then() {
    // Records since 1 January 2024. Twenty units of 1 January 2020 are four years old then
    // (1461 days); ten leave on 1 January 2025 (1827 days), ten stay to 31 December 2025 (2191).
    // At 1827 days twenty are at risk, ten leave: S = 0.5, the median is 1827 days.
    // Twenty more of 1 January 2022 (731 days old when records begin) all leave at 1096 days,
    // on 1 January 2025: S would be 0 there, while the older ones come under watch only at 1461.
    let mut rows =
        String::from("equipment_id,equipment_type,status,in_service_on,decommissioned_on\n");
    for n in 0..10 {
        rows.extend([format!("OUT-{n},laptop,decommissioned,2020-01-01,2025-01-01\n")]);
        rows.extend([format!("IN-{n},laptop,in_service,2020-01-01,\n")]);
    }
    let answers = "[records]\nsince = 2024-01-01\n";
    let estate = Folder::new().with("inventories/2025.csv", &rows).with("answers.toml", answers);
    let median = row(&indicators(&estate, &[]), "lifetime_km_median");
    assert!((median["value"].as_f64().unwrap() - 1827.0 / 30.437_5).abs() < 1e-9, "{median}");
    for n in 0..20 {
        rows.extend([format!("YOUNG-{n},laptop,decommissioned,2022-01-01,2025-01-01\n")]);
    }
    let emptied = Folder::new().with("inventories/2025.csv", rows).with("answers.toml", answers);
    let median = row(&indicators(&emptied, &[]), "lifetime_km_median");
    assert_eq!(median["missing"], "more_exits", "the curve says nothing beyond 1096 days");
}

#[test]
fn a_unit_that_vanished_between_two_inventories_is_no_exit() {
    // Ten recorded exits among twenty; ten more were there in 2024 and are not in 2025.
    let heading = "equipment_id,equipment_type,status,in_service_on,decommissioned_on\n";
    let (mut before, mut now) = (heading.to_owned(), heading.to_owned());
    for n in 0..10 {
        let out = format!("OUT-{n},laptop,decommissioned,2020-01-01,2024-01-01\n");
        let there = format!("IN-{n},laptop,in_service,2021-01-01,\n");
        before.push_str(&out);
        before.push_str(&there);
        before.extend([format!("GONE-{n},laptop,in_service,2021-06-01,\n")]);
        now.push_str(&out);
        now.push_str(&there);
    }
    let estate = Folder::new()
        .with("inventories/2024.csv", before)
        .with("inventories/2025.csv", now)
        .with("answers.toml", "[records]\nsince = 2020-01-01\n");
    let median = row(&indicators(&estate, &[]), "lifetime_km_median");
    // Ten exits are seen of the twenty units that are gone.
    assert!((median["coverage"].as_f64().unwrap() - 0.5).abs() < 1e-9, "{median}");
    let ran = estate.run(&["explain", "lifetime_km_median", ".", "--year", "2025", "--lang", "en"]);
    assert!(ran.out.contains("do not count as exits: 10"), "{}", ran.out);
}

#[test]
fn lifetimes_are_told_by_type_site_maker_and_mode() {
    // Twenty Dell at A out of use after 730 days, twenty HP at B after 1096; one bought since.
    let mut rows = String::from(
        "equipment_id,equipment_type,status,in_service_on,decommissioned_on,manufacturer,site,acquisition_mode,quantity\n",
    );
    rows.push_str("D,laptop,decommissioned,2022-07-01,2024-06-30,Dell,A,new,20\n");
    rows.push_str("H,desktop,decommissioned,2022-01-01,2025-01-01,HP,B,refurbished,20\n");
    rows.push_str("N1,laptop,in_service,2025-12-01,,Dell,A,new,1\nN2,desktop,in_service,2025-12-01,,HP,B,refurbished,1\n");
    let estate = Folder::new()
        .with("inventories/2025.csv", rows)
        .with("answers.toml", "[records]\nsince = 2022-01-01\n");
    let ran = estate.run(&["indicators", ".", "--year", "2025", "--out", "out", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let groups = crate::support::impacts(&estate.path("out/indicator_groups.csv"));
    for (axis, group, days) in [
        ("type", "laptop", 730.0),
        ("type", "desktop", 1096.0),
        ("site", "A", 730.0),
        ("manufacturer", "HP", 1096.0),
        ("acquisition_mode", "new", 730.0),
        ("acquisition_mode", "refurbished", 1096.0),
    ] {
        let found = groups
            .iter()
            .find(|row| {
                row["id"] == "lifetime_km_median" && row["axis"] == axis && row["group"] == group
            })
            .unwrap_or_else(|| panic!("{axis} {group}"));
        let value: f64 = found["value"].parse().unwrap();
        assert!((value - days / 30.437_5).abs() < 1e-9, "{axis} {group}: {value}");
    }
}

#[test]
fn the_report_draws_how_long_equipment_stays() {
    let estate = two_year_lives(false)
        .with("answers.toml", "[records]\nsince = 2022-01-01\n")
        .with("estate.toml", "[headcount]\n2025 = 10\n");
    for (lang, said) in [("fr", "encore en usage"), ("en", "still in use")] {
        let ran = estate.run(&["report", ".", "--year", "2025", "--out", "r.html", "--lang", lang]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let page = estate.read("r.html");
        assert!(page.contains("chart-survival") && page.contains(said), "{lang}");
        assert!(page.contains("<polygon") && page.contains("id=\"indicators\""), "{lang}");
    }
}

#[test]
fn an_estate_gives_its_own_lifetimes_for_its_footprint() {
    use empreinte::indicator::{GatherOptions, lifetime_estimates};
    let estate = two_year_lives(false).with("answers.toml", "[records]\nsince = 2022-01-01\n");
    let opened = empreinte::estate::Estate::open(&[estate.path("")]).unwrap();
    let set = empreinte::factor::FactorSet::shipped().unwrap();
    let method = empreinte::method::Method::named("rcp-si").unwrap();
    let options = GatherOptions::of(2025);
    let estimates = lifetime_estimates(&opened, &set, &method, &options).unwrap();
    // All twelve at risk at 730 days leave then; a laptop of 14 inches takes it from its kind.
    let years = 730.0 / 365.25;
    for code in ["laptop", "laptop_14in"] {
        let mean = estimates.of(&set, set.type_named(code).unwrap()).unwrap().mean;
        assert!((mean.value - years).abs() < 1e-9, "{code}: {mean:?}");
    }
    assert!(estimates.of(&set, set.type_named("monitor").unwrap()).is_none());
}

/// How long machines stayed is no matter of the method that weighs them: a day of leaving before the
/// day of coming, which `numecoeval` makes an error of, is none for their lives.
#[test]
fn a_method_moves_no_life() {
    let row = |id: u32, left: &str| format!("U{id},laptop,2018-01-01,{left}\n");
    let mut rows = "equipment_id,equipment_type,acquired_on,exited_on\n".to_owned();
    for id in 0..20 {
        rows += &row(id, if id < 10 { "2024-01-01" } else { "" });
    }
    rows += &row(20, "2017-01-01");
    let folder = Folder::inventory(&rows);
    let told = |method: &str| {
        let args = ["indicators", ".", "--year", "2025", "--format", "csv", "--method", method];
        let ran = folder.run(&args);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let of_lives = |line: &&str| {
            ["lifetime_km", "lifetime_rmst", "holding"].iter().any(|id| line.starts_with(id))
        };
        ran.out.lines().filter(of_lives).map(str::to_owned).collect::<Vec<_>>()
    };
    let lives = told("rcp-si");
    assert!(!lives.is_empty());
    for method in ["numecoeval", "ghg-protocol"] {
        assert_eq!(told(method), lives, "{method}");
    }
}
