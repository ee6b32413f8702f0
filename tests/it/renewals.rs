//! What a forecast says of what it stands on.

use crate::support::{Folder, root};
use serde_json::Value;

/// What a command says that it assumes, in English.
#[track_caller]
fn assumed(folder: &Folder, args: &[&str]) -> String {
    let ran = folder.run(&[args, &["--format", "json"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let all: Value = serde_json::from_str(&ran.out).unwrap();
    all["assumed"].to_string()
}

const HEAD: &str = "equipment_id,equipment_type,acquired_on,acquisition_mode,price_eur";

#[test]
fn a_price_that_stands_in_for_another_condition_is_said() {
    let rows = |used: &str| {
        format!("{HEAD}\nL1,laptop,2022-01-01,new,\nL2,laptop,2022-01-01,refurbished,{used}\n")
    };
    let said = |used: &str| {
        let folder = Folder::new().with("2025.csv", rows(used));
        let text = folder.run(&["renewals", "2025.csv", "--lang", "en"]).out;
        (assumed(&folder, &["renewals", "2025.csv"]), text)
    };
    let stands_in = "price of new ones unknown, that of refurbished ones is counted";
    let (json, text) = said("300");
    assert!(json.contains(stands_in) && text.contains(stands_in), "{text}");
    // Where neither has a price there is none to stand in.
    let (json, text) = said("");
    assert!(!json.contains(stands_in) && !text.contains(stands_in), "{text}");
}

#[test]
fn years_that_are_no_calendar_years_are_said() {
    let folder = Folder::new().with("2024.csv", format!("{HEAD}\nL1,laptop,2022-01-01,new,900\n"));
    for command in ["renewals", "scenario"] {
        let args = [command, "2024.csv", "--year", "2024"];
        let since = assumed(&folder, &[&args[..], &["--as-of", "2024-06-30"]].concat());
        assert!(since.contains("twelve months from 2024-06-30"), "{command}: {since}");
        assert!(!assumed(&folder, &args).contains("twelve months"), "{command}");
    }
}

/// A day of 2022 with an inventory of 2024: 2025 would be July 2022 to June 2023.
#[test]
fn a_day_of_another_year_than_the_inventorys_is_refused() {
    let folder = Folder::new().with("2024.csv", format!("{HEAD}\nL1,laptop,2020-01-01,new,900\n"));
    for command in ["renewals", "scenario"] {
        let ran = folder.run(&[command, "2024.csv", "--year", "2024", "--as-of", "2022-06-30"]);
        assert_eq!(ran.code, Some(2), "{command}: {}", ran.out);
        assert!(ran.err.contains("2022-06-30") && ran.err.contains("2024"), "{}", ran.err);
    }
}

/// Two units at a site, one at none: rows of all, of the site, and of no site, told apart.
#[test]
fn units_without_site_are_not_all_units() {
    let rows = "equipment_id,equipment_type,acquired_on,site\nL1,laptop,2020-01-01,A\nL2,laptop,2020-01-01,A\nL3,laptop,2020-01-01,\n";
    let folder = Folder::new().with("2024.csv", rows);
    let table = folder.run(&["renewals", "2024.csv", "--years", "1", "--format", "csv"]).out;
    let units = |site: &str| -> f64 {
        let row = table.lines().find(|line| line.starts_with(&format!("2025,laptop,{site},")));
        row.unwrap_or_else(|| panic!("{table}")).split(',').nth(3).unwrap().parse().unwrap()
    };
    assert!((units("") - 1.5 * units("A")).abs() < 1e-9, "{table}");
    assert!((units("(none)") - 0.5 * units("A")).abs() < 1e-9, "{table}");
}

/// The laptops of the example: no year of service is counted that no laptop there was watched for.
#[test]
fn years_of_service_of_an_estate_are_those_that_were_watched() {
    let estate = root().join("inventories/mairie-exemple");
    let folder = Folder::new().with("o.csv", "Type;Modèle;Prix\nPortable;Latitude 5440;1299\n");
    let estate = estate.to_str().unwrap();
    let ran =
        folder.run(&["offers", "o.csv", "--year", "2025", "--estate", estate, "--format", "json"]);
    let all: Value = serde_json::from_str(&ran.out).unwrap();
    let one = &all["offers"][0];
    // The mean with its tail is 9.3 years; the median of those that left, 7.8.
    let years = one["years"].as_f64().unwrap();
    assert!((6.5..9.2).contains(&years), "{years}");
    let said = one["assumed"].to_string();
    assert!(said.contains("que rien n'y montre") || said.contains("nothing there shows"), "{said}");
}

#[test]
fn a_system_and_its_version_in_two_columns_are_one() {
    let head =
        "Device ID,Device name,Enrollment date,Last check-in,OS,OS version,Model,Manufacturer";
    let row = |n: u32, version: &str| {
        format!("a{n},PC-{n},2021-03-01,2026-11-01,Windows,{version},Latitude 5420,Dell Inc.\n")
    };
    let text = format!("{head}\n{}{}", row(1, "10.0.19045.4046"), row(2, "10.0.22631.3007"));
    let folder = Folder::new().with("parc.csv", text);
    let ran = folder.run(&["renewals", "parc.csv", "--year", "2026", "--lang", "fr"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(!ran.out.contains("Systèmes inconnus"), "{}", ran.out);
}

#[test]
fn dates_that_cannot_be_read_are_said() {
    let rows = |day: &str| {
        let rows = format!("{HEAD}\nL1,laptop,2022-01-01,new,900\nL2,laptop,{day},new,900\n");
        Folder::new().with("2025.csv", rows).run(&["renewals", "2025.csv", "--lang", "en"]).err
    };
    let said = rows("31/02/2022");
    assert!(said.contains("1 cell that cannot be read") && said.contains("dates"), "{said}");
    assert!(!rows("2022-02-28").contains("cannot be read"));
}
