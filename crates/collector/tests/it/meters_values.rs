//! What meters' values are: tariffs that lack, feeds that lack, cells that cannot be read, and what
//! is said of them.

use crate::meters::{Desk, each};

#[test]
fn a_tariff_that_a_row_lacks_is_not_zero() {
    let desk = Desk::new();
    // Two tariffs of an index; the second is blank in two rows, F3 throughout: 102 + 53 - 150 = 5.
    let text = "Horodate;EAS F1;EAS F2;EAS F3\n2026-05-01 00:00;100;50;\n2026-05-02 00:00;101;;\n\
                2026-05-03 00:00;102;;\n2026-05-04 00:00;103;52;\n";
    let file = desk.put("m.csv", text);
    let made = desk.import(&[&file], &["--device", "A", "--unit", "kWh", "--as", "index"]);
    assert_eq!(made.rows, ["A,2026-05-01,2026-05-03,5,,meters,A"], "{}", made.said);
    assert!(made.said.contains("2 rows set aside"), "{}", made.said);
    assert!(made.said.contains("m.csv:3 `EAS F2`"), "{}", made.said);
    // Of increments: the day without its second tariff is not known, the others are whole.
    let text =
        "Date;Conso HP (kWh);Conso HC (kWh)\n2026-05-01;3;2\n2026-05-02;3;\n2026-05-03;4;2\n";
    let rows = Desk::new().rows(text, &["--device", "A"]);
    assert_eq!(
        rows,
        ["A,2026-05-01,2026-05-01,5,,meters,A", "A,2026-05-03,2026-05-03,6,,meters,A"]
    );
    // A meter of one tariff beside one of two lacks nothing.
    let text = "Date;Meter;Conso HP (kWh);Conso HC (kWh)\n2026-05-01;A;3;2\n2026-05-01;B;7;\n\
                2026-05-02;A;3;2\n2026-05-02;B;8;\n";
    let rows = Desk::new().rows(text, &[]);
    assert_eq!(
        rows,
        ["A,2026-05-01,2026-05-02,10,,meters,A", "B,2026-05-01,2026-05-02,15,,meters,A"]
    );
}

/// A day of outlets at 100 W each, by half hours.
fn outlets(count: usize) -> String {
    let headings: Vec<String> = (1..=count).map(|at| format!("Outlet {at} (W)")).collect();
    let values = vec!["100"; count].join(";");
    let row = |hour: usize, minute: usize| format!("2026-05-01 {hour:02}:{minute:02};{values}");
    format!("Horodate;{}\n", headings.join(";")) + &each(30, row)
}

#[test]
fn a_feed_that_the_files_lack_is_not_zero() {
    let desk = Desk::new();
    let list = "meter,equipment_id\nOutlet 1,SRV-1\nOutlet 2,SRV-1\nOutlet 3,SRV-2\n";
    let list = desk.put("list.csv", list);
    let map = ["--map", list.to_str().unwrap()];
    let whole = desk.put("whole.csv", &outlets(3));
    let made = desk.import(&[&whole], &map);
    let all =
        ["SRV-1,2026-05-01,2026-05-01,4.8,,meters,A", "SRV-2,2026-05-01,2026-05-01,2.4,,meters,A"];
    assert_eq!(made.rows, all, "{}", made.said);
    assert!(!made.said.contains("not have"), "{}", made.said);
    // Half of its feeds are not half of its energy.
    let desk = Desk::new();
    let half = desk.put("half.csv", &outlets(1));
    let made = desk.import(&[&half], &map);
    assert_eq!((made.code, made.rows.len()), (Some(2), 0), "{}", made.said);
    for told in [
        "these files do not have: Outlet 2;",
        "1 day that not all meters of a machine measured",
        "1 meter of the list, of another machine, that these files do not have",
    ] {
        assert!(made.said.contains(told), "{told}: {}", made.said);
    }
    assert!(!made.said.contains("nine tenths"), "{}", made.said);
    // A feed of which the rows are there, and none can be read, is not zero either.
    let desk = Desk::new();
    let unread = outlets(2).replace(";100;100", ";100;?");
    let made = desk.import(&[&desk.put("m.csv", &unread)], &map);
    assert_eq!((made.code, made.rows.len()), (Some(2), 0), "{}", made.said);
}

#[test]
fn a_meter_feeds_one_machine() {
    let desk = Desk::new();
    let file = desk.put("m.csv", &outlets(1));
    let list = "meter,equipment_id\nOutlet 1,SRV-1\nOutlet 1,SRV-2\n";
    let list = desk.put("list.csv", list);
    let made = desk.import(&[&file], &["--map", list.to_str().unwrap()]);
    assert_eq!((made.code, made.rows.len()), (Some(2), 0), "{}", made.said);
    assert!(made.said.contains("list.csv, line 3"), "{}", made.said);
    assert!(made.said.contains("already that of `SRV-1`"), "{}", made.said);
}

#[test]
fn a_cell_that_cannot_be_read_leaves_the_meters_beside_it() {
    let desk = Desk::new();
    let text = outlets(3).replacen("100;100;100", "?;100;-5", 1);
    let file = desk.put("m.csv", &text);
    let aside = desk.put("aside.csv", "");
    let made = desk.import(&[&file], &["--aside", aside.to_str().unwrap()]);
    let day = |at: usize| format!("Outlet {at},2026-05-01,2026-05-01,2.4,,meters,A");
    // One half hour of 48 lacks in the first and third, taken at the mean of the day.
    assert_eq!(made.rows, [day(1), day(2), day(3)], "{}", made.said);
    assert!(made.said.contains("1 row set aside"), "{}", made.said);
    assert!(
        made.said.contains("hours without a measure, taken at the mean of their day: 1.0"),
        "{}",
        made.said
    );
    let text = std::fs::read_to_string(aside).unwrap();
    assert!(text.contains(",2,Outlet 1 (W),?,"), "{text}");
    assert!(text.contains(",2,Outlet 3 (W),"), "{text}");
    assert_eq!(text.lines().count(), 3, "{text}");
    // A time that cannot be read is one cell, however many meters stand beside it.
    let text = outlets(3).replacen("2026-05-01 12:00", "2026-03-29 02:30", 1);
    let made = desk.import(&[&desk.put("m.csv", &text)], &[]);
    assert!(made.said.contains("1 row set aside"), "{}", made.said);
    assert_eq!(made.said.matches("skips in spring").count(), 1, "{}", made.said);
}

#[test]
fn each_kind_of_fault_has_its_own_way_out() {
    let desk = Desk::new();
    let text = "Date;Machine;Index (kWh)\n2026-05-01 00:00;A;1.234\n2026-05-02 00:00;A;-4\n\
                2026-05-03 00:00;A;douze\n2026-05-04 00:00;A;1e30\n2026-05-05 00:00;A;2.345\n";
    let made = desk.import(&[&desk.put("m.csv", text)], &[]);
    assert_eq!(made.code, Some(2));
    for hint in [
        "hint: write 1234, or the fraction with one more digit: 1.2340",
        "hint: give what is drawn, without what is fed in",
        "hint: write a number alone",
        "hint: check the value and its unit",
    ] {
        assert_eq!(made.said.matches(hint).count(), 1, "{hint}: {}", made.said);
    }
    assert!(!made.said.contains("10,000,000"), "{}", made.said);
}

#[test]
fn what_a_heading_says_goes_before_what_is_asked() {
    let desk = Desk::new();
    let text = "Date;Machine;Index (kWh)\n2026-05-01 00:00;A;10\n2026-05-02 00:00;A;12\n";
    let file = desk.put("m.csv", text);
    let made = desk.import(&[&file], &["--as", "increments"]);
    assert_eq!(made.rows, ["A,2026-05-01,2026-05-01,2,,meters,A"], "{}", made.said);
    assert!(made.said.contains("--as is not followed"), "{}", made.said);
    let made = desk.import(&[&file], &["--as", "index"]);
    assert!(!made.said.contains("--as is not followed"), "{}", made.said);
    // A meter's own name beside the word of a consumption says neither: it is asked, and followed.
    let text = text.replace("Index", "Compteur conso");
    let file = desk.put("m.csv", &text);
    assert!(desk.import(&[&file], &[]).said.contains("--as index"));
    let made = desk.import(&[&file], &["--as", "increments"]);
    assert_eq!(made.rows, ["A,2026-04-30,2026-05-01,22,,meters,A"], "{}", made.said);
    // An index in a unit of power is none, whoever says the unit.
    let text = text.replace("Compteur conso (kWh)", "Index (kW)");
    let file = desk.put("m.csv", &text);
    let made = desk.import(&[&file], &["--unit", "kW"]);
    assert_eq!(made.code, Some(2), "{}", made.said);
    assert!(made.said.contains("give a unit of energy"), "{}", made.said);
}

#[test]
fn a_row_whose_unit_is_an_energys_counts_whatever_its_quantity_is_called() {
    // 3 kWh drawn each day; what is fed in, and gas, are other quantities.
    let rows = |quantity: &str| {
        let day = |at: usize| {
            format!(
                "2026-05-0{at};A;{quantity};3;kWh\n2026-05-0{at};A;Active export;9;kWh\n\
                 2026-05-0{at};A;Gas;9;kWh\n2026-05-0{at};A;Temperature;21;C\n"
            )
        };
        let text = "Date;Meter;Measurement;Value;Unit\n".to_owned() + &day(1) + &day(2);
        let desk = Desk::new();
        let made = desk.import(&[&desk.put("m.csv", &text)], &["--as", "increments"]);
        assert_eq!(made.rows, ["A,2026-05-01,2026-05-02,6,,meters,A"], "{}", made.said);
        assert!(made.said.contains("6 rows of other quantities"), "{}", made.said);
    };
    for quantity in ["Électricité", "Electricity", "Active import", "Load", "Charge de la baie"] {
        rows(quantity);
    }
}

#[test]
fn a_day_beyond_any_machine_is_unknown_and_said_and_a_datacentres_is_not() {
    // The meter was changed for one that stood further on: 5,000 kWh in a day.
    let file = "Date;Index (kWh)\n2026-05-01;100\n2026-05-02;110\n2026-05-03;120\n\
                2026-05-04;5120\n2026-05-05;5130\n";
    let desk = Desk::new();
    let path = desk.put("index.csv", file);
    let made = desk.import(&[&path], &["--device", "A"]);
    let known = ["A,2026-05-01,2026-05-02,20,,meters,A", "A,2026-05-04,2026-05-04,10,,meters,A"];
    assert_eq!(made.rows, known, "{}", made.said);
    assert!(made.said.contains("1 day of more than 1,000 kWh, left unknown"), "{}", made.said);
    // (10 + 10 + 5,000 + 10) / 4 x 365.
    let made = desk.import(&[&path], &["--device", "DC", "--for", "datacentre"]);
    assert_eq!(made.rows, ["DC,2026,458987.5,4"], "{}", made.said);
}
