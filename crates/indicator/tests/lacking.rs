//! What widens the bounds of a value is named: the datum, and of how much.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input fails where it stands")]

use empreinte_indicator::{
    Catalogue, EstateYear, Figure, GatherOptions, Gathered, Quality, Series, Value, compute,
};
use equipment::estate::Estate;
use factor::FactorSet;
use footprint::method::Method;
use ground::table::Day;
use std::collections::BTreeMap;

/// The values of all indicators of 2025 over an inventory and a ledger.
fn values(inventory: &str, ledger: &str) -> BTreeMap<String, Value> {
    values_on(inventory, ledger, None)
}

/// As [`values`], of the year as it stands on another day.
fn values_on(inventory: &str, ledger: &str, day: Option<Day>) -> BTreeMap<String, Value> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("inventories")).unwrap();
    let files = [
        ("inventories/2025.csv", inventory),
        ("movements.csv", ledger),
        ("estate.toml", "[headcount]\n2025 = 10\n"),
    ];
    for (name, text) in files.into_iter().filter(|(_, text)| !text.is_empty()) {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let estate = Estate::open(&[folder.path().to_owned()]).unwrap();
    let method = Method::named("rcp-si").unwrap();
    let set = method.adapt(FactorSet::shipped().unwrap());
    let options = GatherOptions::of(2025);
    let gathered = Gathered::read(&estate, &set, &method, &options, |_, _| {}).unwrap();
    let facts = EstateYear::of(&gathered, 2025).unwrap();
    let facts = match day {
        Some(day) => facts.standing_on(day),
        None => facts,
    };
    let catalogue = Catalogue::shipped().unwrap();
    let of = |one: &empreinte_indicator::Definition| (one.id.clone(), compute(&facts, one));
    catalogue.all().iter().map(of).collect()
}

fn named(value: &Value) -> Vec<(&'static str, &str)> {
    value.lacking.iter().map(|one| (one.datum.code(), one.of.en.as_str())).collect()
}

/// Ten laptops bought, half of which say how, what they cost or carry; printers, exits and lots that
/// say half of what is asked.
const INVENTORY: &str = "\
equipment_id,equipment_type,quantity,status,acquired_on,exited_on,acquisition_mode,price_eur,recycled_content_pct,ecolabel,warranty_months,shared,exit_route
A,laptop,4,in_service,2025-02-01,,new,1000,0,no,36,,
B,laptop,1,in_service,2025-02-01,,refurbished,1000,30,yes,36,,
C,laptop,5,in_service,2025-02-01,,,1000,,,,,
P,printer,1,in_service,2022-01-01,,new,,,yes,,yes,
Q,printer,2,in_service,,,,,,,,,
X,laptop,1,decommissioned,2019-01-01,2025-06-01,,,,,,,donation
Y,laptop,3,decommissioned,2019-01-01,2025-06-01,,,,,,,
";

#[test]
fn counts_and_shares_with_bounds_name_what_widens_them() {
    let values = values(INVENTORY, "");
    let mut with_bounds = 0;
    for (id, value) in &values {
        if let Ok(Figure::Number(one)) = value.figure
            && value.quality == Quality::Recorded
            && one.low < one.high
        {
            with_bounds += 1;
            assert!(!value.lacking.is_empty(), "{id}: {one:?}");
        }
        // What has no figure says what would open it, and what is whole lacks nothing.
        let is_sure = value.interval().is_some_and(|one| one.high <= one.low);
        let whole = is_sure && value.coverage.is_none_or(|known| known >= 1.0);
        assert!(value.figure.is_ok() || value.lacking.is_empty(), "{id}");
        assert!(!whole || value.lacking.is_empty(), "{id}: {:?}", value.lacking);
    }
    assert!(with_bounds >= 8, "{with_bounds}");
    for (id, expected) in [
        ("refurbished_rate_spend", ("acquisition_modes", "5 units")),
        ("refurbished_rate_units", ("acquisition_modes", "5 units")),
        ("recycled_content_rate", ("recycled_content_pct", "5 units")),
        ("ecolabel_rate_units", ("ecolabel", "5 units")),
        ("shared_printer_rate", ("shared", "2 units")),
        ("reuse_rate_cohort", ("exit_routes", "3 units")),
        ("donated_count", ("exit_routes", "3 units")),
        ("share_over_reference_age", ("start_dates", "2 units")),
    ] {
        assert_eq!(named(&values[id]).first(), Some(&expected), "{id}");
    }
}

#[test]
fn weights_and_channels_of_lots_are_named() {
    let ledger = "\
movement_id,date,kind,evidence,lot_id,quantity,weight_kg,weight_basis,channel
M1,2025-03-01,weee_handover,,L1,10,100,weighed,eco_organisme
M2,2025-04-01,weee_handover,,L2,5,40,weighed,
";
    let values = values(INVENTORY, ledger);
    let share = &values["weee_ecoorg_share"];
    assert!(share.figure.is_ok(), "{share:?}");
    assert_eq!(named(share), [("weee_channels", "40 kg")]);
    // What is told of all lots lacks nothing.
    assert_eq!(named(&values["weee_weight"]), []);
}

/// What the organisation writes of each machine is no estimate: its electricity has nothing that errs.
#[test]
fn an_electricity_that_is_declared_for_all_is_recorded() {
    let of = |second: &str| {
        let inventory = format!(
            "equipment_id,equipment_type,acquired_on,status,annual_energy_kwh\nA,laptop,2022-01-01,in_service,85\nB,laptop,2022-01-01,in_service,{second}\n"
        );
        let values = values(&inventory, "");
        ["it_electricity", "it_electricity_per_user", "workstation_electricity_per_unit"]
            .map(|id| values[id].quality)
    };
    assert_eq!(of("90"), [Quality::Recorded; 3]);
    assert_eq!(of(""), [Quality::Estimated; 3]);
}

#[track_caller]
fn bounds(values: &BTreeMap<String, Value>, id: &str, expected: (f64, f64)) {
    let one = values[id].interval().unwrap();
    for (found, expected) in [(one.low, expected.0), (one.high, expected.1)] {
        let is_near = found.to_bits() == expected.to_bits() || (found - expected).abs() < 0.06;
        assert!(is_near, "{id}: {one:?}, not {expected}");
    }
}

/// 2 kg weighed to an eco-organisation with a laptop of 2.26 kg by its type (1.58 to 2.94), and 2 kg
/// otherwise: from 3.58 of 5.58 kg to 4.94 of 6.94, or to all where nobody knows to whom the 2 kg went.
#[test]
fn an_estimated_weight_is_in_the_bounds_of_a_share() {
    let of = |channel: &str| {
        let ledger = format!(
            "date,kind,unit_id,lot_id,quantity,weight_kg,weight_basis,channel\n\
             2025-03-01,weee_handover,,L1,1,2,weighed,{channel}\n\
             2025-04-01,weee_handover,,L2,1,2,weighed,eco_organisme\n\
             2025-05-01,weee_handover,X,,,,,eco_organisme\n"
        );
        values(INVENTORY, &ledger)
    };
    let weight = of("operator")["weee_weight"].interval().unwrap();
    let of_type = [weight.low - 4.0, weight.high - 4.0];
    assert!((of_type[0] - 1.58).abs() < 0.01 && (of_type[1] - 2.94).abs() < 0.01, "{of_type:?}");
    bounds(&of("operator"), "weee_ecoorg_share", (64.2, 71.2));
    bounds(&of("operator"), "weee_operator_share", (100.0 - 71.2, 100.0 - 64.2));
    bounds(&of(""), "weee_ecoorg_share", (64.2, 100.0));
    bounds(&of(""), "weee_operator_share", (0.0, 100.0 - 64.2));
}

/// What was handed over and not treated yet may weigh all that its type may.
#[test]
fn what_is_not_recycled_may_weigh_what_its_estimate_may() {
    let ledger = "date,kind,unit_id,lot_id,quantity,weight_kg,weight_basis,done_code,received_kg,mode\n\
        2025-04-01,weee_handover,,L2,1,2,weighed,,,\n\
        2025-04-02,weee_treated,,L2,,,,R 4,2,recycling\n\
        2025-05-01,weee_handover,X,,,,,,,\n";
    let values = values(INVENTORY, ledger);
    let most = values["weee_weight"].interval().unwrap().high - 2.0;
    let Ok(Figure::Number(rest)) = values["weee_non_recycled"].figure else {
        panic!("{:?}", values["weee_non_recycled"])
    };
    assert!((rest.high - most).abs() < 1e-9 && rest.low <= 0.0, "{rest:?} {most}");
}

/// Of ten laptops the users of three are known: the seven others are of seven people more, or a second
/// one of the same three.
#[test]
fn computers_of_nobody_known_are_of_anybody() {
    let of = |users: &[&str], others: u32| {
        let known = users.iter().enumerate();
        let known = known.map(|(at, user)| format!("K{at},laptop,1,in_service,{user}"));
        let unknown = (others > 0).then(|| format!("Z,laptop,{others},in_service,"));
        let heading = "equipment_id,equipment_type,quantity,status,user_key".to_owned();
        let rows: Vec<String> = std::iter::once(heading).chain(known).chain(unknown).collect();
        values(&(rows.join("\n") + "\n"), "")
    };
    let id = "multi_computer_user_rate";
    bounds(&of(&["ana", "bob", "cleo"], 7), id, (0.0, 100.0));
    bounds(&of(&["ana", "bob", "cleo"], 1), id, (0.0, 100.0 / 3.0));
    bounds(&of(&["ana", "ana", "bob", "cleo"], 1), id, (25.0, 200.0 / 3.0));
    bounds(&of(&["ana", "ana", "bob"], 0), id, (50.0, 50.0));
}

/// Waits of 100 and 300 days, and one that nobody knows, of what was bought 151 days before it left, or
/// on no known day.
#[test]
fn a_wait_that_is_not_known_is_in_the_bounds_of_the_median() {
    let of = |acquired: &str| {
        let rows = format!(
            "equipment_id,equipment_type,status,acquired_on,decommissioned_on,exited_on,exit_route\n\
             A,laptop,exited,2019-01-01,2025-02-21,2025-06-01,donation\n\
             B,laptop,exited,2019-01-01,2024-08-05,2025-06-01,donation\n\
             C,laptop,exited,{acquired},,2025-06-01,donation\n"
        );
        values(&rows, "")
    };
    let id = "storage_wait_before_exit";
    bounds(&of("2025-01-01"), id, (100.0, 200.0));
    bounds(&of("2019-01-01"), id, (100.0, 300.0));
    bounds(&of(""), id, (100.0, 300.0));
}

/// The one machine that left by the ledger is in service by its inventory: by that account nothing left, and
/// nobody knows how long it would be kept.
#[test]
fn what_nothing_is_known_of_by_another_account_has_no_high_bound() {
    let inventory = "\
equipment_id,equipment_type,quantity,status,acquired_on
A,laptop,1,in_service,2019-01-01
B,laptop,1,in_service,2020-01-01
";
    let ledger = "date,kind,unit_id,equipment_type,quantity\n2025-06-01,sell,A,,1\n";
    let values = values(inventory, ledger);
    let bounds = |id: &str| match values[id].figure {
        Ok(Figure::Number(one)) => (one.value, one.low, one.high),
        ref other => panic!("{id}: {other:?}"),
    };
    // Sold after 77 months (2019-01-01 to 2025-06-01), or not at all.
    let (value, low, high) = bounds("lifetime_mean_retired");
    assert!((value - 77.0).abs() < 0.1, "{value}");
    assert_eq!((low, high), (0.0, f64::INFINITY));
    assert_eq!(bounds("sold_count"), (1.0, 0.0, 1.0));
}

/// A laptop is new by its inventory and refurbished by its purchase, which moves no age: on the day before its
/// year, 31 December 2024, each account has it 24 months old.
#[test]
fn on_another_day_each_account_stands_on_it() {
    let inventory = "\
equipment_id,equipment_type,quantity,status,acquired_on,acquisition_mode
A,laptop,1,in_service,2022-12-31,new
";
    let ledger = "date,kind,unit_id,equipment_type,quantity,acquisition_mode\n2022-12-31,purchase,A,,1,refurbished\n";
    let day = Day::new(2024, 12, 31).unwrap();
    let values = values_on(inventory, ledger, Some(day));
    assert!(values["age_mean_in_service"].lacking.is_empty());
    let Ok(Figure::Number(age)) = values["age_mean_in_service"].figure else { panic!() };
    assert!((age.value - 24.0).abs() < 0.1, "{age:?}");
    assert_eq!(age.low.to_bits(), age.value.to_bits(), "{age:?}");
    assert_eq!(age.high.to_bits(), age.value.to_bits(), "{age:?}");
}

/// Of 200 kg: 60 of the first lot's 100 are treated for good; nothing of the second (40, estimated); of the
/// third (60, nobody says how they are known), a final treatment and a transit tell no weight.
#[test]
fn a_lot_is_traced_and_estimated_by_what_is_told_of_it() {
    let inventory = "equipment_id,equipment_type\nA,laptop\n";
    let treated = |rest: &str| {
        let ledger = format!(
            "\
date,kind,lot_id,weight_kg,weight_basis,channel,bsdd_no,done_code,mode,received_kg
2025-03-01,weee_handover,L1,100,real,eco_organisme,BSD-20250301-ABCDEFGHI,,,
2025-03-02,weee_treated,L1,,,,,R4,recycling,60
2025-04-01,weee_handover,L2,40,estimated,eco_organisme,BSD-20250401-ABCDEFGHI,,,
2025-05-01,weee_handover,L3,60,,eco_organisme,BSD-20250501-ABCDEFGHI,,,
2025-05-02,weee_treated,L3,,,,,R4,recycling,{rest}"
        );
        let values = values(inventory, &ledger);
        ["weee_traced_share", "weee_weight_estimated_share"].map(|id| match values[id].figure {
            Ok(Figure::Number(one)) => format!("{:.0} ({:.0}-{:.0})", one.value, one.low, one.high),
            ref other => panic!("{id}: {other:?}"),
        })
    };
    let transit = "\n2025-05-03,weee_treated,L3,,,,,R13,,";
    assert_eq!(treated(transit), ["30 (30-60)", "20 (20-50)"]);
    // A final treatment alone is of all the lot, whether it tells its weight, about, or none.
    for rest in ["\n", "57\n", "64\n"] {
        assert_eq!(treated(rest)[0], "60 (60-60)", "{rest}");
    }
    // Two that tell: 30 kg for good, and 30 in transit; what a transit leaves is of the other.
    let both = |kg: &str, other: &str| {
        treated(&format!("{kg}\n2025-05-03,weee_treated,L3,,,,,R13,,{other}\n"))
    };
    assert_eq!(both("30", "30")[0], "45 (45-45)");
    assert_eq!(both("", "30")[0], "45 (45-45)");
    assert_eq!(both("30", "")[0], "45 (45-45)");
}

/// Ten people, four laptops of 2025: one bought in 2020, one in 2025, and two of no known day, which the
/// list of 2024 does not have.
#[test]
fn purchases_of_no_known_day_are_in_the_bounds_that_indicators_tell() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("inventories")).unwrap();
    let head = "equipment_id,equipment_type,acquired_on\nA,laptop,2020-01-01\n";
    let files = [
        ("estate.toml", "[headcount]\n2025 = 10\n".to_owned()),
        ("inventories/2024.csv", format!("{head}C,laptop,\n")),
        ("inventories/2025.csv", format!("{head}B,laptop,2025-03-01\nC,laptop,\nD,laptop,\n")),
    ];
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let estate = Estate::open(&[folder.path().to_owned()]).unwrap();
    let method = Method::named("rcp-si").unwrap();
    let set = method.adapt(FactorSet::shipped().unwrap());
    let options = GatherOptions::of(2025);
    let gathered = Gathered::read(&estate, &set, &method, &options, |_, _| {}).unwrap();
    let catalogue = Catalogue::shipped().unwrap();
    let of = catalogue.named("purchases_per_user").unwrap();
    let series = Series::of(&gathered, &[2025], &[of], &[]);
    let Ok(Figure::Number(one)) = series.rows[0].1[0].value.figure else { panic!() };
    // C was there before; D may have come in the year.
    assert!((one.value - 0.1).abs() < 1e-12 && (one.low - 0.1).abs() < 1e-12, "{one:?}");
    assert!((one.high - 0.2).abs() < 1e-12, "{one:?}");
}
