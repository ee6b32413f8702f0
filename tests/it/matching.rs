//! From a row to its factors: model, family, configuration, type; and what a miss says.

use crate::support::{Folder, Impact, close};

const HEAD: &str = "equipment_id;equipment_type;manufacturer;model;quantity;acquired_on;cpu_model;cpu_count;cpu_cores;ram_gb;ssd_gb;hdd_gb";

/// Rows under a factor set, by equipment.
fn impacts(rows: &str, factors: &str) -> Vec<Impact> {
    Folder::inventory(&format!("{HEAD}\n{rows}\n")).impacts(&["--factors", factors])
}

fn embodied(impacts: &[Impact], id: &str) -> f64 {
    impacts
        .iter()
        .filter(|row| {
            row["equipment_id"] == id && row["criterion"] == "gwp" && row["stage"] != "use"
        })
        .map(|row| row["value"].parse::<f64>().unwrap())
        .sum()
}

fn word<'a>(impacts: &'a [Impact], id: &str, column: &str) -> &'a str {
    let row = impacts.iter().find(|row| row["equipment_id"] == id && !row["value"].is_empty());
    &row.unwrap()[column]
}

const SERVER: &str = "server;Dell;PowerEdge R740;1;2025-01-01;Intel(R) Xeon(R) Gold 6138 CPU @ 2.00GHz;2;20;256;960;";

#[test]
fn a_server_with_its_parts_is_priced_from_them() {
    let core = impacts(&format!("S;{SERVER}"), "core-2026.11");
    assert_eq!(word(&core, "S", "matched_by"), "configuration");
    assert_eq!(word(&core, "S", "energy_origin"), "configuration");
    let plain = impacts("S;server;Dell;PowerEdge R740;1;2025-01-01;;;;;;", "core-2026.11");
    assert_eq!(word(&plain, "S", "matched_by"), "type");
    assert!((embodied(&core, "S") - embodied(&plain, "S")).abs() > 1.0);
}

#[test]
fn three_servers_weigh_three_times_one() {
    let one = impacts(&format!("S;{SERVER}"), "core-2026.11");
    let three = impacts(&format!("S;{}", SERVER.replace(";1;2025", ";3;2025")), "core-2026.11");
    close(embodied(&three, "S"), 3.0 * embodied(&one, "S"));
}

#[test]
fn more_memory_weighs_more() {
    let more = SERVER.replace(";256;", ";512;");
    let both = impacts(&format!("A;{SERVER}\nB;{more}"), "core-2026.11");
    assert!(embodied(&both, "B") > embodied(&both, "A"));
}

#[test]
fn parts_that_cannot_be_priced_are_said_and_the_type_stands_in() {
    let row = "S;server;Dell;R740;1;2025-01-01;toaster;2;;256;;";
    let folder = Folder::inventory(&format!("{HEAD}\n{row}\n"));
    let run = folder.assess(&["--factors", "core-2026.11"]);
    let missed = &run.0["coverage"]["missed"];
    assert_eq!(missed[0]["equipment_type"], "server");
    assert!(missed[0]["reason_en"].as_str().unwrap().contains("toaster"), "{missed}");
    let said = folder.run(&["assess", ".", "--detail", "--year", "2025", "--lang", "en"]).out;
    assert!(said.contains("the type's factor stands in"), "{said}");
}

#[test]
fn a_model_with_a_sheet_meets_it_under_the_manufacturers_set_and_not_under_the_core_set() {
    let row = "L;laptop;Dell Inc.;Latitude 5420;1;2025-01-01;;;;;;";
    let pcf = impacts(row, "pcf-2026.11");
    assert_eq!(word(&pcf, "L", "matched_by"), "model");
    assert_eq!(word(&pcf, "L", "energy_origin"), "model");
    assert!(word(&pcf, "L", "factor_id").starts_with("pcf.dell.latitude-5420"));
    let core = impacts(row, "core-2026.11");
    assert_eq!(word(&core, "L", "matched_by"), "type");
}

#[test]
fn a_family_stands_in_for_a_model_without_sheet_and_a_type_for_an_unknown_name() {
    let rows = "F;laptop;Dell Inc.;Latitude 5999;1;2025-01-01;;;;;;\nT;laptop;Acme;Nothing 12;1;2025-01-01;;;;;;";
    let pcf = impacts(rows, "pcf-2026.11");
    assert_eq!(word(&pcf, "F", "matched_by"), "family");
    assert_eq!(word(&pcf, "T", "matched_by"), "type");
}

#[test]
fn the_order_of_rows_and_the_number_of_threads_change_nothing() {
    let mut rows: Vec<String> = (0..40)
        .map(|n| {
            let model = ["Latitude 5420", "Latitude 7420", "XPS 13 9310", "Nothing"][n % 4];
            format!("L{n};laptop;Dell Inc.;{model};1;2025-01-01;;;;;;")
        })
        .collect();
    let total = |rows: &[String], threads: &str| {
        let run = Folder::inventory(&format!("{HEAD}\n{}\n", rows.join("\n"))).assess(&[
            "--factors",
            "pcf-2026.11",
            "--threads",
            threads,
        ]);
        (run.total(), run.0["interval_90"].clone())
    };
    let first = total(&rows, "1");
    rows.reverse();
    let second = total(&rows, "2");
    close(first.0.value, second.0.value);
    for bound in ["low", "high"] {
        close(first.1[bound].as_f64().unwrap(), second.1[bound].as_f64().unwrap());
    }
}

const CLOUD: &str = "equipment_id;equipment_type;manufacturer;model;quantity;cloud_region;hours";

#[test]
fn a_cloud_instance_is_a_row_of_the_inventory() {
    let folder = Folder::inventory(&format!(
        "{CLOUD}\nA;cloud instance;AWS;m5.xlarge;1;eu-west-3;8760\nB;cloud instance;AWS;m5.xlarge;2;eu-west-3;2190\nC;cloud instance;AWS;m5.xlarge;1;eu-central-1;8760\n"
    ));
    let rows = folder.impacts(&["--factors", "core-2026.11"]);
    assert_eq!(word(&rows, "A", "matched_by"), "configuration");
    assert_eq!(word(&rows, "A", "country"), "FRA");
    assert_eq!(word(&rows, "C", "country"), "DEU");
    assert!(rows.iter().all(|row| row["scope"] == "3.1/4.5"), "{rows:?}");
    // Two instances for a quarter of the year weigh half of one for all of it.
    let used = |id: &str| -> f64 {
        let of = rows.iter().filter(|row| {
            row["equipment_id"] == id && row["stage"] == "use" && row["criterion"] == "gwp"
        });
        of.map(|row| row["value"].parse::<f64>().unwrap()).sum()
    };
    close(used("B"), used("A") / 2.0);
    close(embodied(&rows, "B"), embodied(&rows, "A") / 2.0);
    close(embodied(&rows, "C"), embodied(&rows, "A"));
    assert!(used("C") > used("A"), "German electricity weighs more");
}

#[test]
fn an_unknown_instance_or_region_is_set_aside_with_the_nearest_names() {
    let folder = Folder::inventory(&format!(
        "{CLOUD}\nA;cloud instance;AWS;m5.xlargee;1;eu-west-3;100\nB;cloud instance;AWS;m5.xlarge;1;eu-west-33;100\nC;cloud instance;Acme;m5.xlarge;1;eu-west-3;100\nD;cloud instance;AWS;m5.xlarge;1;eu-west-3;9000\n"
    ));
    let ran =
        folder.run(&["assess", ".", "--detail", "--year", "2025", "--out", "out", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rejects = folder.read("out/rejects.csv");
    let lines: Vec<&str> = rejects.lines().collect();
    assert_eq!(lines.len(), 4, "{rejects}");
    assert!(lines[1].contains(",model,m5.xlargee,") && lines[1].contains("m5.xlarge"), "{rejects}");
    assert!(lines[2].contains(",cloud_region,eu-west-33,") && lines[2].contains("eu-west-3"));
    assert!(lines[3].contains(",manufacturer,Acme,") && lines[3].contains("aws"));
    // Hours that cannot be cost the cell: all year.
    assert!(folder.read("out/unread-cells.csv").contains(",hours,9000,"));
}
