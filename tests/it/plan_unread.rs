//! Verdicts hold where rows were not read: each case is worked out by hand first.

use crate::support::Folder;
use std::fmt::Write as _;

const HEADINGS: &str = "equipment_id,equipment_type,acquired_on,status,quantity,acquisition_mode\n";

/// Five monitors bought in the year, one of them refurbished, and so many rows of `more`.
fn rows(more: &[&str]) -> String {
    let mut all = HEADINGS.to_owned();
    for at in 0..5 {
        let condition = if at == 0 { "refurbished" } else { "new" };
        let _ = writeln!(all, "E{at},monitor,2025-03-01,in_service,1,{condition}");
    }
    for (at, rest) in more.iter().enumerate() {
        let _ = writeln!(all, "X{at},{rest}");
    }
    all
}

const UNKNOWN: &str = "bidule-42,2025-03-01,in_service,1,new";

fn plan(commitment: &str) -> String {
    format!("[plan]\nbase_year = 2024\n[[commitment]]\nid = \"E\"\nlabel = \"x\"\n{commitment}\n")
}

/// The one commitment of a plan held against 2025.
pub(crate) fn stands(estate: Folder, commitment: &str) -> serde_json::Value {
    let estate = estate
        .with("parc/estate.toml", "[headcount]\n2024 = 10\n2025 = 10\n")
        .with("parc/plan.toml", plan(commitment));
    let ran = estate.run(&["plan", "status", "parc", "--year", "2025", "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let mut told: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    told["commitments"][0].take()
}

fn of_year(rows: &str) -> Folder {
    Folder::new().with("parc/inventories/2025.csv", rows)
}

fn verdict(rows: &str, commitment: &str) -> String {
    stands(of_year(rows), commitment)["verdict"].as_str().unwrap().to_owned()
}

pub(crate) fn asks(indicator: &str, target: &str, value: f64) -> String {
    format!("indicator = \"{indicator}\"\ntarget = \"{target}\"\ntargets = {{ 2025 = {value} }}")
}

/// 5 monitors to 10 people are 0.5; 20 units that may be monitors make it 0.5 to 2.5.
#[test]
fn a_count_has_rows_that_were_not_read_in_its_high_bound() {
    let dirty = rows(&[UNKNOWN; 20]);
    let of = |target, value| verdict(&dirty, &asks("screens_per_user", target, value));
    assert_eq!(of("ceiling", 1.0), "not_distinguishable");
    assert_eq!(of("ceiling", 2.5), "ahead");
    assert_eq!(of("ceiling", 0.4), "late");
    let one = stands(of_year(&dirty), &asks("screens_per_user", "ceiling", 1.0));
    // What is shown is of the rows read; what the others could make of it is said.
    assert_eq!(one["last"]["high"].as_f64(), Some(0.5));
    let because = one["because"].to_string();
    assert!(
        because.contains("with what was not read, 0.500 screens/user to 2.50 screens/user"),
        "{because}"
    );
    let settle = one["settle"]["en"].as_str().unwrap();
    assert!(settle.contains("20 rows set aside of inventories/2025.csv"), "{settle}");
    assert_eq!(verdict(&rows(&[]), &asks("screens_per_user", "ceiling", 1.0)), "ahead");
}

/// A quantity that cannot be read may be any, of the type that its row tells.
#[test]
fn a_quantity_that_cannot_be_read_leaves_its_type_open_and_no_other() {
    let ceiling = asks("screens_per_user", "ceiling", 1000.0);
    let of = |kind: &str| {
        verdict(&rows(&[&format!("{kind},2025-03-01,in_service,beaucoup,new")]), &ceiling)
    };
    assert_eq!(of("monitor"), "not_distinguishable");
    assert_eq!(of("bidule-42"), "not_distinguishable");
    assert_eq!(of("laptop"), "ahead");
}

/// One of 5 is 20 %; with 20 unread, 1 of 25 to 21 of 25.
#[test]
fn a_share_has_rows_that_were_not_read_on_both_ends() {
    let dirty = rows(&[UNKNOWN; 20]);
    let of = |target, value| verdict(&dirty, &asks("refurbished_rate_units", target, value));
    assert_eq!(of("floor", 10.0), "not_distinguishable");
    assert_eq!(of("floor", 4.0), "ahead");
    assert_eq!(of("floor", 84.1), "late");
    assert_eq!(verdict(&rows(&[]), &asks("refurbished_rate_units", "floor", 10.0)), "ahead");
    assert_eq!(of("floor", 83.9), "not_distinguishable");
}

/// 20 units as heavy as the five make five times as much at least.
#[test]
fn a_footprint_has_rows_that_were_not_read_in_its_high_bound() {
    for indicator in ["it_ghg_annualised", "it_ghg_per_user", "it_electricity"] {
        let clean = stands(of_year(&rows(&[])), &asks(indicator, "ceiling", 1e9));
        let of = |end: &str| clean["last"][end].as_f64().unwrap();
        let (value, low, high) = (of("value"), of("low"), of("high"));
        let dirty = rows(&[UNKNOWN; 20]);
        let on = |rows: &str, asked: f64| verdict(rows, &asks(indicator, "ceiling", asked));
        assert_eq!(on(&rows(&[]), high * 1.01), "ahead");
        // Twenty of which no type is told may be servers: they weigh far more than as many monitors.
        for asked in [high * 1.01, high + 3.9 * value, high + 40.0 * value] {
            assert_eq!(on(&dirty, asked), "not_distinguishable", "{indicator}");
        }
        assert_eq!(on(&dirty, 1e7), "ahead", "{indicator}");
        assert_eq!(on(&dirty, low * 0.9), "late", "{indicator}");
    }
}

/// 25 machines, of which the second year reads 5: the fall is one of reading.
#[test]
fn a_change_has_rows_that_were_not_read_in_either_year() {
    let read = rows(&["monitor,2025-03-01,in_service,1,new"; 20]).replace("2025-03", "2022-03");
    let unread = rows(&["bidule-42,2025-03-01,in_service,1,new"; 20]).replace("2025-03", "2022-03");
    let of = |before: &str, now: &str, indicator: &str, percent: f64| {
        let years = of_year(now).with("parc/inventories/2024.csv", before);
        let ask = asks(indicator, "change", percent);
        let one = stands(years, &ask);
        let word = |key: &str| one[key].as_str().unwrap().to_owned();
        (word("verdict"), word("raw_verdict"))
    };
    let both = |word: &str| (word.to_owned(), word.to_owned());
    for indicator in ["it_ghg_annualised", "it_electricity", "screens_per_user"] {
        let fell = of(&read, &unread, indicator, -10.0);
        assert_eq!(fell, both("not_distinguishable"), "{indicator}");
        // 2.5 screens less nine tenths of 2.5 at most are 0.25: it did not fall whatever the rows are.
        let rose = of(&unread, &read, indicator, -10.0);
        let told = if indicator == "screens_per_user" { "late" } else { "not_distinguishable" };
        assert_eq!(rose, both(told), "{indicator}");
    }
}

/// A row of the ledger that was not read may be of any weight, where it is of waste.
#[test]
fn a_row_of_the_ledger_that_was_not_read_is_of_any_weight() {
    let ledger = "date,kind,unit_id,lot_id,weight_kg,channel\n2025-05-01,weee_handover,,L1,100,eco_organisme\n";
    let of = |more: &str, ask: &str| {
        let estate = of_year(&rows(&[])).with("parc/movements.csv", format!("{ledger}{more}"));
        stands(estate, ask)["verdict"].as_str().unwrap().to_owned()
    };
    let waste = "2025-06-01,weee_handover,,L2,beaucoup,operator\n";
    let other = "2025-06-01,repair,E1,,beaucoup,\n";
    let past = "2019-06-01,weee_handover,,L2,beaucoup,operator\n";
    for (id, target, value) in
        [("weee_weight", "ceiling", 200.0), ("weee_ecoorg_share", "floor", 90.0)]
    {
        let ask = asks(id, target, value);
        assert_eq!(of("", &ask), "ahead", "{id}");
        assert_eq!(of(waste, &ask), "not_distinguishable", "{id}");
        assert_eq!(of(other, &ask), "ahead", "{id}");
        assert_eq!(of(past, &ask), "ahead", "{id}");
    }
}

/// Of two laptops bought one is refurbished and one does not say: 50 to 100 % of them, and the five
/// monitors are another part.
#[test]
fn a_part_has_bounds_of_its_own_and_names_what_it_lacks() {
    let all =
        rows(&["laptop,2025-03-01,in_service,1,refurbished", "laptop,2025-03-01,in_service,1,"]);
    let of = |value: f64| {
        let ask = asks("refurbished_rate_units", "floor", value);
        stands(of_year(&all), &format!("{ask}\nfilter = {{ type = \"laptop\" }}"))
    };
    assert_eq!(of(50.0)["verdict"], "ahead");
    let one = of(80.0);
    assert_eq!(one["verdict"], "not_distinguishable");
    let settle = one["settle"]["en"].as_str().unwrap();
    assert!(settle.contains("acquisition mode of purchases, of 1 unit ("), "{settle}");
}

/// 100 kg are weighed, and a second lot is not: it may weigh anything, and go anywhere.
#[test]
fn a_lot_without_weight_leaves_no_upper_bound() {
    let ledger = "date,kind,unit_id,lot_id,weight_kg,channel\n2025-05-01,weee_handover,,L1,100,eco_organisme\n2025-06-01,weee_handover,,L2,,operator\n";
    let of = |id, target, value| {
        let estate = of_year(&rows(&[])).with("parc/movements.csv", ledger);
        stands(estate, &asks(id, target, value))
    };
    let weight = of("weee_weight", "ceiling", 1e6);
    assert_eq!(weight["verdict"], "not_distinguishable");
    assert!(weight["last"]["high"].is_null());
    let settle = weight["settle"]["en"].as_str().unwrap_or("");
    assert!(settle.contains("1 lot"), "{weight}");
    assert_eq!(of("weee_weight", "ceiling", 90.0)["verdict"], "late");
    assert_eq!(of("weee_weight_per_user", "ceiling", 1e6)["verdict"], "not_distinguishable");
    assert_eq!(of("weee_ecoorg_share", "floor", 50.0)["verdict"], "not_distinguishable");
}

/// One of three rows may be a monitor, and one of two of the ledger may have had a machine leave: no
/// other is told beside the bounds.
#[test]
fn only_rows_that_bear_on_a_figure_are_told_beside_it() {
    let estate = || {
        let laptop = "laptop,2025-03-01,in_service,beaucoup,new";
        let ledger = "date,kind,unit_id\nbientot,weee_handover,E0\nbientot,fault,E1\n";
        of_year(&rows(&[UNKNOWN, laptop, laptop])).with("parc/movements.csv", ledger)
    };
    let one = stands(estate(), &asks("screens_per_user", "ceiling", 0.55));
    let because = one["because"].to_string();
    assert!(because.contains("1 row set aside of inventories/2025.csv"), "{because}");
    assert!(because.contains("1 row set aside of movements.csv"), "{because}");
    assert!(
        because.contains("with what was not read, 0.400 screens/user to 0.600 screens/user"),
        "{because}"
    );
    // A laptop adds to the footprint, of which the monitors are a part.
    let part = format!(
        "{}\nfilter = {{ type = \"monitor\" }}",
        asks("it_ghg_share_by_type", "floor", 90.0)
    );
    let because = stands(estate(), &part)["because"].to_string();
    assert!(because.contains("3 rows set aside of inventories/2025.csv"), "{because}");
}

/// 5 monitors to 10 people are 0.5, all of them in service; 20 units told as gone are none of them.
#[test]
fn a_row_told_as_gone_is_none_of_what_is_in_service() {
    for (state, [screens, devices, stock]) in [
        ("exited", ["ahead", "ahead", "ahead"]),
        ("decommissioned", ["ahead", "ahead", "ahead"]),
        ("in_stock", ["ahead", "ahead", "not_distinguishable"]),
        ("in_service", ["not_distinguishable", "not_distinguishable", "not_distinguishable"]),
        ("zorglub", ["not_distinguishable", "not_distinguishable", "not_distinguishable"]),
    ] {
        let row = format!("bidule-42,2025-03-01,{state},20,new");
        let of = |ask: String| verdict(&rows(&[&row]), &ask);
        assert_eq!(of(asks("screens_per_user", "ceiling", 0.6)), screens, "{state}");
        assert_eq!(of(asks("devices_per_user", "ceiling", 0.6)), devices, "{state}");
        assert_eq!(of(asks("stock_rate", "ceiling", 10.0)), stock, "{state}");
        // What is gone may have run in the year.
        assert_eq!(of(asks("it_electricity", "ceiling", 200.0)), "not_distinguishable", "{state}");
    }
}
