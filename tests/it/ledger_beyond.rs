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
