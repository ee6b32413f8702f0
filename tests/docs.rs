//! Holds the pages of `docs/` against the code: columns, options, codes, examples.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its pages fails where it stands")]

use empreinte::change::Effect;
use empreinte::estate::Card;
use empreinte::factor::UNITS;
use empreinte::footprint::Axis;
use empreinte::impact::Gap;
use empreinte::indicator::{Datum, Family, Quality};
use empreinte::inventory::{Field, SourceFormat, SourceKind};
use empreinte::method::Method;
use empreinte::movement::{Column, DecommissionReason, FindingKind, MovementKind, RegisterField};
use empreinte::plan::{self, Plan};
use empreinte::provenance::{Assumption, MatchedBy, Origin};
use empreinte::report::{
    CHANGE_COLUMNS, GROUP_COLUMNS, INDICATOR_COLUMNS, OFFER_COLUMNS, RENEWAL_COLUMNS,
    SCENARIO_COLUMNS,
};
use empreinte::scenario::LEVERS;
use empreinte::stage::Stage;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read(path: &str) -> String {
    let whole = Path::new(ROOT).join(path);
    std::fs::read_to_string(&whole).unwrap_or_else(|error| panic!("{}: {error}", whole.display()))
}

/// Every Markdown page of the documentation, the README included.
fn pages() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    let mut folders = vec![Path::new(ROOT).join("docs"), Path::new(ROOT).join("inventories")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                found.push(path);
            }
        }
    }
    for name in ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let path = Path::new(ROOT).join(name);
        if path.exists() {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The text between a heading and the next of the same level or above.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let start = page.find(heading).unwrap_or_else(|| panic!("no heading `{heading}`"));
    let rest = &page[start + heading.len()..];
    &rest[..rest.find("\n## ").unwrap_or(rest.len())]
}

/// The words in backticks of the first column of the table whose heading starts with `first`.
fn first_column(text: &str, first: &str) -> Vec<String> {
    let heading = format!("| {first} |");
    let mut lines = text.lines().skip_while(|line| !line.starts_with(&heading));
    assert!(lines.next().is_some(), "no table starts with `{heading}`");
    lines
        .skip(1)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            line.split('`').nth(1).unwrap_or_else(|| panic!("no code in: {line}")).to_owned()
        })
        .collect()
}

/// All words in backticks.
fn codes(text: &str) -> BTreeSet<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn headings(csv: &str) -> Vec<String> {
    let line = csv.lines().next().unwrap_or("");
    line.trim_start_matches('\u{feff}').split(',').map(str::to_owned).collect()
}

/// Runs the program and gives back what it printed.
fn empreinte(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_empreinte"))
        .args(arguments)
        .current_dir(ROOT)
        .env("EMPREINTE_LANG", "en")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// The result folder of a command on an example estate.
fn results(command: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut arguments = command.to_vec();
    let out = folder.path().to_str().unwrap().to_owned();
    arguments.extend(["--out", &out]);
    empreinte(&arguments);
    folder
}

#[test]
fn the_inventory_page_has_the_canonical_columns_in_order() {
    let page = read("docs/formats/inventory.md");
    let columns = first_column(section(&page, "## Canonical columns"), "column");
    let canonical: Vec<&str> = Field::canonical().iter().map(|field| field.code()).collect();
    assert_eq!(columns, canonical);
}

/// The headings of a source as the page shows them: a line a field, in the order of the data.
fn headings_of(source: SourceFormat) -> String {
    let folder = source.code().replace('-', "_");
    let path = format!("crates/inventory/src/source/{folder}/headings.csv");
    if !Path::new(ROOT).join(&path).exists() {
        return String::new();
    }
    let mut fields: Vec<(String, Vec<String>)> = Vec::new();
    for line in read(&path).lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let mark = if cells.get(3) == Some(&"unverified") { "†" } else { "" };
        let heading = format!("`{}`{mark}", cells[1]);
        match fields.iter_mut().find(|(field, _)| field == cells[0]) {
            Some((_, headings)) => headings.push(heading),
            None => fields.push((cells[0].to_owned(), vec![heading])),
        }
    }
    let name = source.tool().map_or_else(|| source.label().en, str::to_owned);
    let mut out = format!("\n## {name} (`{}`)\n\n| field | headings |\n|---|---|\n", source.code());
    for (field, headings) in fields {
        let _ = writeln!(out, "| `{field}` | {} |", headings.join(", "));
    }
    out
}

/// `UPDATE_GOLDEN=1` writes it again.
#[test]
fn the_headings_page_has_every_heading_that_is_read_and_no_other() {
    let path = "docs/formats/inventory-headings.md";
    let page = read(path);
    let intro = page.split("\n## ").next().unwrap();
    let sections: String = SourceFormat::ALL.iter().map(|source| headings_of(*source)).collect();
    let whole = format!("{}\n{sections}", intro.trim_end());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(Path::new(ROOT).join(path), &whole).unwrap();
    }
    assert_eq!(read(path), whole, "write it again with UPDATE_GOLDEN=1");
}

#[test]
fn the_kinds_of_the_inventory_page_are_those_of_the_sources() {
    let page = read("docs/formats/inventory.md");
    for kind in SourceKind::ALL {
        let line = page.lines().find(|line| line.starts_with(&format!("| `{}` |", kind.code())));
        let listed: Vec<&str> = line.unwrap().split('`').skip(3).step_by(2).collect();
        let sources = SourceFormat::ALL.iter().filter(|source| source.traits().kind == kind);
        assert_eq!(listed, sources.map(|source| source.code()).collect::<Vec<_>>());
    }
}

#[test]
fn every_tool_is_named_in_the_readme_and_in_the_help_in_both_languages() {
    let texts = [
        read("README.md"),
        empreinte(&["import", "--help", "--lang", "fr"]),
        empreinte(&["import", "--help", "--lang", "en"]),
    ];
    for text in texts.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")) {
        for tool in SourceFormat::ALL.iter().filter_map(|source| source.tool()) {
            assert!(text.contains(tool), "{tool}: {text}");
        }
    }
}

#[test]
fn the_inventory_page_has_a_line_for_every_source() {
    let page = read("docs/formats/inventory.md");
    let listed = first_column(section(&page, "## Sources"), "source");
    let sources: Vec<&str> = SourceFormat::ALL.iter().map(|source| source.code()).collect();
    assert_eq!(listed, sources);
}

#[test]
fn the_movements_page_has_every_column_in_order_with_its_headings() {
    let page = read("docs/formats/movements.md");
    let table = section(&page, "## Columns");
    let columns: Vec<&str> = Column::ALL.iter().map(|column| column.code()).collect();
    assert_eq!(first_column(table, "column"), columns);
    let rows = table.lines().filter(|line| line.starts_with("| `"));
    for (row, column) in rows.zip(Column::ALL) {
        let headings = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        let documented: Vec<&str> = headings.split('`').skip(1).step_by(2).collect();
        assert_eq!(documented, column.headings(), "{}", column.code());
        for kind in row.split(" | ").nth(4).unwrap().split(", ") {
            assert!(kind == "all" || MovementKind::CODES.contains(&kind), "{row}");
        }
    }
}

#[test]
fn the_movements_page_has_every_kind_reason_finding_and_field_of_the_register() {
    let page = read("docs/formats/movements.md");
    let kinds = section(&page, "## Kinds");
    assert_eq!(first_column(kinds, "kind"), MovementKind::CODES);
    assert_eq!(first_column(kinds, "reason"), DecommissionReason::CODES);
    let findings: Vec<&str> = FindingKind::ALL.iter().map(|kind| kind.code()).collect();
    assert_eq!(first_column(section(&page, "## What the check finds"), "finding"), findings);
    let fields = first_column(section(&page, "## The outgoing waste register"), "column");
    let known: Vec<&str> = RegisterField::ALL.iter().map(|field| field.code()).collect();
    assert_eq!(fields[1..fields.len() - 1], known);
    let printed =
        empreinte(&["movements", "register", "inventories/mairie-exemple", "--format", "csv"]);
    assert_eq!(headings(&printed), fields);
}

/// What faults show is what the pages do.
#[test]
fn the_examples_that_faults_show_are_those_of_the_pages() {
    for (page, example) in [
        ("plan", "plan/src/example.toml"),
        ("estate", "equipment/src/estate/example.toml"),
        ("scenario", "change/src/scenario/example.toml"),
        ("answers", "indicator/src/answers.toml"),
        ("inventory", "inventory/src/mapping.toml"),
    ] {
        let page = read(&format!("docs/formats/{page}.md"));
        let toml = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
        assert_eq!(toml.unwrap(), read(&format!("crates/{example}")), "{example}");
    }
}

#[test]
fn the_example_of_the_estate_page_is_a_card_with_every_section() {
    let page = read("docs/formats/estate.md");
    let toml = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let card = Card::parse(Path::new("estate.toml"), toml).unwrap();
    assert!(!card.organisation.name.is_empty());
    assert!(card.headcount(2025).is_some());
    assert!(!card.places.is_empty() && !card.states.is_empty());
    assert!(!card.types.is_empty() && !card.lifetimes.is_empty());
    assert!(!card.contracts.is_empty());
    assert!(card.assumptions.monitors_per_desktop.is_some());
    let sections: BTreeSet<&str> = toml
        .lines()
        .filter_map(|line| line.strip_prefix('[').and_then(|line| line.strip_suffix(']')))
        .map(|section| section.trim_matches(['[', ']']))
        .collect();
    let keys: Vec<String> = first_column(&page, "key");
    let documented: BTreeSet<&str> =
        keys.iter().map(|key| key.split('.').next().unwrap()).collect();
    assert_eq!(documented, sections);
    for section in sections {
        let refused = Card::parse(Path::new("estate.toml"), &format!("[{section}]\nx = []\n"));
        let unknown = Card::parse(Path::new("estate.toml"), &format!("[{section}-x]\nx = 1\n"));
        assert!(refused.is_err() && unknown.is_err(), "`[{section}]` is not read");
    }
}

#[test]
fn the_pages_of_datacentres_and_usage_have_the_columns_of_the_example() {
    for (page, example) in [
        ("docs/formats/datacentres.md", "inventories/mairie-exemple/datacentres.csv"),
        ("docs/formats/usage.md", "inventories/mairie-exemple/usage/2025-supervision.csv"),
        ("docs/formats/services.md", "inventories/mairie-exemple/services.csv"),
    ] {
        let (text, own) = (read(page), headings(&read(example)));
        let mut told = first_column(&text, "column");
        // A column that the example does without is one that any file may.
        told.retain(|column| {
            let optional = text.lines().any(|line| {
                line.starts_with(&format!("| `{column}` |")) && line.contains("| no |")
            });
            own.contains(column) || !optional
        });
        assert_eq!(told, own, "{page}");
    }
    let page = read("docs/formats/virtual-machines.md");
    for (heading, example) in [
        ("## `virtual-machines.csv`", "inventories/mairie-exemple/virtual-machines.csv"),
        ("## `applications.csv`", "inventories/mairie-exemple/applications.csv"),
    ] {
        let columns = first_column(section(&page, heading), "column");
        assert_eq!(columns, headings(&read(example)), "{heading}");
    }
}

#[test]
fn the_page_of_virtual_machines_has_every_heading_of_g4it_that_is_read() {
    let page = read("docs/formats/virtual-machines.md");
    let documented = codes(section(&page, "## G4IT and NumEcoEval"));
    let code = read("crates/footprint/src/allocation/columns.rs");
    let pairs =
        code.lines().filter_map(|line| line.trim().strip_prefix("(\"")?.strip_suffix("\"),"));
    let mut found = 0;
    for heading in pairs.filter_map(|pair| pair.split("\", \"").nth(1)) {
        assert!(documented.contains(heading), "`{heading}`");
        found += 1;
    }
    assert!(found > 15, "only {found} headings found");
}

#[test]
fn the_page_of_services_has_every_service_the_program_knows() {
    let documented = first_column(&read("docs/formats/services.md"), "service");
    let words = read("crates/footprint/src/service/words.csv");
    let known: Vec<&str> = words.lines().skip(1).filter_map(|row| row.split(',').next()).collect();
    assert_eq!(documented, known);
}

#[test]
fn columns_said_to_be_unread_are_the_ones_the_code_does_not_name() {
    for (page, code) in [
        ("docs/formats/datacentres.md", "crates/equipment/src/estate/datacentre.rs"),
        ("docs/formats/usage.md", "crates/equipment/src/usage.rs"),
    ] {
        let (page_text, code) = (read(page), read(code));
        for line in page_text.lines().filter(|line| line.starts_with("| `")) {
            let column = line.split('`').nth(1).unwrap();
            let named = code.contains(&format!("\"{column}\""));
            assert_eq!(!line.contains("not read yet"), named, "{page}: `{column}`");
        }
    }
}

#[test]
fn the_indicators_page_has_the_columns_families_qualities_and_data() {
    let page = read("docs/formats/indicators.md");
    let columns = |heading: &str| first_column(section(&page, heading), "column");
    assert_eq!(columns("## The catalogue"), empreinte::indicator::COLUMNS);
    assert_eq!(columns("## `indicators.csv`"), INDICATOR_COLUMNS);
    assert_eq!(columns("## `indicator_groups.csv`"), GROUP_COLUMNS);
    let families: BTreeSet<&str> = Family::ALL.iter().map(|family| family.code()).collect();
    assert_eq!(codes(section(&page, "## Families")), families);
    let qualities: Vec<&str> = Quality::ALL.iter().map(|quality| quality.code()).collect();
    assert_eq!(first_column(section(&page, "## Qualities"), "code"), qualities);
    let data: Vec<&str> = Datum::ALL.iter().map(|datum| datum.code()).collect();
    assert_eq!(first_column(section(&page, "## Missing data"), "code"), data);
}

#[test]
fn the_example_of_the_answers_page_is_read() {
    let page = read("docs/formats/answers.md");
    let toml = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    put("estate.toml", "");
    put("answers.toml", toml);
    std::fs::create_dir(folder.path().join("inventories")).unwrap();
    put("inventories/2025.csv", "equipment_type\nlaptop\n");
    let estate = folder.path().to_str().unwrap();
    let rows = empreinte(&["indicators", estate, "--family", "governance", "--format", "csv"]);
    assert!(
        rows.contains("\nnr_lead_exists,1,1,1,yes/no,2025,,unproven,,governance,,,,,\n"),
        "{rows}"
    );
    assert!(rows.contains("\nnr_budget_share,1.5,1.2,1.8,%,2025,,unproven,,"), "{rows}");
    let keys = first_column(&page, "key");
    let named: BTreeSet<&str> = keys.iter().filter_map(|key| key.split('.').nth(1)).collect();
    let in_code =
        ["since", "id", "year", "value", "low", "high", "date", "author", "evidence", "sha256"];
    assert_eq!(named, in_code.into_iter().collect());
}

#[test]
fn the_factor_set_page_has_the_columns_of_the_shipped_set() {
    let page = read("docs/formats/factor-set.md");
    let set = "emission-factors/core-2026.12";
    for (file, heading) in [
        ("sources.csv", "## `sources.csv`"),
        ("criteria.csv", "## `criteria.csv`"),
        ("budgets.csv", "## `budgets.csv`"),
        ("types.csv", "## `types.csv`"),
        ("zones.csv", "## `zones.csv`"),
        ("equipment.csv", "## `equipment.csv`"),
        ("electricity.csv", "## `electricity.csv`"),
        ("electricity-parts.csv", "## `electricity-parts.csv`"),
        ("lifetimes.csv", "## `lifetimes.csv`"),
        ("energy.csv", "## `lifetimes.csv`"),
        ("weights.csv", "## `lifetimes.csv`"),
        ("datacentres.csv", "## `datacentres.csv`"),
        ("services.csv", "## `services.csv`"),
    ] {
        let documented = first_column(section(&page, heading), "column");
        assert_eq!(documented, headings(&read(&format!("{set}/{file}"))), "{file}");
    }
    let keys: Vec<String> = read(&format!("{set}/set.toml"))
        .lines()
        .filter_map(|line| line.split_once(" = ").map(|(key, _)| key.to_owned()))
        .collect();
    assert_eq!(first_column(section(&page, "## `set.toml`"), "key"), keys);
}

#[test]
fn the_components_page_has_the_columns_of_the_shipped_set_and_every_part() {
    let page = read("docs/formats/components.md");
    for file in [
        "components",
        "processors",
        "processor-names",
        "graphics-cards",
        "cloud-instances",
        "cloud-regions",
    ] {
        let documented = first_column(section(&page, &format!("## `{file}.csv`")), "column");
        let shipped = headings(&read(&format!("emission-factors/core-2026.12/{file}.csv")));
        assert_eq!(documented, shipped, "{file}");
    }
    let named = first_column(section(&page, "## Parts"), "part");
    assert_eq!(named, empreinte::factor::PARTS.map(|(part, _)| part));
    let named = first_column(section(&page, "## Parameters"), "parameter");
    assert_eq!(named, empreinte::factor::PARAMETERS.map(|(name, _)| name));
    let named = first_column(section(&page, "## Assumptions"), "code");
    assert_eq!(
        named,
        empreinte::configuration::Assumed::ALL.map(empreinte::configuration::Assumed::code)
    );
}

#[test]
fn the_models_page_has_the_columns_of_the_shipped_models() {
    let page = read("docs/formats/models.md");
    let documented = first_column(section(&page, "## Columns"), "column");
    assert_eq!(documented, headings(&read("emission-factors/pcf-2026.12/models.csv")));
}

#[test]
fn the_factor_set_page_has_the_closed_list_of_units() {
    let page = read("docs/formats/factor-set.md");
    let documented = codes(section(&page, "## Units"));
    assert_eq!(documented, UNITS.into_iter().collect::<BTreeSet<&str>>());
}

#[test]
fn the_results_page_has_the_columns_that_are_written() {
    let page = read("docs/formats/results.md");
    let assessed = results(&["assess", "inventories/pme-exemple", "--format", "csv"]);
    let whole = results(&["assess", "inventories/mairie-exemple", "--format", "csv"]);
    let imported = results(&["import", "inventories/pme-exemple"]);
    let of_two_years = results(&["import", "inventories/mairie-exemple"]);
    for (folder, file, heading) in [
        (&assessed, "footprint.csv", "## `footprint.csv`"),
        (&assessed, "impacts.csv", "## `impacts.parquet` and `impacts.csv`"),
        (&assessed, "rejects.csv", "## `rejects.csv`"),
        (&imported, "rejects.csv", "## `rejects.csv`"),
        (&assessed, "unread-cells.csv", "## `unread-cells.csv`"),
        (&imported, "unread-cells.csv", "## `unread-cells.csv`"),
        (&assessed, "out-of-scope.csv", "## `out-of-scope.csv`"),
        (&imported, "out-of-scope.csv", "## `out-of-scope.csv`"),
        (&assessed, "conflicts.csv", "## `conflicts.csv`"),
        (&imported, "conflicts.csv", "## `conflicts.csv`"),
        (&assessed, "unmatched.csv", "## `unmatched.csv`"),
        (&whole, "allocation.csv", "## `allocation.csv`"),
        (&whole, "services.csv", "## `services.csv`"),
        (&of_two_years, "disappeared.csv", "## `disappeared.csv`"),
    ] {
        let mut written = headings(&std::fs::read_to_string(folder.path().join(file)).unwrap());
        if file == "rejects.csv" {
            // The columns of the files themselves come first.
            written.drain(..written.len() - empreinte::table::REJECT_COLUMNS.len());
        }
        assert_eq!(first_column(section(&page, heading), "column"), written, "{file}");
    }
    let inventory = std::fs::read_to_string(imported.path().join("inventory.csv")).unwrap();
    let canonical: Vec<&str> = Field::canonical().iter().map(|field| field.code()).collect();
    assert_eq!(headings(&inventory), canonical);
}

#[test]
fn the_results_page_names_the_files_that_are_written() {
    let page = read("docs/formats/results.md");
    let documented: BTreeSet<String> = first_column(&page, "file").into_iter().collect();
    let mut written = BTreeSet::new();
    for command in [
        vec!["assess", "inventories/mairie-exemple"],
        vec!["assess", "inventories/pme-exemple"],
        vec!["assess", "inventories/pme-exemple", "--format", "csv"],
        vec!["import", "inventories/pme-exemple"],
        vec!["import", "inventories/mairie-exemple"],
        vec!["indicators", "inventories/pme-exemple", "--core"],
    ] {
        for entry in std::fs::read_dir(results(&command).path()).unwrap() {
            written.insert(entry.unwrap().file_name().into_string().unwrap());
        }
    }
    if !cfg!(feature = "parquet") {
        written.insert("impacts.parquet".into());
        written.insert("inventory.parquet".into());
    }
    assert_eq!(documented, written);
}

/// The names of all fields of a JSON value, those of `out_of_scope` left out: they are types.
fn fields(value: &serde_json::Value, into: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(object) => {
            for (name, value) in object {
                into.insert(name.clone());
                if name == "by" {
                    value.as_object().unwrap().values().for_each(|groups| fields(groups, into));
                } else if name != "out_of_scope" || !value.is_object() {
                    fields(value, into);
                }
            }
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| fields(value, into)),
        _ => {}
    }
}

#[test]
fn the_results_page_has_every_field_of_run_json() {
    let page = read("docs/formats/results.md");
    let json = empreinte(&[
        "assess",
        "inventories/mairie-exemple",
        "--own-lifetimes",
        "--format",
        "json",
        "--by",
        "site",
        "--planetary",
    ]);
    let run: serde_json::Value = serde_json::from_str(&json).unwrap();
    let top: BTreeSet<String> = run.as_object().unwrap().keys().cloned().collect();
    let text = section(&page, "## `run.json`");
    assert_eq!(first_column(text, "field").into_iter().collect::<BTreeSet<String>>(), top);
    let mut all = BTreeSet::new();
    fields(&run, &mut all);
    let documented = codes(text);
    let missing: Vec<&String> =
        all.iter().filter(|name| !documented.contains(name.as_str())).collect();
    assert!(missing.is_empty(), "not in docs/formats/results.md: {missing:?}");
}

#[test]
fn the_results_page_has_every_code_and_no_other() {
    let page = read("docs/formats/results.md");
    let text = section(&page, "## Codes");
    let tables: Vec<&str> = text.split("| code |").collect();
    let table = |at: usize| first_column(&format!("| code |{}", tables[at]), "code");
    assert_eq!(table(1), Assumption::ALL.map(Assumption::code));
    assert_eq!(table(2), Gap::ALL.map(Gap::code));
    let named = codes(&page);
    for origin in Origin::ALL {
        assert!(named.contains(origin.code()), "origin `{}`", origin.code());
    }
    for matched in [
        MatchedBy::Model,
        MatchedBy::Family,
        MatchedBy::Configuration,
        MatchedBy::Type,
        MatchedBy::ParentType,
    ] {
        assert!(named.contains(matched.code()), "match `{}`", matched.code());
    }
    for code in Stage::ALL.map(Stage::code).into_iter().chain(Axis::ALL.map(Axis::code)) {
        assert!(named.contains(code), "`{code}`");
    }
    for method in Method::all() {
        assert!(named.contains(method.name.as_str()), "method `{}`", method.name);
    }
}

/// The options that a text names.
fn options(text: &str) -> BTreeSet<String> {
    text.split("--")
        .skip(1)
        .map(|rest| {
            rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect::<String>()
        })
        .filter(|name| !name.is_empty() && !name.starts_with('-'))
        .map(|name| format!("--{}", name.trim_end_matches('-')))
        .collect()
}

#[test]
fn every_option_the_formats_name_is_in_the_help() {
    let mut help = String::new();
    let alone = [
        "assess",
        "report",
        "explain",
        "allocate",
        "change",
        "scenario",
        "renewals",
        "offers",
        "indicators",
        "import",
        "export",
        "completions",
    ];
    for command in alone {
        help.push_str(&empreinte(&[command, "--help"]));
    }
    for command in
        ["list", "show", "match", "diff", "check", "sign", "import", "configuration", "cloud"]
    {
        help.push_str(&empreinte(&["factors", command, "--help"]));
    }
    for command in [
        &["indicators", "missing"][..],
        &["audit"],
        &["audit", "verify"],
        &["audit", "sample"],
        &["statement"],
        &["statement", "lint"],
        &["plan"],
        &["plan", "init"],
        &["plan", "check"],
        &["plan", "status"],
        &["plan", "renew"],
        &["plan", "export"],
        &["plan", "due"],
        &["plan", "diagnose"],
        &["plan", "calendar"],
        &["plan", "import"],
        &["plan", "sheets"],
    ] {
        help.push_str(&empreinte(&[command, &["--help"]].concat()));
    }
    for command in ["check", "infer", "reconcile", "register"] {
        help.push_str(&empreinte(&["movements", command, "--help"]));
    }
    let known = options(&help);
    assert!(known.contains("--csv-dialect"), "{known:?}");
    let mut named = 0;
    // The collector's own page is held by the collector's tests.
    let formats = Path::new(ROOT).join("docs/formats");
    for page in
        pages().iter().filter(|page| page.starts_with(&formats) && !page.ends_with("meters.md"))
    {
        for option in options(&std::fs::read_to_string(page).unwrap()) {
            assert!(known.contains(&option), "{}: `{option}` is in no help", page.display());
            named += 1;
        }
    }
    assert!(named > 5, "only {named} options found");
}

/// The commands that a page shows: what follows `empreinte `, where it looks like a command.
fn commands(text: &str) -> BTreeSet<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|code| code.strip_prefix("empreinte "))
        .filter_map(|code| code.split_whitespace().next())
        .filter(|word| {
            word.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !word.starts_with('-')
        })
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_command_the_pages_name_exists() {
    let help = empreinte(&["--help"]);
    let known: BTreeSet<&str> = section_of_help(&help);
    assert!(known.contains("assess") && known.contains("factors"), "{known:?}");
    let mut named = BTreeSet::new();
    for page in pages() {
        for command in commands(&std::fs::read_to_string(&page).unwrap()) {
            assert!(known.contains(command.as_str()), "{}: `empreinte {command}`", page.display());
            named.insert(command);
        }
    }
    assert!(named.len() > 3, "{named:?}");
    let changelog = commands(&read("CHANGELOG.md"));
    for command in known.into_iter().filter(|command| *command != "help") {
        assert!(changelog.contains(command), "CHANGELOG.md does not name `empreinte {command}`");
    }
}

fn section_of_help(help: &str) -> BTreeSet<&str> {
    // Commands stand in groups, before the options.
    help.lines()
        .take_while(|line| *line != "Options:")
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect()
}

#[test]
fn files_that_the_pages_point_to_are_there() {
    let mut checked = 0;
    for page in pages() {
        let text = std::fs::read_to_string(&page).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = target.split('#').next().unwrap();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            checked += 1;
            let whole = page.parent().unwrap().join(target);
            assert!(whole.exists(), "{}: `{target}`", page.display());
        }
    }
    assert!(checked > 5);
    for code in codes(section(&read("docs/ARCHITECTURE.md"), "## Where to change what")) {
        let plain = code.trim_end_matches('/');
        if code.contains('*') || (!plain.contains('/') && !plain.contains('.')) {
            continue;
        }
        let found = [plain.to_owned(), format!("crates/{plain}")]
            .iter()
            .any(|path| Path::new(ROOT).join(path).exists());
        assert!(found, "docs/ARCHITECTURE.md: `{code}`");
    }
}

#[test]
fn the_architecture_page_is_short_and_knows_every_room() {
    let page = read("docs/ARCHITECTURE.md");
    assert!(page.lines().count() < 340);
    let named = codes(&page);
    let mut rooms = 0;
    let facade = read("src/lib.rs");
    // What the façade does itself is no room.
    let rooms_of = |line: &&str| line.starts_with("pub use ") && !line.contains("assess::");
    for line in facade.lines().filter(rooms_of) {
        let words = line["pub use ".len()..].split(|c: char| !c.is_alphanumeric() && c != '_');
        for room in words.filter(|word| !matches!(*word, "" | "self" | "text")) {
            assert!(named.contains(room), "docs/ARCHITECTURE.md does not know `{room}`");
            rooms += 1;
        }
    }
    assert!(rooms > 20);
}

#[test]
fn decisions_are_numbered_one_after_the_other_and_say_their_number() {
    let mut names: Vec<String> = std::fs::read_dir(Path::new(ROOT).join("docs/decisions"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    for (at, name) in names.iter().enumerate() {
        let number = format!("{:04}", at + 1);
        assert!(name.starts_with(&format!("{number}-")), "{name}: expected number {number}");
        let page = read(&format!("docs/decisions/{name}"));
        assert!(page.starts_with(&format!("# {number}: ")), "{name}: its title has no {number}");
    }
}

#[test]
fn no_page_names_a_place_of_one_machine() {
    for page in pages() {
        let text = std::fs::read_to_string(&page).unwrap();
        for place in ["work", "home", "root", "tmp", "Users"] {
            let place = format!("/{place}/");
            assert!(!text.contains(&place), "{}: `{place}`", page.display());
        }
    }
}

#[test]
fn the_change_page_has_the_columns_and_every_effect() {
    let page = read("docs/formats/change.md");
    assert_eq!(first_column(section(&page, "## CSV"), "column"), CHANGE_COLUMNS);
    let effects: Vec<&str> = Effect::ALL.iter().map(|effect| effect.code()).collect();
    assert_eq!(first_column(section(&page, "## Effects"), "effect"), effects);
}

#[test]
fn the_pages_of_what_is_to_come_have_their_columns_and_levers() {
    let scenario = read("docs/formats/scenario.md");
    assert_eq!(first_column(section(&scenario, "## CSV"), "column"), SCENARIO_COLUMNS);
    let levers: Vec<&str> = LEVERS.iter().map(|(lever, _)| *lever).collect();
    assert_eq!(first_column(section(&scenario, "## Levers"), "lever"), levers);
    let renewals = read("docs/formats/renewals.md");
    assert_eq!(first_column(section(&renewals, "## CSV"), "column"), RENEWAL_COLUMNS);
    let offers = read("docs/formats/offers.md");
    assert_eq!(first_column(section(&offers, "## CSV"), "column"), OFFER_COLUMNS);
}

/// Keys of a section of a plan, those of tables within it after a dot.
fn plan_keys(place: &str, value: &serde_json::Value, keys: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(map) => {
            // A date is a thing of its own, whatever it is made of.
            for (key, value) in map.iter().filter(|(key, _)| !key.starts_with('$')) {
                let place = if place.is_empty() { key.clone() } else { format!("{place}.{key}") };
                // What a filter and targets hold are the user's own words.
                if !place.ends_with(".filter") && !place.ends_with(".targets") {
                    plan_keys(&place, value, keys);
                }
                if place.contains('.') && !place.ends_with("action.means") {
                    keys.insert(place);
                }
            }
        }
        serde_json::Value::Array(all) => {
            for one in all {
                plan_keys(place, one, keys);
            }
        }
        _ => {}
    }
}

#[test]
fn the_plan_page_has_every_key_finding_verdict_and_column() {
    let page = read("docs/formats/plan.md");
    let toml = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let plan = Plan::parse(Path::new("plan.toml"), toml).unwrap();
    // Every key of the example is one of the plan's, and every key of the plan is in the table.
    let known: BTreeSet<String> =
        first_column(section(&page, "## Keys"), "key").into_iter().collect();
    let mut written = BTreeSet::new();
    let example: toml::Table = toml.parse().unwrap();
    plan_keys("", &serde_json::to_value(&example).unwrap(), &mut written);
    assert_eq!(written, known);
    let mut held = BTreeSet::new();
    plan_keys("", &serde_json::to_value(&plan).unwrap(), &mut held);
    assert!(held.is_subset(&known), "{:?}", held.difference(&known));
    let check = section(&page, "## What the check finds");
    let kinds: Vec<&str> = plan::FindingKind::ALL.iter().map(|kind| kind.code()).collect();
    assert_eq!(first_column(check, "finding"), kinds);
    assert_eq!(first_column(check, "column"), plan::CHECK_COLUMNS);
    let verdicts = section(&page, "## Verdicts");
    let codes: Vec<&str> = plan::CommitmentVerdict::ALL.iter().map(|one| one.code()).collect();
    assert_eq!(first_column(verdicts, "verdict"), codes);
    assert_eq!(first_column(verdicts, "column"), plan::STATUS_COLUMNS);
    let to_fill = section(&page, "## A plan to fill");
    assert_eq!(first_column(to_fill, "column"), plan::GRID_COLUMNS);
    let out = section(&page, "## Out and in");
    assert_eq!(first_column(out, "column"), plan::PLAN_COLUMNS);
    let sheets = &out[out.find("`empreinte plan sheets").unwrap()..];
    assert_eq!(first_column(sheets, "column"), plan::SHEET_COLUMNS);
    let targets: Vec<&str> = plan::TargetKind::ALL.iter().map(|kind| kind.code()).collect();
    assert_eq!(first_column(section(&page, "## Targets"), "target"), targets);
}

/// The table of the page, word for word as the program gives it.
#[test]
fn the_plan_of_the_example_has_the_verdicts_that_its_page_says() {
    let printed = empreinte(&["plan", "status", "inventories/mairie-exemple", "--format", "json"]);
    let status: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let page = read("docs/formats/plan.md");
    let rows: Vec<&str> =
        section(&page, "## The example").lines().filter(|line| line.starts_with("| E")).collect();
    let commitments = status["commitments"].as_array().unwrap();
    assert_eq!((rows.len(), commitments.len()), (8, 8));
    for (row, one) in rows.iter().zip(commitments) {
        let verdict = row.rsplit(" | ").next().unwrap().split('`').nth(1).unwrap();
        assert!(row.starts_with(&format!("| {} ", one["id"].as_str().unwrap())), "{row}");
        assert_eq!(one["verdict"], verdict, "{row}");
    }
    let net = &commitments[7]["net"];
    // Beyond the five percent asked for, as far as rows were read: those set aside leave it open.
    let highest = net["change_percent"]["high"].as_f64().unwrap();
    assert!(highest < -5.0, "{net}");
    for verdict in ["verdict", "verdict_without_ageing"] {
        assert_eq!(net[verdict], "not_distinguishable", "{net}");
    }
    let settle = commitments[7]["settle"]["en"].as_str().unwrap();
    assert!(settle.contains("3 rows set aside of inventories/2025.csv"), "{settle}");
    // Its figures in words are the program's too.
    let told = |value: &serde_json::Value| value.as_f64().unwrap().abs();
    let raw = &commitments[7]["change_percent"];
    let [value, low, high] = ["value", "low", "high"].map(|key| told(&raw[key]));
    let net_change = told(&net["change_percent"]["value"]);
    let said = format!("raw −{value:.1} % (−{low:.1} to −{high:.1}), net −{net_change:.1} %");
    assert!(rows[7].contains(&said), "{said}: {}", rows[7]);
    let said = format!("but {:.1} kg per person of the fall", told(&net["ageing"]));
    assert!(page.contains(&said), "{said}");
}

#[test]
fn the_audit_page_has_the_columns_of_the_sheet_and_the_annex() {
    let page = read("docs/formats/audit.md");
    assert_eq!(
        first_column(section(&page, "## Sample"), "column"),
        empreinte::audit::SHEET_COLUMNS
    );
    let known = codes(&page);
    let columns = empreinte::audit::ANNEX_COLUMNS.iter().chain(&empreinte::audit::EVIDENCE_COLUMNS);
    for column in columns {
        assert!(known.contains(column), "docs/formats/audit.md does not name `{column}`");
    }
}

#[test]
fn the_statement_page_has_every_rule() {
    let page = read("docs/formats/statement.md");
    let rules = empreinte::statement::rules().unwrap();
    let codes: Vec<&str> = rules.iter().map(|rule| rule.code.as_str()).collect();
    assert_eq!(first_column(&page, "rule"), codes);
}

#[test]
fn the_disclosure_page_has_the_columns() {
    let page = read("docs/formats/disclosure.md");
    assert_eq!(first_column(&page, "column"), empreinte::disclosure::DISCLOSURE_COLUMNS);
}
