//! Indicators worked out by hand from small inventories and ledgers.

use crate::lifetimes::{indicators, row};
use crate::support::{Folder, close, round};
use serde_json::Value;
use std::fmt::Write as _;

/// A millionth: what a row says is kept to seven digits.
#[track_caller]
fn is(rows: &[Value], id: &str, expected: f64) {
    let row = row(rows, id);
    let found = row["value"].as_f64().unwrap_or_else(|| panic!("{row}"));
    assert!((found - expected).abs() <= 1e-6 * expected.abs().max(1.0), "{row}, not {expected}");
}

#[track_caller]
fn bounds(rows: &[Value], id: &str, low: f64, high: f64) {
    let row = row(rows, id);
    for (name, expected) in [("low", low), ("high", high)] {
        let found = row[name].as_f64().unwrap_or_else(|| panic!("{row}"));
        assert!((found - expected).abs() <= 1e-6 * expected.abs().max(1.0), "{row}, {expected}");
    }
}

/// The bounds of an indicator that are drawn: within what ten thousand draws tell.
#[track_caller]
fn drawn(rows: &[Value], id: &str, low: f64, high: f64) {
    let row = row(rows, id);
    for (name, expected) in [("low", low), ("high", high)] {
        let found = row[name].as_f64().unwrap_or_else(|| panic!("{row}"));
        assert!((found / expected - 1.0).abs() < 0.01, "{row}, {expected}");
    }
}

#[track_caller]
fn covers(rows: &[Value], id: &str, expected: f64) {
    let row = row(rows, id);
    assert!((row["coverage"].as_f64().unwrap() - expected).abs() < 1e-9, "{row}, not {expected}");
}

#[track_caller]
fn lacks(rows: &[Value], id: &str, datum: &str) {
    let row = row(rows, id);
    assert_eq!((&row["value"], row["missing"].as_str()), (&Value::Null, Some(datum)), "{row}");
}

/// Days as the months of the catalogue.
fn months(days: f64) -> f64 {
    days / 30.437_5
}

/// An estate of 2025 with a headcount.
fn estate(people: u32, inventory: &str) -> Folder {
    let card = format!("[headcount]\n2025 = {people}\n");
    Folder::new().with("inventories/2025.csv", inventory).with("estate.toml", card)
}

/// Eight units taken out of use, and where they went.
fn reformed() -> Folder {
    let inventory = "\
equipment_id,equipment_type,status,acquired_on
R1,laptop,in_service,2018-01-01
R2,laptop,in_service,2016-05-01
R3,desktop,in_service,2012-01-01
R4,server,in_service,2019-01-01
R5,laptop,in_service,2020-01-01
R6,smartphone,in_service,2021-01-01
R7,laptop,in_service,2019-01-01
R8,monitor,in_service,2017-01-01
";
    let ledger = "\
movement_id,date,kind,unit_id,to_party,document_ref,reason,classified,agreement_ref,wipe_certificate,channel,collection_note
m01,2024-06-01,decommission,R1,,,age,,,,,
m02,2024-10-01,decommission,R2,,,age,,,,,
m03,2024-01-01,decommission,R3,,,age,,,,,
m04,2024-09-01,decommission,R4,,,surplus,,,,,
m05,2024-03-01,decommission,R5,,,age,yes,,,,
m06,2025-02-01,decommission,R6,,,age,,,,,
m07,2024-05-01,decommission,R7,,,broken,,,,,
m08,2024-08-01,decommission,R8,,,age,,,,,
m09,2024-12-01,transfer,R8,Préfecture,,,,,,,
m10,2025-03-01,donate,R1,Asso Un,,,,CONV-1,EFF-1,,
m11,2025-04-01,sell,R3,Brocante,,,,,,,
m12,2025-05-01,donate,R4,Asso Un,PV-4,,,,,,
m13,2025-06-01,sell,R6,Reprise,,,,,EFF-6,,
m14,2025-07-01,weee_handover,R7,,,,,,,eco_organisme,BC-7
";
    estate(100, inventory)
        .with("movements.csv", ledger)
        .with("estate.toml", "[headcount]\n2025 = 100\n\n[lifetimes]\nlaptop = 7\ndesktop = 6\nserver = 5\nsmartphone = 3\n")
}

#[test]
fn the_reen_ratio_is_the_decrees() {
    let rows = indicators(&reformed(), &[]);
    // A, directed to reuse in 2025 under ten years, categories 2 and 6: R1 (7 years, laptop) and
    // R6 (4 years, smartphone). Not R3 (12 years), nor R4 (a server, category 4).
    is(&rows, "reformed_to_reuse_under10", 2.0);
    // B, out of use and in stock on 1 January: R1, R2, R7. Not R3, R4; not R5, classified; not R6,
    // decommissioned in 2025; not R8, which left in 2024.
    is(&rows, "reformed_stock_1jan_under10", 3.0);
    is(&rows, "reen_reuse_rate", 200.0 / 3.0);
    // Of any age and category: R1, R2, R3, R4, R5, R7 in stock; R1, R3, R4, R6 to reuse.
    is(&rows, "reformed_stock_1jan", 6.0);
    is(&rows, "reformed_to_reuse", 4.0);
}

#[test]
fn the_reen_ratio_may_exceed_a_hundred() {
    // One unit in stock on 1 January; it and two decommissioned during the year are given away.
    let inventory = "equipment_id,equipment_type,acquired_on\nA,laptop,2020-01-01\nB,laptop,2020-01-01\nC,laptop,2020-01-01\n";
    let ledger = "date,kind,unit_id\n2024-12-01,decommission,A\n2025-02-01,decommission,B\n2025-02-01,decommission,C\n2025-03-01,donate,A\n2025-03-01,donate,B\n2025-03-01,donate,C\n";
    let rows = indicators(&estate(10, inventory).with("movements.csv", ledger), &[]);
    is(&rows, "reen_reuse_rate", 300.0);
}

#[test]
fn donations_to_nobody_named_have_no_number_of_beneficiaries() {
    let inventory = "equipment_id,equipment_type,acquired_on\nA,laptop,2020-01-01\n";
    let ledger = "date,kind,unit_id\n2025-02-01,decommission,A\n2025-03-01,donate,A\n";
    let rows = indicators(&estate(10, inventory).with("movements.csv", ledger), &[]);
    is(&rows, "donated_count", 1.0);
    lacks(&rows, "donation_beneficiaries", "beneficiaries");
}

#[test]
fn exits_go_where_the_ledger_says() {
    let rows = indicators(&reformed(), &[]);
    is(&rows, "donated_count", 2.0);
    is(&rows, "sold_count", 2.0);
    is(&rows, "transferred_public_count", 0.0);
    is(&rows, "donation_beneficiaries", 1.0);
    // Exits of 2025: R1, R3, R4, R6 to reuse, R7 as waste.
    is(&rows, "reuse_rate_cohort", 80.0);
    // R1 by its agreement, R4 by its record.
    is(&rows, "reuse_proven_share", 50.0);
    // All five hold data; R1 and R6 have a certificate.
    is(&rows, "data_erasure_proven_share", 40.0);
    // Waits of 273, 456, 242, 120 and 426 days: the middle one is 273.
    is(&rows, "storage_wait_before_exit", 273.0);
}

#[test]
fn ages_at_exit_are_of_the_years_exits_alone() {
    let rows = indicators(&reformed(), &[]);
    // R1 2616 days, R3 4839, R4 2312, R6 1612, R7 2373: 13 752 / 5 = 2750.4.
    is(&rows, "lifetime_mean_retired", months(2750.4));
    // R7 left at 6.5 years, before the 7 of its type; R1 at 7.2, after.
    is(&rows, "early_exit_share", 20.0);
    // R7 was broken.
    is(&rows, "exit_reason_broken_share", 20.0);
    lacks(&rows, "lifetime_km_median", "more_exits");
    lacks(&rows, "lifetime_total_reused", "exits");
}

#[test]
fn repairs_returns_and_faults_are_counted_from_the_ledger() {
    let mut inventory = String::from("equipment_id,equipment_type,status,acquired_on\n");
    for n in 1..=6 {
        inventory.extend([format!("U{n},laptop,in_service,2022-01-01\n")]);
    }
    inventory.push_str("N1,laptop,in_service,2025-05-01\nN2,laptop,in_service,2025-05-01\n");
    inventory.push_str("OLD,laptop,in_service,2019-01-01\n");
    let ledger = "\
date,kind,unit_id,internal,success
2025-01-10,fault,U1,,
2025-01-11,fault,U2,,
2025-01-12,fault,U3,,
2025-01-13,fault,U4,,
2024-01-13,fault,U5,,
2025-01-20,repair,U1,yes,yes
2025-01-20,repair,U2,yes,no
2025-01-20,repair,U3,no,yes
2025-02-01,upgrade,U1,yes,yes
2025-02-01,refurbish,U4,yes,yes
2025-03-01,return,U1,,
2025-03-01,return,U2,,
2025-03-01,return,U3,,
2025-03-01,return,U4,,
2025-03-02,reassign,U1,,
2025-03-02,reassign,U2,,
2025-03-02,reassign,U3,,
2025-04-01,sell,OLD,,
";
    let rows = indicators(&estate(10, &inventory).with("movements.csv", ledger), &[]);
    is(&rows, "internal_reassigned_count", 3.0);
    is(&rows, "internal_reassigned_rate", 75.0);
    // U1, U2, U3, U4, each once.
    is(&rows, "refurbished_internally_count", 4.0);
    // U1 alone was repaired in house with success, of four faults of the year.
    is(&rows, "repaired_in_house_rate", 25.0);
    // Four faults; U1 to U6, N1 and N2 are in service.
    is(&rows, "failure_return_rate", 50.0);
    // One upgraded; two bought for one sold is one replaced: 1 / (1 + 1).
    is(&rows, "upgrade_instead_of_renewal_rate", 50.0);
    // One replaced, of the eight held at the end of the year.
    is(&rows, "renewal_rate", 12.5);
}

/// Four purchases of 2025, one order, and a unit under functional lease.
fn bought() -> Folder {
    let inventory = "\
equipment_id,equipment_type,status,acquired_on,acquisition_mode,price_eur,recycled_content_pct,ecolabel,warranty_months,repair_index
P1,laptop,in_service,2025-01-15,new,1000,30,EPEAT Gold,60,8.1
P2,laptop,in_service,2025-01-10,refurbished,400,,Energy Star,12,
P3,monitor,in_service,2025-06-01,new,200,0,,0,
P4,smartphone,in_service,2025-06-01,,400,,,24,7.2
P5,laptop,ordered,2025-12-20,new,900,,,,
F1,laptop,in_service,2023-01-01,functional_lease,,,,24,
";
    let ledger = "\
date,kind,unit_id,equipment_type,protection
2025-06-01,purchase,P4,smartphone,yes
2025-02-01,sell,GONE,laptop,
";
    estate(8, inventory).with("movements.csv", ledger)
}

#[test]
fn shares_of_purchases_have_the_unknown_in_their_bounds() {
    let rows = indicators(&bought(), &[]);
    // One of four is refurbished; P4 may be too. What is ordered is not bought yet.
    is(&rows, "refurbished_rate_units", 25.0);
    bounds(&rows, "refurbished_rate_units", 25.0, 50.0);
    covers(&rows, "refurbished_rate_units", 0.75);
    // 400 of 2000 EUR; P4 is another 400.
    is(&rows, "refurbished_rate_spend", 20.0);
    bounds(&rows, "refurbished_rate_spend", 20.0, 40.0);
    // P1 has some, P3 has none, P2 and P4 do not say.
    bounds(&rows, "recycled_content_rate", 25.0, 75.0);
    // Energy Star is no ecolabel of type I; P3 and P4 do not say: 600 of 2000 EUR.
    bounds(&rows, "ecolabel_rate_units", 25.0, 75.0);
    bounds(&rows, "ecolabel_rate_spend", 50.0, 80.0);
    bounds(&rows, "functional_lease_purchase_rate", 0.0, 25.0);
    is(&rows, "functional_lease_count", 1.0);
    is(&rows, "protected_equipment_rate", 100.0);
    // Four units for eight people.
    is(&rows, "purchases_per_user", 0.5);
}

#[test]
fn warranties_and_indices_are_those_that_are_told() {
    let rows = indicators(&bought(), &[]);
    // 60, 12 and 24 months; 0 is not filled in.
    is(&rows, "warranty_min_bought", 12.0);
    covers(&rows, "warranty_min_bought", 0.75);
    is(&rows, "repair_index_min_bought", 7.2);
    is(&rows, "repair_index_mean_fleet", 7.65);
    // P1, P2 (355 days, 11.7 months, of 12) and P4 are covered; F1's 24 months are over.
    is(&rows, "share_under_warranty", 75.0);
    // Held 5 (what is ordered is not), bought over three years 5, 5/3 a year: 12 · 5 / (5/3).
    is(&rows, "lifetime_implied_stock_flow", 36.0);
}

/// Two lots and a single unit handed over as waste.
fn wasted() -> Folder {
    let mut inventory =
        String::from("equipment_id,equipment_type,status,acquired_on,quantity,weight_kg\n");
    inventory.push_str(
        "STOCK,desktop,in_service,2023-03-01,30,10\nU9,desktop,in_service,2015-01-01,1,\n",
    );
    let ledger = "\
date,kind,unit_id,lot_id,equipment_type,quantity,channel,weight_kg,weight_basis,collection_note,bsdd_no,waste_code,waste_name,sender_siret,transporter,destination,planned_code,done_code,mode,received_kg
2025-03-01,weee_handover,,LOT1,desktop,10,eco_organisme,100,real,BC-1,,16 02 14,UC,12345678900011,Trans,Centre,R4,,,
2025-04-01,weee_handover,,LOT2,monitor,5,operator,50,estimated,,BSD-20250401-ABCDEFGHI,16 02 13*,Écrans,12345678900011,Trans,Centre,R12,,,
2025-05-01,weee_handover,U9,,desktop,1,distributor_takeback,,,,,,,,,,,,,
2025-06-01,weee_treated,,LOT1,,,,,,,,,,,,,,R4,recycling,80
2025-06-01,weee_treated,,LOT1,,,,,,,,,,,,,,D10,,20
2025-06-02,weee_treated,,LOT2,,,,,,,,,,,,,,R13,,50
2024-03-01,weee_handover,,LOT0,desktop,10,eco_organisme,999,real,BC-0,,,,,,,,,,
";
    estate(10, &inventory).with("movements.csv", ledger)
}

#[test]
fn waste_is_weighed_or_else_estimated_by_type() {
    let rows = indicators(&wasted(), &[]);
    // 100 + 50 + one desktop of 9.15 kg (6.405 to 11.895), by the set's weights.
    is(&rows, "weee_weight", 159.15);
    bounds(&rows, "weee_weight", 156.405, 161.895);
    assert_eq!(row(&rows, "weee_weight")["quality"], "estimated");
    is(&rows, "weee_weight_per_user", 15.915);
    is(&rows, "weee_weight_estimated_share", 100.0 * 59.15 / 159.15);
    is(&rows, "weee_ecoorg_share", 100.0 * 100.0 / 159.15);
    is(&rows, "weee_operator_share", 100.0 * 50.0 / 159.15);
    is(&rows, "weee_individual_system_share", 0.0);
    is(&rows, "weee_hazardous_weight", 50.0);
}

#[test]
fn treatments_are_final_or_unknown() {
    let rows = indicators(&wasted(), &[]);
    // LOT1 has a note and final operations; LOT2's R13 is a transit.
    is(&rows, "weee_traced_share", 100.0 * 100.0 / 159.15);
    // 80 kg recycled and 20 disposed of, of the 100 whose end is known.
    is(&rows, "weee_reuse_prep_rate", 0.0);
    is(&rows, "weee_recycling_rate", 80.0);
    is(&rows, "weee_recovery_rate", 80.0);
    covers(&rows, "weee_recovery_rate", 100.0 / 159.15);
    is(&rows, "weee_disposal_weight", 20.0);
    // At most what nothing tells the end of was recovered too: 11.895 kg and the 50 in transit.
    is(&rows, "weee_diverted_weight", 80.0);
    bounds(&rows, "weee_diverted_weight", 80.0, 80.0 + 61.895);
    is(&rows, "weee_non_recycled", 79.15);
    // The single unit has no code, no carrier, no document.
    is(&rows, "weee_register_kept", 0.0);
    // Thirty desktops of 10 kg in 2023: 100 kg a year over three years. Reuse exits: none.
    is(&rows, "weee_collection_proxy", 159.15);
    assert_eq!(row(&rows, "weee_collection_proxy")["quality"], "proxy");
}

#[test]
fn a_unit_that_was_not_weighed_weighs_what_its_type_does() {
    let rows = indicators(&reformed(), &["--family", "waste"]);
    // R7, a laptop of 2.26 kg by the set's weights.
    is(&rows, "weee_weight", 2.26);
    assert_eq!(row(&rows, "weee_weight")["quality"], "estimated");
}

#[test]
fn a_year_without_hand_over_has_no_weight_rather_than_zero() {
    let none = indicators(&bought(), &["--family", "waste"]);
    lacks(&none, "weee_weight", "weee_handovers");
    lacks(&none, "weee_diverted_weight", "weee_handovers");
    assert_eq!(none.len(), 17, "one family");
}

#[test]
fn densities_count_what_is_in_service() {
    let mut inventory =
        String::from("equipment_id,equipment_type,status,user_key,shared,ecolabel\n");
    for n in 0..12 {
        inventory.extend([format!("M{n},monitor,in_service,,,\n")]);
    }
    inventory.push_str(
        "TV,tv,in_service,,,\nS1,smartphone,in_service,a,,\nS2,smartphone,in_service,a,,\nS3,smartphone,in_service,b,,\nS4,smartphone,in_service,c,,\n\
         I1,printer,in_service,,yes,TCO\nI2,printer,in_service,,,\nL1,laptop,in_service,a,,\nL2,laptop,in_service,a,,\nL3,laptop,in_service,b,,\n\
         K1,laptop,in_stock,,,\nK2,laptop,in_stock,,,\nX1,laptop,decommissioned,,,\n",
    );
    let rows = indicators(&estate(10, &inventory), &[]);
    is(&rows, "screens_per_user", 1.2);
    // a, b and c of ten people.
    is(&rows, "smartphone_equipped_rate", 30.0);
    is(&rows, "users_per_printer", 5.0);
    // I2 does not say.
    is(&rows, "shared_printer_rate", 100.0);
    covers(&rows, "shared_printer_rate", 0.5);
    is(&rows, "printer_ecolabel_rate", 100.0);
    // 12 monitors, a television, 4 smartphones, 2 printers, 3 laptops.
    is(&rows, "devices_per_user", 2.2);
    // a has two laptops, b has one.
    is(&rows, "multi_computer_user_rate", 50.0);
    // 2 of 24; what is decommissioned stands apart.
    is(&rows, "stock_rate", 100.0 * 2.0 / 24.0);
    lacks(&rows, "silent_in_service_rate", "last_seen");
}

#[test]
fn what_an_agent_says_opens_silence_and_ends_of_support() {
    // Of six in service four are followed; D was last seen on 1 October, ninety-one days before
    // the end of the year, C ninety. Windows 10 ended in 2025; a server is no workstation.
    let inventory = "equipment_id,equipment_type,status,os,last_seen\n\
        A,laptop,in_service,Microsoft Windows 10 Pro,2025-12-30\n\
        B,laptop,in_service,Debian 12,2025-12-31\n\
        C,desktop,in_service,Haiku,2025-10-02\nD,laptop,in_service,debian 12,2025-10-01\n\
        E,laptop,in_service,,\nF,server,in_service,Windows Server 2012,\nG,laptop,in_stock,Windows 10,2020-01-01\n";
    let rows = indicators(&estate(10, inventory), &[]);
    is(&rows, "silent_in_service_rate", 25.0);
    covers(&rows, "silent_in_service_rate", 4.0 / 6.0);
    // A of A, B and D; what C and E run is not known.
    is(&rows, "os_support_end_share", 100.0 / 3.0);
    covers(&rows, "os_support_end_share", 3.0 / 5.0);
}

#[test]
fn worn_batteries_are_those_of_portable_machines_that_say_what_they_hold() {
    // Of five portable machines in service three say it, of which 79.9 is below 80 and 80 is not; a
    // desktop's, one in stock and one that cannot be read do not count.
    let inventory = "equipment_id,equipment_type,status,battery_health_pct\n\
        A,laptop,in_service,79.9\nB,laptop,in_service,80\nC,tablet,in_service,95\n\
        D,smartphone,in_service,\nE,laptop,in_service,good\n\
        F,desktop,in_service,20\nG,laptop,in_stock,20\n";
    let rows = indicators(&estate(10, inventory), &[]);
    is(&rows, "battery_worn_share", 100.0 / 3.0);
    covers(&rows, "battery_worn_share", 3.0 / 5.0);
    // None or both of the two that do not say.
    bounds(&rows, "battery_worn_share", 20.0, 60.0);
    let none = "equipment_id,equipment_type\nA,laptop\n";
    lacks(&indicators(&estate(10, none), &[]), "battery_worn_share", "battery_health_pct");
    let fixed = "equipment_id,equipment_type,battery_health_pct\nA,desktop,20\n";
    lacks(&indicators(&estate(10, fixed), &[]), "battery_worn_share", "units_of_type");
}

#[test]
fn what_an_agent_says_of_a_machine_stays_where_a_register_has_it_too() {
    let register = "\"Nom\";\"Statut\";\"Fabricant\";\"Type\";\"Modèle\";\"Numéro de série\"\n\
        \"PC-1\";\"En service\";\"Dell\";\"Portable\";\"Latitude 5400\";\"7ABCDE2\"\n";
    let agents = "equipment_id,equipment_type,manufacturer,model,serial,status,os,last_seen,battery_health_pct\n\
        agent-1,laptop,Dell Inc.,Latitude 5400,7ABCDE2,in_service,Windows 10,2025-01-02,70\n";
    let folder = Folder::new()
        .with("inventories/2025-register.csv", register)
        .with("inventories/2025-agents.csv", agents)
        .with("estate.toml", "[headcount]\n2025 = 10\n");
    let rows = indicators(&folder, &[]);
    is(&rows, "devices_per_user", 0.1);
    for id in ["battery_worn_share", "silent_in_service_rate", "os_support_end_share"] {
        is(&rows, id, 100.0);
    }
}

#[test]
fn a_document_of_an_agent_opens_batteries_and_ends_of_support() {
    let document = |name: &str, full: u32| {
        format!(
            r#"{{"deviceid":"{name}","itemtype":"Computer","last_seen":"2025-12-30","content":{{
            "versionclient":"x","hardware":{{"name":"{name}","chassis_type":"Laptop"}},
            "bios":{{"smanufacturer":"Dell Inc.","smodel":"Latitude 5400"}},
            "operatingsystem":{{"name":"Windows","full_name":"Microsoft Windows 10 Pro"}},
            "batteries":[{{"capacity":60000,"real_capacity":{full}}}]}}}}"#
        )
    };
    let folder = Folder::new()
        .with("inventories/2025/pc-1.json", document("pc-1", 30_000))
        .with("inventories/2025/pc-2.json", document("pc-2", 57_000))
        .with("estate.toml", "[headcount]\n2025 = 10\n");
    let rows = indicators(&folder, &[]);
    is(&rows, "battery_worn_share", 50.0);
    is(&rows, "os_support_end_share", 100.0);
    is(&rows, "silent_in_service_rate", 0.0);
}

#[test]
fn what_the_inventory_has_none_of_is_missing_and_not_zero() {
    let rows = indicators(&estate(10, "equipment_id,equipment_type\nL1,laptop\n"), &[]);
    lacks(&rows, "screens_per_user", "units_of_type");
    lacks(&rows, "users_per_printer", "units_of_type");
    lacks(&rows, "donated_count", "exits");
    lacks(&rows, "internal_reassigned_count", "returns");
    lacks(&rows, "purchases_per_user", "purchases");
    let bare = Folder::inventory("equipment_id,equipment_type\nL1,laptop\nM1,monitor\n");
    lacks(&indicators(&bare, &[]), "screens_per_user", "headcount");
}

/// Ten laptops bought on 1 January 2025, in service in France all year, with round factors.
fn laptops(more: &[&str]) -> Vec<Value> {
    let inventory = "equipment_id,equipment_type,status,acquired_on,quantity\nL,laptop,in_service,2025-01-01,10\n";
    let factors = round();
    let mut args = vec!["--factors", factors.to_str().unwrap()];
    args.extend(more);
    indicators(&estate(10, inventory), &args)
}

#[test]
fn carbon_is_that_of_the_footprint() {
    let rows = laptops(&[]);
    // Making 10 · 200 / 4 = 500; use 10 · 50 · 0.1 = 50.
    is(&rows, "it_ghg_annualised", 550.0);
    is(&rows, "it_ghg_per_user", 55.0);
    is(&rows, "it_ghg_manufacturing_share", 100.0 * 500.0 / 550.0);
    is(&rows, "it_ghg_share_by_type", 100.0);
    // 40 to 60 kWh times 0.08 to 0.12: each errs by σ = ln(1.5) / 3.29 = 0.1233, both by 0.1743;
    // around a mean of 50, 50 · exp(−0.1743² / 2 ∓ 1.645 · 0.1743) = 36.97 and 65.60, by draws.
    is(&rows, "it_scope2_location", 50.0);
    drawn(&rows, "it_scope2_location", 36.97, 65.60);
    // The whole making: 2000, 1600 to 2400.
    is(&rows, "it_scope3_2_capital", 2000.0);
    bounds(&rows, "it_scope3_2_capital", 1600.0, 2400.0);
    is(&rows, "it_ghg_purchase_year", 2050.0);
    bounds(&rows, "it_ghg_purchase_year", 1632.0, 2472.0);
    is(&rows, "it_mfg_ghg_per_unit_bought", 200.0);
    // 10 · 0.02 / 4 + 500 · 0.000001 kg.
    is(&rows, "it_adpe", 0.0505);
    is(&rows, "it_adpe_per_user", 5.05);
    is(&rows, "it_footprint_assessed", 1.0);
    for id in ["it_acidification", "it_particulate", "it_ionising", "it_primary_energy_per_user"] {
        lacks(&rows, id, "criterion_factors");
    }
    let total = row(&rows, "it_ghg_annualised");
    let number = |name: &str| total[name].as_f64().unwrap();
    is(&rows, "it_ghg_interval", 100.0 * (number("high") - number("low")) / (2.0 * 550.0));
}

#[test]
fn a_method_that_does_not_spread_has_no_annualised_footprint() {
    let rows = laptops(&["--method", "ghg-protocol"]);
    // The factors are there; the method is the reason.
    lacks(&rows, "it_ghg_annualised", "spreading_method");
    is(&rows, "it_ghg_purchase_year", 2050.0);
}

#[test]
fn electricity_is_that_of_the_footprint() {
    let rows = laptops(&[]);
    is(&rows, "it_electricity", 500.0);
    bounds(&rows, "it_electricity", 400.0, 600.0);
    is(&rows, "it_electricity_per_user", 50.0);
    is(&rows, "workstation_electricity_per_unit", 50.0);
    is(&rows, "electricity_measured_share", 0.0);
    // One year old, spread over the four of the type.
    is(&rows, "lifetime_amortisation", 4.0);
    // 365 days at the end of the last day of the year, which counts whole.
    is(&rows, "age_mean_in_service", months(365.0));
    is(&rows, "share_over_reference_age", 0.0);
    for id in ["mwh_saved", "mwh_shifted", "avoided_ghg"] {
        lacks(&rows, id, "actions");
    }
}

#[test]
fn a_metered_server_room_has_its_pue_and_cue() {
    let inventory = "equipment_id,equipment_type,status,acquired_on,datacentre_id,annual_energy_kwh\nS1,server,in_service,2024-01-01,DC1,1000\n";
    let folder = estate(10, inventory).with(
        "datacentres.csv",
        "datacentre_id,country,pue,measured_kwh,year\nDC1,FR,1.5,2000,2025\n",
    );
    let factors = round();
    let rows = indicators(&folder, &["--factors", factors.to_str().unwrap()]);
    // The meter says 2000 kWh, the server draws 1000 itself; 2000 · 0.1 kg over 1000 kWh.
    is(&rows, "dc_pue", 2.0);
    is(&rows, "dc_cue", 0.2);
    // All of the year's electricity is on the meter.
    is(&rows, "electricity_measured_share", 100.0);
    lacks(&rows, "dc_wue", "datacentre_water");
    lacks(&rows, "server_load_mean", "supervision");
}

#[test]
fn treatment_of_waste_takes_no_credit() {
    // The round factors credit a smartphone's end of life with 3 kg: no credit is taken.
    let inventory = "equipment_id,equipment_type,acquired_on\nT1,smartphone,2020-01-01\n";
    let ledger = "date,kind,unit_id,equipment_type,channel,weight_kg\n2025-02-01,weee_handover,T1,smartphone,operator,0.2\n";
    let factors = round();
    let folder = estate(10, inventory).with("movements.csv", ledger);
    let rows = indicators(&folder, &["--factors", factors.to_str().unwrap()]);
    is(&rows, "it_scope3_5_waste", 0.0);
}

#[test]
fn periods_of_use_and_renewals_are_read_from_assignments() {
    let inventory = "\
equipment_id,equipment_type,status,acquired_on,acquisition_mode
OLD,laptop,in_service,2022-01-01,refurbished
L1,laptop,in_service,2020-01-01,
L2,laptop,in_service,2025-02-01,
L3,laptop,in_service,2020-01-01,
L4,laptop,in_service,2025-02-01,
M4,monitor,in_service,2025-02-01,
";
    let ledger = "\
date,kind,unit_id,user_key,upstream_months,upstream_proof
2022-01-01,purchase,OLD,,24,CERT-1
2024-11-01,assign,OLD,x,,
2024-12-31,return,OLD,x,,
2025-01-01,assign,OLD,y,,
2025-01-01,donate,OLD,,,
2025-02-01,return,L1,a,,
2025-02-10,assign,L2,a,,
2025-02-01,return,L3,b,,
2025-02-05,assign,L4,b,,
2025-02-06,assign,M4,b,,
";
    let rows = indicators(&estate(10, inventory).with("movements.csv", ledger), &[]);
    // 1 November to 31 December 2024 is 60 days, and the second assignment lasts none.
    is(&rows, "use_duration", months(60.0));
    // a received a laptop alone, b a laptop and a monitor.
    is(&rows, "renewed_alone_rate", 50.0);
    // 24 months before, proven, and 1096 days here.
    is(&rows, "lifetime_total_reused", 24.0 + months(1096.0));
}

#[test]
fn what_outlived_its_reference_is_counted_from_its_first_use() {
    // Four and a half years against the five of the card, and six against five.
    let inventory =
        "equipment_id,equipment_type,in_service_on\nA,laptop,2021-07-01\nB,laptop,2019-12-31\n";
    let folder = estate(10, inventory)
        .with("estate.toml", "[headcount]\n2025 = 10\n\n[lifetimes]\nlaptop = 5\n");
    is(&indicators(&folder, &[]), "share_over_reference_age", 50.0);
}

#[test]
fn months_of_use_before_count_for_nothing_without_proof() {
    let inventory = "equipment_id,equipment_type,acquired_on,acquisition_mode,upstream_months\nOLD,laptop,2022-01-01,refurbished,24\n";
    let ledger = "date,kind,unit_id\n2025-01-01,donate,OLD\n";
    let rows = indicators(&estate(10, inventory).with("movements.csv", ledger), &[]);
    is(&rows, "lifetime_total_reused", months(1096.0));
}

#[test]
fn holding_runs_from_purchase_to_exit_and_use_from_service_to_reform() {
    // Twenty units bought on 1 January 2022 and put to use on 1 July: out of use on 1 July 2024
    // (731 days), gone on 1 January 2025 (1096 days after the purchase); one bought since.
    let heading = "equipment_id,equipment_type,status,acquired_on,in_service_on,decommissioned_on,exited_on,quantity\n";
    let inventory = format!(
        "{heading}OUT,laptop,exited,2022-01-01,2022-07-01,2024-07-01,2025-01-01,20\nIN,laptop,in_service,2025-12-01,2025-12-01,,,1\n"
    );
    let folder = estate(10, &inventory).with("answers.toml", "[records]\nsince = 2022-01-01\n");
    let rows = indicators(&folder, &[]);
    is(&rows, "holding_duration", months(1096.0));
    is(&rows, "lifetime_km_median", months(731.0));
    // At 1096 days all of ten or more at risk leave: the mean up to there is 731 days.
    is(&rows, "lifetime_rmst", months(731.0));
}

#[test]
fn the_fields_that_are_filled_are_counted() {
    let inventory = "\
equipment_id,equipment_type,status,acquired_on,in_service_on,site,manufacturer
A,laptop,in_service,2022-01-01,,Paris,HP
B,laptop,,2022-01-01,,,
C,laptop,in_service,,2022-01-01,,
D,laptop,in_service,,,,
";
    let rows = indicators(&estate(10, inventory), &[]);
    // Dates of purchase 2/4, states 3/4, sites 1/4, makers 1/4, and nothing of the four others.
    is(&rows, "inventory_completeness", (50.0 + 75.0 + 25.0 + 25.0) / 8.0);
}

#[test]
fn the_quality_of_data_follows_what_weighs_and_not_what_is_filled() {
    let inventory = |rows: &str| {
        let heading = "equipment_id,equipment_type,status,acquired_on,annual_energy_kwh,quantity\n";
        format!("{heading}{rows}")
    };
    let of = |rows: &str| indicators(&estate(10, &inventory(rows)), &[]);
    let value = |rows: &[Value], id: &str| row(rows, id)["value"].as_f64().unwrap();
    // Every cell is filled, and nothing but the defaults of the type carries the figure.
    is(&of("A,laptop,in_service,2022-01-01,,1\n"), "data_quality_split", 0.0);
    // The electricity of all is declared; then that of one of two alike.
    let both = of("A,laptop,in_service,2022-01-01,30,1\nB,laptop,in_service,2022-01-01,30,1\n");
    let used = value(&both, "data_quality_split");
    let one = of("A,laptop,in_service,2022-01-01,30,1\nB,laptop,in_service,2022-01-01,,1\n");
    let one = value(&one, "data_quality_split");
    assert!(0.0 < one && one < used, "{one} {used}");
    // A kilowatt-hour weighs what its place makes of it: the Polish one alone is nearly all.
    let placed = |country: &str, other: &str| {
        let heading = "equipment_id,equipment_type,acquired_on,annual_energy_kwh,country\n";
        let rows = format!("A,laptop,2022-01-01,30,{country}\nB,laptop,2022-01-01,,{other}\n");
        value(&indicators(&estate(10, &format!("{heading}{rows}")), &[]), "data_quality_split")
    };
    assert!(placed("PL", "FR") > 2.0 * placed("FR", "PL"));
    // What has no factor is not covered, and no zero of the others.
    let rows = of("A,laptop,in_service,2022-01-01,30,1\nB,webcam,in_service,2022-01-01,,3\n");
    close(row(&rows, "data_quality_split")["coverage"].as_f64().unwrap(), 0.25);
    let rows = of("A,laptop,in_service,2022-01-01,30,3\nB,mouse,in_service,,,1\n");
    let beside_a_mouse = value(&rows, "data_quality_split");
    assert!(used > 0.0 && used < 50.0, "making has the figure of its type: {used}");
    // One line of two says nothing of itself, and weighs next to nothing: no half is lost.
    assert!((used - beside_a_mouse).abs() < 0.2 * used, "{used} {beside_a_mouse}");
    // With its date unknown the heavy line's making is of low quality, its electricity is not.
    let rows = of("A,laptop,in_service,,30,1\n");
    assert!(value(&rows, "data_quality_split") > 0.0);
}

#[test]
fn the_columns_of_the_csv_are_the_contracts() {
    let ran = bought().run(&["indicators", ".", "--core", "--format", "csv", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let mut lines = ran.out.lines();
    assert_eq!(
        lines.next().unwrap(),
        "id,value,low,high,unit,year,coverage,quality,missing,family,trend,changed,better,alike_before,alike"
    );
    assert_eq!(lines.count(), 16);
}

#[test]
fn several_years_stand_in_one_table_and_broken_ones_are_marked() {
    // Lines of thirty: of a handful there is no trend.
    let of = |lines: &[&str]| {
        let mut rows = String::from("equipment_id,equipment_type,status,quantity\n");
        for line in lines {
            rows.push_str(line);
            rows.push_str(",30\n");
        }
        rows
    };
    let served = ["A,laptop,in_service", "B,laptop,in_service", "C,laptop,in_service"];
    let before = [&served[..], &["D,laptop,in_stock"]].concat();
    let last = [&before[..], &["E,monitor,in_service"]].concat();
    let folder = Folder::new()
        .with("inventories/2023.csv", of(&["A,laptop,in_service", "B,laptop,in_stock"]))
        .with("inventories/2024.csv", of(&before))
        .with("inventories/2025.csv", of(&last));
    let rows = indicators(&folder, &["--years", "all"]);
    let of_year = |year: i32| {
        rows.iter().find(|row| row["id"] == "stock_rate" && row["year"] == year).unwrap().clone()
    };
    assert_eq!(of_year(2023)["value"], 50.0);
    // 1 of 4, down from 1 of 2.
    assert_eq!((&of_year(2024)["value"], &of_year(2024)["trend"]), (&25.0.into(), &"down".into()));
    // Monitors came in: a fifth of the units.
    assert_eq!(of_year(2025)["value"], 20.0);
    assert_eq!(
        (&of_year(2025)["trend"], &of_year(2025)["changed"]),
        (&Value::Null, &"perimeter".into())
    );
    let one = indicators(&folder, &[]);
    assert!(one.iter().all(|row| row["year"] == 2025), "one year unless asked");
    // The break of a year that is not the last one is told beside its column.
    let folder =
        folder.with("inventories/2024.csv", of(&last)).with("inventories/2025.csv", of(&last));
    let told = folder.run(&["indicators", ".", "--years", "all", "--lang", "en"]).out;
    assert!(told.contains("2024 not comparable with 2023"), "{told}");
    assert!(!told.contains("2025 not comparable with 2024: not in it before"), "{told}");
    let page = folder.run(&["report", ".", "--year", "2025", "--lang", "en", "--out", "r.html"]);
    assert_eq!(page.code, Some(0), "{}", page.err);
    assert!(folder.read("r.html").contains("2024 not comparable with 2023"));
}

#[test]
fn the_datum_that_opens_most_comes_first() {
    let folder = Folder::inventory("equipment_id,equipment_type\nL1,laptop\nM1,monitor\n");
    let ran = folder.run(&["indicators", "missing", ".", "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows: Value = serde_json::from_str(&ran.out).unwrap();
    let opens: Vec<u64> =
        rows.as_array().unwrap().iter().map(|r| r["opens"].as_u64().unwrap()).collect();
    let (last, ranked) = opens.split_last().unwrap();
    assert!(ranked.is_sorted_by(|a, b| a >= b), "{opens:?}");
    assert!(*last >= 42, "what only answers open comes last: {opens:?}");
    let headcount =
        rows.as_array().unwrap().iter().find(|row| row["datum"] == "headcount").unwrap();
    assert!(headcount["indicators"].as_array().unwrap().contains(&"screens_per_user".into()));
}

#[test]
fn an_indicator_is_explained_with_its_numbers_and_rows() {
    let ran = reformed().run(&["explain", "reen_reuse_rate", ".", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for said in [
        "décret 2023-266",
        "100*A/B",
        "A: directed to reuse in the year = 2",
        "B: decommissioned, in stock on 1 January = 3",
        "66.7",
        "target of décret 2023-266 for 2025: 50 %",
        "inventories/2025.csv, line 2",
    ] {
        assert!(ran.out.contains(said), "`{said}` not in:\n{}", ran.out);
    }
    let alone = reformed().run(&["explain", "weee_weight", "--lang", "fr"]);
    assert_eq!(alone.code, Some(0), "{}", alone.err);
    assert!(
        alone.out.contains("Poids total des DEEE") && alone.out.contains("i.4#1"),
        "{}",
        alone.out
    );
    let unknown = reformed().run(&["explain", "weee_wieght", "--lang", "en"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.err.contains("weee_weight"), "{}", unknown.err);
}

#[test]
fn the_result_folder_holds_the_values_their_parts_and_the_run() {
    let folder = bought();
    let ran = folder.run(&["indicators", ".", "--out", "results", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(folder.read("results/indicators.csv").lines().count(), 174);
    let groups = folder.read("results/indicator_groups.csv");
    assert!(
        groups.contains("refurbished_rate_units,2025,type,laptop,laptop,50,50,50,%,"),
        "{groups}"
    );
    let run: Value = serde_json::from_str(&folder.read("results/run.json")).unwrap();
    assert_eq!(run["year"], 2025);
}

/// Of an estate of one type, what is told of the type is what is told of the whole.
#[test]
fn the_renewal_of_a_type_is_over_the_mean_of_both_ends_of_the_year_too() {
    let heading = "equipment_id,equipment_type,status,acquired_on,exited_on\n";
    let before = "L1,laptop,in_service,2020-01-01,\nL2,laptop,in_service,2020-01-01,\n\
        L3,laptop,in_service,2020-01-01,\nL4,laptop,in_service,2020-01-01,\n";
    let now = "L1,laptop,exited,2020-01-01,2025-05-01\nL2,laptop,in_service,2020-01-01,\n\
        L3,laptop,in_service,2020-01-01,\nL4,laptop,in_service,2020-01-01,\n\
        N1,laptop,in_service,2025-06-01,\nN2,laptop,in_service,2025-06-01,\nN3,laptop,in_service,2025-06-01,\n";
    let folder = estate(10, &format!("{heading}{now}"))
        .with("inventories/2024.csv", format!("{heading}{before}"));
    // One replaced; four were held at the end of 2024, six at the end of 2025.
    is(&indicators(&folder, &[]), "renewal_rate", 20.0);
    let ran = folder.run(&["indicators", ".", "--out", "results", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let groups = folder.read("results/indicator_groups.csv");
    assert!(groups.contains("renewal_rate,2025,type,laptop,laptop,20,20,20,%"), "{groups}");
}

#[test]
fn years_of_an_earlier_run_stand_beside_and_another_factor_set_is_marked() {
    let heading = "equipment_id,equipment_type,status,acquired_on\n";
    let folder = estate(10, &format!("{heading}A,laptop,in_service,2025-01-01\n"));
    let before = Folder::new()
        .with("inventories/2024.csv", format!("{heading}A,laptop,in_service,2024-01-01\n"))
        .with("estate.toml", "[headcount]\n2024 = 10\n");
    let (factors, out) = (round(), folder.path("2024"));
    let (factors, out) = (factors.to_str().unwrap(), out.to_str().unwrap());
    let ran = before.run(&["indicators", ".", "--factors", factors, "--out", out]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    // The same set: 2024 was 50 + 10 kg, 2025 is 50 + 5: down.
    let same = indicators(&folder, &["--factors", factors, "--earlier", "2024"]);
    let of = |rows: &[Value], year: i32| {
        let found = rows.iter().find(|row| row["id"] == "it_ghg_annualised" && row["year"] == year);
        found.unwrap().clone()
    };
    assert_eq!(of(&same, 2024)["value"], 60.0);
    assert_eq!(
        (&of(&same, 2025)["value"], &of(&same, 2025)["trend"]),
        (&55.0.into(), &"down".into())
    );
    // Another set is marked, and has no trend.
    let other = indicators(&folder, &["--earlier", "2024"]);
    assert_eq!(of(&other, 2025)["changed"], "factor_set");
    assert_eq!(of(&other, 2025)["trend"], Value::Null);
    // What is only counted rests on no factor.
    let stock = other.iter().find(|row| row["id"] == "stock_rate" && row["year"] == 2025).unwrap();
    assert_eq!((&stock["changed"], &stock["trend"]), (&Value::Null, &"level".into()));
}

#[test]
fn a_lot_leaves_in_parts_with_the_age_of_its_purchase() {
    // Thirty laptops bought together on 1 January 2020: ten given on 1 January 2025 (1827 days),
    // five handed over as waste on 11 January 2025 (1837 days).
    let ledger = "\
date,kind,lot_id,equipment_type,quantity,beneficiary_id,channel,weight_kg
2020-01-01,purchase,L,laptop,30,,,
2025-01-01,donate,L,laptop,10,Asso,,
2025-01-11,weee_handover,L,laptop,5,,eco_organisme,10
";
    let inventory = "equipment_id,equipment_type\nX,monitor\n";
    let rows = indicators(&estate(10, inventory).with("movements.csv", ledger), &[]);
    is(&rows, "donated_count", 10.0);
    is(&rows, "reuse_rate_cohort", 100.0 * 10.0 / 15.0);
    // (10 · 1827 + 5 · 1837) / 15 days.
    is(&rows, "lifetime_mean_retired", months((18_270.0 + 9185.0) / 15.0));
    is(&rows, "weee_weight", 10.0);
}

#[test]
fn a_lot_takes_the_units_that_were_put_in_it() {
    let inventory = "equipment_id,equipment_type,acquired_on\nA,laptop,2019-01-01\nB,laptop,2020-01-01\nC,laptop,2020-01-01\n";
    let ledger = "\
date,kind,unit_id,lot_id,quantity,agreement_ref
2024-11-01,decommission,A,DON,,
2024-11-01,decommission,B,DON,,
2025-02-01,donate,,DON,2,CONV
";
    let rows = indicators(&estate(10, inventory).with("movements.csv", ledger), &[]);
    // A and B left with the lot, by one agreement; C stays.
    is(&rows, "donated_count", 2.0);
    is(&rows, "reformed_stock_1jan", 2.0);
    is(&rows, "reuse_proven_share", 100.0);
    is(&rows, "reen_reuse_rate", 100.0);
}

#[test]
fn a_purchase_counts_once_whether_the_ledger_or_the_inventory_tells_it() {
    // Three monitors are in both; four tablets are in the ledger alone.
    let inventory = "equipment_id,equipment_type,acquired_on\nM1,monitor,2025-02-01\nM2,monitor,2025-02-01\nM3,monitor,2025-02-01\n";
    let ledger = "\
date,kind,unit_id,lot_id,equipment_type,quantity
2025-02-01,purchase,,LM,monitor,3
2025-02-01,purchase,M1,,monitor,
2025-03-01,purchase,,LT,tablet,4
";
    let rows = indicators(&estate(10, inventory).with("movements.csv", ledger), &[]);
    is(&rows, "purchases_per_user", 0.7);
}

#[test]
fn the_price_and_weight_of_a_row_are_shared_by_its_units() {
    // Ten tablets for 3000 EUR, refurbished; a new laptop for 1000: 75 %.
    let inventory = "equipment_id,equipment_type,acquired_on,price_eur,acquisition_mode\nA,laptop,2025-02-01,1000,new\n";
    let ledger = "\
date,kind,lot_id,equipment_type,quantity,price_eur,acquisition_mode
2025-03-01,purchase,LT,tablet,10,3000,refurbished
";
    let rows = indicators(&estate(10, inventory).with("movements.csv", ledger), &[]);
    is(&rows, "refurbished_rate_spend", 75.0);
    is(&rows, "refurbished_rate_units", 100.0 * 10.0 / 11.0);
}

#[test]
fn spending_on_what_is_refurbished_and_on_what_is_not_is_two_purchases() {
    let spend = |units: &[(&str, &str, usize)], lot: &str| {
        let row = |(mode, price, n): &(&str, &str, usize)| {
            let of = |at: usize| format!("{mode}{at},desktop,2025-04-01,{mode},{price}\n");
            (0..*n).map(of).collect::<Vec<_>>().concat()
        };
        let rows = units.iter().map(row).collect::<Vec<_>>().concat();
        let inventory =
            format!("equipment_id,equipment_type,acquired_on,acquisition_mode,price_eur\n{rows}");
        let head = "date,kind,lot_id,equipment_type,quantity,price_eur,acquisition_mode";
        let ledger = format!("{head}\n2025-04-01,purchase,P,desktop,{lot}\n");
        let estate = estate(10, &inventory).with("movements.csv", ledger);
        indicators(&estate, &[])
    };
    // Ten new ones of 5,000 EUR by the lot, five refurbished of 400 by the inventory.
    let rows = spend(&[("new", "", 10), ("refurbished", "400", 5)], "10,5000,new");
    bounds(&rows, "refurbished_rate_spend", 100.0 * 2000.0 / 7000.0, 100.0 * 2000.0 / 7000.0);
    is(&rows, "refurbished_rate_spend", 100.0 * 2000.0 / 7000.0);
    // Nine refurbished of 2,700 by the lot, a new one of 2,000 by the inventory.
    let rows = spend(&[("new", "2000", 1)], "9,2700,refurbished");
    is(&rows, "refurbished_rate_spend", 100.0 * 2700.0 / 4700.0);
    // The same ten, told twice: the inventory without prices, then with them.
    is(&spend(&[("new", "", 10)], "10,5000,new"), "refurbished_rate_spend", 0.0);
    is(&spend(&[("", "", 10)], "10,5000,refurbished"), "refurbished_rate_spend", 100.0);
    is(&spend(&[("new", "500", 10)], "10,5000,new"), "refurbished_rate_spend", 0.0);
    // In units: what the inventory tells one by one counts, and what a lot says of them otherwise bounds it.
    let units = |units: &[(&str, &str, usize)], lot: &str| {
        let row = row(&spend(units, lot), "refurbished_rate_units").clone();
        ["value", "low", "high"].map(|name| row[name].to_string())
    };
    assert_eq!(units(&[("refurbished", "", 10)], "10,5000,new"), ["100.0", "0.0", "100.0"]);
    assert_eq!(units(&[("new", "", 10)], "10,5000,refurbished"), ["0.0", "0.0", "100.0"]);
    assert_eq!(units(&[("new", "", 10)], "10,5000,new"), ["0.0", "0.0", "0.0"]);
    let with_untold = units(&[("refurbished", "", 5), ("", "", 5)], "5,2000,new");
    assert_eq!(with_untold, ["50.0", "50.0", "100.0"]);
    // Those of which nothing tells the mode may be the lot's: each once.
    is(&spend(&[("", "500", 10)], "10,6000,refurbished"), "refurbished_rate_spend", 100.0);
}

#[test]
fn waste_that_was_all_prepared_for_reuse_counts_as_reuse_with_its_proof() {
    let inventory =
        "equipment_id,equipment_type,acquired_on\nA,laptop,2020-01-01\nB,laptop,2020-01-01\n";
    let ledger = "\
date,kind,unit_id,channel,collection_note,weight_kg,done_code,received_kg
2024-06-01,decommission,A,,,,,
2024-06-01,decommission,B,,,,,
2025-02-01,weee_handover,A,eco_organisme,BC-1,2,,
2025-02-01,weee_handover,B,eco_organisme,BC-2,2,,
2025-03-01,weee_treated,A,,,,R0,2
2025-03-01,weee_treated,B,,,,R13,2
";
    let rows = indicators(&estate(10, inventory).with("movements.csv", ledger), &[]);
    // A was reused; B is in transit. Both were in stock on 1 January.
    is(&rows, "reformed_to_reuse", 1.0);
    is(&rows, "reen_reuse_rate", 50.0);
    is(&rows, "weee_reuse_prep_rate", 100.0);
    covers(&rows, "weee_reuse_prep_rate", 0.5);
}

#[test]
fn scope_2_by_contract_stands_beside_scope_2_by_place() {
    let inventory = "equipment_id,equipment_type,status,acquired_on,quantity\nL,laptop,in_service,2025-01-01,10\n";
    let card = "[headcount]\n2025 = 10\n\n[[contracts]]\nname = \"Solaire\"\nkind = \"self_consumption\"\nkg_per_kwh = 0.02\nsource = \"compteur\"\nshare = 0.5\n";
    let factors = round();
    let folder = Folder::inventory(inventory).with("estate.toml", card);
    let rows = indicators(&folder, &["--factors", factors.to_str().unwrap()]);
    // Half of 500 kWh at 0.02, half at 0.1.
    is(&rows, "it_scope2_market", 30.0);
    covers(&rows, "it_scope2_market", 0.5);
    is(&rows, "it_scope2_location", 50.0);
    lacks(&rows, "it_scope3_3_energy", "electricity_upstream");
}

#[test]
fn what_is_rented_in_a_cloud_is_no_unit_of_the_estate() {
    let inventory = "\
equipment_id,equipment_type,status,manufacturer,model,cloud_region,hours
L1,laptop,in_service,,,,
C1,cloud_instance,in_service,aws,m5.xlarge,eu-west-3,1000
";
    let rows = indicators(&estate(1, inventory), &[]);
    // One laptop for one person; the instance's carbon is in scope 3.1.
    is(&rows, "devices_per_user", 1.0);
    assert!(row(&rows, "it_scope3_1_services")["value"].as_f64().unwrap() > 0.0);
}

#[test]
fn a_lot_whose_row_names_no_type_is_of_the_types_of_its_units() {
    let rows = |ledger: &str| {
        let inventory = "equipment_id,equipment_type\nX,monitor\n";
        indicators(&estate(10, inventory).with("movements.csv", ledger), &[])
    };
    let in_one = rows(
        "date,kind,lot_id,equipment_type,quantity,weight_kg,channel\n\
        2025-06-10,weee_handover,L1,laptop,3,6,eco_organisme\n",
    );
    let by_unit = rows(
        "date,kind,unit_id,lot_id,equipment_type,quantity,weight_kg,channel\n\
        2025-06-10,weee_handover,,L1,,3,6,eco_organisme\n\
        2025-06-10,weee_handover,1,L1,laptop,,,\n\
        2025-06-10,weee_handover,2,L1,laptop,,,\n\
        2025-06-10,weee_handover,3,L1,laptop,,,\n",
    );
    let of = |rows: &[Value], id: &str| row(rows, id)["value"].as_f64().unwrap();
    let id = "it_scope3_5_waste";
    assert!(0.0 < of(&in_one, id));
    is(&by_unit, id, of(&in_one, id));
    covers(&by_unit, id, 1.0);
    is(&by_unit, "weee_weight", 6.0);
    // Of a lot of which two units in three are told, two thirds are known.
    let in_part = rows(
        "date,kind,unit_id,lot_id,equipment_type,quantity,weight_kg,channel\n\
        2025-06-10,weee_handover,,L1,,3,6,eco_organisme\n\
        2025-06-10,weee_handover,1,L1,laptop,,,\n\
        2025-06-10,weee_handover,2,L1,laptop,,,\n",
    );
    is(&in_part, id, of(&in_one, id) * 2.0 / 3.0);
    covers(&in_part, id, 2.0 / 3.0);
}

#[test]
fn what_a_lots_units_are_goes_before_the_type_of_its_row() {
    // The lot's row, then its units, each by its type.
    let rows = |lot: &str, units: &[&str]| {
        let mut ledger =
            "date,kind,unit_id,lot_id,equipment_type,quantity,weight_kg,channel\n".to_owned();
        writeln!(ledger, "2025-06-10,weee_handover,,L1,{lot},60,eco_organisme").unwrap();
        for (at, kind) in units.iter().enumerate() {
            writeln!(ledger, "2025-06-10,weee_handover,{at},L1,{kind},,,").unwrap();
        }
        let inventory = "equipment_id,equipment_type\nX,phone\n".replace("phone", "smartphone");
        indicators(&estate(10, &inventory).with("movements.csv", ledger), &[])
    };
    let id = "it_scope3_5_waste";
    let of = |rows: &[Value]| row(rows, id)["value"].as_f64().unwrap();
    let (pc, screen) = (of(&rows("desktop,1", &[])), of(&rows("monitor,1", &[])));
    assert!(pc > 0.0 && screen > 0.0 && (pc - screen).abs() > 0.1);
    // Named whole by its units; in part, the rest being of the lot's type; not at all.
    is(&rows("desktop,3", &["desktop", "desktop", "monitor"]), id, 2.0 * pc + screen);
    is(&rows("desktop,10", &["desktop", "monitor"]), id, 9.0 * pc + screen);
    is(&rows("monitor,1", &["desktop", "desktop"]), id, 2.0 * pc);
    is(&rows("desktop,", &["desktop", "desktop"]), id, 2.0 * pc);
    is(&rows("desktop,2", &[]), id, 2.0 * pc);
    // A lot of no number lacks it, and one of no type lacks that.
    lacks(&rows("desktop,", &[]), id, "weee_units");
    lacks(&rows(",2", &[]), id, "weee_types");
}

#[test]
fn the_weight_of_a_waste_category_is_between_what_is_sure_and_what_may_be_of_it() {
    let ledger = "date,kind,unit_id,lot_id,equipment_type,quantity,weight_kg,channel\n\
        2025-06-10,weee_handover,,L1,monitor,2,10,eco_organisme\n\
        2025-06-10,weee_handover,,L2,,2,20,eco_organisme\n\
        2025-06-10,weee_handover,1,L2,monitor,,,\n\
        2025-06-10,weee_handover,2,L2,desktop,,,\n";
    let folder =
        estate(10, "equipment_id,equipment_type\nX,smartphone\n").with("movements.csv", ledger);
    let ran = folder.run(&["indicators", ".", "--year", "2025", "--out", "out"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let text = folder.read("out/indicator_groups.csv");
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let headings = table.headers().unwrap().clone();
    let at = |name| headings.iter().position(|one| one == name).unwrap();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let of = |category: &str| {
        let row = rows
            .iter()
            .find(|row| &row[at("id")] == "weee_weight" && &row[at("group")] == category);
        row.map(|row| ["value", "low", "high"].map(|name| row[at(name)].to_owned()))
    };
    // Screens: 10 kg surely, and at most the 20 kg of the lot with one of them.
    assert_eq!(of("2").unwrap(), ["10", "10", "30"], "{text}");
    // No lot is of desktops alone: at most 20 kg.
    let of_desktops =
        rows.iter().find(|row| &row[at("axis")] == "weee_category" && &row[at("group")] != "2");
    let row = of_desktops.unwrap();
    assert_eq!((&row[at("value")], &row[at("high")]), ("", "20"), "{text}");
}

/// A lot whose weight nobody knows is no lot of 0 kg, and what is without bound is no number.
#[test]
fn a_waste_category_of_which_nothing_is_weighed_has_no_weight() {
    let ledger = "date,kind,unit_id,lot_id,equipment_type,quantity,weight_kg,channel\n\
        2025-06-10,weee_handover,,L1,monitor,2,10,eco_organisme\n\
        2025-06-10,weee_handover,,L2,,9,,eco_organisme\n\
        2025-06-10,weee_handover,,L3,desktop,,,eco_organisme\n";
    let folder =
        estate(10, "equipment_id,equipment_type\nX,smartphone\n").with("movements.csv", ledger);
    let ran = folder.run(&["indicators", ".", "--year", "2025", "--out", "out"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let text = folder.read("out/indicator_groups.csv");
    let of_waste: Vec<&str> =
        text.lines().filter(|line| line.starts_with("weee_weight,")).collect();
    // Screens: ten kilograms surely, and no upper bound.
    assert!(
        of_waste.iter().any(|line| line.contains(",2,") && line.contains(",10,10,,")),
        "{text}"
    );
    assert_eq!(of_waste.len(), 1, "{text}");
    assert!(!text.contains("inf"), "{text}");
}

#[test]
fn a_year_of_which_all_is_gone_lacks_equipment_and_not_what_tells_of_it() {
    let gone = "equipment_id,equipment_type,status,acquired_on,exited_on\n\
        A,laptop,exited,2018-01-01,2020-02-01\n";
    let rows = indicators(&estate(10, gone), &[]);
    lacks(&rows, "age_mean_in_service", "held_equipment");
    lacks(&rows, "stock_rate", "held_equipment");
    lacks(&rows, "warranty_min_bought", "purchases");
}
