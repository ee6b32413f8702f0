//! What the privacy papers name, against the record's schemas and the agent's own bodies.

use record::{INVENTORY_SCHEMA, USE_DAY_SCHEMA};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn fields(schema: &Value, path: &str, into: &mut BTreeSet<String>) {
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        let here = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let before = into.len();
        fields(inner, &here, into);
        fields(&inner["items"], &here, into);
        if into.len() == before {
            into.insert(here);
        }
    }
}

fn schema_fields() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for text in [USE_DAY_SCHEMA, INVENTORY_SCHEMA] {
        fields(&serde_json::from_str(text).unwrap(), "", &mut all);
    }
    all
}

/// The first column of the tables of a page, where it is code.
fn named(page: &str) -> BTreeSet<String> {
    page.lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` |"))
        .flat_map(|(cell, _)| cell.split("`, `").map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

#[test]
fn the_register_names_every_field_that_leaves_a_machine_and_no_other() {
    let page = std::fs::read_to_string(root().join("docs/vie-privee/registre.md")).unwrap();
    assert_eq!(named(&page), schema_fields());
}

#[test]
fn the_papers_name_no_field_that_the_schemas_lack() {
    let known = schema_fields();
    let folder = root().join("docs/vie-privee");
    let mut pages = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let page = std::fs::read_to_string(&path).unwrap();
        for field in named(&page) {
            assert!(known.contains(&field), "{}: `{field}`", path.display());
        }
        pages += 1;
    }
    assert!(pages >= 5, "{pages}");
}

#[test]
fn no_field_tells_a_person_a_name_of_the_machine_or_a_moment() {
    let telling = [
        "user",
        "login",
        "host",
        "process",
        "command",
        "ssid",
        "address",
        "mac",
        "ip",
        "hour",
        "minute",
        "window",
        "application",
        "session",
        "location",
        "uuid",
        "edid",
    ];
    for field in schema_fields() {
        let words: Vec<&str> = field.split(['.', '_']).collect();
        for word in telling {
            assert!(!words.contains(&word), "{field}");
        }
    }
}
