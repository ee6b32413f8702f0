//! What proves something, as a document says it.

use super::DocumentBlock;
use crate::model::{Plan, PlanEvidence};
use ground::lang::Lang;

/// The pieces of evidence of something, but those that are confidential.
pub(super) fn proofs(plan: &Plan, lang: Lang, of: impl Fn(&PlanEvidence) -> bool) -> Vec<String> {
    plan.evidence
        .iter()
        .filter(|piece| piece.confidential != Some(true) && of(piece))
        .map(|piece| format!("{} ({})", piece.title, piece.kind.label(lang)))
        .collect()
}

/// A table with a last column of what proves each of its rows, where anything proves any of them.
pub(super) fn with_proofs(
    mut head: Vec<String>,
    rows: impl Iterator<Item = (Vec<String>, Vec<String>)>,
    lang: Lang,
) -> DocumentBlock {
    let rows: Vec<(Vec<String>, Vec<String>)> = rows.collect();
    let any = rows.iter().any(|(_, proofs)| !proofs.is_empty());
    if any {
        head.push(lang.label("Preuves", "Evidence").to_owned());
    }
    let told = rows.into_iter().map(|(mut row, proofs)| {
        if any {
            row.push(proofs.join(lang.semicolon()));
        }
        row
    });
    DocumentBlock::Table(head, told.collect())
}
