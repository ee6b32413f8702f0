//! The source holds to its own rules, and every factor shipped can be shown to an auditor.

use crate::support::root;
use empreinte::factor::{FactorSet, UNITS};
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A source file of the program or of a crate, its test module left out.
pub(crate) struct Source {
    /// Its path below the root.
    pub(crate) name: String,
    text: String,
    /// Its lines of code: no comment, no test.
    pub(crate) code: Vec<(usize, String)>,
}

impl Source {
    /// The crate it is of; none for the program's own.
    pub(crate) fn of_crate(&self) -> Option<&str> {
        self.name.strip_prefix("crates/")?.split('/').next()
    }

    /// Whether a line, from 1, stands within something.
    fn is_indented(&self, line: usize) -> bool {
        self.text.lines().nth(line - 1).is_some_and(|line| line.starts_with(' '))
    }
}

/// Every source file of the program and its crates.
pub(crate) fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    files_below(&root().join("src"), &mut files);
    for entry in std::fs::read_dir(root().join("crates")).unwrap() {
        files_below(&entry.unwrap().path().join("src"), &mut files);
    }
    files.sort();
    files
        .into_iter()
        // A room's tests may stand in a file of their own.
        .filter(|path| path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            // Or file by file in a folder below that file.
            let is_test = path.parent().is_some_and(|folder| {
                folder.ends_with("tests") && folder.with_extension("rs").is_file()
            });
            let code = if is_test { Vec::new() } else { code_of(&text) };
            let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
            Source { name, text, code }
        })
        .collect()
}

/// The lines of code of a file: no comment, and no item that is built for tests alone.
fn code_of(text: &str) -> Vec<(usize, String)> {
    let mut code = Vec::new();
    let mut lines = (1..).zip(text.lines());
    while let Some((n, line)) = lines.next() {
        let own = line.trim();
        if own == "#[cfg(test)]" {
            // The item goes on to the line that ends it, at its own indent.
            let indent = &line[..line.len() - line.trim_start().len()];
            let ends = |line: &str| {
                let own = line.strip_prefix(indent).filter(|own| !own.starts_with([' ', '#']));
                own.is_some_and(|own| {
                    own.ends_with(';') || own.starts_with('}') || own.ends_with('}')
                })
            };
            let _ = lines.by_ref().find(|(_, line)| ends(line));
        } else if !own.starts_with("//") {
            code.push((n, own.to_owned()));
        }
    }
    code
}

#[test]
fn code_below_an_item_of_tests_is_read() {
    let text = "use a;\n#[cfg(test)]\n#[path = \"t.rs\"]\nmod tests;\nfn b() {\n    c();\n    #[cfg(test)]\n    \
                d();\n    e();\n}\n#[cfg(test)]\nmod more {\n    fn f() {\n    }\n}\n// g\nfn h() {}\n";
    let lines: Vec<usize> = code_of(text).iter().map(|(n, _)| *n).collect();
    assert_eq!(lines, [1, 5, 6, 9, 10, 17]);
}

fn files_below(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { files_below(&path, files) } else { files.push(path) }
    }
}

/// No place is found where it must not be.
#[track_caller]
pub(crate) fn none(what: &str, places: &[String]) {
    assert!(places.is_empty(), "{what}:\n  {}", places.join("\n  "));
}

/// The name of the type that a line of code defines, if it defines one.
fn type_name(line: &str) -> Option<&str> {
    let mut words = line.split(|c: char| c.is_whitespace());
    let mut word = words.next()?;
    if word == "pub" || word.starts_with("pub(") {
        word = words.find(|word| !word.ends_with(')'))?;
    }
    if !["struct", "enum", "trait", "union", "type"].contains(&word) {
        return None;
    }
    let name = words.next()?.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
    name.starts_with(|c: char| c.is_ascii_uppercase()).then_some(name)
}

#[test]
fn a_type_says_what_it_is_of_by_its_name() {
    assert_eq!(type_name("pub(in crate::kind) enum Rank {"), Some("Rank"));
    assert_eq!(type_name("pub struct Place<'a> {"), Some("Place"));
    assert_eq!(type_name("type Hash = u64;"), Some("Hash"));
    assert_eq!(type_name("let kind = Kind::Text;"), None);
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources() {
        for (n, line) in &source.code {
            // What a trait's `type` stands for is named by the trait.
            if let Some(name) = type_name(line)
                && !(line.starts_with("type ") && source.is_indented(*n))
            {
                places.entry(name.to_owned()).or_default().push(format!("{}:{n}", source.name));
            }
        }
    }
    let twice: Vec<String> = places
        .iter()
        .filter(|(_, places)| places.len() > 1)
        .map(|(name, places)| format!("{name}: {}", places.join(", ")))
        .collect();
    assert!(places.len() > 1000, "{} types found", places.len());
    assert!(
        twice.len() * 100 <= places.len() * 5,
        "of {} names these stand twice:\n  {}",
        places.len(),
        twice.join("\n  ")
    );
}

#[test]
fn no_source_file_is_longer_than_500_lines() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|source| source.text.lines().count() > 500)
        .map(|source| format!("{}: {} lines", source.name, source.text.lines().count()))
        .collect();
    none("too long", &long);
}

/// The places outside a program's `cli/` where code holds one of these words.
fn places(words: &[&str], but: &str) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| but.is_empty() || !source.name.contains(but)) {
        for (n, line) in &source.code {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{}:{n} {line}", source.name));
            }
        }
    }
    found
}

/// Rooms before the door of `equipment`, and what carries rows to it: corrections are laid over the rows
/// that they quote before these go through it.
const BEFORE_THE_DOOR: [&str; 12] = [
    "crates/ground/",
    "crates/factor/",
    "crates/inventory/",
    "crates/equipment/",
    "crates/walk/src/block.rs",
    "crates/walk/src/merging.rs",
    "crates/walk/src/assumed.rs",
    "crates/walk/src/moved.rs",
    "crates/walk/src/placing.rs",
    "crates/walk/src/quotes.rs",
    "crates/walk/src/row_units.rs",
    "crates/ledger/src/movement/holding.rs",
];

#[test]
fn past_the_door_no_room_reads_a_row() {
    let reads: Vec<String> = sources()
        .iter()
        .filter(|source| !BEFORE_THE_DOOR.iter().any(|place| source.name.starts_with(place)))
        .flat_map(|source| {
            let code = source.code.iter().filter(|(_, line)| {
                let words: Vec<&str> =
                    line.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
                let names_a_row = line.contains("inventory::") && words.contains(&"Row");
                names_a_row
                    || [
                        ".text(Field",
                        ".bytes(Field",
                        ".bytes(*field)",
                        ".text(*field)",
                        "line.row",
                    ]
                    .iter()
                    .any(|read| line.contains(read))
            });
            code.map(|(n, line)| format!("{}:{n}: {line}", source.name)).collect::<Vec<_>>()
        })
        .collect();
    none("reads a row past the door", &reads);
}

#[test]
fn only_the_command_line_prints() {
    none("printed", &places(&["println!", "eprintln!", "print!(", "eprint!(", "dbg!"], "src/cli/"));
}

#[test]
fn only_the_command_line_reads_the_environment_and_the_clock() {
    none(
        "read",
        &places(&["std::env::var", "env::args", "Timestamp::now", "SystemTime::now"], "src/cli/"),
    );
}

#[test]
fn nothing_unwraps_outside_tests() {
    none("unwrapped", &places(&[".unwrap()"], ""));
}

/// Where the lengths of a year stand; the agent's crate must not lean on the library's.
const OF_A_YEAR: [&str; 2] = ["crates/ground/src/quantity.rs", "crates/record/src/energy/mod.rs"];

#[test]
fn a_year_has_one_length() {
    let said: Vec<String> = sources()
        .iter()
        .filter(|source| OF_A_YEAR.contains(&source.name.as_str()))
        .flat_map(|source| source.code.iter().map(|(_, line)| line.clone()).collect::<Vec<_>>())
        .filter(|line| line.contains("const DAYS_OF_YEAR"))
        .collect();
    assert_eq!(said, ["pub const DAYS_OF_YEAR: f64 = 365.25;"; 2]);
    let elsewhere: Vec<String> = sources()
        .iter()
        .filter(|source| !OF_A_YEAR.contains(&source.name.as_str()))
        .flat_map(|source| {
            let code = source.code.iter().filter(|(_, line)| {
                let digits = line.replace('_', "");
                ["365.2", "8760", "8766", "8765.", "8784"].iter().any(|of| digits.contains(of))
            });
            code.map(|(n, line)| format!("{}:{n} {line}", source.name)).collect::<Vec<_>>()
        })
        .collect();
    none("the length of a year", &elsewhere);
}

/// Amounts of memory asked for, of threads and of digits, and lengths of bodies that are bounded
/// before: no number of a thing.
const AMOUNTS: [&str; 7] = [
    "crates/agent/src/platform/portable.rs",
    "crates/agent/src/spool/segment.rs",
    "crates/agent/src/spool/slots.rs",
    "crates/collector/src/body.rs",
    "crates/collector/src/places.rs",
    "crates/collector/src/writer.rs",
    "crates/ground/src/round.rs",
];

#[test]
fn no_number_of_a_thing_is_saturated() {
    let saturated: Vec<String> = sources()
        .iter()
        .filter(|source| !AMOUNTS.contains(&source.name.as_str()))
        .flat_map(|source| {
            let code = source.code.iter().filter(|(_, line)| {
                let narrowed = ["u16::try_from(", "u32::try_from("];
                let stands_in = ["::MAX)", ".unwrap_or(0)", ".unwrap_or_default()"];
                narrowed.iter().any(|word| line.contains(word))
                    && line.contains("unwrap_or")
                    && stands_in.iter().any(|word| line.contains(word))
            });
            code.map(|(n, line)| format!("{}:{n} {line}", source.name)).collect::<Vec<_>>()
        })
        .collect();
    none("saturated", &saturated);
}

#[test]
fn no_tracked_file_names_a_path_of_this_machine() {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(root())
        .output();
    let Some(listed) = listed.ok().filter(|output| output.status.success()) else {
        eprintln!("skipped: not a git checkout");
        return;
    };
    let home = std::env::var("HOME").unwrap_or_else(|_| String::new());
    // In pieces, so that this file does not hold them.
    let needles = [["/wo", "rk/"].concat(), ["/ro", "ot/"].concat(), format!("{home}/")];
    let mut found = Vec::new();
    for name in
        String::from_utf8(listed.stdout).unwrap().split('\0').filter(|name| !name.is_empty())
    {
        // A file just removed is still listed.
        let Ok(bytes) = std::fs::read(root().join(name)) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        for (n, line) in text.lines().enumerate() {
            if needles.iter().any(|needle| needle.len() > 1 && line.contains(needle.as_str())) {
                found.push(format!("{name}:{}", n + 1));
            }
        }
    }
    none("path of this machine", &found);
}

// The factor sets shipped.

type Row = BTreeMap<String, String>;

/// A file of a set, a map a row; none where the set has no such file.
fn table(set: &Path, name: &str) -> Vec<Row> {
    let path = set.join(name);
    if !path.exists() {
        return Vec::new();
    }
    csv::Reader::from_path(path).unwrap().deserialize().map(|row| row.unwrap()).collect()
}

fn sets() -> Vec<PathBuf> {
    let mut sets: Vec<PathBuf> = std::fs::read_dir(root().join("emission-factors"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    sets.sort();
    assert!(!sets.is_empty(), "a set is shipped");
    sets
}

/// The rows of a set that hold a factor, with their file.
fn factors(set: &Path) -> Vec<(String, Row)> {
    let mut all = Vec::new();
    for name in [
        "equipment",
        "electricity",
        "electricity-parts",
        "lifetimes",
        "energy",
        "weights",
        "datacentres",
        "models",
        "components",
        "weee",
    ] {
        let file = format!("{name}.csv");
        all.extend(table(set, &file).into_iter().map(|row| (file.clone(), row)));
    }
    all
}

/// The rows of every set for which a rule does not hold.
#[track_caller]
fn every_factor(what: &str, holds: impl Fn(&Path, &str, &Row) -> bool) {
    let mut broken = Vec::new();
    for set in sets() {
        let rows = factors(&set);
        assert!(!rows.is_empty(), "{}", set.display());
        for (file, row) in rows {
            if !holds(&set, &file, &row) {
                broken.push(format!("{file} {}", row["factor_id"]));
            }
        }
    }
    none(what, &broken);
}

#[test]
fn every_shipped_set_loads_and_its_manifest_holds() {
    for set in sets() {
        let loaded = FactorSet::open(&set, false);
        assert!(loaded.is_ok(), "{}", loaded.unwrap_err());
    }
}

#[test]
fn the_set_carried_by_the_program_is_the_one_in_the_folder() {
    let carried = FactorSet::shipped().unwrap();
    let folder = root().join("emission-factors").join(&carried.name);
    assert_eq!(FactorSet::open(&folder, false).unwrap().hash, carried.hash);
}

#[test]
fn every_factor_has_a_source_with_a_licence() {
    let mut licences: BTreeMap<PathBuf, BTreeMap<String, String>> = BTreeMap::new();
    for set in sets() {
        let sources = table(&set, "sources.csv");
        let by_id =
            sources.into_iter().map(|row| (row["source_id"].clone(), row["licence"].clone()));
        licences.insert(set, by_id.collect());
    }
    every_factor("no source, or no licence", |set, _, row| {
        licences[set].get(&row["source_id"]).is_some_and(|licence| !licence.trim().is_empty())
    });
}

#[test]
fn every_factor_is_in_a_unit_of_the_list() {
    every_factor("unit", |_, _, row| UNITS.contains(&row["unit"].as_str()));
}

#[test]
fn every_factor_is_in_the_unit_of_its_criterion() {
    let units: BTreeMap<String, String> = sets()
        .iter()
        .flat_map(|set| table(set, "criteria.csv"))
        .map(|row| (row["criterion"].clone(), row["unit"].clone()))
        .collect();
    every_factor("unit of another criterion", |_, file, row| match file {
        "equipment.csv" => row["unit"] == format!("{}/unit", units[&row["criterion"]]),
        "electricity.csv" => row["unit"] == format!("{}/kWh", units[&row["criterion"]]),
        "lifetimes.csv" => row["unit"] == "year",
        "energy.csv" => row["unit"] == "kWh/year",
        "weights.csv" => row["unit"] == "kg",
        _ => true,
    });
}

#[test]
fn every_factor_lies_within_its_bounds() {
    every_factor("bounds", |_, _, row| {
        let number = |name: &str| row[name].parse::<f64>().unwrap_or(f64::NAN);
        let (low, value, high) = (number("low"), number("value"), number("high"));
        low <= value && value <= high
    });
}

#[test]
fn every_factor_says_what_its_bounds_rest_on() {
    every_factor("no basis", |_, _, row| !row["uncertainty_basis"].trim().is_empty());
}

#[test]
fn every_electricity_factor_has_a_year() {
    every_factor("no year", |_, file, row| {
        file != "electricity.csv"
            || row["year"].parse::<i32>().is_ok_and(|year| (1990..=2100).contains(&year))
    });
}

#[test]
fn every_factor_has_an_identifier_of_its_own() {
    for set in sets() {
        let mut seen = HashSet::new();
        let twice: Vec<String> = factors(&set)
            .into_iter()
            .map(|(_, row)| row["factor_id"].clone())
            .filter(|id| id.is_empty() || !seen.insert(id.clone()))
            .collect();
        none("identifier", &twice);
    }
}

#[test]
fn every_source_says_who_published_it_and_where() {
    for set in sets() {
        let bare: Vec<String> = table(&set, "sources.csv")
            .into_iter()
            .filter(|row| {
                ["title", "publisher", "year", "url"]
                    .iter()
                    .any(|name| row[*name].trim().is_empty())
            })
            .map(|row| row["source_id"].clone())
            .collect();
        none("source", &bare);
    }
}
