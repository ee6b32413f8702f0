//! What the ledger and the inventory tell in two ways of one unit: both are said, with which one wins, and
//! the bounds of what they move hold both. Worked out by hand first.

use crate::support::Folder;
use serde_json::Value;

const HEADINGS: &str = "equipment_id,equipment_type,status,acquired_on,acquisition_mode,quantity,exited_on,exit_route\n";
const LEDGER: &str = "date,kind,unit_id,lot_id,equipment_type,quantity,acquisition_mode,to_party\n";

/// Ten laptops of 2020, at the end of 2024.
fn before() -> String {
    let row = |at: u32| format!("PC-{at:02},laptop,in_service,2020-03-01,new,1,,\n");
    (1..=10).map(row).collect()
}

fn estate(before: &str, now: &str, moves: &str) -> Folder {
    let commitment = |at: usize, id: &str| {
        format!(
            "[[commitment]]\nid = \"E{at}\"\nlabel = \"x\"\nindicator = \"{id}\"\ntarget = \"floor\"\ntargets = {{ 2025 = 10 }}\n"
        )
    };
    let asked = ["reuse_rate_cohort", "refurbished_rate_units"];
    let asked: String = asked.iter().enumerate().map(|(at, id)| commitment(at, id)).collect();
    Folder::new()
        .with("parc/inventories/2024.csv", format!("{HEADINGS}{before}"))
        .with("parc/inventories/2025.csv", format!("{HEADINGS}{now}"))
        .with("parc/movements.csv", format!("{LEDGER}{moves}"))
        .with("parc/estate.toml", "[headcount]\n2024 = 10\n2025 = 10\n")
        .with("parc/plan.toml", format!("[plan]\nbase_year = 2024\n{asked}"))
}

/// The value of an indicator in 2025 with its bounds, and what it lacks.
fn value(estate: &Folder, id: &str) -> ([f64; 3], String) {
    let ran = estate.run(&["indicators", "parc", "--year", "2025", "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let all: Value = serde_json::from_str(&ran.out).unwrap();
    let one = all.as_array().unwrap().iter().find(|one| one["id"] == id).unwrap();
    let number = |key: &str| one[key].as_f64().unwrap_or(f64::NAN);
    (["value", "low", "high"].map(number), one.to_string())
}

#[track_caller]
fn bounds(estate: &Folder, id: &str, expected: [f64; 3]) {
    let (found, said) = value(estate, id);
    let near = found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-6);
    assert!(near, "{id}: {found:?}, not {expected:?}: {said}");
}

/// Both sides, where they stand and who wins, in the check, the indicators, the plan and the statement.
#[track_caller]
fn told(estate: &Folder, code: &str, sides: &[&str]) {
    let check = estate.run(&["movements", "check", "parc", "--format", "json", "--lang", "en"]).out;
    let check: Value = serde_json::from_str(&check).unwrap();
    assert!(check["counts"][code].as_u64() > Some(0), "{code}: {check}");
    let indicators = estate.run(&["indicators", "parc", "--year", "2025", "--lang", "en"]).err;
    let status = estate.run(&["plan", "status", "parc", "--lang", "en"]).out;
    let as_json = estate.run(&["plan", "status", "parc", "--format", "json"]).out;
    let statement = estate.run(&["statement", "parc", "--lang", "en"]).out;
    let document = estate.run(&["plan", "export", "parc", "--format", "md", "--lang", "en"]).out;
    let of_statement = estate.run(&["statement", "parc", "--format", "json"]).out;
    for side in sides {
        for (said, by) in [
            (&indicators, "indicators"),
            (&status, "plan status"),
            (&as_json, "plan status --format json"),
            (&statement, "statement"),
            (&of_statement, "statement --format json"),
            (&document, "plan export"),
        ] {
            let one_line = said.split_whitespace().collect::<Vec<_>>().join(" ").replace('\\', "");
            assert!(one_line.contains(side), "{by}: no {side}: {said}");
        }
    }
}

/// Four laptops that the ledger has refurbished and the list has new: four of four, or none.
#[test]
fn another_mode_is_told_with_both_and_opens_the_share() {
    let now = |mode: &str| {
        let row = |at: u32| format!("N{at},laptop,in_service,2025-03-01,{mode},1,,\n");
        format!("{}{}", before(), (0..4).map(row).collect::<String>())
    };
    let moves: String = (0..4)
        .map(|at| format!("2025-03-01,purchase,N{at},,laptop,1,refurbished,\n"))
        .collect::<Vec<_>>()
        .concat();
    let apart = estate(&before(), &now("new"), &moves);
    bounds(&apart, "refurbished_rate_units", [100.0, 0.0, 100.0]);
    bounds(&apart, "purchases_per_user", [0.4, 0.4, 0.4]);
    told(&apart, "other_mode", &["`refurbished`", "`new`", "line 12; the ledger wins", "line 2)"]);
    // One of four told otherwise: three or four.
    let one = now("refurbished").replacen("2025-03-01,refurbished", "2025-03-01,new", 1);
    bounds(&estate(&before(), &one, &moves), "refurbished_rate_units", [100.0, 75.0, 100.0]);
    for same in ["refurbished", ""] {
        let agreed = estate(&before(), &now(same), &moves);
        bounds(&agreed, "refurbished_rate_units", [100.0, 100.0, 100.0]);
    }
}

/// Two bought in 2025, of which the list has one in 2023 and refurbished: one of two, or of one none.
#[test]
fn another_day_of_purchase_is_told_and_opens_what_was_bought() {
    let moves =
        "2025-05-02,purchase,A,,laptop,1,new,\n2025-05-02,purchase,B,,laptop,1,refurbished,\n";
    let now = |day: &str| {
        format!(
            "{}A,laptop,in_service,2025-05-02,new,1,,\nB,laptop,in_service,{day},refurbished,1,,\n",
            before()
        )
    };
    let apart = estate(&before(), &now("2023-05-02"), moves);
    bounds(&apart, "purchases_per_user", [0.1, 0.1, 0.2]);
    bounds(&apart, "refurbished_rate_units", [0.0, 0.0, 50.0]);
    told(&apart, "other_purchase_day", &["2023-05-02", "2025-05-02", "the inventory wins"]);
    // An invoice and its delivery, a year alone, and a day that stands in are no other day.
    for near in ["2025-05-20", "2025-04-10", "2025", ""] {
        bounds(&estate(&before(), &now(near), moves), "purchases_per_user", [0.2, 0.2, 0.2]);
    }
    // Of one year, months apart: said, and no count of the year is moved.
    let months = estate(&before(), &now("2025-01-02"), moves);
    bounds(&months, "purchases_per_user", [0.2, 0.2, 0.2]);
    told(&months, "other_purchase_day", &["on 2025-01-02"]);
}

/// Six given by the ledger, that the list has as recycled, lost, or gone without a word.
#[test]
fn another_way_of_leaving_is_told_and_opens_reuse() {
    let gone = |by: &str, day: &str| {
        let left =
            (1..=6).map(|at| format!("PC-{at:02},laptop,exited,2020-03-01,new,1,{day},{by}\n"));
        let kept = (7..=10).map(|at| format!("PC-{at:02},laptop,in_service,2020-03-01,new,1,,\n"));
        left.chain(kept).collect::<String>()
    };
    let moves: String = (1..=6)
        .map(|at| format!("2025-05-02,donate,PC-{at:02},,laptop,1,,Asso\n"))
        .collect::<Vec<_>>()
        .concat();
    let weee = estate(&before(), &gone("recycled", "2025-05-02"), &moves);
    bounds(&weee, "reuse_rate_cohort", [100.0, 0.0, 100.0]);
    bounds(&weee, "donated_count", [6.0, 0.0, 6.0]);
    told(&weee, "other_route", &["`donation`", "`weee`", "the ledger wins, which dates"]);
    let sold = estate(&before(), &gone("sold", "2025-05-02"), &moves);
    // Reused all the same, be it sold or given.
    bounds(&sold, "reuse_rate_cohort", [100.0, 100.0, 100.0]);
    bounds(&sold, "sold_count", [0.0, 0.0, 6.0]);
    for (by, day) in [("", "2025-05-20"), ("donated", "2025-05-02"), ("unknown", "")] {
        let agreed = estate(&before(), &gone(by, day), &moves);
        bounds(&agreed, "donated_count", [6.0, 6.0, 6.0]);
    }
    let earlier = estate(&before(), &gone("", "2024-05-02"), &moves);
    bounds(&earlier, "donated_count", [6.0, 0.0, 6.0]);
    told(&earlier, "other_day", &["left on 2024-05-02", "the ledger wins from 2025 on"]);
}

/// Six given, of which the list has one in service: five or six. A list without states says nothing of it.
#[test]
fn what_left_and_is_listed_in_service_opens_what_left() {
    let moves: String = (1..=6)
        .map(|at| format!("2025-05-02,donate,PC-{at:02},,laptop,1,,Asso\n"))
        .collect::<Vec<_>>()
        .concat();
    let kept: String = before().split_inclusive('\n').skip(6).collect();
    let there = format!("{kept}PC-01,laptop,in_service,2020-03-01,new,1,,\n");
    let apart = estate(&before(), &there, &moves);
    bounds(&apart, "donated_count", [6.0, 5.0, 6.0]);
    told(&apart, "still_in_inventory", &["in service at the end of 2025", "the ledger wins"]);
    let bare = |rows: &str| rows.replace(",in_service,", ",,");
    let silent = estate(&bare(&before()), &bare(&there), &moves);
    bounds(&silent, "donated_count", [6.0, 6.0, 6.0]);
}

/// Bought as servers by the ledger, laptops by the list: with a laptop of each year, one of two types.
#[test]
fn another_type_is_told_with_both() {
    let now = format!("{}N1,laptop,in_service,2025-03-01,new,1,,\n", before());
    let moves = "2025-03-01,purchase,N1,,server,1,new,\n";
    let apart = estate(&before(), &now, moves);
    told(&apart, "other_type", &["`server`", "`laptop`", "the inventory wins"]);
    for same in ["laptop", "ordinateur portable", "ultrabook", ""] {
        let moves = format!("2025-03-01,purchase,N1,,{same},1,new,\n");
        let check = estate(&before(), &now, &moves).run(&["movements", "check", "parc"]).out;
        assert!(!check.contains("d'un autre type"), "{same}: {check}");
    }
}

/// What is bought and that no inventory has counts, or never came.
#[test]
fn a_purchase_that_no_inventory_has_may_not_count() {
    let moves =
        "2025-03-01,purchase,N1,,laptop,1,refurbished,\n2025-03-01,purchase,PC-11,,laptop,1,new,\n";
    let now = format!("{}PC-11,laptop,in_service,2025-03-01,new,1,,\n", before());
    let apart = estate(&before(), &now, moves);
    bounds(&apart, "refurbished_rate_units", [50.0, 0.0, 50.0]);
    bounds(&apart, "purchases_per_user", [0.2, 0.1, 0.2]);
    told(&apart, "bought_not_listed", &["N1, 2025-03-01", "the ledger wins: the purchase counts"]);
    // What is bought in the last month may be on its way.
    let late = moves.replacen("2025-03-01", "2025-12-10", 1);
    bounds(&estate(&before(), &now, &late), "purchases_per_user", [0.2, 0.2, 0.2]);
}

/// Three given as `pc 01`, `PC_2` and `pc03`: three of the list, or three others while those vanished.
#[test]
fn an_identifier_typed_otherwise_is_asked_and_opens_what_left() {
    let kept: String = before().split_inclusive('\n').skip(3).collect();
    let moves: String = ["pc 01", "PC_2", "pc03"]
        .map(|id| format!("2025-05-02,donate,{id},,laptop,1,,Asso\n"))
        .concat();
    let typed = estate(&before(), &kept, &moves);
    bounds(&typed, "donated_count", [3.0, 3.0, 6.0]);
    bounds(&typed, "reuse_rate_cohort", [100.0, 50.0, 100.0]);
    told(&typed, "retyped_id", &["`PC-01`", "until then they are two units"]);
    // Two units that are typed alike are two, and another number is another.
    for (id, list) in [("pc 01", "PC01,laptop,in_service,2020-03-01,new,1,,\n"), ("PC-1-1", "")] {
        let moves = format!("2025-05-02,donate,{id},,laptop,1,,Asso\n");
        let check = estate(&before(), &format!("{}{list}", before()), &moves);
        let check = check.run(&["movements", "check", "parc", "--format", "json"]).out;
        assert!(!check.contains("retyped_id"), "{id}: {check}");
    }
}

/// A unit bought twice: in 2023 new, in 2025 refurbished.
#[test]
fn a_unit_bought_twice_is_told_with_which_purchase_wins() {
    let now = format!("{}N,laptop,in_service,,,1,,\n", before());
    let moves =
        "2023-03-01,purchase,N,,laptop,1,new,\n2025-03-01,purchase,N,,laptop,1,refurbished,\n";
    let twice = estate(&before(), &now, moves);
    bounds(&twice, "purchases_per_user", [0.0, 0.0, 0.1]);
    told(&twice, "two_purchases", &["line 2", "line 3", "the first day wins"]);
}

/// A unit that left twice by the ledger: neither counts, and both are said.
#[test]
fn exits_that_cannot_both_be_are_told_in_the_plan_too() {
    let kept: String = before().split_inclusive('\n').skip(1).collect();
    let moves =
        "2025-05-02,donate,PC-01,,laptop,1,,Asso\n2025-06-02,weee_handover,PC-01,,laptop,1,,\n";
    let twice = estate(&before(), &kept, moves);
    told(&twice, "two_exits", &["line 2", "line 3", "none wins: they are set aside"]);
}

/// A unit that left before it was bought, and one that is given to somebody after it was sold.
#[test]
fn what_is_out_of_order_in_the_ledger_is_told_wherever_figures_are() {
    let kept: String = before().split_inclusive('\n').skip(1).collect();
    let moves = "2025-05-02,sell,PC-01,,laptop,1,,X\n2025-06-02,assign,PC-01,,laptop,1,,\n";
    told(&estate(&before(), &kept, moves), "moved_after_exit", &["line 2", "line 3"]);
    let moves = "2025-05-02,sell,PC-01,,laptop,1,,X\n2025-06-02,purchase,PC-01,,laptop,1,new,\n";
    told(&estate(&before(), &kept, moves), "before_purchase", &["line 2", "line 3"]);
    // In order, nothing is told.
    let moves = "2020-03-01,purchase,PC-01,,laptop,1,new,\n2025-05-02,sell,PC-01,,laptop,1,,X\n";
    let said = estate(&before(), &kept, moves).run(&["plan", "status", "parc", "--lang", "en"]);
    assert!(!said.out.contains("contradict"), "{}", said.out);
}

/// A line of forty that is fifty, with ten bought new in 2025, and that its row has bought in 2020 as
/// refurbished: none, or ten of ten.
#[test]
fn a_line_of_several_is_told_in_two_ways() {
    let line =
        |units: u32, mode: &str| format!("L,laptop,in_service,2020-03-01,{mode},{units},,\n");
    let moves = "2025-05-02,purchase,L,,laptop,10,new,\n";
    let apart = estate(&line(40, "refurbished"), &line(50, "refurbished"), moves);
    bounds(&apart, "purchases_per_user", [0.0, 0.0, 1.0]);
    told(&apart, "other_mode", &["`new`", "`refurbished`"]);
    told(&apart, "other_purchase_day", &["on 2020-03-01"]);
    let dateless = |units: u32| format!("L,laptop,in_service,,,{units},,\n");
    let agreed = estate(&dateless(40), &dateless(50), moves);
    bounds(&agreed, "purchases_per_user", [1.0, 1.0, 1.0]);
}

/// One given and four that vanished: one of five for sure, or all. A line of forty that is thirty with
/// three given: three of ten, or all ten.
#[test]
fn what_vanished_is_in_the_bounds_of_reuse() {
    let kept: String = before().split_inclusive('\n').skip(5).collect();
    let gone = estate(&before(), &kept, "2025-05-02,donate,PC-01,,laptop,1,,Asso\n");
    bounds(&gone, "reuse_rate_cohort", [100.0, 20.0, 100.0]);
    bounds(&gone, "donated_count", [1.0, 1.0, 5.0]);
    bounds(&gone, "sold_count", [0.0, 0.0, 4.0]);
    let (_, said) = value(&gone, "reuse_rate_cohort");
    assert!(said.contains("\"coverage\":0.2"), "{said}");
    let line = |units: u32| format!("L,laptop,in_service,2020-03-01,new,{units},,\n");
    let fewer = estate(&line(40), &line(30), "2025-05-02,donate,L,,laptop,3,,Asso\n");
    bounds(&fewer, "reuse_rate_cohort", [100.0, 30.0, 100.0]);
    // As many as left are no more there, and what was bought came instead.
    let given = estate(&line(40), &line(37), "2025-05-02,donate,L,,laptop,3,,Asso\n");
    bounds(&given, "reuse_rate_cohort", [100.0, 100.0, 100.0]);
    let kept: String = before().split_inclusive('\n').skip(1).collect();
    let all = estate(&before(), &kept, "2025-05-02,donate,PC-01,,laptop,1,,Asso\n");
    bounds(&all, "reuse_rate_cohort", [100.0, 100.0, 100.0]);
}

/// A lot of sixty given where forty were: all, or none. Forty can be; so can sixty with twenty bought, and
/// of a type that no list has. As many as vanished are those of the lot.
#[test]
fn a_lot_of_more_than_was_there_is_told_and_may_be_none() {
    let line = "L,laptop,in_service,2020-03-01,new,40,,\n";
    let lot = |units: u32, kind: &str| format!("2025-05-02,donate,,LOT-1,{kind},{units},,Asso\n");
    let of = |now: &str, moves: &str| estate(line, now, moves);
    let beyond = of(line, &lot(60, "laptop"));
    bounds(&beyond, "donated_count", [60.0, 0.0, 60.0]);
    bounds(&beyond, "reuse_rate_cohort", [100.0, 0.0, 100.0]);
    told(
        &beyond,
        "more_left_than_there",
        &["LOT-1", "60 `laptop` left, of 40 at most", "neither wins"],
    );
    // Two lots of thirty cannot both be: either counts, or neither.
    let two = format!("{}{}", lot(30, "laptop"), lot(30, "laptop").replace("LOT-1", "LOT-2"));
    bounds(&of(line, &two), "donated_count", [60.0, 0.0, 60.0]);
    let bought = "2025-02-01,purchase,,LOT-0,laptop,20,new,\n".to_owned();
    for (now, moves, given) in [
        (line, lot(40, "laptop"), 40.0),
        (line, bought + &lot(60, "laptop"), 60.0),
        (line, lot(60, "monitor"), 60.0),
        ("L,laptop,in_service,2020-03-01,new,60,,\n", lot(60, "laptop"), 60.0),
        ("M,laptop,in_service,2020-03-01,new,1,,\n", lot(40, "laptop"), 40.0),
    ] {
        let held = of(now, &moves);
        bounds(&held, "donated_count", [given, given, given]);
        bounds(&held, "reuse_rate_cohort", [100.0, 100.0, 100.0]);
        let check = held.run(&["movements", "check", "parc", "--format", "json"]).out;
        assert!(!check.contains("more_left_than_there"), "{moves}: {check}");
    }
}

/// Of five transferred, two to a town, one to a lessor, one to an association and one, leased, to nobody
/// said: two to public bodies, one given, three of five reused.
#[test]
fn what_goes_back_to_its_lessor_is_no_public_body_and_no_reuse() {
    let head = LEDGER.replace("to_party", "to_party,beneficiary_status");
    let leased = before().replacen(
        "PC-05,laptop,in_service,2020-03-01,new",
        "PC-05,laptop,in_service,2020-03-01,leased",
        1,
    );
    let kept: String = before().split_inclusive('\n').skip(5).collect();
    let moves: String = [
        ("Ville", "collectivité"),
        ("Ville", "État"),
        ("Loueur SA", "entreprise"),
        ("Asso", "association"),
        ("", ""),
    ]
    .iter()
    .zip(1..)
    .map(|((to, status), at)| format!("2025-05-02,transfer,PC-0{at},,laptop,1,,{to},{status}\n"))
    .collect::<Vec<_>>()
    .concat();
    let of = estate(&leased, &kept, "").with("parc/movements.csv", format!("{head}{moves}"));
    bounds(&of, "transferred_public_count", [2.0, 2.0, 2.0]);
    bounds(&of, "donated_count", [1.0, 1.0, 1.0]);
    bounds(&of, "reuse_rate_cohort", [60.0, 60.0, 60.0]);
}

/// Ten desktops of 25 kg, where one weighs 9.15 (6.405 to 11.895): 25 kg, or 64 to 119 at most. All of the
/// 25 kg was recycled; of 118.95, 21 %.
#[test]
fn a_weight_that_units_cannot_have_is_told_and_opens_what_was_treated() {
    const HEAD: &str =
        "date,kind,lot_id,equipment_type,quantity,weight_kg,channel,done_code,mode,received_kg\n";
    let of = |units: &str, kg: f64| {
        let moves = format!(
            "{HEAD}2025-05-02,weee_handover,L,desktop,{units},{kg},eco_organisme,,,\n2025-06-02,weee_treated,L,,,,,R4,recycling,{kg}\n"
        );
        estate(&before(), &before(), "").with("parc/movements.csv", moves)
    };
    let check = |of: &Folder| of.run(&["movements", "check", "parc", "--lang", "en"]).out;
    let light = of("10", 25.0);
    bounds(&light, "weee_weight", [25.0, 25.0, 118.95]);
    bounds(&light, "weee_recycling_rate", [100.0, 100.0 * 25.0 / 118.95, 100.0]);
    assert!(check(&light).contains("25 kg for 10 units; of their type, 64 to 119 kg"));
    let heavy = of("10", 500.0);
    bounds(&heavy, "weee_weight", [500.0, 64.05, 500.0]);
    // Without some of their parts, or on a pallet, they may weigh so much.
    for kg in [35.0, 91.5, 100.0, 230.0] {
        let usual = of("10", kg);
        bounds(&usual, "weee_weight", [kg, kg, kg]);
        bounds(&usual, "weee_recycling_rate", [100.0, 100.0, 100.0]);
        assert!(!check(&usual).contains("cannot have"), "{kg}");
    }
    // Of how many units, nobody knows: the weight stands.
    bounds(&of("", 25.0), "weee_weight", [25.0, 25.0, 25.0]);
}

/// Ten laptops bought in 2022, 2.26 kg each: 22.6 kg over three years. Two sold on 30 December and listed no
/// more weigh 4.52 kg of reuse, with 10 kg handed over: 14.52 a year. One more of which nothing tells the
/// type has a weight that nobody knows.
#[test]
fn what_was_sold_and_is_listed_no_more_weighs_what_its_type_does() {
    let rows = before().replace("2020-03-01", "2022-03-01");
    let kept: String = rows.split_inclusive('\n').skip(2).collect();
    let head = LEDGER.replace("to_party", "weight_kg");
    let sold = |more: &str| {
        let moves = format!(
            "{head}2025-12-30,sell,PC-01,,,1,,\n2025-12-30,sell,PC-02,,,1,,\n2025-05-02,weee_handover,,L,laptop,5,,10\n{more}"
        );
        estate(&rows, &kept, "").with("parc/movements.csv", moves)
    };
    let share = 100.0 * 14.52 / (22.6 / 3.0);
    bounds(&sold(""), "weee_collection_proxy", [share, share, share]);
    let (found, said) = value(&sold("2025-12-30,sell,ZZ-9,,,1,,\n"), "weee_collection_proxy");
    assert!((found[0] - share).abs() < 1e-6 && !found[2].is_finite(), "{found:?} {said}");
}
