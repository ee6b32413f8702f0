//! Collection sheets: the questions of a role, sent out as CSV and read back with their answers.

use super::check::{ids, nearest_of};
use super::model::{Criterion, Evidence, Plan};
use super::words::{Answer, Date, EvidenceKind};
use ground::fault::Fault;
use ground::table::{CsvDialect, CsvOut, SmallTable, TableRow, disarmed, fold, parse_day, yes_no};
use ground::text;
use std::collections::BTreeSet;
use std::io;
use std::path::Path;

/// The columns of a sheet.
pub const SHEET_COLUMNS: [&str; 10] = [
    "criterion",
    "theme",
    "question",
    "applicable",
    "reason",
    "answer",
    "note",
    "evidence_kind",
    "evidence_file",
    "evidence_date",
];

/// The columns of an answer.
const ANSWERS: [&str; 4] = ["applicable", "reason", "answer", "note"];

/// The roles that criteria are asked of.
fn roles(plan: &Plan) -> Vec<String> {
    let mut roles: Vec<String> =
        plan.criteria.iter().flat_map(|one| one.roles.iter().cloned()).collect();
    roles.sort();
    roles.dedup();
    roles
}

/// Sheets to be written: those of roles, each with the name of its file, and how many criteria are
/// on none, since nobody is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheets {
    /// The roles, and the names of their files.
    pub of_roles: Vec<(String, String)>,
    /// How many criteria ask nobody, of those that may apply.
    pub asked_of_nobody: usize,
}

/// The sheets of a plan.
///
/// # Errors
///
/// No criterion says who is asked, or two roles would be asked in one file.
pub fn sheets(plan: &Plan) -> Result<Sheets, Fault> {
    let mut of_roles: Vec<(String, String)> = Vec::new();
    for role in roles(plan) {
        let in_a_name = |c: char| if c.is_alphanumeric() || c == '-' { c } else { '_' };
        let file = format!("{}.csv", role.chars().map(in_a_name).collect::<String>());
        // Some file systems take two names for one that differ by their case alone.
        let is_taken = |known: &&(String, String)| known.1.to_lowercase() == file.to_lowercase();
        if let Some((other, _)) = of_roles.iter().find(is_taken) {
            return Err(Fault::new(text!(
                "deux fonctions pour une seule fiche `{file}` : `{other}` et `{role}`",
                "two roles for one sheet `{file}`: `{other}` and `{role}`"
            ))
            .hint(text!(
                "écrivez-les de la même façon s'il s'agit de la même, sinon avec d'autres lettres",
                "write them alike where they are one, else with other letters"
            )));
        }
        of_roles.push((role, file));
    }
    if of_roles.is_empty() {
        return Err(Fault::new(text!(
            "aucun critère ne dit à qui le demander",
            "no criterion says who is asked"
        ))
        .hint(text!(
            "[[criterion]] roles = [\"achats\"]",
            "[[criterion]] roles = [\"purchasing\"]"
        )));
    }
    let nobody = |one: &&Criterion| one.roles.is_empty() && one.applicable != Some(false);
    Ok(Sheets { of_roles, asked_of_nobody: plan.criteria.iter().filter(nobody).count() })
}

/// The sheet of a role; of all where none is named.
///
/// # Errors
///
/// The writer fails.
pub fn sheet<W: io::Write>(
    writer: W,
    plan: &Plan,
    role: Option<&str>,
    dialect: CsvDialect,
) -> io::Result<W> {
    let mut csv = CsvOut::new(writer, dialect, &SHEET_COLUMNS)?;
    let asked = |roles: &[String]| role.is_none_or(|role| roles.iter().any(|one| one == role));
    for one in plan.criteria.iter().filter(|one| asked(&one.roles)) {
        let theme = plan.themes.iter().find(|theme| theme.id == one.theme);
        csv.text(&one.id).text(theme.map_or(&one.theme, |theme| &theme.label)).text(&one.label);
        csv.text(one.applicable.map_or("", |yes| if yes { "yes" } else { "no" }));
        csv.text(&one.reason);
        csv.text(match one.answer {
            Some(Answer::Yes) => "yes",
            Some(Answer::Partly) => "partly",
            Some(Answer::No) => "no",
            None => "",
        });
        csv.text(&one.note).text("").text("").text("");
        csv.end()?;
    }
    csv.finish()
}

/// Reads a sheet back into a plan: answers take the place of those there, evidence is added. Gives
/// back how many criteria were answered.
///
/// # Errors
///
/// A row names no criterion, or a cell cannot be read; the plan is then as it was.
pub fn read_sheet(plan: &mut Plan, path: &Path) -> Result<usize, Fault> {
    let table = SmallTable::open(path, &["criterion", "answer"])?;
    let mut read = plan.clone();
    let mut answered = 0;
    let mut met: BTreeSet<String> = BTreeSet::new();
    for row in table.rows() {
        let id = text_of(&row, "criterion");
        // Rows of one criterion may bring more evidence; its answer stands on one of them.
        if ANSWERS.iter().any(|column| !text_of(&row, column).is_empty()) && !met.insert(id.clone())
        {
            return Err(row
                .fault(
                    "criterion",
                    text!(
                        "ce critère a déjà une réponse plus haut",
                        "this criterion has an answer above already"
                    ),
                )
                .hint(text!(
                    "une seule ligne porte la réponse ; les autres ajoutent des preuves",
                    "one row has the answer; others add evidence"
                )));
        }
        let Some(at) = read.criteria.iter().position(|one| one.id == id) else {
            let near = nearest_of(&id, &ids(&read.criteria, |one| &one.id));
            let fault = row.fault(
                "criterion",
                text!(
                    "aucun critère de ce nom dans le plan",
                    "no criterion of that name in the plan"
                ),
            );
            return Err(
                fault.hint(text!("critères du plan : {near}", "criteria of the plan: {near}"))
            );
        };
        let one = &mut read.criteria[at];
        let applicable = text_of(&row, "applicable");
        if !applicable.is_empty() {
            let said = yes_no(&applicable);
            one.applicable = Some(said.ok_or_else(|| {
                row.fault("applicable", text!("oui ou non attendu", "yes or no expected"))
            })?);
        }
        let said = text_of(&row, "answer");
        if !said.is_empty() {
            one.answer = Some(answer(&said).ok_or_else(|| {
                row.fault(
                    "answer",
                    text!("oui, en partie ou non attendu", "yes, partly or no expected"),
                )
            })?);
            answered += 1;
        }
        for (column, into) in [("reason", &mut one.reason), ("note", &mut one.note)] {
            let said = text_of(&row, column);
            if !said.is_empty() {
                *into = said;
            }
        }
        evidence(&mut read, &row, &id)?;
    }
    *plan = read;
    Ok(answered)
}

fn text_of(row: &TableRow<'_>, column: &str) -> String {
    String::from_utf8_lossy(disarmed(row.get(column).as_bytes())).into_owned()
}

fn answer(said: &str) -> Option<Answer> {
    match fold(said).as_str() {
        "partly" | "partial" | "en partie" | "partiel" | "partiellement" => Some(Answer::Partly),
        _ => yes_no(said).map(|yes| if yes { Answer::Yes } else { Answer::No }),
    }
}

/// Adds the evidence of a row, where it names a file.
fn evidence(plan: &mut Plan, row: &TableRow<'_>, id: &str) -> Result<(), Fault> {
    let file = text_of(row, "evidence_file");
    if file.is_empty() {
        return Ok(());
    }
    if let Some(known) = plan.evidence.iter_mut().find(|known| known.file == file) {
        if known.criteria.iter().all(|one| one != id) {
            known.criteria.push(id.to_owned());
        }
        return Ok(());
    }
    let word = fold(&text_of(row, "evidence_kind"));
    let kind = match word.as_str() {
        "d" | "document" => EvidenceKind::Document,
        "m" | "means" | "moyen" | "moyens" => EvidenceKind::Means,
        "r" | "result" | "resultat" => EvidenceKind::Result,
        _ => {
            return Err(row.fault(
                "evidence_kind",
                text!("document, moyen ou résultat attendu", "document, means or result expected"),
            ));
        }
    };
    let date = text_of(row, "evidence_date");
    let date = match date.as_str() {
        "" => None,
        said => Some(Date(parse_day(said).ok_or_else(|| {
            row.fault(
                "evidence_date",
                text!("date attendue : AAAA-MM-JJ", "date expected: YYYY-MM-DD"),
            )
        })?)),
    };
    let taken = |id: &String| plan.evidence.iter().any(|one| one.id == *id);
    let free = (1..=plan.evidence.len() + 1).map(|n| format!("P{n}")).find(|id| !taken(id));
    plan.evidence.push(Evidence {
        id: free.as_deref().unwrap_or("").to_owned(),
        title: file.clone(),
        kind,
        file,
        sha256: String::new(),
        date,
        owner: String::new(),
        criteria: vec![id.to_owned()],
        actions: Vec::new(),
        commitments: Vec::new(),
        confidential: None,
    });
    Ok(())
}
