//! Machines that a year lists no more, of which nothing tells that they left: no fall of anyone's making.

use crate::plan_unread::{asks, stands};
use crate::support::Folder;
use serde_json::Value;
use std::fmt::Write as _;

const HEADINGS: &str =
    "equipment_id,equipment_type,quantity,acquired_on,status,exited_on,site,annual_energy_kwh\n";
const LEDGER: &str = "date,kind,unit_id,lot_id,equipment_type,quantity,site,reason\n";

/// A row of so many units of a type.
fn row(id: &str, kind: &str, units: u32, rest: &str) -> String {
    format!("{id},{kind},{units},2023-01-01,{rest},Mairie,30\n")
}

/// So many laptops in service, `P0` and on.
fn laptops(from: u32, to: u32) -> String {
    (from..to).map(|at| row(&format!("P{at}"), "laptop", 1, "in_service,")).collect()
}

/// Twenty laptops, then what the later year has and what the ledger says.
fn estate(now: &str, movements: &[&str]) -> Folder {
    let folder = Folder::new()
        .with("parc/inventories/2024.csv", format!("{HEADINGS}{}", laptops(0, 20)))
        .with("parc/inventories/2025.csv", format!("{HEADINGS}{now}"))
        .with("parc/estate.toml", "[headcount]\n2024 = 10\n2025 = 10\n");
    match movements {
        [] => folder,
        rows => folder.with("parc/movements.csv", format!("{LEDGER}{}\n", rows.join("\n"))),
    }
}

fn change(folder: &Folder) -> Value {
    let ran = folder.run(&["change", "parc", "--factors", "core-2026.12", "--format", "json"]);
    serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err))
}

/// Units of the earlier year that nobody says to have left, by their types.
fn unlisted(change: &Value) -> Vec<(String, f64)> {
    let all = change["apart"].as_array().unwrap().iter();
    let own = all.filter(|one| one["kind"] == "unlisted");
    own.map(|one| (one["code"].as_str().unwrap().to_owned(), one["units"].as_f64().unwrap()))
        .collect()
}

/// Five of twenty laptops are listed no more, and what says so, or does not: how many nobody tells of.
#[test]
fn what_is_listed_no_more_is_missing_unless_its_end_is_told() {
    let fifteen = laptops(0, 15);
    let left = |how: &str| -> String {
        (15..20).map(|at| row(&format!("P{at}"), "laptop", 1, how)).collect()
    };
    let of = |kind: &str, reason: &str| -> Vec<String> {
        (15..20).map(|at| format!("2025-01-15,{kind},P{at},,,,,{reason}")).collect()
    };
    let each = |rows: &[String], now: &str| {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        unlisted(&change(&estate(now, &rows)))
    };
    let missing = |units: f64| vec![("laptop".to_owned(), units)];
    assert_eq!(each(&[], &fifteen), missing(5.0));
    // By its status, and by a day of leaving.
    assert_eq!(each(&[], &format!("{fifteen}{}", left("exited,"))), []);
    assert_eq!(each(&[], &format!("{fifteen}{}", left("in_service,2025-01-15"))), []);
    // By a movement: of the units, of some of them, of a lot; lost is told, and nowhere to be found is not.
    for kind in ["sell", "donate", "weee_handover", "transfer"] {
        assert_eq!(each(&of(kind, ""), &fifteen), [], "{kind}");
    }
    assert_eq!(each(&of("sell", "")[..3], &fifteen), missing(2.0));
    assert_eq!(each(&of("decommission", "stolen"), &fifteen), []);
    assert_eq!(each(&of("decommission", "vanished"), &fifteen), missing(5.0));
    assert_eq!(each(&of("repair", ""), &fifteen), missing(5.0));
    // What is deduced to be out of use, and was sold, was sold: nobody's act takes no act away.
    let deduced = |evidence: &str, sold: &str| {
        let rows: Vec<String> = (15..20)
            .map(|at| {
                format!(
                    "2025-01-15,decommission,P{at},{evidence}\n{}",
                    sold.replace("PX", &format!("P{at}"))
                )
            })
            .collect();
        let ledger = format!("date,kind,unit_id,evidence\n{}", rows.concat());
        unlisted(&change(&estate(&fifteen, &[]).with("parc/movements.csv", ledger)))
    };
    assert_eq!(deduced("inferred", ""), missing(5.0));
    assert_eq!(deduced("inferred", "2025-02-15,sell,PX,declared\n"), []);
    assert_eq!(deduced("declared", ""), []);
    // Nor does what is deduced later: `infer` proposes it of what is listed no more.
    let vanished: Vec<String> = (15..20)
        .map(|at| {
            format!("2025-01-15,decommission,P{at},declared,\n2025-03-01,decommission,P{at},inferred,vanished\n")
        })
        .collect();
    let ledger = format!("date,kind,unit_id,evidence,reason\n{}", vanished.concat());
    let folder = estate(&fifteen, &[]).with("parc/movements.csv", ledger);
    assert_eq!(unlisted(&change(&folder)), []);
    // What came stands in first for what was sold: of five, two for others.
    let came: String =
        (0..5).map(|at| row(&format!("Q{at}"), "laptop", 1, "in_service,")).collect();
    let sold: Vec<String> = (12..15).map(|at| format!("2025-01-15,sell,P{at},,,,,")).collect();
    assert_eq!(each(&sold, &format!("{}{came}", laptops(0, 12))), missing(3.0));
    assert_eq!(each(&[], &format!("{}{came}", laptops(0, 12))), missing(3.0));
    // Nor does what had been lost, came back and was sold.
    let back = [of("decommission", "lost"), of("return", ""), of("sell", "")].concat();
    assert_eq!(each(&back, &fifteen), []);
    let lot = |units: u32, site: &str, kind: &str| {
        vec![format!("2025-01-15,sell,,LOT-1,{kind},{units},{site},")]
    };
    assert_eq!(each(&lot(5, "Mairie", "laptop"), &fifteen), []);
    assert_eq!(each(&lot(5, "", "laptop"), &fifteen), []);
    assert_eq!(each(&lot(4, "Mairie", "laptop"), &fifteen), missing(1.0));
    assert_eq!(each(&lot(5, "Mairie", "keyboard"), &fifteen), missing(5.0));
    // Others came in their place: of their kind, or of another that people sit at; printers are none.
    let bought = |kind: &str, units: u32| -> String {
        let rows =
            (0..units).map(|at| format!("N{at},{kind},1,2025-02-01,in_service,,Mairie,30\n"));
        format!("{fifteen}{}", rows.collect::<String>())
    };
    assert_eq!(each(&[], &bought("laptop", 5)), []);
    assert_eq!(each(&[], &bought("desktop", 3)), missing(2.0));
    assert_eq!(each(&[], &bought("printer", 5)), missing(5.0));
    // A line that counts fewer units says so itself.
    let line = |units: u32| format!("{fifteen}{}", row("LOT", "monitor", units, "in_service,"));
    let counted = Folder::new()
        .with("parc/inventories/2024.csv", format!("{HEADINGS}{}", line(12)))
        .with("parc/inventories/2025.csv", format!("{HEADINGS}{}", line(8)));
    assert_eq!(unlisted(&change(&counted)), []);
}

/// Twenty laptops, five of them merely left out: the effect is of the perimeter, whole, and said with
/// what to do.
#[test]
fn a_change_names_what_is_missing_and_shares_it_out_as_perimeter() {
    let folder = estate(&laptops(0, 15), &[]);
    let told = change(&folder);
    let effect = |name: &str| {
        let mut all = told["effects"].as_array().unwrap().iter();
        all.find(|one| one["effect"] == name).unwrap()["value"].as_f64().unwrap()
    };
    let before = told["from"]["total"]["value"].as_f64().unwrap();
    assert!((effect("perimeter") + before / 4.0).abs() < 1e-6, "{told}");
    assert!(effect("volume").abs() < 1e-9 && effect("mix").abs() < 1e-9);
    for (lang, said) in [
        ("fr", "5 équipements listés en 2024 ne le sont plus en 2025, et rien ne dit leur sortie"),
        ("fr", "portable (5 équipements"),
        ("fr", "empreinte movements infer"),
        ("en", "5 units listed in 2024 are not in 2025, and nothing tells their exit"),
        ("en", "aptop (5 units"),
        ("en", "empreinte movements infer"),
    ] {
        let ran = folder.run(&["--lang", lang, "change", "parc"]);
        let text = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.replace('\u{a0}', " ").contains(said), "{lang} {said}: {text}");
    }
}

/// Asked for 10 % less, 25 % less by leaving machines out is late net of them; told to have left, ahead.
#[test]
fn nobody_is_ahead_by_leaving_machines_out_of_a_list() {
    let fifteen = laptops(0, 15);
    let sold: Vec<String> = (15..20).map(|at| format!("2025-01-15,sell,P{at},,,,,")).collect();
    let sold: Vec<&str> = sold.iter().map(String::as_str).collect();
    let change = asks("it_ghg_annualised", "change", -10.0);
    let change = change.as_str();
    let one = stands(estate(&fifteen, &[]), change);
    assert_eq!((&one["raw_verdict"], &one["verdict"]), (&"ahead".into(), &"late".into()), "{one}");
    let one = stands(estate(&fifteen, &sold), change);
    assert_eq!((&one["raw_verdict"], &one["verdict"]), (&"ahead".into(), &"ahead".into()), "{one}");
    // Electricity and counts by person, which the change does not share out: 600 kWh, 2 a person.
    for (indicator, most) in
        [("it_electricity", 500.0), ("it_electricity_per_user", 50.0), ("devices_per_user", 1.8)]
    {
        let asked = asks(indicator, "ceiling", most);
        let one = stands(estate(&fifteen, &[]), &asked);
        assert_eq!(one["raw_verdict"], "ahead", "{indicator}: {one}");
        assert_ne!(one["verdict"], "ahead", "{indicator}: {one}");
        let one = stands(estate(&fifteen, &sold), &asked);
        assert_eq!(one["verdict"], "ahead", "{indicator}: {one}");
    }
    let mut text = String::new();
    let folder = estate(&fifteen, &[]).with(
        "parc/plan.toml",
        format!("[plan]\nbase_year = 2024\n[[commitment]]\nid = \"E1\"\nlabel = \"x\"\n{change}"),
    );
    let _ = write!(text, "{}", folder.run(&["plan", "status", "parc", "--year", "2025"]).out);
    assert!(text.contains("périmètre"), "{text}");
}

/// A lot of six that nothing names, and six units that left the same day: six to twelve were given, six
/// where the rows of the units name the lot, and twelve on another day.
#[test]
fn what_may_be_told_twice_is_in_the_low_bound_once() {
    let given = |day: &str, lot: &str, in_lot: u32| {
        let unit = |at: usize| format!("{day},donate,P{at},{lot},,,,\n");
        let units = (0..6).map(unit).collect::<Vec<_>>().concat();
        let ledger = format!("{LEDGER}2025-05-10,donate,,GIFT,laptop,{in_lot},Mairie,\n{units}");
        let folder = estate(&laptops(6, 20), &[]).with("parc/movements.csv", ledger);
        let ran = folder.run(&["indicators", "parc", "--year", "2025", "--format", "json"]);
        let told: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err));
        let mut all = told["indicators"].as_array().or(told.as_array()).unwrap().iter();
        let one = all.find(|one| one["id"] == "donated_count").unwrap();
        ["low", "value", "high"].map(|side| one[side].to_string())
    };
    assert_eq!(given("2025-05-10", "", 6), ["6.0", "12.0", "12.0"]);
    assert_eq!(given("2025-05-10", "GIFT", 6), ["6.0", "6.0", "6.0"]);
    // Six of a lot of ten have rows that name it: four more, for sure.
    assert_eq!(given("2025-05-10", "GIFT", 10), ["10.0", "10.0", "10.0"]);
    assert_eq!(given("2025-09-01", "", 6), ["12.0", "12.0", "12.0"]);
    // Six sold one by one and a lot of six that was given are twelve, whatever the day.
    let sold =
        (0..6).map(|at| format!("2025-05-10,sell,P{at},,,,,\n")).collect::<Vec<_>>().concat();
    let ledger = format!("{LEDGER}2025-05-10,donate,,GIFT,laptop,6,Mairie,\n{sold}");
    let folder = estate(&laptops(6, 20), &[]).with("parc/movements.csv", ledger);
    let ran = folder.run(&["indicators", "parc", "--year", "2025", "--format", "json"]);
    let told: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err));
    let mut all = told["indicators"].as_array().or(told.as_array()).unwrap().iter();
    let one = all.find(|one| one["id"] == "reformed_to_reuse").unwrap();
    assert_eq!(
        ["low", "value", "high"].map(|side| one[side].to_string()),
        ["12.0", "12.0", "12.0"]
    );
}

/// A gift of a lot that says no number: the number lacks, and none is made up.
#[test]
fn a_lot_without_a_number_is_of_several_units() {
    let folder = estate(&laptops(0, 20), &["2025-05-01,donate,,L1,laptop,,Mairie,"]).with(
        "parc/plan.toml",
        format!(
            "[plan]\nbase_year = 2024\n[[commitment]]\nid = \"E1\"\nlabel = \"x\"\n{}",
            asks("donated_count", "floor", 5.0)
        ),
    );
    let text = folder.run(&["plan", "status", "parc", "--year", "2025"]).out;
    assert!(text.contains("plusieurs unités") && !text.contains(" inf "), "{text}");
}
