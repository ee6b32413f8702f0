//! Collection sheets that came back, as workbooks and as CSV.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input fails where it stands")]

use empreinte_plan::{
    Answer, CollectedAnswers, EvidenceKind, Plan, SHEET_COLUMNS, read_sheet, sheet_rows,
};
use ground::lang::Lang;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::path::Path;

const PLAN: &str = "\
[[criterion]]
id = \"1.1\"
label = \"Un référent est nommé\"
roles = [\"achats\"]

[[criterion]]
id = \"1.10\"
label = \"Un budget est voté\"
roles = [\"achats\"]

[[criterion]]
id = \"2\"
label = \"Un parc de vélos\"
roles = [\"achats\"]
";

fn plan() -> Plan {
    Plan::parse(Path::new("plan.toml"), PLAN).unwrap()
}

/// Reads the sheet of a plan with these cells filled, by row (from 0) and column.
fn filled(cells: &[(usize, &str, &str)]) -> (Plan, CollectedAnswers) {
    let mut workbook = Workbook::new();
    let other = workbook.add_worksheet();
    other.set_name("Lisez-moi").unwrap();
    other.write_string(0, 0, "criterion").unwrap();
    let out = workbook.add_worksheet();
    out.set_name("Questions").unwrap();
    out.write_string(0, 0, "Fiche de collecte ; à rendre").unwrap();
    for (column, heading) in (0..).zip(SHEET_COLUMNS) {
        out.write_string(2, column, heading).unwrap();
    }
    for (at, (line, row)) in (3..).zip(sheet_rows(&plan(), Some("achats"))).enumerate() {
        for (column, cell) in (0..).zip(&row) {
            out.write_string(line, column, cell).unwrap();
        }
        for (_, name, said) in cells.iter().filter(|(row, ..)| *row == at) {
            let column = SHEET_COLUMNS.iter().position(|known| known == name).unwrap();
            let column = u16::try_from(column).unwrap();
            match said.strip_prefix("date:") {
                Some(day) => {
                    let day = ExcelDateTime::parse_from_str(day).unwrap();
                    let format = Format::new().set_num_format("dd/mm/yyyy");
                    out.write_datetime_with_format(line, column, &day, &format).unwrap();
                }
                None => {
                    out.write_string(line, column, *said).unwrap();
                }
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("achats.xlsx");
    workbook.save(&path).unwrap();
    let mut read = plan();
    let found = read_sheet(&mut read, &path).unwrap();
    (read, found)
}

#[test]
fn a_workbook_that_came_back_is_read_as_a_csv_is() {
    let (read, found) = filled(&[
        (0, "answer", "Oui"),
        (0, "note", "arrêté de 2025"),
        (0, "evidence_kind", "Document"),
        (0, "evidence_file", "preuves/arrete.pdf"),
        (0, "evidence_date", "date:2026-01-31"),
        (1, "answer", "PARTIELLEMENT"),
        (2, "answer", "sans objet"),
        (2, "reason", "pas de vélos"),
    ]);
    assert_eq!((found.answered, found.aside.len()), (3, 0), "{:?}", found.aside);
    assert_eq!((found.changed, found.proofs), (3, 1));
    let answers: Vec<_> = read.criteria.iter().map(|one| (one.applicable, one.answer)).collect();
    assert_eq!(
        answers,
        [(None, Some(Answer::Yes)), (None, Some(Answer::Partly)), (Some(false), None)]
    );
    assert_eq!(read.criteria[2].reason, "pas de vélos");
    let proof = &read.evidence[0];
    assert_eq!(
        (proof.kind, proof.criteria.as_slice()),
        (EvidenceKind::Document, &["1.1".into()][..])
    );
    assert_eq!(proof.date.unwrap().to_string(), "2026-01-31");
    // The same as CSV.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("achats.csv");
    let csv = "criterion;applicable;reason;answer;note;evidence_kind;evidence_file;evidence_date\n1.1;;;Oui;arrêté de 2025;Document;preuves/arrete.pdf;31/01/2026\n1.10;;;partiellement;;;;\n2;;pas de vélos;Sans objet;;;;\n";
    std::fs::write(&path, csv).unwrap();
    let mut again = plan();
    assert_eq!(read_sheet(&mut again, &path).unwrap(), found);
    assert_eq!(again, read);
}

#[test]
fn a_wrong_cell_is_set_aside_with_its_sheet_row_column_and_reason_and_the_rest_is_read() {
    let (read, found) = filled(&[
        (0, "applicable", "peut-être"),
        (0, "answer", "oui"),
        (1, "answer", "bof"),
        (1, "note", "on verra"),
        (2, "applicable", "oui"),
        (2, "answer", "sans objet"),
        (2, "evidence_kind", "photo"),
        (2, "evidence_file", "velo.jpg"),
    ]);
    let said: Vec<String> = found.aside.iter().map(|one| one.render(Lang::Fr)).collect();
    for (at, (line, column, value, hint)) in [
        (4, "applicable", "peut-être", "oui, non ou sans objet"),
        (5, "answer", "bof", "oui, en partie, non ou sans objet"),
        (6, "answer", "sans objet", "avec la raison"),
        (6, "evidence_kind", "photo", "document, moyen ou résultat"),
    ]
    .into_iter()
    .enumerate()
    {
        let place =
            format!("achats.xlsx#Questions, ligne {line}, colonne `{column}`, valeur `{value}`");
        assert!(said[at].contains(&place) && said[at].contains(hint), "{}", said[at]);
    }
    // An answer with a wrong cell changes nothing, whatever its other cells say.
    assert_eq!((said.len(), found.answered, found.changed), (4, 0, 0));
    assert_eq!(read, plan());
}

/// A spreadsheet makes 1.1 of 1.10, and its answer would be that of another question.
#[test]
fn a_question_that_is_another_criterion_s_answers_nothing() {
    let (read, found) = filled(&[(1, "criterion", "1.1"), (1, "answer", "non")]);
    assert_eq!((read, found.answered), (plan(), 0));
    assert!(found.aside[0].render(Lang::En).contains("not that of the criterion `1.1`"));
}

#[test]
fn a_workbook_without_such_a_sheet_says_which_it_has() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Parc").unwrap().write_string(0, 0, "Type").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("parc.xlsx");
    workbook.save(&path).unwrap();
    let said = read_sheet(&mut plan(), &path).unwrap_err().render(Lang::En);
    assert!(said.contains("no sheet has the columns criterion, answer"), "{said}");
    assert!(said.contains("sheets of the workbook: Parc"), "{said}");
}

/// Each criterion that says something else is counted, answered by a word or not; one that says the
/// same is read and no change.
#[test]
fn each_criterion_that_changed_is_counted() {
    let (mut read, found) = filled(&[
        (0, "answer", "oui"),
        (1, "answer", "en partie"),
        (2, "applicable", "non"),
        (2, "reason", "pas de vélos"),
    ]);
    assert_eq!((found.answered, found.changed, found.proofs), (3, 3, 0));
    assert_eq!(read.criteria[2].applicable, Some(false));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("achats.csv");
    let csv = "criterion;applicable;reason;answer;note;evidence_kind;evidence_file\n1.1;;;oui;;;\n1.10;oui;;bof;;document;a.pdf\n2;;;;pas de garage;;\n";
    std::fs::write(&path, csv).unwrap();
    let before = read.criteria[1].clone();
    let found = read_sheet(&mut read, &path).unwrap();
    assert_eq!((found.answered, found.changed, found.proofs, found.aside.len()), (2, 1, 1, 1));
    assert_eq!(read.criteria[1], before);
    assert_eq!(&*read.criteria[2].note, "pas de garage");
}

fn of_sheet(rows: &str) -> (Plan, CollectedAnswers) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("achats.csv");
    let heading = "criterion;answer;evidence_kind;evidence_file;evidence_date\n";
    std::fs::write(&path, format!("{heading}{rows}")).unwrap();
    let mut read = plan();
    let found = read_sheet(&mut read, &path).unwrap();
    // The same sheet a second time brings nothing more.
    let once = read.clone();
    read_sheet(&mut read, &path).unwrap();
    assert_eq!(read, once);
    (read, found)
}

/// A file outside the estate's folder is none of its evidence: the cell is set aside, by its name; one
/// below it, however it is written, is kept.
#[test]
fn a_file_that_leads_out_of_the_estate_is_set_aside() {
    for file in [
        "../../etc/passwd",
        "/etc/passwd",
        "preuves/../../a.pdf",
        "..\\a.pdf",
        "C:/Users/a.pdf",
        "https://exemple.fr/a.pdf",
        "file:///etc/passwd",
    ] {
        let (read, found) = of_sheet(&format!("2;oui;document;{file};\n"));
        assert_eq!((read.evidence.len(), found.proofs), (0, 0), "{file}");
        assert_eq!(found.aside.len(), 1, "{file}");
        let said = found.aside[0].render(Lang::En);
        assert!(said.contains("leads out of the estate") && said.contains(file), "{said}");
        // The answer beside it stands.
        assert_eq!(read.criteria[2].answer, Some(Answer::Yes), "{file}");
    }
    for file in ["preuves/a.pdf", "./a.pdf", "preuves/../a.pdf", "preuves\\a.pdf"] {
        let (read, found) = of_sheet(&format!("2;oui;document;{file};\n"));
        assert_eq!((read.evidence.len(), found.aside.len()), (1, 0), "{file}");
    }
}

/// Means are told without a file as often as with one: they are kept, and the check names them.
#[test]
fn evidence_without_a_file_is_kept() {
    for (cells, kind) in [
        ("moyen;;", EvidenceKind::Means),
        ("means;;2026-01-31", EvidenceKind::Means),
        ("document;;", EvidenceKind::Document),
        ("résultat;;", EvidenceKind::Result),
    ] {
        let (read, found) = of_sheet(&format!("2;;{cells}\n1.1;oui;;;\n"));
        assert_eq!((found.proofs, found.aside.len()), (1, 0), "{cells}");
        let piece = &read.evidence[0];
        assert_eq!((piece.kind, piece.file.as_str()), (kind, ""), "{cells}");
        assert_eq!(piece.criteria, ["2"], "{cells}");
    }
    // A day without a kind says nothing that can be kept; an empty row is none.
    let (read, found) = of_sheet("2;;;;2026-01-31\n");
    assert_eq!((read.evidence.len(), found.aside.len()), (0, 1));
    let (read, found) = of_sheet("2;oui;;;\n");
    assert_eq!((read.evidence.len(), found.aside.len()), (0, 0));
    // Two criteria without a file are two pieces.
    let (read, _) = of_sheet("2;;moyen;;\n1.1;;moyen;;\n");
    assert_eq!(read.evidence.len(), 2);
}
