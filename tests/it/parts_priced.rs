//! Machines priced from their parts: what is assumed is said, what they share errs together, and a
//! processor named in full is itself.

use crate::support::{Folder, close};
use serde_json::Value;
use std::fmt::Write;

fn run(folder: &Folder) -> Value {
    let ran = folder.run(&["assess", ".", "--year", "2025", "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

const ONE: &str = "equipment_id,equipment_type,acquired_on,cpu_model,ram_gb\n\
    S,server,2023-01-01,Intel(R) Xeon(R) Gold 6226R CPU @ 2.90GHz,96\n";

#[test]
fn what_is_assumed_of_a_machine_is_said_wherever_assumptions_are() {
    let folder = Folder::inventory(ONE);
    let run = run(&folder);
    let list = run["coverage"]["assumptions"].as_array().unwrap();
    let codes: Vec<&str> = list.iter().map(|one| one["code"].as_str().unwrap()).collect();
    for code in ["cpu_count", "ram_modules", "disks_unknown", "form_unknown", "load_unknown"] {
        assert!(codes.contains(&code), "{code} not in {codes:?}");
    }
    // The cores are those of the name.
    assert!(!codes.contains(&"any_cores"), "{codes:?}");
    let total = run["overall"][0]["value"].as_f64().unwrap();
    let of = |code: &str| {
        list.iter().find(|one| one["code"] == code).unwrap()["impact"].as_f64().unwrap()
    };
    // The number of processors bears on all, the case on the making, the load on the use.
    close(of("cpu_count"), total);
    close(of("form_unknown") + of("load_unknown"), total);
    let said = "number of processors unknown: two, at least one";
    for args in [
        vec!["explain", "S", ".", "--year", "2025", "--lang", "en"],
        vec!["assess", ".", "--detail", "--year", "2025", "--lang", "en"],
    ] {
        let ran = folder.run(&args);
        assert!(ran.out.contains(said), "{}", ran.out);
    }
    let ran = folder.run(&["report", ".", "--year", "2025", "--out", "r.html", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(folder.read("r.html").contains(said));
}

/// The 90 % interval of forty servers, by their memories.
fn interval(memory: impl Fn(u32) -> u32) -> (f64, f64) {
    let mut rows = String::from(
        "equipment_id,equipment_type,acquired_on,cpu_model,cpu_count,cpu_cores,ram_gb,ssd_gb",
    );
    for n in 0..40 {
        let gb = memory(n);
        writeln!(rows, "S{n},server,2023-01-01,AMD EPYC 7313,2,16,{gb},1920").unwrap();
    }
    let run = run(&Folder::inventory(&rows));
    let of = |name: &str| run["interval_90"][name].as_f64().unwrap();
    (of("low"), of("high"))
}

#[test]
fn a_gigabyte_of_difference_does_not_narrow_the_interval() {
    let (same, apart) = (interval(|_| 256), interval(|n| 236 + n));
    for (a, b) in [(same.0, apart.0), (same.1, apart.1)] {
        assert!((a / b - 1.0).abs() < 0.03, "{same:?} {apart:?}");
    }
    assert!(same.1 / same.0 > 2.0, "the load alone makes it wide: {same:?}");
}

/// The yearly energy of a server, kWh.
fn energy(cpu: &str, cores: &str) -> f64 {
    let rows = format!(
        "equipment_id,equipment_type,acquired_on,cpu_model,cpu_count,cpu_cores,ram_gb\n\
         S,server,2023-01-01,{cpu},2,{cores},64\n"
    );
    let rows = Folder::inventory(&rows).impacts(&["--factors", "core-2026.12"]);
    let used = rows.iter().find(|row| row["stage"] == "use").unwrap();
    used["annual_energy_kwh"].parse().unwrap()
}

#[test]
fn a_processor_named_in_full_is_powered_as_itself() {
    // 120 W and 135 W at half load: 2 × 0.75 × 15 W more, and 33 % around, all year.
    let more = energy("Intel Xeon Silver 4314", "") - energy("Xeon Silver 4310 CPU @ 2.10GHz", "");
    close(more, 2.0 * 0.75 * 15.0 * 1.33 * 8.76);
    // Its own cores, whatever the row says of both together.
    close(energy("Intel Xeon Silver 4310", "24"), energy("Intel Xeon Silver 4310", "12"));
    // A name that no table has is its family's mean, and says so.
    assert!(energy("Intel Xeon Silver 4399", "") > energy("Intel Xeon Silver 4310", ""));
}

#[test]
fn every_processor_named_has_a_family_of_dies() {
    use empreinte::configuration::{Configuration, MachineWords, estimate};
    let set = empreinte::factor::FactorSet::shipped().unwrap();
    let path = crate::support::root().join("emission-factors/core-2026.12/processor-names.csv");
    let names = crate::support::impacts(&path);
    assert!(names.len() > 300);
    for row in names {
        let words = MachineWords {
            kind: "server",
            cpu: &row["name"],
            ram: "64 GB",
            ..MachineWords::default()
        };
        let machine = Configuration::from_words(&words).unwrap();
        let found = estimate(&set, &machine).unwrap().cpu.unwrap();
        assert_eq!(found.cores.map(|n| n.to_string()).as_deref(), Some(row["cores"].as_str()));
        assert_ne!(found.family, "any", "{}", row["name"]);
    }
}

/// What one unit of each row is made of, kg, by its identifier.
fn made(rows: &str) -> std::collections::BTreeMap<String, f64> {
    let heading = "equipment_id,equipment_type,acquired_on,cpu_model,cpu_count,ram_gb,ssd_gb\n";
    let folder = Folder::inventory(&format!("{heading}{rows}"));
    let mut made = std::collections::BTreeMap::new();
    for impact in folder.impacts(&["--factors", "core-2026.12"]) {
        if impact["criterion"] == "gwp" && impact["stage"] != "use" {
            *made.entry(impact["equipment_id"].clone()).or_default() +=
                impact["value"].parse::<f64>().unwrap();
        }
    }
    made
}

#[test]
fn several_drives_or_modules_in_one_cell_are_added_up() {
    let cpu = "server,2023-01-01,Xeon Silver 4310,2";
    let made = made(&format!(
        "A,{cpu},256,2 x 480\nB,{cpu},256,480 + 480\nC,{cpu},256,480/480\nD,{cpu},256,\"480, 480\"\n\
         E,{cpu},256,480;480\nF,{cpu},256,480 Go SSD + 480 Go SSD\nG,{cpu},128+128,2 x 480\n\
         H,{cpu},2 x 128,2 x 480\nI,{cpu},256,480\n"
    ));
    for id in ["B", "C", "D", "E", "F"] {
        close(made[id], made["A"]);
    }
    close(made["G"], made["H"]);
    assert!(made["I"] < made["A"], "{made:?}");
}

#[test]
fn a_gpu_server_of_unknown_cards_is_no_plain_server_for_its_other_parts() {
    let parts = "2023-01-01,Xeon Silver 4310,2,256,960";
    let made =
        made(&format!("A,server_gpu,2023-01-01,,,,\nB,server_gpu,{parts}\nC,server,{parts}\n"));
    close(made["B"], made["A"]);
    assert!(made["B"] > 2.0 * made["C"], "{made:?}");
    let heading = "equipment_id,equipment_type,acquired_on,cpu_model,cpu_count,ram_gb,ssd_gb\n";
    let folder = Folder::inventory(&format!("{heading}B,server_gpu,{parts}\n"));
    let ran = folder.run(&["explain", "B", ".", "--year", "2025", "--lang", "en"]);
    assert!(ran.out.contains("graphics cards unknown"), "{}", ran.out);
}
