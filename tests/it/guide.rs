//! Every command of the French README and of the guide runs.

use crate::support::{Folder, root};
use std::path::Path;

const LIST: &str = "Type,Bureau,Quantité,Date d'achat\nOrdinateur portable,Lyon,6,2022-03-01\nÉcran,Lyon,4,2020-01-01\nborne,Paris,1,2021-05-05\n";
const PHONES: &str = "Type,Quantité\nSmartphone,3\n";

/// The commands in the fenced blocks of a page.
fn commands(page: &str) -> Vec<String> {
    let blocks = page.split("```sh\n").skip(1).filter_map(|part| part.split("```").next());
    let lines = blocks.flat_map(str::lines).filter(|line| line.starts_with("empreinte "));
    lines.map(str::to_owned).collect()
}

/// Words of a command, those between quotes as one.
fn words(command: &str) -> Vec<String> {
    let parts = command.split('"').enumerate();
    let words = parts.flat_map(|(at, part)| match at % 2 {
        0 => part.split(' ').map(|word| (word.to_owned(), part.ends_with(' '))).collect(),
        _ => vec![(part.to_owned(), true)],
    });
    words.map(|(word, _)| word).filter(|word| !word.is_empty()).collect()
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let place = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copied(&path, &place);
        } else {
            std::fs::copy(&path, &place).unwrap();
        }
    }
}

#[test]
fn every_command_of_the_french_pages_runs() {
    let guide = root().join("docs/guide");
    let mut pages: Vec<_> =
        std::fs::read_dir(guide).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.push(root().join("README.fr.md"));
    pages.sort();
    let mut ran = 0;
    for page in pages {
        let folder = Folder::new().with("parc.csv", LIST).with("mobiles.csv", PHONES);
        copied(&root().join("inventories"), &folder.path("inventories"));
        for command in commands(&std::fs::read_to_string(&page).unwrap()) {
            let words = words(&command);
            let args: Vec<&str> = words[1..].iter().map(String::as_str).collect();
            let done = folder.run(&args);
            assert_eq!(done.code, Some(0), "{}: {command}\n{}", page.display(), done.err);
            ran += 1;
        }
    }
    assert!(ran > 14, "{ran}");
}
