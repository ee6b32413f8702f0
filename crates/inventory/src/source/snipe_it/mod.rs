//! Lists, reports and import files of Snipe-IT.

use super::{Cells, ExportSource, OwnField, Traits, is_yes};
use crate::headings::Hint;
use crate::{Field, Layout};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "snipe-it",
    label: ("export de Snipe-IT", "Snipe-IT export"),
    tool: Some("Snipe-IT"),
    headings: include_str!("headings.csv"),
    words: include_str!("words.csv"),
    signatures: &[
        "Asset Tag|Étiquette de l'actif|Placa del activo & Category|Catégorie|Model|Modèle|Kategorie|Modell|Categoría|Modelo & Checked Out To|Extrait vers|Checked Out|Date de libération|Company|Compagnie|Asset Name|Nom de l'actif|Item Name|Model No.|Modèle n°.|Model Number|Herausgegeben an|Zugewiesen an|Modellnr.|Asignado a|Modelo No.",
        "Item Name & Model Name & Category",
        "Checked Out To: Username",
        // What its API answers, whatever fields were kept of it.
        "status_label.status_meta",
    ],
    traits: Traits::REGISTER,
    own,
};

fn own(layout: &Layout) -> Vec<OwnField> {
    let deleted = layout.hint(Hint::Deleted);
    let own = [
        OwnField::of(Field::Status, layout.column(Field::Status).or(deleted), status),
        OwnField::of(Field::Ownership, layout.hint(Hint::Ownership), |cells| {
            let own = is_yes(&cells.hint(Hint::Ownership));
            if own { "byod".to_owned() } else { String::new() }
        }),
        OwnField::of(Field::ExitedOn, deleted, |cells| cells.hint(Hint::Deleted)),
    ];
    own.into_iter().flatten().collect()
}

/// Snipe-IT writes `Label (meta)`, or the label alone; who has it has it in service.
fn status(cells: &Cells<'_>) -> String {
    let own = cells.field(Field::Status);
    if !cells.hint(Hint::Deleted).is_empty() {
        return "exited".to_owned();
    }
    // Its list writes the label and, on a line of its own, the meta; its API has a name for each.
    let finer = cells.hint(Hint::Substatus);
    let (label, meta) = match own.rsplit_once('(').or(own.split_once('\n')) {
        Some((label, meta)) => (label.trim(), meta.trim_end_matches(')').trim()),
        None => (own.as_str(), finer.as_str()),
    };
    let by_label = cells.known("status", label);
    let by_meta = cells.known("status", meta);
    let given = !cells.hint(Hint::CheckedOut).is_empty();
    match by_label.clone().or(by_meta) {
        Some(state) if state == "in_stock" && given => "in_service".to_owned(),
        // `Lost/Stolen (archived)`: the label may say more than what the tool makes of it.
        Some(state) if by_label.is_none() && state != "in_stock" && !label.is_empty() => {
            format!("{label} ({state})")
        }
        Some(state) => state,
        // An import file has no status: what somebody has is in service, the rest says nothing.
        None => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::source::cells::tests::check;
    use crate::{Field, SourceFormat};

    #[test]
    fn snipes_status_is_its_label_then_its_meta_then_who_has_it() {
        let head = "Asset Tag;Status;Checked Out";
        let state = |row: &str, expected: &str| {
            check(SourceFormat::SnipeIt, head, row, Field::Status, expected);
        };
        state("1;Ready to Deploy (deployable);", "in_stock");
        state("1;Ready to Deploy (deployable);somebody", "in_service");
        state("1;Chez le réparateur (undeployable);", "Chez le réparateur (in_repair)");
        state("1;Lost/Stolen (archived);", "Lost/Stolen (decommissioned)");
        state("1;Lost;", "Lost");
        let head = "Asset Tag;Status;Herausgegeben an";
        let state = |row: &str, expected: &str| {
            check(SourceFormat::SnipeIt, head, row, Field::Status, expected);
        };
        state("1;Bereit zum Herausgeben;", "in_stock");
        state("1;Bereit zum Herausgeben;jemand", "in_service");
        state("1;Archiviert;", "decommissioned");
        let head = "Placa del activo;Estado;Asignado a";
        let state = |row: &str, expected: &str| {
            check(SourceFormat::SnipeIt, head, row, Field::Status, expected);
        };
        state("1;Listo para asignar;", "in_stock");
        state("1;Listo para asignar;alguien", "in_service");
        state("1;Pendiente;", "in_stock");
    }
}
