//! `docs/method.md` held by a second hand: the inventory and the factor files read here, the sums of
//! the page done here, in its own words, and the same figures found.

use crate::support::{Impact, Run, close, impacts, root, run_in};
use std::collections::BTreeMap;

/// The days between two dates, by the civil calendar.
fn day(date: &str) -> f64 {
    let parts: Vec<i64> = date.split('-').map(|part| part.parse().unwrap()).collect();
    let (mut year, month, day) = (parts[0], parts[1], parts[2]);
    if month <= 2 {
        year -= 1;
    }
    let era_month = (month + 9) % 12;
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (era_month * 306 + 5) / 10 + day;
    days as f64
}

/// A table of the set, read by its headings.
fn table(name: &str) -> Vec<Impact> {
    impacts(&root().join("emission-factors/core-2026.12").join(name))
}

/// What the page needs of a factor set.
struct Factors {
    parents: BTreeMap<String, String>,
    making: BTreeMap<String, f64>,
    by_weight: BTreeMap<String, f64>,
    lifetime: BTreeMap<String, f64>,
    energy: BTreeMap<String, f64>,
    electricity: f64,
}

impl Factors {
    fn read() -> Self {
        let number = |row: &Impact, name: &str| row[name].parse::<f64>().unwrap();
        let by_type = |name: &str| {
            table(name)
                .into_iter()
                .map(|row| (row["equipment_type"].clone(), number(&row, "value")))
                .collect()
        };
        let mut factors = Self {
            parents: table("types.csv")
                .into_iter()
                .map(|row| (row["equipment_type"].clone(), row["parent_type"].clone()))
                .collect(),
            making: BTreeMap::new(),
            by_weight: BTreeMap::new(),
            lifetime: by_type("lifetimes.csv"),
            energy: by_type("energy.csv"),
            electricity: 0.0,
        };
        for row in table("equipment.csv").iter().filter(|row| row["criterion"] == "gwp") {
            let into =
                if row["proxy"].is_empty() { &mut factors.making } else { &mut factors.by_weight };
            *into.entry(row["equipment_type"].clone()).or_default() += number(row, "value");
        }
        let french = table("electricity.csv")
            .into_iter()
            .find(|row| row["zone"] == "FRA" && row["year"] == "2025" && row["criterion"] == "gwp");
        factors.electricity = number(&french.unwrap(), "value");
        factors
    }

    /// A figure of a type, else of the type it is a kind of.
    fn of(&self, figures: &BTreeMap<String, f64>, kind: &str) -> Option<f64> {
        let mut kind = kind.to_owned();
        loop {
            if let Some(figure) = figures.get(&kind) {
                return Some(*figure);
            }
            kind = self.parents.get(&kind).filter(|parent| !parent.is_empty())?.clone();
        }
    }

    fn making_of(&self, kind: &str) -> f64 {
        self.of(&self.making, kind).or_else(|| self.of(&self.by_weight, kind)).unwrap_or(0.0)
    }
}

/// Makings and uses of a year, by the page: sections 2, 3 and 4.
fn by_hand(rows: &[Impact], types: &BTreeMap<String, String>) -> (f64, f64) {
    let factors = Factors::read();
    let (first, after) = (day("2025-01-01"), day("2026-01-01"));
    let year = after - first;
    let (mut made, mut used) = (0.0, 0.0);
    for row in rows {
        let kind = &types[&row["equipment_id"]];
        let units: f64 =
            if row["quantity"].is_empty() { 1.0 } else { row["quantity"].parse().unwrap() };
        let bought = day(&row["acquired_on"]);
        let held = (after - bought.max(first)).max(0.0);
        let service = if row["status"] == "in_service" { held } else { 0.0 };
        if let Some(lifetime) = factors.of(&factors.lifetime, kind) {
            let age = (after - bought) / 365.25;
            made += units * factors.making_of(kind) * held / year / lifetime.max(age);
        }
        let declared = row["annual_energy_kwh"].replace(',', ".").parse::<f64>().ok();
        let kwh = declared.or_else(|| factors.of(&factors.energy, kind)).unwrap_or(0.0);
        used += units * kwh * service / year * factors.electricity;
    }
    (made, used)
}

#[test]
fn the_design_offices_year_is_the_sum_that_the_page_says() {
    let estate = "inventories/pme-exemple";
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let ran = run_in(root(), &["assess", estate, "--format", "csv", "--out", out]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    // What each row is, words and models weighed, is not redone here.
    let types = impacts(&folder.path().join("impacts.csv"))
        .into_iter()
        .map(|row| (row["equipment_id"].clone(), row["equipment_type"].clone()))
        .collect();
    let path = root().join(estate).join("inventories/2025.csv");
    let rows: Vec<Impact> = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_path(path)
        .unwrap()
        .deserialize()
        .map(|row| row.unwrap())
        .collect();
    assert_eq!(rows.len(), 42);
    let (made, used) = by_hand(&rows, &types);
    let ran = run_in(root(), &["assess", estate, "--format", "json"]);
    let run = Run(serde_json::from_str(&ran.out).unwrap());
    close(run.stage("use").value, used);
    close(run.total().value, made + used);
}

#[test]
fn the_pages_own_sums_are_right() {
    let page = std::fs::read_to_string(root().join("docs/method.md")).unwrap();
    // Section 2: 1 March to 1 October.
    let days = day("2025-10-01") - day("2025-03-01");
    assert!(page.contains(&format!("{days} days held")), "{days}");
    // Section 3: ages to the end of the cut-off date.
    for (bought, years) in [("2023-09-18", "2.29"), ("2019-01-01", "7.00")] {
        let days = day("2026-01-01") - day(bought);
        let said =
            format!("{} days", if days > 1000.0 { "2,557".to_owned() } else { days.to_string() });
        assert!(page.contains(&said), "{said}");
        assert_eq!(format!("{:.2}", days / 365.25), years);
    }
    // Section 10: a share of what is known, and what the others could make of it.
    for (part, whole) in [(84.0, 240.0), (84.0, 404.0), (248.0, 404.0)] {
        let said = format!("{:.0} %", 100.0 * part / whole);
        assert!(page.contains(&said), "{said}");
    }
}
