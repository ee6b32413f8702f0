//! `explain` answers for every line of a footprint, and names the nearest where there is none.

use crate::support::{Folder, root, run_in};

fn explain(what: &str, more: &[&str]) -> (Option<i32>, String, String) {
    let mut args = vec!["explain", what];
    args.extend(more);
    args.extend(["--lang", "en"]);
    let ran = run_in(root(), &args);
    (ran.code, ran.out, ran.err)
}

const TOWN: [&str; 3] = ["inventories/mairie-exemple", "--year", "2025"];

/// The number after the first ` = ` of an explanation.
fn figure(said: &str) -> f64 {
    let after = said.split(" = ").nth(1).unwrap();
    after.split(' ').next().unwrap().parse().unwrap()
}

#[test]
fn every_line_of_the_footprint_is_explained_by_its_name() {
    let ran = run_in(
        root(),
        &["assess", TOWN[0], "--year", "2025", "--format", "json", "--by", "type,site"],
    );
    let run: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let (_, said, _) = explain("total", &TOWN);
    let total = run["overall"][0]["value"].as_f64().unwrap();
    assert!((figure(&said) - total).abs() < 1e-5, "{said}");
    for (axis, names) in
        [("type", vec!["A4 paper", "laptop", "firewall"]), ("site", vec!["Piscine"])]
    {
        for name in names {
            let groups = run["by"][axis].as_array().unwrap();
            let group = groups.iter().find(|group| group["label_en"] == name).unwrap();
            let sum: f64 = group["totals"]
                .as_array()
                .unwrap()
                .iter()
                .filter_map(|row| row["value"].as_f64())
                .sum();
            let (code, said, err) = explain(name, &TOWN);
            assert_eq!(code, Some(0), "{name}: {err}");
            assert!((figure(&said) - sum).abs() < 1e-5, "{name}: {sum} {said}");
        }
    }
}

#[test]
fn the_parts_of_the_total_make_their_sum() {
    let (_, said, _) = explain("total", &TOWN);
    let of = |what: &str| {
        let line = said.lines().find(|line| line.trim_start().starts_with(what)).unwrap();
        line.rsplit(' ').next().unwrap().parse::<f64>().unwrap()
    };
    let parts = ["of which manufacturing", "of which distribution", "of which end of life"];
    let parts: f64 = parts.into_iter().map(of).sum();
    let together = of("of which not shared out by the source");
    assert!(together > 0.0);
    assert!((parts + together - of("manufacturing to end of life")).abs() < 1e-5, "{said}");
}

#[test]
fn words_of_either_language_and_kinds_are_understood() {
    for (what, said) in [
        ("papier", "A4 paper (`paper`)"),
        ("ordinateur portable", "laptop (`laptop`)"),
        ("datacentre DC-HDV", "datacentre DC-HDV"),
        ("DC-HDV", "difference at the meter"),
        ("service:toner", "toner (`toner`)"),
        ("site Crèche", "site Crèche"),
        ("France", "country France"),
        ("indicator", "it_ghg_per_user"),
    ] {
        let (code, out, err) = explain(what, &TOWN);
        assert_eq!(code, Some(0), "{what}: {err}");
        assert!(out.contains(said), "{what}: {out}");
    }
}

#[test]
fn the_files_are_listed_with_their_digests_former_years_where_they_count() {
    let (_, said, _) = explain("475", &TOWN);
    let files = said.split("Files read").nth(1).unwrap();
    assert!(files.contains("inventories/2025.csv · SHA-256 ") && !files.contains("2023.csv"));
    let (_, said, _) = explain("lifetime_rmst", &TOWN);
    let files = said.split("Files read").nth(1).unwrap();
    for name in ["2023.csv", "2024.csv", "2025.csv", "movements.csv"] {
        assert!(files.contains(&format!("{name} · SHA-256 ")), "{name}: {files}");
    }
    let folder = Folder::new();
    let out = folder.path("out");
    let args = ["indicators", TOWN[0], "--year", "2025", "--out", out.to_str().unwrap()];
    assert_eq!(run_in(root(), &args).code, Some(0));
    let run: serde_json::Value = serde_json::from_str(&folder.read("out/run.json")).unwrap();
    let listed = |name: &str| {
        let inputs = run["inputs"].as_array().unwrap();
        inputs.iter().any(|one| {
            one["path"].as_str().unwrap().ends_with(name) && one["sha256"].as_str().is_some()
        })
    };
    assert!(listed("2023.csv") && listed("2024.csv") && listed("movements.csv"));
}

#[test]
fn what_is_no_name_says_the_nearest() {
    for (what, near) in
        [("laptp", "laptop"), ("Pissine", "Piscine"), ("it_ghg_per_usr", "it_ghg_per_user")]
    {
        let (code, _, err) = explain(what, &TOWN);
        assert_eq!(code, Some(2));
        assert!(err.contains("the nearest: ") && err.contains(near), "{what}: {err}");
    }
}

#[test]
fn a_name_unknown_of_any_kind_says_the_nearest_of_that_kind_else_those_that_there_are() {
    let nearest = [
        ("datacentre DC-HDX", "no datacentre", "the nearest: DC-HDV"),
        ("salle XX", "no datacentre “XX”", "there are: DC-HDV"),
        ("site Pissine", "no site", "the nearest: Piscine"),
        ("site QQQ", "no site", "there are: "),
        ("entité Educasion", "no entity “Educasion”", "the nearest: Éducation"),
        ("pays Frence", "no country", "the nearest: France"),
        ("service paperr", "no service", "the nearest: paper"),
        ("indicator weee_wait", "no indicator", "the nearest: weee_weight"),
        ("indicateur: weee_wait", "no indicator", "weee_weight"),
        ("type lapto", "no equipment type", "the nearest: laptop"),
        ("scope 9", "no scope", "there are: "),
    ];
    for (what, no, near) in nearest {
        let (code, _, err) = explain(what, &TOWN);
        assert_eq!(code, Some(2), "{what}");
        assert!(err.contains(no) && err.contains(near), "{what}: {err}");
    }
    // Without an estate too, as far as there is something to look in.
    for (what, said) in [
        ("service paperr", "the nearest: paper"),
        ("indicator weee_wait", "the nearest: weee_weight"),
        ("site Piscine", "no estate is given"),
    ] {
        let (code, _, err) = explain(what, &[]);
        assert_eq!(code, Some(2), "{what}");
        assert!(err.contains(said), "{what}: {err}");
    }
    // The kind of a thing may stand before its name.
    let (code, out, err) = explain("indicator weee_weight", &TOWN);
    assert_eq!(code, Some(0), "{err}");
    assert_eq!(out, explain("weee_weight", &TOWN).1);
}

#[test]
fn a_type_a_service_and_the_total_are_explained_without_an_estate() {
    for (what, said) in [
        ("laptop", "lifetime.laptop = 5 year"),
        ("papier", "2.29 kgCO2e/ream"),
        ("total", "What the estate emits in the year"),
        ("indicateur", "weee_weight"),
    ] {
        let (code, out, err) = explain(what, &[]);
        assert_eq!(code, Some(0), "{what}: {err}");
        assert!(out.contains(said), "{what}: {out}");
    }
    let (code, _, err) = explain("monitr", &[]);
    assert_eq!(code, Some(2));
    assert!(err.contains("monitor"), "{err}");
}

#[test]
fn a_sum_is_so_much_of_each_factor() {
    // Two laptops of 200 kg over 4 years, one of them there for half of 2025's days and one.
    let folder = Folder::inventory(
        "equipment_id,equipment_type,acquired_on\nA,laptop,2024-01-01\nB,laptop,2025-07-02\n",
    );
    let round = crate::support::round();
    let factors = round.to_str().unwrap();
    let args = [
        "explain",
        "laptop",
        ".",
        "--year",
        "2025",
        "--lang",
        "en",
        "--factors",
        factors,
        "--criteria",
        "gwp",
    ];
    let said = folder.run(&args).out;
    // (365 + 183) / 365 / 4 = 0.375342 units of the year.
    assert!(said.contains("0.375342 × 200 kgCO2e/unit = 75.068493"), "{said}");
    assert!((figure(&said) - 548.0 / 365.0 * 55.0).abs() < 1e-6, "{said}");
}

#[test]
fn factors_of_ones_own_are_checked_before_they_are_signed_and_named_in_one_language() {
    let folder = Folder::new()
        .with("own/set.toml", "name = \"own\"\nversion = \"1\"\ndate = \"2026-11-01\"\nlicence = \"ours\"\n")
        .with("own/sources.csv", "source_id,title,publisher,year,url,licence\nOWN,Mesures,Nous,2026,https://example.org,ours\n")
        .with("own/types.csv", "equipment_type,parent_type,label_fr,kind,weee_category\nkiosk_own,,borne maison,workplace,2\n")
        .with("own/equipment.csv", "factor_id,equipment_type,stage,criterion,value,unit,low,high,uncertainty_basis,geography,year,source_id\nown.kiosk,kiosk_own,embodied,gwp,90,kgCO2e/unit,80,100,measured,France,2026,OWN\n");
    let ran = folder.run(&["factors", "check", "own", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        ran.out.contains("no manifest yet: `empreinte factors sign own` writes it"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains("no name"), "{}", ran.out);
    assert_eq!(folder.run(&["factors", "sign", "own"]).code, Some(0));
    let ran = folder.run(&["factors", "check", "own", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.out);
    assert!(!ran.out.contains("no manifest"), "{}", ran.out);
    let ran = folder.run(&[
        "explain",
        "kiosk_own",
        "--factors",
        "core-2026.12",
        "--factors",
        "own",
        "--lang",
        "en",
    ]);
    assert!(ran.out.contains("borne maison (`kiosk_own`)"), "{} {}", ran.out, ran.err);
}
