//! The organisation's own lifetimes in its footprint, when it asks for them and not before.

use crate::lifetimes::two_year_lives;
use crate::support::{Folder, Ran};
use serde_json::Value;

/// The estate whose laptops all leave at 730 days, with four years declared for them.
fn declared_four() -> Folder {
    two_year_lives(false)
        .with("answers.toml", "[records]\nsince = 2022-01-01\n")
        .with("estate.toml", "[lifetimes]\nlaptop = 4\n")
}

fn run_json(estate: &Folder, more: &[&str]) -> Value {
    let mut args = vec!["assess", ".", "--year", "2025", "--format", "json"];
    args.extend(more);
    let ran = estate.run(&args);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

/// The impact of all stages but use.
fn embodied(run: &Value) -> f64 {
    let totals = run["totals"].as_array().unwrap();
    let ours = totals.iter().filter(|row| row["stage"] != "use");
    ours.filter_map(|row| row["value"].as_f64()).sum()
}

#[test]
fn an_estimate_takes_the_place_of_a_declared_lifetime_only_when_asked_for() {
    let estate = declared_four();
    let (plain, own) = (run_json(&estate, &[]), run_json(&estate, &["--own-lifetimes"]));
    assert!(plain.get("lifetimes_estimated").is_none());
    // The mean is 730 / 365.25 = 1.998631 years. The twelve laptops there in 2025 are one year
    // old: what they weigh, F × 365 / 365 / L, goes from L = 4 to L = 1.998631.
    let years = 730.0 / 365.25;
    let ratio = embodied(&own) / embodied(&plain);
    assert!((ratio - 4.0 / years).abs() < 1e-9, "{ratio}");
    let said = &own["lifetimes_estimated"][0];
    assert_eq!(said["type"], "laptop");
    assert!((said["years"].as_f64().unwrap() - years).abs() < 1e-9, "{said}");
    assert_eq!((&said["units"], &said["exits"]), (&Value::from(24.0), &Value::from(12.0)));
    assert_eq!(own["without_own_lifetimes"]["value"], plain["overall"][0]["value"]);
    assert_eq!(own["coverage"]["lifetime_origin"][0]["code"], "estimated");
}

/// The whole summary, with the organisation's own lifetimes.
fn detailed(estate: &Folder) -> Ran {
    let args = ["assess", ".", "--detail", "--year", "2025", "--own-lifetimes", "--lang", "en"];
    estate.run(&args)
}

#[test]
fn the_summary_and_the_explanation_say_that_the_lifetime_is_estimated() {
    let estate = declared_four();
    let ran = detailed(&estate);
    assert!(ran.out.contains("Own lifetimes (estimated)"), "{}", ran.out);
    assert!(ran.out.contains("24 watched, 12 exited"), "{}", ran.out);
    assert!(ran.out.contains("with them: ") && ran.out.contains("without: "), "{}", ran.out);
    assert!(ran.out.contains("(--own-lifetimes)"), "{}", ran.out);
    let args = ["explain", "IN-0", ".", "--year", "2025", "--lang", "en"];
    let plain = estate.run(&args);
    assert!(plain.out.contains("lifetime: declared"), "{}", plain.out);
    let own = estate.run(&[&args[..], &["--own-lifetimes"]].concat());
    assert!(own.out.contains("lifetime: estimated"), "{}", own.out);
}

#[test]
fn the_report_shows_what_they_change_whether_it_takes_them_or_not() {
    let estate = declared_four();
    for (flag, said) in [
        (&[][..], "The total does not take them"),
        (&["--own-lifetimes"][..], "The total takes them"),
    ] {
        let args = ["report", ".", "--year", "2025", "--out", "r.html", "--lang", "en"];
        let ran = estate.run(&[&args[..], flag].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let page = estate.read("r.html");
        assert!(page.contains("id=\"own-lifetimes\"") && page.contains(said), "{flag:?}");
        // From 4 to 2 years, whatever the flag: more impact with them.
        assert!(page.contains("With them: ") && page.contains("(+"), "{flag:?}");
    }
}

#[test]
fn without_enough_exits_the_declared_lifetime_stays_and_it_is_said() {
    // No declared start of records: the exits seen on one day alone were never watched.
    let estate = two_year_lives(false).with("estate.toml", "[lifetimes]\nlaptop = 4\n");
    let (plain, own) = (run_json(&estate, &[]), run_json(&estate, &["--own-lifetimes"]));
    assert_eq!(plain["overall"], own["overall"]);
    assert_eq!(own["lifetimes_estimated"], serde_json::json!([]));
    let ran = detailed(&estate);
    assert!(ran.out.contains("insufficient data: no type has 20 units"), "{}", ran.out);
}

#[test]
fn a_mean_of_units_that_mostly_stay_stands_for_no_lifetime() {
    // Twelve of twenty-six left at 730 days, the other fourteen are 730 days old and there: the
    // mean up to 730 days is 730 days for all, though more than half live on: S = 14 / 26.
    let mut rows =
        String::from("equipment_id,equipment_type,status,in_service_on,decommissioned_on\n");
    for n in 0..12 {
        rows.extend([format!("OUT-{n},laptop,decommissioned,2020-01-01,2021-12-31\n")]);
    }
    for n in 0..14 {
        rows.extend([format!("IN-{n},laptop,in_service,2024-01-01,\n")]);
    }
    let estate = Folder::new()
        .with("inventories/2025.csv", rows)
        .with("answers.toml", "[records]\nsince = 2019-01-01\n");
    let (plain, own) = (run_json(&estate, &[]), run_json(&estate, &["--own-lifetimes"]));
    assert_eq!(own["lifetimes_estimated"], serde_json::json!([]));
    assert_eq!(plain["overall"], own["overall"]);
}

#[test]
fn a_method_that_spreads_nothing_over_a_lifetime_refuses_them() {
    for method in ["numecoeval", "ghg-protocol", "ecodiag-flow"] {
        let args = ["assess", ".", "--detail", "--year", "2025", "--own-lifetimes", "--lang", "en"];
        let ran = declared_four().run(&[&args[..], &["--method", method]].concat());
        assert_eq!(ran.code, Some(2), "{method}");
        assert!(ran.err.contains("takes no lifetimes of one's own"), "{}", ran.err);
    }
}
