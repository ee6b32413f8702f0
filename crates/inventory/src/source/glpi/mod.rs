//! Lists of GLPI 10 and 11: which list it is tells what an empty or a technical type stands for.

use super::{Cells, ExportSource, IdScope, OwnField, Traits};
use crate::headings::Hint;
use crate::{Field, Layout};
use ground::table::fold;

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "glpi",
    label: ("liste exportée de GLPI", "list exported by GLPI"),
    tool: Some("GLPI"),
    headings: include_str!("headings.csv"),
    words: include_str!("words.csv"),
    signatures: &[
        "Type & Fabricant|Manufacturer & Numéro de série|Serial number",
        "Tipo & Fabricante & Número de série",
        "Type & Fabricant|Manufacturer & Dernière modification|Last update|Gestion globale|Global management",
        "Item type|Type d'élément & Fabricant|Manufacturer",
    ],
    traits: Traits { ids: IdScope::InItsListSpaced, levels: true, ..Traits::REGISTER },
    own,
};

/// Headings that only one list has, and what it lists.
const LISTS: [(Hint, &str); 3] =
    [(Hint::Monitor, "monitor"), (Hint::Printer, "imprimante"), (Hint::Phone, "phone")];

fn own(layout: &Layout) -> Vec<OwnField> {
    let list = LISTS.iter().find_map(|(hint, _)| layout.hint(*hint));
    let Some(list) = layout.hint(Hint::ItemType).or(list) else { return Vec::new() };
    let from = layout.column(Field::EquipmentType).unwrap_or(list);
    OwnField::of(Field::EquipmentType, Some(from), type_word).into_iter().collect()
}

fn type_word(cells: &Cells<'_>) -> String {
    let own = cells.field(Field::EquipmentType);
    let list = cells.word("itemtype", &cells.hint(Hint::ItemType));
    let kind = LISTS
        .into_iter()
        .find(|(hint, _)| cells.layout.hint(*hint).is_some())
        .map_or("", |(_, kind)| kind);
    match (list.as_str(), own.as_str()) {
        // The type of a monitor is its technology, `LCD`, which is no type of equipment.
        ("monitor", _) => "monitor".to_owned(),
        ("", _) if kind == "monitor" => "monitor".to_owned(),
        ("phone", "") => phone(cells).to_owned(),
        ("", "") if kind == "phone" => phone(cells).to_owned(),
        ("", "") => kind.to_owned(),
        (list, "") => list.to_owned(),
        _ => own,
    }
}

/// What a phone of no type is: on a desk by its maker, else by its model.
fn phone(cells: &Cells<'_>) -> &'static str {
    const DESK: [&str; 10] = [
        "yealink",
        "mitel",
        "aastra",
        "alcatel",
        "snom",
        "polycom",
        "avaya",
        "cisco",
        "gigaset",
        "grandstream",
    ];
    let maker = fold(&cells.field(Field::Manufacturer));
    if DESK.iter().any(|desk| maker.starts_with(desk)) {
        "ip phone"
    } else {
        "communication device"
    }
}
