//! Verdicts on an estate whose machines are the same in both years, whatever else one of them counts.

use crate::plan_unread::{asks, stands};
use crate::support::Folder;
use std::fmt::Write as _;

const HEADINGS: &str = "equipment_id,equipment_type,acquired_on,status,site,annual_energy_kwh\n";

/// So many laptops, monitors and printers of a site, of 30 kWh each where it is said.
fn site(name: &str, units: [u32; 3], kwh: &str) -> String {
    let mut rows = String::new();
    for (kind, units) in ["laptop", "monitor", "printer"].into_iter().zip(units) {
        for at in 0..units {
            let _ = writeln!(rows, "{name}-{kind}-{at},{kind},2023-01-01,in_service,{name},{kwh}");
        }
    }
    rows
}

fn years(before: &str, now: &str) -> Folder {
    let of = |rows: &str| format!("{HEADINGS}{rows}");
    Folder::new()
        .with("parc/inventories/2024.csv", of(before))
        .with("parc/inventories/2025.csv", of(now))
}

/// Ten people; 20 laptops, 10 monitors, 2 printers; a site of 10, 15 and 2 that one year alone has.
const HELD: [u32; 3] = [20, 10, 2];
const OTHER: [u32; 3] = [10, 15, 2];

/// The figures: with the unit they are of, the part, the value of both years' perimeter, and with the
/// site that one year alone has; electricity is declared.
const FIGURES: [(&str, &str, f64, f64); 6] = [
    ("devices_per_user", "", 3.2, 5.9),
    ("devices_per_user", "filter = { type = \"laptop\" }", 2.0, 3.0),
    ("screens_per_user", "", 1.0, 2.5),
    ("users_per_printer", "", 5.0, 2.5),
    ("it_electricity", "", 960.0, 1770.0),
    ("it_electricity_per_user", "", 96.0, 177.0),
];

/// Each figure against each kind of target, half-way: on the perimeter of the base the year is the base.
#[test]
fn on_the_perimeter_of_the_base_the_same_machines_are_the_same_figure() {
    let held = site("Mairie", HELD, "30");
    let with = format!("{held}{}", site("Agence", OTHER, "30"));
    let kinds = ["ceiling", "floor", "value"];
    let asked = || FIGURES.iter().flat_map(|one| kinds.map(|kind| (one, kind)));
    let mut plan = "[plan]\nbase_year = 2024\n".to_owned();
    for (at, ((indicator, filter, base, more), kind)) in asked().enumerate() {
        let on = asks(indicator, kind, (base + more) / 2.0);
        let _ = writeln!(plan, "[[commitment]]\nid = \"E{at}\"\nlabel = \"x\"\n{on}\n{filter}");
    }
    let mut held_alike = 0;
    for came in [true, false] {
        let [before, now] = if came { [&held, &with] } else { [&with, &held] };
        let estate = years(before, now)
            .with("parc/estate.toml", "[headcount]\n2024 = 10\n2025 = 10\n")
            .with("parc/plan.toml", &plan);
        let ran = estate.run(&["plan", "status", "parc", "--year", "2025", "--format", "json"]);
        let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        for (((indicator, _, base, more), kind), one) in
            asked().zip(told["commitments"].as_array().unwrap())
        {
            let net = &one["net"];
            // What goes against the indicator, or is worse than its base, has no verdict at all.
            if net.is_null() {
                assert_eq!(one["verdict"], "not_measurable", "{indicator} {kind} {came}");
                continue;
            }
            let value = net["value"]["value"].as_f64().unwrap();
            let from = if came { base } else { more };
            assert!((value - from).abs() < 1e-6, "{indicator} {kind} {came}: {value}");
            // What is declared and counted is exact, and so is what is left of it.
            let [low, high] = ["low", "high"].map(|side| net["value"][side].as_f64().unwrap());
            assert!((low - value).abs() < 1e-6 && (high - value).abs() < 1e-6, "{one}");
            assert_ne!(one["raw_verdict"], net["verdict"], "{indicator} {kind} {came}");
            // Electricity that keeps its target by a site left out is late on the perimeter it had.
            let is_late = indicator.starts_with("it_") && net["verdict"] == "late";
            let said = if is_late { "late" } else { "not_distinguishable" };
            assert_eq!(one["verdict"], said, "{indicator} {kind} {came}");
            held_alike += 1;
        }
    }
    // Each by its ceiling or its floor, both ways, and by a value that is better than its base.
    assert_eq!(held_alike, 6 * 3);
}

/// Estimated at half or one and a half of what it is, electricity is not below nothing without a site.
#[test]
fn no_net_bound_is_below_nothing() {
    let held = site("Mairie", HELD, "");
    let with = format!("{held}{}", site("Agence", [40, 40, 10], ""));
    for indicator in
        ["it_electricity", "it_ghg_annualised", "it_electricity_per_user", "it_ghg_per_user"]
    {
        let one = stands(years(&held, &with), &asks(indicator, "ceiling", 50.0));
        let value = &one["net"]["value"];
        let [low, middle, high] =
            ["low", "value", "high"].map(|side| value[side].as_f64().unwrap());
        assert!(0.0 < low && low <= middle && middle <= high, "{indicator}: {value}");
        let base = &one["base"];
        let wide = |of: &serde_json::Value| {
            (of["high"].as_f64().unwrap() - of["low"].as_f64().unwrap())
                / of["value"].as_f64().unwrap()
        };
        // What errs by as much as the base's machines do has the base's interval, all but.
        assert!((wide(value) / wide(base) - 1.0).abs() < 0.2, "{indicator}: {value} {base}");
    }
}

/// The same rows a year later: older by a year, and nothing was done.
#[test]
fn ages_of_the_same_machines_keep_nothing() {
    let row = |at: u32, bought: u32| format!("L{at},laptop,{bought}-06-01,in_service,Mairie,\n");
    let rows: String = (0..20).map(|at| row(at, 2017 + at % 6)).collect();
    let older: String = (0..20).map(|at| row(at, 2015 + at % 6)).collect();
    for indicator in ["age_mean_in_service", "share_over_reference_age"] {
        let more = asks(indicator, "change", 1.0);
        let one = stands(years(&rows, &rows), &more);
        assert_eq!(one["raw_verdict"], "ahead", "{indicator}: {one}");
        assert_eq!(one["verdict"], "not_distinguishable", "{indicator}: {one}");
        // Older machines in the place of these are older whatever the year: an act.
        let one = stands(years(&rows, &older), &more);
        assert_eq!(one["verdict"], "ahead", "{indicator}: {one}");
    }
}

/// Screens of 2020 that the base does not list, three a person: nothing tells whether there were none.
/// More of them than asked is no delay; what was bought since, or what none keeps as well, is told.
#[test]
fn what_the_base_lists_none_of_is_on_no_side_that_none_is_not_on() {
    let of = |(day, indicator, filter): (&str, &str, &str), target: &str, asked: f64| {
        let laptops = "L,laptop,2020-02-01,in_service,50\n";
        let screens = format!("M,monitor,{day},in_service,30\nP,printer,{day},in_service,5\n");
        let heading = "equipment_id,equipment_type,acquired_on,status,quantity\n";
        let estate = Folder::new()
            .with("parc/estate.toml", "[headcount]\n2024 = 10\n2025 = 10\n")
            .with("parc/inventories/2024.csv", format!("{heading}{laptops}"))
            .with("parc/inventories/2025.csv", format!("{heading}{laptops}{screens}"));
        let commitment = format!("{}\n{filter}", asks(indicator, target, asked));
        let plan = format!(
            "[plan]\nbase_year = 2024\n[[commitment]]\nid = \"E1\"\nlabel = \"x\"\n{commitment}\n"
        );
        let estate = estate.with("parc/plan.toml", plan);
        let ran = estate.run(&["plan", "status", "parc", "--year", "2025", "--format", "json"]);
        let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let one = &told["commitments"][0];
        let settle = one["settle"]["en"].as_str().unwrap_or("").to_owned();
        (one["verdict"].as_str().unwrap().to_owned(), settle)
    };
    let old = "2020-02-01";
    for told in [
        (old, "screens_per_user", ""),
        (old, "devices_per_user", "filter = { type = \"monitor\" }"),
    ] {
        let (verdict, settle) = of(told, "ceiling", 1.0);
        assert_eq!(verdict, "not_distinguishable", "{told:?}");
        assert!(settle.contains("the inventory of 2024 completed"), "{settle}");
        // None is not more than four.
        assert_eq!(of(told, "ceiling", 4.0).0, "ahead", "{told:?}");
    }
    // Two persons a printer; of none there is no end.
    let printers = (old, "users_per_printer", "");
    assert_eq!(of(printers, "floor", 5.0).0, "not_distinguishable");
    assert_eq!(of(printers, "floor", 2.0).0, "ahead");
    // Bought since the base, they are more than there were.
    let bought = ("2025-03-01", "screens_per_user", "");
    assert_eq!(of(bought, "ceiling", 1.0).0, "late");
    assert_eq!(of(bought, "ceiling", 4.0).0, "ahead");
    assert_eq!(of(("2025-03-01", "users_per_printer", ""), "floor", 5.0).0, "late");
}

/// The same machines said to be the employees' own, shared, or of which the quantity is no more written:
/// nobody did anything, and nothing is kept. What is really fewer is.
#[test]
fn another_label_and_a_quantity_left_blank_keep_nothing() {
    const LIST: &str = "equipment_id,equipment_type,acquired_on,status,ownership,quantity\n";
    let row = |id: &str, kind: &str, own: &str, units: &str| {
        format!("{id},{kind},2021-03-01,in_service,{own},{units}\n")
    };
    let laptops = |own: &str, units: &str, lines: u32| -> String {
        (0..lines).map(|at| row(&format!("L{at}"), "laptop", own, units)).collect()
    };
    let of = |before: &str, now: &str, indicator: &str, target: &str, asked: f64| {
        let years = Folder::new()
            .with("parc/inventories/2024.csv", format!("{LIST}{before}"))
            .with("parc/inventories/2025.csv", now);
        stands(years, &asks(indicator, target, asked))["verdict"].as_str().unwrap().to_owned()
    };
    let list = |rows: &str| format!("{LIST}{rows}");
    let own = laptops("professional", "1", 20);
    let lot = laptops("professional", "20", 2);
    // No column of quantities, and one that is blank in all rows or in one.
    let bare = "equipment_id,equipment_type,acquired_on,status\nL0,laptop,2021-03-01,in_service\nL1,laptop,2021-03-01,in_service\n";
    let one = lot.replacen(",20\n", ",\n", 1);
    for (before, now) in [
        (&own, list(&laptops("byod", "1", 20))),
        (&own, list(&laptops("cope", "1", 20))),
        (&laptops("cope", "1", 20), list(&laptops("byod", "1", 20))),
        (&lot, list(&laptops("professional", "", 2))),
        (&lot, list(&one)),
        (&lot, bare.to_owned()),
    ] {
        for indicator in ["it_ghg_annualised", "it_ghg_per_user", "it_electricity"] {
            let verdict = of(before, &now, indicator, "change", -10.0);
            assert_ne!(verdict, "ahead", "{indicator}: {now}");
        }
    }
    for now in [list(&laptops("professional", "", 2)), list(&one), bare.to_owned()] {
        let verdict = of(&lot, &now, "devices_per_user", "ceiling", 3.0);
        assert_eq!(verdict, "not_distinguishable", "{now}");
    }
    // Ten of twenty that are put away are; so are ten of a lot, which the list counts.
    let stored = own.replace(",in_service,", ",in_stock,");
    let half: String = own
        .lines()
        .take(10)
        .chain(stored.lines().skip(10))
        .map(|row| format!("{row}\n"))
        .collect::<Vec<_>>()
        .concat();
    assert_eq!(of(&own, &list(&half), "it_electricity", "change", -10.0), "ahead");
    assert_eq!(of(&own, &list(&half), "devices_per_user", "ceiling", 1.5), "ahead");
    let fewer = laptops("professional", "10", 2);
    assert_eq!(of(&lot, &list(&fewer), "devices_per_user", "ceiling", 3.0), "ahead");
}
