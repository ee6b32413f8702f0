//! The report page: the same bytes each time, and nothing fetched from a network.

use crate::support::{Folder, root};

/// The report of the small example.
fn page(lang: &str) -> String {
    let folder = Folder::new();
    let estate = root().join("inventories/pme-exemple");
    let ran = folder.run(&[
        "report",
        estate.to_str().unwrap(),
        "--year",
        "2025",
        "--out",
        "page.html",
        "--lang",
        lang,
    ]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    folder.read("page.html")
}

#[test]
fn the_report_is_the_same_bytes_each_time() {
    assert_eq!(page("fr"), page("fr"));
}

#[test]
fn the_report_fetches_nothing() {
    let page = page("en");
    for (at, _) in page
        .match_indices("src=")
        .chain(page.match_indices("url("))
        .chain(page.match_indices("@import"))
    {
        let what: String = page[at..].chars().take(60).collect();
        assert!(!what.contains("//"), "{what}");
    }
    for (at, _) in page
        .match_indices("<link")
        .chain(page.match_indices("<script"))
        .chain(page.match_indices("<use"))
    {
        let tag = page[at..].split('>').next().unwrap();
        assert!(!tag.contains("http://") && !tag.contains("https://"), "{tag}");
    }
}

#[test]
fn the_report_is_in_the_language_asked_for() {
    assert!(page("fr").contains("lang=\"fr\""));
    assert!(page("en").contains("lang=\"en\""));
}

/// The program that the suite runs has no typesetter, but where it is built with all features.
#[cfg(not(feature = "pdf"))]
#[test]
fn a_program_without_the_pdf_says_how_to_have_it_and_writes_nothing() {
    let folder = Folder::inventory("equipment_type\nlaptop\n");
    for asked in [["--format", "pdf"], ["--out", "rapport.PDF"]] {
        let ran = folder.run(&["report", ".", asked[0], asked[1], "--lang", "en"]);
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        assert!(ran.err.contains("--features pdf"), "{}", ran.err);
    }
    assert_eq!(std::fs::read_dir(folder.path(".")).unwrap().count(), 1, "the inventory alone");
}

#[test]
fn a_format_and_a_name_that_differ_are_said() {
    let folder = Folder::inventory("equipment_type\nlaptop\n");
    for (format, name) in [("html", "r.pdf"), ("pdf", "r.html"), ("pdf", "r.htm")] {
        let ran = folder.run(&["report", ".", "--format", format, "--out", name, "--lang", "en"]);
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        assert!(ran.err.contains("say different things"), "{}", ran.err);
        assert!(!folder.path(name).exists());
    }
}

/// What is asked and reached of a commitment is a chart and a row, in the digits of its verdict.
#[test]
fn the_plan_has_its_trajectories() {
    let folder = Folder::new();
    let estate = root().join("inventories/mairie-exemple");
    let estate = estate.to_str().unwrap();
    let ran = folder.run(&["report", estate, "--year", "2025", "--out", "page.html"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let page = folder.read("page.html");
    assert_eq!(page.matches("class=\"on-any\"").count(), 7, "a chart a commitment that has a line");
    for (id, cells) in [
        // By steps: 1.65 from 2025 on, 1.6 from 2027 on.
        ("E4", ["2025", "1,65", "1,88", "1,88", "1,88"]),
        ("E4", ["2027", "1,6", "–", "–", "–"]),
        // By a line from 2024 to 96 months in 2027; bounds are rounded outward (106.1).
        ("E5", ["2025", "88,3", "94", "84", "107"]),
        ("E5", ["2027", "96", "–", "–", "–"]),
    ] {
        let cells = cells.map(|cell| format!("<td class=\"n\">{cell}</td>")).concat();
        assert!(page.contains(&format!("<th scope=\"row\">{id}</th>{cells}")), "{id} {cells}");
    }
    // Without a plan there is nothing to draw.
    let page = self::page("fr");
    assert!(!page.contains("id=\"trajectories\"") && !page.contains("#trajectories"));
}
