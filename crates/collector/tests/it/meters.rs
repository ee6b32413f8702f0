//! Meters as their tools export them, against kilowatt-hours worked out by hand.

use crate::collector::command;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// A folder with a file, and what is made of it.
pub(crate) struct Desk(tempfile::TempDir);

/// How a command ended: its status, the rows of `usage/` or its table, and what it said.
pub(crate) struct Made {
    pub(crate) code: Option<i32>,
    pub(crate) rows: Vec<String>,
    pub(crate) said: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn put(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn import(&self, files: &[&Path], more: &[&str]) -> Made {
        let estate = self.0.path().join("estate");
        let out = command(self.0.path())
            .args(["usage", "import", "meter"])
            .args(files)
            .args(["--year", "2026", "--estate"])
            .arg(&estate)
            .args(more)
            .output()
            .unwrap();
        let table = String::from_utf8(out.stdout).unwrap();
        let usage = std::fs::read_to_string(estate.join("usage/2026-meters.csv"));
        let text = if table.is_empty() { usage.unwrap_or_default() } else { table };
        Made {
            code: out.status.code(),
            rows: text.lines().skip(1).map(str::to_owned).collect(),
            said: String::from_utf8(out.stderr).unwrap(),
        }
    }

    /// The rows of one file, that must be read.
    pub(crate) fn rows(&self, text: &str, more: &[&str]) -> Vec<String> {
        let file = self.put("meter.csv", text);
        let made = self.import(&[&file], more);
        assert_eq!(made.code, Some(0), "{}", made.said);
        made.rows
    }
}

/// Enedis' load curve of two days, the second of 23 hours: 400 W, each half hour.
fn load_curve(days: std::ops::Range<usize>) -> String {
    let mut text = "Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;\
                    Grandeur metier;Etape metier;Unite;Pas en minutes\n\
                    30001610071843;Courbe de charge;28/03/2026;30/03/2026;Energie active;\
                    Consommation;Comptage Brut;W;30\nHorodate;Valeur\n"
        .to_owned();
    // Half hours from 28 March 2026, 00:00 in Paris, which is 23:00 UTC the day before.
    for half in days {
        let (offset, minutes) = if half < 52 { (1, half * 30) } else { (2, half * 30 + 60) };
        let (day, minute) = (28 + minutes / 1440, minutes % 1440);
        let at = format!("2026-03-{day}T{:02}:{:02}:00+0{offset}:00", minute / 60, minute % 60);
        let _ = writeln!(text, "{at};400");
    }
    text
}

#[test]
fn a_load_curve_of_a_day_of_23_hours_is_its_23_hours() {
    let desk = Desk::new();
    // 24 h and 23 h at 400 W: 9.6 and 9.2 kWh.
    let whole = load_curve(1..95);
    let all = ["srv1,2026-03-28,2026-03-29,18.8,,meters,A"];
    assert_eq!(desk.rows(&whole, &["--device", "srv1"]), all);
    // The same days in two files that overlap count once.
    let one = desk.put("one.csv", &load_curve(1..60));
    let two = desk.put("two.csv", &load_curve(40..95));
    let made = desk.import(&[&two, &one], &["--device", "srv1"]);
    assert_eq!(made.rows, all, "{}", made.said);
    assert!(made.said.contains("20 rows said twice"), "{}", made.said);
}

#[test]
fn an_index_knows_the_energy_of_the_days_that_nobody_read() {
    let desk = Desk::new();
    // Two tariffs, their registers by supplier and by network: the same energy. 6 + 4 kWh, then
    // nobody reads a day, 24 kWh over two; the meter starts again; 5 kWh.
    let text = "Identifiant PRM;Type de donnees;Unite\n30001610071843;Index;Wh\n\
                Horodate;EAS F1;EAS F2;EAD F1\n\
                2026-05-01T00:00:00+02:00;100000;50000;150000\n\
                2026-05-02T00:00:00+02:00;106000;54000;160000\n\
                2026-05-04T00:00:00+02:00;120000;64000;184000\n\
                2026-05-05T00:00:00+02:00;1000;0;1000\n\
                2026-05-06T00:00:00+02:00;4000;2000;6000\n";
    let file = desk.put("index.csv", text);
    let made = desk.import(&[&file], &["--device", "salle"]);
    assert_eq!(
        made.rows,
        ["salle,2026-05-01,2026-05-03,34,,meters,A", "salle,2026-05-05,2026-05-05,5,,meters,A"],
        "{}",
        made.said
    );
    assert!(made.said.contains("1 index that started again"), "{}", made.said);
    assert!(made.said.contains("not counted: EAD F1"), "{}", made.said);
}

#[test]
fn a_second_import_keeps_the_machines_of_the_first() {
    let desk = Desk::new();
    // 100 W for a day, 2.4 kWh; 50 W, 1.2 kWh; 200 W, 4.8 kWh.
    let day = |watts: usize| {
        let row = |hour: usize, minute: usize| format!("2026-05-01 {hour:02}:{minute:02};{watts}");
        "Horodate;Puissance (W)\n".to_owned() + &each(30, row)
    };
    let import = |watts: usize, device: &str| {
        let file = desk.put("meter.csv", &day(watts));
        desk.import(&[&file], &["--device", device])
    };
    let [one, two] = ["srv1,2026-05-01,2026-05-01,2.4", "srv2,2026-05-01,2026-05-01,1.2"];
    let row = |row: &str| format!("{row},,meters,A");
    assert_eq!(import(50, "srv2").rows, [row(two)]);
    let made = import(100, "srv1");
    assert_eq!(made.rows, [row(one), row(two)], "{}", made.said);
    assert!(made.said.contains("1 row of other machines, kept"), "{}", made.said);
    // The same machine again: its own row is replaced, and that is said.
    let made = import(200, "srv1");
    assert_eq!(made.rows, [row("srv1,2026-05-01,2026-05-01,4.8"), row(two)], "{}", made.said);
    assert!(made.said.contains("1 row of other machines, kept"), "{}", made.said);
    assert!(made.said.contains("1 row of these machines, replaced"), "{}", made.said);
    // A file that stands there and is none of ours is not written over.
    let path = desk.0.path().join("estate/usage/2026-meters.csv");
    std::fs::write(&path, "a,b\n1,2\n").unwrap();
    assert_eq!(import(100, "srv1").code, Some(2));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "a,b\n1,2\n");
}

/// Rows of every so many minutes of a day.
pub(crate) fn each(minutes: usize, row: impl Fn(usize, usize) -> String) -> String {
    (0..1440 / minutes).map(|at| row(at * minutes / 60, at * minutes % 60) + "\n").collect()
}

#[test]
fn a_boards_power_counts_by_its_mean_and_its_dates_as_they_prove_themselves() {
    let desk = Desk::new();
    // Ten minutes' means from midnight on: each time is a start. 150 W: 3.6 kWh.
    let text = "Host,Timestamp,Average Power (W),Max Power (W)\n".to_owned()
        + &each(10, |hour, minute| {
            let half = if hour < 12 { "AM" } else { "PM" };
            format!("srv1,11/24/2026 {}:{minute:02}:00 {half},150,400", (hour + 11) % 12 + 1)
        });
    assert_eq!(desk.rows(&text, &[]), ["srv1,2026-11-24,2026-11-24,3.6,,meters,A"]);
    // On the third of April nothing proves the order: every row is set aside, and the way told.
    let text = text.replace("11/24/2026", "4/3/2026");
    let file = desk.put("either.csv", &text);
    let made = desk.import(&[&file], &[]);
    assert_eq!(made.code, Some(2));
    assert!(made.said.contains("144 rows set aside"), "{}", made.said);
    assert_eq!(
        desk.rows(&text, &["--date-order", "mdy"]),
        ["srv1,2026-04-03,2026-04-03,3.6,,meters,A"]
    );
}

#[test]
fn outlets_are_machines_and_two_feeds_of_one_add_up() {
    let desk = Desk::new();
    // Energies of each hour, with decimal commas, of three outlets; the newest first.
    let row = |hour: usize| {
        // What falls and rises is no index.
        let first = ["0,10", "0,30"][hour % 2];
        let (day, next) = (24 + (hour + 1) / 24, (hour + 1) % 24);
        format!("{day}/11/2026;{next:02}:00;{first};0,05;0,02\n")
    };
    let text = "Date;Heure;Outlet 1 (kWh);Outlet 2 consommation (kWh);Outlet 3 conso (kWh)\n"
        .to_owned()
        + &(0..24).rev().map(row).collect::<String>();
    // 12 × 0.1 + 12 × 0.3 = 4.8; 24 × 0.05 = 1.2; 24 × 0.02 = 0.48.
    assert_eq!(
        desk.rows(&text, &[]),
        [
            "Outlet 1,2026-11-24,2026-11-24,4.8,,meters,A",
            "Outlet 2,2026-11-24,2026-11-24,1.2,,meters,A",
            "Outlet 3,2026-11-24,2026-11-24,0.48,,meters,A",
        ]
    );
    let desk = Desk::new();
    let list = "meter,equipment_id\nOutlet 1,SRV-1\nOutlet 2,SRV-1\n";
    let list = desk.put("list.csv", list);
    let file = desk.put("pdu.csv", &text);
    let made = desk.import(&[&file], &["--map", list.to_str().unwrap()]);
    assert_eq!(made.rows, ["SRV-1,2026-11-24,2026-11-24,6,,meters,A"], "{}", made.said);
    assert!(made.said.contains("1 meter that the list does not have"), "{}", made.said);
    let made = desk.import(&[&file], &["--device", "SRV-1"]);
    assert_eq!(made.code, Some(2));
    assert!(made.said.contains("have 3 meters"), "{}", made.said);
}

#[test]
fn what_a_file_does_not_say_is_asked_and_its_bad_rows_are_told() {
    let desk = Desk::new();
    let made = |text: &str, more: &[&str]| {
        let file = desk.put("m.csv", text);
        desk.import(&[&file], more)
    };
    let rising = "Date;Machine;Energie (kWh)\n2026-05-01 00:00;A;10\n2026-05-02 00:00;A;12\n\
                  2026-05-03 00:00;A;15\n";
    let asked = made(rising, &[]);
    assert_eq!(asked.code, Some(2));
    assert!(asked.said.contains("--as index"), "{}", asked.said);
    assert_eq!(made(rising, &["--as", "index"]).rows, ["A,2026-05-01,2026-05-02,5,,meters,A"]);
    assert_eq!(
        made(rising, &["--as", "increments"]).rows,
        ["A,2026-04-30,2026-05-02,37,,meters,A"]
    );
    let bare = "Date;Machine;Valeur\n2026-05-01 00:00;A;10\n";
    assert!(made(bare, &[]).said.contains("--unit"), "{}", made(bare, &[]).said);
    assert!(made("a;b\n1;2\n", &[]).said.contains("no row of headings"));
    assert!(made("", &[]).said.contains("empty"), "{}", made("", &[]).said);
    let bad = "Date;Machine;Index (kWh)\n2026-05-01 00:00;A;10\n2026-13-02;A;12\n\
               2026-05-02 00:00;A;douze\n2026-05-02 12:00;A;-4\n2026-03-29 02:30;A;9\n\
               2026-05-03 00:00;A;16\n2026-05-03 00:00;A;17\n";
    let aside = desk.0.path().join("aside.csv");
    let told = made(bad, &["--aside", aside.to_str().unwrap()]);
    assert_eq!(told.rows, ["A,2026-05-01,2026-05-02,6,,meters,A"], "{}", told.said);
    let text = std::fs::read_to_string(aside).unwrap();
    assert_eq!(text.lines().count(), 6, "{text}");
    for place in [
        "3,Date,2026-13-02,",
        "4,Index (kWh),douze,",
        "5,Index (kWh),",
        "6,Date,2026-03-29 02:30,",
        "8,Date,2026-05-03 00:00,",
    ] {
        assert!(text.contains(&format!("m.csv,{place}")), "{place}: {text}");
    }
}

#[test]
fn virtual_machines_of_vsphere_are_a_table_for_their_own_file() {
    let desk = Desk::new();
    // As PowerCLI writes them: 20 W each half hour of a day, an end each; 0.48 kWh a day.
    let mut text = "#TYPE VMware.VimAutomation\n\"MetricId\",\"Timestamp\",\"Value\",\"Unit\",\
                    \"Entity\",\"IntervalSecs\"\n"
        .to_owned();
    text += &each(30, |hour, minute| {
        let (day, hour) =
            (24 + (hour * 60 + minute + 30) / 1440, (hour * 60 + minute + 30) / 60 % 24);
        let minute = (minute + 30) % 60;
        format!(
            "\"power.power.average\",\"{day}/11/2026 {hour:02}:{minute:02}:00\",\"20\",\"watt\",\"vm-paie\",\"1800\""
        )
    });
    let rows = desk.rows(&text, &["--for", "vm"]);
    // 0.48 × 365.
    assert_eq!(rows, ["vm-paie,2026,175.2,1"]);
}
