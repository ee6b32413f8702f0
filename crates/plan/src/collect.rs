//! Collection sheets: the questions of a role, sent out and read back with their answers.

use super::model::{Plan, PlanCriterion};
use super::words::{Answer, EvidenceKind};
use ground::fault::Fault;
use ground::lang::Lang;
use ground::table::{CsvDialect, CsvOut, TableRow};
use ground::text;
use std::io;

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
pub(crate) const ANSWERS: [&str; 4] = ["applicable", "reason", "answer", "note"];

/// The roles that criteria are asked of.
fn roles(plan: &Plan) -> Vec<String> {
    let mut roles: Vec<String> =
        plan.criteria.iter().flat_map(|one| one.roles.iter().cloned()).collect();
    roles.sort();
    roles.dedup();
    roles
}

/// Sheets to be written: those of roles, each with the name of its file without its ending, and how
/// many criteria are on none, since nobody is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleSheets {
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
pub fn sheets(plan: &Plan) -> Result<RoleSheets, Fault> {
    let mut of_roles: Vec<(String, String)> = Vec::new();
    for role in roles(plan) {
        let in_a_name = |c: char| if c.is_alphanumeric() || c == '-' { c } else { '_' };
        let file = role.chars().map(in_a_name).collect::<String>();
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
    let nobody = |one: &&PlanCriterion| one.roles.is_empty() && one.applicable != Some(false);
    Ok(RoleSheets { of_roles, asked_of_nobody: plan.criteria.iter().filter(nobody).count() })
}

/// The rows of the sheet of a role, a cell a column; of all where none is named.
pub fn sheet_rows(plan: &Plan, role: Option<&str>) -> Vec<[String; 10]> {
    let asked = |roles: &[String]| role.is_none_or(|role| roles.iter().any(|one| one == role));
    let row = |one: &PlanCriterion| {
        let theme = plan.themes.iter().find(|theme| theme.id == one.theme);
        let applicable = one.applicable.map_or("", |yes| if yes { "yes" } else { "no" });
        [
            &*one.id,
            theme.map_or(&one.theme, |theme| &theme.label),
            &one.label,
            applicable,
            &one.reason,
            one.answer.map_or("", Answer::code),
            &one.note,
            "",
            "",
            "",
        ]
        .map(str::to_owned)
    };
    plan.criteria.iter().filter(|one| asked(&one.roles)).map(row).collect()
}

/// The words that a column of a sheet holds, each with its name in files; none where any will do.
pub fn sheet_words(column: &str, lang: Lang) -> Vec<(&'static str, &'static str)> {
    let none_of_ours = ("no", lang.label("sans objet", "not applicable"));
    match column {
        "applicable" => {
            vec![("yes", lang.label("oui", "yes")), ("no", lang.label("non", "no")), none_of_ours]
        }
        "answer" => {
            let words = Answer::ALL.iter().map(|one| (one.code(), one.label(lang)));
            words.chain([none_of_ours]).collect()
        }
        "evidence_kind" => {
            EvidenceKind::ALL.iter().map(|one| (one.code(), one.label(lang))).collect()
        }
        _ => Vec::new(),
    }
}

/// The sheet of a role as CSV; of all where none is named. As it is, for it is read back.
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
    for row in sheet_rows(plan, role) {
        for cell in &row {
            csv.unmasked(cell);
        }
        csv.end()?;
    }
    csv.finish()
}

/// A cell as it was written.
pub(crate) fn text_of(row: &TableRow<'_>, column: &str) -> String {
    row.get(column).to_owned()
}
