//! Two years are compared on what both hold, and every output tells the same of them.

use crate::support::Folder;
use serde_json::Value;

const HEAD: &str = "equipment_id,equipment_type,quantity,site,acquired_on\n";

fn laptops(at: impl Fn(u32) -> &'static str) -> String {
    let row = |n: u32| format!("PC{n:03},laptop,1,{},2022-01-01\n", at(n));
    format!("{HEAD}{}", (0..50).map(row).collect::<String>())
}

fn two_years(old: String, new: String) -> Folder {
    Folder::new()
        .with("estate.toml", "[organisation]\nname = \"T\"\ncountry = \"FR\"\n\n[headcount]\n2024 = 100\n2025 = 100\n")
        .with("inventories/2024.csv", old)
        .with("inventories/2025.csv", new)
}

fn json(estate: &Folder, args: &[&str]) -> Value {
    let ran = estate.run(args);
    serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{} {}", ran.out, ran.err))
}

fn row(estate: &Folder, id: &str) -> Value {
    let rows = json(estate, &["indicators", ".", "--format", "json"]);
    let rows = rows.as_array().unwrap().clone();
    rows.into_iter().find(|row| row["id"] == id).unwrap()
}

/// What `change` says of both years as they both count.
fn like_for_like(estate: &Folder) -> f64 {
    let change = json(estate, &["change", ".", "--format", "json"]);
    let effects = change["effects"].as_array().unwrap().iter();
    let otherwise = ["factor_set", "perimeter", "data_quality"];
    effects
        .filter(|one| !otherwise.contains(&one["effect"].as_str().unwrap()))
        .map(|one| one["value"].as_f64().unwrap())
        .sum()
}

#[track_caller]
fn are_one(estate: &Folder) {
    let row = row(estate, "it_ghg_annualised");
    let number = |name: &str| row[name].as_f64().unwrap_or_else(|| panic!("{name}: {row}"));
    let (found, expected) = (number("alike") - number("alike_before"), like_for_like(estate));
    assert!((found - expected).abs() < 1e-6 * expected.abs().max(1.0), "{found} {expected}: {row}");
    assert_eq!(row["changed"], "perimeter", "{row}");
    assert!(row["trend"].is_null(), "{row}");
}

#[test]
fn machines_taken_to_another_site_are_no_change_of_perimeter() {
    let estate = two_years(laptops(|_| "A"), laptops(|n| if n < 20 { "B" } else { "A" }));
    for id in ["it_electricity", "it_ghg_annualised", "it_scope2_location", "devices_per_user"] {
        let row = row(&estate, id);
        assert!(row["changed"].is_null() && row["alike"].is_null(), "{row}");
        assert!(!row["trend"].is_null(), "{row}");
    }
}

#[test]
fn a_site_of_one_year_alone_is_left_out_alike_everywhere() {
    let more: Vec<String> = (0..30).map(|n| format!("B{n:03},laptop,1,B,2022-01-01\n")).collect();
    let more = more.concat();
    let estate = two_years(laptops(|_| "A"), laptops(|_| "A") + &more);
    are_one(&estate);
    let kwh = row(&estate, "it_electricity");
    assert_eq!(kwh["alike"], kwh["alike_before"], "the same machines: {kwh}");
}

#[test]
fn a_kind_of_data_of_one_year_alone_moves_nothing_that_both_hold() {
    let measured = |of: String| {
        let mut lines = of.lines();
        let head = format!("{},annual_energy_kwh\n", lines.next().unwrap());
        head + &lines.map(|line| format!("{line},60\n")).collect::<Vec<_>>().concat()
    };
    let estate = two_years(laptops(|_| "A"), measured(laptops(|_| "A")));
    let row = row(&estate, "it_electricity");
    assert_eq!((row["alike"].as_f64(), row["alike_before"].as_f64()), (Some(3000.0), Some(3000.0)));
    let row = self::row(&estate, "it_ghg_annualised");
    let number = |name: &str| row[name].as_f64().unwrap();
    let expected = like_for_like(&estate);
    assert!((number("alike") - number("alike_before") - expected).abs() < 1e-6, "{row}");
    assert!(number("alike") < number("alike_before"), "the electricity got cleaner: {row}");
    assert!(row["better"].is_null(), "no arrow says worse: {row}");
}

#[test]
fn a_service_of_one_year_alone_is_left_out_of_the_services_too() {
    let bought = |service: &str, year: u32, quantity: u32| {
        format!("{service},{quantity},TB,FR,{year}-01-01,{year}-12-31\n")
    };
    let services = [
        "service,quantity,unit,country,period_start,period_end\n".to_owned(),
        bought("network_fixed", 2024, 50),
        bought("network_fixed", 2025, 45),
        bought("storage_hdd", 2025, 50),
    ];
    let estate =
        two_years(laptops(|_| "A"), laptops(|_| "A")).with("services.csv", services.concat());
    are_one(&estate);
    let row = row(&estate, "it_scope3_1_services");
    let number = |name: &str| row[name].as_f64().unwrap_or_else(|| panic!("{name}: {row}"));
    assert!((number("alike") / number("alike_before") - 0.9).abs() < 1e-9, "{row}");
    assert_eq!(row["changed"], "perimeter", "{row}");
}

#[test]
fn a_handful_has_no_arrow_in_what_is_derived_of_it() {
    let few = |n: u32| {
        let row = |n: u32| format!("PC{n:03},laptop,1,A,2022-01-01\n");
        format!("{HEAD}{}", (0..n).map(row).collect::<String>())
    };
    let estate = two_years(few(5), few(8));
    for id in ["devices_per_user", "it_electricity", "it_ghg_annualised", "it_scope2_location"] {
        let row = row(&estate, id);
        assert!(
            row["trend"].is_null() && row["changed"].as_str().unwrap().contains("few"),
            "{row}"
        );
    }
}

#[test]
fn a_handful_has_no_percentage_on_the_first_screen_nor_a_trend_in_its_change() {
    let lot = |units: u32| format!("{HEAD}PC1,laptop,{units},A,2023-01-01\n");
    let estate = two_years(lot(3), lot(5));
    let screen = estate.run(&["assess", ".", "--lang", "en"]).out;
    let since = screen.lines().find(|line| line.contains("since 2024")).unwrap();
    assert!(since.contains("too few units for a trend") && !since.contains('%'), "{screen}");
    let change = estate.run(&["change", ".", "--lang", "en"]).out;
    assert!(change.contains("no trend"), "{change}");
    // From ten on in one of the years, as the indicators have it.
    let estate = two_years(lot(3), lot(10));
    let screen = estate.run(&["assess", ".", "--lang", "en"]).out;
    assert!(screen.contains("since 2024") && !screen.contains("too few units"), "{screen}");
}
