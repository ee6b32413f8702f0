//! A pack for an auditor: made, held, replayed, and sampled, as its commands do it.

use crate::support::{Folder, Ran, root};
use serde_json::Value;

fn packed(folder: &Folder, name: &str, more: &[&str]) -> Ran {
    let estate = root().join("inventories/mairie-exemple").display().to_string();
    let mut args = vec!["audit", &estate, "--year", "2025", "--out", name, "--lang", "en"];
    args.extend(more);
    folder.run(&args)
}

#[test]
fn a_pack_is_the_same_on_any_threads_and_replays_to_the_byte() {
    let folder = Folder::new();
    let ran = packed(&folder, "one.zip", &["--threads", "1"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    packed(&folder, "two.zip", &["--threads", "2"]);
    let (one, two) = (folder.path("one.zip"), folder.path("two.zip"));
    assert!(std::fs::read(one).unwrap() == std::fs::read(two).unwrap(), "other bytes");
    let estate = root().join("inventories/mairie-exemple").display().to_string();
    let ran = folder.run(&["audit", "verify", "one.zip", "--originals", &estate, "--lang", "en"]);
    assert_eq!((ran.code, ran.out.starts_with("it holds")), (Some(0), true), "{}", ran.err);
    assert!(ran.err.contains("the original files give this pack"), "{}", ran.err);
    // Another estate is another pack.
    let pme = root().join("inventories/pme-exemple").display().to_string();
    let ran = folder.run(&["audit", "verify", "one.zip", "--originals", &pme, "--lang", "en"]);
    assert_ne!(ran.code, Some(0), "{}", ran.out);
}

#[test]
fn a_pack_takes_the_place_of_a_pack_alone_and_holds_no_person() {
    let folder = Folder::new()
        .with(
            "estate/inventories/2025.csv",
            "equipment_id,equipment_type,manufacturer,model,serial,quantity,status,in_service_on,user_key,comment\n\
             a1,laptop,HP,EliteBook 840,5CG0000001,1,in_service,2022-01-10,jeanne.durand,bureau de Jeanne Durand\n",
        )
        .with(
            "estate/movements.csv",
            "movement_id,date,kind,unit_id,user_key,to_party,note,entered_by\n\
             M1,2025-02-01,assign,a1,jeanne.durand,Jeanne Durand,remis a Jeanne Durand,P. Martin\n",
        )
        .with("notes.zip", "my own notes\n");
    let ran =
        folder.run(&["audit", "estate", "--year", "2025", "--out", "notes.zip", "--lang", "en"]);
    assert_eq!(ran.code, Some(2), "{}", ran.out);
    assert_eq!(folder.read("notes.zip"), "my own notes\n");
    for _ in 0..2 {
        let ran = folder.run(&["audit", "estate", "--year", "2025", "--out", "p.zip"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
    let mut zip = zip::ZipArchive::new(std::fs::File::open(folder.path("p.zip")).unwrap()).unwrap();
    for at in 0..zip.len() {
        let mut text = Vec::new();
        let mut file = zip.by_index(at).unwrap();
        std::io::Read::read_to_end(&mut file, &mut text).unwrap();
        let text = String::from_utf8_lossy(&text).to_lowercase();
        for word in ["jeanne", "durand", "5cg0000001", "p. martin"] {
            assert!(!text.contains(word), "{word} in file {at}");
        }
    }
}

#[test]
fn sentences_written_pass_the_lint_and_claims_do_not() {
    for (estate, lang) in [
        ("mairie-exemple", "fr"),
        ("mairie-exemple", "en"),
        ("pme-exemple", "fr"),
        ("pme-exemple", "en"),
    ] {
        let estate = root().join("inventories").join(estate).display().to_string();
        let ran = Folder::new().run(&["statement", &estate, "--year", "2025", "--format", "json"]);
        let written: Value = serde_json::from_str(&ran.out).unwrap();
        let written = written["sentences"].as_array().unwrap();
        assert!(written.len() > 2, "{written:?}");
        for one in written {
            let folder = Folder::new().with("text.md", one[lang].as_str().unwrap());
            let lint = ["statement", "lint", "text.md", "--estate", &estate, "--format", "json"];
            let linted = folder.run(&lint);
            let told: Value = serde_json::from_str(&linted.out).unwrap();
            // What has a figure is shown by the run; what has none says nothing of the footprint.
            let rests_on = one["rests_on"].as_str().unwrap();
            let no_figure = rests_on == "run.json: lacks" || rests_on.starts_with("indicators.csv");
            let expected = if no_figure { "other" } else { "shown" };
            assert_eq!(told[0]["verdict"], expected, "{}", linted.out);
        }
    }
    let folder = Folder::new();
    let folder = folder.with("claim.md", "# Titre\n\nNotre parc est neutre en carbone.\n");
    let ran = folder.run(&["statement", "lint", "claim.md", "--lang", "fr"]);
    assert_eq!(ran.code, Some(3), "{}", ran.out);
    assert!(ran.out.contains("point 4c"), "{}", ran.out);
}

#[test]
fn a_sample_comes_back_with_its_error_rate() {
    let folder = Folder::new();
    packed(&folder, "p.zip", &[]);
    let sample = |more: &[&str]| {
        let mut args = vec!["audit", "sample", "p.zip", "--lang", "en"];
        args.extend(more);
        folder.run(&args)
    };
    assert_eq!(sample(&["--n", "40", "--seed", "3", "--out", "a.csv"]).code, Some(0));
    assert_eq!(sample(&["--n", "40", "--seed", "3", "--out", "b.csv"]).code, Some(0));
    let sheet = folder.read("a.csv");
    assert_eq!(sheet, folder.read("b.csv"));
    assert_eq!(sheet.lines().count(), 41);
    // Nothing is filled: nothing is known, and that is a gap.
    let ran = sample(&["--read", "a.csv"]);
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    let ids: Vec<String> = csv::Reader::from_reader(sheet.as_bytes())
        .records()
        .map(|row| row.unwrap()[1].to_owned())
        .collect();
    let fill = |absent: &[&str]| {
        let mut reader = csv::Reader::from_reader(sheet.as_bytes());
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(reader.headers().unwrap()).unwrap();
        for row in reader.records() {
            let row = row.unwrap();
            let found = if absent.contains(&&row[1]) { "no" } else { "yes" };
            let said = |(column, cell)| if column == 4 { found } else { cell };
            out.write_record(row.iter().enumerate().map(said)).unwrap();
        }
        String::from_utf8(out.into_inner().unwrap()).unwrap()
    };
    // What the inventory says has left is wrong where it is found, and right where it is not.
    let folder = folder.with("all.csv", fill(&[]));
    let ran = folder.run(&["audit", "sample", "p.zip", "--read", "all.csv", "--lang", "en"]);
    let is_gone = |id: &&str| ran.out.contains(&format!("  {id}: said to be gone, and found"));
    let mut absent: Vec<&str> = ids.iter().map(String::as_str).filter(is_gone).collect();
    assert!(!absent.is_empty() && absent.len() < 40, "{}", ran.out);
    let there = ids.iter().find(|id| !absent.contains(&id.as_str())).unwrap();
    absent.push(there);
    let filled = fill(&absent);
    let folder = folder.with("filled.csv", &filled);
    let ran = folder.run(&["audit", "sample", "p.zip", "--read", "filled.csv", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("rows drawn, checked, wrong: 40, 40, 1"), "{}", ran.out);
    assert!(ran.out.contains("not found"), "{}", ran.out);
    // 1 of 40: the exact 90 % interval is 0.13 % to 11 %.
    assert!(ran.out.contains("2.5% (0.1% – 11%)"), "{}", ran.out);
    // One error tells nothing of how far errors go: the total has no interval, and why is said.
    assert!(ran.out.contains("(no interval)"), "{}", ran.out);
    assert!(ran.out.contains("and 3 are needed"), "{}", ran.out);
    // A row that was not drawn has no known chance.
    let folder = folder.with("more.csv", filled.replacen("\n1,", "\n1,x", 1));
    let ran = folder.run(&["audit", "sample", "p.zip", "--read", "more.csv", "--lang", "en"]);
    assert_eq!(ran.code, Some(2), "{}", ran.out);
}

#[test]
fn what_is_said_to_be_gone_is_valued_as_what_was_found() {
    let inventory = "equipment_id,equipment_type,acquired_on,status,exited_on\n\
        a1,laptop,2021-03-01,in_service,\n\
        a2,server,2021-03-01,in_service,\n\
        a3,laptop,2019-03-01,exited,2024-12-01\n";
    let folder = Folder::new().with("estate/inventories/2025.csv", inventory);
    let sample = |folder: &Folder, more: [&str; 4]| {
        let mut args = vec!["audit", "sample", "estate", "--year", "2025", "--lang", "en"];
        args.extend(more.iter().filter(|word| !word.is_empty()));
        folder.run(&args)
    };
    assert_eq!(sample(&folder, ["--n", "3", "--out", "sheet.csv"]).code, Some(0));
    let sheet = folder.read("sheet.csv");
    let filled = |kind: &str| {
        let there = ["a1", "a2"].iter().fold(sheet.clone(), |sheet, id| {
            sheet.replace(&format!(",{id},,,"), &format!(",{id},,,yes"))
        });
        there.replace(",a3,,,,", &format!(",a3,,,yes,{kind}"))
    };
    // What was found comes to what its like in service come to: a server is no laptop.
    let worth = |kind: &str| {
        let folder = Folder::new()
            .with("estate/inventories/2025.csv", inventory)
            .with("filled.csv", filled(kind));
        let ran = sample(&folder, ["--read", "filled.csv", "", ""]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let line = ran.out.lines().find(|line| line.starts_with("  a3: ")).unwrap().to_owned();
        assert!(line.contains("said to be gone, and found"), "{line}");
        let value = line.split_once("→ ").unwrap().1.split_once('\u{a0}');
        value.unwrap().0.parse::<f64>().unwrap()
    };
    let (laptop, server) = (worth(""), worth("server"));
    assert!(laptop > 10.0 && server > 3.0 * laptop, "{laptop} and {server}");
    // A word that no inventory knows is refused, as of any other row.
    let folder = folder.with("filled.csv", filled("gizmo"));
    let ran = sample(&folder, ["--read", "filled.csv", "", ""]);
    assert_eq!(ran.code, Some(2), "{}", ran.out);
    assert!(ran.err.contains("gizmo"), "{}", ran.err);
}

#[test]
fn a_pack_whose_plan_cannot_be_read_says_that_nothing_was_looked_for() {
    let folder = Folder::new()
        .with(
            "estate/inventories/2025.csv",
            "equipment_id,equipment_type,acquired_on,status\na1,laptop,2021-03-01,in_service\n",
        )
        .with(
            "estate/plan.toml",
            "[plan]\nyeers = [2025, 2027]\n\n[[evidence]]\nid = \"P\"\ntitle = \"y\"\n\
             kind = \"document\"\nconfidential = true\n",
        );
    let ran = folder.run(&["audit", "estate", "--year", "2025", "--out", "p.zip", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("could not be looked for"), "{}", ran.err);
    assert!(ran.err.contains("`yeers`"), "{}", ran.err);
}

/// The text of a file of a pack.
fn in_pack(path: &std::path::Path, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut zip.by_name(name).unwrap(), &mut text).unwrap();
    text
}

/// The figures of a CSV of indicators: of each, its value with bounds, and what is known of it.
fn figures(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let heading = reader.headers().unwrap().clone();
    let kept = ["id", "year", "value", "low", "high", "missing", "coverage"];
    let at: Vec<usize> = (0..heading.len()).filter(|at| kept.contains(&&heading[*at])).collect();
    assert!(at.len() > 4, "{heading:?}");
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        at.iter().map(|at| row[*at].to_owned()).collect()
    });
    rows.collect()
}

/// What a pack holds of an estate says of it what the estate does: every indicator, users included.
#[test]
fn a_pack_gives_every_indicator_of_its_estate() {
    let example = |name: &str| root().join("inventories").join(name).display().to_string();
    // Of three people with a computer one has two; a printer says only that it has one.
    let folder = Folder::new().with(
        "own/inventories/2025.csv",
        "equipment_id,equipment_type,status,acquired_on,user_key\n\
         a1,laptop,in_service,2022-01-10,jeanne.durand\n\
         a2,desktop,in_service,2021-01-10,Jeanne.Durand\n\
         a3,laptop,in_service,2023-01-10,pmartin\n\
         a4,laptop,in_service,2023-01-10,lpetit\n\
         a5,laptop,in_service,2023-01-10,yes\n\
         a6,laptop,in_service,2023-01-10,no\n",
    );
    for estate in [example("mairie-exemple"), example("pme-exemple"), "own".to_owned()] {
        let ran = folder.run(&["audit", &estate, "--year", "2025", "--out", "p.zip"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let packed = figures(&in_pack(&folder.path("p.zip"), "results/indicators.csv"));
        let ran = folder.run(&["indicators", &estate, "--years", "2025", "--format", "csv"]);
        let whole = figures(&ran.out);
        assert!(whole.len() > 20, "{}", ran.err);
        for (own, packed) in whole.iter().zip(&packed) {
            assert_eq!(own, packed, "{estate}");
        }
        assert_eq!(whole.len(), packed.len());
        if estate == "own" {
            let row = whole.iter().find(|row| row[0] == "multi_computer_user_rate").unwrap();
            // Two machines have somebody unknown: two people more, or those of the two others.
            assert!(row[1].starts_with("33.33") && row[2..4] == ["20", "100"], "{row:?}");
        }
    }
}

/// A proof is listed as it was on the day of the pack, and said where it is not the one sealed.
#[test]
fn a_proof_that_is_absent_or_changed_is_said_by_audit_and_by_verify() {
    let digest = empreinte::factor::hex_digest(b"x");
    let proof = |id: &str, file: &str, sealed: &str| {
        format!(
            "[[evidence]]\nid = \"{id}\"\ntitle = \"t\"\nkind = \"document\"\nfile = \"{file}\"\nsha256 = \"{sealed}\"\n"
        )
    };
    let plan = proof("P1", "a.txt", &digest)
        + &proof("P2", "b.txt", &digest)
        + &proof("P3", "absent.txt", &digest);
    let folder = Folder::new()
        .with(
            "estate/inventories/2025.csv",
            "equipment_id,equipment_type,acquired_on,status\na1,laptop,2021-03-01,in_service\n",
        )
        .with("estate/plan.toml", plan)
        .with("estate/a.txt", "x")
        .with("estate/b.txt", "y");
    let audit = ["audit", "estate", "--year", "2025", "--out", "p.zip", "--lang", "en"];
    let verify = ["audit", "verify", "p.zip", "--lang", "en"];
    for args in [&audit[..], &verify[..]] {
        let ran = folder.run(args);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(
            ran.err.contains("`b.txt` (plan.toml) is not the one that was sealed"),
            "{}",
            ran.err
        );
        assert!(ran.err.contains("`absent.txt` (plan.toml) is not there"), "{}", ran.err);
        assert!(!ran.err.contains("`a.txt`"), "{}", ran.err);
    }
    // The originals looked at again: what changed since is a difference.
    let folder = folder.with("estate/a.txt", "z");
    let ran = folder.run(&[&verify[..], &["--originals", "estate"]].concat());
    assert_eq!(ran.code, Some(3), "{}", ran.out);
    assert!(ran.out.contains("evidence.csv"), "{}", ran.out);
}

/// Writes a pack again with files changed or added, and its checksums made anew.
fn resealed(folder: &Folder, from: &str, to: &str, changed: &[(&str, &dyn Fn(String) -> String)]) {
    let read = std::fs::File::open(folder.path(from)).unwrap();
    let mut zip = zip::ZipArchive::new(read).unwrap();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
        files.push((file.name().unwrap().into_owned(), bytes));
    }
    for (name, change) in changed {
        let at = files.iter().position(|(known, _)| known == name);
        let before =
            at.map_or_else(String::new, |at| String::from_utf8(files.remove(at).1).unwrap());
        files.push(((*name).to_owned(), change(before).into_bytes()));
    }
    let listed = |name: &str| !["EMPREINTE-AUDIT", "SHA256SUMS"].contains(&name);
    let sums = files
        .iter()
        .filter(|(name, _)| listed(name))
        .map(|(name, bytes)| format!("{}  {name}\n", empreinte::factor::hex_digest(bytes)));
    let sums: String = sums.collect();
    let mut out = zip::ZipWriter::new(std::fs::File::create(folder.path(to)).unwrap());
    for (name, bytes) in &files {
        out.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        let bytes = if name == "SHA256SUMS" { sums.as_bytes() } else { bytes };
        std::io::Write::write_all(&mut out, bytes).unwrap();
    }
    out.finish().unwrap();
}

/// The verdicts of the plan are worked out again: one that was altered in the pack is named.
#[test]
fn an_altered_verdict_is_a_difference_that_is_named() {
    let plan = "[plan]\nbase_year = 2024\n[[commitment]]\nid = \"E1\"\nlabel = \"x\"\nindicator = \"devices_per_user\"\ntarget = \"ceiling\"\ntargets = { 2025 = 1 }\n";
    let folder = Folder::new()
        .with(
            "own/inventories/2025.csv",
            "equipment_id,equipment_type,acquired_on,status\na1,laptop,2021-03-01,in_service\na2,laptop,2021-03-01,in_service\n",
        )
        .with("own/estate.toml", "[headcount]\n2025 = 1\n")
        .with("own/plan.toml", plan);
    let ran = folder.run(&["audit", "own", "--year", "2025", "--out", "p.zip"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let verdicts = in_pack(&folder.path("p.zip"), "results/plan-status.csv");
    assert!(verdicts.contains(",late,late,"), "{verdicts}");
    let verify = |name: &str| folder.run(&["audit", "verify", name, "--lang", "en"]);
    assert_eq!(verify("p.zip").code, Some(0));
    let kept = |text: String| text.replacen(",late,late,", ",ahead,late,", 1);
    resealed(&folder, "p.zip", "e.zip", &[("results/plan-status.csv", &kept)]);
    let ran = verify("e.zip");
    assert_eq!(ran.code, Some(3), "{}", ran.out);
    let named = "results/plan-status.csv · E1 · verdict: in the pack ahead, computed again late";
    assert!(ran.out.contains(named), "{}", ran.out);
}

/// Checksums can be made again: what no computation gives is named, and a set of the program is held
/// against the program's own.
#[test]
fn a_pack_sealed_anew_says_which_files_nothing_else_holds() {
    let folder = Folder::new();
    packed(&folder, "p.zip", &[]);
    resealed(
        &folder,
        "p.zip",
        "e.zip",
        &[("evidence.csv", &|text| text + "plan.toml,note.pdf,,,absent\n")],
    );
    let verify = |name: &str, more: &[&str]| {
        folder.run(&[&["audit", "verify", name, "--lang", "en"], more].concat())
    };
    let ran = verify("e.zip", &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let named = ran.err.lines().find(|line| line.starts_with("held by their checksums alone"));
    let named = named.unwrap();
    assert!(named.contains("evidence.csv, originals/ (6), pack.json; `--originals`"), "{named}");
    assert!(named.contains("estate/ (") && !named.contains("results/"), "{named}");
    let estate = root().join("inventories/mairie-exemple").display().to_string();
    let ran = verify("e.zip", &["--originals", &estate]);
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    assert!(
        ran.out.contains("evidence.csv") && !ran.err.contains("checksums alone"),
        "{}",
        ran.err
    );
    let described: Value =
        serde_json::from_str(&in_pack(&folder.path("p.zip"), "pack.json")).unwrap();
    let added = format!("factors/{}/notes.txt", described["factors"][0].as_str().unwrap());
    resealed(&folder, "p.zip", "f.zip", &[(&added, &|_| "x".to_owned())]);
    let ran = verify("f.zip", &[]);
    assert_ne!(ran.code, Some(0), "{}", ran.out);
    assert!([ran.out, ran.err].concat().contains(&added), "{added}");
}

/// Two laptops read of three rows: at most one a person is kept by what was read, and left open by the
/// originals. Who opens the pack is told so, and a list of differences that hides it is a difference.
#[test]
fn a_verdict_that_the_originals_leave_open_is_told_of_the_pack() {
    let plan = "[plan]\nbase_year = 2024\n[[commitment]]\nid = \"E1\"\nlabel = \"x\"\nindicator = \"devices_per_user\"\ntarget = \"ceiling\"\ntargets = { 2025 = 1 }\n";
    let folder = Folder::new()
        .with(
            "own/inventories/2025.csv",
            "equipment_id,equipment_type,acquired_on,status\na1,laptop,2021-03-01,in_service\na2,laptop,2021-03-01,in_service\na3,bidule-42,2021-03-01,in_service\n",
        )
        .with("own/estate.toml", "[headcount]\n2025 = 2\n")
        .with("own/plan.toml", plan);
    let ran = folder.run(&["audit", "own", "--year", "2025", "--out", "p.zip"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let verify = |name: &str| folder.run(&["audit", "verify", name, "--lang", "en"]);
    let ran = verify("p.zip");
    assert_eq!(ran.code, Some(0), "{}", ran.out);
    assert!(ran.err.contains("E1: `not_distinguishable` by the original files"), "{}", ran.err);
    let hidden = |text: String| -> String {
        let lines = text.lines().filter(|line| !line.contains("plan-status.csv"));
        lines.map(|line| format!("{line}\n")).collect::<Vec<_>>().concat()
    };
    resealed(&folder, "p.zip", "e.zip", &[("originals/differences.csv", &hidden)]);
    let ran = verify("e.zip");
    assert_eq!(ran.code, Some(3), "{}", ran.out);
    assert!(ran.out.contains("originals/differences.csv"), "{}", ran.out);
}

/// An estate that gives less, sealed with its own results and the originals of another: what the pack
/// tells of the originals is no more what its estate gives, and it says so by itself.
#[test]
fn an_estate_that_is_not_of_the_originals_told_is_a_difference() {
    let heading = "equipment_id,equipment_type,acquired_on,status\n";
    let row = |id: &str| format!("{id},laptop,2021-03-01,in_service\n");
    let folder = Folder::new()
        .with("own/inventories/2025.csv", [heading, &row("a1"), &row("a2")].concat())
        .with("less/inventories/2025.csv", [heading, &row("a1")].concat());
    for (estate, out) in [("own", "own.zip"), ("less", "less.zip")] {
        let ran = folder.run(&["audit", estate, "--year", "2025", "--out", out]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
    let verify = |name: &str| folder.run(&["audit", "verify", name, "--lang", "en"]);
    assert_eq!(verify("own.zip").code, Some(0));
    let names = ["run.json", "files.csv"].map(|name| format!("originals/{name}"));
    let told = names.clone().map(|name| in_pack(&folder.path("own.zip"), &name));
    let [run, files] = told.each_ref().map(|text| move |_: String| text.clone());
    // The checklist tells of the originals too, and is made anew with them.
    let both: [(&str, &dyn Fn(String) -> String); 2] = [(&names[0], &run), (&names[1], &files)];
    resealed(&folder, "less.zip", "e.zip", &both);
    let ran = verify("e.zip");
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    let apart = "originals/run.json · /units: in the pack 2, computed again 1";
    assert!(ran.out.contains(apart), "{}", ran.out);
    resealed(&folder, "own.zip", "f.zip", &[(&names[1], &|text: String| text.replace(',', ",0"))]);
    let ran = verify("f.zip");
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    assert!(ran.out.contains("originals/files.csv · inventories/2025.csv"), "{}", ran.out);
}

/// Each field that the run on the originals tells is that of the replay, or is listed: one that is
/// changed alone, and sealed anew, is a difference, whichever it is. What is not changed holds.
#[test]
fn a_field_of_the_originals_run_that_is_changed_alone_is_a_difference() {
    const RUN: &str = "originals/run.json";
    let folder = Folder::new()
        .with(
            "own/inventories/2025.csv",
            "equipment_id,equipment_type,acquired_on,status\na1,laptop,2021-03-01,in_service\na2,laptop,2021-03-01,in_service\na3,bidule-42,2021-03-01,in_service\n",
        )
        .with("own/estate.toml", "[headcount]\n2025 = 2\n");
    let ran = folder.run(&["audit", "own", "--year", "2025", "--out", "p.zip"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let verify = |name: &str| folder.run(&["audit", "verify", name, "--lang", "en"]);
    assert_eq!(verify("p.zip").code, Some(0));
    let own: Value = serde_json::from_str(&in_pack(&folder.path("p.zip"), RUN)).unwrap();
    let fields = own.as_object().unwrap().keys().filter(|key| {
        // The command and the files read are of the originals alone.
        !["command", "inputs", "read_too"].contains(&key.as_str())
    });
    for field in fields {
        let changed = |text: String| -> String {
            let mut run: Value = serde_json::from_str(&text).unwrap();
            run[field] = Value::from("other");
            serde_json::to_string_pretty(&run).unwrap()
        };
        resealed(&folder, "p.zip", "e.zip", &[(RUN, &changed)]);
        let ran = verify("e.zip");
        assert_eq!(ran.code, Some(3), "{field}: {}", ran.err);
        assert!(ran.out.contains("originals/"), "{field}: {}", ran.out);
    }
    // Without its run a pack says nothing of its originals: that is no pack.
    let gone = |_: String| "{".to_owned();
    resealed(&folder, "p.zip", "f.zip", &[(RUN, &gone)]);
    let ran = verify("f.zip");
    assert_eq!(ran.code, Some(2), "{}", ran.out);
    assert!(ran.err.contains(RUN), "{}", ran.err);
}
