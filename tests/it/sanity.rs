//! What looks missing from an inventory, said; and what the organisation assumes instead.

use crate::support::{Figure, Folder, close};

fn rows(kind: &str, many: u32) -> String {
    let rows = (0..many).map(|row| format!("{kind}{row},{kind},2021-01-05,Lyon\n"));
    rows.collect::<Vec<_>>().concat()
}

const HEAD: &str = "equipment_id,equipment_type,acquired_on,site\n";

fn findings(text: &str) -> Vec<String> {
    let run = Folder::inventory(text).assess(&[]);
    let found = run.0["findings"].as_array().unwrap();
    found.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
}

// 34 of the field's list of pitfalls.
#[test]
fn computers_without_a_single_monitor_are_said_in_both_languages() {
    let folder = Folder::new().with("parc.csv", format!("{HEAD}{}", rows("laptop", 12)));
    let run = |lang| {
        let ran =
            folder.run(&["import", "parc.csv", "--year", "2025", "--out", "out", "--lang", lang]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        ran.err
    };
    assert!(run("en").contains("12 computers and no monitor"));
    let said = run("fr");
    assert!(said.contains("12 ordinateurs et aucun écran"), "{said}");
    assert!(said.contains("--monitors-per-desktop 1"), "{said}");
}

#[test]
fn what_is_there_is_not_missed() {
    let some = format!("{HEAD}{}{}", rows("laptop", 9), rows("monitor", 1));
    assert!(findings(&some).is_empty());
    let few = format!("{HEAD}{}{}", rows("desktop", 12), rows("monitor", 3));
    assert_eq!(findings(&few), ["few_monitors"]);
    let enough = format!("{HEAD}{}{}", rows("desktop", 12), rows("monitor", 4));
    assert!(findings(&enough).is_empty());
}

#[test]
fn what_left_in_the_year_is_not_held_at_its_end() {
    // 20 laptops of which 11 left in June: 9 are held, fewer than let something be missed.
    let left = |day: &str, many: u32| {
        let rows = (0..20).map(|at| {
            format!("L{at},laptop,2021-01-05,Lyon,{}\n", if at < many { day } else { "" })
        });
        format!(
            "equipment_id,equipment_type,acquired_on,site,exited_on\n{}",
            rows.collect::<String>()
        )
    };
    assert_eq!(findings(&left("2025-06-30", 0)), ["no_monitor", "no_phone"]);
    assert!(findings(&left("2025-06-30", 11)).is_empty());
    // What leaves later is held.
    assert_eq!(findings(&left("2026-01-01", 11)), ["no_monitor", "no_phone"]);
}

#[test]
fn phones_and_dates_that_are_nowhere_are_said() {
    let text = format!("{HEAD}{}{}", rows("laptop", 20), rows("monitor", 20));
    assert_eq!(findings(&text), ["no_phone"]);
    let text = text.replace("2021-01-05", "");
    assert_eq!(findings(&text), ["no_phone", "no_purchase_date"]);
}

#[test]
fn monitors_are_assumed_where_the_organisation_says_so_and_the_listed_ones_taken_off() {
    // Two desktops in Lyon and one in Paris, one monitor in Lyon: 1 lacks in each. A monitor of the
    // round set is 300 kg over 6 years, and draws 40 kWh at 0.1 kg: 50 + 4 = 54 kg, of age unknown.
    let text = "equipment_id,equipment_type,site,acquired_on,annual_energy_kwh\nA,desktop,Lyon,2025-01-01,0\nB,desktop,Lyon,2025-01-01,0\nC,desktop,Paris,2025-01-01,0\nD,monitor,Lyon,2025-01-01,0\nE,desktop,Paris,2025-01-01,0\n";
    let text = text.replace("E,desktop,Paris,2025-01-01,0", "E,all_in_one,Paris,2025-01-01,0");
    let said = Folder::inventory(&text).assess(&[]);
    let folder =
        Folder::inventory(&text).with("estate.toml", "[assumptions]\nmonitors_per_desktop = 1.0\n");
    let run = folder.assess(&[]);
    assert_eq!(run.counts(), said.counts(), "assumed lines are no rows read");
    assert_eq!(run.0["assumed_rows"], 2);
    close(run.total().value - said.total().value, 2.0 * 54.0);
    let assumed = run.0["coverage"]["assumptions"].as_array().unwrap();
    let monitors = assumed.iter().find(|one| one["code"] == "assumed_monitors").unwrap();
    assert_eq!(monitors["rows"], 2);
    close(monitors["impact"].as_f64().unwrap(), 108.0);
    let _ = Figure::of(&run.0["energy_kwh"]);
    let ids: Vec<String> = folder
        .impacts(&[])
        .into_iter()
        .map(|row| row["equipment_id"].clone())
        .filter(|id| id.starts_with("assumed-"))
        .collect();
    assert!(
        ids.contains(&"assumed-monitors-1".to_owned())
            && ids.contains(&"assumed-monitors-2".to_owned())
    );
}
