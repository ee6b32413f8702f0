//! How sure an effect is: what both years share errs once.

use crate::support::Folder;
use serde_json::Value;

fn aged(bought: &str) -> Folder {
    let rows = format!(
        "equipment_id,equipment_type,acquired_on,quantity,annual_energy_kwh\nL,laptop,{bought},50,0\n"
    );
    Folder::new().with("inventories/2023.csv", rows.clone()).with("inventories/2024.csv", rows)
}

/// Fifty laptops whose lifetime, 5 years (4 to 6), ends between the two years: making is spread over
/// the longer of lifetime and age, so that whatever the lifetime is it cannot rise in a year.
#[test]
fn a_lifetime_that_ends_between_two_years_errs_once() {
    let estate = aged("2019-06-01");
    let ran = estate.run(&["change", ".", "--factors", "core-2026.12", "--format", "json"]);
    let change: Value = serde_json::from_str(&ran.out).unwrap();
    // What making errs by, of laptops that no lifetime touches any more.
    let older = aged("2017-01-01");
    let ran = older.run(&["change", ".", "--factors", "core-2026.12", "--format", "json"]);
    let (_, up) = parts(&serde_json::from_str::<Value>(&ran.out).unwrap()["from"]["total"]);
    let effects = change["effects"].as_array().unwrap();
    let ageing = effects.iter().find(|one| one["effect"] == "ageing").unwrap();
    for of in [ageing, &change["difference"]] {
        // 9254.5 kg over 5 years, then over 2040 days: 9254.5 × (365.25 ÷ 2041 - 1 ÷ 5).
        assert!((of["value"].as_f64().unwrap() + 194.7).abs() < 1.0, "{of}");
        // With a lifetime of 4 years: 9254.5 × (1 ÷ 5.588 - 1 ÷ 4.586) = -362, and what making errs,
        // around what is published and not around the figure used: its bounds are those of a level.
        let low = of["low"].as_f64().unwrap();
        assert!((-362.0 * up * 1.03..-360.0).contains(&low), "{of} {up}");
        assert!(of["high"].as_f64().unwrap().abs() <= 0.0, "{of}");
    }
    let said = estate.run(&["change", ".", "--factors", "core-2026.12"]).out;
    assert!(said.contains("Vieillissement") && !said.contains("pas sûr"), "{said}");
}

/// How many times its value the bounds of a figure are.
fn parts(of: &Value) -> (f64, f64) {
    let [low, value, high] = ["low", "value", "high"].map(|key| of[key].as_f64().unwrap());
    (low / value, high / value)
}

/// Beyond the lifetime in both years, whatever it is: 9254.5 × (1 ÷ 8 - 1 ÷ 7) = -165, and making
/// alone errs: as the year's own figure does, which is nothing else.
#[test]
fn long_beyond_its_lifetime_making_alone_errs() {
    let estate = aged("2017-01-01");
    let ran = estate.run(&["change", ".", "--factors", "core-2026.12", "--format", "json"]);
    let change: Value = serde_json::from_str(&ran.out).unwrap();
    let of = &change["difference"];
    assert!((of["value"].as_f64().unwrap() + 165.3).abs() < 0.5, "{of}");
    let (level, found) = (parts(&change["from"]["total"]), parts(of));
    let near = |found: f64, level: f64| (found / level - 1.0).abs() < 0.03;
    assert!(near(found.0, level.1) && near(found.1, level.0), "{found:?} {level:?}");
}

/// A lifetime that the card comes to declare, of a machine kept and of one that nothing names: each
/// 185.09 × (1 ÷ 7 - 1 ÷ 5) = -10.577, and no better knowledge of the one alone.
#[test]
fn a_lifetime_that_is_declared_is_the_same_effect_for_all() {
    let rows = "equipment_id,equipment_type,acquired_on,annual_energy_kwh\nL,laptop,2022-01-01,0\n,laptop,2022-01-01,0\n";
    let folder = Folder::new()
        .with("a/inventories/2023.csv", rows)
        .with("b/inventories/2024.csv", rows)
        .with("b/estate.toml", "[lifetimes]\nlaptop = 7\n");
    let args = ["change", "a", "b", "2023", "2024", "--factors", "core-2026.12"];
    let ran = folder.run(&[&args[..], &["--format", "json"]].concat());
    let change: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err));
    for one in change["effects"].as_array().unwrap() {
        let expected = if one["effect"] == "lifetime" { -2.0 * 10.577 } else { 0.0 };
        assert!((one["value"].as_f64().unwrap() - expected).abs() < 0.005, "{one}");
    }
}
