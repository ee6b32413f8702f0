//! When meters' values are: dates alone, files that say times in two ways, clocks, the hour that
//! comes twice.

use crate::meters::{Desk, Made, each};
use std::path::{Path, PathBuf};

/// Daily energies, a date each; of the third of May there is none.
const DAILY: &str = "Date;Machine;Consommation (kWh)\n2026-05-01;A;12\n2026-05-02;A;13\n\
                     2026-05-04;A;14\n2026-05-05;A;15\n";

#[test]
fn a_date_alone_is_its_day() {
    let desk = Desk::new();
    let file = desk.put("daily.csv", DAILY);
    let made = desk.import(&[&file], &[]);
    let days = ["A,2026-05-01,2026-05-02,25,,meters,A", "A,2026-05-04,2026-05-05,29,,meters,A"];
    assert_eq!(made.rows, days, "{}", made.said);
    assert!(made.said.contains("a date without a time is taken as the whole day"), "{}", made.said);
    // The user may say otherwise.
    assert_eq!(
        desk.rows(DAILY, &["--stamp", "end"])[0],
        "A,2026-04-30,2026-05-01,25,,meters,A".to_owned()
    );
    // A mean power of a day, and the day of 23 hours: 100 W × 23 h.
    let power = "Date;Puissance moyenne (W)\n2026-03-28;100\n2026-03-29;100\n2026-03-30;100\n";
    let has = |text: &str, device: &str, row: &str| {
        let rows = desk.rows(text, &["--device", device]);
        assert!(rows.contains(&format!("{device},{row},,meters,A")), "{row}: {rows:?}");
    };
    has(power, "B", "2026-03-28,2026-03-30,7.1");
    // Among times a date alone is a midnight whose 00:00 the tool does not write.
    let hours = "Horodate;Puissance (W)\n".to_owned()
        + &each(60, |hour, _| match hour {
            0 => "2026-05-01;100".to_owned(),
            _ => format!("2026-05-01 {hour:02}:00;100"),
        });
    has(&hours, "C", "2026-05-01,2026-05-01,2.4");
    // An index is what the meter showed at the midnight.
    let index = "Date;Index (kWh)\n2026-05-01;10\n2026-05-03;16\n";
    has(index, "D", "2026-05-01,2026-05-02,6");
    // The energy of a month is not that of its first day.
    let desk = Desk::new();
    let file = desk.put("m.csv", "Date;Consommation (kWh)\n2026-01-01;310\n2026-02-01;280\n");
    let made = desk.import(&[&file], &["--device", "E"]);
    assert_eq!((made.code, made.rows), (Some(2), Vec::new()), "{}", made.said);
    assert!(made.said.contains("give two columns, Start and End"), "{}", made.said);
}

#[test]
fn the_last_day_of_a_period_is_in_it() {
    let desk = Desk::new();
    let made = |rows: &str| {
        let file = desk.put("m.csv", &format!("Début;Fin;Consommation (kWh)\n{rows}"));
        desk.import(&[&file], &["--device", "A"])
    };
    let one = made("01/01/2026;31/01/2026;310\n");
    assert_eq!(one.rows, ["A,2026-01-01,2026-01-31,310,,meters,A"], "{}", one.said);
    assert!(one.said.contains("taken as its last day"), "{}", one.said);
    let all = made("01/01/2026;31/01/2026;310\n01/02/2026;28/02/2026;280\n");
    assert_eq!(all.rows, ["A,2026-01-01,2026-02-28,590,,meters,A"], "{}", all.said);
    assert_eq!(made("13/05/2026;13/05/2026;9\n").rows, ["A,2026-05-13,2026-05-13,9,,meters,A"]);
    // Where each period starts on the day at which another ends, that day is the next one's.
    let half_open = made("2026-01-01;2026-02-01;310\n2026-02-01;2026-03-01;280\n");
    assert_eq!(half_open.rows, all.rows, "{}", half_open.said);
    assert!(half_open.said.contains("taken as the day after it"), "{}", half_open.said);
    // A period that ends before it starts is told without names of columns it does not have.
    let bad = made("2026-02-05;2026-02-01;310\n");
    assert_eq!(bad.code, Some(2));
    assert!(bad.said.contains("correct its start or its end"), "{}", bad.said);
    assert!(!bad.said.contains("period_end"), "{}", bad.said);
}

/// Rows of hours of a day at 100 W, from one to before another.
fn hours(from: usize, until: usize) -> String {
    let row = |hour: usize| format!("2026-05-{:02} {:02}:00;100\n", 1 + hour / 24, hour % 24);
    "Horodate;Puissance (W)\n".to_owned() + &(from..until).map(row).collect::<String>()
}

#[test]
fn the_order_of_files_moves_no_figure() {
    let both = |one: &str, two: &str| -> [Made; 2] {
        let desk = Desk::new();
        let files: [PathBuf; 2] = [desk.put("one.csv", one), desk.put("two.csv", two)];
        let [one, two]: [&Path; 2] = [&files[0], &files[1]];
        let import = |files: &[&Path]| desk.import(files, &["--device", "A"]);
        [import(&[one, two]), import(&[two, one])]
    };
    // A day of starts, and the next of ends in a file of other headings: both days are whole.
    let ends = hours(49, 73).replace("Puissance (W)", "Power (W)");
    for made in both(&hours(0, 24), &ends) {
        assert_eq!(
            made.rows,
            ["A,2026-05-01,2026-05-01,2.4,,meters,A", "A,2026-05-03,2026-05-03,2.4,,meters,A"],
            "{}",
            made.said
        );
        for side in ["the start of its step", "the end of its step", "give --stamp if they do"] {
            assert!(made.said.contains(side), "{side}: {}", made.said);
        }
    }
    // A file that proves nothing takes what its sister proves.
    for made in both(&hours(0, 20), &hours(20, 24)) {
        assert_eq!(made.rows, ["A,2026-05-01,2026-05-01,2.4,,meters,A"], "{}", made.said);
        assert!(!made.said.contains("the end of its step"), "{}", made.said);
    }
}

#[test]
fn periods_of_the_hour_that_comes_twice_are_all_had() {
    let desk = Desk::new();
    // Half hours of 25 October 2026, a day of 25 hours, at 0.1 kWh each.
    let clock = |half: usize| {
        let hour = if half < 6 { half * 30 } else { half * 30 - 60 };
        format!("2026-10-{} {:02}:{:02}", 25 + hour / 1440, hour / 60 % 24, hour % 60)
    };
    let row = |half: usize| format!("{};{};0,1\n", clock(half), clock(half + 1));
    let text = "Début;Fin;Consommation (kWh)\n".to_owned() + &(0..50).map(row).collect::<String>();
    assert!(text.contains("2026-10-25 02:30;2026-10-25 02:00;"), "{text}");
    let file = desk.put("m.csv", &text);
    let made = desk.import(&[&file], &["--device", "A"]);
    assert_eq!(made.rows, ["A,2026-10-25,2026-10-25,5,,meters,A"], "{}", made.said);
    assert!(!made.said.contains("set aside"), "{}", made.said);
}

#[test]
fn utc_is_a_matter_of_the_column_that_is_read() {
    // A day in UTC, 22:00 the day before to 22:00; its local times beside it.
    let day = |local: &str, utc: &str, both: bool| {
        let row = |hour: usize| {
            let at = |hour: usize| format!("2026-05-{:02} {:02}:00", hour / 24, hour % 24);
            let local = if both { at(hour + 24) + "," } else { String::new() };
            format!("{local}{},100\n", at(hour + 22))
        };
        let local = if both { local.to_owned() + "," } else { String::new() };
        format!("{local}{utc},Power (W)\n") + &(1..25).map(row).collect::<String>()
    };
    for text in [
        day("Time (local)", "Timestamp (UTC)", true),
        day("Time", "Time (UTC)", true),
        day("", "Time (UTC)", false),
    ] {
        let desk = Desk::new();
        let file = desk.put("m.csv", &text);
        let made = desk.import(&[&file], &["--device", "A"]);
        assert_eq!(made.rows, ["A,2026-05-01,2026-05-01,2.4,,meters,A"], "{}", made.said);
        assert!(!made.said.contains("--zone"), "{text}: {}", made.said);
    }
    // A day, and a time of it that its own heading says is in UTC.
    let desk = Desk::new();
    let row = |hour: usize| {
        let at = hour + 22;
        format!("2026-05-{:02};{:02}:00;100\n", at / 24, at % 24)
    };
    let text = "Date;Time (UTC);Power (W)\n".to_owned() + &(1..25).map(row).collect::<String>();
    let file = desk.put("m.csv", &text);
    let made = desk.import(&[&file], &["--device", "A"]);
    assert_eq!(made.rows, ["A,2026-05-01,2026-05-01,2.4,,meters,A"], "{}", made.said);
    assert!(!made.said.contains("--zone"), "{}", made.said);
    // Times that say nothing are the zone's, and that is said.
    let desk = Desk::new();
    let file = desk.put("m.csv", &text.replace("Time (UTC)", "Time"));
    let made = desk.import(&[&file], &["--device", "A", "--zone", "UTC"]);
    assert!(made.said.contains("by the clock of UTC (--zone)"), "{}", made.said);
}

/// The rows of a file in three orders that are not those of its times.
fn shuffled(file: &str) -> Vec<String> {
    let (headings, rows) = file.split_once('\n').unwrap();
    let rows: Vec<&str> = rows.lines().collect();
    let of = |rows: Vec<&str>| format!("{headings}\n{}\n", rows.join("\n"));
    let mut turned = rows.clone();
    turned.swap(0, 1);
    let (even, odd): (Vec<_>, Vec<_>) = rows.iter().enumerate().partition(|(at, _)| at % 2 == 0);
    let halves = odd.into_iter().chain(even).map(|(_, row)| *row).collect();
    let mut half_down = rows.clone();
    half_down[rows.len() / 2..].reverse();
    [turned, halves, half_down].map(of).to_vec()
}

#[test]
fn the_order_of_rows_moves_no_figure() {
    // Three days whose times are starts: 10 an hour on the first, 1 after.
    let row = |hour: usize| {
        let kwh = if hour < 24 { 10 } else { 1 };
        format!("2026-06-{:02} {:02}:00;{kwh}\n", 16 + hour / 24, hour % 24)
    };
    let file = "Horodate;Consommation (kWh)\n".to_owned() + &(0..72).map(row).collect::<String>();
    let desk = Desk::new();
    let right = ["A,2026-06-16,2026-06-18,288,,meters,A"];
    for text in shuffled(&file).iter().chain([&file]) {
        let path = desk.put("a.csv", text);
        let made = desk.import(&[&path], &["--device", "A"]);
        assert_eq!(made.rows, right, "{}", made.said);
        assert!(made.said.contains("as the start of its step"), "{}", made.said);
    }
    // The day of 25 hours: 100 W each half hour, of which those from two to three come twice.
    let row = |half: i32| format!("2026-10-25 {:02}:{:02};100\n", half / 2, half % 2 * 30);
    let halves = (0..6).chain(4..48).map(row).collect::<String>();
    let file = "Horodate;Puissance (W)\n".to_owned() + &halves;
    for text in shuffled(&file).iter().chain([&file]) {
        let rows = desk.rows(text, &["--device", "A"]);
        assert_eq!(rows, ["A,2026-10-25,2026-10-25,2.5,,meters,A"]);
    }
}
