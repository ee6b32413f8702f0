//! `alm_hardware` and `cmdb_ci_computer` of `ServiceNow`, by field names or by labels.

use super::{Cells, ExportSource, OwnField, Traits, is_yes};
use crate::headings::{Hint, key};
use crate::{Field, Layout};
use ground::table::fold;

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "servicenow",
    label: ("export de ServiceNow", "ServiceNow export"),
    tool: Some("ServiceNow"),
    headings: include_str!("headings.csv"),
    words: include_str!("words.csv"),
    signatures: &[
        "install_status & serial_number|asset_tag|model_id|model_category",
        "model_category & asset_tag|serial_number",
        "sys_class_name & serial_number|asset_tag|model_id",
        "Model category & Asset tag & Display name|Stockroom|State",
    ],
    traits: Traits::REGISTER,
    own,
};

fn own(layout: &Layout) -> Vec<OwnField> {
    let column = |field| layout.column(field);
    let class = layout.hint(Hint::Class).or(layout.hint(Hint::Form));
    let substatus = layout.hint(Hint::Substatus);
    // A display name is the tag, a dash and the model.
    let named = column(Field::Model).filter(|at| key(&layout.headers[*at]) == "displayname");
    let own = [
        OwnField::always(Field::EquipmentType, column(Field::EquipmentType).or(class), type_word),
        OwnField::of(Field::Status, column(Field::Status), status),
        OwnField::of(Field::ExitRoute, substatus.or(column(Field::ExitRoute)), |cells| {
            let route = cells.known("exit_route", &cells.hint(Hint::Substatus));
            route.unwrap_or_else(|| cells.field(Field::ExitRoute))
        }),
        OwnField::of(Field::Model, named, |cells| {
            let (name, tag) = (cells.field(Field::Model), cells.field(Field::AssetTag));
            let model = name.strip_prefix(&tag).and_then(|rest| rest.strip_prefix(" - "));
            model.map_or_else(|| name.clone(), str::to_owned)
        }),
    ];
    own.into_iter().flatten().collect()
}

fn type_word(cells: &Cells<'_>) -> String {
    if is_yes(&cells.hint(Hint::Virtual)) {
        return "virtual machine".to_owned();
    }
    let own = cells.field(Field::EquipmentType);
    let (class, form) = (cells.hint(Hint::Class), cells.hint(Hint::Form));
    let category = if own.is_empty() { class } else { own };
    let word = cells.word("equipment_type", &category);
    // A form says more than « Computer » or « Hardware ».
    let vague = matches!(fold(&word).as_str(), "" | "computer" | "hardware" | "computers");
    if vague && !form.is_empty() { form } else { word }
}

/// The state is that of the pair: the second status is the finer.
fn status(cells: &Cells<'_>) -> String {
    let finer = cells.known("substatus", &cells.hint(Hint::Substatus));
    finer.unwrap_or_else(|| cells.word("status", &cells.field(Field::Status)))
}

#[cfg(test)]
mod tests {
    use crate::source::cells::tests::check;
    use crate::{Field, SourceFormat};

    #[test]
    fn servicenows_state_is_that_of_the_pair() {
        let head = "asset_tag;install_status;substatus";
        let state = |row: &str, expected: &str| {
            check(SourceFormat::ServiceNow, head, row, Field::Status, expected);
        };
        state("A1;1;", "in_service");
        state("A1;Em uso;", "in_service");
        state("A1;In stock;Available", "in_stock");
        state("A1;Em estoque;Reparo pendente", "in_repair");
        state("A1;6;pending_disposal", "decommissioned");
        state("A1;Retirado;Lease retornado", "exited");
        let route = |row: &str, expected: &str| {
            check(SourceFormat::ServiceNow, head, row, Field::ExitRoute, expected);
        };
        route("A1;7;Donated", "donated");
        route("A1;Desaparecido;Perdido", "lost");
    }

    #[test]
    fn a_display_name_is_a_tag_and_a_model() {
        let head = "asset_tag;serial_number;model_category;display_name";
        let row = "P5;S;Monitor;P5 - Dell U2422H";
        check(SourceFormat::ServiceNow, head, row, Field::Model, "Dell U2422H");
    }

    #[test]
    fn a_virtual_configuration_item_is_a_virtual_machine() {
        let head = "sys_class_name;serial_number;virtual;form_factor";
        let kind = |row: &str, expected: &str| {
            check(SourceFormat::ServiceNow, head, row, Field::EquipmentType, expected);
        };
        kind("cmdb_ci_computer;X;true;", "virtual machine");
        kind("cmdb_ci_computer;X;false;Laptop", "Laptop");
        kind("cmdb_ci_win_server;X;false;", "server");
    }
}
