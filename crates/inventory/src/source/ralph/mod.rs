//! Assets of Ralph: `[Storage] EMC VNX` is a type and a model.

use super::{Cells, ExportSource, OwnField, Traits};
use crate::headings::Hint;
use crate::{Field, Layout};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "ralph",
    label: ("export de Ralph", "Ralph export"),
    tool: Some("Ralph"),
    headings: include_str!("headings.csv"),
    words: include_str!("words.csv"),
    signatures: &["sn & barcode & model|model_str|hostname|invoice_date"],
    traits: Traits::REGISTER,
    own,
};

fn own(layout: &Layout) -> Vec<OwnField> {
    let column = |field| layout.column(field);
    let model = layout.hint(Hint::ModelText);
    let own = [
        OwnField::always(Field::EquipmentType, column(Field::EquipmentType).or(model), type_word),
        OwnField::of(Field::Status, column(Field::Status), |cells| {
            cells.word("status", &cells.field(Field::Status))
        }),
        OwnField::of(Field::Model, model, |cells| bracketed(&cells.hint(Hint::ModelText)).1),
    ];
    own.into_iter().flatten().collect()
}

fn type_word(cells: &Cells<'_>) -> String {
    let own = match cells.field(Field::EquipmentType) {
        own if own.is_empty() => bracketed(&cells.hint(Hint::ModelText)).0,
        own => own,
    };
    cells.word("equipment_type", &own)
}

/// `[Storage] EMC VNX` in its two parts.
fn bracketed(cell: &str) -> (String, String) {
    match cell.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((kind, model)) => (kind.trim().to_owned(), model.trim().to_owned()),
        None => (String::new(), cell.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use crate::source::cells::tests::check;
    use crate::{Field, SourceFormat};

    #[test]
    fn ralphs_model_says_its_category() {
        let head = "sn;barcode;model_str;status";
        let row = "S1;B1;[Storage] EMC VNX;2";
        check(SourceFormat::Ralph, head, row, Field::EquipmentType, "baie de stockage");
        check(SourceFormat::Ralph, head, row, Field::Model, "EMC VNX");
        check(SourceFormat::Ralph, head, row, Field::Status, "in_service");
    }
}
