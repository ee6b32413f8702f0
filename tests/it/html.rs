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
