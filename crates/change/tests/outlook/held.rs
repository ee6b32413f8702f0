//! What a forecast came to, by what happened since.

use super::{near, with};
use empreinte_change::renewal::{Happened, happened};
use ground::table::Day;
use indicator::EstateYear;

#[test]
fn exits_that_nobody_records_are_no_exits() {
    let row = |n: u32, rest: &str| format!("L{n};laptop;2018-01-01{rest}\n");
    let head = "equipment_id;equipment_type;acquired_on;exited_on;status\n";
    let rows = |of: std::ops::Range<u32>| of.map(|n| row(n, ";;in_service")).collect::<String>();
    let before = format!("{head}{}", rows(0..20));
    let at = |later: String| -> Vec<Happened> {
        let files =
            [("inventories/2024.csv", before.as_str()), ("inventories/2025.csv", later.as_str())];
        with(&files, None, |facts| happened(&EstateYear::of(facts.gathered, 2024).unwrap(), facts))
    };
    let gone = at(format!("{head}{}", rows(5..20)));
    assert_eq!((gone[0].happened, gone[0].vanished, gone[0].holds()), (None, 5.0, None));
    let recorded: String = (0..5).map(|n| row(n, ";2025-05-05;exited")).collect();
    let told = at(format!("{head}{recorded}{}", rows(5..20)));
    assert_eq!((told[0].happened, told[0].vanished), (Some(5.0), 0.0));
    assert!(told[0].holds().is_some());
    let half: String = (0..2).map(|n| row(n, ";2025-05-05;exited")).collect();
    let part = at(format!("{head}{half}{}", rows(5..20)));
    // Two, or up to five: the interval has them all, and so it held.
    let (low, high) = (part[0].forecast.low, part[0].forecast.high);
    assert!(low <= 2.0 && high >= 5.0, "{low} {high}");
    assert_eq!((part[0].happened, part[0].vanished, part[0].holds()), (Some(2.0), 3.0, Some(true)));
}

/// What a forecast of the first of these inventories, twenty laptops, came to by that of 2025.
fn held(
    inventories: &[(&str, String)],
    more: &[(&str, &str)],
    as_of: Option<Day>,
) -> Vec<Happened> {
    let mut files: Vec<(&str, &str)> =
        inventories.iter().map(|(name, text)| (*name, text.as_str())).collect();
    files.extend(more);
    let first: i32 = inventories[0].0[12..16].parse().unwrap();
    with(&files, as_of, |facts| happened(&EstateYear::of(facts.gathered, first).unwrap(), facts))
}

fn laptops(of: std::ops::Range<u32>, rest: &str) -> String {
    let head = "equipment_id;equipment_type;acquired_on;exited_on;status;quantity\n";
    head.to_owned() + &laptop_rows(of, rest)
}

fn laptop_rows(of: std::ops::Range<u32>, rest: &str) -> String {
    let row = |n: u32| format!("L{n};laptop;2018-01-01;{rest}\n");
    of.map(row).collect()
}

const HERE: &str = ";in_service;1";

#[test]
fn over_years_without_an_inventory_nobody_knows_when_what_is_gone_went() {
    let first = ("inventories/2022.csv", laptops(0..20, HERE));
    let gone = laptop_rows(0..1, "2025-03-03;exited;1");
    // Three of twenty are gone without a record, in 2023, 2024 or 2025.
    let last = ("inventories/2025.csv", laptops(4..20, HERE) + &gone);
    let told =
        held(&[first.clone(), last], &[("answers.toml", "[records]\nsince = 2020-01-01\n")], None);
    let said: Vec<_> =
        told.iter().map(|one| (one.year, one.happened, one.vanished, one.holds())).collect();
    // None, or up to three: of 2023 and 2025 the interval has them all, and held whenever they left.
    let has = |units: f64| told.iter().map(move |one| one.forecast.low <= units);
    assert!(has(0.0).eq([true, false, true]), "{told:?}");
    assert_eq!(
        said,
        [
            (2023, Some(0.0), 3.0, Some(true)),
            (2024, Some(0.0), 3.0, None),
            (2025, Some(1.0), 3.0, Some(true))
        ]
    );
    // An inventory between that has them all tells that it was after it.
    let last = ("inventories/2025.csv", laptops(4..20, HERE) + &gone);
    let between = ("inventories/2024.csv", laptops(0..20, HERE));
    let told =
        held(&[first, between, last], &[("answers.toml", "[records]\nsince = 2020-01-01\n")], None);
    let said: Vec<_> = told.iter().map(|one| (one.vanished, one.holds())).collect();
    assert_eq!(said, [(0.0, Some(true)), (0.0, Some(false)), (3.0, Some(true))]);
}

#[test]
fn a_forecast_that_misses_whatever_vanished_is_judged() {
    // Of twenty laptops that are two years old a few leave; seventeen did, and another is there no more.
    let first = ("inventories/2019.csv", laptops(0..20, HERE));
    let gone = laptop_rows(0..17, "2020-03-03;exited;1");
    let then = ("inventories/2020.csv", laptops(18..20, HERE) + &gone);
    let last = ("inventories/2025.csv", laptops(18..20, HERE) + &gone);
    let records = [("answers.toml", "[records]\nsince = 2010-01-01\n")];
    let told = held(&[first, then, last], &records, None);
    let of = &told[0];
    assert!(of.forecast.high < 17.0, "{of:?}");
    assert_eq!((of.happened, of.vanished, of.holds()), (Some(17.0), 1.0, Some(false)));
}

#[test]
fn a_year_before_exits_were_recorded_is_no_year_without_exits() {
    let years = [
        ("inventories/2023.csv", laptops(0..20, HERE)),
        ("inventories/2024.csv", laptops(0..20, HERE)),
        ("inventories/2025.csv", laptops(1..20, HERE) + &laptop_rows(0..1, "2025-03-03;exited;1")),
    ];
    let of = |told: Vec<Happened>| -> Vec<(Option<f64>, bool)> {
        told.iter().map(|one| (one.happened, one.holds().is_some())).collect()
    };
    // The first exit known is of 2025; or recording is said to have begun then, or before.
    assert_eq!(of(held(&years, &[], None)), [(None, false), (Some(1.0), true)]);
    let since = |day: &str| format!("[records]\nsince = {day}\n");
    let late = since("2025-02-01");
    assert_eq!(of(held(&years, &[("answers.toml", &late)], None)), [(None, false), (None, false)]);
    let early = since("2020-01-01");
    assert_eq!(
        of(held(&years, &[("answers.toml", &early)], None)),
        [(Some(0.0), true), (Some(1.0), true)]
    );
    // By the middle of a year, the rest of it may still bring some.
    let june = Some(Day(Day::first_of(2025).0 + 180));
    let half = held(&years, &[("answers.toml", &early)], june);
    assert_eq!((half[0].is_over, half[1].is_over, half[1].holds()), (true, false, None));
}

#[test]
fn what_left_on_no_day_and_fewer_of_a_lot_are_not_nothing_left() {
    let first = |rest: &str| ("inventories/2024.csv", laptops(0..20, HERE) + rest);
    let at = |before: (&str, String), later: String| -> (Option<f64>, f64, Option<bool>) {
        let told = held(
            &[before, ("inventories/2025.csv", later)],
            &[("answers.toml", "[records]\nsince = 2020-01-01\n")],
            None,
        );
        (told[0].happened, told[0].vanished, told[0].holds())
    };
    let undated = laptops(2..20, HERE) + &laptop_rows(0..2, ";exited;1");
    // None, or both: the interval has either.
    assert_eq!(at(first(""), undated), (Some(0.0), 2.0, Some(true)));
    let lot = |units: u32| format!("LOT;laptop;2018-01-01;;in_service;{units}\n");
    // Of the lot none, or four: so it has too. A year that hangs on them stands in the test above.
    let fewer = laptops(0..20, HERE) + &lot(6);
    assert_eq!(at(first(&lot(10)), fewer), (Some(0.0), 4.0, Some(true)));
    let same = laptops(0..20, HERE) + &lot(10);
    let (happened, vanished, holds) = at(first(&lot(10)), same);
    assert_eq!((happened, vanished), (Some(0.0), 0.0));
    assert!(holds.is_some());
}

/// A machine that goes by another name since, its serial number kept, is there.
#[test]
fn what_goes_by_another_name_has_not_vanished() {
    let rows = |name: &str, of: std::ops::Range<u32>| {
        let row = |n: u32| format!("{name}{n};laptop;2018-01-01;5CG90{n:02}8LX{n}\n");
        let head = "equipment_id;equipment_type;acquired_on;serial\n";
        format!("{head}{}", of.map(row).collect::<String>())
    };
    let records = [("answers.toml", "[records]\nsince = 2020-01-01\n")];
    let first = ("inventories/2024.csv", rows("lap", 0..10));
    let at = |of| held(&[first.clone(), ("inventories/2025.csv", rows("N", of))], &records, None);
    let all = at(0..10);
    assert_eq!((all[0].compared, all[0].vanished), (10.0, 0.0));
    assert!((at(3..10)[0].vanished - 3.0).abs() < 1e-9);
    // What the ledger says of the old name is said of the machine.
    let ledger = "movement_id,date,kind,unit_id,to_party\nM1,2025-06-01,donate,lap0,Z\n";
    let later = ("inventories/2025.csv", rows("N", 1..10));
    let told = held(&[first.clone(), later], &[records[0], ("movements.csv", ledger)], None);
    assert_eq!((told[0].happened, told[0].vanished), (Some(1.0), 0.0));
}

/// Units of a line that the ledger had leave are recorded, at once or one by one.
#[test]
fn what_the_ledger_gives_away_of_a_lot_is_recorded() {
    let lot =
        |units: u32| laptops(0..0, "") + &format!("LOT;laptop;2018-01-01;;in_service;{units}\n");
    let head = "movement_id,date,kind,unit_id,quantity,to_party\n";
    let at_once = format!("{head}M1,2025-06-01,donate,LOT,4,Z\n");
    let rows = (1..=4).map(|day| format!("M{day},2025-06-0{day},donate,LOT,1,Z\n"));
    let one_by_one = format!("{head}{}", rows.collect::<String>());
    // Of ten, four given and six there; of ten, four given and five there: one is gone unrecorded.
    for (ledger, there, vanished) in
        [(&at_once, 6, 0.0), (&one_by_one, 6, 0.0), (&at_once, 5, 1.0), (&one_by_one, 5, 1.0)]
    {
        let years = [("inventories/2024.csv", lot(10)), ("inventories/2025.csv", lot(there))];
        let told = held(&years, &[("movements.csv", ledger)], None);
        assert_eq!((told[0].happened, told[0].vanished), (Some(4.0), vanished), "{there} {ledger}");
    }
}

/// Of ten, four left in one year and six in the next: each year's exits are its own, also where the
/// lot is in no inventory since.
#[test]
fn exits_of_a_lot_that_is_no_more_are_each_of_their_year() {
    let lot =
        |units: u32| laptops(0..1, HERE) + &format!("LOT;laptop;2018-01-01;;in_service;{units}\n");
    let ledger = "movement_id,date,kind,unit_id,quantity,to_party\nM1,2023-06-01,donate,LOT,4,Z\nM2,2024-06-01,donate,LOT,6,Z\n";
    let years = [
        ("inventories/2022.csv", lot(10)),
        ("inventories/2023.csv", lot(6)),
        ("inventories/2024.csv", laptops(0..1, HERE)),
        ("inventories/2025.csv", laptops(0..1, HERE)),
    ];
    let told = held(&years, &[("movements.csv", ledger)], None);
    let said: Vec<_> = told.iter().map(|one| (one.year, one.happened, one.vanished)).collect();
    let expected = [(2023, Some(4.0), 0.0), (2024, Some(6.0), 0.0), (2025, Some(0.0), 0.0)];
    assert_eq!(said, expected);
}

#[test]
fn a_forecast_is_held_against_the_units_it_can_be_held_against() {
    // Twenty that are named, five that nothing names, one without a date.
    let unnamed = ";laptop;2018-01-01;;in_service;5\nU;laptop;;;in_service;1\n";
    let later = ("inventories/2025.csv", laptops(0..20, HERE) + unnamed);
    let since = [("answers.toml", "[records]\nsince = 2020-01-01\n")];
    let all = held(
        &[("inventories/2024.csv", laptops(0..20, HERE) + unnamed), later.clone()],
        &since,
        None,
    );
    assert_eq!((all[0].compared, all[0].of), (20.0, 26.0));
    let named = held(&[("inventories/2024.csv", laptops(0..20, HERE)), later], &since, None);
    assert_eq!((named[0].compared, named[0].of), (20.0, 20.0));
    near(all[0].forecast.value, named[0].forecast.value);
}
