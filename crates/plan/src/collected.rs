//! Collection sheets that came back: their answers go into the plan, and what cannot be read is set
//! aside, cell by cell.

use super::check::{ids, nearest_of};
use super::collect::{ANSWERS, text_of};
use super::model::{Plan, PlanCriterion, PlanEvidence};
use super::words::{Answer, Date, EvidenceKind};
use factor::NamedDocument;
use ground::fault::Fault;
use ground::table::{SmallTable, TableRow, fold, parse_day, yes_no};
use ground::text;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What was read of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CollectedAnswers {
    /// How many criteria were answered.
    pub answered: usize,
    /// How many of them say something else than before.
    pub changed: usize,
    /// How many pieces of evidence came, or prove more than before.
    pub proofs: usize,
    /// Cells that were set aside, each with its place, why, and what may stand there.
    pub aside: Vec<Fault>,
}

/// Reads a sheet back into a plan, from CSV or from a workbook: answers take the place of those
/// there, evidence is added. A cell that cannot be read leaves what it is of as it was: of an answer,
/// the whole of it.
///
/// # Errors
///
/// The file cannot be read, or is no sheet; the plan is then as it was.
pub fn read_sheet(plan: &mut Plan, path: &Path) -> Result<CollectedAnswers, Fault> {
    let tables = inventory::forms(path, &["criterion", "answer"])?;
    let rows: Vec<TableRow<'_>> = tables.iter().flat_map(SmallTable::rows).collect();
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| is_answered(row)) {
        *told.entry(text_of(row, "criterion")).or_default() += 1;
    }
    let twice: BTreeSet<String> =
        told.into_iter().filter(|(_, count)| *count > 1).map(|(id, _)| id).collect();
    let mut read = SheetReading { plan, found: CollectedAnswers::default() };
    for row in &rows {
        read.row(row, &twice);
    }
    Ok(read.found)
}

/// Whether a row answers: rows of one criterion may bring more evidence, its answer stands on one.
fn is_answered(row: &TableRow<'_>) -> bool {
    ANSWERS.iter().any(|column| !text_of(row, column).is_empty())
}

/// Whether a cell says that the question does not concern who was asked.
fn is_none_of_ours(cell: &str) -> bool {
    let words = ["sans objet", "non applicable", "non concerne", "not applicable", "s o", "n a"];
    words.contains(&fold(cell).as_str())
}

struct SheetReading<'a> {
    plan: &'a mut Plan,
    found: CollectedAnswers,
}

impl SheetReading<'_> {
    fn row(&mut self, row: &TableRow<'_>, twice: &BTreeSet<String>) {
        let id = text_of(row, "criterion");
        let Some(at) = self.plan.criteria.iter().position(|one| one.id == id) else {
            let near = nearest_of(&id, &ids(&self.plan.criteria, |one| &one.id));
            let what = text!(
                "aucun critère de ce nom dans le plan",
                "no criterion of that name in the plan"
            );
            let hint = text!("critères du plan : {near}", "criteria of the plan: {near}");
            self.found.aside.push(row.fault("criterion", what).hint(hint));
            return;
        };
        // A spreadsheet makes 1.1 of 1.10: the question tells which one was meant.
        let (question, label) = (text_of(row, "question"), &self.plan.criteria[at].label);
        if !question.is_empty() && fold(&question) != fold(label) {
            let what = text!(
                "cette question n'est pas celle du critère `{id}`",
                "this question is not that of the criterion `{id}`"
            );
            let hint = text!("celle du plan : {label}", "that of the plan: {label}");
            self.found.aside.push(row.fault("question", what).hint(hint));
            return;
        }
        if is_answered(row) && twice.contains(&id) {
            let what = text!(
                "plusieurs lignes répondent à ce critère",
                "several rows answer this criterion"
            );
            self.found.aside.push(row.fault("criterion", what).hint(text!(
                "une seule ligne porte la réponse ; les autres ajoutent des preuves",
                "one row has the answer; others add evidence"
            )));
        } else if is_answered(row) {
            self.answer(row, at);
        }
        match evidence(self.plan, row, &id) {
            Ok(came) => self.found.proofs += usize::from(came),
            Err(fault) => self.found.aside.push(fault),
        }
    }

    fn answer(&mut self, row: &TableRow<'_>, at: usize) {
        let one = &mut self.plan.criteria[at];
        match answered(one, row) {
            Ok(next) => {
                self.found.answered += 1;
                self.found.changed += usize::from(next != *one);
                *one = next;
            }
            Err(aside) => self.found.aside.extend(aside),
        }
    }
}

/// A criterion as a row answers it; else the cells of the answer that cannot be read.
fn answered(one: &PlanCriterion, row: &TableRow<'_>) -> Result<PlanCriterion, Vec<Fault>> {
    let (mut one, mut aside) = (one.clone(), Vec::new());
    let (applicable, said) = (text_of(row, "applicable"), text_of(row, "answer"));
    let applies = yes_no(&applicable).or_else(|| is_none_of_ours(&applicable).then_some(false));
    if !applicable.is_empty() && applies.is_none() {
        let what = text!("ni oui ni non", "neither yes nor no");
        let hint = text!("oui, non ou sans objet", "yes, no or not applicable");
        aside.push(row.fault("applicable", what).hint(hint));
    }
    one.applicable = applies.or(one.applicable);
    if is_none_of_ours(&said) && applies == Some(true) {
        let what = text!(
            "la question s'applique, et la réponse dit que non",
            "the question applies, and the answer says that it does not"
        );
        let hint = text!("applicable : non, avec la raison", "applicable: no, with the reason");
        aside.push(row.fault("answer", what).hint(hint));
    } else if is_none_of_ours(&said) {
        one.applicable = Some(false);
    } else if let Some(answer) = Answer::meant(&said) {
        one.answer = Some(answer);
    } else if !said.is_empty() {
        let what = text!("aucune réponse de ce nom", "no answer of that name");
        let hint = text!("oui, en partie, non ou sans objet", "yes, partly, no or not applicable");
        aside.push(row.fault("answer", what).hint(hint));
    }
    for (column, into) in [("reason", &mut one.reason), ("note", &mut one.note)] {
        let said = text_of(row, column);
        if !said.is_empty() {
            *into = said;
        }
    }
    if aside.is_empty() { Ok(one) } else { Err(aside) }
}

/// The fault of evidence that says no kind there is.
fn of_no_kind(row: &TableRow<'_>) -> Fault {
    row.fault("evidence_kind", text!("aucune sorte de preuve", "no kind of evidence"))
        .hint(text!("document, moyen ou résultat", "document, means or result"))
}

/// Why a file is none of the estate: it leads out of its folder, where nothing is opened.
fn out_of_the_estate(row: &TableRow<'_>) -> Fault {
    let what = text!(
        "ce fichier sort du dossier du parc : il n'est pas ouvert",
        "this file leads out of the estate's folder: it is not opened"
    );
    row.fault("evidence_file", what).hint(text!(
        "copiez le fichier dans le dossier du parc, et donnez son chemin depuis lui",
        "copy the file into the estate's folder, and give its path from there"
    ))
}

/// Adds the evidence of a row; one that is known proves this too. Whether it proves what it did not. What
/// is told without its file is kept as it is: the check names it until it has one.
fn evidence(plan: &mut Plan, row: &TableRow<'_>, id: &str) -> Result<bool, Fault> {
    let file = text_of(row, "evidence_file");
    let told = ["evidence_kind", "evidence_date"].map(|column| text_of(row, column));
    if file.is_empty() && told.iter().all(String::is_empty) {
        return Ok(false);
    }
    if !NamedDocument::may_lie_below(&file) {
        return Err(out_of_the_estate(row));
    }
    let kind = match text_of(row, "evidence_kind") {
        said if said.is_empty() => None,
        said => Some(EvidenceKind::named(&said).ok_or_else(|| of_no_kind(row))?),
    };
    let date = match text_of(row, "evidence_date").as_str() {
        "" => None,
        said => Some(Date(parse_day(said).ok_or_else(|| {
            row.fault("evidence_date", text!("ce n'est pas une date", "this is no date"))
                .hint(text!("AAAA-MM-JJ, comme 2026-12-31", "YYYY-MM-DD, such as 2026-12-31"))
        })?)),
    };
    let proves = |known: &PlanEvidence| known.criteria.iter().any(|one| one == id);
    // One file may be the means of one criterion and the result of another; what has none is of one alone.
    let is_this = |known: &PlanEvidence| {
        known.file == file
            && (!file.is_empty() || proves(known))
            && kind.is_none_or(|kind| kind == known.kind)
            && (date.is_none() || date == known.date)
    };
    if plan.evidence.iter().any(|known| is_this(known) && proves(known)) {
        return Ok(false);
    }
    if let Some(known) = plan.evidence.iter_mut().find(|known| is_this(known)) {
        known.criteria.push(id.to_owned());
        return Ok(true);
    }
    let is_file = |known: &&PlanEvidence| known.file == file && !file.is_empty();
    let alike = || plan.evidence.iter().find(is_file).map(|known| known.kind);
    let kind = kind.or_else(alike).ok_or_else(|| of_no_kind(row))?;
    let taken = |id: &String| plan.evidence.iter().any(|one| one.id == *id);
    let free = (1..=plan.evidence.len() + 1).map(|n| format!("P{n}")).find(|id| !taken(id));
    plan.evidence.push(PlanEvidence {
        id: free.as_deref().unwrap_or("").to_owned(),
        title: if file.is_empty() { id.to_owned() } else { file.clone() },
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
    Ok(true)
}
