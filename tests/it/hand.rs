//! Figures worked out by hand, with the round numbers of `tests/golden/factors-round`:
//! a laptop makes 200 kg (160–240) over 4 years (3–5) and draws 50 kWh (40–60) a year;
//! a kWh is 0.1 kg (0.08–0.12) in France in 2025.

use crate::support::{Figure, Folder, Run, close};

/// One canonical row, under the given heading, assessed for 2025.
#[track_caller]
fn one(heading: &str, row: &str) -> Run {
    Folder::inventory(&format!("{heading}\n{row}\n")).assess(&[])
}

/// The making and use of one row.
#[track_caller]
fn check(heading: &str, row: &str, made: f64, used: f64) {
    let run = one(heading, row);
    close(run.stage("manufacturing").value, made);
    close(run.stage("use").value, used);
    assert_eq!(run.counts(), [1, 1, 0, 0, 0]);
}

const LAPTOP: &str = "equipment_id;equipment_type;acquired_on";

#[test]
fn a_laptop_held_all_year_carries_a_year_of_its_lifetime() {
    // 200 / 4 = 50 [160 / 5 = 32, 240 / 3 = 80]; 50 × 0.1 = 5 [40 × 0.08 = 3.2, 60 × 0.12 = 7.2].
    let run = one(LAPTOP, "A;laptop;2024-01-01");
    run.stage("manufacturing").is(50.0, 32.0, 80.0);
    run.stage("use").is(5.0, 3.2, 7.2);
    run.total().is(55.0, 35.2, 87.2);
    close(run.kwh(), 50.0);
}

#[test]
fn every_criterion_is_computed_with_its_own_factors() {
    // 0.02 / 4 = 0.005 [0.01 / 5, 0.03 / 3]; 50 kWh × 1e-6 [40, 60].
    let run = one(LAPTOP, "A;laptop;2024-01-01");
    run.stage_of("adpe", "manufacturing").is(0.005, 0.002, 0.01);
    run.stage_of("adpe", "use").is(5e-5, 4e-5, 6e-5);
}

#[test]
fn only_the_criteria_asked_for_are_computed() {
    let run = Folder::inventory(&format!("{LAPTOP}\nA;laptop;2024-01-01\n"))
        .assess(&["--criteria", "adpe"]);
    let criteria: Vec<&str> = run.0["overall"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["criterion"].as_str().unwrap())
        .collect();
    assert_eq!(criteria, ["adpe"]);
}

#[test]
fn a_laptop_bought_in_the_year_counts_from_its_day() {
    // 2 July to 31 December: 30 + 31 + 30 + 31 + 30 + 31 = 183 days of 365.
    check(LAPTOP, "A;laptop;2025-07-02", 50.0 * 183.0 / 365.0, 5.0 * 183.0 / 365.0);
}

#[test]
fn a_laptop_bought_after_the_year_counts_for_nothing() {
    check(LAPTOP, "A;laptop;2026-01-01", 0.0, 0.0);
}

#[test]
fn the_last_day_of_the_year_counts_for_one_day() {
    check(LAPTOP, "A;laptop;2025-12-31", 50.0 / 365.0, 5.0 / 365.0);
}

#[test]
fn a_leap_year_has_366_days() {
    // 1 July to 31 December 2024: 184 days of 366. Electricity of France in 2024: 0.2.
    let run = Folder::new()
        .with("inventories/2024.csv", format!("{LAPTOP}\nA;laptop;2024-07-01\n"))
        .assess_year("2024", &[]);
    close(run.stage("manufacturing").value, 50.0 * 184.0 / 366.0);
    close(run.stage("use").value, 50.0 * 0.2 * 184.0 / 366.0);
}

#[test]
fn a_laptop_older_than_its_lifetime_is_spread_over_its_age() {
    // 1 January 2015 to the end of 2025: 11 × 365 + 3 leap days = 4018 days = 11.0007 years, more
    // than the 4 (and 3, and 5) of its type: only the factor's own bounds are left.
    let age = 4018.0 / 365.25;
    let run = one(LAPTOP, "A;laptop;2015-01-01");
    run.stage("manufacturing").is(200.0 / age, 160.0 / age, 240.0 / age);
    close(run.stage("use").value, 5.0);
}

#[test]
fn the_age_is_taken_on_the_date_asked_for() {
    // On 31 December 2020, end of day, it was 6 × 365 + 2 = 2192 days old.
    let run = Folder::inventory(&format!("{LAPTOP}\nA;laptop;2015-01-01\n"))
        .assess(&["--as-of", "2020-12-31"]);
    close(run.stage("manufacturing").value, 200.0 / (2192.0 / 365.25));
}

#[test]
fn the_age_runs_from_first_use_and_the_holding_from_purchase() {
    // Bought on 1 July 2025 and in use since 1 July 2019, at someone else's before: its age is
    // 184 + 366 + 3 × 365 + 366 + 365 = 2376 days = 6.5 years, and it is held 1 July to
    // 31 December = 184 days.
    let run = one(
        "equipment_id;equipment_type;acquired_on;in_service_on",
        "A;laptop;2025-07-01;2019-07-01",
    );
    close(run.stage("manufacturing").value, 200.0 / (2376.0 / 365.25) * 184.0 / 365.0);
}

#[test]
fn a_laptop_draws_nothing_here_before_it_is_bought() {
    // In use elsewhere since 2019, bought on 1 July: 184 days of electricity, not 365.
    let run = one(
        "equipment_id;equipment_type;acquired_on;in_service_on",
        "A;laptop;2025-07-01;2019-07-01",
    );
    close(run.stage("use").value, 5.0 * 184.0 / 365.0);
}

#[test]
fn a_laptop_draws_nothing_before_its_first_use() {
    // Bought on 1 January 2024, in service on 2 July 2025: held all year, used 183 days.
    check(
        "equipment_id;equipment_type;acquired_on;in_service_on",
        "A;laptop;2024-01-01;2025-07-02",
        50.0,
        5.0 * 183.0 / 365.0,
    );
}

const STATE: &str = "equipment_id;equipment_type;acquired_on;status;decommissioned_on;exited_on";

#[test]
fn a_laptop_in_stock_is_made_and_not_used() {
    check(STATE, "A;laptop;2024-01-01;in_stock;;", 50.0, 0.0);
}

#[test]
fn a_laptop_in_repair_is_made_and_not_used() {
    check(STATE, "A;laptop;2024-01-01;in_repair;;", 50.0, 0.0);
}

#[test]
fn a_laptop_ordered_counts_for_nothing_yet() {
    check(STATE, "A;laptop;2025-06-01;ordered;;", 0.0, 0.0);
}

#[test]
fn a_laptop_taken_out_of_use_is_held_on_and_used_no_more() {
    // In use 1 January to 31 March: 90 days.
    check(STATE, "A;laptop;2024-01-01;decommissioned;2025-04-01;", 50.0, 5.0 * 90.0 / 365.0);
}

#[test]
fn a_laptop_taken_out_of_use_without_date_is_held_and_not_used_and_said() {
    let run = one(STATE, "A;laptop;2024-01-01;decommissioned;;");
    close(run.stage("manufacturing").value, 50.0);
    close(run.stage("use").value, 0.0);
    assert!(run.coverage("assumptions").contains(&"decommissioned_before"));
}

#[test]
fn a_laptop_that_left_in_the_year_counts_until_then() {
    check(STATE, "A;laptop;2024-01-01;exited;;2025-04-01", 50.0 * 90.0 / 365.0, 5.0 * 90.0 / 365.0);
}

#[test]
fn a_laptop_still_said_in_service_that_left_in_the_year_counts_until_then() {
    check(
        STATE,
        "A;laptop;2024-01-01;in_service;;2025-04-01",
        50.0 * 90.0 / 365.0,
        5.0 * 90.0 / 365.0,
    );
}

#[test]
fn a_laptop_that_left_before_the_year_counts_for_nothing() {
    check(STATE, "A;laptop;2020-01-01;exited;;2024-12-31", 0.0, 0.0);
}

#[test]
fn a_laptop_that_left_without_date_is_taken_as_gone_before_and_said() {
    let run = one(STATE, "A;laptop;2024-01-01;exited;;");
    close(run.total().value, 0.0);
    assert!(run.coverage("assumptions").contains(&"exited_before"));
}

#[test]
fn a_laptop_without_any_date_is_there_all_year_and_said() {
    let run = one(LAPTOP, "A;laptop;");
    close(run.stage("manufacturing").value, 50.0);
    assert!(run.coverage("assumptions").contains(&"all_year"));
}

#[test]
fn a_row_of_ten_weighs_ten_times_as_much() {
    check(
        "equipment_id;equipment_type;acquired_on;quantity",
        "A;laptop;2024-01-01;10",
        500.0,
        50.0,
    );
}

const OWNER: &str = "equipment_id;equipment_type;acquired_on;ownership";

#[test]
fn a_laptop_used_privately_too_counts_for_85_percent() {
    check(OWNER, "A;laptop;2024-01-01;cope", 42.5, 4.25);
}

#[test]
fn an_employees_own_laptop_counts_for_57_percent() {
    check(OWNER, "A;laptop;2024-01-01;byod", 28.5, 2.85);
}

const BEFORE: &str = "equipment_id;equipment_type;acquired_on;acquisition_mode;upstream_months";

#[test]
fn a_refurbished_laptop_is_spread_over_the_use_of_others_too() {
    // 4 + 24 / 12 = 6 years [5 + 2, 3 + 2].
    let run = one(BEFORE, "A;laptop;2024-01-01;refurbished;24");
    run.stage("manufacturing").is(200.0 / 6.0, 160.0 / 7.0, 240.0 / 5.0);
}

#[test]
fn a_refurbished_laptop_kept_beyond_its_lifetime_keeps_the_use_of_others() {
    check(BEFORE, "A;laptop;2015-01-01;refurbished;24", 200.0 / (4018.0 / 365.25 + 2.0), 5.0);
}

#[test]
fn months_of_others_count_for_refurbished_equipment_only() {
    check(BEFORE, "A;laptop;2024-01-01;new;24", 50.0, 5.0);
}

const ENERGY: &str = "equipment_id;equipment_type;acquired_on;annual_energy_kwh";

#[test]
fn declared_energy_comes_before_the_types_and_has_no_interval() {
    let run = one(ENERGY, "A;laptop;2024-01-01;80");
    run.stage("use").is(8.0, 6.4, 9.6);
    assert_eq!(run.coverage("energy_origin"), ["declared"]);
}

#[test]
fn declared_zero_is_a_figure_and_no_gap() {
    let run = one(ENERGY, "A;laptop;2024-01-01;0");
    close(run.stage("use").value, 0.0);
    assert!(run.coverage("gaps").is_empty());
}

#[test]
fn the_organisations_own_lifetime_comes_before_the_types() {
    // 200 / 5 = 40 [160 / 5, 240 / 5]: a declared lifetime has no interval.
    let run = Folder::inventory(&format!("{LAPTOP}\nA;laptop;2024-01-01\n"))
        .with("estate.toml", "[lifetimes]\nlaptop = 5\n")
        .assess(&[]);
    run.stage("manufacturing").is(40.0, 32.0, 48.0);
    assert_eq!(run.coverage("lifetime_origin"), ["declared"]);
}

const PLACED: &str = "equipment_id;equipment_type;acquired_on;country;datacentre_id";

/// A datacentre in Germany (0.5 kg [0.4–0.6] a kWh).
fn datacentre(row: &str, pue: &str, kwh: &str) -> Folder {
    Folder::inventory(&format!("{PLACED}\n{row}\n")).with(
        "datacentres.csv",
        format!("datacentre_id;country;pue;measured_kwh\nDC1;DE;{pue};{kwh}\n"),
    )
}

#[test]
fn equipment_in_a_datacentre_draws_with_its_pue_in_its_country() {
    // 1000 kWh × PUE 1.5 × 0.5 = 750 [900 × 1.5 × 0.4, 1100 × 1.5 × 0.6], whatever the row says.
    let run = datacentre("A;server;2024-01-01;FR;DC1", "1.5", "").assess(&[]);
    run.stage("use").is(750.0, 540.0, 990.0);
    run.stage("embodied").is(200.0, 800.0 / 8.0, 1200.0 / 4.0);
}

#[test]
fn a_switch_in_a_datacentre_is_cooled_too() {
    // 200 × 1.5 × 0.5.
    let run = datacentre("A;network_switch;2024-01-01;;DC1", "1.5", "").assess(&[]);
    close(run.stage("use").value, 150.0);
}

#[test]
fn a_datacentre_that_does_not_say_its_pue_has_its_zones_and_says_so() {
    // 1000 × 1.4 × 0.5 [900 × 1.2 × 0.4, 1100 × 1.6 × 0.6].
    let run = datacentre("A;server;2024-01-01;;DC1", "", "").assess(&[]);
    run.stage("use").is(700.0, 432.0, 1056.0);
    assert!(run.coverage("assumptions").contains(&"default_pue"));
}

#[test]
fn a_server_outside_any_datacentre_has_no_pue() {
    // 1000 × 0.5 in Germany.
    let run = one(PLACED, "A;server;2024-01-01;Germany;");
    close(run.stage("use").value, 500.0);
}

#[test]
fn what_the_meter_says_more_is_a_line_of_its_own() {
    // 1000 × 1.5 = 1500 kWh [1350, 1650] for the server, 2000 at the meter: 500 kWh [350, 650]
    // × 0.5 = 250 kg [350 × 0.4, 650 × 0.6] beside 750 [540, 990]. The room draws 2000 kWh whatever
    // its server draws: 1000 [2000 × 0.4, 2000 × 0.6].
    let run = datacentre("A;server;2024-01-01;;DC1", "1.5", "2000").assess(&["--by", "type"]);
    let lines = run.0["by"]["type"].as_array().unwrap();
    let of = |key: &str| {
        let line = lines.iter().find(|line| line["key"] == key).unwrap();
        crate::support::stage_in(&line["totals"], "gwp", "use")
    };
    of("datacentre:DC1").is(250.0, 140.0, 390.0);
    of("server").is(750.0, 540.0, 990.0);
    run.stage("use").is(1000.0, 800.0, 1200.0);
    close(run.kwh(), 2000.0);
}

#[test]
fn what_the_meter_says_less_is_taken_off() {
    // 1200 at the meter, 1500 [1350, 1650] for the server: −300 kWh [−450, −150] × 0.5 = −150
    // [−450 × 0.6, −150 × 0.4].
    let run = datacentre("A;server;2024-01-01;;DC1", "1.5", "1200").assess(&[]);
    let difference = &run.0["datacentres"][0];
    close(difference["difference_kwh"].as_f64().unwrap(), -300.0);
    Figure::of(&difference["difference"][0]).is(-150.0, -270.0, -60.0);
    close(run.stage("use").value, 600.0);
    close(run.kwh(), 1200.0);
}

#[test]
fn without_a_meter_there_is_no_line_of_difference() {
    let run = datacentre("A;server;2024-01-01;;DC1", "1.5", "").assess(&[]);
    assert_eq!(run.0["datacentres"].as_array().unwrap().len(), 0);
}

/// A laptop row, measured.
fn measured(row: &str, records: &str) -> Run {
    Folder::inventory(&format!("equipment_id;equipment_type;acquired_on;quantity;status\n{row}\n"))
        .with(
            "usage/2025.csv",
            format!("equipment_id;period_start;period_end;energy_kwh\n{records}\n"),
        )
        .assess(&[])
}

#[test]
fn a_year_measured_is_taken_as_it_is() {
    // 30 kWh × 0.1 [0.08, 0.12]: a measure has no interval.
    let run = measured("A;laptop;2024-01-01;1;", "A;2025-01-01;2025-12-31;30");
    run.stage("use").is(3.0, 2.4, 3.6);
    assert_eq!(run.coverage("energy_origin"), ["measured"]);
    assert!(!run.coverage("assumptions").contains(&"measure_extended"));
}

#[test]
fn a_part_of_a_year_measured_is_extended_and_said() {
    // 1 January to 30 June: 31 + 28 + 31 + 30 + 31 + 30 = 181 days; 30 kWh × 365 / 181 × 0.1.
    let run = measured("A;laptop;2024-01-01;1;", "A;2025-01-01;2025-06-30;30");
    close(run.stage("use").value, 3.0 * 365.0 / 181.0);
    assert!(run.coverage("assumptions").contains(&"measure_extended"));
}

#[test]
fn a_measure_of_a_line_is_of_all_its_units() {
    let run = measured("A;laptop;2024-01-01;2;", "A;2025-01-01;2025-12-31;30");
    close(run.stage("use").value, 3.0);
    close(run.stage("manufacturing").value, 100.0);
}

#[test]
fn a_measure_is_extended_to_the_days_in_service_only() {
    // Bought on 2 July: 183 days in service, 31 of them measured (July 2 to August 1).
    let run = measured("A;laptop;2025-07-02;1;", "A;2025-07-02;2025-08-01;10");
    close(run.stage("use").value, 1.0 * 183.0 / 31.0);
}

#[test]
fn what_was_measured_in_stock_was_drawn() {
    let run = measured("A;laptop;2024-01-01;1;in_stock", "A;2025-01-01;2025-01-31;4");
    close(run.stage("use").value, 0.4);
}

#[test]
fn a_size_without_factor_takes_its_types_and_says_so() {
    let run = one(LAPTOP, "A;laptop_14in;2024-01-01");
    close(run.stage("manufacturing").value, 50.0);
    assert_eq!(run.coverage("matched_by"), ["parent_type"]);
}

#[test]
fn a_type_without_factor_is_a_gap_and_not_a_zero() {
    let folder = Folder::inventory(&format!("{LAPTOP}\nA;ups;2024-01-01\nB;laptop;2024-01-01\n"));
    let run = folder.assess(&[]);
    assert_eq!(run.coverage("gaps"), ["no_factor", "no_energy"]);
    assert_eq!(run.0["coverage"]["unmatched"][0]["equipment_type"], "ups");
    let mut rows = folder.impacts(&[]);
    rows.retain(|row| row["equipment_id"] == "A");
    assert!(rows.iter().all(|row| row["value"].is_empty()), "no figure where there is none");
    let errors: Vec<&str> = rows.iter().map(|row| row["error"].as_str()).collect();
    assert_eq!(errors, ["no_factor", "no_factor", "no_energy", "no_energy"], "two criteria each");
}

#[test]
fn a_criterion_without_factor_is_a_gap_and_not_a_zero() {
    // The round set knows the carbon of making a server, not its minerals.
    let rows = Folder::inventory(&format!("{LAPTOP}\nA;server;2024-01-01\n")).impacts(&[]);
    let minerals: Vec<(&str, &str, &str)> = rows
        .iter()
        .filter(|row| row["criterion"] == "adpe" && row["stage"] != "use")
        .map(|row| (row["stage"].as_str(), row["value"].as_str(), row["error"].as_str()))
        .collect();
    assert_eq!(minerals, [("embodied", "", "no_factor")]);
}

#[test]
fn a_type_with_energy_and_no_factor_has_its_use() {
    // 120 × 0.1.
    let run = one(LAPTOP, "A;printer_laser;2024-01-01");
    close(run.stage("use").value, 12.0);
    assert_eq!(run.coverage("gaps"), ["no_factor"]);
}

#[test]
fn a_type_without_lifetime_is_a_gap_and_its_use_is_known() {
    let run = one(LAPTOP, "A;tablet;2024-01-01");
    assert_eq!(run.coverage("gaps"), ["no_lifetime"]);
    close(run.stage("use").value, 1.0);
}

#[test]
fn a_credit_at_the_end_of_life_is_taken_off_with_its_bounds_in_order() {
    // −3 / 3 = −1; the largest credit over the shortest life: −4 / 2, the smallest over the
    // longest: −2 / 4. Distribution: 6 / 3 [4 / 4, 8 / 2].
    let run = one(LAPTOP, "A;smartphone;2024-06-01");
    run.stage("end_of_life").is(-1.0, -2.0, -0.5);
    run.stage("distribution").is(2.0, 1.0, 4.0);
    close(run.total().value, 20.0 + 2.0 - 1.0 + 0.5);
}

#[test]
fn a_country_without_its_electricity_takes_a_wider_zones_and_says_so() {
    // Spain: the European Union's 0.25. United States: the world's 0.4.
    for (country, value) in [("ES", 12.5), ("US", 20.0)] {
        let run = one(PLACED, &format!("A;laptop;2024-01-01;{country};"));
        close(run.stage("use").value, value);
        assert!(run.coverage("assumptions").contains(&"electricity_fallback"), "{country}");
    }
}

#[test]
fn a_year_without_electricity_takes_the_latest_before_and_says_so() {
    let run = Folder::new()
        .with("inventories/2027.csv", format!("{LAPTOP}\nA;laptop;2026-01-01\n"))
        .assess_year("2027", &[]);
    close(run.stage("use").value, 5.0);
    assert_eq!(run.0["electricity"][0]["taken_year"], 2025);
    assert!(run.coverage("assumptions").contains(&"electricity_fallback"));
}

/// One row under the GHG Protocol.
#[track_caller]
fn ghg(row: &str, made: f64, used: f64) -> Run {
    let run = Folder::inventory(&format!("{STATE}\n{row}\n")).assess(&["--method", "ghg-protocol"]);
    close(run.stage("manufacturing").value, made);
    close(run.stage("use").value, used);
    run
}

#[test]
fn ghg_protocol_counts_the_whole_making_in_the_year_of_purchase() {
    let run = ghg("A;laptop;2025-07-02;in_service;;", 200.0, 5.0 * 183.0 / 365.0);
    run.stage("manufacturing").is(200.0, 160.0, 240.0);
}

#[test]
fn ghg_protocol_counts_no_making_in_other_years() {
    ghg("A;laptop;2024-12-31;in_service;;", 0.0, 5.0);
}

#[test]
fn ghg_protocol_counts_what_left_in_its_year_of_purchase_whole() {
    ghg("A;laptop;2025-01-01;exited;;2025-04-01", 200.0, 5.0 * 90.0 / 365.0);
}

#[test]
fn ghg_protocol_counts_nothing_for_what_is_only_ordered() {
    ghg("A;laptop;2025-06-01;ordered;;", 0.0, 0.0);
}

#[test]
fn ghg_protocol_without_date_of_purchase_is_a_gap() {
    let row = "A;laptop;;in_service;;";
    let run = Folder::inventory(&format!("{STATE}\n{row}\n")).assess(&["--method", "ghg-protocol"]);
    assert!(!run.is_known("manufacturing"), "no zero");
    close(run.stage("use").value, 5.0);
    assert_eq!(run.coverage("gaps"), ["no_purchase_date"]);
}

/// One row under a method, its making and its use.
#[track_caller]
fn under(method: &str, row: &str, made: f64, used: Option<f64>) {
    let run = Folder::inventory(&format!("{STATE}\n{row}\n")).assess(&["--method", method]);
    close(run.stage("manufacturing").value, made);
    assert_eq!(run.is_known("use"), used.is_some());
    if let Some(used) = used {
        close(run.stage("use").value, used);
    }
    assert_eq!(run.coverage("gaps"), [] as [&str; 0]);
}

#[test]
fn ecodiag_flow_counts_the_purchases_of_the_year_and_no_electricity() {
    under("ecodiag-flow", "A;laptop;2025-07-02;in_service;;", 200.0, None);
    under("ecodiag-flow", "A;laptop;2024-07-02;in_service;;", 0.0, None);
}

#[test]
fn ecodiag_stock_counts_a_lifetimes_share_whatever_the_age_and_one_electricity() {
    // 200 kg / 4 years; 50 kWh × 0.084 kg/kWh, in France as in Spain.
    under("ecodiag-stock", "A;laptop;2025-07-02;in_service;;", 50.0, Some(4.2));
    under("ecodiag-stock", "A;laptop;2012-07-02;in_service;;", 50.0, Some(4.2));
    let run = Folder::inventory(&format!("{PLACED}\nA;laptop;2024-01-01;ES;\n"))
        .assess(&["--method", "ecodiag-stock"]);
    close(run.stage("use").value, 4.2);
    assert_eq!(run.0["electricity"][0]["factor_ids"][0], "method.ecodiag-stock.electricity");
}

#[test]
fn the_headcount_divides_the_total() {
    let run = Folder::inventory(&format!("{LAPTOP}\nA;laptop;2024-01-01\n"))
        .with("estate.toml", "[headcount]\n2025 = 11\n")
        .assess(&[]);
    Figure::of(&run.0["per_person"]).is(5.0, 3.2, 87.2 / 11.0);
}
