//! Electricity by contract beside electricity by place, worked out by hand.

use crate::support::{Figure, Folder, Run, close};

const TWO_SITES: &str = "equipment_id;equipment_type;acquired_on;site;annual_energy_kwh
A;laptop;2024-01-01;Paris;1000
B;laptop;2024-01-01;Lyon;3000
";

fn with(contracts: &str) -> Folder {
    Folder::inventory(TWO_SITES).with("estate.toml", contracts)
}

fn figure(run: &Run, name: &str) -> Figure {
    Figure::of(&run.0["electricity_market"][name])
}

fn contract(more: &str) -> String {
    format!(
        "[[contracts]]\nname = \"Vert\"\nkind = \"guarantees_of_origin\"\nkg_per_kwh = 0.02\nsource = \"attestation\"\n{more}\n"
    )
}

#[test]
fn a_contract_of_one_site_leaves_the_other_by_place() {
    // By place 4,000 kWh · 0.1 = 400 kg. Half of Lyon's 3,000 by contract: 1,500 · 0.02 = 30 in
    // place of 150: 280. 2,500 of 4,000 kWh have no contract.
    let run = with(&contract("sites = [\"Lyon\"]\nshare = 0.5")).assess(&[]);
    close(figure(&run, "location_based").value, 400.0);
    close(figure(&run, "market_based").value, 280.0);
    let market = &run.0["electricity_market"];
    close(market["uncovered_kwh"].as_f64().unwrap(), 2500.0);
    close(market["uncovered_share"].as_f64().unwrap(), 0.625);
    assert_eq!(market["contracts"][0]["accepted_by_ademe"], false);
    // It stands beside the total, and is not in it.
    close(run.stage("use").value, 400.0);
}

#[test]
fn kilowatt_hours_of_a_contract_are_shared_by_what_sites_draw() {
    // 1,000 kWh of 4,000: 20 in place of 100.
    let run = with(&contract("kwh = 1000")).assess(&[]);
    close(figure(&run, "market_based").value, 320.0);
}

#[test]
fn a_contract_of_more_than_is_drawn_covers_all_and_no_more() {
    let run = with(&contract("kwh = 9000")).assess(&[]);
    close(figure(&run, "market_based").value, 80.0);
    close(run.0["electricity_market"]["uncovered_kwh"].as_f64().unwrap(), 0.0);
    // What it is of beyond that is said.
    let beyond = run.0["electricity_market"]["contracts"][0]["beyond_kwh"].as_f64().unwrap();
    close(beyond, 5000.0);
    let ran = with(&contract("kwh = 9000")).run(&["assess", ".", "--detail", "--lang", "en"]);
    assert!(ran.out.contains("5,000 kWh of this contract are beyond"), "{}", ran.out);
}

#[test]
fn a_meter_that_says_less_than_its_equipment_is_what_contracts_cover() {
    // 4,000 kWh of servers by their rows, 3,000 at the meter, and 1,000 elsewhere: half of 4,000.
    let rows = "equipment_id;equipment_type;acquired_on;site;annual_energy_kwh;datacentre_id
S;server;2024-01-01;Paris;4000;D
B;laptop;2024-01-01;Lyon;1000;
";
    let estate = |contracts: &str| {
        Folder::inventory(rows)
            .with("estate.toml", contracts)
            .with("datacentres.csv", "datacentre_id,pue,year,measured_kwh\nD,1,2025,3000\n")
    };
    let run = estate(&contract("share = 0.5")).assess(&[]);
    let market = &run.0["electricity_market"];
    close(market["energy_kwh"].as_f64().unwrap(), 4000.0);
    close(market["contracts"][0]["covered_kwh"].as_f64().unwrap(), 2000.0);
    close(market["uncovered_kwh"].as_f64().unwrap(), 2000.0);
    // All of Paris is what its meter says.
    let run = estate(&contract("sites = [\"Paris\"]")).assess(&[]);
    close(run.0["electricity_market"]["contracts"][0]["covered_kwh"].as_f64().unwrap(), 3000.0);
}

#[test]
fn a_contract_of_another_year_does_not_count() {
    let run = with(&contract("years = [2024]")).assess(&[]);
    assert!(run.0["electricity_market"].is_null());
}

#[test]
fn own_production_on_the_site_is_accepted_by_ademes_rules() {
    let own = contract("").replace("guarantees_of_origin", "self_consumption");
    let run = with(&own).assess(&[]);
    assert_eq!(run.0["electricity_market"]["contracts"][0]["accepted_by_ademe"], true);
}

/// What the run says on standard error, having stopped.
#[track_caller]
fn stops(contracts: &str, because: &str) {
    let ran = with(contracts).run(&["assess", ".", "--detail", "--year", "2025", "--lang", "en"]);
    assert_eq!(ran.code, Some(2), "{}", ran.out);
    assert!(ran.err.contains(because), "{}", ran.err);
}

#[test]
fn contracts_that_cover_more_than_all_stop_the_run() {
    stops(&contract("share = 0.6").repeat(2), "cover more than all the electricity of `");
}

#[test]
fn a_contract_of_a_site_that_is_not_there_stops_the_run() {
    stops(&contract("sites = [\"Nice\"]"), "the inventory does not have `Nice`");
}

#[test]
fn a_contract_without_its_source_or_with_an_impossible_share_stops_the_run() {
    stops(&contract("").replace("attestation", ""), "a name and a source expected");
    stops(&contract("share = 1.5"), "share of 0 to 1");
    stops(&contract("share = 0.5\nkwh = 10"), "`share` or `kwh`, not both");
    stops(&contract("").replace("0.02", "-0.02"), "kg_per_kwh from 0 to 10");
}
