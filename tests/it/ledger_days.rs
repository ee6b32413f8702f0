//! What the ledger proves enters the footprint in days, and what the inventory says otherwise is
//! listed. Round factors: a laptop is 200 kg over 4 years and 50 kWh at 0.1 kg.

use crate::support::{Folder, Run, close, impacts};
use std::fmt::Write;

const MOVES: &str = "movement_id,date,kind,unit_id,quantity,to_party,acquisition_mode,upstream_months,upstream_proof,equipment_type\n";

fn estate(rows: &str, moves: &str) -> Folder {
    let heading = "equipment_id,equipment_type,quantity,status,acquired_on\n";
    Folder::inventory(&format!("{heading}{rows}")).with("movements.csv", format!("{MOVES}{moves}"))
}

#[track_caller]
fn held(run: &Run, days: f64) {
    close(run.stage("manufacturing").value, 50.0 * days / 365.0);
    close(run.stage("use").value, 5.0 * days / 365.0);
}

#[test]
fn that_a_line_counts_units_that_left_is_said_where_no_earlier_count_tells() {
    let heading = "equipment_id,equipment_type,quantity,status,acquired_on\n";
    let line = "A,laptop,10,in_service,2024-01-01\n";
    let gave = "1,2025-04-11,donate,A,3,school,,,,laptop\n";
    let assumes = |before: Option<&str>, line: &str, moves: &str| {
        let mut estate = Folder::new()
            .with("inventories/2025.csv", format!("{heading}{line}"))
            .with("movements.csv", format!("{MOVES}{moves}"));
        if let Some(before) = before {
            estate = estate.with("inventories/2024.csv", before);
        }
        estate.assess_year("2025", &[]).coverage("assumptions").contains(&"left_still_counted")
    };
    assert!(assumes(None, line, gave));
    // Ten before, and ten now: they are still counted, which is read and not assumed.
    assert!(!assumes(Some(&format!("{heading}{line}")), line, gave));
    // An inventory that cannot be read tells nothing, and that is no silence.
    assert!(assumes(Some("zzz\n1\n"), line, gave));
    // Of a lone machine, or where nothing left, nothing is assumed.
    assert!(!assumes(
        None,
        "A,laptop,1,in_service,2024-01-01\n",
        "1,2025-04-11,donate,A,,school,,,,laptop\n"
    ));
    assert!(!assumes(None, line, ""));
}

#[test]
fn an_exit_that_the_inventory_does_not_date_counts_to_its_day() {
    let gone = "A,laptop,,exited,2024-01-01\n";
    // Nothing tells the day: gone before the year.
    held(&estate(gone, "").assess(&[]), 0.0);
    // Given away on 1 October: 273 days.
    let estate = estate(gone, "1,2025-10-01,donate,A,,school,,,,laptop\n");
    held(&estate.assess(&[]), 273.0);
}

#[test]
fn a_movement_comes_before_the_inventory_and_the_difference_is_listed() {
    let estate =
        estate("A,laptop,,in_service,2024-01-01", "1,2025-07-01,sell,A,,broker,,,,laptop\n");
    held(&estate.assess(&[]), 181.0);
    let _ = estate.impacts(&[]);
    let found = impacts(&estate.path("out/conflicts.csv"));
    assert_eq!(found.len(), 1, "{found:?}");
    let row = &found[0];
    assert_eq!(
        (&*row["field"], &*row["kept"], &*row["other"], &*row["rule"]),
        ("status", "exited", "in_service", "ledger>inventory")
    );
    assert_eq!((&*row["kept_file"], &*row["kept_line"]), ("movements.csv", "2"));
}

#[test]
fn a_movement_after_the_cut_off_date_moves_nothing_and_one_of_some_units_moves_these() {
    let later =
        estate("A,laptop,,in_service,2024-01-01", "1,2026-02-01,sell,A,,broker,,,,laptop\n");
    held(&later.assess(&[]), 365.0);
    // Three of four keep on; one is given after 181 days.
    let some =
        estate("A,laptop,4,in_service,2024-01-01", "1,2025-07-01,donate,A,1,school,,,,laptop\n");
    let units = (3.0 * 365.0 + 181.0) / 365.0;
    let run = some.assess(&[]);
    close(run.stage("manufacturing").value, 50.0 * units);
    close(run.stage("use").value, 5.0 * units);
    assert_eq!(run.0["counts"]["kept"], 1);
    let _ = some.impacts(&[]);
    let conflict = &impacts(&some.path("out/conflicts.csv"))[0];
    assert_eq!(
        (&*conflict["field"], &*conflict["kept"], &*conflict["other"]),
        ("quantity", "3", "4")
    );
}

#[test]
fn units_taken_out_of_use_are_held_and_draw_no_more() {
    let some =
        estate("A,laptop,10,in_service,2024-01-01", "1,2025-03-01,decommission,A,3,,,,,laptop\n");
    let run = some.assess(&["--by", "status"]);
    close(run.stage("manufacturing").value, 500.0);
    close(run.stage("use").value, 5.0 * (7.0 * 365.0 + 3.0 * 59.0) / 365.0);
    let by = run.0["by"]["status"].as_array().unwrap();
    let of = |key: &str| by.iter().find(|group| group["key"] == key).unwrap();
    assert_eq!(of("in_service")["units"], 7.0);
    assert_eq!(
        (&of("decommissioned")["units"], &of("decommissioned")["rows"]),
        (&3.0.into(), &0.into())
    );
    assert_eq!(of("in_service")["rows"], 1);
}

#[test]
fn an_earlier_count_says_whether_those_that_left_are_in_the_line() {
    let rows = |n: u32| {
        format!(
            "equipment_id,equipment_type,quantity,status,acquired_on\nA,laptop,{n},in_service,2024-01-01\n"
        )
    };
    let gave = format!("{MOVES}1,2025-03-01,donate,A,3,school,,,,laptop\n");
    let made = |now: u32| {
        let folder = Folder::inventory(&rows(now)).with("inventories/2024.csv", rows(10));
        folder.with("movements.csv", &gave).assess(&[]).stage("manufacturing").value
    };
    // Seven are left of ten: the three are in the count of 2024 alone.
    close(made(7), 350.0);
    // The count was not kept up: seven all the year, three for 59 days.
    close(made(10), 350.0 + 150.0 * 59.0 / 365.0);
}

#[test]
fn what_was_lost_and_found_counts_but_for_the_time_between() {
    let moves = "1,2025-06-01,lost,A,,,,,,laptop\n2,2025-09-01,return,A,,,,,,laptop\n";
    held(&estate("A,laptop,,in_service,2024-01-01\n", moves).assess(&[]), 151.0 + 122.0);
    // Lost the year before: here since the first of September.
    let moves = "1,2024-06-01,lost,A,,,,,,laptop\n2,2025-09-01,return,A,,,,,,laptop\n";
    held(&estate("A,laptop,,in_service,2024-01-01\n", moves).assess(&[]), 122.0);
}

#[test]
fn what_is_put_to_use_again_draws_again() {
    let moves = "1,2025-03-01,decommission,A,,,,,,laptop\n2,2025-09-15,assign,A,,,,,,laptop\n";
    let run = estate("A,laptop,,in_service,2024-01-01\n", moves).assess(&[]);
    close(run.stage("manufacturing").value, 50.0);
    // 59 days, then 108.
    close(run.stage("use").value, 5.0 * 167.0 / 365.0);
}

#[test]
fn indicators_count_the_units_that_moved() {
    let moves =
        "1,2025-03-01,sell,A,1,broker,,,,laptop\n2,2025-06-01,donate,A,2,school,,,,laptop\n";
    let estate = estate("A,laptop,10,in_service,2024-01-01\n", moves);
    let args = ["indicators", ".", "--year", "2025", "--format", "json", "--lang", "en"];
    let rows: Vec<serde_json::Value> = serde_json::from_str(&estate.run(&args).out).unwrap();
    let value = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap()["value"].as_f64();
    assert_eq!((value("donated_count"), value("sold_count")), (Some(2.0), Some(1.0)));
}

/// What indicators of 2025 are, of an estate with these rows each year and these movements.
fn indicators<const N: usize>(rows: [&str; 2], moves: &str, ids: [&str; N]) -> [Option<f64>; N] {
    let heading = "equipment_id,equipment_type,quantity,status,acquired_on\n";
    let estate = Folder::inventory("equipment_id\n")
        .with("inventories/2024.csv", format!("{heading}{}", rows[0]))
        .with("inventories/2025.csv", format!("{heading}{}", rows[1]))
        .with("movements.csv", format!("{MOVES}{moves}"));
    let ran =
        estate.run(&["indicators", ".", "--year", "2025", "--format", "json", "--lang", "en"]);
    let table: Vec<serde_json::Value> = serde_json::from_str(&ran.out).expect(&ran.err);
    ids.map(|id| table.iter().find(|row| row["id"] == id).unwrap()["value"].as_f64())
}

#[test]
fn units_out_of_use_of_an_earlier_row_are_the_ones_that_leave_later() {
    let ids = ["reformed_stock_1jan", "donated_count", "sold_count", "reen_reuse_rate"];
    let moves = "1,2024-03-01,decommission,A,8,,,,,laptop\n2,2025-06-01,donate,A,5,school,,,,laptop\n3,2025-07-01,sell,A,3,broker,,,,laptop\n";
    let ten = "A,laptop,10,in_service,2020-01-01\n";
    // Ten were counted in 2024, of which eight were out of use: five were given, three sold. The
    // two others are gone, or still counted.
    for left in ["B,laptop,1,in_service,2024-01-01\n", "A,laptop,2,in_service,2020-01-01\n"] {
        let values = indicators([ten, left], moves, ids);
        assert_eq!(values, [8.0, 5.0, 3.0, 100.0].map(Some), "{left}");
    }
}

#[test]
fn an_earlier_row_keeps_the_parts_that_its_year_gave_it() {
    // In 2024 eight of ten were taken out of use, and two of these sold, as the footprint of 2024
    // has it: six are in stock, of which three are given.
    let moves = "1,2024-03-01,decommission,A,8,,,,,laptop\n2,2024-04-01,sell,A,2,broker,,,,laptop\n3,2025-06-01,donate,A,3,school,,,,laptop\n";
    let rows = ["A,laptop,10,in_service,2020-01-01\n", "B,laptop,1,in_service,2024-01-01\n"];
    let ids = ["reformed_stock_1jan", "donated_count", "sold_count", "reen_reuse_rate"];
    assert_eq!(indicators(rows, moves, ids), [6.0, 3.0, 0.0, 50.0].map(Some));
}

#[test]
fn units_of_a_line_bought_at_other_times_count_from_their_own_day() {
    // Six since 2024, four since 1 July: 184 days.
    let moves =
        "1,2024-01-01,purchase,A,6,,new,,,laptop\n2,2025-07-01,purchase,A,4,,new,,,laptop\n";
    let run = estate("A,laptop,10,in_service,\n", moves).assess(&[]);
    let units = 6.0 + 4.0 * 184.0 / 365.0;
    close(run.stage("manufacturing").value, 50.0 * units);
    close(run.stage("use").value, 5.0 * units);
    assert_eq!(run.0["counts"]["kept"], 1);
    // Two of the six were given on 1 April, after 90 days: those bought first left first.
    let gave = format!("{moves}3,2025-04-01,donate,A,2,school,,,,laptop\n");
    let run = estate("A,laptop,10,in_service,\n", &gave).assess(&[]);
    close(run.stage("manufacturing").value, 50.0 * (units - 2.0 * 275.0 / 365.0));
    // Of twelve two are of no purchase: their day is unknown, and not that of the others.
    let older = estate("A,laptop,12,in_service,\n", moves).assess(&[]);
    close(older.stage("manufacturing").value, 50.0 * (2.0 + units));
    // The inventory's own day stands.
    let own = estate("A,laptop,10,in_service,2023-05-01\n", moves).assess(&[]);
    close(own.stage("manufacturing").value, 500.0);
}

#[test]
fn explain_says_which_days_the_ledger_tells() {
    let moves = "1,2024-03-01,purchase,A,,,,,,laptop\n2,2025-09-01,sell,A,,broker,,,,laptop\n";
    let estate = estate("A,laptop,,in_service,\nB,laptop,,exited,2024-02-01\n", moves);
    let said = |id: &str| estate.run(&["explain", id, ".", "--year", "2025", "--lang", "en"]).out;
    let a = said("A");
    for line in [
        "acquired on 2024-03-01 ← movements.csv, line 2\n",
        "in service since 2024-03-01 ← movements.csv, line 2\n",
        "exited on 2025-09-01 ← movements.csv, line 3\n",
    ] {
        assert!(a.contains(line), "{line}{a}");
    }
    assert!(said("B").contains("acquired on 2024-02-01 ← `acquired_on`\n"));
}

#[test]
fn proven_months_are_those_of_the_purchase_that_has_them() {
    let moves = "1,2024-01-01,purchase,A,6,,new,,,laptop\n2,2025-01-01,purchase,A,4,,refurbished,24,PV-1,laptop\n";
    let run = estate("A,laptop,10,in_service,\n", moves).assess(&[]);
    close(run.stage("manufacturing").value, 6.0 * 50.0 + 4.0 * 200.0 / 6.0);
}

#[test]
fn indicators_tell_the_purchases_of_a_line_apart() {
    let moves = "1,2024-01-01,purchase,A,6,,new,,,laptop\n2,2025-01-01,purchase,A,4,,refurbished,24,PV-1,laptop\n";
    let rows = ["B,laptop,1,in_service,2024-01-01\n", "A,laptop,10,in_service,\n"];
    // Four were bought in 2025, all refurbished.
    assert_eq!(indicators(rows, moves, ["refurbished_rate_units"]), [Some(100.0)]);
}

#[test]
fn proven_months_of_a_first_life_spread_the_making_further() {
    let rows = "A,laptop,,in_service,2025-01-01\n";
    let bought = |proof: &str| {
        estate(rows, &format!("1,2025-01-01,purchase,A,,,refurbished,24,{proof},laptop\n"))
    };
    // 200 / (4 + 2) with the proof, 200 / 4 without.
    close(bought("PV-1").assess(&[]).stage("manufacturing").value, 200.0 / 6.0);
    close(bought("").assess(&[]).stage("manufacturing").value, 50.0);
}

#[test]
fn proven_months_count_however_the_unit_came_and_not_where_it_is_new() {
    let rows = "A,laptop,,in_service,2025-01-01\n";
    let making = |mode: &str, months: &str, proof: &str| {
        let move_ = format!("1,2025-01-01,purchase,A,,,{mode},{months},{proof},laptop\n");
        estate(rows, &move_).assess(&[]).stage("manufacturing").value
    };
    // 200 / (4 + 2), whatever the mode; 200 / 4 without a proof, and of what is new.
    for mode in ["", "refurbished", "donated_in", "leased", "functional_lease"] {
        close(making(mode, "24", "PV-1"), 200.0 / 6.0);
        close(making(mode, "24", ""), 50.0);
    }
    close(making("new", "24", "PV-1"), 50.0);
    // The document proves the months that the inventory says, where the ledger does not say them.
    let said = |move_: &str| {
        let rows = "equipment_id,equipment_type,status,acquired_on,upstream_months\n\
                    A,laptop,in_service,2025-01-01,36\n";
        let folder = Folder::inventory(rows).with("movements.csv", format!("{MOVES}{move_}"));
        folder.assess(&[])
    };
    let proven = said("1,2025-01-01,purchase,A,,,,,PV-1,laptop\n");
    close(proven.stage("manufacturing").value, 200.0 / 7.0);
    let unproven = said("1,2025-01-01,purchase,A,,,,,,laptop\n");
    close(unproven.stage("manufacturing").value, 50.0);
}

#[test]
fn out_of_use_by_the_ledger_draws_nothing_more() {
    let estate =
        estate("A,laptop,,decommissioned,2024-01-01", "1,2025-07-01,decommission,A,,,,,,laptop");
    let run = estate.assess(&[]);
    close(run.stage("manufacturing").value, 50.0);
    close(run.stage("use").value, 5.0 * 181.0 / 365.0);
}

#[test]
fn a_former_year_without_electricity_keeps_its_dates() {
    // Thirty laptops bought in 2005 and gone in 2009, of which year no electricity has a factor;
    // and one gone every twentieth month since, too few by themselves.
    let mut old = String::from("equipment_id,equipment_type,status,acquired_on,exited_on\n");
    for n in 0..30 {
        writeln!(old, "O{n},laptop,exited,2005-01-0{},2009-06-{:02}", n % 9 + 1, n % 28 + 1)
            .unwrap();
    }
    let mut now = String::from("equipment_id,equipment_type,status,acquired_on,exited_on\n");
    for n in 0..30 {
        writeln!(now, "N{n},laptop,in_service,2024-03-01,").unwrap();
    }
    // Ten of 2016 are still there: what lasts longest has not left.
    for n in 0..10 {
        writeln!(now, "H{n},laptop,in_service,2016-03-01,").unwrap();
    }
    let gone = [
        "2011-01", "2012-09", "2014-05", "2016-01", "2017-09", "2019-05", "2021-01", "2022-09",
        "2024-05",
    ];
    for (n, gone) in gone.iter().enumerate() {
        let year: i32 = gone[..4].parse().unwrap();
        writeln!(now, "G{n},laptop,exited,{}{}-01,{gone}-15", year - 4, &gone[4..]).unwrap();
    }
    let args = ["indicators", ".", "--year", "2025", "--format", "json", "--lang", "en"];
    let life = |ran: &crate::support::Ran| {
        let rows: Vec<serde_json::Value> = serde_json::from_str(&ran.out).unwrap();
        rows.iter().find(|row| row["id"] == "lifetime_rmst").unwrap()["value"].as_f64()
    };
    let few = Folder::new().with("inventories/2025.csv", &now);
    assert_eq!(life(&few.run(&args)), None);
    let folder = Folder::new().with("inventories/2009.csv", old).with("inventories/2025.csv", now);
    let ran = folder.run(&args);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("inventory 2009 read for its dates alone"), "{}", ran.err);
    assert!(life(&ran).is_some_and(|months| months > 40.0), "{:?}", life(&ran));
}

#[test]
fn what_its_row_says_to_be_gone_counts_again_from_the_day_the_ledger_brings_it_back() {
    let heading = "equipment_id,equipment_type,quantity,status,acquired_on,exited_on\n";
    let came = |row: &str, moves: &str| {
        let rows = format!("{heading}{row}");
        Folder::inventory(&rows).with("movements.csv", format!("{MOVES}{moves}"))
    };
    let back = "1,2025-09-01,return,A,,,,,,laptop\n";
    // Gone on 1 March, back on 1 September: 59 + 122 days, held and in service.
    for status in ["lost", "in_service"] {
        let folder = came(&format!("A,laptop,,{status},2024-01-01,2025-03-01\n"), back);
        held(&folder.assess(&[]), 181.0);
    }
    // Gone in the year before: 122 days. Back before it left: 59.
    held(&came("A,laptop,,lost,2024-01-01,2024-03-01\n", back).assess(&[]), 122.0);
    let before = "1,2025-02-01,return,A,,,,,,laptop\n";
    held(&came("A,laptop,,lost,2024-01-01,2025-03-01\n", before).assess(&[]), 59.0);
    // What was sold does not come back so. What is gone without a day was given back by its user on
    // 1 September, and is gone since: it was 0 days, of which the ledger proves 243.
    held(&came("A,laptop,,sold,2024-01-01,2025-03-01\n", back).assess(&[]), 59.0);
    held(&came("A,laptop,,lost,2024-01-01,\n", back).assess(&[]), 243.0);
    // One of two: 59 days of one, 181 of the other.
    let two = came("A,laptop,2,lost,2024-01-01,2025-03-01\n", back);
    held(&two.assess(&[]), 240.0);
    // The difference is listed.
    let folder = came("A,laptop,,lost,2024-01-01,2025-03-01\n", back);
    folder.assess(&["--out", "out"]);
    let conflicts = folder.read("out/conflicts.csv");
    assert!(conflicts.contains("2025-03-01") && conflicts.contains("in_service"), "{conflicts}");
}

/// Days held and days used of a laptop in 2025, by its row's state and its movements.
#[track_caller]
fn days(state: &str, moves: &[&str], held: f64, used: f64) {
    let (mut all, row) = (String::new(), format!("A,laptop,,{state},2023-01-01\n"));
    for (at, one) in moves.iter().enumerate() {
        let (day, kind) = one.split_once(' ').unwrap();
        writeln!(all, "{at},{day},{kind},A,,school,,,,laptop").unwrap();
    }
    let run = estate(&row, &all).assess(&[]);
    let of = |stage: &str, a_year: f64| run.stage(stage).value * 365.0 / a_year;
    assert!((of("manufacturing", 50.0) - held).abs() < 1e-6, "{state} {moves:?}: {}", run.0);
    assert!((of("use", 5.0) - used).abs() < 1e-6, "{state} {moves:?}: {}", run.0);
}

#[test]
fn what_came_back_and_leaves_later_was_used_until_then() {
    let years_ago = ["2024-02-01 decommission", "2024-03-01 return", "2025-12-31 sell"];
    days("in_service", &years_ago, 364.0, 364.0);
    // Made ready for use, and its row says no more than that it left.
    let ready = ["2024-02-01 decommission", "2024-03-01 refurbish", "2025-12-31 sell"];
    days("exited", &ready, 364.0, 364.0);
    // Given back after the decision, and given away: it was used no more.
    let handed = ["2025-03-01 decommission", "2025-04-01 return", "2025-09-01 donate"];
    days("exited", &handed, 243.0, 59.0);
    // Lost, found, and gone at the end.
    let found = ["2025-02-01 lost", "2025-03-01 return", "2025-12-31 donate"];
    days("in_service", &found, 336.0, 336.0);
    let twice = ["2025-02-01 lost", "2025-03-01 return", "2025-10-01 lost", "2025-11-01 return"];
    days("in_service", &twice, 306.0, 306.0);
    // What is assigned is here.
    days("in_service", &["2025-02-01 lost", "2025-03-01 assign"], 337.0, 337.0);
}

#[test]
fn what_is_gone_without_a_day_is_gone_since_the_ledger_last_had_it() {
    days("exited", &["2025-09-01 return"], 243.0, 243.0);
    days("exited", &["2025-06-01 lost", "2025-09-01 return"], 151.0, 151.0);
    let estate = estate("A,laptop,,exited,2023-01-01", "1,2025-09-01,return,A,,,,,,laptop\n");
    let _ = estate.impacts(&[]);
    let found = impacts(&estate.path("out/conflicts.csv"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((&*found[0]["field"], &*found[0]["kept"]), ("exited_on", "2025-09-01"));
}
