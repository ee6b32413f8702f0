//! Collection sheets: asked of each role, and read back.

use super::plan;
use empreinte_plan::{Answer, EvidenceKind, Plan, read_sheet, sheet, sheets};
use ground::lang::Lang;
use ground::table::CsvDialect;
use std::path::Path;

#[test]
fn a_sheet_has_the_questions_of_its_role_and_reads_back() {
    let mut read = plan();
    let of_role = sheet(Vec::new(), &read, Some("achats"), CsvDialect::Standard).unwrap();
    let text = String::from_utf8(of_role).unwrap();
    assert!(text.contains("c2,") && !text.contains("c1,"), "{text}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("achats.csv");
    let filled = "criterion;applicable;answer;note;evidence_kind;evidence_file;evidence_date\nc2;oui;en partie;marché 2026;moyen;preuves/marche.pdf;2026-01-31\n";
    std::fs::write(&path, filled).unwrap();
    assert_eq!(read_sheet(&mut read, &path).unwrap().answered, 1);
    let one = &read.criteria[1];
    assert_eq!((one.applicable, one.answer), (Some(true), Some(Answer::Partly)));
    assert_eq!(
        (read.evidence.len(), read.evidence[0].criteria.as_slice()),
        (1, &["c2".to_owned()][..])
    );
    // Read twice, it says the same.
    let after = read.clone();
    read_sheet(&mut read, &path).unwrap();
    assert_eq!(read, after);
    for bad in
        ["zz;;oui;;;;", "c2;peut-être;;;;;", "c2;;bof;;;;", "c2;;;;;x.pdf;", "c2;;;;d;x.pdf;hier"]
    {
        let heading = filled.lines().next().unwrap();
        std::fs::write(&path, format!("{heading}\n{bad}\n")).unwrap();
        assert_eq!(read_sheet(&mut read, &path).unwrap().aside.len(), 1, "{bad}");
        assert_eq!(read, after, "a cell that cannot be read changes nothing");
    }
}

/// One file may be a document of one criterion and the result of another.
#[test]
fn a_piece_told_otherwise_of_a_known_file_is_a_piece_of_its_own() {
    let mut read = plan();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("achats.csv");
    let head = "criterion;answer;evidence_kind;evidence_file;evidence_date";
    let rows = [
        "c1;oui;document;preuves/a.txt;2025-01-28",
        "c2;oui;résultat;preuves/a.txt;14/03/2026",
        "c2;;;preuves/a.txt;",
    ];
    std::fs::write(&path, format!("{head}\n{}\n", rows.join("\n"))).unwrap();
    let found = read_sheet(&mut read, &path).unwrap();
    assert_eq!(found.aside, []);
    let told: Vec<(EvidenceKind, String, &[String])> = read
        .evidence
        .iter()
        .map(|one| (one.kind, one.date.unwrap().to_string(), one.criteria.as_slice()))
        .collect();
    let (c1, c2) = ("c1".to_owned(), "c2".to_owned());
    // What says neither kind nor day is the piece that proves it already.
    assert_eq!(
        told,
        [
            (EvidenceKind::Document, "2025-01-28".to_owned(), &[c1][..]),
            (EvidenceKind::Result, "2026-03-14".to_owned(), &[c2][..]),
        ]
    );
}

#[test]
fn sheets_are_of_a_role_each_and_say_how_many_criteria_ask_nobody() {
    let mut plan = plan();
    let of = |plan: &Plan| sheets(plan).map_err(|fault| fault.render(Lang::En));
    let found = of(&plan).unwrap();
    let files: Vec<&str> = found.of_roles.iter().map(|(_, file)| file.as_str()).collect();
    assert_eq!((files.as_slice(), found.asked_of_nobody), (&["achats", "direction"][..], 0));
    plan.criteria[0].roles.clear();
    assert_eq!(of(&plan).unwrap().asked_of_nobody, 1);
    // What does not apply asks nobody for good reason.
    plan.criteria[0].applicable = Some(false);
    assert_eq!(of(&plan).unwrap().asked_of_nobody, 0);
    plan.criteria[0].roles = vec!["Achats".to_owned()];
    assert!(of(&plan).unwrap_err().contains("`Achats` and `achats`"));
    plan.criteria[0].roles = vec!["a/b".to_owned(), "a b".to_owned()];
    assert!(of(&plan).unwrap_err().contains("a_b"));
    for one in &mut plan.criteria {
        one.roles.clear();
    }
    assert!(of(&plan).unwrap_err().contains("who is asked"));
}

#[test]
fn a_sheet_with_two_answers_to_one_criterion_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sheet.csv");
    let text = "[[criterion]]\nid = \"C\"\nlabel = \"c\"\n";
    let mut plan = Plan::parse(Path::new("plan.toml"), text).unwrap();
    let head = "criterion,answer,evidence_kind,evidence_file\n";
    std::fs::write(&path, format!("{head}C,yes,,\nC,no,,\n")).unwrap();
    assert_eq!(read_sheet(&mut plan, &path).unwrap().aside.len(), 2);
    assert_eq!(plan.criteria[0].answer, None);
    // More evidence is no second answer.
    std::fs::write(&path, format!("{head}C,yes,D,a.pdf\nC,,R,b.pdf\n")).unwrap();
    assert_eq!(read_sheet(&mut plan, &path).unwrap().answered, 1);
    assert_eq!(plan.evidence.len(), 2);
}
