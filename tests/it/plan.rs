//! The plan from the command line: a blank one, its check, its dates, and its way out and back.

use crate::support::{Ran, root, run_in};
use std::fs;

fn empreinte(args: &[&str]) -> Ran {
    run_in(root(), args)
}

#[test]
fn a_plan_is_written_once_checked_and_comes_back_from_json() {
    let folder = tempfile::tempdir().unwrap();
    let estate = folder.path().join("parc");
    fs::create_dir_all(estate.join("inventories")).unwrap();
    fs::write(
        estate.join("inventories/2025.csv"),
        "equipment_id,equipment_type,acquired_on,status\n1,laptop,2021-03-01,in_service\n2,monitor,2019-05-01,in_service\n",
    )
    .unwrap();
    let place = estate.to_str().unwrap();
    let init = ["plan", "init", place, "--legal-form", "commune", "--population", "62000"];
    assert_eq!(empreinte(&init).code, Some(0));
    let written = fs::read_to_string(estate.join("plan.toml")).unwrap();
    assert!(written.contains("LOI-STRATEGY") && written.contains("laptop"), "{written}");
    // Never over a plan that is there.
    assert_eq!(empreinte(&init).code, Some(2));
    assert_eq!(fs::read_to_string(estate.join("plan.toml")).unwrap(), written);
    assert_eq!(empreinte(&["plan", "check", place]).code, Some(0));
    assert_eq!(empreinte(&["plan", "check", place, "--strict"]).code, Some(3));
    let json = empreinte(&["plan", "export", place, "--format", "json"]).out;
    let file = folder.path().join("plan.json");
    fs::write(&file, &json).unwrap();
    let back = folder.path().join("back/plan.toml");
    let back_word = back.to_str().unwrap();
    assert_eq!(
        empreinte(&["plan", "import", file.to_str().unwrap(), "--out", back_word]).code,
        Some(0)
    );
    fs::copy(&back, estate.join("plan.toml")).unwrap();
    assert_eq!(empreinte(&["plan", "export", place, "--format", "json"]).out, json);
}

#[test]
fn what_is_due_ends_with_three_and_a_calendar_is_the_same_twice() {
    let place = root().join("inventories/mairie-exemple");
    let place = place.to_str().unwrap();
    let due =
        |on: &str, within: &str| empreinte(&["plan", "due", place, "--on", on, "--within", within]);
    assert_eq!(due("2026-12-01", "60d").code, Some(3));
    assert_eq!(due("2024-12-01", "10d").code, Some(0));
    assert_eq!(due("2024-12-01", "soon").code, Some(2));
    let calendar = empreinte(&["plan", "calendar", place]);
    assert!(calendar.out.starts_with("BEGIN:VCALENDAR\r\n"));
    assert_eq!(calendar.out, empreinte(&["plan", "calendar", place]).out);
}
