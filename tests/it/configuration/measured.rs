//! Measured on the gathered facts, where they are present: names as catalogues and as machines
//! write them. The facts carry the largest die of a generation on names without a core count.

use super::set;
use crate::support::root;
use empreinte::configuration::{Cpu, CpuName};

/// The generations that a family of ours stands for, as the facts name them.
fn is_generation(family: &str, code: &str) -> bool {
    const OTHER: [(&str, &[&str]); 23] = [
        ("alder-lake", &["Alder Lake-S", "Alder Lake-HX"]),
        ("alder-lake-p", &["Alder Lake-P", "Alder Lake-H"]),
        ("bristol-ridge", &["Bristol Ridge", "Carrizo"]),
        ("cezanne", &["Cezanne", "Cezanne-U", "Barcelo", "Barcelo-R"]),
        ("comet-lake-u", &["Comet Lake-U", "Comet Lake-Y"]),
        ("cooper-lake", &["Cooper Lake-SP"]),
        ("kaby-lake", &["Kaby Lake", "Kaby Lake-H", "Kaby Lake-X", "Kaby Lake-DT", "Kaby Lake-U"]),
        ("kaby-lake-r", &["Kaby Lake-R", "Whiskey Lake-U", "Kaby Lake G"]),
        ("matisse", &["Matisse", "Matisse 2"]),
        ("raptor-lake", &["Raptor Lake-S", "Raptor Lake-HX"]),
        ("raptor-lake-p", &["Raptor Lake-P", "Raptor Lake-H"]),
        ("raven-ridge", &["Raven Ridge", "Banded Kestrel", "Great Horned Owl"]),
        ("dali", &["Dali", "Raven Ridge 2"]),
        ("raphael", &["Raphael", "Dragon Range"]),
        ("rembrandt", &["Rembrandt", "Rembrandt-R"]),
        ("renoir", &["Renoir", "Lucienne"]),
        ("skylake-sp", &["Skylake", "Skylake-SP", "Skylake-X", "Skylake-W"]),
        ("chagall", &["Chagall PRO"]),
        ("knights", &["Knights Mill"]),
        ("ampere-altra", &["Mystique", "Quicksilver"]),
        ("tiger-lake", &["Tiger Lake-U"]),
        (
            "apple",
            &[
                "Tonga",
                "Jade C-Chop",
                "Jade C-Die",
                "Jade 2C-Die",
                "Staten",
                "Rhodes Chop",
                "Rhodes 1C",
                "Rhodes 2C",
            ],
        ),
        ("graviton3", &["Graviton3", "Graviton3E"]),
    ];
    if code.is_empty() {
        return family != "any";
    }
    let known = OTHER
        .iter()
        .find(|(name, _)| *name == family || (*name == "apple" && family.starts_with("apple-")));
    known.map_or_else(
        || {
            let plain = |text: &str| text.to_lowercase().replace([' ', '-'], "");
            let (family, code) = (plain(family), plain(code));
            let bare = family
                .strip_suffix("ep")
                .or(family.strip_suffix("de"))
                .or(family.strip_suffix("sp"))
                .unwrap_or(&family);
            let bare = bare.strip_suffix("embedded").unwrap_or(bare);
            code.starts_with(bare)
        },
        |(_, codes)| codes.contains(&code),
    )
}

/// A catalogue's name as `/proc/cpuinfo` would write it.
fn as_machine(name: &str, cores: &str) -> String {
    let marked = name
        .replace("Intel Core", "Intel(R) Core(TM)")
        .replace("Intel Xeon E5", "Intel(R) Xeon(R) CPU E5")
        .replace("Intel Xeon E7", "Intel(R) Xeon(R) CPU E7")
        .replace("Intel Xeon E3", "Intel(R) Xeon(R) CPU E3")
        .replace("Intel Xeon", "Intel(R) Xeon(R)")
        .replace("Intel Pentium", "Intel(R) Pentium(R) CPU")
        .replace("Intel Celeron", "Intel(R) Celeron(R) CPU");
    if name.starts_with("AMD") {
        match cores.parse::<f64>() {
            Ok(cores) => format!("{marked} {cores:.0}-Core Processor"),
            Err(_) => format!("{marked} Processor"),
        }
    } else if marked.contains(" CPU ") {
        format!("{marked} @ 2.40GHz")
    } else {
        format!("{marked} CPU @ 2.40GHz")
    }
}

#[test]
fn the_gathered_names_resolve_to_their_generation_and_near_its_die() {
    let path = root().join("../shared/factor-facts/components/cpu_specs.csv");
    let Ok(mut table) = csv::Reader::from_path(&path) else {
        eprintln!("skipped: the gathered facts are not here");
        return;
    };
    let (mut names, mut catalogue, mut machine) = (0_u32, 0_u32, 0_u32);
    let mut errors: Vec<f64> = Vec::new();
    let mut within = 0_u32;
    for row in table.deserialize::<std::collections::BTreeMap<String, String>>() {
        let row = row.unwrap();
        // Five rows are chipsets.
        if row["model_range"] == "Chipsets" {
            continue;
        }
        names += 1;
        let cores: Option<u32> =
            row["cores"].parse::<f64>().ok().map(|n| format!("{n:.0}").parse().unwrap());
        let find =
            |text: &str| Cpu::find(set(), &CpuName::read(text), cores.or(Some(4)), None).unwrap();
        let right = |found: &Cpu| is_generation(&found.family, &row["code_name"]);
        let found = find(&row["name"]);
        if right(&found) {
            catalogue += 1;
        } else {
            eprintln!("catalogue: {} → {}, {}", row["name"], found.family, row["code_name"]);
        }
        machine += u32::from(right(&find(&as_machine(&row["name"], &row["cores"]))));
        if let (Some(_), Ok(die)) = (cores, row["total_die_size"].parse::<f64>()) {
            errors.push((found.die_mm2.value / die - 1.0).abs());
            within += u32::from(found.die_mm2.low <= die && die <= found.die_mm2.high);
        }
    }
    errors.sort_by(f64::total_cmp);
    let share = |n: u32, of: u32| f64::from(n) / f64::from(of);
    let dies = u32::try_from(errors.len()).unwrap();
    let close = u32::try_from(errors.iter().filter(|error| **error <= 0.1).count()).unwrap();
    eprintln!(
        "{names} names: {:.4} by catalogue name, {:.4} by machine string; {dies} dies with cores: median error {:.4}, p90 {:.3}, within 10 % {:.3}, within the bounds {:.3}",
        share(catalogue, names),
        share(machine, names),
        errors[errors.len() / 2],
        errors[errors.len() * 9 / 10],
        share(close, dies),
        share(within, dies),
    );
    assert!(share(catalogue, names) >= 0.98, "{catalogue} of {names}");
    assert!(share(machine, names) >= 0.98, "{machine} of {names}");
    assert!(errors[errors.len() / 2] <= 0.02, "median {}", errors[errors.len() / 2]);
    assert!(share(close, dies) >= 0.7 && share(within, dies) >= 0.9);
}
