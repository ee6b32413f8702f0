//! No English is left in what a French reader reads: figures explained, sources, pages, refusals.

use crate::support::{Folder, root, run_in};

/// Words of English that no French sentence has.
const ENGLISH: &str = "the of and with by for from is are was were not which each their its has have \
    been this that these than then only where when what whose without within between before after \
    into over under more most less least other others same every any two years year units unit days \
    months rows row files file values share bounds default published model models weight mean median \
    high low sheet kept lost found missing unknown factor factors network server laptop monitor \
    printer expected invalid failed cannot read write line column end start given known listed \
    reported against none assumed measured power energy use made making bought stated \
    terms repository quoted snapshot underlying";

/// Names of what is cited: they are in the language of those who bear them.
const NAMES: [&str; 7] = [
    "Centre for Remanufacturing and Reuse",
    "Waste over Time",
    "The Restart Project",
    "Restart Project",
    "Network Power Zoo",
    "Open Government Licence",
    "Energy Institute",
];

/// The words of English in a line, but for codes, columns, paths, addresses and what a set
/// says, quoted as it is.
fn english(line: &str) -> Vec<String> {
    let mut said = line.split("tel quel : «").next().unwrap_or(line).to_owned();
    for name in NAMES {
        said = said.replace(name, "");
    }
    let prose: Vec<&str> = said.split('`').step_by(2).collect();
    let prose = prose.join(" ");
    let tokens =
        prose.split(|c: char| c.is_whitespace() || "(),;«»“”[]{}|·×\u{a0}\u{202f}'’".contains(c));
    let words = tokens.map(|token| token.trim_matches(|c: char| ".:!?\"…–*-".contains(c)));
    words
        .filter(|word| word.chars().all(char::is_alphabetic))
        .filter(|word| ENGLISH.split_whitespace().any(|english| english == *word))
        .map(str::to_owned)
        .collect()
}

/// The lines of a text that hold English.
fn left(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| !english(line).is_empty());
    lines.map(|line| format!("{:?} in: {line}", english(line))).collect()
}

#[track_caller]
fn is_french(what: &str, text: &str) {
    assert!(!text.trim().is_empty(), "{what} says nothing");
    let left = left(text);
    assert!(left.is_empty(), "{what}:\n{}", left.join("\n"));
}

fn said(args: &[&str]) -> String {
    let mut args = args.to_vec();
    args.extend(["--lang", "fr"]);
    let ran = run_in(root(), &args);
    ran.out + &ran.err
}

const TOWN: &str = "inventories/mairie-exemple";

#[test]
fn english_in_a_line_is_found() {
    assert_eq!(english("bornes : none published; ±50 %"), ["none", "published"]);
    assert_eq!(english("`the code` kWh/an, equipment.laptop.manufacturing.gwp"), [""; 0]);
    assert_eq!(english("source : The Restart Project, 2018"), [""; 0]);
    assert_eq!(english("  dans le jeu   tel quel : « terms of the file »"), [""; 0]);
}

#[test]
fn an_explained_figure_is_french_to_its_sources() {
    for what in ["1119", "total", "paper", "datacentre DC-HDV", "weee_weight"] {
        is_french(what, &said(&["explain", what, TOWN, "--year", "2025"]));
    }
    for what in ["laptop", "server", "ups", "printer_laser", "tv", "network_switch", "indicateur"] {
        is_french(what, &said(&["explain", what]));
    }
}

#[test]
fn a_factor_shown_is_french() {
    let listed = said(&["factors", "list"]);
    let ids: Vec<&str> = listed.lines().filter_map(|line| line.split(' ').next()).collect();
    // One of each topic and key, and the sources that differ most.
    let mut topics = std::collections::BTreeSet::new();
    let some = ids.iter().filter(|id| topics.insert(id.split('.').next().unwrap_or("").to_owned()));
    let some: Vec<&str> = some.copied().chain(ids.iter().copied().step_by(97)).collect();
    assert!(some.len() > 12, "{some:?}");
    for id in some {
        let card = said(&["factors", "show", id]);
        // What a factor is of is told by its code.
        let told: Vec<&str> = card.lines().filter(|line| !line.starts_with("  objet ")).collect();
        is_french(id, &told.join("\n"));
    }
}

#[test]
fn what_the_commands_say_is_french() {
    for args in [
        &["assess", TOWN, "--detail"][..],
        &["indicators", TOWN],
        &["indicators", "missing", TOWN, "--all"],
        &["change", TOWN, "2024", "2025"],
        &["renewals", TOWN],
        &["movements", "check", TOWN],
        &["plan", "diagnose", TOWN],
        &["statement", TOWN, "--year", "2025"],
        &["compare-methods", TOWN],
        &["factors", "match", "Dell", "Latitude 5420", "--factors", "pcf-2026.12"],
        &["factors", "diff", "core-2026.11", "core-2026.12"],
    ] {
        is_french(&args.join(" "), &said(args));
    }
}

/// The words of a page, without its style and what is marked as being in English.
fn words_of(page: &str) -> String {
    let mut text = String::new();
    for part in page.split('<').skip(1) {
        let (tag, after) = part.split_once('>').unwrap_or((part, ""));
        let is_skipped =
            tag.starts_with("style") || tag.starts_with("code") || tag.contains("lang=\"en\"");
        if !is_skipped {
            text.push_str(after);
            text.push('\n');
        }
    }
    text
}

#[test]
fn the_page_is_french() {
    let folder = Folder::new();
    let page = folder.path("page.html");
    said(&["report", TOWN, "--year", "2025", "--out", page.to_str().unwrap()]);
    is_french("page", &words_of(&folder.read("page.html")));
}

#[test]
fn a_refusal_is_french_to_its_cause() {
    let rows = "equipment_id,equipment_type,quantity\nP1,laptop,3\n";
    let broken: [(&str, &[u8]); 9] = [
        ("estate.toml", b"[organisation\n"),
        ("estate.toml", b"name = \n"),
        ("estate.toml", b"organisation = 3\n"),
        ("estate.toml", b"[organisation]\nheadcount = \"x\"\n"),
        ("estate.toml", b"\xff\xfe\x00"),
        ("plan.toml", b"[[commitment]]\nid = 3\n"),
        ("inventories/2024.xlsx", b"PK\x03\x04rien"),
        ("inventories/2024.json", b"{\"a\": "),
        ("services.csv", b"service,quantity\n\"paper"),
    ];
    for (name, bytes) in broken {
        let folder = Folder::inventory(rows).with(name, bytes);
        for command in [&["assess", "."][..], &["plan", "check", "."]] {
            let ran = folder.run(&[command, &["--lang", "fr"]].concat());
            let said = ran.out + &ran.err;
            is_french(name, &said);
            assert!(!said.contains("message d'origine"), "{name}: {said}");
        }
    }
    is_french("no file", &said(&["assess", "nulle-part.csv"]));
    is_french("no set", &said(&["assess", TOWN, "--factors", "nulle-part"]));
    is_french("no option", &said(&["assess", TOWN, "--criteria", "xyz"]));
}
