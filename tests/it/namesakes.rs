//! Machines of several lists of one kind, each counting from 1: what left is told, whole.

use crate::support::{Folder, impacts};

const HEADINGS: &str =
    "Nom;ID;Entité;Lieu;Statut;Fabricant;Type;Modèle;Numéro de série;Dernière modification\n";

/// A list of a site's laptops, numbered from 1; serial numbers begin with its letter.
fn list(site: &str, count: usize, serials: bool) -> String {
    let row = |at: usize| {
        let serial = if serials { format!("Q{site}1Z000{at}") } else { String::new() };
        format!("{site}{at};{at};X;{site};En service;Dell;Portable;Latitude 5440;{serial};\n")
    };
    let rows: String = (1..=count).map(row).collect();
    format!("{HEADINGS}{rows}")
}

/// What is gone of `earlier` in `now`: identifiers and files; and how many are said to be new.
fn gone(folder: &Folder, earlier: &[&str], now: &[&str]) -> (Vec<String>, usize) {
    let mut args = vec!["import"];
    args.extend(now);
    args.extend(["--year", "2025", "--out", "out", "--lang", "en"]);
    for one in earlier {
        args.extend(["--previous", one]);
    }
    let ran = folder.run(&args);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let told = |row: &crate::support::Impact| format!("{} {}", row["equipment_id"], row["file"]);
    let rows = impacts(&folder.path("out/disappeared.csv")).iter().map(told).collect();
    let new = ran.err.lines().find_map(|line| line.rsplit_once(" new")).map(|(before, _)| before);
    let new = new.and_then(|before| before.rsplit(' ').nth(1)?.parse().ok());
    (rows, new.unwrap_or_else(|| panic!("{}", ran.err)))
}

#[test]
fn what_left_of_lists_that_share_numbers_is_told_whole() {
    for serials in [true, false] {
        let folder = Folder::new()
            .with("site_a.csv", list("A", 2, serials))
            .with("site_b.csv", list("B", 3, serials));
        let both = ["site_a.csv", "site_b.csv"];
        let b = ["1 site_b.csv", "2 site_b.csv", "3 site_b.csv"].map(str::to_owned);
        assert_eq!(gone(&folder, &both, &["site_a.csv"]).0, b);
        // Each stands in its own list, whichever is read first.
        let a = ["1 site_a.csv", "2 site_a.csv"].map(str::to_owned);
        assert_eq!(gone(&folder, &both, &["site_b.csv"]).0, a);
        assert_eq!(gone(&folder, &both, &both), (Vec::new(), 0));
        assert_eq!(gone(&folder, &["site_b.csv", "site_a.csv"], &both).0, Vec::<String>::new());
        // The other way round nothing is gone, and what came is new.
        assert_eq!(gone(&folder, &["site_a.csv"], &both), (Vec::new(), 3));
    }
    // Of an inventory as import wrote it, whose lists are before the numbers.
    let folder =
        Folder::new().with("site_a.csv", list("A", 2, true)).with("site_b.csv", list("B", 3, true));
    let ran =
        folder.run(&["import", "site_a.csv", "site_b.csv", "--out", "then", "--year", "2024"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let then = ["then/inventory.csv"];
    let names = |(rows, _): (Vec<String>, usize)| -> Vec<String> {
        rows.iter().filter_map(|row| row.split(' ').next().map(str::to_owned)).collect()
    };
    let gone_b = names(gone(&folder, &then, &["site_a.csv"]));
    assert_eq!(gone_b, ["site-b:1", "site-b:2", "3"]);
    assert_eq!(names(gone(&folder, &then, &["site_b.csv"])), ["1", "2"]);
}

#[test]
fn a_machine_that_left_one_of_two_lists_is_known_by_its_serial_number() {
    let mut left = list("B", 3, true);
    left = left
        .lines()
        .filter(|line| !line.starts_with("B1;"))
        .fold(String::new(), |all, line| all + line + "\n");
    // The lists were given other names since.
    let folder = Folder::new()
        .with("a_then.csv", list("A", 2, true))
        .with("b_then.csv", list("B", 3, true))
        .with("one.csv", left)
        .with("two.csv", list("A", 2, true));
    let (rows, _) = gone(&folder, &["a_then.csv", "b_then.csv"], &["one.csv", "two.csv"]);
    assert_eq!(rows, ["1 b_then.csv"]);
}

#[test]
fn rows_are_proposed_for_all_that_left_a_list() {
    let year = |folder: Folder, year: &str, lists: &[&str]| {
        lists.iter().fold(folder, |folder, site| {
            let count = if *site == "A" { 2 } else { 3 };
            folder
                .with(&format!("parc/inventories/{year}/site_{site}.csv"), list(site, count, true))
        })
    };
    for (left, units) in [("B", ["1", "2"].as_slice()), ("A", &["3", "site-B:1", "site-B:2"])] {
        let folder = year(year(Folder::new(), "2024", &["A", "B"]), "2025", &[left]);
        let ran = folder.run(&["movements", "infer", "parc", "--lang", "en"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let unit = |line: &str| line.split(',').nth(4).map(str::to_owned);
        let told: Vec<String> = ran.out.lines().skip(1).filter_map(unit).collect();
        assert_eq!(told, units, "{}", ran.out);
    }
}
