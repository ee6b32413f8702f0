//! A pack is the same bytes for the same files, and what was done to it shows.

#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

use empreinte_audit::{
    BrokenSums, CHECKSUMS, Difference, FORMAT, MARK, check, compare, is_pack, seal, unseal,
};
use ground::lang::Lang;
use std::io::{Cursor, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

const FILES: [(&str, &str); 3] = [
    ("pack.json", "{}\n"),
    ("estate/inventories/2025.csv", "a,b\n1,2\n"),
    ("results/run.json", "{\"a\":1}\n"),
];

fn refused(bytes: &[u8]) -> String {
    let place = tempfile::tempdir().unwrap();
    let pack = place.path().join("p.zip");
    std::fs::write(&pack, bytes).unwrap();
    let into = place.path().join("in");
    std::fs::create_dir(&into).unwrap();
    let fault = unseal(&pack, &into).unwrap_err().render(Lang::En);
    let nothing = std::fs::read_dir(place.path()).unwrap().count();
    assert_eq!(nothing, 2, "nothing is written outside: {fault}");
    fault
}

fn plain() -> SimpleFileOptions {
    SimpleFileOptions::default().unix_permissions(0o644)
}

/// A pack of these entries, its mark first.
fn made(entries: &[(&str, &[u8], SimpleFileOptions)]) -> Vec<u8> {
    marked(FORMAT, entries)
}

fn marked(format: &str, entries: &[(&str, &[u8], SimpleFileOptions)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(MARK, plain().compression_method(CompressionMethod::Stored)).unwrap();
    zip.write_all(format.as_bytes()).unwrap();
    for (name, bytes, options) in entries {
        zip.start_file(*name, *options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_mark_of_another_format_is_refused() {
    for format in ["empreinte-audit/9", "empreinte-audit/1 ", "", "\u{fffd}"] {
        let said = refused(&marked(format, &[("pack.json", b"{}", plain())]));
        assert!(said.contains("unknown format") && said.contains(FORMAT), "{said}");
    }
}

#[test]
fn the_same_files_are_the_same_bytes_and_come_back_whole() {
    let (one, other) = (folder(&FILES), folder(&FILES));
    let bytes = seal(one.path()).unwrap();
    assert_eq!(bytes, seal(other.path()).unwrap());
    assert!(is_pack(&bytes[..200]));
    let (place, into) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let pack = place.path().join("p.zip");
    std::fs::write(&pack, &bytes).unwrap();
    let names = unseal(&pack, into.path()).unwrap();
    assert_eq!(names, ["estate/inventories/2025.csv", "pack.json", "results/run.json"]);
    assert_eq!(check(into.path(), &names).unwrap(), []);
    let read = std::fs::read_to_string(into.path().join("pack.json")).unwrap();
    assert_eq!(read, "{}\n");
}

#[test]
fn every_change_of_a_file_shows() {
    let place = folder(&FILES);
    let bytes = seal(place.path()).unwrap();
    let pack = place.path().join("p.zip");
    std::fs::write(&pack, bytes).unwrap();
    let into = tempfile::tempdir().unwrap();
    let mut names = unseal(&pack, into.path()).unwrap();
    std::fs::write(into.path().join("results/run.json"), "{\"a\":2}\n").unwrap();
    std::fs::remove_file(into.path().join("pack.json")).unwrap();
    names.retain(|name| name != "pack.json");
    std::fs::write(into.path().join("more.csv"), "x\n").unwrap();
    names.push("more.csv".into());
    assert_eq!(
        check(into.path(), &names).unwrap(),
        [
            BrokenSums::Missing("pack.json".into()),
            BrokenSums::Changed("results/run.json".into()),
            BrokenSums::Unlisted("more.csv".into()),
        ]
    );
    std::fs::remove_file(into.path().join(CHECKSUMS)).unwrap();
    assert!(check(into.path(), &names).is_err());
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in [
        "../out.csv",
        "/etc/out.csv",
        "estate/../../out.csv",
        "estate\\..\\out.csv",
        "C:/out.csv",
        "a//b.csv",
        "./a.csv",
        ".hidden",
        "estate/é.csv",
        "a\nb.csv",
        "con. /x",
        "x/",
    ] {
        let fault = refused(&made(&[(name, b"x", plain())]));
        assert!(
            fault.contains("path refused") || fault.contains("link, a folder"),
            "{name}: {fault}"
        );
    }
}

#[test]
fn links_devices_and_other_packings_are_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(MARK, plain()).unwrap();
    zip.write_all(FORMAT.as_bytes()).unwrap();
    zip.add_symlink("estate.csv", "/etc/passwd", plain()).unwrap();
    let fault = refused(&zip.finish().unwrap().into_inner());
    assert!(fault.contains("is a link"), "{fault}");
}

#[test]
fn a_name_that_stands_twice_is_refused() {
    let twice = made(&[("aa.csv", b"1", plain()), ("ab.csv", b"2", plain())]);
    let at = |bytes: &[u8]| -> Vec<usize> {
        (0..bytes.len() - 6).filter(|at| bytes[*at..].starts_with(b"ab.csv")).collect()
    };
    let mut bytes = twice.clone();
    for place in at(&twice) {
        bytes[place..place + 6].copy_from_slice(b"aa.csv");
    }
    let fault = refused(&bytes);
    assert!(fault.contains("same name"), "{fault}");
    let fault = refused(&made(&[("aa.csv", b"1", plain()), ("AA.csv", b"2", plain())]));
    assert!(fault.contains("same name"), "{fault}");
}

#[test]
fn what_unpacks_to_far_more_than_its_size_is_refused() {
    let zeros = vec![0; 80 << 20];
    let fault = refused(&made(&[("zeros.csv", &zeros, plain())]));
    assert!(fault.contains("unpacked it would be"), "{fault}");
}

#[test]
fn what_is_no_pack_is_refused() {
    assert!(refused(b"").contains("no ZIP"));
    assert!(refused(b"hello, this is no archive at all").contains("no ZIP"));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", plain()).unwrap();
    assert!(refused(&zip.finish().unwrap().into_inner()).contains("no audit pack"));
    let good = made(&[("a.csv", b"1", plain())]);
    let before = [b"#!/bin/sh\n".as_slice(), &good].concat();
    let after = [good.as_slice(), b"more"].concat();
    assert!(refused(&before).contains("stuck"));
    assert!(refused(&after).contains("stuck"));
    for cut in [good.len() / 2, good.len() - 10] {
        refused(&good[..cut]);
    }
}

/// Whatever byte is changed, the pack is refused or a checksum says so.
#[test]
fn no_changed_byte_passes() {
    let place = folder(&FILES);
    let bytes = seal(place.path()).unwrap();
    let pack = tempfile::tempdir().unwrap();
    let path = pack.path().join("p.zip");
    for at in (0..bytes.len()).step_by(3) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x41;
        std::fs::write(&path, &changed).unwrap();
        let into = tempfile::tempdir().unwrap();
        let Ok(names) = unseal(&path, into.path()) else { continue };
        // Dates and rights of entries are no content: they change nothing that is read.
        let same = FILES.iter().all(|(name, text)| {
            std::fs::read_to_string(into.path().join(name)).is_ok_and(|read| read == *text)
        });
        let broken = check(into.path(), &names).map_or(true, |broken| !broken.is_empty());
        assert!(same || broken, "byte {at}");
    }
}

#[test]
fn figures_that_differ_are_named() {
    let one = folder(&[
        ("r.json", "{\"t\":[{\"v\":1.5}]}"),
        ("f.csv", "axis,key,value\ntype,laptop,1\ntype,server,2\n"),
        ("t.txt", "x\n"),
    ]);
    let other = folder(&[
        ("r.json", "{\"t\":[{\"v\":1.6}]}"),
        ("f.csv", "axis,key,value\ntype,server,2\ntype,laptop,3\n"),
    ]);
    let names = ["r.json".to_owned(), "f.csv".to_owned(), "t.txt".to_owned()];
    let found = compare(one.path(), other.path(), &names, |_| false).unwrap();
    let told: Vec<(&str, &str, Option<&str>, Option<&str>)> = found
        .iter()
        .map(|d| (d.file.as_str(), d.figure.as_str(), d.packed.as_deref(), d.replayed.as_deref()))
        .collect();
    assert_eq!(told[0], ("r.json", "/t/0/v", Some("1.5"), Some("1.6")));
    assert_eq!(told[1], ("f.csv", "type laptop · value", Some("1"), Some("3")));
    assert_eq!((told[2].0, told[2].3), ("t.txt", None));
    assert_eq!(compare(one.path(), Path::new(one.path()), &names, |_| false).unwrap(), []);
}

/// What is the same but for rounding does not push the rest out.
#[test]
fn what_is_alike_is_left_out_before_the_rest_is_cut() {
    let table = |noise: &str, last: &str| {
        let rows =
            (0..300).fold(String::new(), |rows, at| rows + &format!("type,t{at},1{noise}\n"));
        format!("axis,key,value\n{rows}type,z,{last}\n")
    };
    let (one, other) =
        (folder(&[("f.csv", &table("", "2"))]), folder(&[("f.csv", &table(".0001", "3"))]));
    let near = |one: &Difference| one.packed.as_deref() == Some("1");
    let found = compare(one.path(), other.path(), &["f.csv".to_owned()], near).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].figure, "type z · value");
}
