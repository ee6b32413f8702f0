//! Golden stories: small estates with their whole result, `tests/golden/<story>/`.
//!
//! `UPDATE_GOLDEN=1 cargo test --test it golden` writes what came out over `expected/`; read the
//! difference before it is committed. Each story's `README.md` has its sum by hand.

use crate::support::{Ran, close, root, run_in};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The tables held byte for byte.
const TABLES: [&str; 4] = ["footprint.csv", "impacts.csv", "rejects.csv", "unmatched.csv"];

fn assess(story: &Path, method: &str, more: &[&str]) -> Ran {
    let mut args =
        vec!["assess", ".", "--year", "2025", "--method", method, "--factors", "../factors-round"];
    args.extend(more);
    let ran = run_in(story, &args);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran
}

/// Holds a story's result under a method against `expected/`, and its total against the sum by
/// hand.
#[track_caller]
fn check(name: &str, method: &str, by_hand: f64) {
    let story = root().join("tests/golden").join(name);
    let expected = story.join("expected").join(method);
    let out = tempfile::tempdir().unwrap();
    assess(
        &story,
        method,
        &["--lang", "en", "--format", "csv", "--out", out.path().to_str().unwrap()],
    );
    for table in TABLES {
        let found = std::fs::read_to_string(out.path().join(table)).unwrap();
        hold(&expected.join(table), &found);
    }
    for (lang, file) in [("fr", "summary-fr.txt"), ("en", "summary-en.txt")] {
        hold(&expected.join(file), &assess(&story, method, &["--lang", lang]).out);
    }
    let run = std::fs::read_to_string(out.path().join("run.json")).unwrap();
    hold_run(&expected.join("run.json"), serde_json::from_str(&run).unwrap(), by_hand);
}

fn updating() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some()
}

fn update(path: &PathBuf, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

#[track_caller]
fn hold(path: &PathBuf, found: &str) {
    if updating() {
        update(path, found);
    }
    let expected = std::fs::read_to_string(path)
        .unwrap_or_else(|_| panic!("{} is missing: UPDATE_GOLDEN=1 writes it", path.display()));
    if let Some((n, (was, is))) =
        expected.lines().zip(found.lines()).enumerate().find(|(_, (was, is))| was != is)
    {
        panic!("{}, line {}\n  was {was}\n   is {is}", path.display(), n + 1);
    }
    assert_eq!(found.lines().count(), expected.lines().count(), "{}", path.display());
}

/// `run.json` without what changes from one version or machine to another.
#[track_caller]
fn hold_run(path: &PathBuf, mut run: Value, by_hand: f64) {
    let map = run.as_object_mut().unwrap();
    map.remove("command");
    map.remove("tool");
    let total = run["overall"][0]["value"].as_f64().unwrap();
    // The sum by hand is written to four decimals.
    assert!((total - by_hand).abs() < 5e-5 + 1e-9 * total, "{total} is not {by_hand} kg");
    if updating() {
        update(path, &(serde_json::to_string_pretty(&run).unwrap() + "\n"));
    }
    let text = std::fs::read_to_string(path)
        .unwrap_or_else(|_| panic!("{} is missing: UPDATE_GOLDEN=1 writes it", path.display()));
    same(&serde_json::from_str(&text).unwrap(), &run, "run.json");
}

/// Numbers to 1e-9: the 90 % interval takes a logarithm, whose last bit is the machine's.
#[track_caller]
fn same(expected: &Value, found: &Value, at: &str) {
    match (expected, found) {
        (Value::Object(a), Value::Object(b)) => {
            assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>(), "{at}");
            for (key, value) in a {
                same(value, &b[key], &format!("{at}.{key}"));
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            assert_eq!(a.len(), b.len(), "{at}");
            for (n, (a, b)) in a.iter().zip(b).enumerate() {
                same(a, b, &format!("{at}[{n}]"));
            }
        }
        (Value::Number(a), Value::Number(b)) => close(b.as_f64().unwrap(), a.as_f64().unwrap()),
        (a, b) => assert_eq!(a, b, "{at}"),
    }
}

#[test]
fn laptops_kept_beyond_their_lifetime() {
    check("laptops-kept-beyond-their-lifetime", "rcp-si", 124.5421);
}

#[test]
fn a_dirty_glpi_export() {
    check("a-dirty-glpi-export", "rcp-si", 189.0685);
}

#[test]
fn a_server_room_with_a_meter() {
    check("a-server-room-with-a-meter", "rcp-si", 820.0);
}

#[test]
fn a_wave_of_purchases_spread_over_its_life() {
    check("a-wave-of-purchases-under-two-methods", "rcp-si", 2728.4100);
}

#[test]
fn a_wave_of_purchases_counted_in_its_year() {
    check("a-wave-of-purchases-under-two-methods", "ghg-protocol", 18250.5479);
}

#[test]
fn measured_for_half_a_year() {
    check("measured-for-half-a-year", "rcp-si", 180.6);
}

#[test]
fn the_round_factors_are_those_of_their_manifest() {
    let ran = run_in(
        &root().join("tests/golden"),
        &["factors", "check", "factors-round", "--lang", "en"],
    );
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
}
