//! Equipment, services bought and meters are three lines, never mixed: in electricity, indicators and
//! trends. Figures worked out by hand.

use crate::support::{Figure, Folder, close};
use serde_json::Value;

const CONTRACT: &str = "[organisation]\ncountry = \"FR\"\n[headcount]\n2024 = 10\n2025 = 10\n\
    [[contracts]]\nname = \"Wind\"\nkind = \"onsite_ppa\"\nkg_per_kwh = 0\nsource = \"deed\"\n";
const SERVICES: &str = "service,quantity,unit,country,site,entity,period_start,period_end,note\n";

/// Two servers that draw 500 kWh each, a contract of 0 kg/kWh, and network bought.
fn estate(terabytes: u32) -> Folder {
    let rows = "equipment_id,equipment_type,acquired_on,annual_energy_kwh\nA,server,2024-01-01,500\nB,server,2024-01-01,500\n";
    let line = format!("network_fixed,{terabytes},TB,FR,,,2025-01-01,2025-12-31,\n");
    Folder::inventory(rows)
        .with("estate.toml", CONTRACT)
        .with("services.csv", format!("{SERVICES}{line}"))
}

/// The indicators of a year.
fn indicators(folder: &Folder) -> Vec<Value> {
    let ran = folder.run(&["indicators", ".", "--year", "2025", "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

#[track_caller]
fn value(rows: &[Value], id: &str) -> f64 {
    let row = rows.iter().find(|row| row["id"] == id).unwrap();
    row["value"].as_f64().unwrap_or_else(|| panic!("{row}"))
}

fn run(folder: &Folder, more: &[&str]) -> Value {
    let mut args = vec!["assess", ".", "--year", "2025", "--format", "json"];
    args.extend(more);
    serde_json::from_str(&folder.run(&args).out).unwrap()
}

#[test]
fn what_is_bought_of_a_network_is_in_no_electricity_of_ours() {
    for terabytes in [1, 100] {
        let folder = estate(terabytes);
        let market = &run(&folder, &[])["electricity_market"];
        // 1,000 kWh by place at 0.0461, wholly covered by 0 kg/kWh.
        close(market["location_based"]["value"].as_f64().unwrap(), 46.1);
        close(market["market_based"]["value"].as_f64().unwrap(), 0.0);
        close(market["energy_kwh"].as_f64().unwrap(), 1000.0);
        let rows = indicators(&folder);
        close(value(&rows, "it_scope2_market"), 0.0);
        close(value(&rows, "it_electricity"), 1000.0);
        assert!(value(&rows, "it_scope2_location") < 46.1, "generation alone");
    }
}

#[test]
fn scope_2_by_contract_leaves_upstream_and_losses_where_they_are() {
    // Half of it covered: the other half weighs as it does by place, generation alone.
    let folder = estate(1).with("estate.toml", format!("{CONTRACT}share = 0.5\n"));
    let rows = indicators(&folder);
    let half = value(&rows, "it_scope2_location") / 2.0;
    close(value(&rows, "it_scope2_market"), half);
}

#[test]
fn what_an_indicator_covers_is_what_its_definition_says() {
    let (few, many) = (estate(1), estate(100));
    let (few, many) = (indicators(&few), indicators(&many));
    // Of the equipment alone, whatever is bought besides.
    for id in ["it_ghg_manufacturing_share", "it_ghg_share_by_type", "it_electricity"] {
        close(value(&few, id), value(&many, id));
    }
    // Of all lines: 99 TB more at 9.269 g/GB.
    let more = 99.0 * 9.269;
    for (id, by) in
        [("it_ghg_annualised", 1.0), ("it_ghg_purchase_year", 1.0), ("it_ghg_per_user", 10.0)]
    {
        close(value(&many, id) - value(&few, id), more / by);
    }
}

#[test]
fn whole_in_the_year_of_purchase_is_what_the_ghg_protocol_computes() {
    let rows = "equipment_id,equipment_type,acquired_on,annual_energy_kwh\nA,laptop,2025-03-01,40\nB,laptop,2020-01-01,\nC,monitor,2025-06-01,\n";
    let services = "paper,500,ream,FR,,,2025-01-01,2025-12-31,\nnetwork_fixed,2,TB,FR,,,2025-01-01,2025-12-31,\n";
    let folder = Folder::inventory(rows)
        .with("estate.toml", "[organisation]\ncountry = \"FR\"\n")
        .with("services.csv", format!("{SERVICES}{services}"));
    let whole = run(&folder, &["--method", "ghg-protocol"]);
    let total = whole["overall"][0]["value"].as_f64().unwrap();
    // A line of an inventory keeps seven digits of what it costs to make.
    let found = value(&indicators(&folder), "it_ghg_purchase_year");
    assert!((found / total - 1.0).abs() < 1e-7, "{found} {total}");
}

#[test]
fn the_three_lines_sum_to_the_total() {
    let run = run(&estate(50), &[]);
    let of = |name: &str| run["perimeters"][name]["overall"][0]["value"].as_f64().unwrap();
    for name in ["equipment", "services", "meters"] {
        let line = Figure::of(&run["perimeters"][name]["overall"][0]);
        assert!(line.low <= line.value && line.value <= line.high, "{name}: {line:?}");
    }
    let sum = of("equipment") + of("services") + of("meters");
    close(run["overall"][0]["value"].as_f64().unwrap(), sum);
    close(of("services"), 50.0 * 9.269);
}

#[test]
fn a_service_without_a_site_is_no_site() {
    let folder = estate(100);
    let ran =
        folder.run(&["assess", ".", "--detail", "--year", "2025", "--by", "site", "--lang", "en"]);
    let (sites, apart) = ran.out.split_once("\nOf no site\n").expect(&ran.out);
    assert!(!sites.contains("fixed network, box included   "), "{sites}");
    assert!(apart.starts_with("  fixed network"), "{apart}");
}

#[test]
fn the_chart_that_says_what_is_largest_holds_it() {
    // 10,000 GB... of paper, far more than two servers.
    let folder = estate(1)
        .with("services.csv", format!("{SERVICES}paper,5000,ream,FR,,,2025-01-01,2025-12-31,\n"));
    let ran = folder.run(&["report", ".", "--year", "2025", "--out", "r.html", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let page = folder.read("r.html");
    let chart = &page[page.find("id=\"chart-type-title\"").unwrap()..];
    let chart = &chart[..chart.find("</svg>").unwrap()];
    assert!(chart.contains("A4 paper"), "{chart}");
    assert!(page.contains("“A4 paper” comes first"));
}

/// An estate of fifty laptops in two years; what the second lists besides.
fn two_years(more: &str) -> Folder {
    let rows = "equipment_id,equipment_type,quantity,acquired_on\nL,laptop,50,2021-01-01\n";
    Folder::new()
        .with("inventories/2024.csv", rows)
        .with("inventories/2025.csv", rows)
        .with("estate.toml", CONTRACT)
        .with("services.csv", format!("{SERVICES}{more}"))
}

#[test]
fn a_service_that_one_year_alone_has_is_a_change_of_perimeter_and_no_trend() {
    let folder = two_years("paper,500,ream,FR,,,2025-01-01,2025-12-31,\n");
    let rows = indicators(&folder);
    let row = rows.iter().find(|row| row["id"] == "it_ghg_per_user").unwrap();
    assert_eq!(row["trend"], Value::Null);
    assert_eq!(row["changed"], "perimeter");
    // Over what both years have, the same laptops, on cleaner electricity: no more than before.
    let alike = |name: &str| row[name].as_f64().unwrap();
    assert!(alike("alike") <= alike("alike_before"), "{row}");
    let ran =
        folder.run(&["indicators", ".", "--year", "2025", "--family", "carbon", "--lang", "en"]);
    assert!(ran.out.contains("not in it before: A4 paper"), "{}", ran.out);
    assert!(ran.out.contains("over what both years have"), "{}", ran.out);
    // What counts no service keeps its trend.
    let share = rows.iter().find(|row| row["id"] == "it_ghg_manufacturing_share").unwrap();
    assert_eq!(share["changed"], Value::Null, "{share}");
}

#[test]
fn what_both_years_have_is_compared_and_the_arrow_says_which_way_is_good() {
    let both =
        "paper,500,ream,FR,,,2024-01-01,2024-12-31,\npaper,250,ream,FR,,,2025-01-01,2025-12-31,\n";
    let folder = two_years(both);
    let rows = indicators(&folder);
    let row = rows.iter().find(|row| row["id"] == "it_ghg_per_user").unwrap();
    assert_eq!((&row["trend"], &row["better"]), (&Value::from("down"), &Value::from(true)));
    let ran =
        folder.run(&["indicators", ".", "--year", "2025", "--family", "carbon", "--lang", "fr"]);
    assert!(ran.out.contains("↘ mieux qu'en 2024"), "{}", ran.out);
}

#[test]
fn a_room_with_devices_of_unknown_energy_has_a_bound_and_no_pue() {
    let rows = "equipment_id,equipment_type,acquired_on,annual_energy_kwh,datacentre_id\n\
        A,server,2024-01-01,1000,R\nB,patch_panel,2024-01-01,,R\n";
    let room = "datacentre_id,country,pue,measured_kwh\nR,FR,,1800\n";
    let known = rows.replace("B,patch_panel,2024-01-01,,R\n", "");
    let of = |rows: &str| {
        let folder = Folder::inventory(rows).with("datacentres.csv", room);
        let rows = indicators(&folder);
        rows.into_iter().find(|row| row["id"] == "dc_pue").unwrap()
    };
    let whole = of(&known);
    close(whole["value"].as_f64().unwrap(), 1.8);
    close(whole["coverage"].as_f64().unwrap(), 1.0);
    // A type whose energy nothing tells: what it draws can only lower the quotient.
    let bound = of(&rows.replace("patch_panel", "ups"));
    if bound["coverage"].as_f64().unwrap() < 1.0 {
        assert_eq!(bound["value"], Value::Null);
        close(bound["high"].as_f64().unwrap(), 1.8);
        assert_eq!(bound["missing"], "at_most");
    }
}
