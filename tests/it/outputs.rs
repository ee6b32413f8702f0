//! Nothing is overwritten unseen, and a result folder holds one run's files.

use crate::support::{Folder, impacts};

const LIST: &str = "equipment_id,equipment_type,quantity\nA,laptop,3\nB,zzz,1\n";

fn names(folder: &Folder, of: &str) -> Vec<String> {
    let entries = std::fs::read_dir(folder.path(of)).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn an_output_that_is_an_input_or_someone_elses_is_refused() {
    let folder = Folder::new()
        .with("liste.csv", LIST)
        .with("notes/mine.txt", "mine")
        .with("page.html", "<!DOCTYPE html><p>mine</p>");
    assert_eq!(
        folder.run(&["import", "liste.csv", "--year", "2025", "--out", "parc"]).code,
        Some(0)
    );
    let before = folder.read("parc/inventory.csv");
    for args in [
        &["report", "liste.csv", "--out", "liste.csv"][..],
        &["report", "liste.csv", "--out", "page.html"],
        &["report", "liste.csv", "--out", "notes"],
        &["assess", "liste.csv", "--out", "."],
        &["assess", "liste.csv", "--out", "notes"],
        &["assess", "liste.csv", "--out", "page.html"],
        &["import", "parc/rejects.csv", "--out", "parc"],
        &["assess", "parc", "--out", "parc"],
        &["import", "--propose-map", "liste.csv", "--out", "liste.csv"],
        &["import", "--propose-map", "liste.csv", "--out", "page.html"],
    ] {
        let ran = folder.run(&[args, &["--lang", "en"]].concat());
        assert_eq!(ran.code, Some(2), "{args:?}: {} {}", ran.out, ran.err);
    }
    assert_eq!(folder.read("liste.csv"), LIST);
    assert_eq!(folder.read("notes/mine.txt"), "mine");
    assert_eq!(folder.read("page.html"), "<!DOCTYPE html><p>mine</p>");
    assert_eq!(folder.read("parc/inventory.csv"), before);
    assert_eq!(names(&folder, "."), ["liste.csv", "notes", "page.html", "parc"]);
}

#[test]
fn an_earlier_page_and_earlier_results_are_replaced_whole() {
    let folder = Folder::new().with("liste.csv", LIST);
    for _ in 0..2 {
        assert_eq!(folder.run(&["report", "liste.csv", "--out", "r.html"]).code, Some(0));
        assert_eq!(folder.run(&["assess", "liste.csv", "--out", "out"]).code, Some(0));
    }
    assert!(folder.path("out/footprint.csv").exists());
    assert_eq!(
        folder.run(&["import", "liste.csv", "--year", "2025", "--out", "out"]).code,
        Some(0)
    );
    let files = names(&folder, "out");
    assert!(files.contains(&"inventory.csv".to_owned()), "{files:?}");
    assert!(
        !files.iter().any(|name| name == "footprint.csv" || name == "unmatched.csv"),
        "{files:?}"
    );
    assert_eq!(names(&folder, "."), ["liste.csv", "out", "r.html"]);
}

const HEAD: &str = "ID;Nom;Statut;Fabricant;Numéro de série;Type;Modèle;Lieu;Date d'achat\n";

fn list(kind: &str, name: &str, n: u32) -> String {
    let row =
        |at| format!("{at};{name}-{at};En service;Dell;{name}{at}XYZ;{kind};M 1;Lyon;2021-03-04\n");
    HEAD.to_owned() + &(1..=n).map(row).collect::<String>()
}

#[test]
fn identifiers_that_two_lists_share_are_unique_once_imported() {
    let folder = Folder::new()
        .with("ordinateurs-2025.csv", list("Portable", "PC", 3))
        .with("moniteurs-2025.csv", list("Moniteur", "ECR", 3));
    let args = ["import", "ordinateurs-2025.csv", "moniteurs-2025.csv", "--out", "parc"];
    assert_eq!(folder.run(&args).code, Some(0));
    let ids: Vec<String> = impacts(&folder.path("parc/inventory.csv"))
        .iter()
        .map(|row| row["equipment_id"].clone())
        .collect();
    assert_eq!(ids, ["1", "2", "3", "moniteurs:1", "moniteurs:2", "moniteurs:3"]);
    let ran = folder.run(&[
        "import",
        "parc/inventory.csv",
        "--year",
        "2025",
        "--out",
        "again",
        "--lang",
        "en",
    ]);
    assert!(ran.err.contains("6 rows read = 6 kept"), "{}", ran.err);
}

#[test]
fn what_left_is_told_within_its_own_list() {
    let folder = Folder::new()
        .with("estate/estate.toml", "")
        .with("estate/inventories/2024-moniteurs.csv", list("Moniteur", "ECR", 3))
        .with("estate/inventories/2024-ordinateurs.csv", list("Portable", "PC", 3))
        .with("estate/inventories/2025-ordinateurs.csv", list("Portable", "PC", 3));
    let ran = folder.run(&["import", "estate", "--year", "2025", "--out", "parc"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let gone = impacts(&folder.path("parc/disappeared.csv"));
    assert_eq!(gone.len(), 3);
    assert!(gone.iter().all(|row| row["equipment_type"] == "monitor"), "{gone:?}");
}

#[test]
fn a_duplicate_is_one_with_and_without_another_file_that_ties_its_rows() {
    let head = "equipment_id;equipment_type;model;serial;acquired_on\n";
    let folder = Folder::new()
        .with(
            "a.csv",
            format!("{head}X;laptop;M1;SER-0001;2021-03-04\nX;laptop;M2;SER-0002;2022-03-04\n"),
        )
        .with(
            "b.csv",
            format!("{head}Y1;laptop;M1;SER-0001;2021-03-04\nY2;laptop;M2;SER-0002;2022-03-04\n"),
        );
    let args = ["import", "a.csv", "b.csv", "--year", "2025", "--out", "out", "--lang", "en"];
    let ran = folder.run(&args);
    assert!(
        ran.err.contains("4 rows read = 2 kept + 1 set aside + 0 out of scope + 1 merged"),
        "{}",
        ran.err
    );
    let rows = impacts(&folder.path("out/inventory.csv"));
    assert_eq!([&rows[0]["equipment_id"], &rows[1]["equipment_id"]], ["X", "Y2"]);
}
