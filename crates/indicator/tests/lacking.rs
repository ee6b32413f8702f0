//! What widens the bounds of a value is named: the datum, and of how much.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input fails where it stands")]

use empreinte_indicator::{
    Catalogue, EstateYear, Figure, GatherOptions, Gathered, Quality, Value, compute,
};
use equipment::estate::Estate;
use factor::FactorSet;
use footprint::method::Method;
use std::collections::BTreeMap;

/// The values of all indicators of 2025 over an inventory and a ledger.
fn values(inventory: &str, ledger: &str) -> BTreeMap<String, Value> {
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
    let options = GatherOptions {
        year: 2025,
        as_of: None,
        criteria: Vec::new(),
        encoding: None,
        date_order: None,
        threads: 1,
        lifetimes: None,
        by_type: false,
    };
    let gathered = Gathered::read(&estate, &set, &method, &options, |_, _| {}).unwrap();
    let facts = EstateYear::of(&gathered, 2025).unwrap();
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
