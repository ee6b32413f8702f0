//! Sites and entities that come, go, or are called otherwise, and machines that nothing names.

use crate::support::{Folder, Ran};
use serde_json::Value;

/// Laptops of 2022 that draw 30 kWh: 185.09 kg over 5 years, and 30 × 0.0519 or 30 × 0.058 kg.
fn estate(head: &str, old: &[&str], new: &[&str]) -> Folder {
    let table = |rows: &[&str]| {
        let rows: Vec<String> = rows.iter().map(|row| format!("{row},2022-01-01,30\n")).collect();
        format!(
            "equipment_id,equipment_type,quantity,{head},acquired_on,annual_energy_kwh\n{}",
            rows.concat()
        )
    };
    Folder::new().with("inventories/2023.csv", table(old)).with("inventories/2024.csv", table(new))
}

fn ran(estate: &Folder) -> Ran {
    estate.run(&["change", ".", "--factors", "core-2026.12", "--format", "json"])
}

#[track_caller]
fn effects(head: &str, old: &[&str], new: &[&str]) -> Vec<(String, f64)> {
    let ran = ran(&estate(head, old, new));
    let change: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err));
    let all = change["effects"].as_array().unwrap().iter();
    all.map(|one| (one["effect"].as_str().unwrap().to_owned(), one["value"].as_f64().unwrap()))
        .filter(|(_, value)| value.abs() > 1e-9)
        .collect()
}

#[track_caller]
fn are(found: &[(String, f64)], expected: &[(&str, f64)]) {
    let is = |name: &str| found.iter().find(|(known, _)| known == name).map_or(0.0, |one| one.1);
    for (name, value) in expected {
        assert!((is(name) - value).abs() < 0.005, "{name} {value}: {found:?}");
    }
    assert_eq!(found.len(), expected.len(), "{found:?}");
}

/// A lot and a site fewer, of one unit fewer: -(37.018 + 30 × 0.05495) and 29.5 × 30 × -0.0061.
#[test]
fn a_site_that_goes_takes_along_what_the_others_have_not() {
    let found =
        effects("site", &[",laptop,10,Médiathèque", ",laptop,20,Mairie"], &[",laptop,29,Mairie"]);
    are(&found, &[("volume", -38.6665), ("electricity", -5.3985)]);
    // The other way round it was right.
    let found =
        effects("site", &[",laptop,30,Mairie"], &[",laptop,20,Mairie", ",laptop,9,Médiathèque"]);
    are(&found, &[("volume", -38.6665), ("electricity", -5.3985)]);
}

/// Ten laptops, then nine under another name: 9.5 × 30 × -0.0061.
#[test]
fn a_lot_of_one_unit_fewer_under_another_name_is_a_unit_fewer() {
    let one_less = [("volume", -38.6665), ("electricity", -1.7385)];
    for (old, new) in [
        ("A", "B"),
        ("Hôtel de ville", "hôtel de ville"),
        ("Hôtel de ville", "Hotel-de-ville"),
        ("Hôtel  de ville", "HOTEL DE VILLE"),
    ] {
        for head in ["site", "entity"] {
            let (old, new) = (format!(",laptop,10,{old}"), format!(",laptop,9,{new}"));
            are(&effects(head, &[&old], &[&new]), &one_less);
        }
    }
    // Two sites, one of which goes.
    let found =
        effects("site", &[",laptop,10,A", ",laptop,10,B"], &[",laptop,10,A", ",laptop,9,C"]);
    are(&found, &[("volume", -38.6665), ("electricity", -3.5685)]);
}

/// A site split in two is no site gone: seven units more.
#[test]
fn a_lot_split_over_two_new_names_is_no_perimeter() {
    let found = effects("site", &[",laptop,10,A"], &[",laptop,6,B", ",laptop,11,C"]);
    are(&found, &[("volume", 7.0 * 38.6665), ("electricity", -13.5 * 0.183)]);
}

/// A site of which less than half may be elsewhere goes, and what comes elsewhere came: 10 units of
/// 37.018 + 30 × 0.058 less, 3 of 37.018 + 30 × 0.0519 more, all of it perimeter.
#[test]
fn what_goes_and_what_comes_are_both_apart_or_neither() {
    let found = effects("site", &[",laptop,10,A"], &[",laptop,3,B"]);
    are(&found, &[("perimeter", -10.0 * 38.758 + 3.0 * 38.575)]);
}

/// A lot whose units are named the next year, elsewhere: the electricity alone, 10 × 30 × -0.0061.
#[test]
fn a_lot_that_is_named_elsewhere_is_no_perimeter() {
    let named: Vec<String> = (0..10).map(|at| format!("L{at},laptop,1,B")).collect();
    let named: Vec<&str> = named.iter().map(String::as_str).collect();
    are(&effects("site", &[",laptop,10,A"], &named), &[("electricity", -1.83)]);
    are(&effects("site", &named, &[",laptop,10,A"]), &[("electricity", -1.83)]);
}

/// Named machines that the other year has not are others: a site closed, one opened.
#[test]
fn other_named_machines_elsewhere_are_perimeter() {
    let found = effects("site", &["K1,laptop,1,A", "K2,laptop,1,A"], &["L1,laptop,1,B"]);
    are(&found, &[("perimeter", -2.0 * 38.758 + 38.575)]);
}

/// Put into use at whatever site, it is a unit more in use: 30 × 0.05495, and 4.5 × 30 × -0.0061.
#[test]
fn where_a_unit_is_put_into_use_moves_nothing() {
    let row = |id: &str, site: &str, state: &str| format!("{id},laptop,1,{site},{state}");
    for site in ["A", "B"] {
        let year = |state: &str| -> Vec<String> {
            let others = (1..5).map(|at| row(&format!("K{at}"), "A", "in_service"));
            others.chain([row("K0", site, state)]).collect()
        };
        let (old, new) = (year("in_stock"), year("in_service"));
        let (old, new): (Vec<&str>, Vec<&str>) =
            (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
        are(&effects("site,status", &old, &new), &[("volume", 1.6485), ("electricity", -0.8235)]);
    }
}

/// A machine whose row the later year set aside neither left nor stayed.
#[test]
fn a_machine_whose_row_is_set_aside_did_not_leave() {
    let estate =
        estate("site", &["L0,laptop,1,A", "L1,laptop,1,A"], &["L0,laptop,x,A", "L1,laptop,1,A"]);
    let change: Value = serde_json::from_str(&ran(&estate).out).unwrap();
    let flows = &change["flows"];
    assert_eq!(flows["left"]["units"], 0.0, "{flows}");
    assert_eq!(flows["row_aside"]["units"], 1.0, "{flows}");
    assert!((flows["row_aside"]["change"].as_f64().unwrap() + 38.758).abs() < 0.005, "{flows}");
}

/// What left a lot before either year is none of the units that a row set aside, or named by nothing, has.
#[test]
fn units_gone_before_a_year_are_in_none_of_its_flows() {
    let gone = "date,kind,unit_id,quantity\n2022-06-01,sale,L0,4\n";
    let units = |estate: &Folder, flow: &str| {
        let change: Value = serde_json::from_str(&ran(estate).out).unwrap();
        change["flows"][flow]["units"].as_f64().unwrap()
    };
    let lot = ["L0,laptop,10,A", "L1,laptop,1,A"];
    let broken = ["L0,laptop,x,A", "L1,laptop,1,A"];
    for (old, new) in [(&lot, &broken), (&broken, &lot)] {
        assert!((units(&estate("site", old, new), "row_aside") - 10.0).abs() < 1e-9);
        // A list of the year of the sale has them, and the later ones still do.
        let first = "equipment_id,equipment_type,quantity\nL0,laptop,10\nL1,laptop,1\n";
        let sold = estate("site", old, new).with("movements.csv", gone);
        let sold = sold.with("inventories/2022.csv", first);
        assert!((units(&sold, "row_aside") - 6.0).abs() < 1e-9);
    }
}

/// What a year's ledger tells of the rows of an estate of which `old` is all of a site that the next
/// year has not: how the change is shared out.
#[track_caller]
fn with_ledger(head: &str, old: &[&str], new: &[&str], movements: &[&str]) -> Vec<(String, f64)> {
    let heading = "date,kind,unit_id,lot_id,equipment_type,quantity,site,entity\n";
    let rows = movements.join("\n");
    let estate = estate(head, old, new).with("movements.csv", format!("{heading}{rows}"));
    let ran = ran(&estate);
    let change: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err));
    let all = change["effects"].as_array().unwrap().iter();
    all.map(|one| (one["effect"].as_str().unwrap().to_owned(), one["value"].as_f64().unwrap()))
        .filter(|(_, value)| value.abs() > 1e-9)
        .collect()
}

/// A site, or an entity, that is emptied by gifts, sales, waste and lots is emptied by acts: 4 units of
/// 37.018 + 30 × 0.05495 less, and the electricity of the mean number of units, (8 + 4) / 2 × 30 ×
/// -0.0061.
#[test]
fn a_place_that_movements_emptied_is_no_perimeter() {
    let new: Vec<String> = (0..4).map(|at| format!("M{at},laptop,1,B")).collect();
    let old: Vec<String> =
        (0..4).map(|at| format!("K{at},laptop,1,A")).chain(new.clone()).collect();
    let [old, new] = [&old, &new].map(|rows| rows.iter().map(String::as_str).collect::<Vec<_>>());
    let of = |kind: &str, at: usize| format!("2024-01-01,{kind},K{at},,,,,");
    let each = |kinds: [&str; 4]| -> Vec<String> {
        kinds.iter().zip(0..).map(|(kind, at)| of(kind, at)).collect()
    };
    let acts = [("volume", -4.0 * 38.6665), ("electricity", -6.0 * 0.183)];
    for head in ["site", "entity"] {
        for kinds in [["donate"; 4], ["sell"; 4], ["donate", "sell", "weee_handover", "transfer"]] {
            let movements = each(kinds);
            let movements: Vec<&str> = movements.iter().map(String::as_str).collect();
            are(&with_ledger(head, &old, &new, &movements), &acts);
        }
        // A lot says where it was taken from; half of the units, or three, say where all went.
        let place = if head == "site" { "A," } else { ",A" };
        let lot = format!("2024-01-01,donate,,LOT-1,laptop,4,{place}");
        are(&with_ledger(head, &old, &new, &[&lot]), &acts);
        let three = each(["donate"; 4]);
        let three: Vec<&str> = three.iter().take(3).map(String::as_str).collect();
        // Of the fourth nothing tells that it left, though its place is told to be emptied.
        let and_one_missing =
            [("perimeter", -38.758), ("volume", -3.0 * 38.6665), ("electricity", -5.5 * 0.183)];
        are(&with_ledger(head, &old, &new, &three), &and_one_missing);
    }
    // Nothing tells where they went; one unit of four does; a lot of another place; a repair is no exit.
    let gone = [("perimeter", -4.0 * 38.758), ("electricity", -4.0 * 0.183)];
    for movements in [
        vec![],
        vec!["2024-01-01,donate,,LOT-1,laptop,4,B,"],
        vec!["2024-01-01,repair,K0,,,,,", "2024-01-01,repair,K1,,,,,"],
        // A lot of something else, which the place had none of; chairs.
        vec!["2024-01-01,donate,,LOT-1,keyboard,4,A,"],
        vec!["2024-01-01,weee_handover,,LOT-1,smartphone,4,A,"],
        vec!["2024-01-01,donate,,LOT-1,chaise,4,A,"],
    ] {
        are(&with_ledger("site", &old, &new, &movements), &gone);
    }
    let one = with_ledger("site", &old, &new, &["2024-01-01,donate,K0,,,,,"]);
    assert!(
        one.iter()
            .any(|(effect, value)| effect == "perimeter" && (value + 3.0 * 38.758).abs() < 0.01),
        "{one:?}"
    );
}

/// What was found to be no more listed, lost or stolen is nobody's act: a place of which nothing else is
/// told is a perimeter, and one whose machines were given is not.
#[test]
fn what_nobody_did_empties_no_place() {
    let new: Vec<String> = (0..4).map(|at| format!("M{at},laptop,1,B")).collect();
    let old: Vec<String> =
        (0..4).map(|at| format!("K{at},laptop,1,A")).chain(new.clone()).collect();
    let [old, new] = [&old, &new].map(|rows| rows.iter().map(String::as_str).collect::<Vec<_>>());
    for (how, effect) in [
        ("decommission,vanished,inferred", "perimeter"),
        ("decommission,vanished,declared", "perimeter"),
        ("decommission,stolen,declared", "perimeter"),
        ("donate,,inferred", "perimeter"),
        ("decommission,lease_end,declared", "volume"),
        ("donate,,declared", "volume"),
    ] {
        let rows: Vec<String> = (0..4).map(|at| format!("2024-01-01,K{at},{how}")).collect();
        let ledger = format!("date,unit_id,kind,reason,evidence\n{}\n", rows.join("\n"));
        let ran = ran(&estate("site", &old, &new).with("movements.csv", ledger));
        let change: Value =
            serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err));
        let moved = change["effects"].as_array().unwrap().iter().any(|one| {
            one["effect"] == effect && one["value"].as_f64().is_some_and(|value| value < -150.0)
        });
        assert!(moved, "{how}: {}", change["effects"]);
    }
}

/// A machine that left years ago keeps no site, entity or type alive that the later year has no more.
#[test]
fn what_counts_in_neither_year_keeps_nothing_of_it() {
    for (head, kind, place) in
        [("site", "laptop", "Lyon"), ("entity", "laptop", "Lyon"), ("site", "tablet", "Paris")]
    {
        let table = |rows: &[String]| {
            format!(
                "equipment_id,equipment_type,{head},status,acquired_on,exited_on,annual_energy_kwh\n{}",
                rows.concat()
            )
        };
        let row = |id: String, kind: &str, place: &str| {
            format!("{id},{kind},{place},in_service,2022-01-01,,30\n")
        };
        let kept = || (0..10).map(|at| row(format!("P{at}"), "laptop", "Paris"));
        let left = || (0..10).map(|at| row(format!("L{at}"), kind, place));
        let gone = format!("OLD0,{kind},{place},exited,2012-01-01,2019-05-01,\n");
        let perimeter = |dead: &[String]| {
            let old: Vec<String> = left().chain(kept()).chain(dead.to_vec()).collect();
            let new: Vec<String> = kept().chain(dead.to_vec()).collect();
            let estate = Folder::new()
                .with("inventories/2023.csv", table(&old))
                .with("inventories/2024.csv", table(&new));
            let change: Value = serde_json::from_str(&ran(&estate).out).unwrap();
            let mut all = change["effects"].as_array().unwrap().iter();
            all.find(|one| one["effect"] == "perimeter")
                .map_or(0.0, |one| one["value"].as_f64().unwrap())
        };
        let whole = perimeter(&[]);
        assert!(whole < -50.0, "{head} {kind}: {whole}");
        assert!((perimeter(&[gone]) - whole).abs() < 1e-9, "{head} {kind}");
    }
}

/// One machine left in stock at a place keeps no place alive: nothing tells what became of the others, and
/// they are a perimeter. Those that are all put in stock, or given, are acts.
#[test]
fn a_machine_in_stock_keeps_no_place_alive() {
    let place = |stock: &str| {
        let head =
            "equipment_id,equipment_type,quantity,site,status,acquired_on,annual_energy_kwh\n";
        let row = |id: &str, site: &str, state: &str| {
            format!("{id},laptop,1,{site},{state},2022-01-01,30\n")
        };
        let town: String =
            (0..20).map(|at| row(&format!("M{at}"), "Mairie", "in_service")).collect();
        let school = |at: u32, state: &str| row(&format!("E{at}"), "École", state);
        let old: String = (0..10).map(|at| school(at, "in_service")).collect();
        let new: String = match stock {
            "one" => school(0, "in_stock"),
            "all" => (0..10).map(|at| school(at, "in_stock")).collect(),
            "serving" => (0..6).map(|at| school(at, "in_service")).collect(),
            _ => String::new(),
        };
        let estate = Folder::new()
            .with("inventories/2023.csv", format!("{head}{town}{old}"))
            .with("inventories/2024.csv", format!("{head}{town}{new}"));
        let change: Value = serde_json::from_str(&ran(&estate).out).unwrap();
        let effects = change["effects"].as_array().unwrap().clone();
        let of = |name: &str| {
            let one = effects.iter().find(|one| one["effect"] == name);
            one.map_or(0.0, |one| one["value"].as_f64().unwrap())
        };
        (of("perimeter"), of("volume"))
    };
    // Nine or ten laptops of about 38.7 kg are no more listed.
    let (perimeter, volume) = place("none");
    assert!(perimeter < -380.0 && volume.abs() < 1.0, "{perimeter} {volume}");
    let (perimeter, _) = place("one");
    assert!(perimeter < -340.0, "{perimeter}");
    let (perimeter, _) = place("all");
    assert!(perimeter.abs() < 1e-9, "{perimeter}");
    // Six keep it alive: of the other four alone nothing tells that they left.
    let (perimeter, _) = place("serving");
    assert!((-4.0 * 38.8..-4.0 * 38.6).contains(&perimeter), "{perimeter}");
}
