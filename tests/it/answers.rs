//! Declared indicators: with proof, without, and with one that does not hold.

use crate::lifetimes::{indicators, row};
use crate::support::Folder;
use serde_json::Value;

const INVENTORY: &str = "equipment_id,equipment_type\nL1,laptop\n";
/// A SHA-256 of something else.
const OTHER: &str = "0000000000000000000000000000000000000000000000000000000000000000";

fn answered(evidence: &str) -> Folder {
    let answer = format!(
        "[[answer]]\nid = \"nr_lead_exists\"\nyear = 2025\nvalue = true\ndate = 2025-11-03\nauthor = \"direction\"\n{evidence}"
    );
    Folder::inventory(INVENTORY).with("estate.toml", "").with("answers.toml", answer)
}

fn refused(answer: &str) -> String {
    let folder = Folder::inventory(INVENTORY).with("answers.toml", answer);
    let ran = folder.run(&["indicators", ".", "--year", "2025", "--lang", "en"]);
    assert_eq!(ran.code, Some(2), "{}", ran.out);
    ran.err
}

#[test]
fn an_answer_with_its_sealed_proof_is_declared() {
    use std::fmt::Write;
    let digest = <sha2::Sha256 as sha2::Digest>::digest(b"lettre");
    let mut sealed = String::new();
    for byte in digest {
        write!(sealed, "{byte:02x}").unwrap();
    }
    let folder = answered(&format!("evidence = \"preuves/lettre.txt\"\nsha256 = \"{sealed}\"\n"))
        .with("preuves/lettre.txt", "lettre");
    let lead = row(&indicators(&folder, &[]), "nr_lead_exists");
    assert_eq!((&lead["value"], &lead["quality"]), (&1.0.into(), &"declared".into()));
}

#[test]
fn a_proof_that_changed_or_is_not_there_is_said() {
    for (evidence, said) in [
        ("", "no proof is given"),
        ("evidence = \"preuves/absent.txt\"\n", "is not there"),
        ("evidence = \"preuves/lettre.txt\"\n", "has no SHA-256"),
        (&*format!("evidence = \"preuves/lettre.txt\"\nsha256 = \"{OTHER}\"\n"), "was changed"),
    ] {
        let folder = answered(evidence).with("preuves/lettre.txt", "lettre");
        let lead = row(&indicators(&folder, &[]), "nr_lead_exists");
        assert_eq!(lead["quality"], "unproven", "{evidence}");
        let ran = folder.run(&["indicators", ".", "--core", "--lang", "en"]);
        assert!(ran.err.contains(said), "{evidence}: {}", ran.err);
    }
}

#[test]
fn a_missing_answer_is_missing_and_not_a_no() {
    let rows = indicators(&answered(""), &[]);
    let charter = row(&rows, "nr_charter");
    assert_eq!((&charter["value"], &charter["missing"]), (&Value::Null, &"answer".into()));
}

#[test]
fn an_answer_stands_where_nothing_can_be_computed_and_nowhere_else() {
    let answers = "\
[[answer]]
id = \"storage_total\"
year = 2025
value = 12.5
date = 2025-12-01
author = \"infrastructure\"

[[answer]]
id = \"stock_rate\"
year = 2025
value = 99
date = 2025-12-01
author = \"infrastructure\"
";
    let inventory = "equipment_id,equipment_type,status\nL1,laptop,in_service\n";
    let folder = Folder::inventory(inventory)
        .with("estate.toml", "[headcount]\n2025 = 50\n")
        .with("answers.toml", answers);
    let rows = indicators(&folder, &[]);
    assert_eq!(row(&rows, "storage_total")["value"], 12.5);
    // 12,500 GB for 50 people.
    assert_eq!(row(&rows, "storage_per_user")["value"], 250.0);
    assert_eq!(row(&rows, "stock_rate")["value"], 0.0, "what is computed comes first");
    let ran = folder.run(&["explain", "stock_rate", ".", "--lang", "en"]);
    assert!(ran.out.contains("answers.toml declares 99"), "{}", ran.out);
}

#[test]
fn an_answer_of_the_wrong_kind_is_refused_with_its_indicator() {
    let answer = |id: &str, value: &str, author: &str| {
        format!(
            "[[answer]]\nid = \"{id}\"\nyear = 2025\nvalue = {value}\ndate = 2025-01-01\nauthor = \"{author}\"\n"
        )
    };
    assert!(refused(&answer("nr_charter", "3", "direction")).contains("wants true or false"));
    assert!(
        refused(&answer("nr_budget_share", "true", "direction")).contains("a number is wanted (%)")
    );
    assert!(refused(&answer("nr_chart", "true", "direction")).contains("nr_charter"));
    assert!(refused(&answer("nr_charter", "true", "a@b.fr")).contains("a role or a pseudonym"));
    let twice =
        answer("nr_charter", "true", "direction") + &answer("nr_charter", "false", "direction");
    assert!(refused(&twice).contains("two answers for `nr_charter` in 2025"));
    let outside = answer("nr_charter", "true", "direction") + "evidence = \"../secret\"\n";
    assert!(refused(&outside).contains("a file of the estate's folder"));
}

/// Each fault tells the line as it is written, and what may stand there.
#[test]
fn a_fault_of_an_answer_has_its_line_its_key_and_what_is_possible() {
    let head = "# une remarque\n\n[[answer]]\nid = \"nr_charter\"\nyear = 2025\n";
    let tail = "date = 2025-01-01\nauthor = \"direction\"\n";
    let sound = format!("{head}value = true\n{tail}");
    for (text, line, written, possible) in [
        (sound.replace("nr_charter", "nr_chart"), 4, "id = \"nr_chart\"", "nr_charter"),
        (sound.replace("year = 2025", "year = 25"), 5, "year = 25", "1990"),
        (sound.replace("year = 2025", "year = \"2025\""), 5, "year = ", "write `year = 2025`"),
        (sound.replace("true", "\"partiel\""), 6, "value = \"partiel\"", "plan.toml"),
        (sound.replace("true", "sans objet"), 6, "value = sans objet", "answer.toml"),
        (sound.replace("true", "oui"), 6, "value = oui", "write `value = true`"),
        (sound.replace("true", "true\nlow = 1"), 7, "low = 1", "of a number"),
        (sound.replace("2025-01-01", "\"hier\""), 7, "date = \"hier\"", "2026-12-31"),
        (sound.replace("2025-01-01", "01/02/2025"), 7, "date = 01", "write `date = 2025-02-01`"),
        (sound.replace("direction", "a@b.fr"), 8, "author = \"a@b.fr\"", "management"),
        (format!("{sound}evidence = \"../x\"\n"), 9, "evidence = \"../x\"", "letter.pdf"),
        (format!("{sound}evidence = \"x\"\nsha256 = \"12\"\n"), 10, "sha256 = \"12\"", "64"),
        (format!("{sound}{sound}"), 12, "id = \"nr_charter\"", "the first is on line 4"),
        (sound.replace("author", "autor"), 8, "autor = ", "did you mean `author`"),
        ("[records]\nsince = 3\n".to_owned(), 2, "since = 3", "YYYY-MM-DD"),
    ] {
        let said = refused(&text);
        // What TOML itself cannot read has its line; of the rest what may be written is said.
        let possible = if possible == "answer.toml" { "answers.md" } else { possible };
        assert!(said.contains(&format!("answers.toml, line {line}, value `{written}")), "{said}");
        assert!(said.contains(possible), "{text}: {said}");
    }
}

#[test]
fn an_answer_is_read_as_people_write_it() {
    let answer = |id: &str, value: &str| {
        format!(
            "[[answer]]\nid = \"{id}\"\nyear = 2025\nvalue = {value}\ndate = \"31/12/2025\"\nauthor = \"direction\"\n"
        )
    };
    for (value, read) in [("\"Oui\"", 1.0), ("\"NON\"", 0.0), ("\"Vrai\"", 1.0)] {
        let folder = Folder::inventory(INVENTORY)
            .with("estate.toml", "")
            .with("answers.toml", answer("nr_charter", value));
        assert_eq!(row(&indicators(&folder, &[]), "nr_charter")["value"], read, "{value}");
    }
    let folder = Folder::inventory(INVENTORY)
        .with("estate.toml", "")
        .with("answers.toml", answer("nr_budget_share", "\"1,5\""));
    assert_eq!(row(&indicators(&folder, &[]), "nr_budget_share")["value"], 1.5);
    assert!(refused(&answer("nr_budget_share", "\"1,500\"")).contains("a number is wanted (%)"));
}
