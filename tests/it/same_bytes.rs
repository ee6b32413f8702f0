//! The same bytes on any number of threads, for an estate of thousands of different things.

use crate::support::Folder;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Two thousand of them servers of a configuration of their own.
const ROWS: u32 = 2400;
const HEADING: &str = "equipment_id,equipment_type,manufacturer,model,quantity,status,acquired_on,site,country,entity,cpu_model,cpu_cores,ram_gb,ssd_gb,note";

/// A row: a server of its own configuration, a machine of its own model, or a word nobody knows.
fn row(n: u32) -> String {
    // Long rows, so that few of them are several blocks.
    let note = "n".repeat(5500);
    // One row in some hundreds has the identifier of another, and all that it weighs by.
    let of = if n % 120 == 5 { 5 } else { n };
    let (year, month) = (2015 + of % 10, 1 + of % 12);
    let place = format!("Site {},FR,Entité {}", of * 7919 % 3001, of % 701);
    let life = format!("1,in_service,{year}-{month:02}-15,{place}");
    match n % 6 {
        0..=3 => {
            let cpu = ["Intel Xeon Gold 6138", "AMD EPYC 7763", "Xeon Silver 4210", "Zorglub 9"];
            let cpu = cpu[(n / 6 % 4) as usize];
            format!(
                "E{n},server,Dell,R{n},{life},{cpu} {n},{},{},{},{note}",
                4 + n % 60,
                16 + n,
                240 + n
            )
        }
        4 if n.is_multiple_of(5) => {
            format!("E{n},laptop,Dell Inc.,Latitude {},{life},,,,,{note}", 3000 + n)
        }
        4 if n % 5 == 1 => format!("E{n},chose {n},HP,,{life},,,,,{note}"),
        4 => format!("E{n},server,HPE,DL{n},{life},Inconnu {n},,64,,{note}"),
        // Whichever row of an identifier comes first is kept: six figures tell no size, and both weigh the same.
        _ => format!("E{of},monitor,Maker {n},M{n:06},{life},,,,,{note}"),
    }
}

fn estate(order: impl Fn(u32) -> u32) -> Folder {
    let mut inventory = format!("{HEADING}\n");
    (0..ROWS).for_each(|n| writeln!(inventory, "{}", row(order(n))).unwrap());
    assert!(inventory.len() > 12 << 20, "several blocks of 4 MiB");
    let mut usage = "equipment_id,period_start,period_end,energy_kwh\n".to_owned();
    let mut machines = "vm_id,server_id,vcpu\n".to_owned();
    let mut services = "service,quantity,unit,country,period_start,period_end\n".to_owned();
    for n in 0..400 {
        writeln!(usage, "E{},2025-01-01,2025-03-31,{}", n * 6, 100 + n).unwrap();
        writeln!(machines, "vm{n},E{},{}", n % 150 * 6, 1 + n % 16).unwrap();
        writeln!(services, "network_fixed,{},GB,FR,2025-01-01,2025-12-31", 1 + n).unwrap();
    }
    Folder::inventory(&inventory)
        .with("usage/u.csv", usage)
        .with("virtual-machines.csv", machines)
        .with("services.csv", services)
}

/// All that a run writes, but for the command, which holds the number of threads.
fn results(folder: &Folder, threads: &str) -> BTreeMap<String, Vec<u8>> {
    let out = format!("out-{threads}");
    let args = ["assess", ".", "--year", "2025", "--factors", "pcf-2026.11", "--lang", "en"];
    let more = ["--format", "csv", "--threads", threads, "--out", out.as_str()];
    let ran = folder.run(&[&args[..], &more[..]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let mut files = BTreeMap::from([("standard output".to_owned(), ran.out.into_bytes())]);
    for entry in std::fs::read_dir(folder.path(&out)).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let mut bytes = std::fs::read(folder.path(&format!("{out}/{name}"))).unwrap();
        if name == "run.json" {
            let text = String::from_utf8(bytes).unwrap();
            let (start, rest) = text.split_once("\"command\": [").unwrap();
            let rest = rest.split_once(']').unwrap().1;
            bytes = format!("{start}\"command\": null{rest}").into_bytes();
        }
        files.insert(name, bytes);
    }
    files
}

#[test]
fn thousands_of_different_things_give_the_same_bytes_on_any_number_of_threads() {
    let folder = estate(|n| n);
    let one = results(&folder, "1");
    assert!(one.len() > 6, "{:?}", one.keys());
    for threads in ["2", "8"] {
        for (name, bytes) in results(&folder, threads) {
            assert!(one.get(&name) == Some(&bytes), "{name} differs on {threads} threads");
        }
    }
    // In another order, the totals stay: 1009 has no divisor in common with the number of rows, so
    // that each row comes once.
    let mixed = results(&estate(|n| n * 1009 % ROWS), "4");
    for (one, other) in figures(&one["run.json"]).into_iter().zip(figures(&mixed["run.json"])) {
        assert!((one / other - 1.0).abs() <= 1e-12, "{one} {other}");
    }
}

/// The first criterion's total, its bounds and its 90 % interval.
fn figures(run: &[u8]) -> [f64; 5] {
    let run: serde_json::Value = serde_json::from_slice(run).unwrap();
    let figure = |of: &serde_json::Value, name: &str| of[name].as_f64().unwrap();
    let (total, interval) = (&run["overall"][0], &run["interval_90"]);
    let total = ["value", "low", "high"].map(|name| figure(total, name));
    [total[0], total[1], total[2], figure(interval, "low"), figure(interval, "high")]
}
