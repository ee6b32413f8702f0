//! Movements that take more of a line than stands: they are set aside, and figures say what they may have
//! taken. Worked out by hand first.

use crate::plan_unread::{asks, stands};
use crate::support::Folder;
use serde_json::Value;

const HEADINGS: &str =
    "equipment_id,equipment_type,acquired_on,status,quantity,annual_energy_kwh\n";

/// Forty laptops of one lot and, where they are listed, so many of another.
fn list(lot: Option<u32>) -> String {
    let all = format!("{HEADINGS}LA,laptop,2022-03-01,in_service,40,30\n");
    match lot {
        Some(units) => format!("{all}LB,laptop,2022-03-01,in_service,{units},30\n"),
        None => all,
    }
}

/// How electricity that is to fall by a tenth stands, of a lot in 2024 and 2025 of which some was given.
fn of(before: Option<u32>, now: Option<u32>, moves: &str) -> Value {
    let years = Folder::new()
        .with("parc/inventories/2024.csv", list(before))
        .with("parc/inventories/2025.csv", list(now))
        .with("parc/movements.csv", format!("date,kind,unit_id,quantity,to_party\n{moves}"));
    stands(years, &asks("it_electricity", "change", -10.0))
}

/// Of twenty, fifty cannot be given: none may have been (1,800 kWh, as in 2024), or all (on 1 January, a
/// third less). Nineteen can, in March: 570 kWh a year less from then on, a quarter of 1,800.
#[test]
fn a_gift_of_more_than_stands_leaves_the_verdict_open() {
    for moves in [
        "2025-03-01,donate,LB,50,Ressourcerie\n",
        "2025-03-01,sell,LB,21,Brocante\n",
        "2025-11-01,donate,LB,3,Ressourcerie\n2025-11-02,donate,LB,40,Ressourcerie\n",
    ] {
        let open = of(Some(20), Some(20), moves);
        assert_ne!(open["verdict"], "ahead", "{moves}");
        assert!(open.to_string().contains("movements.csv"), "{moves}: {open}");
    }
    // What can be given is given, and what was bought since may be.
    for moves in [
        "2025-01-02,donate,LB,19,Ressourcerie\n",
        "2025-01-02,donate,LB,20,Ressourcerie\n",
        "2025-01-02,purchase,LB,5,\n2025-01-03,donate,LB,24,Ressourcerie\n",
    ] {
        let held = of(Some(20), None, moves);
        assert!(!held.to_string().contains("movements.csv"), "{moves}: {held}");
    }
}

/// What left before a list was made is not in it: twenty there at the end of 2025, after five of them were
/// given in 2024.
#[test]
fn a_gift_before_a_line_was_first_listed_is_not_taken_off_it() {
    for day in ["2023-05-01", "2024-05-01"] {
        let moves = format!("{day},donate,LB,5,Ressourcerie\n");
        let gave = of(None, Some(20), &moves);
        let none = of(None, Some(20), "2024-05-01,donate,LC,5,Ressourcerie\n");
        assert_eq!(gave["last"], none["last"], "{day}");
    }
}

/// Exits that together take more than there is cannot all be, and nobody knows which is wrong: a unit leaves
/// once, a lot of four gives no six.
#[test]
fn exits_sum_over_their_unit() {
    let register = |moves: &str| {
        let head = "date,kind,unit_id,quantity,lot_id,weight_kg\n";
        let rows = "LA,laptop,2022-03-01,in_service,40,30\nP1,laptop,2022-03-01,in_service,1,30\nLB,laptop,2022-03-01,in_service,4,30\n";
        let estate = Folder::new()
            .with("parc/inventories/2024.csv", format!("{HEADINGS}{rows}"))
            .with("parc/inventories/2025.csv", format!("{HEADINGS}{rows}"))
            .with("parc/movements.csv", format!("{head}{moves}"));
        let of = |words: &[&str]| {
            let ran = estate.run(words);
            assert_eq!(ran.code, Some(0), "{}", ran.err);
            serde_json::from_str::<Value>(&ran.out).unwrap()
        };
        let waste = of(&["movements", "register", "parc", "--year", "2025", "--format", "json"]);
        let check = of(&["movements", "check", "parc", "--format", "json"]);
        let lots = waste["lines"].as_array().unwrap().len();
        let first = estate.run(&["assess", "parc", "--year", "2025", "--lang", "en"]);
        let is_said = first.out.contains("Ledger movements.csv:");
        assert_eq!(is_said, check["rejected"] != 0, "{moves}: {}", first.out);
        (lots, check["rejected"].as_u64().unwrap(), check["counts"].clone())
    };
    // Two exits of one unit, whatever they are and in whatever order.
    for moves in [
        "2025-03-01,sell,P1,,,\n2025-06-01,weee_handover,P1,,,3\n",
        "2025-06-01,weee_handover,P1,,,3\n2025-03-01,donate,P1,1,,\n",
        "2025-03-01,weee_handover,P1,,,3\n2025-06-01,weee_handover,P1,,,3\n",
    ] {
        let (lots, aside, counts) = register(moves);
        assert_eq!((lots, aside, &counts["two_exits"]), (0, 2, &1.into()), "{moves}");
    }
    // Three and four of them: nobody knows which is right.
    let three = "2025-03-01,sell,P1,,,\n2025-04-01,weee_handover,P1,,,3\n2025-05-01,donate,P1,,,\n";
    let four = format!("{three}2025-06-01,weee_handover,P1,,,3\n");
    for (moves, rows) in [(three, 3), (four.as_str(), 4)] {
        let (lots, aside, _) = register(moves);
        assert_eq!((lots, aside), (0, rows), "{moves}");
    }
    // By its own row and by that of its lot, which stays: it may be of others too.
    let (lots, aside, counts) = register(
        "2025-02-01,decommission,P1,,L,\n2025-03-01,sell,P1,,,\n2025-06-01,weee_handover,,,L,30\n",
    );
    assert_eq!((lots, aside, &counts["two_exits"]), (1, 1, &1.into()));
    for moves in [
        "2025-03-01,sell,LB,3,,\n2025-06-01,weee_handover,LB,3,,9\n",
        "2025-03-01,sell,LB,3,,\n2025-04-01,weee_handover,LB,3,,9\n2025-06-01,donate,LB,,,\n",
        "2025-03-01,sell,LB,,,\n2025-03-02,sell,LB,,,\n2025-03-03,donate,LB,2,,\n2025-06-01,weee_handover,LB,,,9\n",
    ] {
        let (lots, aside, counts) = register(moves);
        let rows = moves.lines().count() as u64;
        assert_eq!((lots, aside, &counts["more_left_than_there"]), (0, rows, &1.into()), "{moves}");
    }
    // What can be is kept: what was lost was found, what was sold was bought back, one lot is told twice.
    for (moves, kept) in [
        ("2025-03-01,decommission,P1,,,\n2025-06-01,weee_handover,P1,,,3\n", 1),
        ("2025-03-01,lost,P1,,,\n2025-04-01,return,P1,,,\n2025-06-01,weee_handover,P1,,,3\n", 1),
        ("2025-03-01,lost,P1,,,\n2025-04-01,assign,P1,,,\n2025-06-01,weee_handover,P1,,,3\n", 1),
        ("2025-03-01,sell,P1,,,\n2025-04-01,purchase,P1,,,\n2025-06-01,weee_handover,P1,,,3\n", 1),
        ("2025-06-01,weee_handover,P1,,L,\n2025-06-01,weee_handover,,,L,3\n", 1),
        (
            "2025-02-01,decommission,P1,,L,\n2025-06-01,weee_handover,P1,,L,\n2025-06-01,weee_handover,,,L,3\n",
            1,
        ),
        ("2025-03-01,sell,LB,3,,\n2025-06-01,weee_handover,LB,,,9\n", 1),
        (
            "2025-03-01,sell,LB,3,,\n2025-04-01,purchase,LB,2,,\n2025-06-01,weee_handover,LB,3,,9\n",
            1,
        ),
    ] {
        let (lots, aside, counts) = register(moves);
        assert_eq!((lots, aside), (kept, 0), "{moves}");
        assert!(counts["two_exits"].is_null(), "{moves}: {counts}");
    }
    // Lost twice and back: nothing is disputed of what it does then. Sold twice, it is.
    for (exit, kept, beyond, pairs) in [("lost", 1, 2, 1), ("sell", 0, 3, 2)] {
        let (lots, aside, counts) = register(&format!(
            "2025-02-01,{exit},P1,,,\n2025-03-01,{exit},P1,,,\n2025-04-01,return,P1,,,\n2025-06-01,weee_handover,P1,,,3\n"
        ));
        assert_eq!((lots, aside, &counts["two_exits"]), (kept, beyond, &pairs.into()), "{exit}");
    }
}

/// A unit that was sold or scrapped: either may be, and neither is counted for sure.
#[test]
fn a_unit_that_left_twice_leaves_figures_open() {
    let of = |moves: &str, indicator: &str, floor: f64| {
        let kept = format!("{HEADINGS}K,laptop,2022-03-01,in_service,1,30\n");
        let rows = "P1,laptop,2022-03-01,in_service,1,30\nP2,laptop,2022-03-01,in_service,1,30\n";
        let years = Folder::new()
            .with("parc/inventories/2024.csv", format!("{kept}{rows}"))
            .with("parc/inventories/2025.csv", kept)
            .with("parc/movements.csv", format!("date,kind,unit_id,to_party,reason\n{moves}"));
        stands(years, &asks(indicator, "floor", floor))["verdict"].as_str().unwrap().to_owned()
    };
    let once = "2025-02-01,sell,P2,Z,\n2025-03-01,sell,P1,Z,\n";
    let twice = format!("{once}2025-06-01,weee_handover,P1,Z,\n");
    // Both were reused; or one was, and the other was scrapped; or it left in no way.
    for (indicator, floor) in [("reuse_rate_cohort", 90.0), ("sold_count", 2.0)] {
        assert_eq!(of(once, indicator, floor), "ahead", "{indicator}");
        let open = of(&twice, indicator, floor);
        assert_eq!(open, "not_distinguishable", "{indicator}");
    }
    assert_eq!(of(&twice, "reuse_rate_cohort", 30.0), "ahead");
}

/// What the ledger and the inventory say otherwise is said, with both, and which wins.
#[test]
fn a_ledger_that_contradicts_the_inventory_is_told() {
    let said = |moves: &str, before: &str, now: &str| {
        let head = "equipment_id,equipment_type,acquired_on,status,quantity,exited_on\n";
        let estate = Folder::new()
            .with(
                "parc/inventories/2024.csv",
                format!("{head}M,laptop,2022-03-01,in_service,1,\n{before}"),
            )
            .with(
                "parc/inventories/2025.csv",
                format!("{head}M,laptop,2022-03-01,in_service,1,\n{now}"),
            )
            .with("parc/movements.csv", format!("date,kind,unit_id,quantity\n{moves}"))
            .with("parc/plan.toml", "[plan]\nbase_year = 2024\n");
        let plan = estate.run(&["plan", "status", "parc", "--year", "2025", "--lang", "en"]);
        assert_eq!(plan.code, Some(0), "{}", plan.err);
        let first = estate.run(&["assess", "parc", "--year", "2025", "--lang", "en"]);
        (plan.out, first.out.contains("The ledger contradicts the inventory and wins"))
    };
    let (here, stock) =
        ("P,laptop,2022-03-01,in_service,1,\n", "P,laptop,2022-03-01,in_stock,1,\n");
    let gone = "P,laptop,2022-03-01,exited,1,2024-05-01\n";
    let lot = |units: u32| format!("P,laptop,2022-03-01,in_service,{units},\n");
    for (moves, before, now, told) in [
        (
            "2024-03-01,sell,P,\n",
            here,
            here,
            "P, 2024-03-01 (movements.csv, line 2): left by the ledger, still in the inventory: in service at the end of 2024 in the inventory, line 3; the ledger wins",
        ),
        ("2023-03-01,weee_handover,P,\n", stock, stock, "P, 2023-03-01"),
        ("2025-03-01,donate,P,\n", here, here, "in service at the end of 2025"),
        (
            "2025-03-01,decommission,P,\n",
            here,
            here,
            "P, 2025-03-01 (movements.csv, line 2): decommissioned by the ledger, in service in the inventory",
        ),
        (
            "2025-03-01,sell,P,\n",
            here,
            gone,
            "left on 2024-05-01 in the inventory of 2025, line 3; the ledger wins from 2025 on",
        ),
        (
            "2025-03-01,sell,P,3\n",
            &lot(10),
            &lot(10),
            "line 3 of the inventory of 2025 still counts 3 of them",
        ),
    ] {
        let (plan, first) = said(moves, before, now);
        assert!(
            plan.contains("contradict each other: 1 finding") && plan.contains(told),
            "{moves}: {plan}"
        );
        assert!(first, "{moves}");
    }
    // What both say alike is no contradiction.
    for (moves, before, now) in [
        ("2025-03-01,sell,P,\n", here, ""),
        ("2024-05-01,sell,P,\n", gone, gone),
        ("2025-03-01,sell,P,3\n", &lot(10), &lot(7)),
        ("2024-03-01,decommission,P,\n2024-06-01,reassign,P,\n", here, here),
    ] {
        let (plan, _) = said(moves, before, now);
        assert!(!plan.contains("contradict"), "{moves}: {plan}");
    }
}

/// A machine that the ledger names by its serial number is the one of the inventory: bought once, refurbished
/// by whichever says so, and gone when it says so.
#[test]
fn a_unit_named_by_its_serial_number_is_that_of_the_inventory() {
    let head = "equipment_id,equipment_type,serial,acquired_on,status,quantity,acquisition_mode\n";
    let rows = "A,laptop,5CG9008LX0,2025-03-01,in_service,1,new\nB,laptop,5CG9018LX1,2025-03-01,in_service,1,\n";
    let of = |moves: &str, ask: &str| {
        let columns = "date,kind,unit_id,equipment_type,acquisition_mode,quantity,lot_id\n";
        let estate = Folder::new()
            .with("parc/inventories/2025.csv", format!("{head}{rows}"))
            .with("parc/movements.csv", format!("{columns}{moves}"));
        stands(estate, ask)
    };
    for moves in [
        "2025-03-02,purchase,5CG9018LX1,laptop,refurbished,,\n",
        "2025-03-02,purchase,5cg-9018lx1,laptop,refurbished,,\n",
        "2025-03-02,purchase,B,laptop,refurbished,,\n",
        "2025-03-02,purchase,B,laptop,refurbished,,\n2025-03-02,purchase,5CG9018LX1,laptop,refurbished,,\n",
    ] {
        let one = of(moves, &asks("refurbished_rate_units", "floor", 50.0));
        assert_eq!(
            (one["last"]["value"].as_f64(), &one["verdict"]),
            (Some(50.0), &"ahead".into()),
            "{moves}"
        );
    }
    // Another machine is another purchase.
    let other = "2025-03-02,purchase,5CG9028LX2,laptop,refurbished,,\n";
    let one = of(other, &asks("refurbished_rate_units", "floor", 50.0));
    assert!((one["last"]["value"].as_f64().unwrap() - 100.0 / 3.0).abs() < 1e-9, "{one}");
    // A lot that tells more refurbished machines than the inventory leaves that open.
    let lot = "2025-03-02,purchase,,laptop,refurbished,2,L\n";
    let one = of(lot, &asks("refurbished_rate_units", "floor", 60.0));
    assert_eq!(one["verdict"], "not_distinguishable", "{one}");
    let none =
        of("2025-03-02,purchase,,laptop,new,2,L\n", &asks("refurbished_rate_units", "floor", 60.0));
    assert_eq!(none["verdict"], "late", "{none}");
    let sold = |unit: &str| {
        let estate = Folder::new()
            .with("parc/inventories/2025.csv", format!("{head}{rows}"))
            .with("parc/movements.csv", format!("date,kind,unit_id\n2025-07-01,sell,{unit}\n"));
        let check = estate.run(&["movements", "check", "parc", "--format", "json"]);
        let found: Value = serde_json::from_str(&check.out).unwrap();
        let ran = estate.run(&["assess", "parc", "--year", "2025", "--format", "json"]);
        let run: Value = serde_json::from_str(&ran.out).unwrap();
        (run["ledger_wins"].clone(), found["counts"].clone())
    };
    assert_eq!(sold("B"), sold("5CG9018LX1"));
    assert_eq!(sold("B").0, 1);
    assert_eq!(sold("5CG9028LX9").0, 0);
}

/// Machines taken out of use by a decision, and listed no more, are gone by that: it is no perimeter.
#[test]
fn what_was_decommissioned_and_is_listed_no_more_is_no_perimeter() {
    let head = "equipment_id,equipment_type,quantity,site,status,acquired_on,annual_energy_kwh\n";
    let row = |id: &str, site: &str| format!("{id},laptop,1,{site},in_service,2022-01-01,30\n");
    let town: String = (0..20).map(|at| row(&format!("M{at}"), "Mairie")).collect();
    let school: String = (0..10).map(|at| row(&format!("E{at}"), "École")).collect();
    let perimeter_of = |said: &[(&str, &str, &str)]| {
        let rows_of = |at: usize| {
            let at = at.to_string();
            let row = |(kind, reason, evidence): &(&str, &str, &str)| {
                ["2024-03-01,", kind, ",E", &at, ",", reason, ",", evidence, "\n"].concat()
            };
            said.iter().map(row).collect::<Vec<_>>().concat()
        };
        let moves: String = (0..10).map(rows_of).collect();
        let estate = Folder::new()
            .with("inventories/2023.csv", format!("{head}{town}{school}"))
            .with("inventories/2024.csv", format!("{head}{town}"))
            .with("movements.csv", format!("date,kind,unit_id,reason,evidence\n{moves}"));
        let ran = estate.run(&["change", ".", "--factors", "core-2026.12", "--format", "json"]);
        let change: Value = serde_json::from_str(&ran.out).unwrap();
        let mut all = change["effects"].as_array().unwrap().iter();
        all.find(|one| one["effect"] == "perimeter")
            .map_or(0.0, |one| one["value"].as_f64().unwrap())
    };
    let perimeter = |kind: &str, reason: &str| perimeter_of(&[(kind, reason, "")]);
    assert!(perimeter("decommission", "age").abs() < 1e-9);
    assert!(perimeter("donate", "").abs() < 1e-9);
    assert!(perimeter("repair", "") < -380.0);
    assert!(perimeter("decommission", "vanished") < -380.0);
    // What is deduced from two inventories is no act, be there a row of what was done before.
    let inferred = [("repair", "", "declared"), ("decommission", "", "inferred")];
    assert!(perimeter_of(&inferred) < -380.0);
    let declared = [("repair", "", "declared"), ("decommission", "", "declared")];
    assert!(perimeter_of(&declared).abs() < 1e-9);
}

/// A weight beside a row of waste that was not read is of that much at least, and of any.
#[test]
fn an_export_has_the_bounds_that_rows_set_aside_leave() {
    let of = |more: &str| {
        let columns = "date,kind,unit_id,lot_id,weight_kg,channel\n";
        let ledger = format!("{columns}2025-05-01,weee_handover,,L1,100,eco_organisme\n{more}");
        let estate = Folder::new()
            .with("parc/inventories/2025.csv", list(None))
            .with("parc/movements.csv", ledger);
        let ran =
            estate.run(&["export", "parc", "--year", "2025", "--to", "esrs", "--out", "e.csv"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let rows = crate::support::impacts(&estate.path("e.csv"));
        let bounds = |origin: &str| {
            let row = rows.iter().find(|row| row["origin"] == origin).unwrap();
            ["value", "low", "high"].map(|column| row[column].clone())
        };
        (bounds("indicator:weee_weight"), bounds("ghg:3"))
    };
    let (weight, scope) = of("");
    assert_eq!(weight, ["100", "100", "100"]);
    assert!(!scope[2].is_empty());
    let (weight, scope) = of("2025-06-01,weee_handover,,L2,beaucoup,operator\n");
    assert_eq!(weight, ["100", "100", ""]);
    assert!(scope[2].is_empty() && !scope[0].is_empty());
    // A repair that was not read moves no unit.
    assert!(!of("hier,repair,L3,,,\n").1[2].is_empty());
}
