//! The libraries that ship: their licences are of a short list, `NOTICE` names each, and none ships
//! twice unseen.

use crate::support::root;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Licences that a library may have; one of the alternatives that it offers is enough.
const ALLOWED: [&str; 13] = [
    "0BSD",
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    // The list of certificate authorities that the agent falls back on.
    "CDLA-Permissive-2.0",
    "ISC",
    // Of two parsers of styles in the PDF: files of theirs that are changed stay open. None is.
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Libraries that ship in two versions, because others have not moved to the newer one yet.
const TWICE: [&str; 4] = ["base64", "fallible-iterator", "getrandom", "syn"];

/// Those that the typesetter of the PDF brings besides.
const TWICE_IN_PDF: [&str; 21] = [
    "fastrand",
    "fearless_simd",
    "hayro-ccitt",
    "miniz_oxide",
    "num-bigint",
    "phf",
    "phf_generator",
    "phf_macros",
    "phf_shared",
    "quick-xml",
    "rand",
    "rand_chacha",
    "rand_core",
    "roxmltree",
    "serde_spanned",
    "tinystr",
    "toml",
    "toml_datetime",
    "toml_edit",
    "unic-langid-impl",
    "winnow",
];

/// The heading in `NOTICE` above the libraries.
const HEADING: &str = "Libraries in the programs, with their licences:";

/// What `cargo tree` says of the libraries that ship, in all our programs.
fn tree(words: &[&str]) -> String {
    tree_of(&[&["--workspace"][..], words].concat())
}

/// What `cargo tree` says of the libraries of the packages and the features in `words`.
fn tree_of(words: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "-e", "normal", "--prefix", "none"])
        .args(words)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The libraries by name, ours left out, with their licences.
fn libraries() -> BTreeMap<String, String> {
    tree(&["--format", "{p}|{l}"])
        .lines()
        .filter(|line| !line.contains("(/") && !line.is_empty())
        .map(|line| {
            let (name, licence) = line.split_once('|').unwrap();
            let name = name.split(' ').next().unwrap().to_owned();
            let licence = licence.trim_end_matches(" (*)").replace('/', " OR ");
            (name, licence.split_whitespace().collect::<Vec<_>>().join(" "))
        })
        .collect()
}

/// Whether a licence, as its library words it, is of the list: each part joined by AND must have
/// an alternative that is.
fn is_allowed(licence: &str) -> bool {
    let parts = licence.split(" AND ").map(|part| part.trim_matches(['(', ')']));
    parts
        .into_iter()
        .all(|part| part.split(" OR ").any(|one| ALLOWED.contains(&one.trim_matches(['(', ')']))))
}

#[test]
fn every_library_has_a_licence_of_the_list() {
    let libraries = libraries();
    assert!(libraries.len() > 50, "{}", libraries.len());
    let others: Vec<String> = libraries
        .into_iter()
        .filter(|(_, licence)| !is_allowed(licence))
        .map(|(name, licence)| format!("{name}: `{licence}`"))
        .collect();
    assert!(others.is_empty(), "{others:#?}");
    assert!(!is_allowed("GPL-3.0-only") && !is_allowed("MIT AND GPL-3.0-only"));
    assert!(is_allowed("(MIT OR GPL-3.0-only) AND Unicode-3.0"));
}

#[test]
fn notice_names_every_library_with_its_licence() {
    let path = root().join("NOTICE");
    let notice = std::fs::read_to_string(&path).unwrap();
    let listed: Vec<String> =
        libraries().into_iter().map(|(name, licence)| format!("  {name}: {licence}")).collect();
    let (before, named) = notice.split_once(HEADING).unwrap_or((notice.as_str(), ""));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let text = format!("{}\n\n{HEADING}\n\n{}\n", before.trim_end(), listed.join("\n"));
        std::fs::write(&path, text).unwrap();
        return;
    }
    let named: BTreeSet<&str> = named.lines().filter(|line| !line.is_empty()).collect();
    let listed: BTreeSet<&str> = listed.iter().map(String::as_str).collect();
    let lacking: Vec<_> = listed.difference(&named).collect();
    let gone: Vec<_> = named.difference(&listed).collect();
    assert!(
        lacking.is_empty() && gone.is_empty(),
        "NOTICE lacks {lacking:#?} and has {gone:#?}: UPDATE_GOLDEN=1 writes the list again"
    );
}

#[test]
fn no_library_ships_twice_unseen() {
    for (words, known) in [
        (&["--exclude", "empreinte-pdf"][..], TWICE.to_vec()),
        (&[][..], [&TWICE[..], &TWICE_IN_PDF[..]].concat()),
    ] {
        let asked = [words, &["-d", "--depth", "0", "--format", "{p}"]].concat();
        let twice: BTreeSet<String> = tree(&asked)
            .lines()
            .filter_map(|line| line.split(' ').next().filter(|name| !name.is_empty()))
            .map(str::to_owned)
            .collect();
        let unseen: Vec<&String> =
            twice.iter().filter(|name| !known.contains(&name.as_str())).collect();
        assert!(unseen.is_empty(), "{unseen:?}: align their versions, or say here why not");
    }
}

#[test]
fn what_is_not_asked_for_is_not_carried() {
    // The name of a library, the features with which it is carried, those without.
    for (library, with, without) in [
        ("parquet", &[][..], &["--no-default-features"][..]),
        ("typst", &["--features", "pdf"][..], &[][..]),
    ] {
        // The list itself is read: what `cargo tree -i` ends with says nothing of whether it is there.
        let is_carried = |features: &[&str]| {
            tree_of(&[&["-p", "empreinte"][..], features].concat())
                .lines()
                .any(|line| line.split(' ').next() == Some(library))
        };
        assert!(is_carried(with), "{library} is not carried with {with:?}");
        assert!(!is_carried(without), "{library} is carried with {without:?}");
    }
}
