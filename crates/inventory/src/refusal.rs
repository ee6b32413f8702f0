//! Tables that are no inventory, and tables that nothing is known of: what is said of them.

use super::Field;
use super::headings::{ColumnSlot, general, key};
use super::place::HeadingPlace;
use ground::fault::Fault;
use ground::lang::Text;
use ground::text;
use std::collections::HashSet;

/// What a table is that is no inventory, and where it belongs.
pub(super) fn what_it_is_not(keys: &HashSet<String>) -> Option<(Text, Text)> {
    let has = |heading: &str| keys.contains(&key(heading));
    if has("nomEquipementVirtuel") {
        return Some((
            text!(
                "c'est un fichier G4IT/NumEcoEval (les équipements virtuels), pas celui des équipements physiques",
                "this is a G4IT/NumEcoEval file (the virtual equipment), not that of physical equipment"
            ),
            text!(
                "il a sa place dans le dossier de parc, à côté d'estate.toml, sous le nom `virtual-machines.csv`",
                "it belongs in the estate folder, beside estate.toml, as `virtual-machines.csv`"
            ),
        ));
    }
    if has("nomApplication") {
        return Some((
            text!(
                "c'est un fichier G4IT/NumEcoEval (les applications), pas celui des équipements physiques",
                "this is a G4IT/NumEcoEval file (the applications), not that of physical equipment"
            ),
            text!(
                "il a sa place dans le dossier de parc, à côté d'estate.toml, sous le nom `applications.csv`",
                "it belongs in the estate folder, beside estate.toml, as `applications.csv`"
            ),
        ));
    }
    if has("nomLongDatacenter") || (has("nomCourtDatacenter") && has("pue")) {
        return Some((
            text!(
                "c'est un fichier G4IT/NumEcoEval (les centres de données), pas celui des équipements physiques",
                "this is a G4IT/NumEcoEval file (the datacentres), not that of physical equipment"
            ),
            text!(
                "posez-le tel quel dans le dossier de parc, à côté d'estate.toml, sous le nom `datacentres.csv`",
                "put it as it is in the estate folder, beside estate.toml, as `datacentres.csv`"
            ),
        ));
    }
    let opened = ["Date d'ouverture", "Opening date", "Fecha de apertura", "Data de abertura"];
    let asked = [
        "Demandeur - Demandeur",
        "Requester - Requester",
        "Solicitante - Solicitante",
        "Requerente - Requerente",
    ];
    let ticket = opened.into_iter().any(has)
        && (asked.into_iter().any(has) || ["Titre", "Title", "Título"].into_iter().any(has));
    ticket.then(|| {
        (
            text!(
                "c'est un export de tickets de GLPI, pas un inventaire d'équipements",
                "this is a GLPI ticket export, not an equipment inventory"
            ),
            text!(
                "donnez la liste des équipements eux-mêmes (GLPI : Parc > Ordinateurs > Export CSV)",
                "give the list of the equipment itself (GLPI: Assets > Computers > CSV export)"
            ),
        )
    })
}

/// The fault of a table of no known source.
pub(super) fn unrecognised(place: HeadingPlace<'_>, headers: &[String]) -> Fault {
    // What looks like an address is no heading, and is not shown.
    let shown = |header: &&String| !super::kinds::is_address(header.trim());
    let seen: Vec<String> = headers
        .iter()
        .filter(shown)
        .take(12)
        .map(|h| ground::fault::clip(&ground::table::masked(h.trim())))
        .collect();
    let seen = seen.join(", ");
    let file = place.path().display();
    let what = text!(
        "les titres de colonnes ne sont d'aucune source connue",
        "the column headings are of no known source"
    );
    let fault = place.fault_of(what, &seen);
    let named: Vec<&String> = headers.iter().filter(|heading| !heading.trim().is_empty()).collect();
    let says = |of: Field| named.iter().any(|own| general(own) == Some(ColumnSlot::Field(of)));
    let all_known = named.iter().all(|own| general(own).is_some());
    // Models without a type: no column can be said to be it.
    if all_known && says(Field::Model) && !says(Field::EquipmentType) {
        return fault
            .hint(text!(
                "aucune colonne ne dit le type, et trop peu de modèles sont connus : ajoutez une colonne `Type`",
                "no column says the type, and too few of the models are known: add a column `Type`"
            ))
            .hint(text!(
                "ou faites lire les modèles connus, et écarter les autres avec ce qu'il faut écrire de chacun : `--source spreadsheet`",
                "or have the known models read, and the others set aside with what to write of each: `--source spreadsheet`"
            ));
    }
    fault
    .hint(text!(
        "dites ce que sont les colonnes qui comptent : `--column \"TITRE=equipment_type\"`, `model`, `quantity`, `status`, `acquired_on`…",
        "say what the columns that count are: `--column \"HEADING=equipment_type\"`, `model`, `quantity`, `status`, `acquired_on`…"
    ))
    .hint(text!(
        "ou faites proposer une correspondance de colonnes, relisez-la, et gardez-la : `empreinte import --propose-map {file} --out correspondance.toml`",
        "or have a mapping proposed, read it over, and keep it: `empreinte import --propose-map {file} --out mapping.toml`"
    ))
    .hint(text!(
        "sinon, renommez la colonne du type en `equipment_type` (et les autres d'après docs/formats/inventory.md)",
        "else rename the type column to `equipment_type` (and the others after docs/formats/inventory.md)"
    ))
}
