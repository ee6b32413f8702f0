//! Lists of the mobile lines that an operator bills: a line, what it costs, and the terminal that
//! was sold with it. The line and its user are people's; a line without terminal is no machine.

use super::{Cells, ExportSource, OwnField, PLAIN, Traits};
use crate::placeholder::is_placeholder;
use crate::{Field, Layout};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "mobile-lines",
    label: ("liste de lignes mobiles d'un opérateur", "list of mobile lines of an operator"),
    headings: include_str!("headings.csv"),
    signatures: &[
        "N° de ligne|N° ligne|Numéro de ligne|Ligne|Ligne mobile|N° d'appel|Numéro d'appel|N° de mobile|N° mobile|Numéro mobile|Numéro de mobile|MSISDN|N° de téléphone|Numéro de téléphone|Phone number|Mobile number & Terminal|Terminal associé|Terminal mobile|Modèle du terminal|Modèle terminal|Modèle de terminal|Modèle mobile|Modèle de mobile|Handset|IMEI & Forfait|Abonnement|Offre|Plan|Plan tarifaire|Tarif|Type de ligne|Opérateur|Terminal|N° SIM|N° de SIM|Numéro SIM|Numéro de SIM|SIM|Carte SIM|ICCID|Operator|Carrier",
    ],
    traits: Traits::REGISTER,
    own,
    ..PLAIN
};

fn own(layout: &Layout) -> Vec<OwnField> {
    let from = layout.column(Field::EquipmentType).or(layout.column(Field::Model));
    OwnField::always(Field::EquipmentType, from, type_word).into_iter().collect()
}

/// What a line has: its terminal, a telephone unless its words or its model say otherwise; else no
/// more than its SIM card.
fn type_word(cells: &Cells<'_>) -> String {
    let own = cells.field(Field::EquipmentType);
    if !own.is_empty() && !is_placeholder(own.as_bytes()) {
        return own;
    }
    let terminal = [Field::Model, Field::Manufacturer].map(|field| cells.field(field));
    match terminal.iter().find(|cell| !cell.is_empty() && !is_placeholder(cell.as_bytes())) {
        Some(terminal) => format!("terminal de ligne mobile - {terminal}"),
        None => "sim only".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::source::cells::tests::check;
    use crate::{Field, SourceFormat};

    #[test]
    fn a_line_is_its_terminal_else_its_card() {
        let head = "N° de ligne;Marque;Terminal;Forfait";
        let kind = |row: &str, expected: &str| {
            check(SourceFormat::MobileLines, head, row, Field::EquipmentType, expected);
        };
        kind("0600000000;Apple;iPhone 13;Pro", "terminal de ligne mobile - iPhone 13");
        kind("0600000000;Crosscall;;Pro", "terminal de ligne mobile - Crosscall");
        kind("0600000000;;;Data", "sim only");
        kind("0600000000;;N/A;M2M", "sim only");
    }
}
