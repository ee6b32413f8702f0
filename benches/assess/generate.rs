//! Inventories and factor sets made up for the bench, always the same.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Types with a part of the estate, out of 1000, and whether a row may count several units.
const TYPES: [(&str, u64, bool); 12] = [
    ("laptop", 330, false),
    ("desktop", 140, false),
    ("desktop_sff", 60, false),
    ("monitor", 240, true),
    ("smartphone", 90, false),
    ("tablet", 25, false),
    ("ip_phone", 40, true),
    ("printer_laser", 15, false),
    ("docking_station", 30, true),
    ("server", 15, false),
    ("wifi_access_point", 10, true),
    ("projector", 5, false),
];
const MAKERS: [&str; 8] = ["HP", "Dell", "Lenovo", "Apple", "Samsung", "Acer", "Fujitsu", "Asus"];
const COUNTRIES: [&str; 6] = ["FR", "FR", "FR", "DE", "ES", "BE"];

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// An inventory of so many rows, made once.
pub(crate) fn inventory(folder: &Path, rows: u64) -> PathBuf {
    let path = folder.join(format!("estate-{rows}.csv"));
    if path.exists() {
        return path;
    }
    let part = folder.join("part.csv");
    let mut out = std::io::BufWriter::with_capacity(1 << 20, std::fs::File::create(&part).unwrap());
    writeln!(out, "equipment_id,equipment_type,manufacturer,model,quantity,status,acquired_on,in_service_on,decommissioned_on,exited_on,site,country,entity,annual_energy_kwh,cpu_model,ram_gb,ssd_gb,warranty_months,price_eur").unwrap();
    let mut dice = Dice(42);
    let mut line = String::new();
    for row in 0..rows {
        line.clear();
        let mut pick = dice.roll(1000);
        let (kind, _, several) = TYPES
            .iter()
            .find(|(_, part, _)| {
                let here = pick < *part;
                pick = pick.saturating_sub(*part);
                here
            })
            .unwrap();
        let maker = MAKERS[usize::try_from(dice.roll(8)).unwrap()];
        // Of three digits: the two of `Serie 32` are the inches of a screen.
        let model = 100 + dice.roll(600);
        let quantity = if *several { 1 + dice.roll(4) } else { 1 };
        let bought = dice.roll(12 * 365);
        let (year, month, day) = (2014 + bought / 365, 1 + bought % 365 / 31, 1 + bought % 28);
        let status = dice.roll(100);
        let (status, decommissioned, exited) = match status {
            0..=85 => ("in_service", "", ""),
            86..=92 => ("in_stock", "", ""),
            93 => ("in_repair", "", ""),
            94..=96 => ("decommissioned", "2025-05-15", ""),
            _ => ("exited", "2025-06-30", "2025-09-01"),
        };
        // What left in 2025 was bought before.
        let year = if decommissioned.is_empty() { year } else { year.min(2024) };
        let site = dice.roll(200);
        let country = COUNTRIES[usize::try_from(site % 6).unwrap()];
        let _ = write!(
            line,
            "EQ{row:09},{kind},{maker},{maker} Serie {model},{quantity},{status},{year}-{month:02}-{day:02},{year}-{month:02}-{:02},{decommissioned},{exited},Site {site:03},{country},Direction {:02},",
            (day + 3).min(28),
            site / 5
        );
        if dice.roll(5) == 0 {
            let _ = write!(line, "{}.{}", 10 + dice.roll(200), dice.roll(10));
        }
        let _ = write!(
            line,
            ",Intel Core i{} {},{},{},{},{}",
            3 + 2 * dice.roll(3),
            6000 + dice.roll(6000),
            8 << dice.roll(3),
            256 << dice.roll(3),
            12 * (1 + dice.roll(5)),
            300 + dice.roll(1500)
        );
        writeln!(out, "{line}").unwrap();
    }
    out.flush().unwrap();
    drop(out);
    std::fs::rename(&part, &path).unwrap();
    path
}

/// Tables of the parts of machines, and of instances that are parts of one: the peers price none.
const PARTS: [&str; 5] = [
    "components.csv",
    "processors.csv",
    "processor-names.csv",
    "cloud-instances.csv",
    "cloud-regions.csv",
];

/// The shipped set's carbon, or carbon and four criteria made up from it; with what prices machines
/// by their parts, or without.
pub(crate) fn factors(folder: &Path, criteria: usize, parts: bool) -> PathBuf {
    let more = [
        ("made_a", "kgSbe", 1e-5),
        ("made_b", "MJ", 13.0),
        ("made_c", "kgSbe", 4e-3),
        ("made_d", "MJ", 3e-8),
    ];
    let more = &more[..criteria - 1];
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("emission-factors/core-2026.12");
    let target = folder.join(format!("factors-{criteria}{}", if parts { "-parts" } else { "" }));
    let _ = std::fs::remove_dir_all(&target);
    std::fs::create_dir_all(&target).unwrap();
    for entry in std::fs::read_dir(shipped).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if name == "manifest.sha256" || !parts && PARTS.contains(&name.as_str()) {
            continue;
        }
        let mut text = std::fs::read_to_string(entry.path()).unwrap();
        if Path::new(&name).extension().is_some_and(|kind| kind == "csv") {
            text = with_more(&text, more);
        }
        if name == "criteria.csv" {
            for (code, unit, _) in more {
                let _ = writeln!(text, "{code},{unit},{code},{code},no");
            }
        }
        std::fs::write(target.join(name), text).unwrap();
    }
    target
}

/// A table with its rows of carbon, and of no criterion, alone: each of carbon followed by one of each
/// criterion made up where they are factors. A table that knows no criteria stays as it is.
fn with_more(text: &str, more: &[(&str, &str, f64)]) -> String {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let at = |name: &str| headers.iter().position(|h| h == name);
    let Some(criterion) = at("criterion") else {
        return text.to_owned();
    };
    let names = (at("factor_id"), at("unit"));
    let numbers: Vec<usize> = ["value", "low", "high"].into_iter().filter_map(at).collect();
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(&headers).unwrap();
    for record in reader.records().map(Result::unwrap) {
        if !["gwp", ""].contains(&&record[criterion]) {
            continue;
        }
        out.write_record(&record).unwrap();
        let (Some(id), Some(unit), "gwp") = (names.0, names.1, &record[criterion]) else {
            continue;
        };
        for (code, of, by) in more {
            let mut cells: Vec<String> = record.iter().map(str::to_owned).collect();
            cells[id] = format!("{}.{code}", cells[id]);
            (*code).clone_into(&mut cells[criterion]);
            cells[unit] = cells[unit].replace("kgCO2e", of);
            for number in &numbers {
                if let Ok(value) = cells[*number].parse::<f64>() {
                    cells[*number] = format!("{}", value * by);
                }
            }
            out.write_record(&cells).unwrap();
        }
    }
    String::from_utf8(out.into_inner().unwrap()).unwrap()
}
